"""Checks the board of a secret vote, or a ceremony, by docs/stembord.md and nothing else. Python's standard library only.

    python3 controle.py FILE [--eerder FILE]     status 0: it holds; 1: it does not, and why
    python3 controle.py --vectoren MAP           what it says of each of the vectors, as JSON
"""

import functools
import hashlib
import json
import re
import sys

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
Q = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
CEREMONIE, BORD1, BORD2 = "brink-ceremonie-1", "brink-stembord-1", "brink-stembord-2"


class Fout(Exception):
    """What does not hold."""


def eis(goed, anders):
    if not goed:
        raise Fout(anders)


# --- the curve: points are None (infinity) or (x, y); inside, Jacobian coordinates ---

def dubbel(p):
    x, y, z = p
    if not y or not z:
        return (1, 1, 0)
    s = 4 * x * y * y % P
    m = 3 * (x - z * z) * (x + z * z) % P
    x3 = (m * m - 2 * s) % P
    return (x3, (m * (s - x3) - 8 * pow(y, 4, P)) % P, 2 * y * z % P)


def erbij(p, q):
    if not p[2]:
        return q
    if not q[2]:
        return p
    z1, z2 = p[2] * p[2] % P, q[2] * q[2] % P
    u1, u2 = p[0] * z2 % P, q[0] * z1 % P
    s1, s2 = p[1] * z2 * q[2] % P, q[1] * z1 * p[2] % P
    if u1 == u2:
        return dubbel(p) if s1 == s2 else (1, 1, 0)
    h, r = (u2 - u1) % P, (s2 - s1) % P
    h2 = h * h % P
    h3, v = h * h2 % P, u1 * h2 % P
    x3 = (r * r - h3 - 2 * v) % P
    return (x3, (r * (v - x3) - s1 * h3) % P, h * p[2] * q[2] % P)


def groot(p):
    return (1, 1, 0) if p is None else (p[0], p[1], 1)


def klein(p):
    if not p[2]:
        return None
    i = pow(p[2], -1, P)
    return (p[0] * i * i % P, p[1] * i * i * i % P)


@functools.lru_cache(maxsize=50000)
def combinatie(*paren):
    """The sum of k·P over pairs (k, P), by one ladder for all of them."""
    paren = [(k % Q, groot(p)) for k, p in paren]
    uit = (1, 1, 0)
    for bit in range(max((k.bit_length() for k, _ in paren), default=0) - 1, -1, -1):
        uit = dubbel(uit)
        for k, p in paren:
            if k >> bit & 1:
                uit = erbij(uit, p)
    return klein(uit)


def som(punten):
    uit = (1, 1, 0)
    for p in punten:
        uit = erbij(uit, groot(p))
    return klein(uit)


def min_(p):
    return None if p is None else (p[0], -p[1] % P)


def tekst(p):
    return "00" if p is None else f"{2 + (p[1] & 1):02x}{p[0]:064x}"


def punt(t):
    eis(isinstance(t, str) and re.fullmatch("0[23][0-9a-f]{64}", t), "geen punt")
    x = int(t[2:], 16)
    eis(x < P, "geen punt")
    y2 = (x**3 - 3 * x + B) % P
    y = pow(y2, (P + 1) // 4, P)
    eis(y * y % P == y2, "geen punt van de kromme")
    return (x, y if y & 1 == int(t[1]) & 1 else P - y)


def getal(t):
    eis(is_hash(t), "geen getal")
    eis(int(t, 16) < Q, "een getal is te groot")
    return int(t, 16)


def is_hash(t):
    return isinstance(t, str) and re.fullmatch("[0-9a-f]{64}", t) is not None


# --- hashes, challenges, proofs ---

def sha256(t):
    return hashlib.sha256(t.encode()).hexdigest()


def h(formaat, soort, *delen):
    return int.from_bytes(hashlib.sha512("|".join([formaat, soort, *map(str, delen)]).encode()).digest(), "big") % Q


def cz(bewijs):
    return getal(bewijs["c"]), getal(bewijs["z"])


def terug(z, p, c, q):
    return tekst(combinatie((z, p), (-c, q)))


def kent(bewijs, x, formaat, soort, *over):
    c, z = cz(bewijs)
    return c == h(formaat, soort, *over, x, terug(z, G, c, punt(x)))


def gewicht(plaats, plaatsen, op=0):
    teller = noemer = 1
    for m in plaatsen:
        if m != plaats:
            teller, noemer = teller * (op - m) % Q, noemer * (plaats - m) % Q
    return teller * pow(noemer, -1, Q) % Q


def op_plaats(waarden, op=0):
    return combinatie(*[(gewicht(l, list(waarden), op), d) for l, d in waarden.items()])


# --- strict reading ---

def velden(paren):
    namen = [n for n, _ in paren]
    eis(len(set(namen)) == len(namen), "een veld staat er twee keer")
    return dict(paren)


def heel(t):
    eis(re.fullmatch("0|[1-9][0-9]*", t), "geen heel getal vanaf 0")
    return int(t)


def weiger(t):
    raise Fout(f"'{t}' komt niet voor")


def lees(t):
    """JSON with each field once, whole numbers, and no null, true or false."""
    try:
        waarde = json.loads(t, object_pairs_hook=velden, parse_int=heel, parse_float=weiger, parse_constant=weiger)
    except (ValueError, RecursionError) as e:
        raise Fout("geen goede JSON") from e
    keur(waarde)
    return waarde


def keur(w):
    eis(w is not None and not isinstance(w, bool), "null, true of false")
    if isinstance(w, str):
        eis(not any(0xD800 <= ord(c) <= 0xDFFF for c in w), "een half teken")
    for een in ([*w.keys(), *w.values()] if isinstance(w, dict) else w if isinstance(w, list) else []):
        keur(een)


# What a field holds: t a text, n a number, a list of one kind, or the fields of an object in their order.
BEWIJS = {"c": "t", "z": "t"}
BILJET1 = {"lid": "t", "opties": [{"a": "t", "b": "t", "bewijs": [BEWIJS]}], "som": BEWIJS}
BILJET2 = {"lid": "t", "vorige": "t", "opties": BILJET1["opties"], "som": BEWIJS}
OPENING = {"keuze": "n", "geheimen": ["t"]}
REGEL = {"nr": "n", "soort": "t", "inhoud": "t", "vorige": "t", "hash": "t"}
SOORTEN = {
    "certificaat": {"houder": "n", "teken": "t", "ontvang": "t", "vastlegging": "t", "bewijsOntvang": BEWIJS, "handtekening": BEWIJS},
    "veelterm": {"houder": "n", "c": ["t"], "bewijs": BEWIJS, "delen": [{"naar": "n", "e": "t", "v": "t"}], "handtekening": BEWIJS},
    "aanvaarding": {"houder": "n", "publiek": "t", "bewijs": BEWIJS, "handtekening": BEWIJS},
    "klacht": {"houder": "n", "over": "n", "gedeeld": "t", "bewijs": BEWIJS, "handtekening": BEWIJS},
    "akkoord": {"houder": "n", "handtekening": BEWIJS},
    "afsluiting": {"geslotenOp": "t", "biljetten": "n"},
    "deel": {"houder": "n", "opties": [{"d": "t", "bewijs": BEWIJS}]},
    "uitslag": {"stemmen": ["n"]},
}
EERSTE = {
    CEREMONIE: {"formaat": "t", "ceremonie": "t", "vergadering": "t", "k": "n", "houders": [{"naam": "t", "werkgever": "t"}]},
    BORD1: {"stemming": "t", "onderwerp": "t", "opties": ["t"], "kiezers": [{"lid": "t", "naam": "t"}],
            "sleutelhouders": [{"naam": "t", "publiek": "t", "bewijs": BEWIJS}], "publiek": "t"},
    BORD2: {"formaat": "t", "stemming": "t", "onderwerp": "t", "besluit": "t", "opties": ["t"], "kiezers": [{"lid": "t", "naam": "t"}], "kiezersHash": "t",
            "ceremonie": [REGEL], "k": "n", "sleutelhouders": [{"naam": "t", "publiek": "t"}], "publiek": "t"},
}


def past(w, vorm):
    """Whether a value has this form, and no field that it does not have."""
    if vorm == "t":
        return isinstance(w, str)
    if vorm == "n":
        return isinstance(w, int)
    if isinstance(vorm, list):
        return isinstance(w, list) and all(past(een, vorm[0]) for een in w)
    return isinstance(w, dict) and set(w) == set(vorm) and all(past(w[v], vorm[v]) for v in vorm)


def schrijf(w, vorm):
    """The one way in which a line is written."""
    if vorm == "t":
        return f'"{w}"'
    if vorm == "n":
        return str(w)
    if isinstance(vorm, list):
        return "[" + ",".join(schrijf(een, vorm[0]) for een in w) + "]"
    return "{" + ",".join(f'"{v}":{schrijf(w[v], vorm[v])}' for v in vorm) + "}"


def vorm_van(soort, formaat):
    biljet = BILJET2 if formaat == BORD2 else BILJET1
    return {"biljet": biljet, "geopend": {"biljet": biljet, "opening": OPENING}}.get(soort) or SOORTEN.get(soort)


def lees_regel(soort, inhoud, formaat):
    vorm = vorm_van(soort, formaat)
    eis(vorm is not None, f"een onbekende soort: {soort}")
    eis(all(" " <= c <= "~" and c != "\\" for c in inhoud), "een teken dat niet mag")
    waarde = lees(inhoud)
    eis(past(waarde, vorm) and schrijf(waarde, vorm) == inhoud, f"een regel van de soort {soort} is anders geschreven dan het formaat vraagt")
    return waarde


def keten(regels):
    """Every hash made anew."""
    vorige = ""
    for nr, r in enumerate(regels):
        eis(past(r, REGEL), "een regel heeft andere velden")
        eis(r["nr"] == nr and r["vorige"] == vorige, f"regel {nr} ontbreekt of is verplaatst")
        eis(r["hash"] == sha256(f"{vorige}\n{nr}\n{r['soort']}\n{r['inhoud']}"), f"regel {nr} is veranderd")
        vorige = r["hash"]
    eis(regels, "er zijn geen regels")


def eerste(regels, soort, vorm):
    eis(regels[0]["soort"] == soort, f"regel 0 is geen {soort}")
    i = lees(regels[0]["inhoud"])
    eis(past(i, vorm), "regel 0 heeft andere velden")
    return i


def kaal(inhoud):
    return inhoud[:inhoud.rindex(',"handtekening":')] + "}"


# --- the ceremony ---

class Ceremonie:
    """The chain of a ceremony, checked."""

    def __init__(self, regels):
        keten(regels)
        i = eerste(regels, "ceremonie", EERSTE[CEREMONIE])
        self.namen, self.k, self.hashes = [x["naam"] for x in i["houders"]], i["k"], [r["hash"] for r in regels]
        n = self.n = len(self.namen)
        werkgevers = [x["werkgever"] for x in i["houders"]]
        eis(i["formaat"] == CEREMONIE, "een ander formaat")
        eis(re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", i["ceremonie"]), "geen uuid")
        eis(2 <= n <= 15 and self.k <= n < 2 * self.k, "n of k kan niet")
        eis(i["vergadering"] and all(self.namen) and all(werkgevers), "een lege naam, werkgever of vergadering")
        eis(len(set(self.namen)) == n == len(set(werkgevers)), "een naam of werkgever staat er twee keer")
        self.cer = self.hashes[0]
        self.certificaten, self.veeltermen, self.delen, self.aanvaard, self.klacht = {}, {}, {}, set(), False
        for r in regels[1:]:
            self.regel(r["soort"], r["inhoud"])
        self.klaar = len(self.aanvaard) == n and not self.klacht

    def regel(self, soort, inhoud):
        n = self.n
        eis(not self.klacht and len(self.aanvaard) < n, "de ceremonie is voorbij")
        ronde, gaven, waarop = (("certificaat", self.certificaten, 0) if len(self.certificaten) < n else ("veelterm", self.veeltermen, n)
                                if len(self.veeltermen) < n else ("aanvaarding", self.aanvaard, 2 * n))
        eis(soort == ronde or soort == "klacht" and ronde == "aanvaarding", f"een {soort} hoort niet in deze ronde")
        r = lees_regel(soort, inhoud, CEREMONIE)
        houder = r["houder"]
        eis(1 <= houder <= n and houder not in gaven, "een plaats die niet meedoet, of al gaf")
        getattr(self, "op_" + soort)(houder, r)
        eis(self.getekend(r["handtekening"], soort, houder, self.hashes[waarop], inhoud, r.get("teken")), "een handtekening klopt niet")

    def getekend(self, handtekening, soort, houder, waarop, inhoud, teken=None):
        return kent(handtekening, teken or self.certificaten[houder]["teken"], CEREMONIE, "handtekening", soort, self.cer, waarop, sha256(kaal(inhoud)))

    def op_certificaat(self, houder, r):
        eis(is_hash(r["vastlegging"]), "de vastlegging is geen hash")
        eis(kent(r["bewijsOntvang"], r["ontvang"], CEREMONIE, "ontvang", self.cer, houder), "het bewijs in een certificaat klopt niet")
        self.certificaten[houder] = r

    def op_veelterm(self, houder, r):
        eis(len(r["c"]) == self.k, "een veelterm heeft geen k punten")
        punten = [punt(c) for c in r["c"]]
        vastlegging = sha256("|".join(r["c"]))
        eis(vastlegging == self.certificaten[houder]["vastlegging"], "een andere veelterm dan is vastgelegd")
        eis(kent(r["bewijs"], r["c"][0], CEREMONIE, "veelterm", self.cer, self.hashes[self.n], houder, vastlegging), "het bewijs bij een veelterm klopt niet")
        eis([d["naar"] for d in r["delen"]] == [l for l in range(1, self.n + 1) if l != houder], "niet precies één deel voor elk ander")
        for d in r["delen"]:
            self.delen[houder, d["naar"]] = (punt(d["e"]), d["e"], getal(d["v"]))
        self.veeltermen[houder] = punten
        if len(self.veeltermen) == self.n:
            eis(self.publiek() and all(self.publiek(l) for l in range(1, self.n + 1)), "een sleutel op oneindig")

    def waarde(self, van, plaats):
        return combinatie(*[(plaats**j, c) for j, c in enumerate(self.veeltermen[van])])

    def publiek(self, plaats=0):
        return som([self.waarde(i, plaats) if plaats else c[0] for i, c in self.veeltermen.items()])

    def op_aanvaarding(self, houder, r):
        eis(r["publiek"] == tekst(self.publiek(houder)), "een andere sleutel dan uit de veeltermen volgt")
        eis(kent(r["bewijs"], r["publiek"], CEREMONIE, "aanvaarding", self.cer, self.hashes[2 * self.n], houder), "het bewijs in een aanvaarding klopt niet")
        self.aanvaard.add(houder)

    def op_klacht(self, houder, r):
        over, s, n = r["over"], punt(r["gedeeld"]), self.n
        eis(1 <= over <= n and over != houder, "een klacht gaat over een ander")
        ontvang, (e, e_tekst, v), (c, z) = self.certificaten[houder]["ontvang"], self.delen[over, houder], cz(r["bewijs"])
        eis(c == h(CEREMONIE, "klacht", self.cer, self.hashes[2 * n], houder, over, ontvang, e_tekst, r["gedeeld"], terug(z, G, c, punt(ontvang)), terug(z, e, c, s)),
            "het bewijs bij een klacht klopt niet")
        deel = (v - h(CEREMONIE, "masker", self.hashes[n], over, houder, e_tekst, r["gedeeld"])) % Q
        eis(combinatie((deel, G)) != self.waarde(over, houder), "een klacht is ongegrond")
        self.klacht = True


# --- the board ---

def lijsthash(leden):
    return sha256("\n".join(f"{k['lid']}|{sha256(k['naam'])}" for k in leden))


class Bord:
    """A board, checked up to and including its outcome."""

    ORDE = {"instelling": 0, "akkoord": 1, "biljet": 2, "geopend": 2, "afsluiting": 3, "deel": 4, "uitslag": 5}

    def __init__(self, formaat, regels):
        keten(regels)
        vorm = BORD2 if "formaat" in lees(regels[0]["inhoud"]) else BORD1
        eis(formaat == vorm, "het bestand heeft een ander formaat dan regel 0")
        i = self.i = eerste(regels, "instelling", EERSTE[vorm])
        self.formaat, self.tweede, self.begin = formaat, formaat == BORD2, regels[0]["hash"]
        eis(i.get("formaat", BORD1) == formaat, "een ander formaat op regel 0")
        eis(len(i["opties"]) >= 2 and len(set(i["opties"])) == len(i["opties"]), "geen twee verschillende keuzes")
        leden = [k["lid"] for k in i["kiezers"]]
        eis(len(set(leden)) == len(leden), "een lid staat er twee keer")
        self.y = punt(i["publiek"])
        self.ceremonie = self.sleutels2() if self.tweede else self.sleutels1()
        plaats = 0
        for r in regels:
            hier = self.ORDE.get(r["soort"], -1)
            eis(hier >= plaats and (hier == 0) == (r["nr"] == 0), f"regel {r['nr']} hoort daar niet")
            eis(self.tweede or r["soort"] != "akkoord", "een akkoord op een oud bord")
            plaats = hier
        self.regels = [(r, lees_regel(r["soort"], r["inhoud"], formaat)) for r in regels[1:]]
        if self.tweede:
            self.akkoorden()
        self.biljetten(set(leden))
        sluiting = self.van("afsluiting")
        eis(len(sluiting) == 1, "niet precies één keer afgesloten")
        self.hoofd = sluiting[0][0]["hash"]
        eis(sluiting[0][1]["biljetten"] == len(self.geldig), "de afsluiting noemt een ander aantal")
        self.uitslag()

    def van(self, soort):
        return [(r, j) for r, j in self.regels if r["soort"] == soort]

    def sleutels1(self):
        houders = self.i["sleutelhouders"]
        eis(len(houders) >= 2 and len({x["publiek"] for x in houders}) == len(houders), "minder dan twee sleutels")
        for x in houders:
            c, z = cz(x["bewijs"])
            eis(c == h(BORD1, "sleutel", sha256(x["naam"]), x["publiek"], terug(z, G, c, punt(x["publiek"]))), "het bewijs bij een sleutel klopt niet")
        eis(tekst(som([punt(x["publiek"]) for x in houders])) == self.i["publiek"], "de sleutel is niet de som")

    def sleutels2(self):
        i, c = self.i, Ceremonie(self.i["ceremonie"])
        eis(c.klaar, "de ceremonie is niet klaar")
        eis(i["k"] == c.k and i["publiek"] == tekst(c.publiek()), "regel 0 noemt een andere k of sleutel dan de ceremonie")
        eis(i["sleutelhouders"] == [{"naam": x, "publiek": tekst(c.publiek(l))} for l, x in enumerate(c.namen, 1)], "andere sleutelhouders dan in de ceremonie")
        eis(i["kiezersHash"] == lijsthash(i["kiezers"]), "de hash van een andere lijst")
        return c

    def akkoorden(self):
        geweest = set()
        for r, j in self.van("akkoord"):
            l = j["houder"]
            eis(1 <= l <= self.ceremonie.n and l not in geweest, "een akkoord van een ander, of een tweede")
            eis(self.ceremonie.getekend(j["handtekening"], "akkoord", l, self.begin, r["inhoud"]), "een akkoord klopt niet")
            geweest.add(l)
        eis(len(geweest) >= self.i["k"], "er zijn geen k akkoorden")

    def biljetten(self, leden):
        gezien, self.geldig, laatste = set(), {}, {}
        for r, b in self.van("biljet"):
            lid = b["lid"]
            eis(lid in leden, f"regel {r['nr']}: iemand die niet op de lijst staat")
            eis(not self.tweede or b["vorige"] == laatste.get(lid, self.begin), f"regel {r['nr']}: volgt niet op het vorige biljet van dit lid")
            for o in b["opties"]:
                eis(o["a"] not in gezien, f"regel {r['nr']}: stond er al")
                gezien.add(o["a"])
            self.biljet(b, r["nr"])
            self.geldig[lid], laatste[lid] = b, r["hash"]
        for r, j in self.van("geopend"):
            b, opening = j["biljet"], j["opening"]
            self.biljet(b, r["nr"])
            eis(len(opening["geheimen"]) == len(b["opties"]) > opening["keuze"], f"regel {r['nr']}: geen opening")
            for n, (o, g) in enumerate(zip(b["opties"], opening["geheimen"])):
                x, m = getal(g), int(n == opening["keuze"])
                eis(o["a"] == tekst(combinatie((x, G))) and o["b"] == tekst(combinatie((x, self.y), (m, G))), f"regel {r['nr']}: het biljet bevat iets anders")
                eis(o["a"] not in gezien, f"regel {r['nr']}: ook uitgebracht")

    def biljet(self, b, nr):
        i, y = self.i, self.y
        eis(len(b["opties"]) == len(i["opties"]), f"regel {nr}: niet zoveel keuzes")
        eis(not self.tweede or is_hash(b["vorige"]), f"regel {nr}: vorige is geen hash")
        w = [*([self.begin, b["lid"], b["vorige"]] if self.tweede else [i["stemming"], i["publiek"], b["lid"]]), sha256("|".join(o[x] for o in b["opties"] for x in "ab"))]
        alle_a, alle_b = [], []
        for n, o in enumerate(b["opties"]):
            a, bb = punt(o["a"]), punt(o["b"])
            eis(len(o["bewijs"]) == 2, f"regel {nr}: geen twee bewijzen")
            (c0, z0), (c1, z1) = map(cz, o["bewijs"])
            een = som([bb, min_(G)])
            eis((c0 + c1) % Q == h(self.formaat, "optie", *w, n, terug(z0, G, c0, a), terug(z0, y, c0, bb), terug(z1, G, c1, a), terug(z1, y, c1, een)),
                f"regel {nr}: het bewijs bij keuze {n + 1} klopt niet")
            alle_a.append(a)
            alle_b.append(bb)
        c, z = cz(b["som"])
        eis(c == h(self.formaat, "som", *w, terug(z, G, c, som(alle_a)), terug(z, y, c, som([*alle_b, min_(G)]))), f"regel {nr}: niet precies één keuze")

    def uitslag(self):
        i, gezegd = self.i, self.van("uitslag")
        eis(len(gezegd) == 1, "er is geen uitslag")
        stemmen = self.stemmen = gezegd[0][1]["stemmen"]
        eis(len(stemmen) == len(i["opties"]) and sum(stemmen) == len(self.geldig), "de uitslag telt niet op")
        if not self.geldig:
            return
        kies = lambda n, x: som([punt(b["opties"][n][x]) for b in self.geldig.values()])
        sommen, delen, eerste_plaats = [kies(n, "a") for n in range(len(stemmen))], {}, int(self.tweede)
        for r, j in self.van("deel"):
            l = j["houder"]
            eis(eerste_plaats <= l < len(i["sleutelhouders"]) + eerste_plaats and l not in delen, f"regel {r['nr']}: een deel van een ander, of een tweede")
            eis(len(j["opties"]) == len(stemmen), f"regel {r['nr']}: niet volledig")
            y = i["sleutelhouders"][l - eerste_plaats]["publiek"]
            for n, o in enumerate(j["opties"]):
                (c, z), d, a = cz(o["bewijs"]), punt(o["d"]), sommen[n]
                eis(c == h(self.formaat, "deel", self.begin if self.tweede else i["stemming"], self.hoofd, l, y, n, tekst(a), o["d"], terug(z, G, c, punt(y)), terug(z, a, c, d)),
                    f"regel {r['nr']}: het bewijs bij een deel klopt niet")
            delen[l] = [punt(o["d"]) for o in j["opties"]]
        nodig = i["k"] if self.tweede else len(i["sleutelhouders"])
        eis(len(delen) >= nodig, "er zijn te weinig delen")
        for n, aantal in enumerate(stemmen):
            waarden = {l: d[n] for l, d in delen.items()}
            if self.tweede:
                genoeg = dict(list(waarden.items())[:nodig])
                eis(all(op_plaats(genoeg, l) == d for l, d in waarden.items() if l not in genoeg), "de delen spreken elkaar tegen")
                masker = op_plaats(genoeg)
            else:
                masker = som(waarden.values())
            eis(som([kies(n, "b"), min_(masker)]) == combinatie((aantal, G)), f"voor '{i['opties'][n]}' zijn geen {aantal} stemmen uitgebracht")


def controleer(bestand):
    """What holds of a file, as sentences; raises Fout with what does not."""
    try:
        b = lees(bestand)
        eis(past(b, {"formaat": "t", "regels": [REGEL]}), "het bestand heeft andere velden")
        if b["formaat"] == CEREMONIE:
            c = Ceremonie(b["regels"])
            return [f"De ceremonie klopt; {'zij is klaar' if c.klaar else 'zij is mislukt door een klacht' if c.klacht else 'zij is bezig'}."]
        eis(b["formaat"] in (BORD1, BORD2), "een ander formaat")
        eis(b["regels"], "er zijn geen regels")
        bord = Bord(b["formaat"], b["regels"])
        stemden = [k for k in bord.i["kiezers"] if k["lid"] in bord.geldig]
        return [*([] if bord.tweede else ["Dit is een oud bord."]), f"Begin {bord.begin}, hoofd {bord.hoofd}.",
                f"Wie stemde: {', '.join(k['naam'] for k in stemden)}. De hash van die lijst is {lijsthash(stemden)}.",
                "De uitslag volgt uit de biljetten: " + ", ".join(f"{o} {n}" for o, n in zip(bord.i["opties"], bord.stemmen)) + "."]
    except (KeyError, TypeError, AttributeError, ValueError) as e:
        raise Fout(f"niet de juiste vorm ({e})") from e


# --- what the tests ask ---

def als_keten(formaat, rij):
    regels, vorige = [], ""
    for nr, (soort, inhoud) in enumerate(rij):
        regels.append({"nr": nr, "soort": soort, "inhoud": inhoud, "vorige": vorige, "hash": sha256(f"{vorige}\n{nr}\n{soort}\n{inhoud}")})
        vorige = regels[-1]["hash"]
    return json.dumps({"formaat": formaat, "regels": regels}, ensure_ascii=False)


def doe(rij, daden):
    rij = list(rij)
    for wat, nr, *regel in daden:
        if wat == "weg":
            del rij[nr]
        elif wat == "in":
            rij.insert(nr, regel)
        else:
            rij[nr] = regel
    return rij


def oordeel(bestand):
    try:
        controleer(bestand)
        return ""
    except Fout as e:
        return str(e)


def leest(soort, inhoud):
    try:
        lees_regel(soort, inhoud, BORD1)
        return True
    except Fout:
        return False


def vectoren(map_):
    def uit(naam):
        with open(f"{map_}/{naam}", encoding="utf-8") as f:
            return json.load(f)
    c, b, v = uit("vectoren-ceremonie.json"), uit("vectoren-bord.json"), uit("vectoren.json")
    antwoord = {}
    for naam in ("goed", "scheef", "klacht", "kwaad"):
        antwoord["ceremonie " + naam] = oordeel(json.dumps(c[naam]))
    for f in c["fout"]:
        rij = [(r["soort"], r["inhoud"]) for r in c[f["van"]]["regels"][:f["regels"]]] + [(f["soort"], f["inhoud"])]
        antwoord["ceremonie " + f["wat"]] = oordeel(als_keten(CEREMONIE, rij))
    for soort, formaat, basis in (("", BORD2, "goed"), ("oud: ", BORD1, "oud")):
        antwoord[soort + "goed"] = oordeel(als_keten(formaat, b[basis]))
        for g in b["oudFout" if soort else "fout"] + ([] if soort else b["ook"]):
            antwoord[soort + g["wat"]] = oordeel(als_keten(formaat, doe(b[basis], g["doe"])))
    antwoord["regels"] = [leest(r["soort"], r["inhoud"]) for r in v["regels"]]
    antwoord["lagrange"] = all([f"{gewicht(l, list(map(int, q.split(',')))):064x}" for l in map(int, q.split(","))] == w for q, w in c["lagrange"].items())
    return antwoord


def main(args):
    if args[:1] == ["--vectoren"]:
        print(json.dumps(vectoren(args[1]), ensure_ascii=False, indent=1))
        return 0
    try:
        with open(args[0], encoding="utf-8") as f:
            bestand = f.read()
        zinnen = controleer(bestand)
        if args[1:2] == ["--eerder"]:
            with open(args[2], encoding="utf-8") as f:
                oud = lees(f.read())["regels"]
            eis(oud and lees(bestand)["regels"][:len(oud)] == oud, "het bord dat eerder is bewaard, is niet het begin van dit bord")
        print("Het klopt.", *zinnen, sep="\n  ")
        return 0
    except Fout as e:
        print(f"Het klopt niet: {e}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

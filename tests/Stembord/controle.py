#!/usr/bin/env python3
"""Controleert een stembord, zonder server, zonder sleutels en zonder internet.

Gemaakt van alleen de bladzijde `docs/stembord.md`, door iemand die de andere programma's niet kende. Tussen haakjes staat
steeds het hoofdstuk: (Lezen), (De keten), ...

    python3 controle.py bord.json [--volgcode CODE] [--ontvangst REGEL:HASH] [--eerder oud.json]
                                  [--begin HASH] [--hoofd HASH] [--onaf]
    python3 controle.py --vectoren MAP

Elke controle is één regel met `eis` of `moet`; `mutatie.py` zet ze één voor één uit, en kijkt of de vectoren dat zien.

Einde met 0: het klopt. 1: het klopt niet, en waarom. 2: de opdracht is verkeerd.
"""
import argparse
import functools
import hashlib
import json
import os
import re
import sys

CEREMONIE = "brink-ceremonie-1"
BORD = "brink-stembord-2"
OUD = "brink-stembord-1"
KORTSTE_CODE = 48  # zoveel tekens van een hash worden minstens voorgelezen en getypt

class Fout(Exception):
    """Iets klopt niet. De tekst zegt wat; `regel` zegt waar, als dat al bekend is."""

    def __init__(self, tekst, regel=None):
        super().__init__(tekst)
        self.regel = regel

def eis(klopt, tekst):
    """Stop met een fout als iets niet klopt."""
    if not klopt:
        raise Fout(tekst)


# == De kromme P-256 (Waarom zo; Rekenen). Een punt is (x, y); het punt op oneindig is None.
# Alles wat hier wordt gerekend is openbaar: de duur van het rekenen verraadt niets.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
Q = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
KROMME_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
NIETS = (0, 1, 0)  # het punt op oneindig, met drie coördinaten (Jacobi)
VENSTER = 6        # bits per stap bij een vast punt
VASTE_TABELLEN = {}

def dubbel(punt):
    """2·punt, in coördinaten van Jacobi (de kromme heeft a = -3)."""
    x, y, z = punt
    zz, yy = z * z % P, y * y % P
    xyy = x * yy % P
    helling = 3 * (x - zz) * (x + zz) % P
    x3 = (helling * helling - 8 * xyy) % P
    return x3, (helling * (4 * xyy - x3) - 8 * yy * yy) % P, 2 * y * z % P

def plus(punt, ander):
    """punt + ander; `ander` is een gewoon punt (x, y), niet oneindig."""
    x1, y1, z1 = punt
    x2, y2 = ander
    if z1 == 0:
        return x2, y2, 1
    zz = z1 * z1 % P
    h = (x2 * zz - x1) % P
    r = (y2 * z1 * zz - y1) % P
    if h == 0:
        return dubbel(punt) if r == 0 else NIETS
    hh = h * h % P
    hhh = h * hh % P
    v = x1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - y1 * hhh) % P, z1 * h % P

def gewoon(punten):
    """Veel punten tegelijk terug naar (x, y), met maar één deling. Geen ervan mag oneindig zijn."""
    voor, product = [], 1
    for _, _, z in punten:
        voor.append(product)
        product = product * z % P
    rest, uit = pow(product, -1, P), []
    for (x, y, z), deel in zip(reversed(punten), reversed(voor)):
        zi = rest * deel % P
        rest = rest * z % P
        zi2 = zi * zi % P
        uit.append((x * zi2 % P, y * zi2 * zi % P))
    return uit[::-1]

def maak_vast(punt):
    """Maak een tabel voor een punt dat vaak terugkomt (G en Y)."""
    if punt is None or punt in VASTE_TABELLEN:
        return
    alle, basis, breedte = [], (punt[0], punt[1], 1), 2**VENSTER - 1
    for _ in range(-(-256 // VENSTER)):
        vast = gewoon([basis])[0]
        veelvoud = NIETS
        for _ in range(breedte):
            veelvoud = plus(veelvoud, vast)
            alle.append(veelvoud)
        basis = plus(veelvoud, vast)
    alle = gewoon(alle)
    VASTE_TABELLEN[punt] = [alle[i:i + breedte] for i in range(0, len(alle), breedte)]

def oneven_veelvouden(punt):
    """punt, 3·punt, ... 15·punt."""
    twee = gewoon([dubbel((punt[0], punt[1], 1))])[0]
    rij = [(punt[0], punt[1], 1)]
    for _ in range(7):
        rij.append(plus(rij[-1], twee))
    return gewoon(rij)

def cijfers(getal):
    """Schrijf een getal met cijfers 0 en ±1, ±3 ... ±15, het kleinste eerst (wNAF)."""
    uit = []
    while getal:
        cijfer = 0
        if getal & 1:
            cijfer = getal & 31
            if cijfer > 16:
                cijfer -= 32
            getal -= cijfer
        uit.append(cijfer)
        getal >>= 1
    return uit

@functools.lru_cache(maxsize=50000)
def lineair(*paren):
    """De som van alle getal·punt; een gewoon punt, of None voor oneindig."""
    som, los = NIETS, []
    for getal, punt in paren:
        getal %= Q
        if punt is not None and getal and punt not in VASTE_TABELLEN:
            los.append((cijfers(getal), oneven_veelvouden(punt)))
    for i in range(max((len(c) for c, _ in los), default=0) - 1, -1, -1):
        som = dubbel(som)
        for rij, tabel in los:
            if i < len(rij) and rij[i]:
                x, y = tabel[abs(rij[i]) >> 1]
                som = plus(som, (x, y if rij[i] > 0 else P - y))
    for getal, punt in paren:
        if punt in VASTE_TABELLEN:
            getal %= Q
            for tabel in VASTE_TABELLEN[punt]:
                if getal & (2**VENSTER - 1):
                    som = plus(som, tabel[(getal & (2**VENSTER - 1)) - 1])
                getal >>= VENSTER
    return gewoon([som])[0] if som[2] else None

def optellen(punten):
    """De som van een rij punten."""
    som = NIETS
    for punt in punten:
        if punt is not None:
            som = plus(som, punt)
    return gewoon([som])[0] if som[2] else None

def schrijf_punt(punt):
    """Een punt als 66 hexadecimalen; het punt op oneindig als `00` (Rekenen)."""
    return "00" if punt is None else f"{2 + (punt[1] & 1):02x}{punt[0]:064x}"

@functools.lru_cache(maxsize=50000)
def ontvouw(tekst):
    """Het punt bij 66 hexadecimalen, of None als dat punt niet op de kromme ligt."""
    x = int(tekst[2:], 16)
    if x >= P:  # (Lezen: een punt heeft x kleiner dan p)
        return None
    kwadraat = (x * x * x - 3 * x + KROMME_B) % P
    y = pow(kwadraat, (P + 1) // 4, P)
    if y * y % P != kwadraat or y == 0:
        return None
    return x, (y if y & 1 == int(tekst[:2], 16) - 2 else P - y)

maak_vast(G)


# == Rekenen: hash, kennis, Lagrange
def sha256(tekst):
    """SHA-256 over de tekst in UTF-8, hexadecimaal, kleine letters."""
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()

def als_deel(deel):
    """Hoe een deel in H staat: hash en tekst zoals zij zijn, plaats als cijfers, punt als 66 tekens."""
    if isinstance(deel, str):
        return deel
    return str(deel) if isinstance(deel, int) else schrijf_punt(deel)

def H(formaat, soort, *delen):
    """SHA-512 over `formaat|soort|deel|...`, als getal, modulo q."""
    tekst = "|".join([formaat, soort] + [als_deel(d) for d in delen])
    return int.from_bytes(hashlib.sha512(tekst.encode("utf-8")).digest(), "big") % Q

def kent(bewijs, X, formaat, soort, *over):
    """Schnorr: `c = H(formaat, soort, over..., X, z·G - c·X)`."""
    c, z = bewijs["c"], bewijs["z"]
    return c == H(formaat, soort, *over, X, lineair((z, G), (-c, X)))

def lagrange(l, plaatsen, p=0):
    """λ(l, L, p): het product over m in L behalve l van (p - m) / (l - m), modulo q."""
    boven = onder = 1
    for m in plaatsen:
        if m != l:
            boven = boven * (p - m) % Q
            onder = onder * (l - m) % Q
    return boven * pow(onder, -1, Q) % Q


# == Lezen: streng, één schrijfwijze
def _velden(paren):
    """Een JSON-object; elk veld mag er maar één keer in staan."""
    velden = dict(paren)
    eis(len(velden) == len(paren), "een veld staat er twee keer")
    return velden

def _heel(tekst):
    eis(not tekst.startswith("-"), f"een getal is kleiner dan 0: {tekst[:20]}")
    eis(len(tekst) <= 10 and int(tekst) <= 2147483647, f"een getal is te groot: {tekst[:20]}")
    return int(tekst)

def _geen_getal(tekst):
    eis(False, f"dit is geen gewoon heel getal: {tekst[:20]}")

def _geen_vreemds(waarde):
    """Weiger null, true, false en halve tekens (surrogaten), hoe diep ook."""
    eis(waarde is not None and not isinstance(waarde, bool), "er staat null, true of false in; dat mag niet")
    if isinstance(waarde, str):
        try:
            waarde.encode("utf-8")
        except UnicodeEncodeError:
            raise Fout("er staat een half teken (surrogaat) in") from None
    elif isinstance(waarde, list):
        for deel in waarde:
            _geen_vreemds(deel)
    elif isinstance(waarde, dict):
        for naam, deel in waarde.items():
            _geen_vreemds(naam)
            _geen_vreemds(deel)

def lees_json(tekst):
    """Lees JSON streng (Lezen)."""
    try:
        waarde = json.loads(tekst, object_pairs_hook=_velden, parse_int=_heel,
                            parse_float=_geen_getal, parse_constant=_geen_getal)
        _geen_vreemds(waarde)
    except json.JSONDecodeError as fout:
        raise Fout(f"dit is geen geldige JSON (bij teken {fout.pos})") from None
    except RecursionError:
        raise Fout("dit is te diep genest") from None
    return waarde

def schrijf_json(waarde):
    """De ene schrijfwijze: geen witruimte, en de velden in de volgorde waarin zij zijn gelezen."""
    return json.dumps(waarde, separators=(",", ":"), ensure_ascii=False)

def tekst_(w, waar):
    eis(isinstance(w, str), f"`{waar}` is geen tekst")
    return w

def geheel(w, waar):
    eis(isinstance(w, int), f"`{waar}` is geen heel getal")
    return w

def patroon(vorm, wat):
    """Maak een lezer voor een tekst met een vaste vorm."""
    regex = re.compile(vorm, re.ASCII)

    def lees(w, waar):
        eis(isinstance(w, str) and regex.fullmatch(w), f"`{waar}` is geen {wat}")
        return w
    return lees

hash_ = patroon("[0-9a-f]{64}", "hash (64 tekens 0-9 en a-f)")
uuid_ = patroon("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid in kleine letters")
_punt = patroon("0[23][0-9a-f]{64}", "punt (66 tekens 0-9 en a-f)")

def punt_(w, waar):
    punt = ontvouw(_punt(w, waar))
    eis(punt, f"`{waar}` is geen punt van de kromme")
    return punt

def getal_(w, waar):
    getal = int(hash_(w, waar), 16)
    eis(getal < Q, f"`{waar}` is te groot: het moet kleiner zijn dan de orde q")
    return getal

def lees_vorm(vorm, w, waar="inhoud", volgorde=True):
    """Lees `w` volgens een vorm: een dict is een object met precies die velden, [vorm] een lijst, en een functie de rest."""
    if isinstance(vorm, dict):
        eis(isinstance(w, dict), f"`{waar}` heeft geen velden")
        mist, vreemd = [v for v in vorm if v not in w], [v for v in w if v not in vorm]
        eis(not mist, f"`{waar}`: er mist {', '.join(mist)}")
        eis(not vreemd, f"`{waar}`: onbekend veld {', '.join(toon(v) for v in vreemd)}")
        eis(not volgorde or list(w) == list(vorm), f"`{waar}`: de velden staan niet in de goede volgorde")
        return {naam: lees_vorm(deel, w[naam], naam, volgorde) for naam, deel in vorm.items()}
    if isinstance(vorm, list):
        eis(isinstance(w, list), f"`{waar}` is geen lijst")
        return [lees_vorm(vorm[0], deel, waar, volgorde) for deel in w]
    return vorm(w, waar)

def lees_inhoud(vorm, inhoud):
    """De inhoud van een regel: er is één schrijfwijze (Lezen)."""
    ruw = lees_json(inhoud)
    gelezen = lees_vorm(vorm, ruw)
    eis(schrijf_json(ruw) == inhoud, "de inhoud is niet op de ene goede manier geschreven (witruimte of een andere schrijfwijze)")
    return gelezen

BEWIJS = {"c": getal_, "z": getal_}
REGEL = {"nr": geheel, "soort": tekst_, "inhoud": tekst_, "vorige": tekst_, "hash": hash_}
BESTAND = {"formaat": tekst_, "regels": [REGEL]}
OPTIE = {"a": punt_, "b": punt_, "bewijs": [BEWIJS]}
BILJET = {"lid": uuid_, "vorige": hash_, "opties": [OPTIE], "som": BEWIJS}
OUD_BILJET = {"lid": uuid_, "opties": [OPTIE], "som": BEWIJS}
OPENING = {"keuze": geheel, "geheimen": [getal_]}
KIEZER = {"lid": uuid_, "naam": tekst_}

VORMEN = {
    CEREMONIE: {
        "ceremonie": {"formaat": tekst_, "ceremonie": uuid_, "vergadering": tekst_, "k": geheel,
                      "houders": [{"naam": tekst_, "werkgever": tekst_}]},
        "certificaat": {"houder": geheel, "teken": punt_, "ontvang": punt_, "vastlegging": hash_,
                        "bewijsOntvang": BEWIJS, "handtekening": BEWIJS},
        "veelterm": {"houder": geheel, "c": [punt_], "bewijs": BEWIJS,
                     "delen": [{"naar": geheel, "e": punt_, "v": getal_}], "handtekening": BEWIJS},
        "aanvaarding": {"houder": geheel, "publiek": punt_, "bewijs": BEWIJS, "handtekening": BEWIJS},
        "klacht": {"houder": geheel, "over": geheel, "gedeeld": punt_, "bewijs": BEWIJS, "handtekening": BEWIJS},
    },
    BORD: {
        "instelling": {"formaat": tekst_, "stemming": uuid_, "onderwerp": tekst_, "besluit": tekst_, "opties": [tekst_],
                       "kiezers": [KIEZER], "kiezersHash": hash_, "ceremonie": [REGEL], "k": geheel,
                       "sleutelhouders": [{"naam": tekst_, "publiek": punt_}], "publiek": punt_},
        "akkoord": {"houder": geheel, "handtekening": BEWIJS},
        "biljet": BILJET,
        "geopend": {"biljet": BILJET, "opening": OPENING},
        "afsluiting": {"geslotenOp": tekst_, "biljetten": geheel},
        "deel": {"houder": geheel, "opties": [{"d": punt_, "bewijs": BEWIJS}]},
        "uitslag": {"stemmen": [geheel]},
    },
}
VORMEN[OUD] = dict(
    VORMEN[BORD],
    instelling={"stemming": uuid_, "onderwerp": tekst_, "opties": [tekst_], "kiezers": [KIEZER],
                "sleutelhouders": [{"naam": tekst_, "publiek": punt_, "bewijs": BEWIJS}], "publiek": punt_},
    biljet=OUD_BILJET, geopend={"biljet": OUD_BILJET, "opening": OPENING})
del VORMEN[OUD]["akkoord"]

def lees_regel(formaat, regel):
    """De inhoud van een regel; alleen regel 0 van een oud bord mag op meer manieren zijn geschreven."""
    vormen, nul = VORMEN[formaat], regel["nr"] == 0
    eis(regel["soort"] in vormen, f"de soort `{toon(regel['soort'])}` bestaat hier niet")
    eis(nul == (regel["soort"] in ("ceremonie", "instelling")), f"de soort `{regel['soort']}` hoort niet op deze plaats")
    if nul:
        if formaat == OUD:
            return lees_vorm(vormen[regel["soort"]], lees_json(regel["inhoud"]), volgorde=False)
    else:
        eis(not re.search(r"[^ -~]|\\", regel["inhoud"]), "er staat een teken in dat niet mag (alleen spatie tot en met ~, zonder \\)")
    return lees_inhoud(vormen[regel["soort"]], regel["inhoud"])

def lees_bestand(inhoud):
    """Een bestand: `{"formaat": ..., "regels": [...]}` in UTF-8 (De keten)."""
    try:
        tekst = inhoud.decode("utf-8")
    except UnicodeDecodeError:
        raise Fout("het bestand is geen UTF-8") from None
    eis(not tekst.startswith("\ufeff"), "het bestand begint met een onzichtbaar teken (BOM)")
    bestand = lees_json(tekst)
    if isinstance(bestand, dict) and isinstance(bestand.get("regels"), list):
        for nr, regel in enumerate(bestand["regels"]):  # zo weten wij welke regel verkeerd is
            try:
                lees_vorm(REGEL, regel, "regel", volgorde=False)
            except Fout as fout:
                raise Fout(str(fout), nr) from None
    return lees_vorm(BESTAND, bestand, "bestand", volgorde=False)


# == De keten
def regelhash(regel):
    return sha256(f"{regel['vorige']}\n{regel['nr']}\n{regel['soort']}\n{regel['inhoud']}")

def schakel(nr, regel, vorige, eis):
    """Past een regel aan de keten (De keten)? `eis` is wat er bij een fout gebeurt."""
    eis(regel["nr"] == nr, f"het nummer is {regel['nr']}, maar moet {nr} zijn")
    eis(regel["vorige"] == vorige, "`vorige` is niet de hash van de regel ervoor" if nr else "`vorige` van regel 0 moet leeg zijn")
    eis(regel["hash"] == regelhash(regel), "de hash past niet bij de inhoud: de regel is veranderd")

def kaal(inhoud):
    """De inhoud zonder haar laatste veld, de handtekening (De ceremonie)."""
    return inhoud[:inhoud.rindex(',"handtekening":')] + "}"


# == De ceremonie: brink-ceremonie-1
class Ceremonie:
    """Kijkt een ceremonie na, regel voor regel. De eerste fout stopt het nakijken: alles erna rust erop."""

    def __init__(self, regels):
        self.certificaten, self.veeltermen, self.aanvaard, self.klacht = {}, {}, set(), None
        self.H1 = self.H2 = self.Y = None
        self.deelsleutels = {}
        eis(regels, "de ceremonie heeft geen regels")
        vorige = ""
        for nr, regel in enumerate(regels):
            try:
                schakel(nr, regel, vorige, eis)
                self._regel(regel, lees_regel(CEREMONIE, dict(regel, nr=nr)))
            except Fout as fout:
                raise Fout(str(fout), nr) from None
            vorige = regel["hash"]
        self.hoofd = regels[-1]["hash"]

    @property
    def klaar(self):
        """Klaar is een ceremonie met n aanvaardingen."""
        return self.klacht is None and len(self.aanvaard) == self.n

    def _regel(self, regel, w):
        if regel["nr"] == 0:
            return self._begin(regel, w)
        self._volgorde(regel["soort"])
        eis(1 <= w["houder"] <= self.n, f"houder {w['houder']} bestaat niet")
        getattr(self, "_" + regel["soort"])(w["houder"], w)
        waarop = {"certificaat": self.cer, "veelterm": self.H1}.get(regel["soort"], self.H2)
        teken = self.certificaten[w["houder"]]["teken"]
        goed = kent(w["handtekening"], teken, CEREMONIE, "handtekening", regel["soort"], self.cer, waarop, sha256(kaal(regel["inhoud"])))
        eis(goed, f"de handtekening van houder {w['houder']} klopt niet")
        if regel["nr"] == self.n:
            self.H1 = regel["hash"]
        if regel["nr"] == 2 * self.n:
            self.H2 = regel["hash"]
            self._sleutels()

    def _begin(self, regel, w):
        """Regel 0: 2 tot 15 houders, k hoogstens n en meer dan de helft, niets leeg, niets dubbel."""
        self.cer, self.k, self.n = regel["hash"], w["k"], len(w["houders"])
        self.namen = [h["naam"] for h in w["houders"]]
        werkgevers = [h["werkgever"] for h in w["houders"]]
        eis(w["formaat"] == CEREMONIE, f"`formaat` moet {CEREMONIE} zijn")
        eis(2 <= self.n <= 15, f"er zijn {self.n} houders; het moeten er 2 tot 15 zijn")
        eis(self.n < 2 * self.k <= 2 * self.n, f"k = {self.k} mag niet: k is meer dan de helft van {self.n} en hoogstens {self.n}")
        eis("" not in [w["vergadering"]] + self.namen + werkgevers, "`vergadering`, een naam of een werkgever is leeg")
        eis(len(set(self.namen)) == len(set(werkgevers)) == self.n, "een naam of een werkgever staat er twee keer")

    def _volgorde(self, soort):
        """Eerst n certificaten, dan n veeltermen, dan n aanvaardingen; een klacht eindigt de ceremonie."""
        eis(not self.klacht and not self.klaar, "na het einde van de ceremonie mag niets meer volgen")
        if len(self.certificaten) < self.n:
            goed = ("certificaat",)
        elif len(self.veeltermen) < self.n:
            goed = ("veelterm",)
        else:
            goed = ("aanvaarding", "klacht")
        eis(soort in goed, f"hier hoort een {' of '.join(goed)}, geen {soort}")

    def _certificaat(self, l, w):
        eis(l not in self.certificaten, f"houder {l} heeft al een certificaat")
        eis(kent(w["bewijsOntvang"], w["ontvang"], CEREMONIE, "ontvang", self.cer, l), f"`bewijsOntvang` van houder {l} klopt niet")
        self.certificaten[l] = w

    def _veelterm(self, l, w):
        eis(l not in self.veeltermen, f"houder {l} heeft al een veelterm")
        vastlegging = self.certificaten[l]["vastlegging"]
        eis(len(w["c"]) == self.k, f"de veelterm heeft {len(w['c'])} punten; het moeten er {self.k} zijn")
        punten, anderen = "|".join(schrijf_punt(p) for p in w["c"]), [m for m in range(1, self.n + 1) if m != l]
        eis(sha256(punten) == vastlegging, f"de veelterm van houder {l} is niet wat hij in ronde 1 vastlegde")
        goed = kent(w["bewijs"], w["c"][0], CEREMONIE, "veelterm", self.cer, self.H1, l, vastlegging)
        eis(goed, f"het bewijs bij de veelterm van houder {l} klopt niet")
        eis([d["naar"] for d in w["delen"]] == anderen, "`delen` heeft niet precies de andere plaatsen, oplopend")
        self.veeltermen[l] = w

    def op_plaats(self, i, l):
        """C₀ + l·C₁ + l²·C₂ + ... van houder i."""
        return lineair(*((pow(l, j, Q), c) for j, c in enumerate(self.veeltermen[i]["c"])))

    def _sleutels(self):
        self.Y = optellen(v["c"][0] for v in self.veeltermen.values())
        for l in range(1, self.n + 1):
            self.deelsleutels[l] = optellen(self.op_plaats(i, l) for i in self.veeltermen)
        eis(self.Y and all(self.deelsleutels.values()), "een sleutel is het punt op oneindig")

    def _aanvaarding(self, l, w):
        eis(l not in self.aanvaard, f"houder {l} heeft al aanvaard")
        eis(w["publiek"] == self.deelsleutels[l], f"`publiek` is niet de sleutel die voor houder {l} uit de veeltermen volgt")
        goed = kent(w["bewijs"], w["publiek"], CEREMONIE, "aanvaarding", self.cer, self.H2, l)
        eis(goed, f"het bewijs bij de aanvaarding van houder {l} klopt niet")
        self.aanvaard.add(l)

    def _klacht(self, l, w):
        i, S, bewijs = w["over"], w["gedeeld"], w["bewijs"]
        eis(i != l and 1 <= i <= self.n, f"houder {l} kan niet klagen over houder {i}")
        eis(l not in self.aanvaard, f"houder {l} heeft al aanvaard en kan niet meer klagen")
        E = self.certificaten[l]["ontvang"]
        deel = next(d for d in self.veeltermen[i]["delen"] if d["naar"] == l)
        e, c, z = deel["e"], bewijs["c"], bewijs["z"]
        h = H(CEREMONIE, "klacht", self.cer, self.H2, l, i, E, e, S, lineair((z, G), (-c, E)), lineair((z, e), (-c, S)))
        eis(c == h, f"het bewijs bij de klacht van houder {l} klopt niet")
        s = (deel["v"] - H(CEREMONIE, "masker", self.H1, i, l, e, S)) % Q
        eis(lineair((s, G)) != self.op_plaats(i, l), f"de klacht van houder {l} over houder {i} is niet gegrond: het deel past wel")
        self.klacht = (l, i)


# == Het bord: brink-stembord-2
def lijsthash(kiezers):
    """SHA-256 over de regels `lid|SHA-256(naam)` (Het bord, 1)."""
    return sha256("\n".join(f"{k['lid']}|{sha256(k['naam'])}" for k in kiezers))

class Bord:
    """Kijkt een bord na en verzamelt alle fouten, als (regel, tekst)."""

    FORMAAT = BORD
    FASEN = {"akkoord": 1, "biljet": 2, "geopend": 2, "afsluiting": 3, "deel": 4, "uitslag": 5}

    def __init__(self, regels):
        self.regels, self.fouten, self.fase, self.nr = regels, [], 0, 0
        self.akkoorden, self.plaatsen, self.delen = set(), set(), []
        self.laatste, self.vorige_hash = {}, {}       # per lid: (regel, biljet), en de hash van die regel
        self.a_biljet, self.a_geopend = {}, {}        # elke `a`, met de regel waar zij staat
        self.begin = self.hoofd = self.stemmen = None
        self.onaf = []                                # wat er aan het einde nog ontbreekt, als (regel, tekst)
        try:
            eis(regels, "het bord heeft geen regels")
            self.begin = regels[0]["hash"]
            schakel(0, regels[0], "", self.moet)
            self.w = w = lees_regel(self.FORMAAT, dict(regels[0], nr=0))
            self.opties, self.kiezers, self.leden = w["opties"], w["kiezers"], {k["lid"] for k in w["kiezers"]}
            self._keuzes(w)
            self._regel0(w)
        except Fout as fout:
            self.moet(False, f"{fout}. Zonder goede regel 0 is de rest niet na te kijken")
            return
        if self.fouten:
            return
        maak_vast(self.Y)
        for self.nr, regel in enumerate(regels[1:], 1):
            try:
                schakel(self.nr, regel, regels[self.nr - 1]["hash"], self.moet)
                inhoud = lees_regel(self.FORMAAT, dict(regel, nr=self.nr))
                self._volgorde(regel["soort"])
            except Fout as fout:
                self.moet(False, f"{fout}. Wat erna staat, is zo niet na te kijken")
                return
            try:
                getattr(self, "_" + regel["soort"])(regel, inhoud)
            except Fout as fout:
                self.moet(False, str(fout))
        self._einde()
        self.fouten.sort(key=lambda f: f[0])

    def moet(self, klopt, tekst):
        """Onthoud een fout van deze regel, en ga verder."""
        if not klopt and (self.nr, tekst) not in self.fouten:
            self.fouten.append((self.nr, tekst))

    def _regel0(self, w):
        """Het bord, 1."""
        try:
            self.ceremonie = cer = Ceremonie(w["ceremonie"])
        except Fout as fout:
            waar = "" if fout.regel is None else f", regel {fout.regel} daarvan"
            raise Fout(f"de ceremonie{waar}: {fout}") from None
        eis(cer.klaar, "de ceremonie is niet klaar")
        houders = [{"naam": naam, "publiek": cer.deelsleutels[l]} for l, naam in enumerate(cer.namen, 1)]
        namen = [k["naam"] for k in w["kiezers"]]
        self.moet(w["formaat"] == BORD, f"`formaat` in regel 0 moet {BORD} zijn")
        self.moet("" not in [w["onderwerp"]] + w["opties"] + namen, "`onderwerp`, een keuze of een naam is leeg")
        self.moet(namen, "er is geen kiezer")
        self.moet(len(set(namen)) == len(namen), "twee kiezers hebben dezelfde naam")
        self.moet(w["kiezersHash"] == lijsthash(w["kiezers"]), "`kiezersHash` past niet bij `kiezers`")
        self.moet(w["k"] == cer.k, f"`k` is {w['k']}, maar in de ceremonie {cer.k}")
        self.moet(w["publiek"] == cer.Y, "`publiek` is niet de sleutel die uit de ceremonie volgt")
        self.moet(w["sleutelhouders"] == houders, "`sleutelhouders` zijn niet de namen en sleutels van de ceremonie, op volgorde")
        self.Y, self.k, self.deelsleutels, self.context, self.namen = cer.Y, cer.k, cer.deelsleutels, self.begin, cer.namen

    def _keuzes(self, w):
        self.moet(len(w["opties"]) >= 2, "er zijn minder dan twee keuzes")
        self.moet(len(set(w["opties"])) == len(w["opties"]), "een keuze staat er twee keer")
        self.moet(len(self.leden) == len(w["kiezers"]), "een lid staat er twee keer in `kiezers`")

    def _volgorde(self, soort):
        """instelling, akkoord, dan biljet en geopend door elkaar, afsluiting, deel, uitslag."""
        fase, vorige = self.FASEN[soort], self.fase
        eis(fase > vorige or fase == vorige and fase not in (3, 5), f"een regel `{soort}` mag hier niet meer staan")
        self.fase = fase
        if vorige < 2 <= fase:
            self.moet(self._genoeg_akkoorden(), f"er staan maar {len(self.akkoorden)} akkoorden vóór deze regel")
        eis(fase <= 3 or vorige >= 3, f"een regel `{soort}` mag hier nog niet staan: het bord is niet afgesloten")
        if fase == 5:
            self.moet(self._genoeg_delen(), f"er zijn {len(self.delen)} delen; het moeten er minstens {self.k} zijn")

    def _genoeg_akkoorden(self):
        return len(self.akkoorden) >= self.k

    def _genoeg_delen(self):
        """Zijn er geen biljetten, dan zijn er ook geen delen."""
        return not self.laatste or len(self.delen) >= self.k

    def _einde(self):
        """Een bord is pas af als alle soorten er zijn."""
        mist = ["er zijn te weinig akkoorden"] if self.fase < 2 and not self._genoeg_akkoorden() else []
        mist += ["het bord is niet afgesloten"] if self.fase < 3 else ["er staat geen uitslag op het bord"] if self.fase < 5 else []
        self.onaf = [(len(self.regels), tekst) for tekst in mist]

    def _akkoord(self, regel, w):
        """Het bord, 2."""
        l, cer = w["houder"], self.ceremonie
        eis(l in self.deelsleutels, f"houder {l} bestaat niet")
        self.moet(l not in self.akkoorden, f"houder {l} heeft al getekend")
        self.akkoorden.add(l)
        goed = kent(w["handtekening"], cer.certificaten[l]["teken"], CEREMONIE, "handtekening", "akkoord",
                    cer.cer, self.begin, sha256(kaal(regel["inhoud"])))
        self.moet(goed, f"de handtekening van {toon(self.namen[l - 1])} klopt niet")

    def _W(self, w):
        """Waar elk bewijs van een biljet over gaat (vier delen)."""
        return self.begin, w["lid"], w["vorige"], self._hash_opties(w)

    @staticmethod
    def _hash_opties(w):
        return sha256("|".join(schrijf_punt(p) for o in w["opties"] for p in (o["a"], o["b"])))

    def _biljet(self, regel, w):
        """Het bord, 3."""
        lid, a = w["lid"], [o["a"] for o in w["opties"]]
        self.moet(lid in self.leden, f"`lid` ({toon(lid)}) staat niet in de lijst van kiezers")
        self._vorige_klopt(lid, w)
        for punt in a:
            self.moet(punt not in self.a_biljet, f"dit biljet herhaalt een `a` van regel {self.a_biljet.get(punt)}")
            self.moet(punt not in self.a_geopend, f"dit biljet is geopend in regel {self.a_geopend.get(punt)}")
        self.laatste[lid], self.vorige_hash[lid] = (self.nr, w), regel["hash"]
        self.a_biljet.update((punt, self.nr) for punt in a)
        self._bewijzen(w)

    def _vorige_klopt(self, lid, w):
        self.moet(w["vorige"] == self.vorige_hash.get(lid, self.begin),
                  "`vorige` is niet de hash van het vorige biljet van dit lid (of het begin)")

    def _bewijzen(self, w):
        """Bij elke optie 0 of 1, en samen precies één."""
        opties, Y, W = w["opties"], self.Y, self._W(w)
        self.moet(len({o["a"] for o in opties}) == len(opties), "een `a` staat twee keer in dit biljet")
        eis(len(opties) == len(self.opties), f"er zijn {len(opties)} opties; het moeten er {len(self.opties)} zijn")
        for i, o in enumerate(opties):
            eis(len(o["bewijs"]) == 2, f"optie {i} heeft geen twee bewijzen")
            a, b, (nul, een) = o["a"], o["b"], o["bewijs"]
            c0, z0, c1, z1 = nul["c"], nul["z"], een["c"], een["z"]
            h = H(self.FORMAAT, "optie", *W, i, lineair((z0, G), (-c0, a)), lineair((z0, Y), (-c0, b)),
                  lineair((z1, G), (-c1, a)), lineair((z1, Y), (c1, G), (-c1, b)))
            self.moet((c0 + c1) % Q == h, f"het bewijs van optie {i} (`{toon(self.opties[i])}`) klopt niet")
        A, B = optellen(o["a"] for o in opties), optellen(o["b"] for o in opties)
        c, z = w["som"]["c"], w["som"]["z"]
        h = H(self.FORMAAT, "som", *W, lineair((z, G), (-c, A)), lineair((z, Y), (c, G), (-c, B)))
        self.moet(c == h, "het bewijs dat er precies één keuze is (`som`) klopt niet")

    def _geopend(self, regel, w):
        """Het bord, 4. Een geopend biljet telt nooit mee."""
        opties, keuze, geheimen = w["biljet"]["opties"], w["opening"]["keuze"], w["opening"]["geheimen"]
        for a in (o["a"] for o in opties):
            self.moet(a not in self.a_biljet, f"dit geopende biljet staat als biljet in regel {self.a_biljet.get(a)}")
            self.a_geopend.setdefault(a, self.nr)
        self._bewijzen(w["biljet"])
        eis(len(geheimen) == len(opties) and keuze < len(opties), "`opening` past niet bij het aantal opties")
        for i, (o, r) in enumerate(zip(opties, geheimen)):
            goed = o["a"] == lineair((r, G)) and o["b"] == lineair((r, self.Y), (int(i == keuze), G))
            self.moet(goed, f"de opening past niet bij optie {i}")

    def _afsluiting(self, regel, w):
        """Het bord, 5."""
        self.hoofd, tellend = regel["hash"], len(self.laatste)
        self.moet(w["biljetten"] == tellend, f"`biljetten` is {w['biljetten']}, maar er tellen {tellend} biljetten")

    def _totaal(self, veld):
        """Per optie de som van alle `a` of `b` van de tellende biljetten."""
        biljetten = [w for _, w in self.laatste.values() if len(w["opties"]) == len(self.opties)]
        return [optellen(w["opties"][i][veld] for w in biljetten) for i in range(len(self.opties))]

    def _deel(self, regel, w):
        """Het bord, 6, en van 7: elk deel na de eerste k is wat die k zeggen."""
        l, D = w["houder"], [o["d"] for o in w["opties"]]
        eis(l in self.deelsleutels, f"houder {l} bestaat niet")
        eis(l not in self.plaatsen, f"houder {l} heeft al een deel gegeven")
        eis(self.laatste, "er zijn geen biljetten, en dan zijn er ook geen delen")
        eis(len(D) == len(self.opties), f"het deel heeft {len(D)} opties; het moeten er {len(self.opties)} zijn")
        self.plaatsen.add(l)
        Yl = self.deelsleutels[l]
        for i, (A, o) in enumerate(zip(self._totaal("a"), w["opties"])):
            c, z = o["bewijs"]["c"], o["bewijs"]["z"]
            h = H(self.FORMAAT, "deel", self.context, self.hoofd, l, Yl, i, A, o["d"],
                  lineair((z, G), (-c, Yl)), lineair((z, A), (-c, o["d"])))
            self.moet(c == h, f"het bewijs bij optie {i} van het deel van houder {l} klopt niet")
        if len(self.delen) >= self.k:
            self.moet(self._samen(l) == D, f"het deel van houder {l} is iets anders dan de eerste {self.k} delen samen zeggen")
        self.delen.append((l, D))

    def _samen(self, p=0):
        """Wat de eerste k delen samen op plaats p zeggen, per optie."""
        eerste = self.delen[:self.k]
        gewichten = self._gewichten([l for l, _ in eerste], p)
        return [lineair(*((g, D[i]) for g, (_, D) in zip(gewichten, eerste))) for i in range(len(self.opties))]

    def _gewichten(self, plaatsen, p):
        return [lagrange(l, plaatsen, p) for l in plaatsen]

    def _uitslag(self, regel, w):
        """Het bord, 7."""
        self.stemmen, tellend = w["stemmen"], len(self.laatste)
        eis(len(self.stemmen) == len(self.opties), f"de uitslag heeft {len(self.stemmen)} getallen, niet {len(self.opties)}")
        self.moet(sum(self.stemmen) == tellend, f"de stemmen zijn samen {sum(self.stemmen)}, maar er tellen {tellend} biljetten")
        if self._genoeg_delen():
            samen = self._samen() if self.delen else [None] * len(self.opties)
            for optie, B, D, n in zip(self.opties, self._totaal("b"), samen, self.stemmen):
                self.moet(lineair((1, B), (-1, D)) == lineair((n, G)), f"bij `{toon(optie)}` komt er niet {n} uit de delen")

    def wie_stemde(self):
        """De kiezers van wie een biljet telt, op volgorde van `kiezers`."""
        return [k for k in self.kiezers if k["lid"] in self.laatste]

    def zoek(self, code):
        """Zoek een volgcode (of het begin ervan): (soort, regel) van het biljet, of None."""
        for nr, regel in enumerate(self.regels):
            inhoud = regel["inhoud"]
            if regel["soort"] == "geopend":
                inhoud = schrijf_json(lees_json(inhoud)["biljet"])
            if regel["soort"] in ("biljet", "geopend") and sha256(inhoud).startswith(code):
                return regel["soort"], nr
        return None


# == Oude borden: brink-stembord-1
class OudBord(Bord):
    """Een bord van het oude formaat, met zijn eigen regels."""

    FORMAAT = OUD

    def _regel0(self, w):
        houders, sleutels = w["sleutelhouders"], [h["publiek"] for h in w["sleutelhouders"]]
        self.deelsleutels = dict(enumerate(sleutels))  # plaatsen tellen hier vanaf 0
        self.k, self.Y, self.context, self.namen = len(houders), w["publiek"], w["stemming"], [h["naam"] for h in houders]
        self.moet(len(houders) >= 2, "er zijn minder dan twee sleutelhouders")
        self.moet(len(set(sleutels)) == len(sleutels), "twee sleutelhouders hebben dezelfde sleutel")
        for h in houders:
            goed = kent(h["bewijs"], h["publiek"], OUD, "sleutel", sha256(h["naam"]))
            self.moet(goed, f"het bewijs bij de sleutel van {toon(h['naam'])} klopt niet")
        self.moet(w["publiek"] == optellen(sleutels), "`publiek` is niet de som van de sleutels")

    def _genoeg_akkoorden(self):
        return True

    def _vorige_klopt(self, lid, w):
        pass

    def _W(self, w):
        return self.w["stemming"], self.Y, w["lid"], self._hash_opties(w)

    def _gewichten(self, plaatsen, p):
        return [1] * len(plaatsen)

BORDEN = {BORD: Bord, OUD: OudBord}

def bord_van(bestand):
    eis(bestand["formaat"] in BORDEN, f"het formaat `{toon(bestand['formaat'])}` is onbekend")
    return BORDEN[bestand["formaat"]](bestand["regels"])


# == Op het scherm
def toon(tekst):
    """Tekst van het bord, zonder tekens die het scherm in de war brengen."""
    return "".join(t if t.isprintable() else "?" for t in tekst)

def voorlezen(hash64):
    """Wat wordt voorgelezen, in groepjes van vier, en dan alles."""
    return " ".join(hash64[i:i + 4] for i in range(0, KORTSTE_CODE, 4)) + f"   (helemaal: {hash64})"

def getypt(code):
    """Een code die iemand typt; streepjes en witruimte tellen niet, en hoofdletters mogen."""
    kort = re.sub(r"[-\s]", "", code).lower()
    if not re.fullmatch(f"[0-9a-f]{{{KORTSTE_CODE},64}}", kort, re.ASCII):
        raise argparse.ArgumentTypeError(f"een code heeft {KORTSTE_CODE} tot 64 tekens (0-9 en a-f); minder is te makkelijk na te maken")
    return kort

def ontvangstbewijs(tekst):
    nr, _, code = tekst.partition(":")
    if not re.fullmatch("0|[1-9][0-9]{0,8}", nr.strip(), re.ASCII):
        raise argparse.ArgumentTypeError("een ontvangstbewijs is REGEL:HASH, bijvoorbeeld 12:3fa9...")
    return int(nr), getypt(code)

def kijk_volgcode(bord, code):
    """Zeg waar het biljet staat en of het meetelt."""
    gevonden = bord.zoek(code)
    eis(gevonden, "dit biljet staat niet op het bord")
    soort, nr = gevonden
    if soort == "geopend":
        return f"Volgcode: dit biljet is geopend in regel {nr}. Het was een proef en telt NIET mee."
    telt, _ = bord.laatste[lees_json(bord.regels[nr]["inhoud"])["lid"]]
    if telt == nr:
        return f"Volgcode: uw biljet staat in regel {nr} en telt mee."
    return f"Volgcode: uw biljet staat in regel {nr}, maar telt NIET mee: regel {telt} kwam ervoor in de plaats."

def kijk_ontvangst(bord, bewijs):
    nr, code = bewijs
    eis(nr < len(bord.regels) and bord.regels[nr]["soort"] == "biljet", f"regel {nr} is geen biljet")
    eis(bord.regels[nr]["hash"].startswith(code), f"regel {nr} heeft een andere hash: het bord is vóór of bij uw biljet veranderd")
    return f"Ontvangstbewijs: regel {nr} is nog dezelfde, en alles ervoor ook."

def kijk_eerder(bestand, eerder):
    """Een bord dat eerder is bewaard, heeft precies de eerste regels van het bord."""
    oud, nu = eerder["regels"], bestand["regels"]
    eis(eerder["formaat"] == bestand["formaat"], "het eerdere bord heeft een ander formaat")
    eis(oud, "het eerdere bord is leeg; daarmee is niets te vergelijken")
    for nr, regel in enumerate(oud):
        eis(nr < len(nu), f"regel {nr} stond op het eerdere bord, en is nu weg")
        eis(regel == nu[nr], f"regel {nr} is nu anders dan op het eerdere bord")
    return f"Eerder bord: de {len(oud)} regels van toen zijn nog precies dezelfde."

def kijk_hash(wat, echte, code):
    eis(echte and echte.startswith(code), f"het {wat} is niet wat u typte. Vertrouw dit bestand niet")
    return f"Het {wat} is wat u typte."

def toon_bord(bord):
    """Wat op een goed bord staat, en wat u zelf moet vergelijken (Het bord, aan het einde)."""
    stemmers = bord.wie_stemde()
    print(f"Onderwerp: {toon(bord.w['onderwerp'])}")
    if isinstance(bord, OudBord):
        print("Dit is een oud bord (brink-stembord-1). Het bewijst niet dat het onderwerp en de namen van de keuzes na de")
        print("sluiting gelijk bleven, en ook niet dat de sleutels die van de houders zijn.")
    else:
        print(f"Besluit: {toon(bord.w['besluit'])}")
    print(f"Sleutelhouders: {', '.join(toon(n) for n in bord.namen)}; {bord.k} van de {len(bord.namen)} openen de uitslag.")
    for optie, stemmen in zip(bord.opties, bord.stemmen or ["(nog geen uitslag)"] * len(bord.opties)):
        print(f"  {toon(optie)}: {stemmen}")
    print(f"Er stemden {len(stemmers)} van de {len(bord.kiezers)} leden:")
    for kiezer in stemmers:
        print(f"  {toon(kiezer['naam'])} ({toon(kiezer['lid'])})")
    print(f"Hash van deze lijst: {lijsthash(stemmers)}")
    print(f"Begin: {voorlezen(bord.begin)}")
    print(f"Hoofd: {voorlezen(bord.hoofd) if bord.hoofd else '(nog niet)'}")
    print("Het bord bewijst niet dat een lid zelf stemde. Vergelijk de lijst met de presentielijst.")
    print("TOT HIER KLOPT HET BORD, maar het is niet af: " + "; ".join(tekst for _, tekst in bord.onaf) if bord.onaf else "HET BORD KLOPT.")

def toon_ceremonie(cer):
    """De stand van een ceremonie, en wat de houders aan elkaar voorlezen (De sleutelhouder)."""
    print(f"Houders: {', '.join(toon(n) for n in cer.namen)}; {cer.k} van de {cer.n} openen de uitslag.")
    print(f"Hoofd na ronde 1 (lees het aan elkaar voor): {voorlezen(cer.H1) if cer.H1 else '(nog niet)'}")
    print(f"Laatste regel: {voorlezen(cer.hoofd)}")
    if cer.klacht:
        print(f"De ceremonie is geëindigd: houder {cer.klacht[0]} klaagde terecht over houder {cer.klacht[1]}.")
    print("DE CEREMONIE KLOPT EN IS KLAAR." if cer.klaar else "TOT HIER KLOPT DE CEREMONIE. Zij is niet klaar.")


# == De opdracht
def lees_opties(argumenten):
    uitleg = argparse.ArgumentParser(prog="controle.py", description="Controleert een stembord of een ceremonie.", allow_abbrev=False)
    uitleg.add_argument("bord", nargs="?", help="het bestand met het bord (of de ceremonie)")
    uitleg.add_argument("--volgcode", type=getypt, metavar="CODE", help="zoek uw biljet")
    uitleg.add_argument("--ontvangst", type=ontvangstbewijs, metavar="REGEL:HASH", help="kijk uw ontvangstbewijs na")
    uitleg.add_argument("--eerder", metavar="OUD.JSON", help="een bord dat u eerder bewaarde")
    uitleg.add_argument("--begin", type=getypt, metavar="HASH", help="het begin dat is voorgelezen")
    uitleg.add_argument("--hoofd", type=getypt, metavar="HASH", help="het hoofd dat is voorgelezen (ceremonie: na ronde 1)")
    uitleg.add_argument("--onaf", action="store_true", help="het bord hoeft nog niet af te zijn")
    uitleg.add_argument("--vectoren", metavar="MAP", help="kijk de testvectoren in deze map na")
    opties = uitleg.parse_args(argumenten)
    if (opties.bord is None) == (opties.vectoren is None):
        uitleg.error("geef één bord, of --vectoren MAP")
    return opties

def open_bestand(naam):
    try:
        with open(naam, "rb") as bestand:
            return bestand.read()
    except OSError as fout:
        print(f"Het bestand {naam} is niet te lezen: {fout.strerror}", file=sys.stderr)
        sys.exit(2)

def vergelijk(bestand, opties, begin, hoofd, bord=None):
    """Alles wat de lezer zelf meebracht; geeft de fouten terug."""
    eerder = opties.eerder and lees_bestand(open_bestand(opties.eerder))
    vragen = [("eerder", eerder, kijk_eerder, bestand),
              ("begin", opties.begin, functools.partial(kijk_hash, "begin"), begin),
              ("hoofd", opties.hoofd, functools.partial(kijk_hash, "hoofd"), hoofd)]
    if bord:
        vragen += [("volgcode", opties.volgcode, kijk_volgcode, bord), ("ontvangst", opties.ontvangst, kijk_ontvangst, bord)]
    elif opties.volgcode or opties.ontvangst:
        return [("opdracht", "een ceremonie heeft geen biljetten")]
    fouten = []
    for wat, getypte, kijk, waarin in vragen:
        try:
            if getypte:
                print(kijk(waarin, getypte))
        except Fout as fout:
            fouten.append((wat, str(fout)))
    if not opties.begin and not opties.hoofd:
        print("LET OP: u hebt niets vergeleken. Ook een bestand dat iemand helemaal zelf verzon, ziet er zo uit. Vraag het")
        print("begin en het hoofd aan de voorzitter of aan een sleutelhouder, of lees ze in de notulen, en typ ze erbij")
        print("(--begin en --hoofd). Vraag ze niet aan wie u het bestand gaf.")
    return fouten

def controleer(naam, opties):
    """Kijk een bestand na en laat zien wat erop staat; geeft de fouten terug."""
    bestand = lees_bestand(open_bestand(naam))
    if bestand["formaat"] == CEREMONIE:
        cer = Ceremonie(bestand["regels"])
        fouten, laat_zien = vergelijk(bestand, opties, cer.cer, cer.H1), functools.partial(toon_ceremonie, cer)
    else:
        bord = bord_van(bestand)
        fouten = bord.fouten + ([] if opties.onaf else bord.onaf)
        if not bord.fouten:
            fouten += vergelijk(bestand, opties, bord.begin, bord.hoofd, bord)
        laat_zien = functools.partial(toon_bord, bord)
    if not fouten:
        laat_zien()
    return fouten

def main(argumenten):
    sys.stdout.reconfigure(errors="replace")
    opties = lees_opties(argumenten)
    if opties.vectoren:
        return vectoren(opties.vectoren)
    try:
        fouten = controleer(opties.bord, opties)
    except Fout as fout:
        fouten = [("bestand" if fout.regel is None else fout.regel, str(fout))]
    if fouten:
        print(f"HET KLOPT NIET. Aantal fouten: {len(fouten)}. Begin bij de eerste: de andere komen daar vaak uit voort.")
    for waar, tekst in fouten:
        print(f"  {'regel ' + str(waar) if isinstance(waar, int) else waar}: {tekst}")
    return 1 if fouten else 0


# == Vectoren
class Teller:
    """Telt hoeveel vectoren goed zijn beoordeeld, en zegt waar wij het niet eens zijn."""

    def __init__(self):
        self.goed = self.verkeerd = 0

    def gelijk(self, naam, moet, is_):
        if moet == is_:
            self.goed += 1
            return
        self.verkeerd += 1
        print(f"NIET EENS: {naam}: {is_} in plaats van {moet}")

def hermaak(rij):
    """Maak alle nummers en hashes opnieuw, van [soort, inhoud]."""
    uit, vorige = [], ""
    for nr, (soort, inhoud) in enumerate(rij):
        regel = {"nr": nr, "soort": soort, "inhoud": inhoud, "vorige": vorige}
        regel["hash"] = vorige = regelhash(regel)
        uit.append(regel)
    return uit

def rij_van(van, rij):
    """Een nummer is die regel van `van`; [nummer, oud, nieuw] ook, met de eerste keer `oud` vervangen; [soort, inhoud] is zij zelf."""
    uit = []
    for deel in rij:
        if isinstance(deel, int):
            uit.append(van[deel])
        elif isinstance(deel[0], int):
            soort, inhoud = van[deel[0]]
            uit.append([soort, inhoud.replace(deel[1], deel[2], 1)])
        else:
            uit.append(deel)
    return uit

def genoemd(kijk):
    """Welke regels een controle noemt; None is het bestand als geheel."""
    try:
        fouten = kijk()
    except Fout as fout:
        fouten = [(fout.regel, "")]
    return sorted({regel for regel, _ in fouten}, key=lambda r: -1 if r is None else r)

def fouten_ceremonie(regels):
    Ceremonie(regels)
    return []

def fouten_bord(formaat, regels, af=True):
    bord = BORDEN[formaat](regels)
    return bord.fouten + (bord.onaf if af else [])

def fouten_bestand(inhoud):
    bord = bord_van(lees_bestand(inhoud))
    return bord.fouten + bord.onaf

def gevallen_ceremonie(doc):
    """Elk geval als (naam, regels die moeten worden genoemd, controle)."""
    for naam in (naam for naam, keten in doc.items() if isinstance(keten, dict) and "regels" in keten):
        yield f"ceremonie {naam}", [], functools.partial(fouten_ceremonie, doc[naam]["regels"])
    for geval in doc["ook"]:
        yield f"ceremonie ook: {geval['wat']}", [], functools.partial(fouten_ceremonie, hermaak(keten_van(doc, geval)))
    for geval in doc["fout"]:
        rij = keten_van(doc, geval)
        yield f"ceremonie: {geval['wat']}", [len(rij) - 1], functools.partial(fouten_ceremonie, hermaak(rij))

def keten_van(doc, geval):
    rij = [(r["soort"], r["inhoud"]) for r in doc[geval["van"]]["regels"][:geval["regels"]]]
    return rij + [(geval["soort"], geval["inhoud"])]

FORMAAT_VAN = {"goed": BORD, "leeg": BORD, "oud": OUD}

def gevallen_bord(doc):
    for van, formaat in FORMAAT_VAN.items():
        yield f"bord {van}", [], functools.partial(fouten_bord, formaat, hermaak(doc[van]))
    for lijst in ("ook", "fout"):
        for geval in doc[lijst]:
            formaat, rij = FORMAAT_VAN[geval["van"]], rij_van(doc[geval["van"]], geval["rij"])
            moet = [geval["regel"]] if lijst == "fout" else []
            yield f"bord {lijst}: {geval['wat']}", moet, functools.partial(fouten_bord, formaat, hermaak(rij))
    for geval in doc["aanval"]:
        formaat, rij = FORMAAT_VAN[geval["van"]], rij_van(doc[geval["van"]], geval["rij"])
        kijk = functools.partial(fouten_bord, formaat, hermaak(rij))
        yield f"bord aanval: {geval['wat']}", [geval["regel"]], lambda kijk=kijk: sorted(kijk(), key=lambda f: f[0])[:1]
    for geval in doc["bestanden"]:
        goed = schrijf_json({"formaat": FORMAAT_VAN[geval["van"]], "regels": hermaak(doc[geval["van"]])})
        tekst = geval.get("tekst", goed)
        for oud, nieuw in geval["vervang"]:
            tekst = tekst.replace(oud, nieuw, 1)
        rauw = bytes.fromhex(geval.get("ervoor", "")) + tekst.encode("utf-8") + bytes.fromhex(geval.get("erna", ""))

        def kijk(rauw=rauw):
            return [(None, "")] if genoemd(lambda: fouten_bestand(rauw)) else []
        yield f"bestand: {geval['wat']}", [] if geval["goed"] else [None], kijk

def fouten_schrijfwijze(regel):
    lees_regel(OUD, regel)
    return []

def gevallen_schrijfwijze(doc):
    """Schrijfwijzen die goed en fout zijn, van formaat 1."""
    for geval in doc["regels"]:
        moet = [] if geval["goed"] else [None]
        yield f"{geval['soort']}: {geval['wat']}", moet, functools.partial(fouten_schrijfwijze, dict(geval, nr=1))
    for geval in doc["instellingen"]:
        regels = hermaak([("instelling", geval["inhoud"])])
        yield f"instelling: {geval['wat']}", [] if geval["goed"] else [0], functools.partial(fouten_bord, OUD, regels, af=False)
    opening = schrijf_json({"biljet": json.loads(doc["inhoud"]), "opening": doc["opening"]})
    for soort, inhoud in (("biljet", doc["inhoud"]), ("geopend", opening)):
        regels = hermaak([("instelling", json.dumps(doc["instelling"])), (soort, inhoud)])
        yield f"{soort} van formaat 1", [], functools.partial(fouten_bord, OUD, regels, af=False)

def vaste_waarden(cer, bord, los, teller):
    """Wat geen oordeel is maar een uitkomst."""
    for plaatsen, gewichten in cer["lagrange"].items():
        L = [int(l) for l in plaatsen.split(",")]
        teller.gelijk(f"lagrange {plaatsen}", gewichten, [f"{lagrange(l, L):064x}" for l in L])
    x = [int(g, 16) for g in cer["x"]]
    teller.gelijk("sleutels per plaats", cer["publiekPerHouder"], [schrijf_punt(lineair((g, G))) for g in x])
    geheim = sum(lagrange(l, [1, 3, 5]) * x[l - 1] for l in (1, 3, 5))
    teller.gelijk("sleutel van de stemming", cer["publiek"], schrijf_punt(lineair((geheim, G))))
    rfc = cer["rfc9591"]
    f0, f1 = (int(g, 16) for g in rfc["factoren"])
    teller.gelijk("RFC 9591, delen", rfc["delen"], [f"{(f0 + f1 * l) % Q:064x}" for l in (1, 2, 3)])
    teller.gelijk("RFC 9591, sleutel", rfc["publiek"], schrijf_punt(lineair((f0, G))))
    goed = Bord(hermaak(bord["goed"]))
    for veld, waarde in (("begin", goed.begin), ("hoofd", goed.hoofd), ("kiezersHash", lijsthash(goed.kiezers)),
                         ("stemden", lijsthash(goed.wie_stemde())), ("uitslag", goed.stemmen)):
        teller.gelijk(veld, bord[veld], waarde)
    teller.gelijk("volgcode van formaat 1", los["volgcode"], sha256(los["inhoud"]))
    proef = los["uitdaging"]
    teller.gelijk("H", proef["waarde"], f"{H(OUD, proef['soort'], *proef['delen']):064x}")

def gevallen_getypt(doc):
    goed = Bord(hermaak(doc["goed"]))
    for geval in doc["getypt"]:
        def kijk(geval=geval):
            return [(einde_getypt(doc, goed, geval), "")]
        yield f"getypt: {geval['vraag']}: {geval['wat']}", [geval["einde"]], kijk

def einde_getypt(doc, goed, geval):
    """Waarmee het programma eindigt als dit bij het goede bord wordt getypt: 0, 1 of 2."""
    wat, waarde = geval["vraag"], geval["waarde"]
    try:
        if wat == "eerder":
            bestand = {"formaat": waarde["formaat"], "regels": hermaak(rij_van(doc[waarde["van"]], waarde["rij"]))}
            kijk_eerder({"formaat": BORD, "regels": goed.regels}, bestand)
        elif wat == "ontvangst":
            kijk_ontvangst(goed, ontvangstbewijs(waarde))
        elif wat == "volgcode":
            kijk_volgcode(goed, getypt(waarde))
        else:
            kijk_hash(wat, {"begin": goed.begin, "hoofd": goed.hoofd}[wat], getypt(waarde))
    except argparse.ArgumentTypeError:
        return 2
    except Fout:
        return 1
    return 0

def lees_vectoren(map_):
    uit = []
    for naam in ("vectoren-ceremonie.json", "vectoren-bord.json", "vectoren.json"):
        with open(os.path.join(map_, naam), encoding="utf-8") as bestand:
            uit.append(json.load(bestand))
    return uit

def alle_gevallen(cer, bord, los):
    return [*gevallen_ceremonie(cer), *gevallen_bord(bord), *gevallen_getypt(bord), *gevallen_schrijfwijze(los)]

def vectoren(map_):
    teller, docs = Teller(), lees_vectoren(map_)
    for naam, moet, kijk in alle_gevallen(*docs):
        teller.gelijk(naam, moet, genoemd(kijk))
    vaste_waarden(*docs, teller)
    print(f"{teller.goed} goed beoordeeld, {teller.verkeerd} verkeerd")
    return 1 if teller.verkeerd else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

// Writes vectoren-ceremonie.json anew: `node tests/Stembord/vectoren.mjs`. Seeds are fixed, so the honest lines are always the same; what is bad is signed as its maker would
// sign it, so that it is refused for what it is and for nothing else.
import { writeFileSync } from "node:fs";
import * as C from "../../src/Design/js/ceremonie.mjs";
import { geschreven } from "../../src/Design/js/lezer.mjs";
import { Fn, G, Niets, bewijs, getal, getalTekst, hash, punt, puntTekst } from "../../src/Design/js/stembord.mjs";
import { woordenVan } from "../../src/Design/js/woorden.mjs";
import { gelijk } from "./maker.mjs";

const zaden = Array.from({ length: 5 }, (_, i) => hash(`vast zaad ${i + 1}, alleen voor vectoren`));
const begin = {
  ceremonie: "22222222-3333-4444-8555-666666666666", vergadering: "Algemene ledenvergadering, 7 december 2022", k: 3,
  houders: [["notaris", "Notariskantoor Één"], ["lid van de RvC", "RvC"], ["eerste lid", "Gemeente A"], ["tweede lid", "Gemeente B"], ["derde lid", "Gemeente C"]]
    .map(([naam, werkgever]) => ({ naam, werkgever })),
};
const doe = (c, soort, regel) => C.met(c, soort, geschreven[soort](regel));
const ronde1 = zaden.reduce((c, z, i) => doe(c, "certificaat", C.certificaat(z, c, i + 1)), C.nieuweCeremonie(begin));
const ronde2 = zaden.reduce((c, z) => doe(c, "veelterm", C.veelterm(z, c)), ronde1);
const klaar = zaden.reduce((c, z) => doe(c, "aanvaarding", C.ronde3(z, c).aanvaarding), ronde2);
const start = C.ceremonieVan(klaar.regels.slice(0, 1));

// A ceremony of which the second holder sends the first a share that is one off.
const scheef = zaden.reduce((c, z, i) => {
  const v = C.veelterm(z, c);
  if (i === 1) v.delen[0].v = getalTekst(Fn.add(getal(v.delen[0].v), 1n));
  return doe(c, "veelterm", C.onderteken(z, c, "veelterm", C.hoofd1(c), v));
}, ronde1);
const klacht = C.ronde3(zaden[0], scheef).klacht;

const fout = [];
const slecht = (wat, c, soort, regel) => fout.push(
  { wat, regels: c.regels.length, van: c === scheef ? "scheef" : "goed", soort, inhoud: typeof regel === "string" ? regel : geschreven[soort](regel) });
const teken = (i, c, soort, waarop, regel) => C.onderteken(zaden[i], c, soort, waarop, regel);
const anders = (regel, velden) => ({ ...structuredClone(regel), ...velden });

// Round 1.
const c1 = C.certificaat(zaden[0], start, 1);
const cert = (i, c, regel) => teken(i, c, "certificaat", C.cer(c), regel);
slecht("plaats 0", start, "certificaat", cert(0, start, anders(c1, { houder: 0 })));
// A place that is not there, with all that belongs to it.
slecht("plaats n + 1", start, "certificaat", C.certificaat(zaden[0], { ...start, begin: { ...start.begin, houders: [...start.begin.houders, {}] } }, 6));
slecht("certificaat onder een andere plaats", start, "certificaat", cert(0, start, anders(c1, { houder: 2 })));
slecht("certificaat van een andere ceremonie", start, "certificaat", C.certificaat(zaden[0], C.nieuweCeremonie({ ...begin, vergadering: "een andere" }), 1));
slecht("certificaat zonder goede handtekening", start, "certificaat", anders(c1, { handtekening: C.certificaat(zaden[1], start, 1).handtekening }));
slecht("ontvangsleutel van een ander", start, "certificaat", cert(0, start, anders(c1, { ontvang: C.certificaat(zaden[1], start, 2).ontvang })));
slecht("ontvangsleutel op oneindig", start, "certificaat", cert(0, start, anders(c1, { ontvang: "00" })));
slecht("tekensleutel op oneindig", start, "certificaat", anders(c1, { teken: "00" }));
slecht("vastlegging is geen hash", start, "certificaat", cert(0, start, anders(c1, { vastlegging: c1.vastlegging.toUpperCase() })));
slecht("plaats als tekst", start, "certificaat", geschreven.certificaat(c1).replace('"houder":1', '"houder":"1"'));
slecht("een veld te veel", start, "certificaat", geschreven.certificaat(c1).replace('{"houder":1', '{"extra":1,"houder":1'));
slecht("witruimte", start, "certificaat", geschreven.certificaat(c1) + " ");
const na1 = doe(start, "certificaat", c1);
slecht("twee certificaten van een plaats", na1, "certificaat", c1);
slecht("twee certificaten van een plaats, met andere sleutels", na1, "certificaat", C.certificaat(zaden[1], na1, 1));
slecht("een veelterm in ronde 1", na1, "veelterm", JSON.parse(klaar.regels[6].inhoud));

// Round 2.
const v1 = C.veelterm(zaden[0], ronde1);
const veel = (i, c, regel) => teken(i, c, "veelterm", C.hoofd1(c), regel);
const graad = (c, k) => C.veelterm(zaden[0], { ...c, begin: { ...c.begin, k } });
slecht("een punt te veel", ronde1, "veelterm", graad(ronde1, 4));
slecht("een punt te weinig", ronde1, "veelterm", graad(ronde1, 2));
slecht("een andere veelterm dan is vastgelegd", ronde1, "veelterm", veel(0, ronde1, anders(v1, { c: [v1.c[0], v1.c[2], v1.c[1]] })));
slecht("een punt op oneindig", ronde1, "veelterm", veel(0, ronde1, anders(v1, { c: [v1.c[0], v1.c[1], "00"] })));
slecht("van een andere ronde 1", ronde1, "veelterm", (() => {
  const ander = zaden.toReversed().reduce((c, z, i) => doe(c, "certificaat", C.certificaat(z, c, 5 - i)), start);
  return C.veelterm(zaden[0], ander);
})());
slecht("twee delen verwisseld van ontvanger", ronde1, "veelterm", veel(0, ronde1, anders(v1, { delen: [{ ...v1.delen[1] }, { ...v1.delen[0] }, v1.delen[2], v1.delen[3]] })));
slecht("een deel voor zichzelf", ronde1, "veelterm", veel(0, ronde1, anders(v1, { delen: [{ ...v1.delen[0], naar: 1 }, ...v1.delen.slice(1)] })));
slecht("een deel te weinig", ronde1, "veelterm", veel(0, ronde1, anders(v1, { delen: v1.delen.slice(1) })));
slecht("een deel te veel", ronde1, "veelterm", veel(0, ronde1, anders(v1, { delen: [...v1.delen, { ...v1.delen[3], naar: 6 }] })));
slecht("een deel met e op oneindig", ronde1, "veelterm", veel(0, ronde1, anders(v1, { delen: [{ ...v1.delen[0], e: "00" }, ...v1.delen.slice(1)] })));
slecht("een deel dat te groot is", ronde1, "veelterm", veel(0, ronde1, anders(v1, { delen: [{ ...v1.delen[0], v: getalTekst(Fn.ORDER) }, ...v1.delen.slice(1)] })));
slecht("een deel met e dat niet op de kromme ligt", ronde1, "veelterm",
  veel(0, ronde1, anders(v1, { delen: [{ ...v1.delen[0], e: "02" + "0".repeat(63) + "1" }, ...v1.delen.slice(1)] })));
slecht("een deel met e met x groter dan p", ronde1, "veelterm",
  veel(0, ronde1, anders(v1, { delen: [{ ...v1.delen[0], e: "03" + "f".repeat(64) }, ...v1.delen.slice(1)] })));
slecht("een deel veranderd na het tekenen", ronde1, "veelterm", anders(v1, { delen: [{ ...v1.delen[0], v: v1.delen[1].v }, ...v1.delen.slice(1)] }));
slecht("een veelterm van een ander", ronde1, "veelterm", veel(0, ronde1, anders(C.veelterm(zaden[1], ronde1), { houder: 1 })));
slecht("een tweede veelterm", doe(ronde1, "veelterm", v1), "veelterm", v1);
slecht("een aanvaarding in ronde 2", ronde1, "aanvaarding", JSON.parse(klaar.regels[11].inhoud));

let kwaadRegels;
// A rogue key: the last holder's C_0 is what makes the whole key one it knows. It committed to it (as if it had seen the others'), and cannot prove to know a_0.
{
  const eigen = C.certificaat(zaden[4], ronde1, 5);
  const anderen = [0, 1, 2, 3].map(i => punt(C.veelterm(zaden[i], ronde1).c[0])).reduce((s, p) => s.add(p), Niets);
  const punten = [puntTekst(G.multiply(5n).subtract(anderen)), ...C.veelterm(zaden[4], ronde1).c.slice(1)];
  const vier = C.ceremonieVan(ronde1.regels.slice(0, 5));
  const kwaad = doe(vier, "certificaat", cert(4, vier, anders(eigen, { vastlegging: hash(punten.join("|")) })));
  const regel = veel(4, kwaad, anders(C.veelterm(zaden[4], kwaad), { c: punten }));
  fout.push({ wat: "een sleutel gemaakt uit die van anderen", regels: 6, van: "kwaad", soort: "veelterm", inhoud: geschreven.veelterm(regel) });
  kwaadRegels = kwaad.regels;
}

// Chains with what an honest holder never writes, of which all proofs hold.
const keten = {};
const alsLaatste = (certificaat, c) => doe(c, "certificaat", certificaat);
const vier = C.ceremonieVan(ronde1.regels.slice(0, 5));
const fout4 = (naam, wat, c, soort, regel) => {
  keten[naam] = c.regels;
  fout.push({ wat, regels: c.regels.length, van: naam, soort, inhoud: geschreven[soort](regel) });
};
{ // One point too many, as it was fixed in round 1.
  const meer = c => ({ ...c, begin: { ...c.begin, k: 4 } });
  const met4 = alsLaatste(C.certificaat(zaden[4], meer(vier), 5), vier);
  fout4("vierpunten", "een punt te veel, zoals vastgelegd", met4, "veelterm", C.veelterm(zaden[4], meer(met4)));
}
{ // The last holder knows the secrets of all others, and makes the whole key the point at infinity; a key that nobody needs to open.
  const geheim = c => c.begin.houders.slice(0, 4).reduce((s, _, i) => Fn.sub(s, C.leid(zaden[i], C.cer(c), "veelterm|0")), 0n);
  const punten = [puntTekst(G.multiply(geheim(vier))), ...C.veelterm(zaden[4], ronde1).c.slice(1)];
  const nul = alsLaatste(cert(4, vier, anders(C.certificaat(zaden[4], vier, 5), { vastlegging: hash(punten.join("|")) })), vier);
  const bijna = [0, 1, 2, 3].reduce((c, i) => doe(c, "veelterm", C.veelterm(zaden[i], c)), nul);
  const over = [C.cer(nul), C.hoofd1(nul), "5", hash(punten.join("|")), punten[0]];
  fout4("oneindig", "een sleutel op oneindig uit de veeltermen", bijna, "veelterm", veel(4, bijna, anders(C.veelterm(zaden[4], bijna), { c: punten,
    bewijs: gelijk(C.ceremonieFormaat, geheim(nul), [G], "veelterm", over, ["oneindig"]) })));
}
const aan = (i, c, regel) => teken(i, c, "aanvaarding", C.hoofd2(c), regel);
const kentX = (c, houder, x) => gelijk(C.ceremonieFormaat, x, [G], "aanvaarding", [C.cer(c), C.hoofd2(c), `${houder}`, puntTekst(G.multiply(x))], ["aanvaarding", houder]);
{ // Who knows what another holds, proves it under its own name.
  const x2 = C.deelgeheim(zaden[1], ronde2);
  slecht("de sleutel van een ander, met bewijs", ronde2, "aanvaarding", aan(0, ronde2,
    { houder: 1, publiek: C.publiekVan(ronde2, 2), bewijs: kentX(ronde2, 1, x2) }));
  // Who accepted all the same, complains no more.
  const x1 = Fn.sub(C.deelgeheim(zaden[0], scheef), 1n);
  const toch = doe(scheef, "aanvaarding", aan(0, scheef, { houder: 1, publiek: C.publiekVan(scheef, 1), bewijs: kentX(scheef, 1, x1) }));
  fout4("toch", "een gegronde klacht na de eigen aanvaarding", toch, "klacht", klacht);
}

// Round 3.
const a1 = C.ronde3(zaden[0], ronde2).aanvaarding;
slecht("een andere sleutel dan volgt", ronde2, "aanvaarding", aan(0, ronde2, anders(a1, { publiek: C.publiekVan(ronde2, 2) })));
slecht("een sleutel op oneindig", ronde2, "aanvaarding", aan(0, ronde2, anders(a1, { publiek: "00" })));
slecht("de aanvaarding van een ander", ronde2, "aanvaarding", aan(0, ronde2, anders(C.ronde3(zaden[1], ronde2).aanvaarding, { houder: 1 })));
slecht("een aanvaarding zonder bewijs", ronde2, "aanvaarding", aan(0, ronde2, anders(a1, { bewijs: bewijs(1n, 1n) })));
slecht("een aanvaarding van een andere ronde 2", scheef, "aanvaarding", a1);
slecht("een tweede aanvaarding", doe(ronde2, "aanvaarding", a1), "aanvaarding", a1);
slecht("een klacht die niet klopt", ronde2, "klacht", C.klaag(zaden[0], ronde2, 2));
slecht("een klacht met een verzonnen bewijs", ronde2, "klacht",
  teken(0, ronde2, "klacht", C.hoofd2(ronde2), anders(C.klaag(zaden[0], ronde2, 2), { gedeeld: puntTekst(G) })));
slecht("een klacht over zichzelf", ronde2, "klacht", teken(0, ronde2, "klacht", C.hoofd2(ronde2), anders(klacht, { over: 1 })));
slecht("een goede klacht onder een andere naam", scheef, "klacht", teken(2, scheef, "klacht", C.hoofd2(scheef), anders(klacht, { houder: 3 })));
slecht("een klacht over een ander dan wie het deel stuurde", scheef, "klacht", teken(0, scheef, "klacht", C.hoofd2(scheef), anders(klacht, { over: 3 })));
slecht("een klacht na de eigen aanvaarding", doe(ronde2, "aanvaarding", a1), "klacht", C.klaag(zaden[0], ronde2, 2));
slecht("een regel na het einde", klaar, "aanvaarding", a1);
slecht("een regel van een onbekende soort", klaar, "biljet", "{}");
const gebroken = doe(scheef, "klacht", klacht);
fout.push({ wat: "een regel na een klacht", regels: gebroken.regels.length, van: "klacht", soort: "aanvaarding", inhoud: geschreven.aanvaarding(C.ronde3(zaden[2], scheef).aanvaarding) });

// Line 0.
const eerste = (wat, velden) => fout.push(
  { wat: `regel 0: ${wat}`, regels: 0, van: "goed", soort: "ceremonie", inhoud: JSON.stringify({ ...JSON.parse(klaar.regels[0].inhoud), ...velden }) });
eerste("k is niet meer dan de helft", { k: 2 });
eerste("k is meer dan er zijn", { k: 6 });
eerste("k is nul", { k: 0 });
eerste("k als tekst", { k: "3" });
eerste("een houder", { k: 1, houders: begin.houders.slice(0, 1) });
eerste("zestien houders", { k: 9, houders: Array.from({ length: 16 }, (_, i) => ({ naam: `n${i}`, werkgever: `w${i}` })) });
eerste("twee met een naam", { houders: [...begin.houders.slice(0, 4), { ...begin.houders[0], werkgever: "een ander" }] });
eerste("twee van een werkgever", { houders: [...begin.houders.slice(0, 4), { ...begin.houders[4], werkgever: "Gemeente A" }] });
eerste("een houder zonder naam", { houders: [...begin.houders.slice(0, 4), { naam: "", werkgever: "x" }] });
eerste("geen uuid", { ceremonie: "2022-12" });
eerste("een ander formaat", { formaat: "brink-ceremonie-2" });
eerste("een veld te veel", { extra: 1 });
eerste("geen vergadering", { vergadering: "" });
eerste("een houder zonder werkgever", { houders: [...begin.houders.slice(0, 4), { naam: "x", werkgever: "" }] });
eerste("een uuid met hoofdletters", { ceremonie: "AAAAAAAA-3333-4444-8555-666666666666" });
eerste("houders in een andere volgorde van velden", { houders: begin.houders.map(({ naam, werkgever }) => ({ werkgever, naam })) });
const los0 = (wat, doe) => fout.push({ wat: `regel 0: ${wat}`, regels: 0, van: "goed", soort: "ceremonie", inhoud: doe(klaar.regels[0].inhoud) });
los0("witruimte", t => t.replace(",", ", "));
los0("een letter als code", t => t.replace("Algemene", "\\u0041lgemene"));
los0("een veld twee keer", t => t.replace('"k":3', '"k":3,"k":3'));
los0("geen JSON", t => t + "}");
fout.push({ wat: "regel 0: een andere soort", regels: 0, van: "goed", soort: "instelling", inhoud: klaar.regels[0].inhoud });
slecht("een tweede regel 0", start, "ceremonie", klaar.regels[0].inhoud);

// Good ones. Points may be equal: who does not know the secret, cannot sign.
const ook = [{ wat: "dezelfde sleutels onder een tweede plaats", van: "goed", regels: 2, soort: "certificaat",
  inhoud: geschreven.certificaat(C.certificaat(zaden[0], na1, 2)) },
  ...Object.entries({
    "elk teken, zoals het formaat het schrijft": { vergadering: "\u0001\b\t\n\f\r\u001f\u007f\u0085\u2028 \"\\/<>&'+ 😀 é" },
    "namen die alleen in hoofdletters of spaties verschillen": { houders: [...begin.houders.slice(0, 3), { naam: " ", werkgever: "rvc" }, { naam: "Notaris", werkgever: " RvC" }] },
    "twee houders": { k: 2, houders: begin.houders.slice(0, 2) },
    "vijftien houders": { k: 15, houders: Array.from({ length: 15 }, (_, i) => ({ naam: `n${i}`, werkgever: `w${i}` })) },
  }).map(([wat, velden]) => ({ wat: `regel 0: ${wat}`, van: "goed", regels: 0, soort: "ceremonie", inhoud: JSON.stringify({ ...JSON.parse(klaar.regels[0].inhoud), ...velden }) }))];

const bestand = regels => JSON.parse(C.ceremonieBestand({ regels }));
const drietallen = [1, 2, 3, 4, 5].flatMap(a => [1, 2, 3, 4, 5].filter(b => b > a).flatMap(b => [1, 2, 3, 4, 5].filter(c => c > b).map(c => [a, b, c])));
const x = zaden.map(z => C.deelgeheim(z, klaar));
writeFileSync(new URL("vectoren-ceremonie.json", import.meta.url), JSON.stringify({
  zaden, woorden: zaden.map(z => woordenVan(z).join(" ")), x: x.map(getalTekst), publiekPerHouder: zaden.map((_, i) => C.publiekVan(klaar, i + 1)), publiek: C.publiek(klaar),
  lagrange: Object.fromEntries(drietallen.map(q => [q.join(), q.map(l => getalTekst(C.lagrange(l, q)))])),
  // RFC 9591, appendix E.5, FROST(P-256, SHA-256).
  rfc9591: {
    factoren: ["8ba9bba2e0fd8c4767154d35a0b7562244a4aaf6f36c8fb8735fa48b301bd8de", "80f25e6c0709353e46bfbe882a11bdbb1f8097e46340eb8673b7e14556e6c3a4"],
    delen: ["0c9c1a0fe806c184add50bbdcac913dda73e482daf95dcb9f35dbb0d8a9f7731", "8d8e787bef0ff6c2f494ca45f4dad198c6bee01212d6c84067159c52e1863ad5",
      "0e80d6e8f6192c003b5488ce1eec8f5429587d48cf001541e713b2d53c09d928"],
    publiek: "023a309ad94e9fe8a7ba45dfc58f38bf091959d3c99cfbd02b4dc00585ec45ab70",
  },
  goed: bestand(klaar.regels), scheef: bestand(scheef.regels), klacht: bestand(gebroken.regels), kwaad: bestand(kwaadRegels),
  ...Object.fromEntries(Object.entries(keten).map(([naam, regels]) => [naam, bestand(regels)])), ook, fout,
}, null, 1) + "\n");

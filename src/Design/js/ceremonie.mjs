// The ceremony of docs/stembord.md in the browser: n holders make a key of which any k open what it closes. The chain is checked as it is read: what is here, holds.
// Pedersen's key generation as Belenios has it (Cortier, Galindo, Glondu and Izabachène 2013). A holder keeps nothing but a seed; all its numbers follow from that.
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { geschreven, leesBestand, leesCeremoniebegin, leesRegel } from "./lezer.mjs";
import { Fn, G, Niets, bewijs, bewijsGelijk, getal, getalTekst, hash, lijsthash, punt, puntTekst, terug, uitdagingVan } from "./stembord.mjs";
import { isZaad } from "./woorden.mjs";

export const ceremonieFormaat = "brink-ceremonie-1";
export const meesteHouders = 15;
const daag = (soort, ...delen) => uitdagingVan(ceremonieFormaat, soort, ...delen);

class Fout extends Error {}
const eis = (goed, anders) => { if (!goed) throw new Fout(anders); };

// --- k of n ---

/** The value of a polynomial at a place. */
export const waarde = (factoren, plaats) => factoren.reduceRight((som, a) => Fn.add(Fn.mul(som, BigInt(plaats)), a), 0n);

/** The same of one of which the factors are known times G. */
export const waardePunt = (punten, plaats) => punten.reduceRight((som, p) => som.multiplyUnsafe(BigInt(plaats)).add(p), Niets);

/** How much the value at a place weighs among those at `plaatsen`, for the value at `op`. */
export const lagrange = (plaats, plaatsen, op = 0) => plaatsen.filter(m => m !== plaats)
  .reduce((product, m) => Fn.mul(product, Fn.mul(Fn.create(BigInt(op - m)), Fn.inv(Fn.create(BigInt(plaats - m))))), 1n);

/** The value at `op` of the polynomial (times some point) of which the values ([place, point]) at as many places as it has factors are given. */
export const opPlaats = (waarden, op = 0) =>
  waarden.reduce((som, [l, p]) => som.add(p.multiplyUnsafe(lagrange(l, waarden.map(([m]) => m), op))), Niets);

/** A secret number out of a seed. */
export function leid(zaad, cer, waarvoor) {
  const x = Fn.create(BigInt("0x" + bytesToHex(hkdf(sha512, hexToBytes(zaad), utf8ToBytes(ceremonieFormaat), utf8ToBytes(`${cer}|${waarvoor}`), 48))));
  if (x === 0n) throw new Error("Een getal uit dit zaad is 0. Maak een nieuw zaad.");
  return x;
}

// --- the chain ---

const kaal = inhoud => inhoud.slice(0, inhoud.lastIndexOf(',"handtekening":')) + "}";
const kent = (b, p, soort, ...over) => {
  const [c, z] = [getal(b.c), getal(b.z)];
  return c === daag(soort, ...over, p, puntTekst(terug(G, z, punt(p), c)));
};
const isPunt = tekst => { try { punt(tekst); return true; } catch { return false; } };
const isGetal = tekst => { try { getal(tekst); return true; } catch { return false; } };
const volgende = (vorige, soort, inhoud) => {
  const [nr, ervoor] = [vorige ? vorige.nr + 1 : 0, vorige ? vorige.hash : ""];
  return { nr, soort, inhoud, vorige: ervoor, hash: hash(`${ervoor}\n${nr}\n${soort}\n${inhoud}`) };
};
const zelfde = (r, s) => ["nr", "soort", "inhoud", "vorige", "hash"].every(v => r[v] === s[v]);

/** A ceremony of which the lines are given; throws an error with what is wrong. */
export function ceremonieVan(regels) {
  eis(regels.length > 0, "De ceremonie is leeg.");
  eis(zelfde(regels[0], volgende(null, "ceremonie", regels[0].inhoud)), "Regel 0 ontbreekt of is veranderd.");
  const begin = leesCeremoniebegin(regels[0].inhoud);
  eis(begin.formaat === ceremonieFormaat, `Dit is geen ceremonie van de vorm ${ceremonieFormaat}.`);
  eis(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(begin.ceremonie), "De ceremonie heeft geen uuid.");
  eis(begin.vergadering !== "", "Zeg voor welke vergadering de ceremonie is.");
  const n = begin.houders.length;
  eis(n >= 2 && n <= meesteHouders, `Er zijn 2 tot ${meesteHouders} sleutelhouders.`);
  eis(begin.k <= n && 2 * begin.k > n, `Van ${n} sleutelhouders moeten er meer dan de helft samen de uitslag openen, en niet meer dan er zijn.`);
  eis(begin.houders.every(h => h.naam !== "" && h.werkgever !== ""), "Een sleutelhouder heeft geen naam, of geen werkgever.");
  eis(new Set(begin.houders.map(h => h.naam)).size === n, "Een sleutelhouder staat er twee keer.");
  eis(new Set(begin.houders.map(h => h.werkgever)).size === n, "Twee sleutelhouders hebben dezelfde werkgever.");
  let c = { begin, regels: [regels[0]], certificaat: {}, veelterm: {}, aanvaarding: {}, klacht: null };
  for (const [nr, r] of regels.entries()) {
    if (nr === 0) continue;
    eis(zelfde(r, volgende(c.regels.at(-1), r.soort, r.inhoud)), `Regel ${nr} ontbreekt of is veranderd.`);
    c = met(c, r.soort, r.inhoud);
  }
  return c;
}

/** Begins a ceremony. */
export const nieuweCeremonie = begin => ceremonieVan([volgende(null, "ceremonie", JSON.stringify({ formaat: ceremonieFormaat, ...begin }))]);

/** A ceremony out of a file; throws an error with what is wrong. */
export const leesCeremonie = json => ceremonieVan(leesBestand(json, ceremonieFormaat));

/** A ceremony as a file. */
export const ceremonieBestand = c => JSON.stringify({ formaat: ceremonieFormaat, regels: c.regels });

export const plaatsen = c => c.begin.houders.map((_, i) => i + 1);
export const cer = c => c.regels[0].hash;
/** The head after round 1, of which all read 32 signs aloud: who sees other certificates has another head. */
export const hoofd1 = c => c.regels[c.begin.houders.length].hash;
export const hoofd2 = c => c.regels[2 * c.begin.houders.length].hash;

/** Where a ceremony is: "certificaten", "veeltermen", "aanvaardingen", "klaar" or "mislukt". */
export function fase(c) {
  const n = c.begin.houders.length;
  const telt = soort => Object.keys(c[soort]).length;
  return c.klacht ? "mislukt" : telt("certificaat") < n ? "certificaten" : telt("veelterm") < n ? "veeltermen" : telt("aanvaarding") < n ? "aanvaardingen" : "klaar";
}

/** The places of the holders of whom a line is waited for. */
export function wacht(c) {
  const soort = { certificaten: "certificaat", veeltermen: "veelterm", aanvaardingen: "aanvaarding" }[fase(c)];
  return soort ? plaatsen(c).filter(l => !c[soort][l]) : [];
}

const som = punten => punten.reduce((s, p) => s.add(p), Niets);
/** The key of the vote; from round 2 on. */
export const publiek = c => puntTekst(som(Object.values(c.veelterm).map(v => punt(v.c[0]))));
/** The public half of what the holder at a place holds; from round 2 on. */
export const publiekVan = (c, plaats) => puntTekst(som(Object.values(c.veelterm).map(v => waardePunt(v.c.map(punt), plaats))));

const overHandtekening = (c, soort, waarop, inhoud) => [soort, cer(c), waarop, hash(kaal(inhoud))];

/** Whether the holder at a place signed a line, with the key of its certificate. */
export const getekend = (c, b, soort, houder, waarop, inhoud) => kent(b, c.certificaat[houder].teken, "handtekening", ...overHandtekening(c, soort, waarop, inhoud));

/** The ceremony with one line more; throws an error with the reason when that line may not follow. */
export function met(c, soort, inhoud) {
  eis(["certificaat", "veelterm", "aanvaarding", "klacht"].includes(soort), `Een regel van de soort '${soort}' hoort niet in een ceremonie.`);
  let r;
  try { r = leesRegel(soort, inhoud); } catch { throw new Fout("Deze regel is niet geschreven zoals het formaat het vraagt."); }
  const bij = { certificaat: "certificaten", veelterm: "veeltermen", aanvaarding: "aanvaardingen", klacht: "aanvaardingen" }[soort];
  const nu = fase(c);
  eis(nu === bij, nu === "mislukt" ? "Deze ceremonie is mislukt. Begin een nieuwe." : nu === "klaar" ? "Deze ceremonie is klaar."
    : nu === "certificaten" ? "Deze ceremonie wacht nog op certificaten." : `Deze ceremonie wacht nu op ${nu}.`);
  eis(plaatsen(c).includes(r.houder), "Deze sleutelhouder doet niet mee aan de ceremonie.");
  eis(!c[soort === "klacht" ? "aanvaarding" : soort][r.houder], `${c.begin.houders[r.houder - 1].naam} gaf deze regel al.`);
  try {
    ({ certificaat: opCertificaat, veelterm: opVeelterm, aanvaarding: opAanvaarding, klacht: opKlacht })[soort](c, r, inhoud);
  } catch (e) {
    throw e instanceof Fout ? e : new Fout("Een punt, een getal of een bewijs heeft niet de juiste vorm.");
  }
  const samen = { ...c, regels: [...c.regels, volgende(c.regels.at(-1), soort, inhoud)], ...(soort === "klacht" ? { klacht: r } : { [soort]: { ...c[soort], [r.houder]: r } }) };
  eis(soort !== "veelterm" || fase(samen) === "veeltermen" || isPunt(publiek(samen)) && plaatsen(samen).every(l => isPunt(publiekVan(samen, l))),
    "De sleutel die hieruit volgt, is geen sleutel.");
  return samen;
}

function opCertificaat(c, r, inhoud) {
  eis(isPunt(r.teken) && isPunt(r.ontvang), "Een sleutel in het certificaat is geen punt van de kromme.");
  eis(/^[0-9a-f]{64}$/.test(r.vastlegging), "De vastlegging in het certificaat is geen hash.");
  eis(kent(r.bewijsOntvang, r.ontvang, "ontvang", cer(c), `${r.houder}`), "Het bewijs in het certificaat klopt niet.");
  eis(kent(r.handtekening, r.teken, "handtekening", ...overHandtekening(c, "certificaat", cer(c), inhoud)), "De handtekening onder het certificaat klopt niet.");
}

function opVeelterm(c, r, inhoud) {
  eis(r.c.length === c.begin.k, `De veelterm heeft geen ${c.begin.k} punten.`);
  eis(r.c.every(isPunt), "Een punt van de veelterm ligt niet op de kromme.");
  const vastlegging = hash(r.c.join("|"));
  eis(vastlegging === c.certificaat[r.houder].vastlegging, "Dit is niet de veelterm die in het certificaat is vastgelegd.");
  eis(kent(r.bewijs, r.c[0], "veelterm", cer(c), hoofd1(c), `${r.houder}`, vastlegging), "Het bewijs bij de veelterm klopt niet.");
  eis(r.delen.map(d => d.naar).join() === plaatsen(c).filter(l => l !== r.houder).join(), "Er is niet voor elke andere sleutelhouder precies één deel, op volgorde.");
  eis(r.delen.every(d => isPunt(d.e) && isGetal(d.v)), "Een deel heeft niet de juiste vorm.");
  eis(getekend(c, r.handtekening, "veelterm", r.houder, hoofd1(c), inhoud), "De handtekening onder de veelterm klopt niet.");
}

function opAanvaarding(c, r, inhoud) {
  eis(r.publiek === publiekVan(c, r.houder), "De sleutel in de aanvaarding volgt niet uit de veeltermen.");
  eis(kent(r.bewijs, r.publiek, "aanvaarding", cer(c), hoofd2(c), `${r.houder}`), "Het bewijs in de aanvaarding klopt niet.");
  eis(getekend(c, r.handtekening, "aanvaarding", r.houder, hoofd2(c), inhoud), "De handtekening onder de aanvaarding klopt niet.");
}

function opKlacht(c, r, inhoud) {
  eis(plaatsen(c).includes(r.over) && r.over !== r.houder, "Een klacht gaat over een andere sleutelhouder.");
  eis(getekend(c, r.handtekening, "klacht", r.houder, hoofd2(c), inhoud), "De handtekening onder de klacht klopt niet.");
  const oordeel = beoordeel(c, r);
  eis(oordeel !== "ongeldig", "Het bewijs bij de klacht klopt niet.");
  eis(oordeel === "gegrond", `Deze klacht is ongegrond: het deel van ${c.begin.houders[r.over - 1].naam} past bij zijn veelterm.`);
}

/** What anyone sees of a complaint in round 3: "gegrond" (the sender did wrong), "ongegrond" (who complains does) or "ongeldig" (its proof does not hold). */
export function beoordeel(c, klacht) {
  try {
    const e = c.veelterm[klacht.over].delen.find(d => d.naar === klacht.houder).e;
    const [gedeeld, x, z] = [punt(klacht.gedeeld), getal(klacht.bewijs.c), getal(klacht.bewijs.z)];
    const over = overKlacht(c, klacht.houder, klacht.over, e, klacht.gedeeld);
    if (x !== daag("klacht", ...over, puntTekst(terug(G, z, punt(c.certificaat[klacht.houder].ontvang), x)), puntTekst(terug(punt(e), z, gedeeld, x)))) return "ongeldig";
    return past(c, klacht.over, klacht.houder, gedeeld) ? "ongegrond" : "gegrond";
  } catch {
    return "ongeldig";
  }
}

const overKlacht = (c, houder, over, e, gedeeld) => [cer(c), hoofd2(c), `${houder}`, `${over}`, c.certificaat[houder].ontvang, e, gedeeld];
const masker = (c, van, naar, e, gedeeld) => daag("masker", hoofd1(c), `${van}`, `${naar}`, e, puntTekst(gedeeld));
const zending = (c, van, naar) => c.veelterm[van].delen.find(d => d.naar === naar);
const deelVan = (c, van, naar, gedeeld) => Fn.sub(getal(zending(c, van, naar).v), masker(c, van, naar, zending(c, van, naar).e, gedeeld));
const past = (c, van, naar, gedeeld) => {
  const s = deelVan(c, van, naar, gedeeld);
  return (s === 0n ? Niets : G.multiply(s)).equals(waardePunt(c.veelterm[van].c.map(punt), naar));
};

// --- what a holder does ---

const tekenGeheim = (zaad, c) => leid(zaad, cer(c), "teken");
const ontvangGeheim = (zaad, c) => leid(zaad, cer(c), "ontvang");
const factoren = (zaad, c) => Array.from({ length: c.begin.k }, (_, j) => leid(zaad, cer(c), `veelterm|${j}`));
const maalG = x => puntTekst(G.multiply(x));
// The chance of a proof follows from the seed and all that the proof is about: no two proofs ever begin alike.
const kans = (zaad, c, soort, over) => leid(zaad, cer(c), "kans|" + hash([soort, ...over].join("|")));
const antwoord = (uitdaging, w, x) => bewijs(uitdaging, Fn.add(w, Fn.mul(uitdaging, x)));
function bewijsKent(zaad, c, x, soort, ...over) {
  const waarover = [...over, maalG(x)];
  const w = kans(zaad, c, soort, waarover);
  return antwoord(daag(soort, ...waarover, maalG(w)), w, x);
}

/** Signs a line: all its fields but the last. */
export function onderteken(zaad, c, soort, waarop, regel) {
  const leeg = { ...regel, handtekening: bewijs(0n, 0n) };
  return { ...regel, handtekening: bewijsKent(zaad, c, tekenGeheim(zaad, c), "handtekening", ...overHandtekening(c, soort, waarop, geschreven[soort](leeg))) };
}

/** Round 1: the certificate of the holder at a place. */
export function certificaat(zaad, c, plaats) {
  if (!isZaad(zaad)) throw new Error("Dit is geen zaad.");
  eis(plaatsen(c).includes(plaats), "Deze sleutelhouder doet niet mee aan de ceremonie.");
  const ontvang = ontvangGeheim(zaad, c);
  return onderteken(zaad, c, "certificaat", cer(c), { houder: plaats, teken: maalG(tekenGeheim(zaad, c)), ontvang: maalG(ontvang),
    vastlegging: hash(factoren(zaad, c).map(maalG).join("|")), bewijsOntvang: bewijsKent(zaad, c, ontvang, "ontvang", cer(c), `${plaats}`) });
}

/** The place that the certificate of a seed has; 0: none. */
export function plaatsVan(zaad, c) {
  const teken = maalG(tekenGeheim(zaad, c));
  return Object.values(c.certificaat).find(r => r.teken === teken)?.houder ?? 0;
}

/** The same; throws an error when there is none. */
export function eigenPlaats(zaad, c) {
  const plaats = plaatsVan(zaad, c);
  eis(plaats > 0, "Deze 24 woorden horen niet bij deze ceremonie.");
  return plaats;
}

const bijRonde = (c, welke) => eis(fase(c) === welke, "De ceremonie is niet bij deze ronde. Haal haar opnieuw op, en kijk wat er nu van u wordt gevraagd.");

/** Round 2: the polynomial, and a share for each other holder. */
export function veelterm(zaad, c) {
  bijRonde(c, "veeltermen");
  const [houder, a] = [eigenPlaats(zaad, c), factoren(zaad, c)];
  const punten = a.map(maalG);
  const delen = plaatsen(c).filter(l => l !== houder).map(naar => {
    const { ontvang } = c.certificaat[naar];
    const r = leid(zaad, cer(c), `r|${hoofd1(c)}|${houder}|${naar}|${ontvang}`);
    const e = maalG(r);
    return { naar, e, v: getalTekst(Fn.add(waarde(a, naar), masker(c, houder, naar, e, punt(ontvang).multiply(r)))) };
  });
  return onderteken(zaad, c, "veelterm", hoofd1(c),
    { houder, c: punten, bewijs: bewijsKent(zaad, c, a[0], "veelterm", cer(c), hoofd1(c), `${houder}`, hash(punten.join("|"))), delen });
}

const gedeeldMet = (zaad, c, van, naar) => punt(zending(c, van, naar).e).multiply(ontvangGeheim(zaad, c));

/** Round 3: opens the shares of the others. All fit: `{ aanvaarding }`; one does not: `{ klacht }` about it. */
export function ronde3(zaad, c) {
  bijRonde(c, "aanvaardingen");
  const houder = eigenPlaats(zaad, c);
  const slecht = plaatsen(c).find(van => van !== houder && !past(c, van, houder, gedeeldMet(zaad, c, van, houder)));
  if (slecht) return { klacht: klaag(zaad, c, slecht) };
  const x = deelgeheim(zaad, c);
  return { aanvaarding: onderteken(zaad, c, "aanvaarding", hoofd2(c),
    { houder, publiek: maalG(x), bewijs: bewijsKent(zaad, c, x, "aanvaarding", cer(c), hoofd2(c), `${houder}`) }) };
}

/** A complaint about the share of another; whether it is right, `beoordeel` says. */
export function klaag(zaad, c, over) {
  const houder = eigenPlaats(zaad, c);
  const gedeeld = gedeeldMet(zaad, c, over, houder);
  const e = zending(c, over, houder).e;
  const waarover = overKlacht(c, houder, over, e, puntTekst(gedeeld));
  const w = kans(zaad, c, "klacht", waarover);
  const uitdaging = daag("klacht", ...waarover, maalG(w), puntTekst(punt(e).multiply(w)));
  return onderteken(zaad, c, "klacht", hoofd2(c), { houder, over, gedeeld: puntTekst(gedeeld), bewijs: antwoord(uitdaging, w, ontvangGeheim(zaad, c)) });
}

/** What the holder holds: the sum of all shares. It never leaves the computer. */
export function deelgeheim(zaad, c) {
  const houder = eigenPlaats(zaad, c);
  return plaatsen(c).filter(l => l !== houder).reduce((s, van) => Fn.add(s, deelVan(c, van, houder, gedeeldMet(zaad, c, van, houder))), waarde(factoren(zaad, c), houder));
}

/** The content of a line as it is sent. */
export const inhoudVan = (soort, regel) => geschreven[soort](regel);

// --- the board ---

/** The ceremony of a vote, when all that line 0 says of it is what it says; throws an error with what is not. */
export function ceremonieBij(i) {
  let c;
  try { c = ceremonieVan(i.ceremonie); } catch (e) { throw new Error(`De ceremonie op regel 0 klopt niet. ${e.message}`, { cause: e }); }
  const moet = (goed, anders) => { if (!goed) throw new Error(anders); };
  moet(fase(c) === "klaar", "De ceremonie op regel 0 is niet afgemaakt.");
  moet(i.k === c.begin.k, "Regel 0 noemt een ander aantal houders dat samen de uitslag opent dan de ceremonie.");
  moet(i.publiek === publiek(c), "De sleutel van de stemming is niet die van de ceremonie.");
  moet(JSON.stringify(i.sleutelhouders.map(h => [h.naam, h.publiek])) === JSON.stringify(plaatsen(c).map(l => [c.begin.houders[l - 1].naam, publiekVan(c, l)])),
    "De sleutelhouders op regel 0 zijn niet die van de ceremonie.");
  moet(i.kiezersHash === lijsthash(i.kiezers), "De hash op regel 0 is niet die van de lijst van stemgerechtigden.");
  return c;
}

/** The place of the holder who signed line 0 of a vote, of which the content of the line is given; 0: nobody did. */
export function tekende(c, begin, inhoud) {
  try {
    const { houder, handtekening } = leesRegel("akkoord", inhoud);
    return plaatsen(c).includes(houder) && getekend(c, handtekening, "akkoord", houder, begin, inhoud) ? houder : 0;
  } catch {
    return 0;
  }
}

/** Signs line 0 of a vote that was checked. */
export const akkoord = (zaad, c, begin) => onderteken(zaad, c, "akkoord", begin, { houder: eigenPlaats(zaad, c) });

/** A holder's part of opening the sums (points) of a vote that was checked. */
export function ontcijferdeel(zaad, c, begin, hoofd, sommen) {
  const [houder, x] = [eigenPlaats(zaad, c), deelgeheim(zaad, c)];
  return { houder, opties: sommen.map((som, n) => {
    const d = puntTekst(som.multiply(x));
    return { d, bewijs: bewijsGelijk(x, som, "deel", begin, hoofd, `${houder}`, maalG(x), `${n}`, puntTekst(som), d) };
  }) };
}

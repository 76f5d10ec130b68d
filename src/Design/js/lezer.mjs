// Reads what docs/stembord.md writes, strictly: what one reader takes and another refuses, lets one member break the check of the board for all.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export const hash = tekst => bytesToHex(sha256(utf8ToBytes(tekst)));

export class Vormfout extends Error {}
const mis = wat => { throw new Vormfout(wat); };

/** The largest number that all programs can read. */
const grootste = 2147483647;

/** JSON with each field once, whole numbers from 0 on, and nothing that is null, true or false: the format has no others. */
export function ontleed(tekst) {
  const waarde = JSON.parse(tekst);
  // JSON.parse keeps the last of two fields with one name, and tells nothing. The text is good JSON by now, so its parts are found by their signs.
  const delen = tekst.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g);
  const open = [];
  for (const [i, deel] of delen.entries()) {
    if (deel === "{") open.push(new Set());
    else if (deel === "[") open.push(null);
    else if (deel === "}" || deel === "]") open.pop();
    else if (deel.startsWith('"')) {
      const gelezen = JSON.parse(deel);
      if (/\p{Surrogate}/u.test(gelezen)) mis("Er staat een half teken in.");
      if (delen[i + 1] !== ":") continue;
      if (open.at(-1).has(gelezen)) mis(`'${gelezen}' staat er twee keer.`);
      open.at(-1).add(gelezen);
    } else if (deel !== ":" && deel !== "," && !(/^(?:0|[1-9][0-9]{0,9})$/.test(deel) && Number(deel) <= grootste)) mis(`'${deel}' komt in dit formaat niet voor.`);
  }
  return waarde;
}

/** Whether an object has these fields and no others. */
export function velden(iets, ...namen) {
  if (typeof iets !== "object" || iets === null || Array.isArray(iets) || Object.keys(iets).sort().join() !== namen.sort().join())
    mis(`Hier horen ${namen.join(", ")}, en niets anders.`);
  return iets;
}

const tekst = t => typeof t === "string" ? t : mis("Hier hoort een tekst.");
const aan = t => `"${tekst(t)}"`;
const geheel = n => Number.isInteger(n) && !Object.is(n, -0) ? `${n}` : mis("Hier hoort een geheel getal.");
const lijst = (l, een) => Array.isArray(l) ? `[${l.map(een).join(",")}]` : mis("Hier hoort een lijst.");
const bewijs = b => `{"c":${aan(b.c)},"z":${aan(b.z)}}`;
// What people wrote; JSON.stringify writes it as RFC 8785 has it.
const vrij = t => JSON.stringify(tekst(t));
const regel = r => `{"nr":${geheel(r.nr)},"soort":${vrij(r.soort)},"inhoud":${vrij(r.inhoud)},"vorige":${vrij(r.vorige)},"hash":${vrij(r.hash)}}`;
const vorige = b => Object.hasOwn(b, "vorige") ? `"vorige":${aan(b.vorige)},` : "";
const biljet = b => `{"lid":${aan(b.lid)},${vorige(b)}"opties":`
  + `${lijst(b.opties, o => `{"a":${aan(o.a)},"b":${aan(o.b)},"bewijs":${lijst(o.bewijs, bewijs)}}`)},"som":${bewijs(b.som)}}`;

/** How the content of each kind of line is written; there is one way. (Only line 0 of an old board has more.) */
export const geschreven = {
  instelling: i => `{"formaat":${vrij(i.formaat)},"stemming":${vrij(i.stemming)},"onderwerp":${vrij(i.onderwerp)},"besluit":${vrij(i.besluit)},`
    + `"opties":${lijst(i.opties, vrij)},"kiezers":${lijst(i.kiezers, k => `{"lid":${vrij(k.lid)},"naam":${vrij(k.naam)}}`)},"kiezersHash":${vrij(i.kiezersHash)},`
    + `"ceremonie":${lijst(i.ceremonie, regel)},"k":${geheel(i.k)},`
    + `"sleutelhouders":${lijst(i.sleutelhouders, h => `{"naam":${vrij(h.naam)},"publiek":${vrij(h.publiek)}}`)},"publiek":${vrij(i.publiek)}}`,
  ceremonie: c => `{"formaat":${vrij(c.formaat)},"ceremonie":${vrij(c.ceremonie)},"vergadering":${vrij(c.vergadering)},"k":${geheel(c.k)},`
    + `"houders":${lijst(c.houders, h => `{"naam":${vrij(h.naam)},"werkgever":${vrij(h.werkgever)}}`)}}`,
  biljet,
  geopend: g => `{"biljet":${biljet(g.biljet)},"opening":{"keuze":${geheel(g.opening.keuze)},"geheimen":${lijst(g.opening.geheimen, aan)}}}`,
  akkoord: a => `{"houder":${geheel(a.houder)},"handtekening":${bewijs(a.handtekening)}}`,
  afsluiting: a => `{"geslotenOp":${aan(a.geslotenOp)},"biljetten":${geheel(a.biljetten)}}`,
  deel: d => `{"houder":${geheel(d.houder)},"opties":${lijst(d.opties, o => `{"d":${aan(o.d)},"bewijs":${bewijs(o.bewijs)}}`)}}`,
  uitslag: u => `{"stemmen":${lijst(u.stemmen, geheel)}}`,
  certificaat: c => `{"houder":${geheel(c.houder)},"teken":${aan(c.teken)},"ontvang":${aan(c.ontvang)},"vastlegging":${aan(c.vastlegging)},`
    + `"bewijsOntvang":${bewijs(c.bewijsOntvang)},"handtekening":${bewijs(c.handtekening)}}`,
  veelterm: v => `{"houder":${geheel(v.houder)},"c":${lijst(v.c, aan)},"bewijs":${bewijs(v.bewijs)},`
    + `"delen":${lijst(v.delen, d => `{"naar":${geheel(d.naar)},"e":${aan(d.e)},"v":${aan(d.v)}}`)},"handtekening":${bewijs(v.handtekening)}}`,
  aanvaarding: a => `{"houder":${geheel(a.houder)},"publiek":${aan(a.publiek)},"bewijs":${bewijs(a.bewijs)},"handtekening":${bewijs(a.handtekening)}}`,
  klacht: k => `{"houder":${geheel(k.houder)},"over":${geheel(k.over)},"gedeeld":${aan(k.gedeeld)},"bewijs":${bewijs(k.bewijs)},"handtekening":${bewijs(k.handtekening)}}`,
};

/** The content of a line; throws when it is not written in the one way that there is. */
export function leesRegel(soort, inhoud) {
  const json = JSON.parse(inhoud);
  if (!/^[ -[\]-~]*$/.test(inhoud) || geschreven[soort](json) !== inhoud) mis("Deze regel is niet geschreven zoals het formaat het vraagt.");
  return json;
}

export const isUuid = t => typeof t === "string" && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(t);

/** A file as text. What is no UTF-8, or begins with the mark of another writing, is none: one reader would pass over it, and another would not. */
export async function tekstVan(bestand) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await bestand.arrayBuffer());
  } catch {
    return mis("Dit bestand is geen tekst in UTF-8.");
  }
}

/** The names of the formats: with all holders, and with k of n out of a ceremony. */
export const formaat = "brink-stembord-1";
export const formaat2 = "brink-stembord-2";

/** Whether a line of a chain has the fields of a line, and texts and a number in them. */
export const regelvelden = r => geheel(velden(r, "nr", "soort", "inhoud", "vorige", "hash").nr) + [r.soort, r.inhoud, r.vorige, r.hash].map(tekst);
const houder1 = h => tekst(velden(h, "naam", "publiek", "bewijs").naam) + tekst(h.publiek) + tekst(velden(h.bewijs, "c", "z").c) + tekst(h.bewijs.z);
const houder2 = h => tekst(velden(h, "naam", "publiek").naam) + tekst(h.publiek);

/** The first line: what is voted on, by whom, and with which keys. Format 2 names itself in it. */
export function leesInstelling(inhoud) {
  const i = ontleed(inhoud);
  const tweede = typeof i === "object" && i !== null && Object.hasOwn(i, "formaat");
  velden(i, "stemming", "onderwerp", "opties", "kiezers", "sleutelhouders", "publiek", ...(tweede ? ["formaat", "besluit", "kiezersHash", "ceremonie", "k"] : []));
  for (const t of [i.stemming, i.onderwerp, i.publiek, ...(tweede ? [i.besluit, i.kiezersHash] : [])]) tekst(t);
  lijst(i.opties, tekst);
  lijst(i.kiezers, k => tekst(velden(k, "lid", "naam").lid) + tekst(k.naam));
  lijst(i.sleutelhouders, tweede ? houder2 : houder1);
  if (tweede) {
    if (i.formaat !== formaat2) mis(`Dit is geen bord van de vorm ${formaat2}.`);
    geheel(i.k);
    lijst(i.ceremonie, regelvelden);
  }
  if (![i.stemming, ...i.kiezers.map(k => k.lid)].every(isUuid)) mis("De stemming, of een lid, heeft geen uuid.");
  if (tweede) {
    if (geschreven.instelling(i) !== inhoud) mis("Regel 0 is niet geschreven zoals het formaat het vraagt.");
    if ([i.onderwerp, ...i.opties, ...i.kiezers.map(k => k.naam)].includes("")) mis("Het onderwerp, een keuze of een naam is leeg.");
    // Who looks the list over, sees names: two members with one name could stand in for each other.
    if (i.kiezers.length === 0 || new Set(i.kiezers.map(k => k.naam)).size !== i.kiezers.length) mis("Er is geen stemgerechtigde, of twee hebben dezelfde naam.");
  }
  if (i.opties.length < 2 || new Set(i.opties).size !== i.opties.length) mis("Er zijn geen twee verschillende keuzes.");
  if (new Set(i.kiezers.map(k => k.lid)).size !== i.kiezers.length) mis("Een lid staat twee keer op de lijst van stemgerechtigden.");
  // The hash of the line: what each proof of format 2 begins with. No field of it.
  return Object.defineProperty(i, "begin", { value: hash(`\n0\ninstelling\n${inhoud}`), configurable: true });
}

/** The first line of a ceremony: for which meeting, how many together open an outcome, and who holds. */
export function leesCeremoniebegin(inhoud) {
  const b = velden(ontleed(inhoud), "formaat", "ceremonie", "vergadering", "k", "houders");
  for (const t of [b.formaat, b.ceremonie, b.vergadering]) tekst(t);
  geheel(b.k);
  lijst(b.houders, h => tekst(velden(h, "naam", "werkgever").naam) + tekst(h.werkgever));
  if (geschreven.ceremonie(b) !== inhoud) mis("Regel 0 is niet geschreven zoals het formaat het vraagt.");
  return b;
}

/** The lines of a file, each with the fields of a line and no others; whether they hold is for the check to say. */
export function leesBestand(json, formaat) {
  const bestand = velden(ontleed(json), "formaat", "regels");
  if (bestand.formaat !== formaat) mis(`Dit is geen bestand van de vorm ${formaat}.`);
  lijst(bestand.regels, regelvelden);
  return bestand.regels;
}

/** The least that is typed of a code or a head: two ballots with the same short beginning are found in seconds. */
export const kortsteCode = 48;

/** What is read aloud of a hash: as much as must be typed, in groups of four. */
export const inVieren = h => h.slice(0, kortsteCode).match(/.{4}/g).join(" ");

/** A code as it was typed or read from a file, without what only helps to read it; null when it is none, or too short. */
export function kort(code) {
  const kaal = code.replaceAll(/[-\s]/g, "").toLowerCase();
  return kaal.length < kortsteCode || kaal.length > 64 || !/^[0-9a-f]*$/.test(kaal) ? null : kaal;
}

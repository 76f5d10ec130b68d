// Checks the whole board of a secret vote, and nothing but what is on it: the chain, the keys, each ballot, and that the outcome follows from them. And makes the part of
// a holder, of a board that was checked.
import { akkoord, ceremonieBij, eigenPlaats, ontcijferdeel, opPlaats, tekende } from "./ceremonie.mjs";
import { Vormfout, formaat, formaat2, geschreven, kort, kortsteCode, leesInstelling, leesRegel, ontleed, velden } from "./lezer.mjs";
import { Niets, G, biljetfout, hash, isGelijk, lijsthash, opent, oud, punt, puntTekst, sleutelfout, volgcode, vormVan } from "./stembord.mjs";

const volgorde = { instelling: 0, akkoord: 1, biljet: 2, geopend: 2, afsluiting: 3, deel: 4, uitslag: 5 };

const oudBord = "Dit bord is van de oude vorm";

class Fout extends Error {}

/**
 * What was found. `bord`: whether the board holds, and the sentences that say so, or say what does not (`oud`: what an old board does not prove). `vragen`: what was asked
 * beside that, each with its own answer. `feit`: what was voted on and by whom, when the board holds. `goed` and `bevindingen`: all of it together.
 *
 * `code` is that of a voter's ballot; `ontvangst` what the voter got when it was cast (line number, colon, hash); `eerder` the text of an older copy of the board.
 */
export function controleer(tekst, code, { ontvangst, eerder } = {}) {
  const [zinnen, fouten, vragen] = [[], [], []];
  let feit = null;
  try {
    feit = alles(tekst, { code, ontvangst, eerder }, zinnen, fouten, vragen);
  } catch (e) {
    fouten.push(e instanceof Fout ? e.message : "Het bestand heeft niet de juiste vorm." + (e instanceof Vormfout ? " " + e.message : ""));
  }
  const bord = { goed: fouten.length === 0, zinnen: fouten.length === 0 ? zinnen : fouten, oud: zinnen.find(z => z.startsWith(oudBord)) };
  const goed = bord.goed && vragen.every(v => v.goed);
  const mis = [...fouten, ...vragen.filter(v => !v.goed).map(v => v.zin)];
  return { goed, bevindingen: goed ? [...zinnen, ...vragen.map(v => v.zin)] : mis, bord, vragen, feit: bord.goed ? feit : null };
}

function keten(lijst) {
  let [vorige, plaats] = ["", 0];
  const regels = lijst.map((r, i) => {
    velden(r, "nr", "soort", "inhoud", "vorige", "hash");
    if (r.nr !== i) throw new Fout(`Regel ${i} ontbreekt: er is een regel weggehaald of verplaatst.`);
    if (r.vorige !== vorige) throw new Fout(`Regel ${i} sluit niet aan op de regel ervoor.`);
    if (hash(`${vorige}\n${r.nr}\n${r.soort}\n${r.inhoud}`) !== r.hash) throw new Fout(`Regel ${i} is veranderd: de hash is niet die van de inhoud.`);
    const hier = Object.hasOwn(volgorde, r.soort) ? volgorde[r.soort] : -1;
    if (hier < plaats || (hier === 0) !== (i === 0)) throw new Fout(`Regel ${i} is van een soort ('${r.soort}') die daar niet hoort.`);
    [vorige, plaats] = [r.hash, hier];
    return { ...r, json: gelezen(r) };
  });
  if (regels.length === 0) throw new Fout("Het bord is leeg.");
  return regels;
}

function gelezen({ nr, soort, inhoud }) {
  if (nr === 0) return leesInstelling(inhoud);
  try {
    return leesRegel(soort, inhoud);
  } catch {
    throw new Fout(`Regel ${nr} is niet geschreven zoals het formaat het vraagt.`);
  }
}

function alles(tekst, { code, ontvangst, eerder }, goed, fouten, vragen) {
  const { regels, i, biljetten, geldig, hoofd } = totDeSluiting(tekst, goed, fouten);
  const antwoord = (wat, [klopt, zin]) => vragen.push({ wat, goed: klopt, zin });
  if (eerder) antwoord("eerder", vergelijk(eerder, regels));
  if (ontvangst) antwoord("ontvangst", vind(ontvangst, regels));
  if (code) antwoord("volgcode", zoek(code, biljetten, geldig));
  if (fouten.length > 0) return null;
  const stemmen = uitslag(regels, i, geldig, hoofd, goed);
  return { onderwerp: i.onderwerp, besluit: i.besluit ?? "", uitslag: i.opties.map((optie, n) => [optie, stemmen[n]]), leden: i.kiezers.length,
    stemden: i.kiezers.filter(k => geldig.has(k.lid)).map(k => k.naam), begin: i.begin, hoofd };
}

/** To a board is only added: an older copy is its beginning. */
function vergelijk(eerder, regels) {
  let oud;
  try { oud = ontleed(eerder).regels; oud.map(r => r.hash); } catch { return [false, "Het bestand dat u eerder bewaarde, is geen bord."]; }
  const anders = oud.findIndex((r, n) => r.hash !== regels[n]?.hash || r.inhoud !== regels[n]?.inhoud);
  return oud.length === 0 || anders >= 0 ? [false, `Dit bord is niet het vervolg van het bord dat u eerder bewaarde: regel ${Math.max(anders, 0)} is veranderd of weg.`]
    : [true, `De ${oud.length} regels van het bord dat u eerder bewaarde, staan er nog precies zo.`];
}

/** The line that a voter was told of when the ballot was cast. */
function vind(ontvangst, regels) {
  const [, nr, code] = /^\s*([0-9]{1,9})\s*:([\s\S]*)$/.exec(ontvangst) ?? [];
  const begin = code === undefined ? null : kort(code);
  if (begin === null) return [false, `Een ontvangstbewijs is het nummer van de regel, een dubbele punt, en minstens ${kortsteCode} tekens van haar hash.`];
  return regels[nr]?.soort !== "biljet" || !regels[nr].hash.startsWith(begin)
    ? [false, `Regel ${Number(nr)} is niet het biljet van uw ontvangstbewijs. Het bord is veranderd nadat u stemde.`]
    : [true, `Regel ${Number(nr)} is het biljet van uw ontvangstbewijs.`];
}

/** What a closed board comes to, when all up to its closing is checked; what is wrong with it goes to `fouten`, or is thrown when there is no going on. */
function totDeSluiting(tekst, goed, fouten) {
  const { regels, i } = begin(tekst);
  goed.push(`De keten van ${regels.length} regels sluit; de laatste hash is ${regels.at(-1).hash}.`);
  const ceremonie = sleutels(i, goed);

  const kiezers = new Map(i.kiezers.map(k => [k.lid, k.naam]));
  const geldig = new Map();
  const biljetten = regels.filter(r => r.soort === "biljet");
  for (const r of biljetten) {
    const [naam, fout] = [kiezers.get(r.json.lid), biljetfout(i, r.json)];
    if (naam === undefined) fouten.push(`Regel ${r.nr}: een biljet van iemand die niet op de lijst staat.`);
    else if (fout) fouten.push(`Regel ${r.nr}, het biljet van ${naam}: ${fout}`);
    else geldig.set(r.json.lid, r);
  }
  if (ceremonie) {
    akkoorden(regels, i, ceremonie, goed);
    volgtOp(i, biljetten, fouten);
  }
  // A ballot that stands there again after another would count in its place.
  const uitgebracht = new Set();
  for (const r of biljetten) for (const { a } of r.json.opties) {
    if (uitgebracht.has(a)) fouten.push(`Regel ${r.nr}: dit biljet, of een deel ervan, stond al eerder op het bord.`);
    uitgebracht.add(a);
  }
  const geopend = regels.filter(r => r.soort === "geopend");
  for (const r of geopend) {
    const fout = biljetfout(i, r.json.biljet);
    if (fout) fouten.push(`Regel ${r.nr}, een geopend biljet: ${fout}`);
    else if (!opent(i, r.json.biljet, r.json.opening)) fouten.push(`Regel ${r.nr}: het geopende biljet bevat iets anders dan was gekozen. De software heeft gelogen.`);
    if (r.json.biljet.opties.some(o => uitgebracht.has(o.a))) fouten.push(`Regel ${r.nr}: een geopend biljet is ook als stem geteld; die stem is niet meer geheim.`);
  }
  goed.push(`${biljetten.length} biljetten zijn in orde; ${geldig.size} van ${kiezers.size} leden hebben gestemd.`);
  const stemden = i.kiezers.filter(k => geldig.has(k.lid));
  goed.push(`Wie stemde: ${stemden.map(k => k.naam).join(", ") || "niemand"}. De hash van die lijst is ${lijsthash(stemden)}.`);

  const afsluiting = regels.filter(r => r.soort === "afsluiting");
  if (afsluiting.length !== 1) throw new Fout("Het bord is niet (precies één keer) afgesloten: er is nog niets te tellen.");
  if (afsluiting[0].json.biljetten !== geldig.size) fouten.push("De afsluiting noemt een ander aantal biljetten dan er staan.");
  return { regels, i, ceremonie, biljetten, geldig, hoofd: afsluiting[0].hash };
}

/** The lines of a file and the first of them. */
function begin(tekst) {
  const bestand = ontleed(tekst);
  if (bestand.formaat !== formaat && bestand.formaat !== formaat2) throw new Fout(`Dit is geen bestand van de vorm ${formaat} of ${formaat2}.`);
  velden(bestand, "formaat", "regels");
  const regels = keten(bestand.regels);
  const i = regels[0].json;
  if (bestand.formaat !== vormVan(i)) throw new Fout(`Dit is geen bestand van de vorm ${bestand.formaat}.`);
  if (!i.formaat && regels.some(r => r.soort === "akkoord")) throw new Fout("In dit formaat tekenen sleutelhouders niet.");
  return { regels, i };
}

/** Checks the keys. The answer is the ceremony; null: the board is of the old format. */
function sleutels(i, goed) {
  if (!i.formaat) {
    const mis = sleutelfout(i);
    if (mis) throw new Fout(mis);
    goed.push(`${oudBord} ${formaat}: het is nagekeken met de regels van toen, die minder bewijzen (docs/stembord.md).`);
    goed.push(`${i.sleutelhouders.length} sleutelhouders hebben elk bewezen dat zij hun sleutel kennen: ${i.sleutelhouders.map(h => h.naam).join(", ")}.`);
    return null;
  }
  let c;
  try { c = ceremonieBij(i); } catch (e) { throw new Fout(e.message); }
  goed.push(`De ceremonie klopt: van ${i.sleutelhouders.length} sleutelhouders openen er ${i.k} samen de uitslag (${i.sleutelhouders.map(h => h.naam).join(", ")}).`);
  goed.push(`Het begin (de hash van regel 0) is ${i.begin}; de hash van de lijst van ${i.kiezers.length} stemgerechtigden is ${i.kiezersHash}.`);
  return c;
}

/** Who signed line 0; there must be enough of them. */
function akkoorden(regels, i, ceremonie, goed) {
  const geweest = new Set();
  for (const r of regels.filter(r => r.soort === "akkoord")) {
    const houder = tekende(ceremonie, i.begin, r.inhoud);
    if (houder === 0 || geweest.has(houder)) throw new Fout(`Regel ${r.nr}: dit akkoord is niet van een sleutelhouder, of van een die al tekende.`);
    geweest.add(houder);
  }
  if (geweest.size < i.k) throw new Fout(`Er tekenden ${geweest.size} sleutelhouders voor deze stemming; er zijn er ${i.k} nodig voordat iemand stemt.`);
  goed.push(`Voor deze stemming tekenden: ${[...geweest].map(l => i.sleutelhouders[l - 1].naam).join(", ")}.`);
}

/** Each ballot names the one before it of that member: none can be put in its place, left out or repeated. */
function volgtOp(i, biljetten, fouten) {
  const laatste = new Map();
  for (const r of biljetten) {
    if (r.json.vorige !== (laatste.get(r.json.lid) ?? i.begin)) fouten.push(`Regel ${r.nr}: dit biljet volgt niet op het vorige van dit lid.`);
    laatste.set(r.json.lid, r.hash);
  }
}

/** With fewer ballots the outcome tells too much of who chose what. */
const minsteBiljetten = 5;

/**
 * A board for a holder of a key: what it is about, and the way to make a part of it. Throws an error with the reason when anything on it does not hold: of a file that
 * somebody made up, the sums can be anything, also the choice of one member.
 */
export function voorHouder(tekst) {
  const [goed, fouten] = [[], []];
  let bord;
  try {
    bord = totDeSluiting(tekst, goed, fouten);
  } catch (e) {
    throw new Error(e instanceof Fout ? e.message : "Het bord heeft niet de juiste vorm.");
  }
  if (fouten.length > 0) throw new Error(fouten[0]);
  if (!bord.ceremonie) throw new Error(oud);
  const { i, geldig } = bord;
  return {
    onderwerp: i.onderwerp, besluit: i.besluit, opties: i.opties, houders: i.sleutelhouders.map(h => h.naam),
    biljetten: geldig.size, leden: i.kiezers.length,
    stemden: i.kiezers.filter(k => geldig.has(k.lid)).map(k => k.naam),
    deel: (zaad, hoofd, gebruikt) => deel(bord, zaad, hoofd, gebruikt),
  };
}

/**
 * A board before its first ballot, for a holder who is to sign it: what it is about, and the way to sign. Throws an error with the reason when its first line
 * does not hold.
 */
export function voorAkkoord(tekst) {
  let bord, c;
  try {
    bord = begin(tekst);
    c = sleutels(bord.i, []);
  } catch (e) {
    throw new Error(e instanceof Fout ? e.message : "Het bord heeft niet de juiste vorm.", { cause: e });
  }
  const { i } = bord;
  if (!c) throw new Error(oud);
  return {
    onderwerp: i.onderwerp, besluit: i.besluit, opties: i.opties, houders: i.sleutelhouders.map(h => h.naam), k: i.k, leden: i.kiezers.map(k => k.naam),
    kiezersHash: i.kiezersHash, begin: i.begin, akkoord: zaad => ({ naam: i.sleutelhouders[eigenPlaats(zaad, c) - 1].naam, inhoud: geschreven.akkoord(akkoord(zaad, c, i.begin)) }),
  };
}

/** Throws an error with the reason when a holder may not open this board: what is typed of its head, and for which boards it gave a part before. */
function magOpen({ i, geldig, hoofd }, getypt, gebruikt) {
  if (geldig.size < minsteBiljetten) throw new Error(`Er zijn maar ${geldig.size} biljetten. Bij minder dan ${minsteBiljetten} is te raden wie wat koos; geef dan geen deel.`);
  const begin = kort(getypt);
  if (begin === null) throw new Error(`Typ minstens ${kortsteCode} tekens van het hoofd dat in de vergadering is voorgelezen.`);
  if (!hoofd.startsWith(begin))
    throw new Error("Dit is niet het bord dat in de vergadering is afgesloten: het voorgelezen hoofd is een ander. Geef geen deel, en meld dit aan de voorzitter.");
  if (gebruikt.some(g => g.stemming === i.stemming && g.hoofd !== hoofd))
    throw new Error("Met deze sleutel is voor deze stemming al een ander bord geopend. Twee borden van één stemming verraden wie wat koos. "
      + "Geef geen deel, en meld dit aan de voorzitter.");
}

/** The part of a holder, and what is to be kept with the seed from now on. */
function deel(bord, zaad, getypt, gebruikt) {
  const { i, ceremonie, geldig, hoofd } = bord;
  const plaats = eigenPlaats(zaad, ceremonie);
  magOpen(bord, getypt, gebruikt);
  const sommen = i.opties.map((_, n) => [...geldig.values()].reduce((s, r) => s.add(punt(r.json.opties[n].a)), Niets));
  return { naam: i.sleutelhouders[plaats - 1].naam, hoofd, deel: geschreven.deel(ontcijferdeel(zaad, ceremonie, i.begin, hoofd, sommen)),
    gebruikt: [...gebruikt.filter(g => g.stemming !== i.stemming), { stemming: i.stemming, hoofd }] };
}

/** Where the ballot with a code stands, and whether it counts. */
function zoek(code, biljetten, geldig) {
  const begin = kort(code);
  if (begin === null) return [false, `Een volgcode heeft minstens ${kortsteCode} tekens. Neem haar over uit het bestand dat u bewaarde.`];
  const gevonden = biljetten.findLast(r => volgcode(r.inhoud).startsWith(begin));
  if (!gevonden) return [false, `Er staat geen biljet met volgcode ${begin} op het bord.`];
  return [...geldig.values()].includes(gevonden) ? [true, `Het biljet met volgcode ${begin} staat op regel ${gevonden.nr} en telt mee.`]
    : [false, `Het biljet met volgcode ${begin} is later door een ander biljet vervangen, of ongeldig.`];
}

function uitslag(regels, i, geldig, hoofd, goed) {
  const gezegd = regels.filter(r => r.soort === "uitslag");
  if (gezegd.length !== 1) throw new Fout("Er staat geen uitslag op het bord: niet alle sleutelhouders hebben hun deel gegeven.");
  const stemmen = gezegd[0].json.stemmen;
  if (stemmen.length !== i.opties.length || stemmen.some(n => !Number.isInteger(n) || n < 0) || stemmen.reduce((a, b) => a + b, 0) !== geldig.size)
    throw new Fout(`De uitslag telt niet op tot de ${geldig.size} geldige biljetten.`);
  if (geldig.size > 0) {
    const som = veld => i.opties.map((_, n) => [...geldig.values()].reduce((s, r) => s.add(punt(r.json.opties[n][veld])), Niets));
    const [sommen, resten] = [som("a"), som("b")];
    const geweest = new Map();
    const eerste = i.formaat ? 1 : 0;
    for (const r of regels.filter(r => r.soort === "deel")) {
      const { houder, opties } = r.json;
      const eigen = i.sleutelhouders[houder - eerste];
      if (!eigen || geweest.has(houder)) throw new Fout(`Regel ${r.nr}: een deel van een onbekende sleutelhouder, of een tweede.`);
      if (opties.length !== i.opties.length) throw new Fout(`Regel ${r.nr}: het deel van ${eigen.naam} is niet volledig.`);
      for (const [n, deel] of opties.entries()) {
        const over = [i.formaat ? i.begin : i.stemming, hoofd, `${houder}`, eigen.publiek, `${n}`, puntTekst(sommen[n]), deel.d];
        if (!isGelijk(vormVan(i), deel.bewijs, punt(eigen.publiek), sommen[n], punt(deel.d), "deel", ...over))
          throw new Fout(`Het deel van ${eigen.naam} hoort niet bij dit bord: er is na de sluiting iets veranderd, of het deel is onjuist.`);
      }
      geweest.set(houder, opties.map(o => punt(o.d)));
    }
    if (geweest.size < (i.k ?? i.sleutelhouders.length))
      throw new Fout(i.formaat ? `Er zijn ${geweest.size} delen; er zijn er ${i.k} nodig.` : "Het deel van een sleutelhouder ontbreekt.");
    for (const n of i.opties.keys()) {
      const delen = [...geweest].map(([l, d]) => [l, d[n]]);
      const genoeg = i.formaat ? delen.slice(0, i.k) : delen;
      if (i.formaat && !delen.slice(i.k).every(([l, d]) => opPlaats(genoeg, l).equals(d))) throw new Fout("De delen van de sleutelhouders spreken elkaar tegen.");
      resten[n] = resten[n].subtract(i.formaat ? opPlaats(genoeg) : genoeg.reduce((s, [, d]) => s.add(d), Niets));
    }
    for (const [n, rest] of resten.entries())
      if (!rest.equals(G.multiplyUnsafe(BigInt(stemmen[n])))) throw new Fout(`De uitslag klopt niet: voor '${i.opties[n]}' zijn geen ${stemmen[n]} stemmen uitgebracht.`);
  }
  goed.push(`De uitslag volgt uit de biljetten: ${i.opties.map((o, n) => `${o} ${stemmen[n]}`).join(", ")}.`);
  return stemmen;
}

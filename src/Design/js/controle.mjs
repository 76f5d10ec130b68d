// Checks the whole board of a secret vote, and nothing but what is on it: the chain, the keys, each ballot, and that the outcome follows from them. And makes the part of
// a holder, of a board that was checked.
import { Vormfout, geschreven, kort, kortsteCode, leesInstelling, leesRegel, ontleed, velden } from "./lezer.mjs";
import { Niets, G, bewijsGelijk, biljetfout, formaat, getal, hash, isGelijk, opent, punt, puntTekst, sleutelfout, volgcode } from "./stembord.mjs";

const volgorde = { instelling: 0, biljet: 1, geopend: 1, afsluiting: 2, deel: 3, uitslag: 4 };

class Fout extends Error {}

/** What was found: `goed` when all holds, and the sentences that say so, or say what does not. */
export function controleer(tekst, code) {
  const goed = [], fouten = [];
  try {
    alles(tekst, code, goed, fouten);
  } catch (e) {
    fouten.push(e instanceof Fout ? e.message : "Het bestand heeft niet de juiste vorm." + (e instanceof Vormfout ? " " + e.message : ""));
  }
  return fouten.length === 0 ? { goed: true, bevindingen: goed } : { goed: false, bevindingen: fouten };
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

function alles(tekst, code, goed, fouten) {
  const { regels, i, biljetten, geldig, hoofd } = totDeSluiting(tekst, goed, fouten);
  if (code) zoek(code, biljetten, geldig, goed, fouten);
  if (fouten.length === 0) uitslag(regels, i, geldig, hoofd, goed);
}

/** What a closed board comes to, when all up to its closing is checked; what is wrong with it goes to `fouten`, or is thrown when there is no going on. */
function totDeSluiting(tekst, goed, fouten) {
  const bestand = ontleed(tekst);
  if (bestand.formaat !== formaat) throw new Fout(`Dit is geen bestand van de vorm ${formaat}.`);
  velden(bestand, "formaat", "regels");
  const regels = keten(bestand.regels);
  goed.push(`De keten van ${regels.length} regels sluit; de laatste hash is ${regels.at(-1).hash}.`);
  const i = regels[0].json;
  const mis = sleutelfout(i);
  if (mis) throw new Fout(mis);
  goed.push(`${i.sleutelhouders.length} sleutelhouders hebben elk bewezen dat zij hun sleutel kennen: ${i.sleutelhouders.map(h => h.naam).join(", ")}.`);

  const kiezers = new Map(i.kiezers.map(k => [k.lid, k.naam]));
  const geldig = new Map();
  const biljetten = regels.filter(r => r.soort === "biljet");
  for (const r of biljetten) {
    const [naam, fout] = [kiezers.get(r.json.lid), biljetfout(i, r.json)];
    if (naam === undefined) fouten.push(`Regel ${r.nr}: een biljet van iemand die niet op de lijst staat.`);
    else if (fout) fouten.push(`Regel ${r.nr}, het biljet van ${naam}: ${fout}`);
    else geldig.set(r.json.lid, r);
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

  const afsluiting = regels.filter(r => r.soort === "afsluiting");
  if (afsluiting.length !== 1) throw new Fout("Het bord is niet (precies één keer) afgesloten: er is nog niets te tellen.");
  if (afsluiting[0].json.biljetten !== geldig.size) fouten.push("De afsluiting noemt een ander aantal biljetten dan er staan.");
  return { regels, i, biljetten, geldig, hoofd: afsluiting[0].hash };
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
  const { i, geldig } = bord;
  return {
    onderwerp: i.onderwerp, opties: i.opties, houders: i.sleutelhouders.map(h => h.naam), biljetten: geldig.size, leden: i.kiezers.length,
    stemden: i.kiezers.filter(k => geldig.has(k.lid)).map(k => k.naam), deel: (sleutel, hoofd) => deel(bord, sleutel, hoofd),
  };
}

function leesSleutel(tekst) {
  try {
    const s = ontleed(tekst);
    velden(s, "formaat", "naam", "geheim", ...("gebruikt" in s ? ["gebruikt"] : []));
    for (const g of s.gebruikt ?? []) velden(g, "stemming", "hoofd");
    if (s.formaat === formaat && getal(s.geheim) > 0n) return s;
  } catch { /* whatever it is, it is no key */ }
  throw new Error("Dit is geen sleutelbestand.");
}

function deel({ i, geldig, hoofd }, sleuteltekst, getypt) {
  const sleutel = leesSleutel(sleuteltekst);
  const x = getal(sleutel.geheim);
  const publiek = puntTekst(G.multiply(x));
  const houder = i.sleutelhouders.findIndex(h => h.publiek === publiek);
  if (houder < 0) throw new Error("Deze sleutel hoort niet bij deze stemming.");
  if (geldig.size < minsteBiljetten) throw new Error(`Er zijn maar ${geldig.size} biljetten. Bij minder dan ${minsteBiljetten} is te raden wie wat koos; geef dan geen deel.`);
  const begin = kort(getypt);
  if (begin === null) throw new Error(`Typ minstens ${kortsteCode} tekens van het hoofd dat in de vergadering is voorgelezen.`);
  if (!hoofd.startsWith(begin))
    throw new Error("Dit is niet het bord dat in de vergadering is afgesloten: het voorgelezen hoofd is een ander. Geef geen deel, en meld dit aan de voorzitter.");
  const gebruikt = sleutel.gebruikt ?? [];
  if (gebruikt.some(g => g.stemming === i.stemming && g.hoofd !== hoofd))
    throw new Error("Met deze sleutel is voor deze stemming al een ander bord geopend. Twee borden van één stemming verraden wie wat koos. "
      + "Geef geen deel, en meld dit aan de voorzitter.");
  const opties = i.opties.map((_, n) => {
    const som = [...geldig.values()].reduce((s, r) => s.add(punt(r.json.opties[n].a)), Niets);
    const d = puntTekst(som.multiply(x));
    return { d, bewijs: bewijsGelijk(x, som, "deel", i.stemming, hoofd, `${houder}`, publiek, `${n}`, puntTekst(som), d) };
  });
  const na = gebruikt.some(g => g.stemming === i.stemming) ? gebruikt : [...gebruikt, { stemming: i.stemming, hoofd }];
  return { naam: sleutel.naam, hoofd, deel: geschreven.deel({ houder, opties }), sleutel: JSON.stringify({ ...sleutel, gebruikt: na }) };
}

/** Where the ballot with a code stands, and whether it counts. */
function zoek(code, biljetten, geldig, goed, fouten) {
  const begin = kort(code);
  if (begin === null) { fouten.push(`Een volgcode heeft minstens ${kortsteCode} tekens. Neem haar over uit het bestand dat u bewaarde.`); return; }
  const gevonden = biljetten.findLast(r => volgcode(r.inhoud).startsWith(begin));
  if (!gevonden) fouten.push(`Er staat geen biljet met volgcode ${begin} op het bord.`);
  else if (![...geldig.values()].includes(gevonden)) fouten.push(`Het biljet met volgcode ${begin} is later door een ander biljet vervangen, of ongeldig.`);
  else goed.push(`Het biljet met volgcode ${begin} staat op regel ${gevonden.nr} en telt mee.`);
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
    const geweest = new Set();
    for (const r of regels.filter(r => r.soort === "deel")) {
      const { houder, opties } = r.json;
      const eigen = i.sleutelhouders[houder];
      if (!eigen || geweest.has(houder)) throw new Fout(`Regel ${r.nr}: een deel van een onbekende sleutelhouder, of een tweede.`);
      geweest.add(houder);
      if (opties.length !== i.opties.length) throw new Fout(`Regel ${r.nr}: het deel van ${eigen.naam} is niet volledig.`);
      for (const [n, deel] of opties.entries()) {
        const over = [i.stemming, hoofd, `${houder}`, eigen.publiek, `${n}`, puntTekst(sommen[n]), deel.d];
        if (!isGelijk(deel.bewijs, punt(eigen.publiek), sommen[n], punt(deel.d), "deel", ...over))
          throw new Fout(`Het deel van ${eigen.naam} hoort niet bij dit bord: er is na de sluiting iets veranderd, of het deel is onjuist.`);
        resten[n] = resten[n].subtract(punt(deel.d));
      }
    }
    if (geweest.size !== i.sleutelhouders.length) throw new Fout("Het deel van een sleutelhouder ontbreekt.");
    for (const [n, rest] of resten.entries())
      if (!rest.equals(G.multiplyUnsafe(BigInt(stemmen[n])))) throw new Fout(`De uitslag klopt niet: voor '${i.opties[n]}' zijn geen ${stemmen[n]} stemmen uitgebracht.`);
  }
  goed.push(`De uitslag volgt uit de biljetten: ${i.opties.map((o, n) => `${o} ${stemmen[n]}`).join(", ")}.`);
}

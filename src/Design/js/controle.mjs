// Checks the whole board of a secret vote, and nothing but what is on it: the chain, the keys, each ballot, and that the outcome follows from them.
import { Niets, G, biljetfout, formaat, hash, isGelijk, opent, punt, puntTekst, sleutelfout, volgcode } from "./stembord.mjs";

const volgorde = { instelling: 0, biljet: 1, geopend: 1, afsluiting: 2, deel: 3, uitslag: 4 };

class Fout extends Error {}

/** What was found: `goed` when all holds, and the sentences that say so, or say what does not. */
export function controleer(tekst, code) {
  const goed = [], fouten = [];
  try {
    alles(tekst, code, goed, fouten);
  } catch (e) {
    fouten.push(e instanceof Fout ? e.message : "Het bestand heeft niet de juiste vorm.");
  }
  return fouten.length === 0 ? { goed: true, bevindingen: goed } : { goed: false, bevindingen: fouten };
}

function keten(lijst) {
  let [vorige, plaats] = ["", 0];
  const regels = lijst.map((r, i) => {
    if (r.nr !== i) throw new Fout(`Regel ${i} ontbreekt: er is een regel weggehaald of verplaatst.`);
    if (r.vorige !== vorige) throw new Fout(`Regel ${i} sluit niet aan op de regel ervoor.`);
    if (hash(`${vorige}\n${r.nr}\n${r.soort}\n${r.inhoud}`) !== r.hash) throw new Fout(`Regel ${i} is veranderd: de hash is niet die van de inhoud.`);
    const hier = Object.hasOwn(volgorde, r.soort) ? volgorde[r.soort] : -1;
    if (hier < plaats || (hier === 0) !== (i === 0)) throw new Fout(`Regel ${i} is van een soort ('${r.soort}') die daar niet hoort.`);
    [vorige, plaats] = [r.hash, hier];
    return { ...r, json: JSON.parse(r.inhoud) };
  });
  if (regels.length === 0) throw new Fout("Het bord is leeg.");
  return regels;
}

function alles(tekst, code, goed, fouten) {
  const bestand = JSON.parse(tekst);
  if (bestand.formaat !== formaat) throw new Fout(`Dit is geen bestand van de vorm ${formaat}.`);
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
  const uitgebracht = new Set(biljetten.flatMap(r => r.json.opties.map(o => o.a)));
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
  if (code) zoek(code, biljetten, geldig, goed, fouten);
  if (fouten.length === 0) uitslag(regels, i, geldig, afsluiting[0].hash, goed);
}

/** Where the ballot with a code stands, and whether it counts. */
function zoek(code, biljetten, geldig, goed, fouten) {
  const kort = code.replaceAll("-", "").trim().toLowerCase();
  const gevonden = kort.length < 8 ? undefined : biljetten.find(r => volgcode(r.inhoud).startsWith(kort));
  if (!gevonden) fouten.push(`Er staat geen biljet met volgcode ${kort} op het bord.`);
  else if (![...geldig.values()].includes(gevonden)) fouten.push(`Het biljet met volgcode ${kort} is later door een ander biljet vervangen, of ongeldig.`);
  else goed.push(`Het biljet met volgcode ${kort} staat op regel ${gevonden.nr} en telt mee.`);
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

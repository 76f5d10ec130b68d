// Checks the whole board of a secret vote, and nothing but what is on it: the chain, the keys, each ballot, and that the outcome follows from them. And makes the part of
// a holder, of a board that was checked.
import { akkoord, ceremonieBij, eigenPlaats, ontcijferdeel, opPlaats, tekende } from "./ceremonie.mjs";
import { Vormfout, formaat, formaat2, geschreven, kort, kortsteCode, leesInstelling, leesRegel, ontleed, regelvelden, velden } from "./lezer.mjs";
import { Niets, G, biljetfout, hash, isGelijk, lijsthash, opent, oud, punt, puntTekst, sleutelfout, volgcode, vormVan } from "./stembord.mjs";

const volgorde = { instelling: 0, akkoord: 1, biljet: 2, geopend: 2, afsluiting: 3, deel: 4, uitslag: 5 };

const oudBord = "Dit bord is van de oude vorm";

/** What nobody compared, anyone can have made up. */
export const nietVergeleken = "U hebt niets vergeleken. Ook een bord dat iemand helemaal zelf verzon, ziet er zo uit. Vraag het begin en het hoofd aan de voorzitter of aan een "
  + "sleutelhouder, of lees ze in de notulen, en typ ze erbij. Vraag ze niet aan wie u het bestand gaf.";

/** What is wrong, and with which line; without one: with the line that is being read, or with the file. */
class Fout extends Error {
  constructor(zin, regel) { super(zin); this.regel = regel; }
}

/** Does something with a line; what goes wrong, is wrong with that line. */
function bij(regel, fouten, doe) {
  try {
    return doe();
  } catch (e) {
    const waar = e instanceof Fout ? e.regel ?? regel : regel;
    const zin = e instanceof Fout || e instanceof Vormfout ? e.message : "dit heeft niet de juiste vorm.";
    fouten.push({ regel: waar, zin: waar === undefined ? `Het bestand heeft niet de juiste vorm. ${zin}` : `Regel ${waar}: ${zin}` });
    return null;
  }
}

/**
 * What was found. `bord`: whether the board holds, and the sentences that say so, or say what does not (`oud`: what an old board does not prove). `regels`: the lines that do
 * not hold; the number that the next would have, when something is missing at the end. `vragen`: what was asked beside that, each with its own answer. `vergeleken`: whether
 * somebody typed what was read out. `feit`: what was voted on and by whom, when the board holds. `goed` and `bevindingen`: all of it together.
 *
 * `code` is that of a voter's ballot; `ontvangst` what the voter got when it was cast (line number, colon, hash); `eerder` the text of an older copy of the board; `begin` and
 * `hoofd` what was read out.
 */
export function controleer(tekst, code, { ontvangst, eerder, begin: eerste, hoofd } = {}) {
  const [zinnen, fouten, vragen] = [[], [], []];
  const feit = bij(undefined, fouten, () => alles(tekst, { code, ontvangst, eerder, eerste, hoofd }, zinnen, fouten, vragen));
  fouten.sort((a, b) => (a.regel ?? -1) - (b.regel ?? -1));
  const mis = fouten.map(f => f.zin);
  const bord = { goed: mis.length === 0, zinnen: mis.length === 0 ? zinnen : mis, oud: zinnen.find(z => z.startsWith(oudBord)) };
  const goed = bord.goed && vragen.every(v => v.goed);
  const vergeleken = Boolean(eerste || hoofd);
  return { goed, bevindingen: goed ? [...zinnen, ...vragen.map(v => v.zin), ...(vergeleken ? [] : [`LET OP: ${nietVergeleken}`])]
    : [...mis, ...vragen.filter(v => !v.goed).map(v => v.zin)],
    regels: [...new Set(fouten.map(f => f.regel).filter(r => r !== undefined))], bord, vragen, vergeleken, feit: bord.goed ? feit : null };
}

/** The line that follows those that were read. */
function schakel(r, regels, vorm) {
  regelvelden(r);
  const [i, ervoor] = [regels.length, regels.at(-1)];
  if (r.nr !== i) throw new Fout("er is een regel weggehaald of verplaatst.");
  if (r.vorige !== (ervoor?.hash ?? "")) throw new Fout("deze regel sluit niet aan op de regel ervoor.");
  if (hash(`${r.vorige}\n${r.nr}\n${r.soort}\n${r.inhoud}`) !== r.hash) throw new Fout("deze regel is veranderd: de hash is niet die van de inhoud.");
  const [hier, plaats] = [Object.hasOwn(volgorde, r.soort) ? volgorde[r.soort] : -1, ervoor ? volgorde[ervoor.soort] : 0];
  if (hier < 0 || (hier === 0) !== (i === 0) || r.soort === "akkoord" && vorm === formaat) throw new Fout(`een regel van de soort '${r.soort}' hoort hier niet.`);
  if (hier < plaats) throw new Fout(`'${r.soort}' staat te laat: het bord was al verder.`);
  if (hier === plaats && (hier === 3 || hier === 5)) throw new Fout(`'${r.soort}' staat er twee keer.`);
  if (hier > 3 && plaats < 3) throw new Fout(`'${r.soort}' staat te vroeg: het bord is nog niet afgesloten.`);
  return { ...r, json: gelezen(r) };
}

function gelezen({ nr, soort, inhoud }) {
  if (nr === 0) return leesInstelling(inhoud);
  try {
    return leesRegel(soort, inhoud);
  } catch {
    throw new Fout("deze regel is niet geschreven zoals het formaat het vraagt.");
  }
}

function alles(tekst, { code, ontvangst, eerder, eerste, hoofd: voorgelezen }, goed, fouten, vragen) {
  const { vorm, regels, i, geldig, hoofd } = totDeSluiting(tekst, goed, fouten);
  const stemmen = fouten.length === 0 ? uitslag(regels, i, geldig, hoofd, goed, fouten) : null;
  const antwoord = (wat, [klopt, zin, telt = true]) => vragen.push({ wat, goed: klopt, zin, telt });
  if (eerder) antwoord("eerder", vergelijk(eerder, vorm, regels));
  if (ontvangst) antwoord("ontvangst", vind(ontvangst, regels));
  if (code) antwoord("volgcode", zoek(code, regels, geldig));
  if (eerste) antwoord("begin", zelfde("begin", i.begin, eerste));
  if (voorgelezen) antwoord("hoofd", zelfde("hoofd", hoofd, voorgelezen));
  return stemmen && { onderwerp: i.onderwerp, besluit: i.besluit ?? "", uitslag: i.opties.map((optie, n) => [optie, stemmen[n]]), leden: i.kiezers.length,
    stemden: i.kiezers.filter(k => geldig.has(k.lid)).map(k => k.naam), begin: i.formaat ? i.begin : "", hoofd };
}

/** Whether a hash is the one that was read out. */
function zelfde(wat, echt, getypt) {
  const begin = kort(getypt);
  if (begin === null) return [false, `Typ minstens ${kortsteCode} tekens (0-9 en a-f) van het ${wat} dat is voorgelezen.`];
  return echt?.startsWith(begin) ? [true, `Het ${wat} is wat u typte.`] : [false, `Dit is niet het bord waarvan het ${wat} is voorgelezen. Vertrouw dit bestand niet.`];
}

/** To a board is only added: an older copy is its beginning. */
function vergelijk(eerder, vorm, regels) {
  let oud;
  try {
    const bestand = velden(ontleed(eerder), "formaat", "regels");
    if (bestand.formaat !== vorm) throw new Vormfout();
    oud = bestand.regels;
    oud.map(regelvelden);
  } catch { return [false, "Het bestand dat u eerder bewaarde, is geen bord van deze vorm."]; }
  const anders = oud.findIndex((r, n) => ["nr", "soort", "inhoud", "vorige", "hash"].some(veld => r[veld] !== regels[n]?.[veld]));
  if (oud.length === 0) return [false, "Het bord dat u eerder bewaarde, is leeg: daarmee is niets te vergelijken."];
  return anders >= 0 ? [false, `Dit bord is niet het vervolg van het bord dat u eerder bewaarde: regel ${anders} is veranderd of weg.`]
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
  const { vorm, regels, i } = begin(tekst);
  goed.push(`De keten van ${regels.length} regels sluit; de laatste hash is ${regels.at(-1).hash}.`);
  const ceremonie = sleutels(i, goed);
  if (ceremonie) akkoorden(regels, i, goed, fouten, ceremonie);
  const geldig = biljetten(regels, i, goed, fouten);
  const afsluiting = regels.find(r => r.soort === "afsluiting");
  if (!afsluiting) throw new Fout("het bord is niet afgesloten: er is nog niets te tellen.", regels.length);
  if (afsluiting.json.biljetten !== geldig.size)
    fouten.push({ regel: afsluiting.nr, zin: `Regel ${afsluiting.nr}: de afsluiting noemt een ander aantal biljetten dan er staan.` });
  return { vorm, regels, i, ceremonie, geldig, hoofd: afsluiting.hash };
}

/** The ballots, in the order of the lines. What counts for each member is the last, also when something is wrong with it: one wrong line is not told as many. */
function biljetten(regels, i, goed, fouten) {
  const kiezers = new Map(i.kiezers.map(k => [k.lid, k.naam]));
  const [geldig, laatste, gestemd, getoond] = [new Map(), new Map(), new Set(), new Set()];
  const telt = { biljet: 0, geopend: 0 };
  for (const { nr, soort, json, hash: dit } of regels) {
    if (!Object.hasOwn(telt, soort)) continue;
    telt[soort]++;
    const mis = (fout, zin) => { if (fout) fouten.push({ regel: nr, zin: `Regel ${nr}: ${zin}` }); };
    const biljet = soort === "biljet" ? json : json.biljet;
    const [fout, cijfers] = [biljetfout(i, biljet), biljet.opties.map(o => o.a)];
    const stond = cijfers.some(a => gestemd.has(a));
    if (soort === "geopend") {
      // Whose ballot it was, nothing proves: no name is told.
      mis(fout, `een geopend biljet: ${fout}`);
      mis(!fout && !geopend(i, json), "het geopende biljet bevat iets anders dan was gekozen. De software heeft gelogen.");
      mis(stond, "een geopend biljet is ook als stem geteld; die stem is niet meer geheim.");
      for (const a of cijfers) getoond.add(a);
      continue;
    }
    mis(!kiezers.has(biljet.lid), "een biljet van iemand die niet op de lijst staat.");
    mis(fout, `het biljet van ${kiezers.get(biljet.lid) ?? biljet.lid}: ${fout}`);
    // Each ballot names the one before it of that member: none can be put in its place, left out or repeated.
    mis(i.formaat && biljet.vorige !== (laatste.get(biljet.lid) ?? i.begin), "dit biljet volgt niet op het vorige van dit lid.");
    // A ballot that stands there again after another would count in its place.
    mis(stond, "dit biljet, of een deel ervan, stond al eerder op het bord.");
    mis(cijfers.some(a => getoond.has(a)), "dit biljet is eerder geopend; die stem is niet geheim.");
    for (const a of cijfers) gestemd.add(a);
    laatste.set(biljet.lid, dit);
    geldig.set(biljet.lid, regels[nr]);
  }
  goed.push(`${telt.biljet} biljetten zijn in orde; ${geldig.size} van ${kiezers.size} leden hebben gestemd (${telt.biljet - geldig.size} vervangen, `
    + `${telt.geopend} geopend ter controle).`);
  const stemden = i.kiezers.filter(k => geldig.has(k.lid));
  goed.push(`Wie stemde: ${stemden.map(k => k.naam).join(", ") || "niemand"}. De hash van die lijst is ${lijsthash(stemden)}. `
    + "Of een lid zelf stemde, bewijst het bord niet: vergelijk deze lijst met de presentielijst.");
  return geldig;
}

const geopend = (i, { biljet, opening }) => { try { return opent(i, biljet, opening); } catch { return false; } };

/** The lines of a file and the first of them. */
function begin(tekst) {
  const bestand = velden(ontleed(tekst), "formaat", "regels");
  const vorm = bestand.formaat;
  if (vorm !== formaat && vorm !== formaat2) throw new Fout(`Dit is geen bestand van de vorm ${formaat} of ${formaat2}.`);
  if (!Array.isArray(bestand.regels)) throw new Fout("Er zijn geen regels.");
  const regels = [];
  for (const r of bestand.regels) {
    const fouten = [];
    const regel = bij(regels.length, fouten, () => schakel(r, regels, vorm));
    if (!regel) throw new Fout(fouten[0].zin.replace(/^Regel \d+: /, ""), regels.length);
    regels.push(regel);
  }
  if (regels.length === 0) throw new Fout("het bord is leeg.", 0);
  const i = regels[0].json;
  if (vorm !== vormVan(i)) throw new Fout(`dit is geen bord van de vorm ${vorm}.`, 0);
  return { vorm, regels, i };
}

/** Checks the keys. The answer is the ceremony; null: the board is of the old format. */
function sleutels(i, goed) {
  try {
    if (!i.formaat) {
      const mis = sleutelfout(i);
      if (mis) throw new Fout(mis);
      goed.push(`${oudBord} ${formaat}: het is nagekeken met de regels van toen, die minder bewijzen (docs/stembord.md).`);
      goed.push(`${i.sleutelhouders.length} sleutelhouders hebben elk bewezen dat zij hun sleutel kennen: ${i.sleutelhouders.map(h => h.naam).join(", ")}.`);
      return null;
    }
    const c = ceremonieBij(i);
    goed.push(`De ceremonie klopt: van ${i.sleutelhouders.length} sleutelhouders openen er ${i.k} samen de uitslag (${i.sleutelhouders.map(h => h.naam).join(", ")}).`);
    goed.push(`Het begin (de hash van regel 0) is ${i.begin}; de hash van de lijst van ${i.kiezers.length} stemgerechtigden is ${i.kiezersHash}.`);
    return c;
  } catch (e) {
    throw new Fout(e.message, 0);
  }
}

/** Who signed line 0; there must be enough of them, before anyone votes. */
function akkoorden(regels, i, goed, fouten, ceremonie) {
  const [geweest, plaatsen] = [new Set(), new Set()];
  for (const { nr, soort, json, inhoud } of regels) {
    if (soort !== "akkoord") continue;
    if (json.houder >= 1 && json.houder <= i.sleutelhouders.length) plaatsen.add(json.houder);
    const houder = tekende(ceremonie, i.begin, inhoud);
    if (houder === 0 || geweest.has(houder)) fouten.push({ regel: nr, zin: `Regel ${nr}: dit akkoord is niet van een sleutelhouder, of van een die al tekende.` });
    geweest.add(houder);
  }
  if (plaatsen.size < i.k) {
    const waar = regels.find(r => !["instelling", "akkoord"].includes(r.soort))?.nr ?? regels.length;
    fouten.push({ regel: waar, zin: `Regel ${waar}: er tekenden ${plaatsen.size} sleutelhouders voor deze stemming; er zijn er ${i.k} nodig voordat iemand stemt.` });
  }
  goed.push(`Voor deze stemming tekenden: ${[...geweest].filter(l => l > 0).map(l => i.sleutelhouders[l - 1].naam).join(", ")}.`);
}

const zinVan = e => !(e instanceof Fout) ? "Het bord heeft niet de juiste vorm." : e.regel === undefined ? e.message : `Regel ${e.regel}: ${e.message}`;

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
    throw new Error(zinVan(e), { cause: e });
  }
  if (fouten.length > 0) throw new Error(fouten.sort((a, b) => a.regel - b.regel)[0].zin);
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
    throw new Error(zinVan(e), { cause: e });
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
function zoek(code, regels, geldig) {
  const begin = kort(code);
  if (begin === null) return [false, `Een volgcode heeft minstens ${kortsteCode} tekens (0-9 en a-f). Neem haar over uit het bestand dat u bewaarde.`];
  // An opened ballot has the code that it had when it was made.
  const open = regels.find(r => r.soort === "geopend" && volgcode(geschreven.biljet(r.json.biljet)).startsWith(begin));
  if (open) return [true, `Het biljet met volgcode ${begin} is geopend op regel ${open.nr}. Het was een proef en telt niet mee.`, false];
  const gevonden = regels.find(r => r.soort === "biljet" && volgcode(r.inhoud).startsWith(begin));
  if (!gevonden) return [false, `Er staat geen biljet met volgcode ${begin} op het bord.`];
  const nu = geldig.get(gevonden.json.lid);
  return nu === gevonden ? [true, `Het biljet met volgcode ${begin} staat op regel ${gevonden.nr} en telt mee.`]
    : [true, `Het biljet met volgcode ${begin} staat op regel ${gevonden.nr} en telt NIET mee: het is later door een ander biljet vervangen, op regel ${nu.nr}. `
      + "Deed u dat niet zelf, meld het dan bij het secretariaat.", false];
}

/** The votes, when the parts hold and the outcome follows from them; null: something is wrong. */
function uitslag(regels, i, geldig, hoofd, goed, fouten) {
  const som = veld => i.opties.map((_, n) => [...geldig.values()].reduce((s, r) => s.add(punt(r.json.opties[n][veld])), Niets));
  const [sommen, geweest, nodig] = [som("a"), new Map(), i.k ?? i.sleutelhouders.length];
  const per = n => [...geweest].map(([l, d]) => [l, d[n]]);
  for (const r of regels.filter(r => r.soort === "deel")) bij(r.nr, fouten, () => {
    if (geldig.size === 0) throw new Fout("er zijn geen biljetten, en dan is er niets te openen.");
    const d = deelpunten(r.json, i, hoofd, sommen);
    if (geweest.has(r.json.houder)) throw new Fout("een deel van een sleutelhouder die al een deel gaf.");
    if (i.formaat && geweest.size >= nodig && !d.every((p, n) => opPlaats(per(n).slice(0, nodig), r.json.houder).equals(p)))
      throw new Fout("de delen van de sleutelhouders spreken elkaar tegen.");
    geweest.set(r.json.houder, d);
  });
  if (fouten.length > 0) return null;
  const gezegd = regels.find(r => r.soort === "uitslag");
  if (!gezegd) throw new Fout("er staat geen uitslag op het bord: niet genoeg sleutelhouders hebben hun deel gegeven.", regels.length);
  return bij(gezegd.nr, fouten, () => {
    const { stemmen } = gezegd.json;
    if (stemmen.length !== i.opties.length || stemmen.reduce((a, b) => a + b, 0) !== geldig.size)
      throw new Fout(`de uitslag telt niet op tot de ${geldig.size} geldige biljetten.`);
    if (geldig.size > 0) {
      if (geweest.size < nodig) throw new Fout(i.formaat ? `er zijn ${geweest.size} delen; er zijn er ${i.k} nodig.` : "het deel van een sleutelhouder ontbreekt.");
      for (const [n, b] of som("b").entries()) {
        const masker = i.formaat ? opPlaats(per(n).slice(0, nodig)) : per(n).reduce((s, [, d]) => s.add(d), Niets);
        if (!b.subtract(masker).equals(G.multiplyUnsafe(BigInt(stemmen[n]))))
          throw new Fout(`de uitslag klopt niet: voor '${i.opties[n]}' zijn geen ${stemmen[n]} stemmen uitgebracht.`);
      }
    }
    goed.push(`De uitslag volgt uit de biljetten: ${i.opties.map((o, n) => `${o} ${stemmen[n]}`).join(", ")}.`);
    return stemmen;
  });
}

/** What one holder computed, when its proof holds that it used its own key. */
function deelpunten({ houder, opties }, i, hoofd, sommen) {
  const eigen = i.sleutelhouders[houder - (i.formaat ? 1 : 0)];
  if (!eigen) throw new Fout("een deel van een onbekende sleutelhouder.");
  if (opties.length !== i.opties.length) throw new Fout(`het deel van ${eigen.naam} is niet volledig.`);
  return opties.map(({ d, bewijs }, n) => {
    const over = [i.formaat ? i.begin : i.stemming, hoofd, `${houder}`, eigen.publiek, `${n}`, puntTekst(sommen[n]), d];
    if (!isGelijk(vormVan(i), bewijs, punt(eigen.publiek), sommen[n], punt(d), "deel", ...over))
      throw new Fout(`het deel van ${eigen.naam} hoort niet bij dit bord: er is na de sluiting iets veranderd, of het deel is onjuist.`);
    return punt(d);
  });
}

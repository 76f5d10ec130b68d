// Writes vectoren-bord.json anew: `node tests/Stembord/borden.mjs`. Boards of format 2, good and bad; those of format 1 stay as they are. A bad one is told as what was done to the
// good one, after which all hashes were made anew, as somebody with the server in hand would: ["weg", nr], ["in", nr, soort, inhoud] (before that line), ["is", nr, soort, inhoud].
import { readFileSync, writeFileSync } from "node:fs";
import * as C from "../../src/Design/js/ceremonie.mjs";
import { formaat2, geschreven, leesInstelling } from "../../src/Design/js/lezer.mjs";
import * as S from "../../src/Design/js/stembord.mjs";

const lees = naam => JSON.parse(readFileSync(new URL(naam, import.meta.url), "utf8"));
const v = lees("vectoren-ceremonie.json");
// Boards of the old format are made no more: those that there are, stay.
const { oud, oudFout } = lees("vectoren-bord.json");
const c = C.ceremonieVan(v.goed.regels);
const ander = zaden => {
  let nu = C.nieuweCeremonie(JSON.parse(v.goed.regels[0].inhoud));
  for (const [i, z] of zaden.entries()) nu = C.met(nu, "certificaat", geschreven.certificaat(C.certificaat(z, nu, i + 1)));
  for (const z of zaden) nu = C.met(nu, "veelterm", geschreven.veelterm(C.veelterm(z, nu)));
  for (const z of zaden) nu = C.met(nu, "aanvaarding", geschreven.aanvaarding(C.ronde3(z, nu).aanvaarding));
  return nu;
};

/** Lines [kind, content] as a chain. */
const keten = rij => rij.reduce((regels, [soort, inhoud], nr) => {
  const vorige = regels.at(-1)?.hash ?? "";
  return [...regels, { nr, soort, inhoud, vorige, hash: S.hash(`${vorige}\n${nr}\n${soort}\n${inhoud}`) }];
}, []);

const lid = n => `0000000${n}-0000-4000-8000-000000000000`;
const kiezers = Array.from({ length: 8 }, (_, n) => ({ lid: lid(n), naam: n === 0 ? "Gemeente Één" : `Gemeente ${n}` }));
const eersteVan = (ceremonie, meer = {}) => JSON.stringify({
  formaat: formaat2, stemming: "11111111-2222-4333-8444-555555555555", onderwerp: "Benoeming “secretaris”", besluit: "Te benoemen wie de meeste stemmen krijgt.",
  opties: ["Kandidaat A", "Kandidaat B", "Blanco"], kiezers, kiezersHash: S.lijsthash(kiezers), ceremonie: ceremonie.regels, k: ceremonie.begin.k,
  sleutelhouders: C.plaatsen(ceremonie).map(l => ({ naam: ceremonie.begin.houders[l - 1].naam, publiek: C.publiekVan(ceremonie, l) })), publiek: C.publiek(ceremonie), ...meer,
});

const eerste = eersteVan(c);
const i = leesInstelling(eerste);
const rij = [["instelling", eerste]];
for (const z of [0, 1, 3]) rij.push(["akkoord", geschreven.akkoord(C.akkoord(v.zaden[z], c, i.begin))]);
const biljet = (instelling, n, keuze, vorige) => S.maakBiljet(instelling, lid(n), keuze, vorige);
const eersteBiljet = biljet(i, 0, 2).biljet;
rij.push(["biljet", geschreven.biljet(eersteBiljet)]);
const keuzes = [0, 1, 1, 2, 0, 1];
for (const [n, keuze] of keuzes.entries())
  rij.push(["biljet", geschreven.biljet(biljet(i, n, keuze, n === 0 ? keten(rij)[4].hash : undefined).biljet)]);
const open = biljet(i, 7, 1);
rij.push(["geopend", geschreven.geopend(open)]);
rij.push(["afsluiting", geschreven.afsluiting({ geslotenOp: "2022-12-07T20:00:00Z", biljetten: 6 })]);
const dicht = keten(rij);
const hoofd = dicht.at(-1).hash;
const geldig = dicht.slice(5, 11).map(r => JSON.parse(r.inhoud));
const sommen = i.opties.map((_, n) => geldig.reduce((s, b) => s.add(S.punt(b.opties[n].a)), S.Niets));
const deel = z => C.ontcijferdeel(v.zaden[z], c, i.begin, hoofd, sommen);
const delen = [0, 1, 2, 3, 4].map(z => ["deel", geschreven.deel(deel(z))]);
const uitslag = ["uitslag", geschreven.uitslag({ stemmen: [2, 3, 1] })];
const goed = [...rij, delen[0], delen[2], delen[4], uitslag];
const [nrBiljet, nrGeopend, nrSluiting, nrDeel, nrUitslag] = [4, 11, 12, 13, 16];

const fout = [];
const slecht = (wat, ...doe) => fout.push({ wat, doe });
const is = (nr, soort, inhoud) => ["is", nr, soort, inhoud];
const inn = (nr, soort, inhoud) => ["in", nr, soort, inhoud];
const weg = nr => ["weg", nr];
const regel0 = meer => is(0, "instelling", JSON.stringify({ ...JSON.parse(eerste), ...meer }));

// C2: what line 0 says is changed after the closing, and all hashes made anew.
slecht("twee keuzes verwisseld na de sluiting", regel0({ opties: ["Kandidaat B", "Kandidaat A", "Blanco"] }));
slecht("een ander onderwerp na de sluiting", regel0({ onderwerp: "Iets anders" }));
slecht("een ander besluit na de sluiting", regel0({ besluit: "Niemand te benoemen." }));
slecht("een naam van een stemgerechtigde veranderd", regel0({ kiezers: [{ lid: lid(0), naam: "Gemeente X" }, ...kiezers.slice(1)],
  kiezersHash: S.lijsthash([{ lid: lid(0), naam: "Gemeente X" }, ...kiezers.slice(1)]) }));
slecht("een andere stemming", regel0({ stemming: "11111111-2222-4333-8444-555555555556" }));
// Line 0 itself.
slecht("de hash van een andere lijst van stemgerechtigden", regel0({ kiezersHash: S.lijsthash(kiezers.slice(1)) }));
slecht("een lid twee keer op de lijst", regel0({ kiezers: [...kiezers, kiezers[0]], kiezersHash: S.lijsthash([...kiezers, kiezers[0]]) }));
slecht("twee keuzes met een naam", regel0({ opties: ["Kandidaat A", "Kandidaat A", "Blanco"] }));
slecht("een andere k dan de ceremonie", regel0({ k: 4 }));
slecht("k als tekst", regel0({ k: "3" }));
slecht("een sleutel die niet uit de ceremonie volgt", regel0({ publiek: S.puntTekst(S.G) }));
slecht("een andere naam bij een sleutel", regel0({ sleutelhouders: i.sleutelhouders.map((h, n) => n === 0 ? { ...h, naam: "iemand anders" } : h) }));
slecht("een andere sleutel bij een naam", regel0({ sleutelhouders: i.sleutelhouders.map((h, n) => n === 0 ? { ...h, publiek: i.sleutelhouders[1].publiek } : h) }));
slecht("een ceremonie zonder de laatste aanvaarding", regel0({ ceremonie: c.regels.slice(0, -1) }));
slecht("een ceremonie met een klacht", regel0({ ceremonie: v.klacht.regels }));
slecht("een ceremonie waarvan een regel is veranderd", regel0({ ceremonie: c.regels.map((r, n) => n === 3 ? { ...r, inhoud: c.regels[2].inhoud } : r) }));
slecht("een veld te veel op regel 0", regel0({ extra: "x" }));
slecht("een ander formaat op regel 0", regel0({ formaat: "brink-stembord-3" }));
{ // H3: other keys under the true names. Whoever has the server makes the whole ceremony; only the signatures of the holders it does not have.
  const vals = ander(v.zaden.map(z => S.hash(z + "vals")));
  const begin = is(0, "instelling", eersteVan(vals));
  const stemmen = leesInstelling(begin[3]);
  // The ballots as voters made them who did not compare: only the signatures tell.
  const biljetten = keuzes.map((k, n) => is(5 + n, "biljet", geschreven.biljet(biljet(stemmen, n, k).biljet)));
  slecht("valse sleutels onder de namen van de houders, met hun akkoord van een ander bord", begin, ...biljetten, weg(nrGeopend), weg(nrBiljet));
  slecht("valse sleutels onder de namen van de houders, zonder akkoord", begin, ...biljetten, weg(nrGeopend), weg(nrBiljet), weg(1), weg(1), weg(1));
}
// H3: the signatures.
slecht("geen akkoord", weg(1), weg(1), weg(1));
slecht("k-1 akkoorden", weg(3));
slecht("een akkoord twee keer in plaats van een derde", is(3, ...rij[1]));
slecht("een akkoord onder een andere plaats", is(3, "akkoord", geschreven.akkoord({ ...JSON.parse(rij[3][1]), houder: 5 })));
slecht("een akkoord van plaats 0", is(3, "akkoord", geschreven.akkoord({ ...JSON.parse(rij[3][1]), houder: 0 })));
slecht("een akkoord van plaats n + 1", is(3, "akkoord", geschreven.akkoord({ ...JSON.parse(rij[3][1]), houder: 6 })));
slecht("een akkoord met iets anders", is(3, "akkoord", geschreven.akkoord(C.akkoord(v.zaden[3], c, S.hash("een ander begin")))));
slecht("een akkoord na het eerste biljet", weg(3), inn(4, ...rij[3]));
slecht("een akkoord te veel dat niet klopt", inn(4, "akkoord", geschreven.akkoord(C.akkoord(v.zaden[4], c, S.hash("een ander begin")))));
// H1: written otherwise.
slecht("een biljet met een veld te veel", is(5, "biljet", rij[5][1].replace('"opties"', '"opties":[],"Opties"')));
slecht("een biljet met witruimte", is(5, "biljet", rij[5][1] + " "));
slecht("een biljet zonder vorige", is(5, "biljet", geschreven.biljet((({ vorige: _, ...b }) => b)(JSON.parse(rij[5][1])))));
// M2: order, repetition and omission.
slecht("een oud biljet herhaald na zijn opvolger", inn(nrGeopend, ...rij[nrBiljet]));
slecht("het tweede biljet van een lid zonder het eerste", weg(nrBiljet));
slecht("de twee biljetten van een lid verwisseld", is(nrBiljet, ...rij[5]), is(5, ...rij[nrBiljet]));
slecht("een vervangen biljet dat zijn voorganger niet noemt", is(5, "biljet", geschreven.biljet(biljet(i, 0, 0).biljet)));
slecht("een biljet dat een ander biljet noemt", is(6, "biljet", geschreven.biljet(biljet(i, 1, 1, dicht[5].hash).biljet)));
slecht("een biljet weg, met een kloppende sluiting", weg(10), is(11, "afsluiting", geschreven.afsluiting({ geslotenOp: "2022-12-07T20:00:00Z", biljetten: 5 })));
// Ballots.
slecht("een biljet van iemand die niet op de lijst staat", inn(nrGeopend, "biljet", geschreven.biljet(S.maakBiljet(i, lid(9), 0).biljet)));
slecht("een biljet onder een andere naam", inn(nrGeopend, "biljet", geschreven.biljet({ ...JSON.parse(rij[6][1]), lid: lid(6) })));
slecht("een biljet voor een andere stemming", is(6, "biljet", geschreven.biljet(biljet(leesInstelling(JSON.stringify({ ...JSON.parse(eerste), onderwerp: "x" })), 1, 1).biljet)));
slecht("een biljet van de oude vorm", is(6, "biljet", oud[2][1]));
slecht("een biljet met twee keuzes", is(6, "biljet", geschreven.biljet({ ...JSON.parse(rij[6][1]),
  opties: [biljet(i, 1, 0).biljet.opties[0], ...JSON.parse(rij[6][1]).opties.slice(1)] })));
slecht("een biljet met een keuze te weinig", is(6, "biljet", geschreven.biljet({ ...JSON.parse(rij[6][1]), opties: JSON.parse(rij[6][1]).opties.slice(1) })));
slecht("een geopend biljet dat ook is uitgebracht", inn(nrGeopend, "biljet", geschreven.biljet(open.biljet)),
  is(nrSluiting + 1, "afsluiting", geschreven.afsluiting({ geslotenOp: "2022-12-07T20:00:00Z", biljetten: 7 })));
slecht("een geopend biljet dat een tweede keuze verraadt", is(nrGeopend, "geopend", geschreven.geopend({ ...open, biljet: { ...open.biljet,
  opties: [open.biljet.opties[0], geldig[1].opties[1], open.biljet.opties[2]] } })));
slecht("een opening die liegt", is(nrGeopend, "geopend", geschreven.geopend({ ...open, opening: { ...open.opening, keuze: 0 } })));
// The closing.
slecht("een sluiting die anders telt", is(nrSluiting, "afsluiting", geschreven.afsluiting({ geslotenOp: "2022-12-07T20:00:00Z", biljetten: 7 })));
slecht("twee sluitingen", inn(nrSluiting, ...rij[nrSluiting]));
slecht("geen sluiting", weg(nrSluiting));
slecht("een biljet na de sluiting", weg(10), inn(nrSluiting, ...rij[10]));
// The parts.
const metDeel = (n, regel) => is(nrDeel + n, "deel", typeof regel === "string" ? regel : geschreven.deel(regel));
slecht("k-1 delen", weg(nrDeel));
slecht("een deel twee keer", metDeel(1, delen[0][1]));
slecht("een deel onder een andere plaats", metDeel(1, { ...deel(2), houder: 4 }));
slecht("een deel van plaats 0", metDeel(1, { ...deel(2), houder: 0 }));
slecht("een deel van plaats n + 1", metDeel(1, { ...deel(2), houder: 6 }));
slecht("een plaats als tekst", metDeel(1, delen[2][1].replace('"houder":3', '"houder":"3"')));
slecht("een deel voor een ander hoofd", metDeel(1, C.ontcijferdeel(v.zaden[2], c, i.begin, S.hash("ander hoofd"), sommen)));
slecht("een deel voor een ander begin", metDeel(1, C.ontcijferdeel(v.zaden[2], c, S.hash("ander begin"), hoofd, sommen)));
slecht("een deel dat niet volledig is", metDeel(1, { ...deel(2), opties: deel(2).opties.slice(1) }));
slecht("een deel met D van een ander", metDeel(1, { ...deel(2), opties: deel(2).opties.map((o, n) => n === 0 ? { ...o, d: deel(1).opties[0].d } : o) }));
slecht("een deel te veel dat niet klopt", inn(nrUitslag, "deel", geschreven.deel({ ...deel(3), opties: deel(3).opties.toReversed() })));
// The outcome.
slecht("een andere uitslag", is(nrUitslag, "uitslag", geschreven.uitslag({ stemmen: [3, 2, 1] })));
slecht("een uitslag die niet optelt", is(nrUitslag, "uitslag", geschreven.uitslag({ stemmen: [2, 3, 2] })));
slecht("een uitslag met een keuze te weinig", is(nrUitslag, "uitslag", geschreven.uitslag({ stemmen: [3, 3] })));
slecht("geen uitslag", weg(nrUitslag));

// Good ones.
const ook = [
  { wat: "vijf delen", doe: [inn(nrUitslag, ...delen[3]), inn(nrUitslag, ...delen[1])] },
  { wat: "andere drie delen", doe: [metDeel(0, delen[4][1]), metDeel(2, delen[1][1])] },
];

writeFileSync(new URL("vectoren-bord.json", import.meta.url), JSON.stringify({
  begin: i.begin, hoofd, kiezersHash: i.kiezersHash, stemden: S.lijsthash(kiezers.slice(0, 6)), uitslag: [2, 3, 1],
  volgcode: S.hash(goed[6][1]), ontvangst: `6:${keten(goed)[6].hash}`, goed, ook, fout, oud, oudFout,
}, null, 1) + "\n");

// Writes vectoren-bord.json anew: `node tests/Stembord/borden.mjs`. Boards of both formats, good and bad. In a bad one one line is wrong, and all that follows is made as it
// then must be: a program that does not check that line, finds nothing. What somebody does who has the server and no keys, is among `aanval`: more lines are wrong there.
import { readFileSync, writeFileSync } from "node:fs";
import * as C from "../../src/Design/js/ceremonie.mjs";
import { formaat, formaat2, geschreven } from "../../src/Design/js/lezer.mjs";
import * as S from "../../src/Design/js/stembord.mjs";
import { akkoord, bouw, deel, eerste, geschrevenAls, open, oudeSleutel, sluit, stem, uitslag, vast, verschil } from "./maker.mjs";

const v = JSON.parse(readFileSync(new URL("vectoren-ceremonie.json", import.meta.url), "utf8"));
const c = C.ceremonieVan(v.goed.regels);
const lid = n => `0000000${n}-0000-4000-8000-000000000000`;
const kiezers = Array.from({ length: 8 }, (_, n) => ({ lid: lid(n), naam: n === 0 ? "Gemeente Één" : `Gemeente ${n}` }));
const stemming = "11111111-2222-4333-8444-555555555555";
const regel0 = (meer = {}, ceremonie = c) => ({
  formaat: formaat2, stemming, onderwerp: "Benoeming “secretaris”", besluit: "Te benoemen:\nwie de meeste \"stemmen\" krijgt.",
  opties: ["Kandidaat A", "Kandidaat B", "Blanco"], kiezers, kiezersHash: S.lijsthash(meer.kiezers ?? kiezers), ceremonie: ceremonie.regels, k: ceremonie.begin.k,
  sleutelhouders: C.plaatsen(ceremonie).map(l => ({ naam: ceremonie.begin.houders[l - 1].naam, publiek: C.publiekVan(ceremonie, l) })), publiek: C.publiek(ceremonie), ...meer,
});
const eersteTekst = (...argumenten) => JSON.stringify(regel0(...argumenten));
const basis = { vorm: formaat2, c, zaden: v.zaden, geheimen: v.x.map(S.getal), y: S.punt(C.publiek(c)), opties: 3 };
const [een, twee, drie] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

// --- format 2 ---

const stappen = {
  begin: eerste(eersteTekst()), a0: akkoord(0), a1: akkoord(1), a3: akkoord(3),
  vervangen: stem(lid(0), drie, "vervangen"), b0: stem(lid(0), een, "b0"), b1: stem(lid(1), twee, "b1"), b2: stem(lid(2), twee, "b2"), b3: stem(lid(3), drie, "b3"),
  b4: stem(lid(4), een, "b4"), b5: stem(lid(5), twee, "b5"), open: open(lid(7), twee, "open"),
  dicht: sluit(), d0: deel(0), d2: deel(2), d4: deel(4), uitslag: uitslag(),
};
const namen = Object.keys(stappen);
const nr = naam => namen.indexOf(naam);
const goed = bouw(basis, Object.values(stappen));

/** The board with other steps: `{ name: step }` in place of one, null: without it, a list: these in its place. */
const bord = anders => bouw(basis, namen.flatMap(n => n in anders ? anders[n] ?? [] : stappen[n]));
const [ook, fout, aanval] = [[], [], []];
const bij = (lijst, wat, van, rij, meer = {}) => lijst.push({ wat, van: van.naam, ...meer, rij: verschil(van.rij, rij) });
const gewoon = { naam: "goed", rij: goed.rij };
const goedIs = (wat, anders) => bij(ook, wat, gewoon, bord(anders).rij);
const slecht = (wat, regel, anders) => bij(fout, wat, gewoon, bord(anders).rij, { regel: typeof regel === "string" ? nr(regel) : regel });

// A board on which nobody voted: what is wrong with line 0 shows on it as well, and it is short.
const kaal = (meer, ceremonie) => typeof meer === "string" ? meer : eersteTekst(meer, ceremonie);
const leeg = (begin, anders = {}) => bouw({ ...basis, opties: anders.opties ?? 3 },
  [eerste(begin), stappen.a0, stappen.a1, stappen.a3, sluit(), ...(anders.delen ?? []), uitslag()]);
const leegBord = { naam: "leeg", rij: leeg(kaal({})).rij };
const slecht0 = (wat, meer, anders) => bij(fout, `regel 0: ${wat}`, leegBord, leeg(kaal(meer), anders).rij, { regel: 0 });
const goed0 = (wat, meer, anders) => bij(ook, `regel 0: ${wat}`, leegBord, leeg(kaal(meer), anders).rij);

// Line 0: how it is written.
const tekst0 = eersteTekst();
slecht0("witruimte", tekst0.replace(",", ", "));
slecht0("een regeleinde erachter", tekst0 + "\n");
slecht0("een andere volgorde", JSON.stringify({ stemming, ...regel0() }));
slecht0("een andere volgorde bij een kiezer", eersteTekst({ kiezers: kiezers.map(({ lid: l, naam }) => ({ naam, lid: l })) }));
slecht0("een letter als code", tekst0.replace("Benoeming", "\\u0042enoeming"));
slecht0("een naam van een veld met een code", tekst0.replace('"k":', '"\\u006b":'));
slecht0("een schuine streep met een streep ervoor", tekst0.replace("Benoeming", "Benoeming\\/"));
slecht0("een veld te veel", { extra: "x" });
slecht0("een veld weg", tekst0.replace(/"besluit":"(?:[^"\\]|\\.)*",/, ""));
slecht0("een veld twee keer", tekst0.replace('"k":3', '"k":3,"k":3'));
slecht0("een veld twee keer, één keer met een code", tekst0.replace('"k":3', '"k":3,"\\u006b":3'));
slecht0("een half teken", tekst0.replace("Benoeming", "Benoeming \\ud800"));
slecht0("null", { besluit: null });
slecht0("waar", { besluit: true });
slecht0("een lijst", "[]");
slecht0("geen JSON", tekst0 + "}");
slecht0("te diep", "[".repeat(5000) + "]".repeat(5000));
slecht0("opties die geen lijst zijn", { opties: "Kandidaat A" });
slecht0("een kiezer zonder velden", { kiezers: [], kiezersHash: S.lijsthash([]) , opties: ["A", ["B"]] });
goed0("elk teken, zoals het formaat het schrijft", { onderwerp: "\u0001\b\t\n\f\r\u001f\u007f\u0085\u2028 \"\\/<>&'+ 😀 é", besluit: "" });
// What is on it.
slecht0("een ander formaat", { formaat: "brink-stembord-3" });
slecht0("een stemming zonder uuid", { stemming: "2022-12" });
slecht0("een uuid met hoofdletters", { stemming: "AAAAAAAA-2222-4333-8444-555555555555" });
slecht0("een lid zonder uuid", { kiezers: [{ lid: "gemeente|a", naam: "A" }] });
slecht0("een lid met hoofdletters", { kiezers: [{ lid: "AAAAAAAA-0000-4000-8000-000000000000", naam: "A" }] });
slecht0("geen kiezers", { kiezers: [] });
slecht0("een kiezer zonder naam", { kiezers: [{ lid: lid(0), naam: "" }] });
slecht0("twee kiezers met een naam", { kiezers: [kiezers[1], { lid: lid(2), naam: kiezers[1].naam }] });
slecht0("een lid twee keer", { kiezers: [kiezers[1], { lid: lid(1), naam: "Gemeente 9" }] });
slecht0("de hash van een andere lijst van stemgerechtigden", { kiezersHash: S.lijsthash(kiezers.slice(1)) });
slecht0("een hash met hoofdletters", { kiezersHash: S.lijsthash(kiezers).toUpperCase() });
slecht0("een leeg onderwerp", { onderwerp: "" });
slecht0("een lege keuze", { opties: ["A", "B", ""] });
slecht0("twee keuzes met een naam", { opties: ["Kandidaat A", "Kandidaat A", "Blanco"] });
slecht0("één keuze", { opties: ["A"] }, { opties: 1 });
slecht0("een onderwerp dat geen tekst is", { onderwerp: 1 });
slecht0("een andere k dan de ceremonie", { k: 4 });
slecht0("k als tekst", { k: "3" });
slecht0("k met een breuk", tekst0.replace('"k":3', '"k":3.0'));
slecht0("k met een macht", tekst0.replace('"k":3', '"k":3e0'));
slecht0("k onder nul", { k: -3 });
slecht0("een sleutel die niet uit de ceremonie volgt", { publiek: S.puntTekst(S.G) });
slecht0("een sleutel met hoofdletters", { publiek: C.publiek(c).toUpperCase() });
slecht0("een sleutel met x groter dan p", { publiek: "03" + "f".repeat(64) });
slecht0("een andere naam bij een sleutel", { sleutelhouders: regel0().sleutelhouders.map((h, n) => n === 0 ? { ...h, naam: "iemand anders" } : h) });
slecht0("een andere sleutel bij een naam", { sleutelhouders: regel0().sleutelhouders.map((h, n, alle) => n === 0 ? { ...h, publiek: alle[1].publiek } : h) });
slecht0("een sleutelhouder te weinig", { sleutelhouders: regel0().sleutelhouders.slice(1) });
slecht0("geen ceremonie", { ceremonie: [] });
slecht0("een ceremonie zonder de laatste aanvaarding", { ceremonie: c.regels.slice(0, -1) });
slecht0("een ceremonie met een klacht", { ceremonie: v.klacht.regels });
slecht0("een ceremonie waarvan een regel is veranderd", { ceremonie: c.regels.map((r, n) => n === 15 ? { ...r, inhoud: c.regels[14].inhoud } : r) });
slecht0("een ceremonie met een ander nummer", { ceremonie: c.regels.map((r, n) => n === 15 ? { ...r, nr: 16, hash: S.hash(`${r.vorige}\n16\n${r.soort}\n${r.inhoud}`) } : r) });
slecht0("een ceremonie met een andere hash aan het einde", { ceremonie: c.regels.map((r, n) => n === 15 ? { ...r, hash: S.hash("x") } : r) });
slecht0("een ceremonie waarvan `vorige` is veranderd", { ceremonie: c.regels.map((r, n) => n === 15 ? { ...r, vorige: c.regels[3].hash, hash:
  S.hash(`${c.regels[3].hash}\n15\n${r.soort}\n${r.inhoud}`) } : r) });
slecht0("een regel van de ceremonie met een veld te veel", { ceremonie: c.regels.map((r, n) => n === 15 ? { ...r, extra: 1 } : r) });
slecht0("een regel van de ceremonie in een andere volgorde", { ceremonie: c.regels.map(({ nr: r, ...rest }) => ({ ...rest, nr: r })) });
goed0("namen die alleen in hoofdletters of spaties verschillen", { opties: ["A", "a", " A"], kiezers: [{ lid: lid(0), naam: " " }, { lid: lid(1), naam: "  " }], onderwerp: " " });

// No ballots: no parts.
{
  const een9 = { na: d => ({ ...d, opties: d.opties.map((o, n) => ({ ...o, d: S.puntTekst(S.G.multiply(vast("d", n))) })) }) };
  bij(fout, "een deel zonder biljetten", leegBord, leeg(kaal({}), { delen: [deel(0, een9)] }).rij, { regel: 5 });
}

// The signatures of the holders.
const tekende = stappen.a3;
const ondertekend = anders => s => { const [soort, inhoud] = tekende(s); return [soort, geschreven.akkoord({ ...JSON.parse(inhoud), ...anders })]; };
slecht("geen akkoord", 1, { a0: null, a1: null, a3: null });
slecht("k-1 akkoorden", 3, { a3: null });
slecht("een akkoord twee keer", 4, { a3: [tekende, tekende] });
slecht("een akkoord onder een andere plaats", 4, { a3: [tekende, ondertekend({ houder: 5 })] });
slecht("een akkoord van plaats 0", 4, { a3: [tekende, ondertekend({ houder: 0 })] });
slecht("een akkoord van plaats n + 1", 4, { a3: [tekende, ondertekend({ houder: 6 })] });
slecht("een akkoord met iets anders", "a3", { a3: akkoord(3, S.hash("een ander begin")) });
slecht("een akkoord na het eerste biljet", 5, { vervangen: [stappen.vervangen, akkoord(4)] });
goedIs("een vierde akkoord", { a3: [tekende, akkoord(4)] });

// How a line is written, and what its fields are.
const alsTekst = (naam, anders) => ({ [naam]: geschrevenAls(stappen[naam], anders) });
slecht("een biljet met een veld te veel", "vervangen", alsTekst("vervangen", t => t.replace('"opties"', '"extra":[],"opties"')));
slecht("een biljet met een veld ook met een hoofdletter", "vervangen", alsTekst("vervangen", t => t.replace('"opties"', '"opties":[],"Opties"')));
slecht("een biljet met witruimte", "vervangen", alsTekst("vervangen", t => t + " "));
slecht("een biljet met een teken als code", "vervangen", alsTekst("vervangen", t => t.replace("00000000-", "\\u0030000000-")));
slecht("een biljet in een andere volgorde", "vervangen", alsTekst("vervangen", t => JSON.stringify((({ lid: l, ...b }) => ({ ...b, lid: l }))(JSON.parse(t)))));
slecht("een sluiting met een letter met een accent", "dicht", alsTekst("dicht", t => t.replace("2022-", "één-")));
goedIs("een sluiting met een andere tekst als tijd", alsTekst("dicht", t => t.replace("2022-12-07T20:00:00Z", "woensdag, na de pauze | ~")));
slecht("een sluiting met een getal als tekst", "dicht", alsTekst("dicht", t => t.replace(":6}", ':"6"}')));
slecht("een sluiting zonder getal", "dicht", alsTekst("dicht", t => t.replace(',"biljetten":6', "")));
slecht("een regel van een onbekende soort", "open", { open: () => ["briefje", "{}"] });
slecht("een tweede regel 0", 1, { begin: [stappen.begin, stappen.begin] });
bij(fout, "een bord dat met een akkoord begint", gewoon, [goed.rij[1], goed.rij[0], ...goed.rij.slice(2)], { regel: 0 });
slecht("een regel van de ceremonie op het bord", 1, { begin: [stappen.begin, () => ["certificaat", c.regels[1].inhoud]] });

// Ballots. That of the first member is replaced by its second: what is wrong with it, changes no sum.
const eersteBiljet = (anders, m = drie, naam = "vervangen") => ({ vervangen: stem(lid(0), m, naam, anders) });
const na = doe => eersteBiljet({ na: doe });
const optie = (b, n, anders) => ({ ...b, opties: b.opties.map((o, i) => i === n ? { ...o, ...anders(o) } : o) });
slecht("een biljet van iemand die niet op de lijst staat", "open", { open: [stem(lid(9), een, "vreemd"), stappen.open] });
slecht("een biljet van wie geen uuid is", "open", { open: [stem("gemeente 1", een, "vreemd"), stappen.open] });
slecht("een biljet onder een andere naam", "open", { open: [stem(lid(8), een, "ander", { na: b => ({ ...b, lid: lid(6) }) }), stappen.open] });
slecht("een biljet voor een ander begin", "vervangen", eersteBiljet({ begin: S.hash("x"), vorige: goed.begin }));
slecht("een biljet met een andere sleutel", "vervangen", eersteBiljet({ y: S.punt(C.publiekVan(c, 1)) }));
slecht("een biljet van de oude vorm", "vervangen", eersteBiljet({ vorm: formaat }));
slecht("een biljet zonder vorige", "vervangen", na(({ vorige: _, ...b }) => b));
slecht("een biljet dat geen hash noemt", "vervangen", eersteBiljet({ vorige: goed.begin.toUpperCase() }));
slecht("een biljet dat een ander biljet noemt", "b5", { b5: Object.assign(s => stem(lid(5), twee, "b5", { vorige: s.laatste.get(lid(1)).hash })(s), { m: twee }) });
slecht("een tweede biljet dat het begin noemt", "b0", { b0: Object.assign(s => stem(lid(0), een, "b0", { vorige: s.begin })(s), { m: een }) });
slecht("een eerste biljet dat een verzonnen regel noemt", "b5", { b5: stem(lid(5), twee, "b5", { vorige: S.hash("x") }) });
slecht("een biljet met twee keuzes", "vervangen", eersteBiljet({}, [1, 1, 0]));
slecht("een biljet zonder keuze", "vervangen", eersteBiljet({}, [0, 0, 0]));
slecht("een biljet met twee stemmen voor een keuze en een tegen een andere", "vervangen", eersteBiljet({}, [2, -1, 0]));
slecht("een biljet met een bewijs voor een andere keuze", "vervangen", na(b => optie(b, 0, () => ({ bewijs: b.opties[1].bewijs }))));
slecht("een biljet met de bewijzen van een keuze verwisseld", "vervangen", na(b => optie(b, 0, o => ({ bewijs: o.bewijs.toReversed() }))));
slecht("een biljet met een bewijs te veel", "vervangen", na(b => optie(b, 0, o => ({ bewijs: [...o.bewijs, o.bewijs[0]] }))));
slecht("een biljet met een bewijs te weinig", "vervangen", na(b => optie(b, 0, o => ({ bewijs: o.bewijs.slice(1) }))));
slecht("een biljet met een ander bewijs van de som", "vervangen", na(b => ({ ...b, som: b.opties[0].bewijs[0] })));
slecht("een biljet met een keuze te weinig", "vervangen", eersteBiljet({}, [1, 0]));
slecht("een biljet met een keuze te veel", "vervangen", eersteBiljet({}, [1, 0, 0, 0]));
slecht("een biljet met een punt dat niet op de kromme ligt", "vervangen", na(b => optie(b, 0, () => ({ a: "02" + "0".repeat(63) + "1" }))));
slecht("een biljet met een punt met x groter dan p", "vervangen", na(b => optie(b, 0, () => ({ a: "03" + "f".repeat(64) }))));
slecht("een biljet met een punt op oneindig", "vervangen", na(b => optie(b, 0, () => ({ a: "00" }))));
slecht("een biljet met een punt in hoofdletters", "vervangen", na(b => optie(b, 0, o => ({ a: o.a.toUpperCase() }))));
slecht("een biljet met een heel punt", "vervangen", na(b => optie(b, 0, o => ({ a: "04" + o.a.slice(2) }))));
slecht("een biljet met een `a` die al in een ander biljet staat", "b5", { b5: stem(lid(5), twee, "b5", { rs: [0, 1, 2].map(n => vast("r", n === 0 ? "b4" : "b5", n)) }) });
slecht("een biljet met twee keer dezelfde `a`", "vervangen", eersteBiljet({ rs: [0, 0, 1].map(n => vast("r", "vervangen", n)) }));
slecht("een biljet na de sluiting", nr("dicht") + 1, { dicht: [stappen.dicht, stem(lid(5), twee, "laat")] });
{ // r of the three options together is 0: A is the point at infinity.
  const [r0, r1] = [vast("r", "nul", 0), vast("r", "nul", 1)];
  goedIs("een biljet waarvan A oneindig is", { b0: stem(lid(0), een, "nul", { rs: [r0, r1, S.Fn.neg(S.Fn.add(r0, r1))] }) });
}

// Opened ballots.
const proef = (anders, m = twee) => ({ open: open(lid(7), m, "open", anders) });
slecht("een opening die liegt", "open", proef({ na: g => ({ ...g, opening: { ...g.opening, keuze: 0 } }) }));
slecht("een opening van een keuze die er niet is", "open", proef({ na: g => ({ ...g, opening: { ...g.opening, keuze: 3 } }) }, [0, 0, 0]));
slecht("een opening met een geheim te weinig", "open", proef({ na: g => ({ ...g, opening: { ...g.opening, geheimen: g.opening.geheimen.slice(0, 2) } }) }));
slecht("een opening met een ander geheim", "open", proef({ na: g => ({ ...g, opening: { ...g.opening, geheimen: g.opening.geheimen.toReversed() } }) }));
slecht("een opening met een geheim dat te groot is", "open", proef({ rs: [5n, 6n, 7n], na: g => ({ ...g, opening: { ...g.opening,
  geheimen: [S.getalTekst(S.Fn.ORDER + 5n), ...g.opening.geheimen.slice(1)] } }) }));
slecht("een geopend biljet met een bewijs dat niet klopt", "open", proef({ na: g => ({ ...g, biljet: { ...g.biljet, som: g.biljet.opties[0].bewijs[0] } }) }));
slecht("een geopend biljet van wie geen uuid is", "open", { open: open("Gemeente 7", twee, "open") });
slecht("een geopend biljet dat geen hash noemt", "open", proef({ vorige: "x" }));
slecht("een geopend biljet met twee keer dezelfde `a`", "open", proef({ rs: [0, 0, 1].map(n => vast("r", "open", n)) }));
slecht("een geopend biljet dat is uitgebracht", nr("open"), { open: open(lid(5), twee, "b5") });
slecht("een biljet dat eerder is geopend", nr("open") + 1, { open: [stappen.open, stem(lid(7), twee, "open")] });
slecht("een geopend biljet met een `a` van een ander biljet", "open", proef({ rs: [0, 1, 2].map(n => vast("r", n === 0 ? "b4" : "open", n)) }));
goedIs("hetzelfde biljet twee keer geopend", { open: [stappen.open, stappen.open] });
goedIs("een geopend biljet van een lid dat er niet is, na een verzonnen regel", { open: open(lid(9), twee, "open", { vorige: S.hash("x") }) });
goedIs("geopend vóór de biljetten", { vervangen: [stappen.open, stappen.vervangen], open: null });

// The closing.
slecht("een sluiting die anders telt", "dicht", { dicht: sluit(1) });
slecht("twee sluitingen", nr("dicht") + 1, { dicht: [stappen.dicht, sluit()] });
slecht("geen sluiting", "dicht", { dicht: null });
slecht("geen sluiting en niets erna", "dicht", { dicht: null, d0: null, d2: null, d4: null, uitslag: null });

// The parts. What is wrong with the first three, changes the outcome; so what is wrong stands after them, or is a proof.
const vierde = (stap, wat) => slecht(wat, "uitslag", { uitslag: [stap, stappen.uitslag] });
const metAnders = (z, anders) => deel(z, { na: anders });
slecht("k-1 delen", nr("uitslag") - 1, { d0: null });
slecht("geen delen", "d0", { d0: null, d2: null, d4: null });
vierde(deel(2), "een deel twee keer");
vierde(metAnders(1, d => ({ ...d, houder: 4 })), "een deel onder een andere plaats");
vierde(metAnders(1, d => ({ ...d, houder: 0 })), "een deel van plaats 0");
vierde(metAnders(1, d => ({ ...d, houder: 6 })), "een deel van plaats n + 1");
vierde(geschrevenAls(deel(1), t => t.replace('"houder":2', '"houder":"2"')), "een plaats als tekst");
vierde(metAnders(1, d => ({ ...d, opties: d.opties.slice(1) })), "een deel dat niet volledig is");
vierde(metAnders(1, d => ({ ...d, opties: [...d.opties, d.opties[0]] })), "een deel met een keuze te veel");
vierde(metAnders(1, d => ({ ...d, opties: d.opties.toReversed() })), "een deel met de keuzes omgekeerd");
vierde(deel(1, { x: vast("een ander geheim") }), "een deel met een ander geheim");
slecht("een deel van de eerste drie met een keuze te veel", "d0", { d0: metAnders(0, d => ({ ...d, opties: [...d.opties, d.opties[0]] })), uitslag: [deel(1), stappen.uitslag] });
slecht("een deel voor een ander hoofd", "d2", { d2: deel(2, { hoofd: S.hash("ander hoofd") }) });
slecht("een deel voor een ander begin", "d2", { d2: deel(2, { begin: S.hash("ander begin") }) });
slecht("een deel na de uitslag", nr("uitslag") + 1, { uitslag: [stappen.uitslag, deel(1)] });
slecht("een deel vóór de sluiting", "dicht", { dicht: [s => ["deel", goed.rij[nr("d0")][1]], stappen.dicht], d0: null });
goedIs("vijf delen", { uitslag: [deel(3), deel(1), stappen.uitslag] });
goedIs("andere drie delen", { d0: deel(4), d2: deel(1), d4: deel(2) });

// The outcome.
slecht("een andere uitslag", "uitslag", { uitslag: uitslag(([a, b, d]) => [a + 1, b - 1, d]) });
slecht("een uitslag die niet optelt", "uitslag", { uitslag: uitslag(([a, b, d]) => [a, b, d + 1]) });
slecht("een uitslag met een keuze te weinig", "uitslag", { uitslag: uitslag(([a, b, d]) => [a, b + d]) });
slecht("een uitslag met een keuze te veel", "uitslag", { uitslag: uitslag(u => [...u, 0]) });
slecht("twee uitslagen", nr("uitslag") + 1, { uitslag: [stappen.uitslag, stappen.uitslag] });
slecht("geen uitslag", "uitslag", { uitslag: null });
slecht("geen delen en geen uitslag", "d0", { d0: null, d2: null, d4: null, uitslag: null });

// The findings of the cryptographer, as they would be done: by who has the server, and none of the keys.
{
  const later = (wat, regel, meer) => bij(aanval, wat, gewoon, goed.rij.map((r, n) => n === 0 ? ["instelling", eersteTekst(meer)] : r), { regel });
  later("twee keuzes verwisseld na de sluiting", 1, { opties: ["Kandidaat B", "Kandidaat A", "Blanco"] });
  later("een ander onderwerp na de sluiting", 1, { onderwerp: "Iets anders" });
  later("een ander besluit na de sluiting", 1, { besluit: "Niemand te benoemen." });
  later("een naam van een stemgerechtigde veranderd", 1, { kiezers: [{ lid: lid(0), naam: "Gemeente X" }, ...kiezers.slice(1)] });
  later("een andere stemming", 1, { stemming: stemming.replace(/5$/, "6") });
  const zonder = (wat, regel, rij) => bij(aanval, wat, gewoon, rij, { regel });
  const rij = goed.rij;
  zonder("een oud biljet herhaald na zijn opvolger", nr("open"), rij.toSpliced(nr("open"), 0, rij[nr("vervangen")]));
  zonder("het tweede biljet van een lid zonder het eerste", nr("vervangen"), rij.toSpliced(nr("vervangen"), 1));
  zonder("de twee biljetten van een lid verwisseld", nr("vervangen"), rij.toSpliced(nr("vervangen"), 2, rij[nr("b0")], rij[nr("vervangen")]));
  const dicht = geschreven.afsluiting({ geslotenOp: "2022-12-07T20:00:00Z", biljetten: 5 });
  zonder("een biljet weg, met een kloppende sluiting", nr("dicht"), rij.toSpliced(nr("b5"), 1).map(r => r[0] === "afsluiting" ? ["afsluiting", dicht] : r));
  // Other keys under the true names. Voters made their ballots who did not compare: only the signatures tell.
  const zaden = v.zaden.map(z => S.hash(z + "vals"));
  let vals = C.nieuweCeremonie(JSON.parse(v.goed.regels[0].inhoud));
  for (const [i, z] of zaden.entries()) vals = C.met(vals, "certificaat", geschreven.certificaat(C.certificaat(z, vals, i + 1)));
  for (const z of zaden) vals = C.met(vals, "veelterm", geschreven.veelterm(C.veelterm(z, vals)));
  for (const z of zaden) vals = C.met(vals, "aanvaarding", geschreven.aanvaarding(C.ronde3(z, vals).aanvaarding));
  const nu = { ...basis, c: vals, zaden, geheimen: zaden.map(z => C.deelgeheim(z, vals)), y: S.punt(C.publiek(vals)) };
  const kort = { ...stappen, begin: eerste(eersteTekst({}, vals)), vervangen: null, b3: null, b4: null, b5: null, open: null };
  const doe = anders => bouw(nu, Object.entries({ ...kort, ...anders }).flatMap(([, s]) => s ?? [])).rij;
  const waar = n => () => goed.rij[nr(n)];
  zonder("valse sleutels onder de namen van de houders, met hun akkoord van een ander bord", 1, doe({ a0: waar("a0"), a1: waar("a1"), a3: waar("a3") }));
  zonder("valse sleutels onder de namen van de houders, zonder akkoord", 1, doe({ a0: null, a1: null, a3: null }));
}

// --- the old format: three keys, all of them needed ---

const houders = ["secretariaat", "RvC", "notaris"].map((naam, n) => oudeSleutel(naam, S.getal(v.x[n])));
const samen = h => S.puntTekst(h.reduce((s, x) => s.add(S.punt(x.publiek)), S.Niets));
const oud0 = (meer = {}) => JSON.stringify({ stemming, onderwerp: "Benoeming “secretaris”", opties: ["Kandidaat A", "Kandidaat B", "Blanco"], kiezers,
  sleutelhouders: meer.sleutelhouders ?? houders, publiek: samen(meer.sleutelhouders ?? houders), ...meer });
const oudBasis = { vorm: formaat, stemming, geheimen: v.x.slice(0, 3).map(S.getal), y: S.punt(samen(houders)), opties: 3 };
const oudeStappen = {
  begin: eerste(oud0()), b0: stappen.b0, b1: stappen.b1, b2: stappen.b2, b3: stappen.b3, b4: stappen.b4, b5: stappen.b5, open: stappen.open,
  dicht: sluit(), d0: deel(0), d1: deel(1), d2: deel(2), uitslag: uitslag(),
};
const oudeNamen = Object.keys(oudeStappen);
const oudBord = (anders = {}, meer = {}) => bouw({ ...oudBasis, ...meer }, oudeNamen.flatMap(n => n in anders ? anders[n] ?? [] : oudeStappen[n])).rij;
const oud = { naam: "oud", rij: oudBord() };
const oudSlecht = (wat, regel, anders, meer) => bij(fout, `oud: ${wat}`, oud, oudBord(anders, meer), { regel: typeof regel === "string" ? oudeNamen.indexOf(regel) : regel });
const oudGoed = (wat, anders, meer) => bij(ook, `oud: ${wat}`, oud, oudBord(anders, meer));
const leegOud = begin => ({ begin: eerste(begin), b0: null, b1: null, b2: null, b3: null, b4: null, b5: null, open: null, d0: null, d1: null, d2: null });
oudGoed("zonder biljetten, met een vrije schrijfwijze van regel 0", leegOud(JSON.stringify(JSON.parse(oud0()), null, 1).replace("Benoeming", "\\u0042enoeming")));
oudGoed("hetzelfde lid twee keer gestemd", { b1: [stem(lid(1), een, "eerder"), oudeStappen.b1] });
oudSlecht("een deel weg", "d2", { d2: null });
oudSlecht("een deel zonder biljetten", 2, { ...leegOud(oud0()),
  d0: deel(0, { na: d => ({ ...d, opties: d.opties.map((o, n) => ({ ...o, d: S.puntTekst(S.G.multiply(vast("d", n))) })) }) }) });
oudSlecht("een deel voor een ander hoofd", "d1", { d1: deel(1, { hoofd: S.hash("x") }) });
oudSlecht("een deel van plaats n", 12, { d2: [oudeStappen.d2, deel(2, { na: d => ({ ...d, houder: 3 }) })] });
oudSlecht("een andere uitslag", "uitslag", { uitslag: uitslag(([a, b, d]) => [a + 1, b - 1, d]) });
oudSlecht("een akkoord", 1, { begin: [oudeStappen.begin, () => goed.rij[1]] });
oudSlecht("een biljet van de nieuwe vorm", "b5", { b5: Object.assign(s => stem(lid(5), twee, "b5", { vorm: formaat2, vorige: s.begin })(s), { m: twee }) });
oudSlecht("een biljet voor een andere sleutel", "b1", { b1: [stem(lid(1), een, "eerder", { y: S.punt(houders[0].publiek) }), oudeStappen.b1] });
oudSlecht("een biljet dat er al stond", 3, { b1: [oudeStappen.b1, oudeStappen.b1] });
oudSlecht("een sleutel die niet de som is", 0, leegOud(oud0({ publiek: houders[0].publiek })));
oudSlecht("een sleutel zonder goed bewijs", 0, leegOud(oud0({ sleutelhouders: [{ ...houders[0], naam: "x" }, ...houders.slice(1)] })));
oudSlecht("een sleutelhouder", 0, leegOud(oud0({ sleutelhouders: houders.slice(0, 1) })));
oudSlecht("een sleutel twee keer", 0, leegOud(oud0({ sleutelhouders: [houders[0], oudeSleutel("x", S.getal(v.x[0]))] })));
oudSlecht("een stemming zonder uuid", 0, leegOud(oud0({ stemming: "2022-12" })), { stemming: "2022-12" });
oudSlecht("een lid zonder uuid", 0, leegOud(oud0({ kiezers: [{ lid: "a", naam: "b" }] })));
oudSlecht("een lid twee keer", 0, leegOud(oud0({ kiezers: [kiezers[0], kiezers[0]] })));
oudSlecht("een formaat op regel 0", 0, leegOud(oud0({ formaat })));
oudSlecht("een half teken op regel 0", 0, leegOud(oud0().replace("Benoeming", "\\udc00")));
oudGoed("lege teksten, en twee met een naam", leegOud(oud0({ onderwerp: "", kiezers: [{ lid: lid(0), naam: "" }, { lid: lid(1), naam: "" }] })));

// --- the file ---

const bestanden = [];
const bestand = (wat, isGoed, vervang, meer = {}) => bestanden.push({ wat, goed: isGoed, van: "leeg", vervang, ...meer });
bestand("zoals het is", true, []);
bestand("met witruimte en een regeleinde", true, [['{"formaat":', ' {\n\t"formaat" : '], ['"regels":[', '"regels":\r\n[ ']], { erna: "0a" });
bestand("de velden van een regel in een andere volgorde", true, [['"nr":1,"soort":"akkoord",', '"soort":"akkoord","nr":1,']]);
bestand("een naam van een veld met een code", true, [['"nr":1', '"\\u006er":1']]);
bestand("een letter als code", true, [['"soort":"akkoord"', '"soort":"\\u0061kkoord"']]);
bestand("een BOM", false, [], { ervoor: "efbbbf" });
bestand("geen UTF-8", false, [], { erna: "ff" });
bestand("UTF-16", false, [], { ervoor: "feff" });
bestand("een veld te veel", false, [['"formaat":', '"extra":1,"formaat":']]);
bestand("een veld te veel op een regel", false, [['"nr":1', '"extra":1,"nr":1']]);
bestand("een veld weg op een regel", false, [['"nr":1,', ""]]);
bestand("een veld twee keer", false, [['"formaat":', '"formaat":"brink-stembord-2","formaat":']]);
bestand("een veld twee keer op een regel", false, [['"nr":1', '"nr":1,"nr":1']]);
bestand("een veld twee keer op een regel, één keer met een code", false, [['"nr":1', '"nr":1,"\\u006er":1']]);
bestand("een nummer als tekst", false, [['"nr":1', '"nr":"1"']]);
bestand("een nummer met een breuk", false, [['"nr":1', '"nr":1.0']]);
bestand("een nummer met een macht", false, [['"nr":1', '"nr":1e0']]);
bestand("een nummer met een nul ervoor", false, [['"nr":1', '"nr":01']]);
bestand("min nul", false, [['"nr":0', '"nr":-0']]);
bestand("een nummer dat te groot is", false, [['"nr":1', '"nr":4294967297']]);
bestand("een ander nummer", false, [['"nr":1', '"nr":2']]);
bestand("een veld met een hoofdletter", false, [['"nr":1', '"Nr":1']]);
bestand("niets in plaats van een lege tekst", false, [['"vorige":""', '"vorige":null']]);
bestand("een regel die niets is", false, [['"regels":[', '"regels":[null,']]);
bestand("regels die geen lijst zijn", false, [['"regels":[', '"regels":"x","r":[']]);
bestand("geen regels", false, [], { tekst: JSON.stringify({ formaat: formaat2, regels: [] }) });
bestand("een lijst", false, [], { tekst: "[]" });
bestand("niets", false, [], { tekst: "" });
bestand("een ander formaat", false, [["brink-stembord-2", "brink-stembord-1"]]);
bestand("een onbekend formaat", false, [["brink-stembord-2", "brink-stembord-3"]]);
const hash0 = S.hash(`\n0\ninstelling\n${leegBord.rij[0][1]}`);
bestand("een hash in hoofdletters", false, [[`"hash":"${hash0}"`, `"hash":"${hash0.toUpperCase()}"`]]);
bestand("een inhoud in een lijst", false, [['"inhoud":"{\\"stemmen\\":[0,0,0]}"', '"inhoud":["{\\"stemmen\\":[0,0,0]}"]']]);
bestand("een regel die is veranderd", false, [['{\\"houder\\":1', '{\\"houder\\":2']]);
bestand("`vorige` op regel 0", false, [['"vorige":""', '"vorige":"x"']]);
bestand("een half teken", false, [['"soort":"akkoord"', '"soort":"akkoord\\ud800"']]);
bestand("iets erachter", false, [], { erna: "7d" });

// --- what is typed beside it ---

const getypt = [];
const typ = (wat, vraag, waarde, einde) => getypt.push({ wat, vraag, waarde, einde });
const groepen = h => h.match(/.{4}/g).join(" ");
const [codeOud, codeNu, codeOpen] = [goed.rij[nr("vervangen")][1], goed.rij[nr("b1")][1], geschreven.biljet(JSON.parse(goed.rij[nr("open")][1]).biljet)].map(S.hash);
const hashVan = n => goed.keten[nr(n)].hash;
typ("een volgcode", "volgcode", codeNu, 0);
typ("48 tekens", "volgcode", codeNu.slice(0, 48), 0);
typ("47 tekens", "volgcode", codeNu.slice(0, 47), 2);
typ("65 tekens", "volgcode", codeNu + "0", 2);
typ("hoofdletters, streepjes en spaties", "volgcode", ` ${groepen(codeNu).toUpperCase()}-\n`, 0);
typ("tekens die geen cijfer of a-f zijn", "volgcode", "g".repeat(48), 2);
typ("een code die er niet is", "volgcode", S.hash("x"), 1);
typ("de code van een vervangen biljet", "volgcode", codeOud, 0);
typ("de code van een geopend biljet", "volgcode", codeOpen, 0);
typ("een ander teken aan het einde", "volgcode", codeNu.slice(0, 63) + (codeNu.endsWith("0") ? "1" : "0"), 1);
typ("een ontvangstbewijs", "ontvangst", `${nr("b1")}:${hashVan("b1")}`, 0);
typ("48 tekens", "ontvangst", ` ${nr("b1")} : ${hashVan("b1").slice(0, 48)}`, 0);
typ("47 tekens", "ontvangst", `${nr("b1")}:${hashVan("b1").slice(0, 47)}`, 2);
typ("zonder regel", "ontvangst", hashVan("b1"), 2);
typ("een andere regel", "ontvangst", `${nr("b2")}:${hashVan("b1")}`, 1);
typ("een regel die er niet is", "ontvangst", `999:${hashVan("b1")}`, 1);
typ("een regel die geen biljet is", "ontvangst", `0:${hashVan("begin")}`, 1);
typ("het begin", "begin", groepen(goed.begin).slice(0, 59), 0);
typ("een ander begin", "begin", goed.hoofd, 1);
typ("een te kort begin", "begin", goed.begin.slice(0, 47), 2);
typ("het hoofd", "hoofd", goed.hoofd, 0);
typ("een ander hoofd", "hoofd", goed.begin, 1);
const eerder = (wat, rij, einde, meer) => typ(wat, "eerder", { formaat: formaat2, van: "goed", rij, ...meer }, einde);
eerder("het begin van het bord", [0, 1, 2, 3, 4, 5], 0);
eerder("het hele bord", goed.rij.map((_, n) => n), 0);
eerder("een leeg bord", [], 1);
eerder("een bord zonder een regel in het midden", [0, 1, 2, 3, 5], 1);
eerder("een langer bord", [...goed.rij.map((_, n) => n), nr("uitslag")], 1);
eerder("een ander formaat", [0], 1, { formaat });

writeFileSync(new URL("vectoren-bord.json", import.meta.url), JSON.stringify({
  begin: goed.begin, hoofd: goed.hoofd, kiezersHash: regel0().kiezersHash, stemden: S.lijsthash(kiezers.slice(0, 6)), uitslag: [2, 3, 1],
  volgcode: codeNu, ontvangst: `${nr("b1")}:${hashVan("b1")}`, goed: goed.rij, leeg: leegBord.rij, oud: oud.rij, ook, fout, aanval, bestanden, getypt,
}, null, 1) + "\n");
console.log(`${ook.length} goed, ${fout.length} fout, ${aanval.length} aanvallen, ${bestanden.length} bestanden, ${getypt.length} getypt`);

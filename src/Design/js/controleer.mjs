// The check of a board as one page that needs no server and no network.
import { controleer } from "./controle.mjs";
import { kort, kortsteCode } from "./lezer.mjs";

const bij = id => document.getElementById(id);
const uitkomst = bij("uitkomst");
const maak = (naam, velden, ...delen) => { const e = Object.assign(document.createElement(naam), velden); e.append(...delen); return e; };
const lijst = zinnen => maak("ul", {}, ...zinnen.map(zin => maak("li", {}, zin)));

/** What is wrong with a field stands with that field, and that is where one goes on. */
function fout(id, zin) {
  const plek = bij(`${id}-fout`);
  [plek.textContent, plek.hidden] = [zin ? `Fout: ${zin}` : "", !zin];
  bij(id).setAttribute("aria-invalid", `${Boolean(zin)}`);
}

/** Reads what was filled in; the first field with a mistake gets the focus, and there is no answer. */
async function invoer() {
  const tekst = async id => await bij(id).files[0]?.text() ?? "";
  const uit = { bord: await tekst("bestand"), code: await tekst("codebestand"), ontvangst: bij("ontvangst").value.trim(), eerder: await tekst("eerder") };
  const getypt = bij("volgcode").value.trim();
  const fouten = {
    bestand: bij("bestand").files[0] ? "" : "Kies het bestand van het bord.",
    codebestand: uit.code && kort(uit.code) === null ? "In dit bestand staat geen volgcode. Kies volgcode.txt." : "",
    volgcode: getypt && kort(getypt) === null ? `Een volgcode heeft ${kortsteCode} tot 64 tekens. Kijk na of u haar helemaal hebt overgenomen.` : "",
    ontvangst: uit.ontvangst && !(/^[0-9]{1,9}\s*:/.test(uit.ontvangst) && kort(uit.ontvangst.replace(/^[0-9]*\s*:/, "")) !== null)
      ? `Neem het ontvangstbewijs helemaal over: het nummer, de dubbele punt, en minstens ${kortsteCode} tekens daarna.` : "",
    eerder: "",
  };
  for (const [id, zin] of Object.entries(fouten)) fout(id, zin);
  const eerste = Object.keys(fouten).find(id => fouten[id]);
  if (eerste) bij(eerste).focus();
  return eerste ? null : { ...uit, code: uit.code || getypt };
}

const koppen = {
  eerder: ["Het bord is alleen langer geworden", "Het bord is veranderd sinds u het bewaarde"],
  ontvangst: ["Uw ontvangstbewijs klopt", "Uw ontvangstbewijs klopt niet"],
  volgcode: ["Uw biljet telt mee", "Uw biljet telt zo niet mee"],
};
const watNu = "Bewaar dit bestand, en wat u zelf bewaarde. Meld het aan de voorzitter. Vraag ook een ander om het na te kijken.";
const eerstZelf = "Kijk eerst of u het goede bestand koos, en alles goed overnam. Klopt het dan nog niet? ";
/** Of a hash, what is read aloud: eight groups of four. */
const groepen = hash => hash.slice(0, 32).match(/.{4}/g).join(" ");
const oordeel = (goed, kop, ...delen) => maak("section", { className: `oordeel ${goed ? "goed" : "mis"}` }, maak("h2", {}, `${goed ? "✓" : "✗"} ${kop}`), ...delen);

/** What somebody who voted, or reads the minutes, wants to see of a board that holds. */
function feiten({ onderwerp, besluit, uitslag, stemden, leden, begin, hoofd }) {
  const rijen = [["Onderwerp", onderwerp], ...(besluit ? [["Besluit", besluit]] : []), ["Uitslag", uitslag.map(([optie, n]) => `${optie}: ${n}`).join(", ")],
    [`Wie stemde (${stemden.length} van ${leden})`, stemden.join(", ") || "niemand"], ["Het begin", groepen(begin)], ["Het hoofd", groepen(hoofd)]];
  return [maak("dl", {}, ...rijen.flatMap(([wat, waarde]) => [maak("dt", {}, wat), maak("dd", {}, waarde)])),
    maak("p", {}, "Vergelijk het begin en het hoofd met de notulen: de voorzitter las ze voor. Kijk ook de lijst na van wie stemde. Het bord bewijst niet dat een lid zélf stemde: "
      + "staat er een lid dat niet stemde, dan heeft iemand anders dat biljet gemaakt.")];
}

function toon({ bord, vragen, feit }) {
  const delen = [bord.goed
    ? oordeel(true, "Het bord klopt", ...(bord.oud ? [maak("p", {}, maak("strong", {}, "Let op: "), bord.oud)] : []), ...feiten(feit),
      maak("details", {}, maak("summary", {}, "Alles wat is nagekeken"), lijst(bord.zinnen)))
    : oordeel(false, "Het bord klopt niet", lijst(bord.zinnen), maak("p", {}, watNu))];
  for (const { wat, goed, zin } of vragen) delen.push(oordeel(goed, koppen[wat][goed ? 0 : 1], maak("p", {}, zin), ...(goed ? [] : [maak("p", {}, eerstZelf + watNu)])));
  uitkomst.replaceChildren(...delen);
}

bij("vorm").addEventListener("submit", async e => {
  e.preventDefault();
  uitkomst.replaceChildren();
  const gegeven = await invoer();
  if (!gegeven) return;
  uitkomst.textContent = "Bezig met rekenen. Bij honderden biljetten duurt dit een minuut.";
  await new Promise(verder => setTimeout(verder, 50));
  toon(controleer(gegeven.bord, gegeven.code, gegeven));
  const kop = uitkomst.querySelector("h2");
  kop.tabIndex = -1;
  kop.focus();
});

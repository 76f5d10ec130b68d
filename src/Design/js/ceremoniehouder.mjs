// The visits of a holder to a ceremony: the seed is made and used here, and goes nowhere. The server wrote all texts; this shows and hides them,
// and fills in the line that is sent.
import { bereid } from "./houderstappen.mjs";
import { openSleutel, sluitSleutel } from "./sleutelbestand.mjs";
import { nieuwZaad, woordenVan, zaadVan } from "./woorden.mjs";

const plek = document.getElementById("ceremoniehouder");
if (plek) begin(plek);

function begin(plek) {
  const deel = naam => plek.querySelector(`[data-deel="${naam}"]`);
  const veld = naam => plek.querySelector(`[data-veld="${naam}"]`);
  const zet = (naam, tekst) => { for (const waar of plek.querySelectorAll(`[data-tekst="${naam}"]`)) waar.textContent = tekst; };
  const doe = (naam, wat) => { for (const knop of plek.querySelectorAll(`[data-doe="${naam}"]`)) knop.addEventListener("click", wat); };
  const toon = naam => {
    for (const een of plek.querySelectorAll("[data-deel]")) een.hidden = een.dataset.deel !== naam;
    const kop = deel(naam).querySelector("h2");
    if (kop && naam !== plek.dataset.begin) { kop.tabIndex = -1; kop.focus(); }
  };
  const mis = (naam, zin) => { const waar = veld(naam); waar.textContent = zin ? `Fout: ${zin}` : ""; waar.hidden = !zin; return !zin; };
  const plaats = Number(plek.dataset.plaats);
  let zaad = null;
  const vergeet = () => { zaad = null; for (const v of plek.querySelectorAll("[data-geheim]")) v.value = ""; veld("woorden")?.replaceChildren(); };

  plek.hidden = false;
  document.getElementById("zonder-programma").hidden = true;
  let stand;
  try { stand = bereid(plek.dataset.keten, plaats); } catch (e) { zet("fout", e.message); toon("stop"); return; }
  toon(plek.dataset.begin);

  // The first visit: the seed, on paper and if one wants in a file.
  const gevraagd = [];
  doe("maak", () => {
    zaad = nieuwZaad();
    veld("woorden").replaceChildren(...woordenVan(zaad).map(w => Object.assign(document.createElement("li"), { textContent: w })));
    toon("woorden");
  });
  doe("opgeschreven", () => {
    const nummers = new Set();
    while (nummers.size < 3) nummers.add(crypto.getRandomValues(new Uint8Array(1))[0] % 24);
    gevraagd.splice(0, 3, ...[...nummers].sort((a, b) => a - b));
    for (const [i, n] of gevraagd.entries()) { zet(`nummer-${i}`, `${n + 1}`); veld(`proef-${i}`).value = ""; }
    mis("proef-fout", "");
    toon("proef");
  });
  doe("terug", () => toon("woorden"));
  doe("controleer", () => {
    const woorden = woordenVan(zaad);
    const fout = gevraagd.findIndex((n, i) => veld(`proef-${i}`).value.trim().toLowerCase() !== woorden[n]);
    if (!mis("proef-fout", fout < 0 ? "" : `Woord ${gevraagd[fout] + 1} is anders. Kijk op uw briefje,
        en ga anders terug naar de woorden.`)) { veld(`proef-${fout}`).focus(); return; }
    klaar(() => stand.certificaat(zaad));
  });
  doe("bewaar", () => {
    try {
      const bestand = sluitSleutel(zaad, veld("nieuwe-wachtzin").value, stand.ceremonie, plaats);
      const link = veld("bestandlink");
      link.href = URL.createObjectURL(new Blob([bestand], { type: "application/json" }));
      link.hidden = false;
      mis("wachtzin-fout", "");
      link.focus();
    } catch (e) { mis("wachtzin-fout", e.message); veld("nieuwe-wachtzin").focus(); }
  });

  // A later visit: the seed comes back, from paper or from the file.
  doe("lees", async () => {
    const bestand = veld("bestand").files[0];
    try {
      zaad = veld("getypt").value.trim() || !bestand ? zaadVan(veld("getypt").value) : openSleutel(await bestand.text(), veld("wachtzin").value);
      if (stand.fase !== "certificaten") stand.hoortBij(zaad);
    } catch (e) {
      zaad = null;
      mis("lees-fout", e.message);
      veld(bestand ? "wachtzin" : "getypt").focus();
      return;
    }
    mis("lees-fout", "");
    if (!deel("vergelijk")) { klaar(() => stand.fase === "certificaten" ? stand.certificaat(zaad) : stand.ronde3(zaad)); return; }
    zet("hoofd", stand.groepen);
    toon("vergelijk");
  });
  doe("vergeleken", () => {
    const fout = stand.vergelijkFout(veld("gehoord").value);
    if (!mis("vergelijk-fout", fout)) { veld("gehoord").focus(); return; }
    klaar(() => stand.veelterm(zaad));
  });

  function klaar(maak) {
    let regel;
    try { regel = maak(); } catch (e) { vergeet(); zet("fout", e.message); toon("stop"); return; }
    for (const vorm of plek.querySelectorAll("form")) vorm.querySelector("[name$=-inhoud]").value = regel.inhoud;
    zet("over", regel.over ?? "");
    const waar = regel.over ? "klacht" : "klaar";
    vergeet();
    toon(waar);
  }
}

// The voting booth: the browser makes the ballot, and only what is encrypted leaves it. The server wrote all texts; this shows and hides them.
import { ceremonieBij, tekende } from "./ceremonie.mjs";
import { inVieren, leesInstelling } from "./lezer.mjs";
import { biljetfout, maakBiljet, opent, volgcode } from "./stembord.mjs";

const hokje = document.getElementById("stemhokje");
if (hokje) begin(hokje);

function begin(hokje) {
  const deel = naam => hokje.querySelector(`[data-deel="${naam}"]`);
  const instelling = veilig(() => leesInstelling(hokje.dataset.instelling));
  const toon = (...namen) => {
    for (const een of hokje.querySelectorAll("[data-deel]")) een.hidden = !namen.includes(een.dataset.deel);
    const kop = deel(namen[0]).querySelector("h2, h3");
    if (namen[0] !== "kiezen" && kop) { kop.tabIndex = -1; kop.focus(); }
  };
  const zet = (naam, tekst) => { for (const plek of hokje.querySelectorAll(`[data-tekst="${naam}"]`)) plek.textContent = tekst; };
  const bewaren = (naam, tekst, type) => { hokje.querySelector(`[data-doe=${naam}]`).href = URL.createObjectURL(new Blob([tekst], { type })); };
  let gemaakt = null;

  hokje.hidden = false;
  document.getElementById("zonder-programma").hidden = true;
  const mis = typeof instelling === "string" ? instelling : akkoordfout(instelling);
  if (mis) { zet("fout", mis); toon("sleutelfout"); return; }
  // Of what is encrypted to, and not of what the server says elsewhere on the page.
  zet("begin", inVieren(instelling.begin));
  toon("kiezen");

  // Why the key does not follow from the ceremony, or too few of its holders signed that this is what is voted on; null: all is well.
  function akkoordfout(i) {
    try {
      const c = ceremonieBij(i);
      const tekenden = new Set(JSON.parse(hokje.dataset.akkoord).map(inhoud => tekende(c, i.begin, inhoud)).filter(l => l > 0));
      zet("houders", [...tekenden].map(l => i.sleutelhouders[l - 1].naam).join(", "));
      return tekenden.size < i.k ? "Niet genoeg sleutelhouders tekenden voor deze stemming." : null;
    } catch (e) {
      return e.message;
    }
  }

  // After a step back in history a browser may fill in again what was chosen.
  const keuzes = [...hokje.querySelectorAll("input[type=radio]")];
  for (const k of keuzes) k.checked = false;

  hokje.querySelector("[data-doe=maak]").addEventListener("click", () => {
    const keuze = keuzes.findIndex(k => k.checked);
    deel("geen-keuze").hidden = keuze >= 0;
    if (keuze < 0) { keuzes[0].focus(); return; }
    const { biljet, opening } = maakBiljet(instelling, hokje.dataset.lid, keuze, hokje.dataset.vorige);
    if (biljetfout(instelling, biljet)) { zet("fout", "Uw browser maakte geen geldig biljet."); toon("sleutelfout"); return; }
    const inhoud = JSON.stringify(biljet);
    gemaakt = { inhoud, volgcode: volgcode(inhoud), biljet, opening };
    zet("volgcode", gemaakt.volgcode.match(/.{8}/g).join("-"));
    hokje.querySelector("[name$=-inhoud]").value = inhoud;
    // Kept before it is chosen whether this ballot is cast or opened, the whole code binds this page to this one ballot.
    bewaren("volgcode", gemaakt.volgcode + "\n", "text/plain");
    toon("klaar");
  });

  // Benaloh's challenge. The code was shown before; the ballot is opened here and on no server, and is of no use any more.
  hokje.querySelector("[data-doe=proef]").addEventListener("click", () => {
    const { inhoud, biljet, opening } = gemaakt;
    hokje.querySelector("[name$=-inhoud]").value = "";
    zet("gekozen", instelling.opties[opening.keuze]);
    zet("bevat", opent(instelling, biljet, opening) ? "klopt" : "klopt niet");
    const bestand = JSON.stringify({ inhoud, volgcode: gemaakt.volgcode, opening });
    bewaren("bewaar", bestand, "application/json");
    gemaakt = null;
    toon("proef");
  });

  for (const knop of hokje.querySelectorAll("[data-doe=opnieuw]")) knop.addEventListener("click", () => {
    gemaakt = null;
    hokje.querySelector("[name$=-inhoud]").value = "";
    for (const k of keuzes) k.checked = false;
    toon("kiezen");
    keuzes[0].focus();
  });

  hokje.querySelector("form").addEventListener("submit", e => {
    if (!gemaakt) { e.preventDefault(); return; }
    // Nothing of the choice stays behind on the page.
    gemaakt = null;
    for (const k of keuzes) k.checked = false;
  });
}

// A ballot file that also holds what opens it must not leave this computer.
const formulier = document.querySelector("form[data-biljetbestand]");
formulier?.addEventListener("submit", async e => {
  const bestand = formulier.querySelector("input[type=file]").files[0];
  if (!bestand || formulier.dataset.gekeken) return;
  e.preventDefault();
  const tekst = await bestand.text();
  const open = veilig(() => "opening" in JSON.parse(tekst)) === true;
  document.getElementById("biljet-open").hidden = !open;
  if (open) { document.getElementById("biljet-open").focus(); return; }
  formulier.dataset.gekeken = "ja";
  formulier.requestSubmit();
});

function veilig(doe) {
  try { return doe(); } catch { return "De gegevens van deze stemming zijn niet goed aangekomen."; }
}

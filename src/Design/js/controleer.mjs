// The check of a board as one page that needs no server and no network.
import { controleer } from "./controle.mjs";

const [bestand, codebestand, code, uitkomst] = ["bestand", "codebestand", "volgcode", "uitkomst"].map(id => document.getElementById(id));
document.getElementById("vorm").addEventListener("submit", async e => {
  e.preventDefault();
  if (!bestand.files[0]) { uitkomst.textContent = "Kies eerst het bestand van het bord."; return; }
  uitkomst.textContent = "Bezig. Bij honderden biljetten duurt dit een minuut.";
  await new Promise(verder => setTimeout(verder, 50));
  const { goed, bevindingen } = controleer(await bestand.files[0].text(), codebestand.files[0] ? await codebestand.files[0].text() : code.value);
  const kop = document.createElement("strong");
  kop.textContent = goed ? "✓ Het bord klopt." : "✗ Het bord klopt niet.";
  const lijst = document.createElement("ul");
  for (const zin of bevindingen) lijst.append(Object.assign(document.createElement("li"), { textContent: zin }));
  uitkomst.replaceChildren(kop, lijst);
});

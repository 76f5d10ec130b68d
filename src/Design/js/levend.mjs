// Keeps one part of a page (id "levend") up to date. It asks a cheap question (data-vraag: the version, 304 when nothing changed), and only then fetches the page again.
// What somebody typed, where the focus is and which parts are unfolded stay; a change is told to a screen reader. Without this script the page has a link to refresh.
const deel = () => document.getElementById("levend");
const stand = document.getElementById("levend-stand");
const melding = document.getElementById("levend-melding");
const pauze = 3000;
let bezig = false;

const gewijzigd = veld => {
  if (veld.type === "hidden" || veld.type === "submit") return false;
  if (veld.type === "checkbox" || veld.type === "radio") return veld.checked !== veld.defaultChecked;
  if (veld instanceof HTMLSelectElement) return veld.selectedIndex !== Math.max(0, [...veld.options].findIndex(o => o.defaultSelected));
  return veld.value !== veld.defaultValue;
};

const zelfde = (veld, in_) => veld.id ? in_.querySelector(`#${CSS.escape(veld.id)}`) : null;

/** Puts the new part in place of the old one; false when what was typed has no place in it. */
function vervang(oud, nieuw) {
  const getypt = [...oud.querySelectorAll("input, textarea, select")].filter(gewijzigd);
  if (getypt.some(veld => !zelfde(veld, nieuw))) return false;
  for (const veld of getypt) {
    const ander = zelfde(veld, nieuw);
    if (veld.type === "checkbox" || veld.type === "radio") ander.checked = veld.checked;
    else if (veld instanceof HTMLSelectElement) {
      ander.value = veld.value;
      if (ander.value !== veld.value) return false;
    } else ander.value = veld.value;
  }
  for (const open of oud.querySelectorAll("details[open][id]")) {
    const ander = zelfde(open, nieuw);
    if (ander) ander.open = true;
  }
  const hier = oud.contains(document.activeElement) ? document.activeElement : null;
  const plaats = hier && "selectionStart" in hier ? [hier.selectionStart, hier.selectionEnd] : null;
  const bericht = nieuw.dataset.melding !== oud.dataset.melding ? nieuw.dataset.melding : "";
  oud.replaceWith(nieuw);
  if (hier) {
    const href = hier.getAttribute("href");
    const terug = zelfde(hier, nieuw) ?? (href && nieuw.querySelector(`a[href="${CSS.escape(href)}"]`));
    (terug ?? nieuw).focus({ preventScroll: true });
    if (terug && plaats && plaats[0] !== null) terug.setSelectionRange(...plaats);
  }
  if (bericht) melding.textContent = bericht;
  return true;
}

async function ververs() {
  const adres = new URL(location.href);
  adres.searchParams.delete("gedaan");
  const antwoord = await fetch(adres, { cache: "no-store" });
  if (!antwoord.ok) throw new Error(String(antwoord.status));
  const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html").getElementById("levend");
  if (!nieuw) throw new Error("no part to show");
  return vervang(deel(), document.importNode(nieuw, true));
}

async function vraag() {
  const { vraag: waar, versie } = deel().dataset;
  if (!waar || document.hidden || bezig) return;
  bezig = true;
  try {
    const antwoord = await fetch(waar, { headers: { "If-None-Match": `"${versie}"` }, cache: "no-store" });
    if (antwoord.status !== 304 && !antwoord.ok) throw new Error(String(antwoord.status));
    stand.textContent = antwoord.status === 304 || await ververs() ? "Deze pagina ververst zichzelf." : "Er is iets veranderd. Verstuur of bewaar eerst wat u typte, en ververs dan.";
  } catch {
    stand.textContent = "Er is nu geen verbinding. Ververs de pagina zelf.";
  } finally {
    bezig = false;
  }
}

if (deel()?.dataset.vraag) {
  stand.textContent = "Deze pagina ververst zichzelf.";
  setInterval(vraag, pauze);
  document.addEventListener("visibilitychange", vraag);
}

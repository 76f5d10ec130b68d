// Keeps one part of a page (id "levend") up to date. It asks a cheap question (data-vraag: is there anything since data-versie; 304 when not),
// and only then fetches the page again. Where a stream of events gets through (data-stroom) it hears that, and hardly asks any more;
// what stays silent, as behind a proxy that saves up, is not counted on. Of what is at a server that tells no news the page is fetched again
// each so many seconds (data-herlees). What somebody typed, where the focus is and which parts are unfolded stay;
// a change is told to a screen reader. Without this script the page has a link to refresh.
const deel = () => document.getElementById("levend");
const stand = document.getElementById("levend-stand");
const melding = document.getElementById("levend-melding");
const pauze = 3000;
let bezig = false;

const gewijzigd = veld => {
  if (veld.type === "hidden" || veld.type === "submit") return false;
  if (veld.form?.dataset.vorm === "getypt") return true; // it shows what was typed before
  if (veld.type === "checkbox" || veld.type === "radio") return veld.checked !== veld.defaultChecked;
  if (veld instanceof HTMLSelectElement) return veld.selectedIndex !== Math.max(0, [...veld.options].findIndex(o => o.defaultSelected));
  return veld.value !== veld.defaultValue;
};

const zelfde = (veld, in_) => veld.id ? in_.querySelector(`#${CSS.escape(veld.id)}`) : null;

/** Whether what was typed in a field has a place in the new part. */
const past = (veld, nieuw) => {
  const ander = zelfde(veld, nieuw);
  return ander && (!(veld instanceof HTMLSelectElement) || [...ander.options].some(o => o.value === veld.value));
};

/** Where a form goes of which the page no longer has a place: above the rest, so that nothing typed is lost and nothing new is missed. */
function bewaar(vormen, nieuw) {
  if (vormen.length === 0) return;
  const vak = document.createElement("section");
  vak.className = "brink-paneel";
  vak.setAttribute("aria-label", "Nog niet verstuurd");
  const kop = document.createElement("h2");
  kop.className = "utrecht-heading-3";
  kop.textContent = "Dit hebt u nog niet verstuurd";
  vak.append(kop);
  for (const vorm of vormen) {
    nieuw.querySelector(`#${CSS.escape(vorm.id)}`)?.remove();
    vak.append(vorm);
  }
  nieuw.prepend(vak);
}

/** Puts the new part in place of the old one. */
function vervang(oud, nieuw) {
  const hier = oud.contains(document.activeElement) ? document.activeElement : null;
  const plaats = hier && "selectionStart" in hier ? [hier.selectionStart, hier.selectionEnd] : null;
  const getypt = [...oud.querySelectorAll("input, textarea, select")].filter(gewijzigd);
  const weg = new Set(getypt.filter(veld => veld.form && !past(veld, nieuw)).map(veld => veld.form));
  for (const veld of getypt.filter(veld => !weg.has(veld.form))) {
    const ander = zelfde(veld, nieuw);
    if (veld.type === "checkbox" || veld.type === "radio") ander.checked = veld.checked;
    else ander.value = veld.value;
    // What was typed was typed over what stood there then.
    const van = veld.form?.elements.namedItem("_versie"), naar = ander.form?.elements.namedItem("_versie");
    if (van && naar) naar.value = van.value;
  }
  for (const open of oud.querySelectorAll("details[open][id]")) {
    const ander = zelfde(open, nieuw);
    if (ander) ander.open = true;
  }
  const bericht = nieuw.dataset.melding !== oud.dataset.melding ? nieuw.dataset.melding : "";
  bewaar([...weg], nieuw);
  oud.replaceWith(nieuw);
  if (hier) {
    const href = hier.getAttribute("href");
    const terug = nieuw.contains(hier) ? hier : zelfde(hier, nieuw) ?? (href && nieuw.querySelector(`a[href="${CSS.escape(href)}"]`));
    (terug ?? nieuw).focus({ preventScroll: true });
    if (terug && plaats && plaats[0] !== null) terug.setSelectionRange(...plaats);
  }
  if (bericht) melding.textContent = bericht;
}

async function ververs() {
  const adres = new URL(location.href);
  adres.searchParams.delete("gedaan");
  const antwoord = await fetch(adres, { cache: "no-store" });
  if (!antwoord.ok) throw new Error(String(antwoord.status));
  const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html").getElementById("levend");
  if (!nieuw) throw new Error("no part to show");
  vervang(deel(), document.importNode(nieuw, true));
}

/** Asks, and reads the page again when there is news; who heard of it (zeker) need not ask. */
async function vraag(zeker = false) {
  const { vraag: waar, versie } = deel().dataset;
  if (bezig && zeker) plan();
  if (document.hidden || bezig) return;
  bezig = true;
  try {
    const antwoord = waar && !zeker ? await fetch(waar, { headers: { "If-None-Match": `"${versie}"` }, cache: "no-store" }) : null;
    // (404: it is gone, or nobody tells; the page itself says what there is)
    if (antwoord && antwoord.status !== 304 && antwoord.status !== 404 && !antwoord.ok) throw new Error(String(antwoord.status));
    if (antwoord?.status !== 304) await ververs();
    stand.textContent = "Deze pagina ververst zichzelf.";
  } catch {
    stand.textContent = "Er is nu geen verbinding. Ververs de pagina zelf.";
  } finally {
    bezig = false;
  }
}

// Not the whole hall at the same moment, and while much happens no more often than by asking.
let gepland = false, gelezen = 0;
function plan() {
  if (gepland) return;
  gepland = true;
  setTimeout(() => {
    gepland = false;
    gelezen = Date.now();
    vraag(true);
  }, Math.max(Math.random() * 1000, gelezen + pauze - Date.now()));
}

// A stream that was heard from in this time works. The server lets hear from itself twice in it.
const stil = 35000;
let stroom = null, gehoord = 0, gevraagd = 0;

function luister() {
  const waar = deel().dataset.stroom;
  if (document.hidden) {
    stroom?.close();
    stroom = null;
  } else if (waar && !stroom) {
    stroom = new EventSource(waar);
    stroom.addEventListener("hart", () => { gehoord = Date.now(); });
    stroom.addEventListener("nieuws", bericht => {
      gehoord = Date.now();
      if (bericht.data !== deel().dataset.versie) plan();
    });
    stroom.addEventListener("error", () => { gehoord = 0; });
  }
}

function tik() {
  const { herlees } = deel().dataset;
  const om = herlees ? herlees * 1000 : Date.now() - gehoord < stil ? 10 * pauze : pauze;
  if (Date.now() - gevraagd < om - pauze / 2) return;
  gevraagd = Date.now();
  vraag();
}

if (deel()?.dataset.vraag || deel()?.dataset.herlees) {
  stand.textContent = "Deze pagina ververst zichzelf.";
  gevraagd = Date.now();
  luister();
  setInterval(tik, pauze);
  document.addEventListener("visibilitychange", () => { luister(); vraag(); });
}

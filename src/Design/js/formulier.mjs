// Sends a form once, and lets nothing be lost that was typed beside it: what stands in the other forms of the page goes along, and comes back on the page that follows.
// Without this script a form that is sent twice is still done once; the server sees to that.
const gewijzigd = veld => {
  if (!veld.name || veld.name.endsWith("-geheim") || ["hidden", "submit", "button", "file"].includes(veld.type)) return false;
  if (veld.type === "checkbox" || veld.type === "radio") return veld.checked !== veld.defaultChecked;
  if (veld instanceof HTMLSelectElement) return veld.selectedIndex !== Math.max(0, [...veld.options].findIndex(o => o.defaultSelected));
  return veld.value !== veld.defaultValue;
};

/** All that is filled in in a form, by name. A form that shows again what was typed before (data-vorm="getypt") counts as typed in. */
const inhoud = vorm => {
  const uit = {};
  for (const [naam, waarde] of new FormData(vorm))
    if (typeof waarde === "string" && !naam.endsWith("-geheim") && (["_versie", "_van"].includes(naam) || naam.startsWith(`${vorm.id}-`))) (uit[naam] ??= []).push(waarde);
  return uit;
};

document.addEventListener("submit", gebeurtenis => {
  const vorm = gebeurtenis.target;
  if (!vorm.matches("form[data-vorm]") || gebeurtenis.defaultPrevented) return;
  if (vorm.dataset.bezig) {
    gebeurtenis.preventDefault();
    return;
  }
  vorm.dataset.bezig = "ja";
  const ook = {};
  for (const ander of document.querySelectorAll("form[data-vorm]"))
    if (ander !== vorm && (ander.dataset.vorm === "getypt" || [...ander.elements].some(gewijzigd))) ook[ander.id] = inhoud(ander);
  if (Object.keys(ook).length === 0) return;
  const veld = document.createElement("input");
  Object.assign(veld, { type: "hidden", name: "_ook", value: JSON.stringify(ook) });
  vorm.append(veld);
});

// Whoever comes back to the page by the browser's own way may send again.
addEventListener("pageshow", () => {
  for (const vorm of document.querySelectorAll("form[data-bezig]")) {
    delete vorm.dataset.bezig;
    vorm.querySelector("input[name=_ook]")?.remove();
  }
});

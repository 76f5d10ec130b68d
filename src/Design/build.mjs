// Writes one style sheet per look to wwwroot/: the component CSS, our own components and the tokens of one organisation.
// And the programs that run in a browser: what keeps a page up to date, what sends a form once, the voting booth, and two pages that need nothing else: the check of a board, and
// the part of a holder of a key.
// Beside them go the fonts for files that must bring their own (PDF).
// Stops when a look breaks the contrast that WCAG 2.2 AA asks for, so that an unreadable theme never reaches a screen.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const looks = readdirSync(join(here, "looks")).filter(name => name.endsWith(".css"));
const out = join(here, "wwwroot");

/** Pairs of tokens (foreground, background) and the least contrast between them. */
const pairs = [
  ["tekst", "vlak", 7], ["tekst", "zacht", 7], ["tekst-stil", "vlak", 4.5], ["tekst-stil", "zacht", 4.5],
  ["actie", "vlak", 4.5], ["actie", "zacht", 4.5], ["actie-sterk", "vlak", 4.5], ["op-actie", "actie", 4.5],
  ["op-actie", "actie-sterk", 4.5], ["op-merk", "merk", 4.5], ["fout", "vlak", 4.5], ["fout", "fout-zacht", 4.5],
  ["goed", "goed-zacht", 4.5], ["let-op", "let-op-zacht", 4.5], ["tekst", "fout-zacht", 4.5], ["tekst", "let-op-zacht", 4.5],
  ["rand-veld", "vlak", 3], ["focus", "vlak", 3], ["focus", "zacht", 3],
  ["stand-groen", "vlak", 4.5], ["stand-oranje", "vlak", 4.5], ["stand-rood", "vlak", 4.5], ["stand-groen", "zacht", 3], ["stand-oranje", "zacht", 3], ["stand-rood", "zacht", 3],
];

const tokensOf = css => Object.fromEntries([...css.matchAll(/--brink-([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(m => [m[1], m[2]]));

const luminance = hex => [1, 3, 5]
  .map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);

const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

const house = tokensOf(readFileSync(join(here, "css/tokens.css"), "utf8"));
const faults = looks.flatMap(look => {
  const tokens = { ...house, ...tokensOf(readFileSync(join(here, "looks", look), "utf8")) };
  return pairs
    .map(([front, back, least]) => [front, back, least, tokens[front] && tokens[back] ? contrast(tokens[front], tokens[back]) : 0])
    .filter(([, , least, found]) => found < least)
    .map(([front, back, least, found]) => `${look}: ${front} on ${back} is ${found.toFixed(2)}, must be ${least}`);
});
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
for (const look of looks) {
  await build({
    stdin: { contents: `@import "./css/brink.css";\n@import "./looks/${look}";`, resolveDir: here, loader: "css" },
    outfile: join(out, look),
    bundle: true,
    minify: true,
    legalComments: "none",
    banner: { css: "/* EUPL-1.2. Component CSS: NL Design System, Frameless B.V. and Gemeente Utrecht (EUPL-1.2). */" },
    logLevel: "warning",
  });
}
for (const font of ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"]) copyFileSync(join(here, "node_modules/dejavu-fonts-ttf/ttf", font), join(out, font));

const program = async name => (await build({
  entryPoints: [join(here, "js", name)],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
  write: false,
})).outputFiles[0].text;
for (const name of ["levend", "formulier", "stemhokje", "ceremoniehouder"]) writeFileSync(join(out, `${name}.js`), await program(`${name}.mjs`));
// In the page a closing tag may not stand in the text of the program.
for (const name of ["controleer", "sleutelhouder"]) {
  const page = (await program(`${name}.mjs`)).replaceAll("</script", "<\\/script");
  const allowed = `'sha256-${createHash("sha256").update(page).digest("base64")}'`;
  writeFileSync(join(out, `${name}.html`), readFileSync(join(here, "js", `${name}.html`), "utf8")
    .replace("/*STIJL*/", readFileSync(join(here, "js/los.css"), "utf8").trimEnd())
    .replace("script-src 'unsafe-inline'", `script-src ${allowed}`).replace("/*PROGRAMMA*/", () => page));
}
console.log(`${looks.length} looks written to wwwroot`);

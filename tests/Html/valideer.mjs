// Checks HTML files by the rules of the standard (html-validate), as one list of mistakes: node valideer.mjs FOLDER
// What stands in the list of rules below is style and no fault, or is held elsewhere (axe looks at names and contrast).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const valideerder = new HtmlValidate(new StaticConfigLoader({
  extends: ["html-validate:standard"],
  rules: {
    "attr-case": "off",
    "doctype-style": "off",
    "long-title": "off",
    "no-inline-style": "off",
    "no-trailing-whitespace": "off",
    "require-sri": "off",
    "script-type": "off",
    "tel-non-breaking": "off",
    "valid-id": ["error", { relaxed: true }],
    "void-style": "off",
    "no-redundant-role": "error",
  },
}));

const map = process.argv[2];
for (const naam of readdirSync(map).sort()) {
  const verslag = await valideerder.validateString(readFileSync(join(map, naam), "utf8"));
  for (const uitkomst of verslag.results)
    for (const m of uitkomst.messages.filter(m => m.severity === 2)) console.log(`${naam}:${m.line}: ${m.ruleId}: ${m.message}`);
}

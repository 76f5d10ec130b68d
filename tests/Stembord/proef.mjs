// Calls what the browser runs, for the tests: reads [[name, ...arguments], ...] and writes what each answers.
import * as bord from "../../src/Design/js/stembord.mjs";
import { controleer } from "../../src/Design/js/controle.mjs";

const alles = { ...bord, controleer };
let tekst = "";
for await (const stuk of process.stdin) tekst += stuk;
const getal = (_, waarde) => typeof waarde === "bigint" ? bord.getalTekst(waarde) : waarde;
process.stdout.write(JSON.stringify(JSON.parse(tekst).map(([naam, ...argumenten]) => alles[naam](...argumenten) ?? null), getal));

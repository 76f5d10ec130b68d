// Calls what the browser runs, for the tests: reads [[name, ...arguments], ...] and writes what each answers.
import * as bord from "../../src/Design/js/stembord.mjs";
import * as lezer from "../../src/Design/js/lezer.mjs";
import { controleer, voorHouder } from "../../src/Design/js/controle.mjs";

const alles = {
  ...bord,
  controleer,
  /** Whether something can be read. */
  leest: (naam, ...argumenten) => { try { lezer[naam](...argumenten); return true; } catch { return false; } },
  /** The part of a holder, or why there is none. */
  ontcijfer: (tekst, sleutel, hoofd) => { try { return voorHouder(tekst).deel(sleutel, hoofd); } catch (e) { return e.message; } },
};
let tekst = "";
for await (const stuk of process.stdin) tekst += stuk;
const getal = (_, waarde) => typeof waarde === "bigint" ? bord.getalTekst(waarde) : waarde;
process.stdout.write(JSON.stringify(JSON.parse(tekst).map(([naam, ...argumenten]) => alles[naam](...argumenten) ?? null), getal));

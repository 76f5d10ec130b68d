// Calls what the browser runs, for the tests: reads [[name, ...arguments], ...] and writes what each answers.
import * as bord from "../../src/Design/js/stembord.mjs";
import * as ceremonie from "../../src/Design/js/ceremonie.mjs";
import * as woorden from "../../src/Design/js/woorden.mjs";
import { openSleutel, sluitSleutel } from "../../src/Design/js/sleutelbestand.mjs";
import { bereid } from "../../src/Design/js/houderstappen.mjs";
import * as lezer from "../../src/Design/js/lezer.mjs";
import { controleer, voorAkkoord, voorHouder } from "../../src/Design/js/controle.mjs";

const alles = {
  ...bord,
  controleer,
  leesEerste: lezer.leesInstelling,
  /** What a function answers, or why it does not. */
  probeer: (naam, ...argumenten) => { try { return bord[naam](...argumenten); } catch (e) { return e.message; } },
  /** Whether something can be read. */
  leest: (naam, ...argumenten) => { try { lezer[naam](...argumenten); return true; } catch { return false; } },
  ...woorden,
  openSleutel,
  /** What a ceremony comes to, or what is wrong with it. */
  ceremonie: tekst => {
    try {
      const c = ceremonie.leesCeremonie(tekst);
      return { fase: ceremonie.fase(c), wacht: ceremonie.wacht(c), ...(ceremonie.fase(c) === "klaar" ? { publiek: ceremonie.publiek(c) } : {}) };
    } catch (e) { return e.message; }
  },
  /** The line that a holder makes next, as it is sent: the kind and the content. */
  houder: (zaad, tekst, plaats) => {
    const c = ceremonie.leesCeremonie(tekst);
    const regel = { certificaten: () => ({ certificaat: ceremonie.certificaat(zaad, c, plaats) }), veeltermen: () => ({ veelterm: ceremonie.veelterm(zaad, c) }),
      aanvaardingen: () => ceremonie.ronde3(zaad, c) }[ceremonie.fase(c)]();
    return Object.entries(regel).map(([soort, r]) => [soort, ceremonie.inhoudVan(soort, r)])[0];
  },
  /** The polynomial of a holder who sends another a share that is one too large, signed as it is. */
  scheveVeelterm: (zaad, tekst, naar) => {
    const c = ceremonie.leesCeremonie(tekst);
    const v = ceremonie.veelterm(zaad, c);
    const delen = v.delen.map(d => d.naar === naar ? { ...d, v: bord.getalTekst(bord.getal(d.v) + 1n) } : d);
    const { handtekening, ...kaal } = v;
    return ceremonie.inhoudVan("veelterm", ceremonie.onderteken(zaad, c, "veelterm", ceremonie.hoofd1(c), { ...kaal, delen }));
  },
  /** What comes out of a file that was closed with one passphrase and opened with another, or why nothing does. */
  sleutelbestand: (zaad, wachtzin, later, anders = {}) => {
    try { return openSleutel(JSON.stringify({ ...JSON.parse(sluitSleutel(zaad, wachtzin, "c", 1)), ...anders }), later); } catch (e) { return e.message; }
  },
  /** A visit of a holder: what the page checks, and says. */
  bezoek: (tekst, plaats, daad, ...argumenten) => {
    try { const stand = bereid(tekst, plaats); return typeof stand[daad] === "function" ? stand[daad](...argumenten) ?? null : stand[daad]; } catch (e) { return e.message; }
  },
  /** Lagrange's weights and values of a polynomial. */
  lagrange: (plaats, plaatsen) => ceremonie.lagrange(plaats, plaatsen),
  waarde: (factoren, plaats) => ceremonie.waarde(factoren.map(bord.getal), plaats),
  zaad: getypt => { try { return woorden.zaadVan(getypt); } catch (e) { return e.message; } },
  /** The signature of a holder under the first line of a board, or why there is none. */
  akkoord: (zaad, tekst) => { try { return voorAkkoord(tekst).akkoord(zaad).inhoud; } catch (e) { return e.message; } },
  /** The part of a holder, or why there is none. */
  deel: (tekst, zaad, hoofd, gebruikt) => { try { return voorHouder(tekst).deel(zaad, hoofd, gebruikt); } catch (e) { return e.message; } },
};
let tekst = "";
for await (const stuk of process.stdin) tekst += stuk;
const getal = (_, waarde) => typeof waarde === "bigint" ? bord.getalTekst(waarde) : waarde;
process.stdout.write(JSON.stringify(JSON.parse(tekst).map(([naam, ...argumenten]) => alles[naam](...argumenten) ?? null), getal));

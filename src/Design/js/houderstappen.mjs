// What a holder does on one visit, on the functions of the ceremony: the chain as the server gave it is checked first, and what is made is checked before it is sent.
import { cer, certificaat, fase, hoofd1, inhoudVan, leesCeremonie, met, plaatsVan, plaatsen, ronde3, veelterm, wacht } from "./ceremonie.mjs";
import { inVieren, kortsteCode } from "./lezer.mjs";

const kaal = tekst => tekst.toLowerCase().replace(/[^0-9a-z]/g, "");

/** Checks the chain; throws an error with what is wrong. */
export function bereid(keten, plaats) {
  const c = leesCeremonie(keten);
  if (!plaatsen(c).includes(plaats)) throw new Error("U staat niet in deze ceremonie. Meld dit bij het secretariaat.");
  const regel = (soort, r, over) => { const inhoud = inhoudVan(soort, r); met(c, soort, inhoud); return { inhoud, over }; };
  return {
    ceremonie: c.begin.ceremonie,
    cer: cer(c),
    fase: fase(c),
    aanDeBeurt: wacht(c).includes(plaats),
    groepen: fase(c) === "certificaten" ? "" : inVieren(hoofd1(c)),

    /** Whether these words are those of this holder: what it signed with in the first round stands in the chain. */
    hoortBij(zaad) {
      const waar = plaatsVan(zaad, c);
      if (waar === 0) throw new Error("Deze woorden horen niet bij deze ceremonie. Hebt u woorden van een eerdere keer gepakt? "
        + "Kloppen ze echt, geef dan niets, en bel de voorzitter: "
        + "dan staat er een ander certificaat op uw naam.");
      if (waar !== plaats) throw new Error("Deze woorden zijn van een andere sleutelhouder. Bel de voorzitter.");
    },

    /** Why what another read aloud is not what stands here; "" when it is. */
    vergelijkFout(gehoord) {
      const tekens = kaal(gehoord);
      if (tekens.length !== kortsteCode) return `Typ alle twaalf groepen van vier tekens zoals een andere houder ze voorleest. U hebt nu ${tekens.length} van de ${kortsteCode}
          tekens.`;
      return tekens === hoofd1(c).slice(0, kortsteCode) ? ""
        : "Dit is iets anders dan op uw scherm. Lees het nog eens samen. Blijft het anders? Ga niet verder, en bel de voorzitter: iemand kreeg andere gegevens dan u.";
    },
    certificaat: zaad => regel("certificaat", certificaat(zaad, c, plaats)),
    veelterm: zaad => regel("veelterm", veelterm(zaad, c)),
    ronde3(zaad) {
      const uit = ronde3(zaad, c);
      return uit.klacht ? regel("klacht", uit.klacht, c.begin.houders[uit.klacht.over - 1].naam) : regel("aanvaarding", uit.aanvaarding);
    },
  };
}

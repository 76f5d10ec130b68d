// What a ballot costs in a browser, with Node in its place: reads {"regel0", "leden"} and writes how long each ballot took, in milliseconds, and the ballots themselves.
import { leesInstelling } from "../src/Design/js/lezer.mjs";
import { biljetfout, maakBiljet } from "../src/Design/js/stembord.mjs";

let tekst = "";
for await (const stuk of process.stdin) tekst += stuk;
const { regel0, leden } = JSON.parse(tekst);
const instelling = leesInstelling(regel0);
const uit = leden.map((lid, n) => {
  const sinds = performance.now();
  const { biljet } = maakBiljet(instelling, lid, n % instelling.opties.length);
  // The booth looks at what it made before it shows a code.
  if (biljetfout(instelling, biljet)) throw new Error("no good ballot");
  return { ms: performance.now() - sinds, inhoud: JSON.stringify(biljet) };
});
process.stdout.write(JSON.stringify(uit));

// The seed of a holder in a file, closed with a passphrase: scrypt makes 64 bytes, of which one half closes the seed and the other makes the mark by which a wrong passphrase
// shows. Each file has a salt of its own, so no half is ever used twice.
import { hmac } from "@noble/hashes/hmac.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export const sleutelbestandFormaat = "brink-houder-1";

/** The fewest signs of a passphrase: some words of a sentence. */
export const kortsteWachtzin = 16;

// 32 MB and half a second for each guess.
const kosten = { N: 2 ** 15, r: 8, p: 1, dkLen: 64 };
const xor = (a, b) => a.map((x, i) => x ^ b[i]);
const helften = (wachtzin, zout) => { const k = scrypt(utf8ToBytes(wachtzin.normalize("NFKC").trim()), zout, kosten); return [k.slice(0, 32), k.slice(32)]; };
const merk = (sleutel, b) => bytesToHex(hmac(sha256, sleutel, utf8ToBytes([b.formaat, b.ceremonie, b.houder, b.zout, b.gesloten].join("|"))));

/** The file of a holder: the ceremony (its uuid), the place and the closed seed. */
export function sluitSleutel(zaad, wachtzin, ceremonie, houder) {
  if (wachtzin.trim().length < kortsteWachtzin) throw new Error(`Kies een wachtzin van minstens ${kortsteWachtzin} tekens, bijvoorbeeld vier woorden.`);
  const zout = randomBytes(32);
  const [dicht, wacht] = helften(wachtzin, zout);
  const b = { formaat: sleutelbestandFormaat, ceremonie, houder, zout: bytesToHex(zout), gesloten: bytesToHex(xor(hexToBytes(zaad), dicht)) };
  return JSON.stringify({ ...b, merk: merk(wacht, b) });
}

/** The seed in a file; throws an error with what is wrong. */
export function openSleutel(json, wachtzin) {
  let b;
  try { b = JSON.parse(json); } catch { b = null; }
  if (b?.formaat !== sleutelbestandFormaat || ![b.zout, b.gesloten, b.merk].every(h => /^[0-9a-f]{64}$/.test(h)))
    throw new Error("Dit is geen sleutelbestand van een sleutelhouder.");
  const [dicht, wacht] = helften(wachtzin, hexToBytes(b.zout));
  if (merk(wacht, b) !== b.merk) throw new Error("Deze wachtzin past niet bij dit sleutelbestand. Kijk na of u haar goed typt.");
  return bytesToHex(xor(hexToBytes(b.gesloten), dicht));
}

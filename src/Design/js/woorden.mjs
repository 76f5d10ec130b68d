// A seed of 32 bytes as 24 words that people can write down and type: BIP-39 with its English list, by @scure/bip39.
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { bytesToHex, hexToBytes, randomBytes } from "@noble/hashes/utils.js";

export const aantal = 24;

/** A new seed, in 64 hexadecimals. */
export const nieuwZaad = () => bytesToHex(randomBytes(32));

/** Whether a text is a seed as it is kept. */
export const isZaad = zaad => typeof zaad === "string" && /^[0-9a-f]{64}$/.test(zaad);

/** The words of a seed. */
export const woordenVan = zaad => entropyToMnemonic(hexToBytes(zaad), wordlist).split(" ");

/** The seed of words as they were typed: blanks, line ends, numbers before a word and capitals do not count. Throws an error with what is wrong. */
export function zaadVan(getypt) {
  const woorden = getypt.toLowerCase().split(/[ \t\r\n,.)]+/).filter(w => w !== "" && !/^[0-9]+$/.test(w));
  if (woorden.length !== aantal) throw new Error(`Typ alle ${aantal} woorden. Er staan er nu ${woorden.length}.`);
  const vreemd = woorden.findIndex(w => !wordlist.includes(w));
  if (vreemd >= 0) throw new Error(`Woord ${vreemd + 1} ('${woorden[vreemd]}') staat niet in de lijst. Kijk na hoe het is geschreven.`);
  try {
    return bytesToHex(mnemonicToEntropy(woorden.join(" "), wordlist));
  } catch {
    throw new Error("Deze woorden horen niet bij elkaar. Kijk na of elk woord klopt, en of de volgorde klopt.");
  }
}

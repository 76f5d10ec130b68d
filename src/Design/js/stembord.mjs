// The format of docs/stembord.md in the browser: makes a ballot, opens one, and checks keys, ballots and chains. The curve, the hashes and the chance come from
// @noble/curves and @noble/hashes; nothing here replaces them.
import { p256 } from "@noble/curves/nist.js";
import { bytesToNumberBE } from "@noble/curves/utils.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { formaat, formaat2, hash } from "./lezer.mjs";

export { hash };
const { Point } = p256;
export const { Fn } = Point;
export const G = Point.BASE;
export const Niets = Point.ZERO;

/** A number that nobody knows, evenly drawn below the order. */
const geheim = () => bytesToNumberBE(p256.utils.randomSecretKey());

export const puntTekst = punt => punt.is0() ? "00" : punt.toHex(true);
export const getalTekst = getal => getal.toString(16).padStart(64, "0");
export const volgcode = inhoud => hash(inhoud);

/** The challenge of a proof: the name of the format, the kind, and all that it is about. */
export const uitdagingVan = (...delen) => Fn.create(bytesToNumberBE(sha512(utf8ToBytes(delen.join("|")))));

/** Reads a point; throws when the text is none, or the point at infinity. */
export function punt(tekst) {
  if (!/^[0-9a-f]{66}$/.test(tekst)) throw new Error("Dit is geen punt van de kromme.");
  const gelezen = Point.fromHex(tekst);
  gelezen.assertValidity();
  return gelezen;
}

/** Reads a number below the order. */
export function getal(tekst) {
  if (!/^[0-9a-f]{64}$/.test(tekst)) throw new Error("Dit is geen getal.");
  const gelezen = BigInt("0x" + tekst);
  if (gelezen >= Fn.ORDER) throw new Error("Dit getal is te groot.");
  return gelezen;
}

// z·P - c·Q, of what everybody may know.
export const terug = (p, z, q, c) => p.multiplyUnsafe(z).subtract(q.multiplyUnsafe(c));
const maal = (p, k) => k === 0n ? Niets : p.multiply(k);

/** Why nothing is made for a board of the old format. */
export const oud = `Dit bord is van de oude vorm (${formaat}). Er kan niet meer mee worden gestemd, en geen uitslag meer van komen. Nakijken kan nog, met controleer.html.`;

/** The name of the format of a vote: what its challenges begin with. */
export const vormVan = instelling => instelling.formaat ?? formaat;

/** That the logarithm of X to G is that of Y to H. */
export function isGelijk(vorm, bewijs, x, h, y, soort, ...over) {
  const [c, z] = [getal(bewijs.c), getal(bewijs.z)];
  return c === uitdagingVan(vorm, soort, ...over, puntTekst(terug(G, z, x, c)), puntTekst(terug(h, z, y, c)));
}

/** Proves that x is both the logarithm of X to G and that of Y to h, without telling it. */
export function bewijsGelijk(x, h, soort, ...over) {
  const w = geheim();
  const c = uitdagingVan(formaat2, soort, ...over, puntTekst(G.multiply(w)), puntTekst(h.multiply(w)));
  return bewijs(c, Fn.add(w, Fn.mul(c, x)));
}

export const bewijs = (c, z) => ({ c: getalTekst(c), z: getalTekst(z) });

/**
 * Why the keys of an old board do not hold; null when they do. Each was proved to be known to somebody, and together they are the key with which ballots were closed: no
 * key of one's own can be slipped in beside theirs. That they were those of the holders, only the holders can say.
 */
export function sleutelfout(instelling) {
  if (instelling.sleutelhouders.length < 2) return "Er is maar één sleutelhouder; die zou alle biljetten kunnen lezen.";
  if (new Set(instelling.sleutelhouders.map(h => h.publiek)).size !== instelling.sleutelhouders.length) return "Een sleutel staat er twee keer.";
  let samen = Niets;
  for (const h of instelling.sleutelhouders) {
    const y = punt(h.publiek);
    const [c, z] = [getal(h.bewijs.c), getal(h.bewijs.z)];
    if (c !== uitdagingVan(formaat, "sleutel", hash(h.naam), h.publiek, puntTekst(terug(G, z, y, c)))) return `Het bewijs bij de sleutel van ${h.naam} klopt niet.`;
    samen = samen.add(y);
  }
  return puntTekst(samen) === instelling.publiek ? null : "De sleutel van de stemming is niet die van de sleutelhouders samen.";
}

function waarover(instelling, biljet) {
  const cijfers = hash(biljet.opties.flatMap(o => [o.a, o.b]).join("|"));
  return instelling.formaat ? [instelling.begin, biljet.lid, biljet.vorige, cijfers]
    : [instelling.stemming, instelling.publiek, biljet.lid, cijfers];
}

/** The hash over a list of members. */
export const lijsthash = kiezers => hash(kiezers.map(k => `${k.lid}|${hash(k.naam)}`).join("\n"));

/**
 * Fills in a ballot. What opens it comes along, and is only for a ballot that is checked and then thrown away. `vorige` is the hash of the line with the member's ballot
 * before this one; none: this is its first. On a board of the old format nobody votes any more.
 */
export function maakBiljet(instelling, lid, keuze, vorige) {
  if (vormVan(instelling) !== formaat2) throw new Error(oud);
  if (!Number.isInteger(keuze) || keuze < 0 || keuze >= instelling.opties.length) throw new Error("Kies een van de mogelijkheden.");
  const y = punt(instelling.publiek);
  const geheimen = instelling.opties.map(geheim);
  const dicht = geheimen.map((r, i) => ({ a: G.multiply(r), b: i === keuze ? y.multiply(r).add(G) : y.multiply(r) }));
  const wie = { lid, vorige: vorige || instelling.begin };
  const kaal = { ...wie, opties: dicht.map(o => ({ a: puntTekst(o.a), b: puntTekst(o.b) })) };
  const over = waarover(instelling, kaal);
  const opties = kaal.opties.map((o, i) => ({ ...o, bewijs: nulOfEen(y, geheimen[i], dicht[i], i === keuze, [...over, `${i}`]) }));
  const som = geheimen.reduce((p, q) => Fn.add(p, q));
  return { biljet: { ...wie, opties, som: bewijsGelijk(som, y, "som", ...over) }, opening: { keuze, geheimen: geheimen.map(getalTekst) } };
}

// The branch that is not true is made from its end: its challenge and answer are drawn, and what it began with follows.
function nulOfEen(y, r, { a, b }, een, over) {
  const [w, cAnders, zAnders] = [geheim(), geheim(), geheim()];
  const waar = [puntTekst(G.multiply(w)), puntTekst(y.multiply(w))];
  const anders = een ? b : b.subtract(G);
  const onwaar = [
    puntTekst(G.multiply(zAnders).subtract(a.multiply(cAnders))),
    puntTekst(y.multiply(zAnders).subtract(anders.multiply(cAnders))),
  ];
  const c = Fn.sub(uitdagingVan(formaat2, "optie", ...over, ...(een ? [...onwaar, ...waar] : [...waar, ...onwaar])), cAnders);
  const [echt, schijn] = [bewijs(c, Fn.add(w, Fn.mul(c, r))), bewijs(cAnders, zAnders)];
  return een ? [schijn, echt] : [echt, schijn];
}

/** Why a ballot is not one for this vote; null when all its proofs hold. */
export function biljetfout(instelling, biljet) {
  try {
    const vorm = vormVan(instelling);
    if (Object.hasOwn(biljet, "vorige") !== (vorm !== formaat) || vorm !== formaat && !/^[0-9a-f]{64}$/.test(biljet.vorige)) return "het heeft niet de juiste vorm.";
    if (biljet.opties.length !== instelling.opties.length) return "het heeft niet zoveel keuzes als de stemming.";
    const y = punt(instelling.publiek);
    const over = waarover(instelling, biljet);
    let [somA, somB] = [Niets, Niets];
    for (const [i, o] of biljet.opties.entries()) {
      const [a, b] = [punt(o.a), punt(o.b)];
      if (o.bewijs.length !== 2) return "een bewijs ontbreekt.";
      const [c0, z0, c1, z1] = o.bewijs.flatMap(p => [getal(p.c), getal(p.z)]);
      const c = uitdagingVan(vorm, "optie", ...over, `${i}`, puntTekst(terug(G, z0, a, c0)), puntTekst(terug(y, z0, b, c0)),
        puntTekst(terug(G, z1, a, c1)), puntTekst(terug(y, z1, b.subtract(G), c1)));
      if (c !== Fn.add(c0, c1)) return `het bewijs bij keuze ${i + 1} klopt niet.`;
      [somA, somB] = [somA.add(a), somB.add(b)];
    }
    return isGelijk(vorm, biljet.som, somA, y, somB.subtract(G), "som", ...over) ? null : "het bewijs dat er precies één keuze is gemaakt klopt niet.";
  } catch {
    return "het heeft niet de juiste vorm.";
  }
}

/** Whether a ballot holds this choice and no other. */
export function opent(instelling, biljet, opening) {
  const y = punt(instelling.publiek);
  return opening.geheimen.length === biljet.opties.length && Number.isInteger(opening.keuze) && opening.keuze >= 0 && opening.keuze < biljet.opties.length
    && opening.geheimen.every((g, i) => {
      const r = getal(g);
      const b = maal(y, r);
      return biljet.opties[i].a === puntTekst(maal(G, r)) && biljet.opties[i].b === puntTekst(i === opening.keuze ? b.add(G) : b);
    });
}

// Makes boards for the vectors, of both formats, and after any fault in them the rest as it then must be: hashes, what ballots name, proofs, the closing, parts and outcome. All
// chance follows from fixed words, so that each board is always the same. What no program of ours makes any more (format 1) or ever would (what is wrong), is made here alone.
import * as C from "../../src/Design/js/ceremonie.mjs";
import { formaat, formaat2, geschreven } from "../../src/Design/js/lezer.mjs";
import * as S from "../../src/Design/js/stembord.mjs";

const { Fn, G, Niets } = S;
const maal = (p, x) => x === 0n ? Niets : p.multiplyUnsafe(x);
const tekst = p => S.puntTekst(p);

/** A number that follows from words. */
export const vast = (...woorden) => Fn.create(BigInt("0x" + S.hash(`alleen voor vectoren|${woorden.join("|")}`)));

/** A proof that the logarithm of some points (each to its own base) is x. */
export function gelijk(vorm, x, bases, soort, over, kans) {
  const w = vast("kans", soort, ...kans);
  const c = S.uitdagingVan(vorm, soort, ...over, ...bases.map(b => tekst(maal(b, w))));
  return S.bewijs(c, Fn.add(w, Fn.mul(c, x)));
}

/** The proof that an option holds 0 or 1; when it holds neither, one of its two halves is not true. */
function nulOfEen(vorm, y, r, { a, b }, m, over, kans) {
  const [w, cn, zn] = ["w", "c", "z"].map(l => vast("optie", l, ...kans));
  const een = m === 1n;
  const nep = een ? b : b.subtract(G);
  const waar = [tekst(maal(G, w)), tekst(maal(y, w))];
  const onwaar = [tekst(maal(G, zn).subtract(maal(a, cn))), tekst(maal(y, zn).subtract(maal(nep, cn)))];
  const c = Fn.sub(S.uitdagingVan(vorm, "optie", ...over, ...(een ? [...onwaar, ...waar] : [...waar, ...onwaar])), cn);
  const [echt, schijn] = [S.bewijs(c, Fn.add(w, Fn.mul(c, r))), S.bewijs(cn, zn)];
  return een ? [schijn, echt] : [echt, schijn];
}

/** A ballot with any numbers in it. `w`: what its proofs are about, before the hash of what is encrypted; `rs`: with what it was encrypted. */
export function biljet({ vorm, y, w, lid, vorige, m, naam, rs }) {
  rs ??= m.map((_, n) => vast("r", naam, n));
  const dicht = rs.map((r, n) => ({ a: maal(G, r), b: maal(y, r).add(maal(G, Fn.create(BigInt(m[n])))) }));
  const over = [...w, S.hash(dicht.flatMap(o => [tekst(o.a), tekst(o.b)]).join("|"))];
  const opties = dicht.map((o, n) => ({ a: tekst(o.a), b: tekst(o.b), bewijs: nulOfEen(vorm, y, rs[n], o, BigInt(m[n]), [...over, `${n}`], [naam, n]) }));
  const som = rs.reduce((p, q) => Fn.add(p, q), 0n);
  return { biljet: { lid, ...(vorige === undefined ? {} : { vorige }), opties, som: gelijk(vorm, som, [G, y], "som", over, [naam]) },
    opening: { keuze: m.indexOf(1), geheimen: rs.map(S.getalTekst) } };
}

/** Makes a board out of steps, each `stand => [kind, content]`; what comes later knows what came before. */
export function bouw(basis, stappen) {
  const stand = { ...basis, keten: [], rij: [], laatste: new Map(), begin: "", hoofd: "" };
  for (const stap of stappen) {
    const [soort, inhoud] = stap(stand);
    const [nr, vorige] = [stand.keten.length, stand.keten.at(-1)?.hash ?? ""];
    const regel = { nr, soort, inhoud, vorige, hash: S.hash(`${vorige}\n${nr}\n${soort}\n${inhoud}`) };
    stand.keten.push(regel);
    stand.rij.push([soort, inhoud]);
    if (nr === 0) stand.begin = regel.hash;
    if (soort === "afsluiting") stand.hoofd ||= regel.hash;
    if (soort === "biljet" && stap.m) { const b = JSON.parse(inhoud); stand.laatste.set(b.lid, { b, hash: regel.hash, m: stap.m }); }
  }
  return stand;
}

const met = (m, stap) => Object.assign(stap, { m });
const over = (s, lid, vorige) => s.vorm === formaat2 ? [s.begin, lid, vorige] : [s.stemming, tekst(s.y), lid];

/** The content of line 0. */
export const eerste = inhoud => () => ["instelling", inhoud];

/** The signature of a holder (0 is the first), of this or of another beginning. */
export const akkoord = (z, begin) => s => ["akkoord", geschreven.akkoord(C.akkoord(s.zaden[z], s.c, begin ?? s.begin))];

/** A ballot: `m` per option, and in `anders` what is not as it must be: the key, the beginning, `vorige`, the format, `rs`, or `na`: what is done to it in the end. */
export const stem = (lid, m, naam, { na, ...anders } = {}) => met(m, s => {
  const vorm = anders.vorm ?? s.vorm;
  const vorige = vorm === formaat ? undefined : anders.vorige ?? s.laatste.get(lid)?.hash ?? s.begin;
  const { biljet: b } = biljet({ y: s.y, w: over({ ...s, vorm, begin: anders.begin ?? s.begin }, lid, vorige), vorige, ...anders, vorm, lid, m, naam });
  return ["biljet", geschreven.biljet(na ? na(b) : b)];
});

/** An opened ballot. `na` is done to what is opened. */
export const open = (lid, m, naam, { na, ...anders } = {}) => s => {
  const vorige = s.vorm === formaat ? undefined : anders.vorige ?? s.begin;
  const g = biljet({ vorm: s.vorm, y: s.y, w: over(s, lid, vorige), vorige, ...anders, lid, m, naam });
  return ["geopend", geschreven.geopend(na ? na(g) : g)];
};

export const sluit = (meer = 0) => s => ["afsluiting", geschreven.afsluiting({ geslotenOp: "2022-12-07T20:00:00Z", biljetten: s.laatste.size + meer })];

const tellend = s => [...s.laatste.values()].filter(({ b }) => b.opties.length === s.opties);
const som = (s, n) => tellend(s).reduce((p, { b }) => p.add(S.punt(b.opties[n].a)), Niets);

/** The part of a holder (0 is the first); `na` is done to it in the end. */
export const deel = (z, { na, x, ...anders } = {}) => s => {
  const [begin, hoofd, eigen] = [anders.begin ?? s.begin, anders.hoofd ?? s.hoofd, x ?? s.geheimen[z]];
  const [houder, publiek] = [s.vorm === formaat2 ? z + 1 : z, tekst(maal(G, s.geheimen[z]))];
  const opties = Array.from({ length: s.opties }, (_, n) => {
    const a = som(s, n);
    const d = tekst(maal(a, eigen));
    const waarover = [s.vorm === formaat2 ? begin : s.stemming, hoofd, `${houder}`, publiek, `${n}`, tekst(a), d];
    return { d, bewijs: gelijk(s.vorm, eigen, [G, a], "deel", waarover, [houder, n, hoofd]) };
  });
  return ["deel", geschreven.deel(na ? na({ houder, opties }) : { houder, opties })];
};

/** The outcome; `na` is done to the votes in the end. */
export const uitslag = (na = u => u) => s =>
  ["uitslag", geschreven.uitslag({ stemmen: na(Array.from({ length: s.opties }, (_, n) => tellend(s).reduce((t, { m }) => t + m[n], 0))) })];

/** A step of which the text is changed in the end. */
export const geschrevenAls = (stap, anders) => met(stap.m, s => { const [soort, inhoud] = stap(s); return [soort, anders(inhoud)]; });

/** A key of format 1, with the proof that it is known. */
export const oudeSleutel = (naam, x) => {
  const publiek = tekst(maal(G, x));
  return { naam, publiek, bewijs: gelijk(formaat, x, [G], "sleutel", [S.hash(naam), publiek], [naam, publiek]) };
};

/** The lines of a board told by what differs from another: a number is that line of it, [number, old, new] that line with the first `old` replaced, [kind, content] itself. */
export const verschil = (van, rij) => rij.map(([soort, inhoud], nr) => {
  const zelfde = van.findIndex(([s, i]) => s === soort && i === inhoud);
  if (zelfde >= 0) return zelfde;
  const oud = van[nr]?.[1];
  if (van[nr]?.[0] !== soort || inhoud.length < 3000) return [soort, inhoud];
  let [p, q] = [0, 0];
  while (p < oud.length && oud[p] === inhoud[p]) p++;
  while (q < oud.length - p && q < inhoud.length - p && oud.at(-1 - q) === inhoud.at(-1 - q)) q++;
  const stuk = () => oud.slice(p, oud.length - q);
  while (stuk() === "" || oud.indexOf(stuk()) !== p) p--;
  return [nr, stuk(), inhoud.slice(p, inhoud.length - q)];
});

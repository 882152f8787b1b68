/** How alike a few short texts are, each with each: by the words they share, the rarer the more, and by pieces of words. */
import { isSmall, saysLittle, type Token } from './tokens.ts';

/** A word that stands in a sentence about anything counts, but far less: as much as where communities are looked for. */
export const LITTLE = 0.3;
/** Letters to a piece: long enough that two words which share some are mostly one word in two forms. */
const PIECE = 4;
/** Of the likeness, what pieces of words make: they find what was typed in one word, in two, or wrongly. */
const PIECES = 0.35;

/** From 0 to 1, by both numbers. */
export type Likeness = readonly Float64Array[];

export function likenessOf(texts: readonly (readonly Token[])[]): Likeness {
  const told = texts.map((text) => text.filter(({ word }) => !isSmall(word)));
  const words = cosines(told.map(wordsOf));
  const pieces = cosines(told.map(piecesOf));
  return words.map((row, i) => row.map((alike, j) => (1 - PIECES) * alike + PIECES * (pieces[i]?.[j] ?? 0)));
}

type Weighed = Map<string, number>;

/** Each stem once; a text of twenty words that says one of them twice is not twice about it. */
const wordsOf = (text: readonly Token[]): Weighed =>
  new Map(text.map(({ stem }) => [stem, saysLittle(stem) ? LITTLE : 1]));

/** Of words that tell something, and of two in a row written as one. */
function piecesOf(text: readonly Token[]): Weighed {
  const pieces: Weighed = new Map();
  const told = text.filter(({ stem }) => !saysLittle(stem));
  told.forEach(({ stem }, at) => {
    const next = told[at + 1]?.stem ?? '';
    for (const whole of [stem, `${stem}${next}`])
      for (let from = 0; from + PIECE <= whole.length; from += 1) pieces.set(whole.slice(from, from + PIECE), 1);
  });
  return pieces;
}

/** By how few of the texts have a word or piece: what stands in all of them ties none together. */
function cosines(texts: readonly Weighed[]): Float64Array[] {
  const having = new Map<string, number[]>();
  texts.forEach((text, at) => {
    for (const one of text.keys()) {
      const texts = having.get(one);
      if (texts) texts.push(at);
      else having.set(one, [at]);
    }
  });
  const rows = texts.map(() => new Float64Array(texts.length));
  const lengths = new Float64Array(texts.length);
  for (const [one, at] of having) {
    const rare = Math.log((texts.length + 1) / at.length);
    const weights = at.map((text) => (texts[text]?.get(one) ?? 0) * rare);
    at.forEach((a, i) => {
      (lengths[a] as number) += (weights[i] as number) ** 2;
      const row = rows[a] as Float64Array;
      at.forEach((b, j) => {
        (row[b] as number) += (weights[i] as number) * (weights[j] as number);
      });
    });
  }
  return rows.map((row, a) =>
    row.map((sum, b) => (sum === 0 ? 0 : sum / Math.sqrt((lengths[a] as number) * (lengths[b] as number)))),
  );
}

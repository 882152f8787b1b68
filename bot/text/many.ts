/**
 * Groups many short texts. Words get directions from the company they keep in these texts; a text is the mean of its words,
 * and texts are gathered around centres. Then the groups say which words tell, and everything is gathered anew with those
 * weighing more: what stands in a sentence about anything falls away by itself, in any kind of text.
 */
import { type Dense, dense, type SparseRow, times, unit, unitRow } from './matrix.ts';
import { mixtureOf } from './mixture.ts';
import { chanceOf } from './seeded.ts';
import { directionsIn } from './singular.ts';
import { centresOf, type Gathered, gather, spread } from './spherical.ts';
import { tellingOf } from './telling.ts';
import { isSmall, type Token } from './tokens.ts';
import { type Corpus, corpusOf } from './vocabulary.ts';
import { wordVectors } from './word-vectors.ts';

/** A word of one text alone ties nothing. */
const LEAST = 2;
/** Directions of words: within the usual 100 to 300, as many as take seconds and not minutes. */
const DIRECTIONS = 200;
/** More than there are: spare ones run empty. As in the mixture's paper, within its 100 to 500. */
const MOST_GROUPS = 300;
/** Gathered so often anew; by the third time hardly a text moves. */
const ANEW = 3;
const ROUNDS = 15;
/** Beginnings of which the best goes on, after so few rounds. */
const BEGINNINGS = 3;
const FIRST_ROUNDS = 5;

/** @param groups how many; found where it is absent. @returns a label for each text, with gaps */
export function groupMany(texts: readonly (readonly Token[])[], groups: number | undefined, seed: number): Int32Array {
  const chance = chanceOf(seed);
  const corpus = corpusOf(
    texts.map((text) => text.map(({ stem }) => stem)),
    LEAST,
  );
  const vectors = wordVectors(corpus, DIRECTIONS, chance);
  let labels: Int32Array;
  let count = groups;
  if (count === undefined) {
    labels = closed(mixtureOf(telling(texts), Math.min(MOST_GROUPS, texts.length), chance));
    count = Math.max(...labels) + 1;
  } else {
    labels = begin(textsIn(corpus, vectors, null, count), count, () => chance()).labels;
  }
  for (let time = 0; time < ANEW; time += 1) {
    const rows = textsIn(corpus, vectors, tellingOf(corpus, labels, count), count);
    labels = gather(rows, centresOf(rows, labels, dense(count, rows.columns)), ROUNDS).labels;
  }
  return labels;
}

/** Words for the mixture, which has no weights: those that only hold sentences together would tie everything. */
const telling = (texts: readonly (readonly Token[])[]): Corpus =>
  corpusOf(
    texts.map((text) => text.filter(({ word }) => !isSmall(word)).map(({ stem }) => stem)),
    1,
  );

function begin(rows: Dense, groups: number, chance: () => number): Gathered {
  const tried = Array.from({ length: BEGINNINGS }, () => gather(rows, spread(rows, groups, chance), FIRST_ROUNDS));
  const best = tried.reduce((a, b) => (b.near > a.near ? b : a));
  return gather(rows, best.centres, ROUNDS);
}

/**
 * Each text as the mean of its words by their rarity and by what they tell, then as its place among the strongest directions of
 * likeness between texts, each text counting less the more it is like everything (normalised spectral clustering).
 */
function textsIn(corpus: Corpus, vectors: Dense, told: Float64Array | null, groups: number): Dense {
  const many = corpus.rows.length;
  const weighed = corpus.rows.map((row): SparseRow => {
    const values = row.times.map((times, at) => {
      const word = row.words[at] as number;
      return (1 + Math.log(times)) * Math.log(many / (corpus.having[word] as number)) * (told?.[word] ?? 1);
    });
    return unitRow({ columns: row.words, values });
  });
  const rows = unit(times(weighed, vectors));
  evenOut(rows);
  const { left, values } = directionsIn(rows, Math.min(groups, rows.columns));
  for (let row = 0; row < left.rows; row += 1)
    for (let c = 0; c < left.columns; c += 1) (left.at[row * left.columns + c] as number) *= values[c] as number;
  return unit(left);
}

/** Each row divided by the root of how like it is to all others together, which is not let come near nothing. */
function evenOut({ rows, columns, at }: Dense): void {
  const sum = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1)
    for (let c = 0; c < columns; c += 1) (sum[c] as number) += at[row * columns + c] as number;
  const degrees = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1)
    for (let c = 0; c < columns; c += 1)
      (degrees[row] as number) += (at[row * columns + c] as number) * (sum[c] as number);
  const least = (1e-3 * degrees.reduce((total, one) => total + Math.abs(one), 0)) / rows;
  for (let row = 0; row < rows; row += 1) {
    const root = Math.sqrt(Math.max(degrees[row] as number, least));
    if (root === 0) continue;
    for (let c = 0; c < columns; c += 1) (at[row * columns + c] as number) /= root;
  }
}

/** The same labels from 0 on without gaps. */
function closed(labels: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}

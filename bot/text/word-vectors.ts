/** Words as directions: those that stand beside the same others, in these very texts, point the same way. */
import { type Dense, dense, type SparseRow, unit } from './matrix.ts';
import type { Chance } from './seeded.ts';
import { directionsOf } from './singular.ts';
import type { Corpus } from './vocabulary.ts';

/**
 * How unexpectedly often two words share a text (positive pointwise mutual information), with the context's share raised to
 * 0.75, and its singular vectors scaled by the root of their values: constants of Levy, Goldberg and Dagan (2015), not fitted here.
 */
const SMOOTHED = 0.75;
const SCALED = 0.5;

export function wordVectors(corpus: Corpus, directions: number, chance: Chance): Dense {
  const { values, left } = directionsOf(associationsOf(corpus), corpus.words, directions, chance);
  const vectors = dense(left.rows, left.columns);
  for (let row = 0; row < left.rows; row += 1)
    for (let c = 0; c < left.columns; c += 1)
      vectors.at[row * left.columns + c] =
        (left.at[row * left.columns + c] as number) * (values[c] as number) ** SCALED;
  return unit(vectors);
}

function associationsOf({ words, rows }: Corpus): readonly SparseRow[] {
  const textsOf: number[][] = Array.from({ length: words }, () => []);
  rows.forEach((row, text) => {
    for (const word of row.words) textsOf[word]?.push(text);
  });
  // How many words each word stands beside, itself included, over all texts.
  const beside = new Float64Array(words);
  for (const row of rows) for (const word of row.words) (beside[word] as number) += row.words.length;
  const all = beside.reduce((sum, one) => sum + one, 0);
  const smoothed = beside.map((one) => one ** SMOOTHED);
  const allSmoothed = smoothed.reduce((sum, one) => sum + one, 0);
  const together = new Float64Array(words);
  return textsOf.map((texts, word) => {
    const met = new Set<number>();
    for (const text of texts) {
      for (const other of rows[text]?.words ?? []) {
        met.add(other);
        (together[other] as number) += 1;
      }
    }
    const columns: number[] = [];
    const values: number[] = [];
    for (const other of [...met].sort((a, b) => a - b)) {
      const expected = ((beside[word] as number) / all) * ((smoothed[other] as number) / allSmoothed);
      const value = Math.log((together[other] as number) / all / expected);
      together[other] = 0;
      if (value <= 0) continue;
      columns.push(other);
      values.push(value);
    }
    return { columns: Int32Array.from(columns), values: Float64Array.from(values) };
  });
}

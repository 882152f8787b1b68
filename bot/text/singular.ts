/** The strongest directions of a matrix: its first singular values and vectors, found from a random beginning. */
import { eigenOf } from './eigen.ts';
import { type Dense, dense, gram, product, type SparseRow, times, transposedTimes } from './matrix.ts';
import { type Chance, normal } from './seeded.ts';

export interface Directions {
  /** The largest first. */
  readonly values: Float64Array;
  /** A row for each row of the matrix; the columns are of length one. */
  readonly left: Dense;
}

/** Halko, Martinsson and Tropp (2011): some directions more than are wanted, and a few powers; both as they advise. */
const MORE = 10;
const POWERS = 4;

/** Of a sparse matrix. @param width how many columns it has */
export function directionsOf(sparse: readonly SparseRow[], width: number, wanted: number, chance: Chance): Directions {
  const count = Math.min(wanted + MORE, width, sparse.length);
  let across = dense(width, count);
  for (let at = 0; at < across.at.length; at += 1) across.at[at] = normal(chance);
  for (let power = 0; power < POWERS; power += 1)
    across = directionsIn(transposedTimes(sparse, width, times(sparse, across)), count).left;
  return directionsIn(times(sparse, across), Math.min(wanted, count));
}

/** Of a dense matrix of few columns. */
export function directionsIn(matrix: Dense, wanted: number): Directions {
  const { values, vectors } = eigenOf(gram(matrix));
  const count = Math.min(wanted, matrix.columns);
  const turn = dense(matrix.columns, count);
  // What is left of a direction below this is the error of the sums.
  const least = 1e-12 * (values[0] ?? 0);
  for (let c = 0; c < count; c += 1) {
    const value = values[c] as number;
    if (value <= least) continue;
    for (let row = 0; row < matrix.columns; row += 1)
      turn.at[row * count + c] = (vectors.at[row * matrix.columns + c] as number) / Math.sqrt(value);
  }
  return {
    values: Float64Array.from(values.subarray(0, count), (v) => Math.sqrt(Math.max(0, v))),
    left: product(matrix, turn),
  };
}

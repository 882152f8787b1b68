/** Spherical k-means: rows of length one, gathered around the centres that they point to most. */
import { type Dense, dense, unit } from './matrix.ts';
import { type Chance, drawn } from './seeded.ts';

export interface Gathered {
  readonly labels: Int32Array;
  readonly centres: Dense;
  /** How near all rows are to their centres, summed. */
  readonly near: number;
}

/** Where no more than one in five hundred moves, the rest is not waited for: it takes most of the time and changes little. */
const STILL = 0.002;

/** From given centres until nothing moves, or so many rounds. */
export function gather(rows: Dense, from: Dense, rounds: number): Gathered {
  const labels = new Int32Array(rows.rows).fill(-1);
  let centres = from;
  let near = 0;
  for (let round = 0; round < rounds; round += 1) {
    const moved = assign(rows, centres, labels);
    near = moved.near;
    if (moved.count <= STILL * rows.rows) break;
    centres = centresOf(rows, labels, centres);
  }
  return { labels, centres, near };
}

/** The middles of groups; an empty one keeps the centre it had. */
export function centresOf(rows: Dense, labels: Int32Array, before: Dense): Dense {
  const { columns } = rows;
  const centres = dense(before.rows, columns);
  const counts = new Float64Array(before.rows);
  labels.forEach((label, row) => {
    (counts[label] as number) += 1;
    for (let c = 0; c < columns; c += 1)
      (centres.at[label * columns + c] as number) += rows.at[row * columns + c] as number;
  });
  counts.forEach((count, group) => {
    if (count === 0) centres.at.set(before.at.subarray(group * columns, (group + 1) * columns), group * columns);
  });
  return unit(centres);
}

/** Centres to begin with, far from each other (k-means++). */
export function spread(rows: Dense, groups: number, chance: Chance): Dense {
  const { columns } = rows;
  const centres = dense(groups, columns);
  const away = new Float64Array(rows.rows).fill(1);
  for (let group = 0; group < groups; group += 1) {
    const sum = away.reduce((total, one) => total + one, 0);
    const chosen = drawn(away, sum, chance);
    centres.at.set(rows.at.subarray(chosen * columns, (chosen + 1) * columns), group * columns);
    for (let row = 0; row < rows.rows; row += 1)
      away[row] = Math.min(
        away[row] as number,
        Math.max(0, 1 - dot(rows.at, row * columns, centres.at, group * columns, columns)),
      );
  }
  return centres;
}

function assign(rows: Dense, centres: Dense, labels: Int32Array): { readonly count: number; readonly near: number } {
  const { columns } = rows;
  let count = 0;
  let near = 0;
  for (let row = 0; row < rows.rows; row += 1) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let group = 0; group < centres.rows; group += 1) {
      const alike = dot(rows.at, row * columns, centres.at, group * columns, columns);
      if (alike > most) {
        most = alike;
        best = group;
      }
    }
    near += most;
    if (labels[row] === best) continue;
    labels[row] = best;
    count += 1;
  }
  return { count, near };
}

/** Four sums side by side: nearly all the time of a large grouping is spent here. */
function dot(a: Float64Array, from: number, b: Float64Array, to: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < length; at += 4) {
    s0 += (a[from + at] as number) * (b[to + at] as number);
    s1 += (a[from + at + 1] as number) * (b[to + at + 1] as number);
    s2 += (a[from + at + 2] as number) * (b[to + at + 2] as number);
    s3 += (a[from + at + 3] as number) * (b[to + at + 3] as number);
  }
  for (; at < length; at += 1) s0 += (a[from + at] as number) * (b[to + at] as number);
  return s0 + s1 + s2 + s3;
}

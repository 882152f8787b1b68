/** How well groups that were found agree with those that people made. */
import { assignment } from './assignment.ts';

/**
 * Of all texts, the share whose group is matched with their true one, where groups are matched one to one as well as can be
 * (Hungarian method). In percent.
 */
export function accuracyOf(truth: readonly unknown[], found: readonly unknown[]): number {
  const { counts, all } = crossed(truth, found);
  return all === 0 ? 0 : (100 * assignment(counts)) / all;
}

/**
 * Mutual information over the arithmetic mean of both entropies, in percent: what scikit-learn calculates unless told otherwise,
 * so very likely what published figures are. With the number of groups given, the geometric mean gives the same to 0.1 on these sets.
 */
export function nmiOf(truth: readonly unknown[], found: readonly unknown[]): number {
  const { counts, all } = crossed(truth, found);
  const rows = counts.map((row) => sum(row) / all);
  const columns = (counts[0] ?? []).map((_, column) => sum(counts.map((row) => row[column] ?? 0)) / all);
  let shared = 0;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count > 0) shared += (count / all) * Math.log(count / all / ((rows[i] ?? 0) * (columns[j] ?? 0)));
    });
  });
  const mean = (entropy(rows) + entropy(columns)) / 2;
  // One group on both sides: nothing to tell apart, and nothing is told apart.
  return mean === 0 ? 100 : (100 * shared) / mean;
}

export interface Pairs {
  readonly right: number;
  readonly found: number;
  readonly true: number;
}

/** Pairs of texts that are together: in both, in what was found, in truth. */
export function pairsOf(truth: readonly unknown[], found: readonly unknown[]): Pairs {
  const { counts } = crossed(truth, found);
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  return {
    right: sum(counts.flat().map(pairs)),
    found: sum((counts[0] ?? []).map((_, column) => pairs(sum(counts.map((row) => row[column] ?? 0))))),
    true: sum(counts.map((row) => pairs(sum(row)))),
  };
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
const entropy = (shares: readonly number[]): number =>
  -sum(shares.map((share) => (share > 0 ? share * Math.log(share) : 0)));

/** How many texts stand in each true group (rows) and each found one (columns). */
function crossed(truth: readonly unknown[], found: readonly unknown[]) {
  const [rows, columns] = [numbered(truth), numbered(found)];
  const counts = Array.from({ length: rows.many }, () => new Array<number>(columns.many).fill(0));
  rows.of.forEach((row, at) => {
    const counted = counts[row];
    const column = columns.of[at] ?? 0;
    if (counted) counted[column] = (counted[column] ?? 0) + 1;
  });
  return { counts, all: truth.length };
}

function numbered(labels: readonly unknown[]): { readonly of: readonly number[]; readonly many: number } {
  const numbers = new Map<unknown, number>();
  const of = labels.map((label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
  return { of, many: numbers.size };
}

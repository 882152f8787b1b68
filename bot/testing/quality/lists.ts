/** How good an ordered list is: average precision, the first right one's place, and whether a difference of two ways is more than chance. */
import { chanceOf } from '../../text/seeded.ts';

/**
 * Average precision.
 * @param relevant whether each place of the list is
 * @param all how many relevant ones there are, also those that are not in the list
 */
export function averagePrecision(relevant: readonly boolean[], all: number): number {
  let hits = 0;
  let sum = 0;
  relevant.forEach((is, at) => {
    if (!is) return;
    hits += 1;
    sum += hits / (at + 1);
  });
  return all === 0 ? 0 : sum / all;
}

/** One over the place of the first relevant one; 0 where none is. */
export function reciprocalRank(relevant: readonly boolean[]): number {
  const first = relevant.indexOf(true);
  return first < 0 ? 0 : 1 / (first + 1);
}

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;

const DRAWS = 5_000;

/** The mean of paired differences with the interval in which 95 % of 5,000 draws of as many pairs, with replacement, have theirs (Efron's percentile bootstrap). */
export function pairedInterval(
  a: readonly number[],
  b: readonly number[],
): { readonly mean: number; readonly from: number; readonly to: number } {
  const differences = a.map((one, at) => one - (b[at] ?? 0));
  const chance = chanceOf(1);
  const draws = Array.from({ length: DRAWS }, () =>
    meanOf(differences.map(() => differences[Math.floor(chance() * differences.length)] ?? 0)),
  ).sort((x, y) => x - y);
  const at = (share: number): number => draws[Math.floor(share * (draws.length - 1))] ?? 0;
  return { mean: meanOf(differences), from: at(0.025), to: at(0.975) };
}

/** Measures of ordered lists, by figures that can be worked out by hand. */
import { expect, test } from 'vitest';
import { averagePrecision, pairedInterval, reciprocalRank } from './lists.ts';

test('average precision counts those that are not in the list', () => {
  expect(averagePrecision([true, false, true], 2)).toBeCloseTo((1 + 2 / 3) / 2, 10);
  expect(averagePrecision([true, false, true], 4)).toBeCloseTo((1 + 2 / 3) / 4, 10);
  expect(averagePrecision([false], 0)).toBe(0);
});

test('the reciprocal rank is that of the first', () => {
  expect(reciprocalRank([false, true, true])).toBe(0.5);
  expect(reciprocalRank([false])).toBe(0);
});

test('a difference that is always there is told from one that comes and goes', () => {
  const half = Array.from({ length: 100 }, (_, at) => (at % 2) / 2);
  const better = half.map((one) => one + 0.1);
  expect(pairedInterval(better, half).from).toBeCloseTo(0.1, 10);
  const mixed = half.map((one, at) => one + (at % 4 < 2 ? 0.1 : -0.1));
  const { from, to } = pairedInterval(mixed, half);
  expect(from).toBeLessThan(0);
  expect(to).toBeGreaterThan(0);
});

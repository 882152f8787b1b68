/** Measures of grouping against what is known by hand: the figures of `npm run bench:quality` stand on them. */
import { expect, test } from 'vitest';
import { accuracyOf, nmiOf, pairsOf } from './agreement.ts';
import { assignment } from './assignment.ts';

test('groups are matched one to one as well as can be', () => {
  // Greedy would take the 5 and be left with 0: 4 + 4 is better.
  expect(
    assignment([
      [5, 4],
      [4, 0],
    ]),
  ).toBe(8);
  expect(assignment([[1, 2, 3]])).toBe(3);
  expect(assignment([[1], [2], [3]])).toBe(3);
  expect(assignment([])).toBe(0);
});

test('accuracy does not care what groups are called, and counts what is in none that is matched as wrong', () => {
  expect(accuracyOf(['a', 'a', 'b', 'b'], [1, 1, 0, 0])).toBe(100);
  expect(accuracyOf(['a', 'a', 'b', 'b'], [0, 0, 0, 0])).toBe(50);
  expect(accuracyOf(['a', 'a', 'b', 'b'], [0, 1, 2, 3])).toBe(50);
});

test('mutual information: nothing where all is together, all where groups are the same, and a case calculated by hand', () => {
  expect(nmiOf(['a', 'a', 'b', 'b'], [0, 0, 0, 0])).toBe(0);
  expect(nmiOf(['a', 'a', 'b', 'b'], [7, 7, 3, 3])).toBeCloseTo(100, 10);
  expect(nmiOf(['a', 'a'], [0, 0])).toBe(100);
  // Each alone against two halves: I = ln 2; entropies ln 2 and ln 4, their mean 1.5 ln 2.
  expect(nmiOf(['a', 'a', 'b', 'b'], [0, 1, 2, 3])).toBeCloseTo(100 / 1.5, 10);
});

test('pairs that are together', () => {
  expect(pairsOf(['a', 'a', 'a', 'b'], [0, 0, 1, 1])).toEqual({ right: 1, found: 2, true: 3 });
});

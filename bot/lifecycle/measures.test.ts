/** How lively a community is, held against itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floorOf, isBelow, isGrown, isUsual, type Measured, median, usualOf, WEEK_MS, WEEKS } from './measures.ts';

const now = new Date('2026-11-26T10:00:00Z');
const of = (weeks: readonly number[], more: Partial<Measured> = {}): Measured => ({
  members: 8,
  facilitators: 2,
  contributors: 3,
  weeks,
  lastAt: now,
  createdAt: new Date(now.getTime() - 52 * WEEK_MS),
  ...more,
});
/** Two weeks, and eight before them. */
const weeks = (last: readonly [number, number], usual: number): readonly number[] => [...last, ...Array(8).fill(usual)];

test.each([
  [{}, true],
  [{ facilitators: 1 }, false],
  [{ members: 7 }, false],
  [{ contributors: 2 }, false],
])('it has found its people with %o: %s', (more, grown) => {
  expect(isGrown(of([], more))).toBe(grown);
});

test('the median, and what is less than usual', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  // Where every week is like the others, a difference of one is nothing.
  expect(floorOf([10, 10, 10, 10])).toBe(8);
  expect(floorOf([2, 6, 10, 14, 18])).toBe(2);
});

test.each([
  ['two weeks below', weeks([7, 7], 10), true],
  ['one week below', weeks([7, 10], 10), false],
  ['the week before alone', weeks([10, 7], 10), false],
  ['just not below', weeks([8, 8], 10), false],
  ['little is usual, and a little is said', weeks([0, 0], 2), false],
  ['nothing for four weeks', [0, 0, 0, 0, 1, 1, 1, 1, 1, 1], true],
  ['nothing for three weeks', [0, 0, 0, 1, 1, 1, 1, 1, 1, 1], false],
])('%s: %o', (_, counted, below) => {
  expect(isBelow(of(counted), now)).toBe(below);
});

test('a young community is not judged by weeks in which it was not there', () => {
  const young = { createdAt: new Date(now.getTime() - 3 * WEEK_MS) };
  expect(isBelow(of([0, 0, 20, 0, 0, 0, 0, 0, 0, 0], young), now)).toBe(false);
  const older = { createdAt: new Date(now.getTime() - 7 * WEEK_MS) };
  expect(isBelow(of([0, 0, 20, 20, 20, 20, 20, 0, 0, 0], older), now)).toBe(true);
});

test('it is as lively as usual once a week is as the weeks before it fell', () => {
  const measured = of([0, 0, 9, 10, 11, 10, 10, 10, 10, 12]);
  const usual = usualOf(measured, now);
  expect(usual).toBe(10);
  expect(isUsual(measured, usual)).toBe(false);
  expect(isUsual(of([10, 0]), usual)).toBe(true);
  expect(usualOf(of([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), now)).toBe(1);
});

test('whoever says as much as ever is never below, and more never makes it quieter', () => {
  const counts = fc.array(fc.nat({ max: 60 }), { minLength: WEEKS, maxLength: WEEKS });
  fc.assert(
    fc.property(counts, (all) => {
      const most = Math.max(...all.slice(2));
      if (most > 0) expect(isBelow(of([most, most, ...all.slice(2)]), now)).toBe(false);
      if (!isBelow(of(all), now)) {
        const [first = 0, ...rest] = all;
        expect(isBelow(of([first + 1, ...rest]), now)).toBe(false);
      }
    }),
  );
});

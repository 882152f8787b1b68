/** Likeness by letters. */
import { expect, test } from 'vitest';
import { sharedTrigrams, trigramsIn } from './trigrams.ts';

test('words become groups of three letters, blanks around them', () => {
  expect([...trigramsIn('Cat, cat')]).toEqual(['  c', ' ca', 'cat', 'at ']);
  expect(trigramsIn(' … ').size).toBe(0);
});

test('what is typed a little differently is much alike, what is not is not', () => {
  const alike = (a: string, b: string) => sharedTrigrams(trigramsIn(a), trigramsIn(b));
  expect(alike('licence fee', 'licence fee')).toBe(1);
  // The example of pg_trgm's own page: word and two words share four of eleven.
  expect(alike('word', 'two words')).toBeCloseTo(4 / 11, 5);
  expect(alike('licence', 'lisence')).toBeGreaterThan(alike('licence', 'silence'));
  expect(alike('tax', 'elections')).toBe(0);
  expect(alike('', '')).toBe(0);
});

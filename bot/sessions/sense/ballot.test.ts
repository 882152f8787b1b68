/** Votes: nobody ever has more than their budget, or more than two for one topic. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetFor, cast, MOST_EACH } from './ballot.ts';

test.each([
  [7, 3],
  [9, 3],
  [10, 4],
  [16, 4],
  [17, 5],
  [60, 8],
])('of %i topics, each has %i votes', (topics, votes) => {
  expect(budgetFor(topics)).toBe(votes);
});

const TOPICS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

test('whatever is chosen, what is taken is within the budget, and of topics that are there', () => {
  const some = fc.uniqueArray(fc.constantFrom(...TOPICS), { maxLength: 8 });
  const wild = fc.oneof(
    { weight: 9, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.constant(['gone']) },
  );
  let taken = 0;
  fc.assert(
    fc.property(some, some, wild, fc.integer({ min: 1, max: 8 }), (one, other, more, budget) => {
      // Mostly of those that were chosen, so that what is taken is tried too.
      const two = other.filter((topic, at) => one.includes(topic) || at === 7);
      const votes = cast([...one, ...more], two, { topics: new Set(TOPICS), budget });
      if (votes.kind === 'refused') return;
      taken += 1;
      expect(votes.votes.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(budget);
      expect(new Set(votes.votes.map(({ topic }) => topic)).size).toBe(votes.votes.length);
      for (const { topic, count } of votes.votes) {
        expect(TOPICS).toContain(topic);
        expect(count).toBeLessThanOrEqual(MOST_EACH);
        expect(count).toBeGreaterThan(0);
      }
    }),
  );
  expect(taken).toBeGreaterThan(0);
});

test('what is too much, or second without a first, is refused with the reason', () => {
  const how = { topics: new Set(TOPICS), budget: 3 };
  expect(cast(['a', 'b'], ['a', 'b'], how)).toEqual({ kind: 'refused', why: 'too-many', given: 4 });
  expect(cast(['a'], ['b'], how)).toEqual({ kind: 'refused', why: 'second-alone' });
  expect(cast(['gone'], [], how)).toEqual({ kind: 'refused', why: 'gone' });
  expect(cast([], [], how)).toEqual({ kind: 'cast', votes: [] });
  expect(cast(['a', 'b'], ['b'], how)).toMatchObject({
    votes: [
      { topic: 'a', count: 1 },
      { topic: 'b', count: 2 },
    ],
  });
});

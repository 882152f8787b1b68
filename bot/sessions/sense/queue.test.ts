/** Which topic comes next, and how reasons stand below each other. */
import { expect, test } from 'vitest';
import { currentOf, queueOf } from './queue.ts';
import type { Factor, Topic } from './records.ts';
import { chainOf, depthOf } from './why.ts';

const topic = (id: string, how: Partial<Topic> = {}): Topic => ({
  id,
  session: 's',
  title: id,
  kind: 'change',
  state: 'accepted',
  into: null,
  why: [],
  priority: true,
  place: 0,
  votes: null,
  outcome: null,
  outcomeWhy: null,
  undiscussed: null,
  dealtAt: null,
  discussedAt: null,
  version: 1,
  points: 1,
  ...how,
});
const ids = (topics: readonly Topic[]): string =>
  queueOf(topics)
    .map(({ id }) => id)
    .join(' ');
const at = (minute: number): Date => new Date(Date.UTC(2026, 11, 1, 10, minute));

test('most votes first; without votes most points, then as they came', () => {
  expect(ids([topic('a', { votes: 1 }), topic('b', { votes: 3 }), topic('c', { votes: 3, points: 4 })])).toBe('c b a');
  expect(ids([topic('a', { place: 2 }), topic('b', { place: 1 }), topic('c', { points: 4, place: 3 })])).toBe('c b a');
});

test('what is done, suggested or not among the first does not come; what was dealt and left open comes last', () => {
  const all = [
    topic('done', { outcome: 'keep' }),
    topic('reason', { undiscussed: 'no time' }),
    topic('later', { priority: false }),
    topic('suggested', { state: 'suggested' }),
    topic('dealt', { dealtAt: at(0), votes: 9 }),
    topic('open', { votes: 1 }),
  ];
  expect(ids(all)).toBe('open dealt');
});

test('the one that was dealt last is talked about', () => {
  expect(currentOf([topic('a'), topic('b')])).toBeNull();
  const dealt = [topic('a', { dealtAt: at(5) }), topic('b', { dealtAt: at(9), outcome: 'keep' }), topic('c')];
  expect(currentOf(dealt)?.id).toBe('b');
});

test('a reason stands below what it is the reason of', () => {
  const factor = (id: string, under: string | null, depth: number): Factor => ({
    id,
    topic: 't',
    statement: id,
    category: 'plan',
    depth,
    under,
  });
  const all = [
    factor('a', null, 1),
    factor('b', null, 1),
    factor('a1', 'a', 2),
    factor('a2', 'a1', 3),
    factor('x', 'gone', 2),
  ];
  expect(chainOf(all).map(({ id }) => id)).toEqual(['a', 'a1', 'a2', 'b', 'x']);
  expect([depthOf(all), depthOf([])]).toEqual([3, 0]);
});

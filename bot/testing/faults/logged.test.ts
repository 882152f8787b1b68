/** An error is forgiven where what it stands on was just broken, of a kind that this explains, and nowhere else. */
import { expect, test } from 'vitest';
import { type Hit, unexplained } from './logged.ts';

const at = Date.parse('2026-03-02T10:00:00.000Z');
const line = (event: string, code: string | undefined, after: number, error = 'Error'): string =>
  JSON.stringify({
    level: 'error',
    time: new Date(at + after).toISOString(),
    event,
    error,
    ...(code && { code }),
  });
const hits = (of: Hit['of']): Hit[] => [{ of, from: at, to: at + 1_000 }];

test.each([
  ['a handler whose connection was cut', line('handler failed', 'P1017', 500), 'database'],
  ['what was due', line('a community could not be looked at', undefined, 2_000), 'database'],
  ['one of pg, which has no code', line('handler failed', undefined, 2_000), 'database'],
  ['one that Prisma wrapped', line('handler failed', 'P2010/57P01', 2_000), 'database'],
  ['the queue in Postgres', line('queue.error', undefined, 500, 'error 57P01 at jobs/queue.ts:1'), 'database'],
  ['the queue on Redis', line('queue.error', undefined, 500, 'Error ECONNREFUSED'), 'redis'],
] as const)('explained: %s', (_what, logged, of) => {
  expect(unexplained([logged], hits(of))).toEqual({});
  expect(Object.values(unexplained([logged], []))).toEqual([1]);
});

test.each([
  ['long after', line('handler failed', 'P1017', 60_000), 'database'],
  ['before', line('handler failed', 'P1017', -1), 'database'],
  ['of another kind', line('handler failed', 'P2002', 500), 'database'],
  ['a mistake in SQL', line('handler failed', 'P2010/42601', 500), 'database'],
  ['a mistake of ours', line('handler failed', undefined, 500, 'TypeError'), 'database'],
  ['of another event', line('card.refused', 'P1017', 500), 'database'],
  ['while Redis was flushed', line('handler failed', 'P1017', 500), 'redis'],
] as const)('not explained: %s', (_what, logged, of) => {
  expect(Object.values(unexplained([logged], hits(of)))).toEqual([1]);
});

/** For how long a platform's halt is kept to. */
import { expect, test } from 'vitest';
import { type Budgets, paying } from './budget.ts';
import { ChatError } from './chat.ts';

test.each([
  [0, 1_000],
  [7_000, 7_000],
  [3_600_000, 3_600_000],
  [86_400_000, 3_600_000],
  [1e18, 3_600_000],
])('a halt of %d ms pauses for %d ms', async (said, kept) => {
  const paused: [string, number][] = [];
  const budgets: Budgets = {
    clock: { now: () => new Date(0) },
    spend: async () => 0,
    pause: async (key, ms) => void paused.push([key, ms]),
  };
  const bill = { limits: [{ key: 'a method', burst: 1, everyMs: 1_000 }], waiting: false };
  const halt = new ChatError('busy', 'ratelimited', said, false, true);
  const call = paying({ budgets, wait: async () => undefined }, bill, () => Promise.reject(halt));
  await expect(call).rejects.toBe(halt);
  expect(paused).toEqual([['a method', kept]]);
});

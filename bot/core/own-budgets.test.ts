/** Budgets that one process counts by itself: as the shared ones count, and forgotten when they are whole. */
import { expect, test } from 'vitest';
import { settableClock } from '../testing/clock.ts';
import { createOwnBudgets } from './own-budgets.ts';

const limit = { key: 'slack/T1/views.open', burst: 3, everyMs: 1_000, kept: 1 };
const hurried = { waiting: true };

test('a burst at once, then one for each that is earned, and a part kept for who waits', async () => {
  const clock = settableClock();
  const budgets = createOwnBudgets(clock);
  const spend = (how = hurried) => budgets.spend([limit], how);
  expect([await spend({ waiting: false }), await spend({ waiting: false })]).toEqual([0, 0]);
  expect([await spend({ waiting: false }), await spend()]).toEqual([1_000, 0]);
  expect(await spend()).toBe(1_000);
  clock.pass(400);
  expect(await spend()).toBe(600);
  clock.pass(600);
  expect([await spend(), await spend()]).toEqual([0, 1_000]);
  clock.pass(60_000);
  expect([await spend(), await spend(), await spend(), await spend()]).toEqual([0, 0, 0, 1_000]);
});

test('of several limits all are spent of or none, each key by itself', async () => {
  const budgets = createOwnBudgets(settableClock());
  const other = { ...limit, key: 'slack/T2/views.open', burst: 1 };
  expect(await budgets.spend([limit, other], hurried)).toBe(0);
  expect(await budgets.spend([limit, other], hurried)).toBe(1_000);
  expect([await budgets.spend([limit], hurried), await budgets.spend([limit], hurried)]).toEqual([0, 0]);
  expect(await budgets.spend([limit], hurried)).toBe(1_000);
});

test('a halt that a platform called is kept to, the longest of them', async () => {
  const clock = settableClock();
  const budgets = createOwnBudgets(clock);
  await budgets.pause(limit.key, 5_000);
  await budgets.pause(limit.key, 2_000);
  expect(await budgets.spend([limit], hurried)).toBe(5_000);
  clock.pass(5_000);
  expect(await budgets.spend([limit], hurried)).toBe(0);
});

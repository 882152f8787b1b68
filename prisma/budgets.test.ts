/** Budgets are shared by processes: each test has two of them, with a pool of its own each. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Limit, paying } from '../bot/core/budget.ts';
import type { ChatError } from '../bot/core/chat.ts';
import { createBudgets, forgetWhole, spendOn } from './budgets.ts';
import { connect, type Database } from './client.ts';
import { silentLog } from './embedded/temporary.ts';
import { type FreshDatabase, freshDatabase } from './testing/database.ts';

let fresh: FreshDatabase;
let pools: Database[];
let now = 0;
const clock = { now: () => new Date(now) };
beforeAll(async () => {
  fresh = await freshDatabase();
  pools = await Promise.all([1, 2].map(() => connect(fresh.url, { max: 6, log: silentLog })));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await fresh.drop();
});
beforeEach(() => {
  now = Date.parse('2026-11-23T09:00:00Z');
});

const process = (number: 0 | 1) => {
  const database = pools[number];
  if (!database) throw new Error('no such process');
  return createBudgets({ prisma: database.prisma, clock });
};
const calm = { waiting: false };
const hurried = { waiting: true };
let made = 0;
const limit = (burst: number, everyMs: number, kept = 0): Limit => {
  made += 1;
  return { key: `test/${made}`, burst, everyMs, kept };
};

test('two processes at once never spend more than there is, from the first use on', async () => {
  for (const size of [1, 3, 7]) {
    const one = limit(size, 1_000);
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, turn) => process(turn % 2 === 0 ? 0 : 1).spend([one], calm)),
    );
    expect(all.filter((ms) => ms === 0)).toHaveLength(size);
    expect(new Set(all)).toEqual(new Set([0, 1_000]));
    now += 2_000;
    const later = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => process(turn % 2 === 0 ? 0 : 1).spend([one], calm)),
    );
    expect(later.filter((ms) => ms === 0)).toHaveLength(Math.min(size, 2));
  }
});

test.each(['first', 'second'])(
  'who comes while another spends the last one, at its %s use, finds it spent',
  async (use) => {
    const [here, there] = pools;
    if (!here || !there) throw new Error('no processes');
    const one = limit(1, 60_000);
    if (use === 'second') await process(1).spend([one], calm);
    if (use === 'second') now += 60_000;
    let other: Promise<number> | undefined;
    const first = await here.prisma.$transaction(async (tx) => {
      const ms = await spendOn(tx, clock.now(), [one], calm);
      other = process(1).spend([one], calm);
      await expect
        .poll(async () => {
          const { rows } = await there.pool.query<{ waiting: number }>(
            `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return rows[0]?.waiting;
        })
        .toBe(1);
      return ms;
    });
    expect(first).toBe(0);
    expect(await other).toBe(60_000);
  },
);

test('several limits are spent together or not at all, whatever their order', async () => {
  const wide = limit(10, 1_000);
  const narrow = limit(4, 60_000);
  const all = await Promise.all(
    Array.from({ length: 30 }, (_, turn) =>
      turn % 2 === 0 ? process(0).spend([wide, narrow], calm) : process(1).spend([narrow, wide], calm),
    ),
  );
  expect(all.filter((ms) => ms === 0)).toHaveLength(4);
  // The refused ones took nothing of the wide one.
  const left = await Promise.all(Array.from({ length: 10 }, () => process(1).spend([wide], calm)));
  expect(left.filter((ms) => ms === 0)).toHaveLength(6);
});

test('what is kept is for people who are waiting, and is earned again for them', async () => {
  const one = limit(5, 1_000, 2);
  const spend = (how: typeof calm) => process(0).spend([one], how);
  expect([await spend(calm), await spend(calm), await spend(calm)]).toEqual([0, 0, 0]);
  expect(await spend(calm)).toBe(1_000);
  expect([await process(1).spend([one], hurried), await spend(hurried)]).toEqual([0, 0]);
  expect(await spend(hurried)).toBe(1_000);
  // What the hurried took of the others' part, the others wait for.
  expect(await spend(calm)).toBe(3_000);
  now += 1_000;
  expect(await spend(calm)).toBe(2_000);
  expect(await spend(hurried)).toBe(0);
});

test('a pause that one process heard of holds every process and every one who waits, the longer one of two', async () => {
  const one = limit(5, 1_000, 1);
  await process(0).pause(one.key, 30_000);
  await process(0).pause(one.key, 10_000);
  expect(await process(1).spend([one], hurried)).toBe(30_000);
  now += 29_999;
  expect(await process(1).spend([one], calm)).toBe(1);
  now += 1;
  expect(await process(1).spend([one], calm)).toBe(0);
});

test('what is whole is forgotten, and nothing that anybody has spent of or paused', async () => {
  const [spent, paused, whole] = [limit(2, 1_000), limit(2, 1_000), limit(2, 1_000)];
  const [{ prisma } = { prisma: undefined as never }] = pools;
  await prisma.budget.deleteMany();
  await process(0).spend([whole, paused], calm);
  await process(0).pause(paused.key, 60_000);
  now += 1_000;
  await process(0).spend([spent], calm);
  expect(await forgetWhole(prisma, new Date(now), 1)).toBe(1);
  expect(await forgetWhole(prisma, new Date(now), 100)).toBe(0);
  expect((await prisma.budget.findMany()).map(({ key }) => key).sort()).toEqual([paused.key, spent.key].sort());
  expect(await process(1).spend([whole], calm)).toBe(0);
  expect(await process(1).spend([paused], calm)).toBe(59_000);
});

test('the wait that is said is the wait that is needed', async () => {
  const one = limit(2, 750);
  for (let spent = 0; spent < 12; spent += 1) {
    const ms = await process(spent % 2 === 0 ? 0 : 1).spend([one], calm);
    if (ms === 0) continue;
    now += ms - 1;
    expect(await process(0).spend([one], calm)).toBe(1);
    now += 1;
    expect(await process(0).spend([one], calm)).toBe(0);
  }
});

test('who is told to come back is told a turn of their own, and whoever waits takes theirs before', async () => {
  const one = limit(1, 750);
  const queues = { waiting: false, queues: true };
  expect(await process(0).spend([one], calm)).toBe(0);
  const turns = [];
  for (let refused = 0; refused < 3; refused += 1)
    turns.push(await process(refused % 2 === 0 ? 0 : 1).spend([one], queues));
  expect(turns).toEqual([750, 1_500, 2_250]);
  expect(await process(1).spend([one], hurried)).toBe(750);
  // Most of these never come back.
  for (let refused = 0; refused < 100; refused += 1) await process(0).spend([one], queues);
  expect(await process(0).spend([one], queues)).toBe(60_750);
});

test('many lanes that wait for one limit come back one after the other', async () => {
  const budgets = process(0);
  const bill = { limits: [limit(6, 1_500)], waiting: false };
  const from = now;
  let tries = 0;
  const due = Array.from({ length: 60 }, () => now);
  while (due.length > 0) {
    due.sort((a, b) => a - b);
    now = due.shift() ?? now;
    tries += 1;
    // A little after their time, as lanes are.
    await paying({ budgets, wait: async () => undefined }, bill, async () => undefined).catch((error: ChatError) =>
      due.push(now + error.retryAfterMs + 20),
    );
  }
  expect(tries).toBeLessThan(180);
  // As soon as the limit lets them, and what each was late.
  expect(now - from).toBeLessThan(54 * 1_520 + 1_500);
});

test('no window ever holds more than the burst and what is earned in it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ burst: fc.integer({ min: 1, max: 5 }), everyMs: fc.constantFrom(250, 500, 750, 1_000) }),
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 20, maxLength: 40 }),
      async (of, pauses) => {
        const one = limit(of.burst, of.everyMs);
        const spent: number[] = [];
        for (const [turn, pause] of pauses.entries()) {
          now += pause;
          if ((await process(turn % 2 === 0 ? 0 : 1).spend([one], calm)) === 0) spent.push(now);
        }
        for (const window of [1_000, 2_000, 30_000]) {
          const most = of.burst + Math.floor(window / of.everyMs);
          for (const from of spent)
            expect(spent.filter((at) => at >= from && at <= from + window).length).toBeLessThanOrEqual(most);
        }
      },
    ),
    { numRuns: 15 },
  );
});

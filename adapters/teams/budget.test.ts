/** What is spent of Microsoft's limits, over HTTP, by processes of one deployment that share a database. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Budgets } from '../../bot/core/budget.ts';
import type { Card } from '../../bot/core/card.ts';
import { ChatError } from '../../bot/core/chat.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import { tell } from '../../bot/core/reply.ts';
import { createBudgets } from '../../prisma/budgets.ts';
import { connect, type Database } from '../../prisma/client.ts';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { type FreshDatabase, freshDatabase } from '../../prisma/testing/database.ts';
import {
  ALEX,
  APP_ID,
  activity,
  CHANNEL,
  createWorld,
  inChannel,
  mentioning,
  TENANT,
  type World,
} from './testing/world.ts';

let fresh: FreshDatabase;
let database: Database;
let clock: { at: Date };
let budgets: Budgets;
const open: World[] = [];
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await connect(fresh.url, { max: 5, log: silentLog });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => {
  clock = { at: new Date('2026-11-23T10:00:00.000Z') };
  budgets = createBudgets({ prisma: database.prisma, clock: { now: () => clock.at } });
});
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
  await database.prisma.budget.deleteMany();
});

/** A process: its own adapter and Microsoft's side of its calls, the same budgets. It has met the channel. */
async function process(): Promise<World> {
  const world = await createWorld((options) => ({ ...options, budgets, wait: async (ms) => pass(ms) }));
  open.push(world);
  await world.deliver(activity('message', { ...mentioning('hello'), ...inChannel('1795') }));
  world.connector.calls.length = 0;
  return world;
}
const pass = (ms: number): void => {
  clock.at = new Date(clock.at.getTime() + ms);
};

const card: Card = { summary: 'Words', blocks: [{ block: 'text', as: 'body', text: 'Words' }] };
const channel: ConversationRef = { kind: 'conversation', platform: 'teams', id: `${TENANT}/${CHANNEL}` };
const alex: UserRef = { kind: 'user', platform: 'teams', id: `${TENANT}/${ALEX.aadObjectId}` };
const reply = (root: string): MessageRef => ({
  kind: 'message',
  platform: 'teams',
  id: `${TENANT}/${CHANNEL};messageid=${root}/1799`,
  key: `${CHANNEL}/1799`,
});
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

test('two processes that send as fast as they may stay within every window that Microsoft names', async () => {
  const worlds = [await process(), await process()];
  const sent: number[] = [];
  for (let message = 0; message < 130; ) {
    const world = worlds[message % 2] ?? worlds[0];
    // Whatever the thread, it is one conversation; drawing again counts as well.
    const to = reply(String(1795 + (message % 3)));
    const call =
      message % 4 === 0 ? world?.teams.chat.update(to, card) : world?.teams.chat.post(to, card, { row: 'r' });
    const error = await failure(call ?? Promise.resolve());
    if (error instanceof ChatError) {
      expect(error).toMatchObject({ reason: 'busy', code: 'budget', perhaps: false });
      pass(error.retryAfterMs);
      continue;
    }
    sent.push(clock.at.getTime());
    message += 1;
  }
  expect(worlds.flatMap(({ connector }) => connector.calls)).toHaveLength(130);
  const most = (window: number) =>
    Math.max(...sent.map((from) => sent.filter((at) => at >= from && at <= from + window).length));
  expect(most(1_000)).toBeLessThanOrEqual(7);
  expect(most(2_000)).toBeLessThanOrEqual(8);
  expect(most(30_000)).toBeLessThanOrEqual(60);
  // And they do not dawdle: what is not kept for people is used.
  expect(most(30_000)).toBeGreaterThanOrEqual(50);
}, 60_000);

test('all conversations together, and looking who is in one, stay within what Microsoft names', async () => {
  const worlds = [await process(), await process()];
  /** Instants of calls that were made as fast as they may be. */
  const made = async (count: number, call: (number: number, world: World) => Promise<unknown>): Promise<number[]> => {
    const at: number[] = [];
    for (let number = 0; number < count; ) {
      const world = worlds[number % 2] as World;
      const error = await failure(call(number, world));
      if (error instanceof ChatError && error.code === 'budget') {
        pass(error.retryAfterMs);
        continue;
      }
      at.push(clock.at.getTime());
      number += 1;
    }
    return at;
  };
  const most = (all: readonly number[], window: number) =>
    Math.max(...all.map((from) => all.filter((at) => at >= from && at <= from + window).length));
  const elsewhere = (number: number): ConversationRef => ({
    ...channel,
    id: `${TENANT}/19:other${number}@thread.tacv2`,
  });
  const sent = await made(90, (number, { teams }) => teams.chat.post(elsewhere(number), card, { row: 'r' }));
  expect(most(sent, 1_000)).toBeLessThanOrEqual(30);
  expect(most(sent, 1_000)).toBeGreaterThanOrEqual(20);
  pass(3_600_000);
  const looked = await made(140, (_, { teams }) => teams.chat.whoIs(alex, channel));
  expect(most(looked, 1_000)).toBeLessThanOrEqual(14);
  expect(most(looked, 30_000)).toBeLessThanOrEqual(120);
  expect(most(looked, 30_000)).toBeGreaterThanOrEqual(100);
}, 60_000);

test('an hour holds no more than 1,800', async () => {
  const world = await process();
  // An hour's allowance, spent as if it had been sent.
  for (let spent = 0; spent < 600; spent += 1) {
    const hour = { key: `teams/${TENANT}/${APP_ID}/send/${CHANNEL}/1h`, burst: 600, everyMs: 3_000 };
    expect(await budgets.spend([hour], { waiting: true })).toBe(0);
  }
  expect(await failure(world.teams.chat.post(channel, card, { row: 'r' }))).toMatchObject({
    code: 'budget',
    // Its own burst is spent, and what is kept for people with it.
    retryAfterMs: 101 * 3_000,
  });
});
test('a person who waits is answered, and known, while what is owed has to wait', async () => {
  const world = await process();
  const post = () => world.teams.chat.post(channel, card, { row: 'r' });
  await post();
  await post();
  expect(await failure(post())).toMatchObject({ code: 'budget', retryAfterMs: 500 });
  expect(await failure(world.teams.chat.update(reply('1795'), card))).toMatchObject({ code: 'budget' });
  world.bot.reply = () => tell(card);
  await world.deliver(activity('message', { ...mentioning('help'), ...inChannel('1795') }));
  await world.teams.chat.update(reply('1795'), card, { waiting: true });
  expect(world.connector.calls).toHaveLength(4);
  for (let asked = 0; asked < 8; asked += 1) await world.teams.chat.whoIs(alex, channel);
  expect(world.connector.calls).toHaveLength(12);
  expect(await failure(post())).toMatchObject({ code: 'budget' });
});

test('when Microsoft calls a halt, no process speaks there until it is over, and elsewhere they do', async () => {
  const one = await process();
  const other = await process();
  one.connector.refuse = () => ({ status: 429, headers: { 'retry-after': '20' } });
  const refused = await failure(one.teams.chat.post(channel, card, { row: 'r' }));
  expect(refused).toMatchObject({ reason: 'busy', retryAfterMs: 20_000, throttled: true });
  pass(5_000);
  expect(await failure(other.teams.chat.post(channel, card, { row: 'r' }))).toMatchObject({
    code: 'budget',
    retryAfterMs: 15_000,
  });
  await other.teams.chat.post(alex, card, { row: 'r' });
  pass(15_000);
  await other.teams.chat.post(channel, card, { row: 'r' });
  expect(other.connector.calls.map(({ path }) => path).filter((path) => path.includes(CHANNEL))).toHaveLength(1);
});

test('a service that is ill pauses nobody', async () => {
  const world = await process();
  for (const status of [412, 502, 504]) {
    world.connector.refuse = () => ({ status });
    expect(await failure(world.teams.chat.post(channel, card, { row: 'r' }))).toMatchObject({
      reason: 'busy',
      throttled: false,
    });
    pass(500);
  }
  world.connector.refuse = () => null;
  await world.teams.chat.post(channel, card, { row: 'r' });
});

test('what could not be sent in time is not sent', async () => {
  const { teams, connector } = await process();
  const spend: Budgets['spend'] = budgets.spend;
  budgets.spend = async (...how) => {
    const ms = await spend(...how);
    pass(9_000);
    return ms;
  };
  const until = new Date(clock.at.getTime() + 10_000);
  expect(await failure(teams.chat.post(alex, card, { row: 'r', until }))).toMatchObject({
    code: 'held_up',
    perhaps: false,
  });
  const made = connector.calls.length;
  expect(made).toBe(1);
  await teams.chat.post(alex, card, { row: 'r', until: new Date(clock.at.getTime() + 10_000) });
  expect(connector.calls).toHaveLength(made + 1);
});

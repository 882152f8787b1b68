/** What is spent of Slack's tiers, by two processes of one deployment that share a database. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Card } from '../../bot/core/card.ts';
import { ChatError } from '../../bot/core/chat.ts';
import { tell } from '../../bot/core/reply.ts';
import { createBudgets } from '../../prisma/budgets.ts';
import { connect, type Database } from '../../prisma/client.ts';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { type FreshDatabase, freshDatabase } from '../../prisma/testing/database.ts';
import { billOf, type Method } from './budget.ts';
import { conversationRef, messageRef, userRef } from './refs.ts';
import { type SlackHarness, slackHarness } from './testing/harness.ts';
import { TEAM } from './testing/slack-people.ts';

let fresh: FreshDatabase;
let database: Database;
let clock = { at: new Date(), now: () => clock.at };
const open: SlackHarness[] = [];
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await connect(fresh.url, { max: 5, log: silentLog });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  await database.prisma.budget.deleteMany();
});

/** A process: its own adapter and Slack's side of its calls, the same budgets and the same clock. */
async function process(): Promise<SlackHarness> {
  if (open.length === 0) clock = { at: new Date(), now: () => clock.at };
  const own = clock;
  const budgets = createBudgets({ prisma: database.prisma, clock: own });
  const wait = async (ms: number): Promise<void> => pass(ms);
  const harness = await slackHarness({ budgets, wait, clock: own });
  open.push(harness);
  return harness;
}
const pass = (ms: number): void => {
  clock.at = new Date(clock.at.getTime() + ms);
  for (const one of open) one.clock.at = clock.at;
};

const card: Card = { summary: 'Words', blocks: [{ block: 'text', as: 'body', text: 'Words' }] };
const channel = conversationRef(TEAM, 'C0LICENCE');
const asha = userRef(TEAM, 'U0ASHA');
const post = (by: SlackHarness, to = channel) => by.chat.post(to, card, { row: 'r' });
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
const methods = (by: SlackHarness): string[] => by.fake.calls.map((call) => call.method);

test('one message a second in a channel, whichever process sends it; what must wait says how long and was not sent', async () => {
  const one = await process();
  const other = await process();
  await post(one);
  pass(250);
  const refused = await failure(post(other));
  expect(refused).toBeInstanceOf(ChatError);
  expect(refused).toMatchObject({ reason: 'busy', code: 'budget', retryAfterMs: 750, perhaps: false });
  expect(methods(other)).toEqual([]);
  await post(other, conversationRef(TEAM, 'C0OTHER'));
  pass(750);
  await post(other);
  expect(methods(other)).toEqual(['chat.postMessage', 'chat.postMessage']);
});

test('a person who waits is answered while what is owed has to wait', async () => {
  const it = await process();
  await post(it, conversationRef(TEAM, 'D0ASHA'));
  expect(await failure(post(it, conversationRef(TEAM, 'D0ASHA')))).toMatchObject({ code: 'budget' });
  it.bot.reply = () => tell(card);
  for (const text of ['one', 'two', 'three']) await it.deliver({ event: 'private', text });
  expect(methods(it)).toEqual(['chat.postMessage', ...['one', 'two', 'three'].map(() => 'chat.postMessage')]);
  // Names as well: all that a tier grants at once is theirs.
  for (let asked = 0; asked < 20; asked += 1) await it.chat.whoIs(asha);
  expect(methods(it).filter((method) => method === 'users.info')).toHaveLength(20);
});

test('a card that somebody waits for is drawn while what is owed has to wait', async () => {
  const it = await process();
  const update = (how?: { waiting: boolean }) => it.chat.update(messageRef(TEAM, 'C0LICENCE', '5.000005'), card, how);
  for (let drawn = 0; drawn < 6; drawn += 1) await update();
  expect(await failure(update())).toMatchObject({ code: 'budget' });
  for (let drawn = 0; drawn < 4; drawn += 1) await update({ waiting: true });
  expect(methods(it)).toHaveLength(10);
});

test('who waits is kept waiting a moment rather than refused', async () => {
  const it = await process();
  it.bot.reply = () => tell(card);
  for (const text of ['1', '2', '3', '4', '5', '6']) await it.deliver({ event: 'private', text });
  expect(methods(it)).toHaveLength(6);
  expect(it.lines.filter((line) => line.event === 'slack.not_said')).toEqual([]);
});

test('when Slack calls a halt, no process calls that method there until it is over, and other methods go on', async () => {
  const one = await process();
  const other = await process();
  one.fake.fail('busy');
  expect(await failure(post(one))).toMatchObject({ code: 'ratelimited', retryAfterMs: 7_000, throttled: true });
  pass(1_000);
  expect(await failure(post(other, conversationRef(TEAM, 'C0OTHER')))).toMatchObject({
    code: 'budget',
    retryAfterMs: 6_000,
  });
  await other.chat.update(messageRef(TEAM, 'C0LICENCE', '5.000005'), card);
  expect(methods(other)).toEqual(['chat.update']);
  pass(6_000);
  await post(other);
  expect(methods(other)).toEqual(['chat.update', 'chat.postMessage']);
});

test('another failure pauses nothing', async () => {
  const it = await process();
  it.fake.fail('broken');
  expect(await failure(post(it))).toMatchObject({ code: 'http_503', throttled: false });
  it.fake.recover();
  pass(1_000);
  await post(it);
});

test('where it cannot be looked up what is left, what is owed waits and who waits is served', async () => {
  const away = {
    clock,
    spend: () => Promise.reject(new Error('away')),
    pause: () => Promise.reject(new Error('away')),
  };
  const it = await slackHarness({ budgets: away });
  open.push(it);
  expect(await failure(post(it))).toMatchObject({ reason: 'busy', code: 'budget_away', perhaps: false });
  await it.chat.whoIs(asha);
  expect(methods(it)).toEqual(['users.info']);
});

test('no minute holds more than its tier grants, and every method keeps a part for people who wait', () => {
  const granted: Record<Method, number> = {
    'auth.teams.list': 20,
    'chat.postMessage': 300,
    'chat.postEphemeral': 100,
    'chat.update': 50,
    'chat.delete': 50,
    'conversations.history': 50,
    'conversations.info': 50,
    'conversations.invite': 50,
    'conversations.kick': 50,
    'conversations.members': 100,
    'conversations.open': 50,
    'conversations.replies': 50,
    'users.info': 100,
    'views.open': 100,
    'views.publish': 100,
    'views.push': 100,
    'views.update': 100,
  };
  for (const [method, most] of Object.entries(granted)) {
    const [tier, place] = billOf(TEAM, method as Method, { channel: 'C1' }, false).limits;
    expect(tier && tier.burst + 60_000 / tier.everyMs).toBe(most);
    expect(tier?.kept).toBeGreaterThan(0);
    expect(place?.everyMs).toBe(method === 'chat.postMessage' ? 1_000 : undefined);
  }
});

test('a process that stood still while it paid does not call any more', async () => {
  const { budgets } = { budgets: createBudgets({ prisma: database.prisma, clock: { now: () => clock.at } }) };
  const still = {
    ...budgets,
    async spend(...how: Parameters<typeof budgets.spend>) {
      const ms = await budgets.spend(...how);
      pass(20_000);
      return ms;
    },
  };
  const one = await slackHarness({ budgets: still, wait: async () => undefined, clock });
  open.push(one);
  expect(await failure(post(one))).toMatchObject({ reason: 'busy', code: 'held_up', perhaps: false });
  expect(methods(one)).toEqual([]);
});

test('a process that stood still while it opened the private chat posts nothing after its time', async () => {
  const budgets = createBudgets({ prisma: database.prisma, clock: { now: () => clock.at } });
  const still = {
    ...budgets,
    async spend(...how: Parameters<typeof budgets.spend>) {
      const ms = await budgets.spend(...how);
      // Not long enough to be noticed by one call alone.
      pass(9_000);
      return ms;
    },
  };
  const one = await slackHarness({ budgets: still, wait: async () => undefined, clock });
  open.push(one);
  const until = new Date(clock.at.getTime() + 10_000);
  expect(await failure(one.chat.post(asha, card, { row: 'r', until }))).toMatchObject({
    code: 'held_up',
    perhaps: false,
  });
  expect(methods(one)).toEqual(['conversations.open']);
  await one.chat.post(asha, card, { row: 'r', until: new Date(clock.at.getTime() + 10_000) });
  expect(methods(one)).toEqual(['conversations.open', 'chat.postMessage']);
});

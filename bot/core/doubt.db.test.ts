/** Messages of which nobody knows whether they were sent: they are looked for before they are sent again, whatever happens meanwhile. */
import { expect, test } from 'vitest';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';
import { ChatError } from './chat.ts';
import { refKey } from './ref.ts';

const MINUTE = 60_000;

/** The story after somebody has asked in Teams: the card is owed to the Slack channel. */
async function asked() {
  const all = await story();
  const { s, asha, teamsChannel, slackChannel } = all;
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  /** A sender that takes the next row and is not heard of again. */
  const taken = async () => {
    const now = s.clock.now();
    await s.outbox.take(lane, 'dead', now, MINUTE);
    const row = await s.outbox.next(lane, now, new Date(now.getTime() + MINUTE));
    if (!row) throw new Error('a row');
    return row;
  };
  /** Takes up whatever came too early and is due again. */
  const lookAgain = async () => {
    for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
  };
  return { ...all, lane, taken, lookAgain };
}

test.each([
  ['a connection that broke', new ChatError('fault', 'connection_lost')],
  ['a server that failed', new ChatError('busy', 'http_503', 1_000, true)],
])('a message whose answer was lost by %s is found, not posted again', async (_what, error) => {
  const { s } = await asked();
  s.slack.loseAnswer(error);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  // The platform may still be writing it.
  s.clock.pass(9_000);
  const { calls } = s.slack;
  await s.settle();
  expect(s.slack.calls).toBe(calls);
  s.clock.pass(2_000);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(await s.prisma.outgoing.findFirst({ where: { platform: 'slack' } })).toMatchObject({ state: 'shown' });
});

test('a look that fails leaves the doubt: it is looked for again before it is posted', async () => {
  const { s, taken } = await asked();
  const row = await taken();
  if (row.to.kind !== 'conversation') throw new Error('a channel');
  await s.slack.post({ ...row.to, kind: 'conversation' }, { summary: 'x', blocks: [] }, { row: row.id });
  s.slack.failNext('find', new ChatError('busy', 'ratelimited', 1_000));
  s.slack.failNext('find', new ChatError('fault', 'timeout'));
  for (const ms of [71_000, 15_000, 15_000]) {
    s.clock.pass(ms);
    await s.settle();
  }
  expect(s.slack.posted).toHaveLength(1);
  expect(wordsOf(s.slack.posted[0]?.card ?? { summary: '', blocks: [] })).toContain('Who knows?');
});

test('a refusal is no doubt: nothing is looked for', async () => {
  const { s } = await asked();
  s.slack.failNext('post', new ChatError('busy', 'ratelimited', 1_000));
  await s.settle();
  const { calls } = s.slack;
  s.clock.pass(2_000);
  await s.settle();
  expect(s.slack.calls - calls).toBe(1);
  expect(s.slack.posted).toHaveLength(1);
});

test('a reply under a message whose answer was lost is heard once that is known', async () => {
  const { s, ben, slackChannel, lookAgain } = await asked();
  s.slack.loseAnswer(new ChatError('fault', 'connection_lost'));
  await s.settle();
  const early = await s.say(ben, slackChannel, 'I do', { thread: s.slack.posted[0]?.ref ?? never() });
  expect(early.reply).toEqual({ kind: 'nothing' });
  s.clock.pass(16_000);
  await s.settle();
  await lookAgain();
  await s.settle();
  expect(s.teams.posted.some((one) => wordsOf(one.card).includes('I do'))).toBe(true);
});

test('a reply under a message whose senders die again and again is heard in the end', async () => {
  const { s, ben, slackChannel, taken, lookAgain } = await asked();
  const row = await taken();
  const sent = await s.slack.post(slackChannel.ref, { summary: 'x', blocks: [] }, { row: row.id });
  await s.say(ben, slackChannel, 'I do', { thread: sent });
  for (let death = 0; death < 3; death += 1) {
    for (let look = 0; look < 5; look += 1) {
      s.clock.pass(15_000);
      await lookAgain();
    }
    await taken();
  }
  s.clock.pass(71_000);
  await s.settle();
  s.clock.pass(15_000);
  await lookAgain();
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(s.teams.posted.filter((one) => wordsOf(one.card).includes('I do')).map((one) => one.to.kind)).toContain(
    'message',
  );
});

test('a new message in a channel is kept for nobody while one of ours is on its way there', async () => {
  const { s, ben, slackChannel, taken } = await asked();
  await taken();
  const { reply } = await s.say(ben, slackChannel, 'Lunch?');
  expect(reply).toBe(null);
});

test('a sender that is held up beyond its lease says nothing, and what it writes afterwards changes nothing', async () => {
  const { s, lane, taken } = await asked();
  const late = await taken();
  s.clock.pass(71_000);
  // The next one looks for so long that its own lease is nearly over.
  const { find } = s.slack;
  s.slack.find = async () => {
    s.clock.pass(55_000);
    return 'absent';
  };
  await s.sender.send(lane);
  expect(s.slack.posted).toHaveLength(0);
  s.slack.find = find;
  s.clock.pass(15_000);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  const now = s.clock.now();
  expect(await s.outbox.end(late, { done: 'failed', problem: 'gone' }, now)).toBe(false);
  expect(await s.prisma.outgoing.findUnique({ where: { id: late.id } })).toMatchObject({ state: 'shown' });
});

test('a lane whose sender died is not asked again and again before it can move', async () => {
  const { s, asha, teamsChannel, lane, taken } = await asked();
  await taken();
  await s.say(asha, teamsChannel, 'And who else?', { addressed: true });
  // The lane's lease is over, the row may not be looked for yet.
  s.clock.pass(65_000);
  expect(await s.outbox.due(s.clock.now(), 10)).not.toContain(lane);
  expect(await s.sender.send(lane)).toBe(false);
  s.clock.pass(6_000);
  expect(await s.outbox.due(s.clock.now(), 10)).toContain(lane);
});

function never(): never {
  throw new Error('not there');
}

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

test('a question deleted before its card was posted below it: nothing fails, nobody is told, no note is left', async () => {
  const { s, ben, slackChannel } = await story();
  s.slack.failNext('post', new ChatError('gone', 'thread_not_found'));
  const { message } = await s.say(ben, slackChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const here = { where: { platform: 'slack', subject: { startsWith: 'question:' } } } as const;
  // The news of the deletion is slower than the refusal.
  expect(await s.prisma.outgoing.findFirst(here)).toMatchObject({ state: 'owed', problem: 'gone' });
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '9' }));
  await s.settle();
  expect(await s.prisma.outgoing.findFirst(here)).toMatchObject({ state: 'removed' });
  expect(s.slack.posted).toEqual([]);
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join()).toContain('Withdrawn by the person who asked');
});

test('nor does it where a sender died over that card: what is looked for in a thread that is gone is not there', async () => {
  const { s, ben, slackChannel } = await story();
  const { message } = await s.say(ben, slackChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  const now = s.clock.now();
  await s.outbox.take(lane, 'dead', now, MINUTE);
  await s.outbox.next(lane, now, new Date(now.getTime() + MINUTE));
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '9' }));
  for (let times = 0; times < 3; times += 1) s.slack.failNext('find', new ChatError('gone', 'thread_not_found'));
  for (let times = 0; times < 3; times += 1) {
    s.clock.pass(75_000);
    await s.settle();
  }
  const here = { where: { platform: 'slack', subject: { startsWith: 'question:' } } } as const;
  expect(await s.prisma.outgoing.findFirst(here)).toMatchObject({ state: 'removed' });
});

test('what stays gone is given up after some minutes, holds nobody up meanwhile, and a facilitator is told', async () => {
  const { s, fay, ben, slackChannel } = await story();
  const gone = () => s.slack.failNext('post', new ChatError('gone', 'thread_not_found'));
  gone();
  await s.say(ben, slackChannel, 'First?', { addressed: true });
  await s.settle();
  await s.say(ben, slackChannel, 'Second?', { addressed: true });
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  // Slack's last try to bring a deletion comes six minutes after its first.
  const states = async () =>
    (
      await s.prisma.outgoing.findMany({
        where: { platform: 'slack', subject: { startsWith: 'question:' } },
        orderBy: { seq: 'asc' },
      })
    ).map(({ state }) => state);
  for (let minutes = 0; minutes < 7; minutes += 1) {
    gone();
    s.clock.pass(MINUTE);
    await s.settle();
  }
  expect(await states()).toEqual(['owed', 'shown']);
  for (let minutes = 7; minutes < 20; minutes += 5) {
    gone();
    s.clock.pass(5 * MINUTE);
    await s.settle();
  }
  expect(await states()).toEqual(['failed', 'shown']);
  expect(s.teams.posted.filter((one) => one.to.kind === 'user' && one.to.id === fay.ref.id)).toHaveLength(1);
});

test('one fault does not freeze a card that has stood for days', async () => {
  const { s, asha, teamsChannel } = await asked();
  await s.settle();
  s.clock.pass(25 * 60 * MINUTE);
  await edited('Who knows now?');
  s.slack.failNext('update', new ChatError('fault', 'timeout'));
  await s.settle();
  s.clock.pass(MINUTE);
  await s.settle();
  expect(wordsOf(s.slack.posted[0]?.card ?? { summary: '', blocks: [] })).toContain('Who knows now?');
  expect(await s.prisma.outgoing.findFirst({ where: { platform: 'slack' } })).toMatchObject({
    state: 'shown',
    failingSince: null,
  });

  async function edited(text: string): Promise<void> {
    const question = await s.prisma.question.findFirstOrThrow();
    const message = { kind: 'message', platform: 'teams', id: 'q', key: question.sourceKey ?? '' } as const;
    const said = { message, thread: message, author: asha.ref, text, files: [], version: '9', link: '' };
    await s.bring(s.event(asha, teamsChannel, { kind: 'edited', addressed: true, said }));
  }
});

test('what was given up is tried again as soon as there is something new to show', async () => {
  const { s, ben, slackChannel } = await asked();
  s.slack.failNext('post', new ChatError('forbidden', 'not_in_channel'));
  await s.settle();
  const card = { where: { platform: 'slack', subject: { startsWith: 'question:' } } } as const;
  expect(await s.prisma.outgoing.findFirst(card)).toMatchObject({ state: 'failed' });
  const { id } = await s.prisma.question.findFirstOrThrow();
  await s.bring(
    s.event(ben, slackChannel, {
      kind: 'submission',
      form: 'questions.answer',
      context: id,
      values: { text: 'I do' },
    }),
  );
  await s.settle();
  expect(await s.prisma.outgoing.findFirst(card)).toMatchObject({ state: 'shown' });
  expect(wordsOf(s.slack.posted[0]?.card ?? { summary: '', blocks: [] })).toContain('1 answer');
});

test('what cannot be unsealed any more ends, and holds nobody up', async () => {
  const { s, ben } = await asked();
  await s.settle();
  await s.bot.accept(s.event(ben, s.private(ben), { kind: 'command', name: 'help', text: '' }, 'command/old'));
  await s.prisma.delivery.updateMany({ where: { id: 'command/old' }, data: { body: new Uint8Array(60) } });
  await s.bot.resume('command/old');
  expect(await s.prisma.delivery.findUnique({ where: { id: 'command/old' } })).toMatchObject({ state: 'dead' });

  const now = s.clock.now();
  const mine = (row: string) => ({
    id: crypto.randomUUID(),
    subject: row,
    destination: row,
    lane: refKey(ben.ref),
    platform: 'slack',
    to: { ...ben.ref },
    dueAt: now,
    createdAt: now,
  });
  await s.prisma.outgoing.create({ data: { ...mine('test:1'), card: new Uint8Array(60) } });
  await s.prisma.outgoing.create({ data: { ...mine('test:2'), view: 'nothing', viewId: 'x' } });
  await s.command(ben, s.private(ben), 'questions');
  await s.sender.send(refKey(ben.ref));
  expect(await s.prisma.outgoing.findFirst({ where: { subject: 'test:1' } })).toMatchObject({ state: 'failed' });
  expect(await s.prisma.outgoing.findFirst({ where: { subject: 'test:2' } })).toMatchObject({ attempts: 1 });
});

test('an answer that the database cannot take just now is held, not asked for again', async () => {
  const { s } = await asked();
  await s.prisma.$executeRaw`CREATE SEQUENCE writing`;
  await s.prisma.$executeRaw`
    CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF nextval('writing') = 1 THEN RAISE EXCEPTION 'away'; END IF; RETURN NEW; END $$`;
  await s.prisma
    .$executeRaw`CREATE TRIGGER away BEFORE UPDATE OF shown ON outgoing FOR EACH ROW EXECUTE FUNCTION away()`;
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(await s.prisma.outgoing.findFirst({ where: { platform: 'slack' } })).toMatchObject({
    state: 'shown',
    attempts: 0,
  });
});

test('what was given up in a place is tried again when the bot is taken into it', async () => {
  const { s, ben, slackChannel } = await asked();
  s.slack.failNext('post', new ChatError('forbidden', 'not_in_channel'));
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  await s.bring(s.event(ben, slackChannel, { kind: 'place', change: 'added' }));
  await s.settle();
  expect(s.slack.posted.map((one) => wordsOf(one.card)).join()).toContain('Who knows?');
});

test('a reply to a question that is stored and not yet acted on is kept until it is', async () => {
  const { s, ben, slackChannel } = await story();
  const cai = s.actor('slack', 'brackenford', 'Cai Morgan');
  const message = { kind: 'message', platform: 'slack', id: 'm1', key: 'm1' } as const;
  const said = { message, thread: message, author: ben.ref, text: 'Who knows?', files: [], version: '1', link: '' };
  const question = s.event(ben, slackChannel, { kind: 'message', addressed: true, said }, 'message/m1');
  await s.bot.accept(question);
  // The process that took it is slow, or dies.
  const early = await s.say(cai, slackChannel, 'I do', { thread: message });
  expect(early.reply).toEqual({ kind: 'nothing' });
  await s.bot.resume('message/m1');
  s.clock.pass(16_000);
  for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
  await s.settle();
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join()).toContain('I do');
});

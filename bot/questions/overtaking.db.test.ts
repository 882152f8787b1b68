/** Events that overtake each other by a hair's breadth: what is deleted stays deleted, what is said is heard. */
import { expect, test } from 'vitest';
import { type MessageRef, refKey } from '../core/ref.ts';
import { wireFeatures } from '../features.ts';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';
import { createWords } from '../words/catalogue.ts';

/** The story with one question that stands in both channels. */
async function asked() {
  const all = await story();
  const { s, asha, teamsChannel } = all;
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  return { ...all, root: s.slack.posted[0]?.ref ?? never() };
}

test('a reply that is deleted while it is being written is gone from every thread', async () => {
  const { s, ben, slackChannel, root } = await asked();
  const message: MessageRef = { kind: 'message', platform: 'slack', id: 'm1', key: 'm1' };
  const said = { message, thread: root, author: ben.ref, text: 'I do', files: [], version: '1', link: '' };
  const event = s.event(ben, slackChannel, { kind: 'message', addressed: false, said }, 'message/m1');
  await s.bot.accept(event);
  // The first thing that the handler asks; then it is held up until the deletion has gone as far as it can.
  let deletion: Promise<unknown> = Promise.resolve();
  let isDone = false;
  await s.inbox.work(event, s.clock.now(), async (w) => {
    expect(await w.isBuried(message)).toBe(false);
    deletion = s
      .bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: root, version: '2' }))
      .then(() => s.follower.follow())
      .then(() => {
        isDone = true;
      });
    await expect.poll(async () => isDone || (await waiting(s, 'advisory')), { timeout: 10_000 }).toBe(true);
    await hearing(s, { w, event, actor: ben });
    return { end: 'settle', result: null };
  });
  await deletion;
  await s.settle();
  expect(s.teams.posted.filter((one) => !one.removed && wordsOf(one.card).includes('I do'))).toEqual([]);
  expect(await s.prisma.reply.findFirst()).toMatchObject({ text: '' });
});

test('an answer that is deleted while another is being written leaves the question answered', async () => {
  const { s, ben, slackChannel, root } = await asked();
  const first = await s.say(ben, slackChannel, 'I do', { thread: root });
  await s.settle();
  const message: MessageRef = { kind: 'message', platform: 'slack', id: 'm1', key: 'm1' };
  const said = { message, thread: root, author: ben.ref, text: 'So do I', files: [], version: '1', link: '' };
  const event = s.event(ben, slackChannel, { kind: 'message', addressed: false, said }, 'message/m1');
  await s.bot.accept(event);
  let deletion: Promise<unknown> = Promise.resolve();
  await s.inbox.work(event, s.clock.now(), async (w) => {
    await hearing(s, { w, event, actor: ben });
    await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message: first.message, thread: root, version: '2' }));
    deletion = s.follower.follow();
    await expect.poll(() => waiting(s, 'transactionid'), { timeout: 10_000 }).toBe(true);
    return { end: 'settle', result: null };
  });
  await deletion;
  await s.settle();
  expect(await s.prisma.question.findFirst()).toMatchObject({ state: 'answered' });
  expect(wordsOf(s.slack.posted[0]?.card ?? never())).toContain('1 answer');
});

test('an answer that is marked while it is being deleted is not marked', async () => {
  const { s, ben, asha, slackChannel, teamsChannel, root } = await asked();
  const answer = await s.say(ben, slackChannel, 'I do', { thread: root });
  await s.settle();
  const { id: reply } = await s.prisma.reply.findFirstOrThrow();
  const event = s.event(ben, slackChannel, { kind: 'command', name: 'help', text: '' }, 'command/1');
  await s.bot.accept(event);
  let marking: Promise<unknown> = Promise.resolve();
  await s.inbox.work(event, s.clock.now(), async (w) => {
    await w.questions.erase('slack', answer.message.key);
    marking = s.press(asha, teamsChannel, 'questions.useful', reply);
    await expect.poll(() => waiting(s, 'transactionid'), { timeout: 10_000 }).toBe(true);
    return { end: 'settle', result: null };
  });
  await marking;
  expect(await s.prisma.question.findFirst()).toMatchObject({ state: 'open', acceptedId: null });
});

test('a question that was deleted before it arrives is not asked', async () => {
  const { s, asha, teamsChannel } = await story();
  const message: MessageRef = { kind: 'message', platform: 'teams', id: 'm1', key: 'm1' };
  const deleted = { kind: 'deleted', message, thread: message, version: '2' } as const;
  await s.bring(s.event(asha, teamsChannel, { ...deleted, addressed: true }));
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true, said: { message, thread: message } });
  await s.settle();
  expect(await s.prisma.question.count()).toBe(0);
  // Nobody's deletion is kept where it was not said to the bot.
  expect(await s.bring(s.event(asha, teamsChannel, deleted))).toBe(null);
});

test('a reply whose thread becomes known between two looks is heard', async () => {
  const { s, ben, asha, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  const now = s.clock.now();
  await s.outbox.take(lane, 'slow', now, 60_000);
  const row = (await s.outbox.next(lane, now, new Date(now.getTime() + 60_000))) ?? never();
  const sent = await s.slack.post(slackChannel.ref, { summary: 'x', blocks: [] }, { row: row.id });
  const message: MessageRef = { kind: 'message', platform: 'slack', id: 'm1', key: 'm1' };
  const said = { message, thread: sent, author: ben.ref, text: 'I do', files: [], version: '1', link: '' };
  const event = s.event(ben, slackChannel, { kind: 'message', addressed: false, said }, 'message/m1');
  await s.bot.accept(event);
  await s.inbox.work(event, now, async (w) => {
    let looks = 0;
    const watched = {
      ...w,
      async threadOf(thread: MessageRef) {
        const found = await w.threadOf(thread);
        looks += 1;
        if (looks === 1) await s.outbox.end(row, { done: 'shown', remote: sent }, now);
        return found;
      },
    };
    await hearing(s, { w: watched, event, actor: ben });
    return { end: 'settle', result: null };
  });
  await s.settle();
  expect(s.teams.posted.some((one) => wordsOf(one.card).includes('I do'))).toBe(true);
});

test('a mention in a reply under our own message, faster than we know of it, is no new question', async () => {
  const { s, ben, asha, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  const now = s.clock.now();
  await s.outbox.take(lane, 'slow', now, 60_000);
  const row = (await s.outbox.next(lane, now, new Date(now.getTime() + 60_000))) ?? never();
  const sent = await s.slack.post(slackChannel.ref, { summary: 'x', blocks: [] }, { row: row.id });
  await s.say(ben, slackChannel, 'I do', { thread: sent, addressed: true });
  await s.outbox.end(row, { done: 'shown', remote: sent }, now);
  await s.outbox.release(lane, 'slow', now);
  s.clock.pass(16_000);
  for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
  expect(await s.prisma.question.count()).toBe(1);
  expect(await s.prisma.reply.count()).toBe(1);
});

test('a reply that is faster than the question above it waits for it', async () => {
  const { s, ben, slackChannel } = await story();
  const message: MessageRef = { kind: 'message', platform: 'slack', id: 'q1', key: 'q1' };
  const said = { message, thread: message, author: ben.ref, text: 'Who knows?', files: [], version: '1', link: '' };
  const asking = s.event(ben, slackChannel, { kind: 'message', addressed: true, said }, 'message/q1');
  await s.bot.accept(asking);
  // Accepted, and its handler died: nobody knows yet that this thread is a question's.
  expect((await s.say(ben, slackChannel, 'In winter, I mean', { thread: message })).reply).toEqual({ kind: 'nothing' });
  expect(await s.prisma.reply.count()).toBe(0);
  s.clock.pass(31_000);
  for (let round = 0; round < 2; round += 1) {
    for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
    s.clock.pass(16_000);
  }
  await s.settle();
  expect(await s.prisma.question.count()).toBe(1);
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join()).toContain('In winter, I mean');
});

test.each(['private', 'group'] as const)('an edit (%s) that is faster than its message waits for it', async (where) => {
  const { s, ben } = await story();
  const place = where === 'private' ? s.private(ben) : ({ ...s.channel('slack', ben.workspace, 'us'), where } as const);
  const bring = async (key: string, before: string, after: string) => {
    const message: MessageRef = { kind: 'message', platform: 'slack', id: key, key };
    const said = { message, thread: message, author: ben.ref, text: before, files: [], version: '1', link: '' };
    const asking = { kind: 'message', addressed: true, said } as const;
    // Accepted, and left to the sweep.
    await s.bot.accept(s.event(ben, place, asking, `message/${key}`));
    await s.bring(s.event(ben, place, { ...asking, kind: 'edited', said: { ...said, text: after, version: '2' } }));
  };
  await bring('q1', 'Who knows?', 'Who really knows?');
  await bring('h1', 'help', 'help me');
  s.clock.pass(31_000);
  for (let round = 0; round < 2; round += 1) {
    for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
    s.clock.pass(16_000);
  }
  expect((await s.prisma.question.findMany()).map(({ text }) => text)).toEqual(['Who really knows?']);
  // What is no question is not waited for once it is known to be none.
  expect(await s.prisma.delivery.count({ where: { state: 'stored' } })).toBe(0);
});

/** Whether somebody in this database waits for a lock of this kind. */
async function waiting(s: Asked['s'], kind: 'advisory' | 'transactionid'): Promise<boolean> {
  const [row] = await s.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = ${kind} AND NOT granted AND datname = current_database()`;
  return (row?.count ?? 0) > 0;
}

type Asked = Awaited<ReturnType<typeof asked>>;

/** What the feature does with a message, in a transaction of the test's own. */
async function hearing(
  s: Asked['s'],
  {
    w,
    event,
    actor,
  }: { w: Parameters<HandleMessage>[0]['w']; event: ReturnType<Asked['s']['event']>; actor: Asked['ben'] },
): Promise<void> {
  const known = await s.prisma.identity.findFirstOrThrow({
    where: { ref: actor.ref.id },
    include: { workspace: true },
  });
  const me = {
    person: known.personId,
    identity: known.id,
    organisation: known.workspace.organisationId,
    organisationName: '',
    name: actor.name,
    ref: actor.ref,
    locale: 'en-GB',
    zone: 'Europe/London',
    outside: false,
  };
  const questions = wireFeatures().find((feature) => feature.name === 'questions');
  if (!questions?.reply || event.kind !== 'message') throw new Error('a message for questions');
  await questions.reply({ w, event, me, t: createWords()('en-GB', 'Europe/London'), place: null });
}
type HandleMessage = NonNullable<ReturnType<typeof wireFeatures>[number]['reply']>;

function never(): never {
  throw new Error('not there');
}

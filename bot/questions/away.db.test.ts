/** What people said while the bot could not hear: read again where it can be, and where it cannot, the thread is told. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { plain, runs } from '../core/text.ts';
import type { FakeChat, Posted } from '../testing/fake-chat.ts';
import type { Actor, Place } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const never = (): never => {
  throw new Error('not there');
};
const textsOf = (posted: readonly Posted[]): string[] =>
  posted.filter((one) => !one.removed).map((one) => wordsOf(one.card));
const inThreads = (chat: FakeChat): Posted[] => chat.posted.filter((one) => one.to.kind === 'message');
const notices = (chat: FakeChat): Posted[] =>
  chat.posted.filter((one) => buttonsOf(one.card).some((button) => button.label === 'Add my answer'));

/** Asha has asked in Teams; `card` is the root of the question's thread in Slack, `root` in Teams. */
async function asked(): Promise<Story & { card: Posted; root: Awaited<ReturnType<Story['s']['say']>>['message'] }> {
  const told = await story();
  const { s, asha, teamsChannel } = told;
  s.clock.pass(60 * MINUTE);
  const { message: root } = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  return { ...told, root, card: s.slack.posted[0] ?? never() };
}

test('what was said below a card that nobody knew to be there is heard once it is known', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  s.clock.pass(60 * MINUTE);
  s.slack.loseAnswer(new ChatError('fault', 'connection_lost'));
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const card = s.slack.posted[0] ?? never();
  s.saysUnheard(ben, slackChannel, 'I do.', { thread: card.ref });
  await s.away(3 * MINUTE);
  expect(s.slack.read).toEqual([]);
  expect(await s.prisma.reply.count()).toBe(0);
  for (let turn = 0; turn < 6; turn += 1) {
    s.clock.pass(20_000);
    await s.settle();
    await s.mend();
  }
  expect(s.slack.read.map(({ thread }) => thread)).toEqual([card.ref.key]);
  expect(await s.prisma.reply.count()).toBe(1);
  expect(await s.prisma.gap.count({ where: { doneAt: null } })).toBe(0);
});

test('what was answered before the question was taken back stands where what was heard does', async () => {
  const { s, asha, ben, teamsChannel, slackChannel, root, card } = await asked();
  for (const platform of ['slack', 'teams']) await s.ears(platform).beat();
  s.saysUnheard(ben, slackChannel, 'I do.', { thread: card.ref });
  s.clock.pass(10 * MINUTE);
  const deleted = { kind: 'deleted', message: root, thread: root, version: s.clock.now().toISOString() } as const;
  await s.bring(s.event(asha, teamsChannel, deleted));
  await s.settle();
  s.clock.pass(10 * MINUTE);
  for (const platform of ['slack', 'teams']) await s.ears(platform).beat();
  await s.mend();
  expect(s.slack.read.map(({ thread }) => thread)).toEqual([card.ref.key]);
  expect(await s.prisma.reply.count()).toBe(1);
  expect(notices(s.teams)).toEqual([]);
});

test('what was said in a Slack thread is in the Teams thread once and in order, with what was heard before', async () => {
  const { s, ben, slackChannel, card } = await asked();
  await s.say(ben, slackChannel, 'Heard.', { thread: card.ref });
  const again = await s.say(ben, slackChannel, 'Heard as well.', { thread: card.ref });
  await s.settle();
  const from = s.clock.now();
  // The platform gives the last one once more: it was said within the minute that is read again.
  s.saysUnheard(ben, slackChannel, 'Heard as well.', { thread: card.ref, said: { message: again.message } });
  for (const text of ['First.', 'Second.', 'Third.']) s.saysUnheard(ben, slackChannel, text, { thread: card.ref });
  await s.away(20 * MINUTE);
  await s.settle();
  const replies = inThreads(s.teams).map((one) => plain(one.card.summary));
  expect(replies.filter((text) => text.startsWith('Ben Carter: '))).toEqual([
    'Ben Carter: Heard.',
    'Ben Carter: Heard as well.',
    'Ben Carter: First.',
    'Ben Carter: Second.',
    'Ben Carter: Third.',
  ]);
  expect(wordsOf(card.card)).toContain('5 answers, none marked yet');
  expect(await s.prisma.reply.count()).toBe(5);
  // From a minute before, with what is known of the thread; Slack can be read, so nobody is told anything there.
  expect(s.slack.read).toEqual([
    { thread: card.ref.key, after: new Date(from.getTime() - MINUTE), known: [expect.anything(), again.message.key] },
  ]);
  expect(notices(s.slack)).toEqual([]);
  expect(await s.prisma.gap.count({ where: { doneAt: null } })).toBe(0);

  // Read once more, after the ids of what was brought have been forgotten: nothing is doubled.
  await s.prisma.delivery.deleteMany();
  await s.away(20 * MINUTE);
  await s.settle();
  expect(s.slack.read).toHaveLength(2);
  expect(await s.prisma.reply.count()).toBe(5);
  expect(inThreads(s.teams).filter((one) => plain(one.card.summary).startsWith('Ben Carter'))).toHaveLength(5);
});

test('what was said below a question before it could be heard is read when it is, once, and not where all was in time', async () => {
  const { s, ben, slackChannel } = await story();
  await s.say(ben, slackChannel, 'Who is in time?', { addressed: true });
  await s.mend();
  expect(s.slack.read).toEqual([]);
  // In another channel its card comes when it is known: nothing can have been said below that before.
  const far = s.channel('slack', 'brackenford', 'hmo-licensing');
  const [channel] = await s.prisma.channel.findMany({ where: { ref: slackChannel.ref.id } });
  await s.prisma.channel.create({
    data: { ...channel, id: randomUUID(), ref: far.ref.id } as Parameters<typeof s.prisma.channel.create>[0]['data'],
  });
  // The platform's third try, after six minutes.
  const said = saidEarlier(s, ben, slackChannel, 'Who knows?');
  const thread = said.said.thread;
  const before = s.saysUnheard(ben, slackChannel, 'I have looked myself.', { thread });
  s.clock.pass(6 * MINUTE);
  expect(await s.bot.wanted(before)).toBe(false);
  await s.bring(said);
  await s.settle();
  expect(s.slack.posted.map(({ to }) => to.id)).toContain(far.ref.id);
  await s.mend();
  await s.settle();
  expect(s.slack.read).toMatchObject([{ thread: thread.key }]);
  expect(await s.prisma.reply.count()).toBe(1);
  expect(inThreads(s.teams).map((one) => plain(one.card.summary))).toContain('Ben Carter: I have looked myself.');
  expect(notices(s.slack)).toEqual([]);
  await s.bring(said);
  await s.mend();
  expect(s.slack.read).toHaveLength(1);
});

test('what stood in a thread before a question was asked in it is no reply, also where the thread is read again or it is edited', async () => {
  const { s, ben, slackChannel } = await story();
  const { said: root } = saidEarlier(s, ben, slackChannel, 'Between us.');
  const thread = root.message;
  s.clock.pass(20_000);
  const before = s.saysUnheard(ben, slackChannel, 'Keep this to yourselves.', { thread });
  s.clock.pass(20_000);
  const { said } = s.saysUnheard(ben, slackChannel, 'Who knows?', { thread });
  const question = s.event(
    ben,
    slackChannel,
    { kind: 'message', said, addressed: true },
    `message/${said.message.key}`,
  );
  s.clock.pass(5_000);
  const after = s.saysUnheard(ben, slackChannel, 'I have looked.', { thread });
  s.clock.pass(MINUTE);
  await s.bring(question);
  await s.mend();
  await s.away(20 * MINUTE);
  await s.bring(
    s.event(ben, slackChannel, {
      kind: 'edited',
      said: { ...before.said, at: before.at, version: '999' },
      addressed: false,
    }),
  );
  await s.settle();
  const everywhere = [...textsOf(s.teams.posted), ...textsOf(s.slack.posted)].join('\n');
  expect(everywhere).not.toMatch(/Keep this|Between us/);
  expect(everywhere).toContain('I have looked.');
  expect((await s.prisma.reply.findMany()).map(({ key }) => key)).toEqual([after.said.message.key]);
});

/** A question that is brought later than it was said. */
function saidEarlier({ event, saysUnheard }: Story['s'], actor: Actor, place: Place, text: string) {
  const { said } = saysUnheard(actor, place, text, {
    thread: { kind: 'message', platform: 'slack', id: 'none', key: 'none' },
  });
  return {
    ...event(
      actor,
      place,
      { kind: 'message', said: { ...said, thread: said.message }, addressed: true },
      `message/${said.message.key}`,
    ),
    kind: 'message' as const,
    said: { ...said, thread: said.message },
    addressed: true,
  };
}

test('what was edited and deleted meanwhile is followed', async () => {
  const { s, ben, slackChannel, card } = await asked();
  const kept = await s.say(ben, slackChannel, 'A draft.', { thread: card.ref });
  const taken = await s.say(ben, slackChannel, 'Wrong.', { thread: card.ref });
  await s.settle();
  const edit = s.saysUnheard(ben, slackChannel, 'The real thing.', {
    thread: card.ref,
    said: { message: kept.message, version: '999999' },
  });
  const gone = { kind: 'deleted', message: taken.message, thread: card.ref, version: '' } as const;
  s.slack.missed.set(card.ref.key, [{ ...edit, kind: 'edited', id: 'edited/1' }, s.event(ben, slackChannel, gone)]);
  await s.away(20 * MINUTE);
  await s.settle();
  const seen = textsOf(inThreads(s.teams)).join('\n');
  expect(seen).toContain('The real thing.');
  expect(seen).not.toContain('A draft.');
  expect(seen).not.toContain('Wrong.');
  expect(wordsOf(card.card)).toContain('1 answer, none marked yet');
});

test('a Teams thread is told once a gap, in its zone, and its button opens the form', async () => {
  const { s, community, fay, teamsChannel, root } = await asked();
  await s.prisma.community.update({ where: { id: community }, data: { zone: 'Europe/Dublin' } });
  const from = s.clock.now();
  await s.away(98 * MINUTE);
  await s.settle();
  const [told, ...more] = notices(s.teams);
  expect(more).toEqual([]);
  expect(told?.to).toEqual(root);
  const [block] = told?.card.blocks ?? [];
  const text = block?.block === 'text' ? runs(block.text) : [];
  expect(plain(text).replace(/2026\S+Z/g, 'then')).toBe(
    'I was away from then to then. If you answered then, press Add my answer.',
  );
  const at = (instant: Date) => ({ run: 'time', at: instant.toISOString(), zone: 'Europe/Dublin', style: 'minute' });
  expect(text.filter(({ run }) => run === 'time')).toEqual([at(from), at(s.clock.now())]);

  const [button] = buttonsOf(told?.card ?? never());
  const form = await s.press(fay, teamsChannel, button?.action ?? '', button?.value ?? '', told?.ref);
  if (form?.kind !== 'ask') throw new Error('no form');
  await s.submit(fay, teamsChannel, form.form.form, form.form.context, { text: 'I said: ask the clerk.' });
  await s.settle();
  expect(textsOf(inThreads(s.slack)).join('\n')).toContain('I said: ask the clerk.');

  // Looking into it again says it no second time; another gap does.
  const [gap] = await s.prisma.gap.findMany({ where: { platform: 'teams' } });
  await s.prisma.gap.update({ where: { id: gap?.id ?? '' }, data: { plannedAt: null, doneAt: null } });
  await s.mend();
  await s.settle();
  expect(notices(s.teams)).toHaveLength(1);
  await s.away(3 * MINUTE);
  await s.settle();
  expect(notices(s.teams)).toHaveLength(2);
});

test('a thread is not told of a short gap, nor when its question is marked, withdrawn, or quiet for a month', async () => {
  const { s, asha, ben, teamsChannel, slackChannel, card } = await asked();
  await s.away(119_000);
  await s.settle();
  expect(notices(s.teams)).toEqual([]);
  const withdrawn = await s.say(asha, teamsChannel, 'And this?', { addressed: true });
  await s.settle();
  await s.bring(
    s.event(asha, teamsChannel, {
      kind: 'deleted',
      message: withdrawn.message,
      thread: withdrawn.message,
      version: '9',
    }),
  );
  await s.say(ben, slackChannel, 'I do.', { thread: card.ref });
  await s.settle();
  const reply = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, s.private(asha), 'questions.useful', reply.id);
  await s.settle();
  await s.away(20 * MINUTE);
  await s.settle();
  expect(notices(s.teams)).toEqual([]);
  // The resolved one is still read, where it can be.
  expect(s.slack.read.map(({ thread }) => thread)).toEqual([card.ref.key, card.ref.key]);

  s.clock.pass(8 * DAY);
  await s.say(asha, teamsChannel, 'Nobody ever knew this', { addressed: true });
  await s.settle();
  s.clock.pass(31 * DAY);
  await s.prisma.hearing.updateMany({ data: { heardUntil: s.clock.now() } });
  await s.away(20 * MINUTE);
  await s.settle();
  expect(notices(s.teams)).toEqual([]);
  // A week after it was marked, the first one is read no more; the quiet one is.
  expect(s.slack.read).toHaveLength(3);
  expect(s.slack.read[2]?.thread).not.toBe(card.ref.key);
});

test('a platform that is busy is waited for, and the rest goes on where it stopped', async () => {
  const { s, asha, ben, teamsChannel, slackChannel, card } = await asked();
  await s.say(asha, teamsChannel, 'Who else?', { addressed: true });
  await s.settle();
  const other = s.slack.posted[1] ?? never();
  s.saysUnheard(ben, slackChannel, 'The first one.', { thread: card.ref });
  s.saysUnheard(ben, slackChannel, 'The other one.', { thread: other.ref });
  s.slack.failNext('since', new ChatError('busy', 'ratelimited', 30_000));
  await s.away(20 * MINUTE, ['slack']);
  expect(await s.prisma.reply.count()).toBe(1);
  await s.mend();
  expect(await s.prisma.reply.count()).toBe(1);
  s.clock.pass(30_000);
  await s.mend();
  await s.settle();
  const seen = textsOf(inThreads(s.teams)).join('\n');
  expect(seen).toContain('The first one.');
  expect(seen).toContain('The other one.');
  expect(await s.prisma.reply.count()).toBe(2);
});

test('a worker that dies in the middle leaves the rest to another, once', async () => {
  const { s, ben, slackChannel, card } = await asked();
  s.saysUnheard(ben, slackChannel, 'Said once.', { thread: card.ref });
  await s.ears('slack').beat();
  s.clock.pass(20 * MINUTE);
  await s.ears('slack').beat();
  const [gap = ''] = await s.gaps.due(s.clock.now(), 10);
  // One takes it and is never heard of again; one that comes meanwhile finds nothing to do.
  await s.gaps.plan(gap, s.clock.now(), async () => [{ feature: 'questions', subject: await questionIn(s) }]);
  expect(await s.gaps.take(gap, s.clock.now(), new Date(s.clock.now().getTime() + 120_000))).not.toBeNull();
  expect(await s.gaps.take(gap, s.clock.now(), new Date(s.clock.now().getTime() + 120_000))).toBeNull();
  await s.mend();
  expect(await s.prisma.reply.count()).toBe(0);
  s.clock.pass(120_000);
  await s.mend();
  await s.settle();
  expect(await s.prisma.reply.count()).toBe(1);
  expect(await s.prisma.gapLook.count()).toBe(0);
});

const questionIn = async (s: Story['s']): Promise<string> => (await s.prisma.question.findFirstOrThrow()).id;

test('a thread that is gone is passed over, one that cannot be read is told, and a fault is tried again before that', async () => {
  const { s, card } = await asked();
  s.slack.failNext('since', new ChatError('gone', 'thread_not_found'));
  await s.away(20 * MINUTE, ['slack']);
  await s.settle();
  expect(await s.prisma.gap.count({ where: { doneAt: null } })).toBe(0);
  expect(notices(s.slack)).toEqual([]);

  s.slack.canRead = false;
  await s.away(20 * MINUTE, ['slack']);
  await s.settle();
  expect(notices(s.slack).map((one) => one.to)).toEqual([card.ref]);

  s.slack.canRead = true;
  // Having to wait is no try.
  for (let tries = 0; tries < 12; tries += 1) {
    s.slack.failNext('since', new ChatError('busy', 'ratelimited', 1_000));
    s.slack.failNext('since', new ChatError('fault', 'internal_error'));
  }
  await s.away(20 * MINUTE, ['slack']);
  for (let tries = 0; tries < 23; tries += 1) {
    await s.settle();
    expect(notices(s.slack)).toHaveLength(1);
    s.clock.pass(5 * MINUTE);
    await s.mend();
  }
  await s.settle();
  expect(notices(s.slack)).toHaveLength(2);
});

test('a channel that was taken out is neither read nor told, and one that came in is not read before that', async () => {
  const { s, fay, teamsChannel, slackChannel, card } = await asked();
  await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { goneAt: s.clock.now() } });
  await s.command(fay, teamsChannel, 'unbind');
  await s.settle();
  await s.away(20 * MINUTE);
  await s.settle();
  expect(s.slack.read).toEqual([]);
  expect(notices(s.teams)).toEqual([]);
  // Bound again after the door was open: what was said before is none of ours.
  const boundAt = new Date(s.clock.now().getTime() + 20 * MINUTE);
  await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { goneAt: null, boundAt } });
  await s.away(20 * MINUTE, ['slack']);
  expect(s.slack.read).toEqual([{ thread: card.ref.key, after: boundAt, known: [] }]);
});

test('what the asker wrote below what they were told in private is read too, in the order of both threads', async () => {
  const { s, ben, fay, teamsChannel, slackChannel } = await story();
  const { message: root } = await s.say(ben, slackChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const card = s.teams.posted[0] ?? never();
  await s.say(fay, teamsChannel, 'I do.', { thread: card.ref });
  await s.settle();
  const notice = s.slack.posted.find((one) => one.to.kind === 'user') ?? never();
  const now = s.clock.now().getTime();
  const later = (event: ReturnType<typeof s.saysUnheard>, minutes: number) => ({
    ...event,
    at: new Date(now + minutes * MINUTE).toISOString(),
  });
  const inPrivate = s.saysUnheard(ben, s.private(ben), 'Thank you, and who pays?', { thread: notice.ref });
  const first = s.saysUnheard(ben, slackChannel, 'Before.', { thread: root });
  const last = s.saysUnheard(ben, slackChannel, 'After.', { thread: root });
  s.slack.missed.set(notice.ref.key, [later(inPrivate, 2)]);
  s.slack.missed.set(root.key, [later(first, 1), later(last, 3)]);
  await s.away(20 * MINUTE, ['slack']);
  await s.settle();
  const mirrored = inThreads(s.teams).map((one) => plain(one.card.summary));
  expect(mirrored).toEqual(['Ben Carter: Before.', 'Ben Carter: Thank you, and who pays?', 'Ben Carter: After.']);
});

/** A lane whose platform is busy, or whose budget is spent: it waits, in order, and nothing is lost. */
import { expect, test } from 'vitest';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';
import { BUDGET } from './budget.ts';
import { ChatError } from './chat.ts';
import type { Jobs } from './ports.ts';
import { refKey } from './ref.ts';

/** Hints that ask to be taken up later. */
function hearing() {
  const later: { lane: string; ms: number }[] = [];
  const jobs: Jobs = {
    async hint(job, data, { delayMs } = {}) {
      if (job.name === 'send' && delayMs !== undefined) later.push({ lane: String(data.lane), ms: delayMs });
    },
  };
  return { later, jobs };
}

test('what waits for its turn is sent in order when it comes, at once when it may, and its waiting is no try', async () => {
  const { later, jobs } = hearing();
  const { s, asha, teamsChannel, slackChannel } = await story({ jobs });
  const lane = refKey(slackChannel.ref);
  await s.say(asha, teamsChannel, 'The first', { addressed: true });
  await s.say(asha, teamsChannel, 'The second', { addressed: true });
  // So often that, were they tries at a fault, the lane would no longer be held.
  for (let turn = 0; turn < 10; turn += 1) {
    s.slack.failNext('post', new ChatError('busy', BUDGET, 750));
    await s.settle();
    expect(s.slack.posted).toEqual([]);
    expect(later.pop()).toEqual({ lane, ms: 770 });
    s.clock.pass(750);
  }
  const [first] = await s.prisma.outgoing.findMany({ where: { lane }, orderBy: { seq: 'asc' } });
  expect(first).toMatchObject({ state: 'owed', attempts: 0, failingSince: null });
  await s.settle();
  expect(s.slack.posted.map(({ card }) => wordsOf(card))).toEqual([
    expect.stringContaining('The first'),
    expect.stringContaining('The second'),
  ]);
});

test('what is new comes before a card that is only to be drawn again, and many changes of that are one', async () => {
  const { s, asha, fay, teamsChannel, slackChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const before = s.slack.calls;
  for (const text of ['One', 'Two', 'Three']) await s.say(fay, teamsChannel, text, { thread: asked.message });
  await s.sender.send(refKey(slackChannel.ref));
  const [card, ...replies] = s.slack.posted;
  expect(replies.map(({ card: reply }) => wordsOf(reply))).toEqual(
    ['One', 'Two', 'Three'].map((text) => expect.stringContaining(text)),
  );
  expect(wordsOf(card?.card ?? never())).toContain('3 answers');
  // Three replies, and the card once.
  expect(s.slack.calls - before).toBe(4);
  // What has waited for long has its turn by its place.
  await s.say(fay, teamsChannel, 'Four', { thread: asked.message });
  s.clock.pass(10_001);
  s.slack.failNext('update', new ChatError('busy', 'http_502', 60_000));
  await s.sender.send(refKey(slackChannel.ref));
  expect(s.slack.posted).toHaveLength(4);
});

test('a card that has to wait until it may be drawn again keeps nothing new waiting, and is drawn when it may', async () => {
  const { s, asha, fay, teamsChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  await s.say(fay, teamsChannel, 'I do', { thread: asked.message });
  // So long that it is its turn, before what is new.
  s.clock.pass(10_001);
  await s.say(fay, teamsChannel, 'Who else?', { addressed: true });
  s.slack.failNext('update', new ChatError('busy', BUDGET, 60_000));
  await s.settle();
  const [card, reply, next] = s.slack.posted.map(({ card: shown }) => wordsOf(shown));
  expect([card, reply, next]).toEqual([
    expect.not.stringContaining('1 answer'),
    expect.stringContaining('I do'),
    expect.stringContaining('Who else?'),
  ]);
  s.clock.pass(60_000);
  await s.settle();
  expect(wordsOf(s.slack.posted[0]?.card ?? never())).toContain('1 answer');
});

test('a lane that could not be read keeps nobody waiting for its lease', async () => {
  const { s, asha, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const sql = (text: string) => s.prisma.$executeRawUnsafe(text);
  await sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$`);
  await sql(
    `CREATE TRIGGER refuse BEFORE UPDATE ON outgoing FOR EACH ROW WHEN (NEW.state = 'sending') EXECUTE FUNCTION refuse()`,
  );
  await expect(s.sender.send(refKey(slackChannel.ref))).rejects.toThrow('not now');
  await sql('DROP TRIGGER refuse ON outgoing');
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
});

const never = (): never => {
  throw new Error('not there');
};

test('what somebody pressed on is drawn again as for one who waits, once, and the rest as for nobody', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const [card] = s.slack.posted;
  if (!card) throw new Error('the question was not posted');
  await s.say(ben, slackChannel, 'I do', { thread: card.ref });
  await s.settle();
  const notice = s.teams.posted.find(({ to }) => to.id === asha.ref.id);
  const [reply] = await s.prisma.reply.findMany();
  await s.press(asha, s.private(asha), 'questions.useful', reply?.id ?? '', notice?.ref);
  await s.settle();
  expect(notice).toMatchObject({ waited: true });
  expect(card).toMatchObject({ waited: false });
  expect(wordsOf(card.card)).toContain('Answered by Ben Carter');
  expect(await s.prisma.outgoing.count({ where: { pressed: true } })).toBe(0);
});

test.each([
  ['when it has to wait for its turn', new ChatError('busy', BUDGET, 60_000), true],
  ['but not when the platform asked for a pause', new ChatError('busy', 'ratelimited', 60_000, false, true), false],
])('what somebody pressed on is drawn before what nobody waits for, %s', async (_, refusal, isDrawn) => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  for (const text of ['The first', 'The second']) await s.say(ben, slackChannel, text, { addressed: true });
  await s.settle();
  const [first, second] = s.slack.posted;
  const [there] = s.teams.posted;
  if (!first || !second || !there) throw new Error('not posted');
  await s.say(asha, teamsChannel, 'An answer', { thread: there.ref });
  s.slack.failNext('update', refusal);
  await s.settle();
  const [, question] = await s.prisma.question.findMany({ orderBy: { id: 'asc' } });
  await s.press(ben, slackChannel, 'questions.withdraw', question?.id ?? '', second.ref);
  await s.settle();
  expect([first, second].map(({ waited }) => waited)).toEqual([false, isDrawn]);
  expect(wordsOf(second.card).includes('The second')).toBe(!isDrawn);
  expect(wordsOf(first.card)).not.toContain('Answered');
  s.clock.pass(90_000);
  await s.settle();
  expect(wordsOf(second.card)).not.toContain('The second');
  expect(wordsOf(first.card)).toContain('1 answer');
});

test('what is posted keeps its order when somebody presses meanwhile', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(ben, slackChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const [card] = s.slack.posted;
  for (const text of ['The first', 'The second']) await s.say(asha, teamsChannel, text, { addressed: true });
  s.slack.failNext('post', new ChatError('busy', BUDGET, 60_000));
  await s.settle();
  const question = await s.prisma.question.findFirstOrThrow({ orderBy: { id: 'asc' } });
  await s.press(ben, slackChannel, 'questions.withdraw', question.id, card?.ref);
  await s.settle();
  s.clock.pass(60_000);
  await s.settle();
  expect(card?.waited).toBe(true);
  expect(s.slack.posted.slice(1).map((one) => wordsOf(one.card))).toEqual([
    expect.stringContaining('The first'),
    expect.stringContaining('The second'),
  ]);
});

test('what was given up, or taken away, is nobody’s to wait for any more', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const [card] = s.slack.posted;
  if (!card) throw new Error('the question was not posted');
  await s.say(ben, slackChannel, 'I do', { thread: card.ref });
  await s.settle();
  const [reply] = await s.prisma.reply.findMany();
  const notice = s.teams.posted.find(({ to }) => to.id === asha.ref.id);
  await s.press(asha, s.private(asha), 'questions.useful', reply?.id ?? '', notice?.ref);
  expect(await s.prisma.outgoing.count({ where: { pressed: true } })).toBe(1);
  // Whatever is to be drawn in Teams now is forbidden.
  for (let call = 0; call < 10; call += 1) s.teams.failNext('update', new ChatError('forbidden', 'no'));
  await s.settle();
  expect(await s.prisma.outgoing.count({ where: { state: 'failed', view: 'answer-notice' } })).toBe(1);
  expect(await s.prisma.outgoing.count({ where: { pressed: true } })).toBe(0);
});

test.each([
  ['as long as it asks for and up to half as long again', 7_000, 0, [7_000, 7_000, 7_000]],
  ['as long as it asks for and up to half as long again', 7_000, 0.5, [8_750, 8_750, 8_750]],
  ['longer each time where it does not say, but never a minute', 0, 0, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ['longer each time where it does not say, but never a minute', 0, 0.999, [2_999, 5_998]],
] as const)('a busy platform is left alone %s', async (_, asked, dice, waits) => {
  const { s, asha, teamsChannel, slackChannel } = await story({ random: () => dice });
  const lane = refKey(slackChannel.ref);
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  for (const wait of waits) {
    s.slack.failNext('post', new ChatError('busy', 'http_502', asked));
    await s.settle();
    const [held] = await s.prisma.lane.findMany({ where: { id: lane } });
    expect((held?.heldUntil?.getTime() ?? 0) - s.clock.now().getTime()).toBe(wait);
    s.clock.pass(wait);
  }
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
});

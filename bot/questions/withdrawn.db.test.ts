/** A withdrawn question stays withdrawn, whatever happens to its replies, and no button of it is left to press. */
import { expect, test } from 'vitest';
import type { Posted } from '../testing/fake-chat.ts';
import { story } from '../testing/story.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

/** A question of Asha's in Teams with Ben's answer from Slack, marked by Asha. */
async function resolved() {
  const all = await story();
  const { s, asha, ben, teamsChannel, slackChannel } = all;
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const root = s.slack.posted[0] ?? never();
  const answered = await s.say(ben, slackChannel, 'I do', { thread: root.ref });
  await s.settle();
  const { id: reply } = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, teamsChannel, 'questions.useful', reply);
  await s.settle();
  const { id: question } = await s.prisma.question.findFirstOrThrow();
  expect(await s.prisma.question.findFirst()).toMatchObject({ state: 'resolved', acceptedId: reply });
  const notice = s.teams.posted.find((one) => one.to.kind === 'user') ?? never();
  const mirror = s.teams.posted.filter((one) => one.to.kind === 'message')[1] ?? never();
  return { ...all, asked, root, answered, question, reply, notice, mirror };
}
type Resolved = Awaited<ReturnType<typeof resolved>>;

const ways: readonly [string, (all: Resolved) => Promise<unknown>][] = [
  ['by its button', ({ s, asha, question }) => s.press(asha, s.private(asha), 'questions.withdraw', question)],
  [
    'by deleting its message',
    ({ s, asha, teamsChannel, asked: { message } }) =>
      s.bring(s.event(asha, teamsChannel, { kind: 'deleted', message, thread: message, version: '9' })),
  ],
];
const withdrawn = { state: 'withdrawn', acceptedId: null, resolvedAt: null };

test.each(ways)('withdrawn %s: its mark goes, and no button of its replies and notices is left', async (_how, act) => {
  const all = await resolved();
  const { s, root, mirror, notice } = all;
  await act(all);
  await s.settle();
  expect(await s.prisma.question.findFirst()).toMatchObject(withdrawn);
  expect(wordsOf(root.card)).toContain('Withdrawn by the person who asked');
  for (const one of [root, mirror, notice]) expect(live(one)).toEqual([]);
  // What people wrote and the asker was told stays, and says nothing of the question.
  for (const one of [mirror, notice]) expect(wordsOf(one.card)).toContain('I do');
  for (const one of [mirror, notice]) expect(wordsOf(one.card)).not.toMatch(/This answered it|Who knows|a file/);
  expect(wordsOf(notice.card)).toContain('withdrawn');
});

test.each(ways)('withdrawn %s: the deletion of the answer that was marked brings nothing back', async (_how, act) => {
  const all = await resolved();
  const { s, ben, slackChannel, root, answered } = all;
  await act(all);
  await s.settle();
  const { message } = answered;
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: root.ref, version: '9' }));
  await s.settle();
  expect(await s.prisma.question.findFirst()).toMatchObject(withdrawn);
  expect(wordsOf(root.card)).toContain('Withdrawn by the person who asked');
});

test.each(ways)('withdrawn %s: pressing an old button brings nothing back', async (_how, act) => {
  const all = await resolved();
  const { s, asha, fay, root, teamsChannel, question, reply } = all;
  await act(all);
  await s.settle();
  for (const presser of [asha, fay]) {
    await s.press(presser, teamsChannel, 'questions.unaccept', question);
    await s.press(presser, teamsChannel, 'questions.useful', reply);
    await s.settle();
    expect(await s.prisma.question.findFirst()).toMatchObject(withdrawn);
  }
  expect(wordsOf(root.card)).toContain('Withdrawn by the person who asked');
});

test('a mark left on a question that was withdrawn before this was so brings nothing back either', async () => {
  const { s, asha, ben, teamsChannel, slackChannel, root, answered, question } = await resolved();
  await s.prisma.question.update({ where: { id: question }, data: { state: 'withdrawn' } });
  await s.press(asha, teamsChannel, 'questions.unaccept', question);
  expect((await s.prisma.question.findFirstOrThrow()).state).toBe('withdrawn');
  const { message } = answered;
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: root.ref, version: '9' }));
  await s.settle();
  expect((await s.prisma.question.findFirstOrThrow()).state).toBe('withdrawn');
});

test('a notice that was not sent before the question was withdrawn is not sent', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  await s.say(ben, slackChannel, 'I do', { thread: (s.slack.posted[0] ?? never()).ref });
  const { id } = await s.prisma.question.findFirstOrThrow();
  await s.press(asha, s.private(asha), 'questions.withdraw', id);
  await s.settle();
  expect(s.teams.posted.filter((one) => one.to.kind === 'user')).toEqual([]);
});

const live = ({ removed, card }: Posted): string[] => (removed ? [] : buttonsOf(card).map(({ action }) => action));

function never(): never {
  throw new Error('not there');
}

/** A channel that takes long to reach is spoken of once, where the question was asked. */
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { refKey } from '../core/ref.ts';
import { type Story, story } from '../testing/story.ts';
import { postedTo } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

const MINUTE = 60_000;
const WAITS = 'What is written here reaches licensing (Brackenford Council, Slack) later than usual.';

/** What was said of a backlog, and where. */
const said = ({ s }: Story) =>
  [...s.teams.posted, ...s.slack.posted]
    .filter((one) => !one.removed && wordsOf(one.card).includes('later than usual'))
    .map((one) => [one.to.id, wordsOf(one.card)]);

/** Slack takes nothing in this channel for so long. */
async function blocked({ s, slackChannel }: Story, ms: number): Promise<void> {
  const until = new Date(s.clock.now().getTime() + ms);
  const id = refKey(slackChannel.ref);
  await s.prisma.lane.upsert({ where: { id }, create: { id, heldUntil: until }, update: { heldUntil: until } });
}

test('after five minutes it is said once in the question’s thread, in the community’s channel where it was asked', async () => {
  const told = await story();
  const { s, asha, teamsChannel } = told;
  await blocked(told, 60 * MINUTE);
  const { message } = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  s.clock.pass(5 * MINUTE);
  await s.backlog.tell();
  await s.settle();
  expect(said(told)).toEqual([]);
  s.clock.pass(1);
  await Promise.all([s.backlog.tell(), s.backlog.tell()]);
  await s.settle();
  expect(said(told)).toEqual([[message.id, expect.stringContaining(WAITS)]]);
  // Another reply that waits is no news any more; another question is.
  await s.say(asha, teamsChannel, 'For small venues', { thread: message });
  const second = await s.say(asha, teamsChannel, 'And who knows this?', { addressed: true });
  s.clock.pass(6 * MINUTE);
  await s.backlog.tell();
  await s.settle();
  await s.backlog.tell();
  await s.settle();
  expect(said(told).map(([to]) => to)).toEqual([message.id, second.message.id]);
  s.clock.pass(60 * MINUTE);
  await s.settle();
  expect(s.slack.posted.map(({ card }) => wordsOf(card)).join()).toContain('For small venues');
  await s.backlog.tell();
  await s.settle();
  expect(said(told)).toHaveLength(2);
});

test('a reply that waits is spoken of as well, where the question’s card arrived long ago', async () => {
  const told = await story();
  const { s, asha, teamsChannel } = told;
  const { message } = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  s.clock.pass(60 * MINUTE);
  await s.backlog.tell();
  await blocked(told, 60 * MINUTE);
  await s.say(asha, teamsChannel, 'For small venues', { thread: message });
  await s.settle();
  expect(said(told)).toEqual([]);
  s.clock.pass(6 * MINUTE);
  await s.backlog.tell();
  await s.settle();
  expect(said(told)).toEqual([[message.id, expect.stringContaining(WAITS)]]);
});

test('what has no thread in a channel is told to its asker in private', async () => {
  const told = await story();
  const { s, asha, community } = told;
  await blocked(told, 60 * MINUTE);
  await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: 'Asked in a form' });
  await s.settle();
  s.clock.pass(6 * MINUTE);
  await s.backlog.tell();
  await s.settle();
  const [card] = s.teams.posted.filter((one) => one.to.id === asha.ref.id);
  expect(said(told)).toEqual([[card?.ref.id, expect.stringContaining(WAITS)]]);
});

test('nothing is said where it has come by the time, nor of what will never come', async () => {
  const told = await story();
  const { s, asha, teamsChannel, slackChannel } = told;
  // It comes between the look and the sending.
  await blocked(told, 6 * MINUTE);
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  s.clock.pass(5 * MINUTE + 1);
  await s.backlog.tell();
  s.clock.pass(MINUTE);
  for (let turn = 0; turn < 2; turn += 1) await s.sender.send(refKey(slackChannel.ref));
  await s.settle();
  expect(postedTo(s.slack, slackChannel)).toHaveLength(1);
  expect(said(told)).toEqual([]);
  // Withdrawn, and refused by its place.
  await blocked(told, 60 * MINUTE);
  const gone = await s.say(asha, teamsChannel, 'Never mind', { addressed: true });
  await s.bring(
    s.event(asha, teamsChannel, {
      kind: 'deleted',
      message: gone.message,
      thread: gone.message,
      version: '9',
      addressed: true,
    }),
  );
  await s.settle();
  s.clock.pass(6 * MINUTE);
  await s.backlog.tell();
  await s.settle();
  expect(said(told)).toEqual([]);
  s.clock.pass(60 * MINUTE);
  s.slack.failNext('post', new ChatError('forbidden', 'not_in_channel'));
  await s.say(asha, teamsChannel, 'Refused there', { addressed: true });
  await s.settle();
  s.clock.pass(6 * MINUTE);
  await s.backlog.tell();
  await s.settle();
  expect(said(told)).toEqual([]);
});

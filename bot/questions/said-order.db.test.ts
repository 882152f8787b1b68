/** Replies stand in every thread in the order in which they were said, whatever order they were heard in. */
import { expect, test } from 'vitest';
import { BUDGET } from '../core/budget.ts';
import { ChatError } from '../core/chat.ts';
import type { MessageRef } from '../core/ref.ts';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';

/** The story with a question from Slack, whose card stands in Teams; what is said there is heard when `hears` says so. */
async function asked() {
  const all = await story();
  const { s, ben, slackChannel } = all;
  const { message: thread } = await s.say(ben, slackChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const begun = s.clock.now().getTime();
  /** @param second after the question, in which it was said */
  const hearsMore = async (text: string, second: number) => {
    const at = new Date(begun + second * 1_000).toISOString();
    return (await s.say(ben, slackChannel, text, { thread, said: { at } })).message;
  };
  /** The same, and everything that follows from it. */
  const hears = async (text: string, second: number) => {
    const message = await hearsMore(text, second);
    await s.settle();
    return message;
  };
  /** The words of the replies as they stand. */
  const standing = () =>
    s.teams.posted
      .filter(({ removed, to }) => !removed && to.kind === 'message')
      .map(({ card }) => /\b(first|second|third)\b.*/.exec(wordsOf(card))?.[0]);
  const gone = async (message: MessageRef) => {
    await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread, version: '9' }));
    await s.follower.follow();
    await s.settle();
  };
  return { ...all, thread, hears, hearsMore, standing, gone };
}

test('what is heard late stands before what was said after it', async () => {
  const { s, ben, slackChannel, thread, hears, standing, gone } = await asked();
  await hears('third', 30);
  await hears('second', 20);
  const first = await hears('first', 10);
  expect(standing()).toEqual(['first', 'second', 'third']);
  // Each goes on to be the message of its own reply.
  const said = { message: first, thread, author: ben.ref, text: 'first, edited', files: [], version: 'x', link: '' };
  await s.bring(s.event(ben, slackChannel, { kind: 'edited', addressed: false, said }));
  await s.settle();
  expect(standing()).toEqual(['first, edited', 'second', 'third']);
  await gone(first);
  expect(standing()).toEqual(['second', 'third']);
});

test('several that are heard late at once all stand where they were said', async () => {
  const { s, hears, hearsMore, standing } = await asked();
  await hears('third', 30);
  // Drawing again waits for its turn, and what is new does not wait for it.
  s.teams.failNext('update', new ChatError('busy', BUDGET, 5_000));
  await hearsMore('second', 20);
  await hearsMore('first', 10);
  await s.settle();
  s.clock.pass(10_000);
  await s.settle();
  expect(standing()).toEqual(['first', 'second', 'third']);
});

test('of many that are heard in any order none is drawn again more than once for its place', async () => {
  const { s, hears, hearsMore } = await asked();
  const order = [11, 4, 9, 2, 7, 12, 1, 8, 3, 10, 5, 6];
  await hears('said 11.', 11);
  const { calls } = s.teams;
  for (const second of order.slice(1)) await hearsMore(`said ${second}.`, second);
  await s.settle();
  const standing = s.teams.posted
    .filter(({ removed, to }) => !removed && to.kind === 'message')
    .map(({ card }) => Number(/said (\d+)\./.exec(wordsOf(card))?.[1]));
  expect(standing).toEqual([...order].sort((a, b) => a - b));
  // Eleven that were posted, and at most twelve drawn where they belong.
  expect(s.teams.calls - calls).toBeLessThanOrEqual(23);
});

test('what is heard in order is posted once and not drawn again', async () => {
  const { s, hears, standing } = await asked();
  await hears('first', 10);
  const { calls } = s.teams;
  await hears('second', 20);
  expect(standing()).toEqual(['first', 'second']);
  // The new reply alone.
  expect(s.teams.calls - calls).toBe(1);
});

test('a place that somebody took away is passed over: what stood elsewhere stands once', async () => {
  const { s, hears, standing } = await asked();
  await hears('second', 20);
  await hears('third', 30);
  const [, third] = s.teams.posted.filter(({ to }) => to.kind === 'message');
  if (!third) throw new Error('not posted');
  third.removed = true;
  await hears('first', 10);
  expect(standing()).toEqual(['first', 'second']);
});

test.each([
  ['no place but the new one', 0, ['second', 'third', 'first']],
  ['the first place alone', 1, ['first', 'third', 'second']],
  ['every place', 3, ['first', 'second', 'third']],
])('where %s can be drawn again, everything stands once all the same', async (_, editable, order) => {
  const { s, hears, standing } = await asked();
  await hears('second', 20);
  await hears('third', 30);
  const old = s.teams.posted.filter(({ to }) => to.kind === 'message').slice(editable);
  const { update } = s.teams;
  s.teams.update = async (message, card, how) => {
    if (old.some(({ ref }) => ref.key === message.key)) throw new ChatError('forbidden', 'edit_window_closed');
    await update(message, card, how);
  };
  await hears('first', 10);
  expect(standing()).toEqual(order);
  expect(await s.prisma.outgoing.count({ where: { state: 'failed' } })).toBe(0);
});

test.each(['gone', 'forbidden'] as const)(
  'what has lost its place and can be drawn in no other (%s) is posted anew',
  async (reason) => {
    const { s, hears, standing } = await asked();
    await hears('second', 20);
    const { update } = s.teams;
    let drawn = 0;
    s.teams.update = async (message, card, how) => {
      drawn += 1;
      if (drawn !== 2) return update(message, card, how);
      // The place of the new one, taken away meanwhile.
      for (const one of s.teams.posted) if (one.ref.key === message.key) one.removed = true;
      throw new ChatError(reason, 'taken');
    };
    await hears('first', 10);
    expect(standing()).toEqual(['first', 'second']);
  },
);

test('what was to be drawn in another place and is deleted meanwhile leaves the other standing', async () => {
  const { s, hears, standing, gone } = await asked();
  await hears('second', 20);
  s.teams.failNext('update', new ChatError('busy', 'http_502', 5_000));
  const first = await hears('first', 10);
  await gone(first);
  s.clock.pass(10_000);
  await s.settle();
  expect(standing()).toEqual(['second']);
});

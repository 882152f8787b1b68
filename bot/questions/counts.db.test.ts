/** What a card says of the other channels, and that it follows a change of what is heard in its own. */
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';

test('a channel that was bound later is not counted, nor one where the question could not be posted', async () => {
  const { s, asha, fay, teamsChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const card = s.teams.posted[0] ?? never();
  expect(wordsOf(card.card)).toContain('to Licensing and 1 more channel.');
  await s.command(fay, s.channel('teams', 'ashcombe', 'Annex'), 'bind', 'licensing');
  await s.settle();
  await s.say(fay, teamsChannel, 'I do', { thread: asked.message });
  await s.settle();
  expect(wordsOf(card.card)).toContain('1 answer');
  expect(wordsOf(card.card)).toContain('to Licensing and 1 more channel.');

  // The next one is in the channel that was bound meanwhile, and not in Slack.
  const gone = () => s.slack.failNext('post', new ChatError('gone', 'is_archived'));
  gone();
  const second = await s.say(asha, teamsChannel, 'And who else?', { addressed: true });
  await s.settle();
  gone();
  await s.say(fay, teamsChannel, 'I do', { thread: second.message });
  await s.settle();
  const later = s.teams.posted.find((one) => one.to.id === second.message.id) ?? never();
  expect(wordsOf(later.card)).toContain('1 answer');
  expect(wordsOf(later.card)).toContain('to Licensing and 1 more channel.');
});

test('a channel that was taken out is not counted, and there are never fewer than none', async () => {
  const { s, asha, fay, teamsChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  await s.prisma.channel.updateMany({ where: { platform: 'slack' }, data: { goneAt: s.clock.now() } });
  await s.say(fay, teamsChannel, 'I do', { thread: asked.message });
  await s.settle();
  expect(wordsOf((s.teams.posted[0] ?? never()).card)).toContain('I have posted this question to Licensing. Replies');
});

test('a change of what is heard in a channel is drawn on every card there, answered ones too', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const root = s.slack.posted[0] ?? never();
  await s.say(ben, slackChannel, 'I do', { thread: root.ref });
  await s.settle();
  const { id } = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, teamsChannel, 'questions.useful', id);
  await s.settle();
  expect(wordsOf(root.card)).toContain('Reply in this thread to add something.');
  const calls = s.teams.calls;
  await s.bring(s.event(ben, slackChannel, { kind: 'place', change: 'hears', hears: 'mentions' }));
  await s.settle();
  expect(wordsOf(root.card)).toContain('Press Answer, or mention me in your reply.');
  // Its facilitator was told; no card elsewhere is drawn again for it.
  expect(s.teams.calls).toBe(calls + 1);
});

function never(): never {
  throw new Error('not there');
}

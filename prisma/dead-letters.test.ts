/** Dead letters: listed by ids and codes alone, and put back so that the sweep finds them and a worker brings them. */

import { expect, test } from 'vitest';
import { yours } from '../bot/core/attention.ts';
import { ChatError } from '../bot/core/chat.ts';
import { deadLetterLines, putBackLines, queueLine } from '../bot/start/dead-letters.ts';
import { story } from '../bot/testing/story.ts';
import { wordsOf } from '../bot/testing/words-of.ts';
import { sweepWork } from '../jobs/sweep.ts';
import { listDeadLetters, putBack } from './dead-letters.ts';
import { addressOf } from './testing/rows.ts';

/** A story in which a command could not be acted on, and a question not be posted in Slack, until both were given up. */
async function givenUp() {
  const all = await story();
  const { s, asha, ben, teamsChannel } = all;
  const url = await addressOf(s.prisma);
  // The table of drafts refuses to be written.
  await s.prisma.$executeRaw`ALTER TABLE question ADD COLUMN broken int NOT NULL`;
  const event = s.event(asha, s.private(asha), { kind: 'command', name: 'ask', text: 'Who mends kerbs?' }, 'command/9');
  await s.bot.accept(event);
  for (let attempt = 0; attempt < 12; attempt += 1) await s.bot.resume('command/9');
  await s.prisma.$executeRaw`ALTER TABLE question DROP COLUMN broken`;
  s.faults.length = 0;
  s.slack.failNext('post', new ChatError('forbidden', 'no_permission'));
  await s.say(asha, teamsChannel, 'Who paints lines?', { addressed: true });
  await s.settle();
  s.slack.failNext('post', new ChatError('forbidden', 'cannot_dm_bot'));
  await s.inbox.afterwards(s.clock.now(), (w) =>
    w.say('delivery:x', { to: ben.ref, attention: yours }, { summary: 'A fixed card', blocks: [] }),
  );
  await s.settle();
  s.slack.posted.length = 0;
  const letters = await listDeadLetters(url);
  const message = letters.messages.find(({ drawn }) => drawn);
  const fixed = letters.messages.find(({ drawn }) => !drawn);
  if (!message || !fixed) throw new Error('nothing was given up');
  /** What the sweep of a running worker hints at now. */
  const swept = async (): Promise<readonly string[]> => {
    const hints: string[] = [];
    const jobs = { hint: async (job: { name: string }) => void hints.push(job.name) };
    await sweepWork({ ...s, jobs, clock: s.clock }).run({}, { attempt: 1, lastAttempt: false });
    return hints.filter((name) => name !== 'follow').sort();
  };
  return { ...all, url, letters, message, fixed, swept };
}

test('they are listed with what helps to find their reason, and without a word of anybody', async () => {
  const { letters, s } = await givenUp();
  expect(letters.counts).toEqual({ deliveries: 1, messages: 2 });
  expect(letters.deliveries).toEqual([
    {
      id: 'command/9',
      kind: 'command',
      connection: 'teams',
      receivedAt: s.clock.now(),
      fault: expect.stringMatching(/^[\da-f]{12}$/),
    },
  ]);
  expect(letters.messages).toMatchObject([
    { subject: expect.stringMatching(/^question:/), platform: 'slack', problem: 'forbidden', drawn: true },
    { subject: 'delivery:x', platform: 'slack', problem: 'forbidden', drawn: false },
  ]);
  const lines = deadLetterLines(letters).join('\n');
  for (const words of ['kerbs', 'paints', 'A fixed card', 'Asha', 'Ben']) expect(lines).not.toContain(words);
  expect(lines).toContain(letters.deliveries[0]?.fault);
  expect(lines).toContain('cannot be retried');
});

test('one that is put back is found by the sweep and acted on, as if it had just come', async () => {
  const { url, s, asha, swept } = await givenUp();
  expect(await swept()).toEqual([]);
  expect(await putBack(url, { id: 'command/9' }, s.clock.now())).toEqual({ deliveries: 1, messages: 0, gone: 0 });
  expect(await s.prisma.delivery.findUnique({ where: { id: 'command/9' } })).toMatchObject({
    state: 'stored',
    attempts: 0,
    fault: null,
  });
  expect(await swept()).toEqual(['resume']);
  for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
  await s.settle();
  expect(await s.prisma.delivery.findUnique({ where: { id: 'command/9' } })).toMatchObject({ state: 'settled' });
  const told = s.teams.posted.filter(({ to }) => to.id === asha.ref.id).map(({ card }) => wordsOf(card));
  expect(told.join()).toContain('kerbs');
  expect(await putBack(url, { id: 'command/9' }, s.clock.now())).toEqual({ deliveries: 0, messages: 0, gone: 0 });
});

test('a message that is put back is sent; one whose card is gone is said to stay', async () => {
  const { url, s, message, fixed, slackChannel, swept } = await givenUp();
  expect(await putBack(url, { id: message.id }, s.clock.now())).toEqual({ deliveries: 0, messages: 1, gone: 0 });
  expect(await putBack(url, { id: fixed.id }, s.clock.now())).toEqual({ deliveries: 0, messages: 0, gone: 1 });
  expect(await swept()).toEqual(['send']);
  await s.settle();
  const [posted, ...more] = s.slack.posted;
  expect(more).toEqual([]);
  expect(posted?.to).toEqual(slackChannel.ref);
  expect(wordsOf(posted?.card ?? { summary: '', blocks: [] })).toContain('Who paints lines?');
});

test('a message that stands there although it was given up is found and not posted again', async () => {
  const { url, s, message, slackChannel } = await givenUp();
  await s.slack.post(slackChannel.ref, { summary: 'x', blocks: [] }, { row: message.id });
  await putBack(url, 'all', s.clock.now());
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(wordsOf(s.slack.posted[0]?.card ?? { summary: '', blocks: [] })).toContain('Who paints lines?');
});

test('all are put back at once, and what is said adds up', async () => {
  const { url, s, swept } = await givenUp();
  const done = await putBack(url, 'all', s.clock.now());
  expect(done).toEqual({ deliveries: 1, messages: 1, gone: 1 });
  expect(await swept()).toEqual(['resume', 'send']);
  expect(putBackLines(done)).toEqual([
    'Put back: 1 event, 1 message. A running worker takes them within seconds.',
    'Left given up: 1 message whose text was not kept.',
  ]);
  expect((await listDeadLetters(url)).counts).toEqual({ deliveries: 0, messages: 1 });
});

test('nothing in an id can move a terminal’s cursor, and long lists say how much is missing', () => {
  const receivedAt = new Date('2026-11-23T09:00:00Z');
  const lines = deadLetterLines({
    deliveries: [{ id: 'a\u001b[2J\nb\u202e c', kind: 'message', connection: 'slack', receivedAt, fault: null }],
    messages: [],
    counts: { deliveries: 1_201, messages: 0 },
  });
  expect(lines).toEqual([
    'Events that were given up: 1201',
    '  a?[2J?b? c  message  slack  2026-11-23T09:00:00.000Z  fault -',
    '  and 1,200 more',
    'Messages that were given up: 0',
  ]);
  expect(queueLine({ now: { failed: 2 }, calm: { failed: 0 } })).toContain('2 now, 0 calm');
});

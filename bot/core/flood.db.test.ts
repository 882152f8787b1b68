/** More events than a process can act on: all stored, some acted on at once, the rest by the worker; who waits for a form does not stand in their line. */
import { expect, test } from 'vitest';
import { type Actor, type Place, type Stage, stage } from '../testing/stage.ts';
import { story } from '../testing/story.ts';

/** Deletions of messages that nobody knows: more than are acted on at once and stand in line. */
const flood = (s: Stage, who: Actor, place: Place) =>
  Array.from({ length: 160 }, (_, at) => {
    const message = { kind: 'message', platform: 'slack', id: `m${at}`, key: `m${at}` } as const;
    return s.event(who, place, { kind: 'deleted', message, thread: message, version: '1' });
  });

test('what is beyond the line stays stored for the worker, and nobody who waits stands behind it', async () => {
  const s = await stage();
  await s.workspace('slack', 'T1', 'Brackenford Council');
  const ben = s.actor('slack', 'T1', 'Ben Carter');
  const channel = s.channel('slack', 'T1', 'licensing');
  const news = flood(s, ben, channel);
  const typed = s.event(ben, s.private(ben), { kind: 'command', name: 'help', text: '' });
  await Promise.all([...news, typed].map((event) => s.bot.accept(event)));
  const ended: string[] = [];
  const acting = Promise.all(news.map((event) => s.bot.handle(event).then(() => ended.push(event.id))));
  const answered = s.bot.handle(typed).then((reply) => {
    ended.push(typed.id);
    return reply;
  });
  expect((await answered).kind).toBe('tell');
  await acting;
  // 58 are left alone at once; of the 102 that are acted on, most come after the answer.
  expect(ended.indexOf(typed.id)).toBeLessThan(130);
  const stored = () => s.prisma.delivery.count({ where: { state: 'stored' } });
  expect(await stored()).toBe(58);
  expect(await s.inbox.due(s.clock.now(), 200)).toEqual([]);
  s.clock.pass(30_000);
  for (const id of await s.inbox.due(s.clock.now(), 200)) await s.bot.resume(id);
  expect(await stored()).toBe(0);
});

test('what happens to places and people is acted on at once however full the line is: nothing later is undone by it', async () => {
  const { s, ben, slackChannel } = await story();
  const news = flood(s, ben, slackChannel);
  const gone = s.event(ben, slackChannel, { kind: 'place', change: 'gone' });
  const left = s.event(ben, slackChannel, { kind: 'person', who: ben.ref, change: 'deactivated' });
  await Promise.all([...news, gone, left].map((event) => s.bot.accept(event)));
  const acting = news.map((event) => s.bot.handle(event));
  await Promise.all([gone, left].map((event) => s.bot.handle(event)));
  const channel = () => s.prisma.channel.findFirst({ where: { ref: slackChannel.ref.id } });
  const account = () => s.prisma.identity.findFirst({ where: { ref: ben.ref.id } });
  expect((await channel())?.goneAt).not.toBeNull();
  expect(await account()).toMatchObject({ active: false });
  await Promise.all(acting);
  // Both come back before the sweep takes up what was left.
  await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { goneAt: null } });
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { active: true } });
  s.clock.pass(30_000);
  for (const id of await s.inbox.due(s.clock.now(), 200)) await s.bot.resume(id);
  expect((await channel())?.goneAt).toBeNull();
  expect(await account()).toMatchObject({ active: true });
});

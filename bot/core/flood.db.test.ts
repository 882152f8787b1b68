/** More events than a process can act on: all stored, some acted on at once, the rest by the worker; who waits for a form does not stand in their line. */
import { expect, test } from 'vitest';
import { stage } from '../testing/stage.ts';

test('what is beyond the line stays stored for the worker, and nobody who waits stands behind it', async () => {
  const s = await stage();
  await s.workspace('slack', 'T1', 'Brackenford Council');
  const ben = s.actor('slack', 'T1', 'Ben Carter');
  const channel = s.channel('slack', 'T1', 'licensing');
  const news = Array.from({ length: 160 }, (_, at) =>
    s.event(ben, channel, { kind: 'place', change: 'renamed', name: `licensing-${at}` }),
  );
  const typed = s.event(ben, s.private(ben), { kind: 'command', name: 'help', text: '' });
  await Promise.all([...news, typed].map((event) => s.bot.accept(event)));
  const ended: string[] = [];
  const flood = Promise.all(news.map((event) => s.bot.handle(event).then(() => ended.push(event.id))));
  const answered = s.bot.handle(typed).then((reply) => {
    ended.push(typed.id);
    return reply;
  });
  expect((await answered).kind).toBe('tell');
  await flood;
  // 58 are left alone at once; of the 102 that are acted on, most come after the answer.
  expect(ended.indexOf(typed.id)).toBeLessThan(130);
  const stored = () => s.prisma.delivery.count({ where: { state: 'stored' } });
  expect(await stored()).toBe(58);
  expect(await s.inbox.due(s.clock.now(), 200)).toEqual([]);
  s.clock.pass(30_000);
  for (const id of await s.inbox.due(s.clock.now(), 200)) await s.bot.resume(id);
  expect(await stored()).toBe(0);
});

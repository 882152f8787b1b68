/** What a crash of the database takes with it: the key by which authors find their own, and nothing else. */
import { expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { type Scene, scene } from '../testing/scene.ts';
import { cardsFor, close, formOf, said, writers } from '../testing/writers.ts';

/** What recovery does with unlogged tables. */
const crash = (all: Scene) => all.s.prisma.$executeRaw`TRUNCATE session_key`;
const told = (all: Scene, who: Actor): number =>
  [...all.s.slack.posted, ...all.s.teams.posted].filter(
    ({ to, card }) => to.id === who.ref.id && wordsOf(card).includes('no longer change what you handed in before'),
  ).length;

test('people are told once; what was handed in stays, can be added to and no longer changed; receipts stop', async () => {
  const all = await scene({ people: 8 });
  const { write, open, send, read } = writers(all);
  const [first, second, third] = all.people as readonly [Actor, Actor, Actor];
  await write(first, { worked: 'Before it' });
  const begun = formOf(await send(second, await open(second), { expected: 'Typed before it' }));
  await crash(all);
  await all.pass(HOUR_MS);
  // Nothing is shown again, and the form says why.
  const again = await open(first);
  expect(JSON.stringify(again.intro)).toContain('no longer change');
  expect(Object.values(await read(first)).join('')).toBe('');
  expect(again.rows).toBeUndefined();
  expect(await write(first, { harder: 'After it' })).toContain('add more until it closes');
  // Whoever was writing goes on writing.
  const last = formOf(await send(second, begun, { worked: 'Typed after it' }));
  expect(said(await send(second, last))).toContain('add more');
  for (const who of [third, ...all.people.slice(3, 6)]) await write(who, { worked: `After it ${who.name}` });
  await all.pass(HOUR_MS);
  expect(await all.s.prisma.receipt.count()).toBe(0);
  expect((await all.s.prisma.stagedInput.findMany()).filter(({ mark }) => mark === null)).toHaveLength(7);
  expect(wordsOf((await cardsFor(all, await all.personOf(first))).own)).toContain('not counted any more');
  // In one message a day, and today's was the invitation; the form says it at once.
  await all.to(new Date('2026-11-30T12:00:00Z'));
  for (const who of all.people) expect(told(all, who)).toBe(1);
  await close(all);
  const points = (await all.run((w) => w.sessions.writing.contributions(all.session))).map(({ text }) => text);
  expect(points).toHaveLength(8);
  expect(points).toEqual(expect.arrayContaining(['Before it', 'After it', 'Typed before it', 'Typed after it']));
  expect(await all.s.prisma.doneMark.count()).toBe(0);
}, 300_000);

test('who is counted before and after is at least so many, never more: below k it stays closed', async () => {
  const all = await scene({ people: 8, k: 4 });
  const { write } = writers(all);
  for (const who of all.people.slice(0, 2)) await write(who, { worked: who.name });
  await crash(all);
  // The same two and one more: three people, whatever was counted.
  for (const who of all.people.slice(0, 3)) await write(who, { harder: who.name });
  const round = (await all.run((w) => w.sessions.writing.rounds(all.session)))[0];
  const count = () => all.run((w) => (round ? w.sessions.writing.contributors(round) : Promise.resolve(-1)));
  expect(await count()).toBe(3);
  expect(await all.act({ event: 'next', sure: true })).toMatchObject({
    kind: 'refused',
    guards: ['enough-contributors'],
  });
  await crash(all);
  await write(all.people[3] as Actor, { harder: 'Four' });
  expect(await count()).toBe(3);
  for (const who of all.people.slice(4, 7)) await write(who, { harder: who.name });
  expect(await count()).toBe(4);
  await close(all);
  expect(await all.run((w) => w.sessions.writing.contributions(all.session))).toHaveLength(9);
}, 300_000);

test('a form that was opened with what is there already does not hand it in twice', async () => {
  const all = await scene({ people: 6 });
  const { write, open, send } = writers(all);
  await write(all.priya, { worked: 'Before it' });
  const one = await open(all.priya);
  await crash(all);
  const three = formOf(await send(all.priya, formOf(await send(all.priya, one)), { harder: 'And this' }));
  await send(all.priya, three);
  expect(await all.s.prisma.stagedInput.count()).toBe(2);
});

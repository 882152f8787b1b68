/** What is not shown yet is read by nobody through anything, and below k never; after closing no row says who wrote what. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addressOf, everyRow } from '../../../prisma/testing/rows.ts';
import { searchable } from '../../../prisma/testing/searchable.ts';
import type { Actor } from '../../testing/stage.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { type Scene, scene } from '../testing/scene.ts';
import { cardsFor, close, inChannels, said, writers } from '../testing/writers.ts';

const SECRET = 'Zyxomma petiolatum';

/** Everything that anybody could read of it, each by the name of who reads. */
async function readBy(all: Scene, who: Actor): Promise<string> {
  const { s, session } = all;
  const person = await all.personOf(who);
  const { own, leading } = await cardsFor(all, person);
  const replies = [
    await s.press(who, s.private(who), 'sessions.points', session),
    await s.press(who, s.private(who), 'sessions.screen', session),
    await s.command(who, s.private(who), 'help'),
  ];
  return [wordsOf(own), wordsOf(leading), ...replies.map((reply) => JSON.stringify(reply))].join('\n');
}

const everybody = (all: Scene): readonly (readonly [string, Actor])[] => [
  ['facilitator', all.tom],
  ['deputy', all.asha],
  ['sponsor', all.dev],
  ['creator', all.priya],
  ['participant', all.people.at(-1) as Actor],
  ['observer', all.other],
];

describe.each(['unattributed', 'named'] as const)('%s', (attribution) => {
  test('4: hidden input is unreadable by every role, in every card, page and row, before it is shown', async () => {
    const all = await scene({ attribution, people: 6, screens: true });
    await inChannels(all);
    await all.run(async (w) => w.sessions.setup.give(all.session, await all.personOf(all.other), 'observer'));
    const { write, read } = writers(all);
    for (const who of all.people) await write(who, { worked: `${SECRET} by ${who.name}`, expected: 'Something' });
    await all.pass(3_600_000);
    const unseen = async (): Promise<void> => {
      for (const [role, who] of everybody(all)) expect(await readBy(all, who), role).not.toContain('Zyxomma');
      expect(await all.run((w) => w.sessions.writing.contributions(all.session))).toEqual([]);
      const told = [...all.s.slack.posted, ...all.s.teams.posted].map(({ card }) => JSON.stringify(card));
      expect(told.filter((one) => one.includes('Zyxomma'))).toEqual([]);
      expect(all.s.lines.join('\n')).not.toContain('Zyxomma');
    };
    await unseen();
    // With the database alone nobody reads it either.
    const rows = searchable(
      Object.fromEntries(
        Object.entries(await everyRow(await addressOf(all.s.prisma))).map(([name, some]) => [name, some.join('\n')]),
      ),
    );
    expect(rows.find('Zyxomma')).toEqual([]);
    // Each their own.
    expect(await read(all.priya)).toMatchObject({ worked: `${SECRET} by Priya Nair` });
    await close(all);
    // Whoever leads looks it through, without names; nobody else sees it yet.
    const { leading } = await cardsFor(all, await all.personOf(all.tom));
    expect(wordsOf(leading)).toContain(SECRET);
    expect(await readBy(all, all.dev).then((words) => words.match(/Read all points/))).toBeNull();
    expect(await all.run((w) => w.sessions.writing.contributions(all.session))).toEqual([]);
    for (const who of [all.dev, all.priya, all.other]) {
      const { own } = await cardsFor(all, await all.personOf(who));
      expect(wordsOf(own)).not.toContain('Zyxomma');
      expect(JSON.stringify(await all.s.press(who, all.s.private(who), 'sessions.points', all.session))).not.toContain(
        'Zyxomma',
      );
      expect(JSON.stringify(await all.s.press(who, all.s.private(who), 'sessions.screen', all.session))).not.toContain(
        'Zyxomma',
      );
    }
    await all.act({ event: 'reveal' });
    expect(
      JSON.stringify(await all.s.press(all.dev, all.s.private(all.dev), 'sessions.points', all.session)),
    ).toContain('Zyxomma');
  }, 300_000);
});

test('5: below k nothing is ever shown, and it is deleted where it is stopped', async () => {
  const all = await scene({ people: 6, k: 4 });
  await inChannels(all);
  const { write } = writers(all);
  for (const who of all.people.slice(0, 3)) await write(who, { worked: `${SECRET} ${who.name}` });
  // One of them hands in again: they are three still.
  await write(all.priya, { harder: 'More of it' });
  expect(await all.act({ event: 'next', sure: true })).toMatchObject({
    kind: 'refused',
    why: 'guard',
    guards: ['enough-contributors'],
  });
  await all.to(new Date('2026-12-01T17:00:00Z'));
  expect(await all.record()).toMatchObject({ state: 'collecting', inGrace: true });
  await all.to(new Date('2026-12-08T17:00:00Z'));
  expect(await all.record()).toMatchObject({ state: 'lapsed' });
  expect(await all.run((w) => w.sessions.writing.contributions(all.session))).toEqual([]);
  await all.act({ event: 'go-on', how: 'stop' });
  await all.s.sessionTimers.look();
  await all.s.settle();
  expect(await all.s.prisma.stagedInput.count()).toBe(0);
  expect(await all.s.prisma.contribution.count()).toBe(0);
  const told = [...all.s.slack.posted, ...all.s.teams.posted].map(({ card }) => JSON.stringify(card));
  expect(told.filter((one) => one.includes('Zyxomma'))).toEqual([]);
}, 300_000);

test('a fourth who writes while it waits for more is shown with the others', async () => {
  const all = await scene({ people: 6, k: 4 });
  const { write } = writers(all);
  for (const who of all.people.slice(0, 3)) await write(who, { worked: who.name });
  await all.to(new Date('2026-12-01T17:00:00Z'));
  expect(await write(all.people[3] as Actor, { worked: 'A fourth' })).toContain('handed in');
  await all.to(new Date('2026-12-08T17:00:00Z'));
  expect(await all.record()).toMatchObject({ state: 'making_sense' });
  expect(await all.run((w) => w.sessions.writing.contributions(all.session))).toHaveLength(4);
}, 300_000);

test('3: after closing no row names an author, by an id, an HMAC of one under anything that is stored, or a version', async () => {
  const all = await scene({ people: 6 });
  await inChannels(all);
  const { write, open, send } = writers(all);
  for (const [at, who] of all.people.entries()) await write(who, { worked: `Good ${at}`, next: `When ${at}, we will` });
  await send(all.priya, await open(all.priya), { expected: 'A draft of Priya' });
  await all.pass(3_600_000);
  await write(all.priya, { worked: 'Good 0 after all' });
  await close(all);
  await all.s.sessionTimers.look();
  await all.s.settle();
  const { prisma } = all.s;
  const [points, rows] = [
    await prisma.contribution.findMany(),
    await everyRow(await addressOf(prisma), { versions: true }),
  ];
  expect(points).toHaveLength(13);
  expect(points.every(({ personId, day }) => personId === null && /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true);
  // All by one transaction.
  const versions = (rows['public.contribution'] ?? []).map((row) => row.split(' ')[0]);
  expect(new Set(versions).size).toBe(1);
  for (const table of ['staged_input', 'done_mark', 'session_key'])
    expect(rows[`public.${table}`]?.length, table).toBe(0);
  // What a form that is open carries is opened by that form alone.
  expect((await prisma.sessionDraft.findMany()).map(({ carried }) => carried)).toEqual([true]);
  const everything = searchable(
    Object.fromEntries(Object.entries(rows).map(([name, some]) => [name, some.join('\n')])),
  );
  const keys = [new Uint8Array(32).fill(7), Buffer.from(all.session), Buffer.from(`${all.session}/1`)];
  for (const who of all.people) {
    const person = await all.personOf(who);
    for (const key of keys)
      for (const what of [`draft/${person}`, `done/${person}`, ...points.map(({ id }) => `${person}/${id}`)])
        expect(everything.find(createHmac('sha256', key).update(what).digest())).toEqual([]);
  }
  // Who is done is known of all at once, without a time.
  const receipts = await prisma.receipt.findMany();
  expect(receipts).toHaveLength(6);
  expect(receipts.every(({ at }) => at === null)).toBe(true);
}, 300_000);

test('whoever presses what they may not is told so, and a press says nothing of what is hidden', async () => {
  const all = await scene({ people: 4 });
  const { write } = writers(all);
  await write(all.priya, { worked: SECRET });
  for (const [who, words] of [
    [all.tom, 'do not write in it'],
    [all.dev, 'do not write in it'],
    [all.other, 'do not take part'],
  ] as const) {
    const reply = await all.s.bot.privately(
      all.s.event(who, all.s.private(who), {
        kind: 'action',
        action: 'sessions.write',
        value: all.session,
        on: null,
      }) as never,
    );
    expect(said(reply)).toContain(words);
  }
  for (const value of ['', 'x', crypto.randomUUID(), `${all.session}'`]) {
    const reply = await all.s.bot.privately(
      all.s.event(all.priya, all.s.private(all.priya), {
        kind: 'action',
        action: 'sessions.write',
        value,
        on: null,
      }) as never,
    );
    expect(said(reply)).toContain('not there any more');
  }
});

/** Without names nobody finds out who wrote what: not with everything that the system holds or ever wrote, once it is closed. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withClient } from '../../prisma/connection.ts';
import { readWal, walPosition } from '../../prisma/testing/written.ts';
import type { Actor } from '../testing/stage.ts';
import { HOUR_MS } from '../words/zone.ts';
import { scene } from './testing/scene.ts';
import { keysLeft, linkedBy, opened, toldByDoing, toldByExport, type Unattributed } from './testing/unattributed.ts';
import { close, writers } from './testing/writers.ts';

/** No two alike, and none that stands anywhere else. */
const saidBy = (at: number): string => `Zyxomma ${at} petiolatum was late`;

/** Everybody writes, some of them twice, one leaves a draft and one takes a point back. */
async function everybodyWrites(all: Unattributed): Promise<void> {
  for (const [at, who] of all.people.entries())
    await all.watch(who, ({ write }) => write(who, { worked: saidBy(at), harder: `Harder ${saidBy(at)}` }));
  const [first, second, third] = all.people as readonly [Actor, Actor, Actor];
  await all.pass(HOUR_MS);
  await all.watch(first, ({ write }) => write(first, { next: 'When it rains, we will go by van' }));
  await all.watch(second, ({ write }) => write(second, { harder: '' }));
  await all.watch(third, async ({ open, send }) =>
    send(third, await open(third), { expected: 'A draft of the third' }),
  );
  await all.pass(HOUR_MS);
}

test('while people write, nothing that a submission writes, logs or owes says whose it is, and no word is legible anywhere', async () => {
  const all = await opened(8);
  await everybodyWrites(all);
  expect(all.doings.every(({ wal }) => wal.bytes > 0)).toBe(true);
  expect(toldByDoing(all)).toEqual([]);
  const traces = await all.traces();
  for (const [at] of all.people.entries()) expect(traces.find(saidBy(at))).toEqual([]);
  expect(traces.find('A draft of the third')).toEqual([]);
  // The key is in its one table, which is in no log of changes and in no backup.
  for (const one of [traces.wal, traces.backup, traces.queue, traces.log, traces.platforms]) {
    expect(one.find(all.key)).toEqual([]);
    expect(one.find(all.sealed)).toEqual([]);
  }
  expect(traces.files.find(all.sealed)).not.toEqual([]);
  // A records officer is given the words, and of nobody; not on the day on which they were put in, so that no two exports
  // say at what hour.
  expect((await all.exported()).records.find(({ table }) => table === 'staged_input')?.rows).toEqual([]);
  const held = await all.exported(24 * HOUR_MS);
  expect(held.records.find(({ table }) => table === 'staged_input')?.rows.length).toBeGreaterThan(all.people.length);
  expect(await toldByExport(all, held)).toEqual([]);
});

test('once it is closed nothing that is left, or was ever written, links a point to its author', async () => {
  const all = await opened(8);
  await everybodyWrites(all);
  const people = await Promise.all(all.people.map(all.personOf));
  const staged = (await all.s.prisma.stagedInput.findMany()).map(({ id }) => id);
  const from = await walPosition(all.server.url);
  await close(all);
  const closing = await readWal(all.server, { from, to: await walPosition(all.server.url) });
  await all.s.sessionTimers.look();
  await all.s.settle();
  const traces = await all.traces();
  // All is shown.
  for (const [at] of all.people.entries()) expect(traces.rows.find(saidBy(at))).not.toEqual([]);
  // The key is nowhere, sealed or open: not in its table, nor in a page that was let go.
  expect(keysLeft(all, traces)).toEqual([]);
  // With it everybody would be found: it alone keeps them apart.
  expect(linkedBy(all.key, people, traces)).toHaveLength(people.length);
  expect(linkedBy(new Uint8Array(32).fill(7), people, traces)).toEqual([]);
  // What was put in and what is shown have no id in common, and none that says when it was made.
  const shown = await all.s.prisma.contribution.findMany({ orderBy: { place: 'asc' } });
  expect(shown.length).toBeGreaterThan(all.people.length);
  expect(shown.filter(({ id }) => staged.includes(id))).toEqual([]);
  expect([...staged, ...shown.map(({ id }) => id)].every((id) => /^.{14}4/.test(id))).toBe(true);
  expect(new Set(shown.map(({ day }) => day)).size).toBeLessThanOrEqual(1);
  // Copying them reads them in no order in which they were put in; receipts name all at once.
  expect(closing.find(saidBy(0))).not.toEqual([]);
  expect((await all.s.prisma.receipt.findMany()).every(({ at }) => at === null)).toBe(true);
  expect(await toldByExport(all, await all.exported())).toEqual([]);
  // Nobody is told in a channel or in private who wrote.
  const said = [...all.s.slack.posted, ...all.s.teams.posted].map(({ card }) => JSON.stringify(card));
  for (const one of said.filter((words) => words.includes('Zyxomma')))
    for (const who of all.people.slice(2)) expect(one).not.toContain(`${who.name},`);
  expect(traces.log.find('Zyxomma')).toEqual([]);
  expect(traces.queue.find('Zyxomma')).toEqual([]);
});

test('the order in which points are shown says nothing of the order in which they were put in', async () => {
  // Of two who write one after the other the first is shown first about half the time.
  let firsts = 0;
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1) {
    const all = await scene({ people: 4 });
    for (const [at, who] of all.people.entries()) await writers(all).write(who, { worked: saidBy(at) });
    await close(all);
    const shown = await all.s.prisma.contribution.findMany({ orderBy: { place: 'asc' } });
    const at = (of: number): number => shown.findIndex(({ text }) => text === saidBy(of));
    firsts += [0, 1, 2].filter((of) => at(of) < at(of + 1)).length;
  }
  // Of 36 comparisons; all on one side would come by chance less than once in a million runs.
  expect(firsts).toBeGreaterThan(4);
  expect(firsts).toBeLessThan(32);
}, 600_000);

test('an adversary who looks so finds what was planted', async () => {
  const all = await opened(4);
  const ask = (sql: string, values: unknown[] = []) =>
    withClient(all.server.url, async (client) => void (await client.query(sql, values)));
  const [first, second, third] = all.people as readonly [Actor, Actor, Actor];
  // Beside what is written in private: who acted, in a row, a line or a message.
  await all.watch(first, async ({ write }) => {
    await write(first, { worked: saidBy(0) });
    await all.s.prisma.person.update({ where: { id: await all.personOf(first) }, data: { createdAt: new Date() } });
  });
  expect(toldByDoing(all)).toEqual(['doing 0 changes public.person']);
  await all.watch(second, async ({ write }) => {
    await write(second, { worked: saidBy(1) });
    await all.run((w) =>
      w.say(`test:${randomUUID()}`, { to: all.channel.ref }, { summary: 'Somebody wrote', blocks: [] }),
    );
  });
  expect(toldByDoing(all)).toContain('doing 1 owes 1 messages');
  await all.watch(third, async ({ write }) => {
    await write(third, { worked: saidBy(2) });
    (all.s.lines as string[]).push(`handled {"by":"${third.ref.id}"}`);
  });
  expect(toldByDoing(all)).toContain('doing 2 is logged with its author');
  // An export that gives more than it may.
  const held = await all.exported();
  const [row] = await all.s.prisma.stagedInput.findMany();
  const more = {
    table: 'staged_input',
    title: '',
    about: null,
    rows: [{ text: 'A', id: row?.id, person_id: first.ref.id }],
  };
  const told = await toldByExport(all, { ...held, records: [more, { ...more, table: 'receipt' }] });
  expect(new Set(told)).toEqual(new Set(['what the key finds is in it', 'whose A is', 'who is done']));
  // The key in a table like any other, and taken out again: its bytes stay.
  await ask('CREATE TABLE planted (key bytea)');
  await ask('INSERT INTO planted VALUES ($1)', [Buffer.from(all.sealed)]);
  await ask('DELETE FROM planted');
  await all.watch(all.people[3] as Actor, ({ write }) => write(all.people[3] as Actor, { worked: saidBy(3) }));
  await close(all);
  await all.s.sessionTimers.look();
  await all.s.settle();
  const left = keysLeft(all, await all.traces()).map((where) => where.split(':')[0]);
  expect(new Set(left)).toEqual(new Set(['wal', 'files', 'backup']));
});

test('a crash while people write ends the key early: nobody is linked, nothing is lost', async () => {
  const all = await opened(6);
  for (const [at, who] of all.people.entries()) await all.watch(who, ({ write }) => write(who, { worked: saidBy(at) }));
  const people = await Promise.all(all.people.map(all.personOf));
  await all.server.restart('immediate');
  await expect.poll(() => all.s.prisma.sessionKey.count().catch(() => -1), { timeout: 30_000 }).toBe(0);
  const traces = await all.traces();
  expect(keysLeft(all, traces)).toEqual([]);
  expect(linkedBy(all.key, people, traces)).toHaveLength(people.length);
  await close(all);
  const shown = (await all.s.prisma.contribution.findMany()).map(({ text }) => text).sort();
  expect(shown).toEqual(all.people.map((_, at) => saidBy(at)).sort());
});

/** What a records officer does, as it is typed: exports everything that is held of a review, and sees to it that nothing of it is deleted. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setHold } from '../prisma/records/hold.ts';
import { KEPT, KINDS } from '../prisma/records/kinds.ts';
import { readRecords } from '../prisma/records/read.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { addressOf } from '../prisma/testing/rows.ts';
import { linesOf } from './sessions/report/document.ts';
import { htmlOf } from './sessions/report/html.ts';
import { type Scene, scene } from './sessions/testing/scene.ts';
import { close, writers } from './sessions/testing/writers.ts';
import { pageOf } from './start/records/page.ts';
import { commandsIn } from './testing/commands.ts';
import { stageSecret } from './testing/full-story.ts';
import type { Actor } from './testing/stage.ts';
import { lineText } from './words/document.ts';

const DAY_MS = 24 * 3_600_000;

async function officer({ s }: Pick<Scene, 's'>) {
  const cwd = await temporaryFolder();
  const url = await addressOf(s.prisma);
  const env = { DATABASE_URL: url, GUILDHALL_SECRET: Buffer.from(stageSecret).toString('base64') };
  const command = commandsIn(cwd, env);
  return {
    cwd,
    url,
    run: (...args: readonly string[]) => command('records', ...args),
    read: async (session: string) => {
      const held = await readRecords(url, session, { secrets: [stageSecret], at: s.clock.now() });
      if (!held) throw new Error('there is no such session');
      return held;
    },
  };
}

it('exports a review in which people still write: what is hidden as hidden, of nobody where names are not kept', async () => {
  const all = await scene({ people: 4 });
  const words = ['Zulu was last', 'Alpha <b>was</b> first', 'Mike was between'];
  for (const [at, text] of words.entries()) await writers(all).write(all.people[at] as Actor, { worked: text });
  const { cwd, url, run, read } = await officer(all);
  const hidden = ({ records }: Awaited<ReturnType<typeof read>>) =>
    records.find(({ table }) => table === 'staged_input')?.rows ?? [];
  // What was put in today without a name is given tomorrow: two exports of a day say nothing of its hours.
  expect(hidden(await read(all.session))).toEqual([]);
  const later = new Date(all.s.clock.now().getTime() + DAY_MS);
  const locked = await readRecords(url, all.session, { secrets: [new Uint8Array(32).fill(8)], at: later });
  expect(locked).toMatchObject({ unreadable: 3 });
  expect(hidden(locked as never).map(({ text }) => text)).toEqual([null, null, null]);
  // The command goes by the machine's clock.
  await all.s.prisma.stagedInput.updateMany({ data: { day: '2026-11-20' } });
  const [reference = ''] = (await all.s.prisma.session.findMany()).map(({ reference }) => reference ?? '');
  const listed = await run('list');
  expect(listed).toEqual({ code: 0, said: expect.stringContaining(`${reference} | Brackenford`) });
  const done = await run('export', reference, 'pack');
  expect(done.said).toContain(`pack holds`);
  expect(done).toEqual({ code: 0, said: expect.stringContaining('3 of them were handed in and shown to nobody yet') });
  expect(done.said).toContain('It is not on hold');
  // No word of it is said where it may stay.
  for (const text of words) expect(done.said).not.toContain(text.slice(0, 5));
  const folder = join(cwd, 'pack');
  const modes = await Promise.all(
    ['', `${reference}.html`, `${reference}.json`].map(async (name) => (await stat(join(folder, name))).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
  expect((await readdir(cwd)).filter((name) => name.endsWith('.part'))).toEqual([]);
  const { records } = JSON.parse(await readFile(join(folder, `${reference}.json`), 'utf8'));
  // In the order of their words, whoever was first; nothing stands beside them by which they could be found.
  expect(records.staged_input).toEqual(
    ['Alpha <b>was</b> first', 'Mike was between', 'Zulu was last'].map((text) => ({
      question: 'worked',
      text,
      round: 1,
      day: '2026-11-20',
      late: false,
      told: false,
      person_id: null,
    })),
  );
  expect(records.receipt).toEqual([]);
  const html = await readFile(join(folder, `${reference}.html`), 'utf8');
  expect(html).toContain('Alpha &lt;b&gt;was&lt;/b&gt; first');
  expect(html).toContain('Handed in, and shown to nobody yet (3)');
  // That it was read is held too; what is there already is not written over.
  expect(await all.s.prisma.sessionEvent.count({ where: { event: 'exported', personId: null } })).toBe(1);
  expect(await run('export', reference, 'pack')).toEqual({
    code: 1,
    said: expect.stringContaining('is there already'),
  });
  expect(await all.s.prisma.sessionEvent.count({ where: { event: 'exported' } })).toBe(1);
  expect(await run('export', 'AAR-1999-0001', 'other')).toEqual({
    code: 1,
    said: expect.stringContaining('There is no review AAR-1999-0001'),
  });
  expect(await run('export', reference)).toEqual({ code: 1, said: expect.stringContaining('Usage: npm run records') });
}, 120_000);

it('gives every row of a review, with names where they are kept', async () => {
  const all = await scene({ people: 4, attribution: 'named' });
  for (const who of all.people)
    await writers(all).write(who, { worked: `${who.name} saw it`, happened: '22:40: Boxes' });
  await close(all);
  const { url, read } = await officer(all);
  const held = await read(all.session);
  for (const { table, rows } of held.records.filter(({ table }) => table !== 'receipt')) {
    const kind = KINDS.find((one) => one.table === table);
    const [row] = await all.s.prisma.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table} x WHERE ${kind?.where.replaceAll('$1', `'${all.session}'`)}`,
    );
    expect([table, rows.length]).toEqual([table, row?.count]);
  }
  // Each wrote one of each.
  expect(held.records.find(({ table }) => table === 'contribution')?.rows).toHaveLength(2 * all.people.length);
  expect(held.records.find(({ table }) => table === 'session_fact')?.rows).toHaveLength(all.people.length);
  const points = held.records.find(({ table }) => table === 'contribution')?.rows ?? [];
  expect(
    points.filter(({ question }) => question === 'worked').map(({ text, person_id }) => [text, person_id]),
  ).toEqual(
    expect.arrayContaining([
      [
        'Priya Nair saw it',
        expect.objectContaining({ name: 'Priya Nair', organisation: 'Brackenford Council', former: false }),
      ],
    ]),
  );
  expect(held.records.find(({ table }) => table === 'receipt')?.rows).toHaveLength(all.people.length);
  // The same in what is read: every word of every record stands there.
  const lines = linesOf(pageOf(held)).map(lineText).join('\n');
  const texts = held.records.flatMap(({ rows }) =>
    rows.flatMap((row) => Object.values(row).filter((one) => typeof one === 'string')),
  );
  expect(texts.filter((text) => !lines.includes(text as string))).toEqual([]);
  expect(KEPT.every(({ why }) => lines.includes(why))).toBe(true);
  expect(htmlOf(pageOf(held))).toContain('<html lang="en-GB">');
  expect(await readRecords(url, crypto.randomUUID(), { secrets: [stageSecret], at: new Date() })).toBeNull();
});

it('two organisations may have the same reference: whose is meant is asked', async () => {
  const all = await scene({ people: 4 });
  const [first] = await all.s.prisma.session.findMany();
  const others = await all.s.prisma.organisation.findMany({ where: { id: { not: first?.organisationId ?? '' } } });
  const copy = { ...first, id: crypto.randomUUID(), organisationId: others[0]?.id } as never as NonNullable<
    typeof first
  >;
  await all.s.prisma.session.create({ data: { ...copy, windows: {} } });
  const { run } = await officer(all);
  const asked = await run('hold', first?.reference ?? '');
  expect(asked.code).toBe(1);
  for (const { id } of await all.s.prisma.session.findMany()) expect(asked.said).toContain(id);
  expect((await run('hold', copy.id)).code).toBe(0);
  const held = await all.s.prisma.session.findMany({ where: { held: true } });
  expect(held.map(({ id }) => id)).toEqual([copy.id]);
}, 120_000);

/** Somebody said something of a topic, in its thread. @returns its id */
async function remarked({ s, session, priya, personOf, run }: Scene): Promise<string> {
  const topic = crypto.randomUUID();
  await s.prisma.topic.create({
    data: {
      id: topic,
      sessionId: session,
      title: 'Boxes',
      kind: 'change',
      state: 'accepted',
      createdAt: s.clock.now(),
    },
  });
  const person = await personOf(priya);
  const where = { platform: 'slack', key: 'm1', version: '1', at: s.clock.now() };
  const one = await run((w) => w.sessions.sense.say({ topic, person, text: 'They came late', ...where }));
  return one?.id ?? '';
}

it('while it is on hold nothing is deleted, not by stopping it and not by time; afterwards it is', async () => {
  const all = await scene({ people: 6, k: 4 });
  const { s, session } = all;
  await writers(all).write(all.priya, { worked: 'Too few wrote' });
  await s.prisma.session.update({
    where: { id: session },
    data: { state: 'lapsed', was: 'collecting', closesAt: null },
  });
  const { url, read } = await officer(all);
  const hold = (held: boolean) => setHold(url, session, held, s.clock.now());
  expect([await hold(true), await hold(true)]).toEqual([true, false]);
  const said = await remarked(all);
  await all.run((w) => w.sessions.sense.erase('slack', 'm1'));
  expect(await all.run((w) => w.sessions.sense.remark(said))).toBeNull();
  expect((await read(session)).records.find(({ table }) => table === 'remark')?.rows).toMatchObject([
    { text: 'They came late', deleted_at: s.clock.now() },
  ]);
  expect(await all.act({ event: 'go-on', how: 'stop' })).toMatchObject({ kind: 'moved' });
  expect(await all.record()).toMatchObject({ state: 'cancelled', hasKey: false });
  await all.away(40 * DAY_MS);
  const words = async () =>
    (await read(session)).records.find(({ table }) => table === 'staged_input')?.rows.map(({ text }) => text);
  expect(await words()).toEqual(['Too few wrote']);
  // Whose it is nobody can tell: that is not held.
  expect(await s.prisma.sessionKey.count()).toBe(0);
  expect([await hold(false), await hold(false)]).toEqual([true, false]);
  await all.away(8 * DAY_MS);
  expect(await words()).toEqual([]);
  expect((await s.prisma.session.findFirstOrThrow()).clearedAt).not.toBeNull();
  const events = await s.prisma.sessionEvent.findMany({
    where: { id: { startsWith: 'records:' } },
    orderBy: { seq: 'asc' },
  });
  expect(events.map(({ event }) => event)).toEqual(['hold', 'lift']);
});

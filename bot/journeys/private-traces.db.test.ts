/** What a private delivery leaves behind, byte by byte: in tables, files, the log of changes, backups, the queue, logs and on the platforms. */
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { withClient } from '../../prisma/connection.ts';
import { type OwnServer, startCopy } from '../../prisma/testing/own-server.ts';
import { readWal, startLegible, unpack, walBytes, walPosition } from '../../prisma/testing/written.ts';
import { stageSecret } from '../testing/full-story.ts';
import { type DoorName, openDoor, type PrivateDoor } from '../testing/private-doors.ts';
import { collectTraces, dumpCommand, type Traces } from '../testing/traces.ts';

async function legible(): Promise<OwnServer & { ask(sql: string): Promise<object[]> }> {
  const server = await startLegible();
  onTestFinished(() => server.stop());
  return { ...server, ask: (sql) => withClient(server.url, async (client) => (await client.query<object>(sql)).rows) };
}

const of = (door: PrivateDoor, server: OwnServer): Promise<Traces> =>
  collectTraces({
    server,
    secrets: [stageSecret],
    clock: door.s.clock,
    log: door.said(),
    platforms: { calls: door.calls(), answers: door.answers() },
  });

test('everything that was written is found where it was, and what is in no log is in no backup', async () => {
  const server = await legible();
  const { ask, url } = server;
  const id = randomUUID();
  const kept = "'It''s kept: \"twice\"'";
  await ask(`CREATE TABLE plain (id uuid, word text); CREATE UNLOGGED TABLE passing (word text PRIMARY KEY);
    CREATE SCHEMA queue CREATE TABLE job (data jsonb)`);
  await unpack(url);
  await ask(`INSERT INTO plain VALUES ('${id}', ${kept}), (gen_random_uuid(), 'A word that is taken back'),
    (gen_random_uuid(), repeat('long and dull, ', 500) || 'the end of it')`);
  await ask("DELETE FROM plain WHERE word LIKE '%taken back'");
  await ask("INSERT INTO passing VALUES ('A word in passing'), ('Another, gone')");
  await ask("DELETE FROM passing WHERE word LIKE 'Another%'");
  // Some of these stand where one page of the log ends and the next begins.
  await ask(
    "CREATE TABLE many (word text); INSERT INTO many SELECT 'word ' || n || ' of many that stand in a row' FROM generate_series(1001, 3000) n",
  );
  await ask(`INSERT INTO queue.job VALUES ('{"for": "somebody in line"}')`);
  const traces = await collectTraces({
    server,
    secrets: [stageSecret],
    clock: { now: () => new Date(0) },
    log: ['started {"by":"somebody logged"}'],
    platforms: { slack: [{ method: 'chat.postMessage', args: { text: 'told to everybody' } }] },
  });
  const where = (what: string | Uint8Array) =>
    [...new Set(traces.find(what).map((one) => one.split(':')[0]))].sort().join(' ');
  // As its sixteen bytes in files and logs, and as words in rows and in our own backup.
  expect(where(id)).toBe('backup files rows wal');
  expect(where('It\'s kept: "twice"')).toBe('backup files rows wal');
  expect(where('the end of it')).toBe('backup files rows wal');
  expect(where('A word that is taken back')).toBe('backup files wal');
  expect(where('A word in passing')).toBe('files rows');
  expect(where('Another, gone')).toBe('files');
  const many = (await walBytes(server)).toString('latin1').match(/word \d{4} of many that stand in a row/g);
  expect(new Set(many).size).toBe(2_000);
  expect(where('somebody in line')).toBe('backup files queue wal');
  expect(where('somebody logged')).toBe('log');
  expect(where('told to everybody')).toBe('platforms');
  expect(where('what nobody ever wrote')).toBe('');
  expect(traces.files.find('Another, gone')[0]).toMatch(/^passing \(base\/\d+\/\d+\) at \d+$/);
  expect(() => traces.find('abc')).toThrow('too short');

  // The base backup is one: a server starts on it, with all that is in the log, and without what is not.
  const copy = await startCopy(traces.baseBackup, url);
  onTestFinished(() => copy.stop());
  const rows = await withClient(
    copy.url,
    async (client) =>
      (
        await client.query(
          'SELECT (SELECT count(*)::int FROM plain) AS plain, (SELECT count(*)::int FROM passing) AS passing',
        )
      ).rows,
  );
  expect(rows).toEqual([{ plain: 2, passing: 0 }]);
  expect(await dumpCommand()).toMatch(/^pg_dump .*--no-unlogged-table-data.*"\$DATABASE_URL"$/);
}, 120_000);

test.each<DoorName>(['Slack over HTTP', 'Teams'])(
  'through %s, words are kept, and neither who wrote them nor what brought them',
  async (name) => {
    const server = await legible();
    const door = await openDoor(name, { url: server.url });
    await unpack(server.url);
    await door.press();
    await door.submit('What was written before');
    // Written of anew by what is ordinary. After a checkpoint, whoever first has something noted in a page has it copied into the log.
    door.s.clock.pass(25 * 3_600_000);
    await door.hello();
    await server.ask('CHECKPOINT');
    const from = await walPosition(server.url);
    expect(await door.submit('The radio was silent', { id: '4711-4711-4711' })).toMatchObject({ as: 'words' });
    const to = await walPosition(server.url);
    const request = await readWal(server, { from, to });
    expect(request.bytes).toBeGreaterThan(200);
    expect(request.find('The radio was silent')).toHaveLength(1);
    expect(await door.press()).toMatchObject({ typed: 'The radio was silent' });
    const traces = await of(door, server);

    for (const who of [door.person, door.account]) {
      // They are known, by what is ordinary; in this request they are nowhere.
      expect(traces.rows.find(who).length, who).toBeGreaterThan(0);
      expect(traces.wal.find(who).length, who).toBeGreaterThan(0);
      expect(request.find(who), who).toEqual([]);
      for (const place of [traces.log, traces.queue]) expect(place.find(who), who).toEqual([]);
    }
    // What brought it is nowhere at all, but for what Slack itself was told of it.
    expect(traces.find('4711-4711-4711')).toEqual([]);
    expect(traces.rows.find('The radio was silent')).toEqual([expect.stringMatching(/^public\.private_note at /)]);
    for (const one of [traces.wal, traces.files, traces.backup])
      expect(one.find('The radio was silent')).not.toEqual([]);
    for (const one of [traces.log, traces.queue]) expect(one.find('The radio was silent')).toEqual([]);
    // It was shown once more to who wrote it, in the form, and nowhere else.
    const shown = [...door.calls(), ...door.answers()].map((one) => JSON.stringify(one) ?? '');
    expect(shown.filter((one) => one.includes('The radio was silent'))).toEqual([
      expect.stringMatching(/initial_value|Input\.Text/),
    ]);
    expect(traces.platforms.find('The radio was silent')).toHaveLength(1);
  },
  120_000,
);

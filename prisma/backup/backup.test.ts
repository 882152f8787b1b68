/** A backup: every row as it was, of one moment, in a file that is whole or refused. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { awkward, fullStory, stageSecret } from '../../bot/testing/full-story.ts';
import { silentLog } from '../embedded/temporary.ts';
import { migrate } from '../migrate.ts';
import { migrationsFolder, readMigrations } from '../migrations.ts';
import { ask, doubted, empty, fileIn, read, refusal, write } from '../testing/backups.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { everything } from '../testing/rows.ts';

describe('everything', () => {
  test('is as it was, row by row, in an empty database, and what was owed is looked for before it is sent', async () => {
    const { s, url, slackChannel } = await fullStory();
    const file = await fileIn();
    const { header, unreadable } = await write(url, file);
    expect(unreadable).toBe(0);
    expect(header.probes).toHaveLength(1);
    const before = await everything(url);
    for (const table of ['question', 'reply', 'delivery', 'teams_reference', '_prisma_migrations']) {
      expect(before[table]?.length, table).toBeGreaterThan(0);
    }
    expect(header.tables.map(({ name, rows }) => [name, rows])).toEqual(
      // The keys of what is being written are in no backup.
      Object.entries(before).flatMap(([name, rows]) =>
        name.startsWith('sequence') || name === 'session_key' ? [] : [[name, rows.length]],
      ),
    );

    const target = await empty();
    const { applied, skipped } = await read(target, file);
    expect([applied, skipped]).toEqual([[], []]);
    const after = await everything(target);
    expect(doubted(after)).toEqual(doubted(before));
    const owed = await ask(target, `SELECT DISTINCT problem FROM outgoing WHERE state = 'owed' AND remote_id IS NULL`);
    expect(owed).toEqual([{ problem: 'unsure' }]);
    const columns = `id, seq, subject, destination, lane, to_ref::text, card, wanted, shown, state, remote_id, due_at::text`;
    const sent = `SELECT ${columns} FROM outgoing ORDER BY seq`;
    expect(await ask(target, sent)).toEqual(await ask(url, sent));
    expect(await ask(target, `SELECT text::text FROM reply`)).toEqual(await ask(url, `SELECT text::text FROM reply`));
    expect(JSON.stringify(await ask(target, 'SELECT text FROM reply'))).toContain(JSON.stringify(awkward).slice(1, -1));

    // Foreign keys hold again, and the sequence goes on where it was.
    await expect(
      ask(target, `INSERT INTO membership VALUES (gen_random_uuid(), gen_random_uuid(), 'member', now())`),
    ).rejects.toMatchObject({ code: '23503' });
    expect(await ask(target, "SELECT 1 FROM outgoing WHERE seq >= nextval('outgoing_seq_seq')")).toEqual([]);
    expect(s.slack.posted.filter(({ to }) => to.id === slackChannel.ref.id)).toHaveLength(1);
  }, 60_000);

  test('is of one moment: what is written meanwhile is not in it', async () => {
    const { url, s, asha, teamsChannel } = await fullStory();
    const before = await everything(url);
    const file = await fileIn();
    let meanwhile: Promise<unknown> | undefined;
    await write(url, file, {
      progress(table) {
        if (table === 'channel') meanwhile ??= s.say(asha, teamsChannel, 'Meanwhile?', { addressed: true });
      },
    });
    await meanwhile;
    expect(await s.prisma.question.count()).toBe(3);
    const target = await empty();
    await read(target, file);
    const after = await everything(target);
    for (const table of ['question', 'delivery', 'outgoing', 'thread', 'fact']) {
      expect(after[table]?.length, table).toBe(before[table]?.length);
    }
  }, 60_000);

  test('is taken from a database of the release before and brought up to this one', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    const { header } = await write(url, file);
    const folder = await temporaryFolder();
    for (const { name, sql } of await readMigrations(migrationsFolder)) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'migration.sql'), sql);
    }
    const next = '29991231000000_next';
    await mkdir(join(folder, next));
    await writeFile(
      join(folder, next, 'migration.sql'),
      `ALTER TABLE question ADD COLUMN marks int NOT NULL DEFAULT 3;
       CREATE TABLE mark (id uuid PRIMARY KEY REFERENCES question (id)); INSERT INTO mark SELECT id FROM question;`,
    );
    const target = await empty();
    expect((await read(target, file, { folder })).applied).toEqual([next]);
    expect(await ask(target, 'SELECT DISTINCT marks FROM question')).toEqual([{ marks: 3 }]);
    expect(await ask(target, 'SELECT count(*)::int AS marked FROM mark')).toEqual([{ marked: 2 }]);

    // And the other way round there is a sentence.
    const newer = await fileIn();
    await write(target, newer);
    expect(await refusal(read(await empty(), newer))).toContain(`has the migration ${next}, which does not fit`);
    expect(header.migrations).not.toContain(next);
  }, 60_000);
});

test('what a table holds that is in no log is in no backup either, and the table is there after a restore', async () => {
  const { url } = await fullStory();
  const folder = await temporaryFolder();
  for (const { name, sql } of await readMigrations(migrationsFolder)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }
  const next = '29991231000000_passing';
  await mkdir(join(folder, next));
  await writeFile(join(folder, next, 'migration.sql'), 'CREATE UNLOGGED TABLE passing (word text PRIMARY KEY)');
  await migrate(url, { log: silentLog, folder });
  await ask(url, "INSERT INTO passing VALUES ('gone with the night')");
  const file = await fileIn();
  const { header } = await write(url, file);
  expect(header.tables.map(({ name }) => name)).not.toContain('passing');
  expect(gunzipSync(await readFile(file)).toString('utf8')).not.toContain('gone with the night');
  const target = await empty();
  await read(target, file, { folder });
  expect(await ask(target, 'SELECT count(*)::int AS count FROM passing')).toEqual([{ count: 0 }]);
  expect(await ask(url, 'SELECT word FROM passing')).toEqual([{ word: 'gone with the night' }]);
}, 60_000);

describe('the file', () => {
  test('can be read by its owner alone, is never written over, and is not left half', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const bytes = await readFile(file);
    expect(await refusal(write(url, file))).toBe(
      `The file ${file} is there already: name another one, or move it away.`,
    );
    expect((await readFile(file)).equals(bytes)).toBe(true);

    const stopping = new AbortController();
    const given = await fileIn();
    await expect(
      write(url, given, { interrupted: stopping.signal, progress: () => stopping.abort() }),
    ).rejects.toThrow();
    for (const path of [given, `${given}.part`]) await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await refusal(write(url, join(file, 'below')))).toContain('cannot be written');
    expect(await refusal(write(await empty(), await fileIn()))).toContain('There is nothing of Guildhall');
  }, 60_000);

  test('holds none of the secret', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    const text = gunzipSync(await readFile(file)).toString('latin1');
    for (const encoding of ['hex', 'base64', 'latin1'] as const) {
      expect(text).not.toContain(Buffer.from(stageSecret).toString(encoding).slice(0, 24));
    }
  }, 60_000);

  test('is refused where it is torn or changed, wherever that is', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    const packed = await readFile(file);
    const text = gunzipSync(packed);
    const lines = text.toString('utf8').split('\n');
    const [header = ''] = lines;
    const at = (share: number) => Math.floor(packed.length * share);
    const changed = Buffer.from(text);
    changed[text.indexOf('Who knows?')] = 'w'.charCodeAt(0);
    const rows = lines.findIndex((line) => line.startsWith('{"table":"question"')) + 1;
    const spoilt: Record<string, Buffer> = {
      'cut in the middle': packed.subarray(0, at(0.5)),
      'without its last byte': packed.subarray(0, -1),
      empty: Buffer.alloc(0),
      'of zeros at its end': Buffer.concat([packed.subarray(0, at(0.9)), Buffer.alloc(packed.length - at(0.9))]),
      'with another letter': gzipSync(changed),
      'without its digest': gzipSync(lines.slice(0, -2).join('\n').concat('\n')),
      'without a row': gzipSync(lines.toSpliced(rows, 1).join('\n')),
      'with its header alone': gzipSync(`${header}\n`),
      'twice in one': Buffer.concat([packed, packed]),
      'no backup': Buffer.from('What people wrote'),
      'something else': gzipSync('{"guildhall":"something"}\n'),
    };
    const target = await empty({});
    const before = await everything(target);
    for (const [what, bytes] of Object.entries(spoilt)) {
      const path = await fileIn(what.replaceAll(' ', '-'));
      await writeFile(path, bytes);
      expect(await refusal(read(target, path)), what).toContain('is no whole backup of Guildhall');
    }
    expect(await refusal(read(target, `${file}.not`))).toContain('There is no file');
    expect(await everything(target)).toEqual(before);
  }, 60_000);
});

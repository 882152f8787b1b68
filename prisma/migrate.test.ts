/** Migrating: once however many start together, all or nothing, and a sentence for every database that does not fit. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { StartError } from '../bot/core/start-error.ts';
import { withClient } from './connection.ts';
import { until } from './embedded/process.ts';
import { silentLog } from './embedded/temporary.ts';
import { openEngine } from './engine.ts';
import { checkVersion, migrate } from './migrate.ts';
import { listFor, readMigrations } from './migrations.ts';
import { type FreshDatabase, freshDatabase } from './testing/database.ts';
import { temporaryFolder } from './testing/folder.ts';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase({ empty: true });
});
afterEach(async () => {
  await database.drop();
});

const ask = (sql: string) => withClient(database.url, async (client) => (await client.query(sql)).rows);
const log = silentLog;

/** A folder with these migrations, named in order. */
async function folderOf(scripts: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, sql] of Object.entries(scripts)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

async function refusal(folder?: string): Promise<string> {
  try {
    await migrate(database.url, { log, ...(folder !== undefined && { folder }) });
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return error instanceof Error ? error.message : '';
  }
  return 'migrated';
}

describe('applying', () => {
  test('five that start together apply this release once, and the next start has nothing to do', async () => {
    const all = (await readMigrations()).map(({ name }) => name);
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(database.url, { log })));
    expect(results.flatMap(({ applied }) => applied)).toEqual(all);
    expect(await migrate(database.url, { log })).toEqual({ applied: [] });
    const rows = await ask(
      'SELECT migration_name AS name, applied_steps_count AS steps FROM "_prisma_migrations" ORDER BY 1',
    );
    expect(rows).toEqual(all.map((name) => ({ name, steps: 1 })));
  });

  test('a later migration alone is applied to a database that has the earlier one', async () => {
    const scripts = { '1_one': 'CREATE TABLE one (id int)' };
    expect(await migrate(database.url, { log, folder: await folderOf(scripts) })).toEqual({ applied: ['1_one'] });
    const folder = await folderOf({ ...scripts, '2_two': 'ALTER TABLE one ADD COLUMN word text' });
    expect(await migrate(database.url, { log, folder })).toEqual({ applied: ['2_two'] });
  });

  test('semicolons within functions, texts and comments are no ends', async () => {
    const folder = await folderOf({
      '1_function': `-- one; two
        CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n; END $$;
        CREATE TABLE words AS SELECT 'a;b'::text AS word;`,
    });
    await migrate(database.url, { log, folder });
    expect(await ask('SELECT twice(2) AS four, word FROM words')).toEqual([{ four: 4, word: 'a;b' }]);
  });

  test("a database that Prisma's own engine migrated is up to date for us", async () => {
    const engine = await openEngine(database.url);
    onTestFinished(() => engine.close());
    const migrations = await readMigrations();
    expect(await engine.apply(listFor(migrations))).toEqual(migrations.map(({ name }) => name));
    expect(await migrate(database.url, { log })).toEqual({ applied: [] });
  });

  test('scripts checked out with Windows line ends are the same scripts', async () => {
    const sql = 'CREATE TABLE one (\n  id int\n);\n';
    await migrate(database.url, { log, folder: await folderOf({ '1_one': sql }) });
    const folder = await folderOf({ '1_one': sql.replaceAll('\n', '\r\n') });
    expect(await migrate(database.url, { log, folder })).toEqual({ applied: [] });
  });

  test('a process killed half-way leaves nothing, and the next start applies all', async () => {
    const folder = await folderOf({
      '1_one': 'CREATE TABLE one (id int)',
      '2_slow': 'CREATE TABLE two (id int); SELECT pg_sleep(30)',
    });
    const file = fileURLToPath(new URL('./testing/migrator.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', file, database.url, folder], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const asleep = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
    expect(await until(async () => (await ask(asleep)).length === 1, 20_000)).toBe(true);
    child.kill('SIGKILL');
    // Postgres notices a vanished client when it next speaks to it: here, when it is ended.
    await ask(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
    );
    await writeFile(join(folder, '2_slow', 'migration.sql'), 'CREATE TABLE two (id int)');
    expect(await migrate(database.url, { log, folder })).toEqual({ applied: ['1_one', '2_slow'] });
  });
});

describe('refusing, in a sentence', () => {
  test('a migration that fails: nothing of it stays, not even those before it, and it can be put right', async () => {
    const folder = await folderOf({
      '1_good': 'CREATE TABLE good (id int)',
      '2_bad': 'CREATE TABLE half (id int); SELECT nonsense()',
    });
    expect(await refusal(folder)).toMatch(/^The migration 2_bad failed \(42883: .*nonsense.*nothing was changed/);
    expect(await ask("SELECT relname FROM pg_class WHERE relname IN ('good', 'half', '_prisma_migrations')")).toEqual(
      [],
    );
    await writeFile(join(folder, '2_bad', 'migration.sql'), 'CREATE TABLE half (id int)');
    expect(await migrate(database.url, { log, folder })).toEqual({ applied: ['1_good', '2_bad'] });
  });

  test('a migration that was changed after it was applied', async () => {
    await migrate(database.url, { log, folder: await folderOf({ '1_one': 'CREATE TABLE one (id int)' }) });
    const changed = await folderOf({ '1_one': 'CREATE TABLE one (id bigint)' });
    expect(await refusal(changed)).toMatch(/^The migration 1_one was changed after this database applied it/);
  });

  test('a database of a newer release', async () => {
    const scripts = { '1_one': 'CREATE TABLE one (id int)' };
    await migrate(database.url, { log, folder: await folderOf({ ...scripts, '2_new': 'SELECT 1' }) });
    // The release before still starts on it, but not one that branched off: its own migration was never applied there.
    expect(await migrate(database.url, { log, folder: await folderOf(scripts) })).toEqual({ applied: [] });
    const branch = await folderOf({ ...scripts, '3_other': 'SELECT 1' });
    expect(await refusal(branch)).toMatch(/has the migration 2_new, which does not fit this release/);
  });

  test('a migration that another program began and did not finish', async () => {
    const folder = await folderOf({ '1_one': 'CREATE TABLE one (id int)' });
    await migrate(database.url, { log, folder });
    await ask('UPDATE "_prisma_migrations" SET finished_at = NULL');
    expect(await refusal(folder)).toMatch(/^The migration 1_one was begun by another program and did not finish/);
    await ask('UPDATE "_prisma_migrations" SET rolled_back_at = now()');
    await ask('DROP TABLE one');
    expect(await migrate(database.url, { log, folder })).toEqual({ applied: ['1_one'] });
  });

  test('a database that something else lives in', async () => {
    await ask('CREATE TABLE person (id int)');
    expect(await refusal()).toMatch(/relation "person" already exists.*give Guildhall an empty database of its own/);
  });

  test('a user without the right to make tables: the statement for the administrator', async () => {
    const role = `weak_${crypto.randomUUID().slice(0, 8)}`;
    await ask(`CREATE ROLE ${role} LOGIN PASSWORD 'weak'`);
    onTestFinished(async () => {
      const admin = new pg.Client({ connectionString: database.url.replace(/[^/]*$/, 'postgres') });
      await admin.connect();
      await admin.query(`DROP ROLE ${role}`);
      await admin.end();
    });
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'weak'];
    const error = await migrate(url.href, { log }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain(`GRANT CREATE, USAGE ON SCHEMA public TO "${role}"`);
  });

  test('an extension that is not there', async () => {
    const folder = await folderOf({ '1_one': 'CREATE EXTENSION vectors_of_nowhere' });
    expect(await refusal(folder)).toMatch(
      /lacks the extension vectors_of_nowhere.*CREATE EXTENSION "vectors_of_nowhere"/,
    );
  });

  test('a Postgres older than 15', () => {
    expect(() => checkVersion('140012', '14.12')).toThrow(/^Postgres 14\.12 is too old: .*Postgres 15 or newer/);
    expect(() => checkVersion('150000', '15.0')).not.toThrow();
  });
});

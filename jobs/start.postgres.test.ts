/** What a start says of a Postgres that will not have the queue, and that many starts at once do no harm. */
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { StartError } from '../bot/core/start-error.ts';
import { freshDatabase } from '../prisma/testing/database.ts';
import { openBackend } from './backend.ts';
import { heardLog } from './testing/log.ts';

async function refusal(databaseUrl: string): Promise<string> {
  const opened = openBackend({ databaseUrl, workers: 1, log: heardLog() });
  const error = await opened.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(StartError);
  return error instanceof Error ? error.message : '';
}
async function run<R extends pg.QueryResultRow>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<R>(text);
  await client.end();
  return rows;
}

describe('a start with the queue in Postgres', () => {
  test.each(['', 'guildhall', 'mysql://localhost/x'])('"%s" is no address', async (url) => {
    expect(await refusal(url)).toContain('DATABASE_URL is not the address of a Postgres');
  });

  test('a role that may make no schema is told what an administrator must run', async () => {
    const database = await freshDatabase({ empty: true });
    const role = `poor_${crypto.randomUUID().slice(0, 8)}`;
    const name = new URL(database.url).pathname.slice(1);
    await run(database.url, `CREATE ROLE ${role} LOGIN PASSWORD 'poor'`);
    const url = new URL(database.url);
    url.username = role;
    url.password = 'poor';
    const words = await refusal(url.href);
    expect(words).toContain(`GRANT CREATE ON DATABASE ${name} TO ${role};`);
    // It must be the cure, too.
    await run(database.url, `GRANT CREATE ON DATABASE ${name} TO ${role};`);
    const backend = await openBackend({ databaseUrl: url.href, workers: 1, log: heardLog() });
    expect(await backend.healthy()).toBe(true);
    await backend.close();
    await database.drop();
    await run(database.url.replace(name, 'postgres'), `DROP ROLE ${role}`);
  });

  test('a database that does not exist is named as such', async () => {
    const database = await freshDatabase({ empty: true });
    const url = new URL(database.url);
    url.pathname = '/nowhere';
    expect(await refusal(url.href)).toContain('3D000');
    await database.drop();
  });

  test('eight starts at once make one set of tables, in a schema of their own', async () => {
    const database = await freshDatabase();
    const before = await run(database.url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
    const start = () => openBackend({ databaseUrl: database.url, workers: 0, log: heardLog() });
    const backends = await Promise.all(Array.from({ length: 8 }, start));
    expect(await Promise.all(backends.map((backend) => backend.healthy()))).toEqual(Array(8).fill(true));
    await Promise.all(backends.map((backend) => backend.close()));
    expect(await run(database.url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).toEqual(before);
    await database.drop();
  });

  test("options that the address has already are kept beside the queue's", async () => {
    const database = await freshDatabase({ empty: true });
    const url = `${database.url}?options=${encodeURIComponent('-c work_mem=5MB')}`;
    const backend = await openBackend({ databaseUrl: url, workers: 0, log: heardLog() });
    expect(await backend.healthy()).toBe(true);
    await backend.close();
    await database.drop();
  });
});

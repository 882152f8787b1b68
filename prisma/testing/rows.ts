/** Everything that a database holds, for tests that compare two of them. */
import { inject } from 'vitest';
import { readSequences, readTables, settle } from '../backup/shape.ts';
import { withClient } from '../connection.ts';
import type { PrismaClient } from '../generated/client.ts';
import { onDatabase } from './address.ts';

/** Every row of every table as text, sorted, and where each sequence stands. */
export async function everything(url: string): Promise<Record<string, readonly string[]>> {
  return withClient(url, async (client) => {
    await client.query('BEGIN READ ONLY');
    await settle(client);
    const all: Record<string, readonly string[]> = {};
    for (const { name } of await readTables(client)) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM public."${name}" t`);
      all[name] = rows.map(({ row }) => row).sort();
    }
    for (const name of await readSequences(client)) {
      const { rows } = await client.query<{ at: string }>(
        `SELECT last_value || ' ' || is_called AS at FROM public."${name}"`,
      );
      all[`sequence ${name}`] = rows.map(({ at }) => at);
    }
    return all;
  });
}

/**
 * Every row of every table of every schema but the server's own, as text, by `schema.table`; and where each sequence stands.
 * @param how.versions with the version that it is of: a row that was written anew as it was is another
 */
export async function everyRow(
  url: string,
  how: { versions?: boolean } = {},
): Promise<Record<string, readonly string[]>> {
  return withClient(url, async (client) => {
    await client.query('BEGIN READ ONLY');
    await settle(client);
    const named = await client.query<{ name: string; quoted: string; kind: string }>(`
      SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS quoted, c.relkind AS kind
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1`);
    const all: Record<string, readonly string[]> = {};
    for (const { name, quoted, kind } of named.rows) {
      const row = kind === 'S' ? "last_value || ' ' || is_called" : 't::text';
      const version = how.versions === true && kind !== 'S' ? "t.xmin || ' ' || t.ctid || ' ' || " : '';
      const { rows } = await client.query<{ row: string }>(`SELECT ${version}${row} AS row FROM ${quoted} t`);
      all[name] = rows.map((one) => one.row).sort();
    }
    return all;
  });
}

/** The address of the test database that a client is connected to. */
export async function addressOf(prisma: PrismaClient): Promise<string> {
  const [row] = await prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  return onDatabase(inject('databaseAdmin'), row?.name ?? '');
}

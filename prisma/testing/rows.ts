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

/** The address of the test database that a client is connected to. */
export async function addressOf(prisma: PrismaClient): Promise<string> {
  const [row] = await prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  return onDatabase(inject('databaseAdmin'), row?.name ?? '');
}

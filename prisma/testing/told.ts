/** A database that was filled once in a run, and is copied for each test that begins with what is in it. */
import { inject } from 'vitest';
import { withClient } from '../connection.ts';
import { onDatabase, toldName } from './address.ts';
import { type FreshDatabase, freshDatabase, make, remove } from './database.ts';

/** Any number that nothing else takes: who has it fills the database, all others wait for it. */
const LOCK = 20_261_126;

/**
 * A copy of what `tell` filled.
 * @param tell fills a migrated, empty database and leaves it: called once in a run, whichever test comes first
 */
export async function toldDatabase(tell: (database: FreshDatabase) => Promise<void>): Promise<FreshDatabase> {
  const admin = inject('databaseAdmin');
  const told = toldName(inject('databaseTemplate'));
  await withClient(admin, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rows } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [told]);
    if (rows.length > 0) return;
    const database = await freshDatabase();
    await tell(database);
    // Under its last name only once it is whole.
    const name = new URL(database.url).pathname.slice(1);
    await client.query(`ALTER DATABASE ${name} RENAME TO ${told}`);
  });
  const name = await make(admin, told);
  return { url: onDatabase(admin, name), drop: () => remove(name) };
}

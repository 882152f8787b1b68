/** A database of its own for a test: migrated, empty, on the run's one Postgres. */
import { inject } from 'vitest';
import { withClient } from '../connection.ts';

export interface FreshDatabase {
  readonly url: string;
  /** Removes it, ending whatever is still connected. */
  drop(): Promise<void>;
}

/** Copies the migrated template, or with `empty` makes a database without any tables. */
export async function freshDatabase(how: { empty?: boolean } = {}): Promise<FreshDatabase> {
  const admin = inject('databaseAdmin');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const template = how.empty === true ? 'template0' : inject('databaseTemplate');
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return {
    url: onDatabase(admin, name),
    drop: async () => {
      await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The same address with another database. */
export function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

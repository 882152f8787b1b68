/** A database of its own for a test: migrated, empty, on the run's one Postgres. One that a test is done with is emptied and used again; all go with the run. */
import { inject } from 'vitest';
import { withClient } from '../connection.ts';
import { madeFor, onDatabase } from './address.ts';

export interface FreshDatabase {
  readonly url: string;
  /** Gives it back, ending whatever is still connected. */
  drop(): Promise<void>;
}

/** Databases of this worker that are as the template is. */
const spare: string[] = [];
/** What the template looks like, once it has been seen. */
let shape: string | undefined;

/** Copies the migrated template, or with `empty` makes a database without any tables. */
export async function freshDatabase(how: { empty?: boolean } = {}): Promise<FreshDatabase> {
  const admin = inject('databaseAdmin');
  if (how.empty === true) {
    const name = await make(admin, 'template0');
    return { url: onDatabase(admin, name), drop: () => remove(name) };
  }
  const name = spare.pop() ?? (await make(admin, inject('databaseTemplate')));
  const url = onDatabase(admin, name);
  shape ??= await shapeOf(url);
  return {
    url,
    async drop() {
      if (await emptied(url)) spare.push(name);
      else await remove(name);
    },
  };
}

/** A new database that is as the template is. @returns its name */
export async function make(admin: string, template: string): Promise<string> {
  const name = madeFor(inject('databaseTemplate'));
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return name;
}

export async function remove(name: string): Promise<void> {
  await withClient(inject('databaseAdmin'), (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** Columns, rules, indexes, triggers, functions, sequences, schemas and settings, and what migrations wrote of themselves. */
const SHAPE = `SELECT md5(concat(
  (SELECT string_agg(concat(migration_name, checksum, finished_at, rolled_back_at), ';' ORDER BY migration_name) FROM _prisma_migrations),
  (SELECT string_agg(concat(a.attrelid::regclass, a.attname, a.atttypid, a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)), ';'
      ORDER BY a.attrelid::regclass::text, a.attname)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0),
  (SELECT string_agg(concat(conrelid::regclass, conname, contype, convalidated), ';' ORDER BY conrelid::regclass::text, conname) FROM pg_constraint),
  (SELECT string_agg(concat(tgrelid::regclass, tgname, tgenabled), ';' ORDER BY tgrelid::regclass::text, tgname) FROM pg_trigger WHERE NOT tgisinternal),
  (SELECT string_agg(concat(proname, md5(prosrc)), ';' ORDER BY proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
  (SELECT string_agg(nspname, ';' ORDER BY nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'),
  (SELECT string_agg(setconfig::text, ';' ORDER BY setconfig::text) FROM pg_db_role_setting
    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))))) AS shape`;

const shapeOf = (url: string): Promise<string> =>
  withClient(url, async (client) => (await client.query<{ shape: string }>(SHAPE)).rows[0]?.shape ?? '');

/** Every row goes and every number begins anew; rules are not looked at meanwhile. What migrations wrote of themselves stays. */
const EMPTY = `SET session_replication_role = replica; DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('DELETE FROM %I', one.tablename);
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$`;

/** Empties it for the next test. @returns false where it is not what it was: somebody is still connected, or its tables are others */
async function emptied(url: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const others = await client.query(
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      if (others.rows.length > 0 || (await client.query<{ shape: string }>(SHAPE)).rows[0]?.shape !== shape)
        return false;
      await client.query(EMPTY);
      return true;
    });
  } catch {
    // It was ended, or may not be entered any more: the next test has another.
    return false;
  }
}

/** Brings a database to this release's schema at start, once however many processes start together. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Log } from '../bot/core/ports.ts';
import { StartError } from '../bot/core/start-error.ts';
import { withClient } from './connection.ts';
import { codeOf, wordsOf } from './errors.ts';
import { type Migration, readMigrations } from './migrations.ts';

/** Any number that no other user of the same database is likely to lock: whoever changes the schema holds it, a backup shares it. */
export const lockKey = 7_305_812_204;

/** The table as Prisma's own program makes it, so that `prisma migrate` finds what it expects. */
const standardTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

export interface MigrateOptions {
  readonly log: Log;
  /** The folder of migrations, where it is not this release's own. */
  readonly folder?: string;
}

/**
 * Applies the migrations that the database lacks: all of them and their records in one transaction, under an advisory
 * lock. A process killed half-way leaves nothing behind, and the next start begins again.
 * @throws StartError where the database cannot be reached, is too old, or does not fit this release
 */
export async function migrate(url: string, { log, folder }: MigrateOptions): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  return withClient(url, async (client) => {
    await readVersion(client);
    const records = await readRecords(client);
    if (pendingAmong(migrations, records).length === 0) {
      const newer = records.length - migrations.length;
      if (newer > 0) log.warn('database.newer', { migrations: newer });
      return { applied: [] };
    }
    const applied: string[] = [];
    let at = 'begin';
    try {
      await client.query('BEGIN');
      await lockSchema(client);
      await applyPending(client, migrations, (name) => {
        at = name;
        applied.push(name);
      });
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw await explain(error, at, client);
    }
    if (applied.length > 0) log.info('database.migrated', { applied: applied.length, last: applied.at(-1) });
    return { applied };
  });
}

/** Waits, in the transaction that is open, until nobody else changes the schema, and keeps others from it until its end. */
export async function lockSchema(client: pg.Client): Promise<void> {
  // Waiting ends some time even where another program holds the lock, or one of the tables, for ever.
  await client.query("SET LOCAL lock_timeout = '60s'");
  await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
}

/**
 * Applies, in the transaction that is open, those of the migrations that its database lacks, and records them.
 * @param applying told of each before it is applied
 * @throws StartError where what was applied is not what this release has
 */
export async function applyPending(
  client: pg.Client,
  migrations: readonly Migration[],
  applying: (name: string) => void,
): Promise<void> {
  await client.query(standardTable);
  // Read once more: another process may have applied them while this one waited.
  for (const migration of pendingAmong(migrations, await readRecords(client))) {
    applying(migration.name);
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
  }
}

export interface Recorded {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

export async function readRecords(client: pg.Client): Promise<Recorded[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`,
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<Recorded>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return rows;
}

/** @throws StartError where what was applied is not what this release has */
function pendingAmong(migrations: readonly Migration[], records: readonly Recorded[]): Migration[] {
  for (const { migration_name: name, checksum, finished_at: finishedAt } of records) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) {
      // A release runs on its own schema and the next (expand, then contract), so that processes can be replaced one by one.
      const isNext = migrations.every(
        (own) => own.name < name && records.some((one) => one.migration_name === own.name),
      );
      if (isNext) continue;
      throw new StartError(
        `The database has the migration ${name}, which does not fit this release: start the release that applied it, or restore the backup from before.`,
      );
    }
    if (finishedAt === null) {
      throw new StartError(
        `The migration ${name} was begun by another program and did not finish: undo what it did, delete its row from _prisma_migrations and start again.`,
      );
    }
    if (!known.checksums.includes(checksum)) {
      throw new StartError(
        `The migration ${name} was changed after this database applied it: put prisma/migrations/${name}/migration.sql back as it was released, or use an empty database.`,
      );
    }
  }
  return migrations.filter(({ name }) => !records.some((record) => record.migration_name === name));
}

export async function readVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version",
  );
  checkVersion(rows[0]?.number ?? '', rows[0]?.version ?? '');
}

/**
 * @param number Postgres's version as its setting server_version_num has it, such as 180004
 * @throws StartError for one that is too old
 */
export function checkVersion(number: string, version: string): void {
  if (Number(number) >= 150_000) return;
  throw new StartError(
    `Postgres ${version} is too old: Guildhall needs Postgres 15 or newer at DATABASE_URL, or none to use the bundled one.`,
  );
}

export async function explain(error: unknown, at: string, client: pg.Client): Promise<StartError> {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  const words = wordsOf(error);
  if (code === '55P03') {
    return new StartError(
      'The database stayed locked for a minute: another process is migrating it or holds its tables; end that one and start again.',
    );
  }
  const extension = /extension "([\w-]+)"/.exec(words)?.[1];
  if (extension !== undefined) {
    return new StartError(
      `The database lacks the extension ${extension} (${words}): have an administrator install it and run CREATE EXTENSION "${extension}" there.`,
    );
  }
  if (code === '42501') {
    const who = await client.query<{ me: string }>('SELECT current_user AS me').catch(() => undefined);
    return new StartError(
      `The database user may not make tables (${words}): have an administrator run GRANT CREATE, USAGE ON SCHEMA public TO "${who?.rows[0]?.me ?? 'guildhall'}" there.`,
    );
  }
  if (code === '42P07' || code === '42710') {
    return new StartError(
      `The migration ${at} found what it was to make (${words}) and nothing was changed: give Guildhall an empty database of its own.`,
    );
  }
  return new StartError(
    `The migration ${at} failed (${code || 'no code'}: ${words}) and nothing was changed: put that right and start again.`,
  );
}

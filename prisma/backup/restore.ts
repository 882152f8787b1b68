/** Makes a database what a backup says it was: all of it, in one transaction, or nothing. */
import type pg from 'pg';
import { createSealer } from '../../bot/core/seal.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { withClient } from '../connection.ts';
import { UNSURE } from '../doubt.ts';
import { codeOf } from '../errors.ts';
import { applyPending, explain as explainMigration, lockSchema, readRecords, readVersion } from '../migrate.ts';
import { type Migration, readMigrations } from '../migrations.ts';
import { type Header, PROBE_PURPOSE, Torn, tornError } from './format.ts';
import { load } from './load.ts';
import { reading, verify } from './read.ts';
import { publicName, readDrops, readTables, settle } from './shape.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Newest first; none where there is none yet. */
  readonly secrets: readonly Uint8Array[];
  /** Where the secret belongs, for the sentence that asks for it. */
  readonly secretFile: string | null;
  /** Goes on where the secret is lost: what is sealed stays unreadable. */
  readonly withoutSecret?: boolean;
  /** Takes away what Guildhall has in the database now. */
  readonly replace?: boolean;
  readonly progress?: (doing: string) => void;
  readonly interrupted?: AbortSignal;
  /** The folder of migrations, where it is not this release's own. */
  readonly folder?: string;
}

export interface Restored {
  readonly header: Header;
  /** Migrations of this release that are newer than the backup. */
  readonly applied: readonly string[];
  /** Tables of the backup that no migration of Guildhall makes: they are not restored. */
  readonly skipped: readonly string[];
}

/** @throws StartError: nothing is changed then */
export async function restore(url: string, options: RestoreOptions): Promise<Restored> {
  const { file, progress } = options;
  progress?.('Reading the backup');
  const header = await verify(file);
  const migrations = await readMigrations(options.folder);
  checkRelease(header, migrations, file);
  if (options.withoutSecret !== true) checkSecret(header, options);
  return withClient(url, async (client) => {
    await readVersion(client);
    await refuseRunning(client);
    const applied: string[] = [];
    let skipped: readonly string[] = [];
    let at = 'begin';
    try {
      await client.query('BEGIN');
      await settle(client);
      await lockSchema(client);
      await clear(client, migrations, options.replace === true);
      const applying = (name: string) => {
        at = name;
        applied.push(name);
      };
      await applyPending(client, migrations.slice(0, header.migrations.length), applying);
      at = 'load';
      skipped = await reading(file, ({ header: again, parts }) =>
        load(client, {
          header: again,
          parts,
          progress: (table) => progress?.(`Loading ${table}`),
          interrupted: options.interrupted,
        }),
      );
      applied.length = 0;
      await applyPending(client, migrations, applying);
      at = 'load';
      await doubt(client);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw await explain(error, { at, file, client });
    }
    progress?.('Writing it all down');
    // The planner knows nothing of the new rows yet. Only an owner may do either; nobody needs them.
    await client.query('ANALYZE').catch(() => undefined);
    await client.query('CHECKPOINT').catch(() => undefined);
    return { header, applied, skipped };
  });
}

function checkRelease(header: Header, migrations: readonly Migration[], file: string): void {
  if (header.migrations.every((name, at) => name === migrations[at]?.name)) return;
  throw new StartError(
    `The backup ${file} was written by Guildhall ${header.release} and has the migration ${header.migrations.at(-1)}, which does not fit this release: restore it with the release that wrote it, or a newer one.`,
  );
}

function checkSecret({ probes }: Header, { secrets, secretFile }: RestoreOptions): void {
  const opens = (probe: string): boolean =>
    secrets.some((secret) => {
      try {
        createSealer([secret], PROBE_PURPOSE).open(Buffer.from(probe, 'base64'));
        return true;
      } catch {
        return false;
      }
    });
  if (probes.every(opens)) return;
  const where = secretFile
    ? `bring the file secret of the old data folder too and put it at ${secretFile}, or set GUILDHALL_SECRET to what it was`
    : 'set GUILDHALL_SECRET to what it was when the backup was made';
  throw new StartError(
    `What is sealed in the backup does not open with the secret that is configured here: ${where}. If it is lost, --without-secret restores everything else.`,
  );
}

/** Whoever has the tables open would go on with what it remembers of them. */
async function refuseRunning(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ running: number }>(
    `SELECT count(*)::int AS running FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'guildhall%'`,
  );
  if ((rows[0]?.running ?? 0) > 0) {
    throw new StartError('Guildhall is running on this database: stop every process of it first.');
  }
}

/** Empties the schema. What is not Guildhall's is never touched, what it remembers only where that was said. */
async function clear(client: pg.Client, migrations: readonly Migration[], replace: boolean): Promise<void> {
  const tables = await readTables(client);
  if (tables.length === 0) return;
  const records = await readRecords(client);
  if (!records.some((record) => record.migration_name === migrations[0]?.name)) {
    throw new StartError(
      'The database holds tables that are not Guildhall’s: restore into an empty database, made for Guildhall alone.',
    );
  }
  for (const { name } of tables) {
    if (replace || name === '_prisma_migrations') continue;
    const { rows } = await client.query(`SELECT 1 FROM ${publicName(name)} LIMIT 1`);
    if (rows.length > 0) {
      throw new StartError(
        'The database is not empty: restore into an empty one, or say --replace, which takes away everything that its schema public holds now.',
      );
    }
  }
  for (const statement of await readDrops(client)) await client.query(statement);
}

/** What was owed when the backup was made may have been sent since: it is looked for first, where a platform can look. */
async function doubt(client: pg.Client): Promise<void> {
  await client.query(
    `UPDATE outgoing SET problem = $1 WHERE state IN ('owed', 'sending') AND remote_id IS NULL AND NOT home`,
    [UNSURE],
  );
}

async function explain(error: unknown, how: { at: string; file: string; client: pg.Client }): Promise<unknown> {
  if (error instanceof StartError) return error;
  if (error instanceof Torn) return tornError(how.file);
  const code = codeOf(error);
  if (code === '53100') {
    return new StartError('The disk of the database is full: free some room and restore again; nothing was changed.');
  }
  if (how.at !== 'load' && code !== '' && !/^(57P|08|E)/.test(code)) return explainMigration(error, how.at, how.client);
  const ended = error instanceof Error && /terminated/.test(error.message);
  if (code === '' && !ended) return error;
  // Without its words: they may quote what people wrote.
  return new StartError(
    `The backup could not be loaded (${code || 'the connection ended'}) and nothing was changed: put that right and restore again.`,
  );
}

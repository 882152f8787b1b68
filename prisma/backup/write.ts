/** Writes everything that Guildhall remembers into one file: one moment of the database, row by row, beside those who use it. What is unlogged is left out. */
import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import type { Clock } from '../../bot/core/ports.ts';
import { createSealer } from '../../bot/core/seal.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { withClient } from '../connection.ts';
import { codeOf } from '../errors.ts';
import { lockKey, readRecords } from '../migrate.ts';
import { secretsIn } from '../sealed.ts';
import { endLine, FORMAT, type Header, lineOf, PROBE, PROBE_PURPOSE, type Row } from './format.ts';
import { publicName, quoted, readSequences, readTables, settle, type Table } from './shape.ts';

/** Rows held in memory at once. */
const BATCH = 500;

export interface BackupOptions {
  /** Its path; it must not be there yet. */
  readonly file: string;
  /** Newest first: not written, but noted as needed where something is sealed under them. */
  readonly secrets: readonly Uint8Array[];
  readonly clock: Clock;
  /** Told each table before it is written. */
  readonly progress?: (table: string) => void;
  /** Aborted where it is given up. */
  readonly interrupted?: AbortSignal;
}

export interface BackedUp {
  readonly header: Header;
  /** Sealed values that none of the secrets opens: nor will they after a restore. */
  readonly unreadable: number;
}

/**
 * The file holds what people wrote, so only this user may read it. It is there whole or not at all.
 * @throws StartError
 */
export async function backup(url: string, options: BackupOptions): Promise<BackedUp> {
  const { file } = options;
  const draft = `${file}.part`;
  if (await exists(file)) {
    throw new StartError(`The file ${file} is there already: name another one, or move it away.`);
  }
  try {
    await rm(draft, { force: true });
    const handle = await open(draft, 'wx', 0o600);
    try {
      const done = await withClient(url, (client) => inOneMoment(client, options, handle));
      await rename(draft, file);
      return done;
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw explain(error, file);
  }
}

async function inOneMoment(
  client: pg.Client,
  options: BackupOptions,
  handle: Awaited<ReturnType<typeof open>>,
): Promise<BackedUp> {
  // Before the moment itself, so that no migration is half seen; a start that has one waits a minute for us.
  await client.query("SET lock_timeout = '60s'");
  await client.query('SELECT pg_advisory_lock_shared($1)', [lockKey]);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await settle(client);
  const tables = (await readTables(client)).filter(({ unlogged }) => !unlogged);
  const records = await readRecords(client);
  if (records.length === 0) {
    throw new StartError(
      'There is nothing of Guildhall in this database: check DATABASE_URL, or start Guildhall once.',
    );
  }
  const { used, unreadable } = await secretsIn(client, options.secrets);
  const header: Header = {
    guildhall: 'backup',
    format: FORMAT,
    release: await ownRelease(),
    made: options.clock.now().toISOString(),
    migrations: records.map((record) => record.migration_name).sort(),
    tables: await counted(client, tables),
    probes: used.map((secret) => Buffer.from(createSealer([secret], PROBE_PURPOSE).seal(PROBE)).toString('base64')),
  };
  await pipeline(
    Readable.from(digested(content(client, header, tables, options.progress)), { objectMode: false }),
    createGzip(),
    handle.createWriteStream({ flush: true }),
    ...(options.interrupted ? [{ signal: options.interrupted }] : []),
  );
  await client.query('COMMIT');
  return { header, unreadable };
}

async function counted(client: pg.Client, tables: readonly Table[]): Promise<Header['tables']> {
  const all: Header['tables'] = [];
  for (const { name, columns } of tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) AS count FROM ${publicName(name)}`);
    all.push({ name, columns: columns.map((column) => column.name), rows: Number(rows[0]?.count) });
  }
  return all;
}

async function* content(
  client: pg.Client,
  header: Header,
  tables: readonly Table[],
  progress?: (table: string) => void,
): AsyncGenerator<string> {
  yield lineOf(header);
  for (const table of tables) {
    progress?.(table.name);
    yield lineOf({ table: table.name });
    for await (const rows of rowsOf(client, table)) yield rows.map(lineOf).join('');
  }
  // After the rows: sequences know no snapshot, and must not be behind them.
  for (const name of await readSequences(client)) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${publicName(name)}`,
    );
    if (rows[0]) yield lineOf({ sequence: name, ...rows[0] });
  }
}

/** Values stay as Postgres writes them: nothing is lost to what JavaScript makes of a number or a date. */
async function* rowsOf(client: pg.Client, { name, columns }: Table): AsyncGenerator<readonly Row[]> {
  const list = columns.map((column) => quoted(column.name)).join(', ');
  await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${list} FROM ${publicName(name)}`);
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${BATCH} FROM rows`,
      rowMode: 'array',
      types: { getTypeParser: () => (value: string) => value },
    });
    yield rows;
    if (rows.length < BATCH) break;
  }
  await client.query('CLOSE rows');
}

async function* digested(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  for await (const some of lines) {
    if (some === '') continue;
    const bytes = Buffer.from(some, 'utf8');
    digest.update(bytes);
    yield bytes;
  }
  yield Buffer.from(endLine(digest.digest('hex')), 'utf8');
}

async function ownRelease(): Promise<string> {
  const file = fileURLToPath(new URL('../../package.json', import.meta.url));
  return String((JSON.parse(await readFile(file, 'utf8')) as { version: unknown }).version);
}

async function exists(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((error: unknown) => error);
  if (handle instanceof Error) return codeOf(handle) !== 'ENOENT' && codeOf(handle) !== 'ENOTDIR';
  await (handle as Awaited<ReturnType<typeof open>>).close();
  return true;
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartError(`The disk of ${file} is full: free some room, or name a file elsewhere; none was kept.`);
  }
  if (/^E(NOENT|NOTDIR|ACCES|PERM|ROFS|ISDIR)$/.test(code)) {
    return new StartError(
      `The file ${file} cannot be written (${code}): name one in a folder that this user may write.`,
    );
  }
  if (code === '55P03') {
    return new StartError(
      'The database stayed locked for a minute: it is being migrated or restored, or another program holds its tables; wait for that and begin again.',
    );
  }
  if (code === '42501') {
    return new StartError(
      'The database user may not read every table: run this with the one that Guildhall itself uses.',
    );
  }
  if (/^(57P|08|ECONN|EPIPE)/.test(code) || (error instanceof Error && /terminated/.test(error.message))) {
    return new StartError('The database went away while it was being written down: no file was kept; begin again.');
  }
  return error;
}

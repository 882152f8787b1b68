/** What a Postgres of a test's own has written: its log of changes, its files with everything dead in them, and a base backup. */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { withClient } from '../connection.ts';
import { temporaryFolder } from './folder.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { type Searchable, searchable } from './searchable.ts';

/**
 * A server of which all can be read: it keeps its whole log of changes with every page that it copies there, takes nothing that
 * is dead out of its files by itself, and can be backed up while it runs. Nothing in it is packed, so that all can be searched.
 */
export async function startLegible(): Promise<OwnServer> {
  const server = await startOwnServer({
    settings: [
      'wal_level=replica',
      'max_wal_senders=4',
      'wal_keep_size=4GB',
      'max_wal_size=4GB',
      'full_page_writes=on',
      'wal_compression=off',
      'autovacuum=off',
    ],
  });
  await unpack(server.url);
  return server;
}

/** Also of tables that were made since: long values are kept as they are. */
export const unpack = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ statement: string }>(`
      SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE EXTERNAL', a.attrelid::regclass, a.attname) AS statement
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attstorage IN ('x', 'm')
        AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`);
    for (const { statement } of rows) await client.query(statement);
  });

/** How far the log of changes has come. */
export const walPosition = (url: string): Promise<bigint> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ at: string }>("SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS at");
    return BigInt(rows[0]?.at ?? 0);
  });

const PAGE = 8_192;
const SEGMENT = 16 * 1024 * 1024;
const SHORT_HEADER = 24;
const LONG_HEADER = 40;

/**
 * The log of changes, from one position to another. A record goes on across pages, each of which begins with a header that would
 * stand in the middle of a word: they are taken out. postgresql.org/docs/18/wal-internals.html, src/include/access/xlog_internal.h
 */
export async function readWal(server: OwnServer, how: { from?: bigint; to?: bigint } = {}): Promise<Searchable> {
  return searchable({ 'the log of changes': await walBytes(server, how) });
}

/** The same as bytes. */
export async function walBytes(server: OwnServer, how: { from?: bigint; to?: bigint } = {}): Promise<Buffer> {
  // What is still in memory is written by whoever commits next.
  await withClient(server.url, (client) => client.query('SELECT pg_switch_wal()'));
  return walIn(join(server.data, 'pg_wal'), how);
}

async function walIn(folder: string, { from = 0n, to }: { from?: bigint; to?: bigint }): Promise<Buffer> {
  const names = (await readdir(folder)).filter((name) => /^[\dA-F]{24}$/.test(name)).sort();
  const pieces: Buffer[] = [];
  for (const name of names) {
    const begins = BigInt(`0x${name.slice(8, 16)}`) * 0x1_0000_0000n + BigInt(`0x${name.slice(16)}`) * BigInt(SEGMENT);
    const bytes = await readFile(join(folder, name));
    for (let at = 0; at < bytes.length; at += PAGE) {
      const page = begins + BigInt(at);
      if (page + BigInt(PAGE) <= from || (to !== undefined && page >= to)) continue;
      // Not written yet: it begins with a number that is never zero.
      if (bytes.readUInt16LE(at) === 0) continue;
      const header = at === 0 ? LONG_HEADER : SHORT_HEADER;
      const [first, last] = [Number(from - page), Number((to ?? page + BigInt(PAGE)) - page)];
      pieces.push(bytes.subarray(at + Math.max(header, first), at + Math.min(PAGE, last)));
    }
  }
  return Buffer.concat(pieces);
}

/** Every file of the database and of the whole server, by what it belongs to: also what is dead, and what is in no log. */
export async function readFiles(server: OwnServer): Promise<Searchable> {
  const names = await withClient(server.url, async (client) => {
    await flush(client);
    return namesOf(client);
  });
  return searchable(await contentOf(server.data, (path) => (path.startsWith('pg_wal/') ? null : named(path, names))));
}

/** Writes everything to its files. CHECKPOINT leaves out what is in no log; making a database from another's files does not. */
async function flush(client: pg.Client): Promise<void> {
  await client.query('CREATE DATABASE flushed TEMPLATE template0 STRATEGY file_copy');
  await client.query('DROP DATABASE flushed');
  await client.query('CHECKPOINT');
}

interface Names {
  readonly database: string;
  readonly of: ReadonlyMap<string, string>;
}

/** Files of the own database by the tables, indexes and long values that are in them. */
async function namesOf(client: pg.Client): Promise<Names> {
  const { rows } = await client.query<{ file: string; name: string }>(`
    SELECT pg_relation_filenode(c.oid)::text AS file,
      COALESCE((SELECT 'long values of ' || o.oid::regclass FROM pg_class o WHERE o.reltoastrelid = c.oid), c.oid::regclass::text) AS name
    FROM pg_class c WHERE pg_relation_filenode(c.oid) IS NOT NULL`);
  const own = await client.query<{ oid: string }>(
    'SELECT oid::text FROM pg_database WHERE datname = current_database()',
  );
  return { database: own.rows[0]?.oid ?? '', of: new Map(rows.map(({ file, name }) => [file, name])) };
}

/** Null for files of databases that are none of ours. */
function named(path: string, { database, of }: Names): string | null {
  const [, owner, file] = /^base\/(\d+)\/(\d+)?/.exec(path) ?? [];
  if (owner === undefined) return path;
  return owner === database ? `${of.get(file ?? '') ?? 'no table now'} (${path})` : null;
}

async function contentOf(
  folder: string,
  nameOf: (path: string) => string | null = (path) => path,
): Promise<Record<string, Buffer>> {
  const content: Record<string, Buffer> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    const name = entry.isFile() ? nameOf(path) : null;
    // A file may go while they are read.
    if (name !== null) content[name] = await readFile(join(folder, path)).catch(() => Buffer.alloc(0));
  }
  return content;
}

/** What pg_basebackup leaves out: postgresql.org/docs/18/protocol-replication.html#PROTOCOL-REPLICATION-BASE-BACKUP */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|postgresql\.auto\.conf\.tmp|current_logfiles\.tmp|backup_(label|manifest)|tablespace_map|(.*\/)?pg_internal\.init.*|(pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans|pg_wal)\/.*|(.*\/)?pgsql_tmp.*|(.*\/)?t\d+_\d+.*)$/;

/**
 * A base backup as pg_basebackup makes one, with the log that belongs to it: what is in no log is not in it, but for the empty
 * file by which a start makes it anew. @returns the folder in which its files are, as `postgres`
 */
export async function baseBackup(server: OwnServer): Promise<string> {
  const dir = await temporaryFolder();
  const copy = join(dir, 'postgres');
  await withClient(server.url, async (client) => {
    await client.query("SELECT pg_backup_start('test', true)");
    const all = await readdir(server.data, { recursive: true, withFileTypes: true });
    const paths = all.map((entry) => ({
      path: join(entry.parentPath, entry.name).slice(server.data.length + 1),
      isFolder: entry.isDirectory(),
    }));
    const unlogged = new Set(paths.flatMap(({ path }) => (path.endsWith('_init') ? [path.slice(0, -5)] : [])));
    const isUnlogged = (path: string): boolean => {
      const [, relation, fork] = /^(.*\/\d+)(?:_(\w+?))?(?:\.\d+)?$/.exec(path) ?? [];
      return relation !== undefined && fork !== 'init' && unlogged.has(relation);
    };
    for (const { path } of paths.filter(({ isFolder }) => isFolder))
      await mkdir(join(copy, path), { recursive: true, mode: 0o700 });
    const taken = paths.filter(({ path, isFolder }) => !isFolder && !LEFT_OUT.test(path) && !isUnlogged(path));
    await Promise.all(taken.map(({ path }) => copied(join(server.data, path), join(copy, path))));
    const { rows } = await client.query<{ label: string }>('SELECT labelfile AS label FROM pg_backup_stop()');
    await writeFile(join(copy, 'backup_label'), rows[0]?.label ?? '', { mode: 0o600 });
    const first = /\(file ([\dA-F]{24})\)/.exec(rows[0]?.label ?? '')?.[1] ?? '';
    for (const name of await readdir(join(server.data, 'pg_wal')))
      if (/^[\dA-F]{24}$/.test(name) && name >= first)
        await copied(join(server.data, 'pg_wal', name), join(copy, 'pg_wal', name));
  });
  return dir;
}

/** A file may go while it is copied. */
async function copied(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** What a base backup holds. */
export async function readBaseBackup(dir: string): Promise<Searchable> {
  const data = join(dir, 'postgres');
  const content = await contentOf(data, (path) => (path.startsWith('pg_wal/') ? null : path));
  return searchable({ ...content, pg_wal: await walIn(join(data, 'pg_wal'), {}) });
}

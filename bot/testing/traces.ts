/** Everything that the system wrote, wherever it wrote it, to be searched for what must not be in it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { redisContent } from '../../jobs/testing/redis-content.ts';
import { backup } from '../../prisma/backup/write.ts';
import { withClient } from '../../prisma/connection.ts';
import { temporaryFolder } from '../../prisma/testing/folder.ts';
import type { OwnServer } from '../../prisma/testing/own-server.ts';
import { everyRow } from '../../prisma/testing/rows.ts';
import { type Searchable, searchable, together } from '../../prisma/testing/searchable.ts';
import { baseBackup, readBaseBackup, readFiles, readWal } from '../../prisma/testing/written.ts';
import type { Clock } from '../core/ports.ts';
import { root } from './boundaries/sources.ts';

export interface Traces {
  /** Every row of Guildhall's tables that is there now. */
  readonly rows: Searchable;
  /** The whole log of changes. */
  readonly wal: Searchable;
  /** The database's files, with everything dead that is still in them, and tables that are in no log. */
  readonly files: Searchable;
  /** A base backup, the file of `npm run backup`, and a dump by README's command where a fitting pg_dump is installed. */
  readonly backup: Searchable;
  /** The queue, in whichever database it is. */
  readonly queue: Searchable;
  /** What was logged, the database's own log with it. */
  readonly log: Searchable;
  /** What the platforms were called with and answered. */
  readonly platforms: Searchable;
  /** The folder of the base backup, for who wants to start it. */
  readonly baseBackup: string;
  /** Where something stands in any of these, as `wal: the log of changes at 4711`. */
  find(what: string | Uint8Array): readonly string[];
}

export interface Watched {
  /** From startLegible. */
  readonly server: OwnServer;
  readonly secrets: readonly Uint8Array[];
  readonly clock: Clock;
  /** Every line that was logged. */
  readonly log: readonly string[];
  /** By platform: calls with their arguments, and answers as they came over the wire. */
  readonly platforms: Readonly<Record<string, readonly unknown[]>>;
  /** Where the queue is on Redis. */
  readonly redisUrl?: string;
}

/** Reads all of it, at one time after everything is done. */
export async function collectTraces(of: Watched): Promise<Traces> {
  const { server, secrets, clock, redisUrl } = of;
  const rows = Object.entries(await everyRow(server.url));
  const own = rows.filter(([table]) => table.startsWith('public.'));
  const redis = redisUrl === undefined ? [] : [['Redis', await redisContent(redisUrl)] as const];
  const content = (some: readonly (readonly [string, readonly string[]])[]) =>
    searchable(Object.fromEntries(some.map(([name, lines]) => [name, lines.join('\n')])));
  // First: from then on all is in the files, what is in no log too, and a backup has to leave that out.
  const files = await readFiles(server);
  const dir = await baseBackup(server);
  const file = join(await temporaryFolder(), 'guildhall.backup');
  await backup(server.url, { file, secrets, clock });
  const dump = await dumped(server.url);
  const found = {
    rows: content(own),
    wal: await readWal(server),
    files,
    backup: together([
      await readBaseBackup(dir),
      searchable({ 'npm run backup': gunzipSync(await readFile(file)), ...(dump !== null && { pg_dump: dump }) }),
    ]),
    queue: content([...rows.filter(([table]) => !table.startsWith('public.')), ...redis]),
    log: content([
      ['what was logged', of.log],
      ['the log of Postgres', [await readFile(join(server.data, '..', 'postgres.log'), 'utf8')]],
    ]),
    platforms: content(
      Object.entries(of.platforms).map(([name, all]) => [
        name,
        all.map((one) => (typeof one === 'string' ? one : (JSON.stringify(one) ?? ''))),
      ]),
    ),
  };
  return {
    ...found,
    baseBackup: dir,
    find: (what) => Object.entries(found).flatMap(([name, one]) => one.find(what).map((where) => `${name}: ${where}`)),
  };
}

/** README's command that dumps a database with Postgres's own program. */
export async function dumpCommand(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const [, command] = /`(pg_dump [^`]+)`/.exec(readme) ?? [];
  if (command === undefined) throw new Error('README has no command that dumps the database');
  return command;
}

/** A dump by that command; null where no pg_dump is installed that knows this Postgres. */
async function dumped(url: string): Promise<Buffer | null> {
  const run = promisify(execFile);
  const said = await run('pg_dump', ['--version']).catch(() => null);
  const major = Number(/(\d+)/.exec(said?.stdout ?? '')?.[1] ?? 0);
  const server = await withClient(url, (client) =>
    client.query<{ major: number }>("SELECT current_setting('server_version_num')::int / 10000 AS major"),
  );
  if (major < (server.rows[0]?.major ?? 0)) return null;
  const dir = await temporaryFolder();
  await run('sh', ['-c', await dumpCommand()], { cwd: dir, env: { PATH: process.env.PATH, DATABASE_URL: url } });
  return readFile(join(dir, 'guildhall.sql'));
}

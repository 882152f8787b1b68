/** Guildhall as processes beside the bench: all in one on its bundled database, or a web process on the same data. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunning } from '../../../prisma/embedded/running.ts';
import { silentLog } from '../../../prisma/embedded/temporary.ts';
import { startEmbedded } from '../../../prisma/embedded.ts';
import { type Child, startChild } from './child.ts';

export interface Guildhall {
  readonly child: Child;
  /** Without a slash at the end. */
  readonly url: string;
}

/** Flags for Node, and whether it can be asked what it keeps. */
type How = { readonly node?: readonly string[]; readonly collects?: boolean };
type Environment = Readonly<Record<string, string>>;

/** A folder for a Guildhall's data, open to the user that its Postgres may have to run as. */
export async function openFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'guildhall-bench-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}

/** Everything in one process, with the bundled Postgres of that folder. */
export const startAll = (folder: string, env: Environment, how: How = {}): Promise<Guildhall> =>
  started('bot/main.ts', folder, { GUILDHALL_DATA: folder, ...env }, how);

/** A web process alone, so that no worker takes what is measured. */
export const startWeb = async (folder: string, databaseUrl: string, env: Environment, how: How = {}) =>
  started(
    'bot/main.ts',
    folder,
    { GUILDHALL_ROLE: 'web', DATABASE_URL: databaseUrl, GUILDHALL_SECRET: await secretOf(folder), ...env },
    how,
  );

async function started(what: string, cwd: string, env: Environment, how: How): Promise<Guildhall> {
  const child = startChild(what, { cwd, env: { PORT: '0', LOG_LEVEL: 'warn', ...env }, ...how });
  const url = await child.says(/health: (http:\/\/127\.0\.0\.1:\d+)\/readyz/);
  return { child, url };
}

const secretOf = async (folder: string): Promise<string> => (await readFile(join(folder, 'secret'), 'utf8')).trim();

/** The database of the Guildhall that runs in a folder. */
export async function databaseOf(folder: string): Promise<string> {
  const url = await findRunning(folder);
  if (url === undefined) throw new Error('no Guildhall runs there');
  return url;
}

/** The bundled Postgres of a folder without its Guildhall, as durable as it is with it. */
export const startPostgres = (folder: string) => startEmbedded({ dir: folder, log: silentLog });

/** The bundled Postgres's files: made once, complete or not at all. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../../bot/core/start-error.ts';
import { codeOf } from '../errors.ts';
import type { Binaries } from './binaries.ts';
import { bareEnvironment } from './postmaster.ts';
import { endGroup } from './process.ts';
import { type OsUser, runAs } from './user.ts';

/** The major version whose files the bundled programs can read. */
export const bundledMajor = '18';

/** The name of the bundled database's owner and of the database itself. */
export const ownName = 'guildhall';

/** The version of the files in a data folder, undefined where there are none. */
export async function clusterMajor(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The password kept in the folder, made at first. Only the user who runs Guildhall can read the file. */
export async function keepPassword(dir: string, hasData: boolean): Promise<string> {
  const file = join(dir, 'postgres.password');
  try {
    const kept = (await readFile(file, 'utf8')).trim();
    if (kept !== '') return kept;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  if (hasData) {
    throw new StartError(
      `The password of the bundled database is missing: put ${file} back from a backup, or move ${join(dir, 'postgres')} away to begin with an empty database.`,
    );
  }
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** How somebody who cannot wait any more ends what is being made. */
export interface Giving {
  /** Aborted where it is given up: what was begun is ended before the making fails with this signal's reason. */
  readonly interrupted?: AbortSignal;
  /** Handed the way to end each process that is begun, for a caller that ends itself at once. */
  readonly begun?: (kill: () => void) => void;
}

/**
 * Makes the files with initdb beside their place and then moves them there, so that a start
 * interrupted here is simply begun again.
 */
export async function makeCluster(
  binaries: Binaries,
  user: OsUser | undefined,
  dir: string,
  password: string,
  giving: Giving,
): Promise<void> {
  const fresh = join(dir, 'postgres.new');
  const passwordFile = join(dir, 'postgres.new.password');
  let said = '';
  try {
    for (const ctype of ctypes()) {
      await rm(fresh, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      await mkdir(fresh, { mode: 0o700 });
      await rm(passwordFile, { force: true });
      await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
      if (user !== undefined) {
        await chown(fresh, user.uid, user.gid);
        await chown(passwordFile, user.uid, user.gid);
      }
      giving.interrupted?.throwIfAborted();
      const made = await initdb(binaries, user, fresh, passwordFile, ctype, giving);
      giving.interrupted?.throwIfAborted();
      if (made.ok) {
        await rename(fresh, join(dir, 'postgres'));
        return;
      }
      said = made.said;
      if (!/invalid locale/i.test(said)) break;
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
  throw new StartError(
    /No space left/i.test(said)
      ? `The disk of ${dir} is full: free about 100 MB, or set GUILDHALL_DATA to a folder with room.`
      : `The bundled database could not be made in ${dir} (${lastLine(said)}): set GUILDHALL_DATA to another folder, or DATABASE_URL to a Postgres 15 or newer.`,
  );
}

/**
 * What letters are, for pg_trgm and text search, which still ask the operating system about the likes of ŵ and ŷ.
 * Sorting and case come from Postgres's own C.UTF-8, the same on every machine.
 */
function ctypes(): string[] {
  if (process.platform === 'win32') return ['en-US', 'C'];
  return process.platform === 'darwin' ? ['en_US.UTF-8', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C'];
}

function initdb(
  binaries: Binaries,
  user: OsUser | undefined,
  data: string,
  passwordFile: string,
  ctype: string,
  { interrupted, begun }: Giving,
): Promise<{ ok: boolean; said: string }> {
  const run = runAs(user, binaries.initdb, [
    `--pgdata=${data}`,
    `--username=${ownName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
    '--no-sync',
    '--no-instructions',
  ]);
  return new Promise((resolve) => {
    const options = { ...run.options, cwd: '/', env: bareEnvironment, detached: true, windowsHide: true };
    const child = spawn(run.file, run.args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    const end = () => endGroup(child);
    begun?.(end);
    interrupted?.addEventListener('abort', end, { once: true });
    child.once('error', (error) => resolve({ ok: false, said: error.message }));
    child.once('close', (code) => {
      interrupted?.removeEventListener('abort', end);
      resolve({ ok: code === 0, said });
    });
  });
}

/** The last line that says something, without the program's name before it. */
export function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'no reason given';
  return telling.replace(/^.*?(FATAL|PANIC|error):\s*/i, '').trim();
}

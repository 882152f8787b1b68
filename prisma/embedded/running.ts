/** Finds the bundled Postgres of a Guildhall that runs, for a command that works beside it. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StartError } from '../../bot/core/start-error.ts';
import { clusterMajor, ownName } from './cluster.ts';
import { explain } from './explain.ts';
import { holderOf } from './instance.ts';
import { readPidFile } from './postmaster.ts';
import { until } from './process.ts';

/** How long one that is starting may take to answer, in milliseconds. */
const startingMs = 30_000;

/**
 * The address of the server that the Guildhall with this folder runs, password included; undefined where none has the
 * folder. A server that a killed Guildhall left behind is nobody's: the next start stops it.
 * @throws StartError where a Guildhall has the folder and its server does not answer
 */
export async function findRunning(folder: string, waitMs = startingMs): Promise<string | undefined> {
  const dir = resolve(folder);
  const data = join(dir, 'postgres');
  if ((await holderOf(dir)) === undefined) return undefined;
  const isReady = async () => (await readPidFile(data))?.ready === true;
  await until(async () => (await isReady()) || (await holderOf(dir)) === undefined, waitMs);
  const holder = await holderOf(dir);
  if (holder === undefined) return undefined;
  const told = await readPidFile(data);
  const password = await readFile(join(dir, 'postgres.password'), 'utf8').catch(() => undefined);
  if (told?.ready !== true || password === undefined) {
    throw new StartError(
      `The Guildhall (process ${holder}) that uses ${dir} has no database that answers, or this user may not read its password: wait until it has started, and run this as the user who started it.`,
    );
  }
  return `postgresql://${ownName}:${password.trim()}@127.0.0.1:${told.port}/${ownName}`;
}

/** Whether a folder holds the files of a bundled database. @throws StartError where nobody can tell: it is no folder, or may not be read */
export async function hasDatabase(folder: string): Promise<boolean> {
  const dir = resolve(folder);
  try {
    return (await clusterMajor(join(dir, 'postgres'))) !== undefined;
  } catch (error) {
    throw explain(error, dir);
  }
}

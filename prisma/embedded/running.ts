/** The bundled Postgres that another process runs, for commands that work beside it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownName } from './cluster.ts';
import { readPidFile } from './postmaster.ts';
import { isAlive } from './process.ts';

/** Its connection string, password included; null where none runs in this folder. */
export async function runningUrl(dir: string): Promise<string | null> {
  const told = await readPidFile(join(dir, 'postgres'));
  if (!told?.ready || !isAlive(told.pid)) return null;
  const password = await readFile(join(dir, 'postgres.password'), 'utf8').catch(() => null);
  return password && `postgresql://${ownName}:${password.trim()}@127.0.0.1:${told.port}/${ownName}`;
}

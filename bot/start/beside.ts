/** The database for a command: the one of the Guildhall that runs, or, where none runs, the bundled one for as long as the command takes. */
import { join } from 'node:path';
import { findRunning, hasDatabase } from '../../prisma/embedded/running.ts';
import { startEmbedded } from '../../prisma/embedded.ts';
import type { Config } from '../config.ts';
import { StartError } from '../core/start-error.ts';
import type { Command } from './command.ts';
import { readKept } from './secret.ts';

type Needs = Pick<Command, 'closers' | 'progress' | 'log'>;

/** Its address, password included. Nothing is migrated. @throws StartError with what to change */
export async function openBeside(config: Config, needs: Needs): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  const running = await findRunning(config.dataDir);
  if (running !== undefined) return running;
  if (!(await hasDatabase(config.dataDir))) {
    throw new StartError(
      `There is no database in ${config.dataDir} yet: set GUILDHALL_DATA or DATABASE_URL to where it is.`,
    );
  }
  return openAlone(config, needs);
}

/** The same for a command beside which nothing may run: the bundled one is made where there is none. @throws StartError */
export async function openAlone(config: Config, { closers, progress, log }: Needs): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  const server = await closers.open(
    'postgres',
    (making) => startEmbedded({ dir: config.dataDir, log, progress: (what) => progress.doing(what), ...making }),
    (made) => made.stop(),
  );
  return server.url;
}

/** What GUILDHALL_SECRET says, or the kept one; newest first, none where there is none yet. @throws StartError */
export async function configuredSecrets(config: Config): Promise<readonly Uint8Array[]> {
  if (config.secrets !== null) return config.secrets;
  const kept = await readKept(config.dataDir);
  return kept === null ? [] : [kept];
}

/** Where the kept secret is; null where GUILDHALL_SECRET is used in its place. */
export const secretFileOf = (config: Config): string | null =>
  config.databaseUrl === null && config.secrets === null ? join(config.dataDir, 'secret') : null;

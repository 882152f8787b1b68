/** The database of a running process: the bundled one or the configured one, migrated and connected to. */
import { connect, type Database } from '../../prisma/client.ts';
import { findRunning, hasDatabase } from '../../prisma/embedded/running.ts';
import { startEmbedded } from '../../prisma/embedded.ts';
import { migrate } from '../../prisma/migrate.ts';
import type { Config } from '../config.ts';
import type { Log } from '../core/ports.ts';
import type { Closers } from './closers.ts';
import type { Progress } from './progress.ts';
import { keepSecret, keptSecret } from './secret.ts';

export interface Ground {
  readonly url: string;
  readonly database: Database;
  /** What GUILDHALL_SECRET says, or the kept one; newest first. */
  readonly secrets: readonly Uint8Array[];
}

/** Connections of one process for what it handles and sends; the door and the queue have others. */
export const CONNECTIONS = 15;

/** What is asked of a configuration. */
type GroundConfig = Pick<Config, 'databaseUrl' | 'dataDir' | 'secrets'>;

/**
 * @param how.beside for a command beside a running Guildhall: the bundled database is that one's, where it runs; no secret is made
 *   for what another one sealed
 * @throws StartError with what to change
 */
export async function openGround(
  config: GroundConfig,
  how: { closers: Closers; progress: Progress; log: Log; onLost?: () => void; beside?: boolean },
): Promise<Ground> {
  const { closers, progress, log, onLost, beside = false } = how;
  const isNew = config.databaseUrl === null && !(await hasDatabase(config.dataDir));
  const url = config.databaseUrl ?? (beside ? await findRunning(config.dataDir) : undefined) ?? (await openBundled());
  const secrets = config.secrets ?? [
    beside && !isNew ? await keptSecret(config.dataDir) : await keepSecret(config.dataDir),
  ];
  progress.doing('Bringing the database up to date');
  await migrate(url, { log });
  const database = await closers.open(
    'database',
    () => connect(url, { max: CONNECTIONS, log }),
    (made) => made.close(),
  );
  progress.done();
  return { url, database, secrets };

  async function openBundled(): Promise<string> {
    const { dataDir: dir } = config;
    const server = await closers.open(
      'postgres',
      (making) =>
        startEmbedded({ dir, log, progress: (what) => progress.doing(what), ...(onLost && { onLost }), ...making }),
      (made) => made.stop(),
    );
    return server.url;
  }
}

/** The start of one process, from its configuration to the moment when it answers. */
import type { Playground } from '../../adapters/playground/index.ts';
import type { Config } from '../config.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import type { Closers } from './closers.ts';
import { openGround } from './database.ts';
import { openFront } from './front.ts';
import type { Progress } from './progress.ts';
import { withStored } from './stored.ts';

export interface StartNeeds {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly progress: Progress;
  /** Told when the bundled database ends by itself. */
  readonly onLost?: () => void;
  /** Closes everything that was started, also after a start that failed. */
  readonly closers: Closers;
}

export interface Running {
  /** How the world reaches it, without a slash at the end. */
  readonly publicUrl: string;
  /** How this machine reaches it; '' for a worker that does not listen. */
  readonly localUrl: string;
  /** The stand-ins, where they play: journeys act through them. */
  readonly playground: Playground | null;
}

/** @throws StartError with what to change; Stopping where `closers` began to close meanwhile */
export async function start(config: Config, needs: StartNeeds): Promise<Running> {
  const front = await openFront(config, needs);
  // The platforms' libraries take a second to load: while Postgres starts.
  const loading = import('./service.ts');
  loading.catch(() => undefined);
  const ground = await openGround(config, needs);
  const settled = await withStored(config, ground, needs.log);
  const { startService } = await loading;
  const publicUrl = config.publicUrl ?? front.localUrl.replace('127.0.0.1', 'localhost');
  const playground = await startService({ ...needs, config: settled, ground, front, publicUrl });
  needs.log.info('ready', { role: config.role, url: publicUrl });
  return { publicUrl, localUrl: front.localUrl, playground };
}

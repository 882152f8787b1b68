/** What connections in the database mean for a start: they take the playground's place, and stand in for configured platforms. */
import type { Config } from '../config.ts';
import type { Log } from '../core/ports.ts';
import { StartError } from '../core/start-error.ts';
import type { Ground } from './database.ts';

/** The configuration as it holds with them. @throws StartError where neither the environment nor the database names a platform */
export async function withStored(config: Config, { database }: Ground, log: Log): Promise<Config> {
  if (!config.playground && config.unconfigured === undefined) return config;
  const stored = await database.prisma.connection.count({ where: { state: 'active' } });
  if (stored === 0 && config.unconfigured !== undefined) throw new StartError(config.unconfigured);
  if (stored > 0 && config.playground) log.info('playground.off', { connections: stored });
  return stored === 0 ? config : { ...config, playground: false };
}

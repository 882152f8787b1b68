/** The door of a running process: it listens from the first moment, so that a taken port is known before anything is made. */
import { createMetrics, type Metrics } from '../../adapters/http/metrics.ts';
import type { Route } from '../../adapters/http/route.ts';
import { createHttpServer, type HttpServer } from '../../adapters/http/server.ts';
import type { Config } from '../config.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import type { Closers } from './closers.ts';

export interface Front {
  readonly metrics: Metrics;
  /** Where the process itself is reached; '' where it does not listen. */
  readonly localUrl: string;
  add(route: Route): void;
  /** What /readyz asks from now on, by name. */
  ready(checks: Readonly<Record<string, () => Promise<unknown>>>): void;
}

/** How long requests are still taken after /readyz has said that it stops, in milliseconds: until whoever spreads them has heard. */
const DRAIN_MS = 1_000;

/** @throws StartError that names PORT where the port cannot be had */
export async function openFront(
  config: Config,
  { closers, clock, ids, log }: { closers: Closers; clock: Clock; ids: Ids; log: Log },
): Promise<Front> {
  const metrics = createMetrics({ process: true });
  let checks: Readonly<Record<string, () => Promise<unknown>>> | null = null;
  const check = (name: string) => async () => (checks ? checks[name]?.() : false);
  if (config.port === null) return { metrics, localUrl: '', add() {}, ready() {} };
  let isStopping = false;
  const server = createHttpServer({
    routes: [],
    log,
    clock,
    ids,
    port: config.port,
    // The playground is for this machine alone.
    ...(config.playground && { host: '127.0.0.1' }),
    checks: { database: check('database'), queue: check('queue') },
    isStopping: () => isStopping,
    metrics,
    ...(config.metricsToken !== undefined && { metricsToken: config.metricsToken }),
    timeouts: { close: 500 },
  });
  server.add(elsewhere(() => checks !== null));
  // Closed when jobs are, of which it is the first opened and so the last: both take their time together.
  await closers.open(
    'jobs',
    ({ interrupted }) => {
      const drained = new Promise<void>((resolve) => {
        interrupted.addEventListener('abort', () => {
          isStopping = true;
          setTimeout(resolve, config.playground ? 0 : DRAIN_MS);
        });
      });
      return { drained };
    },
    ({ drained }) => drained,
  );
  const { port } = await listening(server, closers);
  return {
    metrics,
    localUrl: `http://127.0.0.1:${port}`,
    add: (route) => server.add(route),
    ready(all) {
      checks = all;
    },
  };
}

async function listening(server: HttpServer, closers: Closers): Promise<{ port: number }> {
  return closers.open(
    'requests',
    () => server.listen(),
    () => server.close(),
  );
}

/** Paths that are not there, or not yet: a platform tries again after a 503, and gives up after a 404. */
const elsewhere = (isReady: () => boolean): Route => ({
  path: '/*',
  method: 'any',
  limit: 1_000_000,
  async handle(_req, res) {
    if (isReady()) res.writeHead(404).end();
    else res.writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain' }).end('Guildhall is starting.\n');
  },
});

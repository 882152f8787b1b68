/** The whole product in this process, as `npm start` starts it: a database of its own, any free port, the playground on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlayground, type Playground } from '../../../adapters/playground/index.ts';
import { openBackend } from '../../../jobs/backend.ts';
import { openQueue } from '../../../jobs/queue.ts';
import { connect, type Database } from '../../../prisma/client.ts';
import { withClient } from '../../../prisma/connection.ts';
import { createPlaygroundStore } from '../../../prisma/playground.ts';
import { type FreshDatabase, freshDatabase } from '../../../prisma/testing/database.ts';
import { toldDatabase } from '../../../prisma/testing/told.ts';
import { systemClock, systemIds } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import type { Clock, JobDefinition } from '../../core/ports.ts';
import { createLog } from '../../log.ts';
import { createClosers } from '../../start/closers.ts';
import { silentProgress } from '../../start/progress.ts';
import { start } from '../../start/start.ts';
import { eventually } from './until.ts';

export interface Product {
  /** Without a slash at the end. */
  readonly url: string;
  readonly playground: Playground;
  /** What the database holds, read past the product. */
  readonly prisma: Database['prisma'];
  /** Every line that was logged since the first start. */
  readonly lines: readonly string[];
  /** Stops it in the order of a real stop; the database stays. @returns what did not close in time */
  stop(): Promise<readonly string[]>;
  /** Starts it again on the same database. */
  start(): Promise<void>;
  /** While it is stopped: people go on as they do. Nobody brings it to the product later: so long does no platform try. */
  meanwhile(run: () => Promise<void>): Promise<void>;
  /** Asks the page's API, as the page does. */
  get<T>(path: string): Promise<T>;
  /** Has a job done now that would be done by its schedule. */
  soon(job: JobDefinition<Record<string, never>>): Promise<void>;
  /** Waits until nothing is on its way any more: then what is not there will not come. */
  quiet(): Promise<void>;
  /** Stops it for good; the database stays. */
  end(): Promise<void>;
  /** The same, and removes the database. */
  remove(): Promise<void>;
}

const SECRET = Buffer.alloc(32, 7).toString('base64');

export interface ProductHow {
  /** More variables of its configuration. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another clock than the machine's. */
  readonly clock?: Clock;
  /** Whether the playground's story is told before, on the machine's clock; else it is told as it starts. So it is unless a clock is given. */
  readonly told?: boolean;
}

/** Starts a product on a database of its own. */
export async function openProduct(how: ProductHow = {}): Promise<Product> {
  return productOn((how.told ?? how.clock === undefined) ? await toldDatabase(tell) : await freshDatabase(), how);
}

/** Tells the playground's story, and forgets that it was ever away. */
async function tell(database: FreshDatabase): Promise<void> {
  const product = await productOn(database, {});
  await product.quiet();
  await product.end();
  await withClient(database.url, async (client) => {
    await client.query('TRUNCATE hearing, gap CASCADE');
    // The story is days old: these ids would be forgotten at any moment, while somebody counts.
    await client.query('DELETE FROM delivery WHERE body IS NULL');
  });
}

async function productOn(database: FreshDatabase, how: ProductHow): Promise<Product> {
  const { clock = systemClock } = how;
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-journey-'));
  const lines: string[] = [];
  const log = createLog({
    level: 'info',
    clock: systemClock,
    readable: false,
    write: (line) => void lines.push(line),
  });
  const config = readConfig({
    PORT: '0',
    PLAYGROUND: 'on',
    DATABASE_URL: database.url,
    GUILDHALL_SECRET: SECRET,
    GUILDHALL_DATA: folder,
    ...how.env,
  });
  const watching = await connect(database.url, { max: 3, log });
  let closers = createClosers();
  let running: { url: string; playground: Playground } | null = null;

  const now = (): { url: string; playground: Playground } => {
    if (!running) throw new Error('the product is stopped');
    return running;
  };
  const product: Product = {
    get url() {
      return now().url;
    },
    get playground() {
      return now().playground;
    },
    prisma: watching.prisma,
    lines,
    async start() {
      closers = createClosers();
      const { localUrl, playground } = await start(config, {
        clock,
        ids: systemIds,
        log,
        progress: silentProgress,
        closers,
      });
      if (!playground) throw new Error('the product started without the playground');
      running = { url: localUrl.replace('127.0.0.1', 'localhost'), playground };
    },
    async stop() {
      running = null;
      const unclean = await closers.closeAll();
      await endCalls(database.url);
      return unclean;
    },
    async meanwhile(run) {
      if (running) throw new Error('the product is not stopped');
      const store = createPlaygroundStore(watching.prisma);
      const playground = await createPlayground({ store, clock, log, baseUrl: 'http://localhost:9' });
      running = { url: 'http://localhost:9', playground };
      try {
        await run();
      } finally {
        running = null;
        await playground.close();
      }
      await watching.prisma.playgroundRecord.deleteMany({ where: { kind: 'slack.owed' } });
    },
    async get<T>(path: string) {
      const answer = await fetch(`${now().url}/playground/api/${path}`);
      if (!answer.ok) throw new Error(`${path.split('?')[0]} answered ${answer.status}`);
      return (await answer.json()) as T;
    },
    async soon(job) {
      const backend = await openBackend({ databaseUrl: database.url, redisUrl: config.redisUrl, workers: 0, log });
      const queue = openQueue(backend, { clock, log });
      try {
        await queue.add(job, {});
      } finally {
        await queue.close();
        await backend.close();
      }
    },
    async quiet() {
      // Twice in a row: between two looks a follower may have put something new on its way.
      let still = 0;
      await eventually(async () => {
        const left = [...(now().playground.hooks.idle() ? [] : ['a call of a platform']), ...(await owed(watching))];
        still = left.length === 0 ? still + 1 : 0;
        if (still < 2)
          throw new Error(`still on its way at ${clock.now().toISOString()}: ${left.slice(0, 9).join('; ')}`);
      });
    },
    async end() {
      await product.stop();
      await watching.close();
      await rm(folder, { recursive: true, force: true });
    },
    async remove() {
      await product.end();
      await database.drop();
    },
  };
  await product.start();
  return product;
}

/** The end of a process ends what it still does in the database; here the process goes on. */
const endCalls = (url: string): Promise<unknown> =>
  withClient(url, (client) =>
    client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`),
  );

/** What the database says is still to be done: ids, states and times. */
async function owed({ prisma }: Database): Promise<readonly string[]> {
  const [deliveries, rows, facts, gaps] = await Promise.all([
    prisma.delivery.findMany({ where: { body: { not: null } } }),
    prisma.outgoing.findMany({ where: { state: { in: ['owed', 'sending'] } } }),
    prisma.factFollow.findMany(),
    prisma.gap.findMany({ where: { doneAt: null } }),
  ]);
  const due = (at: Date | null) => `due ${at?.toISOString()}`;
  return [
    ...deliveries.map((one) => `delivery of ${one.kind} ${one.state} ${one.attempts} ${due(one.dueAt)}`),
    ...rows.map((one) => `${one.state} ${one.subject} to ${one.lane} ${one.problem} ${one.attempts} ${due(one.dueAt)}`),
    ...facts.map((one) => `fact for ${one.feature} ${one.attempts} ${due(one.dueAt)}`),
    ...gaps.map((one) => `gap of ${one.platform} ${due(one.dueAt)}`),
  ];
}

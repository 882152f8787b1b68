/** The running bot: the queue, the features, the platforms and the worker, on a database that is open. */
import type { Metrics } from '../../adapters/http/metrics.ts';
import type { Playground } from '../../adapters/playground/index.ts';
import { createWeb } from '../../adapters/web/index.ts';
import { openBackend } from '../../jobs/backend.ts';
import { openQueue, type Queue } from '../../jobs/queue.ts';
import { keepSchedules } from '../../jobs/schedules.ts';
import { startWorker, type WorkerMetrics } from '../../jobs/worker.ts';
import { allSchedules, allWorks } from '../../jobs/works.ts';
import { healthy } from '../../prisma/client.ts';
import { forgetHalfStory, markStoryTold } from '../../prisma/story-mark.ts';
import { assemble } from '../assemble.ts';
import type { Config } from '../config.ts';
import type { Chat } from '../core/chat.ts';
import type { Drafter } from '../core/drafter.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import type { Writer } from '../core/writer.ts';
import { createWords } from '../words/catalogue.ts';
import type { Closers } from './closers.ts';
import type { Ground } from './database.ts';
import type { Front } from './front.ts';
import { keepHearing } from './hearing.ts';
import { connectPlatforms, type Platforms } from './platforms.ts';
import type { Progress } from './progress.ts';
import { seed, storyClock } from './seed.ts';
import { watching, watchStanding } from './watching.ts';

/** Jobs that one worker runs at once. */
const CONCURRENCY = 10;

export interface ServiceNeeds {
  readonly config: Config;
  readonly ground: Ground;
  readonly front: Front;
  readonly publicUrl: string;
  readonly closers: Closers;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** @returns the stand-ins, where they play. @throws StartError with what to change */
export async function startService(needs: ServiceNeeds): Promise<Playground | null> {
  const { config, ground, front, closers, progress, clock, ids, log } = needs;
  progress.doing('Starting the queue');
  const backend = await closers.open(
    'queue',
    () =>
      openBackend({
        databaseUrl: ground.url,
        redisUrl: config.redisUrl,
        workers: config.role === 'web' ? 0 : 1,
        log,
      }),
    (made) => made.close(),
  );
  const queue = await closers.open(
    'queue',
    () => openQueue(backend, { clock, log }),
    (made) => made.close(),
  );
  progress.doing('Starting the bot');
  const chats = new Map<string, Chat>();
  const words = createWords();
  const story = storyClock(clock);
  const assembled = assemble({
    prisma: ground.database.prisma,
    door: ground.database.door,
    secrets: ground.secrets,
    chats,
    words,
    publicUrl: needs.publicUrl,
    clock: story,
    ids,
    log,
    jobs: queue,
    random: Math.random,
    drafts: config.languageModel !== null,
    ...(await openModel(config, log)),
    watching: watching(config, queue),
  });
  const t = words('en-GB', 'Europe/London');
  const { prisma } = ground.database;
  // Where real people are at home, what a playground once left half told is theirs by now.
  await (config.playground ? forgetHalfStory(prisma) : markStoryTold(prisma));
  const { bot, ears } = assembled;
  const platforms = await connectPlatforms({ ...needs, bot, ears, story, t });
  for (const [platform, chat] of platforms.chats) chats.set(platform, chat);
  if (config.role !== 'worker') {
    const { pages, sessions, tables } = assembled;
    // In the playground the tab stands in the page that plays Teams.
    const framedBy = config.playground ? ["'self'"] : [];
    const { publicUrl } = needs;
    const web = createWeb({
      pages,
      sessions,
      acts: tables.acts,
      byToken: platforms.signIn,
      words,
      publicUrl,
      framedBy,
      clock: story,
    });
    for (const route of web.routes) front.add(route);
  }
  if (platforms.playground) {
    progress.doing('Setting the stage');
    const { playground, idle } = platforms;
    playground.start();
    await seed({ prisma, playground, assembled, clock: story, ids, idle });
  }
  const { doors } = platforms;
  if (config.role !== 'worker') await keepHearing({ ears, platforms: chats.keys(), doors, closers, log });
  if (config.role !== 'web') {
    await closers.open(
      'jobs',
      () => keepSchedules(queue, allSchedules, { log }),
      (made) => made.stop(),
    );
    await closers.open(
      'jobs',
      () =>
        startWorker({
          backend,
          works: allWorks({ ...assembled, queue, clock }),
          concurrency: CONCURRENCY,
          clock,
          log,
          metrics: jobMetrics(front.metrics),
        }),
      (made) => {
        assembled.sender.stop();
        return made.close({ withinMs: 1_200 });
      },
    );
  }
  watchQueue(front.metrics, queue);
  watchStanding(front.metrics, assembled, { prisma, clock: story });
  watchConnections(front.metrics, platforms);
  watchSockets(front.metrics, platforms);
  front.ready({ database: () => healthy(ground.database), queue: () => queue.healthy() });
  progress.done();
  return platforms.playground;
}

/** Of a worker alone, and loaded only where it is configured: the library takes 12 MB. */
async function openModel(
  { languageModel, role }: Config,
  log: Log,
): Promise<{ readonly writer: Writer | null; readonly drafter: Drafter | null }> {
  if (languageModel === null || role === 'web') return { writer: null, drafter: null };
  const { createDrafter, createWriter } = await import('../../adapters/openai/index.ts');
  return { writer: createWriter({ ...languageModel, log }), drafter: createDrafter({ ...languageModel, log }) };
}

function jobMetrics(metrics: Metrics): WorkerMetrics {
  const seconds = metrics.histogram({
    name: 'guildhall_job_seconds',
    help: 'Time to run a job',
    labels: ['job', 'outcome'],
  });
  return { ran: (job, outcome, ms) => seconds.observe({ job, outcome }, ms / 1_000) };
}

/** Figures that are looked up when somebody asks for them; where they cannot be, they are left out. */
function watchQueue(metrics: Metrics, queue: Queue): void {
  metrics.gauge({
    name: 'guildhall_jobs',
    help: 'Jobs in the queue',
    labels: ['kind', 'state'],
    async collect(gauge) {
      const counts = await queue.counts().catch(() => null);
      if (!counts) return;
      for (const [kind, states] of Object.entries(counts)) {
        for (const [state, count] of Object.entries(states)) gauge.set({ kind, state }, count);
      }
    },
  });
}

/** A revoked one is waited for: what is owed there is kept until it has a new token. */
function watchConnections(metrics: Metrics, { registry }: Platforms): void {
  metrics.gauge({
    name: 'guildhall_installations',
    help: 'Workspaces and tenants that are connected',
    labels: ['platform', 'state'],
    async collect(gauge) {
      const counts = await registry?.counts().catch(() => null);
      for (const { platform, state, count } of counts ?? []) gauge.set({ platform, state }, count);
    },
  });
}

/** One that is lost is being opened again. */
function watchSockets(metrics: Metrics, { doors }: Platforms): void {
  metrics.gauge({
    name: 'guildhall_sockets',
    help: 'Sockets by which this process hears a platform',
    labels: ['platform', 'state'],
    collect(gauge) {
      gauge.reset();
      for (const { platform, isOpen } of doors()) {
        gauge.inc({ platform, state: 'open' }, isOpen ? 1 : 0);
        gauge.inc({ platform, state: 'lost' }, isOpen ? 0 : 1);
      }
    },
  });
}

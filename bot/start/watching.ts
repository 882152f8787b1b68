/** What a running process sees of what is watched for the operator, and the same as metrics. */
import { statfs } from 'node:fs/promises';
import type { Metrics } from '../../adapters/http/metrics.ts';
import { slackRefusals } from '../../adapters/slack/index.ts';
import { teamsRefusals } from '../../adapters/teams/index.ts';
import type { Queue } from '../../jobs/queue.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { lastHeard, pausedBudgets } from '../../prisma/watch.ts';
import type { Assembled, Watching } from '../assemble.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/ports.ts';
import { threats } from '../operations/index.ts';

/** Platforms' codes for what we identify ourselves with being refused. */
export const refusals = [...slackRefusals, ...teamsRefusals];

const HEARD_MS = 60_000;

export const watching = (config: Config, queue: Pick<Queue, 'waitingSince'>): Watching => ({
  refusals,
  freeBytes: () => freeBytes(config),
  jobsSince: () => queue.waitingSince().catch(() => undefined),
});

/** Bytes that are left to the bundled database; null where it is another's, or its disk cannot be asked. */
export async function freeBytes({
  databaseUrl,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<number | null> {
  if (databaseUrl !== null) return null;
  const disk = await statfs(dataDir).catch(() => null);
  return disk && disk.bavail * disk.bsize;
}

/** Figures of what is watched, looked up once for all that are asked for together. */
export function watchStanding(
  metrics: Metrics,
  { watch }: Pick<Assembled, 'watch'>,
  { prisma, clock }: { prisma: PrismaClient; clock: Clock },
): void {
  const read = once(watch);
  let heard: { readonly at: number; readonly rows: Awaited<ReturnType<typeof lastHeard>> } | null = null;
  /** It reads every event of three days: once a minute, however often the figures are asked for. */
  const heardLately = async () => {
    const at = clock.now().getTime();
    if (!heard || at - heard.at >= HEARD_MS) heard = { at, rows: await lastHeard(prisma).catch(() => []) };
    return heard.rows;
  };
  const upSince = clock.now();
  const age = (since: Date | null): number =>
    since === null ? 0 : Math.max(0, (clock.now().getTime() - since.getTime()) / 1_000);

  metrics.gauge({
    name: 'guildhall_owed_seconds',
    help: 'How long the oldest message owed has waited',
    labels: ['platform'],
    async collect(gauge) {
      const standing = await read();
      gauge.reset();
      for (const { platform } of standing?.doors ?? []) gauge.set({ platform }, 0);
      const oldestFirst = [...(standing?.owed ?? [])].sort((a, b) => b.since.getTime() - a.since.getTime());
      for (const { platform, since } of oldestFirst) gauge.set({ platform }, age(since));
    },
  });
  metrics.gauge({
    name: 'guildhall_due_seconds',
    help: 'How long the oldest thing that is due has waited for a worker',
    async collect(gauge) {
      const standing = await read();
      if (standing) gauge.set(age(standing.dueSince));
    },
  });
  metrics.gauge({
    name: 'guildhall_dead_letters',
    help: 'What was given up',
    labels: ['kind'],
    async collect(gauge) {
      const standing = await read();
      if (!standing) return;
      gauge.set({ kind: 'events' }, standing.dead.events);
      gauge.set({ kind: 'messages' }, standing.dead.messages);
    },
  });
  metrics.gauge({
    name: 'guildhall_deliveries_stored',
    help: 'Events that were accepted and are not acted on yet',
    async collect(gauge) {
      const standing = await read();
      if (standing) gauge.set(standing.stored.count);
    },
  });
  metrics.gauge({
    name: 'guildhall_alarms',
    help: 'What threatens the deployment now',
    labels: ['kind'],
    async collect(gauge) {
      const standing = await read();
      gauge.reset();
      if (standing) for (const { kind } of threats(standing, clock.now(), upSince)) gauge.inc({ kind });
    },
  });
  metrics.gauge({
    name: 'guildhall_door_seconds',
    help: 'How long ago a process last had the door open, of several doors the one that has been shut longest',
    labels: ['platform'],
    async collect(gauge) {
      const newestFirst = [...((await read())?.doors ?? [])].sort(
        (a, b) => b.openUntil.getTime() - a.openUntil.getTime(),
      );
      gauge.reset();
      for (const { platform, openUntil } of newestFirst) gauge.set({ platform }, age(openUntil));
    },
  });
  metrics.gauge({
    name: 'guildhall_heard_seconds',
    help: 'How long ago the last event that concerns us came; absent after three days',
    labels: ['platform'],
    async collect(gauge) {
      const rows = await heardLately();
      gauge.reset();
      const oldestFirst = [...rows].sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const { platform, at } of oldestFirst) gauge.set({ platform }, age(at));
    },
  });
  metrics.gauge({
    name: 'guildhall_budgets_paused',
    help: 'Budgets that a platform called a halt to',
    async collect(gauge) {
      const paused = await pausedBudgets(prisma, clock.now()).catch(() => null);
      if (paused !== null) gauge.set(paused);
    },
  });
}

/** One look for all who ask while it is under way; null where it failed. */
function once<T>(look: () => Promise<T>): () => Promise<T | null> {
  let looking: Promise<T | null> | null = null;
  return () => {
    looking ??= look()
      .catch(() => null)
      .finally(() => {
        looking = null;
      });
    return looking;
  };
}

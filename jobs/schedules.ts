/** What runs regularly: jobs and their periods, kept true in the queue even where the queue forgets them. */
import type { JobDefinition, Log } from '../bot/core/ports.ts';
import { z } from '../bot/core/schema.ts';
import type { Queue } from './queue.ts';
import { describeError } from './words.ts';
import { type Work, work } from './worker.ts';

/** A job that looks up for itself what is due, so it has no data, and how often it does. */
export interface Schedule {
  readonly definition: JobDefinition<Record<string, never>>;
  readonly everyMs: number;
}

/** Finds what the database says is owed and is not moving, and hints at it. Its work is main's. */
export const sweep: Schedule['definition'] = { name: 'sweep', schema: z.object({}), attempts: 3, backoffMs: 1_000 };

/** Removes old records of failed jobs, from one process at a time. */
export const tidy: Schedule['definition'] = {
  name: 'tidy',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  pace: 'calm',
};
export const tidyWork = (queue: Queue): Work =>
  work(tidy, async () => {
    await queue.tidy();
  });

/** The list as it is today. */
export const schedules: readonly Schedule[] = [
  { definition: sweep, everyMs: 5_000 },
  { definition: tidy, everyMs: 10 * 60_000 },
];

export interface Keeper {
  stop(): void;
}

/**
 * Puts the list into the queue, ends what an older release had there, and goes on saying it: Redis may be wiped and
 * loses its schedulers with its jobs, and Postgres may be down just now. Several processes may keep the same list.
 * @param how.everyMs how often it is said again; 60,000 by default
 */
export function keepSchedules(queue: Queue, list: readonly Schedule[], how: { log: Log; everyMs?: number }): Keeper {
  const { log, everyMs = 60_000 } = how;
  let cleared = false;
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function say(): Promise<void> {
    try {
      for (const { definition, everyMs } of list) await queue.schedule(definition, { everyMs }, {});
      // Once only: a release that is going away would otherwise end what the next one has added.
      if (!cleared) await queue.unscheduleOthers(list.map(({ definition }) => definition.name));
      cleared = true;
      late = false;
    } catch (error) {
      if (!late && !stopped) log.warn('schedules.late', { error: describeError(error) });
      late = true;
    }
    // Sooner while it does not succeed: until then nothing sweeps.
    if (!stopped) timer = setTimeout(say, late ? Math.min(everyMs, 2_000) : everyMs);
  }
  void say();

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

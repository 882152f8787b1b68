/** What the bot needs from outside and is handed: time, ids, a log, and jobs to do later. */
import type { z } from './schema.ts';

/** The only source of time. Tests move it. */
export interface Clock {
  now(): Date;
}

/** The only source of ids: sortable, unguessable enough to be unique, never a secret. */
export interface Ids {
  next(): string;
}

/**
 * A log of events, not of people: `fields` hold ids, counts, durations and codes.
 * Never a body, a name, an address or an error's own text from a platform.
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** The same log with some fields on every line. */
  with(fields: LogFields): Log;
}
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/**
 * A job's name, shape and patience, apart from its work. Its data are ids only: the schema says so,
 * and it is parsed again at the worker's door because a job may be a release older than the worker.
 */
export interface JobDefinition<D extends JobData = JobData> {
  readonly name: string;
  readonly schema: z.ZodType<D>;
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** The first wait in milliseconds; it doubles with each attempt. */
  readonly backoffMs: number;
  /** `now` (the default) where a person waits for it; `calm` for bulk, which never stands before them. */
  readonly pace?: 'now' | 'calm';
}
export type JobData = Record<string, string | number>;

/**
 * A hint that something is owed. Losing one is no loss: the database says what is owed and the sweep finds it.
 * `hint` therefore never throws and never waits longer than a second.
 */
export interface Jobs {
  hint<D extends JobData>(job: JobDefinition<D>, data: D, how?: { delayMs?: number }): Promise<void>;
}

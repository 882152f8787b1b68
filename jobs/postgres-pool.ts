/** The pool as BullMQ sees it: the real one behind patience, and with an end of its own for each that uses it. */
import { setMaxListeners } from 'node:events';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import type { Pool, PoolClient } from 'pg';
import { Away, type Limits, type Presence, patiently, rest } from './patience.ts';

/**
 * One queue's or worker's view of the shared pool. It may be made while the server is down: `connect` waits for the
 * server however long it takes, since BullMQ keeps a first failure for ever (fault 3), and `query` for some seconds.
 */
export class PatientPool implements PgPool {
  readonly options = { keepAlive: true };
  readonly #pool: Pool;
  readonly #isBroken: (client: PoolClient) => boolean;
  readonly #presence: Presence;
  readonly #ready: Promise<void>;
  readonly #limits: Limits;
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  #checked = false;

  /**
   * @param how.isBroken whether a connection has ended with an error
   * @param how.ready the tables are there
   * @param how.closing the pool is being ended
   */
  constructor(how: {
    pool: Pool;
    isBroken: (client: PoolClient) => boolean;
    presence: Presence;
    ready: Promise<void>;
    closing: AbortSignal;
    limits: Limits;
  }) {
    this.#pool = how.pool;
    this.#isBroken = how.isBroken;
    this.#presence = how.presence;
    this.#limits = how.limits;
    this.#signal = AbortSignal.any([how.closing, this.#end.signal]);
    setMaxListeners(0, this.#signal);
    const ended = new Promise<never>((_, reject) => {
      this.#signal.addEventListener('abort', () => reject(new Away('closed')), { once: true });
    });
    this.#ready = Promise.race([how.ready, ended]);
    // Whoever waits for it hears of it; where nobody does, nobody needs to.
    this.#ready.catch(() => {});
  }

  /** BullMQ asks first for a client to look at the tables with, later for those that listen for jobs. */
  async connect(): Promise<PgPoolClient> {
    await this.#ready;
    if (!this.#checked) {
      this.#checked = true;
      return this.#lookingClient();
    }
    return this.#endlessly(() => this.#listeningClient());
  }

  // The type of a row is BullMQ's affair: its interface leaves it to the caller.
  async query<R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> {
    try {
      return await patiently(() => this.#ask<R>(text, values), {
        presence: this.#presence,
        signal: this.#signal,
        limits: this.#limits,
      });
    } catch (error) {
      // A worker asks again without a pause after an error that is not its server's absence.
      if (!(error instanceof Away) && text.includes('move_to_active')) await rest(1_000, this.#signal);
      throw error;
    }
  }

  /** From now on every question ends with `Away`, those that wait included. The pool itself goes on. */
  shut(): void {
    this.#end.abort();
  }

  async end(): Promise<void> {
    this.shut();
  }

  /** An idle connection's error is the real pool's affair, and not one for each that uses the pool. */
  on(): this {
    return this;
  }

  removeAllListeners(): this {
    return this;
  }

  /** One that lives: BullMQ hears of a connection's end from now on only, and keeps one that ended before for ever. */
  async #listeningClient(): Promise<PoolClient> {
    const client = await this.#pool.connect();
    if (!this.#isBroken(client)) return client;
    client.release(true);
    throw new Error('Connection terminated');
  }

  /** Not a connection of its own but every question on whichever is alive, so that the look cannot fail. */
  #lookingClient(): PgPoolClient {
    const client: PgPoolClient = {
      query: <R>(text: string, values?: readonly unknown[]) => this.#endlessly(() => this.#ask<R>(text, values)),
      release: () => {},
      on: () => client,
      removeListener: () => client,
      removeAllListeners: () => client,
    };
    return client;
  }

  #endlessly<T>(ask: () => Promise<T>): Promise<T> {
    return patiently(ask, {
      presence: this.#presence,
      signal: this.#signal,
      limits: { awayMs: Number.POSITIVE_INFINITY, tries: this.#limits.tries },
    });
  }

  async #ask<R>(text: string, values: readonly unknown[] = []): Promise<PgQueryResult<R>> {
    const { rows, rowCount } = await this.#pool.query<R & Record<string, unknown>>(text, [...values]);
    return { rows, rowCount };
  }
}

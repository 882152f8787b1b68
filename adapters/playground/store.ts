/** Where the playground keeps its world: the small store that main hands over, one for tests, and the write-through over either. */
import type { Log } from '../../bot/core/ports.ts';

/** One kept thing. `body` is JSON as text, so that whatever people type (a NUL among it) survives any column type. */
export interface StoredRow {
  readonly kind: string;
  readonly id: string;
  readonly body: string;
}

/** What main hands over: rows by kind and id, nothing more. A rejected promise means that nothing was written. */
export interface PlaygroundStore {
  all(): Promise<StoredRow[]>;
  put(kind: string, id: string, body: string): Promise<void>;
  remove(kind: string, id: string): Promise<void>;
}

/** A store that forgets with its process. For tests; hand the same one to a second playground to play a restart. */
export function memoryStore(): PlaygroundStore & { readonly rows: Map<string, StoredRow> } {
  const rows = new Map<string, StoredRow>();
  const key = (kind: string, id: string) => `${kind}\n${id}`;
  return {
    rows,
    all: async () => [...rows.values()],
    put: async (kind, id, body) => void rows.set(key(kind, id), { kind, id, body }),
    remove: async (kind, id) => void rows.delete(key(kind, id)),
  };
}

/**
 * Memory with write-through. Reads are from memory; `settled` says when what was changed so far is in the store, and every
 * answer to the outside waits for it, so that what was acknowledged is there after a kill -9.
 */
export class Keep {
  readonly #store: PlaygroundStore;
  readonly #log: Log;
  readonly #rows = new Map<string, Map<string, unknown>>();
  /** What the store does not have yet, by kind and id; `undefined` is a removal. Later writes of a key fold together. */
  readonly #dirty = new Map<string, { kind: string; id: string; body: string | undefined }>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(store: PlaygroundStore, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** Reads everything that was kept. Throws what the store throws. */
  static async open(store: PlaygroundStore, log: Log): Promise<Keep> {
    const keep = new Keep(store, log);
    for (const row of await store.all()) keep.#of(row.kind).set(row.id, JSON.parse(row.body) as unknown);
    return keep;
  }

  #of(kind: string): Map<string, unknown> {
    let rows = this.#rows.get(kind);
    if (!rows) {
      rows = new Map();
      this.#rows.set(kind, rows);
    }
    return rows;
  }

  /** The live rows of a kind. The caller owns the kind and its type: only it writes there. */
  rows<T>(kind: string): Map<string, T> {
    return this.#of(kind) as Map<string, T>;
  }

  put(kind: string, id: string, value: unknown): void {
    this.#of(kind).set(id, value);
    this.#dirtied(kind, id, JSON.stringify(value));
  }

  remove(kind: string, id: string): void {
    if (this.#of(kind).delete(id)) this.#dirtied(kind, id, undefined);
  }

  #dirtied(kind: string, id: string, body: string | undefined): void {
    const key = `${kind}\n${id}`;
    this.#dirty.set(key, { kind, id, body });
    this.#write(key);
  }

  #write(key: string): void {
    if (this.#running.has(key)) return;
    const done = this.#drain(key).finally(() => this.#running.delete(key));
    this.#running.set(key, done);
    // Heard by whoever awaits `settled`; this keeps a rejection that nobody awaits from ending the process.
    done.catch(() => this.#log.warn('playground.store.failed'));
  }

  async #drain(key: string): Promise<void> {
    for (let next = this.#dirty.get(key); next; next = this.#dirty.get(key)) {
      this.#dirty.delete(key);
      try {
        if (next.body === undefined) await this.#store.remove(next.kind, next.id);
        else await this.#store.put(next.kind, next.id, next.body);
      } catch (error) {
        if (!this.#dirty.has(key)) this.#dirty.set(key, next);
        throw error;
      }
    }
  }

  /** Resolves when everything changed before the call is stored; rejects when the store refused some of it (tried anew by the next call). */
  async settled(): Promise<void> {
    for (const key of this.#dirty.keys()) this.#write(key);
    await Promise.all([...this.#running.values()]);
  }
}

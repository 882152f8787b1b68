/** Many askings of the same kind as one statement: what arrives while others are being answered goes together as soon as they are. */
import { codeOf } from './errors.ts';

/** One statement holds no more than this, so that none takes long. */
const MOST = 100;

/** So many wait at most: beyond that, whoever asks hears sooner that it cannot be done than that it was too late. */
export const ROOM = 3_000;

/** What Postgres says of a value that it cannot keep, and of two that waited for each other: another's fault, perhaps. */
const ONE_IS_TO_BLAME = /^(22|23|54)|^40P01$/;

/**
 * Nothing is held back for company: alone, an item goes with the turn of the event loop in which it came.
 * @param how.atOnce how many statements are under way at once
 * @param how.run one statement for several items; gives their results in the items' order
 * @param how.keyOf items of the same key never share a statement: the later one goes after the earlier
 * @returns what asks for one item; it rejects as `run` does, and at once where too many wait; an item that cannot be kept fails alone
 */
export function inBatches<I, R>(how: {
  readonly atOnce: number;
  readonly run: (items: readonly I[]) => Promise<readonly R[]>;
  readonly keyOf?: (item: I) => string;
}): (item: I) => Promise<R> {
  const { atOnce, run, keyOf } = how;
  let waiting: Waiting<I, R>[] = [];
  let underWay = 0;
  let planned = false;

  function plan(): void {
    if (planned || underWay >= atOnce || waiting.length === 0) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      const batch = take();
      underWay += 1;
      void settle(batch).finally(() => {
        underWay -= 1;
        plan();
      });
      plan();
    });
  }

  function take(): readonly Waiting<I, R>[] {
    const taken: Waiting<I, R>[] = [];
    const left: Waiting<I, R>[] = [];
    const keys = new Set<string>();
    for (const one of waiting) {
      const key = keyOf?.(one.item);
      const goes = taken.length < MOST && (key === undefined || !keys.has(key));
      (goes ? taken : left).push(one);
      if (key !== undefined) keys.add(key);
    }
    waiting = left;
    return taken;
  }

  async function settle(batch: readonly Waiting<I, R>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ done }, at) => {
        done(results[at] as R);
      });
    } catch (error) {
      if (batch.length > 1 && ONE_IS_TO_BLAME.test(codeOf(error))) {
        for (const one of batch) await settle([one]);
      } else {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  return (item) =>
    new Promise((done, failed) => {
      if (waiting.length >= ROOM) return failed(new Error('too many wait for the database'));
      waiting.push({ item, done, failed });
      plan();
    });
}

interface Waiting<I, R> {
  readonly item: I;
  readonly done: (result: R) => void;
  readonly failed: (error: unknown) => void;
}

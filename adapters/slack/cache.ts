/** A small memory that forgets: what was asked of Slack lately, so that it is not asked for every message. */
import type { Clock } from '../../bot/core/ports.ts';

export interface Cache<V> {
  /** The value of a key, asked for once however many want it at the same time. A failure is not remembered. */
  get(key: string, ask: () => Promise<V>): Promise<V>;
}

/** @param size how many keys it keeps, the least recently made forgotten first @param ms how long each is good */
export function createCache<V>(clock: Clock, size: number, ms: number): Cache<V> {
  const kept = new Map<string, { value: Promise<V>; until: number }>();
  return {
    get(key, ask) {
      const now = clock.now().getTime();
      const found = kept.get(key);
      if (found && found.until > now) return found.value;
      const value = ask();
      kept.delete(key);
      kept.set(key, { value, until: now + ms });
      value.catch(() => kept.get(key)?.value === value && kept.delete(key));
      const oldest = kept.size > size ? kept.keys().next() : { done: true as const, value: undefined };
      if (!oldest.done) kept.delete(oldest.value);
      return value;
    },
  };
}

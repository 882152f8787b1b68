/** Random numbers that a seed repeats. */

export interface Random {
  /** From 0 to 1, without 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True this often of one. */
  chance(share: number): boolean;
  /** One of several. */
  pick<T>(all: readonly T[]): T;
  /** The same in another order. */
  shuffled<T>(all: readonly T[]): T[];
}

/** What a seed gives to one thing of many: the same, whatever the others draw meanwhile. */
export function randomOf(seed: number, what: string): Random {
  let mixed = seed >>> 0;
  for (const letter of what) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return random(mixed);
}

/** mulberry32: small, and even enough for tests. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick(all) {
      const found = all[between(0, all.length - 1)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    shuffled<T>(all: readonly T[]): T[] {
      const left = [...all];
      return all.flatMap(() => left.splice(between(0, left.length - 1), 1));
    },
  };
}

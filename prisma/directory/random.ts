/** Chance that comes out the same for the same seed. */

/** From 0 up to 1. */
export type Random = () => number;

/** mulberry32 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);

export function pick<T>(random: Random, of: readonly T[]): T {
  const one = of[below(random, of.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

/** Ids that begin with their kind and then count up, so that tables and indexes are filled in their order. */
export function idsOf(random: Random): (kind: number, count: number) => string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return (kind, count) =>
    `${hex(kind, 2)}${hex(Math.floor(count / 65_536), 6)}-${hex(count % 65_536, 4)}-7${hex(below(random, 4_096), 3)}-8${hex(below(random, 4_096), 3)}-${hex(below(random, 0x1000000), 6)}${hex(below(random, 0x1000000), 6)}`;
}

/** How a total falls on so many, the first having most, as 1 / (place + 5)^.8 does: at least `least` each. */
export function shares(total: number, among: number, least: number): readonly number[] {
  const weights = Array.from({ length: among }, (_, place) => 1 / (place + 5) ** 0.8);
  const sum = weights.reduce((all, one) => all + one, 0);
  const spare = Math.max(0, total - least * among);
  let owed = 0;
  return weights.map((weight) => {
    owed += (weight / sum) * spare;
    const whole = Math.floor(owed);
    owed -= whole;
    return least + whole;
  });
}

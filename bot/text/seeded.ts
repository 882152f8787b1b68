/** Chance that is the same each time: a generator by its seed, so that the same texts give the same groups. */

/** Numbers from 0 up to 1. */
export type Chance = () => number;

/** Mulberry32: 32 bits of state, good enough to draw beginnings from. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which of some weights is drawn, each as often as it weighs. */
export function drawn(weights: Float64Array, sum: number, chance: Chance): number {
  let left = chance() * sum;
  for (let at = 0; at < weights.length; at += 1) {
    left -= weights[at] as number;
    if (left <= 0) return at;
  }
  return weights.length - 1;
}

/** Around 0 with a deviation of 1. */
export const normal = (chance: Chance): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

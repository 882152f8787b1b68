/** What made something so, and what made that so: factors as a chain, in the order in which it is read. */
import type { Factor } from './records.ts';

/** It is asked at least so often. */
export const ASKED = 2;

/** Each factor before those that are its reasons. What hangs on something that is not there stands at the end. */
export function chainOf(factors: readonly Factor[]): readonly Factor[] {
  const ids = new Set(factors.map(({ id }) => id));
  const below = (under: string | null): readonly Factor[] =>
    factors.filter((factor) => factor.under === under).flatMap((factor) => [factor, ...below(factor.id)]);
  return [...below(null), ...factors.filter(({ under }) => under !== null && !ids.has(under))];
}

/** How often it was asked, where it was asked most. */
export const depthOf = (factors: readonly Factor[]): number => Math.max(0, ...factors.map(({ depth }) => depth));

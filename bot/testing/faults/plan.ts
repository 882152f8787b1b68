/** Which faults come in which order, from a seed. */
import type { Fault } from './fault.ts';
import { randomOf } from './random.ts';

export interface Plan {
  /** One after the other. */
  readonly storm: readonly Fault[];
  /** Beside them, one after the other. */
  readonly beside: readonly Fault[];
}

/** @param share of what a run of 1,000 questions and answers has; each class comes at least once */
export function planOf(seed: number, faults: readonly Fault[], share: number): Plan {
  const dice = randomOf(seed, 'plan');
  const listed = (all: readonly Fault[]) =>
    dice.shuffled(
      all.flatMap((fault) => Array.from({ length: Math.max(1, Math.round(fault.often * share)) }, () => fault)),
    );
  return {
    storm: listed(faults.filter((fault) => !fault.beside)),
    beside: listed(faults.filter((fault) => fault.beside)),
  };
}

/** Which faults come in which order, from a seed. */
import type { Fault } from './fault.ts';
import { randomOf } from './random.ts';

export interface Plan {
  /** One after the other. */
  readonly storm: readonly Fault[];
  /** Beside them, one after the other. */
  readonly beside: readonly Fault[];
}

/**
 * @param how.share of what a run of 1,000 questions and answers has; each class comes at least once
 * @param how.least times that a class comes at least, by name
 */
export function planOf(
  seed: number,
  faults: readonly Fault[],
  { share, least = {} }: { readonly share: number; readonly least?: Readonly<Record<string, number>> | undefined },
): Plan {
  const dice = randomOf(seed, 'plan');
  const listed = (all: readonly Fault[]) =>
    dice.shuffled(
      all.flatMap((fault) => {
        const length = Math.max(least[fault.name] ?? 1, Math.round(fault.often * share));
        return Array.from({ length }, () => fault);
      }),
    );
  return {
    storm: listed(faults.filter((fault) => !fault.beside)),
    beside: listed(faults.filter((fault) => fault.beside)),
  };
}

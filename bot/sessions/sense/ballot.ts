/** Voting which topics are talked about first: how many votes each has, and whether what somebody chose is within them. */

/** With so few, all are talked about anyhow. */
export const NO_VOTE_UP_TO = 6;
/** Votes that one person may give to one topic. */
export const MOST_EACH = 2;

/** The votes that each person has. */
export const budgetFor = (topics: number): number => Math.ceil(Math.sqrt(topics));

export interface Vote {
  readonly topic: string;
  readonly count: number;
}

export type Cast =
  | { readonly kind: 'cast'; readonly votes: readonly Vote[] }
  | { readonly kind: 'refused'; readonly why: 'too-many'; readonly given: number }
  | { readonly kind: 'refused'; readonly why: 'second-alone' | 'gone' };

/** @param chosen one vote each; `twice`: those of them that get a second */
export function cast(
  chosen: readonly string[],
  twice: readonly string[],
  { topics, budget }: { readonly topics: ReadonlySet<string>; readonly budget: number },
): Cast {
  const [one, two] = [new Set(chosen), new Set(twice)];
  if ([...one, ...two].some((topic) => !topics.has(topic))) return { kind: 'refused', why: 'gone' };
  if ([...two].some((topic) => !one.has(topic))) return { kind: 'refused', why: 'second-alone' };
  const given = one.size + two.size;
  if (given > budget) return { kind: 'refused', why: 'too-many', given };
  return { kind: 'cast', votes: [...one].map((topic) => ({ topic, count: two.has(topic) ? MOST_EACH : 1 })) };
}

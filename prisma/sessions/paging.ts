/** Pages of lists whose queries count all their rows beside each: a page past the end has none to say it. */
import type { Page } from '../../bot/sessions/sense/records.ts';

export const FIRST = { from: 0, most: 1 } as const;
export const NOBODY = { rows: [], total: 0 } as const;

/** @param first reads the first of all, which knows how many there are */
export const pageOf = async <T>(
  rows: readonly T[],
  total: number | undefined,
  from: number,
  first: () => Promise<Page<T>>,
): Promise<Page<T>> => ({ rows, total: total ?? (from > 0 ? (await first()).total : 0) });

/** How often one person may search: two at once, and two a second for as long as they like. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { type Reply, results } from '../core/reply.ts';
import type { Work } from '../core/work.ts';
import { body, quote } from './fragments.ts';

/** Whoever types faster hears of it, and half a second later it is there again. */
const A_SECOND = { burst: 2, everyMs: 500 };

/** Counts a search. @returns whether it is one too many just now */
export const searchesTooFast = async (w: Work, person: string): Promise<boolean> =>
  (await w.spend({ key: `search/${person}`, ...A_SECOND })) > 0;

/** What is said instead of what was searched for, with the words that were typed for it. */
export const tooFastCard = ({ t }: Pick<Turn, 't'>, words: string): Card => ({
  summary: t.plain('words.too-fast'),
  blocks: [body(t('words.too-fast')), quote(words)],
});

/** The same in a list of results. */
export const tooFastResults = ({ t }: Pick<Turn, 't'>): Reply => results([], t.plain('words.too-fast'));

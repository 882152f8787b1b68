/** Finds questions, and what libraries keep, by what somebody says in their own words, the best first. */
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Candidate, Hit } from './found.ts';
import type { Needs } from './needs.ts';
import type { Asker } from './question.ts';
import { ranked } from './rank.ts';

/** Of so many, by the words they share with what was typed, the whole is compared. */
const COMPARED = 100;
/** Where items alone are looked for, among so many of all. */
const COMPARED_FOR_ITEMS = 500;

/** Who looks, in whose language, and where items come from. */
export interface Looking {
  readonly w: Work;
  readonly me: Asker;
  readonly t: Translate;
  readonly needs: Pick<Needs, 'items'>;
}

/** What somebody may read of it alone; for no words the newest questions. */
export async function findHits(
  looking: Looking,
  words: string,
  { limit, typing = false }: { readonly limit: number; readonly typing?: boolean },
): Promise<readonly Hit[]> {
  const { w, me } = looking;
  if (words.trim() === '')
    return (await w.questions.newest(me, limit)).map((question) => ({ kind: 'question', question }));
  const found = await w.questions.candidates(me, words, { limit: COMPARED, typing });
  return hitsOf(looking, ranked(words, found).slice(0, limit));
}

/** Of a text that was written to be answered so many are looked at. */
const LOOKED_AT = 8;

/** Those alone that are so much alike (bot/questions/rank.ts). */
export async function findBest(looking: Looking, words: string, least: number): Promise<readonly Hit[]> {
  const found = await looking.w.questions.candidates(looking.me, words, { limit: COMPARED });
  const best = ranked(words, found).filter(({ score }) => score >= least);
  return hitsOf(looking, best.slice(0, LOOKED_AT));
}

/** Ids of items alone, the best first. */
export async function findItems(w: Work, me: Asker, words: string, limit: number): Promise<readonly string[]> {
  const found = await w.questions.candidates(me, words, { limit: COMPARED_FOR_ITEMS });
  return ranked(
    words,
    found.filter(({ kind }) => kind === 'item'),
  )
    .slice(0, limit)
    .map(({ id }) => id);
}

/** Read anew, in the order in which they were found. */
async function hitsOf({ w, me, t, needs }: Looking, best: readonly Candidate[]): Promise<readonly Hit[]> {
  const idsOf = (kind: Candidate['kind']) => best.filter((one) => one.kind === kind).map(({ id }) => id);
  const [asked, kept] = [idsOf('question'), idsOf('item')];
  const hits = new Map<string, Hit>();
  if (asked.length > 0)
    for (const question of await w.questions.those(me, asked)) hits.set(question.id, { kind: 'question', question });
  if (kept.length > 0) for (const item of await needs.items(w, me, t, kept)) hits.set(item.id, { kind: 'item', item });
  return best.flatMap(({ id }) => hits.get(id) ?? []);
}

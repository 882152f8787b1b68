/** Finds questions by what somebody says in their own words, the best first. */
import type { Work } from '../core/work.ts';
import type { Asker, Question } from './question.ts';
import { ranked } from './rank.ts';

/** Of so many, by the words they share with what was typed, the whole is compared. */
const COMPARED = 100;

/** What somebody may read of it alone; for no words the newest. */
export async function findQuestions(
  w: Work,
  me: Asker,
  words: string,
  { limit, typing = false }: { readonly limit: number; readonly typing?: boolean },
): Promise<readonly Question[]> {
  if (words.trim() === '') return w.questions.newest(me, limit);
  const found = await w.questions.candidates(me, words, { limit: COMPARED, typing });
  const best = ranked(words, found).slice(0, limit);
  return w.questions.those(
    me,
    best.map(({ id }) => id),
  );
}

/** Of a text that was written to be answered so many are looked at. */
const LOOKED_AT = 8;

/** Those alone that are so much alike (bot/questions/rank.ts). */
export async function findBest(w: Work, me: Asker, words: string, least: number): Promise<readonly Question[]> {
  const found = await w.questions.candidates(me, words, { limit: COMPARED });
  const best = ranked(words, found).filter(({ score }) => score >= least);
  return w.questions.those(
    me,
    best.slice(0, LOOKED_AT).map(({ id }) => id),
  );
}

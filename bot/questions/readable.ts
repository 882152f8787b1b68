/** Questions by the ids that come back from platforms, for those who may read them. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';
import type { Question } from './question.ts';

/** Ids come back from platforms: only one of our shape is looked up. */
export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

export async function getQuestion(w: Turn['w'], id: string): Promise<Question | null> {
  return isId(id) ? w.questions.get(id) : null;
}

/** A question that this person may read: of a community that their organisation shares. Rights are checked at each click. */
export async function readable({ w, me, event }: Turn, needs: Needs, id: string): Promise<Question | null> {
  const question = await getQuestion(w, id);
  if (!question || question.community === null) return null;
  return (await needs.mayRead(w, me, question.community, event.in)) ? question : null;
}

/** What is said instead of it. */
export const notThere = ({ me, t }: Turn): Card =>
  sentence(t, me.outside ? 'questions.not-there-outside' : 'questions.not-there');

/** A person's own questions, as a list. */
import type { Block } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { Me } from '../core/me.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { heading, note } from '../words/fragments.ts';
import { questionRow } from './views.ts';

const LISTED = 10;

/** My questions, as a part of the home page. */
export async function mySection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const mine = await w.questions.mine(me.person, LISTED);
  return [
    heading(t('questions.mine')),
    ...(mine.length === 0 ? [note(t('questions.mine-none'))] : mine.map((question) => questionRow(t, question, false))),
  ];
}

export async function myQuestions({ w, me, t }: Turn): Promise<Reply> {
  return tell({ summary: t.plain('questions.mine'), blocks: await mySection(w, me, t) });
}

/** Lists of questions: a person's own, and what a search finds. */
import type { Block } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import { type Reply, results, tell } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, byline, heading, note } from '../words/fragments.ts';
import { questionRow, titleOf } from './views.ts';

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

/** The search extension: questions of communities that the person's organisation shares. */
export async function searchQuestions({ w, me, t, event }: Turn<InboundOf<'search'>>): Promise<Reply> {
  const found = await w.questions.search(me, event.query, LISTED);
  return results(
    await Promise.all(
      found.map(async (question) => {
        const accepted = question.accepted ? await w.questions.reply(question.accepted) : null;
        const title = titleOf(t, question.text, 100);
        return {
          value: question.id,
          title,
          text: plain(byline(t, question.asker)),
          card: {
            summary: title,
            blocks: [
              body(byline(t, question.asker)),
              body(question.text),
              ...(accepted
                ? [note(byline(t, accepted.author)), body(accepted.text)]
                : [note(t('questions.state-open'))]),
              note(t('words.unofficial')),
            ],
          },
        };
      }),
    ),
  );
}

/** Who wants to hear everything of a community is told of each question in private, where they are in none of its channels. */
import { duty } from '../core/attention.ts';
import type { Drawer } from '../core/feature.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, byline, heading, note } from '../words/fragments.ts';
import { hearLessButton } from '../words/how-to.ts';
import type { Needs } from './needs.ts';
import { subjectOfHeard } from './publish.ts';
import { isId } from './readable.ts';
import { shownQuestion } from './shown.ts';
import { answerButton, attachments, QUOTED, titleOf, words } from './views.ts';

/** Told in one transaction; the rest in the next. */
const BATCH = 200;

/** Tells the next who want to hear of the oldest question of which not all were told. @returns whether there may be more to tell */
export async function tellListeners(w: Work, needs: Pick<Needs, 'listenersOf'>): Promise<boolean> {
  const [next] = await w.questions.unheard(1);
  if (!next) return false;
  const { id, community, asker, to: after } = next;
  if ((await w.questions.get(id))?.state === 'withdrawn') {
    await w.questions.heard(id, after, true);
    return true;
  }
  const page = await needs.listenersOf(w, community, { after, but: asker, limit: BATCH });
  // Chosen by themselves, so it is a duty: with the others of the day.
  for (const { ref } of page)
    await w.show(subjectOfHeard(id), { to: ref, attention: duty }, { view: 'question-heard', id });
  await w.questions.heard(id, page.at(-1)?.person ?? after, page.length < BATCH);
  return true;
}

/** The question as it stands when it is told, and as it is changed; gone where its reader may not read it any more. */
export const heardView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const kept = isId(id) ? await w.questions.get(id) : null;
    if (!kept || kept.community === null || kept.state === 'withdrawn' || to.kind !== 'user') return null;
    const account = { ...to, kind: 'user' } as const;
    if (!(await needs.mayStillRead(w, account, kept.community, null))) return null;
    // Who wants to hear less by now keeps what they were told.
    if (!there && !(await needs.hearsEverything(w, account, kept.community))) return null;
    const question = shownQuestion(t, kept, await needs.readerAt(w, to));
    const community = await needs.communityName(w, kept.community);
    return {
      summary: t.plain('questions.summary', { name: question.asker.name, text: titleOf(t, question.text, QUOTED) }),
      blocks: [
        heading(t('questions.heading', { community })),
        body(byline(t, question.asker)),
        ...words(question.text),
        ...attachments(t, question),
        note(t('questions.heard-why', { community })),
        ...buttons(answerButton(t, id), hearLessButton(t, kept.community)),
      ],
    };
  };

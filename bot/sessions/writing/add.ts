/** Adding something once the others are shown: under one's name, marked as added, by whoever takes part, however late they came. */
import { type Button, words as typedWords } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import type { Translate } from '../../core/translate.ts';
import { sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { viewerOf } from '../viewer.ts';
import { type Asking, askings, takesLate } from './box.ts';
import { show } from './closing.ts';
import { BOX, evidenceOf, faultOf, LINES, linesOf, POINT } from './points.ts';
import type { Round } from './store.ts';

export const addButton = (t: Translate, session: string): Button => ({
  button: 'action',
  action: 'sessions.write-add',
  value: session,
  label: t.plain('review.writing.add'),
  opens: true,
});

/** Whether something can be added under a name: it is shown, and the report is not checked yet. */
export const takesNamed = (session: SessionRecord, round: Round | undefined): boolean =>
  round?.revealedAt != null && takesLate(session) && !session.isScreening;

/** The session and the round that was shown last, for who takes part. @throws Refusal */
async function addable(
  { w, me, t }: Turn,
  needs: Needs,
  id: string,
): Promise<{ session: SessionRecord; round: Round; questions: readonly Asking[] }> {
  const session = await w.sessions.setup.get(id);
  if (!session) throw new Refusal(sentence(t, 'review.writing.gone'));
  const { roles } = await viewerOf(w, needs, session, me);
  if (!roles.includes('participant')) throw new Refusal(sentence(t, 'review.writing.not-invited'));
  const round = (await w.sessions.writing.rounds(id)).findLast(({ revealedAt }) => revealedAt !== null);
  if (!round || !takesNamed(session, round)) throw new Refusal(sentence(t, 'review.writing.add-closed'));
  const questions = askings(t, session, round).filter(({ kind }) => kind === 'points');
  return { session, round, questions };
}

/** `value`: the session. */
export async function openAdd(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const { session, questions } = await addable(turn, needs, event.value);
  return ask({
    form: 'sessions.write-add',
    context: session.id,
    title: t.plain('review.writing.add-title'),
    intro: t('review.writing.add-intro'),
    fields: [
      {
        field: 'choice',
        name: 'question',
        label: t.plain('review.writing.add-question'),
        options: questions.map(({ key, about }) => ({ value: key, label: about })),
      },
      {
        field: 'paragraph',
        name: 'text',
        label: t.plain('review.writing.add-text'),
        hint: t.plain('review.writing.hint-again'),
        max: BOX,
      },
    ],
    submit: t.plain('review.writing.add-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function addByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session, round, questions } = await addable(turn, needs, event.context);
  const question = questions.find(({ key }) => key === typedWords(event.values.question));
  const text = typedWords(event.values.text);
  if (!question) return invalid({ question: t.plain('review.writing.hold-choose') });
  if (text.length > BOX)
    return invalid({ text: t.plain('review.writing.box-long', { most: BOX, length: text.length }) });
  const fault = faultOf(text);
  if (fault)
    return invalid({ text: t.plain(`review.writing.${fault}`, { most: fault === 'point-long' ? POINT : LINES }) });
  const day = w.now.toISOString().slice(0, 10);
  const points = linesOf(text).map((line) => ({
    question: question.key,
    text: line,
    evidence: evidenceOf(line),
    round: round.round,
    day,
    person: me.person,
  }));
  if (points.length === 0) return invalid({ text: t.plain('review.writing.nothing') });
  await show(
    w,
    needs,
    session,
    await w.sessions.writing.contribute(session.id, points, { status: 'revealed', late: true }),
  );
  await needs.acted(w, me.person, session.community);
  await redraw(w, session.id);
  return tell(sentence(t, 'review.writing.add-done'));
}

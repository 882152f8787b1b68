/** The form in which a question is passed on, the button that opens it, and what the person gets to whom it is passed. */
import type { Button, Card, Form } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, note, quote, sentence } from '../words/fragments.ts';
import { labelled } from '../words/handling.ts';
import type { Needs } from './needs.ts';
import type { Question } from './question.ts';
import { isId } from './readable.ts';
import { shownQuestion } from './shown.ts';
import { answerButton, attachments, titleOf } from './views.ts';

/** Characters of what is said with it. */
export const LINE = 200;
/** Of the question; the form behind Answer has the whole of it. */
const SHOWN = 300;

export const passForm = (t: Translate, question: Question): Form => ({
  form: 'questions.pass',
  context: question.id,
  title: t.plain('passing.title'),
  intro: t('passing.intro', { question: titleOf(t, question.text, SHOWN) }),
  fields: [
    { field: 'people', name: 'person', label: t.plain('passing.person'), max: 1 },
    {
      field: 'line',
      name: 'line',
      label: t.plain('passing.line'),
      hint: t.plain('passing.line-hint'),
      max: LINE,
      optional: true,
    },
  ],
  submit: t.plain('passing.submit'),
  cancel: t.plain('words.cancel'),
});

/** For the account to which it was passed, as it stands; where it is over before it was seen, nothing. */
export const passedView =
  (needs: Pick<Needs, 'readerAt' | 'communityName' | 'labelIn'>): Drawer =>
  async ({ w, id, to, t, there }) => {
    if (!isId(id) || to.kind !== 'user') return null;
    const pass = await w.questions.passTo(id, { ...to, kind: 'user' });
    const kept = pass && (await w.questions.get(id));
    if (!pass || !kept || kept.community === null) return null;
    const over = overCard(t, pass, kept);
    if (over) return there ? over : null;
    const reader = await needs.readerAt(w, to);
    const [by, question] = [shownTo(t, pass.by, reader), shownQuestion(t, kept, reader)];
    const { name, organisation } = question.asker;
    const said = t('passing.card', {
      name: by.name,
      organisation: by.organisation,
      question: titleOf(t, question.text, SHOWN),
    });
    const label = await needs.labelIn(w, kept.community);
    const community = await needs.communityName(w, kept.community);
    return {
      summary: plain(said),
      blocks: [
        body(said),
        ...(pass.line === '' ? [] : [quote(pass.line)]),
        ...attachments(t, question),
        note(t('passing.from', { community, name, organisation })),
        ...(label ? [note(labelled(t, label))] : []),
        ...buttons(answerButton(t, id), notForMeButton(t, id)),
      ],
    };
  };

const notForMeButton = (t: Translate, question: string): Button => ({
  button: 'action',
  action: 'questions.not-for-me',
  value: question,
  label: t.plain('passing.not-for-me'),
});

/** Why nothing is asked of them any more; null where it is. Nothing of what they may not read is said. */
function overCard(
  t: Translate,
  { holds, declined, answered }: { holds: boolean; declined: boolean; answered: boolean },
  { state, text }: Question,
): Card | null {
  if (!holds) return sentence(t, 'passing.over');
  if (state === 'withdrawn') return sentence(t, 'passing.over-withdrawn');
  const question = titleOf(t, text, SHOWN);
  if (answered) return sentence(t, 'passing.thanks', { question });
  if (declined) return sentence(t, 'passing.declined');
  return state === 'resolved' ? sentence(t, 'passing.over-answered', { question }) : null;
}

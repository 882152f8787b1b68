/** The form in which people write apart, step by step. */
import type { Field, Form, FormRow } from '../../core/card.ts';
import { join, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { type Asking, askings } from './box.ts';
import { BOX, type Typed } from './points.ts';
import { aboveTheBox } from './reading.ts';
import type { Desk, Round } from './store.ts';

/** What a form carries: ids, and by which its draft is found. */
export interface Carried {
  readonly session: string;
  readonly round: number;
  readonly step: number;
  readonly token: string;
}

const contextOf = ({ session, round, step, token }: Carried): string => [session, round, step, token].join('/');

/** Null for what no form of ours carries. */
export function readContext(context: string): Carried | null {
  const [, session, round, step, token] = /^([0-9a-f-]{36})\/(\d{1,6})\/(\d)\/([0-9a-f-]{36})$/i.exec(context) ?? [];
  if (session === undefined || token === undefined) return null;
  return { session, round: Number(round), step: Number(step), token };
}

export const lastStep = (questions: readonly Asking[]): number => Math.max(1, ...questions.map(({ step }) => step));

/**
 * @param how.typed what stands in its boxes
 * @param how.isHandedIn they have handed something in that they can take back
 * @param how.isLost what they handed in cannot be found any more
 */
export function stepForm(
  t: Translate,
  desk: Desk,
  round: Round,
  carried: Carried,
  how: { readonly typed: Typed; readonly isHandedIn: boolean; readonly isLost: boolean },
): Form {
  const questions = askings(t, desk.session, round);
  const here = questions.filter(({ step }) => step === carried.step);
  const isFirst = carried.step === 1;
  const rows: readonly FormRow[] =
    isFirst && how.isHandedIn
      ? [
          {
            block: 'row',
            text: t('review.writing.handed-in'),
            button: {
              button: 'action',
              action: 'sessions.write-back',
              value: desk.session.id,
              label: t.plain('review.writing.take-back'),
              opens: true,
            },
          },
        ]
      : [];
  const above: Text = isFirst ? aboveTheBox(t, desk, round) : t('review.writing.draft');
  return {
    form: 'sessions.write',
    context: contextOf(carried),
    title: t.plain('review.writing.form-title'),
    intro: how.isLost ? join(t('review.writing.lost'), '\n\n', above) : above,
    ...(rows.length > 0 && { rows }),
    fields: here.map((question) => fieldOf(question, how.typed[question.key] ?? '')),
    submit: t.plain(carried.step === lastStep(questions) ? 'review.writing.hand-in' : 'review.writing.next'),
    cancel: t.plain('words.cancel'),
  };
}

export function fieldOf({ key, kind, label, hint, options = [] }: Asking, value: string): Field {
  const common = { name: key, label, optional: true, ...(hint !== undefined && { hint }) };
  return kind === 'choice'
    ? { ...common, field: 'choice', options, ...(value !== '' && { value }) }
    : { ...common, field: 'paragraph', max: BOX, ...(value !== '' && { value }) };
}

/** A recommendation as it is shown: to whom it goes, what becomes of it, what the sponsor said, and what the reader may do with it. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import { bold, plain, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note } from '../../words/fragments.ts';
import { dayAt, shownDay } from '../days.ts';
import { isAnswered, type Recommendation, type RecommendationWords } from './recommendation.ts';
import { isChecked, isLeading, isOut, isSponsor, isWritten, type Sight } from './rights.ts';

/** One, and its session as somebody sees it. */
export interface HeldRecommendation {
  readonly one: Recommendation;
  readonly sight: Sight;
}

/** What became of it, in words. */
export function recommendationState(t: Translate, one: Recommendation): string {
  const { actions, referral, noAction } = one;
  if (!isAnswered(one)) return t.plain('review.outcome.recommendation-open');
  const said = [
    ...(actions > 0 ? [t.plain('review.outcome.recommendation-actions', { count: actions })] : []),
    ...(referral ? [t.plain('review.outcome.recommendation-referred')] : []),
    ...(noAction ? [t.plain('review.outcome.recommendation-no-action', { why: noAction })] : []),
  ];
  return said.join(' · ');
}

const ANSWERS: Readonly<Record<NonNullable<Recommendation['answer']>, Key>> = {
  accept: 'review.outcome.answer-accept-state',
  part: 'review.outcome.answer-part-state',
  reject: 'review.outcome.answer-reject-state',
  none: 'review.outcome.answer-none-state',
};

/** What the sponsor said of it, by whom it was written down, and when. */
export function answerBlocks(
  t: Translate,
  { answer, answerWhy, answeredBy, answeredAt, recorded }: Recommendation,
  { zone, reader }: { zone: string; reader: string | null },
): readonly Block[] {
  if (answer === null) return [];
  const day = answeredAt === null ? '' : shownDay(dayAt(answeredAt, zone), zone);
  const name = answeredBy ? shownTo(t, answeredBy, reader).name : '';
  return [
    note(t(ANSWERS[answer], { day })),
    ...(answerWhy ? [note(t('review.outcome.because', { why: answerWhy }))] : []),
    ...(answer === 'none' || name === ''
      ? []
      : [note(t(recorded ? 'review.outcome.answer-recorded' : 'review.outcome.answer-by', { name }))]),
  ];
}

export const addressed = (t: Translate, { addressedTo }: RecommendationWords): string =>
  addressedTo === '' ? t.plain('review.outcome.the-sponsor') : addressedTo;

export function recommendationCard(
  { t, me }: Pick<Turn, 't'> & { me: { organisation: string } },
  one: Recommendation,
  sight: Sight,
  intro?: Text,
): Card {
  return {
    summary: plain(intro ?? one.text),
    blocks: [
      ...(intro ? [body(intro)] : []),
      body(bold(one.text)),
      {
        block: 'facts',
        facts: [
          { label: t.plain('review.outcome.recommendation-to-label'), value: addressed(t, one) },
          { label: t.plain('review.outcome.recommendation-becomes'), value: recommendationState(t, one) },
          { label: t.plain('review.outcome.lesson-by'), value: shownTo(t, one.proposedBy, me.organisation).name },
        ],
      },
      ...answerBlocks(t, one, { zone: sight.session.zone, reader: me.organisation }),
      ...buttons(...recommendationButtons(t, one, sight)),
    ],
  };
}

function recommendationButtons(t: Translate, one: Recommendation, sight: Sight): readonly Button[] {
  const value = `${one.id}/${one.version}`;
  const press = (name: string, label: Key, opens = true): Button => ({
    button: 'action',
    action: `sessions.recommendation-${name}`,
    value,
    label: t.plain(label),
    ...(opens && { opens: true }),
  });
  const { session } = sight;
  const isWriting = isWritten(session);
  const all: Button[] = [];
  // Whoever proposes anything proposes what is to be done about it.
  const mayAct = isWriting
    ? sight.viewer.roles.includes('participant') || isLeading(sight)
    : isLeading(sight) && (isChecked(session) || isOut(session)) && (one.answer === 'accept' || one.answer === 'part');
  if (mayAct)
    all.push({
      button: 'action',
      action: 'sessions.action-add',
      value: `${session.id}/${one.id}`,
      label: t.plain('review.outcome.add-action'),
      opens: true,
    });
  if (isWriting && isLeading(sight)) {
    if (!one.referral) all.push(press('refer', 'review.outcome.refer', false));
    if (!one.noAction) all.push(press('leave', 'review.outcome.leave'));
  }
  if (writes({ one, sight })) {
    all.push(press('edit', 'review.outcome.edit'));
    if (one.actions === 0) all.push(press('remove', 'review.outcome.take-back', false));
  }
  if (mayAnswer(sight)) all.push(press('answer', isSponsor(sight) ? 'review.outcome.answer' : 'review.outcome.record'));
  return all;
}

/** The sponsor, once they are asked; and whoever leads, as the sponsor said it. */
export const mayAnswer = (sight: Sight): boolean =>
  (isSponsor(sight) || isLeading(sight)) && (isChecked(sight.session) || isOut(sight.session));

/** While it is agreed on, whoever leads, and whoever proposed it. */
export const writes = ({ one, sight }: HeldRecommendation): boolean =>
  isWritten(sight.session) && (isLeading(sight) || one.proposedBy.person === sight.viewer.person);

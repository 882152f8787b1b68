/** What a step of grouping was, in words; and the button that undoes it. */
import type { Button } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import { shownTo } from '../../words/author.ts';
import type { Shape } from './grouping.ts';
import type { KeptStep } from './store.ts';
import { inShort, press } from './words.ts';

const SHORT = 40;

/** Such as: 3 points into "Ballot boxes". */
export function stepWords({ t }: Pick<Turn, 't'>, { what, step }: Pick<KeptStep, 'what' | 'step'>): string {
  const points = step.points.length;
  const [first] = step.topics;
  const named = (shape: Shape | null | undefined): string => inShort(shape?.title ?? '', SHORT);
  switch (what) {
    case 'accept':
      return t.plain('review.sense.step-accept', { topic: named(first?.is) });
    case 'accept-all':
      return t.plain('review.sense.step-accept-all', { topics: step.topics.length });
    case 'dismiss':
      return t.plain('review.sense.step-dismiss', { topic: named(first?.is) });
    case 'rename':
      return t.plain('review.sense.step-rename', { was: named(first?.was), topic: named(first?.is) });
    case 'new':
      return t.plain('review.sense.step-new', { topic: named(first?.is), points });
    case 'merge': {
      const gone = step.topics.find(({ is }) => is.state === 'merged');
      return t.plain('review.sense.step-merge', { topic: named(gone?.is) });
    }
    case 'alone':
      return t.plain('review.sense.step-alone', { points });
    case 'out':
      return t.plain('review.sense.step-out', { points });
    default:
      return t.plain('review.sense.step-put', { points });
  }
}

/** Undoes what was done last, by whomever, and says what that was: "Undo: ...". */
export const undoButton = ({ t, me }: Pick<Turn, 't' | 'me'>, kept: KeptStep): Button =>
  press({
    action: 'sessions.topic-undo',
    value: kept.id,
    label: t.plain('review.sense.undo', {
      step: stepWords({ t }, kept),
      name: shownTo(t, kept.by, me.organisation).name,
    }),
  });

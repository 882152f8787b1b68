/** What people are asked in an after-action review and in a hot debrief, in the order in which they think of it. */
import type { Question, Questions } from '../method.ts';

const points = (key: 'expected' | 'happened' | 'worked' | 'harder' | 'next' | 'urgent', step: number): Question => ({
  key,
  asks: `review.writing.ask-${key}`,
  about: `review.writing.about-${key}`,
  how: `review.writing.hint-${key}`,
  step,
  kind: 'points',
});

export const REVIEW_QUESTIONS: Questions = {
  minutes: 8,
  asked: [
    points('expected', 1),
    {
      key: 'clear',
      asks: 'review.writing.ask-clear',
      about: 'review.writing.ask-clear',
      step: 1,
      kind: 'choice',
      options: [
        { value: 'yes', says: 'review.writing.clear-yes' },
        { value: 'partly', says: 'review.writing.clear-partly' },
        { value: 'no', says: 'review.writing.clear-no' },
      ],
    },
    points('happened', 1),
    // What went well comes first: only failures would be talked about otherwise.
    points('worked', 2),
    points('harder', 2),
    points('next', 3),
    { ...points('urgent', 3), urgent: true },
  ],
};

export const DEBRIEF_QUESTIONS: Questions = {
  minutes: 4,
  asked: [points('worked', 1), points('harder', 1), points('next', 1)],
};

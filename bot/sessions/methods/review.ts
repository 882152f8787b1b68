/** After-action reviews as data: written and then talked about, in writing alone, live, and the hot debrief. After US Army TC 25-20 and its successors. */
import type { Method, Phase } from '../method.ts';
import { DEBRIEF_QUESTIONS, REVIEW_QUESTIONS } from './review-questions.ts';

const NO_EXTENSIONS = { most: 0, days: 0 } as const;
const TWICE = { most: 2, days: 5 } as const;

/** In writing, in parallel, and seen by nobody until its end. */
const collecting: Phase = {
  key: 'collecting',
  input: 'private-form',
  visibility: 'hidden',
  attribution: 'session',
  window: { days: 3 },
  begins: [],
  endsByTime: true,
  exit: ['enough-contributors'],
  extensions: TWICE,
  grace: 5,
};

const makingSense: Phase = {
  key: 'making_sense',
  input: 'thread',
  visibility: 'visible',
  attribution: 'session',
  window: { days: 2 },
  begins: [],
  // What is not grouped or talked about yet is no matter of time.
  endsByTime: false,
  exit: ['all-placed', 'all-discussed'],
  extensions: TWICE,
  grace: null,
  asksAgain: 'collecting',
};

const agreeing: Phase = {
  key: 'agreeing',
  input: 'thread',
  visibility: 'visible',
  attribution: 'named',
  window: { days: 2 },
  begins: [],
  endsByTime: false,
  exit: ['lessons-or-reason', 'recommendations-answered', 'actions-clear'],
  extensions: TWICE,
  grace: null,
};

const checking: Phase = {
  key: 'checking',
  input: 'private-form',
  visibility: 'visible',
  attribution: 'named',
  window: { days: 3 },
  begins: ['send-draft', 'ask-sponsor'],
  endsByTime: true,
  exit: ['objections-settled', 'no-names', 'sponsor-answered'],
  extensions: TWICE,
  grace: null,
  fallsBack: 'agreeing',
};

const live = (phase: Phase, minutes: number): Phase => ({
  ...phase,
  input: phase.input === 'thread' ? 'live' : phase.input,
  window: { minutes },
  extensions: NO_EXTENSIONS,
});

const common = {
  publishes: true,
  reopensAt: 'making_sense',
  selfLed: true,
  contributors: 2,
  questions: REVIEW_QUESTIONS,
} as const;

/** The usual one: people write, then they talk. */
export const review: Method = {
  ...common,
  key: 'aar',
  people: { min: 2, max: 40 },
  phases: [collecting, { ...makingSense, input: 'live' }, agreeing, checking],
};

/** For people who are never together; as many as there are. */
export const writtenReview: Method = {
  ...common,
  key: 'aar_written',
  people: { min: 2, max: Number.POSITIVE_INFINITY },
  phases: [collecting, makingSense, agreeing, checking],
};

/** For people who are together: 5 minutes to set up, 10 for what happened, 10 for why, 15 for better, 5 for actions. */
export const liveReview: Method = {
  ...common,
  key: 'aar_live',
  people: { min: 2, max: 40 },
  phases: [
    // In writing all the same: whoever speaks first is not whom the others follow.
    { ...live(collecting, 15), grace: 1 },
    live(makingSense, 25),
    { ...live(agreeing, 5), attribution: 'named' },
    checking,
  ],
};

/** Three questions within two days, one summary: no agreeing, and nobody to answer it. */
export const hotDebrief: Method = {
  ...common,
  key: 'hot_debrief',
  questions: DEBRIEF_QUESTIONS,
  people: { min: 2, max: 15 },
  reopensAt: 'checking',
  phases: [
    { ...collecting, window: { days: 1 } },
    {
      ...checking,
      window: { days: 1 },
      begins: ['send-draft'],
      exit: ['objections-settled', 'no-names'],
      fallsBack: 'checking',
    },
  ],
};

export const REVIEWS: readonly Method[] = [review, writtenReview, liveReview, hotDebrief];

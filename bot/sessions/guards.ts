/** What must hold before a session goes on, each by its name: methods name them, and people are told what is missing. */
import { FEWEST_UNNAMED } from './method.ts';
import type { Session, Standing } from './session.ts';

type Guard = (session: Session, standing: Standing) => boolean;

const GUARDS = {
  'fields-given': (_, { missingFields }) => missingFields.length === 0,
  'dates-in-order': (_, { datesInOrder }) => datesInOrder,
  'enough-invited': ({ method, attribution, k }, { invited }) =>
    invited >= method.people.min &&
    invited <= method.people.max &&
    (attribution === 'named' || invited >= Math.max(k, FEWEST_UNNAMED)),
  'somebody-reachable': (_, { reachable }) => reachable > 0,
  'enough-contributors': ({ method, attribution, k }, { contributors }) =>
    contributors >= method.contributors && (attribution === 'named' || contributors >= Math.max(k, FEWEST_UNNAMED)),
  'all-placed': (_, { unplaced }) => unplaced === 0,
  'all-discussed': (_, { undiscussed }) => undiscussed === 0,
  'lessons-or-reason': (_, { lessons, noLessonReason }) => lessons > 0 || noLessonReason,
  'recommendations-answered': (_, { unanswered }) => unanswered === 0,
  'actions-clear': (_, { vague }) => vague === 0,
  'objections-settled': (_, { openObjections }) => openObjections === 0,
  'no-names': (_, { namesFound }) => namesFound === 0,
  'sponsor-answered': (_, { sponsorOwes }) => sponsorOwes === 0,
} as const satisfies Readonly<Record<string, Guard>>;

export type GuardName = keyof typeof GUARDS;

/** Those that do not hold. */
export const failing = (names: readonly GuardName[], session: Session, standing: Standing): readonly GuardName[] =>
  names.filter((name) => !GUARDS[name](session, standing));

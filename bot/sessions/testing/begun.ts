/** A session as it begins, and all that is so of one that goes well. */
import type { Method } from '../method.ts';
import { review } from '../methods/review.ts';
import type { Session, Standing } from '../session.ts';

/** All is as it should be, with ten invited and eight who wrote. */
export const GOOD: Standing = {
  missingFields: [],
  datesInOrder: true,
  invited: 10,
  reachable: 10,
  contributors: 8,
  unfinished: 0,
  unplaced: 0,
  undiscussed: 0,
  lessons: 3,
  noLessonReason: false,
  unanswered: 0,
  vague: 0,
  openObjections: 0,
  namesFound: 0,
  sponsorOwes: 0,
  openActions: 0,
};

export const begun = (method: Method = review, changed: Partial<Session> = {}): Session => ({
  method,
  state: 'draft',
  version: 1,
  edition: 0,
  attribution: 'unattributed',
  k: 4,
  isSelfLed: false,
  was: null,
  extended: 0,
  inGrace: false,
  askedAgain: [],
  screens: false,
  isScreening: false,
  hasKey: false,
  nextBy: null,
  ...changed,
});

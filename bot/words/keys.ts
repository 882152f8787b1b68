/** Tells the core which sentences there are: a key that is not in the catalogue does not compile. */

import type { enGB } from './en-GB.ts';
import type { calendarSentences } from './en-GB-calendars.ts';
import type { communitySentences } from './en-GB-communities.ts';
import type { digestSentences } from './en-GB-digest.ts';
import type { draftingSentences } from './en-GB-drafting.ts';
import type { findingSentences } from './en-GB-finding.ts';
import type { keepingSentences } from './en-GB-keeping.ts';
import type { leadingSentences } from './en-GB-leading.ts';
import type { librarySentences } from './en-GB-library.ts';
import type { lifecycleSentences } from './en-GB-lifecycle.ts';
import type { memberSentences } from './en-GB-members.ts';
import type { operationSentences } from './en-GB-operations.ts';
import type { pageSentences } from './en-GB-pages.ts';
import type { passingSentences } from './en-GB-passing.ts';
import type { peopleSentences } from './en-GB-people.ts';
import type { questionSentences } from './en-GB-questions.ts';
import type { reviewSentences } from './en-GB-review.ts';
import type { reviewActionSentences } from './en-GB-review-actions.ts';
import type { reviewOutcomeSentences } from './en-GB-review-outcome.ts';
import type { reviewReportSentences } from './en-GB-review-report.ts';
import type { reviewSenseSentences } from './en-GB-review-sense.ts';
import type { reviewWritingSentences } from './en-GB-review-writing.ts';
import type { standingSentences } from './en-GB-standing.ts';

type All = typeof enGB &
  typeof calendarSentences &
  typeof communitySentences &
  typeof digestSentences &
  typeof draftingSentences &
  typeof findingSentences &
  typeof keepingSentences &
  typeof leadingSentences &
  typeof librarySentences &
  typeof lifecycleSentences &
  typeof memberSentences &
  typeof questionSentences &
  typeof operationSentences &
  typeof pageSentences &
  typeof passingSentences &
  typeof peopleSentences &
  typeof reviewSentences &
  typeof reviewWritingSentences &
  typeof reviewSenseSentences &
  typeof reviewActionSentences &
  typeof reviewOutcomeSentences &
  typeof reviewReportSentences &
  typeof standingSentences;

declare module '../core/translate.ts' {
  interface Catalogue extends All {}
}

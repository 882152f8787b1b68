/** Every job's work and every schedule, as a worker process runs them. */

import type { InStep, Openness } from '../bot/communities/index.ts';
import type { CatchUp } from '../bot/core/catch-up.ts';
import type { ResumingBot } from '../bot/core/create-bot.ts';
import type { Follower } from '../bot/core/follow.ts';
import type { GapStore } from '../bot/core/gap.ts';
import type { Clock } from '../bot/core/ports.ts';
import type { Sender } from '../bot/core/sender.ts';
import type { FactStore, Inbox, Outbox } from '../bot/core/stores.ts';
import type { Digests } from '../bot/digests/index.ts';
import type { Drafts } from '../bot/drafting/index.ts';
import type { Lifecycles } from '../bot/lifecycle/index.ts';
import type { Alarms } from '../bot/operations/index.ts';
import type { Rosters } from '../bot/people/index.ts';
import type { SessionTimers, Summaries } from '../bot/sessions/index.ts';
import { alarmsWork } from './alarms.ts';
import { type Backlog, backlogWork } from './backlog.ts';
import { catchUpWork } from './catch-up.ts';
import {
  alarmsJob,
  backlogJob,
  digestsJob,
  everythingJob,
  forgetJob,
  indexJob,
  keepingJob,
  lifecycleJob,
  opennessJob,
  presenceJob,
  redrawJob,
  requestsJob,
  reviewsJob,
  rostersJob,
  sessionsJob,
} from './definitions.ts';
import { digestsWork } from './digests.ts';
import { draftWork } from './draft.ts';
import { type Everything, everythingWork } from './everything.ts';
import { followWork } from './follow.ts';
import { forgetWork } from './forget.ts';
import { type Indexing, indexWork } from './index-questions.ts';
import { keepingWork } from './keeping.ts';
import { lifecycleWork } from './lifecycle.ts';
import { opennessWork } from './openness.ts';
import { type Presence, presenceWork } from './presence.ts';
import type { Queue } from './queue.ts';
import { type Redraw, redrawWork } from './redraw.ts';
import { type Requests, requestsWork } from './requests.ts';
import { resumeWork } from './resume.ts';
import { type Reviews, reviewsWork } from './reviews.ts';
import { rostersWork } from './rosters.ts';
import { type Schedule, schedules, tidyWork } from './schedules.ts';
import { sendWork } from './send.ts';
import { sessionsWork } from './sessions.ts';
import { summaryWork } from './summary.ts';
import { sweepWork } from './sweep.ts';
import type { Work } from './worker.ts';

export interface WorkNeeds {
  readonly bot: Pick<ResumingBot, 'resume'>;
  readonly sender: Sender;
  readonly follower: Follower;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly facts: FactStore;
  readonly gaps: GapStore;
  readonly catchUp: CatchUp;
  readonly backlog: Backlog;
  readonly openness: Openness;
  readonly inStep: InStep;
  readonly presence: Presence;
  readonly everything: Everything;
  readonly redraw: Redraw;
  readonly indexing: Indexing;
  readonly requests: Requests;
  readonly reviews: Reviews;
  readonly digests: Digests;
  readonly lifecycles: Lifecycles;
  readonly sessionTimers: SessionTimers;
  readonly summaries: Summaries | null;
  readonly drafts: Drafts;
  readonly forgetBudgets: (limit: number) => Promise<number>;
  readonly forgetPages: (limit: number) => Promise<number>;
  readonly forgetClaims: (limit: number) => Promise<number>;
  readonly alarms: Alarms;
  readonly rosters: Rosters;
  readonly queue: Queue;
  readonly clock: Clock;
}

export const allWorks = (needs: WorkNeeds): readonly Work[] => {
  const withJobs = { ...needs, jobs: needs.queue };
  return [
    sendWork(withJobs),
    resumeWork(withJobs),
    followWork(withJobs),
    catchUpWork(withJobs),
    sweepWork(withJobs),
    forgetWork(withJobs),
    backlogWork(withJobs),
    everythingWork(withJobs),
    redrawWork(withJobs),
    indexWork(withJobs),
    requestsWork(withJobs),
    reviewsWork(withJobs),
    opennessWork(withJobs),
    keepingWork(withJobs),
    presenceWork(withJobs),
    digestsWork(withJobs),
    lifecycleWork(withJobs),
    sessionsWork(withJobs),
    summaryWork(withJobs),
    draftWork(withJobs),
    alarmsWork(withJobs),
    rostersWork(withJobs),
    tidyWork(needs.queue),
  ];
};

export const allSchedules: readonly Schedule[] = [
  ...schedules,
  { definition: backlogJob, everyMs: 60 * 1_000 },
  { definition: everythingJob, everyMs: 60 * 1_000 },
  { definition: redrawJob, everyMs: 20 * 1_000 },
  { definition: indexJob, everyMs: 5 * 1_000 },
  { definition: requestsJob, everyMs: 10 * 60 * 1_000 },
  { definition: reviewsJob, everyMs: 20 * 60 * 1_000 },
  { definition: keepingJob, everyMs: 60 * 1_000 },
  { definition: opennessJob, everyMs: 20 * 60 * 1_000 },
  { definition: presenceJob, everyMs: 20 * 60 * 1_000 },
  { definition: digestsJob, everyMs: 20 * 1_000 },
  { definition: lifecycleJob, everyMs: 60 * 1_000 },
  { definition: sessionsJob, everyMs: 60 * 1_000 },
  { definition: alarmsJob, everyMs: 60 * 1_000 },
  { definition: rostersJob, everyMs: 20 * 60 * 1_000 },
  { definition: forgetJob, everyMs: 60 * 60 * 1_000 },
];

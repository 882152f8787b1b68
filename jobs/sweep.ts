/** The job that makes the queue a mere hint: it finds what the database says is owed and due, and hints at it again. */
import type { GapStore } from '../bot/core/gap.ts';
import type { Clock, Jobs } from '../bot/core/ports.ts';
import type { FactStore, Inbox, Outbox } from '../bot/core/stores.ts';
import type { Drafts } from '../bot/drafting/index.ts';
import type { Summaries } from '../bot/sessions/index.ts';
import { catchUpJob, draftJob, followJob, resumeJob, sendJob, summaryJob } from './definitions.ts';
import { sweep } from './schedules.ts';
import { type Work, work } from './worker.ts';

/** Of each kind at once; what is beyond it is found by the next sweep, a few seconds later. */
const BATCH = 200;
/** Nobody waits for these, and a model is asked one thing at a time. */
const SUMMARIES = 2;
/** Somebody waits for each of these: such as were hinted at in vain. */
const DRAFTS = 20;

export const sweepWork = (needs: {
  outbox: Pick<Outbox, 'due'>;
  inbox: Pick<Inbox, 'due'>;
  facts: Pick<FactStore, 'due'>;
  gaps: Pick<GapStore, 'due'>;
  /** Null where nothing can word one: then nothing is asked, and nothing queued. */
  summaries: Pick<Summaries, 'due'> | null;
  drafts: Pick<Drafts, 'due'>;
  jobs: Jobs;
  clock: Clock;
}): Work =>
  work(sweep, async () => {
    const { outbox, inbox, facts, gaps, summaries, drafts, jobs, clock } = needs;
    const now = clock.now();
    const [lanes, deliveries, debts, missed, unworded, undrafted] = await Promise.all([
      outbox.due(now, BATCH),
      inbox.due(now, BATCH),
      facts.due(now, 1),
      gaps.due(now, BATCH),
      summaries?.due(SUMMARIES) ?? [],
      drafts.due(DRAFTS),
    ]);
    // A hint waits at most a second for a queue that is away: all of them together, then.
    await Promise.all([
      ...lanes.map((lane) => jobs.hint(sendJob, { lane })),
      ...deliveries.map((delivery) => jobs.hint(resumeJob, { delivery })),
      ...(debts.length > 0 ? [jobs.hint(followJob, {})] : []),
      ...missed.map((gap) => jobs.hint(catchUpJob, { gap })),
      ...unworded.map((session) => jobs.hint(summaryJob, { session })),
      ...undrafted.map((draft) => jobs.hint(draftJob, { draft })),
    ]);
  });

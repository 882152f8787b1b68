/** What sessions ask of the database, by what it is about. */
import type { OutcomeStore } from './outcome/store.ts';
import type { ReportStore } from './report/store.ts';
import type { VoteBox } from './sense/ballot-box.ts';
import type { SenseStore } from './sense/store.ts';
import type { SetupStore } from './setup-store.ts';
import type { PrivateWritingStore, WritingStore } from './writing/store.ts';

export interface SessionStores {
  readonly setup: SetupStore;
  /** What people put in, before and when it is shown. */
  readonly writing: WritingStore;
  /** Facts, topics, votes and what is said of them. */
  readonly sense: SenseStore;
  /** Lessons, recommendations, actions and objections. */
  readonly outcome: OutcomeStore;
  readonly report: ReportStore;
}

/** What private deliveries ask of it. */
export interface PrivateSessionStores {
  readonly writing: PrivateWritingStore;
  readonly votes: VoteBox;
}

declare module '../core/work.ts' {
  interface Stores {
    sessions: SessionStores;
  }
}

declare module '../core/private.ts' {
  interface PrivateStores {
    sessions: PrivateSessionStores;
  }
}

/** A session as the engine sees it, what can happen to it, and what follows from that. */
import type { Method } from './method.ts';

/** States that every method has; the others are its phases. */
export const STATES = ['draft', 'scheduled', 'lapsed', 'paused', 'cancelled', 'published', 'closed'] as const;

export interface Session {
  readonly method: Method;
  /** One of STATES, or the key of a phase. */
  readonly state: string;
  /** Counts its moves: whoever saw an earlier one is told that it has moved on. */
  readonly version: number;
  /** What is said of it in public: none before it is published, then 1, 2, ... */
  readonly edition: number;
  readonly attribution: 'named' | 'unattributed';
  /** How many must have put something in before words without names are shown. */
  readonly k: number;
  readonly isSelfLed: boolean;
  /** Where it was when it was paused or lapsed; null while it is neither. */
  readonly was: string | null;
  /** How often the present phase was made longer. */
  readonly extended: number;
  /** Its time was up once with too few, and it waits for more. */
  readonly inGrace: boolean;
  /** Phases that were opened once more. */
  readonly askedAgain: readonly string[];
  /** What was written is looked through before all see it, where somebody leads. */
  readonly screens: boolean;
  /** It is being looked through now. */
  readonly isScreening: boolean;
  /** There is a key by which authors can change what they wrote, so who wrote it is not beyond finding out yet. */
  readonly hasKey: boolean;
  /** Somebody who takes part pressed Next in a session that nobody leads, and waits for a second. */
  readonly nextBy: string | null;
}

/** What is so of a session now, counted by whoever calls: the engine looks nothing up. */
export interface Standing {
  readonly missingFields: readonly string[];
  readonly datesInOrder: boolean;
  readonly invited: number;
  readonly reachable: number;
  readonly contributors: number;
  /** Invited and not done. */
  readonly unfinished: number;
  /** Contributions that are in no topic, not alone on purpose, not held and not withdrawn. */
  readonly unplaced: number;
  /** Topics to be discussed first that have no outcome and no reason for having none. */
  readonly undiscussed: number;
  readonly lessons: number;
  readonly noLessonReason: boolean;
  /** Recommendations without an action, a referral or a reason. */
  readonly unanswered: number;
  /** Actions that lack an owner, a date or a measure and are no referrals. */
  readonly vague: number;
  readonly openObjections: number;
  readonly namesFound: number;
  /** Recommendations that the sponsor has neither answered nor let pass. */
  readonly sponsorOwes: number;
  /** Actions and effect checks that have not ended. */
  readonly openActions: number;
}

export type Role =
  | 'creator'
  | 'sponsor'
  | 'facilitator'
  | 'deputy'
  | 'participant'
  | 'observer'
  | 'community-facilitator'
  | 'admin';

export type Actor = { readonly person: string; readonly roles: readonly Role[] } | 'time';

export type Event =
  | { readonly event: 'schedule' }
  | { readonly event: 'edit' }
  | { readonly event: 'open' }
  | { readonly event: 'extend'; readonly days: number }
  /** To the next state. `sure`: they were told how many are not finished. */
  | { readonly event: 'next'; readonly sure?: true }
  /** What was written has been looked through, and is shown. */
  | { readonly event: 'reveal' }
  /** A timer of the session as it was at this version. */
  | { readonly event: 'due' }
  | { readonly event: 'ask-again'; readonly question: string }
  | { readonly event: 'accept-objection' }
  | { readonly event: 'amend'; readonly reason: string }
  | { readonly event: 'close'; readonly reason: string }
  | { readonly event: 'reopen'; readonly reason: string }
  | { readonly event: 'pause'; readonly reason: string; readonly holds: boolean }
  | { readonly event: 'resume' }
  | { readonly event: 'cancel'; readonly reason: string }
  /** What becomes of one that lapsed. */
  | { readonly event: 'go-on'; readonly how: 'longer' | 'live' | 'stop' };

export type EventName = Event['event'];

export type Effect =
  | { readonly effect: 'give-reference' }
  | { readonly effect: 'invite' }
  | { readonly effect: 'tell'; readonly whom: 'all' | 'leading' | 'leading-and-sponsor'; readonly what: string }
  /** Timers of this version are set; those of earlier ones do nothing any more. */
  | { readonly effect: 'plan'; readonly shifted?: true; readonly grace?: true; readonly days?: number }
  | { readonly effect: 'make-key' }
  | { readonly effect: 'destroy-key' }
  | { readonly effect: 'send-forms' }
  /** Whoever leads looks through what was written, without names, and may hold some of it. */
  | { readonly effect: 'screen' }
  /** What is not held is shuffled and shown together. */
  | { readonly effect: 'reveal' }
  | { readonly effect: 'suggest-topics' }
  | { readonly effect: 'send-draft' }
  | { readonly effect: 'ask-sponsor' }
  | { readonly effect: 'publish' }
  | { readonly effect: 'mark-under-review' }
  | { readonly effect: 'ask-benefit' }
  | { readonly effect: 'hold' }
  /** Words without names of too few, which were never shown to anybody. */
  | { readonly effect: 'delete-unshown' }
  /** After thirty days, unless on hold; until then the text is as it was. */
  | { readonly effect: 'plan-deletion' }
  | { readonly effect: 'hand-actions-to-sponsor' }
  | { readonly effect: 'ask-second' };

export type Refused =
  | { readonly why: 'not-yours' | 'not-now' | 'moved-on' | 'needs-reason' | 'needs-second' | 'not-sure' }
  | { readonly why: 'guard'; readonly guards: readonly string[] }
  | { readonly why: 'too-often' | 'too-long' | 'asked-before' };

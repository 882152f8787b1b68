/** Actions as they are kept, with what happened to each. */
import type { Subject, UserRef } from '../../core/ref.ts';
import type { Author } from '../../words/author.ts';
import type { ActionEvent, ActionState } from '../actions.ts';

/** After the action hierarchy of patient safety: what changes the system holds, what reminds people does not. */
export const STRENGTHS = ['strong', 'medium', 'weak'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Whether it made a difference. early: it is too early to say. waived: nobody could say in the end. */
export const EFFECTS = ['yes', 'no', 'early'] as const;
export type Effect = (typeof EFFECTS)[number] | 'waived';

export interface ActionWords {
  readonly recommendation: string | null;
  readonly lessons: readonly string[];
  readonly text: string;
  readonly whenWill: string;
  readonly measure: string;
  readonly strength: Strength;
  readonly ticket: string | null;
}

export interface Action extends ActionWords {
  readonly id: string;
  readonly session: string;
  readonly community: string;
  readonly owner: Author | null;
  readonly dueOn: string | null;
  readonly state: ActionState;
  readonly version: number;
  /** Of the last decline, block or drop. */
  readonly why: string | null;
  readonly unblocks: string | null;
  readonly evidence: string | null;
  /** Nobody looked in time: it is confirmed by its owner's word. */
  readonly byWord: boolean;
  readonly effect: Effect | null;
  readonly effectWhy: string | null;
  readonly effectAskedAt: Date | null;
  readonly offeredAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly saidDoneAt: Date | null;
  readonly confirmedAt: Date | null;
  /** Nothing more is done or asked about it. */
  readonly endedAt: Date | null;
  readonly mergedInto: string | null;
  /** How many of its moments (follow-up.ts) are behind it in this state. */
  readonly step: number;
  readonly lookAt: Date | null;
  readonly proposedBy: Author;
  readonly createdAt: Date;
  readonly from: { readonly title: string; readonly reference: string | null };
}

/** What happens to one besides what its states know. */
export type ActionHappening =
  | ActionEvent
  /** Its words, its owner or its day were changed before it was accepted. */
  | 'edit'
  /** Its owner needs longer. */
  | 'longer'
  /** Somebody said whether it made a difference; or nobody could. */
  | 'effect'
  | 'waive'
  /** The sponsor closed its session with it not done, or keeps it though that was cancelled. */
  | 'left-open'
  | 'keep';

export interface ActionHappened {
  readonly cause: string;
  readonly action: string;
  readonly seq: number;
  readonly event: ActionHappening;
  /** Null: time. */
  readonly by: Author | null;
  readonly from: ActionState;
  readonly to: ActionState;
  readonly why: string | null;
  /** The day by which it was to be done before, where that changed. */
  readonly dueWas: string | null;
  readonly at: Date;
}

export type ActionChange = Partial<
  ActionWords &
    Pick<
      Action,
      | 'dueOn'
      | 'state'
      | 'why'
      | 'unblocks'
      | 'evidence'
      | 'byWord'
      | 'effect'
      | 'effectWhy'
      | 'effectAskedAt'
      | 'offeredAt'
      | 'acceptedAt'
      | 'saidDoneAt'
      | 'confirmedAt'
      | 'endedAt'
      | 'mergedInto'
    >
> & { readonly owner?: string | null };

export interface ActionStore {
  addAction(
    action: ActionWords & { session: string; community: string; owner: string; dueOn: string; by: string },
  ): Promise<string>;
  action(id: string): Promise<Action | null>;
  /** The same, and nobody else changes it until the transaction ends. */
  holdAction(id: string): Promise<Action | null>;
  /** Of a session, in the order in which they were proposed, whatever became of them. */
  actionsOf(session: string): Promise<readonly Action[]>;
  /** Its version is one more. */
  saveAction(id: string, changed: ActionChange): Promise<void>;
  /** How far its moments are behind it, and when the next comes. Its version stays. */
  planAction(id: string, step: number, lookAt: Date | null): Promise<void>;
  /** Adds what happened; false where the same cause was added before. */
  actionHappened(
    what: Omit<ActionHappened, 'seq' | 'by' | 'at' | 'dueWas'> & { by: string | null; dueWas?: string | null },
  ): Promise<boolean>;
  actionHistory(id: string): Promise<readonly ActionHappened[]>;
  actionEvent(cause: string): Promise<ActionHappened | null>;

  /**
   * Open actions that resemble some words or came of a session with one of the tags, the nearest first: of the same session,
   * and of published ones that everybody in the community may read.
   * @param like.nearest only such as may be the same
   */
  actionsLike(
    where: { readonly community: string; readonly session: string | null },
    like: { readonly words: string; readonly tags: readonly string[]; readonly nearest: boolean },
    limit: number,
  ): Promise<readonly Action[]>;
  /** Those that came from a lesson, in whatever session, but for what was dropped or made one with another. */
  actionsFrom(lesson: string): Promise<readonly Action[]>;
  /** One who can own an action of a session: they are in it or a member of its community, are here and can be told. */
  ownable(session: string, person: string): Promise<Author | null>;
  /** Those who can own one of any session in which somebody takes part, and whose name begins a word with `query`, by name. */
  ownables(account: UserRef, query: string, limit: number): Promise<readonly Author[]>;
  /** Somebody's that have not ended, what is due first. */
  actionsBy(account: UserRef, limit: number): Promise<readonly Action[]>;
  /** Those that somebody has in hand, or that wait for their word. */
  owned(person: string): Promise<readonly string[]>;
  /** Actions at which it is time to look. */
  dueActions(limit: number): Promise<readonly string[]>;
  /** What shows an action in private. */
  showingAction(id: string): Promise<readonly Subject[]>;
  /** Published sessions with nothing open, that have been as they are since before a moment. */
  endedSessions(before: Date, limit: number): Promise<readonly string[]>;
}

/** Who has it says what becomes of it. */
export const inHand = ({ state }: Pick<Action, 'state'>): boolean =>
  state === 'accepted' || state === 'doing' || state === 'blocked';

/** Nobody does it as things are: somebody must be named, or it is dropped. */
export const isVacant = ({ state }: Pick<Action, 'state'>): boolean => state === 'declined' || state === 'orphaned';

/** It counts among what a review brought: neither dropped nor made one with another. */
export const isLive = ({ state }: Pick<Action, 'state'>): boolean => state !== 'dropped' && state !== 'merged';

/** It was to be done by a day that is over, and is not. @param today there */
export const isLate = ({ dueOn, state }: Pick<Action, 'dueOn' | 'state'>, today: string): boolean =>
  dueOn !== null && dueOn < today && isLive({ state }) && state !== 'confirmed' && state !== 'said_done';

/** A community's stage and its clocks as the feature knows them, and what it asks of the database. */
import type { ConversationRef, Subject, UserRef } from '../core/ref.ts';
import type { Stage } from '../words/stage.ts';
import type { Measured } from './measures.ts';

/** What members are asked in private, one after the other. */
export type Asking = 'vote' | 'lead';

export interface Lifecycle {
  readonly community: string;
  readonly stage: Stage;
  /** When its stage began. */
  readonly since: Date;
  /** From when on time is counted: it began, was given more time, or is lively again. */
  readonly clock: Date;
  /** While it is quiet: what is contributed in a usual week. */
  readonly usual: number | null;
  /** Its lead was told, of the stage as it is. */
  readonly told: boolean;
  readonly asking: Asking | null;
  /** Since when nobody looks after it; null: somebody does, or it was not looked at since. */
  readonly aloneSince: Date | null;
  /** Who was asked since to lead it: 0 nobody, 1 one person, 2 its members. */
  readonly aloneStep: number;
}

/** What changes about it while its stage stays. */
export type Changed = Partial<Pick<Lifecycle, 'clock' | 'told' | 'asking' | 'aloneSince' | 'aloneStep'>>;

/** What members want to become of it: while it is dormant, or once it is archived. */
export const CHOICES = ['keep', 'archive'] as const;
export type Choice = (typeof CHOICES)[number];
export const choiceOf = (text: string): Choice | null => CHOICES.find((one) => one === text) ?? null;

export interface Votes {
  readonly keep: number;
  readonly archive: number;
  /** Those who want it back. */
  readonly revive: number;
  /** Who may vote. */
  readonly members: number;
}

export interface LifecycleStore {
  /** Communities at which it is time to look, the longest due first; one that was never looked at begins now. */
  due(limit: number): Promise<readonly string[]>;
  /** One that is due; null where another has it, or it is due no more. Until the transaction ends, nobody else changes it. */
  take(community: string): Promise<Lifecycle | null>;
  /** One, due or not, held in the same way; one that was never looked at begins now. */
  hold(community: string): Promise<Lifecycle | null>;
  get(community: string): Promise<Lifecycle | null>;
  /** When to look again; null: nothing happens to it by itself. */
  lookAt(community: string, at: Date | null): Promise<void>;
  /** It is looked at at once where somebody's doing may move it on. */
  stirred(community: string): Promise<void>;
  change(community: string, changed: Changed): Promise<void>;
  /**
   * Moves it to another stage, with new clocks and without its votes.
   * @returns whether it was in the one from which it is moved
   */
  move(
    community: string,
    from: Stage,
    to: Stage,
    how: { readonly clock: Date; readonly usual: number | null; readonly told: boolean },
  ): Promise<boolean>;
  measure(community: string): Promise<Measured | null>;
  /** Somebody's choice: the last one counts. `asked`: they were asked to lead it, and are not asked again with the others. */
  vote(community: string, person: string, choice: Choice | 'revive' | 'asked'): Promise<void>;
  /** Of those who are members now, each person once. */
  votes(community: string): Promise<Votes>;
  /** The next members to be asked, who hear something of it; they are asked with this transaction. None: all are. */
  nextAsked(community: string, limit: number): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  /** Of its members who are here, who contributed to it longest; with an account by which they read in it. */
  longestActive(community: string): Promise<{ readonly person: string; readonly ref: UserRef } | null>;
  /** People who see it among theirs. */
  members(community: string): Promise<readonly string[]>;
  /** Its resolved questions, the last first, whose marked answer everybody who can open a place may read: at most `limit`. */
  learned(community: string, place: ConversationRef, limit: number): Promise<readonly string[]>;
  /** What shows what an archived community learned: of one question, or of all that a person asked or answered. */
  showing(of: { readonly question: string } | { readonly person: string }): Promise<readonly Subject[]>;
  /** The community of a question; null for a draft. */
  communityOf(question: string): Promise<string | null>;
  /** The question that a message asked, or replied to. */
  questionOf(platform: string, key: string): Promise<string | null>;
}

declare module '../core/work.ts' {
  interface Stores {
    lifecycle: LifecycleStore;
  }
}

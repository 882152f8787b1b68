/** Whether a community is looked after, as it is kept: of all who do, one moment, and nobody's name. */
import type { UserRef } from '../core/ref.ts';

export interface Quiet {
  readonly community: string;
  /** When anybody who looks after it last did something in it. */
  readonly actedAt: Date;
  /** Who was told since: 0 nobody, 1 the lead, 2 the deputy, 3 the founder's admins. */
  readonly stage: number;
}

/** What could be done in a community now. */
export interface ToDo {
  /** People who wait to be let in. */
  readonly waiting: number;
  /** Questions without an answer for more than a day, of the last sixty days. */
  readonly unanswered: number;
  /** People who came in the last fourteen days. */
  readonly newcomers: number;
  /** Something was asked in the last fourteen days. */
  readonly isLively: boolean;
}

export interface PresenceStore {
  /** Somebody did something in a community: where they look after it, its quiet is over. */
  acted(person: string, community: string): Promise<void>;
  /** Communities at which it is time to look; one that was never looked at begins now. Until the transaction ends, nobody else looks at them. */
  quiet(limit: number): Promise<readonly Quiet[]>;
  /** Who was told by now, and when to look next. */
  toldOfQuiet(community: string, stage: number, dueAt: Date | null): Promise<void>;
  /** As it is; null where it was never looked at. */
  quietOf(community: string): Promise<Quiet | null>;
  toDo(community: string): Promise<ToDo>;
  /** The founder's admins who can be reached and may know of it; of a hidden one, those who are in it. */
  adminsKnowing(community: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
}

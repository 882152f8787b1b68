/** Whether a community is looked after, as it is kept: of all who do, one moment, and nobody's name. */
import type { UserRef } from '../core/ref.ts';

export interface Quiet {
  readonly community: string;
  /** When anybody who looks after it last did something in it. */
  readonly actedAt: Date;
  /** Who was told since: 0 nobody, 1 the lead, 2 the deputy, 3 the founder's admins. */
  readonly stage: number;
  /** When its lead was last told that its people say less than usual; null: never. */
  readonly notedAt: Date | null;
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
  /** Who was told by now, and when to look next. `leadTold`: its lead is among those who are told now. */
  toldOfQuiet(community: string, stage: number, dueAt: Date | null, leadTold?: boolean): Promise<void>;
  /**
   * Takes the one private note of a week that a lead may get of a community that is quiet, from their side or from its people's.
   * @returns false where this week's was taken
   */
  mayNote(community: string): Promise<boolean>;
  /** As it is; null where it was never looked at. */
  quietOf(community: string): Promise<Quiet | null>;
  toDo(community: string): Promise<ToDo>;
  /** The founder's admins who can be reached and may know of it; of a hidden one, those who are in it. */
  adminsKnowing(community: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
}

/** An alarm: what threatens the deployment, how far it has come, and what is remembered of having told it. */
import type { ConversationRef } from '../core/ref.ts';

/** What there can be, each with its section of RUNBOOK.md. */
export const SECTIONS = {
  secret: 7,
  'secret-today': 7,
  'secret-ended': 7,
  ended: 6,
  refused: 6,
  deaf: 1,
  'cut-off': 1,
  lane: 8,
  queue: 4,
  dead: 9,
  stored: 9,
  disk: 3,
} as const;
export type Kind = keyof typeof SECTIONS;

export interface Alarm {
  /** What it is, and of what: told once, however often it is seen. */
  readonly cause: string;
  readonly kind: Kind;
  /** A further stage is told again. */
  readonly stage: number;
  /** What its sentences name. `platform` stands for the platform's name. */
  readonly args: Readonly<Record<string, string | number>>;
}

/** One that was told and is over. */
export type Over = Pick<Alarm, 'cause' | 'kind' | 'args'>;

export interface AlarmStore {
  /** Where alarms go, and since when; null: to the log alone. */
  channel(): Promise<{ readonly to: ConversationRef; readonly since: Date } | null>;
  /**
   * Whether it is to be told now: it is new, further than when it was told, was told before `channelSince`, or came back
   * after it was last told no later than `quietSince`. One caller alone hears yes.
   */
  raise(alarm: Alarm, how: { readonly quietSince: Date; readonly channelSince: Date | null }): Promise<boolean>;
  /** Those that were told and are none of these causes any more. One caller alone hears of each. */
  clear(causes: readonly string[]): Promise<readonly Over[]>;
}

declare module '../core/work.ts' {
  interface Stores {
    operations: AlarmStore;
  }
}

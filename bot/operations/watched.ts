/** What is watched for the operator, as it stands at one moment. No person, no community and nobody's words are in it. */

export interface Watched {
  /** Secrets of which it is known when they end. */
  readonly secrets: readonly (Registered & { readonly endsAt: Date })[];
  /** Connections whose app was removed, or whose token was withdrawn. */
  readonly ended: readonly Registered[];
  /**
   * Until when each platform could reach us: whoever has the door open says so every few seconds. A connection that is heard
   * by socket has a door of its own; '' for the common one.
   */
  readonly doors: readonly { readonly platform: string; readonly connection: string; readonly openUntil: Date }[];
  /** Messages owed, by workspace; only where some are. */
  readonly owed: readonly Owing[];
  /** Since when the oldest thing is due that a worker should have taken up; null where nothing is. */
  readonly dueSince: Date | null;
  readonly dead: { readonly events: number; readonly messages: number; readonly since: Date | null };
  /** Events that were accepted and are not acted on yet. */
  readonly stored: { readonly count: number; readonly since: Date | null };
  /** Bytes that are left to the bundled database; null where it is another's to watch, or cannot be asked. */
  readonly freeBytes: number | null;
  /** Whether the queue said what waits in it; where it did not, `dueSince` is of what Postgres knows alone. */
  readonly queueAsked: boolean;
}

/** One organisation's registration with one platform. */
export interface Registered {
  readonly connection: string;
  readonly platform: string;
  readonly organisation: string;
}

export interface Owing {
  readonly platform: string;
  /** The platform's id of the workspace; '' where it is none of ours. */
  readonly workspace: string;
  readonly organisation: string;
  readonly messages: number;
  readonly since: Date;
  /** The platform's code where it refuses what we identify ourselves with; null where it does not. */
  readonly refused: string | null;
}

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;

/** What passes these is an alarm. */
export const LIMITS = {
  /** Days before a secret ends, the first warning first. */
  secretDays: [60, 30, 7],
  deafMs: 10 * MINUTE,
  owedMs: 5 * MINUTE,
  dueMs: 5 * MINUTE,
  storedMs: 60 * MINUTE,
  freeBytes: 1_000_000_000,
} as const;

/** How many days are left of a secret, begun ones included: 0 on the day on which it ends, less after it. */
export const daysLeft = (endsAt: Date, now: Date): number => Math.ceil((endsAt.getTime() - now.getTime()) / DAY) + 0;

/** Whole minutes since an instant. */
export const minutesSince = (since: Date, now: Date): number => Math.floor((now.getTime() - since.getTime()) / MINUTE);

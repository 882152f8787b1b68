/** How much of a person's attention a message may take that the bot starts. Whatever goes to a person has a class; what stands in a channel has none. */

/** The result of their own act, such as an answer to their question: always, at once outside quiet hours, never counted. */
export interface Yours {
  readonly class: 'yours';
}

/** What they took on, such as a facilitator's queue: in their working time, grouped to one message a day, never counted. */
export interface Duty {
  readonly class: 'duty';
  /** Where it would come later than this, it goes by itself, at once outside quiet hours. */
  readonly by?: Date;
}

/** Everything else: in their working time, three in seven days in all, those of a referral before the others. */
export interface Ask {
  readonly class: 'ask';
  readonly rank: 'referral' | 'other';
  /** When the next step comes: whoever cannot be asked before is not asked, and it is kept why. */
  readonly until: Date;
}

export type Attention = Yours | Duty | Ask;

export const yours: Yours = { class: 'yours' };
export const duty: Duty = { class: 'duty' };
export const dutyBy = (by: Date): Duty => ({ class: 'duty', by });
export const askBy = (until: Date, rank: Ask['rank'] = 'other'): Ask => ({ class: 'ask', rank, until });

/** Why somebody was not asked. Kept with the message, as a code. */
export type NotAsked =
  /** Three asks in seven days are all that there is. */
  | 'no-room'
  /** They do not work before it would be too late. */
  | 'no-working-time'
  /** They paused until then. */
  | 'paused';

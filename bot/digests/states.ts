/** The states of a week's digest and what leads from one to the next: the one table, and what the database looks for in each change. */

export const STATES = ['planned', 'previewed', 'approved', 'skipped', 'posted'] as const;
export type State = (typeof STATES)[number];

export interface Step {
  readonly from: readonly State[];
  readonly to: State;
}

/** A digest is where an event finds it, or the event was somebody else's already and changes nothing. */
export const EVENTS = {
  /** Its facilitators are shown it. */
  preview: { from: ['planned'], to: 'previewed' },
  approve: { from: ['previewed'], to: 'approved' },
  skip: { from: ['planned', 'previewed', 'approved'], to: 'skipped' },
  /** At its time after that; by a facilitator's hand at any. */
  post: { from: ['planned', 'previewed', 'approved'], to: 'posted' },
} as const satisfies Readonly<Record<string, Step>>;
export type Event = keyof typeof EVENTS;

/** Nothing happens to it any more. */
export const isOver = (state: State): boolean => state === 'skipped' || state === 'posted';

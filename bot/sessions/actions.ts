/** Actions of a review: one owner, a date, a measure; accepted or declined by the owner, and followed until they made a difference. */

/** Overdue is no state: it follows from the date. */
export const ACTION_STATES = [
  'proposed',
  'offered',
  'accepted',
  'doing',
  'said_done',
  'confirmed',
  'declined',
  'blocked',
  'orphaned',
  'merged',
  'dropped',
] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const ACTION_EVENTS = [
  'offer',
  'accept',
  'decline',
  'begin',
  'block',
  'unblock',
  'say_done',
  'confirm',
  'not_done',
  'owner_left',
  'merge',
  'drop',
] as const;
export type ActionEvent = (typeof ACTION_EVENTS)[number];

/** Where each leads, by the state in which it can happen; whatever is not here cannot. */
const MOVES: Readonly<Record<ActionState, Partial<Record<ActionEvent, ActionState>>>> = {
  proposed: { offer: 'offered', merge: 'merged', drop: 'dropped' },
  offered: {
    offer: 'offered',
    accept: 'accepted',
    decline: 'declined',
    owner_left: 'orphaned',
    merge: 'merged',
    drop: 'dropped',
  },
  accepted: {
    begin: 'doing',
    block: 'blocked',
    say_done: 'said_done',
    decline: 'declined',
    owner_left: 'orphaned',
    merge: 'merged',
    drop: 'dropped',
  },
  doing: {
    block: 'blocked',
    say_done: 'said_done',
    decline: 'declined',
    owner_left: 'orphaned',
    merge: 'merged',
    drop: 'dropped',
  },
  // By the owner's word where nobody looked in time.
  said_done: { confirm: 'confirmed', not_done: 'doing', owner_left: 'said_done', drop: 'dropped' },
  confirmed: {},
  declined: { offer: 'offered', merge: 'merged', drop: 'dropped' },
  blocked: {
    unblock: 'doing',
    say_done: 'said_done',
    decline: 'declined',
    owner_left: 'orphaned',
    merge: 'merged',
    drop: 'dropped',
  },
  orphaned: { offer: 'offered', merge: 'merged', drop: 'dropped' },
  merged: {},
  dropped: {},
};

/** @returns the state that follows; null where that cannot happen now */
export const moveAction = (state: ActionState, event: ActionEvent): ActionState | null => MOVES[state][event] ?? null;

/** Nothing more happens to it. */
export const isOver = (state: ActionState): boolean => Object.keys(MOVES[state]).length === 0;

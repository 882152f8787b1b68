/** The stages of a community and what leads from one to the next: the one table. */
import type { Stage } from '../words/stage.ts';

/** What can happen to a community. */
export const EVENTS = {
  /** It has found its people. */
  grew: { from: ['forming'], to: 'active' },
  /** Less than usual is said in it. */
  fell: { from: ['active'], to: 'quiet' },
  /** As much as usual is. */
  recovered: { from: ['quiet'], to: 'active' },
  /** Nothing is, for long. */
  silent: { from: ['quiet'], to: 'dormant' },
  /** Nobody looks after it, for long. */
  alone: { from: ['forming', 'active', 'quiet'], to: 'dormant' },
  /** Somebody said something in it again. */
  spoke: { from: ['dormant'], to: 'active' },
  /** Most of its members want to keep it. */
  kept: { from: ['dormant'], to: 'quiet' },
  /** Most of them do not, or nobody did anything for it. */
  ended: { from: ['dormant'], to: 'archived' },
  /** Its lead closed it. */
  closed: { from: ['forming', 'active', 'quiet', 'dormant'], to: 'archived' },
  /** Two of its members brought it back. */
  revived: { from: ['archived'], to: 'active' },
} as const satisfies Readonly<Record<string, { readonly from: readonly Stage[]; readonly to: Stage }>>;
export type Event = keyof typeof EVENTS;

/** The stage after an event; null where it cannot happen in this one, and changes nothing. */
export function transition(stage: Stage, event: Event): Stage | null {
  const { from, to }: { readonly from: readonly Stage[]; readonly to: Stage } = EVENTS[event];
  return from.includes(stage) ? to : null;
}

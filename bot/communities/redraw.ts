/** A community that is called, labelled or closed otherwise than before: what stands of it is drawn again, a little at a time. */
import { type ConversationRef, refKey, type Subject, type UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Whole } from './community.ts';

/** Cards that are drawn again in one go: what is new passes them, and platforms take far more edits than these in the time between. */
const BATCH = 20;

/** What a card may say of it. */
type Said = Pick<Whole, 'access' | 'label'>;

/** After a change. @param was how it was before */
export async function redrawChanged(w: Work, community: string, was: Said): Promise<void> {
  const is = await w.communities.whole(community);
  if (!is || (is.access === was.access && is.label === was.label)) return;
  const isKnownToOthers = (is.access === 'hidden') !== (was.access === 'hidden');
  // In channels a community that is joined on request reads as an open one; in private it depends on who reads.
  await w.communities.askRedraw(community, { privately: is.label === was.label && !isKnownToOthers });
}

/** Draws the next of them again. */
export async function redrawSome(w: Work): Promise<void> {
  const places = new Map<string, { readonly to: ConversationRef | UserRef; readonly subjects: Subject[] }>();
  for (const { subject, to } of (await w.communities.nextRedraw(BATCH)) ?? []) {
    const place = places.get(refKey(to)) ?? { to, subjects: [] };
    place.subjects.push(subject);
    places.set(refKey(to), place);
  }
  for (const { to, subjects } of places.values()) await w.refresh(subjects, to);
}

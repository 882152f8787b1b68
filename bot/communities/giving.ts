/** How much of other people's attention one person may give away in a day of theirs: invitations, codes, and questions that they pass on. */
import type { Me } from '../core/me.ts';
import type { Work } from '../core/work.ts';
import { dayBegan } from '../words/day.ts';

/** All of them together. */
export const A_DAY = 30;

/** What is left of it today; until the transaction ends, they give away no more. */
export async function leftToGive(w: Work, me: Me): Promise<{ readonly most: number; readonly left: number }> {
  const today = dayBegan(w.now, me.zone);
  const given =
    (await w.communities.invitedSince(me.person, today)) + (await w.communities.issuedSince(me.person, today));
  return { most: A_DAY, left: Math.max(0, A_DAY - given) };
}

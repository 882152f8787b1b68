/** Asking a community's members something: once in each of its channels, and in private those who hear of it, some at a time. */
import { askBy } from '../core/attention.ts';
import type { Subject } from '../core/ref.ts';
import type { View, Work } from '../core/work.ts';
import { DAY_MS } from '../words/zone.ts';
import type { Asking, Lifecycle } from './lifecycle.ts';
import type { Needs } from './needs.ts';
import { subjectOfVote, subjectsOfLead } from './subjects.ts';

/** People who are asked in one transaction. */
const AT_ONCE = 100;
/** Whoever cannot be asked by then is not asked. */
const ASK_DAYS = 30;

/** What is asked, as it is kept and as it is drawn. */
function askedOf(asking: Asking, one: Lifecycle): { subject: Subject; view: View } {
  const since = asking === 'vote' ? one.since : (one.aloneSince ?? one.since);
  const subject = asking === 'vote' ? subjectOfVote(one) : subjectsOfLead(one.community, since)[0];
  return { subject, view: { view: `lifecycle.${asking}`, id: `${one.community}/${since.getTime()}` } };
}

/** Asks in the channels, and begins to ask in private. */
export async function askMembers(w: Work, needs: Needs, community: string, asking: Asking): Promise<void> {
  await w.lifecycle.change(community, { asking });
  const one = await w.lifecycle.get(community);
  if (!one) return;
  const { subject, view } = askedOf(asking, one);
  // Where the bot is off, nothing is said.
  for (const { ref, mode } of await needs.channelsOf(w, community))
    if (mode !== 'off') await w.show(subject, { to: ref }, view);
}

/** The next of those who are asked in private. @returns whether others may be left */
export async function askNext(w: Work, community: string): Promise<boolean> {
  const one = await w.lifecycle.get(community);
  if (!one?.asking) return false;
  const { subject, view } = askedOf(one.asking, one);
  const until = new Date(w.now.getTime() + ASK_DAYS * DAY_MS);
  const people = await w.lifecycle.nextAsked(community, AT_ONCE);
  for (const { ref } of people) await w.show(subject, { to: ref, attention: askBy(until) }, view);
  if (people.length > 0) return true;
  await w.lifecycle.change(community, { asking: null });
  return false;
}

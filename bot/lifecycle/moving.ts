/** A community goes on from one stage to the next: the one place where that happens, with all that follows from it. */
import type { Subject } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import { askMembers } from './asking.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Needs } from './needs.ts';
import { type Event, transition } from './stages.ts';
import { subjectOfForming, subjectOfLearned, subjectOfVote, subjectsOfLead } from './subjects.ts';
import { tellLead } from './telling.ts';

/** @param usual what was usual in it, where it falls quiet. @returns whether it could happen to it as it is */
export async function happen(
  w: Work,
  needs: Needs,
  one: Lifecycle,
  event: Event,
  usual: number | null = null,
): Promise<boolean> {
  const { community, stage } = one;
  const to = transition(stage, event);
  if (to === null) return false;
  // Of a community that falls quiet or silent, time is counted from when it was last lively.
  const clock = event === 'fell' || event === 'silent' ? one.clock : w.now;
  // Whoever kept it knows how it is.
  const how = { clock, usual: to === 'quiet' ? (usual ?? one.usual ?? 1) : null, told: event === 'kept' };
  if (!(await w.lifecycle.move(community, stage, to, how))) return false;
  await w.refresh(shownOf(one));
  if (event === 'fell') await tellLead(w, needs, { ...one, ...how, stage: to, since: w.now });
  if (to === 'dormant') await askMembers(w, needs, community, 'vote');
  if (to === 'archived') await archived(w, needs, community);
  if (stage === 'archived') await w.lifecycle.lookAt(community, w.now);
  if (to === 'archived' || stage === 'archived') await refreshHomes(w, community);
  return true;
}

/** What stands somewhere about the stage that is over, or is being asked. */
const shownOf = (one: Lifecycle): readonly Subject[] => [
  subjectOfForming(one),
  subjectOfVote(one),
  subjectOfLearned(one.community),
  ...(one.aloneSince ? subjectsOfLead(one.community, one.aloneSince) : []),
];

/** Nobody waits to come in any more, and its channels hear what it learned. */
async function archived(w: Work, needs: Needs, community: string): Promise<void> {
  await w.lifecycle.lookAt(community, null);
  await needs.endWaiting(w, community);
  // Where the bot is off, nothing is said.
  for (const { ref, mode } of await needs.channelsOf(w, community))
    if (mode !== 'off')
      await w.show(subjectOfLearned(community), { to: ref }, { view: 'lifecycle.learned', id: community });
}

/** Where people see it among theirs, it says how it is. */
const refreshHomes = async (w: Work, community: string): Promise<void> =>
  w.refresh((await w.lifecycle.members(community)).map((person): Subject => `home:${person}`));

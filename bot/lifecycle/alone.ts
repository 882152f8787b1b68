/** A community that nobody looks after: who contributed longest is asked to lead it, then its members; where nobody will, it is dormant. */
import { askBy } from '../core/attention.ts';
import type { Work } from '../core/work.ts';
import { addWorkingDays, OFFICE } from '../words/working-time.ts';
import { askMembers } from './asking.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Measured } from './measures.ts';
import { happen } from './moving.ts';
import type { Needs } from './needs.ts';
import { subjectsOfLead } from './subjects.ts';

/** Working days after which one person is asked, then all members, and after which it is dormant. */
const ONE = 1;
const ALL = 10;
const DORMANT = 20;

/** Looks whether anybody looks after it, and asks the next. */
export async function lookAlone(w: Work, needs: Needs, one: Lifecycle, { facilitators }: Measured): Promise<void> {
  const { community, aloneSince, aloneStep, stage } = one;
  if (facilitators > 0) return aloneSince === null ? undefined : notAlone(w, community, aloneSince);
  // Nobody is asked to lead what may end, and what has just begun to be alone has a day.
  if (stage === 'dormant' || stage === 'archived') return;
  if (aloneSince === null) return w.lifecycle.change(community, { aloneSince: w.now, aloneStep: 0 });
  const calendar = (await needs.calendarOf(w, community)) ?? OFFICE;
  const due = (days: number): boolean => w.now >= addWorkingDays(aloneSince, days, calendar);
  if (due(DORMANT)) {
    await happen(w, needs, one, 'alone');
    return;
  }
  if (aloneStep === 0 && due(ONE)) {
    const first = await w.lifecycle.longestActive(community);
    if (!first) return askAll(w, needs, community);
    await w.lifecycle.change(community, { aloneStep: 1 });
    await w.lifecycle.vote(community, first.person, 'asked');
    const [, subject] = subjectsOfLead(community, aloneSince);
    const view = { view: 'lifecycle.lead-one', id: `${community}/${aloneSince.getTime()}/${first.person}` };
    const until = addWorkingDays(aloneSince, ALL, calendar);
    await w.show(subject, { to: first.ref, attention: askBy(until) }, view);
    return;
  }
  if (aloneStep === 1 && due(ALL)) await askAll(w, needs, community);
}

/** All its members are asked, whoever was asked before. */
export async function askAll(w: Work, needs: Needs, community: string): Promise<void> {
  await w.lifecycle.change(community, { aloneStep: 2 });
  await askMembers(w, needs, community, 'lead');
}

/** Somebody looks after it: nobody is asked any more. */
export async function notAlone(w: Work, community: string, since: Date): Promise<void> {
  await w.lifecycle.change(community, { aloneSince: null, aloneStep: 0, asking: null });
  await w.refresh(subjectsOfLead(community, since));
}

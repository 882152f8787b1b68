/** What a community's lead is told in private of its stage: that it has not found its people, or that less is said in it than usual. */
import { duty } from '../core/attention.ts';
import type { Work } from '../core/work.ts';
import { DAY_MS } from '../words/zone.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Needs } from './needs.ts';
import { subjectOfForming } from './subjects.ts';

/** How long a community may take to find its people, and how long more it is given. */
export const FORMING_DAYS = 60;

/** Once for each time of quiet; of a forming one each time that its time is up. */
export async function tellLead(w: Work, needs: Needs, one: Lifecycle): Promise<void> {
  if (one.stage === 'forming') await askForming(w, needs, one);
  if (one.stage === 'quiet' && !one.told) await noteQuiet(w, needs, one);
}

async function askForming(w: Work, needs: Needs, { community, clock }: Lifecycle): Promise<void> {
  if (w.now.getTime() < clock.getTime() + FORMING_DAYS * DAY_MS) return;
  const lead = await needs.leading(w, community);
  if (!lead) return;
  // Whoever does not answer is asked again as many days later.
  await w.lifecycle.change(community, { clock: w.now, told: true });
  const view = { view: 'lifecycle.forming', id: `${community}/${w.now.getTime()}` };
  await w.show(subjectOfForming({ community, clock: w.now }), { to: lead.ref, attention: duty }, view);
}

async function noteQuiet(w: Work, needs: Needs, { community, since }: Lifecycle): Promise<void> {
  const lead = await needs.leading(w, community);
  if (!lead || !(await needs.mayNote(w, community))) return;
  await w.lifecycle.change(community, { told: true });
  const id = `${community}/${since.getTime()}`;
  await w.say(`lifecycle-quiet:${id}`, { to: lead.ref, attention: duty }, { view: 'lifecycle.quiet', id });
}

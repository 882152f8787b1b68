/** Puts a session's cards where they belong: its channels, the people in it, whoever leads. */
import { duty } from '../../core/attention.ts';
import type { Subject } from '../../core/ref.ts';
import type { Work } from '../../core/work.ts';
import type { Flow } from '../flow.ts';
import type { SessionRecord } from '../record.ts';

export const rootOf = (id: string): Subject => `session:${id}`;
const ownOf = (id: string): Subject => `session-own:${id}`;
const leadOf = (id: string): Subject => `session-lead:${id}`;

/** Everywhere; what is there is drawn again. */
export async function showEverywhere(w: Work, flow: Flow, session: SessionRecord): Promise<void> {
  if (session.place === 'channels')
    for (const { ref } of await flow.needs.channelsOf(w, session.community))
      await w.show(
        rootOf(session.id),
        { to: ref },
        { view: 'sessions.channel', id: session.id },
        { keeps: rootOf(session.id) },
      );
  for (const { person, parts, left } of await w.sessions.setup.people(session.id)) {
    if (left) continue;
    await showOwn(w, session, person);
    if (parts.includes('facilitator') || parts.includes('deputy')) await showLead(w, session, person);
  }
  if (session.isSelfLed) await showLead(w, session, session.createdBy);
}

export async function showOwn(w: Work, session: Pick<SessionRecord, 'id'>, person: string): Promise<void> {
  const to = await w.sessions.setup.accountFor(session.id, person);
  if (to)
    await w.show(ownOf(session.id), { to, attention: duty }, { view: 'sessions.own', id: `${session.id}/${person}` });
}

async function showLead(w: Work, session: Pick<SessionRecord, 'id'>, person: string): Promise<void> {
  const to = await w.sessions.setup.accountFor(session.id, person);
  if (to)
    await w.show(leadOf(session.id), { to, attention: duty }, { view: 'sessions.lead', id: `${session.id}/${person}` });
}

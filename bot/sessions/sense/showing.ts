/** Where what sense is made of is shown: in the thread of the session's card in each channel, or with each person in private; and when it is drawn again. */
import { duty, dutyBy } from '../../core/attention.ts';
import type { Drawer } from '../../core/feature.ts';
import type { ConversationRef, Subject, UserRef } from '../../core/ref.ts';
import type { View, Work } from '../../core/work.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { leads, rolesOf, takesPart } from '../viewer.ts';

export const subjectOfSession = (id: string): Subject => `session:${id}`;
export const subjectOfTopic = (id: string): Subject => `topic:${id}`;
export const subjectOfRemark = (id: string): Subject => `remark:${id}`;
export const subjectOfVotes = (session: string): Subject => `votes:${session}`;
/** @param first the first of the points that are shown together */
export const subjectOfCoverage = (session: string, first: string): Subject => `coverage:${session}/${first}`;

/**
 * Shows something to all who take part: below the session's card where it is talked about in channels, else to each in private.
 * @param keeps what is said below it in a channel is about that; in private, what people have to do comes as one message
 */
export async function showToAll(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  subject: Subject,
  what: View,
  keeps?: Subject,
): Promise<void> {
  const channels = await openChannels(w, needs, session);
  const under = subjectOfSession(session.id);
  for (const to of channels) await w.show(subject, { to, under }, what, keeps ? { keeps } : {});
  if (channels.length > 0) return;
  const attention = session.closesAt ? dutyBy(session.closesAt) : duty;
  for (const { person, left } of await w.sessions.setup.people(session.id)) {
    const to = left ? null : await w.sessions.setup.accountFor(session.id, person);
    if (to) await w.show(subject, { to, attention }, what);
  }
}

/** Channels in which it is talked about. */
export async function openChannels(
  w: Work,
  needs: Needs,
  session: Pick<SessionRecord, 'place' | 'community'>,
): Promise<readonly ConversationRef[]> {
  if (session.place !== 'channels') return [];
  return (await needs.channelsOf(w, session.community)).flatMap(({ ref, mode }) => (mode === 'off' ? [] : [ref]));
}

/** Whether something of a session may stand there now: in a channel of its community, or with somebody who has a part in it. */
export async function maySee(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  { to, there }: Pick<Parameters<Drawer>[0], 'to' | 'there'>,
): Promise<boolean> {
  if (to.kind === 'user') {
    const person = await w.sessions.setup.personAt(session.id, { ...to, kind: 'user' });
    if (!person) return false;
    const viewer = await rolesOf(w, needs, session, person);
    return takesPart(viewer) || leads(session, viewer);
  }
  if (session.place !== 'channels') return false;
  const channel = await needs.channelAt(w, { ...to, kind: 'conversation' });
  return channel?.community === session.community && (channel.mode !== 'off' || there);
}

/** Draws again what tells all where the session is: their own cards too. */
export const redrawAll = redraw;

/** Draws again what whoever did something sees at once, and whoever leads; the others' own cards follow with the next move. */
export async function redrawFew(w: Work, session: string, who: UserRef): Promise<void> {
  await w.refresh([subjectOfSession(session), `session-lead:${session}`]);
  await w.refresh(`session-own:${session}`, who);
}

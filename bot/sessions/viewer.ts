/** What somebody is in a session: by being named for it, by having begun it, or by looking after its community or organisation. */
import type { Me } from '../core/me.ts';
import type { Work } from '../core/work.ts';
import type { Needs } from './needs.ts';
import type { Viewer } from './parts.ts';
import type { SessionRecord } from './record.ts';
import type { Role } from './session.ts';

/** As whoever acts or looks, by the account with which they do: none of another organisation than share its community. */
export async function viewerOf(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  { person, ref }: Pick<Me, 'person' | 'ref'>,
): Promise<Viewer> {
  return (await isHere(w, session, { person, ref })) ? rolesOf(w, needs, session, person) : { person, roles: [] };
}

/** Whether somebody's account is in an organisation that shares the community of a session. */
export const isHere = async (w: Work, { id }: SessionRecord, { person, ref }: Pick<Me, 'person' | 'ref'>) =>
  (await w.sessions.setup.personAt(id, ref)) === person;

/** The same of a person whose account has been looked at. */
export async function rolesOf(w: Work, needs: Needs, session: SessionRecord, person: string): Promise<Viewer> {
  const own = await w.sessions.setup.attending(session.id, person);
  const roles: Role[] = (own?.parts ?? []).flatMap((part) => (part === 'note-taker' ? [] : [part]));
  if (session.createdBy === person) roles.push('creator');
  if (await needs.isFacilitator(w, person, session.community)) roles.push('community-facilitator');
  if (await needs.isAdmin(w, person, session.organisation)) roles.push('admin');
  return { person, roles };
}

/** Whether they may lead it at any time, in place of whoever does; a group that leads itself is left to, but by an admin. */
export const mayTakeOver = (session: Pick<SessionRecord, 'isSelfLed'>, viewer: Pick<Viewer, 'roles'>): boolean => {
  const { roles } = viewer;
  if (roles.includes('facilitator')) return false;
  if (roles.includes('deputy')) return true;
  return !leads(session, viewer) && (roles.includes('admin') || (roles.includes('sponsor') && !session.isSelfLed));
};

/** Whether they have a part in it, and so see what those see who do. */
export const takesPart = ({ roles }: Viewer): boolean =>
  roles.some((role) => role !== 'creator' && role !== 'community-facilitator' && role !== 'admin');

/** Whether they lead it: in one that nobody leads, whoever began it does what is left to a facilitator. */
export const leads = (session: Pick<SessionRecord, 'isSelfLed'>, { roles }: Pick<Viewer, 'roles'>): boolean =>
  roles.includes('facilitator') || roles.includes('deputy') || (session.isSelfLed && roles.includes('creator'));

/** What follows where somebody leaves, or is called otherwise: their actions look for another owner, and what waited for them waits for the next. */
import type { FactOf } from '../../core/facts.ts';
import type { Work } from '../../core/work.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { type Action, inHand, isVacant } from './action.ts';
import { happen } from './moving.ts';
import { askForSponsor } from './sponsor.ts';
import { tellLeading, tellNews } from './telling.ts';

export async function personLeft(w: Work, needs: Needs, { person }: FactOf<'PersonLeft'>): Promise<void> {
  for (const id of await w.sessions.outcome.owned(person)) await ownerLeft(w, needs, id, person);
  for (const id of await w.sessions.setup.with(person)) await leaderLeft(w, needs, id, person);
}

async function ownerLeft(w: Work, needs: Needs, id: string, person: string): Promise<void> {
  const known = await w.sessions.outcome.action(id);
  const session = known && (await w.sessions.setup.hold(known.session));
  const action = session && (await w.sessions.outcome.holdAction(id));
  // They may be back, or it may be another's by now.
  if (!session || action?.owner?.person !== person || !action.owner.left) return;
  if (action.state !== 'offered' && !inHand(action)) return;
  const now = await happen(w, needs, action, 'owner_left', { by: null });
  if (now) await tellNews(w, needs, session, now);
}

/** What they were to decide is put to whoever is next; nobody asks twice. */
async function leaderLeft(w: Work, needs: Needs, id: string, person: string): Promise<void> {
  const session = await w.sessions.setup.get(id);
  const own = session && (await w.sessions.setup.attending(id, person));
  if (!session || !own?.left) return;
  if (own.parts.includes('sponsor') && isGoingOn(session.state)) await askForSponsor(w, needs, session, person);
  const led = own.parts.some((part) => part === 'facilitator' || part === 'deputy' || part === 'sponsor');
  if (!led && session.createdBy !== person) return;
  await askAnew(w, needs, session);
}

/** What waits for whoever leads is put to whoever does now. */
export async function askAnew(w: Work, needs: Needs, session: SessionRecord): Promise<void> {
  for (const action of await w.sessions.outcome.actionsOf(session.id)) await askNext(w, needs, session, action);
}

const isGoingOn = (state: string): boolean => state !== 'draft' && state !== 'closed' && state !== 'cancelled';

async function askNext(w: Work, needs: Needs, session: SessionRecord, action: Action): Promise<void> {
  if (action.state === 'said_done') await tellLeading(w, needs, session, action, `confirm-${action.version}`);
  if (isVacant(action)) await tellNews(w, needs, session, action);
}

/** Whatever names them is drawn again. */
export async function authorChanged(w: Work, { person }: FactOf<'AuthorChanged'>): Promise<void> {
  for (const id of await w.sessions.outcome.owned(person)) await w.refresh(await w.sessions.outcome.showingAction(id));
}

/** The session that somebody acts on, where they may know of it; else a sentence. */
import { Refusal, type Turn } from '../../core/feature.ts';
import { sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { leads, takesPart, viewerOf } from '../viewer.ts';

export interface Seen {
  readonly session: SessionRecord;
  readonly viewer: Viewer;
}

/** For whoever has a part in it, began it, or looks after its community. @throws Refusal */
export async function seen({ w, me, t }: Pick<Turn, 'w' | 'me' | 't'>, needs: Needs, id: string): Promise<Seen> {
  const session = await w.sessions.setup.get(id.trim());
  if (!session) throw new Refusal(sentence(t, 'review.gone'));
  const viewer = await viewerOf(w, needs, session, me);
  if (viewer.roles.length === 0) throw new Refusal(sentence(t, 'review.not-yours'));
  return { session, viewer };
}

/** Whether it is theirs to lead, or to set up. */
export const sets = (session: SessionRecord, viewer: Viewer): boolean =>
  leads(session, viewer) || (viewer.roles.includes('creator') && isBeforeOpening(session));

/** For whoever leads it, or sets it up. @throws Refusal */
export async function leading(turn: Pick<Turn, 'w' | 'me' | 't'>, needs: Needs, id: string): Promise<Seen> {
  const one = await seen(turn, needs, id);
  if (!sets(one.session, one.viewer)) throw new Refusal(sentence(turn.t, 'review.refused-not-yours'));
  return one;
}

/** For those who have a part in it. @throws Refusal */
export async function within(turn: Pick<Turn, 'w' | 'me' | 't'>, needs: Needs, id: string): Promise<Seen> {
  const one = await seen(turn, needs, id);
  if (!takesPart(one.viewer)) throw new Refusal(sentence(turn.t, 'review.not-yours'));
  return one;
}

/** Whether people have been asked to write in it, also where it is set up again since. */
export const hasOpened = async (w: Turn['w'], { id }: Pick<SessionRecord, 'id'>): Promise<boolean> =>
  (await w.sessions.writing.rounds(id)).length > 0;

export const isBeforeOpening = ({ state }: Pick<SessionRecord, 'state'>): boolean =>
  state === 'draft' || state === 'scheduled';

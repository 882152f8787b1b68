/** Who may look, take part and lead while sense is made of what was put in, and until when: asked at every press. */
import { Refusal, type Turn } from '../../core/feature.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { sentence } from '../../words/fragments.ts';
import { MINUTE_MS } from '../../words/zone.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { leads, takesPart, viewerOf } from '../viewer.ts';
import type { Topic } from './records.ts';

/** The phase in which points are grouped and topics talked about. */
export const SENSE = 'making_sense';
/** Whoever had a form open when it moved on can still send it. */
const JUST_IN_TIME_MS = 10 * MINUTE_MS;

/** A session, and what somebody is in it. */
export interface Here {
  readonly session: SessionRecord;
  readonly viewer: Viewer;
}

type In = Pick<SessionRecord, 'state' | 'isScreening' | 'method'>;

export const isMakingSense = ({ state, isScreening }: Pick<In, 'state' | 'isScreening'>): boolean =>
  state === SENSE && !isScreening;

/** Whether facts are still agreed and disputed: as long as nothing is checked, and in what has no phase of its own for it, then too. */
export function takesFacts(session: In): boolean {
  if (session.isScreening) return false;
  if (session.state === SENSE || session.state === 'agreeing') return true;
  return session.state === 'checking' && phaseOf(methodOf(session.method), SENSE) === null;
}

/** Whether a form about a topic is still taken. */
const takesTalk = (session: In & Pick<SessionRecord, 'since'>, now: Date): boolean =>
  isMakingSense(session) ||
  (session.state === 'agreeing' && now.getTime() - session.since.getTime() <= JUST_IN_TIME_MS);

/** Whether they group, comment, vote, and add facts and reasons. */
export const works = ({
  session,
  viewer,
}: {
  readonly session: Pick<SessionRecord, 'isSelfLed'>;
  readonly viewer: Pick<Viewer, 'roles'>;
}): boolean => viewer.roles.includes('participant') || leads(session, viewer);

/** Whether they deal topics and open votes: whoever leads, and where nobody does, whoever takes part. */
export const steers = ({ session, viewer }: Here): boolean =>
  leads(session, viewer) || (session.isSelfLed && viewer.roles.includes('participant'));

const refuse = (t: Translate, key: Parameters<Translate>[0]): never => {
  throw new Refusal(sentence(t, key));
};

/** For who looks. @throws Refusal for anybody who has no part in it */
export async function looking(turn: Turn, needs: Needs, id: string): Promise<Here> {
  const session = await turn.w.sessions.setup.get(id);
  return checked(turn, needs, session);
}

/** For who changes something: nobody else does until the transaction ends. @throws Refusal */
export async function holding(turn: Turn, needs: Needs, id: string): Promise<Here> {
  const session = await turn.w.sessions.setup.hold(id);
  const here = await checked(turn, needs, session);
  if (!works(here)) refuse(turn.t, 'review.sense.only-part');
  return here;
}

async function checked({ w, me, t }: Turn, needs: Needs, session: SessionRecord | null): Promise<Here> {
  if (!session) return refuse(t, 'review.sense.gone');
  const viewer = await viewerOf(w, needs, session, me);
  if (!takesPart(viewer) && !leads(session, viewer)) refuse(t, 'review.sense.not-yours');
  return { session, viewer };
}

/** Why nothing of it can be changed now, by where it is; null where it is over. */
function waits({ state, isScreening }: Pick<In, 'state' | 'isScreening'>) {
  if (isScreening) return 'review.sense.not-yet';
  if (state === 'paused') return 'review.sense.paused';
  return ['draft', 'scheduled', 'collecting', 'lapsed'].includes(state) ? 'review.sense.before' : null;
}

/** @throws Refusal where its topics are locked, or not there yet */
export function mustMakeSense(t: Translate, session: SessionRecord): void {
  if (!isMakingSense(session)) refuse(t, waits(session) ?? 'review.sense.locked');
}

/** @throws Refusal where its facts are not agreed any more, or not yet */
export function mustTakeFacts(t: Translate, session: SessionRecord): void {
  if (!takesFacts(session)) refuse(t, waits(session) ?? 'review.sense.facts-closed');
}

/** @throws Refusal where its topics are locked, with a little time for forms that were open when it moved on */
export function mustTakeTalk(t: Translate, session: SessionRecord, now: Date): void {
  if (!takesTalk(session, now)) mustMakeSense(t, session);
}

/** @throws Refusal for anybody who does not lead it */
export function mustSteer(t: Translate, here: Here): void {
  if (!steers(here)) refuse(t, here.session.isSelfLed ? 'review.sense.only-part' : 'review.sense.only-lead');
}

/** A topic, and the session that it is in, for who looks. @throws Refusal */
export async function lookingAt(turn: Turn, needs: Needs, id: string): Promise<Here & { topic: Topic }> {
  const topic = await topicAt(turn.w, id);
  if (!topic) return refuse(turn.t, 'review.sense.gone-topic');
  return { ...(await looking(turn, needs, topic.session)), topic };
}

/** The same for who changes something. @throws Refusal */
export async function holdingAt(turn: Turn, needs: Needs, id: string): Promise<Here & { topic: Topic }> {
  const before = await topicAt(turn.w, id);
  if (!before) return refuse(turn.t, 'review.sense.gone-topic');
  const here = await holding(turn, needs, before.session);
  // As it is now that nobody else changes it.
  const topic = await topicAt(turn.w, id);
  if (!topic) return refuse(turn.t, 'review.sense.gone-topic');
  return { ...here, topic };
}

/** A topic that stands; the one that it is part of by now. Null for one that was taken apart. */
export async function topicAt(w: Work, id: string): Promise<Topic | null> {
  const topic = await w.sessions.sense.topic(id);
  const at = topic?.into ? await w.sessions.sense.topic(topic.into) : topic;
  return at && (at.state === 'accepted' || at.state === 'suggested') ? at : null;
}

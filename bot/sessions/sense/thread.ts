/** What is said in a session's thread is about the topic that is being talked about; edits and deletions are followed. */
import type { FactOf } from '../../core/facts.ts';
import { type Drawer, NotYet, type Turn } from '../../core/feature.ts';
import type { Missed } from '../../core/gap.ts';
import type { InboundOf, Said } from '../../core/inbound.ts';
import { parseSubject } from '../../core/ref.ts';
import { nothing, type Reply } from '../../core/reply.ts';
import { join, type Text } from '../../core/text.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, byline, fileLink, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { viewerOf } from '../viewer.ts';
import { remark } from './discuss.ts';
import { currentOf } from './queue.ts';
import type { Topic } from './records.ts';
import { isMakingSense, topicAt, works } from './rights.ts';
import { maySee, subjectOfRemark, subjectOfTopic } from './showing.ts';

/** Sessions looked into after a gap; more are not talked about at a time. */
const MOST = 1_000;
/** A shorter time is not worth a message. */
const WORTH_TELLING_MS = 2 * 60_000;

interface Heard {
  readonly session: SessionRecord;
  readonly topic: Topic;
  /** It was said below the topic's own card, and not just in its session's thread. */
  readonly isBelow: boolean;
}

/** A message in a thread that is kept for a topic, or for a session of which one is being talked about. */
export async function hearRemark(turn: Turn<InboundOf<'message'>>, needs: Needs): Promise<Reply | null> {
  const { w, event, me, t } = turn;
  const { said } = event;
  const heard = await heardAt(w, said);
  if (!heard || !(await isCarried(turn, needs, heard.session))) return null;
  if ((await w.isBuried(said.message)) || (await w.isOurs(said.message))) return nothing;
  const { session, topic, isBelow } = heard;
  // Another phase has a thread of its own to be talked in: it is the same one, and others hear it.
  if (!isMakingSense(session) && !isBelow) return null;
  const why = !isMakingSense(session)
    ? 'locked'
    : works({ session, viewer: await viewerOf(w, needs, session, me) })
      ? null
      : 'others';
  if (why) {
    // Said once to each, and only to them: nobody thinks that it stands in the review.
    await w.say(
      `not-kept:${session.id}/${why}`,
      { to: event.in, thread: said.thread, only: me.ref },
      sentence(t, `review.sense.not-kept-${why}`),
    );
    return nothing;
  }
  const { platform, key } = said.message;
  const at = new Date(said.at ?? event.at);
  await remark(
    turn,
    needs,
    session,
    { topic: topic.id, text: withFiles(turn, said), platform, key, version: said.version, at },
    event.where === 'channel' ? event.in.id : undefined,
  );
  return nothing;
}

/** Files are named and linked below the words. */
const withFiles = ({ t }: Turn, { text, files }: Said): Text =>
  files.length === 0 ? text : join(text, ...files.flatMap((file) => ['\n', fileLink(t, file)]));

async function heardAt(w: Work, said: Said): Promise<Heard | null> {
  const subject = await w.threadOf(said.thread);
  if (subject === null) return null;
  const { kind, id } = parseSubject(subject);
  if (kind !== 'topic' && kind !== 'session') return null;
  const own = kind === 'topic' ? await topicAt(w, id) : null;
  const session = await w.sessions.setup.get(kind === 'topic' ? (own?.session ?? '') : id);
  if (!session) return null;
  // Threads have one level on either platform: below a session's card, it is about what was dealt last.
  const topic = own ?? currentOf(await w.sessions.sense.topics(session.id));
  return topic && { session, topic, isBelow: own !== null };
}

/** In a channel that is not the community's any more nothing of a session is heard. */
async function isCarried({ w, event }: Turn, needs: Needs, session: SessionRecord): Promise<boolean> {
  if (event.where === 'private') return true;
  if (session.place !== 'channels') return false;
  const channel = await needs.channelAt(w, event.in);
  return channel?.community === session.community && channel.mode !== 'off';
}

/** An edit of a remark; one that overtook its message stands for it. */
export async function hearEdit(turn: Turn<InboundOf<'edited'>>, needs: Needs): Promise<Reply | null> {
  const { w, event } = turn;
  const { said } = event;
  const { platform, key } = said.message;
  const known = await w.sessions.sense.remarkAt(platform, key);
  const heard = known ? await keptAt(w, known.topic) : await heardAt(w, said);
  if (!heard || !(await isCarried(turn, needs, heard.session))) return null;
  if (await w.isBuried(said.message)) return nothing;
  const { session, topic } = heard;
  const viewer = await viewerOf(w, needs, session, turn.me);
  if (!known && (!isMakingSense(session) || !works({ session, viewer }))) return nothing;
  const at = new Date(said.at ?? event.at);
  const where = event.where === 'channel' ? event.in.id : undefined;
  await remark(
    turn,
    needs,
    session,
    { topic: topic.id, text: withFiles(turn, said), platform, key, version: said.version, at },
    where,
  );
  await w.fact({ fact: 'MessageEdited', platform, key });
  return nothing;
}

async function keptAt(w: Work, id: string): Promise<Heard | null> {
  const topic = await topicAt(w, id);
  const session = topic && (await w.sessions.setup.get(topic.session));
  return topic && session ? { session, topic, isBelow: true } : null;
}

/** Whoever deletes a message takes it back: its words go everywhere. */
export async function followDeletion(w: Work, { platform, key }: FactOf<'MessageDeleted'>): Promise<void> {
  const erased = await w.sessions.sense.erase(platform, key);
  if (!erased) return;
  const topic = await topicAt(w, erased.topic);
  await w.refresh([subjectOfRemark(erased.id), subjectOfTopic(topic?.id ?? erased.topic)]);
}

/** What names somebody is drawn again: they left, or are shown under another name. */
export async function redrawPerson(
  w: Work,
  { person }: FactOf<'AuthorChanged' | 'PersonLeft' | 'PeopleJoined' | 'PeopleParted'>,
): Promise<void> {
  await w.refresh(await w.sessions.sense.naming(person));
}

/** A remark in the threads where it was not written. `id`: the remark. */
export const remarkView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const kept = await w.sessions.sense.remark(id);
    const session = kept && (await w.sessions.setup.get(kept.session));
    if (!kept || !session) return null;
    if (!(await maySee(w, needs, session, { to, there }))) return there ? sentence(t, 'review.sense.card-gone') : null;
    const author = shownTo(t, kept.author, await needs.readerAt(w, to));
    return {
      summary: t.plain('review.sense.remark-summary', { name: author.name }),
      blocks: [body(byline(t, author)), body(kept.text)],
    };
  };

/** After a time in which nothing was heard: what was said below topics meanwhile. */
export const missed: Missed = {
  subjects: (w, gap) => w.sessions.sense.missedIn(gap, MOST),
  async threads(w, gap, id) {
    const session = await w.sessions.setup.get(id);
    if (!session) return [];
    if (await w.sessions.sense.isComing(id, gap)) throw new NotYet();
    const isTold = gap.sure && isMakingSense(session) && gap.to.getTime() - gap.from.getTime() >= WORTH_TELLING_MS;
    const what = { view: 'sessions.away', id: [id, gap.from.getTime(), gap.to.getTime()].join('/') };
    return (await w.sessions.sense.threadsIn(id, gap)).map(({ thread, place, since, known }) => ({
      thread,
      notBefore: since,
      known,
      tell:
        place !== null && isTold
          ? { at: { to: { kind: 'conversation', platform: gap.platform, id: place }, thread }, what }
          : null,
    }));
  },
};

/** "I was away from 10:02 to 11:40." Nothing once the topics are locked. */
export const awayView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t }) => {
    const [of = '', from, until] = id.split('/');
    const session = await w.sessions.setup.get(of);
    if (!session || !isMakingSense(session) || !(await maySee(w, needs, session, { to, there: false }))) return null;
    const times = { from: new Date(Number(from)), until: new Date(Number(until)) };
    return { summary: t.plain('review.sense.away-summary'), blocks: [body(t('review.sense.away', times))] };
  };

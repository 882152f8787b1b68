/** Voting which topics are talked about first, where there are many: opened and closed by whoever leads, secret, and changed as often as one likes. */
import type { Card } from '../../core/card.ts';
import type { Drawer, Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, note, saying, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { budgetFor, MOST_EACH, NO_VOTE_UP_TO } from './ballot.ts';
import { anewButton } from './ballot-box.ts';
import type { Topic, Voting } from './records.ts';
import { holding, isMakingSense, mustMakeSense, mustSteer, SENSE } from './rights.ts';
import { maySee, redrawAll, showToAll, subjectOfTopic, subjectOfVotes } from './showing.ts';
import { opening } from './words.ts';

/** Topics that the card of the result names. */
const NAMED = 20;

type Press = Turn<InboundOf<'action'>>;

const accepted = async (w: Work, session: string): Promise<readonly Topic[]> =>
  (await w.sessions.sense.topics(session)).filter(({ state }) => state === 'accepted');

/** Whether there is something to vote on: many topics, and not all of them were voted on before. */
export const mayOpen = (topics: readonly Topic[], voting: Voting | null): boolean =>
  topics.length > NO_VOTE_UP_TO &&
  (voting === null || (voting.state === 'closed' && topics.some(({ votes }) => votes === null)));

/** `value` is the session. */
export async function openVoting(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me } = turn;
  const here = await holding(turn, needs, turn.event.value);
  const { session } = here;
  mustMakeSense(t, session);
  mustSteer(t, here);
  const topics = await accepted(w, session.id);
  const voting = await w.sessions.sense.voting(session.id);
  if (voting?.state === 'open') return tell(sentence(t, 'review.sense.voting-open-already'));
  if (topics.length <= NO_VOTE_UP_TO)
    return tell(sentence(t, 'review.sense.too-few-to-vote', { topics: topics.length, most: NO_VOTE_UP_TO }));
  if (!mayOpen(topics, voting)) return tell(sentence(t, 'review.sense.voted-already'));
  await w.sessions.sense.openVoting(session.id);
  await showVotes(w, needs, session);
  await needs.acted(w, me.person, session.community);
  return tell(sentence(t, 'review.sense.voting-opened', { votes: budgetFor(topics.length) }));
}

async function showVotes(w: Work, needs: Needs, session: SessionRecord): Promise<void> {
  await showToAll(w, needs, session, subjectOfVotes(session.id), { view: 'sessions.votes', id: session.id });
  await redrawAll(w, session.id);
}

/** `value` is the session. */
export async function closeVoting(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me } = turn;
  const here = await holding(turn, needs, turn.event.value);
  const { session } = here;
  mustMakeSense(t, session);
  mustSteer(t, here);
  const voting = await w.sessions.sense.voting(session.id);
  if (voting?.state !== 'open') return tell(sentence(t, 'review.sense.voting-closed-already'));
  if (voting.isLost) return tell(await again(w, t, needs, session));
  await count(w, session);
  await redrawAll(w, session.id);
  await needs.acted(w, me.person, session.community);
  return tell(sentence(t, 'review.sense.voting-closed'));
}

/** What the votes were kept under is gone, as after a crash: nobody can change or count them, so they begin again, and all are told. */
async function again(w: Work, t: Translate, needs: Needs, session: SessionRecord): Promise<Card> {
  await w.sessions.sense.openVoting(session.id);
  await showVotes(w, needs, session);
  return sentence(t, 'review.sense.votes-anew');
}

/** Adds the votes up; whose they were cannot be found any more. */
async function count(w: Work, { id }: Pick<SessionRecord, 'id'>): Promise<void> {
  const people = await w.sessions.setup.people(id);
  await w.sessions.sense.closeVoting(
    id,
    people.map(({ person }) => person),
  );
  const topics = await w.sessions.sense.topics(id);
  await w.refresh([subjectOfVotes(id), ...topics.map((topic) => subjectOfTopic(topic.id))]);
}

/** The session has left the phase in which it is voted: what is in is counted, and the key goes. */
export async function endVoting(w: Work, session: SessionRecord): Promise<void> {
  const waits = session.state === SENSE || (session.state === 'paused' && session.was === SENSE);
  if (waits || (await w.sessions.sense.voting(session.id))?.state !== 'open') return;
  await count(w, session);
}

/** Whoever takes part sets right what a crash undid: voting begins anew, and all are told. `value` is the session. */
export async function voteAnew(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t } = turn;
  const { session } = await holding(turn, needs, turn.event.value);
  mustMakeSense(t, session);
  const voting = await w.sessions.sense.voting(session.id);
  if (voting?.state !== 'open') return tell(sentence(t, 'review.sense.voting-closed-already'));
  // Somebody else was quicker.
  if (!voting.isLost) return tell(sentence(t, 'review.sense.voting-open-already'));
  return tell(await again(w, t, needs, session));
}

/** The card of a vote: that it is open, and its totals once it is over. `id`: the session. */
export const votesView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const session = await w.sessions.setup.get(id);
    const voting = session && (await w.sessions.sense.voting(id));
    if (!session || !voting || !(await maySee(w, needs, session, { to, there })))
      return there ? sentence(t, 'review.sense.card-gone') : null;
    const topics = await accepted(w, id);
    if (voting.state === 'closed') return there ? resultCard(t, topics) : null;
    if (!isMakingSense(session)) return there ? sentence(t, 'review.sense.voting-closed-already') : null;
    const votes = budgetFor(topics.length);
    const said = t('review.sense.vote-card', { topics: topics.length, votes, each: MOST_EACH });
    return {
      summary: plain(said),
      blocks: [
        heading(t('review.sense.vote-heading')),
        body(said),
        ...(voting.begun > 1 ? [note(t('review.sense.vote-anew'))] : []),
        note(t('review.sense.vote-secret')),
        ...(voting.isLost ? [body(t('review.sense.votes-lost'))] : []),
        ...buttons(voting.isLost ? anewButton(t, id) : voteButton(t, id)),
      ],
    };
  };

export const voteButton = (t: Translate, session: string) =>
  opening({ action: 'sessions.vote', value: session, label: t.plain('review.sense.vote') }, { style: 'primary' });

function resultCard(t: Translate, topics: readonly Topic[]): Card {
  const order = [...topics].sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0) || a.place - b.place);
  const named = order.slice(0, NAMED);
  const left = order.length - named.length;
  const summary = t('review.sense.vote-result');
  return {
    ...saying(summary),
    blocks: [
      heading(summary),
      ...named.map(({ title, votes }) => body(t('review.sense.vote-result-row', { topic: title, votes: votes ?? 0 }))),
      ...(left > 0 ? [note(t('review.sense.vote-result-more', { left }))] : []),
      note(t('review.sense.vote-result-note')),
    ],
  };
}

/** What sense-making adds to people's own cards of a session, to the card of whoever leads it, and to the one in channels. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import { bold, plain } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { groupButton } from './lists.ts';
import { currentOf, isDone, queueOf } from './queue.ts';
import type { Topic } from './records.ts';
import { isMakingSense, looking, takesFacts, works } from './rights.ts';
import { blocking } from './standing.ts';
import { mayOpen, voteButton } from './votes.ts';
import { outcomeText, press } from './words.ts';

/** Topics that are named on the card of whoever leads. */
const NAMED = 8;

const read = {
  topics: (t: Translate, id: string): Button =>
    press({ action: 'sessions.topics', value: id, label: t.plain('review.sense.see-topics') }),
  points: (t: Translate, id: string): Button =>
    press({ action: 'sessions.sense-points', value: id, label: t.plain('review.sense.see-points') }),
  facts: (t: Translate, id: string): Button =>
    press({ action: 'sessions.facts', value: id, label: t.plain('review.sense.see-facts') }),
};

/** Where the session is, and what one can do about it now. */
export async function panel(w: Work, t: Translate, session: SessionRecord, viewer: Viewer): Promise<readonly Block[]> {
  const { id } = session;
  if (!isMakingSense(session)) return takesFacts(session) ? afterwards(t, id) : [];
  const { sense } = w.sessions;
  const counts = await sense.counts(id);
  const topics = await sense.topics(id);
  const voting = await sense.voting(id);
  const current = currentOf(topics);
  const isOpen = works({ session, viewer });
  return [
    body(t('review.sense.panel-points', { points: counts.points, topics: counts.topics, unplaced: counts.unplaced })),
    body(t('review.sense.panel-facts', { ...counts.facts })),
    ...(current ? [body(bold(t('review.sense.panel-current', { topic: current.title })))] : []),
    ...(voting?.state === 'open' ? [body(bold(t('review.sense.panel-voting')))] : []),
    ...buttons(
      isOpen && voting?.state === 'open' && voteButton(t, id),
      current && press({ action: 'sessions.topic', value: current.id, label: t.plain('review.sense.see-current') }),
      read.topics(t, id),
      read.facts(t, id),
      isOpen && counts.unplaced > 0 && voting?.state !== 'open' && groupButton(t, id),
      press({ action: 'sessions.catch-up', value: id, label: t.plain('review.sense.catch-up') }),
    ),
    note(t('review.sense.panel-seen', { seen: counts.points - counts.uncovered, points: counts.points })),
  ];
}

/** Once the topics are locked they are still read, and facts are agreed and disputed. */
const afterwards = (t: Translate, id: string): readonly Block[] => buttons(read.topics(t, id), read.facts(t, id));

/** What whoever leads can do, and what still keeps it from going on. */
export async function leading(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  if (!isMakingSense(session)) return [];
  const { id } = session;
  const { sense } = w.sessions;
  const topics = await sense.topics(id);
  const voting = await sense.voting(id);
  const counts = await sense.counts(id);
  const blocked = await blocking(w, id);
  const current = currentOf(topics);
  const next = queueOf(topics).find((topic) => topic.id !== current?.id);
  const isVoting = voting?.state === 'open';
  const accepted = topics.filter(({ state }) => state === 'accepted');
  const strength = blocked.needsStrength && !blocked.topics.some(({ kind }) => kind === 'keep');
  const keeps = strength ? accepted.filter((topic) => topic.kind === 'keep' && !isDone(topic)) : [];
  const [keep] = [...keeps].sort((a, b) => b.points - a.points || a.place - b.place);
  return [
    ...blockedLines(t, blocked, strength),
    ...(isVoting ? [body(t('review.sense.leading-voters', { voters: await sense.voters(id) }))] : []),
    ...buttons(
      isVoting &&
        press(
          { action: 'sessions.votes-close', value: id, label: t.plain('review.sense.close-voting') },
          { style: 'primary' },
        ),
      !isVoting &&
        mayOpen(accepted, voting) &&
        press({ action: 'sessions.votes-open', value: id, label: t.plain('review.sense.open-voting') }),
      !isVoting &&
        next !== undefined &&
        press(
          {
            action: 'sessions.topic-deal',
            value: `${id}/${current?.id ?? '-'}`,
            label: t.plain('review.sense.deal'),
          },
          { style: 'primary' },
        ),
      !isVoting &&
        blocked.topics.length === 0 &&
        counts.uncovered > 0 &&
        press(
          {
            action: 'sessions.coverage',
            value: id,
            label: t.plain('review.sense.begin-coverage', { points: counts.uncovered }),
          },
          next === undefined && blocked.unplaced === 0 ? { style: 'primary' } : {},
        ),
      // Until every point is in a topic or alone it does not go on.
      !isVoting && blocked.unplaced > 0 && groupButton(t, id, next === undefined ? { style: 'primary' } : {}),
      keep !== undefined &&
        press({
          action: 'sessions.topic-first',
          value: `${keep.id}/yes`,
          label: t.plain('review.sense.strength-first'),
        }),
      read.topics(t, id),
      read.facts(t, id),
    ),
    note(t('review.sense.panel-seen', { seen: counts.points - counts.uncovered, points: counts.points })),
  ];
}

function blockedLines(
  t: Translate,
  { unplaced, suggested, topics }: Awaited<ReturnType<typeof blocking>>,
  strength: boolean,
): readonly Block[] {
  const named = topics.slice(0, NAMED);
  const left = topics.length - named.length;
  const lines = [
    ...(unplaced > 0 ? [t('review.sense.blocked-unplaced', { unplaced, suggested })] : []),
    ...named.map(({ title }) => t('review.sense.blocked-topic', { topic: title })),
    ...(left > 0 ? [t('review.sense.blocked-topics', { left })] : []),
    ...(strength ? [t('review.sense.blocked-strength')] : []),
  ];
  return lines.length === 0
    ? [body(t('review.sense.nothing-blocks'))]
    : [body(bold(t('review.sense.blocked'))), ...lines.map((line) => body(line))];
}

/** What anybody can press in a channel: the answer is for them alone, and says so where it is not for them. */
export const offers = (t: Translate, session: SessionRecord): readonly Button[] =>
  isMakingSense(session) ? [read.points(t, session.id), read.topics(t, session.id), read.facts(t, session.id)] : [];

/** What happened so far, in two minutes: for who comes late, and for who was away. `value` is the session. */
export async function catchUp(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const here = await looking(turn, needs, event.value);
  return tell(await catchUpCard(w, t, here.session));
}

export async function catchUpCard(w: Work, t: Translate, session: SessionRecord): Promise<Card> {
  const { id } = session;
  const counts = await w.sessions.sense.counts(id);
  const topics = (await w.sessions.sense.topics(id)).filter(({ state }) => state === 'accepted');
  const voting = await w.sessions.sense.voting(id);
  const [done, open] = [topics.filter(isDone), topics.filter((topic) => !isDone(topic))];
  const current = currentOf(topics);
  const named = (some: readonly Topic[], line: (topic: Topic) => Block): readonly Block[] => [
    ...some.slice(0, NAMED).map(line),
    ...(some.length > NAMED ? [note(t('review.sense.blocked-topics', { left: some.length - NAMED }))] : []),
  ];
  const title = t('review.sense.catch-up-title');
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      body(t('review.sense.panel-points', { points: counts.points, topics: counts.topics, unplaced: counts.unplaced })),
      body(t('review.sense.panel-facts', { ...counts.facts })),
      ...(done.length > 0 ? [body(bold(t('review.sense.catch-up-done')))] : []),
      ...named(done, (topic) =>
        body(t('review.sense.catch-up-topic', { topic: topic.title, outcome: outcomeText(t, topic) ?? '' })),
      ),
      ...(open.length > 0 ? [body(bold(t('review.sense.catch-up-open')))] : []),
      ...named(open, (topic) => body(topic.title)),
      ...(current ? [body(t('review.sense.panel-current', { topic: current.title }))] : []),
      ...buttons(
        voting?.state === 'open' && isMakingSense(session) && voteButton(t, id),
        current && press({ action: 'sessions.topic', value: current.id, label: t.plain('review.sense.see-current') }),
        read.points(t, id),
        read.topics(t, id),
        read.facts(t, id),
      ),
      note(t('review.sense.catch-up-note')),
    ],
  };
}

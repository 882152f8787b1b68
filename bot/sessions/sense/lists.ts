/** Lists for one who takes part: all topics, and all points, some at a time. */
import type { Block, Card } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, replace, tell } from '../../core/reply.ts';
import { join } from '../../core/text.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import { fitting, offsetIn } from '../paging.ts';
import type { Topic, Which } from './records.ts';
import { type Here, isMakingSense, looking, works } from './rights.ts';
import { undoButton } from './step-words.ts';
import { opening, outcomeText, pointBlocks, press, topicNote } from './words.ts';

const TOPICS = 12;
const POINTS = 10;
/** Characters of points on one card. */
const ROOM = 6_000;

/** `value`: the session, and on another page where that begins. */
export async function listTopics(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const [id = '', from] = turn.event.value.split('/');
  const here = await looking(turn, needs, id);
  const card = await topicsCard(turn, here, offsetIn(from));
  return from === undefined ? tell(card) : replace(card);
}

export async function topicsCard(turn: Turn, here: Here, from = 0): Promise<Card> {
  const { w, t } = turn;
  const { session } = here;
  const topics = await w.sessions.sense.topics(session.id);
  const { unplaced, suggested } = await w.sessions.sense.counts(session.id);
  const some = topics.slice(from, from + TOPICS);
  const next = from + some.length;
  const title = t('review.sense.topics', { topics: topics.length - suggested, suggested });
  const mayGroup = isMakingSense(session) && works(here);
  const { rows } = mayGroup ? await w.sessions.sense.steps(session.id, { from: 0, most: 1 }) : { rows: [] };
  return {
    summary: t.plain('review.sense.topics', { topics: topics.length - suggested, suggested }),
    blocks: [
      heading(title),
      ...(topics.length === 0 ? [body(t('review.sense.no-topics'))] : []),
      ...some.map((topic) => topicRow(turn, topic)),
      ...(unplaced > 0 ? [note(t('review.sense.unplaced', { unplaced, suggested }))] : []),
      ...buttons(
        next < topics.length &&
          press({
            action: 'sessions.topics',
            value: `${session.id}/${next}`,
            label: t.plain('review.sense.next-topics', { left: topics.length - next }),
          }),
        from > 0 &&
          press({ action: 'sessions.topics', value: `${session.id}/0`, label: t.plain('review.sense.from-start') }),
        mayGroup && unplaced > 0 && groupButton(t, session.id),
        mayGroup &&
          suggested > 0 &&
          press({
            action: 'sessions.topic-accept-all',
            value: session.id,
            label: t.plain('review.sense.accept-all', { suggested }),
          }),
        rows[0] ? undoButton(turn, rows[0]) : null,
      ),
    ],
  };
}

export const groupButton = (t: Turn['t'], session: string, how: Parameters<typeof opening>[1] = {}) =>
  opening({ action: 'sessions.topic-group', value: `${session}/-/0/-`, label: t.plain('review.sense.group') }, how);

function topicRow({ t }: Turn, topic: Topic): Block {
  const outcome = outcomeText(t, topic);
  const state = outcome ?? (topic.state === 'suggested' ? t('review.sense.state-suggested') : t(stateOf(topic)));
  return {
    block: 'row',
    text: topic.title,
    note: join(topicNote(t, topic), ' · ', state),
    button: press({ action: 'sessions.topic', value: topic.id, label: t.plain('review.sense.look') }),
  };
}

const stateOf = ({ dealtAt, priority }: Topic) =>
  dealtAt ? 'review.sense.state-dealt' : priority ? 'review.sense.state-waits' : 'review.sense.state-later';

const READ = ['all', 'unplaced', 'alone', 'expected', 'uncovered'] as const;

/** `value`: the session, which points, and where the page begins: `<session>/unplaced/10`. Without that it is the first. */
export async function listPoints(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me } = turn;
  const [id = '', wanted, begins] = turn.event.value.split('/');
  const { session } = await looking(turn, needs, id);
  const which: Which & string = READ.find((one) => one === wanted) ?? 'all';
  const from = offsetIn(begins);
  const all = await w.sessions.sense.points(session.id, which, { from, most: POINTS });
  const some = fitting(all.rows, ({ text }) => text.length, ROOM);
  const next = from + some.length;
  const card: Card = {
    summary: t.plain(`review.sense.points-${which}`, { points: all.total }),
    blocks: [
      heading(t(`review.sense.points-${which}`, { points: all.total })),
      ...(all.total === 0 ? [body(t('review.sense.no-points'))] : []),
      ...some.flatMap((point) => pointBlocks(t, point, me.organisation)),
      ...buttons(
        next < all.total &&
          press({
            action: 'sessions.sense-points',
            value: `${session.id}/${which}/${next}`,
            label: t.plain('review.sense.next-points', { left: all.total - next }),
          }),
        from > 0 &&
          press({
            action: 'sessions.sense-points',
            value: `${session.id}/${which}/0`,
            label: t.plain('review.sense.from-start'),
          }),
      ),
    ],
  };
  return begins === undefined ? tell(card) : replace(card);
}

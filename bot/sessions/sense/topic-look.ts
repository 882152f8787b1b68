/** A topic from inside, for one who takes part: all its points in full, all that was said, and what can be done to the topic itself. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, replace, tell } from '../../core/reply.ts';
import { bold, plain } from '../../core/text.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import { fitting, offsetIn } from '../paging.ts';
import type { Factor, Topic } from './records.ts';
import { type Here, isMakingSense, lookingAt, steers, works } from './rights.ts';
import { remarkBlocks, talkButtons, whyBlocks } from './topic-card.ts';
import { chainOf } from './why.ts';
import { inShort, opening, outcomeText, pointBlocks, press, topicNote } from './words.ts';

/** Characters of points, or of what was said, on one card; and points or remarks. */
const ROOM = 5_000;
const MOST = 10;
const FACTORS = 40;

/** `value`: the topic, and on another page p or r with where it begins: `<topic>/p10`. */
export async function lookAtTopic(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const [id = '', page] = turn.event.value.split('/');
  const here = await lookingAt(turn, needs, id);
  const card = await lookCard(turn, here, page ?? 'p0');
  return page === undefined ? tell(card) : replace(card);
}

/** The first page of a topic as one person sees it. */
export const lookCard = async (turn: Turn, here: Here & { topic: Topic }, page = 'p0'): Promise<Card> => {
  const { topic } = here;
  const { t } = turn;
  const from = offsetIn(page.slice(1));
  const outcome = outcomeText(t, topic);
  return {
    summary: t.plain('review.sense.topic-summary', { topic: topic.title }),
    blocks: [
      heading(topic.title),
      note(topicNote(t, topic)),
      ...(topic.state === 'suggested' ? [note(t('review.sense.suggested-why', { words: topic.why.join(', ') }))] : []),
      ...(page.startsWith('r') ? await said(turn, here, from) : await points(turn, here, from)),
      ...(outcome === null ? [] : [body(bold(outcome))]),
      ...(isMakingSense(here.session) && works(here) ? doing(turn, here) : []),
    ],
  };
};

async function points({ w, t, me }: Turn, { session, topic }: Here & { topic: Topic }, from: number) {
  const all = await w.sessions.sense.points(session.id, { topic: topic.id }, { from, most: MOST });
  const some = fitting(all.rows, ({ text }) => text.length, ROOM);
  const factors = from === 0 ? await w.sessions.sense.factors(topic.id) : [];
  const { total: remarks } = await w.sessions.sense.remarks(topic.id, { from: 0, most: 1 });
  const next = from + some.length;
  return [
    ...some.flatMap((point) => pointBlocks(t, point, me.organisation, { topic: false })),
    ...buttons(
      next < all.total &&
        press({
          action: 'sessions.topic',
          value: `${topic.id}/p${next}`,
          label: t.plain('review.sense.next-points', { left: all.total - next }),
        }),
      from > 0 &&
        press({ action: 'sessions.topic', value: `${topic.id}/p0`, label: t.plain('review.sense.from-start') }),
      remarks > 0 &&
        press({
          action: 'sessions.topic',
          value: `${topic.id}/r0`,
          label: t.plain('review.sense.read-remarks', { remarks }),
        }),
    ),
    ...(from === 0 ? whyBlocks(t, factors, FACTORS) : []),
    ...(from === 0 && isMakingSense(session) ? deeper(t, factors) : []),
  ];
}

/** For each factor that nobody has asked about yet: what made that so? */
function deeper(t: Turn['t'], factors: readonly Factor[]): readonly Block[] {
  const asked = new Set(factors.map(({ under }) => under));
  const open = chainOf(factors).filter(({ id }) => !asked.has(id));
  return open.slice(0, MOST).map(({ id, topic, statement }) => ({
    block: 'row',
    text: inShort(statement, 150),
    button: opening({
      action: 'sessions.topic-why',
      value: `${topic}/${id}`,
      label: t.plain('review.sense.add-deeper'),
    }),
  }));
}

async function said({ w, t, me }: Turn, { topic }: { topic: Topic }, from: number): Promise<readonly Block[]> {
  const all = await w.sessions.sense.remarks(topic.id, { from, most: MOST });
  const some = fitting(all.rows, ({ text }) => plain(text).length, ROOM);
  const next = from + some.length;
  return [
    note(t('review.sense.last-first')),
    ...remarkBlocks(t, some, me.organisation, Number.MAX_SAFE_INTEGER),
    ...buttons(
      next < all.total &&
        press({
          action: 'sessions.topic',
          value: `${topic.id}/r${next}`,
          label: t.plain('review.sense.next-remarks', { left: all.total - next }),
        }),
      press({ action: 'sessions.topic', value: `${topic.id}/p0`, label: t.plain('review.sense.read-points') }),
    ),
  ];
}

/** What can be done to a topic: first what is asked of whoever sees it, then what is seldom needed. */
function doing({ t }: Turn, here: Here & { topic: Topic }): readonly Block[] {
  const { topic, session } = here;
  const { id } = topic;
  const apart = press(
    {
      action: 'sessions.topic-dismiss',
      value: id,
      label: t.plain(topic.state === 'suggested' ? 'review.sense.dismiss' : 'review.sense.take-apart'),
    },
    {
      confirm: {
        title: t.plain('review.sense.apart-sure'),
        text: t.plain('review.sense.apart-means'),
        yes: t.plain('review.sense.apart-yes'),
        no: t.plain('words.cancel'),
      },
    },
  );
  const first: Button = press({
    action: 'sessions.topic-first',
    value: `${id}/${topic.priority ? 'no' : 'yes'}`,
    label: t.plain(topic.priority ? 'review.sense.not-first' : 'review.sense.first'),
  });
  const isSuggested = topic.state === 'suggested';
  return [
    ...(isSuggested ? [] : talkButtons(t, topic).map(withoutReading)),
    ...buttons(
      isSuggested &&
        press(
          { action: 'sessions.topic-accept', value: id, label: t.plain('review.sense.accept') },
          { style: 'primary' },
        ),
      opening({ action: 'sessions.topic-name', value: id, label: t.plain('review.sense.rename') }),
      opening({
        action: 'sessions.topic-group',
        value: `${session.id}/${id}/0/-`,
        label: t.plain('review.sense.move-points'),
      }),
      opening({
        action: 'sessions.topic-group',
        value: `${session.id}/-/0/${id}`,
        label: t.plain('review.sense.add-points'),
      }),
      opening({ action: 'sessions.topic-merge', value: id, label: t.plain('review.sense.merge') }),
      apart,
      !isSuggested && steers(here) && topic.outcome === null && first,
      press({ action: 'sessions.topic-past', value: `${id}/0`, label: t.plain('review.sense.history') }),
    ),
  ];
}

/** Whoever reads all has no need of the button for it. */
const withoutReading = (block: Block): Block =>
  block.block === 'buttons'
    ? {
        ...block,
        buttons: block.buttons.filter((button) => button.button !== 'action' || button.action !== 'sessions.topic'),
      }
    : block;

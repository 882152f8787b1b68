/** The one card of a topic: its points, what made it so, what was last said, and what becomes of it. Drawn from the database each time. */
import type { Block, Card } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import { bold, join, plain, shorten, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, note, quote, sentence } from '../../words/fragments.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import type { Factor, Remark, Topic } from './records.ts';
import { isMakingSense } from './rights.ts';
import { maySee } from './showing.ts';
import { ASKED, chainOf, depthOf } from './why.ts';
import { opening, outcomeText, press, topicNote } from './words.ts';

/** On the card of all; whatever is more stands behind a button. */
const POINTS = 5;
const REMARKS = 3;
const FACTORS = 12;
const QUOTED = 300;

/** `id`: the topic. */
export const topicView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const topic = await w.sessions.sense.topic(id);
    const session = topic && (await w.sessions.setup.get(topic.session));
    if (!topic || !session || !(await maySee(w, needs, session, { to, there })))
      return there ? sentence(t, 'review.sense.card-gone') : null;
    if (topic.state !== 'accepted') return there ? await overCard(w, t, topic) : null;
    return topicCard(w, t, session, topic, await needs.readerAt(w, to));
  };

/** It is part of another, or was taken apart. */
async function overCard(w: Work, t: Translate, topic: Topic): Promise<Card> {
  const into = topic.into ? await w.sessions.sense.topic(topic.into) : null;
  return into
    ? sentence(t, 'review.sense.merged', { topic: topic.title, into: into.title })
    : sentence(t, 'review.sense.dismissed', { topic: topic.title });
}

/** @param reader the organisation of who reads it */
async function topicCard(
  w: Work,
  t: Translate,
  session: SessionRecord,
  topic: Topic,
  reader: string | null,
): Promise<Card> {
  const { sense } = w.sessions;
  const points = await sense.points(session.id, { topic: topic.id }, { from: 0, most: POINTS });
  const factors = await sense.factors(topic.id);
  const remarks = await sense.remarks(topic.id, { from: 0, most: REMARKS });
  const outcome = outcomeText(t, topic);
  return {
    summary: t.plain('review.sense.topic-summary', { topic: topic.title }),
    blocks: [
      heading(topic.title),
      note(topicNote(t, topic)),
      ...untilLine(t, session, outcome === null),
      ...points.rows.map(({ number, text }) =>
        quote(t('review.sense.point', { number: String(number), text: plain(shorten(text, QUOTED)) })),
      ),
      ...more(t, points.total - points.rows.length, 'review.sense.more-points'),
      ...whyBlocks(t, factors, FACTORS),
      ...remarkBlocks(t, [...remarks.rows].reverse(), reader, QUOTED),
      ...more(t, remarks.total - remarks.rows.length, 'review.sense.more-remarks'),
      ...(outcome === null ? [] : [body(bold(outcome))]),
      ...(isMakingSense(session) ? talkButtons(t, topic) : [note(t('review.sense.locked-note'))]),
    ],
  };
}

const more = (
  t: Translate,
  left: number,
  key: 'review.sense.more-points' | 'review.sense.more-remarks',
): readonly Block[] => (left > 0 ? [note(t(key, { left }))] : []);

/** Where people are together, until when this phase lasts: a time, which nobody has to count down. */
function untilLine(t: Translate, session: SessionRecord, isOpen: boolean): readonly Block[] {
  const phase = phaseOf(methodOf(session.method), session.state);
  if (!isOpen || phase?.input !== 'live' || !session.closesAt) return [];
  return [note(t('review.sense.until', { until: session.closesAt }))];
}

/** What made it so, and what made that so; asked once more as long as it was asked too seldom. */
export function whyBlocks(t: Translate, factors: readonly Factor[], most: number): readonly Block[] {
  if (factors.length === 0) return [note(t('review.sense.why-none'))];
  const chain = chainOf(factors);
  const said = chain.slice(0, most).map((factor): Text => {
    const category = t.plain(`review.sense.category-${factor.category}`);
    return factor.depth <= 1
      ? t('review.sense.why', { statement: factor.statement, category })
      : t('review.sense.why-deeper', { statement: factor.statement, category, depth: factor.depth });
  });
  const left = chain.length - said.length;
  return [
    body(join(...said.flatMap((line, at) => (at === 0 ? [line] : ['\n', line])))),
    ...(left > 0 ? [note(t('review.sense.why-more', { left }))] : []),
    ...(depthOf(factors) < ASKED ? [note(t('review.sense.why-once-more'))] : []),
  ];
}

export const remarkBlocks = (
  t: Translate,
  remarks: readonly Remark[],
  reader: string | null,
  most: number,
): readonly Block[] =>
  remarks.map(({ author, text }) => {
    const { name, organisation } = shownTo(t, author, reader);
    return body(t('review.sense.remark', { name, organisation, text: shorten(text, most) }));
  });

/** What anybody who takes part can do about it. */
export const talkButtons = (t: Translate, { id, outcome, version }: Topic): readonly Block[] =>
  buttons(
    opening({ action: 'sessions.topic-why', value: id, label: t.plain('review.sense.add-why') }, { style: 'primary' }),
    opening({ action: 'sessions.topic-say', value: id, label: t.plain('review.sense.say') }),
    opening({
      action: 'sessions.topic-outcome',
      value: `${id}/${version}`,
      label: t.plain(outcome === null ? 'review.sense.record-outcome' : 'review.sense.change-outcome'),
    }),
    outcome === null &&
      opening({
        action: 'sessions.topic-leave',
        value: `${id}/${version}`,
        label: t.plain('review.sense.not-discussed'),
      }),
    press({ action: 'sessions.topic', value: id, label: t.plain('review.sense.read-all') }),
  );

/** Names of what sense is made of, in words, and pieces that several of its cards draw alike. */
import type { Block, Button } from '../../core/card.ts';
import { plain, shorten, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { body, note, quote } from '../../words/fragments.ts';
import type { Point, Topic } from './records.ts';

/** Questions that have a name of their own. */
const QUESTIONS = ['expected', 'happened', 'worked', 'harder', 'next', 'urgent', 'again'] as const;

/** What a point answers. */
function questionName(t: Translate, question: string): string {
  const known = QUESTIONS.find((one) => one === question);
  return known ? t.plain(`review.sense.question-${known}`) : t.plain('review.sense.question-other');
}

/** Some of somebody's words, on one line. */
export const inShort = (text: string, limit: number): string => plain(shorten(text.replace(/\s+/g, ' ').trim(), limit));

/** A point by its number and its first words: for a list to choose from. */
export const pointLabel = (t: Translate, point: Pick<Point, 'number' | 'text'>, limit: number): string =>
  t.plain('review.sense.point-label', {
    number: String(point.number),
    text: inShort(point.text, limit - String(point.number).length - 2),
  });

/** What it answers, who wrote it where that is known, and where it is. */
export function pointNote(t: Translate, point: Point, reader: string | null, how: { topic?: false } = {}): Text {
  const name = point.author ? shownTo(t, point.author, reader).name : null;
  const question = questionName(t, point.question);
  const said = name === null ? question : t.plain('review.sense.point-by', { question, name });
  const late = point.late ? t.plain('review.sense.point-late', { said }) : said;
  const where = how.topic === false ? null : placeOf(t, point);
  return where === null ? late : t('review.sense.point-where', { said: late, where });
}

function placeOf(t: Translate, { topic, alone, isFact, question }: Point): string {
  if (topic?.state === 'accepted') return t.plain('review.sense.in-topic', { topic: topic.title });
  if (alone) return t.plain('review.sense.is-alone');
  if (isFact) return t.plain('review.sense.is-fact');
  if (question === 'expected') return t.plain('review.sense.is-expected');
  return topic ? t.plain('review.sense.in-suggested', { topic: topic.title }) : t.plain('review.sense.is-unplaced');
}

/** A point in full: its words, what shows it, and what it is. */
export const pointBlocks = (
  t: Translate,
  point: Point,
  reader: string | null,
  how: { topic?: false } = {},
): Block[] => [
  quote(t('review.sense.point', { number: String(point.number), text: point.text })),
  ...point.evidence.map((address) => note(t('review.sense.shown-by', { address: linkTo(address) }))),
  note(pointNote(t, point, reader, how)),
];

/** An address of the web leads there; anything else is words. */
export const linkTo = (address: string): Text =>
  /^https?:\/\//i.test(address) && URL.canParse(address) ? [{ run: 'link', url: address, text: address }] : address;

/** What became of a topic, in words; null where nothing has yet. */
export function outcomeText(t: Translate, { outcome, outcomeWhy, undiscussed }: Topic): Text | null {
  if (outcome !== null) {
    const said = t.plain(`review.sense.outcome-${outcome}`);
    return outcomeWhy === null
      ? t('review.sense.outcome', { outcome: said })
      : t('review.sense.outcome-because', { outcome: said, why: outcomeWhy });
  }
  return undiscussed === null ? null : t('review.sense.undiscussed', { why: undiscussed });
}

/** What a topic is, on one line: to keep or to change, how many points, how many votes. */
export function topicNote(t: Translate, topic: Topic): Text {
  const kind = t.plain(`review.sense.kind-${topic.kind}`);
  return topic.votes === null
    ? t('review.sense.topic-note', { kind, points: topic.points })
    : t('review.sense.topic-note-votes', { kind, points: topic.points, votes: topic.votes });
}

export const lines = (text: Text): readonly Block[] => (plain(text) === '' ? [] : [body(text)]);

type Press = { action: string; value: string; label: string };
/** A button that does something, and one that opens a form. */
export const press = (
  { action, value, label }: Press,
  how: Pick<Extract<Button, { button: 'action' }>, 'style' | 'confirm'> = {},
): Button => ({ button: 'action', action, value, label, ...how });
export const opening = (one: Press, how: Pick<Extract<Button, { button: 'action' }>, 'style'> = {}): Button =>
  ({ ...press(one, how), opens: true }) as Button;

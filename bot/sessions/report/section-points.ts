/** What people put in: what they expected, topics with their reasons, and what was raised and not talked about. Each stands in one place. */
import type { Key } from '../../core/translate.ts';
import { CATEGORIES, OUTCOMES } from '../sense/records.ts';
import { type Item, type Line, line, list, ours, type Part, type Section, theirs, words } from './document.ts';
import type { At } from './numbers.ts';
import type { Point, Topic } from './report.ts';

export function expectedSection(at: At): Section {
  const { report, t } = at;
  const expected = report.points.filter(({ question }) => question === 'expected');
  return {
    id: 'expected',
    title: line(t, 'review.report.expected'),
    parts: expected.length === 0 ? [words(line(t, 'review.report.expected-none'))] : pointItems(at, expected),
  };
}

export const workedSection = (at: At): Section => topicsSection(at, 'keep', 'worked');
export const harderSection = (at: At): Section => topicsSection(at, 'change', 'harder');

function topicsSection(at: At, kind: Topic['kind'], question: 'worked' | 'harder'): Section {
  const { report, t } = at;
  const topics = report.topics.filter((one) => one.kind === kind && one.discussed);
  const alone = standing(at, question);
  const none = topics.length + alone.length === 0;
  return {
    id: question,
    title: line(t, `review.report.${question}`),
    parts: none ? [words(line(t, `review.report.${question}-none`))] : [],
    sections: [
      ...topics.map((one) => topicSection(at, one)),
      ...(alone.length === 0
        ? []
        : [{ id: `${question}-alone`, title: line(t, 'review.report.alone'), parts: pointItems(at, alone) }]),
    ],
  };
}

/** Points of a question that are in no topic and were talked about. */
const standing = ({ report }: At, question: string): readonly Point[] =>
  report.points.filter((one) => one.question === question && one.topic === null && one.discussed);

/** Questions whose answers stand in sections of their own. */
const PLACED = ['expected', 'happened', 'worked', 'harder'];
const OTHERS: Readonly<Record<string, Key>> = {
  next: 'review.report.next',
  again: 'review.report.again',
  urgent: 'review.report.urgent',
};

/** Answers to other questions: what to keep or do differently, what was asked once more, what was urgent. */
export function otherSections(at: At): readonly Section[] {
  const { report, t } = at;
  const questions = [...new Set(report.points.map(({ question }) => question))].filter((one) => !PLACED.includes(one));
  const known = Object.keys(OTHERS).filter((one) => questions.includes(one));
  return [...known, ...questions.filter((one) => OTHERS[one] === undefined)].flatMap((question) => {
    const points = standing(at, question);
    if (points.length === 0) return [];
    return [
      {
        id: `said-${question.replace(/[^a-z0-9]/g, '-')}`,
        title: line(t, OTHERS[question] ?? 'review.report.other'),
        parts: pointItems(at, points),
      },
    ];
  });
}

function topicSection(at: At, topic: Topic): Section {
  const { report, refs, t } = at;
  const found = refs.of('topic', topic.id);
  const points = report.points.filter((one) => one.topic === topic.id && one.question !== 'expected');
  const elsewhere = report.points.filter((one) => one.topic === topic.id && one.question === 'expected').length;
  const label = (key: Key, text: string): readonly Part[] =>
    text === '' ? [] : [words([...line(t, key), ...ours(' '), ...theirs(text)])];
  return {
    id: found?.anchor ?? topic.id,
    title: [...ours(`${found?.name ?? ''}: `), ...theirs(topic.title)],
    parts: [
      ...(topic.outcome === null ? [] : [words(line(t, outcomeKey(topic.outcome)))]),
      ...label('review.report.topic-said', topic.why),
      ...label('review.report.topic-undiscussed', topic.undiscussed),
      ...(topic.votes === null ? [] : [words(line(t, 'review.report.topic-votes', { votes: topic.votes }))]),
      ...(topic.factors.length === 0
        ? []
        : [words(line(t, topic.kind === 'keep' ? 'review.report.factors-keep' : 'review.report.factors-change'))]),
      ...list(topic.factors.map((one) => factorItem(at, one))),
      ...(points.length === 0 ? [] : [words(line(t, 'review.report.topic-points'))]),
      ...pointItems(at, points),
      ...(elsewhere === 0 ? [] : [words(line(t, 'review.report.topic-expected', { count: elsewhere }))]),
    ],
  };
}

function factorItem({ refs, t }: At, { id, statement, category, depth, under }: Topic['factors'][number]): Item {
  const found = refs.of('factor', id);
  const above = under === null ? null : refs.to('factor', under);
  return {
    ...(found && { id: found.anchor }),
    line: [...ours(`${found?.name ?? ''}. `), ...theirs(statement)],
    under: [
      line(t, 'review.report.factor-kind', { category: t.plain(categoryKey(category)), depth }),
      ...(above ? [[...line(t, 'review.report.factor-under'), ...ours(' '), above] as Line] : []),
    ],
  };
}

const categoryKey = (category: string): Key =>
  `review.report.category-${CATEGORIES.find((one) => one === category) ?? 'other'}`;

const outcomeKey = (outcome: string): Key =>
  `review.report.outcome-${OUTCOMES.find((one) => one === outcome) ?? 'other'}`;

/** In their own words, for those who take part; how many there are, for anybody else. */
export function pointItems(at: At, points: readonly Point[]): readonly Part[] {
  const { reading, refs, t } = at;
  if (points.length === 0) return [];
  if (reading.breadth === 'wider') return [words(line(t, 'review.report.points-kept', { count: points.length }))];
  return list(
    points.map(({ id, text, evidence, late }): Item => {
      const found = refs.of('point', id);
      return {
        ...(found && { id: found.anchor }),
        line: theirs(text),
        under: [
          ...evidence.map((one): Line => [refs.evidence(one)]),
          ...(late ? [line(t, 'review.report.point-late')] : []),
        ],
      };
    }),
  );
}

export function undiscussedSection(at: At): Section {
  const { report, t } = at;
  const topics = report.topics.filter(({ discussed }) => !discussed);
  const alone = report.points.filter(
    ({ question, topic, discussed }) =>
      topic === null && !discussed && question !== 'expected' && question !== 'happened',
  );
  const { held, withdrawn, waiting } = report;
  const counts: readonly (readonly [Key, number])[] = [
    ['review.report.held', held],
    ['review.report.withdrawn', withdrawn],
    ['review.report.waiting', waiting],
  ];
  return {
    id: 'undiscussed',
    title: line(t, 'review.report.undiscussed'),
    parts: [
      ...(topics.length + alone.length === 0 ? [words(line(t, 'review.report.undiscussed-none'))] : []),
      ...pointItems(at, alone),
      ...counts.flatMap(([key, count]) => (count === 0 ? [] : [words(line(t, key, { count }))])),
    ],
    sections: topics.map((one) => topicSection(at, one)),
  };
}

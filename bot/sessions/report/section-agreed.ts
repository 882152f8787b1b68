/** What was agreed: lessons, recommendations with their answers, actions as they are now. */
import type { Key } from '../../core/translate.ts';
import { ACTION_STATES } from '../actions.ts';
import { dayAt } from '../days.ts';
import { EFFECTS, STRENGTHS } from '../outcome/action.ts';
import { LIFECYCLES } from '../outcome/lesson.ts';
import {
  addressLine,
  dayText,
  type Item,
  joined,
  type Line,
  line,
  list,
  ours,
  quiet,
  quoted,
  type Section,
  theirs,
  words,
} from './document.ts';
import type { At } from './numbers.ts';
import type { ActionLine, Lesson, RecommendationLine } from './report.ts';
import { whoLine } from './section-about.ts';

export function lessonsSection(at: At): Section {
  const { report, t } = at;
  return {
    id: 'lessons',
    title: line(t, 'review.report.lessons'),
    parts:
      report.lessons.length === 0
        ? [
            words(
              report.noLesson === ''
                ? line(t, 'review.report.lessons-none')
                : [...line(t, 'review.report.no-lesson'), ...ours(' '), ...theirs(report.noLesson)],
            ),
          ]
        : [words(line(t, 'review.report.lessons-standing')), ...list(report.lessons.map((one) => lessonItem(at, one)))],
  };
}

function lessonItem({ refs, t }: At, one: Lesson): Item {
  const found = refs.of('lesson', one.id);
  return {
    ...(found && { id: found.anchor }),
    line: [...ours(`${found?.name ?? ''}. `), ...lessonLine(t, one)],
    under: [
      ...labelled(t, 'review.report.lesson-context', one.context),
      ...labelled(t, 'review.report.lesson-applies', one.appliesTo),
      line(t, lifecycleKey(one.lifecycle)),
      ...labelled(t, 'review.report.lesson-why', one.lifecycleWhy),
      ...(one.seenBefore === 0 ? [] : [line(t, 'review.report.lesson-seen', { count: one.seenBefore })]),
    ],
  };
}

/** "When ...: do ..., because ..." */
export const lessonLine = (t: At['t'], one: Pick<Lesson, 'when' | 'do' | 'because'>): Line =>
  line(t, 'review.report.lesson', { when: quoted(one.when), do: quoted(one.do), because: quoted(one.because) });

const lifecycleKey = (lifecycle: string): Key =>
  `review.report.lifecycle-${LIFECYCLES.find((one) => one === lifecycle) ?? 'identified'}`;

/** A label and somebody's words; nothing for none. */
const labelled = (t: At['t'], key: Key, text: string): readonly Line[] =>
  text === '' ? [] : [[...line(t, key), ...ours(' '), ...theirs(text)]];

export function recommendationsSection(at: At): Section {
  const { report, t } = at;
  return {
    id: 'recommendations',
    title: line(t, 'review.report.recommendations'),
    parts:
      report.recommendations.length === 0
        ? [words(line(t, 'review.report.recommendations-none'))]
        : [
            {
              part: 'table',
              caption: t.plain('review.report.recommendations-caption'),
              head: [
                t.plain('review.report.recommendation'),
                t.plain('review.report.recommendation-to'),
                t.plain('review.report.recommendation-answer'),
              ],
              rows: report.recommendations.map((one) => {
                const found = at.refs.of('recommendation', one.id);
                return {
                  ...(found && { id: found.anchor }),
                  cells: [recommendationLines(at, one), [theirs(one.addressedTo)], answerLines(at, one)],
                };
              }),
            },
          ],
  };
}

function recommendationLines({ report, refs, t }: At, one: RecommendationLine): readonly Line[] {
  const actions = report.actions
    .filter(({ recommendation }) => recommendation === one.id)
    .flatMap(({ id }) => refs.to('action', id) ?? []);
  return [
    [...ours(`${refs.of('recommendation', one.id)?.name ?? ''}. `), ...theirs(one.text)],
    ...(actions.length === 0
      ? []
      : [[...line(t, 'review.report.recommendation-actions'), ...ours(' '), ...joined(actions.map((to) => [to]))]]),
    ...(one.referral ? [line(t, 'review.report.recommendation-referral')] : []),
    ...labelled(t, 'review.report.recommendation-no-action', one.noAction),
  ];
}

function answerLines({ report, reading, t }: At, one: RecommendationLine): readonly Line[] {
  if (one.answer === null) {
    // In one without a sponsor nobody is asked.
    if (report.sponsor === 'none') return [line(t, 'review.report.answer-nobody')];
    const day = dayText(t, report.edition === 0 ? reading.since.on : dayAt(new Date(report.madeAt), report.zone));
    return [
      line(t, report.sponsor === 'vacant' ? 'review.report.answer-vacant' : 'review.report.answer-none', { day }),
    ];
  }
  return [
    one.answeredOn === null
      ? line(t, `review.report.answer-${one.answer}`)
      : line(t, `review.report.answer-${one.answer}-on`, { day: dayText(t, one.answeredOn) }),
    ...(one.answerWhy === '' ? [] : [theirs(one.answerWhy)]),
  ];
}

export function actionsSection(at: At): Section {
  const { report, reading, t } = at;
  return {
    id: 'actions',
    title: line(t, 'review.report.actions'),
    parts:
      report.actions.length === 0
        ? [words(line(t, 'review.report.actions-none'))]
        : [
            words(line(t, 'review.report.actions-as-on', { day: dayText(t, reading.since.on) })),
            {
              part: 'table',
              caption: t.plain('review.report.actions-caption'),
              head: [
                t.plain('review.report.action'),
                t.plain('review.report.action-owner'),
                t.plain('review.report.action-due'),
                t.plain('review.report.action-state'),
              ],
              rows: report.actions.map((one) => {
                const found = at.refs.of('action', one.id);
                const now = actionNow(at, one);
                return {
                  ...(found && { id: found.anchor }),
                  cells: [
                    actionLines(at, one),
                    [now.owner === null ? line(t, 'review.report.action-nobody') : whoLine(at, now.owner)],
                    [now.dueOn === null ? line(t, 'review.report.action-no-date') : ours(dayText(t, now.dueOn))],
                    stateLines(at, one, now),
                  ],
                };
              }),
            },
          ],
  };
}

/** What it brought, in the words of who answers for it; none before they say so and let it be read. */
export function benefitSection(at: At): Section | null {
  const { reading, t } = at;
  const { benefit } = reading.since;
  if (!benefit) return null;
  const parts = (['applied', 'realised'] as const).filter((name) => benefit[name] !== '');
  return {
    id: 'benefit',
    title: line(t, 'review.report.benefit-title'),
    parts: [
      quiet([...line(t, 'review.report.benefit-by'), ...ours(' '), ...whoLine(at, benefit.by)]),
      {
        part: 'facts',
        facts: parts.map((name) => ({
          label: t.plain(`review.report.benefit-${name}-was`),
          value: theirs(benefit[name]),
        })),
      },
    ],
  };
}

/** An action as it is by now; one that is gone from the database, as it was. */
export function actionNow(
  { reading }: Pick<At, 'reading'>,
  { id, state, dueOn, owner }: ActionLine,
): Pick<ActionLine, 'state' | 'dueOn' | 'owner'> {
  return reading.since.actions.get(id) ?? { state, dueOn, owner };
}

function actionLines({ refs, t }: At, one: ActionLine): readonly Line[] {
  const lessons = one.lessons.flatMap((id) => refs.to('lesson', id) ?? []);
  return [
    [...ours(`${refs.of('action', one.id)?.name ?? ''}. `), ...theirs(one.text)],
    ...labelled(t, 'review.report.action-when', one.whenWill),
    ...labelled(t, 'review.report.action-measure', one.measure),
    line(t, strengthKey(one.strength)),
    ...(lessons.length === 0
      ? []
      : [[...line(t, 'review.report.action-lessons'), ...ours(' '), ...joined(lessons.map((to) => [to]))]]),
    ...(one.ticket === ''
      ? []
      : [[...line(t, 'review.report.action-ticket'), ...ours(' '), ...addressLine(one.ticket)]]),
  ];
}

const strengthKey = (strength: string): Key =>
  `review.report.strength-${STRENGTHS.find((one) => one === strength) ?? 'medium'}`;

const JUDGED = [...EFFECTS, 'waived'] as const;

/** In words, for people. */
export const stateText = (t: At['t'], state: string): string =>
  t.plain(`review.report.state-${ACTION_STATES.find((one) => one === state) ?? 'proposed'}`);

/** Past its day, and not ended. */
export const isOverdue = (now: Pick<ActionLine, 'state' | 'dueOn'>, on: string): boolean =>
  now.dueOn !== null && now.dueOn < on && ['offered', 'accepted', 'doing', 'blocked', 'orphaned'].includes(now.state);

function stateLines(at: At, one: ActionLine, now: Pick<ActionLine, 'state' | 'dueOn'>): readonly Line[] {
  const { report, reading, refs, t } = at;
  const same = now.state === one.state;
  const effect = JUDGED.find((known) => known === one.effect);
  return [
    ours(stateText(t, now.state)),
    ...(isOverdue(now, reading.since.on) ? [line(t, 'review.report.action-overdue')] : []),
    ...(same || report.edition === 0
      ? []
      : [line(t, 'review.report.action-was', { edition: report.edition, state: stateText(t, one.state) })]),
    // What was said of a state that it is in no more is of no use.
    ...(same ? labelled(t, 'review.report.action-why', one.why) : []),
    ...(one.evidence === '' ? [] : [[refs.evidence(one.evidence)]]),
    ...(effect ? [line(t, `review.report.effect-${effect}`)] : []),
    ...labelled(t, 'review.report.effect-why', one.effectWhy),
  ];
}

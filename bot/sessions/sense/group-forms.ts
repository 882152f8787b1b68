/** Forms for grouping: points to choose from, and what they are put into; a topic's name; what it is merged with. */
import type { Field, Form, FormRow, Option } from '../../core/card.ts';
import type { Translate } from '../../core/translate.ts';
import { offsetIn } from '../paging.ts';
import { KINDS, type Page, type Point, type Topic, type Which } from './records.ts';
import { inShort, opening, pointLabel, pointNote } from './words.ts';

/** Points on one page of the form. */
export const GROUP_PAGE = 20;
/** Characters of a title. */
export const TITLE = 100;
/** A list to choose from holds a hundred on either platform. */
const TARGETS = 95;
/** Of a point above the list: the list itself has room for its first words alone. */
const SHOWN = 200;
const OPTION = 70;

/** What a form of points is about; as it travels: `<session>/<where from>/<where the page begins>/<topic that they are for>`. */
export interface Target {
  readonly session: string;
  /** - for those in no topic, f for facts and what was expected, a for those alone, or a topic's id, or ids after b. */
  readonly source: string;
  readonly which: Which;
  readonly from: number;
  readonly into: string | null;
}

export function readContext(context: string): Target {
  const [session = '', source = '-', from, into] = context.split('/');
  return {
    session,
    source,
    which: whichOf(source),
    from: offsetIn(from),
    into: into === undefined || into === '-' ? null : into,
  };
}

const SOURCES: Readonly<Record<string, Which>> = { '-': 'unplaced', f: 'facts', a: 'alone' };

function whichOf(source: string): Which {
  const named = SOURCES[source];
  if (named) return named;
  return source.startsWith('b,') ? { ids: source.split(',').slice(1) } : { topic: source };
}

/** Points that are chosen from: those of a batch. */
export const batchOf = (ids: readonly string[]): string => ['b', ...ids].join(',');

const written = ({ session, source, into }: Target, from: number): string =>
  [session, source, from, into ?? '-'].join('/');

export function groupForm(
  t: Translate,
  target: Target,
  { rows: points, total }: Page<Point>,
  { topics, reader }: { topics: readonly Topic[]; reader: string | null },
): Form {
  const next = target.from + points.length;
  const page = (from: number, label: string): FormRow => ({
    block: 'row',
    text: t('review.sense.page', { first: target.from + 1, last: next, total }),
    button: opening({ action: 'sessions.topic-group', value: written(target, from), label }),
  });
  const elsewhere = (source: string, label: string): FormRow => ({
    block: 'row',
    text: label,
    button: opening({
      action: 'sessions.topic-group',
      value: written({ ...target, source }, 0),
      label: t.plain('review.sense.choose-there'),
    }),
  });
  const others = topics.filter(({ id }) => id !== target.source);
  const chosen = target.into === null ? undefined : others.find(({ id }) => id === target.into);
  const listed = others.slice(0, TARGETS);
  const targets = chosen && !listed.includes(chosen) ? [chosen, ...listed.slice(1)] : listed;
  return {
    form: 'sessions.topic-group',
    context: written(target, target.from),
    title: t.plain('review.sense.group'),
    intro: t('review.sense.group-intro', { all: targets.length < others.length ? 'no' : 'yes' }),
    rows: [
      ...points.map(
        (point): FormRow => ({
          block: 'row',
          text: t('review.sense.point', { number: String(point.number), text: inShort(point.text, SHOWN) }),
          note: pointNote(t, point, reader),
        }),
      ),
      ...(next < total ? [page(next, t.plain('review.sense.page-next'))] : []),
      ...(target.from > 0 ? [page(0, t.plain('review.sense.from-start'))] : []),
      ...(target.source === '-'
        ? [elsewhere('f', t.plain('review.sense.from-facts')), elsewhere('a', t.plain('review.sense.from-alone'))]
        : []),
    ],
    fields: [
      {
        field: 'choices',
        name: 'points',
        label: t.plain('review.sense.field-points'),
        options: points.map((point) => ({ value: point.id, label: pointLabel(t, point, OPTION) })),
      },
      {
        field: 'choice',
        name: 'into',
        label: t.plain('review.sense.field-into'),
        options: [
          { value: 'new', label: t.plain('review.sense.into-new') },
          { value: 'alone', label: t.plain('review.sense.into-alone') },
          ...(target.source === '-' ? [] : [{ value: 'out', label: t.plain('review.sense.into-out') }]),
          ...optionsOf(t, targets),
        ],
        value: chosen?.id ?? 'new',
      },
      {
        field: 'line',
        name: 'title',
        label: t.plain('review.sense.field-title'),
        hint: t.plain('review.sense.field-title-hint'),
        max: TITLE,
        optional: true,
      },
      kindField(t),
    ],
    submit: t.plain('review.sense.group-submit'),
    cancel: t.plain('words.cancel'),
  };
}

const kindField = (t: Translate, value?: string): Field => ({
  field: 'choice',
  name: 'kind',
  label: t.plain('review.sense.field-kind'),
  hint: t.plain('review.sense.field-kind-hint'),
  optional: true,
  options: KINDS.map((kind) => ({ value: kind, label: t.plain(`review.sense.kind-${kind}`) })),
  ...(value === undefined ? {} : { value }),
});

export const optionsOf = (t: Translate, topics: readonly Topic[]): readonly Option[] =>
  topics.slice(0, TARGETS).map(({ id, title, points }) => ({
    value: id,
    label: t.plain('review.sense.into-topic', { topic: inShort(title, OPTION - 12), points }),
  }));

export const nameForm = (t: Translate, { id, title, kind }: Topic): Form => ({
  form: 'sessions.topic-name',
  context: id,
  title: t.plain('review.sense.rename'),
  intro: t('review.sense.rename-intro'),
  fields: [
    { field: 'line', name: 'title', label: t.plain('review.sense.field-title'), value: title, max: TITLE },
    kindField(t, kind),
  ],
  submit: t.plain('review.sense.rename-submit'),
  cancel: t.plain('words.cancel'),
});

export const mergeForm = (t: Translate, { id, title }: Topic, options: readonly Option[]): Form => ({
  form: 'sessions.topic-merge',
  context: id,
  title: t.plain('review.sense.merge'),
  intro: t('review.sense.merge-intro', { topic: title }),
  fields: [{ field: 'choice', name: 'into', label: t.plain('review.sense.field-merge'), options }],
  submit: t.plain('review.sense.merge-submit'),
  cancel: t.plain('words.cancel'),
});

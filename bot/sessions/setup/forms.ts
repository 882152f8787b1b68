/** The four steps in which a review is set up. Each is kept when it is sent, so that nothing is lost between them. */
import type { Field, Form, Option } from '../../core/card.ts';
import type { Translate } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { minuteText } from '../../words/zone.ts';
import { METHODS } from '../methods/index.ts';
import { dayField } from '../outcome/fields.ts';
import type { Attending, Part, SessionRecord } from '../record.ts';

export const STEPS = ['what', 'why', 'who', 'how'] as const;
export type Step = (typeof STEPS)[number];
export const stepOf = (text: string): Step | null => STEPS.find((step) => step === text) ?? null;
export const stepAfter = (step: Step): Step | null => STEPS[STEPS.indexOf(step) + 1] ?? null;

/** What a step's form carries: its session (none yet in the first), and whether the next step follows. */
export const contextOf = (session: string, follows: boolean): string => `${session} ${follows ? 'next' : 'only'}`;
export function readContext(context: string): { session: string; follows: boolean } {
  const [session = '', how] = context.split(' ');
  return { session, follows: how !== 'only' };
}

const LINE = 120;
const LONG = 1_000;

function step(t: Translate, at: Step, context: string, fields: readonly Field[]): Form {
  const { follows } = readContext(context);
  return {
    form: `sessions.${at}`,
    context,
    title: t.plain(`review.${at}-title`),
    ...(follows ? { intro: t('review.step', { at: STEPS.indexOf(at) + 1 }) } : {}),
    fields,
    submit: t.plain(follows && stepAfter(at) ? 'review.next-step' : 'review.save'),
    cancel: t.plain('words.cancel'),
  };
}

/** @param session null where there is none yet */
/** What a review is about, in characters. */
export const EVENT_MOST = 200;

/** @param about what stands there to begin with, of one that is new */
export function whatForm(
  t: Translate,
  context: string,
  session: SessionRecord | null,
  communities: readonly { readonly id: string; readonly name: string }[],
  here: string | null,
  about = '',
): Form {
  const chosen = here ?? communities[0]?.id;
  return step(t, 'what', context, [
    ...(session
      ? []
      : [
          {
            field: 'choice',
            name: 'community',
            label: t.plain('review.field-community'),
            options: communities.map(({ id, name }) => ({ value: id, label: name })),
            ...(chosen === undefined ? {} : { value: chosen }),
          } as const,
        ]),
    {
      field: 'choice',
      name: 'method',
      label: t.plain('review.field-method'),
      options: [...METHODS.keys()].map((key) => ({
        value: key,
        label: t.plain(`review.method-${key}` as 'review.method-aar'),
        note: t.plain(`review.about-${key}` as 'review.about-aar'),
      })),
      value: session?.method ?? 'aar',
    },
    line(t, 'title', session?.title, { hint: t.plain('review.field-title-hint'), max: LINE }),
    line(t, 'event', session?.event ?? about, { hint: t.plain('review.field-event-hint'), max: EVENT_MOST }),
    dayField(t, { name: 'starts', label: 'review.field-starts' }, session?.startsOn),
    dayField(
      t,
      { name: 'ends', label: 'review.field-ends', hint: 'review.field-ends-hint', optional: true },
      session?.endsOn ?? '',
    ),
  ]);
}

export const whyForm = (t: Translate, context: string, session: SessionRecord): Form =>
  step(t, 'why', context, [
    paragraph(t, 'purpose', session.purpose),
    paragraph(t, 'in', session.scopeIn),
    { ...paragraph(t, 'out', session.scopeOut), optional: true },
    {
      ...line(t, 'tags', session.tags.join(', '), { hint: t.plain('review.field-tags-hint'), max: 200 }),
      optional: true,
    },
    choice(t, 'level', session.level, [
      { value: 'team', label: t.plain('review.level-team') },
      { value: 'individual', label: t.plain('review.level-individual') },
    ]),
  ]);

/** More than these do not stand in one list. */
export const LISTED = 100;

/** @param how.nameable members who can be named; more than LISTED of them are found by typing. `reader`: the organisation of who reads it */
export function whoForm(
  t: Translate,
  context: string,
  {
    people,
    nameable,
    community,
    reader,
  }: { people: readonly Attending[]; nameable: readonly Attending[]; community: string; reader: string },
): Form {
  const personOption = (one: Attending): Option => ({
    value: one.person,
    label: shownTo(t, one, reader).name,
    note: one.organisation,
  });
  const options = nameable.slice(0, LISTED).map(personOption);
  const of = (part: Part): readonly string[] =>
    people.filter(({ parts }) => parts.includes(part)).map(({ person }) => person);
  const isMany = nameable.length > LISTED;
  const named = people.map(personOption);
  const one = (name: 'facilitator' | 'deputy' | 'sponsor', more: { hint?: string }): Field => {
    const labelled = { name, label: t.plain(`review.field-${name}`), optional: true, ...more };
    const [value] = of(name);
    const known = named.find((option) => option.value === value);
    return isMany
      ? { ...labelled, field: 'search', search: 'session-people', ...(known ? { value: known } : {}) }
      : { ...labelled, field: 'choice', options, ...(value === undefined ? {} : { value }) };
  };
  return {
    ...step(t, 'who', context, [
      ...(isMany
        ? []
        : [
            {
              field: 'choices',
              name: 'participants',
              label: t.plain('review.field-participants'),
              hint: t.plain('review.field-participants-hint'),
              options,
              value: of('participant'),
            } as const,
          ]),
      one('facilitator', { hint: t.plain('review.field-facilitator-hint') }),
      one('deputy', {}),
      one('sponsor', { hint: t.plain('review.field-sponsor-hint') }),
    ]),
    ...(isMany ? { intro: t('review.field-many', { community }) } : {}),
  };
}

/** Half hours of a working day: 8:00 to 17:30. */
const TIMES: readonly string[] = Array.from({ length: 20 }, (_, at) => minuteText(8 * 60 + at * 30));

/** @param opens the day and time that stand in it */
export function howForm(
  t: Translate,
  context: string,
  session: SessionRecord,
  { community, opens }: { community: string; opens: { day: string; minute: number } },
): Form {
  const time = minuteText(opens.minute);
  return step(t, 'how', context, [
    choice(
      t,
      'attribution',
      session.attribution,
      [
        { value: 'unattributed', label: t.plain('review.names-unattributed') },
        { value: 'named', label: t.plain('review.names-named') },
      ],
      t.plain('review.field-attribution-hint'),
    ),
    choice(t, 'place', session.place, [
      { value: 'channels', label: t.plain('review.place-channels', { community }) },
      { value: 'private', label: t.plain('review.place-private') },
    ]),
    choice(t, 'readers', session.readers, [
      { value: 'participants', label: t.plain('review.readers-participants') },
      { value: 'community', label: t.plain('review.readers-community', { community }) },
      { value: 'organisation', label: t.plain('review.readers-organisation') },
    ]),
    choice(
      t,
      'screens',
      session.screens ? 'yes' : 'no',
      [
        { value: 'yes', label: t.plain('review.screens-yes') },
        { value: 'no', label: t.plain('review.screens-no') },
      ],
      t.plain('review.field-screens-hint'),
    ),
    dayField(t, { name: 'opens', label: 'review.field-opens' }, opens.day),
    choice(
      t,
      'time',
      time,
      [...new Set([...TIMES, time])].map((value) => ({ value, label: value })),
    ),
    {
      field: 'tick',
      name: 'boundary',
      label: t.plain('review.field-boundary'),
      hint: t.plain('review.field-boundary-hint'),
      value: session.boundary,
    },
  ]);
}

type Labelled =
  | 'title'
  | 'event'
  | 'purpose'
  | 'in'
  | 'out'
  | 'tags'
  | 'level'
  | 'attribution'
  | 'place'
  | 'readers'
  | 'screens'
  | 'time';

const line = (t: Translate, name: Labelled, value: string | undefined, more: { hint?: string; max: number }) =>
  ({ field: 'line', name, label: t.plain(`review.field-${name}`), ...more, ...(value ? { value } : {}) }) as const;
const paragraph = (t: Translate, name: Labelled, value: string) =>
  ({
    field: 'paragraph',
    name,
    label: t.plain(`review.field-${name}`),
    max: LONG,
    ...(value ? { value } : {}),
  }) as const;
const choice = (t: Translate, name: Labelled, value: string, options: readonly Option[], hint?: string) =>
  ({
    field: 'choice',
    name,
    label: t.plain(`review.field-${name}`),
    options,
    value,
    ...(hint ? { hint } : {}),
  }) as const;

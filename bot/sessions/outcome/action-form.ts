/** The form in which an action is written down, with what is missing in it and what resembles it; and what comes back. */
import type { Field, Form, Option } from '../../core/card.ts';
import { choices, words } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { join, shorten, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import { type Author, shownTo } from '../../words/author.ts';
import type { SessionRecord } from '../record.ts';
import { type Action, type ActionWords, STRENGTHS } from './action.ts';
import { type Context, carried } from './context.ts';
import { dayField, lineField, oneOf, option, written } from './fields.ts';
import type { Lack } from './gate.ts';

/** Characters of an address. */
export const TICKET = 500;

/** As it stands in the form. */
export interface Filled extends ActionWords {
  readonly owner: string;
  readonly due: string;
}

const LACKS: Readonly<Record<Lack, { field: 'owner' | 'due' | 'measure'; said: Key }>> = {
  'owner-missing': { field: 'owner', said: 'review.outcome.lacks-owner-missing' },
  'owner-not-one': { field: 'owner', said: 'review.outcome.lacks-owner-not-one' },
  'due-missing': { field: 'due', said: 'review.outcome.lacks-due-missing' },
  'due-no-day': { field: 'due', said: 'review.outcome.lacks-due-no-day' },
  'due-past': { field: 'due', said: 'review.outcome.lacks-due-past' },
  'due-far': { field: 'due', said: 'review.outcome.lacks-due-far' },
  'measure-missing': { field: 'measure', said: 'review.outcome.lacks-measure-missing' },
  'measure-empty': { field: 'measure', said: 'review.outcome.lacks-measure-empty' },
};
export const lackText = (t: Translate, lack: Lack): string => t.plain(LACKS[lack].said);

export async function actionForm(
  { w, t, me }: Turn,
  session: SessionRecord,
  filled: Filled,
  context: Context,
  found: { lacks?: readonly Lack[]; alike?: readonly Action[] } = {},
): Promise<Form> {
  const { outcome } = w.sessions;
  const owner = await outcome.ownable(session.id, filled.owner);
  const lessons = await outcome.lessonsOf(session.id);
  const recommendations = await outcome.recommendationsOf(session.id);
  const { lacks = [], alike = [] } = found;
  const options = lessons.map(({ id, when, do: what }) =>
    option(id, t('review.outcome.lesson-short', { when, do: what })),
  );
  /** What is wrong stands beside the field that it is about. */
  const beside = (field: Field): Field => {
    const said = lacks.filter((lack) => LACKS[lack].field === field.name).map((lack) => lackText(t, lack));
    return said.length === 0 ? field : { ...field, hint: [...said, field.hint ?? ''].join(' ').trim() };
  };
  return {
    form: 'sessions.action-write',
    context: carried(context),
    title: t.plain(context.id === '' ? 'review.outcome.action-title' : 'review.outcome.action-edit-title'),
    intro: introOf(t, lacks, alike),
    fields: [
      ...decision(t, lacks, alike, { session, reader: me.organisation }),
      lineField(
        t,
        { name: 'text', label: 'review.outcome.action-text', hint: 'review.outcome.action-text-hint' },
        filled.text,
      ),
      beside({
        field: 'search',
        name: 'owner',
        label: t.plain('review.outcome.action-owner'),
        hint: t.plain('review.outcome.action-owner-hint'),
        search: 'sessions.owner',
        optional: true,
        ...(owner && { value: { value: owner.person, label: named(t, owner, me.organisation) } }),
      }),
      beside(
        dayField(
          t,
          { name: 'due', label: 'review.outcome.action-due', hint: 'review.outcome.action-due-hint', optional: true },
          filled.due,
        ),
      ),
      beside(
        lineField(
          t,
          {
            name: 'measure',
            label: 'review.outcome.action-measure',
            hint: 'review.outcome.action-measure-hint',
            optional: true,
          },
          filled.measure,
        ),
      ),
      lineField(
        t,
        {
          name: 'whenWill',
          label: 'review.outcome.action-when',
          hint: 'review.outcome.action-when-hint',
          optional: true,
        },
        filled.whenWill,
      ),
      {
        field: 'choice',
        name: 'strength',
        label: t.plain('review.outcome.strength'),
        hint: t.plain('review.outcome.strength-hint'),
        options: STRENGTHS.map((one) => ({
          value: one,
          label: t.plain(`review.outcome.strength-${one}`),
          note: t.plain(`review.outcome.strength-${one}-note`),
        })),
        value: filled.strength,
      },
      ...(options.length === 0
        ? []
        : [
            {
              field: 'choices',
              name: 'lessons',
              label: t.plain('review.outcome.action-lessons'),
              options,
              value: filled.lessons,
              optional: true,
            } as const,
          ]),
      ...oneOf(
        t,
        { name: 'recommendation', label: 'review.outcome.action-recommendation' },
        recommendations.map(({ id, text }) => option(id, text)),
        filled.recommendation,
      ),
      lineField(
        t,
        { name: 'ticket', label: 'review.outcome.ticket', hint: 'review.outcome.ticket-hint', optional: true },
        filled.ticket ?? '',
        TICKET,
      ),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  };
}

const named = (t: Translate, one: Author, reader: string): string => {
  const { name, organisation } = shownTo(t, one, reader);
  return t.plain('review.outcome.person', { name, organisation });
};

function introOf(t: Translate, lacks: readonly Lack[], alike: readonly Action[]): Text {
  if (lacks.length > 0)
    return join(
      t('review.outcome.lacks', { count: lacks.length }),
      ' ',
      lacks.map((lack) => lackText(t, lack)).join(' '),
    );
  return alike.length > 0 ? t('review.outcome.alike', { count: alike.length }) : t('review.outcome.action-intro');
}

/** What shall become of it, where that is a question. */
function decision(
  t: Translate,
  lacks: readonly Lack[],
  alike: readonly Action[],
  { session, reader }: { session: SessionRecord; reader: string },
): readonly Field[] {
  const field = (label: Key, options: readonly Option[]): Field => ({
    field: 'choice',
    name: 'decision',
    label: t.plain(label),
    options,
    value: 'save',
  });
  if (lacks.length > 0)
    return [
      field('review.outcome.decision', [
        { value: 'save', label: t.plain('review.outcome.decision-save') },
        { value: 'refer', label: t.plain('review.outcome.decision-refer') },
      ]),
    ];
  if (alike.length === 0) return [];
  const same = alike.map((one) => {
    const name = one.owner ? shownTo(t, one.owner, reader).name : t.plain('review.outcome.nobody');
    const where = one.session === session.id ? 'review.outcome.same-here' : 'review.outcome.same-there';
    const text = t(where, { text: shorten(one.text, 34), name, title: shorten(one.from.title, 20) });
    return option(`same:${one.id}`, text);
  });
  return [
    field('review.outcome.decision-alike', [{ value: 'save', label: t.plain('review.outcome.decision-new') }, ...same]),
  ];
}

export function readAction({ event }: Turn<InboundOf<'submission'>>): Filled & { decision: string } {
  const { values } = event;
  const strength = words(values.strength);
  return {
    text: written(values.text),
    owner: words(values.owner),
    due: words(values.due),
    measure: written(values.measure),
    whenWill: written(values.whenWill),
    strength: STRENGTHS.find((one) => one === strength) ?? 'medium',
    ticket: words(values.ticket) || null,
    lessons: choices(values.lessons),
    recommendation: words(values.recommendation) || null,
    decision: words(values.decision),
  };
}

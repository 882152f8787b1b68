/** Fields that several forms have, and reading them: a line, a day, a reason. */
import type { Field, Form, Option, Value } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { plain, shorten, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';

/** Characters of each thing that is written. */
export const LONG = 500;
export const SHORT = 300;
/** Of a title in a list to choose from. */
const OPTION = 72;

type Named = { readonly name: string; readonly label: Key; readonly hint?: Key; readonly optional?: true };

const labelled = (t: Translate, { name, label, hint, optional }: Named) => ({
  name,
  label: t.plain(label),
  ...(hint && { hint: t.plain(hint) }),
  ...(optional && { optional }),
});

export const lineField = (t: Translate, named: Named, value = '', max = SHORT): Field => ({
  field: 'line',
  ...labelled(t, named),
  ...(value !== '' && { value }),
  max,
});

export const paragraphField = (t: Translate, named: Named, value = '', max = LONG): Field => ({
  field: 'paragraph',
  ...labelled(t, named),
  ...(value !== '' && { value }),
  max,
});

/** A day, as it is kept: 2026-12-24. */
export const dayField = (t: Translate, named: Named, value = ''): Field => ({
  field: 'date',
  ...labelled(t, named),
  ...(value !== '' && { value }),
});

/** One to choose, in a list. */
export const option = (value: string, text: Text): Option => ({ value, label: plain(shorten(text, OPTION)) });

/** One of a list, or none; no field where there is nothing to choose. */
export const oneOf = (
  t: Translate,
  { name, label }: Pick<Named, 'name' | 'label'>,
  options: readonly Option[],
  value: string | null,
): readonly Field[] =>
  options.length === 0
    ? []
    : [{ field: 'choice', name, label: t.plain(label), options, ...(value && { value }), optional: true }];

/** The topic from which it comes. */
export const topicField = (
  t: Translate,
  topics: readonly { readonly id: string; readonly title: string }[],
  value: string | null,
): readonly Field[] =>
  oneOf(
    t,
    { name: 'topic', label: 'review.outcome.topic' },
    topics.map(({ id, title }) => option(id, title)),
    value,
  );

/** What was written, as it is kept. */
export const written = (value: Value | undefined): string => words(value).normalize('NFC');

/** What is too long, by field. */
export function tooLong(
  t: Translate,
  values: Readonly<Record<string, string>>,
  most: Readonly<Record<string, number>>,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [name, text] of Object.entries(values)) {
    const max = most[name] ?? LONG;
    if (text.length > max) problems[name] = t.plain('review.outcome.too-long', { most: max, length: text.length });
  }
  return problems;
}

/** A form with one reason in it. */
export const reasonForm = (
  t: Translate,
  form: string,
  context: string,
  words: { title: Key; label: Key; hint?: Key; submit: Key; intro?: Key; optional?: true; more?: readonly Field[] },
): Form => ({
  form,
  context,
  title: t.plain(words.title),
  ...(words.intro && { intro: t(words.intro) }),
  fields: [
    paragraphField(t, {
      name: 'why',
      label: words.label,
      ...(words.hint && { hint: words.hint }),
      ...(words.optional && { optional: true }),
    }),
    ...(words.more ?? []),
  ],
  submit: t.plain(words.submit),
  cancel: t.plain('words.cancel'),
});

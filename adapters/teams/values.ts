/** What people filled in, from an activity's data to the core's values; and what is wrong with it that nobody else can say. */
import { type Field, type Form, isDay, TICKED, type Value } from '../../bot/core/card.ts';
import { userRef } from './refs.ts';
import type { TeamsSentences } from './sentences.ts';

/** Inputs are named apart from what the button carries. */
export const PREFIX = 'f_';
/** What a box that is not ticked sends. */
export const UNTICKED = 'no';
/** Where lists in one string are kept apart by commas, a comma inside a value is written otherwise. */
export const packValue = (value: string): string => value.replaceAll('%', '%25').replaceAll(',', '%2C');
const unpackValue = (value: string): string => value.replaceAll('%2C', ',').replaceAll('%25', '%');

type Kind = 'many' | 'people' | 'date' | 'tick';
/** Which fields hold something else than the string that comes back. */
export function kindsOf(form: Form): Record<string, Kind> {
  const kind = (field: Field): Kind | null => {
    switch (field.field) {
      case 'choices':
        return 'many';
      case 'people':
      case 'date':
      case 'tick':
        return field.field;
      case 'line':
      case 'paragraph':
      case 'choice':
      case 'search':
        return null;
    }
  };
  return Object.fromEntries(
    form.fields.flatMap((field): [string, Kind][] => {
      const one = kind(field);
      return one ? [[field.name, one]] : [];
    }),
  );
}

type Data = Readonly<Record<string, unknown>>;
const kindsIn = ({ kinds }: Data): Data => (typeof kinds === 'object' && kinds !== null ? (kinds as Data) : {});

/** What a submission holds, by field; empty ones are absent. */
export function readValues(data: Data, tenant: string): Record<string, Value> {
  const kinds = kindsIn(data);
  const values = Object.entries(data).flatMap(([key, raw]): [string, Value][] => {
    if (!key.startsWith(PREFIX) || raw === '' || !['string', 'number', 'boolean'].includes(typeof raw)) return [];
    const name = key.slice(PREFIX.length);
    const words = String(raw);
    const parts = words.split(',').flatMap((part) => part.trim() || []);
    if (kinds[name] === 'many') return [[name, parts.map(unpackValue)]];
    if (kinds[name] === 'people') return [[name, parts.map((id) => userRef(tenant, { id, aadObjectId: id }))]];
    if (kinds[name] === 'date') return isDay(words.trim()) ? [[name, words.trim()]] : [];
    if (kinds[name] === 'tick') return words === TICKED || words === 'true' ? [[name, TICKED]] : [];
    return [[name, words]];
  });
  return Object.fromEntries(values);
}

/** What is said of a field that is missing. */
export const neededOf = (kind: unknown, { tick, needed }: TeamsSentences): string => (kind === 'tick' ? tick : needed);

/**
 * What is wrong with a submission that nobody else can say: days that the calendar does not have, for clients are of several minds
 * about how one is sent (github.com/microsoft/AdaptiveCards/issues/6171), and what is missing where Teams did not ask for it.
 * @returns by field; null for nothing
 */
export function problemsIn(
  data: Data,
  values: Readonly<Record<string, Value>>,
  sentences: TeamsSentences,
): Record<string, string> | null {
  const unread = Object.entries(kindsIn(data)).flatMap(([name, kind]) => {
    const raw = data[PREFIX + name] ?? '';
    return kind === 'date' && raw !== '' && !Object.hasOwn(values, name) ? [name] : [];
  });
  const needed = Array.isArray(data.needed) ? data.needed.filter((one): one is string => typeof one === 'string') : [];
  const missing = needed.filter((name) => !Object.hasOwn(values, name) && !unread.includes(name));
  const all = [
    ...unread.map((name) => [name, sentences.noDay] as const),
    ...missing.map((name) => [name, neededOf(kindsIn(data)[name], sentences)] as const),
  ];
  return all.length > 0 ? Object.fromEntries(all) : null;
}

/** What was typed, as words, for where the form itself cannot be shown again. */
export const typedWords = (values: Readonly<Record<string, Value>>): string[] =>
  Object.values(values).flatMap((value) => (typeof value === 'string' ? [value] : []));

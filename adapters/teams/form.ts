/** Forms as Adaptive Cards with inputs, and what comes back from them as values. */
import type { Field, Form, Option, Value } from '../../bot/core/card.ts';
import type { UserRef } from '../../bot/core/ref.ts';
import type { Carrier } from './again.ts';
import { type Drawing, drawText, type Element } from './inlines.ts';
import { LIMITS } from './limits.ts';
import { inert, isTame } from './literal.ts';
import { readRef, userRef } from './refs.ts';
import { type AdaptiveCard, drawBlock, executeOf, fitted, frame, type Surface, shortened } from './render.ts';
import type { TeamsSentences } from './sentences.ts';

export interface FormDrawing {
  readonly surface: Surface;
  readonly carrier: Carrier;
  readonly sentences: TeamsSentences;
  /** Why it was refused, by field ('' for the whole). */
  readonly problems?: Readonly<Record<string, string>>;
  /** What was typed, kept. */
  readonly values?: Readonly<Record<string, Value>>;
}

/** Inputs are named apart from what the button carries. */
const PREFIX = 'f_';
/** Answered by Teams itself. learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker */
const DIRECTORY = 'graph.microsoft.com/users';
/** Where lists in one string are kept apart by commas, a comma inside a value is written otherwise. */
const packValue = (value: string): string => value.replaceAll('%', '%25').replaceAll(',', '%2C');
const unpackValue = (value: string): string => value.replaceAll('%2C', ',').replaceAll('%25', '%');

/** The title is drawn by the dialog's own frame, and at the top of a card that stands in a conversation. */
export function renderForm(form: Form, how: FormDrawing): AdaptiveCard {
  const { surface, carrier, sentences, problems = {}, values } = how;
  const again = carrier.pack(form);
  const data = { form: form.form, context: form.context, kinds: kindsOf(form), ...(again && { again }) };
  const look = { title: inert(shortened(form.submit.trim(), LIMITS.label)) || '…', style: 'positive' };
  const action = surface === 'dialog' ? { type: 'Action.Submit', ...look, data } : executeOf('form', look, data);
  return fitted((limit) => {
    const drawing: Drawing = { limit, mentions: [], next: 0 };
    const title = surface === 'message' ? drawText(form.title, { size: 'Medium', weight: 'Bolder' }, drawing) : [];
    const body = [
      ...title,
      ...problem(problems[''], drawing),
      ...drawText(form.intro ?? '', {}, drawing),
      ...(form.rows ?? []).flatMap((row) => drawBlock(row, surface, drawing)),
      ...form.fields.flatMap((field) => [
        ...drawField(field, values?.[field.name], values !== undefined, { sentences, limit }),
        ...drawText(
          shortened(field.hint ?? '', Math.min(limit, LIMITS.field)),
          { size: 'Small', isSubtle: true },
          drawing,
        ),
        ...problem(problems[field.name], drawing),
        ...notAll(field, sentences, drawing),
      ]),
    ];
    return frame(form.title, body, drawing, [action]);
  }, 0);
}

/** A dialog's title. */
export const titleOf = (form: Form): string => shortened(form.title, LIMITS.title);

const problem = (text: string | undefined, drawing: Drawing): Element[] =>
  text ? drawText(text, { color: 'Attention', weight: 'Bolder' }, drawing) : [];

function notAll(field: Field, sentences: TeamsSentences, drawing: Drawing): Element[] {
  const cut = (field.field === 'choice' || field.field === 'choices') && field.options.length > LIMITS.options;
  return cut ? drawText(sentences.notAll, { size: 'Small', isSubtle: true }, drawing) : [];
}

/** @param kept whether `typed` counts even where it is absent: somebody emptied the field */
function drawField(
  field: Field,
  typed: Value | undefined,
  kept: boolean,
  how: { sentences: TeamsSentences; limit: number },
): Element[] {
  const short = (words: string): string => inert(shortened(words.trim(), Math.min(how.limit, LIMITS.field)));
  const common = {
    id: PREFIX + field.name,
    label: short(field.label) || '…',
    ...(!field.optional && { isRequired: true, errorMessage: how.sentences.needed }),
  };
  const held = kept ? typed : field.value;
  // A list of nothing cannot be chosen from, and must not stand in the way of sending the rest.
  if ((field.field === 'choice' || field.field === 'choices') && field.options.length === 0)
    return drawText(`${short(field.label)} –`, {}, { limit: how.limit, mentions: [], next: 0 });
  switch (field.field) {
    case 'line':
    case 'paragraph':
      return [
        {
          type: 'Input.Text',
          ...common,
          ...(field.field === 'paragraph' && { isMultiline: true }),
          ...(field.placeholder && { placeholder: short(field.placeholder) }),
          ...(field.max && { maxLength: field.max }),
          ...(typeof held === 'string' && held !== '' && { value: held }),
        },
      ];
    case 'choice': {
      const chosen = typeof held === 'string' ? held : '';
      const choices = choicesOf(field.options, [chosen], how.limit, (value) => value);
      return [{ type: 'Input.ChoiceSet', ...common, style: 'compact', choices, ...(chosen && { value: chosen }) }];
    }
    case 'choices': {
      const chosen = Array.isArray(held) ? held.filter((one) => typeof one === 'string') : [];
      const choices = choicesOf(field.options, chosen, how.limit, packValue);
      // Tick boxes read markdown; a drop-down does not.
      const style = choices.length <= 10 && choices.every(({ title }) => isTame(title)) ? 'expanded' : 'compact';
      const value = chosen.map(packValue).join(',');
      return [
        {
          type: 'Input.ChoiceSet',
          ...common,
          isMultiSelect: true,
          style,
          wrap: true,
          choices,
          ...(value && { value }),
        },
      ];
    }
    case 'search': {
      // What was chosen is known by its value alone once the form has been sent.
      const first = field.value;
      const chosen: Option | undefined =
        typeof typed === 'string' && typed !== first?.value
          ? { value: typed, label: typed }
          : kept && typed === undefined
            ? undefined
            : first;
      return [
        {
          type: 'Input.ChoiceSet',
          ...common,
          style: 'filtered',
          choices: chosen ? choicesOf([chosen], [], how.limit, (value) => value) : [],
          'choices.data': { type: 'Data.Query', dataset: field.search },
          ...(field.placeholder && { placeholder: short(field.placeholder) }),
          ...(chosen && { value: chosen.value }),
        },
      ];
    }
    case 'people': {
      const chosen = Array.isArray(held) ? held.filter((one): one is UserRef => typeof one !== 'string') : [];
      const value = chosen.map((user) => readRef(user).id).join(',');
      return [
        {
          type: 'Input.ChoiceSet',
          ...common,
          isMultiSelect: field.max !== 1,
          choices: [],
          'choices.data': { type: 'Data.Query', dataset: DIRECTORY },
          ...(value && { value }),
        },
      ];
    }
  }
}

/** As many as there is room for; what was chosen is always among them. */
function choicesOf(
  options: readonly Option[],
  chosen: readonly string[],
  limit: number,
  pack: (value: string) => string,
) {
  const rest = options.slice(LIMITS.options).filter((option) => chosen.includes(option.value));
  return [...options.slice(0, LIMITS.options - rest.length), ...rest].map((option) => ({
    title:
      inert(
        shortened(option.note ? `${option.label} – ${option.note}` : option.label, Math.min(limit, LIMITS.option)),
      ) || '…',
    value: pack(option.value),
  }));
}

/** Which fields hold more than one string. */
function kindsOf(form: Form): Record<string, 'many' | 'people'> {
  return Object.fromEntries(
    form.fields.flatMap((field): [string, 'many' | 'people'][] =>
      field.field === 'choices' ? [[field.name, 'many']] : field.field === 'people' ? [[field.name, 'people']] : [],
    ),
  );
}

/** What a submission holds, by field; empty ones are absent. */
export function readValues(data: Readonly<Record<string, unknown>>, tenant: string): Record<string, Value> {
  const kinds = (typeof data.kinds === 'object' && data.kinds !== null ? data.kinds : {}) as Record<string, unknown>;
  const values = Object.entries(data).flatMap(([key, raw]): [string, Value][] => {
    if (!key.startsWith(PREFIX) || raw === '' || !['string', 'number', 'boolean'].includes(typeof raw)) return [];
    const name = key.slice(PREFIX.length);
    const words = String(raw);
    const parts = words.split(',').flatMap((part) => part.trim() || []);
    if (kinds[name] === 'many') return [[name, parts.map(unpackValue)]];
    if (kinds[name] === 'people') return [[name, parts.map((id) => userRef(tenant, { id, aadObjectId: id }))]];
    return [[name, words]];
  });
  return Object.fromEntries(values);
}

/** What was typed, as words, for where the form itself cannot be shown again. */
export const typedWords = (values: Readonly<Record<string, Value>>): string[] =>
  Object.values(values).flatMap((value) => (typeof value === 'string' ? [value] : []));

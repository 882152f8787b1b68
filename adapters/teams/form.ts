/** Forms as Adaptive Cards with inputs. */
import { type Field, type Form, isDay, type Option, TICKED, type Value } from '../../bot/core/card.ts';
import type { UserRef } from '../../bot/core/ref.ts';
import type { Carrier } from './again.ts';
import { type Drawing, drawText, type Element } from './inlines.ts';
import { LIMITS } from './limits.ts';
import { inert, isTame } from './literal.ts';
import { readRef } from './refs.ts';
import { type AdaptiveCard, drawBlock, executeOf, fitted, frame, type Surface, shortened } from './render.ts';
import type { TeamsSentences } from './sentences.ts';
import { kindsOf, neededOf, PREFIX, packValue, UNTICKED } from './values.ts';

export interface FormDrawing {
  readonly surface: Surface;
  readonly carrier: Carrier;
  readonly sentences: TeamsSentences;
  /** Why it was refused, by field ('' for the whole). */
  readonly problems?: Readonly<Record<string, string>>;
  /** What was typed, kept. */
  readonly values?: Readonly<Record<string, Value>>;
}

/** Behind the label of what has to be filled in, as Teams itself marks it. */
const REQUIRED = '*';
/** Answered by Teams itself. learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker */
const DIRECTORY = 'graph.microsoft.com/users';
/** The title is drawn by the dialog's own frame, and at the top of a card that stands in a conversation. */
export function renderForm(form: Form, how: FormDrawing): AdaptiveCard {
  const { surface, carrier, sentences, problems = {}, values } = how;
  const again = carrier.pack(form) ?? carrier.pack(withoutWords(form));
  const kinds = kindsOf(form);
  const { rows = [], step } = form;
  // Teams holds every button up until all that is required is filled in, the way back too: there we say ourselves what is missing.
  const free = rows.some((row) => row.button?.button === 'action');
  const needed = free ? form.fields.flatMap((one) => (one.optional || isEmptyList(one) ? [] : [one.name])) : [];
  const data = {
    form: form.form,
    context: form.context,
    kinds,
    ...(needed.length > 0 && { needed }),
    ...(again && { again }),
  };
  /** Of a button in the form: what was filled in comes with it, and its answer may take the form's place. */
  const beside = { kinds, inside: form.form, ...(step && { step: true }) };
  const look = { title: inert(shortened(form.submit.trim(), LIMITS.label)) || '…', style: 'positive' };
  const action = surface === 'dialog' ? { type: 'Action.Submit', ...look, data } : executeOf('form', look, data);
  return fitted((limit) => {
    const drawing: Drawing = { limit, mentions: [], next: 0, beside };
    const title = surface === 'message' ? drawText(form.title, { size: 'Medium', weight: 'Bolder' }, drawing) : [];
    const quietly = (words: string): Element[] =>
      drawText(shortened(words, Math.min(limit, LIMITS.field)), { size: 'Small', isSubtle: true }, drawing);
    const body = [
      ...title,
      ...quietly(step?.said ?? ''),
      ...problem(problems[''], drawing),
      ...drawText(form.intro ?? '', {}, drawing),
      ...rows.flatMap((row) => drawBlock(row, surface, drawing)),
      ...form.fields.flatMap((field) => [
        ...spaced(
          'Medium',
          drawField(field, values?.[field.name], values !== undefined, {
            sentences,
            limit,
            free,
            wrong: Boolean(problems[field.name]),
          }),
        ),
        ...spaced('Small', problem(problems[field.name], drawing)),
        ...spaced('Small', quietly(field.hint ?? '')),
        ...notAll(field, sentences, drawing),
      ]),
    ];
    return frame(form.title, body, drawing, [action]);
  }, 0);
}

/** The same form with nothing in its boxes: what is typed in them comes back by itself, so a long form need not carry it twice. */
const withoutWords = (form: Form): Form => ({
  ...form,
  fields: form.fields.map((field) => {
    if (field.field !== 'line' && field.field !== 'paragraph') return field;
    const { value: _, ...rest } = field;
    return rest;
  }),
});

/** A dialog's title. */
export const titleOf = (form: Form): string => shortened(form.title, LIMITS.title);

const problem = (text: string | undefined, drawing: Drawing): Element[] =>
  text ? drawText(text, { color: 'Attention', weight: 'Bolder' }, drawing) : [];

/** What belongs to a field is near it, and the next field farther away. */
const spaced = (spacing: 'Small' | 'Medium', [first, ...rest]: readonly Element[]): Element[] =>
  first ? [{ ...first, spacing }, ...rest] : [];

/** A list of nothing cannot be chosen from, and must not stand in the way of sending the rest. */
const isEmptyList = (field: Field): boolean =>
  (field.field === 'choice' || field.field === 'choices') && field.options.length === 0;

function notAll(field: Field, sentences: TeamsSentences, drawing: Drawing): Element[] {
  const cut = (field.field === 'choice' || field.field === 'choices') && field.options.length > LIMITS.options;
  return cut ? drawText(sentences.notAll, { size: 'Small', isSubtle: true }, drawing) : [];
}

/**
 * @param kept whether `typed` counts even where it is absent: somebody emptied the field
 * @param how.free Teams is not to say what is missing
 * @param how.wrong why it was refused is said below it: a card ties nothing to an input but its label, so that says it too
 */
function drawField(
  field: Field,
  typed: Value | undefined,
  kept: boolean,
  how: { sentences: TeamsSentences; limit: number; free: boolean; wrong: boolean },
): Element[] {
  const short = (words: string): string => inert(shortened(words.trim(), Math.min(how.limit, LIMITS.field)));
  const common = {
    id: PREFIX + field.name,
    label: [
      short(field.label) || '…',
      ...(how.free && !field.optional ? [REQUIRED] : []),
      ...(how.wrong ? [`(${how.sentences.wrong})`] : []),
    ].join(' '),
    ...(!field.optional && !how.free && { isRequired: true, errorMessage: neededOf(field.field, how.sentences) }),
  };
  const held = kept ? typed : field.value;
  if (isEmptyList(field)) return drawText(`${short(field.label)} –`, {}, { limit: how.limit, mentions: [], next: 0 });
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
    case 'date':
      return [{ type: 'Input.Date', ...common, ...(isDay(held) && { value: held }) }];
    case 'tick': {
      // Its title would be read as markdown: what is agreed to stands above the box, where nothing is.
      const look = { title: short(how.sentences.yes), wrap: true, valueOn: TICKED, valueOff: UNTICKED };
      const value = held === TICKED || held === true ? TICKED : UNTICKED;
      return [{ type: 'Input.Toggle', ...common, ...look, value }];
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

/** Block Kit's typed inputs: text of one or several lines, numbers, addresses, dates and times. */
import { type KeyboardEvent, useState } from 'react';
import { type Json, num, obj, objs, str, strs } from '../../state/json.ts';
import type { ElementProps } from './element-props.ts';
import { type ElementState, useSurface } from './surface.ts';
import { plainOf } from './text.tsx';

/** The words of a rich text value, one line each. */
const wordsOf = (value: unknown): string =>
  objs(obj(value)?.elements)
    .map((section) =>
      objs(section.elements)
        .map((element) => str(element.text))
        .join(''),
    )
    .join('\n');

const richOf = (text: string): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

const toLocal = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

interface Kind {
  input: 'text' | 'number' | 'url' | 'email' | 'date' | 'time' | 'datetime-local';
  read(state: Json): string;
  first(element: Json): string;
  write(text: string): Json;
}

const valued = (input: Kind['input']): Kind => ({
  input,
  read: (state) => str(state.value),
  first: (element) => str(element.initial_value),
  write: (text) => ({ value: text === '' ? null : text }),
});

const kinds: Record<string, Kind> = {
  plain_text_input: valued('text'),
  number_input: valued('number'),
  url_text_input: valued('url'),
  email_text_input: valued('email'),
  rich_text_input: {
    input: 'text',
    read: (state) => wordsOf(state.rich_text_value),
    first: (element) => wordsOf(element.initial_value),
    write: (text) => ({ rich_text_value: text === '' ? null : richOf(text) }),
  },
  datepicker: {
    input: 'date',
    read: (state) => str(state.selected_date),
    first: (element) => str(element.initial_date),
    write: (text) => ({ selected_date: text || null }),
  },
  timepicker: {
    input: 'time',
    read: (state) => str(state.selected_time),
    first: (element) => str(element.initial_time),
    write: (text) => ({ selected_time: text || null }),
  },
  datetimepicker: {
    input: 'datetime-local',
    read: (state) => (num(state.selected_date_time) ? toLocal(num(state.selected_date_time) ?? 0) : ''),
    first: (element) => (num(element.initial_date_time) ? toLocal(num(element.initial_date_time) ?? 0) : ''),
    write: (text) => ({ selected_date_time: text ? Math.floor(new Date(text).getTime() / 1000) : null }),
  },
};

/** Whether this element's type is one of the typed inputs. */
export const isTyped = (type: string): boolean => type in kinds;

/** What the field holds now. */
export function typedText(element: Json, state: ElementState | undefined): string {
  const kind = kinds[str(element.type)];
  return kind ? (state ? kind.read(state) : kind.first(element)) : '';
}

export function Typed({
  element,
  blockId,
  id,
  label,
  labelledBy,
  describedBy,
  invalid,
  required,
  dispatch,
}: ElementProps) {
  const surface = useSurface();
  const actionId = str(element.action_id);
  const type = str(element.type);
  const kind = kinds[type];
  const [told, setTold] = useState<string | null>(null);
  if (!kind) return null;
  const text = typedText(element, surface.values[blockId]?.[actionId]);
  const on = strs(obj(element.dispatch_action_config)?.trigger_actions_on);
  const tell = (state: Json, now: string): void => {
    setTold(now);
    void surface.press(blockId, { ...element, ...state, type, action_id: actionId });
  };
  const change = (next: string): void => {
    const state = { type, ...kind.write(next) };
    surface.set(blockId, actionId, state);
    if (dispatch && (kind.input !== 'text' || on.includes('on_character_entered'))) tell(state, next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!dispatch || event.key !== 'Enter' || (on.length > 0 && !on.includes('on_enter_pressed')) || told === text)
      return;
    event.preventDefault();
    tell(kind.write(text), text);
  };
  const common = {
    id,
    className: 'field-input',
    'aria-label': labelledBy ? undefined : label || undefined,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    'aria-required': required || undefined,
    placeholder: plainOf(element.placeholder),
    maxLength: num(element.max_length),
    value: text,
    onKeyDown,
    ...(element.focus_on_load === true && { 'data-autofocus': true }),
  };
  if (element.multiline === true || type === 'rich_text_input') {
    return <textarea {...common} rows={4} onChange={(event) => change(event.target.value)} />;
  }
  return (
    <input
      {...common}
      type={kind.input === 'url' || kind.input === 'email' ? 'text' : kind.input}
      inputMode={kind.input === 'url' || kind.input === 'email' ? kind.input : undefined}
      step={type === 'number_input' && element.is_decimal_allowed ? 'any' : undefined}
      onChange={(event) => change(event.target.value)}
    />
  );
}

/** A view's or message's `state.values`: which inputs it has, what they start with, what a person left unfilled. */
import type { SlackValues } from '../api-types.ts';
import { isRecord, textOf } from '../ground.ts';
import { isDate } from './elements.ts';

type Element = Record<string, unknown>;
type Held = { type: string; [key: string]: unknown };

/** Where each kind of input keeps its value, and which property it starts from. Inputs not listed here keep none (buttons, overflows). */
const VALUE: Readonly<Record<string, readonly [property: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  checkboxes: ['selected_options', 'initial_options'],
  radio_buttons: ['selected_option', 'initial_option'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  file_input: ['files', ''],
};

interface Input {
  blockId: string;
  actionId: string;
  element: Element;
  /** Of an `input` block: whether it may stay empty. Inputs elsewhere always may. */
  optional: boolean;
}

/** Every input that keeps a value, in order. */
export function inputsOf(blocks: unknown): Input[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isRecord).flatMap((block) => {
    const optional = block.type !== 'input' || block.optional === true;
    const elements: unknown[] = [
      block.element,
      block.accessory,
      ...(Array.isArray(block.elements) && block.type === 'actions' ? block.elements : []),
    ];
    return elements.filter(isRecord).flatMap((element) => {
      const actionId = textOf(element.action_id);
      if (!(String(element.type) in VALUE) || actionId === undefined) return [];
      return [{ blockId: String(block.block_id), actionId, element, optional }];
    });
  });
}

/** Finds the element that a press means. */
export function elementOf(blocks: unknown, blockId: string, actionId: string): Element | undefined {
  if (!Array.isArray(blocks)) return undefined;
  const block = blocks.filter(isRecord).find((one) => one.block_id === blockId);
  if (!block) return undefined;
  const elements: unknown[] = [
    block.element,
    block.accessory,
    ...(Array.isArray(block.elements) ? block.elements : []),
  ];
  return elements.filter(isRecord).find((element) => element.action_id === actionId);
}

/** The whole state: what was given, else what it held before, else what the element starts with. Foreign keys are dropped. */
export function fullState(blocks: unknown, given: SlackValues, before: SlackValues = {}): SlackValues {
  const values: SlackValues = {};
  for (const { blockId, actionId, element } of inputsOf(blocks)) {
    const type = String(element.type);
    const [property, initial] = VALUE[type] ?? ['value', 'initial_value'];
    const held = given[blockId]?.[actionId] ?? before[blockId]?.[actionId];
    const value = held === undefined ? element[initial] : held[property];
    const empty = value === undefined || value === null || value === '';
    const none = property === 'selected_options' || property.endsWith('s') ? [] : null;
    const entry: Held = { type, [property]: empty ? none : value };
    values[blockId] = { ...values[blockId], [actionId]: entry };
  }
  return values;
}

/** What Slack's own client says before it sends a form: by block id. */
export function unfilled(blocks: unknown, values: SlackValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, actionId, element, optional } of inputsOf(blocks)) {
    const type = String(element.type);
    const [property] = VALUE[type] ?? ['value'];
    const value = values[blockId]?.[actionId]?.[property];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty) {
      if (!optional) errors[blockId] = 'Please complete this required field.';
    } else if (typeof value === 'string') {
      const problem = textProblem(type, element, value);
      if (problem) errors[blockId] = problem;
    }
  }
  return errors;
}

function textProblem(type: string, element: Element, value: string): string | undefined {
  const max = typeof element.max_length === 'number' ? element.max_length : 3000;
  const min = typeof element.min_length === 'number' ? element.min_length : 0;
  if (type === 'plain_text_input' && value.length > max) return `Please shorten this to ${max} characters or fewer.`;
  if (type === 'plain_text_input' && value.length < min) return `Please write ${min} characters or more.`;
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value))
    return 'Enter an email address in the format name@example.com.';
  if (type === 'url_text_input' && !/^https?:\/\/\S+$/.test(value)) return 'Enter a valid URL.';
  if (type === 'number_input' && !/^-?\d+(\.\d+)?$/.test(value)) return 'Enter a number.';
  if (type === 'datepicker' && !isDate(value)) return 'Enter a valid date.';
  return undefined;
}

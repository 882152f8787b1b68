/** Fills in a modal as a person would: what is not touched keeps its first value. */
import type { Value } from '../../../bot/core/card.ts';
import type { UserRef } from '../../../bot/core/ref.ts';
import { fieldOf } from '../form.ts';
import { readUser } from '../refs.ts';
import { isShape, type Shape, shape, shapes, string } from '../shape.ts';

/**
 * A view's state after filling in, as Slack sends it: '' empties a field.
 * @param before what stood in the view whose place it took: it stays where block and element have the same ids
 * @throws where a value is not among the options, as nobody could choose it
 */
export function fill(view: Shape, values: Readonly<Record<string, Value>>, before: Shape = {}): Shape {
  const state = shapes(view, 'blocks')
    .filter((block) => block.type === 'input')
    .map((block) => {
      const element = shape(block, 'element');
      const [id, action] = [string(block, 'block_id'), string(element, 'action_id')];
      const value = values[fieldOf(id)];
      const stayed = shape(shape(shape(before, 'values'), id), action);
      const isStaying = value === undefined && 'type' in stayed;
      return [id, { [action]: isStaying ? stayed : { type: element.type, ...filled(element, value) } }] as const;
    });
  return { values: Object.fromEntries(state) };
}

function filled(element: Shape, value: Value | undefined): Shape {
  const all = [
    ...shapes(element, 'options'),
    ...shapes(element, 'option_groups').flatMap((group) => shapes(group, 'options')),
  ];
  const pick = (wanted: string): Shape => {
    const found =
      all.find((option) => option.value === wanted) ??
      (element.type === 'external_select' ? { value: wanted } : undefined);
    if (!found) throw new Error(`nobody could choose ${wanted}`);
    return found;
  };
  switch (element.type) {
    case 'plain_text_input':
      return { value: value ?? element.initial_value ?? null };
    case 'datepicker':
      return { selected_date: value ?? element.initial_date ?? null };
    case 'static_select':
    case 'external_select':
      return { selected_option: typeof value === 'string' ? pick(value) : (element.initial_option ?? null) };
    case 'checkboxes':
    case 'multi_static_select':
      return {
        selected_options:
          value === undefined
            ? (element.initial_options ?? [])
            : [value].flat().flatMap((one) => (one === '' ? [] : [pick(String(one))])),
      };
    case 'multi_users_select':
      return {
        selected_users: Array.isArray(value)
          ? value.filter(isUser).map((one) => readUser(one).user)
          : (element.initial_users ?? []),
      };
    default:
      throw new Error(`nobody fills in a ${String(element.type)}`);
  }
}

const isUser = (value: unknown): value is UserRef => isShape(value) && value.kind === 'user';

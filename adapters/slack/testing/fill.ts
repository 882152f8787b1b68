/** Fills in a modal as a person would: what is not touched keeps its first value. */
import type { Value } from '../../../bot/core/card.ts';
import type { UserRef } from '../../../bot/core/ref.ts';
import { readUser } from '../refs.ts';
import { isShape, type Shape, shape, shapes, string } from '../shape.ts';

/** A view's state after filling in, as Slack sends it. @throws where a value is not among the options, as nobody could choose it */
export function fill(view: Shape, values: Readonly<Record<string, Value>>): Shape {
  const state = shapes(view, 'blocks')
    .filter((block) => block.type === 'input')
    .map((block) => {
      const element = shape(block, 'element');
      const name = string(block, 'block_id');
      return [
        name,
        { [string(element, 'action_id')]: { type: element.type, ...filled(element, values[name]) } },
      ] as const;
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
    case 'static_select':
    case 'external_select':
      return { selected_option: typeof value === 'string' ? pick(value) : (element.initial_option ?? null) };
    case 'checkboxes':
    case 'multi_static_select':
      return {
        selected_options: Array.isArray(value)
          ? value.map((one) => pick(String(one)))
          : (element.initial_options ?? []),
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

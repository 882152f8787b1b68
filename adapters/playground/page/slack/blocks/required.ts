/** Which fields of a form must be filled in and are not: Slack's own client says so before it sends anything. Pure. */
import type { SlackValues } from '../../../api-types.ts';
import { type Json, obj, objs, str } from '../../state/json.ts';
import { chosenOf, selectOf } from './choosing.ts';
import { typedText } from './typed.tsx';

function isEmpty(element: Json, state: SlackValues[string][string] | undefined): boolean {
  const type = str(element.type);
  if (selectOf(type)) return chosenOf(element, state, []).length === 0;
  if (type === 'checkboxes') return objs(state ? state.selected_options : element.initial_options).length === 0;
  if (type === 'radio_buttons') return !obj(state ? state.selected_option : element.initial_option);
  return typedText(element, state).trim() === '';
}

/** An error for every required input that is empty, by block id. */
export function missing(blocks: readonly unknown[], values: SlackValues): Record<string, string> {
  const out: Record<string, string> = {};
  for (const block of objs(blocks)) {
    const element = obj(block.element);
    if (block.type !== 'input' || block.optional === true || !element) continue;
    const id = str(block.block_id);
    if (isEmpty(element, values[id]?.[str(element.action_id)])) out[id] = 'Please fill this in.';
  }
  return out;
}

/** What people filled in, from a view's or a message's state to the core's values. */
import { isDay, TICKED, type Value } from '../../bot/core/card.ts';
import { fieldOf, TICK } from './form.ts';
import { userRef } from './refs.ts';
import { isShape, type Shape, shape, shapes, string, strings } from './shape.ts';

/** The values by field name; an empty field is absent. @param team the workspace that picked people belong to */
export function readValues(holder: Shape, team: string): Record<string, Value> {
  const out: Record<string, Value> = {};
  for (const { name, id, element } of elementsIn(holder)) {
    const value = id === TICK ? readTick(element) : readValue(element, team);
    if (value !== null) out[name] = value;
  }
  return out;
}

/** The fields that hold something as a day that the calendar does not have. */
export const unreadDays = (holder: Shape): string[] =>
  elementsIn(holder).flatMap(({ name, element: { type, selected_date: day } }) =>
    type === 'datepicker' && day !== undefined && day !== null && day !== '' && !isDay(day) ? [name] : [],
  );

/**
 * The elements of a state, each with its field. Of a view, only those that stand in it: Slack has been seen to send what was filled
 * in for the view before (github.com/slackapi/bolt-js/issues/625).
 */
function elementsIn(holder: Shape): { name: string; id: string; element: Shape }[] {
  const blocks = Array.isArray(holder.blocks) ? shapes(holder, 'blocks').map((block) => block.block_id) : null;
  return Object.entries(shape(shape(holder, 'state'), 'values')).flatMap(([block, elements]) =>
    isShape(elements) && (blocks?.includes(block) ?? true)
      ? Object.entries(elements).flatMap(([id, element]) =>
          isShape(element) ? [{ name: fieldOf(block), id, element }] : [],
        )
      : [],
  );
}

const readTick = (element: Shape): Value | null =>
  shapes(element, 'selected_options').some((one) => one.value === TICKED) ? TICKED : null;

function readValue(element: Shape, team: string): Value | null {
  switch (element.type) {
    case 'plain_text_input':
      return typeof element.value === 'string' && element.value !== '' ? element.value : null;
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return string(shape(element, 'selected_option'), 'value') || null;
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select': {
      const values = shapes(element, 'selected_options').map((one) => string(one, 'value'));
      return values.length > 0 ? values : null;
    }
    case 'multi_users_select': {
      const users = strings(element, 'selected_users').map((user) => userRef(team, user));
      return users.length > 0 ? users : null;
    }
    case 'datepicker':
      return isDay(element.selected_date) ? element.selected_date : null;
    case 'users_select': {
      const user = string(element, 'selected_user');
      return user === '' ? null : [userRef(team, user)];
    }
    default:
      return null;
  }
}

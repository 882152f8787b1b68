/** What people filled in, from a view's state to the core's values. */
import type { Value } from '../../bot/core/card.ts';
import { userRef } from './refs.ts';
import { isShape, type Shape, shape, shapes, string, strings } from './shape.ts';

/** The values by field name; an empty field is absent. @param team the workspace that picked people belong to */
export function readValues(state: Shape, team: string): Record<string, Value> {
  const out: Record<string, Value> = {};
  for (const [name, elements] of Object.entries(shape(state, 'values'))) {
    if (!isShape(elements)) continue;
    for (const element of Object.values(elements)) {
      const value = isShape(element) ? readValue(element, team) : null;
      if (value !== null) out[name] = value;
    }
  }
  return out;
}

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
    case 'users_select': {
      const user = string(element, 'selected_user');
      return user === '' ? null : [userRef(team, user)];
    }
    default:
      return null;
  }
}

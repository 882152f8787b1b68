/** The interactive state of one message or view: what was typed and chosen in it, and its way to the bot. */
import { useMemo, useState } from 'react';
import type { SlackSurface, SlackValues } from '../../api-types.ts';
import type { SlackSession } from '../state/slack-session.ts';
import { choicesOf } from './blocks/choosing.ts';
import type { ElementState, Surface } from './blocks/surface.ts';

const withState = (values: SlackValues, block: string, action: string, state: ElementState): SlackValues => ({
  ...values,
  [block]: { ...values[block], [action]: state },
});

/** An element's state without its drawing: what `view.state.values` holds. */
function stateIn(element: { type: string; [key: string]: unknown }): ElementState {
  const kept = Object.entries(element).filter(
    ([key]) => key.startsWith('selected_') || key === 'value' || key === 'rich_text_value',
  );
  return { ...Object.fromEntries(kept), type: element.type };
}

/** An element as a click carries it: without what only its drawing needs. */
function used<T extends { type: string; action_id: string }>(element: T): T {
  const needless =
    /^(options|option_groups|confirm|initial_.*|placeholder|accessibility_label|dispatch_action_config)$/;
  return Object.fromEntries(Object.entries(element).filter(([key]) => !needless.test(key))) as T;
}

/** `initial`: what was typed before a reload. A stable surface for one place, whose errors come from outside. */
export function useSurfaceState(
  session: SlackSession,
  at: SlackSurface,
  initial: SlackValues,
  errors: Record<string, string>,
): Surface {
  const [values, setValues] = useState<SlackValues>(initial);
  return useMemo(
    () => ({
      at,
      values,
      errors,
      set: (block, action, state) => setValues((was) => withState(was, block, action, state)),
      press: async (blockId, element) => {
        const now =
          element.type === 'button' ? values : withState(values, blockId, element.action_id, stateIn(element));
        await session.act({ kind: 'press', on: at, blockId, element: used(element), values: now });
      },
      suggest: async (blockId, actionId, query) => {
        const answer = await session.act({ kind: 'suggest', on: at, blockId, actionId, query });
        return choicesOf(answer?.options, answer?.optionGroups);
      },
    }),
    [session, at, values, errors],
  );
}

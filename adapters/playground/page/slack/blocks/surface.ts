/** What interactive elements need to know about the message or view they are drawn in. */
import { createContext, useContext } from 'react';
import type { SlackSurface, SlackValues } from '../../../api-types.ts';
import type { Choice } from '../../ui/choices.ts';

/** An element's state as Slack has it: its `type` and its value under the key for that type. */
export type ElementState = SlackValues[string][string];

export interface Surface {
  at: SlackSurface;
  values: SlackValues;
  /** Inline errors by block id. */
  errors: Record<string, string>;
  set(blockId: string, actionId: string, state: ElementState): void;
  /** Tells the bot that an element was used, with its new state. */
  press(blockId: string, element: { type: string; action_id: string; [key: string]: unknown }): Promise<void>;
  suggest(blockId: string, actionId: string, query: string): Promise<Choice[]>;
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('An element was drawn outside a message or view');
  return surface;
}

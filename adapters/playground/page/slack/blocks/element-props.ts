/** What every drawn element is given: itself, its block, and its label in the document. */
import type { Json } from '../../state/json.ts';

export interface ElementProps {
  element: Json;
  blockId: string;
  id: string;
  /** The label's words, for what has no label element. */
  label: string;
  labelledBy?: string;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
  /** Whether each change is told to the bot at once. */
  dispatch: boolean;
}

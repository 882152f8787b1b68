/** An item of a library among other things that were found. */
import type { Text } from '../core/text.ts';
import type { Author } from './author.ts';

export interface KeptItem {
  readonly id: string;
  readonly community: string;
  readonly title: string;
  readonly text: Text;
  /** Who looks after it. */
  readonly owner: Author;
  /** How far to trust it, in words. */
  readonly standing: Text;
  readonly changed: Date;
  /** Questions from which it came. */
  readonly sources: readonly string[];
}

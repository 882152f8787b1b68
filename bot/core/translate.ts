/** The sentence catalogue as seen from here: a key and its values in, text out. The catalogue itself is bot/words. */
import type { Text } from './text.ts';

/** Filled by bot/words, so that a key that is not in the catalogue does not compile. */
// biome-ignore lint/suspicious/noEmptyInterface: bot/words adds every key to it
export interface Catalogue {}
export type Key = keyof Catalogue & string;

/** Values put into a sentence: user words and names go in as text and stay literal. */
export type Args = Readonly<Record<string, Text | number | Date>>;

/** A reader's language: `t` gives runs, `t.plain` a plain string for labels and titles. */
export interface Translate {
  (key: Key, args?: Args): Text;
  plain(key: Key, args?: Args): string;
  readonly locale: string;
  readonly zone: string;
}

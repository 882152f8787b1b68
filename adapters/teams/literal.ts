/** Words that stay words: nothing that a person typed becomes markdown, a mention, a date function or a template in a card. */
import { LIMITS } from './limits.ts';

/** Addresses of any other scheme start a program, open a file or run a script where they are pressed. */
const PRESSABLE = new Set(['http:', 'https:', 'mailto:']);

/** Whether an address may be pressed; what may not is written out. */
export const isPressable = (url: string): boolean =>
  url.length <= LIMITS.url && URL.canParse(url) && PRESSABLE.has(new URL(url).protocol);

/** A name and the address that belongs to it, for where the address cannot be pressed. */
export const spelt = (name: string, url: string): string => (name && name !== url ? `${name} (${url})` : url);

/** Where a client would look for `{{DATE(...)}}`, `${...}` or `<at>`: between these two characters. */
const SEAMS = /(?<=\{)(?=\{)|(?<=\$)(?=\{)|(?<=<)(?=\/?at)/gi;

/** For rich text: the pieces are drawn side by side, and none of them is a marker. */
export const pieces = (words: string): string[] => words.split(SEAMS);

/** For places that hold one string (labels, buttons, choices): an invisible character stands in the seam. */
export const inert = (words: string): string => words.replace(SEAMS, '\u2060');

/** For places that Microsoft says may read markdown and where words alone will do. */
export const bare = (words: string): string => words.replace(/[*_~`[\]<>#|\\{}$]/g, ' ');

/** For `speak`, which is a piece of XML. */
export const spoken = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Whether a line means the same read as markdown and read as words. Only such lines go into elements that read markdown
 * (a real heading, for screen readers; tick boxes); all others are drawn where nothing is read.
 */
export const isTame = (line: string): boolean =>
  /^[\p{L}\p{N} ,.;:?!'’"“”()/%£€+=–—…-]+$/u.test(line) &&
  /\p{L}/u.test(line) &&
  !/^\s*([-+>=]|\d+[.)])|:\/\/|www\.| {2}$|--|==/i.test(line);

/** Words that stay words: nothing that a person typed becomes markdown, a mention, a date function or a template in a card. */

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

/** Names of communities: how they are written, compared, and found by somebody who half remembers one. */

export const NAME = { least: 3, most: 60 } as const;
export const PURPOSE = { least: 10, most: 300 } as const;

/** Words as people see them counted: a flag or an accented letter is one. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length;

/** What somebody typed on one line: single spaces, nothing invisible. */
export const tidyLine = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\s\p{Zs}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();

/**
 * A name folded for comparison: lower case, no accents, and everything that is neither letter nor digit a single space.
 * "Licensing-Officers" and "licensing officers" are one name. Holds nothing that a LIKE pattern would take for more than itself.
 */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const FILLERS = new Set(['the', 'a', 'community', 'communities', 'of', 'for']);

/** The same words without those that people add around a name; the words themselves where nothing else is left. */
export function withoutFillers(folded: string): string {
  const kept = folded.split(' ').filter((word) => !FILLERS.has(word));
  return kept.length === 0 ? folded : kept.join(' ');
}

/** Whether words after a command can be a name: short, one line, not a question. What is not is talk and goes to the community. */
export const canBeName = (rest: string): boolean => rest.length <= NAME.most && !/[\n?]/.test(rest);

/** Words that say nothing of what a community is about. */
const COMMON =
  /^(?:about|across|after|also|and|any|anyone|area|areas|between|colleagues|community|communities|council|councils|each|every|everyone|from|group|groups|help|helps|here|into|more|network|officer|officers|other|others|our|people|person|practice|share|sharing|staff|team|teams|than|that|their|them|they|this|those|together|what|when|where|which|who|whose|with|work|working|works|your)$/;
/** So many letters of a word tell it: "licensing" and "licences" begin alike. */
const STEM = 5;

/** Beginnings of the words that say what something is about, each once, for finding what is like it. @param folded as `foldName` gives it */
export const tellingWords = (folded: string): readonly string[] => [
  ...new Set(
    folded
      .split(' ')
      .filter((word) => word.length >= 4 && !COMMON.test(word))
      .map((word) => word.slice(0, STEM)),
  ),
];

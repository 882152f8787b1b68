/** Words that blame: whoever wrote them is nudged towards what made it so. Never a reason to refuse anything. */

export type Nudge = 'names-somebody' | 'should-have' | 'failed-to' | 'careless' | 'again';

const WORDS: readonly (readonly [Exclude<Nudge, 'names-somebody'>, RegExp])[] = [
  ['should-have', /\b(?:should(?:n['’]t| not)? have|should['’]ve|ought to have|could have|could['’]ve)\b/iu],
  ['failed-to', /\b(?:fail(?:ed|s|ing|ure) to|did(?:n['’]t| not) bother|forgot to|neglected to)\b/iu],
  [
    'careless',
    /\b(?:careless(?:ly|ness)?|lazy|laziness|incompeten(?:t|ce)|negligen(?:t|ce)|sloppy|useless|stupid)\b/iu,
  ],
  // "Again" at the end of a clause is a reproach; "try again" is none.
  ['again', /\b(?:yet again|once again|again and again)\b|\bagain\s*(?=[.!?,;]|$)/iu],
];
const NO_REPROACH = /\b(?:try|try it|start|begin|use|do|do it|do this|do that|meet|ask|check|look|test) again\b/giu;

/**
 * First names that are words as well, or months: alone they name nobody. Report's own list (text/names.ts) is another: there a
 * name that is missed is printed, so it holds many more and looks at where each stands.
 */
const WORDS_TOO = new Set(
  `art bill dawn drew faith frank grace grant hope iris ivy joy mark pat penny rich rob rose ruby sky sue summer will
  april may june august`.split(/\s+/),
);
export const isWordToo = (name: string): boolean => WORDS_TOO.has(name.toLowerCase());

/**
 * What somebody may want to look at again in their words.
 * @param names of people who could be meant
 */
export function nudges(text: string, names: readonly string[] = []): readonly Nudge[] {
  const plain = text.replaceAll(NO_REPROACH, ' ');
  const found: Nudge[] = WORDS.filter(([, pattern]) => pattern.test(plain)).map(([nudge]) => nudge);
  return namesSomebody(text, names) ? ['names-somebody', ...found] : found;
}

/** Whether one of these people is named: by the whole name, or by a first name or surname with its capital. */
export function namesSomebody(text: string, names: readonly string[]): boolean {
  const words = new Set(text.match(/[\p{L}\p{M}'’-]+/gu) ?? []);
  const whole = ` ${[...(text.match(/[\p{L}\p{M}'’-]+/gu) ?? [])].join(' ').toLowerCase()} `;
  return names.some((name) => {
    const parts = name.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
    if (parts.length > 1 && whole.includes(` ${parts.join(' ').toLowerCase()} `)) return true;
    return parts.some(
      (part) =>
        part.length > 2 && !isWordToo(part) && (words.has(part) || words.has(`${part}'s`) || words.has(`${part}’s`)),
    );
  });
}

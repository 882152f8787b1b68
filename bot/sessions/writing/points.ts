/** From what stands in a box to points: each line is one, with the addresses in it as its evidence. */

/** Characters of one point; no longer one is taken. */
export const POINT = 2_000;
/** Characters of a box: Slack takes no more. */
export const BOX = 3_000;
/** Points of a box: whoever has more to say has a report. */
export const LINES = 20;

/** One thing that somebody put in, before it is shown. */
export interface Point {
  readonly question: string;
  readonly text: string;
}

/** What somebody typed or chose, by question; '' for what they left empty. */
export type Typed = Readonly<Record<string, string>>;

/** The lines of a box, without the bullets that people put before them. */
export const linesOf = (box: string): readonly string[] =>
  box
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) =>
      line
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/u, '')
        .trim()
        .normalize('NFC'),
    )
    .filter((line) => line !== '');

/** What is wrong with a box; null where nothing is. */
export function faultOf(box: string): 'point-long' | 'too-many' | null {
  const lines = linesOf(box);
  if (lines.some((line) => line.length > POINT)) return 'point-long';
  return lines.length > LINES ? 'too-many' : null;
}

/** Addresses in a point, each once, without the stop behind them. */
export const evidenceOf = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/https?:\/\/[^\s<>"]+/giu)].map(([url]) => url.replace(/[.,;:!?)\]}'’”]+$/u, ''))),
];

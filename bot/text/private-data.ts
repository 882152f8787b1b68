/**
 * Finds what says who somebody is in what people wrote: names of those who are known, e-mail addresses, UK telephone, National
 * Insurance and NHS numbers, postcodes and addresses. By tables and the numbers' own check rules. A library of telephone
 * numbers (libphonenumber-js) would know which ranges are in use; here a number of a range that is not is still to be seen by a person.
 */
import { folded } from './folded.ts';
import { findNames, type KnownName, type NameFinder, type Span } from './names.ts';

export type Kind = 'name' | 'email' | 'phone' | 'insurance' | 'nhs' | 'address' | 'postcode';

export interface Found extends Span {
  readonly kind: Kind;
  /** As it stands there. */
  readonly text: string;
}

interface Rule {
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** What a pattern cannot say. */
  readonly holds?: (match: string) => boolean;
  /** What else belongs to it, before it. @returns how many characters */
  readonly before?: (text: string) => number;
}

const digits = (text: string): string => text.replace(/\D/g, '');

/** Nine or ten digits after 0 or 44, or a number of another country with its plus. */
function isPhone(match: string): boolean {
  if (/\b\d{1,2}[.-]\d{1,2}[.-](19|20)\d\d\b/.test(match)) return false;
  const number = digits(match.replace(/\(0\)/, ''));
  if (/^\s*\(?\+/.test(match))
    return number.startsWith('44') ? /^440?[1-9]\d{8,9}$/.test(number) : /^\d{8,15}$/.test(number);
  return /^(00440?|440?|0)[1-35789]\d{8,9}$/.test(number);
}

/** Modulo 11, the tenth digit checks the nine before. Scotland's CHI numbers keep to it too. */
export function isNhsNumber(match: string): boolean {
  const number = digits(match);
  if (number.length !== 10 || /^(\d)\1+$/.test(number)) return false;
  const sum = [...number.slice(0, 9)].reduce((all, digit, at) => all + Number(digit) * (10 - at), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(number[9]);
}

/** "the M1 1st of May" holds no postcode. */
const isNoOrdinal = (match: string): boolean => !/\s(1st|2nd|3rd|[04-9]th)$/.test(match);

/** A number and a street's name, with what may stand between that and the postcode. */
function streetBefore(text: string): number {
  const match =
    /(?:\b(?:flat|unit|apartment|apt)\s+\w{1,5},?\s+)?\b\d{1,4}[a-z]?,?\s+(?:(?:\p{Lu}[\p{L}'’.-]*|of|the|and|on|upon|in|le|la)[\s,]+){1,10}$/iu.exec(
      text.slice(-160),
    );
  // Without the flag for small letters, a capital letter is one.
  return match && /\d[a-z]?,?\s+\p{Lu}/u.test(match[0]) ? match[0].length : 0;
}

const RULES: readonly Rule[] = [
  {
    kind: 'email',
    pattern:
      /[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?:@|\s?[([{]\s?at\s?[)\]}]\s?)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+/gi,
  },
  {
    kind: 'phone',
    pattern: /(?<![\w+])(?:\(?\+|\(?(?=\d))\d[\d\s().–-]{6,22}\d(?![\w])/g,
    holds: isPhone,
  },
  {
    // gov.uk, NIM39110: letters that are never used, prefixes that are not given out, and one letter from A to D at the end.
    kind: 'insurance',
    pattern:
      /(?<![a-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][\s-]?\d{2}[\s-]?\d{2}[\s-]?\d{2}[\s-]?[A-D](?![a-z0-9])/gi,
  },
  { kind: 'nhs', pattern: /(?<![\w.-])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?![\w])/g, holds: isNhsNumber },
  {
    // BS 7666: what an outward part may be, and the letters of an inward one.
    kind: 'postcode',
    pattern:
      /(?<![a-z0-9])(?:GIR\s?0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRV-Y])\s{0,2}\d[ABD-HJLNP-UW-Z]{2})(?![a-z0-9])/gi,
    holds: isNoOrdinal,
    before: streetBefore,
  },
];

export type Detector = (text: string) => readonly Found[];

/** @param known whose names are looked for */
export function createDetector(known: readonly KnownName[]): Detector {
  const names = findNames(known);
  return (text) => find(text, names);
}

function find(text: string, names: NameFinder): readonly Found[] {
  const plain = folded(text);
  const found: { kind: Kind; start: number; end: number }[] = [];
  // What was found first has its place: a number inside an address is not found once more.
  const add = (kind: Kind, start: number, end: number): void => {
    if (!found.some((one) => start < one.end && one.start < end)) found.push({ kind, start, end });
  };
  for (const { kind, pattern, holds, before } of RULES)
    for (const match of plain.text.matchAll(pattern)) {
      if (holds && !holds(match[0])) continue;
      const more = before?.(plain.text.slice(0, match.index)) ?? 0;
      add(more > 0 ? 'address' : kind, match.index - more, match.index + match[0].length);
    }
  // The longest first: "Asha Verma" is one name.
  for (const { start, end } of [...names(plain)].sort((a, b) => b.end - b.start - (a.end - a.start)))
    add('name', start, end);
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => {
      const from = plain.at[start] ?? 0;
      const to = plain.at[end] ?? text.length;
      return { kind, start: from, end: to, text: text.slice(from, to) };
    });
}

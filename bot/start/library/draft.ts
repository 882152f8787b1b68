/** An item as it is read from what somebody else kept, and what is left out, with the place where it stands there. */

import { isDay } from '../../core/card.ts';
import { plain, type Text } from '../../core/text.ts';
import { isSafeLink, TAG_LIMIT, TAGS, TEXT_LIMIT, TITLE_LIMIT, tagsIn } from '../../library/form.ts';
import type { Kind } from '../../library/item.ts';
import { toTyped } from '../../words/typed.ts';

export interface Draft {
  /** The same for the same item whenever it is read again. */
  readonly key: string;
  /** Where it stands: "line 12". */
  readonly at: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: Text;
  readonly link: string | null;
  readonly official: string | null;
  readonly tags: readonly string[];
  readonly reviewBy: string | null;
  readonly credit: string | null;
  readonly state: 'kept' | 'obsolete';
}

export interface Skipped {
  readonly at: string;
  readonly why: string;
}

export interface Source {
  /** What it is called: importing from one of this name again updates. */
  readonly name: string;
  readonly drafts: readonly Draft[];
  readonly skipped: readonly Skipped[];
  /** What was understood of it: which column is what. */
  readonly understood: readonly string[];
}

export interface Found {
  readonly key: string;
  readonly at: string;
  readonly kind: Kind | null;
  readonly title: string;
  readonly text: Text;
  readonly link?: string;
  readonly official?: string;
  readonly tags?: string;
  readonly review?: string;
}

/** One that can be kept, or why it cannot. */
export function draftOf(found: Found): Draft | Skipped {
  const { key, at, text } = found;
  const title = found.title.replace(/\s+/g, ' ').trim();
  const link = found.link?.trim() || null;
  const official = found.official?.trim() || null;
  const tags = tagsIn(found.tags ?? '');
  const kind = found.kind ?? (plain(text) === '' && link !== null ? 'link' : title.endsWith('?') ? 'faq' : 'note');
  const long = toTyped(text).length;
  const reviewBy = dayFrom(found.review ?? '');
  const why = [
    title === '' && 'it has no title',
    title.length > TITLE_LIMIT && `its title has ${title.length} characters, and at most ${TITLE_LIMIT} are kept`,
    plain(text) === '' && kind !== 'link' && (kind === 'faq' ? 'the question has no answer' : 'it has no text'),
    long > TEXT_LIMIT && `its text has ${long} characters, and at most ${TEXT_LIMIT} are kept: make several of it`,
    link === null && kind === 'link' && 'it has no address',
    link !== null && !isSafeLink(link) && `its address ${link} does not begin with https://, or has a password in it`,
    official !== null && !isSafeLink(official) && `the official page ${official} does not begin with https://`,
    (tags.length > TAGS || tags.some((tag) => tag.length > TAG_LIMIT)) &&
      `it has more than ${TAGS} tags, or one of more than ${TAG_LIMIT} characters`,
    reviewBy === 'wrong' && `its review date ${found.review} is none: write 2027-01-31 or 31/01/2027`,
  ].filter((one): one is string => one !== false);
  if (why.length > 0 || reviewBy === 'wrong') return { at, why: why.join('; ') };
  return { key, at, kind, title, text, link, official, tags, reviewBy, credit: null, state: 'kept' };
}

/** Of what was found, each key once. */
export function sorted(found: readonly (Draft | Skipped)[]): Pick<Source, 'drafts' | 'skipped'> {
  const drafts: Draft[] = [];
  const skipped: Skipped[] = [];
  const seen = new Map<string, string>();
  for (const one of found) {
    if ('why' in one) skipped.push(one);
    else if (seen.has(one.key))
      skipped.push({ at: one.at, why: `it is the same as ${seen.get(one.key)}: “${one.title}”` });
    else {
      seen.set(one.key, one.at);
      drafts.push(one);
    }
  }
  return { drafts, skipped };
}

/** As a key has it: small letters and single spaces. */
export const folded = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A day as people here write it; null for none. */
function dayFrom(words: string): string | null | 'wrong' {
  const said = words.trim();
  if (said === '') return null;
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(said);
  const day = british ? `${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}` : said;
  return isDay(day) ? day : 'wrong';
}

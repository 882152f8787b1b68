/** Who wrote something, and how they are shown to whoever reads it: by name, by first name alone, or as somebody who has left. */
import type { UserRef } from '../core/ref.ts';
import type { Translate } from '../core/translate.ts';
import './keys.ts';

export interface Author {
  readonly person: string;
  readonly ref: UserRef;
  readonly name: string;
  readonly organisation: string;
  readonly organisationId: string;
  readonly platform: string;
  /** The first name, where the platform says it apart. */
  readonly given: string | null;
  /** Other organisations are to see the first name alone. */
  readonly brief: boolean;
  /** They have no account that is open. */
  readonly left: boolean;
}

/**
 * The author under the name that a reader sees.
 * @param reader the organisation of who reads it; null where that is not known, or more than one may
 */
export function shownTo(t: Translate, author: Author, reader: string | null): Author {
  if (author.left) return { ...author, name: t.plain('words.former-member') };
  return author.brief && author.organisationId !== reader ? { ...author, name: firstName(author) } : author;
}

/** As it is written before a name; the same in every language that people here are called in. */
const TITLES = /^(dr|mr|mrs|ms|miss|mx|prof|professor|cllr|councillor|sir|dame|lady|lord|rev|revd|fr|y|yr)\.?$/i;

/** "Asha" of "Asha Verma", of "Verma, Asha (Licensing)" and of "Dr Asha Verma": nothing of the surname. */
export function firstName({ name, given }: Pick<Author, 'name' | 'given'>): string {
  const bare = (given?.trim() || name).replace(/[([{].*$/u, '').trim();
  const [surname = '', rest] = bare.split(',');
  const words = (rest?.trim() || surname).split(/\s+/);
  const first = words.find((word) => !TITLES.test(word)) ?? words[0] ?? '';
  return first || name;
}

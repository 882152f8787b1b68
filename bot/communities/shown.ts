/** Who reads somewhere, and people under the names that they are seen by there. */
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { type Author, shownTo } from '../words/author.ts';
import type { Whole } from './community.ts';

/** The organisation whose people read there; null where that is not known. */
export async function readerAt(w: Work, to: ConversationRef | UserRef): Promise<string | null> {
  if (to.kind === 'user') return (await w.communities.holderOf(to))?.organisation ?? null;
  return (await w.communities.channelAt(to))?.organisation ?? null;
}

/** Whether a card goes to one of these people, with whichever account of theirs. */
export async function isTo(
  w: Work,
  people: Promise<readonly { readonly person: string }[]>,
  to: ConversationRef | UserRef,
): Promise<boolean> {
  const holder = await personAt(w, to);
  return holder !== null && (await people).some(({ person }) => person === holder);
}

/**
 * A community for somebody who hears of it by what was put to them, or to others: its name where they may know of it now, or
 * accepted it for their organisation, which still shares it.
 */
export async function calledFor(
  w: Work,
  t: Translate,
  person: string | null,
  one: Pick<Whole, 'id' | 'name' | 'access'>,
): Promise<string> {
  if (person === null) return someOne(t, one);
  const accepted = async () =>
    (await w.communities.partners(one.id)).some(({ isFounder, agreedBy }) => !isFounder && agreedBy === person);
  return (await w.communities.knows(person, one.id)) || (await accepted()) ? one.name : someOne(t, one);
}

/** A community without its name. */
export const someOne = (t: Translate, { access }: Pick<Whole, 'access'>): string =>
  t.plain(access === 'hidden' ? 'sharing.some-hidden' : 'sharing.some');

/** Whose account a card goes to. */
export const personAt = async (w: Work, to: ConversationRef | UserRef): Promise<string | null> =>
  to.kind === 'user' ? ((await w.communities.holderOf(to))?.person ?? null) : null;

/** The same with the name that a reader sees. @param reader their organisation */
export const shown = <A extends Author>(t: Translate, author: A, reader: string | null): A => ({
  ...author,
  name: shownTo(t, author, reader).name,
});

/** Just the name; '' where there is nobody. */
export const nameOf = (t: Translate, author: Author | null, reader: string | null): string =>
  author === null ? '' : shownTo(t, author, reader).name;

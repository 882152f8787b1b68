/** Who reads somewhere, and people under the names that they are seen by there. */
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { type Author, shownTo } from '../words/author.ts';

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
  const holder = to.kind === 'user' ? await w.communities.holderOf(to) : null;
  return holder !== null && (await people).some(({ person }) => person === holder.person);
}

/** The same with the name that a reader sees. @param reader their organisation */
export const shown = <A extends Author>(t: Translate, author: A, reader: string | null): A => ({
  ...author,
  name: shownTo(t, author, reader).name,
});

/** Just the name; '' where there is nobody. */
export const nameOf = (t: Translate, author: Author | null, reader: string | null): string =>
  author === null ? '' : shownTo(t, author, reader).name;

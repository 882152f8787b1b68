/** A library item as the feature knows it, and what it asks of the database. */
import type { Me } from '../core/me.ts';
import type { UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Author } from '../words/author.ts';

/** note: words. link: a page elsewhere. faq: a question with its answer. */
export const KINDS = ['note', 'link', 'faq'] as const;
export type Kind = (typeof KINDS)[number];
export const kindOf = (text: string): Kind | null => KINDS.find((one) => one === text) ?? null;

/** kept: it is found. obsolete: withdrawn, to be read and not to be found. deleted: nothing is left of its words. */
export type ItemState = 'kept' | 'obsolete' | 'deleted';

export interface Item {
  readonly id: string;
  readonly community: string;
  readonly kind: Kind;
  readonly state: ItemState;
  /** Grows with every change: who changes what another has changed meanwhile is told. */
  readonly version: number;
  /** Of a question with its answer, the question. */
  readonly title: string;
  readonly text: Text;
  readonly link: string | null;
  /** The page of an organisation that says the same officially. */
  readonly official: string | null;
  readonly tags: readonly string[];
  /** Who looks after it. */
  readonly owner: Author;
  /** Somebody else changed it last. */
  readonly isChangedByOther: boolean;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** The day, YYYY-MM-DD, by which somebody is to look whether it is still right. */
  readonly reviewBy: string;
  /** Who wrote it where it was imported from. */
  readonly credit: string | null;
  /** Questions from which it came, the oldest first. */
  readonly sources: readonly string[];
}

/** What is written in one. */
export type Words = Pick<Item, 'title' | 'text' | 'link' | 'official' | 'tags' | 'reviewBy'>;

export interface Added extends Words {
  readonly community: string;
  readonly kind: Kind;
  readonly identity: string;
  readonly person: string;
  readonly sources?: readonly string[];
}

/** Who looks for items. */
export type Reader = Pick<Me, 'organisation' | 'person' | 'outside' | 'unchecked'>;

export interface LibraryStore {
  get(id: string): Promise<Item | null>;
  /** @returns its id */
  add(added: Added): Promise<string>;
  /** @returns false where it was changed since that version, or is deleted */
  edit(id: string, version: number, words: Words, by: string): Promise<boolean>;
  /** It is to be read, and not to be found any more. @returns false where it is so already, or deleted */
  retire(id: string): Promise<boolean>;
  /** Somebody looked at it: it is right until another day, and found again. @returns false where it is deleted */
  confirm(id: string, reviewBy: string): Promise<boolean>;
  /** Nothing is left of its words. @returns false where it was deleted before */
  erase(id: string): Promise<boolean>;
  /** The newest that a reader may read, of one community or of all. */
  newest(reader: Reader, how: { readonly community?: string; readonly limit: number }): Promise<readonly Item[]>;
  /** Those of these that the reader may read and find, in the order of the ids. */
  those(reader: Reader, ids: readonly string[]): Promise<readonly Item[]>;
  /**
   * Of items that are to be looked at by a day (YYYY-MM-DD) and of which nobody was asked, those of whoever keeps the oldest: they count as asked for.
   * @returns who is to be asked, and communities of which others are since whoever keeps them reads nothing there any more; null where nothing is due
   */
  nextAsked(by: string): Promise<{
    readonly owner: { readonly person: string; readonly ref: UserRef } | null;
    readonly communities: readonly string[];
  } | null>;
  /** What somebody is to look at by a day: what they keep, and in communities that they look after what nobody there keeps any more. */
  due(person: string, by: string, limit: number): Promise<{ readonly items: readonly Item[]; readonly count: number }>;
  /** It answered somebody. */
  use(item: string, person: string): Promise<void>;
}

declare module '../core/work.ts' {
  interface Stores {
    library: LibraryStore;
  }
}

/** The words that a page shows by itself, all at once: none of them holds a value. */
import type { Translate } from '../core/translate.ts';
import { pageSentences } from './en-GB-pages.ts';
import './keys.ts';

export type PageKey = Extract<keyof typeof pageSentences, `page.${string}`>;
export type PageWords = Readonly<Record<PageKey, string>>;

const isOfPage = (key: string): key is PageKey => key.startsWith('page.');

/** In one reader's language. */
export const pageWords = (t: Translate): PageWords =>
  Object.fromEntries(
    Object.keys(pageSentences)
      .filter(isOfPage)
      .map((key) => [key, t.plain(key)]),
  ) as PageWords;

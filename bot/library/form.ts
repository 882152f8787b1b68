/** The form of an item: opened to add one or to change one, and what is filled in read and checked. */
import { type Field, type Form, words as typedWords, type Value } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { plain, shorten } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import { chooseCommunity, LOOKED_UP } from '../words/choose-community.ts';
import { hintWith, type Label } from '../words/handling.ts';
import { fromTyped, toTyped } from '../words/typed.ts';
import { type Item, KINDS, type Kind, kindOf, type Words } from './item.ts';
import type { Needs } from './needs.ts';
import { CHOICES, dayIn, REVIEW_DAYS } from './review-day.ts';
import { kindName } from './views.ts';

export const TITLE_LIMIT = 200;
export const TEXT_LIMIT = 3_000;
export const TAGS = 10;
export const TAG_LIMIT = 40;
const LINK_LIMIT = 2_000;

const REVIEWS: Readonly<Record<number, Key>> = {
  30: 'library.review-30',
  90: 'library.review-90',
  180: 'library.review-180',
  365: 'library.review-365',
};

/** What stands in the fields at first. */
export interface Filled {
  readonly kind?: Kind;
  readonly title?: string;
  readonly text?: string;
  readonly link?: string | null;
  readonly official?: string | null;
  readonly tags?: readonly string[];
}

export const filledWith = (item: Item): Filled => ({
  kind: item.kind,
  title: item.title,
  text: plain(shorten(toTyped(item.text), TEXT_LIMIT)),
  link: item.link,
  official: item.official,
  tags: item.tags,
});

export function addForm(
  t: Translate,
  { context, community, label }: { readonly context: string; readonly community: Field; readonly label: Label | null },
  filled: Filled,
): Form {
  const kind: Field = {
    field: 'choice',
    name: 'kind',
    label: t.plain('library.field-kind'),
    options: KINDS.map((one) => ({ value: one, label: kindName(t, one) })),
    value: filled.kind ?? 'note',
  };
  return {
    form: 'library.add',
    context,
    title: t.plain('library.add-title'),
    submit: t.plain('library.add-submit'),
    cancel: t.plain('words.cancel'),
    fields: [community, kind, ...wordFields(t, filled, label), reviewField(t)],
  };
}

/** @param item as it was when the form was opened: its version comes back with it */
export const editForm = (t: Translate, item: Item, label: Label | null): Form => ({
  form: 'library.edit',
  context: `${item.id}/${item.version}`,
  title: t.plain('library.edit-title'),
  submit: t.plain('library.edit-submit'),
  cancel: t.plain('words.cancel'),
  fields: [...wordFields(t, filledWith(item), label), reviewField(t, true)],
});

const wordFields = (t: Translate, filled: Filled, label: Label | null): readonly Field[] => [
  {
    field: 'line',
    name: 'title',
    label: t.plain('library.field-title'),
    max: TITLE_LIMIT,
    ...(filled.title ? { value: filled.title } : {}),
  },
  {
    field: 'paragraph',
    name: 'text',
    label: t.plain('library.field-text'),
    hint: hintWith(t, t.plain('library.field-text-hint'), label),
    max: TEXT_LIMIT,
    optional: true,
    ...(filled.text ? { value: filled.text } : {}),
  },
  {
    field: 'line',
    name: 'link',
    label: t.plain('library.field-link'),
    placeholder: t.plain('library.field-link-example'),
    max: LINK_LIMIT,
    optional: true,
    ...(filled.link ? { value: filled.link } : {}),
  },
  {
    field: 'line',
    name: 'official',
    label: t.plain('library.field-official'),
    hint: t.plain('library.field-official-hint'),
    max: LINK_LIMIT,
    optional: true,
    ...(filled.official ? { value: filled.official } : {}),
  },
  {
    field: 'line',
    name: 'tags',
    label: t.plain('library.field-tags'),
    hint: t.plain('library.field-tags-hint'),
    max: TAGS * (TAG_LIMIT + 2),
    optional: true,
    ...(filled.tags?.length ? { value: filled.tags.join(', ') } : {}),
  },
];

/** What leaves the day as it is. */
export const SAME_DAY = 'same';

/** @param isThere it has a day already */
const reviewField = (t: Translate, isThere = false): Field => ({
  field: 'choice',
  name: 'review',
  label: t.plain('library.field-review'),
  hint: t.plain('library.field-review-hint'),
  options: [
    ...(isThere ? [{ value: SAME_DAY, label: t.plain('library.review-same') }] : []),
    ...CHOICES.map((days) => ({ value: String(days), label: t.plain(REVIEWS[days] ?? 'library.review-90') })),
  ],
  value: isThere ? SAME_DAY : String(REVIEW_DAYS),
});

/** The communities to which somebody may add; null where there is none. @param wish the one that they mean, where that is settled */
export async function communityField(
  { w, me, t }: Turn,
  needs: Needs,
  wish: { readonly id: string; readonly name: string } | null,
): Promise<Field | null> {
  const communities = await needs.visibleTo(w, me, undefined, LOOKED_UP);
  const labelled = { name: 'community', label: t.plain('library.field-community') };
  const chosen = wish === null ? null : { value: wish.id, label: wish.name };
  return chooseCommunity(t, labelled, communities, chosen);
}

export type Read =
  | { readonly words: Words; readonly problems?: undefined }
  | { readonly problems: Readonly<Record<string, string>>; readonly words?: undefined };

/** What was filled in, or what is wrong with it, by field. */
export function readWords(t: Translate, kind: Kind, values: Readonly<Record<string, Value>>, now: Date): Read {
  const problems: Record<string, string> = {};
  const title = typedWords(values.title).replace(/\s+/g, ' ');
  const text = typedWords(values.text);
  const link = typedWords(values.link);
  const official = typedWords(values.official);
  const tags = tagsIn(typedWords(values.tags));
  const days = CHOICES.find((one) => String(one) === typedWords(values.review)) ?? REVIEW_DAYS;
  if (title === '') problems.title = t.plain('library.no-title');
  else if (title.length > TITLE_LIMIT) problems.title = t.plain('library.title-long', { most: TITLE_LIMIT });
  if (text === '' && kind !== 'link') problems.text = t.plain(kind === 'faq' ? 'library.no-answer' : 'library.no-text');
  if (link === '' && kind === 'link') problems.link = t.plain('library.no-link');
  else if (link !== '' && !isSafeLink(link)) problems.link = t.plain('library.link-wrong');
  if (official !== '' && !isSafeLink(official)) problems.official = t.plain('library.link-wrong');
  if (tags.length > TAGS || tags.some((tag) => tag.length > TAG_LIMIT))
    problems.tags = t.plain('library.tags-many', { most: TAGS, long: TAG_LIMIT });
  if (Object.keys(problems).length > 0) return { problems };
  const words = { title, text: fromTyped(text), link: link || null, official: official || null, tags };
  return { words: { ...words, reviewBy: dayIn(now, days) } };
}

/** An address of the web that nobody on the way can change, without a name and password in it. */
export function isSafeLink(url: string): boolean {
  if (url.length > LINK_LIMIT || !/^https:\/\/[^\s<>"]+$/i.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** Typed one after the other, each once, in small letters. */
export const tagsIn = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((tag) => tag.trim().replace(/^#/, '').replace(/\s+/g, ' ').toLowerCase())
      .filter((tag) => tag !== ''),
  ),
];

/** The kind that a form says; null for any other words. */
export const kindIn = (values: Readonly<Record<string, Value>>): Kind | null => kindOf(typedWords(values.kind));

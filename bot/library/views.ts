/** The cards of the library: a list, one item whole, and how far to trust it. */
import type { Block, Button, Card } from '../core/card.ts';
import { bold, plain, shorten, type Text } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, byline, heading, note } from '../words/fragments.ts';
import { type Label, labelled } from '../words/handling.ts';
import { addToLibraryButton } from '../words/how-to.ts';
import { type Standing, standingText, UNJUDGED } from '../words/standing.ts';
import type { Item, Kind } from './item.ts';
import { isPastReview } from './review-day.ts';

/** Of a title so much stands in a list. */
const LISTED = 140;

const KIND_NAMES: Readonly<Record<Kind, Key>> = {
  note: 'library.kind-note',
  link: 'library.kind-link',
  faq: 'library.kind-faq',
};

export const kindName = (t: Translate, kind: Kind): string => t.plain(KIND_NAMES[kind]);

/** How far to trust an item, in words: the one place that says it, wherever one is shown. */
export function itemStanding(t: Translate, item: Pick<Item, 'state' | 'official' | 'reviewBy'>, now: Date): Text {
  const { official: link } = item;
  const standing: Standing = {
    ...UNJUDGED,
    level: link === null ? 'conversation' : 'official',
    link,
    withdrawn: item.state === 'obsolete',
    overdue: isPastReview(item.reviewBy, now),
  };
  return standingText(t, standing, null);
}

/** A day of the calendar, whatever the reader's zone. */
export const dayText = (t: Translate, day: string): Text => [
  { run: 'time', at: `${day}T12:00:00.000Z`, zone: t.zone, style: 'day' },
];
export const momentDay = (t: Translate, at: Date): Text => [
  { run: 'time', at: at.toISOString(), zone: t.zone, style: 'day' },
];

const readButton = (t: Translate, id: string): Button => ({
  button: 'action',
  action: 'library.read',
  value: id,
  label: t.plain('library.read'),
});

export interface Listing {
  readonly title: Text;
  readonly items: readonly (Item & { readonly communityName: string })[];
  /** Said where there are none. */
  readonly none: Text;
  /** To which something can be added from here; '' for any, null where nothing can. */
  readonly addTo: string | null;
}

export const listCard = (t: Translate, { title, items, none, addTo }: Listing, now: Date): Card => ({
  summary: plain(title),
  blocks: [
    heading(title),
    ...(items.length === 0 ? [body(none)] : []),
    ...items.map(
      (item): Block => ({
        block: 'row',
        text: bold(shorten(item.title, LISTED)),
        note: t('library.row', {
          kind: kindName(t, item.kind),
          community: item.communityName,
          standing: itemStanding(t, item, now),
          day: momentDay(t, item.changedAt),
        }),
        button: readButton(t, item.id),
      }),
    ),
    ...buttons(addTo !== null && addToLibraryButton(t, addTo)),
  ],
});

export interface Whole {
  readonly item: Item;
  readonly communityName: string;
  readonly label: Label | null;
  /** The reader's organisation; null where it is not known. */
  readonly reader: string | null;
  readonly now: Date;
  /** What the reader may do with it. */
  readonly may: { readonly edit: boolean; readonly keep: boolean };
  /** Whether what leads elsewhere can be pressed where it stands. */
  readonly quiet?: true;
}

/** All of one. */
export function itemCard(t: Translate, whole: Whole): Card {
  const { item, communityName, label, reader, now, may } = whole;
  return {
    summary: plain(shorten(item.title, LISTED)),
    blocks: [
      heading(item.title),
      note(t('library.in', { kind: kindName(t, item.kind), community: communityName })),
      ...(plain(item.text) === '' ? [] : [body(item.text)]),
      ...(item.link === null ? [] : [body([{ run: 'link', url: item.link, text: item.link }])]),
      note(byline(t, shownTo(t, item.owner, reader))),
      ...(item.credit === null ? [] : [note(t('library.credit', { who: item.credit }))]),
      note(t('known.judge', { standing: itemStanding(t, item, now), day: momentDay(t, item.changedAt) })),
      ...(item.isChangedByOther ? [note(t('library.changed-by-facilitator'))] : []),
      ...(item.tags.length === 0 ? [] : [note(t('library.tags', { tags: item.tags.join(', ') }))]),
      ...(item.state === 'kept' ? [note(t('library.review-by', { day: dayText(t, item.reviewBy) }))] : []),
      ...(label ? [note(labelled(t, label))] : []),
      ...(whole.quiet ? [] : buttons(...sourceButtons(t, item), ...ownButtons(t, item, may))),
    ],
  };
}

/** The questions from which it came: they say for themselves who may read them. */
const sourceButtons = (t: Translate, { sources }: Item): readonly Button[] =>
  sources.map((id, at) => ({
    button: 'action',
    action: 'questions.read',
    value: id,
    label: sources.length === 1 ? t.plain('library.source') : t.plain('library.source-of', { number: at + 1 }),
  }));

const ownButtons = (t: Translate, item: Item, may: Whole['may']): readonly (Button | false)[] => [
  may.edit && {
    button: 'action',
    action: 'library.edit',
    value: item.id,
    label: t.plain('library.edit'),
    opens: true,
  },
  may.edit && {
    button: 'action',
    action: 'library.confirm',
    value: item.id,
    label: t.plain(item.state === 'kept' ? 'library.confirm' : 'library.use-again'),
  },
  may.keep &&
    item.state === 'kept' && {
      button: 'action',
      action: 'library.retire',
      value: item.id,
      label: t.plain('library.retire'),
    },
  may.keep && {
    button: 'action',
    action: 'library.erase',
    value: item.id,
    label: t.plain('library.erase'),
    style: 'danger',
    confirm: {
      title: t.plain('library.erase-sure'),
      text: t.plain('library.erase-means'),
      yes: t.plain('library.erase'),
      no: t.plain('words.cancel'),
    },
  },
];

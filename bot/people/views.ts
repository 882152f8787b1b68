/** Cards about a person's accounts. */
import type { Block, Button, Card } from '../core/card.ts';
import type { Me } from '../core/me.ts';
import type { Text } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import { firstName } from '../words/author.ts';
import { body, buttons, byline, heading, note, sentence } from '../words/fragments.ts';
import { typed } from '../words/how-to.ts';
import type { Account, Joining, Preferences, Profile } from './person.ts';

/** Gives a code. */
export const linkButton = (t: Translate): Button => ({
  button: 'action',
  action: 'people.link',
  value: '',
  label: t.plain('link.button'),
});

export function codeCard(t: Translate, code: string, minutes: number): Card {
  const words = `link ${code}`;
  return {
    summary: t.plain('link.title'),
    blocks: [
      heading(t('link.title')),
      body([{ run: 'code', text: code }]),
      body(
        t('link.how', {
          minutes,
          slack: typed(t, { platform: 'slack', where: 'private' }, words),
          teams: typed(t, { platform: 'teams', where: 'private' }, words),
        }),
      ),
      note(t('link.means')),
      note(t('link.beware')),
    ],
  };
}

/** Where a code was typed: who is asked to confirm, and how to stop it. */
export const typedCard = (t: Translate, maker: Account, link: string): Card => ({
  summary: t.plain('link.typed', { account: byline(t, maker) }),
  blocks: [
    body(t('link.typed', { account: byline(t, maker) })),
    note(t('link.typed-beware')),
    ...buttons(declineButton(t, link)),
  ],
});

/** Where the code was made. */
export const confirmCard = (t: Translate, other: Account, link: string): Card => ({
  summary: t.plain('link.confirm', { account: byline(t, other) }),
  blocks: [
    body(t('link.confirm', { account: byline(t, other) })),
    note(t('link.means')),
    ...buttons(
      { button: 'action', action: 'people.join', value: link, label: t.plain('link.yes'), style: 'primary' },
      declineButton(t, link),
    ),
  ],
});

const declineButton = (t: Translate, link: string): Button => ({
  button: 'action',
  action: 'people.decline',
  value: link,
  label: t.plain('link.no'),
  style: 'danger',
});

/** Told to one end of a joining. */
export function joinedCard(t: Translate, joining: Joining, here: Account): Card {
  const there = here.id === joining.one.id ? joining.other : joining.one;
  const key = joining.how === 'email' ? 'joined.by-email' : 'joined.by-code';
  return {
    summary: t.plain(key, { account: byline(t, there) }),
    blocks: [
      body(t(key, { account: byline(t, there) })),
      note(t('link.means')),
      note(t('joined.undo')),
      ...buttons(partButton(t, joining)),
    ],
  };
}

const partButton = (t: Translate, { id }: Joining): Button => ({
  button: 'action',
  action: 'people.part',
  value: id,
  label: t.plain('joined.part'),
  confirm: {
    title: t.plain('joined.part-title'),
    text: t.plain('joined.part-text'),
    yes: t.plain('joined.part'),
    no: t.plain('words.cancel'),
  },
});

export const apartCard = (t: Translate, { one, other }: Joining): Card =>
  sentence(t, 'joined.apart', { one: byline(t, one), other: byline(t, other) });

/** Accounts that are one person's, by what joined them. @param here the account that reads it */
export const accountRows = (t: Translate, joinings: readonly Joining[], here: string): readonly Block[] =>
  joinings.map((joining) => {
    const { one, other } = joining;
    const [first, second] = other.id === here ? [other, one] : [one, other];
    const text =
      first.id === here ? byline(t, second) : t('accounts.pair', { one: byline(t, first), other: byline(t, second) });
    return { block: 'row', text, button: partButton(t, joining) };
  });

export const accountsCard = (t: Translate, joinings: readonly Joining[], here: string): Card => ({
  summary: t.plain('accounts.title'),
  blocks: [
    heading(t('accounts.title')),
    body(joinings.length === 0 ? t('accounts.none') : t('accounts.some')),
    ...accountRows(t, joinings, here),
    ...buttons(linkButton(t)),
  ],
});

/** Opens the form in which somebody says who they are. */
export const profileButton = (t: Translate): Button => ({
  button: 'action',
  action: 'people.profile',
  value: '',
  label: t.plain('profile.edit'),
  opens: true,
});

/** What is said, as labels and values; a sentence where nothing is. */
export function profileBlocks(t: Translate, profile: Profile | null): readonly Block[] {
  const facts = [
    { label: t.plain('profile.ask-me'), value: profile?.askMe ?? '' },
    { label: t.plain('profile.done'), value: profile?.done ?? '' },
    { label: t.plain('profile.learn'), value: profile?.learn ?? '' },
    { label: t.plain('profile.languages'), value: profile?.languages ?? '' },
  ].filter(({ value }) => value !== '');
  return facts.length === 0 ? [note(t('profile.none'))] : [{ block: 'facts', facts }];
}

export const profileCard = (t: Translate, profile: Profile): Card => ({
  summary: t.plain('profile.saved'),
  blocks: [body(t('profile.saved')), ...profileBlocks(t, profile), ...buttons(profileButton(t))],
});

/** Opens the form of preferences. */
export const preferencesButton = (t: Translate): Button => ({
  button: 'action',
  action: 'people.preferences',
  value: '',
  label: t.plain('preferences.change'),
  opens: true,
});

/** What they are about besides what was chosen. */
interface Around {
  readonly here: Pick<Me, 'identity' | 'name'>;
  readonly accounts: readonly Account[];
  readonly now: Date;
}

/** What was chosen, in a few lines; what was not is left out. */
export function preferenceBlocks(t: Translate, chosen: Preferences, { here, accounts, now }: Around): readonly Block[] {
  const { days, evenDays, quiet, zone, pausedUntil, place, brief } = chosen;
  const account = accounts.find(({ id }) => id === place);
  const given = accounts.find(({ id }) => id === here.identity)?.given ?? null;
  const said = brief ? t.plain('preferences.shown-brief', { name: firstName({ name: here.name, given }) }) : null;
  const facts: { label: string; value: Text }[] = [
    ...(pausedUntil !== null && pausedUntil > now
      ? [{ label: t.plain('preferences.paused-until'), value: t('preferences.at', { at: pausedUntil }) }]
      : []),
    ...(days.length > 0 ? [{ label: t.plain('preferences.days'), value: daysText(t, days) }] : []),
    ...(evenDays.length > 0 ? [{ label: t.plain('preferences.even-days'), value: daysText(t, evenDays) }] : []),
    ...(quiet ? [{ label: t.plain('preferences.quiet'), value: `${quiet.from}–${quiet.until}` }] : []),
    ...(zone !== null ? [{ label: t.plain('preferences.zone'), value: zone.replaceAll('_', ' ') }] : []),
    ...(account ? [{ label: t.plain('preferences.place'), value: byline(t, account) }] : []),
    ...(said !== null ? [{ label: t.plain('preferences.shown'), value: said }] : []),
  ];
  return facts.length === 0 ? [note(t('preferences.none'))] : [{ block: 'facts', facts }];
}

/** Days by name, Monday first. */
export const DAYS: readonly Key[] = [
  'preferences.monday',
  'preferences.tuesday',
  'preferences.wednesday',
  'preferences.thursday',
  'preferences.friday',
  'preferences.saturday',
  'preferences.sunday',
];
const daysText = (t: Translate, days: readonly number[]): string =>
  new Intl.ListFormat(t.locale, { type: 'unit', style: 'short' }).format(
    DAYS.filter((_, index) => days.includes(index + 1)).map((key) => t.plain(key)),
  );

export const preferencesCard = (t: Translate, chosen: Preferences, around: Around): Card => ({
  summary: t.plain('profile.saved'),
  blocks: [
    body(t('profile.saved')),
    ...preferenceBlocks(t, chosen, around),
    ...(chosen.pausedUntil !== null && chosen.pausedUntil > around.now ? [note(t('preferences.paused-means'))] : []),
    ...buttons(preferencesButton(t)),
  ],
});

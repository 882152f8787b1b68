/** How things are done on the reader's platform: what to type, and the steps outside Guildhall. */
import type { Button } from '../core/card.ts';
import type { Delivery } from '../core/inbound.ts';
import type { Text } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import './keys.ts';

/** Where somebody types: on which platform, and in what kind of place. */
export type Where = { readonly platform: string; readonly where: Delivery['where'] };

export const whereOf = (event: Delivery): Where => ({ platform: event.in.platform, where: event.where });

/** A command as it is typed there, set off from the sentence around it. */
export function typed(t: Translate, { platform, where }: Where, words: string): Text {
  const shared = where === 'channel' || where === 'group';
  const text =
    platform === 'slack' ? t.plain('typing.slack', { words }) : shared ? t.plain('typing.mention', { words }) : words;
  return [{ run: 'text', text, style: { code: true } }];
}

/** Words said to the bot in a channel: a mention, on every platform. */
export const mentioned = (t: Translate, words: string): Text => [
  { run: 'text', text: t.plain('typing.mention', { words }), style: { code: true } },
];

/** How the bot comes into a place where it is not. */
export const inviteSteps = (t: Translate, platform: string): Text =>
  platform === 'slack' ? t('steps.invite-slack') : t('steps.invite-teams');

/** How the bot comes to hear every message of a place where it hears mentions alone. */
export const hearingSteps = (t: Translate, platform: string): Text =>
  platform === 'teams' ? t('steps.hearing-teams') : t('steps.hearing-other');

/** Opens the form for a question. */
export const askButton = (t: Translate): Button => ({
  button: 'action',
  action: 'questions.start',
  value: '',
  label: t.plain('buttons.ask'),
  style: 'primary',
  opens: true,
});

/** The digest of a community in place of everything. */
export const hearLessButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.hears',
  value: `${community} digest`,
  label: t.plain('buttons.hear-less'),
});

/** Shows the list of communities. */
export const communitiesButton = (t: Translate): Button => ({
  button: 'action',
  action: 'communities.list',
  value: '',
  label: t.plain('buttons.communities'),
});

/** Shows how a community's weekly digest comes, to those who facilitate it. */
export const digestButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'digests.open',
  value: community,
  label: t.plain('buttons.digest'),
});

/** Opens the form for a new community. */
export const createButton = (t: Translate): Button => ({
  button: 'action',
  action: 'communities.create',
  value: '',
  label: t.plain('buttons.create'),
  opens: true,
});

/** Shows a community from inside, before somebody joins it. */
export const lookButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.look',
  value: community,
  label: t.plain('finding.look'),
});

/** Shows what a community keeps in its library, or with '' what all do that the reader can read. */
export const libraryButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'library.list',
  value: community,
  label: t.plain('library.button'),
});

/** Opens the form in which something is added to it. */
export const addToLibraryButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'library.add',
  value: community,
  label: t.plain('library.add'),
  opens: true,
});

/** Closes a community for good, as far as its members do not bring it back. */
export const closeButton = (t: Translate, { id, name }: { readonly id: string; readonly name: string }): Button => ({
  button: 'action',
  action: 'lifecycle.close',
  value: id,
  label: t.plain('buttons.close'),
  confirm: {
    title: t.plain('lifecycle.close-title'),
    text: t.plain('lifecycle.close-text', { community: name }),
    yes: t.plain('lifecycle.close-yes'),
    no: t.plain('words.cancel'),
  },
});

/** Brings an archived community back, once two of its members have pressed it. */
export const reviveButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'lifecycle.revive',
  value: community,
  label: t.plain('buttons.revive'),
});

/** Leads whoever presses it to a place on the pages, by a link of their own: `reports/<id>`. What is there is asked about there. */
export const pageButton = (
  t: Translate,
  place: string,
  label: Key = 'pages.open',
): Extract<Button, { button: 'action' }> => ({
  button: 'action',
  action: 'pages.open',
  value: place,
  label: t.plain(label),
});

/** Cards and forms of communities that are answered to one person. */
import type { Block, Button, Card, Field, Form, FormRow } from '../core/card.ts';
import { bold, join, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note, quote } from '../words/fragments.ts';
import { askButton, communitiesButton, createButton, hearingSteps, typed, type Where } from '../words/how-to.ts';
import { ACCESS, type Access, type BoundChannel, type Found, KINDS, type Kind, type Listed } from './community.ts';
import { NAME, PURPOSE } from './name.ts';

/** Rows in a list; more are found by typing. */
export const ROWS = 10;
/** A purpose is cut to this in a list. */
const PURPOSE_SHOWN = 140;

/** What a list's button carries: the community, and the words that the list was for, so that it can be drawn again. */
export const listValue = (community: string, words: string): string => `${community} list ${words}`.slice(0, 255);
export function readListValue(value: string): { community: string; list: boolean; words: string } {
  const [community = '', list, ...words] = value.split(' ');
  return { community, list: list === 'list', words: words.join(' ') };
}

export const members = (t: Translate, count: number): string => t.plain('communities.members', { members: count });

function about(t: Translate, { purpose, members: count, role, access, waits, stage }: Listed): Text {
  const args = { purpose: shorten(purpose, PURPOSE_SHOWN), members: members(t, count) };
  if (stage === 'archived') return t(role === null ? 'stage.row' : 'stage.row-member', args);
  if (waits) return t('communities.row-waits', args);
  if (role === null) return t(access === 'open' ? 'communities.row' : 'communities.row-request', args);
  return role === 'member' ? t('communities.row-member', args) : t('communities.row-facilitator', args);
}

export const joinButton = (t: Translate, value: string): Button => ({
  button: 'action',
  action: 'communities.join',
  value,
  label: t.plain('communities.join'),
});

/** Opens the form in which somebody says why they want to be let in. */
export const requestButton = (t: Translate, value: string): Button => ({
  button: 'action',
  action: 'communities.request',
  value,
  label: t.plain('communities.request'),
  opens: true,
});

/** The way in for somebody who is not in it. */
export const enterButton = (t: Translate, one: Pick<Listed, 'access'>, value: string): Button =>
  one.access === 'request' ? requestButton(t, value) : joinButton(t, value);

export const leaveButton = (
  t: Translate,
  { name, access }: Pick<Listed, 'name' | 'access'>,
  value: string,
): Button => ({
  button: 'action',
  action: 'communities.leave',
  value,
  label: t.plain('communities.leave'),
  confirm: {
    title: t.plain('communities.leave-title'),
    text: t.plain(access === 'open' ? 'communities.leave-text' : 'communities.leave-text-closed', { name }),
    yes: t.plain('communities.leave'),
    no: t.plain('communities.stay'),
  },
});

/** A community in a list with what the reader can do about it. */
export const row = (t: Translate, one: Listed, value: string): Block => ({
  block: 'row',
  text: bold(one.name),
  note: about(t, one),
  ...rowButton(t, one, value),
});

/** Whoever waits has nothing to do, and into an archived community nobody comes. */
function rowButton(t: Translate, one: Listed, value: string): { readonly button?: Button } {
  if (one.waits || (one.role === null && one.stage === 'archived')) return {};
  return { button: one.role === null ? enterButton(t, one, value) : leaveButton(t, one, value) };
}

/** @param what `said`: what was just done, above the list */
export function listCard(
  t: Translate,
  { communities, total }: Found,
  what: { where: Where; words: string; outside: boolean; said?: Text },
): Card {
  const { words, outside, said } = what;
  const title = words === '' ? t('communities.title') : t('communities.title-for', { words });
  const none = outside ? t('communities.none-outside') : t('communities.none');
  return {
    summary: t.plain('communities.summary', { total }),
    blocks: [
      ...(said === undefined ? [] : [body(said)]),
      heading(title),
      ...(total > 0 ? [] : [body(words === '' ? none : t('communities.none-for', { words }))]),
      ...communities.map((one) => row(t, one, listValue(one.id, words))),
      ...(total > communities.length ? [moreNote(t, what.where, communities.length, total)] : []),
      ...buttons(words !== '' && communitiesButton(t), !outside && createButton(t)),
    ],
  };
}

const moreNote = (t: Translate, where: Where, shown: number, total: number): Block =>
  note(t('communities.more', { shown, total, example: typed(t, where, t.plain('communities.example')) }));

/** Several communities of which one is meant; each with its button. */
export function whichCard(
  t: Translate,
  question: Text,
  communities: readonly Listed[],
  button: (one: Listed) => Button,
): Card {
  const rows = communities.map((one): Block => ({ block: 'row', text: bold(one.name), button: button(one) }));
  return { summary: t.plain('communities.which'), blocks: [body(question), ...rows] };
}

/** Nothing of that name: perhaps it was a question. */
export const unknownCard = (t: Translate, words: string): Card => ({
  summary: t.plain('communities.unknown', { words }),
  blocks: [body(t('communities.unknown', { words })), ...buttons(askButton(t), communitiesButton(t))],
});

/** What stands in the form already, by field. */
export type CreateTyped = Readonly<Record<'name' | 'purpose' | 'access' | 'kind', string>>;

/**
 * @param alike what is like the new one: then the form is shown a second time, as it was filled in, and sending it means it
 * @param said what was just done
 */
export const createForm = (t: Translate, typed?: CreateTyped, alike: readonly Listed[] = [], said?: Text): Form => ({
  form: 'communities.create',
  context: alike.length > 0 ? ANYWAY : '',
  title: t.plain('create.title'),
  ...(alike.length > 0 || said !== undefined ? { intro: alikeIntro(t, alike, said) } : {}),
  ...(alike.length > 0 ? { rows: alike.map((one) => alikeRow(t, one)) } : {}),
  fields: [
    {
      field: 'line',
      name: 'name',
      label: t.plain('create.name'),
      hint: t.plain('create.name-hint'),
      max: NAME.most,
      ...(typed ? { value: typed.name } : {}),
    },
    {
      field: 'paragraph',
      name: 'purpose',
      label: t.plain('create.purpose'),
      hint: t.plain('create.purpose-hint'),
      max: PURPOSE.most,
      ...(typed ? { value: typed.purpose } : {}),
    },
    accessField(t, typed?.access ?? 'open'),
    {
      field: 'choice',
      name: 'kind',
      label: t.plain('create.kind'),
      hint: t.plain('create.kind-hint'),
      options: KINDS.map((kind) => ({ value: kind, label: kindLabel(t, kind), note: t.plain(`kind.${kind}-note`) })),
      value: typed?.kind || 'helping',
    },
  ],
  submit: t.plain(alike.length > 0 ? 'create.anyway' : 'create.submit'),
  cancel: t.plain('words.cancel'),
});

/** The form's context once look-alikes were shown. */
export const ANYWAY = 'anyway';

function alikeIntro(t: Translate, alike: readonly Listed[], said?: Text): Text {
  const asks = alike.some(({ role, waits, access }) => role === null && !waits && access === 'request');
  const parts: readonly Text[] = [
    ...(said === undefined ? [] : [bold(said)]),
    ...(alike.length === 0 ? [] : [t('create.alike', { count: alike.length })]),
    ...(asks ? [t('create.alike-asks')] : []),
    ...(alike.length === 0 ? [] : [t('create.alike-then')]),
  ];
  return join(...parts.flatMap((part, at) => (at === 0 ? [part] : ['\n', part])));
}

/** One of them, with the way into it. */
function alikeRow(t: Translate, one: Listed): FormRow {
  const { id, name, purpose, role, waits, access } = one;
  const is = t('finding.about', { purpose: shorten(purpose, 100), members: members(t, one.members) });
  const standing = role !== null ? t('finding.mine') : waits ? t('finding.waits') : null;
  if (standing !== null) return { block: 'row', text: bold(name), note: join(is, ' · ', standing) };
  const label = t.plain(access === 'request' ? 'communities.request' : 'communities.join');
  const button: Button = { button: 'action', action: 'communities.alike', value: id, label };
  return { block: 'row', text: bold(name), note: is, button };
}

export const accessLabel = (t: Translate, access: Access): string => t.plain(`access.${access}`);
export const kindLabel = (t: Translate, kind: Kind): string => t.plain(`kind.${kind}`);

/** Who can join, to be chosen. */
export const accessField = (t: Translate, value: string): Field => ({
  field: 'choice',
  name: 'access',
  label: t.plain('create.access'),
  hint: t.plain('create.access-hint'),
  options: ACCESS.map((access) => ({
    value: access,
    label: accessLabel(t, access),
    note: t.plain(`access.${access}-note`),
  })),
  value,
});

export function createdCard(t: Translate, name: string, purpose: string, { platform }: Where): Card {
  const inChannel: Where = { platform, where: 'channel' };
  return {
    summary: t.plain('create.done', { name }),
    blocks: [
      body(bold(t('create.done', { name }))),
      quote(purpose),
      body(t('create.next', { command: typed(t, inChannel, 'bind') })),
      note(t('create.code', { command: typed(t, { platform, where: 'private' }, 'code') })),
    ],
  };
}

/** Told to who bound a channel, and so can undo it. */
export function boundCard(t: Translate, channel: BoundChannel, where: Where): Card {
  const args = { channel: channel.name, community: channel.communityName };
  return {
    summary: t.plain('bind.done', args),
    blocks: [
      body(bold(t('bind.done', args))),
      // Not that it is refused: no platform says so. A reply that reaches us is the first that we know of it.
      ...(channel.hears === 'mentions'
        ? [body(t('bind.hearing-unknown')), body(join(t('bind.hearing-if-not'), ' ', hearingSteps(t, where.platform)))]
        : []),
      note(t('bind.undo', { channel: channel.name, command: typed(t, where, 'unbind') })),
    ],
  };
}

export function codeCard(
  t: Translate,
  { name: community, access }: { name: string; access: Access },
  code: string,
  until: Date,
): Card {
  const words = `bind ${code}`;
  return {
    summary: t.plain('code.title', { community }),
    blocks: [
      heading(t('code.title', { community })),
      body([{ run: 'code', text: code }]),
      body(
        t('code.how', {
          slack: typed(t, { platform: 'slack', where: 'channel' }, words),
          teams: typed(t, { platform: 'teams', where: 'channel' }, words),
        }),
      ),
      note(t(access === 'open' ? 'code.then' : 'code.then-closed', { community, until })),
    ],
  };
}

/** "A, B, C", as the reader's language has it. */
export const list = (t: Translate, names: readonly string[]): string =>
  new Intl.ListFormat(t.locale, { type: 'unit', style: 'short' }).format(names);

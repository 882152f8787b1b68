/** Cards and forms of communities that are answered to one person. */
import type { Block, Button, Card, Form } from '../core/card.ts';
import { bold, join, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note, quote } from '../words/fragments.ts';
import { askButton, communitiesButton, createButton, hearingSteps, typed, type Where } from '../words/how-to.ts';
import type { BoundChannel, Found, Listed } from './community.ts';
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

function about(t: Translate, { purpose, members: count, role }: Listed): Text {
  const args = { purpose: shorten(purpose, PURPOSE_SHOWN), members: members(t, count) };
  if (role === null) return t('communities.row', args);
  return role === 'member' ? t('communities.row-member', args) : t('communities.row-facilitator', args);
}

export const joinButton = (t: Translate, value: string): Button => ({
  button: 'action',
  action: 'communities.join',
  value,
  label: t.plain('communities.join'),
});

export const leaveButton = (t: Translate, name: string, value: string): Button => ({
  button: 'action',
  action: 'communities.leave',
  value,
  label: t.plain('communities.leave'),
  confirm: {
    title: t.plain('communities.leave-title'),
    text: t.plain('communities.leave-text', { name }),
    yes: t.plain('communities.leave'),
    no: t.plain('communities.stay'),
  },
});

/** A community in a list with what the reader can do about it. */
export const row = (t: Translate, one: Listed, value: string): Block => ({
  block: 'row',
  text: bold(one.name),
  note: about(t, one),
  button: one.role === null ? joinButton(t, value) : leaveButton(t, one.name, value),
});

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

export const createForm = (t: Translate): Form => ({
  form: 'communities.create',
  context: '',
  title: t.plain('create.title'),
  fields: [
    { field: 'line', name: 'name', label: t.plain('create.name'), hint: t.plain('create.name-hint'), max: NAME.most },
    {
      field: 'paragraph',
      name: 'purpose',
      label: t.plain('create.purpose'),
      hint: t.plain('create.purpose-hint'),
      max: PURPOSE.most,
    },
  ],
  submit: t.plain('create.submit'),
  cancel: t.plain('words.cancel'),
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

export function codeCard(t: Translate, community: string, code: string, until: Date): Card {
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
      note(t('code.then', { community, until })),
    ],
  };
}

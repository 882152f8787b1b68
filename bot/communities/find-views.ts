/** Cards of finding a community: what was found and why, what is recommended, and a look inside before joining. */
import type { Block, Button, Card, Form } from '../core/card.ts';
import { bold, plain, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note } from '../words/fragments.ts';
import { labelled } from '../words/handling.ts';
import {
  askButton,
  communitiesButton,
  libraryButton,
  lookButton,
  reviveButton,
  typed,
  type Where,
} from '../words/how-to.ts';
import { stageLabel } from '../words/stage.ts';
import type { Listed, Member, Preview, Ranked } from './community.ts';
import { enterButton, members } from './views.ts';

/** A purpose is cut to this in a list, and a question's first words in a preview. */
const PURPOSE_SHOWN = 140;
const QUESTION_SHOWN = 120;
/** Words of a reason. */
const REASONS = 5;
/** A look that was taken for something. */
const SAID_AT_MOST = 100;

/** One community that is shown, with the reason. */
export interface Shown {
  readonly one: Listed;
  readonly why: Text;
}

/** Words that somebody typed, one after the other. */
export const listed = (words: readonly string[]): string => words.slice(0, REASONS).join(', ');

/** Why words lead to a community. */
export function whyFound(t: Translate, { told, asked }: Ranked): Text {
  return told.length > 0
    ? t('finding.why-told', { words: listed(told) })
    : t('finding.why-asked', { words: listed(asked) });
}

/** Joining it, or asking to; null for one's own, and where the reader has asked. */
export const wayIn = (t: Translate, one: Listed): Button | null =>
  one.role !== null || one.waits || one.access === 'hidden' || one.stage === 'archived'
    ? null
    : enterButton(t, one, one.id);

/** How the reader stands to it; null where that is not at all. */
export function standingOf(
  t: Translate,
  { role, waits, stage }: Pick<Listed, 'role' | 'waits' | 'stage'>,
): Text | null {
  if (stage === 'archived') return t('stage.archived-note');
  return role !== null ? t('finding.mine') : waits ? t('finding.waits') : null;
}

function standing(t: Translate, one: Listed): readonly Block[] {
  const said = standingOf(t, one);
  return said === null ? [] : [note(said)];
}

/** Opens the form in which one says what one needs. */
export const findButton = (t: Translate): Button => ({
  button: 'action',
  action: 'communities.find',
  value: '',
  label: t.plain('finding.button'),
  opens: true,
});

const shownBlocks = (t: Translate, { one, why }: Shown): readonly Block[] => [
  body(bold(one.name)),
  body(t('finding.about', { purpose: shorten(one.purpose, PURPOSE_SHOWN), members: members(t, one.members) })),
  note(why),
  ...standing(t, one),
  ...buttons(wayIn(t, one), lookButton(t, one.id)),
];

/** What a button that shows more carries: how many to show, and the words that they are for. */
export const moreValue = (shown: number, words: string): string => `${shown} ${words}`;
export function readMore(value: string): { shown: number; words: string } {
  const [count = '', ...words] = value.split(' ');
  return { shown: /^\d{1,2}$/.test(count) ? Number(count) : 0, words: words.join(' ').slice(0, SAID_AT_MOST) };
}

/** @param answers what was answered before
 * @param more how many the button that shows more would show; null where there are no more, `enough` where no more are shown */
export function foundCard(
  t: Translate,
  words: string,
  answers: readonly Block[],
  all: readonly Shown[],
  more: number | 'enough' | null,
): Card {
  return {
    summary: t.plain('finding.summary-for', { shown: all.length, words }),
    blocks: [
      ...answers,
      heading(t('finding.title-for', { words })),
      ...(all.length === 0 ? [body(t('finding.none-for', { words }))] : []),
      ...all.flatMap((one) => shownBlocks(t, one)),
      ...(more === 'enough' ? [note(t('finding.enough', { shown: all.length }))] : []),
      ...buttons(
        typeof more === 'number' && {
          button: 'action',
          action: 'communities.more',
          value: moreValue(more, words),
          label: t.plain('finding.more'),
        },
        findButton(t),
        libraryButton(t, ''),
        askButton(t),
      ),
    ],
  };
}

export const recommendedCard = (t: Translate, all: readonly Shown[], where: Where): Card => ({
  summary: t.plain('finding.title'),
  blocks: [
    heading(t('finding.title')),
    body(t('finding.intro', { example: typed(t, where, t.plain('finding.example')) })),
    ...recommendedBlocks(t, all),
    ...buttons(findButton(t), communitiesButton(t)),
  ],
});

export const recommendedBlocks = (t: Translate, all: readonly Shown[]): readonly Block[] => [
  heading(t('finding.recommended')),
  ...(all.length === 0 ? [note(t('finding.none-recommended'))] : all.flatMap((one) => shownBlocks(t, one))),
];

export const likeCard = (t: Translate, name: string, all: readonly Shown[]): Card => ({
  summary: t.plain('finding.like-title', { name }),
  blocks: [
    heading(t('finding.like-title', { name })),
    ...(all.length === 0 ? [body(t('finding.like-none', { name }))] : all.flatMap((one) => shownBlocks(t, one))),
    ...buttons(findButton(t)),
  ],
});

/** A look inside before joining. */
export function previewCard(t: Translate, { community: one, hours, questions, reads }: Preview): Card {
  const asked = questions.map(({ text, answers }) =>
    body(t('finding.question', { title: plain(shorten(text, QUESTION_SHOWN)), answers })),
  );
  return {
    summary: one.name,
    blocks: [
      heading(one.name),
      body(one.purpose),
      {
        block: 'facts',
        facts: [
          { label: t.plain('finding.members'), value: members(t, one.members) },
          { label: t.plain('finding.access'), value: accessOf(t, one) },
          { label: t.plain('finding.speed'), value: speedOf(t, hours) },
          { label: t.plain('stage.label'), value: stageLabel(t, one.stage) },
          { label: t.plain('label.handling'), value: labelled(t, one.label) },
        ],
      },
      body(bold(t('finding.latest'))),
      ...(reads ? (asked.length > 0 ? asked : [note(t('finding.latest-none'))]) : [note(t('finding.latest-closed'))]),
      ...standing(t, one),
      ...buttons(
        wayIn(t, one),
        { button: 'action', action: 'communities.like', value: one.id, label: t.plain('finding.like') },
        reads && { button: 'action', action: 'communities.members', value: one.id, label: t.plain('finding.who') },
        reads && libraryButton(t, one.id),
        one.stage === 'archived' && one.role !== null && reviveButton(t, one.id),
      ),
    ],
  };
}

/** What leads to the next page of members: the last of this one. */
const pageValue = (community: string, { rank, joinedAt, person }: Member): string =>
  `${community} ${rank} ${joinedAt.toISOString()} ${person}`;
export function readPage(value: string): { community: string; after?: Pick<Member, 'rank' | 'joinedAt' | 'person'> } {
  const [community = '', rank = '', at = '', person = ''] = value.split(' ');
  const joinedAt = new Date(at);
  if (!/^[0-2]$/.test(rank) || Number.isNaN(joinedAt.getTime())) return { community };
  return { community, after: { rank: Number(rank), joinedAt, person } };
}

/** One page of who is in it. @param more whether there are others */
export function membersCard(t: Translate, one: Listed, all: readonly Member[], more: boolean): Card {
  const last = all.at(-1);
  return {
    summary: t.plain('finding.who-title', { name: one.name }),
    blocks: [
      heading(t('finding.who-title', { name: one.name })),
      ...(all.length === 0 ? [note(t('finding.who-none'))] : []),
      ...all.map(({ name, organisation, role }) =>
        body(t(role === 'member' ? 'finding.who-member' : 'finding.who-facilitator', { name, organisation })),
      ),
      ...buttons(
        more &&
          last !== undefined && {
            button: 'action',
            action: 'communities.members',
            value: pageValue(one.id, last),
            label: t.plain('finding.more'),
          },
      ),
    ],
  };
}

function accessOf(t: Translate, { access }: Listed): Text {
  if (access === 'open') return t('finding.access-open');
  return access === 'hidden' ? t('finding.access-hidden') : t('finding.access-request');
}

/** A median in words: a figure would promise more than is known. */
function speedOf(t: Translate, hours: number | null): Text {
  if (hours === null) return t('finding.speed-unknown');
  if (hours <= 1) return t('finding.speed-hour');
  if (hours <= 24) return t('finding.speed-day');
  if (hours <= 72) return t('finding.speed-days');
  return hours <= 168 ? t('finding.speed-week') : t('finding.speed-longer');
}

export const findForm = (t: Translate): Form => ({
  form: 'communities.find',
  context: '',
  title: t.plain('finding.title'),
  fields: [
    {
      field: 'line',
      name: 'words',
      label: t.plain('finding.field'),
      hint: t.plain('finding.field-hint'),
      max: SAID_AT_MOST,
    },
  ],
  submit: t.plain('finding.submit'),
  cancel: t.plain('words.cancel'),
});

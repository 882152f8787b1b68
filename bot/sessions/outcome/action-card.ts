/** An action as a card: what is to be done, how it stands, and what whoever reads it may do about it. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Me } from '../../core/me.ts';
import { bold, join, plain, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note } from '../../words/fragments.ts';
import { dayAt, shownDay } from '../days.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { isHere, leads, takesPart, viewerOf } from '../viewer.ts';
import { type Action, isLate, isVacant } from './action.ts';
import { readsIt } from './lesson-card.ts';
import { isWritten } from './rights.ts';

/** Whoever looks at an action, and what they have to do with it. */
export interface Reader {
  readonly person: string;
  /** Null where that is not known. */
  readonly organisation: string | null;
  readonly isOwner: boolean;
  /** They say what becomes of it: who leads or is sponsor; where neither is here, who looks after its community. */
  readonly decides: boolean;
  readonly isSponsor: boolean;
  /** They may change it before it is offered. */
  readonly writes: boolean;
  /** They may offer it: whoever leads, and where nobody does anybody who takes part. */
  readonly offers: boolean;
  /** They have to do with it or its session: what people said of it is theirs to read. */
  readonly isIn: boolean;
  /** They see it at all. */
  readonly sees: boolean;
}

export async function readerOf(w: Work, needs: Needs, session: SessionRecord, action: Action, me: Me): Promise<Reader> {
  const viewer = await viewerOf(w, needs, session, me);
  const isLeading = leads(session, viewer);
  const isSponsor = viewer.roles.includes('sponsor');
  const isOwner = action.owner?.person === me.person && (await isHere(w, session, me));
  const keeps = viewer.roles.includes('community-facilitator') && (await isLeaderless(w, session));
  const decides = isLeading || isSponsor || keeps;
  const written = isWritten(session);
  const isIn = isOwner || decides || takesPart(viewer);
  return {
    person: me.person,
    organisation: me.organisation,
    isOwner,
    decides,
    isSponsor,
    writes: (isLeading || (isIn && written && action.proposedBy.person === me.person)) && !session.isScreening,
    offers: isLeading || (session.isSelfLed && written && viewer.roles.includes('participant')),
    isIn,
    sees: isIn || (await readsIt(w, needs, session, me)),
  };
}

/** Nobody who leads it or is its sponsor is here. */
async function isLeaderless(w: Work, { id, isSelfLed }: SessionRecord): Promise<boolean> {
  if (isSelfLed) return false;
  const people = await w.sessions.setup.people(id);
  return !people.some(
    ({ parts, left }) =>
      !left && parts.some((part) => part === 'facilitator' || part === 'deputy' || part === 'sponsor'),
  );
}

const STATES: Readonly<Record<Action['state'], Key>> = {
  proposed: 'review.outcome.state-proposed',
  offered: 'review.outcome.state-offered',
  accepted: 'review.outcome.state-accepted',
  doing: 'review.outcome.state-doing',
  said_done: 'review.outcome.state-said-done',
  confirmed: 'review.outcome.state-confirmed',
  declined: 'review.outcome.state-declined',
  blocked: 'review.outcome.state-blocked',
  orphaned: 'review.outcome.state-orphaned',
  merged: 'review.outcome.state-merged',
  dropped: 'review.outcome.state-dropped',
};
const EFFECTS: Readonly<Record<NonNullable<Action['effect']>, Key>> = {
  yes: 'review.outcome.effect-yes-state',
  no: 'review.outcome.effect-no-state',
  early: 'review.outcome.effect-early-state',
  waived: 'review.outcome.effect-waived-state',
};

/** How it stands, in words: late is said where it is. */
export function stateText(t: Translate, action: Action, { now, zone }: { now: Date; zone: string }): string {
  const { state, byWord, effect } = action;
  const said = [t.plain(state === 'confirmed' && byWord ? 'review.outcome.state-by-word' : STATES[state])];
  if (isLate(action, dayAt(now, zone))) said.push(t.plain('review.outcome.state-late'));
  if (state === 'confirmed' && effect) said.push(t.plain(EFFECTS[effect]));
  return said.join(' · ');
}

export const ownerName = (t: Translate, { owner }: Action, reader: string | null): string =>
  owner ? shownTo(t, owner, reader).name : t.plain('review.outcome.nobody');

export const dueText = (t: Translate, { dueOn }: Pick<Action, 'dueOn'>, zone: string): Text =>
  dueOn === null ? t('review.outcome.no-day') : shownDay(dueOn, zone);

interface Drawn {
  readonly session: SessionRecord;
  readonly action: Action;
  readonly reader: Reader;
  readonly now: Date;
  /** What it is told for; the reason why somebody gets it. */
  readonly intro?: Text;
  readonly why?: Text;
}

export function actionCard(t: Translate, { session, action, reader, now, intro, why }: Drawn): Card {
  const { zone } = session;
  const facts = [
    { label: t.plain('review.outcome.owner'), value: ownerName(t, action, reader.organisation) as Text },
    { label: t.plain('review.outcome.due'), value: dueText(t, action, zone) },
    { label: t.plain('review.outcome.measure'), value: action.measure },
    { label: t.plain('review.outcome.state'), value: stateText(t, action, { now, zone }) },
    { label: t.plain('review.outcome.strength'), value: t.plain(`review.outcome.strength-${action.strength}`) },
    ...(action.ticket === null ? [] : [{ label: t.plain('review.outcome.ticket'), value: linkTo(action.ticket) }]),
  ];
  return {
    summary: plain(intro ? join(intro, ' ', action.text) : action.text),
    blocks: [
      ...(intro ? [body(intro)] : []),
      body(bold(action.text)),
      ...(action.whenWill === '' ? [] : [body(action.whenWill)]),
      { block: 'facts', facts },
      ...(reader.isIn ? reasons(t, action) : []),
      note(t('review.outcome.action-from', { title: action.from.title })),
      ...buttons(...buttonsOf(t, { session, action, reader })),
      ...(why ? [note(why)] : []),
    ],
  };
}

const linkTo = (url: string): Text => (/^https?:\/\//.test(url) ? [{ run: 'link', url, text: url }] : url);

/** What people said of how it stands. */
function reasons(t: Translate, { state, why, unblocks, evidence, effectWhy, effect }: Action): readonly Block[] {
  const said: Block[] = [];
  if (why && (state === 'declined' || state === 'blocked' || state === 'dropped'))
    said.push(note(t('review.outcome.because', { why })));
  if (unblocks && state === 'blocked') said.push(note(t('review.outcome.unblocks', { who: unblocks })));
  if (evidence && (state === 'said_done' || state === 'confirmed'))
    said.push(note(t('review.outcome.evidence', { evidence })));
  if (effectWhy && effect) said.push(note(t('review.outcome.effect-evidence', { evidence: effectWhy })));
  return said;
}

type Press = Extract<Button, { button: 'action' }>;

/** What somebody may do about it as it stands; whether they may is looked up again when they press. */
function buttonsOf(
  t: Translate,
  { session, action, reader }: Pick<Drawn, 'session' | 'action' | 'reader'>,
): readonly Button[] {
  const value = `${action.id}/${action.version}`;
  const press = (name: string, label: Key, more: Partial<Press> = {}): Button => ({
    button: 'action',
    action: `sessions.action-${name}`,
    value,
    label: t.plain(label),
    ...more,
  });
  const opens = { opens: true } as const;
  const main = { style: 'primary' } as const;
  const own: Button[] = [];
  const { state } = action;
  const done = press('done', 'review.outcome.done', { ...opens, ...main });
  const longer = press('longer', 'review.outcome.longer', opens);
  const notMine = press('decline', 'review.outcome.not-mine', opens);
  if (reader.isOwner) {
    if (state === 'offered')
      own.push(press('accept', 'review.outcome.accept', main), press('decline', 'review.outcome.decline', opens));
    if (state === 'accepted' || state === 'doing') {
      own.push(done, longer, press('block', 'review.outcome.block', opens));
      if (state === 'accepted') own.push(press('begin', 'review.outcome.begin'));
      own.push(notMine);
    }
    if (state === 'blocked') own.push(press('unblock', 'review.outcome.unblock', main), done, longer, notMine);
  }
  if (isAsked(action) && (reader.isOwner || reader.isSponsor))
    own.push(press('effect', 'review.outcome.effect', { ...opens, ...main }), press('early', 'review.outcome.early'));
  if (state === 'proposed') {
    if (reader.offers) own.push(press('offer', 'review.outcome.offer', main));
    if (reader.writes) own.push(press('edit', 'review.outcome.edit', opens));
    if (reader.writes && !reader.decides) own.push(press('drop', 'review.outcome.take-back', opens));
  }
  if (reader.decides) {
    if (state === 'offered' || isVacant(action)) own.push(press('owner', 'review.outcome.other-owner', opens));
    if (isVacant(action) && isWritten(session)) own.push(press('to-sponsor', 'review.outcome.refer'));
    if (state === 'said_done' && !reader.isOwner)
      own.push(
        press('confirm', 'review.outcome.confirm', { ...opens, ...main }),
        press('not-done', 'review.outcome.not-done', opens),
      );
    if (action.endedAt === null && state !== 'confirmed') own.push(press('drop', 'review.outcome.drop', opens));
  }
  return own;
}

/** It was asked whether it made a difference, and nobody has said so for good. */
export const isAsked = ({ state, endedAt, effectAskedAt }: Action): boolean =>
  state === 'confirmed' && endedAt === null && effectAskedAt !== null;

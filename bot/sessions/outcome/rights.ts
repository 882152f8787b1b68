/** Who may do what with what comes of a session, looked up at each press: never trusted from what was visible. */
import type { Card } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { UserRef } from '../../core/ref.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { sentence } from '../../words/fragments.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { Attending, SessionRecord } from '../record.ts';
import { leads, takesPart, viewerOf } from '../viewer.ts';
import type { Action } from './action.ts';

/** A session as somebody sees it. */
export interface Sight {
  readonly session: SessionRecord;
  readonly viewer: Viewer;
}

export const goneCard = (t: Translate): Card => sentence(t, 'review.outcome.gone');
export const movedOnCard = (t: Translate): Card => sentence(t, 'review.outcome.moved-on');

/**
 * For who takes part in it or began it.
 * @param how.hold nobody else changes it until the transaction ends: whatever changes something of it holds it first
 * @throws Refusal
 */
export async function sightOf(
  { w, me, t }: Pick<Turn, 'w' | 'me' | 't'>,
  needs: Needs,
  id: string,
  how: { hold?: true } = {},
): Promise<Sight> {
  const session = how.hold ? await w.sessions.setup.hold(id) : await w.sessions.setup.get(id);
  if (!session) throw new Refusal(goneCard(t));
  const viewer = await viewerOf(w, needs, session, me);
  if (!takesPart(viewer) && !viewer.roles.includes('creator')) throw new Refusal(goneCard(t));
  return { session, viewer };
}

/** What comes of it is written down now: while it is agreed on, or checked where the method has no time for agreeing. */
export const isWritten = ({ method, state, isScreening }: Pick<SessionRecord, 'method' | 'state' | 'isScreening'>) =>
  !isScreening && (state === 'agreeing' || (state === 'checking' && phaseOf(methodOf(method), 'agreeing') === null));

export const isChecked = ({ state, isScreening }: Pick<SessionRecord, 'state' | 'isScreening'>): boolean =>
  state === 'checking' && !isScreening;

/** Once it was published, or came to an end, what was agreed on goes on by itself. */
export const isOut = ({ state }: Pick<SessionRecord, 'state'>): boolean => state === 'published' || state === 'closed';

/** An action with its session, which nobody else changes until the transaction ends. @throws Refusal where there is none */
export async function holdAction({ w, t }: Turn, id: string): Promise<{ action: Action; session: SessionRecord }> {
  const known = await w.sessions.outcome.action(id);
  // Always in this order: a session, and then what is in it.
  const session = known && (await w.sessions.setup.hold(known.session));
  const action = session && (await w.sessions.outcome.holdAction(id));
  if (!action) throw new Refusal(goneCard(t));
  return { action, session };
}

/** Those who take part propose, and whoever leads. */
const mayPropose = ({ session, viewer }: Sight): boolean =>
  viewer.roles.includes('participant') || leads(session, viewer);

export const isLeading = ({ session, viewer }: Sight): boolean => leads(session, viewer);
export const isSponsor = ({ viewer }: Sight): boolean => viewer.roles.includes('sponsor');

/** @throws Refusal where nothing can be proposed now, or not by them */
export function needPropose(t: Translate, sight: Sight): void {
  if (!isWritten(sight.session)) throw new Refusal(sentence(t, 'review.outcome.not-now'));
  if (!mayPropose(sight)) throw new Refusal(sentence(t, 'review.outcome.only-participants'));
}

/** @throws Refusal */
export function needLead(t: Translate, sight: Sight): void {
  if (!isLeading(sight)) throw new Refusal(sentence(t, 'review.outcome.only-leading'));
}

/** Somebody who is told something, by one of their accounts. */
export interface Told {
  readonly person: string;
  readonly ref: UserRef;
}

/**
 * Who is told what whoever leads has to see to: the facilitator, else the deputies, else the sponsor, else those who look
 * after its community. In one that nobody leads, who began it. Somebody who has left is never waited for.
 * @param but somebody who has no say in it
 */
export async function leadingOf(w: Work, needs: Needs, session: SessionRecord, but?: string): Promise<readonly Told[]> {
  const people = await w.sessions.setup.people(session.id);
  const having = (part: Attending['parts'][number]): readonly string[] =>
    people.filter(({ parts, left }) => parts.includes(part) && !left).map(({ person }) => person);
  const groups = [
    having('facilitator'),
    having('deputy'),
    session.isSelfLed ? [session.createdBy] : [],
    having('sponsor'),
  ];
  for (const group of groups) {
    const told = await accountsOf(
      w,
      session.id,
      group.filter((person) => person !== but),
    );
    if (told.length > 0) return told;
  }
  const keepers = await needs.facilitatorsOf(w, session.community);
  return keepers.filter(({ person }) => person !== but);
}

/** Whoever answers for it and is here. */
export async function sponsorsOf(w: Work, session: string): Promise<readonly Told[]> {
  const people = await w.sessions.setup.people(session);
  const sponsors = people.filter(({ parts, left }) => parts.includes('sponsor') && !left);
  return accountsOf(
    w,
    session,
    sponsors.map(({ person }) => person),
  );
}

/** It had a sponsor, and has none who is here. */
export const isVacantSponsor = (people: readonly Attending[]): boolean => {
  const sponsors = people.filter(({ parts }) => parts.includes('sponsor'));
  return sponsors.length > 0 && sponsors.every(({ left }) => left);
};

async function accountsOf(w: Work, session: string, people: readonly string[]): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const person of people) {
    const ref = await w.sessions.setup.accountFor(session, person);
    if (ref) told.push({ person, ref });
  }
  return told;
}

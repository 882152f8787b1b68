/** An answer by the id that comes back from a button, for who may do something about it. Rights are checked at each click. */
import { yours } from '../core/attention.ts';
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import { type Judged, LEVELS, type Standing, UNJUDGED } from '../words/standing.ts';
import { standingOf } from './level.ts';
import type { Needs } from './needs.ts';

/** Who somebody is to an answer. */
export interface Part {
  readonly isAuthor: boolean;
  readonly isMember: boolean;
  readonly isFacilitator: boolean;
  /** The role in which they may vet; null where they may not. */
  readonly role: string | null;
}

/** Either what was asked for or what is said instead of it. */
export type Opened = { readonly one: Judged; readonly part: Part } | { readonly instead: Card };

/** Only one that this person may read. */
export async function readableOne({ w, me, event }: Turn, needs: Needs, id: string): Promise<Judged | null> {
  const one = await needs.judged(w, id);
  return one && (await needs.mayRead(w, me, one.community, event.in)) ? one : null;
}

export async function partOf({ w, me }: Turn, needs: Needs, one: Judged): Promise<Part> {
  return {
    isAuthor: one.author.person === me.person,
    isMember: await needs.isMember(w, me.ref, one.community),
    isFacilitator: await needs.isFacilitator(w, me.person, one.community),
    role: await w.standing.roleOf(one.community, me.person),
  };
}

/** Who may do something about an answer. */
export const asMember = (part: Part): boolean => part.isMember;
export const asKeeper = (part: Part): boolean => part.isFacilitator || part.role !== null;
export const asAnswering = (part: Part): boolean => part.isAuthor || asKeeper(part);

/** To do something about it, where it lives. @param may who may */
export async function openFor(turn: Turn, needs: Needs, id: string, may: (part: Part) => boolean): Promise<Opened> {
  const { w, t } = turn;
  const one = await readableOne(turn, needs, id);
  if (!one) return { instead: sentence(t, 'standing.nothing') };
  const community = await needs.communityName(w, one.community);
  if (await needs.isArchived(w, one.community)) return { instead: sentence(t, 'standing.archived', { community }) };
  const part = await partOf(turn, needs, one);
  if (may(part)) return { one, part };
  return {
    instead: sentence(t, may === asMember ? 'standing.only-members' : 'standing.only-validators', { community }),
  };
}

/** The same to change it: its standing is held, so that nobody else does meanwhile. */
export async function holdFor(
  turn: Turn,
  needs: Needs,
  id: string,
  may: (part: Part) => boolean,
  how: { readonly evenWithdrawn?: true } = {},
): Promise<Exclude<Opened, { one: Judged }> | { readonly one: Judged; readonly part: Part; readonly was: Standing }> {
  const opened = await openFor(turn, needs, id, may);
  if ('instead' in opened) return opened;
  await turn.w.standing.hold(opened.one.id, opened.one.community);
  const was = await standingOfOne(turn.w, opened.one.id);
  // Of what is obsolete nothing more is said, but what ends that.
  if (was.withdrawn && how.evenWithdrawn !== true) return { instead: sentence(turn.t, 'standing.is-withdrawn') };
  return { ...opened, was };
}

/** Whether somebody is named as who may vet there. */
export const mayVet = async (w: Work, person: string, community: string): Promise<boolean> =>
  (await w.standing.roleOf(community, person)) !== null;

/** What is said of several answers; of one that nobody judged, so. */
export async function standingsOf(w: Work, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const marks = await w.standing.marks(ids);
  return new Map([...marks].map(([id, one]) => [id, standingOf(one)]));
}

export const standingOfOne = async (w: Work, id: string): Promise<Standing> =>
  (await standingsOf(w, [id])).get(id) ?? UNJUDGED;

const rungOf = ({ level }: Standing): number => LEVELS.indexOf(level);

/** Trusted more than that it helped somebody. */
export const isGood = (standing: Standing): boolean =>
  !standing.disputed && !standing.withdrawn && rungOf(standing) >= LEVELS.indexOf('backed');

/** After a change: everything that shows it says so; and whoever wrote it hears when it is trusted more. */
export async function changed(turn: Pick<Turn, 'w' | 'me'>, needs: Needs, one: Judged, was: Standing): Promise<void> {
  const { w, me } = turn;
  await w.refresh([...one.subjects, ...(await w.standing.quoting(one.id))]);
  await needs.rejudged(w, one);
  await needs.acted(w, me.person, one.community);
  const now = await standingOfOne(w, one.id);
  // What was lowered by a dispute and stands again is no news.
  const isRaised = isGood(now) && !was.disputed && !was.withdrawn && rungOf(now) > rungOf(was);
  if (isRaised && one.author.person !== me.person) await tellRaised(w, one);
}

export const subjectOfRaised = (of: string) => `raised:${of}` as const;

const tellRaised = (w: Work, one: Judged): Promise<void> =>
  w.show(subjectOfRaised(one.id), { to: one.author.ref, attention: yours }, { view: 'standing.raised', id: one.id });

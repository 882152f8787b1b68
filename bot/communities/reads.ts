/** What other features ask of communities; assemble hands these over. */

import type { Block } from '../core/card.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Label } from '../words/handling.ts';
import { type BoundChannel, type Facilitator, hearsOf, type Listed, type Reader } from './community.ts';
import { facilitated, meant } from './find.ts';
import { whyFound } from './find-views.ts';
import { foldName } from './name.ts';
import { drafts } from './presence.ts';
import { MOST_FACILITATORS, may } from './roles.ts';
import { seek } from './seek.ts';
import { personAt as personWith } from './shown.ts';

/** A community as others list it. */
export interface VisibleCommunity {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly label: Label;
  readonly members: number;
  readonly mine: boolean;
}

/** The channel that is bound here now. */
export const channelAt = (w: Work, place: ConversationRef): Promise<BoundChannel | null> =>
  w.communities.channelAt(place);

/** Channels bound to a community now, the oldest first. */
export const channelsOf = (w: Work, community: string): Promise<readonly BoundChannel[]> =>
  w.communities.channels(community);

/** Communities that somebody may ask and read, their own first; with a query those whose name it begins a word of, the very name first. */
export async function visibleTo(w: Work, me: Reader, query = '', limit = 100): Promise<readonly VisibleCommunity[]> {
  const { communities } = await w.communities.find(me, { words: foldName(query), readable: true, limit });
  return communities.map(({ id, name, purpose, label, members, role }) => ({
    id,
    name,
    purpose,
    label,
    members,
    mine: role !== null,
  }));
}

/** As many as one is asked to choose among. */
const SUGGESTED = 3;

/** Communities in which a question may find an answer, with the reason; none where nothing fits well enough to be said. */
export async function suggestFor(
  w: Work,
  me: Reader,
  t: Translate,
  question: Text,
): Promise<readonly { readonly id: string; readonly name: string; readonly why: Text }[]> {
  const found = await seek(w, me, plain(question).slice(0, 2_000), { limit: SUGGESTED, readable: true });
  return found
    .filter(({ told, asked }) => new Set([...told, ...asked]).size >= 2)
    .map((one) => ({ id: one.id, name: one.name, why: whyFound(t, one) }));
}

/**
 * Whether somebody may read what is asked and answered in a community.
 * @param at where they are: who is in a channel of it reads there what is asked in it, a member or not
 */
export async function mayRead(w: Work, me: Reader, community: string, at?: ConversationRef): Promise<boolean> {
  if (await w.communities.readable(me, community)) return true;
  const here = at ? await w.communities.channelAt(at) : null;
  return here?.community === community && !me.outside && (await w.communities.shares(me.organisation, community));
}

/** Its name for somebody who may know that it is there; null for anybody else. */
export const nameTo = async (w: Work, me: Reader, community: string): Promise<string | null> =>
  (await w.communities.one(me, community))?.name ?? null;

/** Whether everybody who works for an organisation that shares it reads it. */
export const isOpen = async (w: Work, community: string): Promise<boolean> =>
  (await w.communities.whole(community))?.access === 'open';

/** Whether somebody may mark answers and withdraw questions of others in a community. */
export const isFacilitator = async (w: Work, person: string, community: string): Promise<boolean> =>
  may(await w.communities.parts(person, community), 'mark');

/** Members who want to hear everything and are in none of its channels, as far as is known: a page of them. */
export const listenersOf = (
  w: Work,
  community: string,
  page: { after: string | null; but: string; limit: number },
): Promise<readonly Facilitator[]> => w.communities.listeners(community, page);

/** Whether somebody wants to hear everything, whichever account of theirs is asked of. */
export async function hearsEverything(w: Work, account: UserRef, community: string): Promise<boolean> {
  const holder = await w.communities.holderOf(account);
  return holder !== null && (await w.communities.hearsHow(holder.person, community)) === 'everything';
}

/** An account wrote in a bound channel: it is there. */
export async function wroteAt(w: Work, place: ConversationRef, account: UserRef): Promise<void> {
  await w.communities.seenAt(place, account, 'there');
}

/** How somebody hears of each of their communities, where they chose. */
export const hearingOf = (w: Work, me: Reader, limit: number): ReturnType<Work['communities']['hearing']> =>
  w.communities.hearing(me, limit);

/** Chooses it anew, of a community that they may know of and are in. */
export async function hearFrom(w: Work, me: Reader, community: string, how: string): Promise<void> {
  const hears = hearsOf(how);
  if (hears && (await w.communities.one(me, community))) await w.communities.choose(me.person, community, hears);
}

/** Facilitators and leads who can be reached, each with one account. */
export const facilitators = (w: Work, community: string): Promise<readonly Facilitator[]> =>
  w.communities.facilitators(community);

/** Communities that a person leads and may see from here; with words, those that they may mean by them. */
export async function ledBy(w: Work, me: Reader, words: string): Promise<readonly Listed[]> {
  const found = words === '' ? null : await meant(w, me, words, 'facilitator');
  if (found?.meant === 'none') return [];
  const own = found === null ? await facilitated(w, me) : found.meant === 'one' ? [found.one] : found.several;
  return own.filter(({ role }) => role === 'lead');
}

/** One of those by its id; null for any other. */
export async function ledOne(w: Work, me: Reader, community: string): Promise<Listed | null> {
  const one = await w.communities.one(me, community);
  return one?.role === 'lead' ? one : null;
}

/** Communities that somebody is in and may see from here, by name; none that is archived. */
export async function memberOf(
  w: Work,
  me: Reader,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { communities } = await w.communities.find(me, { words: '', readable: true, limit: 100 });
  return communities.filter(({ role, stage }) => role !== null && stage !== 'archived');
}

/** Whether somebody decides for an organisation. */
export const isAdmin = (w: Work, person: string, organisation: string): Promise<boolean> =>
  w.communities.isAdmin(person, organisation);

/** Admins of an organisation, by an account of theirs. */
export const adminsOf = (
  w: Work,
  organisation: string,
): Promise<readonly { readonly person: string; readonly ref: UserRef }[]> => w.communities.admins(organisation);

/** Communities whose digest a person looks after and may see from here; with words, those that they may mean by them. */
export async function keptBy(w: Work, me: Reader, words: string): Promise<readonly Listed[]> {
  const found = words === '' ? null : await meant(w, me, words, 'facilitator');
  if (found?.meant === 'none') return [];
  const own = found === null ? await facilitated(w, me) : found.meant === 'one' ? [found.one] : found.several;
  return own.filter(({ stage }) => stage !== 'archived');
}

/** One whose digest a person looks after, by its id; null for any other. */
export async function keptOne(w: Work, me: Reader, community: string): Promise<Listed | null> {
  const one = await w.communities.one(me, community);
  return one && (await keepsDigest(w, me.person, one.id)) ? one : null;
}

/** Whether somebody may see and change a community's digest before it goes. */
export const keepsDigest = async (w: Work, person: string, community: string): Promise<boolean> =>
  may(await w.communities.parts(person, community), 'digest') && !(await isArchived(w, community));

/** Whether nothing new is asked, answered or told in a community any more. */
export const isArchived = async (w: Work, community: string): Promise<boolean> =>
  (await w.communities.stageOf(community)) === 'archived';

/** A member is told nothing of a community any more but answers to what they ask. */
export async function hearNothing(w: Work, person: string, community: string): Promise<void> {
  await w.communities.choose(person, community, 'nothing');
}

/** Language and zone of the community to which a place belongs or last belonged; the usual ones elsewhere. */
export async function localeOf(w: Work, place: ConversationRef): Promise<{ locale: string; zone: string }> {
  return (await w.communities.clockOf(place)) ?? { locale: 'en-GB', zone: 'Europe/London' };
}

/** A community's name, for places and people whose right to read it is settled; '' where there is none. */
export async function communityName(w: Work, community: string): Promise<string> {
  return (await w.communities.nameOf(community)) ?? '';
}

/** Somebody did something in a community: where they look after it, it is looked after. */
export const acted = (w: Work, person: string, community: string): Promise<void> =>
  w.communities.acted(person, community);

/** How what is written in a community is to be handled; null where there is none. */
export const labelIn = (w: Work, community: string): Promise<Label | null> => w.communities.labelOf(community);

/** Whether an organisation shares a community now. */
export const isSharedBy = (w: Work, organisation: string, community: string): Promise<boolean> =>
  w.communities.shares(organisation, community);

/** Whoever sees the home page: their communities changed. */
export const refreshHome = (w: Work, me: Pick<Me, 'person'>): Promise<void> => w.refresh(`home:${me.person}`);

/** A community as one person sees it, with what they may do about its life; null for one that they may not know of. */
export async function knownTo(
  w: Work,
  me: Reader,
  community: string,
): Promise<{ id: string; name: string; isMember: boolean; isLead: boolean } | null> {
  const one = await w.communities.one(me, community);
  if (!one) return null;
  const parts = await w.communities.parts(me.person, one.id);
  await w.communities.acted(me.person, one.id);
  return { id: one.id, name: one.name, isMember: may(parts, 'keep'), isLead: may(parts, 'close') };
}

/** Who leads it, or stands in for them while they are away by their own wish; null where nobody can be reached. */
export async function leading(w: Work, community: string): Promise<Facilitator | null> {
  // The lead stands first among them, then the deputy.
  const here = (await w.communities.keepers(community)).filter(({ left }) => !left);
  const one = here.find(({ paused }) => !paused) ?? here[0];
  const ref = one ? await w.communities.accountOf(one.person) : null;
  return one && ref ? { person: one.person, ref } : null;
}

/** Whether an account is that of somebody who looks after it. */
export const keeps = async (w: Work, account: UserRef, community: string): Promise<boolean> =>
  may(await partsOf(w, account, community), 'manage');

/** Whether an account is a member's who still may know of it. */
export async function isMember(w: Work, account: UserRef, community: string): Promise<boolean> {
  const person = await personWith(w, account);
  if (person === null || !(await w.communities.knows(person, community))) return false;
  return may(await w.communities.parts(person, community), 'keep');
}

async function partsOf(w: Work, account: UserRef, community: string) {
  const person = await personWith(w, account);
  return person === null ? [] : w.communities.parts(person, community);
}

/** Whose account it is; null where nobody known has it. */
export const personAt = (w: Work, account: UserRef): Promise<string | null> => personWith(w, account);

/** A member leads a community that nobody looks after. @returns whether they do */
export async function takeLead(w: Work, person: string, community: string): Promise<boolean> {
  await w.communities.hold(community);
  if ((await w.communities.keepers(community)).length > 0) return false;
  const raised = await w.communities.raise(person, community, 'lead', MOST_FACILITATORS);
  if (raised !== 'done') return false;
  await refreshHome(w, { person });
  return true;
}

/** Whether its lead may be told this week that it is quiet; it counts as told. */
export const mayNote = (w: Work, community: string): Promise<boolean> => w.communities.mayNote(community);

/** What could be done in it now. */
export const draftsFor = (w: Work, t: Translate, community: string): Promise<readonly Block[]> =>
  drafts(w, t, community);

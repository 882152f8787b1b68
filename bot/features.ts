/** Every feature, and what each needs of the others: functions that one hands to another. */
import * as calendars from './calendars/index.ts';
import { meant } from './communities/find.ts';
import * as communities from './communities/index.ts';
import type { Feature } from './core/feature.ts';
import type { ConversationRef, UserRef } from './core/ref.ts';
import type { Work } from './core/work.ts';
import * as digests from './digests/index.ts';
import * as drafting from './drafting/index.ts';
import * as help from './help/index.ts';
import * as home from './home/index.ts';
import * as library from './library/index.ts';
import * as lifecycle from './lifecycle/index.ts';
import * as operations from './operations/index.ts';
import * as pages from './pages/index.ts';
import * as people from './people/index.ts';
import * as questions from './questions/index.ts';
import * as guided from './sessions/index.ts';
import * as standing from './standing/index.ts';
import { type Level, levelName, lowestOf } from './words/standing.ts';

/** Whose people read there. */
async function readerAt(w: Work, to: ConversationRef | UserRef): Promise<string | null> {
  if (to.kind === 'user') return people.organisationOf(w, to);
  return (await communities.channelAt(w, to))?.organisation ?? null;
}

/** What digests need of the others. */
export const digestNeeds: digests.Needs = {
  standingsOf: standing.standingsOf,
  keptBy: communities.keptBy,
  keptOne: communities.keptOne,
  keeps: communities.keepsDigest,
  facilitatorsOf: communities.facilitators,
  channelsOf: communities.channelsOf,
  channelAt: communities.channelAt,
  hearNothing: communities.hearNothing,
  isArchived: communities.isArchived,
  communityName: communities.communityName,
  calendarOf: calendars.communityCalendar,
  mayRead: communities.mayRead,
  meOf: people.personBehind,
};

/** What the lifecycle needs of the others. */
export const lifecycleNeeds: lifecycle.Needs = {
  knownTo: communities.knownTo,
  communityName: communities.communityName,
  channelsOf: communities.channelsOf,
  channelAt: communities.channelAt,
  calendarOf: calendars.communityCalendar,
  leading: communities.leading,
  keeps: communities.keeps,
  isMember: communities.isMember,
  personAt: communities.personAt,
  takeLead: communities.takeLead,
  mayNote: communities.mayNote,
  drafts: communities.draftsFor,
  endWaiting: communities.endWaiting,
  answered: (w, t, community, asked, channel) => digests.answeredIn(w, t, community, asked, channel, standing),
};

/** What standing needs of the others. */
export const standingNeeds: standing.Needs = {
  judged: questions.judgedAnswer,
  async rejudged(w, { question }) {
    await drafting.changed(w, { question });
    await digests.changed(w, { question });
  },
  mayRead: communities.mayRead,
  mayStillRead,
  isMember: communities.isMember,
  isFacilitator: communities.isFacilitator,
  facilitatorsOf: communities.facilitators,
  isArchived: communities.isArchived,
  communityName: communities.communityName,
  readerAt,
  acted: communities.acted,
  personAt: communities.personAt,
};

/** What the library needs of the others. */
export const libraryNeeds: library.Needs = {
  visibleTo: communities.visibleTo,
  async named(w, me, words) {
    const found = await meant(w, me, words);
    return found.meant === 'one' ? found.one : null;
  },
  channelAt: communities.channelAt,
  mayRead: communities.mayRead,
  mayVouch: async (w, person, community) =>
    (await communities.isFacilitator(w, person, community)) || standing.mayVet(w, person, community),
  isFacilitator: communities.isFacilitator,
  isArchived: communities.isArchived,
  isOpen: communities.isOpen,
  communityName: communities.communityName,
  labelIn: communities.labelIn,
  acted: communities.acted,
  facilitatorsOf: communities.facilitators,
  personAt: communities.personAt,
  mayStillRead,
  find: questions.findItems,
};

/** What the library gives to who looks for answers. */
const libraryReads = {
  standingsOf: standing.standingsOf,
  items: library.items,
  item: library.createItem(libraryNeeds),
  itemCard: library.createItemCard(libraryNeeds),
  itemUsed: library.itemUsed,
};

/** What moves sessions, with what they need of the others. */
export const sessionFlow: guided.Flow = guided.createFlow({
  memberOf: communities.memberOf,
  isMember: communities.isMember,
  mayRead: communities.mayRead,
  communityName: communities.communityName,
  channelsOf: communities.channelsOf,
  channelAt: communities.channelAt,
  calendarOf: calendars.communityCalendar,
  personCalendar: calendars.personCalendar,
  labelIn: communities.labelIn,
  isFacilitator: communities.isFacilitator,
  facilitatorsOf: communities.facilitators,
  isAdmin: communities.isAdmin,
  adminsOf: communities.adminsOf,
  acted: communities.acted,
  isArchived: communities.isArchived,
  readerAt,
  meOf: people.personBehind,
});

/**
 * Whether what is said in a community may still be told to somebody in private, whichever of their accounts may read it.
 * @param at where they asked or wrote: who is in a channel of the community reads there
 */
async function mayStillRead(
  w: Work,
  account: UserRef,
  community: string,
  at: ConversationRef | null,
): Promise<boolean> {
  for (const reader of await people.readersBehind(w, account))
    if (await communities.mayRead(w, reader, community, at ?? undefined)) return true;
  return false;
}

/** What drafting needs of the others. */
export const draftingNeeds = (isConfigured: boolean): drafting.Needs<Level> => ({
  isConfigured,
  known: async (turn, words) => questions.picked(await questions.knownFor(turn, libraryReads, words)),
  ownWords: questions.ownWords,
  sourcesFor: (w, readers, wanted) => questions.sourcesFor(w, standing, readers, wanted),
  sourcesIn: (w, community, wanted) => questions.sourcesIn(w, standing, community, wanted),
  lowest: lowestOf,
  levelText: levelName,
  readersBehind: people.readersBehind,
  meOf: people.personBehind,
  channelAt: communities.channelAt,
  mayRead: communities.mayRead,
  isArchived: communities.isArchived,
  communityName: communities.communityName,
});

export interface WireHow {
  /** How the world reaches this Guildhall, without a slash at the end; this machine alone where absent. */
  readonly publicUrl?: string;
  /** Whether there is a model to draft answers with. */
  readonly drafts?: boolean;
  /** Another number of questions than one person may usually ask in a day. */
  readonly questionsADay?: number;
}

/** Every feature, in the order in which messages are offered to them. */
export function wireFeatures({
  publicUrl = 'http://localhost',
  drafts = false,
  ...how
}: WireHow = {}): readonly Feature[] {
  const forDrafts = draftingNeeds(drafts);
  const offer: Parameters<typeof questions.answersTo>[1]['offer'] = (turn, of, found) =>
    drafting.offer(turn, forDrafts, of, found);
  return [
    people.wire({ hearingOf: communities.hearingOf, hearFrom: communities.hearFrom }),
    questions.wire({
      channelAt: communities.channelAt,
      channelsOf: communities.channelsOf,
      visibleTo: communities.visibleTo,
      suggestFor: communities.suggestFor,
      isNamed: async (w, me, words) => (await meant(w, me, words)).meant !== 'none',
      mayRead: communities.mayRead,
      mayStillRead,
      isOpen: communities.isOpen,
      isArchived: communities.isArchived,
      nameTo: communities.nameTo,
      isFacilitator: communities.isFacilitator,
      communityName: communities.communityName,
      acted: communities.acted,
      offFor: communities.offFor,
      labelIn: communities.labelIn,
      isSharedBy: communities.isSharedBy,
      listenersOf: communities.listenersOf,
      hearsEverything: communities.hearsEverything,
      wroteAt: communities.wroteAt,
      leftToGive: communities.leftToGive,
      ...libraryReads,
      readerAt,
      offer,
      ...how,
    }),
    library.wire(libraryNeeds),
    communities.wire({
      answersTo: (turn, words) => questions.answersTo(turn, { ...libraryReads, offer }, words),
      drafting: drafts ? { changed: drafting.changed } : null,
    }),
    drafting.wire(forDrafts),
    calendars.wire({ ledBy: communities.ledBy, ledOne: communities.ledOne, changed: digests.timesChanged }),
    digests.wire(digestNeeds),
    lifecycle.wire(lifecycleNeeds),
    standing.wire(standingNeeds),
    guided.wire(sessionFlow),
    home.wire({
      sections: [
        questions.mySection,
        guided.homeSection,
        guided.actionsSection,
        standing.homeSection,
        communities.homeSection,
        people.profileSection,
        people.preferencesSection,
        people.accountsSection,
        pages.homeSection,
      ],
      meOf: people.personBehind,
      accountsOf: people.accounts,
    }),
    pages.wire({ url: `${publicUrl}/pages` }),
    operations.wire(),
    help.wire(),
  ];
}

/** Puts the features together and hands each what it needs of the others. Used by both processes. */

import type { Backlog } from '../jobs/backlog.ts';
import { catchUpJob, draftJob, followJob, sendJob } from '../jobs/definitions.ts';
import type { Everything } from '../jobs/everything.ts';
import type { Indexing } from '../jobs/index-questions.ts';
import type { Presence } from '../jobs/presence.ts';
import type { Redraw } from '../jobs/redraw.ts';
import type { Requests } from '../jobs/requests.ts';
import type { Door } from '../prisma/door.ts';
import type { PrismaClient } from '../prisma/generated/client.ts';
import { createMemory } from '../prisma/memory.ts';
import type { OpenPrivateStores } from '../prisma/private.ts';
import { INPUT_PURPOSE } from '../prisma/sessions/input.ts';
import { createWatch } from '../prisma/watch.ts';
import * as calendars from './calendars/index.ts';
import { meant } from './communities/find.ts';
import * as communities from './communities/index.ts';
import { type CatchUp, createCatchUp } from './core/catch-up.ts';
import type { Chat } from './core/chat.ts';
import { createBot, type ResumingBot } from './core/create-bot.ts';
import type { Drafter } from './core/drafter.ts';
import { createEars, type PlatformEar } from './core/ears.ts';
import type { Feature } from './core/feature.ts';
import { createFollower, type Follower, followersOf } from './core/follow.ts';
import type { GapStore } from './core/gap.ts';
import { createPages, type Pages } from './core/pages.ts';
import type { Clock, Ids, Jobs, Log } from './core/ports.ts';
import type { ConversationRef, UserRef } from './core/ref.ts';
import { createSealer } from './core/seal.ts';
import { createSender, type Sender } from './core/sender.ts';
import type { FactStore, Inbox, Outbox, Recognition } from './core/stores.ts';
import { createTables, type Tables } from './core/tables.ts';
import type { Translate } from './core/translate.ts';
import type { Work } from './core/work.ts';
import type { Writer } from './core/writer.ts';
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

export interface Assembled {
  readonly bot: ResumingBot;
  readonly sender: Sender;
  readonly follower: Follower;
  readonly tables: Tables;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly facts: FactStore;
  readonly gaps: GapStore;
  readonly recognition: Recognition;
  readonly catchUp: CatchUp;
  /** What notices when a platform could not reach us, by platform. */
  readonly ears: (platform: string) => PlatformEar;
  readonly backlog: Backlog;
  readonly openness: communities.Openness;
  readonly inStep: communities.InStep;
  readonly presence: Presence;
  readonly everything: Everything;
  readonly redraw: Redraw;
  readonly indexing: Indexing;
  readonly requests: Requests;
  readonly reviews: standing.Reviews;
  readonly digests: digests.Digests;
  readonly lifecycles: lifecycle.Lifecycles;
  readonly sessionTimers: guided.SessionTimers;
  /** What has drafts' summaries worded; null where nothing can. */
  readonly summaries: guided.Summaries | null;
  /** What has answers drafted. */
  readonly drafts: drafting.Drafts;
  readonly forgetBudgets: (limit: number) => Promise<number>;
  readonly forgetPages: (limit: number) => Promise<number>;
  readonly forgetClaims: (limit: number) => Promise<number>;
  /** What people read and do on pages, and how they come to them without Teams. */
  readonly pages: Pages;
  readonly sessions: pages.Sessions;
  readonly alarms: operations.Alarms;
  readonly rosters: people.Rosters;
  /** How things stand that are watched for the operator. */
  readonly watch: () => Promise<operations.Watched>;
}

export interface AssembleNeeds {
  readonly prisma: PrismaClient;
  readonly door: Door;
  /** Of GUILDHALL_SECRET, newest first. */
  readonly secrets: readonly Uint8Array[];
  /** Filled by whoever starts the adapters, after this: they need the bot and the bot needs them. */
  readonly chats: ReadonlyMap<string, Chat>;
  readonly words: (locale: string, zone: string) => Translate;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly jobs: Jobs;
  /** Passes so many milliseconds; by the machine's own clock where absent. */
  readonly wait?: (ms: number) => Promise<void>;
  /** From 0 up to 1: waits are drawn out by it. */
  readonly random?: () => number;
  /** What words summaries; reports have none where absent. */
  readonly writer?: Writer | null;
  /** Whether a language model is configured, in this process or another: only then is a draft offered. */
  readonly drafts?: boolean;
  /** What drafts answers; nothing does in this process where absent. */
  readonly drafter?: Drafter | null;
  /** What only this process can see of what is watched for the operator. */
  readonly watching?: Watching;
  /** How the world reaches this Guildhall, without a slash at the end; this machine alone where absent. */
  readonly publicUrl?: string;
  /** Another number of questions than one person may usually ask in a day: where few people play many. */
  readonly questionsADay?: number;
  /** Features besides Guildhall's own, with what they keep of private deliveries: such as tests have. */
  readonly beside?: { readonly features: readonly Feature[]; readonly privateStores?: OpenPrivateStores } | undefined;
}

export interface Watching {
  /** Platforms' codes for what we identify ourselves with being refused. */
  readonly refusals: readonly string[];
  /** Bytes that are left to the bundled database; null where it is another's to watch, or cannot be asked. */
  freeBytes(): Promise<number | null>;
  /** Since when the queue's oldest job waits; null where none does, undefined where that cannot be asked. */
  jobsSince(): Promise<Date | null | undefined>;
}
const NOTHING: Watching = { refusals: [], freeBytes: async () => null, jobsSince: async () => null };

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
const libraryNeeds: library.Needs = {
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
const draftingNeeds = (isConfigured: boolean): drafting.Needs<Level> => ({
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

/** Every feature, in the order in which messages are offered to them. */
export function wireFeatures({
  publicUrl = 'http://localhost',
  drafts = false,
  ...how
}: Pick<AssembleNeeds, 'questionsADay' | 'publicUrl' | 'drafts'> = {}): readonly Feature[] {
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

export function assemble(needs: AssembleNeeds): Assembled {
  const { prisma, door, clock, ids, log, jobs, words, chats } = needs;
  const { questionsADay, publicUrl } = needs;
  const own = wireFeatures({
    ...(questionsADay === undefined ? {} : { questionsADay }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    drafts: needs.drafts === true,
  });
  const features = [...own, ...(needs.beside?.features ?? [])];
  const tables = createTables(features);
  const memory = createMemory({
    prisma,
    door,
    sealer: createSealer(needs.secrets, 'deliveries'),
    inputSealer: createSealer(needs.secrets, INPUT_PURPOSE),
    newId: () => ids.next(),
    now: () => clock.now(),
    followers: (kind) => followersOf(features, kind),
    committed({ lanes, facts, later }) {
      for (const lane of lanes) void jobs.hint(sendJob, { lane });
      if (facts) void jobs.hint(followJob, {});
      for (const draft of later?.keys() ?? []) void jobs.hint(draftJob, { draft });
    },
    privateStores: needs.beside?.privateStores,
  });
  const { inbox, desk, outbox, facts, gaps, recognition, reads } = memory;
  const watch = watcher(needs);
  const bot = createBot({ tables, inbox, desk, recognition, chats, words, clock, ids, log });
  return {
    bot,
    sender: createSender({
      outbox,
      reads,
      tables,
      chats,
      clock,
      ids,
      log,
      ...(needs.random && { random: needs.random }),
      later: (lane, delayMs) => void jobs.hint(sendJob, { lane }, { delayMs }),
      async translatorFor(w, to) {
        const reader =
          to.kind === 'user'
            ? await people.personBehind(w, { ...to, kind: 'user' })
            : await communities.localeOf(w, { ...to, kind: 'conversation' });
        return words(reader?.locale ?? 'en-GB', reader?.zone ?? 'Europe/London');
      },
    }),
    follower: createFollower({ facts, features, clock, log }),
    tables,
    inbox,
    outbox,
    facts,
    gaps,
    recognition,
    catchUp: createCatchUp({ gaps, reads, bot, features, chats, clock, log }),
    ears: createEars({ gaps, noticed: (gap) => void jobs.hint(catchUpJob, { gap }), clock, log }),
    forgetBudgets: memory.forgetBudgets,
    forgetPages: memory.forgetPages,
    forgetClaims: (limit) => desk.forget(clock.now(), limit),
    pages: createPages({ tables, bot, run: memory.transactions.run, recognition, chats, words, clock, ids, log }),
    sessions: pages.createSessions({ run: memory.transactions.run, read: reads.read, clock }),
    backlog: {
      tell: () =>
        memory.transactions.run(clock.now(), (w) => questions.tellOfBacklog(w, { channelAt: communities.channelAt })),
    },
    openness: communities.createOpenness({ chats, run: memory.transactions.run, clock, log }),
    inStep: communities.createInStep({ chats, run: memory.transactions.run, clock, log }),
    presence: { look: () => memory.transactions.run(clock.now(), (w) => communities.lookAround(w)) },
    digests: digests.createDigests({ needs: digestNeeds, run: memory.transactions.run, clock, log }),
    lifecycles: lifecycle.createLifecycles({ needs: lifecycleNeeds, run: memory.transactions.run, clock, log }),
    sessionTimers: guided.createSessionTimers({ flow: sessionFlow, run: memory.transactions.run, clock, log }),
    summaries: needs.writer
      ? guided.createSummaries({
          needs: sessionFlow.needs,
          writer: needs.writer,
          run: memory.transactions.run,
          clock,
          log,
        })
      : null,
    drafts: drafting.createDrafts({
      needs: draftingNeeds(needs.drafts === true),
      drafter: needs.drafter ?? null,
      run: memory.transactions.run,
      clock,
      ids,
      log,
    }),
    everything: {
      async tell() {
        const some = (w: Work) => questions.tellListeners(w, { listenersOf: communities.listenersOf });
        while (await memory.transactions.run(clock.now(), some));
      },
    },
    indexing: questions.createIndexing({ run: memory.transactions.run, clock }),
    redraw: { next: () => memory.transactions.run(clock.now(), (w) => communities.redrawSome(w)) },
    reviews: standing.createReviews({
      needs: standingNeeds,
      // What libraries keep is looked at again as answers are.
      others: [(w) => library.askNextOwner(w, libraryNeeds)],
      run: memory.transactions.run,
      clock,
    }),
    requests: { askNext: () => memory.transactions.run(clock.now(), (w) => communities.askNext(w)) },
    alarms: operations.createAlarms({
      watch,
      run: memory.transactions.run,
      t: words('en-GB', 'Europe/London'),
      clock,
      log,
    }),
    rosters: people.createRosters({
      chats,
      run: memory.transactions.run,
      wait: needs.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
      clock,
      log,
    }),
    watch,
  };
}

function watcher({ prisma, clock, watching = NOTHING }: AssembleNeeds): Assembled['watch'] {
  const stored = createWatch({ prisma, refusals: watching.refusals });
  return async () => {
    const [kept, freeBytes, jobsSince] = await Promise.all([
      stored(clock.now()),
      watching.freeBytes(),
      watching.jobsSince(),
    ]);
    const { dueSince } = kept;
    return {
      ...kept,
      freeBytes,
      dueSince: jobsSince && (!dueSince || jobsSince < dueSince) ? jobsSince : dueSince,
      queueAsked: jobsSince !== undefined,
    };
  };
}

/** Puts memory, features, sender and clocks together into one bot. Used by both processes. */
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
import { createSealer } from './core/seal.ts';
import { createSender, type Sender } from './core/sender.ts';
import type { FactStore, Inbox, Outbox, Recognition } from './core/stores.ts';
import { createTables, type Tables } from './core/tables.ts';
import type { Translate } from './core/translate.ts';
import type { Work } from './core/work.ts';
import type { Writer } from './core/writer.ts';
import * as digests from './digests/index.ts';
import * as drafting from './drafting/index.ts';
import {
  digestNeeds,
  draftingNeeds,
  libraryNeeds,
  lifecycleNeeds,
  sessionFlow,
  standingNeeds,
  wireFeatures,
} from './features.ts';
import * as library from './library/index.ts';
import * as lifecycle from './lifecycle/index.ts';
import * as operations from './operations/index.ts';
import * as pages from './pages/index.ts';
import * as people from './people/index.ts';
import * as questions from './questions/index.ts';
import * as guided from './sessions/index.ts';
import * as standing from './standing/index.ts';

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

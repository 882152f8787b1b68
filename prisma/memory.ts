/** Everything that is remembered, in one call: the transactions, the inbox, the outbox, the facts, the people. */
import type { FactKind } from '../bot/core/facts.ts';
import type { GapStore } from '../bot/core/gap.ts';
import type { Sealer } from '../bot/core/seal.ts';
import type { FactStore, Inbox, Outbox, PrivateDesk, Reads, Recognition } from '../bot/core/stores.ts';
import { createAlarmStore } from './alarms.ts';
import { forgetWhole } from './budgets.ts';
import { createCalendarStore } from './calendars.ts';
import { createCommunityStore } from './communities.ts';
import { createDigestStore } from './digests.ts';
import type { Door } from './door.ts';
import { createDraftingStore } from './drafting.ts';
import { createFactStore } from './facts.ts';
import { createGapStore } from './gaps.ts';
import type { PrismaClient } from './generated/client.ts';
import { createInbox } from './inbox.ts';
import { createLibraryStore } from './library.ts';
import { createLifecycleStore } from './lifecycle.ts';
import { createOutbox } from './outbox.ts';
import { createPageStore, forgetPages } from './pages.ts';
import { createPeopleStore } from './people.ts';
import { createPrivateDesk, type OpenPrivateStores } from './private.ts';
import { createQuestionStore } from './questions.ts';
import { createRecognition } from './recognition.ts';
import { createPrivateSessionStores, createSessionStores } from './sessions/index.ts';
import { createStandingStore } from './standing.ts';
import { createTransactions, type Touched, type Transactions } from './work.ts';

export interface Memory {
  readonly transactions: Transactions;
  readonly inbox: Inbox;
  readonly desk: PrivateDesk;
  readonly outbox: Outbox;
  readonly facts: FactStore;
  readonly gaps: GapStore;
  readonly recognition: Recognition;
  readonly reads: Reads;
  /** Forgets limits of which everything may be spent. @returns how many */
  readonly forgetBudgets: (limit: number) => Promise<number>;
  /** Forgets links to the pages, and sessions on them, that are over. @returns how many */
  readonly forgetPages: (limit: number) => Promise<number>;
}

export function createMemory(needs: {
  prisma: PrismaClient;
  door: Door;
  sealer: Sealer;
  /** For what people write before it is shown. */
  inputSealer: Sealer;
  newId: () => string;
  now: () => Date;
  followers: (kind: FactKind) => readonly string[];
  committed: (touched: Touched) => void;
  /** What features that are none of Guildhall's own keep of private deliveries. */
  privateStores?: OpenPrivateStores | undefined;
}): Memory {
  const transactions = createTransactions({
    ...needs,
    stores: (tx, now, newId) => ({
      calendars: createCalendarStore(tx),
      pages: createPageStore(tx, now),
      people: createPeopleStore(tx, now, newId),
      communities: createCommunityStore(tx, now, newId),
      questions: createQuestionStore(tx, now, newId),
      library: createLibraryStore(tx, now, newId),
      drafting: createDraftingStore(tx, now, newId),
      digests: createDigestStore(tx, now, newId),
      lifecycle: createLifecycleStore(tx, now),
      standing: createStandingStore(tx, now, newId),
      operations: createAlarmStore(tx, now),
      sessions: createSessionStores(tx, now, newId, needs.inputSealer),
    }),
    privateStores: (tx, day, newId) => ({
      sessions: createPrivateSessionStores(tx, day, newId, needs.inputSealer),
      ...needs.privateStores?.(tx, day, newId),
    }),
  });
  return {
    transactions,
    inbox: createInbox({ ...needs, transactions }),
    desk: createPrivateDesk({ ...needs, transactions }),
    outbox: createOutbox(needs),
    facts: createFactStore({ ...needs, transactions }),
    gaps: createGapStore({ ...needs, transactions }),
    recognition: createRecognition({ ...needs, transactions }),
    forgetBudgets: (limit) => forgetWhole(needs.prisma, needs.now(), limit),
    forgetPages: (limit) => forgetPages(needs.prisma, needs.now(), limit),
    reads: { read: (run) => transactions.read(needs.now(), run) },
  };
}

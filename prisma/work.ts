/** One transaction as the bot sees it: stores, messages owed and facts, all on one connection. */
import { BUDGET, type Limit } from '../bot/core/budget.ts';
import type { Card } from '../bot/core/card.ts';
import { type Fact, type FactKind, subjectOf } from '../bot/core/facts.ts';
import type { PrivateWork } from '../bot/core/private.ts';
import { type ConversationRef, type MessageRef, refKey, type Subject, type UserRef } from '../bot/core/ref.ts';
import type { Sealer } from '../bot/core/seal.ts';
import {
  type Destination,
  isView,
  type Later,
  type Order,
  type Stores,
  type View,
  type Work,
} from '../bot/core/work.ts';
import { columnsOf, firstMoment } from './attention.ts';
import { spendOn } from './budgets.ts';
import { deliveryKey, maybeThere } from './doubt.ts';
import { insertGap, planLooks } from './gaps.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { movePlace } from './moving.ts';
import { createPrivateWork, type OpenPrivateStores, readAnew } from './private.ts';
import { lanesOf, wherePreferred } from './private-place.ts';

export type Tx = Prisma.TransactionClient;

/** What a committed transaction left to do: hints for the queue. */
export interface Touched {
  readonly lanes: Set<string>;
  facts: boolean;
  readonly later?: Map<string, Later>;
}

interface Written extends Touched {
  /** What is to be worked on, by its id. */
  readonly later: Map<string, Later>;
  /** Of which something was written. */
  readonly accounts: Set<UserRef>;
}

export interface Transactions {
  /** @returns what `run` returns, once it is committed; deadlocks and serialisation failures are run again */
  run<R>(now: Date, run: (w: Work, tx: Tx) => Promise<R>): Promise<R>;
  /** The same without the right to write. */
  read<R>(now: Date, run: (w: Work, tx: Tx) => Promise<R>): Promise<R>;
  /** For a private delivery: nothing is owed, told of or hinted at. */
  privately<R>(now: Date, how: { readOnly: boolean }, run: (w: PrivateWork, tx: Tx) => Promise<R>): Promise<R>;
}

export interface TransactionNeeds {
  readonly prisma: PrismaClient;
  readonly sealer: Sealer;
  readonly newId: () => string;
  /** Every feature's store on one transaction. */
  readonly stores: (tx: Tx, now: Date, newId: () => string) => Stores;
  readonly privateStores: OpenPrivateStores;
  /** Names of the features that follow a fact. */
  readonly followers: (kind: FactKind) => readonly string[];
  /** Told after each commit that left something to do. */
  readonly committed: (touched: Touched) => void;
}

/** Longer than any handler needs, shorter than a delivery is held. */
const TIMEOUT_MS = 20_000;
const WAIT_MS = 10_000;
const RETRIES = 4;
/** Handlers at work at once in a process: what more there is waits here, so that connections stay for acknowledging and sending. */
const AT_ONCE = 8;

export function createTransactions(needs: TransactionNeeds): Transactions {
  const inTurn = createTurnstile(AT_ONCE);
  const once = <R>(readOnly: boolean, run: (tx: Tx) => Promise<R>): Promise<R> =>
    needs.prisma.$transaction(
      async (tx) => {
        if (readOnly) await tx.$executeRaw`SET TRANSACTION READ ONLY`;
        return run(tx);
      },
      { timeout: TIMEOUT_MS, maxWait: WAIT_MS },
    );
  async function retrying<R>(run: () => Promise<R>): Promise<R> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run();
      } catch (error) {
        if (attempt >= RETRIES || !isConflict(error)) throw error;
      }
    }
  }
  const working = <R>(now: Date, readOnly: boolean, run: (w: Work, tx: Tx) => Promise<R>): Promise<R> =>
    retrying(async () => {
      const touched: Written = { lanes: new Set(), facts: false, later: new Map(), accounts: new Set() };
      const result = await once(readOnly, (tx) => run(createWork(needs, tx, now, touched), tx));
      if (touched.lanes.size > 0 || touched.facts || touched.later.size > 0) needs.committed(touched);
      await readAnew(needs.prisma, touched.accounts).catch(() => undefined);
      return result;
    });
  return {
    run: (now, run) => inTurn(() => working(now, false, run)),
    read: (now, run) => working(now, true, run),
    privately: (now, { readOnly }, run) =>
      inTurn(() => retrying(() => once(readOnly, (tx) => run(createPrivateWork(needs.privateStores, tx, now), tx)))),
  };
}

/**
 * Lets `most` pass at once, the others in the order in which they came. No more wait than are under way: of what is said
 * the few that the core acts on, of jobs those that run at once, and what people press, send and change, at their pace.
 */
function createTurnstile(most: number): <R>(pass: () => Promise<R>) => Promise<R> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (pass) => {
    if (inside >= most) await new Promise<void>((enter) => waiting.push(enter));
    else inside += 1;
    try {
      return await pass();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}

/** P2034 is Prisma's "write conflict or deadlock"; a raw query carries Postgres's own code. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const text = JSON.stringify(error.meta ?? {});
  return error.code === 'P2034' || text.includes('40P01') || text.includes('40001');
}

function createWork(needs: TransactionNeeds, tx: Tx, now: Date, touched: Written): Work {
  const { newId } = needs;

  async function owe(
    subject: Subject,
    asked: Destination,
    what: View | Card,
    how: { once: boolean; keeps: Subject | null; order?: Order | undefined },
  ): Promise<void> {
    const at = await wherePreferred(tx, asked);
    const conversation = refKey(at.to);
    const isHome = 'home' in at;
    const place = 'attention' in at || isHome ? null : at;
    const lane = isHome ? `${conversation}/home` : conversation;
    const destination = `${lane}${place?.only ? `/only/${place.only.id}` : ''}`;
    let under: string | null = null;
    if (!isHome && at.under) {
      const root = await tx.outgoing.findUnique({
        where: { subject_destination: { subject: at.under, destination: conversation } },
        select: { id: true },
      });
      if (!root) return;
      under = root.id;
    }
    const view = isView(what) ? what : null;
    const card = view ? null : needs.sealer.seal(what);
    const again = how.once ? Prisma.sql`DO NOTHING` : Prisma.sql`DO UPDATE SET ${raised(now)}`;
    const attention = 'attention' in at ? at.attention : null;
    const { rank, until, ...its } = columnsOf(attention);
    const { state, dueAt, admittedAt } = await beginning(tx, at, now);
    await tx.$executeRaw`
      INSERT INTO outgoing (id, subject, destination, lane, platform, to_ref, thread, under, only_ref, view, view_id, card, home, keeps, among,
        said_at, attention, rank, useful_until, state, due_at, admitted_at, created_at)
      VALUES (${newId()}::uuid, ${subject}, ${destination}, ${lane}, ${at.to.platform}, ${json(at.to)}, ${json(place?.thread)},
        ${under}::uuid, ${json(place?.only)}, ${view?.view ?? null}, ${view?.id ?? null}, ${card}, ${isHome}, ${how.keeps}, ${how.order?.among ?? null},
        ${how.order?.said ?? null}, ${its.attention}, ${rank}, ${until}, ${state}, ${dueAt}, ${admittedAt}, ${now})
      ON CONFLICT (subject, destination) ${again}`;
    if (!how.once && attention?.class === 'duty')
      await raise(
        tx,
        Prisma.sql`subject = ${subject} AND destination = ${destination} AND state = 'together'`,
        now,
        touched,
      );
    touched.lanes.add(lane);
  }

  const work: Work = {
    ...needs.stores(tx, now, newId),
    now,
    id: newId,
    say: (cause, at, what) => owe(cause, at, what, { once: true, keeps: null }),
    show: (subject, at, what, how) =>
      owe(subject, at, what, { once: false, keeps: how?.keeps ?? null, order: how?.order }),
    async refresh(subject, at) {
      const there = at ? Prisma.sql`AND lane = ANY(${await lanesOf(tx, at)})` : Prisma.empty;
      await raise(tx, Prisma.sql`subject = ANY(${[subject].flat()}) AND view IS NOT NULL ${there}`, now, touched);
    },
    async pressed({ platform, key }) {
      const lanes = await tx.$queryRaw<{ lane: string }[]>`
        UPDATE outgoing SET pressed = true WHERE platform = ${platform} AND remote_key = ${key} AND state IN ('owed', 'sending')
        RETURNING lane`;
      // What it waits for there is the turn of those for whom nobody waits; they ask again in the order in which they are owed.
      for (const { lane } of lanes)
        await tx.$executeRaw`
          WITH freed AS (UPDATE lane SET held_until = NULL, held_for_turn = false WHERE id = ${lane} AND held_for_turn RETURNING id)
          UPDATE outgoing SET due_at = ${now} FROM freed WHERE lane = freed.id AND state = 'owed' AND code = ${BUDGET}`;
    },
    async retry(place) {
      const lane = refKey(place);
      const retried = await tx.$executeRaw`
        UPDATE outgoing SET state = 'owed', due_at = ${now}, attempts = 0, failing_since = NULL
        WHERE lane = ${lane} AND state = 'failed' AND view IS NOT NULL`;
      if (retried > 0) touched.lanes.add(lane);
    },
    async move(from, moved, how) {
      await movePlace(tx, { ...how, from, moved, now, gap: newId() });
      touched.lanes.add(refKey(moved.to));
    },
    async keep(thread, subject, conversation) {
      await keepThread(tx, thread, subject, conversation, now);
    },
    async threadOf(thread) {
      const kept = await tx.thread.findUnique({
        where: { platform_key: { platform: thread.platform, key: thread.key } },
      });
      return (kept?.subject as Subject | undefined) ?? null;
    },
    async shownBy(message) {
      const ours = await tx.outgoing.findFirst({
        where: { platform: message.platform, remoteKey: message.key },
        select: { subject: true },
      });
      return (ours?.subject as Subject | undefined) ?? null;
    },
    async isOurs(message: MessageRef) {
      const ours = await tx.outgoing.findFirst({
        where: { platform: message.platform, remoteKey: message.key },
        select: { id: true },
      });
      return ours !== null;
    },
    async isSending(conversation) {
      const [under] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM outgoing WHERE lane = ${refKey(conversation)} AND ${maybeThere} LIMIT 1`;
      return under !== undefined;
    },
    async isWaiting(message) {
      const [waiting] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM delivery WHERE key = ${deliveryKey(message)} AND state = 'stored' LIMIT 1`;
      return waiting !== undefined;
    },
    async bury(message) {
      await oneByOne(tx, message);
      await tx.$executeRaw`INSERT INTO tombstone (platform, key, at) VALUES (${message.platform}, ${message.key}, ${now}) ON CONFLICT DO NOTHING`;
    },
    async isBuried(message) {
      await oneByOne(tx, message);
      const stone = await tx.tombstone.findUnique({
        where: { platform_key: { platform: message.platform, key: message.key } },
      });
      return stone !== null;
    },
    async lookInto(look, { platform, workspace, from, sure }) {
      const id = newId();
      await insertGap(tx, { id, platform, workspace, from, to: now, sure }, now);
      await planLooks(tx, id, [look], now);
    },
    fact: (fact) => writeFact(tx, fact, now, needs.followers, touched),
    later: (work, id) => void touched.later.set(id, work),
    spend: async (limit) =>
      (await takesPlace(tx, limit)) ? spendOn(tx, now, [limit], { waiting: true }) : limit.everyMs,
  };
  transactionOf.set(work, tx);
  touchedBy.set(work, touched);
  return work;
}

/** How a row begins: what is the result of its reader's own act may go at once, all else of a person's is decided about in its lane. */
async function beginning(
  tx: Tx,
  at: Destination,
  now: Date,
): Promise<{ state: 'owed' | 'held'; dueAt: Date; admittedAt: Date | null }> {
  if (!('attention' in at)) return { state: 'owed', dueAt: now, admittedAt: null };
  if (at.attention.class !== 'yours') return { state: 'held', dueAt: now, admittedAt: null };
  const dueAt = await firstMoment(tx, at.to, now);
  return dueAt <= now ? { state: 'owed', dueAt, admittedAt: now } : { state: 'held', dueAt, admittedAt: null };
}

/**
 * What a row becomes that is wanted again. What waits for its moment with a person waits on, and what they were not to be
 * told stays untold; where nothing of it stands with them, it waits for a moment anew.
 */
const raised = (now: Date): Prisma.Sql => {
  const waits = Prisma.sql`outgoing.state IN ('held', 'together', 'dropped')`;
  const anew = Prisma.sql`outgoing.attention IS NOT NULL AND outgoing.remote_id IS NULL AND outgoing.admitted_at IS NULL`;
  return Prisma.sql`wanted = outgoing.wanted + 1, attempts = 0, failing_since = NULL,
    due_at = CASE WHEN ${waits} THEN outgoing.due_at ELSE ${now} END,
    state = CASE WHEN outgoing.state = 'sending' OR ${waits} THEN outgoing.state WHEN ${anew} THEN 'held' ELSE 'owed' END`;
};

/** Has rows drawn again; one that is told with others, as part of the message that tells them. */
async function raise(tx: Tx, which: Prisma.Sql, now: Date, touched: Touched): Promise<void> {
  const lanes = await tx.$queryRaw<{ lane: string }[]>`
    UPDATE outgoing SET ${raised(now)} WHERE id IN (
      SELECT id FROM outgoing WHERE ${which} UNION SELECT together FROM outgoing WHERE ${which} AND state = 'together')
    RETURNING lane`;
  for (const { lane } of lanes) touched.lanes.add(lane);
}

/**
 * Until its transaction ends, nobody else tells of this message's writing or deletion. Without it, a deletion could be
 * followed between the writing's look for it and the writing's commit, and would find nothing to delete.
 */
const oneByOne = (tx: Tx, { platform, key }: MessageRef) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${platform}/${key}`}, 0))`;

/** Takes one of as many places as a limit's burst, to the end of the transaction. @returns false at once where none is free */
async function takesPlace(tx: Tx, { key, burst }: Limit): Promise<boolean> {
  for (let place = 1; place <= burst; place += 1) {
    const [taken] = await tx.$queryRaw<{ is: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`${key}/${place}`}, 0)) AS is`;
    if (taken?.is) return true;
  }
  return false;
}

const transactionOf = new WeakMap<Work, Tx>();
const touchedBy = new WeakMap<Work, Written>();

/** Something of an account was written in this transaction. */
export const wroteOf = (w: Work, account: UserRef): void => void touchedBy.get(w)?.accounts.add(account);

/** The transaction that a `Work` stands for. @throws for one that did not come from here */
export function txOf(w: Work): Tx {
  const tx = transactionOf.get(w);
  if (!tx) throw new Error('not a transaction of this database');
  return tx;
}

/** A fact and its followers' debts. */
export async function writeFact(
  tx: Tx,
  fact: Fact,
  now: Date,
  followers: (kind: FactKind) => readonly string[],
  touched: Pick<Touched, 'facts'>,
): Promise<void> {
  const subject = subjectOf(fact);
  const following = followers(fact.fact).map((feature) => ({ feature, subject, dueAt: now }));
  await tx.fact.create({
    data: { kind: fact.fact, subject, body: { ...fact }, at: now, follows: { create: following } },
  });
  if (following.length > 0) touched.facts = true;
}

/** The first subject that a thread is kept for stays. */
export async function keepThread(
  tx: Tx,
  thread: MessageRef,
  subject: Subject,
  conversation: ConversationRef,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO thread (platform, key, subject, conversation, created_at)
    VALUES (${thread.platform}, ${thread.key}, ${subject}, ${conversation.id}, ${now}) ON CONFLICT DO NOTHING`;
}

const json = (value: unknown): Prisma.Sql =>
  value === undefined ? Prisma.sql`NULL::jsonb` : Prisma.sql`${JSON.stringify(value)}::jsonb`;

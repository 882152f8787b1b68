/** The outbox in Postgres: lanes, leases, and what became of each message owed. */
import type { Card } from '../bot/core/card.ts';
import type { FactKind } from '../bot/core/facts.ts';
import type { ConversationRef, MessageRef, Subject, UserRef } from '../bot/core/ref.ts';
import type { Sealer } from '../bot/core/seal.ts';
import type { Outbox, Owed } from '../bot/core/stores.ts';
import type { View } from '../bot/core/work.ts';
import { admit, TOGETHER } from './attention.ts';
import { UNSURE } from './doubt.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { followOn, putInOrder, stepBack } from './order.ts';
import { keepThread, type Touched, type Tx, writeFact } from './work.ts';

/** A row whose sender died is looked for no sooner than this after its lease: the platform may still be writing it. */
const SETTLING_MS = 10_000;

interface Row {
  id: string;
  subject: string;
  platform: string;
  to_ref: ConversationRef | UserRef;
  thread: MessageRef | null;
  only_ref: UserRef | null;
  view: string | null;
  view_id: string | null;
  card: Uint8Array | null;
  home: boolean;
  keeps: string | null;
  wanted: number;
  pressed: boolean;
  remote_id: string | null;
  remote_key: string | null;
  attempts: number;
  failing_since: Date | null;
  created_at: Date;
  lease_until: Date;
  was_doubtful: boolean;
  groundless: boolean;
  root_id: string | null;
  root_key: string | null;
}

/** A card that stands and is only to be drawn again lets what is new pass for so long: many changes of it become one. */
const YIELD_MS = 10_000;
const yields = (now: Date): Prisma.Sql =>
  Prisma.sql`(o.remote_id IS NOT NULL AND o.among IS NULL AND o.due_at > ${new Date(now.getTime() - YIELD_MS)})`;

/** What a person never got is not counted among what they were told. */
const unseen = Prisma.sql`admitted_at = CASE WHEN remote_id IS NULL THEN NULL ELSE admitted_at END`;

/** Holds for a row `o` that was never shown, below a row `r` that is not there and will not come. */
const groundless = Prisma.sql`(r.state = 'removed' AND r.remote_id IS NULL AND o.remote_id IS NULL)`;

export interface OutboxNeeds {
  readonly prisma: PrismaClient;
  readonly sealer: Sealer;
  readonly newId: () => string;
  readonly followers: (kind: FactKind) => readonly string[];
  readonly committed: (touched: Touched) => void;
}

export function createOutbox({ prisma, sealer, newId, followers, committed }: OutboxNeeds): Outbox {
  /** Owed and due, its root (if it has one) shown, its place its own, and nothing in its lane being sent; or left behind by a sender that died. */
  const due = (now: Date): Prisma.Sql => {
    const dead = new Date(now.getTime() - SETTLING_MS);
    return Prisma.sql`(
      (o.state = 'owed' AND o.due_at <= ${now} AND o.displaced_by IS NULL AND (o.under IS NULL OR r.remote_id IS NOT NULL OR ${groundless})
        AND NOT EXISTS (SELECT 1 FROM outgoing s WHERE s.lane = o.lane AND s.state = 'sending' AND s.lease_until >= ${dead}))
      OR (o.state = 'sending' AND o.lease_until < ${dead}))`;
  };
  /** Has waited for its moment with a person, which has come. */
  const waited = (now: Date): Prisma.Sql => Prisma.sql`(o.state = 'held' AND o.due_at <= ${now})`;
  const free = (now: Date): Prisma.Sql => Prisma.sql`
    (l.id IS NULL OR ((l.until IS NULL OR l.until <= ${now}) AND (l.held_until IS NULL OR l.held_until <= ${now})))`;

  /** Null where it was sealed under a secret that is configured no more. */
  const opened = (card: Uint8Array | null): Card | null => {
    try {
      return sealer.open(card ?? new Uint8Array()) as Card;
    } catch {
      return null;
    }
  };
  const messageRef = (platform: string, id: string | null, key: string | null): MessageRef | null =>
    id === null ? null : { kind: 'message', platform, id, key: key ?? id };

  /** What one message tells together, in the order in which it was owed; null for any other. */
  async function togetherIn({ id, view }: Row): Promise<Owed['together']> {
    if (view !== TOGETHER) return null;
    return prisma.$queryRaw<View[]>`
      SELECT view, view_id AS id FROM outgoing WHERE together = ${id}::uuid AND view IS NOT NULL ORDER BY seq`;
  }

  return {
    async admit(lane, now) {
      const touched = await admit({ prisma, newId }, lane, now);
      if (touched.lanes.size > 0) committed(touched);
    },

    async due(now, limit) {
      const rows = await prisma.$queryRaw<{ lane: string }[]>`
        SELECT o.lane FROM outgoing o LEFT JOIN outgoing r ON r.id = o.under LEFT JOIN lane l ON l.id = o.lane
        WHERE o.state IN ('owed', 'sending', 'held') AND (${due(now)} OR ${waited(now)}) AND ${free(now)}
        GROUP BY o.lane ORDER BY min(o.seq) LIMIT ${limit}`;
      return rows.map((row) => row.lane);
    },

    async take(lane, holder, now, ms) {
      const rows = await prisma.$queryRaw<unknown[]>`
        INSERT INTO lane AS l (id, holder, until) VALUES (${lane}, ${holder}, ${new Date(now.getTime() + ms)})
        ON CONFLICT (id) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
        WHERE (l.holder = ${holder} OR l.until IS NULL OR l.until <= ${now})
          AND (l.held_until IS NULL OR l.held_until <= ${now})
        RETURNING l.id`;
      return rows.length > 0;
    },

    async release(lane, holder, now) {
      await prisma.$executeRaw`UPDATE lane SET holder = NULL, until = NULL WHERE id = ${lane} AND holder = ${holder}`;
      const [row] = await prisma.$queryRaw<{ more: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM outgoing o LEFT JOIN outgoing r ON r.id = o.under LEFT JOIN lane l ON l.id = o.lane
          WHERE o.lane = ${lane} AND o.state IN ('owed', 'sending', 'held')
            AND (${due(now)} OR ${waited(now)}) AND ${free(now)}) AS more`;
      return row?.more ?? false;
    },

    async next(lane, now, leaseUntil) {
      const [row] = await prisma.$queryRaw<Row[]>`
        WITH first AS (
          SELECT o.id, (o.state = 'sending' OR o.problem = ${UNSURE}) IS TRUE AS was_doubtful,
            COALESCE(${groundless}, false) AS groundless, r.remote_id AS root_id, r.remote_key AS root_key
          FROM outgoing o LEFT JOIN outgoing r ON r.id = o.under
          WHERE o.lane = ${lane} AND o.state IN ('owed', 'sending') AND ${due(now)}
          ORDER BY o.pressed AND o.remote_id IS NOT NULL DESC, ${yields(now)}, o.seq LIMIT 1 FOR UPDATE OF o)
        UPDATE outgoing SET state = 'sending', lease_until = ${leaseUntil}, attempts = attempts + 1
        FROM first WHERE outgoing.id = first.id
        RETURNING outgoing.*, first.was_doubtful, first.groundless, first.root_id, first.root_key`;
      if (!row) return null;
      const owed: Owed = {
        id: row.id,
        subject: row.subject as Subject,
        to: row.to_ref,
        thread: messageRef(row.platform, row.root_id, row.root_key) ?? row.thread,
        only: row.only_ref,
        home: row.home,
        what: row.view !== null && row.view_id !== null ? { view: row.view, id: row.view_id } : opened(row.card),
        together: await togetherIn(row),
        keeps: row.keeps as Subject | null,
        wanted: row.wanted,
        pressed: row.pressed,
        remote: messageRef(row.platform, row.remote_id, row.remote_key),
        doubtful: row.was_doubtful,
        groundless: row.groundless,
        leaseUntil: row.lease_until,
        attempts: row.attempts,
        failingSince: row.failing_since,
        createdAt: row.created_at,
      };
      return owed;
    },

    async end(row, outcome, now) {
      const touched: Touched = { lanes: new Set(), facts: false };
      const isOurs = await prisma.$transaction(
        async (tx: Tx) => {
          const [ours] = await tx.$queryRaw<{ homeless: boolean }[]>`
          SELECT homeless FROM outgoing WHERE id = ${row.id}::uuid AND state = 'sending' AND lease_until = ${row.leaseUntil} FOR UPDATE`;
          if (!ours) return false;
          const refused = outcome.done === 'failed' || (outcome.done === 'again' && outcome.problem === 'gone');
          if (refused && (await stepBack(tx, row.id, outcome.problem, now))) return true;
          switch (outcome.done) {
            case 'shown': {
              const { remote } = outcome;
              await tx.$executeRaw`
              UPDATE outgoing SET shown = ${row.wanted}, remote_id = ${remote.id}, remote_key = ${remote.key}, card = NULL,
                state = CASE WHEN wanted > ${row.wanted} THEN 'owed' ELSE 'shown' END,
                lease_until = NULL, attempts = 0, problem = NULL, code = NULL, failing_since = NULL, due_at = ${now}, homeless = false,
                pressed = pressed AND wanted > ${row.wanted}
              WHERE id = ${row.id}::uuid`;
              if (row.keeps && !row.remote && row.to.kind === 'conversation') {
                await keepThread(tx, remote, row.keeps, { ...row.to, kind: 'conversation' }, now);
              } else if (row.keeps && !row.remote) {
                await keepThread(
                  tx,
                  remote,
                  row.keeps,
                  { kind: 'conversation', platform: row.to.platform, id: row.to.id },
                  now,
                );
              }
              if (row.remote) await followOn(tx, row.id, now, ours.homeless);
              else await putInOrder(tx, row.id, now);
              // What had no place without it has one now.
              if (!row.remote)
                await tx.$executeRaw`
                UPDATE outgoing SET state = 'owed', wanted = wanted + 1, due_at = ${now}
                WHERE under = ${row.id}::uuid AND state = 'removed' AND remote_id IS NULL`;
              const waiting = await tx.$queryRaw<{ lane: string }[]>`
              SELECT DISTINCT lane FROM outgoing WHERE under = ${row.id}::uuid AND state = 'owed'`;
              for (const { lane } of waiting) touched.lanes.add(lane);
              break;
            }
            case 'removed':
              await tx.$executeRaw`
              UPDATE outgoing SET shown = ${row.wanted}, remote_id = NULL, remote_key = NULL, card = NULL, ${unseen},
                state = CASE WHEN wanted > ${row.wanted} THEN 'owed' ELSE 'removed' END,
                lease_until = NULL, attempts = 0, problem = NULL, code = NULL, failing_since = NULL, due_at = ${now}, homeless = false,
                pressed = pressed AND wanted > ${row.wanted}
              WHERE id = ${row.id}::uuid`;
              await followOn(tx, row.id, now, ours.homeless || !row.remote);
              break;
            case 'again':
              await tx.$executeRaw`
              UPDATE outgoing SET state = 'owed', lease_until = NULL, due_at = ${outcome.at},
                problem = ${outcome.unsure ? UNSURE : outcome.problem}, code = ${outcome.code ?? null}, attempts = attempts - ${outcome.untried ? 1 : 0},
                failing_since = CASE WHEN ${outcome.failing} THEN COALESCE(failing_since, ${now}) ELSE failing_since END
              WHERE id = ${row.id}::uuid`;
              if (outcome.hold) {
                await tx.$executeRaw`
                UPDATE lane SET held_until = ${outcome.at}, held_for_turn = ${outcome.untried}
                WHERE id = (SELECT lane FROM outgoing WHERE id = ${row.id}::uuid)`;
              }
              break;
            case 'failed':
              await tx.$executeRaw`
              UPDATE outgoing SET state = 'failed', lease_until = NULL, problem = ${outcome.problem}, code = ${outcome.code ?? null},
                card = NULL, pressed = false, ${unseen}
              WHERE id = ${row.id}::uuid`;
              if (row.to.kind === 'conversation') {
                const fact = {
                  fact: 'MessageFailed',
                  outgoing: row.id,
                  platform: row.to.platform,
                  place: row.to.id,
                } as const;
                await writeFact(tx, fact, now, followers, touched);
              }
              break;
          }
          // Others may have waited for it to be posted.
          if (!row.remote && (outcome.done === 'again' || outcome.done === 'failed')) await putInOrder(tx, row.id, now);
          return true;
        },
        { timeout: 20_000, maxWait: 10_000 },
      );
      if (touched.facts || touched.lanes.size > 0) committed(touched);
      return isOurs;
    },
  };
}

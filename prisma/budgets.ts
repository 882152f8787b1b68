/** Budgets in Postgres: one row a limit, spent of by every process in one round trip. */
import type { Budgets, Limit } from '../bot/core/budget.ts';
import type { Clock } from '../bot/core/ports.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';

/** The client, or a transaction of it. */
type Connection = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>;

/** Nobody is told to come back later than this after it would do: some who were given a turn before never come. */
const QUEUE_MS = 60_000;

/** @param needs.clock the same in every process: what one spends, the others count by it */
export function createBudgets({ prisma, clock }: { prisma: PrismaClient; clock: Clock }): Budgets {
  return {
    clock,
    spend: (limits, how) => spendOn(prisma, clock.now(), limits, how),
    async pause(key, ms) {
      const now = clock.now();
      await prisma.$executeRaw`
        INSERT INTO budget AS b (key, earned_at, paused_until) VALUES (${key}, ${now}, ${new Date(now.getTime() + ms)})
        ON CONFLICT (key) DO UPDATE SET paused_until = GREATEST(b.paused_until, EXCLUDED.paused_until)`;
    },
  };
}

/**
 * Forgets limits of which all is earned again and that no platform has paused: a missing row says the same.
 * @returns how many; at most `limit`
 */
export const forgetWhole = (on: Connection, now: Date, limit: number): Promise<number> =>
  on.$executeRaw`
    DELETE FROM budget WHERE key IN (
      SELECT key FROM budget WHERE earned_at <= ${now} AND COALESCE(paused_until, earned_at) <= ${now}
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;

/**
 * Spends one of each limit, or nothing. A row says when all that was spent will have been earned again (the theoretical
 * arrival time of the generic cell rate algorithm): one more may be spent while that is no further ahead than a burst
 * without its last one, and puts it `everyMs` further. A limit's first use costs a round trip more. Of those who queue, each
 * is told a moment of its own: of as many as are told the same, one alone would find something left.
 * @returns 0, or whole milliseconds until it may be tried again
 */
export async function spendOn(
  on: Connection,
  now: Date,
  limits: readonly Limit[],
  how: { waiting: boolean; queues?: boolean },
): Promise<number> {
  for (;;) {
    const { missing, ms } = await spendKnown(on, now, limits, how);
    if (missing === 0) return ms;
    const keys = limits.map(({ key }) => key).sort();
    await on.$executeRaw`
      INSERT INTO budget (key, earned_at) SELECT key, ${now} FROM unnest(${keys}::text[]) AS k(key) ON CONFLICT DO NOTHING`;
  }
}

/** The rows are locked in the order of their keys, so that two who spend of the same ones never wait for each other. */
async function spendKnown(
  on: Connection,
  now: Date,
  limits: readonly Limit[],
  { waiting, queues = false }: { waiting: boolean; queues?: boolean },
): Promise<{ missing: number; ms: number }> {
  const keys = limits.map(({ key }) => key);
  const every = limits.map(({ everyMs }) => everyMs);
  const ahead = limits.map(({ burst, everyMs, kept = 0 }) => (burst - (waiting ? 0 : kept) - 1) * everyMs);
  const untilMs = (at: Prisma.Sql) => Prisma.sql`EXTRACT(EPOCH FROM (${at} - ${now}::timestamptz)) * 1000`;
  const [said] = await on.$queryRaw<{ missing: number; ms: number }[]>`
    WITH asked AS (
      SELECT * FROM unnest(${keys}::text[], ${every}::float8[], ${ahead}::float8[]) AS a(key, every_ms, ahead_ms)),
    held AS (
      SELECT b.key, b.earned_at, b.paused_until, b.queued_until FROM budget b WHERE b.key = ANY(${keys}::text[]) ORDER BY b.key FOR UPDATE),
    needed AS (
      SELECT a.key, a.every_ms, h.key IS NULL AS missing, ${untilMs(Prisma.sql`h.queued_until`)} AS queued_ms, GREATEST(0,
        ceil(${untilMs(Prisma.sql`h.earned_at`)} - a.ahead_ms), ceil(${untilMs(Prisma.sql`h.paused_until`)})) AS ms
      FROM asked a LEFT JOIN held h USING (key)),
    said AS (
      SELECT (count(*) FILTER (WHERE n.missing))::int AS missing, max(n.ms)::float8 AS ms FROM needed n),
    spent AS (
      UPDATE budget b SET earned_at = GREATEST(b.earned_at, ${now}::timestamptz) + a.every_ms * interval '1 millisecond'
      FROM asked a, said WHERE b.key = a.key AND said.missing = 0 AND said.ms = 0),
    queued AS (
      UPDATE budget b SET queued_until = ${now}::timestamptz + interval '1 millisecond'
        * LEAST(n.ms + ${QUEUE_MS}, GREATEST(n.ms, n.queued_ms + n.every_ms))
      FROM needed n, said WHERE ${queues} AND b.key = n.key AND n.ms > 0 AND said.missing = 0
      RETURNING b.queued_until)
    SELECT missing, COALESCE((SELECT max(ceil(${untilMs(Prisma.sql`queued_until`)})) FROM queued), ms)::float8 AS ms FROM said`;
  if (!said) throw new Error('a budget did not answer');
  return said;
}

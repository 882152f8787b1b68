/** Gaps in what a platform could bring us, in Postgres: when they were, and what is left to look into. */
import type { Gap, GapStore, Look } from '../bot/core/gap.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import type { Transactions, Tx } from './work.ts';

/** A clock that is ahead of what was written by no more than this may be another process's. */
const SKEW_MS = 3_600_000;
/** A gap that was worked off is kept for so long, for whoever asks what happened. */
const KEEP_MS = 30 * 24 * 3_600_000;

interface Row {
  id: string;
  platform: string;
  workspace: string | null;
  started_at: Date;
  ended_at: Date;
  sure: boolean;
}

/** Forgets a connection's door of its own: it is heard through the common one, or anew, and what was before that is no gap. */
export const forgetDoor = (prisma: PrismaClient | Tx, platform: string, connection: string): Promise<unknown> =>
  prisma.hearing.deleteMany({ where: { platform: `${platform}/${connection}` } });

export function createGapStore(needs: {
  prisma: PrismaClient;
  transactions: Transactions;
  newId: () => string;
}): GapStore {
  const { prisma, transactions, newId } = needs;

  async function insert(tx: Tx, gap: Omit<Gap, 'id'>, dueAt: Date): Promise<Gap> {
    const made = { ...gap, id: newId() };
    await insertGap(tx, made, dueAt);
    return made;
  }
  const isThis = ({ id }: Gap, { feature, subject }: Look): Prisma.Sql =>
    Prisma.sql`gap_id = ${id}::uuid AND feature = ${feature} AND subject = ${subject}`;

  return {
    heard: ({ platform, own }, now, mostMs) =>
      prisma.$transaction(async (tx) => {
        const door = own ? `${platform}/${own.name}` : platform;
        await tx.$executeRaw`
          INSERT INTO hearing (platform, heard_until) VALUES (${door}, ${now}) ON CONFLICT DO NOTHING`;
        const [row] = await tx.$queryRaw<{ heard_until: Date }[]>`
          SELECT heard_until FROM hearing WHERE platform = ${door} FOR UPDATE`;
        const until = row?.heard_until ?? now;
        const silentMs = now.getTime() - until.getTime();
        // Another process was here a moment ago; unless it was in a future that its clock had wrong.
        if (silentMs <= 0 && silentMs > -SKEW_MS) return [];
        await tx.$executeRaw`UPDATE hearing SET heard_until = ${now} WHERE platform = ${door}`;
        if (silentMs <= mostMs) return [];
        const from = own ? await unknownSince(tx, platform, until, mostMs) : until;
        if (now.getTime() - from.getTime() <= mostMs) return [];
        const gaps: Gap[] = [];
        for (const workspace of own?.workspaces ?? [null])
          gaps.push(await insert(tx, { platform, workspace, from, to: now, sure: true }, now));
        return gaps;
      }),

    async add(gap, dueAt) {
      const { platform, workspace, from, to, sure } = gap;
      await prisma.$transaction(async (tx) => {
        const grown = await tx.$executeRaw`
          UPDATE gap SET started_at = LEAST(started_at, ${from}), ended_at = GREATEST(ended_at, ${to}), due_at = ${dueAt}
          WHERE platform = ${platform} AND workspace IS NOT DISTINCT FROM ${workspace} AND sure = ${sure}
            AND planned_at IS NULL AND started_at <= ${to} AND ended_at >= ${from}`;
        if (grown === 0) await insert(tx, gap, dueAt);
      });
    },

    async due(now, limit) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT g.id FROM gap g WHERE g.done_at IS NULL AND g.due_at <= ${now}
          AND (g.planned_at IS NULL OR EXISTS (SELECT 1 FROM gap_look l WHERE l.gap_id = g.id AND l.due_at <= ${now}))
        ORDER BY g.due_at, g.id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },

    plan: (id, now, list) =>
      transactions.run(now, async (w, tx) => {
        const [row] = await tx.$queryRaw<Row[]>`
          SELECT * FROM gap WHERE id = ${id}::uuid AND planned_at IS NULL AND due_at <= ${now} FOR UPDATE SKIP LOCKED`;
        if (!row) return;
        const looks = await list(w, toGap(row));
        await planLooks(tx, id, looks, now);
        await finish(tx, id, now);
      }),

    async take(id, now, leaseUntil) {
      const [row] = await prisma.$queryRaw<(Row & { feature: string; subject: string; attempts: number })[]>`
        WITH first AS (
          SELECT l.gap_id, l.feature, l.subject FROM gap_look l JOIN gap g ON g.id = l.gap_id
          WHERE l.gap_id = ${id}::uuid AND l.due_at <= ${now} AND g.due_at <= ${now}
          ORDER BY l.due_at, l.position LIMIT 1 FOR UPDATE OF l SKIP LOCKED)
        UPDATE gap_look l SET due_at = ${leaseUntil}, attempts = l.attempts + 1
        FROM first f JOIN gap g ON g.id = f.gap_id
        WHERE l.gap_id = f.gap_id AND l.feature = f.feature AND l.subject = f.subject
        RETURNING l.feature, l.subject, l.attempts, g.*`;
      if (!row) return null;
      const { feature, subject, attempts } = row;
      return { gap: toGap(row), look: { feature, subject }, attempts };
    },

    end: (gap, look, now, run) =>
      transactions.run(now, async (w, tx) => {
        await run(w);
        await tx.$executeRaw`DELETE FROM gap_look WHERE ${isThis(gap, look)}`;
        await finish(tx, gap.id, now);
      }),

    async again(gap, look, dueAt, { waiting }) {
      await prisma.$executeRaw`
        UPDATE gap_look SET due_at = ${dueAt}, attempts = attempts - ${waiting ? 1 : 0} WHERE ${isThis(gap, look)}`;
    },

    async hold(gap, dueAt) {
      await prisma.$executeRaw`UPDATE gap SET due_at = ${dueAt} WHERE id = ${gap}::uuid`;
    },
  };
}

/** Writes a gap down, with nothing planned yet. */
export async function insertGap(tx: Tx, { id, platform, workspace, from, to, sure }: Gap, dueAt: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO gap (id, platform, workspace, started_at, ended_at, sure, due_at)
    VALUES (${id}::uuid, ${platform}, ${workspace}, ${from}, ${to}, ${sure}, ${dueAt})`;
}

/** Writes down what is to be looked into, in that order: from then on it is planned. */
export async function planLooks(tx: Tx, gap: string, looks: readonly Look[], now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO gap_look (gap_id, feature, subject, position, due_at)
    SELECT ${gap}::uuid, feature, subject, position, ${now}
    FROM unnest(${looks.map((one) => one.feature)}::text[], ${looks.map((one) => one.subject)}::text[])
      WITH ORDINALITY AS look (feature, subject, position)
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`UPDATE gap SET planned_at = ${now} WHERE id = ${gap}::uuid`;
}

/** The end of the gap of the whole platform that began with the silence of one of its doors; that silence's own beginning where there was none. */
async function unknownSince(tx: Tx, platform: string, from: Date, mostMs: number): Promise<Date> {
  const [row] = await tx.$queryRaw<{ until: Date | null }[]>`
    SELECT max(ended_at) AS until FROM gap WHERE platform = ${platform} AND workspace IS NULL AND sure
      AND started_at <= ${new Date(from.getTime() + mostMs)} AND ended_at > ${from}`;
  return row?.until ?? from;
}

/** With nothing left to look into, it is done; so are, by then, those that nobody will ask about any more. */
async function finish(tx: Tx, id: string, now: Date): Promise<void> {
  // Two that end the last two things at once would each see the other's.
  await tx.$executeRaw`SELECT 1 FROM gap WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const done = await tx.$executeRaw`
    UPDATE gap SET done_at = ${now} WHERE id = ${id}::uuid AND done_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM gap_look WHERE gap_id = ${id}::uuid)`;
  if (done > 0) await tx.$executeRaw`DELETE FROM gap WHERE done_at < ${new Date(now.getTime() - KEEP_MS)}`;
}

const toGap = ({ id, platform, workspace, started_at: from, ended_at: to, sure }: Row): Gap => ({
  id,
  platform,
  workspace,
  from,
  to,
  sure,
});

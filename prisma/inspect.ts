/** What a database says of itself and of what Guildhall met, for an operator's check. Nothing is changed. */
import type { Clock } from '../bot/core/ports.ts';
import { withClient } from './connection.ts';
import type { PrismaClient } from './generated/client.ts';
import { readRecords } from './migrate.ts';
import { readMigrations } from './migrations.ts';

export interface DatabaseFacts {
  readonly version: string;
  readonly bytes: number;
  /** Connections that are left, of how many. */
  readonly free: number;
  readonly connections: number;
  /** Migrations of this release that it lacks, and those of a newer one that it has. */
  readonly lacking: number;
  readonly newer: number;
  /** Whether the queue has tables in it. */
  readonly hasQueue: boolean;
}

/** @throws StartError where it cannot be reached */
export async function inspectDatabase(url: string): Promise<DatabaseFacts> {
  const own = await readMigrations();
  return withClient(url, async (client) => {
    const { rows } = await client.query<Omit<DatabaseFacts, 'lacking' | 'newer'>>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes,
         current_setting('max_connections')::int AS connections,
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS free,
         to_regclass('bullmq.migration') IS NOT NULL AS "hasQueue"`,
    );
    const records = new Set((await readRecords(client)).map((one) => one.migration_name));
    const known = new Set(own.map((one) => one.name));
    const [facts = { version: '', bytes: 0, free: 0, connections: 0, hasQueue: false }] = rows;
    return {
      ...facts,
      lacking: own.filter(({ name }) => !records.has(name)).length,
      newer: [...records].filter((name) => !known.has(name)).length,
    };
  });
}

/**
 * How far the database's clock is ahead of ours, in milliseconds, negative where it is behind; 0 where the time that the question
 * took may be all of it.
 */
export async function inspectClock(prisma: PrismaClient, clock: Clock): Promise<number> {
  const before = clock.now().getTime();
  const [said] = await prisma.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
  const after = clock.now().getTime();
  const at = said?.at.getTime() ?? Number.NaN;
  return at - Math.min(Math.max(at, before), after);
}

export interface Met {
  /** Bound channels in which only what mentions the bot is heard. */
  readonly deafChannels: readonly { readonly platform: string; readonly organisation: string; readonly name: string }[];
  /** What platforms forbade since an instant, by their code. */
  readonly blocks: readonly { readonly platform: string; readonly code: string; readonly messages: number }[];
  /** Gaps in hearing that are being mended. */
  readonly gaps: { readonly count: number; readonly since: Date | null };
}

export async function inspectMet(prisma: PrismaClient, since: Date): Promise<Met> {
  const [deafChannels, blocks, gaps] = await Promise.all([
    prisma.$queryRaw<Met['deafChannels'][number][]>`
      SELECT h.platform, g.name AS organisation, h.name FROM channel h JOIN organisation g ON g.id = h.organisation_id
      WHERE h.gone_at IS NULL AND h.hears <> 'all' ORDER BY h.platform, g.name, h.name`,
    prisma.$queryRaw<Met['blocks'][number][]>`
      SELECT platform, code, count(*)::int AS messages FROM outgoing
      WHERE state = 'failed' AND problem = 'forbidden' AND code IS NOT NULL AND created_at > ${since}
      GROUP BY 1, 2 ORDER BY 1, 2`,
    // One thing that is looked into by itself, of a whole platform, is none: a question that was heard late.
    prisma.gap.aggregate({
      where: { doneAt: null, NOT: { sure: false, workspace: null } },
      _count: true,
      _min: { endedAt: true },
    }),
  ]);
  return { deafChannels, blocks, gaps: { count: gaps._count, since: gaps._min.endedAt } };
}

/** What became of the messages to a conversation since the last one that arrived there. */
export async function inspectLane(
  prisma: PrismaClient,
  lane: string,
): Promise<{ readonly failed: number; readonly waiting: number; readonly code: string | null }> {
  const last = await prisma.outgoing.findFirst({ where: { lane, state: 'shown' }, orderBy: { seq: 'desc' } });
  const rows = await prisma.outgoing.findMany({
    where: { lane, state: { not: 'shown' }, problem: { not: null }, seq: { gt: last?.seq ?? 0n } },
    orderBy: { seq: 'desc' },
    select: { state: true, code: true, problem: true },
  });
  const failed = rows.filter(({ state }) => state === 'failed').length;
  return { failed, waiting: rows.length - failed, code: rows[0]?.code ?? rows[0]?.problem ?? null };
}

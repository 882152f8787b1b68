/** What is watched for the operator, read from Postgres: a few counts and the oldest of each, no row of anybody's. */
import type { Owing, Registered, Watched } from '../bot/operations/watched.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';

export interface WatchNeeds {
  readonly prisma: PrismaClient;
  /** Platforms' codes for what we identify ourselves with being refused. */
  readonly refusals: readonly string[];
}

export type Stored = Omit<Watched, 'freeBytes' | 'queueAsked'>;

/** @returns how things stand at an instant */
export function createWatch({ prisma, refusals }: WatchNeeds): (now: Date) => Promise<Stored> {
  return async (now) => {
    const [secrets, ended, doors, owed, [one]] = await Promise.all([
      prisma.$queryRaw<(Registered & { endsAt: Date })[]>`
        SELECT c.id AS connection, c.platform, g.name AS organisation, c.secret_expires_at AS "endsAt"
        FROM connection c JOIN organisation g ON g.id = c.organisation_id
        WHERE c.state = 'active' AND c.secret_expires_at IS NOT NULL ORDER BY c.id`,
      prisma.$queryRaw<Registered[]>`
        SELECT DISTINCT i.connection, w.platform, g.name AS organisation
        FROM installation i JOIN workspace w ON w.connection = i.connection AND w.external_id = i.external_id
        JOIN organisation g ON g.id = w.organisation_id WHERE i.state = 'revoked' ORDER BY i.connection`,
      // A door without a workspace is one through which nobody is heard any more.
      prisma.$queryRaw<Watched['doors'][number][]>`
        SELECT d.platform, d.connection, d."openUntil" FROM (
          SELECT split_part(platform, '/', 1) AS platform, split_part(platform, '/', 2) AS connection,
            heard_until AS "openUntil" FROM hearing) d
        WHERE EXISTS (SELECT 1 FROM workspace w WHERE w.platform = d.platform AND d.connection IN ('', w.connection))
        ORDER BY 1, 2`,
      prisma.$queryRaw<Owing[]>`
        SELECT o.platform, COALESCE(w.external_id, '') AS workspace, COALESCE(g.name, '') AS organisation,
          count(*)::int AS messages, min(${OWED_SINCE}) AS since,
          min(o.code) FILTER (WHERE o.code = ANY(${[...refusals]}::text[])) AS refused
        FROM outgoing o LEFT JOIN outgoing r ON r.id = o.under
        LEFT JOIN workspace w ON w.platform = o.platform AND starts_with(o.to_ref->>'id', w.external_id || '/')
        LEFT JOIN organisation g ON g.id = w.organisation_id
        WHERE o.state IN ('owed', 'sending') AND r.state IS DISTINCT FROM 'failed'
        GROUP BY o.platform, w.external_id, g.name ORDER BY 1, 2`,
      prisma.$queryRaw<Counts[]>`
        SELECT
          (SELECT min(due_at) FROM (
            SELECT due_at FROM delivery WHERE state = 'stored'
            UNION ALL SELECT due_at FROM fact_follow
            UNION ALL SELECT due_at FROM gap WHERE done_at IS NULL AND planned_at IS NULL
            UNION ALL SELECT GREATEST(l.due_at, g.due_at) FROM gap_look l JOIN gap g ON g.id = l.gap_id) d
            WHERE due_at <= ${now}) AS "dueSince",
          (SELECT count(*)::int FROM delivery WHERE state = 'dead') AS events,
          (SELECT count(*)::int FROM outgoing WHERE state = 'failed') AS messages,
          LEAST((SELECT min(received_at) FROM delivery WHERE state = 'dead'),
            (SELECT min(created_at) FROM outgoing WHERE state = 'failed')) AS "deadSince",
          (SELECT count(*)::int FROM delivery WHERE state = 'stored') AS stored,
          (SELECT min(received_at) FROM delivery WHERE state = 'stored') AS "storedSince"`,
    ]);
    const { dueSince = null, events = 0, messages = 0, deadSince = null, stored = 0, storedSince = null } = one ?? {};
    return {
      secrets,
      ended,
      doors,
      owed,
      dueSince,
      dead: { events, messages, since: deadSince },
      stored: { count: stored, since: storedSince },
    };
  };
}

interface Counts {
  dueSince: Date | null;
  events: number;
  messages: number;
  deadSince: Date | null;
  stored: number;
  storedSince: Date | null;
}

/** Of what stands there already and is to be drawn again, since the last wish for it: a new one begins anew. */
const OWED_SINCE = Prisma.sql`CASE WHEN o.shown = 0 THEN o.created_at ELSE LEAST(o.due_at, o.failing_since) END`;

/** When each connection's last event was stored. Ids are kept for 72 hours: one that has been silent for longer is missing. */
export async function lastHeard(
  prisma: PrismaClient,
): Promise<readonly { readonly connection: string; readonly platform: string; readonly at: Date }[]> {
  return prisma.$queryRaw`
    SELECT d.connection, COALESCE(c.platform, d.connection) AS platform, max(d.received_at) AS at
    FROM delivery d LEFT JOIN connection c ON c.id = d.connection GROUP BY 1, 2 ORDER BY 1`;
}

/** How many budgets a platform's halt has paused now. */
export const pausedBudgets = (prisma: PrismaClient, now: Date): Promise<number> =>
  prisma.budget.count({ where: { pausedUntil: { gt: now } } });

/** The stages of communities and their clocks, in Postgres. */
import type { Subject, UserRef } from '../bot/core/ref.ts';
import type { Asking, Lifecycle, LifecycleStore } from '../bot/lifecycle/lifecycle.ts';
import { stageOf } from '../bot/words/stage.ts';
import { isId, readingAccount, tellingChannel } from './audience.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

const DAY_MS = 24 * 3_600_000;
/** A community that is older when it is first looked at had its time to find its people. */
const YOUNG_MS = 60 * DAY_MS;
/** Contributors of so long count where it is to find them. */
const LATELY_MS = 28 * DAY_MS;
/** Weeks that are counted, this one first. */
const WEEKS = 10;
/** Whoever said nothing for so long is no longer active. */
const ACTIVE_MS = 180 * DAY_MS;
/** So many that were never looked at begin at once. */
const BEGUN = 1_000;

interface Row {
  community_id: string;
  stage: string;
  since: Date;
  clock: Date;
  usual: number | null;
  told: boolean;
  asking: string | null;
  alone_since: Date | null;
  alone_step: number;
}
const ROWS = Prisma.sql`
  SELECT l.community_id, c.stage, l.since, l.clock, l.usual, l.told, l.asking, l.alone_since, l.alone_step
  FROM lifecycle l JOIN community c ON c.id = l.community_id`;

/** What was contributed to a community, by whom and when: questions that stand, answers, hellos. */
const contributions = (community: string): Prisma.Sql => Prisma.sql`(
  SELECT q.person_id, COALESCE(q.opened_at, q.created_at) AS at FROM question q
  WHERE q.community_id = ${community}::uuid AND q.state NOT IN ('drafted', 'withdrawn')
  UNION ALL
  SELECT r.person_id, COALESCE(r.said_at, r.created_at) FROM reply r JOIN question q ON q.id = r.question_id
  WHERE q.community_id = ${community}::uuid AND r.counts AND r.deleted_at IS NULL
  UNION ALL
  SELECT m.person_id, m.hello_at FROM membership m WHERE m.community_id = ${community}::uuid AND m.hello_at IS NOT NULL)`;

const FACILITATES = Prisma.sql`('facilitator', 'lead')`;

export function createLifecycleStore(tx: Tx, now: Date): LifecycleStore {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);

  /** Those that were never looked at: their clocks begin now, and whoever is old enough is taken to be active. */
  const begin = (wanted: Prisma.Sql) => tx.$executeRaw`
    WITH begun AS (
      INSERT INTO lifecycle (community_id, since, clock, look_at)
      SELECT c.id, ${now}, ${now}, ${now} FROM community c
      WHERE ${wanted} AND NOT EXISTS (SELECT 1 FROM lifecycle l WHERE l.community_id = c.id) ORDER BY c.id LIMIT ${BEGUN}
      ON CONFLICT DO NOTHING RETURNING community_id)
    UPDATE community c SET stage = 'active' FROM begun
    WHERE c.id = begun.community_id AND c.stage = 'forming' AND c.created_at <= ${ago(YOUNG_MS)}`;

  async function one(community: string, how: Prisma.Sql): Promise<Lifecycle | null> {
    if (!isId(community)) return null;
    const [row] = await tx.$queryRaw<Row[]>`${ROWS} WHERE l.community_id = ${community}::uuid ${how}`;
    return row ? toLifecycle(row) : null;
  }

  return {
    async due(limit) {
      await begin(Prisma.sql`TRUE`);
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT community_id AS id FROM lifecycle WHERE look_at <= ${now} ORDER BY look_at, community_id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
    take: (community) => one(community, Prisma.sql`AND l.look_at <= ${now} FOR UPDATE OF l SKIP LOCKED`),
    async hold(community) {
      if (!isId(community)) return null;
      await begin(Prisma.sql`c.id = ${community}::uuid`);
      await tx.$executeRaw`SELECT 1 FROM lifecycle WHERE community_id = ${community}::uuid FOR UPDATE`;
      // Read once nobody else changes it.
      return one(community, Prisma.empty);
    },
    get: (community) => one(community, Prisma.empty),

    async lookAt(community, lookAt) {
      await tx.lifecycle.update({ where: { communityId: community }, data: { lookAt } });
    },
    async stirred(community) {
      if (!isId(community)) return;
      await tx.$executeRaw`
        UPDATE lifecycle l SET look_at = ${now} FROM community c
        WHERE l.community_id = ${community}::uuid AND c.id = l.community_id AND l.look_at > ${now}
          AND c.stage IN ('forming', 'quiet', 'dormant')`;
    },
    async change(community, { clock, told, asking, aloneSince, aloneStep }) {
      if (aloneSince !== undefined)
        await tx.lifecycleVote.deleteMany({ where: { communityId: community, choice: 'asked' } });
      await tx.lifecycle.update({
        where: { communityId: community },
        data: {
          ...(clock && { clock }),
          ...(told !== undefined && { told }),
          ...(asking !== undefined && { asking, askedTo: null }),
          ...(aloneSince !== undefined && { aloneSince }),
          ...(aloneStep !== undefined && { aloneStep }),
        },
      });
    },

    async move(community, from, to, { clock, usual, told }) {
      if (!isId(community)) return false;
      const moved = await tx.$executeRaw`
        UPDATE community SET stage = ${to} WHERE id = ${community}::uuid AND stage = ${from}`;
      if (moved === 0) return false;
      await tx.$executeRaw`
        UPDATE lifecycle SET since = ${now}, clock = ${clock}, usual = ${usual}, told = ${told}, asking = NULL, asked_to = NULL,
          -- Whether somebody looks after it is another matter, until it is dormant or back.
          alone_since = CASE WHEN ${to} IN ('active', 'quiet') AND ${from} NOT IN ('dormant', 'archived') THEN alone_since END,
          alone_step = CASE WHEN ${to} IN ('active', 'quiet') AND ${from} NOT IN ('dormant', 'archived') THEN alone_step ELSE 0 END
        WHERE community_id = ${community}::uuid`;
      await tx.lifecycleVote.deleteMany({ where: { communityId: community } });
      return true;
    },

    async measure(community) {
      if (!isId(community)) return null;
      const [row] = await tx.$queryRaw<
        {
          members: number;
          facilitators: number;
          contributors: number;
          last_at: Date | null;
          created_at: Date;
          weeks: number[];
        }[]
      >`
        WITH said AS MATERIALIZED (SELECT * FROM ${contributions(community)} AS said)
        SELECT c.created_at, (SELECT max(at) FROM said) AS last_at,
          (SELECT count(*)::int FROM membership m WHERE m.community_id = c.id) AS members,
          (SELECT count(*)::int FROM membership m WHERE m.community_id = c.id AND m.role IN ${FACILITATES}) AS facilitators,
          (SELECT count(DISTINCT said.person_id)::int FROM said WHERE said.at > ${ago(LATELY_MS)} AND NOT EXISTS (
            SELECT 1 FROM membership m WHERE m.community_id = c.id AND m.person_id = said.person_id AND m.role IN ${FACILITATES})) AS contributors,
          ARRAY(SELECT (SELECT count(*)::int FROM said
              WHERE said.at > ${now}::timestamptz - make_interval(days => 7 * (n + 1)) AND said.at <= ${now}::timestamptz - make_interval(days => 7 * n))
            FROM generate_series(0, ${WEEKS - 1}::int) AS n ORDER BY n) AS weeks
        FROM community c WHERE c.id = ${community}::uuid`;
      if (!row) return null;
      const { members, facilitators, contributors, weeks, last_at: lastAt, created_at: createdAt } = row;
      return { members, facilitators, contributors, weeks, lastAt, createdAt };
    },

    async vote(community, person, choice) {
      await tx.$executeRaw`
        INSERT INTO lifecycle_vote (community_id, person_id, choice, at) VALUES (${community}::uuid, ${person}::uuid, ${choice}, ${now})
        ON CONFLICT (community_id, person_id) DO UPDATE SET choice = EXCLUDED.choice, at = EXCLUDED.at`;
    },
    async votes(community) {
      const [row] = await tx.$queryRaw<{ keep: number; archive: number; revive: number; members: number }[]>`
        SELECT count(*)::int AS members, count(*) FILTER (WHERE v.choice = 'keep')::int AS keep,
          count(*) FILTER (WHERE v.choice = 'archive')::int AS archive, count(*) FILTER (WHERE v.choice = 'revive')::int AS revive
        FROM membership m LEFT JOIN lifecycle_vote v ON v.community_id = m.community_id AND v.person_id = m.person_id
        WHERE m.community_id = ${community}::uuid`;
      return row ?? { keep: 0, archive: 0, revive: 0, members: 0 };
    },

    async nextAsked(community, limit) {
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT m.person_id, a.platform, a.ref FROM lifecycle l JOIN membership m ON m.community_id = l.community_id
        JOIN person p ON p.id = m.person_id AND p.left_at IS NULL
        JOIN ${readingAccount(Prisma.sql`m.person_id`, Prisma.sql`m.community_id`)} a ON TRUE
        WHERE l.community_id = ${community}::uuid AND m.hears IN ('everything', 'digest')
          AND (l.asked_to IS NULL OR m.person_id > l.asked_to)
          AND NOT EXISTS (SELECT 1 FROM lifecycle_vote v
            WHERE v.community_id = m.community_id AND v.person_id = m.person_id AND v.choice = 'asked')
        ORDER BY m.person_id LIMIT ${limit}`;
      const last = rows.at(-1);
      if (last) await tx.lifecycle.update({ where: { communityId: community }, data: { askedTo: last.person_id } });
      return rows.map(toPerson);
    },

    async longestActive(community) {
      const [row] = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT said.person_id, a.platform, a.ref FROM (
          SELECT person_id, min(at) AS first_at, max(at) AS last_at FROM ${contributions(community)} AS all_said GROUP BY 1) AS said
        JOIN membership m ON m.community_id = ${community}::uuid AND m.person_id = said.person_id
        JOIN person p ON p.id = m.person_id AND p.left_at IS NULL
        JOIN ${readingAccount(Prisma.sql`m.person_id`, Prisma.sql`m.community_id`)} a ON TRUE
        WHERE said.last_at > ${ago(ACTIVE_MS)} ORDER BY said.first_at, said.person_id LIMIT 1`;
      return row ? toPerson(row) : null;
    },

    async members(community) {
      const rows = await tx.membership.findMany({ where: { communityId: community }, select: { personId: true } });
      return rows.map(({ personId }) => personId);
    },

    async learned(community, { platform, id }, limit) {
      if (!isId(community)) return [];
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT x.id FROM community c JOIN question x ON x.community_id = c.id
        JOIN reply r ON r.id = x.accepted_id AND r.question_id = x.id AND r.deleted_at IS NULL
        WHERE c.id = ${community}::uuid AND x.state = 'resolved' AND EXISTS (
          SELECT 1 FROM channel h WHERE h.platform = ${platform} AND h.ref = ${id} AND ${tellingChannel})
        ORDER BY x.resolved_at DESC NULLS LAST, x.id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },

    async showing(of) {
      const id = 'question' in of ? of.question : of.person;
      if (!isId(id)) return [];
      const about =
        'question' in of
          ? Prisma.sql`x.id = ${id}::uuid`
          : Prisma.sql`(x.person_id = ${id}::uuid OR EXISTS (
              SELECT 1 FROM reply r WHERE r.id = x.accepted_id AND r.person_id = ${id}::uuid))`;
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT DISTINCT 'learned:' || c.id AS subject FROM question x JOIN community c ON c.id = x.community_id
        WHERE c.stage = 'archived' AND ${about}`;
      return rows.map(({ subject }) => subject);
    },

    async communityOf(question) {
      const found = isId(question)
        ? await tx.question.findUnique({ where: { id: question }, select: { communityId: true } })
        : null;
      return found?.communityId ?? null;
    },
    async questionOf(platform, key) {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM question WHERE platform = ${platform} AND source_key = ${key}
        UNION ALL SELECT question_id FROM reply WHERE platform = ${platform} AND key = ${key} LIMIT 1`;
      return row?.id ?? null;
    },
  };
}

const toPerson = ({
  person_id: person,
  platform,
  ref,
}: {
  person_id: string;
  platform: string;
  ref: string;
}): { person: string; ref: UserRef } => ({ person, ref: { kind: 'user', platform, id: ref } });

const toLifecycle = (row: Row): Lifecycle => ({
  community: row.community_id,
  stage: stageOf(row.stage),
  since: row.since,
  clock: row.clock,
  usual: row.usual,
  told: row.told,
  asking: row.asking as Asking | null,
  aloneSince: row.alone_since,
  aloneStep: row.alone_step,
});

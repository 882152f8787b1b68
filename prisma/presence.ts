/** Whether communities are looked after, in Postgres. */
import type { PresenceStore, Quiet } from '../bot/communities/presence-store.ts';
import { isId, knownCommunity } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { accountOf } from './members.ts';
import type { Tx } from './work.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** No five working days are shorter: earlier it need not be looked. */
const LOOK_MS = 5 * DAY_MS;
/** So many that were never looked at begin at once. */
const BEGUN = 1_000;

interface Row {
  community_id: string;
  acted_at: Date;
  stage: number;
  noted_at: Date | null;
}
const toQuiet = ({ community_id: community, acted_at: actedAt, stage, noted_at: notedAt }: Row): Quiet => ({
  community,
  actedAt,
  stage,
  notedAt,
});

export function createPresenceStore(tx: Tx, now: Date): PresenceStore {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const look = new Date(now.getTime() + LOOK_MS);

  return {
    async acted(person, community) {
      if (!isId(community) || !isId(person)) return;
      // Once an hour is enough: whoever answers ten questions writes it down once.
      await tx.$executeRaw`
        INSERT INTO presence AS p (community_id, acted_at, stage, due_at)
        SELECT m.community_id, ${now}, 0, ${look} FROM membership m
        WHERE m.community_id = ${community}::uuid AND m.person_id = ${person}::uuid AND m.role IN ('facilitator', 'lead')
        ON CONFLICT (community_id) DO UPDATE SET acted_at = EXCLUDED.acted_at, stage = 0, due_at = EXCLUDED.due_at
          WHERE p.stage > 0 OR p.acted_at < ${ago(HOUR_MS)}`;
    },

    async quiet(limit) {
      await tx.$executeRaw`
        INSERT INTO presence (community_id, acted_at, stage, due_at)
        SELECT c.id, ${now}, 0, ${look} FROM community c
        WHERE NOT EXISTS (SELECT 1 FROM presence p WHERE p.community_id = c.id) ORDER BY c.id LIMIT ${BEGUN}
        ON CONFLICT DO NOTHING`;
      const rows = await tx.$queryRaw<Row[]>`
        SELECT community_id, acted_at, stage, noted_at FROM presence WHERE due_at <= ${now}
        ORDER BY due_at, community_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return rows.map(toQuiet);
    },

    async toldOfQuiet(community, stage, dueAt, leadTold) {
      const told = leadTold === true ? { toldAt: now } : {};
      await tx.presence.update({ where: { communityId: community }, data: { stage, dueAt, ...told } });
    },

    async mayNote(community) {
      if (!isId(community)) return false;
      // Where nobody was looked at yet, nobody was told.
      const noted = await tx.$executeRaw`
        INSERT INTO presence AS p (community_id, acted_at, stage, due_at, noted_at)
        VALUES (${community}::uuid, ${now}, 0, ${look}, ${now})
        ON CONFLICT (community_id) DO UPDATE SET noted_at = EXCLUDED.noted_at
          WHERE (p.told_at IS NULL OR p.told_at <= ${ago(WEEK_MS)}) AND (p.noted_at IS NULL OR p.noted_at <= ${ago(WEEK_MS)})`;
      return noted === 1;
    },

    async quietOf(community) {
      const known = isId(community) ? await tx.presence.findUnique({ where: { communityId: community } }) : null;
      return known && { community, actedAt: known.actedAt, stage: known.stage, notedAt: known.notedAt };
    },

    async toDo(community) {
      const [row] = await tx.$queryRaw<
        { waiting: number; unanswered: number; newcomers: number; is_lively: boolean }[]
      >`
        SELECT
          (SELECT count(*)::int FROM join_request j WHERE j.community_id = c.id AND j.state = 'open') AS waiting,
          (SELECT count(*)::int FROM question q WHERE q.community_id = c.id AND q.state = 'open'
            AND q.created_at > ${ago(60 * DAY_MS)} AND q.created_at < ${ago(DAY_MS)}) AS unanswered,
          (SELECT count(*)::int FROM membership m WHERE m.community_id = c.id AND m.joined_at > ${ago(14 * DAY_MS)}
            AND m.role = 'member') AS newcomers,
          EXISTS (SELECT 1 FROM question q WHERE q.community_id = c.id AND q.created_at > ${ago(14 * DAY_MS)}
            AND q.state <> 'withdrawn') AS is_lively
        FROM community c WHERE c.id = ${community}::uuid`;
      return {
        waiting: row?.waiting ?? 0,
        unanswered: row?.unanswered ?? 0,
        newcomers: row?.newcomers ?? 0,
        isLively: row?.is_lively ?? true,
      };
    },

    async adminsKnowing(community) {
      if (!isId(community)) return [];
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT d.person_id, a.platform, a.ref FROM community c JOIN organisation_admin d ON d.organisation_id = c.founder_id
        JOIN ${accountOf(Prisma.sql`d.person_id`)} a ON a.active
        WHERE c.id = ${community}::uuid AND ${knownCommunity(Prisma.sql`d.person_id`)}
        ORDER BY d.added_at, d.person_id`;
      return rows.map(({ person_id: person, platform, ref }) => ({ person, ref: { kind: 'user', platform, id: ref } }));
    },
  };
}

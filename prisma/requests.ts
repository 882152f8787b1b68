/** Requests to be let into communities, in Postgres. */
import type { Access } from '../bot/communities/community.ts';
import type { JoinRequest, RequestStore } from '../bot/communities/request.ts';
import { isId } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, type NamedRow, toNamed } from './members.ts';
import type { Tx } from './work.ts';

interface Row extends NamedRow {
  id: string;
  community_id: string;
  community_name: string;
  access: string;
  why: string;
  asked: string | null;
  answer: string | null;
  state: string;
  said: string | null;
  decider: NamedRow | null;
  stage: number;
}

export function createRequestStore(tx: Tx, now: Date, newId: () => string): RequestStore {
  return {
    async request({ community, person, identity, why, dueAt }) {
      // A new id each time: buttons of an older one mean nothing any more.
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO join_request AS j (id, community_id, person_id, identity_id, why, state, created_at, due_at)
        VALUES (${newId()}::uuid, ${community}::uuid, ${person}::uuid, ${identity}::uuid, ${why}, 'open', ${now}, ${dueAt})
        ON CONFLICT (community_id, person_id) DO UPDATE SET id = EXCLUDED.id, identity_id = EXCLUDED.identity_id, why = EXCLUDED.why,
          state = 'open', asked = NULL, answer = NULL, said = NULL, decided_by = NULL, decided_at = NULL, created_at = EXCLUDED.created_at,
          stage = 0, due_at = EXCLUDED.due_at
          WHERE j.state <> 'open'
        RETURNING id`;
      return row?.id ?? null;
    },

    async joinRequest(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<Row[]>`
        SELECT j.*, c.name AS community_name, c.access, i.platform, i.ref, i.name, i.given, o.name AS organisation, o.id AS organisation_id,
          COALESCE(f.brief, false) AS brief, p.left_at IS NOT NULL AS has_left, to_jsonb(d) AS decider
        FROM join_request j JOIN community c ON c.id = j.community_id
        JOIN identity i ON i.id = j.identity_id JOIN workspace s ON s.id = i.workspace_id JOIN organisation o ON o.id = s.organisation_id
        JOIN person p ON p.id = j.person_id LEFT JOIN preference f ON f.person_id = j.person_id
        LEFT JOIN ${accountOf(Prisma.sql`j.decided_by`)} d ON TRUE
        WHERE j.id = ${id}::uuid`;
      return row ? toRequest(row) : null;
    },

    async askMore(id, words) {
      const asked = await tx.$executeRaw`
        UPDATE join_request SET asked = ${words}, answer = NULL
        WHERE id = ${id}::uuid AND state = 'open' AND (asked IS NULL OR answer IS NOT NULL)`;
      return asked === 1;
    },

    async answerMore(id, person, words) {
      const answered = await tx.$executeRaw`
        UPDATE join_request SET answer = ${words}
        WHERE id = ${id}::uuid AND person_id = ${person}::uuid AND state = 'open' AND asked IS NOT NULL AND answer IS NULL`;
      return answered === 1;
    },

    async decide(id, { state, by, said }) {
      const decided = await tx.$executeRaw`
        UPDATE join_request SET state = ${state}, decided_by = ${by}::uuid, decided_at = ${now}, said = ${said}, due_at = NULL
        WHERE id = ${id}::uuid AND state = 'open'`;
      return decided === 1;
    },

    async close(person, community) {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        UPDATE join_request SET state = 'withdrawn', decided_at = ${now}, due_at = NULL
        WHERE community_id = ${community}::uuid AND person_id = ${person}::uuid AND state = 'open' RETURNING id`;
      return row?.id ?? null;
    },

    async closeAll(community) {
      const rows = await tx.$queryRaw<{ id: string; person_id: string }[]>`
        UPDATE join_request SET state = 'withdrawn', decided_at = ${now}, due_at = NULL
        WHERE community_id = ${community}::uuid AND state = 'open' RETURNING id, person_id`;
      return rows.map(({ id, person_id: person }) => ({ id, person }));
    },

    async overdue(limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM join_request WHERE state = 'open' AND due_at <= ${now} ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return rows.map((row) => row.id);
    },

    async escalate(id, stage, dueAt) {
      await tx.joinRequest.update({ where: { id }, data: { stage, dueAt } });
    },

    async askedOf(person, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM join_request
        WHERE person_id = ${person}::uuid AND state = 'open' AND asked IS NOT NULL AND answer IS NULL
        ORDER BY created_at, id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },

    async requestsFor(person, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT j.id FROM join_request j
        WHERE j.state = 'open' AND (j.asked IS NULL OR j.answer IS NOT NULL) AND j.community_id IN (
          SELECT m.community_id FROM membership m WHERE m.person_id = ${person}::uuid AND m.role <> 'member'
          UNION ALL
          SELECT c.id FROM community c JOIN organisation_admin a ON a.organisation_id = c.founder_id AND a.person_id = ${person}::uuid
          WHERE j.stage > 0)
        ORDER BY j.created_at, j.id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },

    waiting: (community) => tx.joinRequest.count({ where: { communityId: community, state: 'open' } }),
  };
}

const toRequest = (row: Row): JoinRequest => ({
  id: row.id,
  community: row.community_id,
  communityName: row.community_name,
  access: row.access as Access,
  ...toNamed(row),
  why: row.why,
  asked: row.asked,
  answer: row.answer,
  state: row.state as JoinRequest['state'],
  said: row.said,
  decider: row.decider && toNamed(row.decider),
  stage: row.stage,
});

/** Steps of grouping: what they changed is kept with them, so that each can be undone. In Postgres. */
import type { Grouped, Placed, Shape, Step } from '../../bot/sessions/sense/grouping.ts';
import type { KeptStep, TopicStore } from '../../bot/sessions/sense/store.ts';
import { isId } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';
import { FIRST, NOBODY, pageOf } from './paging.ts';

interface StepRow extends NamedRow {
  id: string;
  session_id: string;
  seq: number;
  what: string;
  was: Step;
  undone: boolean;
  at: Date;
  total: number;
}

/**
 * Holds for a topic `t` of which there is more than its points: taking it apart would lose that. Votes are counted once it
 * is over; while it is voted, nothing is grouped.
 */
const TALKED = Prisma.sql`(t.outcome IS NOT NULL OR t.undiscussed IS NOT NULL OR t.dealt_at IS NOT NULL OR t.votes > 0
  OR EXISTS (SELECT 1 FROM factor f WHERE f.topic_id = t.id)
  OR EXISTS (SELECT 1 FROM remark r WHERE r.topic_id = t.id AND r.deleted_at IS NULL)
  OR EXISTS (SELECT 1 FROM lesson l WHERE l.topic_id = t.id)
  OR EXISTS (SELECT 1 FROM recommendation m WHERE m.topic_id = t.id))`;

type Steps = Pick<TopicStore, 'grouped' | 'keepStep' | 'steps' | 'stepsAfter' | 'step' | 'undo'>;

export function createSenseSteps(tx: Tx, now: Date, newId: () => string): Steps {
  const place = (points: readonly Placed[], session: Prisma.Sql) =>
    tx.$executeRaw`
      UPDATE contribution c SET topic_id = v.topic, alone = v.alone
      FROM jsonb_to_recordset(${JSON.stringify(points)}::jsonb) AS v(id uuid, topic uuid, alone boolean)
      WHERE c.id = v.id AND c.session_id = ${session} AND c.status = 'revealed'`;
  const shape = (topics: readonly Shape[], session: Prisma.Sql) =>
    tx.$executeRaw`
      INSERT INTO topic AS t (id, session_id, title, kind, state, into_id, priority, place, created_at)
      SELECT v.id, ${session}, v.title, v.kind, v.state, v.into, v.priority,
        COALESCE((SELECT max(place) FROM topic WHERE session_id = ${session}), 0) + 1, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(topics)}::jsonb)
        AS v(id uuid, title text, kind text, state text, "into" uuid, priority boolean)
      ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, kind = EXCLUDED.kind, state = EXCLUDED.state,
        into_id = EXCLUDED.into_id, priority = EXCLUDED.priority, version = t.version + 1`;
  const select = (where: Prisma.Sql, slice: { from: number; most: number }) => tx.$queryRaw<StepRow[]>`
    SELECT g.*, ${NAMED}, count(*) OVER ()::int AS total FROM grouping_step g JOIN ${accountOf(Prisma.sql`g.person_id`)} a ON true
    WHERE ${where} ORDER BY g.seq DESC OFFSET ${slice.from} LIMIT ${slice.most}`;

  const self: Steps = {
    async grouped(session) {
      const points = await tx.$queryRaw<Placed[]>`
        SELECT id, topic_id AS topic, alone FROM contribution WHERE session_id = ${session}::uuid AND status = 'revealed'`;
      const topics = await tx.$queryRaw<(Shape & { talked: boolean })[]>`
        SELECT t.id, t.title, t.kind, t.state, t.into_id AS "into", t.priority, ${TALKED} AS talked
        FROM topic t WHERE t.session_id = ${session}::uuid ORDER BY t.place, t.id`;
      const voting = await tx.topicVoting.findUnique({ where: { sessionId: session } });
      return {
        points,
        topics: topics.map(({ talked, ...topic }) => topic),
        talked: new Set(topics.filter(({ talked }) => talked).map(({ id }) => id)),
        isRanked: voting?.state === 'closed',
      } satisfies Grouped;
    },
    async keepStep(session, by, what, step) {
      const id = Prisma.sql`${session}::uuid`;
      await shape(
        step.topics.map(({ is }) => is),
        id,
      );
      await place(
        step.points.map(({ is }) => is),
        id,
      );
      await tx.$executeRaw`
        INSERT INTO grouping_step (id, session_id, seq, person_id, what, was, at)
        SELECT ${newId()}::uuid, ${id}, COALESCE(max(seq), 0) + 1, ${by}::uuid, ${what}, ${JSON.stringify(step)}::jsonb, ${now}
        FROM grouping_step WHERE session_id = ${id}`;
    },
    async steps(session, slice, how = {}) {
      if (!isId(session)) return NOBODY;
      const touching = JSON.stringify({ topics: [{ id: how.topic }] });
      const rows = await select(
        Prisma.sql`g.session_id = ${session}::uuid ${
          how.topic === undefined ? Prisma.sql`AND NOT g.undone` : Prisma.sql`AND g.was @> ${touching}::jsonb`
        }`,
        slice,
      );
      return pageOf(rows.map(toStep), rows[0]?.total, slice.from, () => self.steps(session, FIRST, how));
    },
    async stepsAfter(session, seq) {
      const rows = await tx.groupingStep.findMany({
        where: { sessionId: session, seq: { gt: seq }, undone: false },
        select: { was: true },
      });
      return rows.map(({ was }) => was as unknown as Step);
    },
    async step(id) {
      if (!isId(id)) return null;
      const [row] = await select(Prisma.sql`g.id = ${id}::uuid`, { from: 0, most: 1 });
      return row ? { ...toStep(row), session: row.session_id } : null;
    },
    async undo(step, { points, topics }) {
      const kept = await tx.groupingStep.update({ where: { id: step }, data: { undone: true } });
      const session = Prisma.sql`${kept.sessionId}::uuid`;
      const back = topics.flatMap((topic) => ('gone' in topic ? [] : [topic]));
      const gone = topics.flatMap((topic) => ('gone' in topic ? [topic.id] : []));
      await shape(back, session);
      await place(points, session);
      await tx.topic.deleteMany({ where: { id: { in: gone }, sessionId: kept.sessionId } });
    },
  };
  return self;
}

const toStep = (row: StepRow): KeptStep => ({
  id: row.id,
  seq: row.seq,
  by: toNamed(row),
  what: row.what,
  step: row.was,
  undone: row.undone,
  at: row.at,
});

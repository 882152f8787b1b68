/** Topics of a session and what becomes of them, in Postgres. */
import type { Category, Factor, Topic } from '../../bot/sessions/sense/records.ts';
import type { TopicStore } from '../../bot/sessions/sense/store.ts';
import { isId } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';

interface TopicRow {
  id: string;
  session_id: string;
  title: string;
  kind: string;
  state: string;
  into_id: string | null;
  why: string[];
  priority: boolean;
  place: number;
  all_votes: number | null;
  outcome: string | null;
  outcome_why: string | null;
  undiscussed: string | null;
  dealt: Date | null;
  discussed_at: Date | null;
  version: number;
  points: number;
}

/** With what those brought along that are part of it by now. */
const TOPICS = Prisma.sql`
  SELECT t.*, m.votes AS all_votes, m.dealt,
    (SELECT count(*)::int FROM contribution c WHERE c.topic_id = t.id AND c.status = 'revealed') AS points
  FROM topic t CROSS JOIN LATERAL (
    SELECT sum(x.votes)::int AS votes, max(x.dealt_at) AS dealt FROM topic x WHERE x.id = t.id OR x.into_id = t.id) m`;

type Topics = Pick<
  TopicStore,
  'topics' | 'topic' | 'suggest' | 'deal' | 'prioritise' | 'conclude' | 'factors' | 'factor' | 'addFactor'
>;

export function createSenseTopics(tx: Tx, now: Date, newId: () => string): Topics {
  return {
    async topics(session) {
      if (!isId(session)) return [];
      const rows = await tx.$queryRaw<TopicRow[]>`
        ${TOPICS} WHERE t.session_id = ${session}::uuid AND t.state IN ('suggested', 'accepted')
        ORDER BY t.state = 'accepted', t.place, t.created_at, t.id`;
      return rows.map(toTopic);
    },
    async topic(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<TopicRow[]>`${TOPICS} WHERE t.id = ${id}::uuid`;
      return row ? toTopic(row) : null;
    },
    async suggest(session, topics) {
      if (topics.length === 0) return;
      const made = topics.map((topic, at) => ({ ...topic, id: newId(), at }));
      await tx.$executeRaw`
        INSERT INTO topic (id, session_id, title, kind, state, why, place, created_at)
        SELECT v.id, ${session}::uuid, v.title, v.kind, 'suggested', ARRAY(SELECT jsonb_array_elements_text(v.why)),
          COALESCE((SELECT max(place) FROM topic WHERE session_id = ${session}::uuid), 0) + 1 + v.at, ${now}
        FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS v(id uuid, title text, kind text, why jsonb, at int)`;
      const placed = made.flatMap(({ id: topic, points }) => points.map((id) => ({ id, topic })));
      await tx.$executeRaw`
        UPDATE contribution c SET topic_id = v.topic FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS v(id uuid, topic uuid)
        WHERE c.id = v.id AND c.session_id = ${session}::uuid AND c.topic_id IS NULL AND NOT c.alone`;
    },

    async deal(topic) {
      await tx.topic.update({ where: { id: topic }, data: { dealtAt: now, version: { increment: 1 } } });
    },
    async prioritise(topic, priority) {
      await tx.topic.update({ where: { id: topic }, data: { priority, version: { increment: 1 } } });
    },
    async conclude(topic, version, how) {
      const data =
        'outcome' in how
          ? { outcome: how.outcome, outcomeWhy: how.why === '' ? null : how.why, undiscussed: null, discussedAt: now }
          : { undiscussed: how.undiscussed };
      const changed = await tx.topic.updateMany({
        where: { id: topic, version, state: 'accepted' },
        data: { ...data, version: { increment: 1 } },
      });
      if (changed.count === 0) return false;
      // What was talked about in its topic was seen by all.
      if ('outcome' in how)
        await tx.contribution.updateMany({ where: { topicId: topic, status: 'revealed' }, data: { covered: true } });
      return true;
    },

    async factors(topic) {
      if (!isId(topic)) return [];
      const rows = await tx.$queryRaw<FactorRow[]>`
        SELECT f.* FROM factor f JOIN topic t ON t.id = f.topic_id
        WHERE t.id = ${topic}::uuid OR t.into_id = ${topic}::uuid ORDER BY f.created_at, f.id`;
      return rows.map(toFactor);
    },
    async factor(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<FactorRow[]>`SELECT * FROM factor WHERE id = ${id}::uuid`;
      return row ? toFactor(row) : null;
    },
    async addFactor({ topic, by, under, ...factor }) {
      await tx.factor.create({
        data: { id: newId(), topicId: topic, personId: by, underId: under, createdAt: now, ...factor },
      });
    },
  };
}

interface FactorRow {
  id: string;
  topic_id: string;
  statement: string;
  category: string;
  depth: number;
  under_id: string | null;
}
const toFactor = (row: FactorRow): Factor => ({
  id: row.id,
  topic: row.topic_id,
  statement: row.statement,
  category: row.category as Category,
  depth: row.depth,
  under: row.under_id,
});

const toTopic = (row: TopicRow): Topic => ({
  id: row.id,
  session: row.session_id,
  title: row.title,
  kind: row.kind as Topic['kind'],
  state: row.state as Topic['state'],
  into: row.into_id,
  why: row.why,
  priority: row.priority,
  place: row.place,
  votes: row.all_votes,
  outcome: row.outcome as Topic['outcome'],
  outcomeWhy: row.outcome_why,
  undiscussed: row.undiscussed,
  dealtAt: row.dealt,
  discussedAt: row.discussed_at,
  version: row.version,
  points: row.points,
});

/** What was put in and is shown, and how far a session is with it, in Postgres. */
import type { Counts, Point, TopicState, Which } from '../../bot/sessions/sense/records.ts';
import type { PointStore, ToSuggest } from '../../bot/sessions/sense/store.ts';
import { isId } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';
import { FIRST, NOBODY, pageOf } from './paging.ts';

interface PointRow extends Partial<NamedRow> {
  id: string;
  session_id: string;
  number: number;
  question: string;
  text: string;
  evidence: string[];
  topic_id: string | null;
  topic_title: string | null;
  topic_state: string | null;
  alone: boolean;
  covered: boolean;
  late: boolean;
  is_fact: boolean;
  total: number;
}

/** Holds for a contribution `c` that stands among the facts. */
const IS_FACT = Prisma.sql`EXISTS (SELECT 1 FROM session_fact f WHERE f.contribution_id = c.id)`;
/**
 * Holds for a contribution `c`, with its topic `t`, that has no place yet: a topic that is merely suggested is none. What
 * happened has its place among the facts, and what was expected beside them.
 */
const UNPLACED = Prisma.sql`(NOT c.alone AND (t.id IS NULL OR t.state <> 'accepted') AND c.question <> 'expected' AND NOT ${IS_FACT})`;
const DONE = Prisma.sql`(outcome IS NOT NULL OR undiscussed IS NOT NULL)`;

function narrowed(which: Which): Prisma.Sql {
  if (which === 'all') return Prisma.sql`TRUE`;
  if (which === 'unplaced') return UNPLACED;
  if (which === 'alone') return Prisma.sql`c.alone`;
  if (which === 'facts')
    return Prisma.sql`(c.topic_id IS NULL AND NOT c.alone AND (${IS_FACT} OR c.question = 'expected'))`;
  if (which === 'expected') return Prisma.sql`c.question = 'expected'`;
  if (which === 'uncovered') return Prisma.sql`NOT c.covered`;
  if ('topic' in which) return isId(which.topic) ? Prisma.sql`c.topic_id = ${which.topic}::uuid` : Prisma.sql`FALSE`;
  return Prisma.sql`c.id = ANY(${which.ids.filter(isId)}::uuid[])`;
}

export function createSensePoints(tx: Tx): PointStore {
  const self: PointStore = {
    async points(session, which, { from, most }) {
      if (!isId(session)) return NOBODY;
      // What is talked about in the coverage round is shown with what it belongs to.
      const order = which === 'uncovered' ? Prisma.sql`c.topic_place NULLS LAST, c.number` : Prisma.sql`c.number`;
      const rows = await tx.$queryRaw<PointRow[]>`
        SELECT c.*, ${NAMED} FROM (
          SELECT c.*, t.title AS topic_title, t.state AS topic_state, t.place AS topic_place, ${IS_FACT} AS is_fact,
            count(*) OVER ()::int AS total
          FROM (SELECT every.*, row_number() OVER (ORDER BY every.round, every.late, every.place, every.id)::int AS number
            FROM contribution every WHERE every.session_id = ${session}::uuid) c
          LEFT JOIN topic t ON t.id = c.topic_id
          WHERE c.status = 'revealed' AND ${narrowed(which)}) c
        LEFT JOIN ${accountOf(Prisma.sql`c.person_id`)} a ON true
        ORDER BY ${order} OFFSET ${from} LIMIT ${most}`;
      return pageOf(rows.map(toPoint), rows[0]?.total, from, () => self.points(session, which, FIRST));
    },
    async sessionOf(point) {
      if (!isId(point)) return null;
      const row = await tx.contribution.findFirst({
        where: { id: point, status: 'revealed' },
        select: { sessionId: true },
      });
      return row?.sessionId ?? null;
    },
    async cover(session, points) {
      const covered = await tx.contribution.updateMany({
        where: { sessionId: session, id: { in: points.filter(isId) }, status: 'revealed', covered: false },
        data: { covered: true },
      });
      return covered.count;
    },
    async counts(session) {
      if (!isId(session)) return NONE;
      const [points] = await tx.$queryRaw<PointCounts[]>`
        SELECT count(*)::int AS points, count(*) FILTER (WHERE ${UNPLACED})::int AS unplaced,
          count(*) FILTER (WHERE c.alone)::int AS alone, count(*) FILTER (WHERE NOT c.covered)::int AS uncovered,
          count(*) FILTER (WHERE c.question = 'worked')::int AS worked,
          count(*) FILTER (WHERE c.question = 'expected')::int AS expected
        FROM contribution c LEFT JOIN topic t ON t.id = c.topic_id
        WHERE c.session_id = ${session}::uuid AND c.status = 'revealed'`;
      const [topics] = await tx.$queryRaw<TopicCounts[]>`
        SELECT count(*) FILTER (WHERE state = 'suggested')::int AS suggested, count(*) FILTER (WHERE state = 'accepted')::int AS topics,
          count(*) FILTER (WHERE state = 'accepted' AND outcome IS NOT NULL)::int AS discussed,
          count(*) FILTER (WHERE state = 'accepted' AND priority AND NOT ${DONE})::int AS undiscussed,
          count(*) FILTER (WHERE state = 'accepted' AND priority AND kind = 'keep' AND NOT ${DONE})::int AS undiscussed_keeps,
          COALESCE(bool_or(state = 'accepted' AND kind = 'keep' AND ${DONE}), false) AS keep_done
        FROM topic WHERE session_id = ${session}::uuid`;
      const facts = await tx.$queryRaw<{ status: keyof Counts['facts']; count: number }[]>`
        SELECT f.status, count(*)::int AS count FROM session_fact f LEFT JOIN contribution c ON c.id = f.contribution_id
        WHERE f.session_id = ${session}::uuid AND (c.id IS NULL OR c.status = 'revealed') GROUP BY f.status`;
      const { undiscussed_keeps: undiscussedKeeps = 0, keep_done: keepDone = false, ...counted } = topics ?? {};
      return {
        ...NONE,
        ...points,
        ...counted,
        undiscussedKeeps,
        keepDone,
        facts: { ...NONE.facts, ...Object.fromEntries(facts.map(({ status, count }) => [status, count])) },
      };
    },
    async toSuggest(session) {
      return tx.$queryRaw<ToSuggest[]>`
        SELECT c.id, c.question, c.text, c.round FROM contribution c
        WHERE c.session_id = ${session}::uuid AND c.status = 'revealed' AND c.topic_id IS NULL AND NOT c.alone
          AND c.question NOT IN ('expected', 'happened') ORDER BY c.round, c.late, c.place, c.id`;
    },
  };
  return self;
}

type PointCounts = Pick<Counts, 'points' | 'unplaced' | 'alone' | 'uncovered' | 'worked' | 'expected'>;
interface TopicCounts extends Pick<Counts, 'suggested' | 'topics' | 'discussed' | 'undiscussed'> {
  undiscussed_keeps: number;
  keep_done: boolean;
}

const NONE: Counts = {
  points: 0,
  unplaced: 0,
  alone: 0,
  uncovered: 0,
  worked: 0,
  suggested: 0,
  topics: 0,
  discussed: 0,
  undiscussed: 0,
  undiscussedKeeps: 0,
  keepDone: false,
  facts: { proposed: 0, agreed: 0, disputed: 0 },
  expected: 0,
};

function toPoint(row: PointRow): Point {
  return {
    id: row.id,
    session: row.session_id,
    number: row.number,
    question: row.question,
    text: row.text,
    evidence: row.evidence,
    author: row.ref ? toNamed(row as NamedRow) : null,
    topic:
      row.topic_id === null
        ? null
        : { id: row.topic_id, title: row.topic_title ?? '', state: (row.topic_state ?? 'accepted') as TopicState },
    alone: row.alone,
    covered: row.covered,
    late: row.late,
    isFact: row.is_fact,
  };
}

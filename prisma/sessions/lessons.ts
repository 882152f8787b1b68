/** Lessons in Postgres. */
import type { Subject } from '../../bot/core/ref.ts';
import type {
  Lesson,
  LessonLink,
  LessonStanding,
  LessonStore,
  LessonWords,
  Lifecycle,
} from '../../bot/sessions/outcome/lesson.ts';
import { isId } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';
import { namesOf } from './authors.ts';
import { inOrderOf, nearest, toldToAll } from './likeness.ts';

interface Row {
  id: string;
  session_id: string;
  community_id: string;
  topic_id: string | null;
  when: string;
  do: string;
  because: string;
  context: string;
  applies_to: string;
  tags: string[];
  lifecycle: string;
  lifecycle_why: string | null;
  superseded_by_id: string | null;
  standing: string;
  repeats: number;
  times: number;
  last_seen_at: Date;
  look_at: Date | null;
  proposed_by: string;
  version: number;
  created_at: Date;
  title: string;
  reference: string | null;
}

/** Everything that is the same as a lesson, itself too, however many steps it is away. */
const sameAs = (lesson: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  WITH RECURSIVE same (id) AS (
    SELECT ${lesson}
    UNION
    SELECT CASE WHEN k.lesson_id = same.id THEN k.earlier_id ELSE k.lesson_id END
    FROM same JOIN lesson_link k ON k.kind = 'same' AND same.id IN (k.lesson_id, k.earlier_id))
  SELECT e.id, e.created_at FROM same JOIN lesson e ON e.id = same.id JOIN session es ON es.id = e.session_id
  WHERE e.standing <> 'withdrawn' AND es.state <> 'cancelled')`;

/** Lessons under the alias `l`. */
const LESSONS = Prisma.sql`
  SELECT l.*, s.title, s.reference,
    (SELECT count(*)::int FROM ${sameAs(Prisma.sql`l.id`)} o WHERE o.id <> l.id AND o.created_at < l.created_at) + 1 AS times
  FROM lesson l JOIN session s ON s.id = l.session_id`;

/** What is a lesson for others: neither a draft nor taken back. */
const TOLD = Prisma.sql`l.standing NOT IN ('draft', 'withdrawn')`;
/** The words in which two lessons are compared. */
const WORDS = Prisma.sql`concat_ws(' ', l."when", l."do", l.because)`;
/** As many are compared at once, the newest. */
const COMPARED = 2_000;
/** Less is no likeness that a person should look at. Chosen by hand. */
const LIKE = 0.34;
/** Of what is sought, so much must be in a lesson or where it was learned. */
const SOUGHT = 0.34;

export function createLessonStore(tx: Tx, now: Date, newId: () => string): LessonStore {
  async function lessons(where: Prisma.Sql): Promise<readonly Lesson[]> {
    const rows = await tx.$queryRaw<Row[]>`${LESSONS} WHERE ${where}`;
    const named = await namesOf(
      tx,
      rows.map((row) => row.proposed_by),
    );
    return rows.map((row) => ({ ...toLesson(row), proposedBy: named(row.proposed_by) }));
  }
  async function one(id: string): Promise<Lesson | null> {
    if (!isId(id)) return null;
    const [found] = await lessons(Prisma.sql`l.id = ${id}::uuid`);
    return found ?? null;
  }
  async function inOrder(ids: readonly string[]): Promise<readonly Lesson[]> {
    return ids.length === 0 ? [] : inOrderOf(ids, await lessons(Prisma.sql`l.id = ANY (${[...ids]}::uuid[])`));
  }
  async function links(where: Prisma.Sql): Promise<readonly LessonLink[]> {
    const rows = await tx.$queryRaw<{ lesson: string; earlier: string; kind: LessonLink['kind'] }[]>`
      SELECT k.lesson_id AS lesson, k.earlier_id AS earlier, k.kind
      FROM lesson_link k JOIN lesson l ON l.id = k.lesson_id JOIN lesson e ON e.id = k.earlier_id
      WHERE l.standing <> 'withdrawn' AND e.standing <> 'withdrawn' AND ${where}
      ORDER BY l.created_at, l.id, e.created_at DESC, e.id`;
    const both = await inOrder([...new Set(rows.flatMap(({ lesson, earlier }) => [lesson, earlier]))]);
    const known = new Map(both.map((lesson) => [lesson.id, lesson]));
    return rows.flatMap(({ lesson, earlier, kind }) => {
      const [a, b] = [known.get(lesson), known.get(earlier)];
      return a && b ? [{ lesson: a, earlier: b, kind }] : [];
    });
  }

  return {
    async addLesson({ session, community, by, tags, topic, ...words }) {
      const id = newId();
      await tx.lesson.create({
        data: {
          id,
          sessionId: session,
          communityId: community,
          topicId: topic,
          ...words,
          tags: [...tags],
          lastSeenAt: now,
          proposedBy: by,
          createdAt: now,
        },
      });
      return id;
    },
    lesson: one,
    async holdLesson(id) {
      if (!isId(id)) return null;
      await tx.$queryRaw`SELECT 1 FROM lesson WHERE id = ${id}::uuid FOR UPDATE`;
      return one(id);
    },
    async lessonsOf(session) {
      if (!isId(session)) return [];
      return lessons(
        Prisma.sql`l.session_id = ${session}::uuid AND l.standing <> 'withdrawn' ORDER BY l.created_at, l.id`,
      );
    },
    async saveLesson(id, { topic, tags, supersededBy, ...changed }) {
      await tx.lesson.update({
        where: { id },
        data: {
          ...changed,
          ...(topic !== undefined && { topicId: topic }),
          ...(tags && { tags: [...tags] }),
          ...(supersededBy !== undefined && { supersededById: supersededBy }),
          version: { increment: 1 },
        },
      });
    },
    async publishLessons(session, lookAt) {
      await tx.lesson.updateMany({
        where: { sessionId: session, standing: 'draft' },
        data: { standing: 'conversation', lookAt },
      });
    },

    async suggestEarlier(lesson, most) {
      const mine = await one(lesson);
      if (!mine) return;
      const candidates = Prisma.sql`
        SELECT l.id, ${WORDS} AS words, l.tags || s.tags AS tags FROM lesson l JOIN session s ON s.id = l.session_id
        WHERE l.community_id = ${mine.community}::uuid AND l.session_id <> ${mine.session}::uuid AND ${TOLD} AND ${toldToAll}
        ORDER BY l.last_seen_at DESC LIMIT ${COMPARED}`;
      const words = [mine.when, mine.do, mine.because].join(' ');
      const found = await nearest(tx, candidates, { words, tags: mine.tags }, { by: 'both', least: LIKE, limit: most });
      // What it does not resemble any more since its words were changed, and nobody has said anything of.
      await tx.$executeRaw`
        DELETE FROM lesson_link WHERE lesson_id = ${lesson}::uuid AND kind = 'suggested' AND earlier_id <> ALL (${[...found]}::uuid[])`;
      await tx.lessonLink.createMany({
        data: found.map((earlierId) => ({ lessonId: lesson, earlierId, kind: 'suggested', at: now })),
        skipDuplicates: true,
      });
    },
    linksOf: async (session) => (isId(session) ? links(Prisma.sql`l.session_id = ${session}::uuid`) : []),
    async link(lesson, earlier) {
      if (!isId(lesson) || !isId(earlier)) return null;
      const [found] = await links(Prisma.sql`k.lesson_id = ${lesson}::uuid AND k.earlier_id = ${earlier}::uuid`);
      return found ?? null;
    },
    async sayLikeness(lesson, earlier, kind, by) {
      await tx.lessonLink.update({
        where: { lessonId_earlierId: { lessonId: lesson, earlierId: earlier } },
        data: { kind, personId: by, at: now },
      });
    },
    async recount(ids) {
      // All that are the same as one of these are counted, and those that were until now are among these.
      await tx.$executeRaw`
        UPDATE lesson l SET repeats = counted.repeats, last_seen_at = counted.last
        FROM (
          SELECT m.id,
            (SELECT count(*)::int FROM ${sameAs(Prisma.sql`m.id`)} o WHERE o.id <> m.id AND o.created_at >= m.created_at) AS repeats,
            greatest(m.created_at, (SELECT max(o.created_at) FROM ${sameAs(Prisma.sql`m.id`)} o)) AS last
          FROM lesson m WHERE m.id IN (
            SELECT o.id FROM unnest(${[...ids]}::uuid[]) AS given (id) CROSS JOIN LATERAL ${sameAs(Prisma.sql`given.id`)} o
            UNION SELECT unnest(${[...ids]}::uuid[]))) AS counted
        WHERE counted.id = l.id AND (l.repeats, l.last_seen_at) IS DISTINCT FROM (counted.repeats, counted.last)`;
    },
    async lessonsLike(community, { words, tags, but }, limit) {
      if (!isId(community)) return [];
      const candidates = Prisma.sql`
        SELECT l.id, concat_ws(' ', s.title, s.event, ${WORDS}) AS words, l.tags || s.tags AS tags
        FROM lesson l JOIN session s ON s.id = l.session_id
        WHERE l.community_id = ${community}::uuid AND ${TOLD} AND ${toldToAll}
          AND l.lifecycle NOT IN ('not-taken-up', 'superseded') AND s.id IS DISTINCT FROM ${but}::uuid
        ORDER BY l.last_seen_at DESC LIMIT ${COMPARED}`;
      return inOrder(await nearest(tx, candidates, { words, tags }, { by: 'sought', least: SOUGHT, limit }));
    },
    async lessonList(community, { offset, limit }) {
      if (!isId(community)) return [];
      return lessons(Prisma.sql`l.community_id = ${community}::uuid AND ${TOLD} AND ${toldToAll}
        ORDER BY l.last_seen_at DESC, l.id DESC OFFSET ${offset} LIMIT ${limit}`);
    },
    async laterLessons(lesson, limit) {
      const mine = await one(lesson);
      if (!mine) return [];
      return lessons(Prisma.sql`l.community_id = ${mine.community}::uuid AND l.id <> ${mine.id}::uuid AND ${TOLD} AND ${toldToAll}
        AND l.created_at >= ${mine.createdAt} ORDER BY l.created_at DESC, l.id LIMIT ${limit}`);
    },

    async topicsOf(session) {
      if (!isId(session)) return [];
      return tx.topic.findMany({
        where: { sessionId: session, state: 'accepted' },
        select: { id: true, title: true },
        orderBy: [{ place: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
      });
    },
    async reviewsSince(lesson, since) {
      const mine = await one(lesson);
      if (!mine) return 0;
      const [row] = await tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM session s JOIN session own ON own.id = ${mine.session}::uuid
        WHERE s.community_id = ${mine.community}::uuid AND s.id <> own.id AND s.edition > 0 AND s.published_at > ${since}
          AND find_terms(array_to_string(s.tags, ' ')) && find_terms(array_to_string(own.tags || ${[...mine.tags]}::text[], ' '))`;
      return row?.count ?? 0;
    },
    showingLesson: (id) => showing(tx, 'lesson', id),
    async dueLessons(limit) {
      const rows = await tx.lesson.findMany({
        where: { lookAt: { lte: now } },
        select: { id: true },
        orderBy: [{ lookAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(({ id }) => id);
    },
  };
}

/** Subjects of what tells of one thing, by what they say before a slash. */
export async function showing(tx: Tx, kind: string, id: string): Promise<readonly Subject[]> {
  const rows = await tx.$queryRaw<{ subject: Subject }[]>`
    SELECT DISTINCT subject FROM outgoing WHERE split_part(subject, '/', 1) = ${`${kind}:${id}`}`;
  return rows.map(({ subject }) => subject);
}

const toLesson = (row: Row): Omit<Lesson, 'proposedBy'> => ({
  id: row.id,
  session: row.session_id,
  community: row.community_id,
  ...wordsOf(row),
  lifecycle: row.lifecycle as Lifecycle,
  lifecycleWhy: row.lifecycle_why,
  supersededBy: row.superseded_by_id,
  standing: row.standing as LessonStanding,
  repeats: row.repeats,
  times: row.times,
  lastSeenAt: row.last_seen_at,
  lookAt: row.look_at,
  version: row.version,
  createdAt: row.created_at,
  from: { title: row.title, reference: row.reference },
});

const wordsOf = (row: Row): LessonWords => ({
  topic: row.topic_id,
  when: row.when,
  do: row.do,
  because: row.because,
  context: row.context,
  appliesTo: row.applies_to,
  tags: row.tags,
});

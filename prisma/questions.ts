/** Questions and replies in Postgres. */
import type { FileNote } from '../bot/core/inbound.ts';
import { type ConversationRef, type MessageRef, refKey, type Subject } from '../bot/core/ref.ts';
import type { Text } from '../bot/core/text.ts';
import type { Question, QuestionState, QuestionStore, Reply, Unheard } from '../bot/questions/question.ts';
import { readableCommunity } from './audience.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from './authors.ts';
import { Prisma } from './generated/client.ts';
import { createLateStore } from './late.ts';
import { createMissedStore } from './missed.ts';
import { createPassStore } from './passes.ts';
import { candidates, drain, forgetWords, tidy } from './searching.ts';
import { turnOf } from './turn.ts';
import type { Tx } from './work.ts';

interface QuestionRow extends AuthorRow {
  id: string;
  community_id: string | null;
  text: Text;
  files: FileNote[];
  state: string;
  accepted_id: string | null;
  created_at: Date;
  platform: string | null;
  source_key: string | null;
  source_version: string | null;
  source_link: string | null;
  asked_at: Date | null;
  about_link: string | null;
  place: string | null;
  thread: MessageRef | null;
  answers: number;
}
interface ReplyRow extends AuthorRow {
  id: string;
  question_id: string;
  platform: string;
  version: string;
  place: string | null;
  link: string | null;
  text: Text;
  files: FileNote[];
  counts: boolean;
  created_at: Date;
  said_at: Date | null;
  deleted_at: Date | null;
}

const QUESTIONS = Prisma.sql`SELECT x.*, ${AUTHOR},
  (SELECT count(*)::int FROM reply r WHERE r.question_id = x.id AND r.counts AND r.deleted_at IS NULL) AS answers
  FROM question x ${JOIN_AUTHOR}`;
/** Holds for a message owed, under the alias `o`, that is there or on its way, and not refused by its place. */
const COMING = Prisma.sql`(o.remote_id IS NOT NULL OR (
  o.state IN ('owed', 'sending') AND (o.problem IS NULL OR o.problem NOT IN ('gone', 'forbidden'))))`;
/** Nothing of it is left to be shown or marked. */
const WITHDRAWN = Prisma.sql`state = 'withdrawn', text = '""', files = '[]', source_link = NULL, about_link = NULL, accepted_id = NULL,
  resolved_at = NULL, version = version + 1`;
const REPLIES = Prisma.sql`SELECT x.*, ${AUTHOR} FROM reply x ${JOIN_AUTHOR}`;

export function createQuestionStore(tx: Tx, now: Date, newId: () => string): QuestionStore {
  const passes = createPassStore(tx, now);
  /**
   * Before a change of a question that depends on its replies: a statement that had to wait for another's change of the
   * question looks at the replies as they were before it waited; one that comes after this looks at them as they are.
   * No stronger lock: a reply that was just written holds its question's key, and two such would wait for each other.
   */
  const turn = (question: string) =>
    tx.$executeRaw`SELECT 1 FROM question WHERE id = ${question}::uuid FOR NO KEY UPDATE`;

  /** With the last answer gone an answered question is open again, with the first it is answered; resolved ones stay. */
  async function restate(question: string): Promise<void> {
    await turn(question);
    await tx.$executeRaw`
      UPDATE question SET version = version + 1, state = CASE WHEN EXISTS (
          SELECT 1 FROM reply WHERE question_id = ${question}::uuid AND counts AND deleted_at IS NULL) THEN 'answered' ELSE 'open' END
      WHERE id = ${question}::uuid AND state IN ('open', 'answered')`;
  }

  return {
    ...createMissedStore(tx),
    ...createLateStore(tx),
    ...passes,
    async get(id) {
      const [row] = await tx.$queryRaw<QuestionRow[]>`${QUESTIONS} WHERE x.id = ${id}::uuid`;
      return row ? toQuestion(row) : null;
    },
    async bySource(platform, key) {
      const [row] = await tx.$queryRaw<QuestionRow[]>`
        ${QUESTIONS} WHERE x.platform = ${platform} AND x.source_key = ${key}`;
      return row ? toQuestion(row) : null;
    },
    async ask({ identity, person, community, text, files, source, about, asked, from }) {
      const id = newId();
      const made = await tx.$executeRaw`
        INSERT INTO question (id, community_id, person_id, identity_id, text, files, state, created_at, opened_at,
          platform, source_key, source_version, source_link, asked_at, about_link, place, thread)
        VALUES (${id}::uuid, ${community}::uuid, ${person}::uuid, ${identity}::uuid, ${json(text)}, ${json(files)},
          ${community === null ? 'drafted' : 'open'}, ${now}, ${community === null ? null : now},
          ${source?.platform ?? null}, ${source?.key ?? null}, ${source?.version ?? null}, ${source?.link ?? null}, ${source?.at ?? null}, ${about ?? null},
          ${asked?.place.id ?? from?.id ?? null}, ${asked ? json(asked.thread) : Prisma.sql`NULL`})
        ON CONFLICT (platform, source_key) DO NOTHING`;
      return made === 1 ? id : null;
    },
    async askedSince(person, since) {
      await turnOf(tx, person);
      return tx.question.count({ where: { personId: person, openedAt: { gte: since } } });
    },
    async open(id, community) {
      const changed = await tx.$executeRaw`
        UPDATE question SET state = 'open', community_id = ${community}::uuid, opened_at = ${now}, heard_at = NULL, resolved_at = NULL, version = version + 1
        WHERE id = ${id}::uuid AND state = 'drafted'`;
      return changed === 1;
    },
    async editSource(platform, key, version, text, files) {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        UPDATE question SET text = ${json(text)}, files = ${json(files)}, source_version = ${version}, version = version + 1
        WHERE platform = ${platform} AND source_key = ${key} AND source_version COLLATE "C" < ${version} AND state <> 'withdrawn'
        RETURNING id`;
      return row?.id ?? null;
    },
    async withdrawSource(platform, key) {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        UPDATE question SET ${WITHDRAWN}, withdrawn_at = ${now}
        WHERE platform = ${platform} AND source_key = ${key} AND state <> 'withdrawn' RETURNING id`;
      return row?.id ?? null;
    },
    async withdraw(id) {
      const changed = await tx.$executeRaw`
        UPDATE question SET ${WITHDRAWN}, withdrawn_at = ${now} WHERE id = ${id}::uuid AND state <> 'withdrawn'`;
      return changed === 1;
    },
    async reply(id) {
      const [row] = await tx.$queryRaw<ReplyRow[]>`${REPLIES} WHERE x.id = ${id}::uuid`;
      return row ? toReply(row) : null;
    },
    async write({ question, identity, person, platform, key, version, said, place, link, text, files, counts }) {
      const [row] = await tx.$queryRaw<{ id: string; is_new: boolean }[]>`
        INSERT INTO reply (id, question_id, person_id, identity_id, platform, key, place, version, link, text, files, counts, created_at, said_at)
        VALUES (${newId()}::uuid, ${question}::uuid, ${person}::uuid, ${identity}::uuid, ${platform}, ${key}, ${place?.id ?? null},
          ${version}, ${link}, ${json(text)}, ${json(files)}, ${counts}, ${now}, ${said})
        ON CONFLICT (platform, key) DO UPDATE SET text = EXCLUDED.text, files = EXCLUDED.files, version = EXCLUDED.version
          WHERE reply.version COLLATE "C" < EXCLUDED.version AND reply.deleted_at IS NULL
        RETURNING id, (xmax = 0) AS is_new`;
      if (row?.is_new) await restate(question);
      return row ? { id: row.id, isNew: row.is_new } : null;
    },
    isReply: async (platform, key) => (await tx.reply.count({ where: { platform, key } })) > 0,

    async erase(platform, key) {
      const [row] = await tx.$queryRaw<{ id: string; question_id: string }[]>`
        UPDATE reply SET deleted_at = ${now}, text = '""', files = '[]', link = NULL
        WHERE platform = ${platform} AND key = ${key} AND deleted_at IS NULL RETURNING id, question_id`;
      if (!row) return null;
      await tx.$executeRaw`
        UPDATE question SET accepted_id = NULL, resolved_at = NULL, state = 'answered', version = version + 1
        WHERE id = ${row.question_id}::uuid AND accepted_id = ${row.id}::uuid AND state <> 'withdrawn'`;
      await restate(row.question_id);
      return { id: row.id, question: row.question_id };
    },
    async unheard(limit) {
      return tx.$queryRaw<Unheard[]>`
        SELECT id, community_id AS community, person_id AS asker, heard_to AS "to" FROM question
        WHERE heard_at IS NULL AND opened_at IS NOT NULL AND community_id IS NOT NULL
        ORDER BY opened_at, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
    },
    async heard(id, heardTo, all) {
      await tx.question.update({ where: { id }, data: { heardTo, ...(all ? { heardAt: now } : {}) } });
    },
    async replies(question) {
      const rows = await tx.$queryRaw<ReplyRow[]>`
        ${REPLIES} WHERE x.question_id = ${question}::uuid AND x.deleted_at IS NULL
        ORDER BY COALESCE(x.said_at, x.created_at), x.created_at, x.id`;
      return rows.map(toReply);
    },
    async accept(question, reply, by) {
      await turn(question);
      const changed = await tx.$executeRaw`
        UPDATE question SET accepted_id = ${reply}::uuid, accepted_by_id = ${by}::uuid, state = 'resolved', resolved_at = ${now}, version = version + 1
        WHERE id = ${question}::uuid AND state IN ('open', 'answered', 'resolved') AND accepted_id IS DISTINCT FROM ${reply}::uuid
          AND EXISTS (SELECT 1 FROM reply WHERE id = ${reply}::uuid AND question_id = ${question}::uuid AND counts AND deleted_at IS NULL)`;
      return changed === 1;
    },
    async markedBy(question) {
      const [row] = await tx.$queryRaw<{ platform: string; ref: string }[]>`
        SELECT i.platform, i.ref FROM question q JOIN identity i ON i.id = q.accepted_by_id
        WHERE q.id = ${question}::uuid AND q.accepted_id IS NOT NULL`;
      return row ? { kind: 'user', platform: row.platform, id: row.ref } : null;
    },
    async unaccept(question) {
      const [row] = await tx.$queryRaw<{ accepted_id: string | null }[]>`
        UPDATE question q SET accepted_id = NULL, resolved_at = NULL, state = 'answered', version = q.version + 1
        FROM (SELECT id, accepted_id, state FROM question WHERE id = ${question}::uuid FOR UPDATE) was
        WHERE q.id = was.id AND was.accepted_id IS NOT NULL AND was.state <> 'withdrawn' RETURNING was.accepted_id`;
      if (row) await restate(question);
      return row?.accepted_id ?? null;
    },
    async recount(persons) {
      const changed = await tx.$queryRaw<{ question_id: string }[]>`
        UPDATE reply r SET counts = (r.person_id <> q.person_id) FROM question q
        WHERE q.id = r.question_id AND q.person_id = ANY(${[...persons]}::uuid[])
          AND r.counts <> (r.person_id <> q.person_id) AND q.accepted_id IS DISTINCT FROM r.id
        RETURNING r.question_id`;
      const ids = [...new Set(changed.map((row) => row.question_id))];
      for (const id of ids) await restate(id);
      return ids;
    },
    async naming(person) {
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT kind || q.id AS subject FROM question q, unnest(ARRAY['question:', 'heard:', 'pass:']) kind
          WHERE q.person_id = ${person}::uuid AND q.state <> 'drafted'
        UNION SELECT 'question:' || q.id FROM reply r JOIN question q ON q.accepted_id = r.id AND q.id = r.question_id
          WHERE r.person_id = ${person}::uuid
        UNION SELECT kind || r.id FROM reply r, unnest(ARRAY['reply:', 'notice:']) kind
          WHERE r.person_id = ${person}::uuid AND r.deleted_at IS NULL`;
      return [...rows.map((row) => row.subject), ...(await passes.passing(person))];
    },
    async mine(person, limit) {
      const rows = await tx.$queryRaw<QuestionRow[]>`
        ${QUESTIONS} WHERE x.person_id = ${person}::uuid AND x.state <> 'withdrawn' AND (x.state <> 'drafted' OR x.resolved_at IS NULL) ORDER BY x.created_at DESC LIMIT ${limit}`;
      return rows.map(toQuestion);
    },
    async shownAt(place) {
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT o.subject FROM outgoing o
        JOIN channel h ON h.platform = ${place.platform} AND h.ref = ${place.id} AND h.gone_at IS NULL
        LEFT JOIN question x ON x.id = CASE WHEN o.view = 'question' THEN o.view_id::uuid END
        WHERE o.lane = ${refKey(place)} AND (x.state <> 'withdrawn' OR (o.view = 'reply' AND o.created_at < h.bound_at))`;
      return rows.map((row) => row.subject);
    },
    async waiting(community, limit, only) {
      const rows = await tx.$queryRaw<QuestionRow[]>`
        ${QUESTIONS}
        WHERE x.community_id = ${community}::uuid AND x.state IN ('open', 'answered')
          ${only === undefined ? Prisma.empty : Prisma.sql`AND x.id = ${only}::uuid`}
          AND NOT EXISTS (SELECT 1 FROM outgoing p WHERE p.subject = 'question:' || x.id AND p.to_ref->>'kind' = 'conversation')
        ORDER BY x.opened_at DESC, x.id DESC LIMIT ${limit}`;
      return rows.map(toQuestion).reverse();
    },
    async places(id) {
      const rows = await tx.$queryRaw<{ to_ref: ConversationRef }[]>`
        SELECT o.to_ref FROM outgoing o
        WHERE o.subject = ${`question:${id}`} AND o.view = 'question' AND o.to_ref->>'kind' = 'conversation' AND ${COMING}`;
      return rows.map((row) => row.to_ref);
    },
    async newest(reader, limit) {
      const rows = await tx.$queryRaw<QuestionRow[]>`
        ${QUESTIONS}
        WHERE x.state IN ('open', 'answered', 'resolved')
          AND EXISTS (SELECT 1 FROM community c WHERE c.id = x.community_id AND ${readableCommunity(reader)})
        ORDER BY x.created_at DESC, x.id DESC LIMIT ${limit}`;
      return rows.map(toQuestion);
    },
    async discard(id) {
      return (
        (await tx.$executeRaw`
          UPDATE question SET ${WITHDRAWN}, withdrawn_at = ${now} WHERE id = ${id}::uuid AND state = 'drafted'`) === 1
      );
    },
    async setAside(id) {
      return (
        (await tx.$executeRaw`UPDATE question SET resolved_at = ${now} WHERE id = ${id}::uuid AND state = 'drafted'`) ===
        1
      );
    },
    async rewrite(id, text) {
      return (
        (await tx.$executeRaw`
          UPDATE question SET text = ${json(text)}, resolved_at = NULL WHERE id = ${id}::uuid AND state = 'drafted'`) ===
        1
      );
    },
    async use(question, person) {
      await tx.$executeRaw`
        INSERT INTO answer_use (question_id, person_id, used_at) VALUES (${question}::uuid, ${person}::uuid, ${now})
        ON CONFLICT (question_id, person_id) DO UPDATE SET used_at = EXCLUDED.used_at`;
    },
    async those(reader, ids) {
      const rows = await tx.$queryRaw<QuestionRow[]>`
        ${QUESTIONS}
        WHERE x.id = ANY (${[...ids]}::uuid[]) AND x.state IN ('open', 'answered', 'resolved')
          AND EXISTS (SELECT 1 FROM community c WHERE c.id = x.community_id AND ${readableCommunity(reader)})
        ORDER BY array_position(${[...ids]}::uuid[], x.id)`;
      return rows.map(toQuestion);
    },
    candidates: (reader, words, how) => candidates(tx, reader, words, how),
    index: async () => (await drain(tx)) > 0,
    tidyIndex: () => tidy(tx, now),
    forgetWords: (after) => forgetWords(tx, after),
  };
}

const json = (value: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(value)}::jsonb`;

const toPlace = (platform: string, id: string): ConversationRef => ({ kind: 'conversation', platform, id });

function toQuestion(row: QuestionRow): Question {
  const { platform, source_key: key, source_version: version, source_link: link } = row;
  return {
    id: row.id,
    community: row.community_id,
    asker: toAuthor(row),
    text: row.text,
    files: row.files,
    state: row.state as QuestionState,
    accepted: row.accepted_id,
    createdAt: row.created_at,
    about: row.about_link,
    source:
      platform !== null && key !== null
        ? { platform, key, version: version ?? '', link: link ?? '', at: row.asked_at }
        : null,
    asked:
      row.place !== null && row.thread ? { place: toPlace(row.thread.platform, row.place), thread: row.thread } : null,
    from: row.place === null ? null : toPlace(row.thread?.platform ?? row.platform_of, row.place),
    answers: row.answers,
  };
}

function toReply(row: ReplyRow): Reply {
  return {
    id: row.id,
    question: row.question_id,
    author: toAuthor(row),
    text: row.text,
    files: row.files,
    place: row.place === null ? null : toPlace(row.platform, row.place),
    link: row.link,
    counts: row.counts,
    deleted: row.deleted_at !== null,
    said: row.said_at ?? row.created_at,
    version: row.version,
  };
}

/** What is said of topics, in threads and by forms, in Postgres. */
import type { MessageRef, Subject } from '../../bot/core/ref.ts';
import type { Text } from '../../bot/core/text.ts';
import type { Remark } from '../../bot/sessions/sense/records.ts';
import type { TalkThread, TopicStore } from '../../bot/sessions/sense/store.ts';
import { isId } from '../audience.ts';
import { maybeThere } from '../doubt.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';
import { FIRST, NOBODY, pageOf } from './paging.ts';

interface RemarkRow extends NamedRow {
  id: string;
  topic_id: string;
  text: Text;
  at: Date;
  total: number;
}

type Talk = Pick<
  TopicStore,
  'remarks' | 'remark' | 'say' | 'remarkAt' | 'erase' | 'naming' | 'missedIn' | 'threadsIn' | 'isComing'
>;

/** States in which what is said below a topic is kept. */
const TALKED_ABOUT = Prisma.sql`s.state = 'making_sense'`;

export function createSenseTalk(tx: Tx, now: Date, newId: () => string): Talk {
  const self: Talk = {
    async remarks(topic, { from, most }) {
      if (!isId(topic)) return NOBODY;
      const rows = await tx.$queryRaw<RemarkRow[]>`
        SELECT r.*, ${NAMED}, count(*) OVER ()::int AS total FROM remark r JOIN topic t ON t.id = r.topic_id
        JOIN ${accountOf(Prisma.sql`r.person_id`)} a ON true
        WHERE (t.id = ${topic}::uuid OR t.into_id = ${topic}::uuid) AND r.deleted_at IS NULL
        ORDER BY r.at DESC, r.id DESC OFFSET ${from} LIMIT ${most}`;
      return pageOf(rows.map(toRemark), rows[0]?.total, from, () => self.remarks(topic, FIRST));
    },
    async remark(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<(RemarkRow & { session_id: string; key: string | null })[]>`
        SELECT r.*, t.session_id, ${NAMED} FROM remark r JOIN topic t ON t.id = r.topic_id
        JOIN ${accountOf(Prisma.sql`r.person_id`)} a ON true WHERE r.id = ${id}::uuid AND r.deleted_at IS NULL`;
      return row ? { ...toRemark(row), session: row.session_id, key: row.key } : null;
    },
    async say({ topic, person, text, platform, key, version, at }) {
      const [row] = await tx.$queryRaw<{ id: string; is_new: boolean }[]>`
        INSERT INTO remark (id, topic_id, person_id, text, platform, key, version, at)
        VALUES (${newId()}::uuid, ${topic}::uuid, ${person}::uuid, ${JSON.stringify(text)}::jsonb, ${platform}, ${key}, ${version}, ${at})
        ON CONFLICT (platform, key) DO UPDATE SET text = EXCLUDED.text, version = EXCLUDED.version
          WHERE remark.version COLLATE "C" < EXCLUDED.version AND remark.deleted_at IS NULL
        RETURNING id, (xmax = 0) AS is_new`;
      return row ? { id: row.id, isNew: row.is_new } : null;
    },
    async remarkAt(platform, key) {
      const row = await tx.remark.findUnique({ where: { platform_key: { platform, key } } });
      return row && row.deletedAt === null ? { id: row.id, topic: row.topicId } : null;
    },
    // Where it is on hold its words stay for the records officer; nobody else reads what was deleted.
    async erase(platform, key) {
      const [row] = await tx.$queryRaw<{ id: string; topic: string }[]>`
        UPDATE remark SET deleted_at = ${now}, text = CASE WHEN s.held THEN text ELSE '""' END
        FROM topic t JOIN session s ON s.id = t.session_id
        WHERE t.id = remark.topic_id AND remark.platform = ${platform} AND remark.key = ${key} AND remark.deleted_at IS NULL
        RETURNING remark.id, remark.topic_id AS topic`;
      return row ?? null;
    },
    async naming(person) {
      if (!isId(person)) return [];
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT 'remark:' || r.id AS subject FROM remark r WHERE r.person_id = ${person}::uuid AND r.deleted_at IS NULL
        UNION SELECT 'topic:' || COALESCE(t.into_id, t.id) FROM remark r JOIN topic t ON t.id = r.topic_id
          WHERE r.person_id = ${person}::uuid AND r.deleted_at IS NULL
        UNION SELECT 'topic:' || c.topic_id FROM contribution c WHERE c.person_id = ${person}::uuid AND c.topic_id IS NOT NULL`;
      return rows.map(({ subject }) => subject);
    },

    async missedIn({ platform, to }, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT s.id FROM session s WHERE ${TALKED_ABOUT} AND EXISTS (
          SELECT 1 FROM topic t JOIN outgoing o ON o.subject = 'topic:' || t.id
          WHERE t.session_id = s.id AND o.platform = ${platform} AND o.created_at < ${to})
        ORDER BY s.since DESC, s.id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
    async threadsIn(session, { platform, from, to }) {
      // A topic's card stands below the session's own, whose thread is where it is talked about on either platform.
      const rows = await tx.$queryRaw<
        { remote_id: string; remote_key: string | null; place: string | null; since: Date; known: string[] }[]
      >`
        SELECT DISTINCT ON (root.id) root.remote_id, root.remote_key, root.created_at AS since,
          CASE WHEN root.to_ref->>'kind' = 'conversation' THEN root.to_ref->>'id' END AS place,
          ARRAY(SELECT r.key FROM remark r JOIN topic x ON x.id = r.topic_id WHERE x.session_id = ${session}::uuid
            AND r.platform = ${platform} AND r.key IS NOT NULL AND r.deleted_at IS NULL AND r.at <= ${to} ORDER BY r.at, r.id) AS known
        FROM topic t JOIN outgoing o ON o.subject = 'topic:' || t.id JOIN outgoing root ON root.id = COALESCE(o.under, o.id)
        WHERE t.session_id = ${session}::uuid AND o.platform = ${platform} AND root.remote_id IS NOT NULL AND root.created_at < ${to}
          AND t.dealt_at < ${to} AND ${from} < ${to}
        ORDER BY root.id`;
      return rows.map(
        ({ remote_id: id, remote_key: key, place, since, known }): TalkThread => ({
          thread: { kind: 'message', platform, id, key: key ?? id } satisfies MessageRef,
          place,
          since,
          known,
        }),
      );
    },
    async isComing(session, { platform, to }) {
      const [row] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM outgoing WHERE subject IN (SELECT 'topic:' || id FROM topic WHERE session_id = ${session}::uuid)
          AND platform = ${platform} AND keeps IS NOT NULL AND created_at < ${to} AND ${maybeThere} LIMIT 1`;
      return row !== undefined;
    },
  };
  return self;
}

const toRemark = (row: RemarkRow): Remark => ({
  id: row.id,
  topic: row.topic_id,
  author: toNamed(row),
  text: row.text,
  at: row.at,
});

/** Which questions' threads may hold what was not heard in a gap, and where they are, in Postgres. */
import type { Gap } from '../bot/core/gap.ts';
import type { MessageRef } from '../bot/core/ref.ts';
import type { QuestionStore, QuestionThread } from '../bot/questions/question.ts';
import { maybeThere } from './doubt.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

/** So long after an answer was marked, what is said below it is still looked for. */
const RESOLVED_MS = 7 * 24 * 3_600_000;
/** So long after the asker was told of an answer in private, what they say below that is still looked for. */
const TOLD_MS = 7 * 24 * 3_600_000;

interface ChannelRow {
  ref: string;
  /** Since when what is said there is a reply to it. */
  since: Date;
  home: boolean;
  thread: MessageRef | null;
  remote_id: string | null;
  remote_key: string | null;
  source_key: string | null;
  known: string[];
}

export function createMissedStore(tx: Tx): Pick<QuestionStore, 'missedIn' | 'threadsIn' | 'isComing'> {
  /** Holds for a bound channel, under the alias `h`, that a gap is about. */
  const inGap = ({ platform, workspace }: Gap): Prisma.Sql => Prisma.sql`h.platform = ${platform} AND h.gone_at IS NULL
    AND (${workspace}::text IS NULL OR h.organisation_id IN (
      SELECT organisation_id FROM workspace WHERE platform = ${platform} AND external_id = ${workspace}))`;
  /** Holds for an account, under the alias `i`, that a gap is about. */
  const ofGap = ({ platform, workspace }: Gap): Prisma.Sql => Prisma.sql`i.platform = ${platform}
    AND (${workspace}::text IS NULL OR i.workspace_id IN (
      SELECT id FROM workspace WHERE platform = ${platform} AND external_id = ${workspace}))`;

  /** A card that came after the gap has nothing below it that was said in it. */
  async function inChannels(id: string, gap: Gap): Promise<QuestionThread[]> {
    const rows = await tx.$queryRaw<ChannelRow[]>`
      SELECT h.ref, GREATEST(h.bound_at, CASE WHEN q.place = h.ref THEN q.asked_at END) AS since,
        q.thread, q.source_key, o.remote_id, o.remote_key,
        (q.place = h.ref AND q.thread->>'platform' = h.platform) IS TRUE AS home,
        ARRAY(SELECT r.key FROM reply r WHERE r.question_id = q.id AND r.platform = h.platform AND r.place = h.ref
          AND r.deleted_at IS NULL AND r.created_at <= ${gap.to} ORDER BY r.created_at, r.id) AS known
      FROM question q JOIN channel h ON h.community_id = q.community_id
      LEFT JOIN outgoing o ON o.subject = 'question:' || q.id AND o.lane = h.platform || '/conversation/' || h.ref
        AND o.view = 'question' AND o.remote_id IS NOT NULL AND o.created_at < ${gap.to}
      WHERE q.id = ${id}::uuid AND ${inGap(gap)} ORDER BY h.bound_at, h.id`;
    return rows.flatMap((row) => {
      const thread = row.home ? row.thread : messageRef(gap.platform, row);
      if (!thread) return [];
      const known = row.home && row.source_key !== null ? [row.source_key, ...row.known] : row.known;
      const place = { kind: 'conversation', platform: gap.platform, id: row.ref } as const;
      return [{ thread, place, since: row.since, known }];
    });
  }

  /** In a private chat a reply is not known by its thread, so nothing in it counts as known. */
  async function inPrivate(id: string, gap: Gap): Promise<QuestionThread[]> {
    const rows = await tx.$queryRaw<{ remote_id: string; remote_key: string | null; created_at: Date }[]>`
      SELECT o.remote_id, o.remote_key, o.created_at
      FROM question q JOIN identity i ON i.id = q.identity_id AND ${ofGap(gap)}
      JOIN outgoing o ON o.subject IN (
        SELECT 'question:' || q.id UNION ALL SELECT 'notice:' || r.id FROM reply r WHERE r.question_id = q.id)
      WHERE q.id = ${id}::uuid AND o.keeps = 'question:' || q.id AND o.to_ref->>'kind' = 'user' AND o.platform = ${gap.platform}
        AND o.remote_id IS NOT NULL AND o.created_at > ${new Date(gap.from.getTime() - TOLD_MS)}
      ORDER BY o.seq`;
    return rows.flatMap((row) => {
      const thread = messageRef(gap.platform, row);
      return thread ? [{ thread, place: null, since: row.created_at, known: [] }] : [];
    });
  }

  return {
    async missedIn(gap, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT q.id FROM question q
        WHERE q.opened_at <= ${gap.to} AND (q.state IN ('open', 'answered')
            OR (q.state = 'resolved' AND q.resolved_at > ${new Date(gap.to.getTime() - RESOLVED_MS)})
            OR (q.state = 'withdrawn' AND q.withdrawn_at > ${gap.from}))
          AND (EXISTS (SELECT 1 FROM channel h WHERE h.community_id = q.community_id AND ${inGap(gap)})
            OR EXISTS (SELECT 1 FROM identity i WHERE i.id = q.identity_id AND ${ofGap(gap)}))
        ORDER BY COALESCE((SELECT max(r.created_at) FROM reply r WHERE r.question_id = q.id), q.opened_at) DESC, q.id DESC
        LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },
    async isComing(id, gap) {
      const [row] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM outgoing WHERE subject IN (
          SELECT ${`question:${id}`} UNION ALL SELECT 'notice:' || r.id FROM reply r WHERE r.question_id = ${id}::uuid)
          AND platform = ${gap.platform} AND keeps IS NOT NULL AND created_at < ${gap.to} AND ${maybeThere} LIMIT 1`;
      return row !== undefined;
    },
    threadsIn: async (id, gap) => [...(await inChannels(id, gap)), ...(await inPrivate(id, gap))],
  };
}

const messageRef = (
  platform: string,
  { remote_id: id, remote_key: key }: { remote_id: string | null; remote_key: string | null },
): MessageRef | null => (id === null ? null : { kind: 'message', platform, id, key: key ?? id });

/** Which questions have waited long for a channel, in Postgres. */
import type { Late, QuestionStore } from '../bot/questions/question.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

/**
 * Never shown yet, and about to be: the cards of questions and the replies below them in channels of their community, but
 * for the channel where the question was asked, which is no other than the one that would be told.
 */
const LATE = (before: Date): Prisma.Sql => Prisma.sql`
  FROM outgoing o
  JOIN channel h ON h.platform = o.platform AND h.ref = o.to_ref->>'id' AND h.gone_at IS NULL
  JOIN organisation g ON g.id = h.organisation_id
  LEFT JOIN outgoing root ON root.id = o.under
  LEFT JOIN reply r ON r.id = CASE WHEN o.view = 'reply' THEN o.view_id::uuid END
  JOIN question x ON x.id = CASE o.view WHEN 'question' THEN o.view_id::uuid WHEN 'reply' THEN r.question_id END
  WHERE o.state IN ('owed', 'sending') AND o.shown = 0 AND o.remote_id IS NULL AND o.created_at < ${before}
    AND o.to_ref->>'kind' = 'conversation' AND o.only_ref IS NULL
    AND x.community_id = h.community_id AND x.state <> 'withdrawn' AND r.deleted_at IS NULL
    AND root.state IS DISTINCT FROM 'failed'
    AND (x.place IS DISTINCT FROM h.ref OR x.platform IS DISTINCT FROM h.platform)`;
const COLUMNS = Prisma.sql`x.id AS question, h.id AS channel, o.lane, h.name, g.name AS organisation, h.platform`;

export const createLateStore = (tx: Tx): Pick<QuestionStore, 'late' | 'lateIn'> => ({
  late: (before, limit) => tx.$queryRaw<Late[]>`
    SELECT ${COLUMNS} ${LATE(before)}
      AND NOT EXISTS (SELECT 1 FROM outgoing t WHERE t.subject = 'backlog:' || x.id || '/' || o.lane)
    GROUP BY x.id, h.id, o.lane, g.name ORDER BY min(o.seq) LIMIT ${limit}`,
  async lateIn(question, channel, before) {
    const [late] = await tx.$queryRaw<Late[]>`
      SELECT ${COLUMNS} ${LATE(before)} AND x.id = ${question}::uuid AND h.id = ${channel}::uuid LIMIT 1`;
    return late ?? null;
  },
});

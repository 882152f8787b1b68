/** Communities whose cards are to be drawn again in the background, in Postgres: some at a time, the newest first. */
import type { RedrawStore } from '../bot/communities/redraw-store.ts';
import type { ConversationRef, Subject, UserRef } from '../bot/core/ref.ts';
import { Prisma } from './generated/client.ts';
import { namingCommunity } from './naming-community.ts';
import type { Tx } from './work.ts';

/** What was posted longer ago is not looked at again by many. */
const OLDEST_MS = 90 * 24 * 3_600_000;
/** In one conversation. */
const MOST = 200;

interface Row {
  seq: bigint;
  subject: Subject;
  to_ref: ConversationRef | UserRef;
}

export const createRedrawStore = (tx: Tx, now: Date): RedrawStore => ({
  async askRedraw(community, { privately }) {
    // What was asked before and is not done yet begins anew, as wide as either.
    await tx.$executeRaw`
      INSERT INTO community_redraw AS r (community_id, privately, asked_at) VALUES (${community}::uuid, ${privately}, ${now})
      ON CONFLICT (community_id) DO UPDATE SET privately = r.privately AND EXCLUDED.privately, asked_at = EXCLUDED.asked_at, before = NULL`;
  },
  async nextRedraw(limit) {
    const [next] = await tx.$queryRaw<
      { community_id: string; privately: boolean; asked_at: Date; before: bigint | null }[]
    >`SELECT * FROM community_redraw ORDER BY asked_at, community_id LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!next) return null;
    const { community_id: community, privately, asked_at: asked, before } = next;
    // What came after it was asked was drawn as things are.
    const rows = await tx.$queryRaw<Row[]>`
      SELECT seq, subject, to_ref FROM (
        SELECT o.seq, o.subject, o.to_ref, row_number() OVER (PARTITION BY o.lane ORDER BY o.seq DESC) AS place
        FROM (${namingCommunity(community)}) n JOIN outgoing o ON o.id = n.id
        WHERE (o.remote_id IS NOT NULL OR o.state = 'together') AND o.created_at <= ${asked} AND o.created_at > ${new Date(asked.getTime() - OLDEST_MS)}
          ${privately ? Prisma.sql`AND o.to_ref->>'kind' = 'user'` : Prisma.empty}) y
      WHERE place <= ${MOST} AND (${before}::bigint IS NULL OR seq < ${before}::bigint)
      ORDER BY seq DESC LIMIT ${limit}`;
    const last = rows.at(-1);
    if (last && rows.length === limit)
      await tx.communityRedraw.update({ where: { communityId: community }, data: { before: last.seq } });
    else await tx.communityRedraw.delete({ where: { communityId: community } });
    return rows.map(({ subject, to_ref: to }) => ({ subject, to }));
  },
});

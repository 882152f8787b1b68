/** What is shown among a subject in one conversation stands in the order in which it was said, whatever order it was heard in. */
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

/**
 * After a message was posted: where what was said later stands before it already, they exchange their places, and are drawn
 * again there. Nothing is posted or removed for it. Of a lane only its one sender does this, so that nobody draws meanwhile;
 * one whose lease has ended finds its row taken.
 */
export async function putInOrder(tx: Tx, id: string, now: Date): Promise<void> {
  const standing = Prisma.sql`outgoing o JOIN outgoing mine ON mine.id = ${id}::uuid AND o.among = mine.among AND o.lane = mine.lane
    WHERE o.remote_id IS NOT NULL AND o.state <> 'failed'`;
  await tx.$queryRaw`SELECT 1 FROM ${standing} ORDER BY o.seq FOR UPDATE OF o`;
  // Keys of one conversation say what stands before what: platforms name messages by when they were posted.
  await tx.$executeRaw`
    WITH standing AS (
      SELECT o.id, o.remote_id, o.remote_key, row_number() OVER (ORDER BY o.said_at, o.seq) AS said,
        row_number() OVER (ORDER BY length(o.remote_key), o.remote_key COLLATE "C") AS place
      FROM ${standing})
    UPDATE outgoing SET remote_id = there.remote_id, remote_key = there.remote_key, wanted = outgoing.wanted + 1,
      state = 'owed', lease_until = NULL, due_at = ${now}, attempts = 0
    FROM standing one JOIN standing there ON there.place = one.said
    WHERE outgoing.id = one.id AND one.place <> one.said`;
}

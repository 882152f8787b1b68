/** What is shown among a subject in one conversation stands in the order in which it was said, whatever order it was heard in. */
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

interface Standing {
  id: string;
  remote_id: string;
  remote_key: string;
  moving: boolean;
  said: number;
}

/**
 * After a message was posted, or will not be: where something stands before what was said earlier, each is drawn in the
 * place that is its own by then, and what stood there in its own, and so on round, until all stand as they were said: no
 * more is drawn again than stands wrong, however many were heard late at once. One step at a time, so that a place in
 * which nothing can be drawn ends it with everything standing once: a row that steps and the one whose place it takes
 * exchange theirs, and the latter waits until the former is drawn. Nothing is posted or removed for it. Of a lane only its
 * one sender does this, so that nobody draws meanwhile; one whose lease has ended finds its row taken. While others are on
 * the move, or wait to be posted here, it stays where it was posted; the last of them sees to all (`followOn`).
 * @param after what could not be drawn elsewhere: what stands behind it is seen to
 */
export async function putInOrder(tx: Tx, id: string, now: Date, after?: string): Promise<void> {
  const rows = await standing(tx, id);
  if (rows.some(({ moving }) => moving)) return;
  const behind = after === undefined ? -1 : rows.findIndex((row) => row.id === after);
  const late = rows.find(({ said }, place) => place > behind && said - 1 < place);
  if (!late || (await moreToPost(tx, id, now))) return;
  await step(tx, rows, late, now);
}

/** Has a row drawn where it belongs; what stands there waits until that is done. */
async function step(tx: Tx, rows: readonly Standing[], row: Standing, now: Date): Promise<void> {
  const other = rows[row.said - 1];
  if (!other || other === row) return;
  await tx.$executeRaw`
    UPDATE outgoing SET remote_id = ${other.remote_id}, remote_key = ${other.remote_key}, state = 'owed', lease_until = NULL,
      due_at = ${now}, attempts = 0
    WHERE id = ${row.id}::uuid`;
  await tx.$executeRaw`
    UPDATE outgoing SET remote_id = ${row.remote_id}, remote_key = ${row.remote_key}, displaced_by = ${row.id}::uuid,
      lease_until = NULL, state = CASE WHEN state = 'sending' THEN 'owed' ELSE state END
    WHERE id = ${other.id}::uuid`;
}

/** Whether others of the same are to be posted in this lane now: to put them in order one by one would draw all that was said later once for each. */
async function moreToPost(tx: Tx, id: string, now: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ more: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM outgoing o JOIN outgoing mine ON mine.id = ${id}::uuid AND o.among = mine.among AND o.lane = mine.lane
        LEFT JOIN outgoing r ON r.id = o.under
      WHERE o.id <> mine.id AND o.state = 'owed' AND o.remote_id IS NULL AND o.due_at <= ${now}
        AND (o.under IS NULL OR r.remote_id IS NOT NULL)) AS more`;
  return row?.more ?? false;
}

/** What stands among the same in the same lane, held until the transaction ends, from the first place to the last. */
async function standing(tx: Tx, id: string): Promise<readonly Standing[]> {
  const rows = Prisma.sql`outgoing o JOIN outgoing mine ON mine.id = ${id}::uuid AND o.among = mine.among AND o.lane = mine.lane
    WHERE o.remote_id IS NOT NULL AND o.state <> 'failed'`;
  await tx.$queryRaw`SELECT 1 FROM ${rows} ORDER BY o.seq FOR UPDATE OF o`;
  // Keys of one conversation say what stands before what: platforms name messages by when they were posted.
  return tx.$queryRaw<Standing[]>`
    SELECT o.id, o.remote_id, o.remote_key, o.displaced_by IS NOT NULL OR o.homeless AS moving,
      (row_number() OVER (ORDER BY o.said_at, o.seq))::int AS said
    FROM ${rows} ORDER BY length(o.remote_key), o.remote_key COLLATE "C"`;
}

/** Holds for the row whose place another was to be drawn in; found by the index of what stands in order. */
const displacedBy = (id: string): Prisma.Sql => Prisma.sql`displaced_by = ${id}::uuid
  AND (among, lane) = (SELECT mine.among, mine.lane FROM outgoing mine WHERE mine.id = ${id}::uuid)`;

/**
 * After a row was drawn, or taken away, where another stood: that one has lost its place, and is drawn in its next one.
 * @param moved it had lost its own place before, or will never be posted: where it is the last to, whatever was posted meanwhile has its turn
 */
export async function followOn(tx: Tx, id: string, now: Date, moved = false): Promise<void> {
  const [next] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE outgoing SET displaced_by = NULL, homeless = true, state = 'owed', due_at = ${now}, attempts = 0
    WHERE ${displacedBy(id)} RETURNING id`;
  if (!next) return moved ? putInOrder(tx, id, now) : undefined;
  const rows = await standing(tx, next.id);
  const row = rows.find((one) => one.id === next.id);
  if (row && !rows.some((other) => other.moving && other !== row)) await step(tx, rows, row, now);
}

/**
 * After a row could not be drawn where it was to be. In another's place: both have their own again; a place that is gone
 * is nobody's from then on. In its own, while what it says stands nowhere: it is posted anew, and what stands in that place
 * stays there, where it may not be changed, as it was before: twice, until somebody deletes it.
 * @returns false where it was not on the move
 */
export async function stepBack(tx: Tx, id: string, problem: string, now: Date): Promise<boolean> {
  const own = Prisma.sql`state = CASE WHEN homeless OR wanted > shown THEN 'owed' ELSE 'shown' END, lease_until = NULL,
    due_at = ${now}, attempts = 0, problem = NULL, code = NULL, failing_since = NULL`;
  const exchanged = await tx.$executeRaw`
    WITH other AS (SELECT id, remote_id, remote_key FROM outgoing WHERE ${displacedBy(id)} FOR UPDATE),
    given AS (
      UPDATE outgoing o SET remote_id = mine.remote_id, remote_key = mine.remote_key, displaced_by = NULL,
        state = CASE WHEN ${problem} = 'gone' THEN 'failed' ELSE o.state END,
        problem = CASE WHEN ${problem} = 'gone' THEN 'gone' ELSE o.problem END
      FROM other, outgoing mine WHERE o.id = other.id AND mine.id = ${id}::uuid)
    UPDATE outgoing SET remote_id = other.remote_id, remote_key = other.remote_key, ${own}
    FROM other WHERE outgoing.id = ${id}::uuid`;
  if (exchanged > 0) {
    await putInOrder(tx, id, now, problem === 'gone' ? undefined : id);
    return true;
  }
  const anew = await tx.$executeRaw`
    UPDATE outgoing SET remote_id = NULL, remote_key = NULL, homeless = false, ${own}
    WHERE id = ${id}::uuid AND homeless`;
  return anew > 0;
}

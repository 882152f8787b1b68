/** Secret votes in Postgres: under a key of their own, in a table that no log or backup has, which is destroyed when they are counted. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Sealer } from '../../bot/core/seal.ts';
import type { Part } from '../../bot/sessions/record.ts';
import type { VoteBox } from '../../bot/sessions/sense/ballot-box.ts';
import type { VoteStore } from '../../bot/sessions/sense/store.ts';
import type { Role } from '../../bot/sessions/session.ts';
import { isId } from '../audience.ts';
import type { Tx } from '../work.ts';

const WHAT = 'votes';

/** Null where it is gone, or was sealed under a secret that is configured no more: that is the same. */
async function keyOf(tx: Tx, sealer: Sealer, session: string): Promise<Buffer | null> {
  const row = await tx.sessionKey.findUnique({ where: { sessionId_what: { sessionId: session, what: WHAT } } });
  try {
    return row && Buffer.from(sealer.open(row.key) as string, 'base64');
  } catch {
    return null;
  }
}
const markOf = (key: Buffer, person: string) =>
  new Uint8Array(createHmac('sha256', key).update(`vote/${person}`).digest());

/** Until the transaction ends nobody else votes or counts. A lock is in no row and in no log. */
const turnOf = (tx: Tx, session: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`votes/${session}`}, 0))`;

export function createSenseVotes(tx: Tx, now: Date, sealer: Sealer): VoteStore {
  return {
    async voting(session) {
      if (!isId(session)) return null;
      const row = await tx.topicVoting.findUnique({ where: { sessionId: session } });
      if (!row) return null;
      const state = row.state === 'open' ? 'open' : 'closed';
      const isLost = state === 'open' && (await keyOf(tx, sealer, session)) === null;
      return { state, begun: row.begun, openedAt: row.openedAt, isLost };
    },
    async openVoting(session) {
      await turnOf(tx, session);
      await tx.topicVote.deleteMany({ where: { sessionId: session } });
      const key = new Uint8Array(sealer.seal(randomBytes(32).toString('base64')));
      await tx.sessionKey.upsert({
        where: { sessionId_what: { sessionId: session, what: WHAT } },
        create: { sessionId: session, what: WHAT, key },
        update: { key },
      });
      await tx.topicVoting.upsert({
        where: { sessionId: session },
        create: { sessionId: session, state: 'open', openedAt: now },
        update: { state: 'open', openedAt: now, closedAt: null, begun: { increment: 1 } },
      });
    },
    async voters(session) {
      const marks = await tx.topicVote.findMany({
        where: { sessionId: session },
        distinct: ['mark'],
        select: { mark: true },
      });
      return marks.length;
    },
    async closeVoting(session, people) {
      await turnOf(tx, session);
      const key = await keyOf(tx, sealer, session);
      const marks = key ? people.map((person) => markOf(key, person)) : [];
      // Where nobody voted, all are talked about first as before.
      if (key)
        await tx.$executeRaw`
          UPDATE topic t SET votes = v.votes, priority = CASE WHEN v.everywhere = 0 THEN t.priority ELSE v.votes > 0 END,
            version = t.version + 1
          FROM (SELECT x.id, COALESCE(sum(b.count), 0)::int AS votes, COALESCE(sum(sum(b.count)) OVER (), 0) AS everywhere FROM topic x
            LEFT JOIN topic_vote b ON b.topic_id = x.id AND b.mark = ANY(${marks})
            WHERE x.session_id = ${session}::uuid AND x.state = 'accepted' GROUP BY x.id) v
          WHERE t.id = v.id`;
      await tx.topicVote.deleteMany({ where: { sessionId: session } });
      await tx.topicVoting.updateMany({ where: { sessionId: session }, data: { state: 'closed', closedAt: now } });
      await destroyKey(tx, session);
    },
  };
}

/** The same for whoever votes: it reads, and writes marks alone. */
export const createVoteBox = (tx: Tx, sealer: Sealer): VoteBox => ({
  async ballot(session, who) {
    if (!isId(session)) return null;
    await turnOf(tx, session);
    const [row] = await tx.$queryRaw<
      { state: string; screening: boolean; self_led: boolean; creator: boolean; parts: Part[]; open: boolean }[]
    >`
      SELECT x.state, x.is_screening AS screening, x.self_led, x.created_by = ${who}::uuid AS creator,
        ARRAY(SELECT p.role FROM session_person p WHERE p.session_id = x.id AND p.person_id = ${who}::uuid) AS parts,
        EXISTS (SELECT 1 FROM topic_voting v WHERE v.session_id = x.id AND v.state = 'open') AS open
      FROM session x WHERE x.id = ${session}::uuid`;
    if (!row) return null;
    const topics = await tx.$queryRaw<{ id: string; title: string; points: number }[]>`
      SELECT t.id, t.title, (SELECT count(*)::int FROM contribution c WHERE c.topic_id = t.id AND c.status = 'revealed') AS points
      FROM topic t WHERE t.session_id = ${session}::uuid AND t.state = 'accepted' ORDER BY t.place, t.created_at, t.id`;
    const key = await keyOf(tx, sealer, session);
    const votes = key && (await tx.topicVote.findMany({ where: { sessionId: session, mark: markOf(key, who) } }));
    const roles = row.parts.flatMap((part): Role[] => (part === 'note-taker' ? [] : [part]));
    return {
      session: { state: row.state, isScreening: row.screening, isSelfLed: row.self_led },
      roles: row.creator ? [...roles, 'creator'] : roles,
      isOpen: row.open,
      topics,
      mine: votes?.map(({ topicId, count }) => ({ topic: topicId, count })) ?? null,
    };
  },
  async cast(session, who, votes) {
    const key = await keyOf(tx, sealer, session);
    if (!key) throw new Error('votes without a key');
    const mark = markOf(key, who);
    await tx.topicVote.deleteMany({ where: { sessionId: session, mark } });
    await tx.topicVote.createMany({
      data: votes.map(({ topic, count }) => ({ sessionId: session, mark, topicId: topic, count })),
    });
  },
});

/** Takes the key away, and writes its table anew: it is in no free page of that either. */
async function destroyKey(tx: Tx, session: string): Promise<void> {
  await tx.$executeRaw`LOCK TABLE session_key IN ACCESS EXCLUSIVE MODE`;
  const others = await tx.sessionKey.findMany({ where: { NOT: { sessionId: session, what: WHAT } } });
  await tx.$executeRaw`TRUNCATE session_key`;
  if (others.length > 0) await tx.sessionKey.createMany({ data: others });
}

/** Facts of a session, apart from what made them so, and what people say of them, in Postgres. */
import type { SessionFact, Stance, Status } from '../../bot/sessions/sense/records.ts';
import type { FactStore } from '../../bot/sessions/sense/store.ts';
import { isId } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';
import { FIRST, NOBODY, pageOf } from './paging.ts';

interface FactRow {
  id: string;
  session_id: string;
  number: number;
  when: string;
  statement: string;
  evidence: string[];
  status: string;
  version: number;
  agree: number;
  dispute: number;
  disputes: string[];
  mine: string | null;
  total: number;
}

export function createSenseFacts(tx: Tx, now: Date, newId: () => string): FactStore {
  /** Without those that came from what is held or was withdrawn since. @param which on `f` */
  const select = (session: Prisma.Sql, which: Prisma.Sql, person: string) => Prisma.sql`
    SELECT f.*, v.agree, v.dispute, v.disputes, v.mine, count(*) OVER ()::int AS total
    FROM (SELECT every.*, row_number() OVER (ORDER BY every.place, every.id)::int AS number
      FROM session_fact every WHERE every.session_id = ${session}) f
    LEFT JOIN contribution c ON c.id = f.contribution_id
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE x.stance IN ('agree', 'recorded'))::int AS agree,
        count(*) FILTER (WHERE x.stance = 'dispute')::int AS dispute,
        COALESCE(array_agg(x.reason ORDER BY x.at, x.person_id) FILTER (WHERE x.stance = 'dispute' AND x.reason <> ''), '{}') AS disputes,
        max(x.stance) FILTER (WHERE x.person_id = ${isId(person) ? person : null}::uuid) AS mine
      FROM fact_voice x WHERE x.fact_id = f.id) v
    WHERE (c.id IS NULL OR c.status = 'revealed') AND ${which}`;

  const self: FactStore = {
    newFacts: (session) => tx.$queryRaw`
      SELECT c.id, c.text, c.evidence FROM contribution c
      WHERE c.session_id = ${session}::uuid AND c.status = 'revealed' AND c.question = 'happened'
        AND NOT EXISTS (SELECT 1 FROM session_fact f WHERE f.contribution_id = c.id)
      ORDER BY c.round, c.late, c.place, c.id`,
    async addFacts(session, facts) {
      if (facts.length === 0) return;
      const last = await tx.sessionFact.aggregate({ where: { sessionId: session }, _max: { place: true } });
      await tx.sessionFact.createMany({
        data: facts.map(({ contribution, by, evidence, ...fact }, at) => ({
          id: newId(),
          sessionId: session,
          ...fact,
          evidence: [...evidence],
          status: 'proposed',
          contributionId: contribution,
          proposedBy: by,
          place: (last._max.place ?? 0) + 1 + at,
          createdAt: now,
        })),
      });
    },
    async facts(session, person, { from, most }) {
      if (!isId(session)) return NOBODY;
      const rows = await tx.$queryRaw<FactRow[]>`
        ${select(Prisma.sql`${session}::uuid`, Prisma.sql`TRUE`, person)} ORDER BY f.number OFFSET ${from} LIMIT ${most}`;
      return pageOf(rows.map(toFact), rows[0]?.total, from, () => self.facts(session, person, FIRST));
    },
    async fact(id, person) {
      if (!isId(id)) return null;
      const session = Prisma.sql`(SELECT session_id FROM session_fact WHERE id = ${id}::uuid)`;
      const [row] = await tx.$queryRaw<FactRow[]>`${select(session, Prisma.sql`f.id = ${id}::uuid`, person)}`;
      return row ? toFact(row) : null;
    },
    async voice(fact, person, said) {
      const key = { factId: fact, personId: person };
      if (!said) {
        await tx.factVoice.deleteMany({ where: key });
        return;
      }
      const data = { stance: said.stance, reason: said.reason, at: now };
      await tx.factVoice.upsert({ where: { factId_personId: key }, create: { ...key, ...data }, update: data });
    },
    async voices(fact) {
      const rows = await tx.factVoice.groupBy({ by: ['stance'], where: { factId: fact }, _count: { _all: true } });
      const count = (stance: Stance): number => rows.find((row) => row.stance === stance)?._count._all ?? 0;
      const recorded = count('recorded');
      return { agree: count('agree') + recorded, dispute: count('dispute'), recorded: recorded > 0 };
    },
    async setStatus(fact, status) {
      const { contributionId } = await tx.sessionFact.update({
        where: { id: fact },
        data: { status, version: { increment: 1 } },
      });
      // Somebody looked at it.
      if (contributionId)
        await tx.contribution.updateMany({
          where: { id: contributionId, status: 'revealed' },
          data: { covered: true },
        });
    },
    async addEvidence(fact, evidence) {
      const added = await tx.$executeRaw`
        UPDATE session_fact SET evidence = array_append(evidence, ${evidence}), version = version + 1
        WHERE id = ${fact}::uuid AND NOT ${evidence} = ANY(evidence)`;
      return added === 1;
    },
  };
  return self;
}

const toFact = (row: FactRow): SessionFact => ({
  id: row.id,
  session: row.session_id,
  number: row.number,
  when: row.when,
  statement: row.statement,
  evidence: row.evidence,
  status: row.status as Status,
  version: row.version,
  agree: row.agree,
  dispute: row.dispute,
  disputes: row.disputes,
  mine: row.mine as Stance | null,
});

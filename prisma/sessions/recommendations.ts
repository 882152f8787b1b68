/** Recommendations and objections in Postgres. */
import type { Objection, ObjectionState, ObjectionStore } from '../../bot/sessions/outcome/objection.ts';
import type { Answer, Recommendation, RecommendationStore } from '../../bot/sessions/outcome/recommendation.ts';
import { isId, sharingAccount } from '../audience.ts';
import { type Objection as ObjectionRow, Prisma, type Recommendation as Row } from '../generated/client.ts';
import type { Tx } from '../work.ts';
import { namesOf } from './authors.ts';
import { showing } from './lessons.ts';
import { nameable } from './nameable.ts';

export function createRecommendationStore(tx: Tx, now: Date, newId: () => string): RecommendationStore {
  async function filled(rows: readonly Row[]): Promise<readonly Recommendation[]> {
    if (rows.length === 0) return [];
    const named = await namesOf(
      tx,
      rows.flatMap(({ proposedBy, answeredBy }) => [proposedBy, answeredBy]),
    );
    const counts = await tx.action.groupBy({
      by: ['recommendationId'],
      where: { recommendationId: { in: rows.map(({ id }) => id) }, state: { not: 'dropped' } },
      _count: true,
    });
    return rows.map(({ sessionId, topicId, answer, proposedBy, answeredBy, ...row }) => ({
      ...row,
      session: sessionId,
      topic: topicId,
      answer: answer as Answer | null,
      proposedBy: named(proposedBy),
      answeredBy: answeredBy === null ? null : named(answeredBy),
      actions: counts.find(({ recommendationId }) => recommendationId === row.id)?._count ?? 0,
    }));
  }
  async function one(id: string): Promise<Recommendation | null> {
    const row = isId(id) ? await tx.recommendation.findUnique({ where: { id } }) : null;
    const [found] = row ? await filled([row]) : [];
    return found ?? null;
  }

  return {
    async addRecommendation({ session, topic, by, ...words }) {
      const id = newId();
      const last = await tx.recommendation.aggregate({ where: { sessionId: session }, _max: { place: true } });
      const place = (last._max.place ?? 0) + 1;
      await tx.recommendation.create({
        data: { id, sessionId: session, topicId: topic, proposedBy: by, createdAt: now, place, ...words },
      });
      return id;
    },
    recommendation: one,
    async holdRecommendation(id) {
      if (!isId(id)) return null;
      await tx.$queryRaw`SELECT 1 FROM recommendation WHERE id = ${id}::uuid FOR UPDATE`;
      return one(id);
    },
    async recommendationsOf(session) {
      if (!isId(session)) return [];
      return filled(
        await tx.recommendation.findMany({
          where: { sessionId: session },
          orderBy: [{ place: 'asc' }, { id: 'asc' }],
        }),
      );
    },
    async saveRecommendation(id, { topic, answer, ...changed }) {
      await tx.recommendation.update({
        where: { id },
        data: {
          ...changed,
          ...(topic !== undefined && { topicId: topic }),
          ...(answer !== undefined && {
            answer: answer?.answer ?? null,
            answerWhy: answer?.why ?? null,
            answeredBy: answer?.by ?? null,
            answeredAt: answer ? now : null,
            recorded: answer?.recorded ?? false,
          }),
          version: { increment: 1 },
        },
      });
    },
    async removeRecommendation(id) {
      await tx.action.updateMany({ where: { recommendationId: id }, data: { recommendationId: null } });
      await tx.recommendation.delete({ where: { id } });
    },
    showingSponsor: (session) => showing(tx, 'sponsor', session),
    sponsorable(admin, query, limit) {
      const theirs = Prisma.sql`s.state NOT IN ('draft', 'closed', 'cancelled')
        AND EXISTS (SELECT 1 FROM organisation_admin d JOIN ${sharingAccount(admin, Prisma.sql`s.community_id`)}
          WHERE d.organisation_id = s.organisation_id AND d.person_id = i.person_id)
        AND EXISTS (SELECT 1 FROM session_person p JOIN person v ON v.id = p.person_id
          WHERE p.session_id = s.id AND p.role = 'sponsor' AND v.left_at IS NOT NULL)`;
      return nameable(tx, theirs, { query, limit });
    },
    async letPass(session) {
      await tx.recommendation.updateMany({
        where: { sessionId: session, answer: null },
        data: { answer: 'none', answeredAt: now, version: { increment: 1 } },
      });
    },
  };
}

export function createObjectionStore(tx: Tx, now: Date, newId: () => string): ObjectionStore {
  async function filled(rows: readonly ObjectionRow[]): Promise<readonly Objection[]> {
    const named = await namesOf(
      tx,
      rows.flatMap(({ personId, decidedBy }) => [personId, decidedBy]),
    );
    return rows.map(({ sessionId, personId, state, decidedBy, ...row }) => ({
      ...row,
      session: sessionId,
      by: named(personId),
      state: state as ObjectionState,
      decidedBy: decidedBy === null ? null : named(decidedBy),
    }));
  }
  async function one(id: string): Promise<Objection | null> {
    const row = isId(id) ? await tx.objection.findUnique({ where: { id } }) : null;
    const [found] = row ? await filled([row]) : [];
    return found ?? null;
  }

  return {
    async object({ session, by, text }) {
      const id = newId();
      await tx.objection.create({ data: { id, sessionId: session, personId: by, text, state: 'open', at: now } });
      return id;
    },
    objection: one,
    async holdObjection(id) {
      if (!isId(id)) return null;
      await tx.$queryRaw`SELECT 1 FROM objection WHERE id = ${id}::uuid FOR UPDATE`;
      return one(id);
    },
    async objectionsOf(session) {
      if (!isId(session)) return [];
      return filled(
        await tx.objection.findMany({ where: { sessionId: session }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
      );
    },
    async decideObjection(id, { state, answer, by }) {
      await tx.objection.update({ where: { id }, data: { state, answer, decidedBy: by, decidedAt: now } });
    },
  };
}

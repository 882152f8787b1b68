/** Actions, and what happened to each, in Postgres. */
import type { ActionState } from '../../bot/sessions/actions.ts';
import type {
  Action,
  ActionHappened,
  ActionHappening,
  ActionStore,
  Effect,
  Strength,
} from '../../bot/sessions/outcome/action.ts';
import type { Author } from '../../bot/words/author.ts';
import { isId, sharingAccount } from '../audience.ts';
import { type Action as ActionRow, type ActionEvent as EventRow, Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';
import { namesOf } from './authors.ts';
import { showing } from './lessons.ts';
import { inOrderOf, nearest, toldToAll } from './likeness.ts';
import { nameable } from './nameable.ts';

/** States in which something is still to be done. */
const OPEN = Prisma.sql`('proposed', 'offered', 'accepted', 'doing', 'blocked', 'declined', 'orphaned')`;
/** As many are compared at once, the newest. */
const COMPARED = 2_000;
/** Less is no likeness that a person should look at. */
const LIKE = 0.42;
const SOUGHT = 0.34;

export function createActionStore(tx: Tx, now: Date, newId: () => string): ActionStore {
  async function filled(rows: readonly ActionRow[]): Promise<readonly Action[]> {
    if (rows.length === 0) return [];
    const sessions = await tx.session.findMany({
      where: { id: { in: [...new Set(rows.map(({ sessionId }) => sessionId))] } },
      select: { id: true, title: true, reference: true },
    });
    const from = new Map(sessions.map(({ id, ...session }) => [id, session]));
    const named = await namesOf(
      tx,
      rows.flatMap(({ ownerId, proposedBy }) => [ownerId, proposedBy]),
    );
    return rows.map((row) => toAction(row, from.get(row.sessionId) ?? { title: '', reference: null }, named));
  }
  async function one(id: string): Promise<Action | null> {
    const row = isId(id) ? await tx.action.findUnique({ where: { id } }) : null;
    const [found] = row ? await filled([row]) : [];
    return found ?? null;
  }
  async function happened(rows: readonly EventRow[]): Promise<readonly ActionHappened[]> {
    const named = await namesOf(
      tx,
      rows.map(({ personId }) => personId),
    );
    return rows.map((row) => ({
      cause: row.id,
      action: row.actionId,
      seq: row.seq,
      event: row.event as ActionHappening,
      by: row.personId === null ? null : named(row.personId),
      from: row.fromState as ActionState,
      to: row.toState as ActionState,
      why: row.why,
      dueWas: row.dueWas,
      at: row.at,
    }));
  }
  return {
    async addAction({ session, community, recommendation, lessons, owner, by, ...words }) {
      const id = newId();
      await tx.action.create({
        data: {
          id,
          sessionId: session,
          communityId: community,
          recommendationId: recommendation,
          lessonIds: [...lessons],
          ownerId: owner,
          state: 'proposed',
          proposedBy: by,
          createdAt: now,
          ...words,
        },
      });
      return id;
    },
    action: one,
    async holdAction(id) {
      if (!isId(id)) return null;
      await tx.$queryRaw`SELECT 1 FROM action WHERE id = ${id}::uuid FOR UPDATE`;
      return one(id);
    },
    async actionsOf(session) {
      if (!isId(session)) return [];
      return filled(
        await tx.action.findMany({
          where: { sessionId: session },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        }),
      );
    },
    async saveAction(id, { recommendation, lessons, owner, mergedInto, ...changed }) {
      await tx.action.update({
        where: { id },
        data: {
          ...changed,
          ...(recommendation !== undefined && { recommendationId: recommendation }),
          ...(lessons && { lessonIds: [...lessons] }),
          ...(owner !== undefined && { ownerId: owner }),
          ...(mergedInto !== undefined && { mergedIntoId: mergedInto }),
          version: { increment: 1 },
        },
      });
    },
    async planAction(id, step, lookAt) {
      await tx.action.update({ where: { id }, data: { step, lookAt } });
    },
    async actionHappened({ cause, action, event, by, from, to, why, dueWas = null }) {
      const added = await tx.$executeRaw`
        INSERT INTO action_event (id, action_id, seq, event, person_id, from_state, to_state, why, due_was, at)
        SELECT ${cause}, ${action}::uuid, COALESCE((SELECT max(seq) FROM action_event WHERE action_id = ${action}::uuid), 0) + 1,
          ${event}, ${by}::uuid, ${from}, ${to}, ${why}, ${dueWas}, ${now}
        ON CONFLICT (id) DO NOTHING`;
      return added === 1;
    },
    async actionHistory(id) {
      if (!isId(id)) return [];
      return happened(await tx.actionEvent.findMany({ where: { actionId: id }, orderBy: { seq: 'asc' } }));
    },
    async actionEvent(cause) {
      const row = await tx.actionEvent.findUnique({ where: { id: cause } });
      const [found] = row ? await happened([row]) : [];
      return found ?? null;
    },

    async actionsLike({ community, session }, { words, tags, nearest: isNear }, limit) {
      if (!isId(community)) return [];
      const candidates = Prisma.sql`
        SELECT n.id, ${isNear ? Prisma.sql`n.text` : Prisma.sql`concat_ws(' ', s.title, s.event, n.text)`} AS words, s.tags
        FROM action n JOIN session s ON s.id = n.session_id
        WHERE n.community_id = ${community}::uuid AND n.state IN ${OPEN} AND n.ended_at IS NULL
          AND (${isNear ? Prisma.sql`s.id = ${session}::uuid OR` : Prisma.sql`s.id IS DISTINCT FROM ${session}::uuid AND`} ${toldToAll})
        ORDER BY n.created_at DESC LIMIT ${COMPARED}`;
      const how = isNear ? ({ by: 'both', least: LIKE } as const) : ({ by: 'sought', least: SOUGHT } as const);
      const ids = await nearest(tx, candidates, { words, tags: isNear ? [] : tags }, { ...how, limit });
      const rows = await tx.action.findMany({ where: { id: { in: [...ids] } } });
      return filled(inOrderOf(ids, rows));
    },
    async actionsFrom(lesson) {
      const own = isId(lesson) ? await tx.lesson.findUnique({ where: { id: lesson } }) : null;
      if (!own) return [];
      return filled(
        await tx.action.findMany({
          where: {
            communityId: own.communityId,
            lessonIds: { has: lesson },
            state: { notIn: ['dropped', 'merged'] },
          },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        }),
      );
    },
    async ownable(session, person) {
      if (!isId(session) || !isId(person)) return null;
      const [found] = await nameable(tx, Prisma.sql`s.id = ${session}::uuid`, { person, query: '', limit: 1 });
      return found ?? null;
    },
    ownables(account, query, limit) {
      const theirs = Prisma.sql`EXISTS (
        SELECT 1 FROM session own JOIN ${sharingAccount(account, Prisma.sql`own.community_id`)}
        WHERE own.id = s.id AND (own.created_by = i.person_id OR EXISTS (
          SELECT 1 FROM session_person p WHERE p.session_id = own.id AND p.person_id = i.person_id)))`;
      return nameable(tx, theirs, { query, limit });
    },
    async actionsBy(account, limit) {
      const own = await tx.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM action a JOIN ${sharingAccount(account, Prisma.sql`a.community_id`)}
        WHERE a.owner_id = i.person_id AND a.ended_at IS NULL
          AND a.state IN ('offered', 'accepted', 'doing', 'blocked', 'said_done', 'confirmed')
        ORDER BY a.due_on, a.created_at, a.id LIMIT ${limit}`;
      return filled(
        await tx.action.findMany({
          where: { id: { in: own.map(({ id }) => id) } },
          orderBy: [{ dueOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        }),
      );
    },
    async owned(person) {
      if (!isId(person)) return [];
      const rows = await tx.action.findMany({
        where: { ownerId: person, endedAt: null },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      return rows.map(({ id }) => id);
    },
    async dueActions(limit) {
      const rows = await tx.action.findMany({
        where: { lookAt: { lte: now } },
        select: { id: true },
        orderBy: [{ lookAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(({ id }) => id);
    },
    showingAction: (id) => showing(tx, 'action', id),
    async endedSessions(before, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT s.id FROM session s WHERE s.state = 'published' AND s.since <= ${before}
          AND NOT EXISTS (SELECT 1 FROM action n WHERE n.session_id = s.id AND n.ended_at IS NULL)
        ORDER BY s.since, s.id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
  };
}

function toAction(row: ActionRow, from: Action['from'], named: (id: string) => Author): Action {
  const { sessionId, communityId, recommendationId, lessonIds, ownerId, mergedIntoId, proposedBy, ...rest } = row;
  return {
    ...rest,
    session: sessionId,
    community: communityId,
    recommendation: recommendationId,
    lessons: lessonIds,
    owner: ownerId === null ? null : named(ownerId),
    mergedInto: mergedIntoId,
    proposedBy: named(proposedBy),
    strength: row.strength as Strength,
    state: row.state as ActionState,
    effect: row.effect as Effect | null,
    from,
  };
}

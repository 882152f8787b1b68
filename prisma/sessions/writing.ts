/** What people put in, from the opening of a round to its deletion, in Postgres. */
import { randomUUID } from 'node:crypto';
import { type ConversationRef, refKey } from '../../bot/core/ref.ts';
import type { Point } from '../../bot/sessions/writing/points.ts';
import type { At, Challenge, Round, Urgent, WritingStore, Written } from '../../bot/sessions/writing/store.ts';
import { isId } from '../audience.ts';
import { Prisma, type SessionRound } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';
import { contributionsWhere, forReaders, READABLE } from './contributions.ts';
import { type InputSeal, shuffled } from './input.ts';
import { doneOf, keysOf, makeKey, ofRound } from './keys.ts';
import { rewriteInput } from './rewriting.ts';

interface StagedRow {
  id: string;
  round: number;
  body: Uint8Array;
  person_id: string | null;
  day: string;
}
type Staged = Point & Pick<StagedRow, 'id' | 'round' | 'person_id' | 'day'>;

export function createWritingStore(tx: Tx, now: Date, input: InputSeal): WritingStore {
  const opened = ({ body, ...row }: StagedRow): Staged => ({ ...row, ...input.openPoint(body) });
  const staged = async (which: Prisma.Sql): Promise<readonly Staged[]> =>
    (
      await tx.$queryRaw<
        StagedRow[]
      >`SELECT id, round, body, person_id, day FROM staged_input i WHERE ${which} ORDER BY id`
    ).map(opened);
  const ofIt = ({ session, round }: Pick<At, 'session' | 'round'>): Prisma.Sql =>
    Prisma.sql`session_id = ${session}::uuid AND round = ${round}`;

  async function participants(session: string): Promise<readonly string[]> {
    const rows = await tx.sessionPerson.findMany({ where: { sessionId: session, role: 'participant' } });
    return rows.map(({ personId }) => personId);
  }

  const authors = async (rows: readonly Staged[]): Promise<ReadonlyMap<string, NamedRow>> => {
    const persons = [...new Set(rows.flatMap(({ person_id }) => person_id ?? []))];
    const named = await tx.$queryRaw<NamedRow[]>`
      SELECT ${NAMED} FROM unnest(${persons}::uuid[]) AS given(id) JOIN ${accountOf(Prisma.sql`given.id`)} a ON true`;
    return new Map(named.map((row) => [row.person_id, row]));
  };
  async function asUrgent(rows: readonly Staged[]): Promise<readonly Urgent[]> {
    const named = await authors(rows);
    return rows.map(({ id, text, person_id }) => {
      const row = person_id === null ? undefined : named.get(person_id);
      return { id, text, author: row ? toNamed(row) : null };
    });
  }
  const challengesWhere = async (which: Prisma.Sql): Promise<readonly Challenge[]> => {
    const rows = await tx.$queryRaw<{ id: string; contribution: string; text: string }[]>`
      SELECT h.id, h.contribution_id AS contribution, h.text FROM contribution_challenge h
      JOIN contribution c ON c.id = h.contribution_id WHERE ${which} ORDER BY c.place, h.id`;
    const all = await contributionsWhere(
      tx,
      Prisma.sql`c.id = ANY(${rows.map(({ contribution }) => contribution)}::uuid[])`,
    );
    return rows.flatMap(({ id, contribution, text }) => {
      const one = all.find((candidate) => candidate.id === contribution);
      return one ? [{ id, text, contribution: { ...one, author: null } }] : [];
    });
  };

  return {
    async rounds(session) {
      if (!isId(session)) return [];
      const rows = await tx.sessionRound.findMany({ where: { sessionId: session }, orderBy: { round: 'asc' } });
      return rows.map(toRound);
    },
    async openRound({ session, unattributed, question }) {
      const last = await tx.sessionRound.findFirst({ where: { sessionId: session }, orderBy: { round: 'desc' } });
      if (last && last.closedAt === null) return toRound(last);
      const round = (last?.round ?? 0) + 1;
      const data = { sessionId: session, round, unattributed, question, openedAt: now };
      return toRound(await tx.sessionRound.create({ data }));
    },
    makeKey: (at) => makeKey(tx, input, at),
    hasLostKey: async (at) => (await keysOf(tx, input, at)).first === null,
    async contributors(at) {
      if (!at.unattributed) {
        const [row] = await tx.$queryRaw<{ count: number }[]>`
          SELECT count(DISTINCT person_id)::int AS count FROM staged_input WHERE ${ofIt(at)} AND NOT late`;
        return row?.count ?? 0;
      }
      const counts = await tx.$queryRaw<{ epoch: number; count: number }[]>`
        SELECT epoch, count(*)::int AS count FROM done_mark WHERE ${ofIt(at)} GROUP BY epoch`;
      const { latest } = await keysOf(tx, input, at);
      let most = 0;
      for (const { epoch, count } of counts) {
        // Two accounts that wrote and turned out to be one person's are one who took part.
        const done =
          latest?.epoch === epoch
            ? await doneOf(tx, latest, at, await participants(at.session))
            : new Map<string, number>();
        const twice = [...done.values()].reduce((sum, marks) => sum + marks - 1, 0);
        most = Math.max(most, count - twice);
      }
      return most;
    },
    async finished(at, persons) {
      if (!at.unattributed) {
        const rows = await tx.$queryRaw<{ person: string }[]>`
          SELECT DISTINCT person_id AS person FROM staged_input
          WHERE ${ofIt(at)} AND person_id = ANY(${[...persons]}::uuid[])`;
        return rows.map(({ person }) => person);
      }
      const { first } = await keysOf(tx, input, at);
      return first ? [...(await doneOf(tx, { key: first, epoch: 0 }, at, persons)).keys()] : [];
    },
    async count({ session, round }, done) {
      await tx.sessionRound.update({
        where: { sessionId_round: { sessionId: session, round } },
        data: { done, doneAt: now },
      });
    },
    async receipts({ session, round }) {
      const rows = await tx.receipt.findMany({ where: { sessionId: session, round } });
      return rows.map(({ personId }) => personId);
    },
    async receive({ session, round, unattributed }, persons) {
      await tx.receipt.createMany({
        data: [...persons]
          .sort()
          .map((personId) => ({ sessionId: session, round, personId, at: unattributed ? null : now })),
        skipDuplicates: true,
      });
    },

    async takeUrgent(at, questions) {
      const found = (await staged(Prisma.sql`${ofIt(at)} AND NOT told`)).filter(({ question }) =>
        questions.includes(question),
      );
      await tx.stagedInput.updateMany({ where: { id: { in: found.map(({ id }) => id) } }, data: { told: true } });
      return asUrgent(shuffled(found));
    },
    async urgent(session, questions) {
      if (!isId(session)) return [];
      const waiting = await asUrgent(await staged(Prisma.sql`session_id = ${session}::uuid AND told`));
      const shown = await contributionsWhere(
        tx,
        Prisma.sql`c.session_id = ${session}::uuid AND c.question = ANY(${[...questions]}) AND c.status IN ('revealed', 'screening')`,
      );
      return [...waiting, ...shown.map(({ id, text, author }) => ({ id, text, author }))];
    },

    async close(at) {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`writing/${at.session}`}, 0))`;
      const contributors = await this.contributors(at);
      const closed = await tx.sessionRound.updateMany({
        where: { sessionId: at.session, round: at.round, closedAt: null },
        data: { closedAt: now, contributors },
      });
      if (closed.count === 0) return null;
      const all = await staged(Prisma.sql`${ofIt(at)} AND NOT late`);
      await tx.$executeRaw`DELETE FROM staged_input WHERE ${ofIt(at)} AND NOT late`;
      await tx.$executeRaw`DELETE FROM session_draft WHERE ${ofIt(at)} AND NOT carried`;
      await tx.$executeRaw`DELETE FROM done_mark WHERE ${ofIt(at)}`;
      await tx.$executeRaw`DELETE FROM session_key WHERE ${ofRound(at)}`;
      return all.map(toWritten);
    },
    async answer({ session, round }, answers) {
      await tx.sessionRound.update({ where: { sessionId_round: { sessionId: session, round } }, data: { answers } });
    },
    async forgetAuthors(session) {
      await tx.$executeRaw`DELETE FROM session_draft WHERE session_id = ${session}::uuid`;
      await tx.$executeRaw`DELETE FROM done_mark WHERE session_id = ${session}::uuid`;
      await tx.$executeRaw`DELETE FROM session_key WHERE session_id = ${session}::uuid AND what LIKE 'round:%'`;
    },
    async forgetCarried(session) {
      await tx.$executeRaw`
        DELETE FROM session_draft d USING session_round r WHERE d.session_id = ${session}::uuid AND d.carried
          AND r.session_id = d.session_id AND r.round = d.round AND r.closed_at IS NOT NULL`;
    },
    async deleteUnshown(session) {
      await tx.$executeRaw`DELETE FROM staged_input WHERE session_id = ${session}::uuid`;
    },
    async takeLate(session) {
      const late = await staged(Prisma.sql`session_id = ${session}::uuid AND late`);
      await tx.stagedInput.deleteMany({ where: { id: { in: late.map(({ id }) => id) } } });
      return late.map(toWritten);
    },
    async contribute(session, all, { status, late }) {
      const [last] = await tx.$queryRaw<{ place: number }[]>`
        SELECT COALESCE(max(place), 0) AS place FROM contribution WHERE session_id = ${session}::uuid`;
      const data = shuffled(all).map(({ person, ...one }, at) => ({
        ...one,
        // Ids of ours are in order of time elsewhere.
        id: randomUUID(),
        sessionId: session,
        evidence: [...one.evidence],
        personId: person,
        place: (last?.place ?? 0) + 1 + at,
        status,
        late,
      }));
      if (data.length > 0) await tx.contribution.createMany({ data });
      return data.map(({ id }) => id);
    },
    async reveal({ session, round }) {
      const which = { sessionId: session, round };
      await tx.sessionRound.update({ where: { sessionId_round: which }, data: { revealedAt: now } });
      await tx.contribution.updateMany({ where: { ...which, status: 'screening' }, data: { status: 'revealed' } });
      const rows = await tx.contribution.findMany({
        where: { ...which, status: 'revealed' },
        orderBy: { place: 'asc' },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    rewrite: () => rewriteInput(tx),

    async contributions(session) {
      if (!isId(session)) return [];
      const all = await contributionsWhere(tx, Prisma.sql`c.session_id = ${session}::uuid AND ${READABLE}`);
      return all.map(forReaders);
    },
    async contribution(id) {
      if (!isId(id)) return null;
      const [one] = await contributionsWhere(tx, Prisma.sql`c.id = ${id}::uuid AND ${READABLE}`);
      return one ? forReaders(one) : null;
    },
    async lookedThrough(session) {
      if (!isId(session)) return [];
      const all = await contributionsWhere(
        tx,
        Prisma.sql`c.session_id = ${session}::uuid AND c.status IN ('screening', 'held')`,
      );
      return all.map((one) => ({ ...one, author: null }));
    },
    async forLead(id) {
      if (!isId(id)) return null;
      const [one] = await contributionsWhere(tx, Prisma.sql`c.id = ${id}::uuid`);
      return one ? { ...one, author: null } : null;
    },
    async holdBack(id, why) {
      const held = await tx.contribution.updateMany({
        where: { id, status: { in: ['screening', 'revealed'] } },
        data: { status: 'held', heldFor: why.for, heldWhy: why.words, heldBy: why.by },
      });
      return held.count === 1;
    },
    async release(id, to) {
      const data = { status: to, heldFor: null, heldWhy: null, heldBy: null };
      return (await tx.contribution.updateMany({ where: { id, status: 'held' }, data })).count === 1;
    },
    async withdraw(id, person) {
      if (!isId(id)) return false;
      const where = { id, personId: person, status: { not: 'withdrawn' } };
      return (await tx.contribution.updateMany({ where, data: { status: 'withdrawn' } })).count === 1;
    },
    async challenges(session) {
      if (!isId(session)) return [];
      return challengesWhere(
        Prisma.sql`c.session_id = ${session}::uuid AND h.told AND h.settled_at IS NULL AND c.status IN ('revealed', 'screening')`,
      );
    },
    async takeChallenges(session) {
      return tx.$executeRaw`
        UPDATE contribution_challenge h SET told = true FROM contribution c
        WHERE c.id = h.contribution_id AND c.session_id = ${session}::uuid AND NOT h.told AND h.settled_at IS NULL`;
    },
    async settle(challenge, by) {
      if (!isId(challenge)) return null;
      const [row] = await tx.$queryRaw<{ session: string }[]>`
        UPDATE contribution_challenge h SET settled_by = ${by}::uuid, settled_at = ${now} FROM contribution c
        WHERE h.id = ${challenge}::uuid AND h.settled_at IS NULL AND c.id = h.contribution_id RETURNING c.session_id AS session`;
      return row?.session ?? null;
    },
    async settleAll(contribution, by) {
      await tx.contributionChallenge.updateMany({
        where: { contributionId: contribution, settledAt: null },
        data: { settledBy: by, settledAt: now },
      });
    },
    async challenge(id) {
      if (!isId(id)) return null;
      return (await challengesWhere(Prisma.sql`h.id = ${id}::uuid AND h.settled_at IS NULL`))[0] ?? null;
    },

    async revealsAt(session) {
      const timer = await tx.sessionTimer.findUnique({
        where: { sessionId_kind: { sessionId: session, kind: 'due' } },
      });
      return timer?.at ?? null;
    },
    async shownIn(session, conversation: ConversationRef) {
      if (!isId(session)) return { shown: 0, of: 0 };
      const [row] = await tx.$queryRaw<{ shown: number; of: number }[]>`
        SELECT count(*) FILTER (WHERE o.remote_id IS NOT NULL)::int AS shown, count(*)::int AS of
        FROM contribution c JOIN outgoing o ON o.subject = 'session-input:' || c.id::text AND o.lane = ${refKey(conversation)}
        WHERE c.session_id = ${session}::uuid`;
      return row ?? { shown: 0, of: 0 };
    },
    async names(session) {
      if (!isId(session)) return [];
      const rows = await tx.$queryRaw<{ name: string }[]>`
        SELECT DISTINCT i.name FROM identity i WHERE i.person_id IN (
          SELECT person_id FROM session_person WHERE session_id = ${session}::uuid
          UNION SELECT m.person_id FROM membership m JOIN session x ON x.community_id = m.community_id WHERE x.id = ${session}::uuid)`;
      return rows.map(({ name }) => name);
    },
    async clear(session) {
      const shown = await tx.$queryRaw<{ id: string }[]>`
        DELETE FROM contribution WHERE session_id = ${session}::uuid RETURNING id`;
      await this.deleteUnshown(session);
      await this.forgetAuthors(session);
      await tx.session.update({ where: { id: session }, data: { clearedAt: now } });
      return shown.map(({ id }) => id);
    },
    async forRecords(session) {
      if (!isId(session)) return [];
      const all = await staged(Prisma.sql`session_id = ${session}::uuid`);
      return all.map(toWritten);
    },
  };
}

const toWritten = ({ question, text, round, day, person_id: person }: Staged): Written => ({
  question,
  text,
  round,
  day,
  person,
});

const toRound = ({ sessionId, answers, ...row }: SessionRound): Round => ({
  ...row,
  session: sessionId,
  answers: answers as Round['answers'],
});

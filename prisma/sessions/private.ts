/** What somebody writes before it is shown, in Postgres: where names are not kept, no row of it says whose it is. */
import type { Point } from '../../bot/sessions/writing/points.ts';
import type { At, Desk, Own, PrivateWritingStore } from '../../bot/sessions/writing/store.ts';
import { isId } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';
import { contributionsWhere, forReaders } from './contributions.ts';
import { carriedKey, carriedMark, doneMark, draftMark, type InputSeal, itemMark } from './input.ts';
import { idsOf, keysOf, latestKey } from './keys.ts';
import { createSetupStore } from './setup.ts';
import { createWritingStore } from './writing.ts';

interface StagedPoint extends Point {
  readonly id: string;
}

export function createPrivateWriting(tx: Tx, day: string, newId: () => string, input: InputSeal): PrivateWritingStore {
  const midnight = new Date(`${day}T00:00:00Z`);
  const setup = createSetupStore(tx, midnight, newId);
  const writing = createWritingStore(tx, midnight, input);
  const ofIt = ({ session, round }: At): Prisma.Sql => Prisma.sql`session_id = ${session}::uuid AND round = ${round}`;
  const ids = async (who: string): Promise<readonly string[]> => (await idsOf(tx, [who])).get(who) ?? [who];

  /** What somebody handed in and can still change. */
  async function theirs(at: At, who: string): Promise<readonly StagedPoint[]> {
    if (!at.unattributed) {
      const rows = await tx.$queryRaw<{ id: string; body: Uint8Array }[]>`
        SELECT id, body FROM staged_input WHERE ${ofIt(at)} AND NOT late AND person_id = ${who}::uuid`;
      return rows.map(({ id, body }) => ({ id, ...input.openPoint(body) }));
    }
    const { first } = await keysOf(tx, input, at);
    if (!first) return [];
    const rows = await tx.$queryRaw<{ id: string; mark: Uint8Array; body: Uint8Array }[]>`
      SELECT id, mark, body FROM staged_input WHERE ${ofIt(at)} AND NOT late AND mark IS NOT NULL`;
    const own = await ids(who);
    return rows
      .filter(({ id, mark }) => own.some((person) => Buffer.from(itemMark(first, person, id)).equals(mark)))
      .map(({ id, body }) => ({ id, ...input.openPoint(body) }));
  }

  /** What is not shown yet, whosever it is. */
  async function waiting(at: At, { late }: { late: boolean }): Promise<readonly Point[]> {
    const rows = await tx.$queryRaw<{ body: Uint8Array }[]>`
      SELECT body FROM staged_input WHERE ${ofIt(at)} AND late = ${late}`;
    return rows.map(({ body }) => input.openPoint(body));
  }

  async function stage(at: At, who: string, points: readonly Point[], how: { late: boolean }): Promise<void> {
    const first = at.unattributed && !how.late ? (await keysOf(tx, input, at)).first : null;
    const data = points.map((point) => {
      const id = newId();
      return {
        id,
        sessionId: at.session,
        round: at.round,
        body: input.point(point),
        mark: first && itemMark(first, who, id),
        personId: at.unattributed ? null : who,
        day,
        late: how.late,
      };
    });
    if (data.length > 0) await tx.stagedInput.createMany({ data });
  }

  const draftsOf = async (key: Uint8Array, who: string) => ({
    mark: { in: (await ids(who)).map((person) => draftMark(key, person)) },
  });

  /** Names are kept: what is to be done about it need not wait for the hour. */
  const soon = async (session: string): Promise<void> => {
    await tx.$executeRaw`UPDATE session_timer SET at = ${midnight} WHERE session_id = ${session}::uuid AND kind = 'receipts'`;
  };

  const same = (one: Point) => (other: Point) => one.question === other.question && one.text === other.text;

  return {
    async hold(session, who) {
      // Locks are in no row and in no log.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`writing/${session}`}, 0))`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`writing/${session}/${who}`}, 0))`;
    },
    async desk(id): Promise<Desk | null> {
      const session = await setup.get(id);
      if (!session) return null;
      const [community] = await tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM community WHERE id = ${session.community}::uuid`;
      return {
        session,
        rounds: await writing.rounds(id),
        people: await setup.people(id),
        community: community?.name ?? '',
      };
    },
    async own(at, who): Promise<Own> {
      const { first } = await keysOf(tx, input, at);
      if (!first) return { typed: null, points: [], isLost: true };
      const drafts = await tx.sessionDraft.findMany({ where: await draftsOf(first, who) });
      const [typed = null] = drafts.map(({ body }) => input.openDraft(body, at.unattributed ? first : null));
      return { typed, points: await theirs(at, who), isLost: false };
    },
    async keep(at, who, typed) {
      const { first } = await keysOf(tx, input, at);
      if (!first) return;
      await tx.sessionDraft.deleteMany({ where: await draftsOf(first, who) });
      const body = input.draft(typed, at.unattributed ? first : null);
      const data = { mark: draftMark(first, who), sessionId: at.session, round: at.round, body };
      await tx.sessionDraft.create({ data });
    },
    async carried({ session, round }, token) {
      const row = await tx.sessionDraft.findFirst({ where: { mark: carriedMark(token), sessionId: session, round } });
      return row && input.openDraft(row.body, carriedKey(token));
    },
    async carry({ session, round }, token, typed) {
      await tx.sessionDraft.deleteMany({ where: { mark: carriedMark(token) } });
      if (typed === null) return;
      const body = input.draft(typed, carriedKey(token));
      const data = { mark: carriedMark(token), sessionId: session, round, body, carried: true };
      await tx.sessionDraft.create({ data });
    },
    async handIn(at, who, points) {
      const was = await theirs(at, who);
      // What is as it was stays, so that nobody is told of it twice; where nobody can tell any more whose it was, whosever it is.
      const there = (await keysOf(tx, input, at)).first ? was : await waiting(at, { late: false });
      const gone = was.filter((one) => !points.some(same(one)));
      const more = points.filter((one) => !there.some(same(one)));
      await tx.stagedInput.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
      await stage(at, who, more, { late: false });
      if (!at.unattributed) {
        await soon(at.session);
        return;
      }
      const { key, epoch } = await latestKey(tx, input, at);
      const marks = (await ids(who)).map((person) => doneMark(key, person));
      if ((await tx.doneMark.count({ where: { mark: { in: marks } } })) > 0) return;
      await tx.doneMark.create({ data: { mark: doneMark(key, who), sessionId: at.session, round: at.round, epoch } });
    },
    async takeBack(at, who) {
      const { first } = await keysOf(tx, input, at);
      if (!first) return 0;
      const was = await theirs(at, who);
      await tx.stagedInput.deleteMany({ where: { id: { in: was.map(({ id }) => id) } } });
      await tx.sessionDraft.deleteMany({ where: await draftsOf(first, who) });
      if (at.unattributed) {
        const marks = (await ids(who)).map((person) => doneMark(first, person));
        await tx.doneMark.deleteMany({ where: { mark: { in: marks } } });
      } else {
        await tx.receipt.deleteMany({ where: { sessionId: at.session, round: at.round, personId: who } });
        await soon(at.session);
      }
      return was.length;
    },
    async addLate(at, who, points) {
      const there = await tx.contribution.findMany({
        where: { sessionId: at.session, round: at.round },
        select: { question: true, text: true },
      });
      const known = [...there, ...(await waiting(at, { late: true }))];
      await stage(
        at,
        who,
        points.filter((one) => !known.some(same(one))),
        { late: true },
      );
    },
    async shown(id) {
      if (!isId(id)) return null;
      const [one] = await contributionsWhere(tx, Prisma.sql`c.id = ${id}::uuid AND c.status = 'revealed'`);
      return one ? { ...forReaders(one), author: null } : null;
    },
    async challenge(contribution, text) {
      await tx.contributionChallenge.create({ data: { id: newId(), contributionId: contribution, text, day } });
    },
  };
}

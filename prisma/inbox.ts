/** The inbox in Postgres: an event is a sealed row before it is acknowledged and an id alone once it is settled. */
import type { Inbound } from '../bot/core/inbound.ts';
import type { Sealer } from '../bot/core/seal.ts';
import type { Ended, Inbox } from '../bot/core/stores.ts';
import type { Door, Kept } from './door.ts';
import { deliveryKey } from './doubt.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Transactions } from './work.ts';

export function createInbox(needs: {
  prisma: PrismaClient;
  door: Door;
  sealer: Sealer;
  transactions: Transactions;
}): Inbox {
  const { prisma, door, sealer, transactions } = needs;
  const kept = (event: Inbound, now: Date, holdMs: number): Kept => ({
    id: event.id,
    kind: event.kind,
    connection: event.connection,
    receivedAt: now,
    body: sealer.seal(event),
    dueAt: new Date(now.getTime() + holdMs),
    key: event.kind === 'message' ? deliveryKey(event.said.message) : null,
  });
  /** Only what another connection brought is waited for where it is being handled; a repetition never is. */
  const brought = async (event: Inbound, { body, dueAt }: Kept): Promise<void> => {
    if (event.kind !== 'message' || !event.addressed) return;
    await prisma.$executeRaw`
      UPDATE delivery SET connection = ${event.connection}, body = ${body}, due_at = ${dueAt}
      WHERE id = ${event.id} AND state = 'stored' AND connection <> ${event.connection}`;
  };
  return {
    concerns: (interest) => door.concerns(interest),

    async store(event, now, holdMs) {
      const row = kept(event, now, holdMs);
      if (!(await door.keep(row))) await brought(event, row);
    },

    async take(event, interest, now, { holdMs, within }) {
      const row = kept(event, now, holdMs);
      const took = await door.take({ ...row, interest, within });
      if (took === 'known') await brought(event, row);
      return took === 'new' || took === 'known' ? 'stored' : took;
    },

    async read(id) {
      const row = await prisma.delivery.findUnique({ where: { id }, select: { body: true, state: true } });
      if (!row?.body || row.state !== 'stored') return null;
      try {
        return sealer.open(row.body) as Inbound;
      } catch {
        // Its secret is configured no more: a dead letter, that the doctor shows, instead of a try without end.
        await prisma.delivery.updateMany({
          where: { id, state: 'stored' },
          data: { state: 'dead', fault: 'unreadable' },
        });
        return null;
      }
    },

    async work<R>(
      { id, connection }: Parameters<Inbox['work']>[0],
      now: Date,
      decide: (w: Parameters<Parameters<Inbox['work']>[2]>[0]) => Promise<Ended<R>>,
    ) {
      try {
        return await transactions.run(now, async (w, tx) => {
          const [row] = await tx.$queryRaw<{ id: string }[]>`
            SELECT id FROM delivery WHERE id = ${id} AND connection = ${connection} AND state = 'stored'
            FOR UPDATE SKIP LOCKED`;
          if (!row) return null;
          const ended = await decide(w);
          if (ended.end === 'release') throw new Released(ended.result);
          await tx.$executeRaw`
            UPDATE delivery SET state = 'settled', body = NULL, key = NULL, settled_at = ${now}, fault = NULL WHERE id = ${id}`;
          return ended.result;
        });
      } catch (error) {
        if (!(error instanceof Released)) throw error;
        await prisma.delivery.deleteMany({ where: { id, state: 'stored' } });
        return error.result as R;
      }
    },

    afterwards: (now, run) => transactions.run(now, run),

    async settle(id, now) {
      await prisma.delivery.updateMany({
        where: { id, state: 'stored' },
        data: { state: 'settled', body: null, key: null, settledAt: now },
      });
    },

    async postpone(id, dueAt) {
      await prisma.delivery.updateMany({ where: { id, state: 'stored' }, data: { dueAt } });
    },

    async failed(id, { id: fault, dueAt, tries }) {
      const [row] = await prisma.$queryRaw<{ state: string }[]>`
        UPDATE delivery SET attempts = attempts + 1, fault = ${fault}, settled_at = NULL,
          due_at = ${dueAt}, state = CASE WHEN attempts + 1 >= ${tries}::int THEN 'dead' ELSE state END
        WHERE id = ${id} AND state = 'stored' RETURNING state`;
      return row?.state === 'dead';
    },

    async due(now, limit) {
      const rows = await prisma.delivery.findMany({
        where: { state: 'stored', dueAt: { lte: now } },
        orderBy: { dueAt: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },

    async forget(before, limit) {
      return prisma.$executeRaw`
        DELETE FROM delivery WHERE id IN (
          SELECT id FROM delivery WHERE state = 'settled' AND settled_at < ${before} ORDER BY settled_at LIMIT ${limit})`;
    },
  };
}

/** Carries a result out of a transaction that is rolled back on purpose. */
export class Released extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('released');
    this.result = result;
  }
}

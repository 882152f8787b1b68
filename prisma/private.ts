/** Private deliveries in Postgres: a claim of a day, and a transaction in which nothing names anybody. */
import { createHash, randomUUID } from 'node:crypto';
import type { PrivateStores, PrivateWork } from '../bot/core/private.ts';
import type { UserRef } from '../bot/core/ref.ts';
import type { Behind, Ended, PrivateDesk } from '../bot/core/stores.ts';
import type { PrismaClient } from './generated/client.ts';
import { Released } from './inbox.ts';
import type { Transactions, Tx } from './work.ts';

/** Features' private stores on one transaction. They are told the day and no more of the time, and make ids by chance. */
export type OpenPrivateStores = (tx: Tx, day: string, newId: () => string) => PrivateStores;

/** How many days a claim is kept besides its own: no platform brings anything again after three. */
const KEEP_DAYS = 3;

export function createPrivateWork(open: OpenPrivateStores, tx: Tx, now: Date): PrivateWork {
  const day = now.toISOString().slice(0, 10);
  const id = () => randomUUID();
  return { ...open(tx, day, id), day, id, isBefore: (at) => now < at };
}

export function createPrivateDesk(needs: {
  readonly prisma: PrismaClient;
  readonly transactions: Pick<Transactions, 'privately'>;
}): PrivateDesk {
  const { prisma, transactions } = needs;
  return {
    look: (account, now, run) =>
      transactions.privately(now, { readOnly: true }, async (w, tx) => run(w, await behind(tx, account))),

    async once<R>(
      { id, from }: Parameters<PrivateDesk['once']>[0],
      now: Date,
      decide: (w: PrivateWork, who: Behind | null) => Promise<Ended<R>>,
    ) {
      const digest = createHash('sha256').update(id, 'utf8').digest();
      try {
        return await transactions.privately(now, { readOnly: false }, async (w, tx) => {
          // Who brings the same waits until the first has ended. A lock is in no row and in no log.
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${digest.toString('hex')}, 0))`;
          if (await tx.privateClaim.findUnique({ where: { digest }, select: { day: true } })) return null;
          const { end, result } = await decide(w, await behind(tx, from));
          if (end === 'release') throw new Released(result);
          // Last: what was read before the first write stands under no transaction's number in the log of changes, should it be there.
          const claimed = await tx.$executeRaw`
            INSERT INTO private_claim (digest, day) VALUES (${digest}, ${w.day}::date) ON CONFLICT DO NOTHING`;
          if (claimed === 0) throw new Released(null);
          return result;
        });
      } catch (error) {
        if (!(error instanceof Released)) throw error;
        return error.result as R;
      }
    },

    forget: (now, limit) => prisma.$executeRaw`
      DELETE FROM private_claim WHERE digest IN (
        SELECT digest FROM private_claim WHERE day < ${now.toISOString().slice(0, 10)}::date - ${KEEP_DAYS}::int LIMIT ${limit})`,
  };
}

/** One read. Accounts that were joined are of one person. */
async function behind(on: Pick<Tx, '$queryRaw'>, { platform, id }: UserRef): Promise<Behind | null> {
  const [row] = await on.$queryRaw<Behind[]>`
    SELECT i.person_id AS person, COALESCE(p.locale, i.locale, 'en-GB') AS locale, COALESCE(p.zone, i.zone, 'Europe/London') AS zone
    FROM identity i LEFT JOIN preference p ON p.person_id = i.person_id
    WHERE i.platform = ${platform} AND i.ref = ${id} AND i.active`;
  return row ?? null;
}

/**
 * Reads what was just written of accounts, as a private delivery would. Whoever is the first to read a row after it was written
 * has Postgres note in its page that it is there, and copy that page into its log of changes, with who is on it: beside what was
 * written privately, were it then. postgresql.org/docs/18/checksums.html, postgresql.org/docs/18/runtime-config-wal.html (wal_log_hints)
 */
export async function readAnew(on: Pick<Tx, '$queryRaw'>, accounts: Iterable<UserRef>): Promise<void> {
  for (const account of accounts) await behind(on, account);
}

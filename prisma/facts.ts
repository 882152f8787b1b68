/** Facts in Postgres: each feature's debts, paid one at a time per subject. */
import type { FactKind } from '../bot/core/facts.ts';
import type { FactStore } from '../bot/core/stores.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Transactions } from './work.ts';

export function createFactStore(needs: { prisma: PrismaClient; transactions: Transactions }): FactStore {
  const { prisma, transactions } = needs;
  return {
    async due(now, limit) {
      // Several of one subject in one go: each is followed only where none is before it, and what failed holds what came after.
      const rows = await prisma.$queryRaw<{ seq: bigint; feature: string; kind: string }[]>`
        SELECT f.fact_seq AS seq, f.feature, fact.kind FROM fact_follow f JOIN fact ON fact.seq = f.fact_seq
        WHERE f.due_at <= ${now} AND NOT EXISTS (SELECT 1 FROM fact_follow e
          WHERE e.feature = f.feature AND e.subject = f.subject AND e.fact_seq < f.fact_seq AND e.due_at > ${now})
        ORDER BY f.fact_seq LIMIT ${limit}`;
      return rows.map((row) => ({ seq: String(row.seq), feature: row.feature, kind: row.kind as FactKind }));
    },

    async follow({ seq, feature }, now, run) {
      return transactions.run(now, async (w, tx) => {
        const [row] = await tx.$queryRaw<{ body: unknown }[]>`
          SELECT fact.body FROM fact_follow f JOIN fact ON fact.seq = f.fact_seq
          WHERE f.fact_seq = ${BigInt(seq)} AND f.feature = ${feature}
            AND NOT EXISTS (SELECT 1 FROM fact_follow e
              WHERE e.feature = f.feature AND e.subject = f.subject AND e.fact_seq < f.fact_seq)
          FOR UPDATE OF f SKIP LOCKED`;
        if (!row) return false;
        await run(w, row.body);
        await tx.factFollow.delete({ where: { factSeq_feature: { factSeq: BigInt(seq), feature } } });
        return true;
      });
    },

    async failed({ seq, feature }, dueAt) {
      await prisma.factFollow.updateMany({
        where: { factSeq: BigInt(seq), feature },
        data: { attempts: { increment: 1 }, dueAt },
      });
    },
  };
}

/** How Teams' places and people are reached again, sealed at rest. */
import type { Clock } from '../bot/core/ports.ts';
import type { Sealer } from '../bot/core/seal.ts';
import type { PrismaClient } from './generated/client.ts';

/** What the Teams adapter declares that it needs. */
export function createReferences(needs: { prisma: PrismaClient; sealer: Sealer; clock: Clock }) {
  const { prisma, sealer, clock } = needs;
  return {
    async save(id: string, body: unknown): Promise<void> {
      const sealed = { body: sealer.seal(body), updatedAt: clock.now() };
      await prisma.teamsReference.upsert({ where: { id }, create: { id, ...sealed }, update: sealed });
    },
    async find(id: string): Promise<unknown> {
      const row = await prisma.teamsReference.findUnique({ where: { id } });
      if (!row) return null;
      try {
        return sealer.open(row.body);
      } catch {
        // Sealed under a secret that is no longer configured: the next activity from there writes it anew.
        return null;
      }
    },
  };
}

/** The playground's world in Postgres, so that a restart finds it as it was. */
import type { PrismaClient } from './generated/client.ts';

/** What the playground declares that it needs. */
export function createPlaygroundStore(prisma: PrismaClient) {
  return {
    all: () => prisma.playgroundRecord.findMany(),
    async put(kind: string, id: string, body: string): Promise<void> {
      await prisma.playgroundRecord.upsert({
        where: { kind_id: { kind, id } },
        create: { kind, id, body },
        update: { body },
      });
    },
    async remove(kind: string, id: string): Promise<void> {
      await prisma.playgroundRecord.deleteMany({ where: { kind, id } });
    },
  };
}

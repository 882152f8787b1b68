/** How far the playground's history was told: a start that was killed in the middle of it begins it again from nothing. */
import type { PrismaClient } from './generated/client.ts';

const MARK = { kind: 'story', id: 'telling' } as const;

export const markStoryBegun = (prisma: PrismaClient) =>
  prisma.playgroundRecord.create({ data: { ...MARK, body: '"begun"' } });
export const markStoryTold = (prisma: PrismaClient) => prisma.playgroundRecord.deleteMany({ where: MARK });

/** Empties a database in which the story stands half told and nothing else can: nobody is let in before its end. */
export async function forgetHalfStory(prisma: PrismaClient): Promise<void> {
  if ((await prisma.playgroundRecord.count({ where: MARK })) === 0) return;
  await prisma.$executeRaw`
    DO $$ DECLARE names text; BEGIN
      SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') INTO names
      FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations';
      EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY CASCADE';
    END $$`;
}

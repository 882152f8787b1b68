/** Organisations and their workspaces: made when a connection is configured. */
import type { PrismaClient } from './generated/client.ts';

/** Makes the workspace and its organisation unless they are there; a workspace never changes hands by itself. */
export async function ensureWorkspace(
  prisma: PrismaClient,
  place: { platform: string; externalId: string; name: string; organisation: string; newId: () => string; now: Date },
): Promise<void> {
  const { platform, externalId, name, organisation, newId, now } = place;
  await prisma.$transaction(async (tx) => {
    const known = await tx.workspace.findUnique({ where: { platform_externalId: { platform, externalId } } });
    if (known) return;
    const owner =
      (await tx.organisation.findFirst({ where: { name: organisation }, orderBy: { createdAt: 'asc' } })) ??
      (await tx.organisation.create({ data: { id: newId(), name: organisation, createdAt: now } }));
    await tx.$executeRaw`
      INSERT INTO workspace (id, platform, external_id, name, organisation_id)
      VALUES (${newId()}::uuid, ${platform}, ${externalId}, ${name}, ${owner.id}::uuid) ON CONFLICT DO NOTHING`;
  });
}

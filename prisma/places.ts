/** Organisations and their workspaces: made when a connection is configured, renamed when its configuration says so. */
import { StartError } from '../bot/core/start-error.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Tx } from './work.ts';

export interface ConfiguredPlace {
  readonly platform: string;
  readonly externalId: string;
  /** What the workspace itself is called. */
  readonly name: string;
  /** Who owns it; null where nobody said: then it goes by the workspace's name, and a known one stays as it is. */
  readonly organisation: string | null;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * Makes the workspace and its organisation unless they are there; a workspace never changes hands by itself.
 * @throws StartError where the organisation is called otherwise and cannot be renamed
 */
export async function ensureWorkspace(prisma: PrismaClient, place: ConfiguredPlace): Promise<void> {
  const { platform, externalId, name, organisation, newId, now } = place;
  await prisma.$transaction(async (tx) => {
    const known = await tx.workspace.findUnique({
      where: { platform_externalId: { platform, externalId } },
      include: { organisation: true },
    });
    if (known) {
      if (organisation !== null && organisation !== known.organisation.name) {
        await rename(tx, known.organisation, organisation, `${platform.toUpperCase()}_ORGANISATION`);
      }
      return;
    }
    const owning = organisation ?? name;
    const owner =
      (await tx.organisation.findFirst({ where: { name: owning }, orderBy: { createdAt: 'asc' } })) ??
      (await tx.organisation.create({ data: { id: newId(), name: owning, createdAt: now } }));
    await tx.$executeRaw`
      INSERT INTO workspace (id, platform, external_id, name, organisation_id)
      VALUES (${newId()}::uuid, ${platform}, ${externalId}, ${name}, ${owner.id}::uuid) ON CONFLICT DO NOTHING`;
  });
}

/** Only where nobody else is renamed with it, and nobody is taken for another. @param variable what said so */
async function rename(tx: Tx, was: { id: string; name: string }, name: string, variable: string): Promise<void> {
  const keep = `set ${variable} to “${was.name}”, or leave it out`;
  if ((await tx.workspace.count({ where: { organisationId: was.id } })) > 1) {
    throw new StartError(
      `${variable} cannot rename “${was.name}” to “${name}”, because that organisation owns another workspace here as well: ${keep}.`,
    );
  }
  if ((await tx.organisation.count({ where: { name } })) > 0) {
    throw new StartError(
      `${variable} cannot rename “${was.name}” to “${name}”, because another organisation here is called that, and the two cannot be joined yet: ${keep}.`,
    );
  }
  await tx.organisation.update({ where: { id: was.id }, data: { name } });
}

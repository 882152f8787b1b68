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
  /** The connection that hears and speaks there from now on; absent: none is known (the playground's). */
  readonly connection?: string;
  /** Where the organisation's name was given, for a refusal; the platform's variable where absent. */
  readonly said?: string;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * Makes the workspace and its organisation unless they are there; a workspace never changes hands by itself.
 * @returns its organisation's id
 * @throws StartError where the organisation is called otherwise and cannot be renamed, or another connection has the workspace
 */
export const ensureWorkspace = (prisma: PrismaClient, place: ConfiguredPlace): Promise<string> =>
  prisma.$transaction((tx) => placeIn(tx, place));

/** The same within a transaction. @throws StartError */
export async function placeIn(tx: Tx, place: ConfiguredPlace): Promise<string> {
  const { platform, externalId, name, organisation, newId, now } = place;
  const where = { platform_externalId: { platform, externalId } };
  const known = await tx.workspace.findUnique({ where, include: { organisation: true } });
  if (known) {
    await claim(tx, place);
    if (organisation !== null && organisation !== known.organisation.name) {
      await rename(tx, known.organisation, organisation, place.said ?? `${platform.toUpperCase()}_ORGANISATION`);
    }
    return known.organisationId;
  }
  const owner = await organisationIn(tx, { name: organisation ?? name, newId, now });
  await tx.$executeRaw`
    INSERT INTO workspace (id, platform, external_id, name, organisation_id)
    VALUES (${newId()}::uuid, ${platform}, ${externalId}, ${name}, ${owner}::uuid) ON CONFLICT DO NOTHING`;
  await claim(tx, place);
  return (await tx.workspace.findUniqueOrThrow({ where })).organisationId;
}

/** The organisation of that name, made unless it is there. @returns its id */
export async function organisationIn(
  tx: Tx,
  { name, newId, now }: Pick<ConfiguredPlace, 'name' | 'newId' | 'now'>,
): Promise<string> {
  const known = await tx.organisation.findFirst({ where: { name }, orderBy: { createdAt: 'asc' } });
  return (known ?? (await tx.organisation.create({ data: { id: newId(), name, createdAt: now } }))).id;
}

/** One connection has a workspace, until it is removed. @throws StartError where that is another */
async function claim(tx: Tx, { platform, externalId, name, connection }: ConfiguredPlace): Promise<void> {
  if (connection === undefined) return;
  const claimed = await tx.$executeRaw`
    UPDATE workspace SET connection = ${connection}
    WHERE platform = ${platform} AND external_id = ${externalId} AND COALESCE(connection, ${connection}) = ${connection}`;
  if (claimed > 0) return;
  const where = { platform_externalId: { platform, externalId } };
  const owner = (await tx.workspace.findUnique({ where }))?.connection;
  const what = platform === 'slack' ? `The workspace “${name}”` : `The tenant ${externalId}`;
  throw new StartError(
    `${what} belongs to the connection “${owner}” already: give another, or first run npm run connect -- remove ${owner}.`,
  );
}

/** Gives up the workspaces of a connection, but for one. */
export const releaseOthers = (prisma: PrismaClient | Tx, platform: string, connection: string, externalId: string) =>
  prisma.workspace.updateMany({
    where: { platform, connection, externalId: { not: externalId } },
    data: { connection: null },
  });

/** Only where nobody else is renamed with it, and nobody is taken for another. @param said what gave the new name */
async function rename(tx: Tx, was: { id: string; name: string }, name: string, said: string): Promise<void> {
  const keep = `set ${said} to “${was.name}”${said.startsWith('-') ? '' : ', or leave it out'}`;
  if ((await tx.workspace.count({ where: { organisationId: was.id } })) > 1) {
    throw new StartError(
      `${said} cannot rename “${was.name}” to “${name}”, because that organisation owns another workspace here as well: ${keep}.`,
    );
  }
  if ((await tx.organisation.count({ where: { name } })) > 0) {
    throw new StartError(
      `${said} cannot rename “${was.name}” to “${name}”, because another organisation here is called that, and the two cannot be joined yet: ${keep}.`,
    );
  }
  await tx.organisation.update({ where: { id: was.id }, data: { name } });
}

/** The community of many tests: Licensing, which every organisation on the stage agreed to share. */
import type { ConversationRef } from '../core/ref.ts';
import type { Actor, Stage } from './stage.ts';

/**
 * @param lead whose organisation founded it
 * @param channels in the order in which they were bound; the first one's id ends in 10
 * @returns its id
 */
export async function licensing(
  { prisma, clock }: Stage,
  lead: Actor,
  channels: readonly { readonly ref: ConversationRef; readonly name: string }[],
): Promise<string> {
  const id = '00000000-0000-7000-8000-000000000001';
  const now = clock.now();
  const { personId, workspace } = await prisma.identity.findFirstOrThrow({
    where: { ref: lead.ref.id },
    include: { workspace: true },
  });
  const workspaces = await prisma.workspace.findMany();
  const ownerOf = ({ platform, id: ref }: ConversationRef): string =>
    workspaces.find((one) => one.platform === platform && ref.startsWith(`${one.externalId}/`))?.organisationId ?? '';
  await prisma.community.create({
    data: {
      id,
      name: 'Licensing',
      nameKey: 'licensing',
      purpose: 'Licensing officers help each other',
      founderId: workspace.organisationId,
      createdBy: personId,
      createdAt: now,
      members: { create: { personId, role: 'lead', joinedAt: now } },
      organisations: {
        create: [...new Set(workspaces.map(({ organisationId }) => organisationId))].map((organisationId) => ({
          organisationId,
          agreedBy: personId,
          agreedAt: now,
        })),
      },
      channels: {
        create: channels.map(({ ref, name }, index) => ({
          id: `00000000-0000-7000-8000-00000000001${index}`,
          platform: ref.platform,
          ref: ref.id,
          organisationId: ownerOf(ref),
          name,
          hears: 'all',
          boundBy: personId,
          boundAt: new Date(now.getTime() + index),
        })),
      },
    },
  });
  return id;
}

/** Puts communities with their people and channels in place, for the playground. */
import type { PrismaClient } from './generated/client.ts';
import { ensureWorkspace } from './places.ts';

export interface SeedWorkspace {
  readonly platform: string;
  readonly externalId: string;
  readonly organisation: string;
  readonly people: readonly { readonly ref: string; readonly name: string }[];
}
export interface SeedCommunity {
  readonly name: string;
  /** The name folded for comparison. */
  readonly nameKey: string;
  readonly purpose: string;
  /** Refs of people; the first leads, the second facilitates. */
  readonly members: readonly string[];
  readonly channels: readonly {
    readonly platform: string;
    readonly ref: string;
    readonly name: string;
    readonly organisation: string;
  }[];
}

/** Many small statements: on a busy machine they take longer than Prisma's usual five seconds. */
const PATIENCE = { timeout: 60_000, maxWait: 20_000 };

/** Nothing where a community is there already. */
export async function seedCommunities(
  prisma: PrismaClient,
  seed: { workspaces: readonly SeedWorkspace[]; communities: readonly SeedCommunity[]; at: Date; newId: () => string },
): Promise<void> {
  const { at, newId } = seed;
  if ((await prisma.community.count()) > 0) return;
  for (const workspace of seed.workspaces) {
    await ensureWorkspace(prisma, { ...workspace, name: workspace.organisation, newId, now: at });
  }
  await prisma.$transaction(async (tx) => {
    const organisations = new Map((await tx.organisation.findMany()).map((one) => [one.name, one.id]));
    const people = new Map<string, string>();
    for (const { platform, externalId, people: accounts } of seed.workspaces) {
      const { id: workspaceId } = await tx.workspace.findUniqueOrThrow({
        where: { platform_externalId: { platform, externalId } },
      });
      for (const { ref, name } of accounts) {
        const personId = newId();
        await tx.person.create({ data: { id: personId, createdAt: at } });
        await tx.identity.create({ data: { id: newId(), personId, workspaceId, platform, ref, name, createdAt: at } });
        people.set(ref, personId);
      }
    }
    for (const { name, nameKey, purpose, members, channels } of seed.communities) {
      const [lead = ''] = members.map((ref) => people.get(ref) ?? '');
      const owners = [...new Set(channels.map((channel) => organisations.get(channel.organisation) ?? ''))];
      await tx.community.create({
        data: {
          id: newId(),
          name,
          nameKey,
          purpose,
          founderId: owners[0] ?? '',
          createdBy: lead,
          createdAt: at,
          organisations: { create: owners.map((organisationId) => ({ organisationId, agreedBy: lead, agreedAt: at })) },
          members: {
            create: members.map((ref, index) => ({
              personId: people.get(ref) ?? '',
              role: ['lead', 'facilitator'][index] ?? 'member',
              joinedAt: at,
            })),
          },
          channels: {
            create: channels.map((channel) => ({
              id: newId(),
              platform: channel.platform,
              ref: channel.ref,
              name: channel.name,
              organisationId: organisations.get(channel.organisation) ?? '',
              hears: 'all',
              boundBy: lead,
              boundAt: at,
            })),
          },
        },
      });
    }
  }, PATIENCE);
}

/** Who is behind a platform account: one identity an account, one person an identity until they are joined. */
import type { Me } from '../bot/core/me.ts';
import type { Recognition } from '../bot/core/stores.ts';
import type { PrismaClient } from './generated/client.ts';
import { txOf } from './work.ts';

export function createRecognition({ prisma, newId }: { prisma: PrismaClient; newId: () => string }): Recognition {
  return {
    async known(user, workspace) {
      const space = await prisma.workspace.findUnique({
        where: { platform_externalId: { platform: user.platform, externalId: workspace } },
        select: { identities: { where: { ref: user.id }, select: { checkedAt: true }, take: 1 } },
      });
      return space ? { checkedAt: space.identities[0]?.checkedAt ?? null } : null;
    },

    async recognise(w, { user, workspace, profile, name }): Promise<Me> {
      const tx = txOf(w);
      const space = await tx.workspace.findUniqueOrThrow({
        where: { platform_externalId: { platform: user.platform, externalId: workspace } },
        include: { organisation: true },
      });
      const where = { platform_ref: { platform: user.platform, ref: user.id } };
      let identity = await tx.identity.findUnique({ where });
      if (!identity) {
        const person = newId();
        await tx.person.create({ data: { id: person, createdAt: w.now } });
        const made = await tx.$executeRaw`
          INSERT INTO identity (id, person_id, workspace_id, platform, ref, name, created_at)
          VALUES (${newId()}::uuid, ${person}::uuid, ${space.id}::uuid, ${user.platform}, ${user.id}, ${profile?.name ?? name ?? '?'}, ${w.now})
          ON CONFLICT (platform, ref) DO NOTHING`;
        if (made === 0) await tx.person.delete({ where: { id: person } });
        identity = await tx.identity.findUniqueOrThrow({ where });
      }
      if (profile) {
        const { email = null, zone = null, locale = null, guest, external, active } = profile;
        identity = await tx.identity.update({
          where,
          data: { name: profile.name, email, zone, locale, guest, external, active, checkedAt: w.now },
        });
        // Somebody who left and is back.
        if (active)
          await tx.person.updateMany({
            where: { id: identity.personId, leftAt: { not: null } },
            data: { leftAt: null },
          });
      } else if (name !== undefined && identity.checkedAt === null && identity.name !== name) {
        identity = await tx.identity.update({ where, data: { name } });
      }
      return {
        person: identity.personId,
        identity: identity.id,
        organisation: space.organisationId,
        organisationName: space.organisation.name,
        name: identity.name,
        ref: user,
        locale: identity.locale ?? 'en-GB',
        zone: identity.zone ?? 'Europe/London',
        outside: identity.guest || identity.external,
      };
    },
  };
}

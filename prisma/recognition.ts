/** Who is behind a platform account: one identity an account, one person an identity until they are joined. */
import type { Profile } from '../bot/core/chat.ts';
import { type Me, unchecked } from '../bot/core/me.ts';
import type { UserRef } from '../bot/core/ref.ts';
import type { Recognition } from '../bot/core/stores.ts';
import type { Work } from '../bot/core/work.ts';
import type { PrismaClient } from './generated/client.ts';
import { matching } from './link-codes.ts';
import { type Transactions, type Tx, txOf, wroteOf } from './work.ts';

interface Account {
  readonly user: UserRef;
  readonly workspace: string;
  readonly profile: Profile | null;
  readonly name: string | undefined;
}

export function createRecognition(needs: {
  prisma: PrismaClient;
  newId: () => string;
  transactions: Pick<Transactions, 'run'>;
}): Recognition {
  const { prisma, newId, transactions } = needs;

  /** The account as it is now, made on first sight. */
  async function identify(tx: Tx, now: Date, { user, workspace, profile, name }: Account) {
    const space = await tx.workspace.findUniqueOrThrow({
      where: { platform_externalId: { platform: user.platform, externalId: workspace } },
      include: { organisation: true },
    });
    const where = { platform_ref: { platform: user.platform, ref: user.id } };
    let identity = await tx.identity.findUnique({ where });
    let isBack = false;
    let isWritten = false;
    if (!identity) {
      const person = newId();
      await tx.person.create({ data: { id: person, createdAt: now } });
      const made = await tx.$executeRaw`
        INSERT INTO identity (id, person_id, workspace_id, platform, ref, name, created_at)
        VALUES (${newId()}::uuid, ${person}::uuid, ${space.id}::uuid, ${user.platform}, ${user.id}, ${profile?.name ?? name ?? '?'}, ${now})
        ON CONFLICT (platform, ref) DO NOTHING`;
      if (made === 0) await tx.person.delete({ where: { id: person } });
      identity = await tx.identity.findUniqueOrThrow({ where });
      isWritten = true;
    }
    if (profile) {
      isWritten = true;
      const {
        email = null,
        given = null,
        department = null,
        zone = null,
        locale = null,
        guest,
        external,
        active,
      } = profile;
      const firstEmail = identity.firstEmail ?? folded(identity.email) ?? folded(email);
      identity = await tx.identity.update({
        where,
        data: {
          name: profile.name,
          given,
          department,
          email,
          firstEmail,
          zone,
          locale,
          guest,
          external,
          active,
          checkedAt: now,
        },
      });
      // Somebody who left and is back.
      if (active) {
        const left = { id: identity.personId, leftAt: { not: null } };
        isBack = (await tx.person.updateMany({ where: left, data: { leftAt: null } })).count > 0;
      }
    } else if (name !== undefined && identity.checkedAt === null && identity.name !== name) {
      identity = await tx.identity.update({ where, data: { name } });
      isWritten = true;
    }
    return { identity, organisation: space.organisation, isBack, isWritten };
  }

  /** Whoever has the same e-mail in another workspace of theirs may be the same: people.ts follows it. */
  async function noticeMatch(w: Work, { profile }: Account, identity: string): Promise<void> {
    if (profile?.email === undefined || (await matching(txOf(w), identity, w.now)) === null) return;
    await w.fact({ fact: 'AccountMatched', account: identity });
  }

  async function meet(w: Work, account: Account) {
    const { identity, organisation, isBack, isWritten } = await identify(txOf(w), w.now, account);
    if (isWritten) wroteOf(w, account.user);
    if (isBack) await w.fact({ fact: 'AuthorChanged', person: identity.personId });
    await noticeMatch(w, account, identity.id);
    return { identity, organisation };
  }

  return {
    async known(user, workspace) {
      const space = await prisma.workspace.findUnique({
        where: { platform_externalId: { platform: user.platform, externalId: workspace } },
        select: { identities: { where: { ref: user.id }, select: { checkedAt: true }, take: 1 } },
      });
      return space ? { checkedAt: space.identities[0]?.checkedAt ?? null } : null;
    },

    async recognise(w, account): Promise<Me> {
      const { identity, organisation } = await meet(w, account);
      const chosen = await txOf(w).preference.findUnique({
        where: { personId: identity.personId },
        select: { locale: true, zone: true },
      });
      const me = {
        person: identity.personId,
        identity: identity.id,
        organisation: organisation.id,
        organisationName: organisation.name,
        name: identity.name,
        ref: account.user,
        locale: chosen?.locale ?? identity.locale ?? 'en-GB',
        zone: chosen?.zone ?? identity.zone ?? 'Europe/London',
      };
      return identity.checkedAt === null ? unchecked(me) : { ...me, outside: identity.guest || identity.external };
    },

    async keep(user, workspace, profile, now) {
      await transactions.run(now, async (w) => void (await meet(w, { user, workspace, profile, name: undefined })));
    },
  };
}

/** An address as it is compared. */
const folded = (email: string | null): string | null => email?.trim().toLowerCase() || null;

/** People and their accounts in Postgres. */
import type { PeopleStore } from '../bot/people/person.ts';
import type { Tx } from './work.ts';

export function createPeopleStore(tx: Tx, now: Date, _newId: () => string): PeopleStore {
  return {
    async stale({ platform, id }) {
      await tx.identity.updateMany({ where: { platform, ref: id }, data: { checkedAt: null } });
    },

    async deactivate({ platform, id }) {
      // The person's row first: of two accounts closed at once, the second sees that the first is closed.
      const [known] = await tx.$queryRaw<{ person_id: string }[]>`
        SELECT i.person_id FROM identity i JOIN person p ON p.id = i.person_id
        WHERE i.platform = ${platform} AND i.ref = ${id} FOR NO KEY UPDATE OF p`;
      if (!known) return null;
      const person = known.person_id;
      const closed = await tx.identity.updateMany({
        where: { platform, ref: id, active: true },
        data: { active: false },
      });
      if (closed.count === 0) return null;
      const left = await tx.person.updateMany({
        where: { id: person, leftAt: null, identities: { none: { active: true } } },
        data: { leftAt: now },
      });
      return { person, left: left.count === 1 };
    },

    async accounts(person) {
      const rows = await tx.identity.findMany({
        where: { personId: person, active: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { platform: true, ref: true },
      });
      return rows.map(({ platform, ref }) => ({ kind: 'user', platform, id: ref }));
    },

    async me(account) {
      const identity = await tx.identity.findUnique({
        where: { platform_ref: { platform: account.platform, ref: account.id }, active: true },
        include: { workspace: { include: { organisation: true } } },
      });
      if (!identity) return null;
      return {
        person: identity.personId,
        identity: identity.id,
        organisation: identity.workspace.organisationId,
        organisationName: identity.workspace.organisation.name,
        name: identity.name,
        ref: { kind: 'user', platform: account.platform, id: account.id },
        locale: identity.locale ?? 'en-GB',
        zone: identity.zone ?? 'Europe/London',
        // Nobody waits here to hear that they could not be checked: what is drawn is what anybody may see.
        outside: identity.checkedAt === null || identity.guest || identity.external,
      };
    },
  };
}

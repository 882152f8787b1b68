/** Organisations' admins and what is proposed to them, in Postgres. */
import type { AdminStore, Proposal } from '../bot/communities/admin-store.ts';
import type { Kind } from '../bot/communities/community.ts';
import { isId } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from './members.ts';
import type { Tx } from './work.ts';

interface Row {
  id: string;
  organisation_id: string;
  proposed_by: string;
  proposer: NamedRow;
  community_id: string | null;
  name: string;
  purpose: string;
  kind: string | null;
  locale: string;
  zone: string;
  state: string;
  decider: NamedRow | null;
}

export function createAdminStore(tx: Tx, now: Date, newId: () => string): AdminStore {
  return {
    async isAdmin(person, organisation) {
      if (!isId(organisation)) return false;
      const where = { organisationId_personId: { organisationId: organisation, personId: person } };
      return (await tx.organisationAdmin.findUnique({ where, select: { personId: true } })) !== null;
    },

    async admins(organisation) {
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT d.person_id, a.platform, a.ref FROM organisation_admin d JOIN ${accountOf(Prisma.sql`d.person_id`)} a ON a.active
        WHERE d.organisation_id = ${organisation}::uuid ORDER BY d.added_at, d.person_id`;
      return rows.map(({ person_id: person, platform, ref }) => ({ person, ref: { kind: 'user', platform, id: ref } }));
    },

    async governed(organisation) {
      const known = isId(organisation) ? await tx.organisation.findUnique({ where: { id: organisation } }) : null;
      if (!known) return null;
      const rows = await tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED}
        FROM organisation_admin d JOIN ${accountOf(Prisma.sql`d.person_id`)} a ON TRUE
        WHERE d.organisation_id = ${organisation}::uuid ORDER BY d.added_at, d.person_id`;
      const { name, hiddenNeedsAdmin, drafting } = known;
      return { organisation, name, hiddenNeedsAdmin, drafting, admins: rows.map(toNamed) };
    },

    async setHiddenNeedsAdmin(organisation, is) {
      await tx.organisation.update({ where: { id: organisation }, data: { hiddenNeedsAdmin: is } });
    },

    async allowDrafting(organisation, is) {
      await tx.organisation.update({ where: { id: organisation }, data: { drafting: is } });
    },

    async addAdmin(organisation, { platform, id }, by) {
      const [known] = await tx.$queryRaw<{ person_id: string }[]>`
        SELECT i.person_id FROM identity i JOIN workspace s ON s.id = i.workspace_id
        WHERE i.platform = ${platform} AND i.ref = ${id} AND s.organisation_id = ${organisation}::uuid
          AND i.active AND i.checked_at IS NOT NULL AND NOT i.guest AND NOT i.external`;
      if (!known) return { added: 'unknown' };
      const made = await tx.organisationAdmin.createMany({
        data: { organisationId: organisation, personId: known.person_id, addedBy: by, addedAt: now },
        skipDuplicates: true,
      });
      return { added: made.count === 1 ? 'new' : 'known', person: known.person_id };
    },

    async removeAdmin(organisation, person) {
      if (!isId(person)) return false;
      const removed = await tx.organisationAdmin.deleteMany({
        where: { organisationId: organisation, personId: person },
      });
      return removed.count === 1;
    },

    async propose({ organisation, by, community, name, purpose, kind, locale, zone }) {
      const id = newId();
      await tx.proposal.create({
        data: {
          id,
          organisationId: organisation,
          proposedBy: by,
          communityId: community,
          name,
          purpose,
          kind,
          locale,
          zone,
          state: 'open',
          createdAt: now,
        },
      });
      return id;
    },

    proposedSince: (person, since) =>
      tx.proposal.count({
        where: { proposedBy: person, communityId: null, state: { not: 'accepted' }, createdAt: { gte: since } },
      }),

    async proposalsTo(organisationId, limit) {
      const rows = await tx.proposal.findMany({
        where: { organisationId, state: 'open' },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },
    async proposal(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<Row[]>`
        SELECT p.*, to_jsonb(b) AS proposer, to_jsonb(d) AS decider FROM proposal p
        JOIN ${accountOf(Prisma.sql`p.proposed_by`)} b ON TRUE LEFT JOIN ${accountOf(Prisma.sql`p.decided_by`)} d ON TRUE
        WHERE p.id = ${id}::uuid`;
      return row ? toProposal(row) : null;
    },

    async decideProposal(id, state, by) {
      const decided = await tx.$executeRaw`
        UPDATE proposal SET state = ${state}, decided_by = ${by}::uuid, decided_at = ${now} WHERE id = ${id}::uuid AND state = 'open'`;
      return decided === 1;
    },
  };
}

const toProposal = (row: Row): Proposal => ({
  id: row.id,
  organisation: row.organisation_id,
  by: row.proposed_by,
  proposer: toNamed(row.proposer),
  community: row.community_id,
  name: row.name,
  purpose: row.purpose,
  kind: row.kind as Kind | null,
  locale: row.locale,
  zone: row.zone,
  state: row.state as Proposal['state'],
  decider: row.decider && toNamed(row.decider),
});

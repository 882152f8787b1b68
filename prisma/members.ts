/** Members of communities and what part they take, in Postgres. */
import type { CommunityStore, HearsHow, Keeper, Leaving, Named, Succession } from '../bot/communities/community.ts';
import type { Part } from '../bot/communities/roles.ts';
import type { Subject, UserRef } from '../bot/core/ref.ts';
import { availablePerson, isId, listedCommunity, readingAccount } from './audience.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

type MemberStore = Pick<
  CommunityStore,
  | 'letIn'
  | 'leave'
  | 'leaveAll'
  | 'facilitators'
  | 'parts'
  | 'keepers'
  | 'raise'
  | 'lower'
  | 'choose'
  | 'hearsHow'
  | 'listeners'
  | 'hearing'
  | 'greet'
  | 'greeting'
  | 'newcomers'
  | 'named'
  | 'accountOf'
  | 'holderOf'
  | 'mayHint'
  | 'naming'
  | 'memberships'
  | 'hold'
>;

/** Somebody's account, as `accountOf` reads it. */
export interface NamedRow {
  person_id: string;
  platform: string;
  ref: string;
  name: string;
  given: string | null;
  organisation: string;
  organisation_id: string;
  brief: boolean;
  has_left: boolean;
}
/** What `toNamed` needs of an account under the alias `a`. */
export const NAMED = Prisma.sql`a.person_id, a.platform, a.ref, a.name, a.given, a.organisation, a.organisation_id, a.brief, a.has_left`;

/** Joins a person's oldest account in use, its name and organisation, to a table that has `person_id`; closed ones last. */
export const accountOf = (person: Prisma.Sql): Prisma.Sql => Prisma.sql`LATERAL (
  SELECT i.id, i.person_id, i.name, i.given, i.platform, i.ref, i.active, o.name AS organisation, o.id AS organisation_id,
    COALESCE(own_preference.brief, false) AS brief, own.left_at IS NOT NULL AS has_left
  FROM identity i JOIN workspace s ON s.id = i.workspace_id JOIN organisation o ON o.id = s.organisation_id
  JOIN person own ON own.id = i.person_id LEFT JOIN preference own_preference ON own_preference.person_id = own.id
  WHERE i.person_id = ${person} ORDER BY i.active DESC, i.created_at, i.id LIMIT 1)`;

/** Who somebody is by now: another, once two turned out to be one. */
const nowIs = (person: string): Prisma.Sql => Prisma.sql`COALESCE(
  (SELECT i.person_id FROM identity i WHERE i.person_id = ${person}::uuid LIMIT 1),
  (SELECT i.person_id FROM identity i WHERE i.own_id = ${person}::uuid LIMIT 1), ${person}::uuid)`;

export const toNamed = (row: NamedRow): Named => ({
  person: row.person_id,
  ref: { kind: 'user', platform: row.platform, id: row.ref },
  name: row.name,
  given: row.given,
  organisation: row.organisation,
  organisationId: row.organisation_id,
  platform: row.platform,
  brief: row.brief,
  left: row.has_left,
});

const FACILITATES = Prisma.sql`('facilitator', 'lead')`;

export function createMemberStore(
  tx: Tx,
  now: Date,
): MemberStore & {
  /** Where nobody leads, the next does. @returns who, or null where nobody can */
  succeed(community: string): Promise<string | null>;
} {
  /** One change of parts at a time: of the last two facilitators leaving at once, the second sees that the first is gone. */
  const turn = (community: string) =>
    tx.$executeRaw`SELECT 1 FROM community WHERE id = ${community}::uuid FOR NO KEY UPDATE`;
  const own = (person: string, community: string) =>
    tx.membership.findUnique({ where: { communityId_personId: { communityId: community, personId: person } } });

  /** Where nobody leads: the deputy does, else who facilitates longest. @returns who, or null where nobody can */
  async function succeed(community: string): Promise<string | null> {
    const [next] = await tx.$queryRaw<{ person_id: string }[]>`
      UPDATE membership SET role = 'lead', deputy = false
      WHERE community_id = ${community}::uuid AND person_id = (
        SELECT person_id FROM membership WHERE community_id = ${community}::uuid AND role = 'facilitator'
        ORDER BY deputy DESC, joined_at, person_id LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM membership WHERE community_id = ${community}::uuid AND role = 'lead')
      RETURNING person_id`;
    return next?.person_id ?? null;
  }

  return {
    succeed,

    async hold(community) {
      if (isId(community)) await turn(community);
    },

    async letIn(person, community) {
      const made = await tx.membership.createMany({
        data: { communityId: community, personId: person, role: 'member', joinedAt: now },
        skipDuplicates: true,
      });
      return made.count === 1;
    },

    async leave(person, community): Promise<Leaving> {
      if (!isId(community)) return { left: false, why: 'not-member', others: 0 };
      await turn(community);
      const membership = await own(person, community);
      if (!membership) return { left: false, why: 'not-member', others: 0 };
      if (membership.role !== 'member') {
        const others = { communityId: community, personId: { not: person } };
        const facilitators = await tx.membership.count({ where: { ...others, role: { in: ['facilitator', 'lead'] } } });
        // In an archived one there is nothing to look after.
        const isOver = (await tx.community.count({ where: { id: community, stage: 'archived' } })) > 0;
        const left = facilitators > 0 || isOver ? 0 : await tx.membership.count({ where: others });
        if (left > 0) return { left: false, why: 'last-facilitator', others: left };
      }
      await tx.membership.delete({ where: { communityId_personId: { communityId: community, personId: person } } });
      const successor = membership.role === 'lead' ? await succeed(community) : null;
      return { left: true, successor, joinedAt: membership.joinedAt };
    },

    async leaveAll(person) {
      const theirs = await tx.membership.findMany({ where: { personId: person }, orderBy: { communityId: 'asc' } });
      const ended: Succession[] = [];
      // In the order of their ids: two who leave at once wait for each other nowhere.
      for (const { communityId: community, role, joinedAt } of theirs) {
        await turn(community);
        const where = { communityId_personId: { communityId: community, personId: person } };
        await tx.membership.delete({ where });
        ended.push({ community, successor: role === 'lead' ? await succeed(community) : null, joinedAt });
      }
      await tx.organisationAdmin.deleteMany({ where: { personId: person } });
      await tx.joinRequest.updateMany({
        where: { personId: person, state: 'open' },
        data: { state: 'withdrawn', decidedAt: now, dueAt: null },
      });
      return ended;
    },

    async facilitators(community) {
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT DISTINCT ON (m.joined_at, m.person_id) m.person_id, i.platform, i.ref
        FROM membership m JOIN identity i ON i.person_id = m.person_id AND i.active
        LEFT JOIN preference p ON p.person_id = m.person_id
        WHERE m.community_id = ${community}::uuid AND m.role IN ${FACILITATES}
        ORDER BY m.joined_at, m.person_id, i.id IS NOT DISTINCT FROM p.place_id DESC, i.created_at, i.id`;
      return rows.map(({ person_id: person, platform, ref }) => ({ person, ref: { kind: 'user', platform, id: ref } }));
    },

    async parts(person, community) {
      if (!isId(community)) return ['stranger'];
      const [row] = await tx.$queryRaw<
        { role: string | null; deputy: boolean | null; admin: boolean; partner: boolean }[]
      >`
        SELECT m.role, m.deputy, EXISTS (SELECT 1 FROM organisation_admin a
          WHERE a.organisation_id = c.founder_id AND a.person_id = ${person}::uuid) AS admin,
          EXISTS (SELECT 1 FROM organisation_admin a JOIN community_organisation co ON co.organisation_id = a.organisation_id
            WHERE co.community_id = c.id AND co.organisation_id <> c.founder_id AND a.person_id = ${person}::uuid) AS partner
        FROM community c LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${person}::uuid
        WHERE c.id = ${community}::uuid`;
      return [
        partOf(row?.role ?? null, row?.deputy ?? false),
        ...(row?.admin ? (['admin'] as const) : []),
        ...(row?.partner ? (['partner'] as const) : []),
      ];
    },

    async keepers(community) {
      const rows = await tx.$queryRaw<(NamedRow & { role: Keeper['role']; deputy: boolean; paused: boolean })[]>`
        SELECT m.role, m.deputy, ${NAMED}, EXISTS (
          SELECT 1 FROM preference f WHERE f.person_id = m.person_id AND f.paused_until > ${now}) AS paused
        FROM membership m JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON TRUE
        WHERE m.community_id = ${community}::uuid AND m.role IN ${FACILITATES}
        ORDER BY m.role <> 'lead', NOT m.deputy, m.joined_at, m.person_id`;
      return rows.map((row) => ({ ...toNamed(row), role: row.role, deputy: row.deputy, paused: row.paused }));
    },

    async raise(person, community, part, most) {
      await turn(community);
      const membership = await own(person, community);
      if (!membership) return 'no-member';
      const where = { communityId_personId: { communityId: community, personId: person } };
      const facilitating = { communityId: community, role: { in: ['facilitator', 'lead'] } };
      if (membership.role === 'member' && (await tx.membership.count({ where: facilitating })) >= most) return 'full';
      switch (part) {
        case 'facilitator':
          if (membership.role === 'member') await tx.membership.update({ where, data: { role: 'facilitator' } });
          return 'done';
        case 'deputy':
          if (membership.role === 'lead') return 'done';
          await tx.membership.updateMany({ where: { communityId: community, deputy: true }, data: { deputy: false } });
          await tx.membership.update({ where, data: { role: 'facilitator', deputy: true } });
          return 'done';
        case 'lead':
          await tx.membership.updateMany({
            where: { communityId: community, role: 'lead', personId: { not: person } },
            data: { role: 'facilitator' },
          });
          await tx.membership.update({ where, data: { role: 'lead', deputy: false } });
          return 'done';
      }
    },

    async lower(person, community) {
      if (!isId(person)) return false;
      await turn(community);
      const lowered = await tx.membership.updateMany({
        where: { communityId: community, personId: person, role: 'facilitator' },
        data: { role: 'member', deputy: false },
      });
      return lowered.count === 1;
    },

    async choose(person, community, hears) {
      if (!isId(community)) return false;
      const chosen = await tx.$executeRaw`
        UPDATE membership SET hears = ${hears}, agreed_at = COALESCE(agreed_at, ${now})
        WHERE community_id = ${community}::uuid AND person_id = ${person}::uuid`;
      return chosen === 1;
    },

    async hearsHow(person, community) {
      const membership = isId(community) ? await own(person, community) : null;
      return membership ? (membership.hears as HearsHow | null) : undefined;
    },

    async listeners(community, { after, but, limit }) {
      if (!isId(community)) return [];
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT m.person_id, a.platform, a.ref FROM membership m
        JOIN ${readingAccount(Prisma.sql`m.person_id`, Prisma.sql`m.community_id`)} a ON TRUE
        WHERE m.community_id = ${community}::uuid AND m.hears = 'everything' AND m.person_id <> ${but}::uuid
          ${after === null ? Prisma.empty : Prisma.sql`AND m.person_id > ${after}::uuid`}
          AND NOT EXISTS (
            SELECT 1 FROM channel h JOIN channel_member t ON t.platform = h.platform AND t.channel = h.ref
            JOIN identity x ON x.platform = t.platform AND x.ref = t.account
            WHERE h.community_id = m.community_id AND h.gone_at IS NULL AND h.mode <> 'off' AND x.person_id = m.person_id)
        ORDER BY m.person_id LIMIT ${limit}`;
      return rows.map(({ person_id: person, platform, ref }) => ({ person, ref: { kind: 'user', platform, id: ref } }));
    },

    async hearing(reader, limit) {
      const rows = await tx.$queryRaw<{ id: string; name: string; hears: string }[]>`
        SELECT c.id, c.name, m.hears FROM membership m JOIN community c ON c.id = m.community_id
        WHERE m.person_id = ${reader.person}::uuid AND m.hears IS NOT NULL AND ${listedCommunity(reader)}
        ORDER BY c.name_key, c.id LIMIT ${limit}`;
      return rows.map(({ id, name, hears }) => ({ id, name, hears: hears as HearsHow }));
    },

    async greet(person, community, words) {
      if (!isId(community)) return false;
      const said = await tx.membership.updateMany({
        where: { communityId: community, personId: person },
        data: { hello: words, helloAt: now },
      });
      return said.count === 1;
    },

    async greeting(person, community) {
      if (!isId(community) || !isId(person)) return null;
      const [row] = await tx.$queryRaw<(NamedRow & { hello: string })[]>`
        SELECT m.hello, ${NAMED}
        FROM membership m JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON TRUE
        WHERE m.community_id = ${community}::uuid AND m.person_id = ${nowIs(person)} AND m.hello IS NOT NULL`;
      return row ? { ...toNamed(row), words: row.hello } : null;
    },

    async newcomers(community, from, before) {
      const rows = await tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED}
        FROM membership m JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON TRUE
        WHERE m.community_id = ${community}::uuid AND m.joined_at >= ${from} AND m.joined_at < ${before} AND m.role = 'member'
        ORDER BY m.joined_at, m.person_id`;
      return rows.map(toNamed);
    },

    async named(person) {
      if (!isId(person)) return null;
      const [row] = await tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED} FROM ${accountOf(nowIs(person))} a`;
      return row ? toNamed(row) : null;
    },

    async holderOf({ platform, id }) {
      const [row] = await tx.$queryRaw<{ person: string; organisation: string }[]>`
        SELECT i.person_id AS person, s.organisation_id AS organisation
        FROM identity i JOIN workspace s ON s.id = i.workspace_id WHERE i.platform = ${platform} AND i.ref = ${id}`;
      return row ?? null;
    },

    async mayHint(person, community) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM person p WHERE p.id = ${person}::uuid AND ${availablePerson(now)} AND NOT EXISTS (
          SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.community_id = ${community}::uuid AND m.hears = 'nothing')`;
      return rows.length > 0;
    },

    async naming(person) {
      const select = { id: true } as const;
      const requests = await tx.joinRequest.findMany({
        where: { OR: [{ personId: person }, { decidedBy: person }] },
        select,
      });
      const invitations = await tx.invitation.findMany({ where: { invitedBy: person, state: 'open' }, select });
      const proposals = await tx.proposal.findMany({
        where: { OR: [{ proposedBy: person }, { decidedBy: person }] },
        select,
      });
      const greetings = await tx.membership.findMany({
        where: { personId: person, hello: { not: null } },
        select: { communityId: true },
      });
      const owns = await tx.identity.findMany({ where: { personId: person }, select: { ownId: true } });
      const persons = [...new Set([person, ...owns.flatMap(({ ownId }) => ownId ?? [])])];
      return [
        ...requests.flatMap(({ id }): Subject[] => [`request:${id}`, `request-late:${id}`]),
        ...invitations.map(({ id }): Subject => `invitation:${id}`),
        ...proposals.map(({ id }): Subject => `proposal:${id}`),
        ...greetings.flatMap(({ communityId }) => persons.map((one): Subject => `hello:${communityId}/${one}`)),
      ];
    },

    async memberships(person) {
      const rows = await tx.membership.findMany({
        where: { personId: person },
        select: { communityId: true, joinedAt: true },
      });
      return rows.map(({ communityId: community, joinedAt }) => ({ community, joinedAt }));
    },

    async accountOf(person): Promise<UserRef | null> {
      if (!isId(person)) return null;
      const account = await tx.identity.findFirst({
        where: { personId: person, active: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { platform: true, ref: true },
      });
      return account ? { kind: 'user', platform: account.platform, id: account.ref } : null;
    },
  };
}

function partOf(role: string | null, deputy: boolean): Part {
  switch (role) {
    case null:
      return 'stranger';
    case 'lead':
      return 'lead';
    case 'facilitator':
      return deputy ? 'deputy' : 'facilitator';
    default:
      return 'member';
  }
}

/** Communities and their members in Postgres; their channels and codes are in channels.ts and bind-codes.ts. */
import type { CommunityStore, Found, Leaving, Listed, Reader, Role, Wish } from '../bot/communities/community.ts';
import { isId, listedCommunity, nothingWithheld } from './audience.ts';
import { createCodeStore } from './bind-codes.ts';
import { createChannelStore } from './channels.ts';
import { createFindingStore } from './finding.ts';
import { Prisma } from './generated/client.ts';
import { turnOf } from './turn.ts';
import type { Tx } from './work.ts';

interface Row {
  id: string;
  name: string;
  name_key: string;
  purpose: string;
  access: string;
  members: number;
  role: string | null;
  total: number;
}

const FACILITATES = Prisma.sql`('facilitator', 'lead')`;

export function createCommunityStore(tx: Tx, now: Date, newId: () => string): CommunityStore {
  /** What a reader may see and that answers a condition; members are counted for the rows shown alone. */
  const list = async (reader: Reader, wanted: Prisma.Sql, words: string, limit: number) => {
    await nothingWithheld(tx, reader, wanted);
    return tx.$queryRaw<Row[]>`
    WITH found AS (
      SELECT c.id, c.name, c.name_key, c.purpose, c.access, m.role, count(*) OVER ()::int AS total,
        row_number() OVER (ORDER BY c.name_key <> ${words}, m.role IS NULL, NOT starts_with(c.name_key, ${words}), c.name_key, c.id) AS place
      FROM community c
      LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${reader.person}::uuid
      WHERE ${listedCommunity(reader)} AND ${wanted}
      ORDER BY place LIMIT ${limit}
    )
    SELECT f.*, (SELECT count(*)::int FROM membership x WHERE x.community_id = f.id) AS members
    FROM found f ORDER BY f.place`;
  };

  return {
    ...createChannelStore(tx, now, newId),
    ...createCodeStore(tx, now),
    ...createFindingStore(tx),

    async find(reader, { words = '', purpose = false, role, limit }: Wish): Promise<Found> {
      const rows = await list(reader, Prisma.join([byWords(words, purpose), byRole(role)], ' AND '), words, limit);
      return { communities: rows.map(toListed), total: rows[0]?.total ?? 0 };
    },

    async one(reader, community) {
      if (!isId(community)) return null;
      const [row] = await list(reader, Prisma.sql`c.id = ${community}::uuid`, '', 1);
      return row ? toListed(row) : null;
    },

    async nameOf(community) {
      const named = isId(community)
        ? await tx.community.findUnique({ where: { id: community }, select: { name: true } })
        : null;
      return named?.name ?? null;
    },

    async create({ organisation, person }, { name, nameKey, purpose, locale, zone }) {
      const id = newId();
      const founder = await tx.organisation.findUnique({ where: { id: organisation }, select: { zone: true } });
      const made = await tx.community.createMany({
        data: {
          id,
          name,
          nameKey,
          purpose,
          locale,
          zone: founder?.zone ?? zone,
          founderId: organisation,
          createdBy: person,
          createdAt: now,
        },
        skipDuplicates: true,
      });
      if (made.count === 0) return null;
      await tx.communityOrganisation.create({
        data: { communityId: id, organisationId: organisation, agreedBy: person, agreedAt: now },
      });
      await tx.membership.create({ data: { communityId: id, personId: person, role: 'lead', joinedAt: now } });
      return id;
    },

    async createdSince(person, since) {
      await turnOf(tx, person);
      return tx.community.count({ where: { createdBy: person, createdAt: { gte: since } } });
    },

    async join(reader, community) {
      if (!isId(community)) return false;
      const made = await tx.$executeRaw`
        INSERT INTO membership (community_id, person_id, role, joined_at)
        SELECT c.id, ${reader.person}::uuid, 'member', ${now} FROM community c
        WHERE c.id = ${community}::uuid AND c.access = 'open' AND ${listedCommunity(reader)}
        ON CONFLICT DO NOTHING`;
      return made === 1;
    },

    async leave(person, community): Promise<Leaving> {
      if (!isId(community)) return { left: false, why: 'not-member', others: 0 };
      // One goes at a time: of the last two facilitators leaving at once, the second sees that the first is gone.
      await tx.$executeRaw`SELECT 1 FROM community WHERE id = ${community}::uuid FOR NO KEY UPDATE`;
      const membership = { communityId_personId: { communityId: community, personId: person } };
      const own = await tx.membership.findUnique({ where: membership });
      if (!own) return { left: false, why: 'not-member', others: 0 };
      if (own.role !== 'member') {
        const others = { communityId: community, personId: { not: person } };
        const facilitators = await tx.membership.count({ where: { ...others, role: { in: ['facilitator', 'lead'] } } });
        const left = facilitators > 0 ? 0 : await tx.membership.count({ where: others });
        if (left > 0) return { left: false, why: 'last-facilitator', others: left };
      }
      await tx.membership.delete({ where: membership });
      return { left: true };
    },

    async leaveAll(person) {
      const rows = await tx.$queryRaw<{ community_id: string }[]>`
        DELETE FROM membership WHERE person_id = ${person}::uuid RETURNING community_id`;
      return rows.map((row) => row.community_id);
    },

    async isFacilitator(person, community) {
      if (!isId(community)) return false;
      const where = { communityId_personId: { communityId: community, personId: person } };
      const membership = await tx.membership.findUnique({ where, select: { role: true } });
      return membership !== null && membership.role !== 'member';
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
  };
}

/** Each word begins a word of the name, or stands in the purpose. Folded words hold no pattern's signs (name.ts). */
function byWords(words: string, purpose: boolean): Prisma.Sql {
  if (words === '') return Prisma.sql`TRUE`;
  const each = words.split(' ');
  const inName = Prisma.sql`(' ' || c.name_key) LIKE ALL (${each.map((word) => `% ${word}%`)}::text[])`;
  if (!purpose) return inName;
  return Prisma.sql`(${inName} OR lower(c.purpose) LIKE ALL (${each.map((word) => `%${word}%`)}::text[]))`;
}

function byRole(role: Wish['role']): Prisma.Sql {
  switch (role) {
    case undefined:
      return Prisma.sql`TRUE`;
    case 'any':
      return Prisma.sql`m.role IS NOT NULL`;
    case 'facilitator':
      return Prisma.sql`m.role IN ${FACILITATES}`;
  }
}

const toListed = (row: Row): Listed => ({
  id: row.id,
  name: row.name,
  nameKey: row.name_key,
  purpose: row.purpose,
  access: row.access,
  members: row.members,
  role: row.role as Role | null,
});

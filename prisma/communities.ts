/** Communities in Postgres, and finding them; their members, channels, codes, requests and invitations are in files of their own. */
import type { Access, BoundChannel, CommunityStore, Found, Kind, Reader, Wish } from '../bot/communities/community.ts';
import type { Keeping } from '../bot/communities/keeping-store.ts';
import { labelFor, labelOf } from '../bot/words/handling.ts';
import { stageOf } from '../bot/words/stage.ts';
import { OFFICE } from '../bot/words/working-time.ts';
import { createAdminStore } from './admins.ts';
import {
  isId,
  knownCommunity,
  listedCommunity,
  livingCommunity,
  nothingWithheld,
  readableCommunity,
  visibleCommunity,
} from './audience.ts';
import { createCodeStore } from './bind-codes.ts';
import { createChannelStore } from './channels.ts';
import { createFindingStore } from './finding.ts';
import { Prisma } from './generated/client.ts';
import { createInvitationStore } from './invitations.ts';
import { createKeepingStore } from './keeping.ts';
import { bareKey, keyOf, type ListedRow, toListed, waits } from './listed.ts';
import { createMemberStore } from './members.ts';
import { createPresenceStore } from './presence.ts';
import { readCommunityCalendar } from './reading-calendars.ts';
import { createRecommendingStore } from './recommending.ts';
import { createRedrawStore } from './redraws.ts';
import { createRequestStore } from './requests.ts';
import { createSharingStore } from './sharing.ts';
import { turnOf } from './turn.ts';
import type { Tx } from './work.ts';

interface Row extends ListedRow {
  total: number;
}

const FACILITATES = Prisma.sql`('facilitator', 'lead')`;

export function createCommunityStore(tx: Tx, now: Date, newId: () => string): CommunityStore {
  /** What a reader may see and that answers a condition; members are counted for the rows shown alone. */
  const list = async (reader: Reader, wanted: Prisma.Sql, words: string, limit: number) => {
    await nothingWithheld(tx, reader, wanted);
    return tx.$queryRaw<Row[]>`
    WITH found AS (
      SELECT c.id, c.name, c.name_key, c.purpose, c.access, c.kind, c.label, c.stage, m.role, count(*) OVER ()::int AS total,
        row_number() OVER (ORDER BY c.name_key <> ${words}, m.role IS NULL, NOT starts_with(c.name_key, ${words}), c.name_key, c.id) AS place
      FROM community c
      LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${reader.person}::uuid
      WHERE ${listedCommunity(reader)} AND ${wanted}
      ORDER BY place LIMIT ${limit}
    )
    SELECT f.*, (SELECT count(*)::int FROM membership x WHERE x.community_id = f.id) AS members, ${waits(reader, Prisma.sql`f.id`)} AS waits
    FROM found f ORDER BY f.place`;
  };

  const channels = createChannelStore(tx, now, newId);
  const channelsOf = async (ids: readonly string[]): Promise<readonly BoundChannel[]> => {
    const all: BoundChannel[] = [];
    for (const id of ids) {
      const one = await channels.channel(id);
      if (one) all.push(one);
    }
    return all;
  };

  return {
    ...channels,
    ...createCodeStore(tx, now),
    ...createFindingStore(tx),
    ...createMemberStore(tx, now),
    ...createRecommendingStore(tx, now),
    ...createSharingStore(tx, now, newId, channelsOf),
    ...createRequestStore(tx, now, newId),
    ...createInvitationStore(tx, now, newId),
    ...createKeepingStore(tx, now, channels.channel),
    ...createPresenceStore(tx, now),
    ...createAdminStore(tx, now, newId),
    ...createRedrawStore(tx, now),

    async find(reader, { words = '', purpose = false, role, readable, limit }: Wish): Promise<Found> {
      const read =
        readable === true ? Prisma.sql`${readableCommunity(reader)} AND ${livingCommunity}` : Prisma.sql`TRUE`;
      const rows = await list(
        reader,
        Prisma.join([byWords(words, purpose), byRole(role), read], ' AND '),
        words,
        limit,
      );
      return { communities: rows.map(toListed), total: rows[0]?.total ?? 0 };
    },

    async one(reader, community) {
      if (!isId(community)) return null;
      const [row] = await list(reader, Prisma.sql`c.id = ${community}::uuid`, '', 1);
      return row ? toListed(row) : null;
    },

    async readable(reader, community) {
      if (!isId(community)) return false;
      const wanted = Prisma.sql`c.id = ${community}::uuid`;
      await nothingWithheld(tx, reader, Prisma.sql`${wanted} AND c.access = 'open'`);
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community c WHERE ${wanted} AND ${readableCommunity(reader)}`;
      return rows.length > 0;
    },

    async knows(person, community) {
      if (!isId(community) || !isId(person)) return false;
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community c WHERE c.id = ${community}::uuid AND ${knownCommunity(Prisma.sql`${person}::uuid`)}`;
      return rows.length > 0;
    },

    async shares(organisation, community) {
      if (!isId(community)) return false;
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community c WHERE c.id = ${community}::uuid AND ${visibleCommunity(organisation)}`;
      return rows.length > 0;
    },

    async alike(reader, { nameWords, purposeWords }, limit) {
      const rows = await tx.$queryRaw<Row[]>`
        WITH near AS (
          SELECT c.id, c.name, c.name_key, c.purpose, c.access, c.kind, c.label, c.stage, m.role,
            (SELECT count(*) FROM unnest(${nameWords}::text[]) w WHERE (' ' || c.name_key) LIKE '% ' || w || '%') AS names,
            (SELECT count(*) FROM unnest(${purposeWords}::text[]) w WHERE lower(c.purpose) LIKE '%' || w || '%') AS purposes
          FROM community c LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${reader.person}::uuid
          WHERE ${listedCommunity(reader)}
        ), f AS (
          SELECT * FROM near WHERE names > 0 OR purposes >= ${PURPOSE_WORDS}
          ORDER BY names * 3 + purposes DESC, name_key, id LIMIT ${limit}
        )
        SELECT f.*, (SELECT count(*)::int FROM membership x WHERE x.community_id = f.id) AS members, ${waits(reader, Prisma.sql`f.id`)} AS waits, 0 AS total
        FROM f ORDER BY names * 3 + purposes DESC, name_key, id`;
      return rows.map(toListed);
    },

    async nameOf(community) {
      const named = isId(community)
        ? await tx.community.findUnique({ where: { id: community }, select: { name: true } })
        : null;
      return named?.name ?? null;
    },

    async create({ organisation, person }, { nameKey, zone, ...what }) {
      const id = newId();
      const founder = await tx.organisation.findUnique({ where: { id: organisation }, select: { zone: true } });
      const made = await tx.community.createMany({
        data: {
          ...what,
          id,
          nameKey: keyOf(nameKey, id, what.access),
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
      const joinedAt = now;
      await tx.membership.create({
        data: { communityId: id, personId: person, role: 'lead', joinedAt, agreedAt: now },
      });
      return id;
    },

    async createdSince(person, since) {
      await turnOf(tx, person);
      return tx.community.count({ where: { createdBy: person, createdAt: { gte: since } } });
    },

    async join(reader, community) {
      if (!isId(community)) return false;
      const made = await tx.$executeRaw`
        WITH held AS (
          -- Its organisation does not withdraw meanwhile: its people go with it.
          SELECT community_id FROM community_organisation
          WHERE community_id = ${community}::uuid AND organisation_id = ${reader.organisation}::uuid FOR KEY SHARE)
        INSERT INTO membership (community_id, person_id, role, joined_at)
        SELECT c.id, ${reader.person}::uuid, 'member', ${now} FROM community c JOIN held ON held.community_id = c.id
        WHERE c.id = ${community}::uuid AND c.access = 'open' AND ${livingCommunity} AND ${listedCommunity(reader)}
        ON CONFLICT DO NOTHING`;
      return made === 1;
    },

    calendar: async (community) => (isId(community) && (await readCommunityCalendar(tx, community))) || OFFICE,

    async whole(community) {
      if (!isId(community)) return null;
      const [row] = await tx.$queryRaw<
        (Row & { founder: string; founder_name: string; locale: string; zone: string; keeping: string })[]
      >`
        SELECT c.*, o.id AS founder, o.name AS founder_name,
          (SELECT count(*)::int FROM membership x WHERE x.community_id = c.id) AS members
        FROM community c JOIN organisation o ON o.id = c.founder_id WHERE c.id = ${community}::uuid`;
      if (!row) return null;
      const { id, name, purpose, members, founder, founder_name: founderName, locale, zone } = row;
      const [access, kind] = [row.access as Access, row.kind as Kind | null];
      const label = labelOf(row.label) ?? labelFor(access);
      const keeping = row.keeping as Keeping;
      const stage = stageOf(row.stage);
      return { id, name, purpose, access, kind, label, keeping, stage, founder, founderName, members, locale, zone };
    },

    async stageOf(community) {
      const kept = isId(community)
        ? await tx.community.findUnique({ where: { id: community }, select: { stage: true } })
        : null;
      return kept && stageOf(kept.stage);
    },

    async setLabel(community, label) {
      await tx.community.update({ where: { id: community }, data: { label } });
    },

    async draftingIn(community) {
      const one = isId(community)
        ? await tx.community.findUnique({ where: { id: community }, select: { drafting: true } })
        : null;
      return one?.drafting ?? false;
    },

    async setDrafting(community, is) {
      await tx.community.update({ where: { id: community }, data: { drafting: is } });
    },

    async labelOf(community) {
      const one = isId(community)
        ? await tx.community.findUnique({ where: { id: community }, select: { label: true, access: true } })
        : null;
      return one && (labelOf(one.label) ?? labelFor(one.access));
    },

    async setAccess(community, access) {
      const one = await tx.community.findUniqueOrThrow({ where: { id: community } });
      const nameKey = keyOf(bareKey(one.nameKey, one.id), one.id, access);
      const taken = await tx.community.findFirst({
        where: { founderId: one.founderId, nameKey, id: { not: community } },
        select: { id: true },
      });
      if (taken) return 'taken';
      await tx.community.update({ where: { id: community }, data: { access, nameKey } });
      return 'done';
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

/** So many words of a purpose must be another's too, for the two to be like each other. */
const PURPOSE_WORDS = 3;

/** Sharing a community with other organisations, and ending that, in Postgres. */
import type { BoundChannel, Keeper } from '../bot/communities/community.ts';
import type { Sharing, SharingState, SharingStore } from '../bot/communities/sharing-store.ts';
import type { UserRef } from '../bot/core/ref.ts';
import { isId, listedCommunity } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, createMemberStore, type NamedRow, toNamed } from './members.ts';
import type { Tx } from './work.ts';

interface Row {
  id: string;
  community_id: string;
  organisation_id: string;
  organisation_name: string;
  state: string;
  offerer: NamedRow;
  answerer: NamedRow | null;
  decider: NamedRow | null;
  digest: string | null;
}

const SHARINGS = Prisma.sql`
  SELECT g.*, p.name AS organisation_name, to_jsonb(f) AS offerer, to_jsonb(a) AS answerer, to_jsonb(d) AS decider
  FROM sharing g JOIN organisation p ON p.id = g.organisation_id
  JOIN ${accountOf(Prisma.sql`g.offered_by`)} f ON TRUE
  LEFT JOIN ${accountOf(Prisma.sql`g.answered_by`)} a ON TRUE
  LEFT JOIN ${accountOf(Prisma.sql`g.decided_by`)} d ON TRUE`;

/** Holds for a person, as a column, who has an account in use in an organisation that shares a community. */
const worksForOneOf = (person: Prisma.Sql, community: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM identity i JOIN workspace w ON w.id = i.workspace_id
  JOIN community_organisation co ON co.organisation_id = w.organisation_id AND co.community_id = ${community}::uuid
  WHERE i.person_id = ${person} AND i.active)`;
/** Holds for a person, as a column, who has or had an account in an organisation. */
const worksFor = (person: Prisma.Sql, organisation: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM identity i JOIN workspace w ON w.id = i.workspace_id
  WHERE i.person_id = ${person} AND w.organisation_id = ${organisation}::uuid)`;

export function createSharingStore(
  tx: Tx,
  now: Date,
  newId: () => string,
  channelsOf: (ids: readonly string[]) => Promise<readonly BoundChannel[]>,
): SharingStore {
  const members = createMemberStore(tx, now);

  return {
    async partners(community) {
      if (!isId(community)) return [];
      const rows = await tx.$queryRaw<{ organisation_id: string; name: string; founder: boolean; agreed_by: string }[]>`
        SELECT co.organisation_id, o.name, co.organisation_id = c.founder_id AS founder, co.agreed_by
        FROM community_organisation co JOIN community c ON c.id = co.community_id
        JOIN organisation o ON o.id = co.organisation_id
        WHERE co.community_id = ${community}::uuid ORDER BY founder DESC, co.agreed_at, o.name, o.id`;
      return rows.map(({ organisation_id: organisation, name, founder: isFounder, agreed_by: agreedBy }) => ({
        organisation,
        name,
        isFounder,
        agreedBy,
      }));
    },

    async sharings(community) {
      if (!isId(community)) return [];
      const rows = await tx.$queryRaw<Row[]>`
        ${SHARINGS} WHERE g.community_id = ${community}::uuid AND g.state IN ('asked', 'offered', 'declined', 'refused')
        ORDER BY g.offered_at DESC, g.id`;
      return rows.map(toSharing);
    },

    async sharing(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<Row[]>`${SHARINGS} WHERE g.id = ${id}::uuid`;
      return row ? toSharing(row) : null;
    },

    async sharingsFor(organisation) {
      if (!isId(organisation)) return [];
      const rows = await tx.$queryRaw<(Row & { community_name: string })[]>`
        SELECT x.*, c.name AS community_name FROM (${SHARINGS}) x JOIN community c ON c.id = x.community_id
        WHERE (x.state = 'offered' AND x.organisation_id = ${organisation}::uuid)
          OR (x.state = 'asked' AND c.founder_id = ${organisation}::uuid)
        ORDER BY x.offered_at, x.id LIMIT 10`;
      return rows.map((row) => ({ ...toSharing(row), communityName: row.community_name }));
    },

    async sharedBy(reader, limit) {
      const rows = await tx.$queryRaw<{ id: string; name: string | null; founder_name: string; others: number }[]>`
        SELECT c.id, CASE WHEN ${listedCommunity(reader)} 
            OR (own.agreed_by = ${reader.person}::uuid AND own.organisation_id <> c.founder_id) THEN c.name END AS name,
          o.name AS founder_name, (SELECT count(*)::int - 1 FROM community_organisation x WHERE x.community_id = c.id) AS others
        FROM community_organisation own JOIN community c ON c.id = own.community_id JOIN organisation o ON o.id = c.founder_id
        WHERE own.organisation_id = ${reader.organisation}::uuid
          AND EXISTS (SELECT 1 FROM community_organisation x
            WHERE x.community_id = c.id AND x.organisation_id <> own.organisation_id)
        ORDER BY c.name, c.id LIMIT ${limit}`;
      return rows.map(({ id: community, name, founder_name: founderName, others }) => ({
        community,
        name,
        founderName,
        others,
      }));
    },

    async isAllowed(community, organisation) {
      if (!isId(community)) return false;
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community c WHERE c.id = ${community}::uuid AND (
          (c.shared_with_all AND c.access <> 'hidden')
          OR NOT EXISTS (SELECT 1 FROM organisation_admin a WHERE a.organisation_id = c.founder_id)
          OR EXISTS (SELECT 1 FROM sharing s WHERE s.community_id = c.id AND s.organisation_id = ${organisation}::uuid
            AND s.state IN ('offered', 'declined')))`;
      return rows.length > 0;
    },

    async offerSharing({ community, organisation, state, by, decidedBy, digest, answeredBy }) {
      const id = newId();
      // A new id for what is new: buttons of an older card mean nothing any more.
      const [row] = await tx.$queryRaw<{ id: string; fresh: boolean }[]>`
        INSERT INTO sharing AS s (id, community_id, organisation_id, state, offered_by, offered_at, decided_by, decided_at, digest, answered_by)
        VALUES (${id}::uuid, ${community}::uuid, ${organisation}::uuid, ${state}, ${by}::uuid, ${now}, ${decidedBy ?? null}::uuid,
          ${decidedBy === undefined ? null : now}, ${digest ?? null}, ${answeredBy ?? null}::uuid)
        ON CONFLICT (community_id, organisation_id) DO UPDATE SET
          id = CASE WHEN s.state = EXCLUDED.state THEN s.id ELSE EXCLUDED.id END, state = EXCLUDED.state,
          offered_by = CASE WHEN s.state = EXCLUDED.state THEN s.offered_by ELSE EXCLUDED.offered_by END,
          offered_at = CASE WHEN s.state = EXCLUDED.state THEN s.offered_at ELSE EXCLUDED.offered_at END,
          decided_by = COALESCE(EXCLUDED.decided_by, s.decided_by), decided_at = COALESCE(EXCLUDED.decided_at, s.decided_at),
          digest = COALESCE(EXCLUDED.digest, s.digest), answered_by = COALESCE(EXCLUDED.answered_by, s.answered_by),
          access = NULL, label = NULL
          WHERE s.state <> 'accepted' AND NOT (s.state = 'offered' AND EXCLUDED.state = 'asked')
        RETURNING s.id, s.id = ${id}::uuid AS fresh`;
      if (row) return { id: row.id, isNew: row.fresh };
      const known = await tx.sharing.findUniqueOrThrow({
        where: { communityId_organisationId: { communityId: community, organisationId: organisation } },
        select: { id: true },
      });
      return { id: known.id, isNew: false };
    },

    async decideSharing(id, state, by) {
      const decided = await tx.$executeRaw`
        UPDATE sharing SET state = ${state}, decided_by = ${by}::uuid, decided_at = ${now} WHERE id = ${id}::uuid AND state = 'asked'`;
      return decided === 1;
    },

    async answerSharing(id, state, by, { access, label }) {
      const [row] = await tx.$queryRaw<{ community_id: string; organisation_id: string }[]>`
        UPDATE sharing SET state = ${state}, answered_by = ${by}::uuid, answered_at = ${now}, access = ${access}, label = ${label},
          digest = NULL
        WHERE id = ${id}::uuid AND state = 'offered' RETURNING community_id, organisation_id`;
      if (!row) return false;
      if (state === 'accepted') {
        await tx.communityOrganisation.createMany({
          data: { communityId: row.community_id, organisationId: row.organisation_id, agreedBy: by, agreedAt: now },
          skipDuplicates: true,
        });
      }
      return true;
    },

    async setSharedWithAll(community, is) {
      await tx.community.update({ where: { id: community }, data: { sharedWithAll: is } });
    },

    async isSharedWithAll(community) {
      const one = await tx.community.findUnique({
        where: { id: community },
        select: { sharedWithAll: true, access: true },
      });
      return one?.sharedWithAll === true && one.access !== 'hidden';
    },

    async holdShare(organisation, community) {
      if (!isId(community)) return false;
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community_organisation
        WHERE community_id = ${community}::uuid AND organisation_id = ${organisation}::uuid FOR KEY SHARE`;
      return rows.length > 0;
    },

    async endShare(community, organisation, { state, by }) {
      if (!isId(community) || !isId(organisation)) return null;
      await members.hold(community);
      // First: whoever comes in meanwhile holds this row, and is seen below.
      const [was] = await tx.$queryRaw<{ agreed_by: string }[]>`
        DELETE FROM community_organisation co USING community c
        WHERE co.community_id = ${community}::uuid AND co.organisation_id = ${organisation}::uuid AND c.id = co.community_id
          AND c.founder_id <> co.organisation_id RETURNING co.agreed_by`;
      if (!was) return null;
      const gone = await tx.$queryRaw<{ id: string }[]>`
        UPDATE channel SET gone_at = ${now}
        WHERE community_id = ${community}::uuid AND organisation_id = ${organisation}::uuid AND gone_at IS NULL RETURNING id`;
      const going = await tx.$queryRaw<{ person_id: string; role: Keeper['role']; joined_at: Date }[]>`
        DELETE FROM membership m
        WHERE m.community_id = ${community}::uuid AND m.role <> 'member' AND ${worksFor(Prisma.sql`m.person_id`, organisation)}
          AND NOT ${worksForOneOf(Prisma.sql`m.person_id`, community)}
        RETURNING m.person_id, m.role, m.joined_at`;
      const successor = going.some(({ role }) => role === 'lead') ? await members.succeed(community) : null;
      const requests = await tx.$queryRaw<{ id: string }[]>`
        UPDATE join_request j SET state = 'withdrawn', decided_at = ${now}, due_at = NULL
        WHERE j.community_id = ${community}::uuid AND j.state = 'open'
          AND NOT ${worksForOneOf(Prisma.sql`j.person_id`, community)} RETURNING j.id`;
      const invitations = await tx.$queryRaw<{ id: string }[]>`
        UPDATE invitation v SET ends_at = ${now}
        FROM identity i JOIN workspace w ON w.id = i.workspace_id
        WHERE v.community_id = ${community}::uuid AND v.state = 'open' AND v.ends_at > ${now}
          AND i.platform = v.platform AND i.ref = v.ref AND w.organisation_id = ${organisation}::uuid RETURNING v.id`;
      const isOwn = state === 'withdrew';
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO sharing AS s (id, community_id, organisation_id, state, offered_by, offered_at, answered_by, answered_at, decided_by, decided_at)
        VALUES (${newId()}::uuid, ${community}::uuid, ${organisation}::uuid, ${state}, ${was.agreed_by}::uuid, ${now},
          ${isOwn ? by : was.agreed_by}::uuid, ${now}, ${isOwn ? null : by}::uuid, ${isOwn ? null : now})
        ON CONFLICT (community_id, organisation_id) DO UPDATE SET id = EXCLUDED.id, state = EXCLUDED.state,
          answered_by = EXCLUDED.answered_by, answered_at = EXCLUDED.answered_at,
          decided_by = COALESCE(EXCLUDED.decided_by, s.decided_by), decided_at = COALESCE(EXCLUDED.decided_at, s.decided_at)
        RETURNING s.id`;
      const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
      return {
        sharing: row?.id ?? '',
        channels: await channelsOf(ids(gone)),
        keepers: going.map(({ person_id: person, role, joined_at: joinedAt }) => ({
          community,
          person,
          joinedAt,
          successor: role === 'lead' ? successor : null,
        })),
        requests: ids(requests),
        invitations: ids(invitations),
      };
    },

    async endMembers(community, organisation, limit) {
      if (!isId(community) || !isId(organisation)) return [];
      const rows = await tx.$queryRaw<{ person_id: string; joined_at: Date }[]>`
        DELETE FROM membership m USING (
          SELECT x.person_id FROM membership x
          WHERE x.community_id = ${community}::uuid AND ${worksFor(Prisma.sql`x.person_id`, organisation)}
            AND NOT ${worksForOneOf(Prisma.sql`x.person_id`, community)}
          ORDER BY x.person_id LIMIT ${limit}) going
        WHERE m.community_id = ${community}::uuid AND m.person_id = going.person_id
        RETURNING m.person_id, m.joined_at`;
      return rows.map(({ person_id: person, joined_at: joinedAt }) => ({ person, joinedAt }));
    },

    async organisations(but, words, limit) {
      // Folded words hold no pattern's signs (name.ts).
      const begins = words === '' ? Prisma.sql`TRUE` : Prisma.sql`(' ' || lower(o.name)) LIKE ${`% ${words}%`}`;
      const others =
        but === null || !isId(but)
          ? Prisma.sql`TRUE`
          : Prisma.sql`NOT EXISTS (
              SELECT 1 FROM community_organisation co WHERE co.community_id = ${but}::uuid AND co.organisation_id = o.id)`;
      return tx.$queryRaw<{ id: string; name: string }[]>`
        SELECT o.id, o.name FROM organisation o WHERE ${begins} AND ${others} ORDER BY o.name, o.id LIMIT ${limit}`;
    },

    async speakers(community, organisation) {
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT d.person_id, a.platform, a.ref FROM (
          SELECT person_id, added_at AS since FROM organisation_admin WHERE organisation_id = ${organisation}::uuid
          UNION ALL
          SELECT COALESCE(co.agreed_by, s.answered_by), COALESCE(co.agreed_at, s.offered_at)
          FROM community c
          LEFT JOIN community_organisation co ON co.community_id = c.id AND co.organisation_id = ${organisation}::uuid
          LEFT JOIN sharing s ON s.community_id = c.id AND s.organisation_id = ${organisation}::uuid
          WHERE c.id = ${community}::uuid
            AND NOT EXISTS (SELECT 1 FROM organisation_admin x WHERE x.organisation_id = ${organisation}::uuid)
        ) d JOIN ${accountOf(Prisma.sql`d.person_id`)} a ON a.active
        ORDER BY d.since, d.person_id`;
      return rows.map(({ person_id: person, platform, ref }) => ({
        person,
        ref: { kind: 'user', platform, id: ref } satisfies UserRef,
      }));
    },
  };
}

const toSharing = (row: Row): Sharing => ({
  id: row.id,
  community: row.community_id,
  organisation: row.organisation_id,
  organisationName: row.organisation_name,
  state: row.state as SharingState,
  offerer: toNamed(row.offerer),
  answerer: row.answerer && toNamed(row.answerer),
  decider: row.decider && toNamed(row.decider),
  digest: row.digest,
});

/** Invitations to communities, in Postgres. */
import type { Access } from '../bot/communities/community.ts';
import type { Invitation, InvitationStore } from '../bot/communities/invitation.ts';
import type { InvitedAs } from '../bot/communities/roles.ts';
import { isId } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, type NamedRow, toNamed } from './members.ts';
import { passedOnSince } from './passes.ts';
import { turnOf } from './turn.ts';
import type { Tx } from './work.ts';

interface Row {
  id: string;
  community_id: string;
  community_name: string;
  purpose: string;
  access: string;
  members: number;
  platform: string;
  ref: string;
  role: string;
  invited_by: string;
  inviter: NamedRow;
  ends_at: Date;
  state: string;
}

export function createInvitationStore(tx: Tx, now: Date, newId: () => string): InvitationStore {
  return {
    async invite({ community, account, as, by, endsAt, channel }) {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO invitation AS v (id, community_id, platform, ref, role, invited_by, created_at, ends_at, state, channel_id)
        VALUES (${newId()}::uuid, ${community}::uuid, ${account.platform}, ${account.id}, ${as}, ${by}::uuid, ${now}, ${endsAt}, 'open',
          ${channel ?? null}::uuid)
        ON CONFLICT (community_id, platform, ref) DO UPDATE SET id = EXCLUDED.id, role = EXCLUDED.role, invited_by = EXCLUDED.invited_by,
          created_at = EXCLUDED.created_at, ends_at = EXCLUDED.ends_at, state = 'open', decided_at = NULL, channel_id = EXCLUDED.channel_id
          WHERE v.state <> 'open' OR v.ends_at <= ${now} OR (v.role = 'member' AND EXCLUDED.role <> 'member')
        RETURNING id`;
      return row?.id ?? null;
    },

    async invitedSince(person, since) {
      await turnOf(tx, person);
      // For whom being in a channel was the reason counts for nobody.
      const invited = await tx.invitation.count({
        where: { invitedBy: person, createdAt: { gte: since }, channelId: null },
      });
      return invited + (await passedOnSince(tx, person, since));
    },

    async invitation(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<Row[]>`
        SELECT v.*, c.name AS community_name, c.purpose, c.access, to_jsonb(b) AS inviter,
          (SELECT count(*)::int FROM membership x WHERE x.community_id = c.id) AS members
        FROM invitation v JOIN community c ON c.id = v.community_id
        JOIN ${accountOf(Prisma.sql`v.invited_by`)} b ON TRUE
        WHERE v.id = ${id}::uuid`;
      return row ? toInvitation(row) : null;
    },

    async invitationsOf(person, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT v.id FROM invitation v JOIN identity i ON i.platform = v.platform AND i.ref = v.ref
        WHERE i.person_id = ${person}::uuid AND i.active AND v.state = 'open' AND v.ends_at > ${now}
        ORDER BY v.created_at, v.id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },

    async answerInvitation(id, state) {
      const answered = await tx.$executeRaw`
        UPDATE invitation SET state = ${state}, decided_at = ${now} WHERE id = ${id}::uuid AND state = 'open' AND ends_at > ${now}`;
      return answered === 1;
    },

    async holder({ platform, id }, community) {
      const [row] = await tx.$queryRaw<{ person_id: string; member: boolean; colleague: boolean }[]>`
        SELECT i.person_id, EXISTS (SELECT 1 FROM membership m WHERE m.community_id = c.id AND m.person_id = i.person_id) AS member,
          (i.active AND i.checked_at IS NOT NULL AND NOT i.guest AND NOT i.external AND EXISTS (SELECT 1 FROM community_organisation co
            WHERE co.community_id = c.id AND co.organisation_id = s.organisation_id)) AS colleague
        FROM identity i JOIN workspace s ON s.id = i.workspace_id JOIN community c ON c.id = ${community}::uuid
        WHERE i.platform = ${platform} AND i.ref = ${id}`;
      return row ? { person: row.person_id, isMember: row.member, isColleague: row.colleague } : null;
    },
  };
}

const toInvitation = (row: Row): Invitation => ({
  id: row.id,
  community: row.community_id,
  communityName: row.community_name,
  purpose: row.purpose,
  access: row.access as Access,
  members: row.members,
  account: { kind: 'user', platform: row.platform, id: row.ref },
  as: row.role as InvitedAs,
  by: row.invited_by,
  inviter: toNamed(row.inviter),
  endsAt: row.ends_at,
  state: row.state as Invitation['state'],
});

/** Channels bound to communities, in Postgres. An ended binding stays, so that what it explains can still be read. */
import type { Access, BoundChannel, CommunityStore, Mode } from '../bot/communities/community.ts';
import type { ConversationRef } from '../bot/core/ref.ts';
import { isId, visibleCommunity } from './audience.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

type ChannelStore = Pick<
  CommunityStore,
  | 'channelAt'
  | 'channel'
  | 'channels'
  | 'bind'
  | 'unbind'
  | 'setHears'
  | 'setMode'
  | 'setOpens'
  | 'unlooked'
  | 'rename'
  | 'clockOf'
>;

interface Row {
  id: string;
  community_id: string;
  community_name: string;
  access: string;
  stage: string;
  organisation_id: string;
  organisation_name: string;
  platform: string;
  ref: string;
  name: string;
  hears: string;
  bound_by: string;
  opens: string | null;
  mode: string;
  gone_at: Date | null;
}

const CHANNELS = Prisma.sql`
  SELECT h.*, c.name AS community_name, c.access, c.stage, o.name AS organisation_name
  FROM channel h JOIN community c ON c.id = h.community_id JOIN organisation o ON o.id = h.organisation_id`;

export function createChannelStore(tx: Tx, now: Date, newId: () => string): ChannelStore {
  async function byId(id: string | undefined): Promise<BoundChannel | null> {
    if (id === undefined || !isId(id)) return null;
    const [row] = await tx.$queryRaw<Row[]>`${CHANNELS} WHERE h.id = ${id}::uuid`;
    return row ? toChannel(row) : null;
  }
  /** Changes what is bound at a place. @returns it, or null where nothing was changed */
  async function change({ platform, id }: ConversationRef, set: Prisma.Sql, where: Prisma.Sql) {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      UPDATE channel SET ${set} WHERE platform = ${platform} AND ref = ${id} AND gone_at IS NULL AND ${where} RETURNING id`;
    return byId(row?.id);
  }

  return {
    channel: byId,

    async channelAt({ platform, id }) {
      const [row] = await tx.$queryRaw<Row[]>`
        ${CHANNELS} WHERE h.platform = ${platform} AND h.ref = ${id} AND h.gone_at IS NULL`;
      return row ? toChannel(row) : null;
    },

    async channels(community) {
      if (!isId(community)) return [];
      const rows = await tx.$queryRaw<Row[]>`
        ${CHANNELS} WHERE h.community_id = ${community}::uuid AND h.gone_at IS NULL ORDER BY h.bound_at, h.id`;
      return rows.map(toChannel);
    },

    // A place is one row. A new binding of one that was given up takes the row over under an id of its own.
    async bind({ community, organisation, by, place, name, hears, opens }) {
      // Its access does not change meanwhile: what anybody can open is never that of a community that is not open.
      await tx.$executeRaw`SELECT 1 FROM community WHERE id = ${community}::uuid FOR NO KEY UPDATE`;
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO channel (id, community_id, organisation_id, platform, ref, name, hears, opens, bound_by, bound_at)
        SELECT ${newId()}::uuid, c.id, ${organisation}::uuid, ${place.platform}, ${place.id}, ${name}, ${hears}, ${opens},
          ${by}::uuid, ${now}
        FROM community c WHERE c.id = ${community}::uuid AND (c.access = 'open' OR ${opens} <> 'workspace')
          AND ${visibleCommunity(organisation)}
        ON CONFLICT (platform, ref) DO UPDATE SET id = EXCLUDED.id, community_id = EXCLUDED.community_id,
          organisation_id = EXCLUDED.organisation_id, name = EXCLUDED.name, hears = EXCLUDED.hears, opens = EXCLUDED.opens,
          bound_by = EXCLUDED.bound_by, bound_at = EXCLUDED.bound_at, mode = EXCLUDED.mode, gone_at = NULL, asked_at = NULL, counted_at = NULL
          WHERE channel.gone_at IS NOT NULL
        RETURNING id`;
      // Of who came and went while it was not bound nothing is known.
      if (row) {
        await tx.channelMember.deleteMany({ where: { platform: place.platform, channel: place.id } });
        await tx.channelStep.deleteMany({ where: { channelId: row.id } });
      }
      return row?.id ?? null;
    },

    unbind: (place) => change(place, Prisma.sql`gone_at = ${now}`, Prisma.sql`TRUE`),
    setHears: (place, hears) => change(place, Prisma.sql`hears = ${hears}`, Prisma.sql`hears <> ${hears}`),
    setMode: (place, mode) => change(place, Prisma.sql`mode = ${mode}`, Prisma.sql`mode <> ${mode}`),
    rename: (place, name) => change(place, Prisma.sql`name = ${name}`, Prisma.sql`name <> ${name}`),

    setOpens: (place, opens) =>
      change(place, Prisma.sql`opens = ${opens}`, Prisma.sql`opens IS DISTINCT FROM ${opens}`),

    async unlooked(since, limit) {
      // Taken by who looks: nobody else looks at the same ones.
      const rows = await tx.$queryRaw<{ id: string }[]>`
        UPDATE channel h SET looked_at = ${now} FROM (
          SELECT x.id FROM channel x WHERE x.gone_at IS NULL AND COALESCE(x.looked_at, x.bound_at) <= ${since}
          ORDER BY COALESCE(x.looked_at, x.bound_at), x.id LIMIT ${limit} FOR UPDATE SKIP LOCKED) due
        WHERE h.id = due.id RETURNING h.id`;
      const all = await Promise.all(rows.map(({ id }) => byId(id)));
      return all.filter((one) => one !== null);
    },

    async clockOf({ platform, id }) {
      const [row] = await tx.$queryRaw<{ locale: string; zone: string }[]>`
        SELECT c.locale, c.zone FROM channel h JOIN community c ON c.id = h.community_id
        WHERE h.platform = ${platform} AND h.ref = ${id}`;
      return row ?? null;
    },
  };
}

const toChannel = (row: Row): BoundChannel => ({
  id: row.id,
  community: row.community_id,
  communityName: row.community_name,
  access: row.access as Access,
  ref: { kind: 'conversation', platform: row.platform, id: row.ref },
  hears: row.hears === 'all' ? 'all' : 'mentions',
  organisation: row.organisation_id,
  organisationName: row.organisation_name,
  name: row.name,
  boundBy: row.bound_by,
  opens: row.opens === 'workspace' || row.opens === 'members' ? row.opens : null,
  mode: row.mode as Mode,
  archived: row.stage === 'archived',
  gone: row.gone_at !== null,
});

/** Keeping communities and their channels in step, in Postgres. */
import type { BoundChannel } from '../bot/communities/community.ts';
import type { Keeping, KeepingStore, Wanted } from '../bot/communities/keeping-store.ts';
import type { UserRef } from '../bot/core/ref.ts';
import { isId } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from './members.ts';
import type { Tx } from './work.ts';

/** Whoever takes a step up has so long for it. */
const LEASE_MS = 5 * 60_000;

/** Joins a channel, under the alias `h`, with the accounts in it under `t`. */
const INSIDE = Prisma.sql`channel_member t ON t.platform = h.platform AND t.channel = h.ref`;

export function createKeepingStore(
  tx: Tx,
  now: Date,
  channelOf: (id: string) => Promise<BoundChannel | null>,
): KeepingStore {
  const channelsOf = async (ids: readonly { readonly id: string }[]): Promise<readonly BoundChannel[]> => {
    const all: BoundChannel[] = [];
    for (const { id } of ids) {
      const one = await channelOf(id);
      if (one) all.push(one);
    }
    return all;
  };
  /** What was wished of an account before does not hold any more. @param accounts rows of a channel's id and an account */
  const wish = (accounts: Prisma.Sql, wanted: Wanted, by: string | null, over: Prisma.Sql) => tx.$executeRaw`
    INSERT INTO channel_step AS p (channel_id, account, wanted, wished_by, state, tries, wished_at, due_at)
    SELECT a.channel_id, a.account, ${wanted}, ${by}::uuid, 'owed', 0, ${now}, ${now} FROM (${accounts}) a
    ON CONFLICT (channel_id, account) DO UPDATE SET wanted = EXCLUDED.wanted, wished_by = EXCLUDED.wished_by, state = 'owed',
      tries = 0, wished_at = EXCLUDED.wished_at, due_at = EXCLUDED.due_at
      WHERE ${over}`;

  return {
    async setKeeping(community, keeping) {
      await tx.community.update({ where: { id: community }, data: { keeping } });
    },

    async keepingOf(community) {
      const one = isId(community)
        ? await tx.community.findUnique({ where: { id: community }, select: { keeping: true } })
        : null;
      return (one?.keeping ?? 'apart') as Keeping;
    },

    async seenAt({ platform, id: channel }, { id: account }, is) {
      if (is === 'there') {
        const came = await tx.$executeRaw`
          INSERT INTO channel_member (platform, channel, account, since) VALUES (${platform}, ${channel}, ${account}, ${now})
          ON CONFLICT DO NOTHING`;
        return came === 1;
      }
      return (await tx.channelMember.deleteMany({ where: { platform, channel, account } })).count === 1;
    },

    async uncounted(since, limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        UPDATE channel SET asked_at = ${now} WHERE id IN (
          SELECT id FROM channel WHERE gone_at IS NULL AND mode <> 'off' AND (asked_at IS NULL OR asked_at < ${since})
          ORDER BY asked_at NULLS FIRST, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id`;
      return channelsOf(rows);
    },

    async counted(id, accounts, askedAt) {
      const [channel] = await tx.$queryRaw<{ platform: string; ref: string; counted_at: Date | null }[]>`
        SELECT platform, ref, counted_at FROM channel WHERE id = ${id}::uuid AND gone_at IS NULL FOR UPDATE`;
      if (!channel) return null;
      const { platform, ref } = channel;
      const there = Prisma.sql`SELECT unnest(${accounts.map((one) => one.id)}::text[]) AS account`;
      const were = await tx.channelMember.count({ where: { platform, channel: ref } });
      // Who came after it was asked is not missing in the answer.
      const went = await tx.$queryRaw<{ account: string }[]>`
        DELETE FROM channel_member t WHERE t.platform = ${platform} AND t.channel = ${ref} AND t.since < ${askedAt}
          AND NOT EXISTS (SELECT 1 FROM (${there}) r WHERE r.account = t.account)
        RETURNING t.account`;
      const came = await tx.$queryRaw<{ account: string }[]>`
        INSERT INTO channel_member (platform, channel, account, since)
        SELECT DISTINCT ${platform}, ${ref}, r.account, ${now}::timestamptz FROM (${there}) r
        ON CONFLICT DO NOTHING RETURNING account`;
      await tx.channel.update({ where: { id }, data: { countedAt: now } });
      if (!channel.counted_at) return null;
      const refs = (rows: readonly { account: string }[]): readonly UserRef[] =>
        rows.map((row) => ({ kind: 'user', platform, id: row.account }));
      return { came: refs(came), went: refs(went), were };
    },

    async inAnyChannel(person, community) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM channel h JOIN ${INSIDE} JOIN identity i ON i.platform = t.platform AND i.ref = t.account
        WHERE h.community_id = ${community}::uuid AND h.gone_at IS NULL AND i.person_id = ${person}::uuid LIMIT 1`;
      return rows.length > 0;
    },

    async bringIn(person, community) {
      await wish(
        Prisma.sql`
          SELECT h.id AS channel_id, i.ref AS account FROM community c
          JOIN channel h ON h.community_id = c.id AND h.gone_at IS NULL AND h.mode <> 'off'
          JOIN identity i ON i.person_id = ${person}::uuid AND i.active AND i.platform = h.platform
          JOIN workspace s ON s.id = i.workspace_id AND s.organisation_id = h.organisation_id
          WHERE c.id = ${community}::uuid AND c.keeping = 'community' AND NOT EXISTS (
            SELECT 1 FROM channel o JOIN channel_member t ON t.platform = o.platform AND t.channel = o.ref
            JOIN identity x ON x.platform = t.platform AND x.ref = t.account
            WHERE o.community_id = c.id AND o.gone_at IS NULL AND x.person_id = i.person_id)
          ORDER BY h.bound_at, h.id, i.created_at, i.id LIMIT 1`,
        'in',
        null,
        Prisma.sql`TRUE`,
      );
    },

    async takeOut(person, community) {
      await wish(
        Prisma.sql`
          SELECT h.id AS channel_id, t.account FROM community c
          JOIN channel h ON h.community_id = c.id AND h.gone_at IS NULL AND h.opens = 'members'
          JOIN ${INSIDE} JOIN identity i ON i.platform = t.platform AND i.ref = t.account
          WHERE c.id = ${community}::uuid AND c.keeping = 'community' AND i.person_id = ${person}::uuid`,
        'out',
        null,
        Prisma.sql`TRUE`,
      );
    },

    async toAsk(channel, account) {
      // Once, whatever became of it.
      await wish(
        Prisma.sql`SELECT ${channel}::uuid AS channel_id, ${account.id} AS account`,
        'ask',
        null,
        Prisma.sql`p.wanted <> 'ask'`,
      );
    },

    async toAskAll(channel, by) {
      return wish(
        Prisma.sql`
          SELECT h.id AS channel_id, t.account FROM channel h JOIN ${INSIDE}
          WHERE h.id = ${channel}::uuid AND NOT EXISTS (
            SELECT 1 FROM identity i JOIN membership m ON m.person_id = i.person_id
            WHERE i.platform = t.platform AND i.ref = t.account AND m.community_id = h.community_id)`,
        'ask',
        by,
        Prisma.sql`TRUE`,
      );
    },

    async dueSteps(limit) {
      const rows = await tx.$queryRaw<
        { channel_id: string; account: string; wanted: Wanted; wished_by: string | null; tries: number }[]
      >`
        UPDATE channel_step SET due_at = ${new Date(now.getTime() + LEASE_MS)} WHERE (channel_id, account) IN (
          SELECT channel_id, account FROM channel_step WHERE state = 'owed' AND due_at <= ${now}
          ORDER BY due_at, channel_id, account LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING channel_id, account, wanted, (SELECT i.person_id FROM identity i WHERE i.id = wished_by) AS wished_by, tries`;
      const steps = await Promise.all(rows.map(async (row) => ({ row, channel: await channelOf(row.channel_id) })));
      return steps.flatMap(({ row, channel }) => {
        if (!channel) return [];
        const account: UserRef = { kind: 'user', platform: channel.ref.platform, id: row.account };
        return [{ channel, account, wanted: row.wanted, by: row.wished_by, tries: row.tries }];
      });
    },

    async stepped({ channel, account, wanted }, end) {
      // What was wished meanwhile stands.
      await tx.channelStep.updateMany({
        where: { channelId: channel.id, account: account.id, wanted, state: 'owed' },
        data: typeof end === 'string' ? { state: end } : { dueAt: end.again, tries: { increment: 1 } },
      });
    },

    async wasInvited(community, { platform, id }) {
      return (await tx.invitation.count({ where: { communityId: community, platform, ref: id } })) > 0;
    },

    async difference(community, most) {
      if (!isId(community)) return { channels: [], nowhere: 0, some: [] };
      const rows = await tx.$queryRaw<{ id: string; counted_at: Date | null; people: number; members: number }[]>`
        SELECT h.id, h.counted_at, count(t.account)::int AS people, count(m.person_id)::int AS members
        FROM channel h LEFT JOIN ${INSIDE}
        LEFT JOIN identity i ON i.platform = t.platform AND i.ref = t.account
        LEFT JOIN membership m ON m.community_id = h.community_id AND m.person_id = i.person_id
        WHERE h.community_id = ${community}::uuid AND h.gone_at IS NULL GROUP BY h.id ORDER BY h.bound_at, h.id`;
      const others = (channel: string) => tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED} FROM channel h JOIN ${INSIDE} JOIN identity held ON held.platform = t.platform AND held.ref = t.account
        JOIN ${accountOf(Prisma.sql`held.person_id`)} a ON TRUE
        WHERE h.id = ${channel}::uuid AND NOT EXISTS (
          SELECT 1 FROM membership m WHERE m.community_id = h.community_id AND m.person_id = held.person_id)
        ORDER BY t.since DESC, t.account LIMIT ${most}`;
      const nowhere = Prisma.sql`membership m WHERE m.community_id = ${community}::uuid AND NOT EXISTS (
        SELECT 1 FROM channel h JOIN ${INSIDE} JOIN identity i ON i.platform = t.platform AND i.ref = t.account
        WHERE h.community_id = m.community_id AND h.gone_at IS NULL AND i.person_id = m.person_id)`;
      const [{ count } = { count: 0 }] = await tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int FROM ${nowhere}`;
      const some = await tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED} FROM (SELECT m.person_id FROM ${nowhere} ORDER BY m.joined_at DESC, m.person_id LIMIT ${most}) m
        JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON TRUE`;
      const channels = [];
      for (const { id, counted_at: countedAt, people, members } of rows) {
        const channel = await channelOf(id);
        if (!channel) continue;
        const named = most > 0 && people > members ? (await others(id)).map(toNamed) : [];
        channels.push({ channel, countedAt, people, members, others: named });
      }
      return { channels, nowhere: count, some: some.map(toNamed) };
    },
  };
}

/** Weekly digests in Postgres: their rules, their states, and what they tell of (digest-entries.ts). */
import type { Digest, DigestStore, Rule, Times, Why } from '../bot/digests/digest.ts';
import type { State } from '../bot/digests/states.ts';
import type { Weekday } from '../bot/words/zone.ts';
import { isId } from './audience.ts';
import { createEntryStore } from './digest-entries.ts';
import { createReaderStore } from './digest-readers.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, type NamedRow, toNamed } from './members.ts';
import type { Tx } from './work.ts';

interface Row {
  id: string;
  community_id: string;
  week: string;
  state: string;
  preview_at: Date;
  sends_at: Date;
  zone: string;
  not_before: Date | null;
  was_empty: boolean;
  intro: string | null;
  left_out: string[];
  why: string | null;
  ended_at: Date | null;
  introducer: NamedRow | null;
  decider: NamedRow | null;
}
const DIGESTS = Prisma.sql`
  SELECT d.*, to_jsonb(a) AS introducer, to_jsonb(b) AS decider FROM digest d
  LEFT JOIN ${accountOf(Prisma.sql`d.intro_by`)} a ON TRUE LEFT JOIN ${accountOf(Prisma.sql`d.decided_by`)} b ON TRUE`;

/** Holds for one that is to come yet. */
const COMING = Prisma.sql`state NOT IN ('skipped', 'posted')`;

interface RuleRow {
  day: number;
  minute: number;
  approve: boolean;
  off: boolean;
}

export function createDigestStore(tx: Tx, now: Date, newId: () => string): DigestStore {
  async function held(community: string, how: Prisma.Sql): Promise<Rule | null> {
    if (!isId(community)) return null;
    const [row] = await tx.$queryRaw<RuleRow[]>`
      SELECT day, minute, approve, off FROM digest_rule WHERE community_id = ${community}::uuid ${how}`;
    return row ? { day: row.day as Weekday, minute: row.minute, approve: row.approve, off: row.off } : null;
  }
  async function get(id: string): Promise<Digest | null> {
    if (!isId(id)) return null;
    const [row] = await tx.$queryRaw<Row[]>`${DIGESTS} WHERE d.id = ${id}::uuid`;
    return row ? toDigest(row) : null;
  }

  return {
    ...createEntryStore(tx, now),
    ...createReaderStore(tx),
    get,

    async due(limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT community_id AS id FROM digest_rule WHERE look_at <= ${now} ORDER BY look_at, community_id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },
    take: (community) => held(community, Prisma.sql`AND look_at <= ${now} FOR UPDATE SKIP LOCKED`),
    hold: (community) => held(community, Prisma.sql`FOR UPDATE`),
    rule: (community) => held(community, Prisma.empty),
    async change(community, { day, minute, approve, off }) {
      await tx.digestRule.update({ where: { communityId: community }, data: { day, minute, approve, off } });
    },
    async lookAt(community, lookAt) {
      if (!isId(community)) return;
      await tx.$executeRaw`
        UPDATE digest_rule SET look_at = CASE WHEN NOT off OR EXISTS (
          SELECT 1 FROM digest d WHERE d.community_id = digest_rule.community_id AND d.telling) THEN ${lookAt}::timestamptz END
        WHERE community_id = ${community}::uuid`;
    },

    async current(community) {
      if (!isId(community)) return null;
      const [row] = await tx.$queryRaw<Row[]>`
        ${DIGESTS} WHERE d.community_id = ${community}::uuid AND ${COMING} ORDER BY d.week LIMIT 1`;
      return row ? toDigest(row) : null;
    },
    async last(community) {
      const [row] = await tx.$queryRaw<{ week: string | null; posted_at: Date | null }[]>`
        SELECT max(week) AS week, max(ended_at) FILTER (WHERE state = 'posted') AS posted_at
        FROM digest WHERE community_id = ${community}::uuid`;
      return { week: row?.week ?? null, postedAt: row?.posted_at ?? null };
    },
    async plan(community, week, { previewAt, sendsAt, zone }) {
      const id = newId();
      const made = await tx.$executeRaw`
        INSERT INTO digest (id, community_id, week, state, preview_at, sends_at, zone, created_at)
        VALUES (${id}::uuid, ${community}::uuid, ${week}, 'planned', ${previewAt}, ${sendsAt}, ${zone}, ${now})
        ON CONFLICT (community_id, week) DO NOTHING`;
      return made === 1 ? get(id) : null;
    },
    async retime(id, { previewAt, sendsAt, zone, notBefore }: Times & { notBefore: Date | null }) {
      await tx.digest.update({ where: { id }, data: { previewAt, sendsAt, zone, notBefore } });
    },
    async move(id, { from, to }, { by, why, wasEmpty }) {
      if (!isId(id)) return false;
      const ends = to === 'posted' || to === 'skipped';
      const moved = await tx.$executeRaw`
        UPDATE digest SET state = ${to}, decided_by = COALESCE(${by ?? null}::uuid, decided_by), why = ${why ?? null},
          was_empty = COALESCE(${wasEmpty ?? null}::boolean, was_empty), ended_at = ${ends ? now : null},
          telling = ${to === 'posted'}
        WHERE id = ${id}::uuid AND state = ANY(${[...from]})`;
      return moved === 1;
    },
    async unplan(id) {
      await tx.digest.deleteMany({ where: { id, state: 'planned' } });
    },
    async edit(id, { intro, by, leftOut }) {
      if (!isId(id)) return false;
      const edited = await tx.$executeRaw`
        UPDATE digest SET intro = NULLIF(${intro}, ''), left_out = ${leftOut.filter(isId)}::uuid[],
          intro_by = CASE WHEN ${intro} = '' THEN NULL WHEN intro IS NOT DISTINCT FROM ${intro} THEN intro_by ELSE ${by}::uuid END
        WHERE id = ${id}::uuid AND ${COMING}`;
      return edited === 1;
    },

    async telling(community) {
      if (!isId(community)) return null;
      const [row] = await tx.$queryRaw<Row[]>`
        ${DIGESTS} WHERE d.community_id = ${community}::uuid AND d.telling ORDER BY d.week LIMIT 1`;
      return row ? toDigest(row) : null;
    },

    async vote(id, person, useful) {
      await tx.$executeRaw`
        INSERT INTO digest_vote (digest_id, person_id, useful, at) VALUES (${id}::uuid, ${person}::uuid, ${useful}, ${now})
        ON CONFLICT (digest_id, person_id) DO UPDATE SET useful = EXCLUDED.useful, at = EXCLUDED.at`;
    },
    async votes(community) {
      if (!isId(community)) return { yes: 0, no: 0 };
      // Who turned out to be somebody else said what that one says.
      const [row] = await tx.$queryRaw<{ yes: number; no: number }[]>`
        SELECT count(*) FILTER (WHERE v.useful)::int AS yes, count(*) FILTER (WHERE NOT v.useful)::int AS no
        FROM digest_vote v WHERE EXISTS (SELECT 1 FROM identity i WHERE i.person_id = v.person_id) AND v.digest_id = (
          SELECT id FROM digest WHERE community_id = ${community}::uuid AND state = 'posted' ORDER BY week DESC LIMIT 1)`;
      return row ?? { yes: 0, no: 0 };
    },
  };
}

const toDigest = (row: Row): Digest => ({
  id: row.id,
  community: row.community_id,
  week: row.week,
  state: row.state as State,
  previewAt: row.preview_at,
  sendsAt: row.sends_at,
  zone: row.zone,
  notBefore: row.not_before,
  wasEmpty: row.was_empty,
  intro: row.intro !== null && row.introducer ? { words: row.intro, author: toNamed(row.introducer) } : null,
  leftOut: row.left_out,
  decider: row.decider && toNamed(row.decider),
  why: row.why as Why | null,
  endedAt: row.ended_at,
});

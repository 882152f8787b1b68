/** From words to communities, in Postgres: what a reader may know of, by what is written of it and what was asked in it lately. */
import type { FindingStore, Member, Preview, Ranked } from '../bot/communities/community.ts';
import { isId, listedCommunity, livingCommunity, nothingWithheld, readableCommunity } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { LISTED, type ListedRow, toListed, waits } from './listed.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from './members.ts';
import { soughtTerms, toldWorth } from './sought.ts';
import type { Tx } from './work.ts';

interface RankedRow extends ListedRow {
  told: number[];
  asked: number[];
  /** Of what was sought, that of which nothing was found. */
  lacking: number[];
  score: number;
  /** Of its name, what was not sought. */
  unsought: string[];
  /** The terms of its name. */
  named: string[];
}

/** Of so many of the best the whole name is looked at. */
const LOOKED_AT = 60;
/** Of so many of those the forms are looked for. */
const WITH_KIN = 5;
/** What words are worth besides for standing in one and the same question. */
const TOGETHER = 0.4;
/** What each word of a name that was not sought takes away. */
const UNSOUGHT = 0.04;

export function createFindingStore(tx: Tx): FindingStore {
  return {
    async ranked(reader, sought, { limit, readable = false, but = [] }) {
      if (sought.length === 0) return { communities: [], lacking: [] };
      const q = soughtTerms(sought);
      await nothingWithheld(
        tx,
        reader,
        Prisma.sql`EXISTS (SELECT 1 FROM community_term d JOIN (${q}) q USING (term) WHERE d.community_id = c.id)`,
      );
      const rows = await tx.$queryRaw<RankedRow[]>`
        -- OFFSET 0: word by word along the index, whatever the planner expects of them.
        WITH q AS MATERIALIZED (${q}),
        may AS MATERIALIZED (
          SELECT c.id, ${readableCommunity(reader)} AS reads, ${livingCommunity} AS living FROM community c WHERE ${listedCommunity(reader)}),
        hit AS MATERIALIZED (
          SELECT h.community_id, h.n, max(h.told) AS told, max(h.asked) AS asked
          FROM (
            SELECT q.n, d.community_id, 0 AS asked, ${toldWorth(Prisma.sql`d.place`)} AS told
            FROM q CROSS JOIN LATERAL (SELECT community_id, place FROM community_term WHERE term = q.term OFFSET 0) AS d
            UNION ALL
            SELECT q.n, a.community_id, a.questions, 0
            FROM q CROSS JOIN LATERAL (SELECT community_id, questions FROM asked_term WHERE term = q.term OFFSET 0) AS a
          ) AS h JOIN may ON may.id = h.community_id AND (h.asked = 0 OR may.reads)
          ${readable ? Prisma.sql`WHERE may.reads AND may.living` : Prisma.empty}
          GROUP BY 1, 2),
        -- Worth is by how few communities have a term; what stands for a word is worth no more than the word itself would be.
        rare AS MATERIALIZED (
          SELECT q.*, ln(1 + ((SELECT count(*) FROM may) - few.count + 0.5) / (few.count + 0.5)) AS idf
          FROM q JOIN (
            SELECT n, greatest(count, first_value(count) OVER (PARTITION BY at ORDER BY weight DESC, n)) AS count
            FROM (SELECT n, count(*) FROM hit GROUP BY n) AS hits JOIN q USING (n)) AS few USING (n)),
        word AS MATERIALIZED (
          SELECT h.community_id, r.at, max(r.weight * r.idf) AS worth, bool_or(h.told > 0) AS told, bool_or(h.asked > 0) AS asked,
            max(r.idf * 1.6 * h.told * r.weight / (h.told * r.weight + 0.3))
              + max(r.idf * 0.9 * h.asked * r.weight / (h.asked * r.weight + 2)) AS score
          FROM hit h JOIN rare r USING (n) GROUP BY 1, 2),
        best AS MATERIALIZED (
          SELECT h.community_id AS id,
            sum(h.score) * (0.5 + 0.5 * sum(h.worth) / (SELECT sum(most) FROM (SELECT max(weight * idf) AS most FROM rare GROUP BY at) AS each)) AS score
          FROM word h
          WHERE h.community_id <> ALL (${but.filter(isId)}::uuid[])
          GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${LOOKED_AT}),
        -- Of the few best alone, question by question only where a word of theirs was sought.
        said AS (
          SELECT id, max(worth) AS together FROM (
            SELECT id, question_id, sum(worth) AS worth FROM (
              SELECT one.id, one.question_id, rare.at, max(rare.weight * rare.idf) AS worth
              FROM (
                SELECT best.id, a.question_id, unnest(a.terms) AS term
                FROM best JOIN may ON may.id = best.id AND may.reads JOIN asked_question a ON a.community_id = best.id) AS one
              JOIN rare USING (term)
              GROUP BY 1, 2, 3) AS word
            GROUP BY 1, 2) AS question
          GROUP BY 1),
        found AS (
          SELECT best.id, best.score + ${TOGETHER}::float8 * coalesce(said.together, 0) AS score, ${NAMED_BY(Prisma.sql`best.id`)} AS named
          FROM best LEFT JOIN said ON said.id = best.id),
        -- Whose name is one of the best's with something more that was sought answers as well as that one, and to this too: its questions may be closed, or few.
        kin AS (
          SELECT form.id, max(form.score + form.more) AS score FROM (
            SELECT d.community_id AS id, o.id AS whole, o.score, o.named, sum(r.idf) AS more
            FROM (SELECT * FROM found ORDER BY score DESC, id LIMIT ${WITH_KIN}) AS o
            JOIN rare r ON r.weight = 1 AND r.term <> ALL (o.named)
            JOIN community_term d ON d.term = r.term AND d.place & 4 > 0
            JOIN may ON may.id = d.community_id
            WHERE d.community_id <> ALL (${but.filter(isId)}::uuid[]) ${readable ? Prisma.sql`AND may.reads AND may.living` : Prisma.empty}
            GROUP BY 1, 2, 3, 4) AS form
          WHERE form.named <@ ${NAMED_BY(Prisma.sql`form.id`)}
          GROUP BY 1)
        SELECT c.id, c.name, c.name_key, c.purpose, c.access, c.kind, c.label, c.stage, m.role, ${waits(reader, Prisma.sql`c.id`)} AS waits, f.told, f.asked,
          o.score::float8 AS score, n.named, 0 AS members,
          ARRAY(SELECT term FROM unnest(n.named) AS term WHERE term NOT IN (SELECT term FROM q)) AS unsought,
          (SELECT coalesce(array_agg(n), '{}') FROM generate_series(0, ${sought.length - 1}::int) AS n WHERE n NOT IN (SELECT at FROM rare)) AS lacking
        FROM (SELECT id, max(score) AS score FROM (SELECT id, score FROM found UNION ALL SELECT id, score FROM kin) AS either GROUP BY 1) AS o
        JOIN community c ON c.id = o.id
        CROSS JOIN LATERAL (SELECT ${NAMED_BY(Prisma.sql`o.id`)} AS named) AS n
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(at) FILTER (WHERE told), '{}') AS told, coalesce(array_agg(at) FILTER (WHERE asked), '{}') AS asked
          FROM word WHERE community_id = o.id) AS f
        LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${reader.person}::uuid`;
      const typed = (at: readonly number[]): readonly string[] =>
        [...new Set(at)].sort((a, b) => a - b).map((n) => sought[n]?.typed ?? '');
      const shown = inOrder(rows).slice(0, limit);
      const members = new Map(
        (shown.length === 0
          ? []
          : await tx.$queryRaw<{ id: string; members: number }[]>`
          SELECT community_id AS id, count(*)::int AS members FROM membership
          WHERE community_id = ANY (${shown.map(({ id }) => id)}::uuid[]) GROUP BY 1`
        ).map((row) => [row.id, row.members]),
      );
      return {
        communities: shown.map((row): Ranked => {
          const told = typed(row.told);
          const one = toListed({ ...row, members: members.get(row.id) ?? 0 });
          return { ...one, told, asked: typed(row.asked) };
        }),
        lacking: rows[0]?.lacking ?? sought.map((_, at) => at),
      };
    },

    async spelled(keys) {
      const rows = await tx.$queryRaw<{ word: string }[]>`
        SELECT DISTINCT word FROM spelling WHERE key = ANY (${keys}::text[]) LIMIT 200`;
      return rows.map(({ word }) => word);
    },

    async members(reader, community, { limit, after }) {
      if (!isId(community) || (after && !isId(after.person))) return [];
      const [may] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community c WHERE c.id = ${community}::uuid AND ${readableCommunity(reader)}`;
      if (may === undefined) return [];
      const all: Member[] = [];
      // Rank by rank, so that each is read in the order of its index.
      for (const [rank, role] of RANKS.entries()) {
        if (all.length >= limit || (after && rank < after.rank)) continue;
        const from =
          after && rank === after.rank
            ? Prisma.sql`AND (m.joined_at, m.person_id) > (${after.joinedAt}, ${after.person}::uuid)`
            : Prisma.empty;
        const rows = await tx.$queryRaw<(NamedRow & { joined_at: Date })[]>`
          SELECT ${NAMED}, m.joined_at
          FROM membership m JOIN person p ON p.id = m.person_id AND ${PRESENT}
          JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON a.active
          WHERE m.community_id = ${community}::uuid AND m.role = ${role} ${from}
          ORDER BY m.joined_at, m.person_id LIMIT ${limit - all.length}`;
        all.push(...rows.map((row) => ({ ...toNamed(row), role, rank, joinedAt: row.joined_at })));
      }
      return all;
    },

    async preview(reader, community) {
      if (!isId(community)) return null;
      const [row] = await tx.$queryRaw<(ListedRow & { reads: boolean; hours: number | null })[]>`
        SELECT ${LISTED(reader)}, m.role, ${readableCommunity(reader)} AS reads,
          (SELECT CASE WHEN count(*) >= 5 THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) END FROM (
            SELECT extract(epoch FROM (
              SELECT min(coalesce(r.said_at, r.created_at)) FROM reply r WHERE r.question_id = a.question_id AND r.counts AND r.deleted_at IS NULL)
              - a.opened_at)::float8 / 3600 AS waited
            FROM asked_question a WHERE a.community_id = c.id) AS answered WHERE waited IS NOT NULL) AS hours
        FROM community c LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${reader.person}::uuid
        WHERE c.id = ${community}::uuid AND ${listedCommunity(reader)}`;
      if (!row) return null;
      const questions = row.reads
        ? await tx.$queryRaw<Preview['questions']>`
            SELECT q.id, q.text, (SELECT count(*)::int FROM reply r WHERE r.question_id = q.id AND r.counts AND r.deleted_at IS NULL) AS answers
            FROM asked_question a JOIN question q ON q.id = a.question_id
            WHERE a.community_id = ${community}::uuid ORDER BY a.opened_at DESC, a.question_id DESC LIMIT 3`
        : [];
      return { community: toListed(row), hours: row.hours, reads: row.reads, questions };
    },
  };
}

/** The terms of a community's name. */
const NAMED_BY = (id: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`ARRAY(SELECT x.term FROM community_term x WHERE x.community_id = ${id} AND x.place & 4 > 0)`;

/** Who looks after it first. */
const RANKS = ['lead', 'facilitator', 'member'] as const;

/** A community that answers about a third as well as the best stands behind what is only another form of that. */
const NEAR = 0.35;

/**
 * The best first, one whose name says more than was sought a little behind. Of those whose names differ only by some words more, the best;
 * the others come after what else answers well: "Allotments in Fenreach" is no second answer beside "Allotments".
 */
function inOrder(rows: readonly RankedRow[]): readonly RankedRow[] {
  const worth = ({ score, unsought }: RankedRow): number => score * (1 - UNSOUGHT * Math.min(5, unsought.length));
  const sorted = [...rows].sort((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1));
  const best = sorted[0] ? worth(sorted[0]) : 0;
  const holds = (a: RankedRow, b: RankedRow): boolean => b.named.every((term) => a.named.includes(term));
  const firsts: RankedRow[] = [];
  const forms: RankedRow[] = [];
  const rest: RankedRow[] = [];
  for (const row of sorted) {
    const kin = firsts.filter((one) => holds(row, one) || holds(one, row));
    const [first] = kin;
    // Its name says less than theirs, and nothing of what theirs say more was sought: it stands for them.
    if (first && kin.every((one) => holds(one, row) && one.unsought.length > row.unsought.length)) {
      firsts[firsts.indexOf(first)] = row;
      for (const one of kin) if (one !== first) firsts.splice(firsts.indexOf(one), 1);
      forms.push(...kin);
    } else if (worth(row) < best * NEAR) rest.push(row);
    else if (first) forms.push(row);
    else firsts.push(row);
  }
  return [...firsts, ...forms, ...rest];
}

/** Holds for a person, under the alias `p`, who is here. */
const PRESENT = Prisma.sql`p.left_at IS NULL`;

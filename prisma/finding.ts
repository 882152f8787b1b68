/** From words to communities, in Postgres: what a reader may know of, by what is written of it and what was asked in it lately. */
import type { FindingStore, Member, Preview, Ranked, Reader } from '../bot/communities/community.ts';
import {
  availablePerson,
  isId,
  listedCommunity,
  livingCommunity,
  nothingWithheld,
  readableCommunity,
} from './audience.ts';
import { Prisma } from './generated/client.ts';
import { type ListedRow, toListed, waits } from './listed.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from './members.ts';
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
/** What words are worth besides for standing in one and the same question. */
const TOGETHER = 0.4;
/** What each word of a name that was not sought takes away. */
const UNSOUGHT = 0.04;
/** Sentences in which people want something say little of what it is; a long text is cut to its rarest words. */
const TERMS = 40;

export function createFindingStore(tx: Tx, now: Date): FindingStore {
  return {
    async ranked(reader, sought, { limit, readable = false, but = [] }) {
      const words = sought
        .flatMap(({ ways }, at) => ways.map(({ word, weight }) => ({ at, word, weight })))
        .slice(0, TERMS * 4);
      if (words.length === 0) return { communities: [], lacking: [] };
      // Of a name of several words each alone says but its part.
      const q = Prisma.sql`SELECT DISTINCT ON (w.at, term) w.at, term, w.weight / cardinality(w.terms) AS weight
        FROM (SELECT at, weight, find_terms(word) AS terms
          FROM unnest(${words.map(({ at }) => at)}::int[], ${words.map(({ word }) => word)}::text[], ${words.map(({ weight }) => weight)}::float8[])
            AS u(at, word, weight)) AS w, unnest(w.terms) AS term
        ORDER BY w.at, term, 3 DESC`;
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
          SELECT h.community_id, h.at, max(h.told * h.weight) AS told, max(h.asked * h.weight) AS asked, max(h.weight) AS weight
          FROM (
            SELECT q.at, q.weight, d.community_id, 0 AS asked,
              (CASE WHEN d.place & 4 > 0 THEN 1 ELSE 0 END + CASE WHEN d.place & 2 > 0 THEN 0.6 ELSE 0 END
                + CASE WHEN d.place & 1 > 0 THEN 0.4 ELSE 0 END)::float8 AS told
            FROM q CROSS JOIN LATERAL (SELECT community_id, place FROM community_term WHERE term = q.term OFFSET 0) AS d
            UNION ALL
            SELECT q.at, q.weight, a.community_id, a.questions, 0
            FROM q CROSS JOIN LATERAL (SELECT community_id, questions FROM asked_term WHERE term = q.term OFFSET 0) AS a
          ) AS h JOIN may ON may.id = h.community_id AND (h.asked = 0 OR may.reads)
          ${readable ? Prisma.sql`WHERE may.reads AND may.living` : Prisma.empty}
          GROUP BY 1, 2),
        rare AS (
          SELECT at, ln(1 + ((SELECT count(*) FROM may) - count(*) + 0.5) / (count(*) + 0.5)) AS idf, max(weight) AS most FROM hit GROUP BY at),
        best AS MATERIALIZED (
          SELECT h.community_id AS id, sum(rare.idf * (1.6 * h.told / (h.told + 0.6) + 0.9 * h.asked / (h.asked + 2)))
              * (0.5 + 0.5 * sum(rare.idf * h.weight) / (SELECT sum(idf * most) FROM rare)) AS score,
            array_agg(h.at) FILTER (WHERE h.told > 0) AS told, array_agg(h.at) FILTER (WHERE h.asked > 0) AS asked
          FROM hit h JOIN rare USING (at)
          WHERE h.community_id <> ALL (${but.filter(isId)}::uuid[])
          GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${LOOKED_AT}),
        named AS (
          SELECT best.*, n.named, n.unsought, said.together FROM best
          CROSS JOIN LATERAL (
            SELECT max((
              SELECT sum(one.worth) FROM (
                SELECT max(rare.idf * q.weight) AS worth FROM q JOIN rare USING (at) WHERE q.term = ANY (a.terms) GROUP BY q.at) AS one)) AS together
            FROM asked_question a JOIN may ON may.id = a.community_id AND may.reads
            WHERE a.community_id = best.id) AS said
          CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(d.term), '{}') AS named,
              coalesce(array_agg(d.term) FILTER (WHERE NOT EXISTS (SELECT 1 FROM q WHERE q.term = d.term)), '{}') AS unsought
            FROM community_term d WHERE d.community_id = best.id AND d.place & 4 > 0) AS n)
        SELECT c.id, c.name, c.name_key, c.purpose, c.access, c.kind, c.label, c.stage, m.role, ${waits(reader, Prisma.sql`c.id`)} AS waits, coalesce(o.told, '{}') AS told, coalesce(o.asked, '{}') AS asked,
          (o.score + ${TOGETHER}::float8 * coalesce(o.together, 0))::float8 AS score, o.named, o.unsought, 0 AS members,
          (SELECT coalesce(array_agg(n), '{}') FROM generate_series(0, ${sought.length - 1}::int) AS n WHERE n NOT IN (SELECT at FROM rare)) AS lacking
        FROM named o
        JOIN community c ON c.id = o.id
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

    async askedBy(person) {
      const rows = await tx.$queryRaw<{ said: string }[]>`
        SELECT left(find_text(text), 500) AS said FROM question
        WHERE person_id = ${person}::uuid AND state <> 'withdrawn' ORDER BY created_at DESC LIMIT 3`;
      return rows.map(({ said }) => said ?? '');
    },

    async amongColleagues(reader, limit) {
      const rows = await tx.$queryRaw<ListedRow[]>`
        WITH near AS MATERIALIZED (
          SELECT DISTINCT x.person_id
          FROM (SELECT community_id FROM membership WHERE person_id = ${reader.person}::uuid
                ORDER BY joined_at DESC LIMIT ${OWN_LOOKED_AT}) AS own
          CROSS JOIN LATERAL (
            SELECT m.person_id FROM membership m WHERE m.community_id = own.community_id AND m.person_id <> ${reader.person}::uuid
            LIMIT ${COLLEAGUES_LOOKED_AT}) AS x
          JOIN person p ON p.id = x.person_id AND ${availablePerson(now)}),
        theirs AS (
          SELECT m.community_id, count(*) AS colleagues FROM near JOIN membership m USING (person_id) GROUP BY 1 HAVING count(*) >= 5)
        SELECT ${LISTED(reader)}, NULL AS role
        FROM theirs JOIN community c ON c.id = theirs.community_id
        WHERE ${listedCommunity(reader)} AND ${NEW_TO(reader)}
        ORDER BY theirs.colleagues DESC, c.id LIMIT ${limit}`;
      return rows.map(toListed);
    },

    async ofOwnOrganisation(reader, limit) {
      const rows = await tx.$queryRaw<ListedRow[]>`
        SELECT ${LISTED(reader)}, NULL AS role FROM community c
        WHERE c.founder_id = ${reader.organisation}::uuid AND ${listedCommunity(reader)} AND ${NEW_TO(reader)}
        ORDER BY c.created_at DESC, c.id LIMIT ${limit}`;
      return rows.map(toListed);
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

const LISTED = (
  reader: Reader,
): Prisma.Sql => Prisma.sql`c.id, c.name, c.name_key, c.purpose, c.access, c.kind, c.label, c.stage,
  ${waits(reader, Prisma.sql`c.id`)} AS waits,
  (SELECT count(*)::int FROM membership x WHERE x.community_id = c.id) AS members`;
/** Of somebody's communities the newest, and of each so many members: enough to see where people like them are. */
const OWN_LOOKED_AT = 6;
const COLLEAGUES_LOOKED_AT = 40;
/** Holds for a person, under the alias `p`, who is here. */
const PRESENT = Prisma.sql`p.left_at IS NULL`;
/** Holds for a community, under the alias `c`, that may be recommended to somebody. */
const NEW_TO = (reader: Reader): Prisma.Sql => Prisma.sql`c.access <> 'hidden' AND ${livingCommunity}
  AND NOT ${waits(reader, Prisma.sql`c.id`)}
  AND NOT EXISTS (SELECT 1 FROM membership own WHERE own.community_id = c.id AND own.person_id = ${reader.person}::uuid)`;

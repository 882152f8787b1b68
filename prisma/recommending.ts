/** Communities that somebody may want, in Postgres: where people near them are, what they asked about, what their organisation started. */
import type { Listed, RecommendingStore } from '../bot/communities/community.ts';
import { availablePerson, listedCommunity, livingCommunity } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { LISTED, type ListedRow, toListed, waits } from './listed.ts';
import { soughtTerms, toldWorth } from './sought.ts';
import type { Tx } from './work.ts';

/** Of somebody's communities the newest, and of each so many members: enough to see where people like them are. */
const OWN_LOOKED_AT = 6;
const COLLEAGUES_LOOKED_AT = 40;

export function createRecommendingStore(tx: Tx, now: Date): RecommendingStore {
  return {
    async askedBy(person) {
      const rows = await tx.$queryRaw<{ said: string }[]>`
        SELECT left(find_text(text), 500) AS said FROM question
        WHERE person_id = ${person}::uuid AND state <> 'withdrawn' ORDER BY created_at DESC LIMIT 3`;
      return rows.map(({ said }) => said ?? '');
    },

    async about(reader, sought, limit) {
      if (sought.length === 0) return [];
      // What communities say of themselves is little, and each word stands in few: what was asked in all of them is not looked through.
      const rows = await tx.$queryRaw<(ListedRow & { told: number[] })[]>`
        WITH q AS MATERIALIZED (${soughtTerms(sought)}),
        told AS MATERIALIZED (
          SELECT d.community_id, q.at, max(${toldWorth(Prisma.sql`d.place`)} * q.weight) AS worth
          FROM q CROSS JOIN LATERAL (SELECT community_id, place FROM community_term WHERE term = q.term OFFSET 0) AS d
          GROUP BY 1, 2),
        may AS MATERIALIZED (
          SELECT c.id FROM community c WHERE c.id IN (SELECT community_id FROM told) AND ${listedCommunity(reader)}),
        rare AS (
          SELECT at, ln(1 + ((SELECT count(*) FROM may) + 1)::float8 / count(*)) AS idf
          FROM told JOIN may ON may.id = told.community_id GROUP BY at),
        best AS (
          SELECT told.community_id, sum(rare.idf * told.worth / (told.worth + 0.6)) AS score, array_agg(at ORDER BY at) AS told
          FROM told JOIN may ON may.id = told.community_id JOIN rare USING (at) GROUP BY 1 HAVING count(*) >= 2),
        -- Of those whose names differ only by some words more, the one that stands for all.
        chosen AS (
          SELECT c.id, best.told, best.score, length(c.name) AS long FROM best JOIN community c ON c.id = best.community_id
          WHERE ${newTo(reader.person)} ORDER BY best.score DESC, long, c.id LIMIT ${limit})
        SELECT ${LISTED(reader)}, NULL AS role, chosen.told FROM chosen JOIN community c ON c.id = chosen.id
        ORDER BY chosen.score DESC, chosen.long, c.id`;
      return rows.map((row) => ({
        ...toListed(row),
        told: row.told.map((at) => sought[at]?.typed ?? ''),
      }));
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
        WHERE ${listedCommunity(reader)} AND ${newTo(reader.person)}
        ORDER BY theirs.colleagues DESC, c.id LIMIT ${limit}`;
      return rows.map(toListed);
    },

    async ofOwnOrganisation(reader, limit): Promise<readonly Listed[]> {
      const rows = await tx.$queryRaw<ListedRow[]>`
        SELECT ${LISTED(reader)}, NULL AS role FROM community c
        WHERE c.founder_id = ${reader.organisation}::uuid AND ${listedCommunity(reader)} AND ${newTo(reader.person)}
        ORDER BY c.created_at DESC, c.id LIMIT ${limit}`;
      return rows.map(toListed);
    },
  };
}

/** Holds for a community, under the alias `c`, that may be recommended to somebody: not hidden, not archived, not theirs, and not asked to be let into. */
const newTo = (person: string): Prisma.Sql => Prisma.sql`c.access <> 'hidden'
  AND ${livingCommunity} AND NOT ${waits({ person }, Prisma.sql`c.id`)}
  AND NOT EXISTS (SELECT 1 FROM membership own WHERE own.community_id = c.id AND own.person_id = ${person}::uuid)`;

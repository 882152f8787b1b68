/** What somebody looks for as terms that can be compared, and what a community's own words are worth: for finding and recommending alike. */
import type { SoughtWord } from '../bot/communities/community.ts';
import { Prisma } from './generated/client.ts';

/** So many ways of saying it are looked for in one search. */
const WAYS = 200;

/** Each term of what is sought, numbered, with its place there and what a hit is worth. Of a name of several words each alone says but its part. */
export function soughtTerms(sought: readonly SoughtWord[]): Prisma.Sql {
  const words = sought.flatMap(({ ways }, at) => ways.map(({ word, weight }) => ({ at, word, weight }))).slice(0, WAYS);
  return Prisma.sql`SELECT row_number() OVER () AS n, said.* FROM (
    SELECT DISTINCT ON (w.at, term) w.at, term, w.weight / cardinality(w.terms) AS weight
    FROM (SELECT at, weight, find_terms(word) AS terms
      FROM unnest(${words.map(({ at }) => at)}::int[], ${words.map(({ word }) => word)}::text[], ${words.map(({ weight }) => weight)}::float8[])
        AS u(at, word, weight)) AS w, unnest(w.terms) AS term
    ORDER BY w.at, term, 3 DESC) AS said`;
}

/** A name says most of what a community is, its tags less, its purpose least. */
export const toldWorth = (place: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  CASE WHEN ${place} & 4 > 0 THEN 1 ELSE 0 END + CASE WHEN ${place} & 2 > 0 THEN 0.6 ELSE 0 END
    + CASE WHEN ${place} & 1 > 0 THEN 0.4 ELSE 0 END)::float8`;

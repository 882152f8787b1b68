/** What resembles some words, in Postgres: by the terms that both have, each worth the more the fewer have it. */
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';

export interface Like {
  readonly words: string;
  readonly tags: readonly string[];
}

/** Terms of the same words, stemmed; of a few candidates none is rare. */
const SMOOTH = 10;
/** A tag that both carry. */
const TAG = 0.1;

/**
 * Ids of those that resemble it, the nearest first.
 * @param candidates a query of `id`, `words` and `tags`, a thousand or two at most
 * @param how.by both: how much of what both say is the same. sought: how much of what is sought is in it; a tag alone is enough.
 */
export async function nearest(
  tx: Tx,
  candidates: Prisma.Sql,
  { words, tags }: Like,
  how: { readonly by: 'both' | 'sought'; readonly least: number; readonly limit: number },
): Promise<readonly string[]> {
  const shared = Prisma.sql`sum(r.worth) FILTER (WHERE r.term = ANY (g.terms))`;
  const score =
    how.by === 'both'
      ? Prisma.sql`2 * coalesce(${shared}, 0) / (sum(r.worth) + mine.worth)`
      : Prisma.sql`coalesce(${shared}, 0) / mine.worth`;
  const tagged = Prisma.sql`(k.tags && g.tags)`;
  const enough = how.by === 'both' ? Prisma.sql`score >= ${how.least}` : Prisma.sql`score >= ${how.least} OR tagged`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH g AS MATERIALIZED (SELECT find_terms(${words}) AS terms, find_terms(${tags.join(' ')}) AS tags),
    k AS MATERIALIZED (
      SELECT c.id, find_terms(c.words) AS terms, find_terms(array_to_string(c.tags, ' ')) AS tags FROM (${candidates}) c),
    r AS MATERIALIZED (
      SELECT term, ln(1 + ((SELECT count(*) FROM k) + ${SMOOTH}::float8) / count(*)) AS worth
      FROM (SELECT unnest(terms) AS term FROM k UNION ALL SELECT unnest(terms) FROM g) AS said GROUP BY term),
    mine AS (SELECT greatest(0.001, sum(r.worth)) AS worth FROM g, r WHERE r.term = ANY (g.terms)),
    found AS (
      SELECT k.id, ${tagged} AS tagged, ${score} + CASE WHEN ${tagged} THEN ${TAG}::float8 ELSE 0 END AS score
      FROM k CROSS JOIN g CROSS JOIN mine LEFT JOIN r ON r.term = ANY (k.terms)
      GROUP BY k.id, k.tags, g.terms, g.tags, mine.worth)
    SELECT id::text FROM found WHERE ${enough} ORDER BY tagged AND ${how.by === 'sought'} DESC, score DESC, id DESC LIMIT ${how.limit}`;
  return rows.map(({ id }) => id);
}

/** In the order of their ids here. */
export const inOrderOf = <T extends { readonly id: string }>(
  ids: readonly string[],
  rows: readonly T[],
): readonly T[] => ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);

/**
 * Holds for a session, under the alias `s`, whose lessons and actions everybody in its community may read: it was published
 * once, and to more than those who took part.
 */
export const toldToAll: Prisma.Sql = Prisma.sql`(s.edition > 0 AND s.readers IN ('community', 'organisation'))`;

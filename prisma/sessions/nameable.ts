/** Who can be named for something in a session: whoever is in it or in its community, is here, and can be told of it. */
import type { Author } from '../../bot/words/author.ts';
import { readingAccount } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';

/** @param which a condition on sessions, under the alias `s`. @param how.query begins a word of their name */
export async function nameable(
  tx: Tx,
  which: Prisma.Sql,
  { person, query, limit }: { person?: string; query: string; limit: number },
): Promise<readonly Author[]> {
  const begins = `(^|[^[:alnum:]])${query.replaceAll(/[^\p{L}\p{N} ]/gu, '.')}`;
  const rows = await tx.$queryRaw<NamedRow[]>`
    WITH x AS (SELECT s.id, s.community_id FROM session s WHERE ${which}),
    g AS (
      SELECT DISTINCT o.person_id FROM (
        SELECT m.person_id, m.community_id FROM membership m JOIN x ON x.community_id = m.community_id
        UNION SELECT p.person_id, x.community_id FROM session_person p JOIN x ON x.id = p.session_id) o
      WHERE ${person === undefined ? Prisma.sql`TRUE` : Prisma.sql`o.person_id = ${person}::uuid`}
        AND EXISTS (SELECT 1 FROM ${readingAccount(Prisma.sql`o.person_id`, Prisma.sql`o.community_id`)} reading))
    SELECT ${NAMED} FROM g JOIN ${accountOf(Prisma.sql`g.person_id`)} a ON true
    WHERE NOT a.has_left AND ${query === '' ? Prisma.sql`TRUE` : Prisma.sql`a.name ~* ${begins}`}
    ORDER BY a.name, a.person_id LIMIT ${limit}`;
  return rows.map(toNamed);
}

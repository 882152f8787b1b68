/** Who wrote something, as queries read it. */
import type { Author } from '../bot/words/author.ts';
import { Prisma } from './generated/client.ts';

/** Who wrote something, as `AUTHOR` reads it. */
export interface AuthorRow {
  author_id: string;
  platform_of: string;
  ref: string;
  name: string;
  given: string | null;
  organisation: string;
  organisation_id: string;
  brief: boolean;
  has_left: boolean;
}

/** The author of a question or reply under the alias `x`, with `JOIN_AUTHOR`. */
export const AUTHOR = Prisma.sql`i.person_id AS author_id, i.platform AS platform_of, i.ref, i.name, i.given, o.name AS organisation,
  o.id AS organisation_id, COALESCE(f.brief, false) AS brief, p.left_at IS NOT NULL AS has_left`;
export const JOIN_AUTHOR = Prisma.sql`JOIN identity i ON i.id = x.identity_id JOIN workspace s ON s.id = i.workspace_id
  JOIN organisation o ON o.id = s.organisation_id JOIN person p ON p.id = i.person_id
  LEFT JOIN preference f ON f.person_id = i.person_id`;

export const toAuthor = (row: AuthorRow): Author => ({
  person: row.author_id,
  ref: { kind: 'user', platform: row.platform_of, id: row.ref },
  name: row.name,
  organisation: row.organisation,
  organisationId: row.organisation_id,
  given: row.given,
  brief: row.brief,
  left: row.has_left,
  platform: row.platform_of,
});

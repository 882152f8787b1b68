/** A community as one reader sees it, from a row: what a hidden one is called, and whether the reader waits to be let in. */
import type { Access, Kind, Listed, Reader, Role } from '../bot/communities/community.ts';
import { labelFor, labelOf } from '../bot/words/handling.ts';
import { stageOf } from '../bot/words/stage.ts';
import { Prisma } from './generated/client.ts';

export interface ListedRow {
  id: string;
  name: string;
  name_key: string;
  purpose: string;
  access: string;
  kind: string | null;
  label: string | null;
  stage: string;
  members: number;
  role: string | null;
  waits: boolean;
}

/** Whether the reader waits to be let into a community, known by its id. */
export const waits = (reader: Pick<Reader, 'person'>, id: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM join_request j WHERE j.community_id = ${id} AND j.person_id = ${reader.person}::uuid AND j.state = 'open')`;

/** The columns of a community, under the alias `c`, but for the reader's part in it. */
export const LISTED = (
  reader: Reader,
): Prisma.Sql => Prisma.sql`c.id, c.name, c.name_key, c.purpose, c.access, c.kind, c.label, c.stage,
  ${waits(reader, Prisma.sql`c.id`)} AS waits,
  (SELECT count(*)::int FROM membership x WHERE x.community_id = c.id) AS members`;

/** A hidden community's name is not taken: whoever wants it must not learn that it is there. */
export const keyOf = (nameKey: string, id: string, access: string): string =>
  access === 'hidden' ? `${nameKey} ${suffixOf(id)}` : nameKey;
export const bareKey = (key: string, id: string): string =>
  key.endsWith(` ${suffixOf(id)}`) ? key.slice(0, -suffixOf(id).length - 1) : key;
const suffixOf = (id: string): string => id.replaceAll('-', '');

export const toListed = (row: ListedRow): Listed => ({
  id: row.id,
  name: row.name,
  nameKey: bareKey(row.name_key, row.id),
  purpose: row.purpose,
  access: row.access as Access,
  kind: row.kind as Kind | null,
  label: labelOf(row.label) ?? labelFor(row.access),
  stage: stageOf(row.stage),
  members: row.members,
  role: row.role as Role | null,
  waits: row.waits,
});

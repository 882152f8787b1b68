/** Who may read what, as SQL, in one place: every query that can reach a person carries one of these. */
import type { Reader } from '../bot/communities/community.ts';
import { Prisma } from './generated/client.ts';

/** Holds for a community, under the alias `c`, that an organisation may see: one that agreed to share it. */
export const visibleCommunity = (organisation: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM community_organisation co WHERE co.community_id = c.id AND co.organisation_id = ${organisation}::uuid)`;

/**
 * Holds for a community, under the alias `c`, that one person may see: their organisation may, and they are a member or
 * it is not hidden. A guest or somebody from outside sees only those that they were taken into: in the workspace they
 * cannot look around either.
 */
export const readableCommunity = ({ organisation, person, outside }: Reader): Prisma.Sql => Prisma.sql`(
  ${visibleCommunity(organisation)} AND (
    (c.access <> 'hidden' AND NOT ${outside}::boolean)
    OR EXISTS (SELECT 1 FROM membership am WHERE am.community_id = c.id AND am.person_id = ${person}::uuid)))`;

/** Ids that come back from a button are whatever somebody sent: only a real one may reach a query. */
export const isId = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id);

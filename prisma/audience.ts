/** Who may read what, as SQL, in one place: every query that can reach a person carries one of these. */
import type { Reader } from '../bot/communities/community.ts';
import { mayBeOutside, Unchecked } from '../bot/core/me.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

/** Holds for a community, under the alias `c`, that an organisation may see: one that agreed to share it. */
export const visibleCommunity = (organisation: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM community_organisation co WHERE co.community_id = c.id AND co.organisation_id = ${organisation}::uuid)`;

/**
 * Holds for a community, under the alias `c`, that one person may know of (its name, purpose and size): their organisation may, and they are a member or
 * it is not hidden. A guest or somebody from outside sees only those that they were taken into: in the workspace they
 * cannot look around either. Somebody who was not checked yet may be one.
 */
export const listedCommunity = (reader: Reader): Prisma.Sql => Prisma.sql`(
  ${visibleCommunity(reader.organisation)} AND (
    (c.access <> 'hidden' AND NOT ${mayBeOutside(reader)}::boolean)
    OR EXISTS (SELECT 1 FROM membership am WHERE am.community_id = c.id AND am.person_id = ${reader.person}::uuid)))`;

/**
 * The same of a person, as a column, by whichever of their accounts: what is told in private reaches them all. For what was put
 * to somebody, and is over: they may know then what they may anyhow.
 */
export const knownCommunity = (person: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM identity ki JOIN workspace kw ON kw.id = ki.workspace_id
  JOIN community_organisation ko ON ko.organisation_id = kw.organisation_id AND ko.community_id = c.id
  WHERE ki.person_id = ${person} AND ki.active AND (
    (c.access <> 'hidden' AND ki.checked_at IS NOT NULL AND NOT ki.guest AND NOT ki.external)
    OR EXISTS (SELECT 1 FROM membership am WHERE am.community_id = c.id AND am.person_id = ki.person_id)))`;

/**
 * Holds for a community, under the alias `c`, of which one person may read what is asked and answered in it: they may know of it, and it is
 * open or they are a member.
 */
export const readableCommunity = (reader: Reader): Prisma.Sql => Prisma.sql`(
  ${visibleCommunity(reader.organisation)} AND (
    (c.access = 'open' AND NOT ${mayBeOutside(reader)}::boolean)
    OR EXISTS (SELECT 1 FROM membership am WHERE am.community_id = c.id AND am.person_id = ${reader.person}::uuid)))`;

/** Holds for a community, under the alias `c`, that may be joined and asked: it is not archived. Who may read in one goes on reading. */
export const livingCommunity: Prisma.Sql = Prisma.sql`c.stage <> 'archived'`;

/**
 * Holds for an account, under the alias `i` in the workspace `s`, to which something that is asked in a community, under the
 * alias `c`, may be put in private by others: its person reads in it by that account. Never a guest's or one from outside,
 * whatever they were taken into, nor one of which nobody could say whose it is; and of an archived community, nobody's.
 */
export const askableAccount: Prisma.Sql = Prisma.sql`(${livingCommunity} AND i.active AND i.checked_at IS NOT NULL AND NOT i.guest AND NOT i.external
  AND EXISTS (SELECT 1 FROM community_organisation co WHERE co.community_id = c.id AND co.organisation_id = s.organisation_id)
  AND (c.access = 'open' OR EXISTS (SELECT 1 FROM membership am WHERE am.community_id = c.id AND am.person_id = i.person_id)))`;

/**
 * Joins the account by which a member, as a column, reads in a community, with its organisation: the oldest in use of those in
 * organisations that share it.
 * @param first an organisation that comes before all others
 */
export const readingAccount = (
  person: Prisma.Sql,
  community: Prisma.Sql,
  first: string | null = null,
): Prisma.Sql => Prisma.sql`LATERAL (
  SELECT ri.platform, ri.ref, rw.organisation_id FROM identity ri JOIN workspace rw ON rw.id = ri.workspace_id
  JOIN community_organisation ro ON ro.organisation_id = rw.organisation_id AND ro.community_id = ${community}
  WHERE ri.person_id = ${person} AND ri.active
  ORDER BY rw.organisation_id IS NOT DISTINCT FROM ${first}::uuid DESC, ri.created_at, ri.id LIMIT 1)`;

/** Joins an account, as `i`, where it is open and its organisation shares a community, as a column. */
export const sharingAccount = (
  { platform, id }: { readonly platform: string; readonly id: string },
  community: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(identity i JOIN workspace sw ON sw.id = i.workspace_id
  JOIN community_organisation so ON so.organisation_id = sw.organisation_id)
  ON i.platform = ${platform} AND i.ref = ${id} AND i.active AND so.community_id = ${community}`;

/**
 * Holds for a channel, under the alias `h`, in which something of a community, under the alias `c`, may be shown: everybody who
 * can ever open it may read what is asked in there. It is bound to it now, by an organisation that shares it; what anybody in
 * a workspace can open, or of which nobody kept who can (a Slack channel may be such a one), is that of an open one alone.
 */
export const tellingChannel: Prisma.Sql = Prisma.sql`(h.community_id = c.id AND h.gone_at IS NULL
  AND EXISTS (SELECT 1 FROM community_organisation co WHERE co.community_id = c.id AND co.organisation_id = h.organisation_id)
  AND (c.access = 'open' OR h.opens = 'members' OR (h.opens IS NULL AND h.platform <> 'slack')))`;

/**
 * Before an answer about communities is drawn from what one person may read.
 * @param wanted the condition, on `c` and on their own membership `m`
 * @throws Unchecked where something is kept from them only because they were not checked: the answer would be false for a colleague
 */
export async function nothingWithheld(tx: Tx, reader: Reader, wanted: Prisma.Sql): Promise<void> {
  if (reader.unchecked !== true) return;
  const [withheld] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM community c LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = ${reader.person}::uuid
    WHERE ${visibleCommunity(reader.organisation)} AND c.access <> 'hidden' AND m.person_id IS NULL AND ${wanted} LIMIT 1`;
  if (withheld !== undefined) throw new Unchecked();
}

/** Holds for a person, under the alias `p`, who may be found, matched or suggested: they are here, and have not paused. */
export const availablePerson = (now: Date): Prisma.Sql => Prisma.sql`(p.left_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM preference f WHERE f.person_id = p.id AND f.paused_until > ${now}))`;

/** Ids that come back from a button are whatever somebody sent: only a real one may reach a query. */
export const isId = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id);

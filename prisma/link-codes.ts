/** Codes with which people join accounts of theirs, the wrong ones that they typed, and accounts that are one's by their e-mail, in Postgres. */
import type { PeopleStore, TypedLink } from '../bot/people/person.ts';
import { isId } from './audience.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

type LinkStore = Pick<PeopleStore, 'issueLink' | 'typeLink' | 'link' | 'endLink'>;

/** Wrong codes in a row; then none for an hour after the last. */
const TRIES = 5;
const PAUSE_MS = 3_600_000;

export function createLinkStore(tx: Tx, now: Date, newId: () => string): LinkStore {
  return {
    async issueLink({ digest, account, expiresAt }) {
      // One code at a time: what was shown before and lies about somewhere ends with the next.
      await tx.linkCode.deleteMany({ where: { madeBy: account, state: 'made' } });
      await tx.linkCode.create({ data: { id: newId(), digest, madeBy: account, expiresAt } });
    },

    async typeLink(account, digest): Promise<TypedLink> {
      // This row is held to the end of the transaction: many tries at once are counted one after the other.
      const [tried] = await tx.$queryRaw<{ tries: number }[]>`
        INSERT INTO link_try AS c (identity_id, tries, last_at) VALUES (${account}::uuid, 0, ${now})
        ON CONFLICT (identity_id) DO UPDATE SET
          tries = CASE WHEN c.last_at <= ${new Date(now.getTime() - PAUSE_MS)} THEN 0 ELSE c.tries END
        RETURNING tries`;
      if (tried && tried.tries >= TRIES) return { link: 'too-many' };
      const [used] = await tx.$queryRaw<{ id: string; made_by: string; same: boolean }[]>`
        UPDATE link_code l SET state = 'typed', typed_at = ${now}, typed_by = ${account}::uuid
        FROM identity m, identity t
        WHERE l.digest = ${digest} AND l.state = 'made' AND l.expires_at > ${now}
          AND m.id = l.made_by AND m.active AND t.id = ${account}::uuid AND t.id <> m.id
        RETURNING l.id, l.made_by, m.person_id = t.person_id AS same`;
      if (!used) {
        const own = await tx.linkCode.findFirst({ where: { digest, madeBy: account, state: 'made' } });
        if (own && own.expiresAt > now) return { link: 'own' };
        await tx.$executeRaw`
          UPDATE link_try SET tries = tries + 1, last_at = ${now} WHERE identity_id = ${account}::uuid`;
        return { link: 'wrong' };
      }
      await tx.$executeRaw`DELETE FROM link_try WHERE identity_id = ${account}::uuid`;
      if (used.same) await tx.linkCode.update({ where: { id: used.id }, data: { state: 'confirmed' } });
      return used.same ? { link: 'same' } : { link: 'good', id: used.id, madeBy: used.made_by };
    },

    async link(id) {
      const link = isId(id) ? await tx.linkCode.findUnique({ where: { id } }) : null;
      if (!link || link.state === 'made' || link.typedBy === null || link.typedAt === null) return null;
      const { madeBy, typedBy, typedAt } = link;
      return { id, madeBy, typedBy, typedAt, state: link.state as 'typed' | 'confirmed' | 'declined' };
    },

    async endLink(id, state) {
      const ended = await tx.linkCode.updateMany({ where: { id, state: 'typed' }, data: { state } });
      return ended.count === 1;
    },
  };
}

/** What the platform said of an account longer ago says nothing of whose its address is now. */
const FRESH_MS = 90 * 24 * 3_600_000;

/**
 * Another account of the same human being, as far as an e-mail says so: in another workspace of the same organisation,
 * which alone has listed the address's domain; the address is the first that is known of both; neither is a guest's or
 * from outside; and nobody took the two apart before. Null where there is none, or more than one might be meant.
 */
export async function matching(tx: Tx, account: string, now: Date): Promise<string | null> {
  const since = new Date(now.getTime() - FRESH_MS);
  const sound = (alias: string): Prisma.Sql => {
    const x = Prisma.raw(alias);
    return Prisma.sql`(${x}.active AND NOT ${x}.guest AND NOT ${x}.external AND ${x}.checked_at > ${since}
      AND lower(btrim(${x}.email)) = ${x}.first_email)`;
  };
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM identity i
    JOIN workspace w ON w.id = i.workspace_id
    JOIN listed_domain d ON d.domain = substring(i.first_email FROM '[^@]+$') AND d.organisation_id = w.organisation_id
    JOIN identity o ON o.first_email = i.first_email AND o.workspace_id <> i.workspace_id AND o.person_id <> i.person_id
    JOIN workspace v ON v.id = o.workspace_id AND v.organisation_id = w.organisation_id
    WHERE i.id = ${account}::uuid AND ${sound('i')} AND ${sound('o')}
      AND NOT EXISTS (SELECT 1 FROM listed_domain e WHERE e.domain = d.domain AND e.organisation_id <> d.organisation_id)
      AND NOT EXISTS (SELECT 1 FROM identity t WHERE t.first_email = i.first_email
        AND t.workspace_id IN (i.workspace_id, o.workspace_id) AND t.id NOT IN (i.id, o.id))
      AND NOT EXISTS (SELECT 1 FROM identity t WHERE (t.person_id = i.person_id AND t.workspace_id = o.workspace_id)
        OR (t.person_id = o.person_id AND t.workspace_id = i.workspace_id))
      AND NOT EXISTS (SELECT 1 FROM joining j JOIN identity a ON a.id = j.one_id JOIN identity b ON b.id = j.other_id
        WHERE j.undone_at IS NOT NULL AND ((a.person_id = i.person_id AND b.person_id = o.person_id)
          OR (a.person_id = o.person_id AND b.person_id = i.person_id)))
    ORDER BY o.created_at, o.id LIMIT 1`;
  return found?.id ?? null;
}

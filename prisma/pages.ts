/** Links to the pages, and sessions on them, in Postgres. */
import type { Holder, PageStore } from '../bot/pages/session.ts';
import type { PrismaClient } from './generated/client.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

interface Row {
  platform: string;
  ref: string;
  workspace: string;
  name: string;
  organisation: string;
}

/** An account that is open, with what is known of it. */
const HOLDER = Prisma.sql`
  SELECT i.platform, i.ref, s.external_id AS workspace, i.name, o.name AS organisation
  FROM identity i JOIN workspace s ON s.id = i.workspace_id JOIN organisation o ON o.id = s.organisation_id`;

export function createPageStore(tx: Tx, now: Date): PageStore {
  return {
    async issueLink({ digest, identity, expiresAt }) {
      await tx.pageLink.deleteMany({ where: { identityId: identity } });
      await tx.pageLink.create({ data: { digest, identityId: identity, expiresAt } });
    },

    async linkOf(digest) {
      const [row] = await tx.$queryRaw<Row[]>`
        ${HOLDER} JOIN page_link l ON l.identity_id = i.id
        WHERE l.digest = ${digest} AND l.expires_at > ${now} AND i.active`;
      return row ? toHolder(row) : null;
    },

    async openSession(link, { digest, endsAt }) {
      const opened = await tx.$executeRaw`
        WITH used AS (DELETE FROM page_link WHERE digest = ${link} RETURNING identity_id, expires_at)
        INSERT INTO page_session (digest, identity_id, created_at, ends_at)
        SELECT ${digest}, i.id, ${now}, ${endsAt} FROM used u JOIN identity i ON i.id = u.identity_id
        WHERE u.expires_at > ${now} AND i.active`;
      return opened === 1;
    },

    async sessionOf(digest) {
      const [row] = await tx.$queryRaw<Row[]>`
        ${HOLDER} JOIN page_session v ON v.identity_id = i.id
        WHERE v.digest = ${digest} AND v.ends_at > ${now} AND i.active`;
      return row ? toHolder(row) : null;
    },

    async endSession(digest) {
      await tx.pageSession.deleteMany({ where: { digest } });
    },
  };
}

/** Whose account it is has changed, or it is closed: whoever came by it before comes anew. */
export async function endPages(tx: Tx, accounts: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`DELETE FROM page_link WHERE identity_id IN (SELECT i.id FROM identity i WHERE ${accounts})`;
  await tx.$executeRaw`DELETE FROM page_session WHERE identity_id IN (SELECT i.id FROM identity i WHERE ${accounts})`;
}

/** Forgets links and sessions that are over. @returns how many */
export async function forgetPages(prisma: PrismaClient, now: Date, limit: number): Promise<number> {
  const links = await prisma.$executeRaw`
    DELETE FROM page_link WHERE digest IN (SELECT digest FROM page_link WHERE expires_at <= ${now} LIMIT ${limit})`;
  const sessions = await prisma.$executeRaw`
    DELETE FROM page_session WHERE digest IN (SELECT digest FROM page_session WHERE ends_at <= ${now} LIMIT ${limit})`;
  return Math.max(links, sessions);
}

const toHolder = ({ platform, ref, workspace, name, organisation }: Row): Holder => ({
  account: { kind: 'user', platform, id: ref },
  workspace,
  name,
  organisation,
});

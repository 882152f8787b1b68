/** Where Slack apps are installed and with which tokens: kept sealed, installed by OAuth, renewed by one process at a time, ended. */
import type { Clock } from '../bot/core/ports.ts';
import { createSealer } from '../bot/core/seal.ts';
import { StartError } from '../bot/core/start-error.ts';
import type { PrismaClient } from './generated/client.ts';
import { placeIn } from './places.ts';
import { open } from './sealed.ts';
import type { Tx } from './work.ts';

export interface StoredInstallation {
  readonly connection: string;
  /** The workspace's id, or the Enterprise Grid organisation's. */
  readonly externalId: string;
  /** Null: held by the environment, or unreadable. */
  readonly token: string | null;
  /** When the token ends; null: never by itself. */
  readonly expiresAt: Date | null;
  readonly botUserId: string;
  readonly botId: string;
  readonly name: string;
  readonly url: string;
  readonly scopes: readonly string[];
  readonly state: 'active' | 'revoked';
  /** Whether the workspace is this connection's: of two that had it, one has it now. */
  readonly owns: boolean;
}

/** A token that ends, and the single-use token that renews it. */
export interface Rotating {
  readonly token: string;
  readonly refresh: string | null;
  readonly expiresAt: Date | null;
}

/** What Slack gave in place of the token that was given at another time. */
interface Given {
  readonly connection: string;
  readonly externalId: string;
  readonly given: Date;
  readonly next: Rotating;
}

/** What was learnt of a token when it was tried. */
export type Installing = Pick<StoredInstallation, 'externalId' | 'botUserId' | 'botId' | 'name' | 'url' | 'scopes'> &
  Partial<Omit<Rotating, 'token'>> & { readonly token: string | null };

/** What came of an installation by OAuth. `not_allowed`: nobody said that this workspace may. `taken`: another connection has it. */
export type Installed = 'installed' | 'not_allowed' | 'taken';

/** Who may install a connection's app. */
export interface Allowed {
  readonly connection: string;
  readonly externalId: string;
  readonly organisation: string | null;
}

/** A workspace of an Enterprise Grid organisation that is spoken to with the organisation's token. */
export interface Member {
  readonly team: string;
  readonly enterprise: string;
  readonly owner: string | null;
}

/** How long waiting for another process's renewal and renewing may take together, in milliseconds: two calls at their deadlines. */
const RENEWAL_MS = 25_000;
/** What must be left of that for asking Slack: a call at its deadline, and keeping what it gives. */
const ASKING_MS = 12_000;

/** Installations of one connection that may come back within the ten minutes for which one is good: each costs Slack a question. */
const MOST_SPENT = 200;

type Keeping = ReturnType<typeof createKeeping>;

/** Tokens as they are kept: each can only be read as the one of its own installation. */
export function createKeeping(secrets: readonly Uint8Array[]) {
  const tokens = createSealer(secrets, 'installation tokens');
  const nameOf = (connection: string, externalId: string): string => `${connection}/${externalId}`;
  return {
    seal: (connection: string, externalId: string, { token, refresh }: Pick<Rotating, 'token' | 'refresh'>) =>
      tokens.seal({ of: nameOf(connection, externalId), token, ...(refresh && { refresh }) }),
    open(
      connection: string,
      externalId: string,
      sealed: Uint8Array | null,
    ): { token: string; refresh: string | null } | null {
      const opened = sealed && open(tokens, sealed, nameOf(connection, externalId));
      if (typeof opened?.token !== 'string') return null;
      return { token: opened.token, refresh: typeof opened.refresh === 'string' ? opened.refresh : null };
    },
  };
}

/** Keeps what a token is in a workspace, in place of what was known there. */
export async function keep(
  tx: Tx,
  keeping: Keeping,
  { connection, now }: { readonly connection: string; readonly now: Date },
  { token, refresh = null, expiresAt = null, ...one }: Installing,
): Promise<void> {
  const sealed = token === null ? null : keeping.seal(connection, one.externalId, { token, refresh });
  const row = { ...one, scopes: [...one.scopes], token: sealed, expiresAt, state: 'active', givenAt: now };
  await tx.installation.upsert({
    where: { connection_externalId: { connection, externalId: one.externalId } },
    create: { connection, ...row },
    update: { ...row, version: { increment: 1 } },
  });
}

/** Nobody said whose a workspace is: it calls itself what it likes, and joins no organisation by that. */
async function ownName(tx: Tx, { name, externalId }: Pick<Installing, 'name' | 'externalId'>): Promise<string> {
  return (await tx.organisation.count({ where: { name } })) === 0 ? name : `${name} (${externalId})`;
}

export function createInstallations(needs: {
  prisma: PrismaClient;
  secrets: readonly Uint8Array[];
  newId: () => string;
  clock: Clock;
  /** Another limit for one renewal, in milliseconds. */
  renewalMs?: number;
}) {
  const { prisma, secrets, newId, clock, renewalMs = RENEWAL_MS } = needs;
  const keeping = createKeeping(secrets);
  /** What Slack gave and the database has not taken yet: given once, so the next try stores it instead of asking again. */
  const unsaved = new Map<string, Given>();
  const keyOf = (connection: string, externalId: string): string => `${connection}/${externalId}`;

  /** Keeps a new token in place of the one that it replaces. Where it was installed anew meanwhile, what was given then stays. */
  const replace = async (
    tx: Tx | PrismaClient,
    { connection, externalId, given, next }: Given,
    more: { readonly state?: 'active' } = {},
  ): Promise<void> => {
    await tx.installation.updateMany({
      where: { connection, externalId, givenAt: given },
      data: {
        ...more,
        token: keeping.seal(connection, externalId, next),
        expiresAt: next.expiresAt,
        givenAt: clock.now(),
        version: { increment: 1 },
      },
    });
  };
  /**
   * Keeps what the database did not take before. It is active again: another process may have asked with the token that was
   * spent for this one, and taken Slack's refusal for the end. @returns whether there was any
   */
  const replaceLate = async (tx: Tx | PrismaClient, key: string): Promise<boolean> => {
    const kept = unsaved.get(key);
    if (!kept) return false;
    await replace(tx, kept, { state: 'active' });
    return true;
  };

  /** A token has ended. One that was given since then has not. @returns whether it was good until now */
  const end = async (tx: Tx, connection: string, externalId: string, at: Date): Promise<boolean> => {
    const { count } = await tx.installation.updateMany({
      where: { connection, externalId, state: 'active', givenAt: { lte: at } },
      data: { state: 'revoked', version: { increment: 1 } },
    });
    if (count > 0) await tx.connection.updateMany({ where: { id: connection }, data: { version: { increment: 1 } } });
    return count > 0;
  };

  return {
    async revoke(connection: string, externalId: string, at: Date): Promise<boolean> {
      const ended = await prisma.$transaction((tx) => end(tx, connection, externalId, at));
      if (ended) unsaved.delete(keyOf(connection, externalId));
      return ended;
    },

    /**
     * Keeps what was installed by OAuth, where it may be.
     * @param enterprise the Enterprise Grid organisation of the workspace: where that is allowed, so are its workspaces
     * @param organisation who owns what nothing else is known of; null: it goes by its own name
     */
    async install(
      connection: string,
      { enterprise, organisation, ...installing }: Installing & { enterprise?: string; organisation: string | null },
    ): Promise<Installed> {
      const { externalId, name } = installing;
      const now = clock.now();
      try {
        return await prisma.$transaction(async (tx) => {
          const ids = [externalId, ...(enterprise === undefined ? [] : [enterprise])];
          const allowed = await tx.allowedInstall.findMany({ where: { connection, externalId: { in: ids } } });
          const own = allowed.find((one) => one.externalId === externalId) ?? allowed[0];
          if (!own) return 'not_allowed';
          const where = { platform_externalId: { platform: 'slack', externalId } };
          // Whose a workspace is that was here before stays as it was.
          const known = await tx.workspace.findUnique({ where });
          const said = own.organisation ?? organisation;
          const owner = known ? null : (said ?? (await ownName(tx, { name, externalId })));
          await placeIn(tx, { platform: 'slack', externalId, name, organisation: owner, connection, newId, now });
          await tx.workspace.update({ where, data: { enterprise: null } });
          await keep(tx, keeping, { connection, now }, installing);
          return 'installed';
        });
      } catch (error) {
        if (error instanceof StartError) return 'taken';
        throw error;
      }
    },

    /**
     * Whether this bot is or was that of any installation, of whichever connection, the environment's too: one that has ended
     * waits to be installed again, and finds its channels then.
     */
    knows: async (botUserId: string): Promise<boolean> =>
      (await prisma.installation.count({ where: { botUserId } })) > 0,

    /**
     * A workspace of an Enterprise Grid organisation was met: it belongs to whoever owns that.
     * @returns whether this connection has it
     */
    async meet(connection: string, enterprise: string, team: string, name: string): Promise<boolean> {
      const now = clock.now();
      try {
        return await prisma.$transaction(async (tx) => {
          const above = await tx.workspace.findUnique({
            where: { platform_externalId: { platform: 'slack', externalId: enterprise } },
            include: { organisation: true },
          });
          if (above?.connection !== connection) return false;
          const where = { platform_externalId: { platform: 'slack', externalId: team } };
          const known = await tx.workspace.findUnique({ where });
          const organisation = known ? null : above.organisation.name;
          await placeIn(tx, { platform: 'slack', externalId: team, name, organisation, connection, newId, now });
          await tx.workspace.update({ where, data: { enterprise } });
          await tx.installation.updateMany({
            where: { connection, externalId: enterprise },
            data: { version: { increment: 1 } },
          });
          return true;
        });
      } catch (error) {
        if (error instanceof StartError) return false;
        throw error;
      }
    },

    /**
     * Renews a token that ends, in one process at a time: who comes second finds it renewed.
     * @param expiring when the token ends that is to be replaced
     * @param ask gives what Slack gives for a refresh token, null where Slack refuses it for good; a failure changes nothing
     * @returns 'ended' where Slack refused, and this was the first to hear so
     * @throws what `ask` throws, and when the database does not answer
     */
    async renew(
      connection: string,
      externalId: string,
      expiring: Date,
      ask: (refresh: string) => Promise<Rotating | null>,
    ): Promise<'renewed' | 'ended' | 'gone'> {
      const key = keyOf(connection, externalId);
      try {
        const done = await prisma.$transaction(
          async (tx) => {
            await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = ${renewalMs - ASKING_MS}`);
            // Not the row itself: news that the app was uninstalled must not wait for Slack's answer.
            await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slack token ${key}`}, 0))`;
            const where = { connection_externalId: { connection, externalId } };
            const row = await tx.installation.findUnique({ where });
            const kept = unsaved.get(key);
            if (kept?.given.getTime() === row?.givenAt.getTime() && (await replaceLate(tx, key))) return 'renewed';
            if (row?.state !== 'active') return 'gone';
            if (row.expiresAt === null || row.expiresAt > expiring) return 'renewed';
            const refresh = keeping.open(connection, externalId, row.token)?.refresh;
            if (!refresh) return 'gone';
            const next = await ask(refresh);
            // Refused was what was kept then: one that was installed meanwhile, or renewed after all, goes on.
            if (next === null) return (await end(tx, connection, externalId, row.givenAt)) ? 'ended' : 'gone';
            const given = { connection, externalId, given: row.givenAt, next };
            unsaved.set(key, given);
            await replace(tx, given);
            return 'renewed';
          },
          { timeout: renewalMs, maxWait: renewalMs },
        );
        unsaved.delete(key);
        return done;
      } catch (error) {
        // At once: the next process asks with the token that is spent.
        if (!(await replaceLate(prisma, key).catch(() => false))) throw error;
        unsaved.delete(key);
        return 'renewed';
      }
    },

    /** Keeps what Slack gave and the database did not take. @throws when it does not take it now */
    async keepGiven(): Promise<void> {
      for (const key of unsaved.keys()) {
        await replaceLate(prisma, key);
        unsaved.delete(key);
      }
    },

    /** Lets a workspace or an Enterprise Grid organisation install a connection's app. */
    async allow({ connection, externalId, organisation }: Allowed): Promise<void> {
      await prisma.allowedInstall.upsert({
        where: { connection_externalId: { connection, externalId } },
        create: { connection, externalId, organisation, createdAt: clock.now() },
        update: { organisation },
      });
    },

    /** What is installed stays. @returns whether it was allowed */
    async disallow(connection: string, externalId: string): Promise<boolean> {
      return (await prisma.allowedInstall.deleteMany({ where: { connection, externalId } })).count > 0;
    },

    async allowed(): Promise<readonly Allowed[]> {
      const rows = await prisma.allowedInstall.findMany({ orderBy: [{ connection: 'asc' }, { externalId: 'asc' }] });
      return rows.map(({ connection, externalId, organisation }) => ({ connection, externalId, organisation }));
    },

    /**
     * Whether what comes back under this id comes back for the first time; what would be too late anyway is forgotten.
     * @returns 'many' where more come back than people can have begun
     */
    async spend(connection: string, id: string, until: Date): Promise<'first' | 'used' | 'many'> {
      await prisma.spentState.deleteMany({ where: { until: { lt: clock.now() } } });
      if (await prisma.spentState.findUnique({ where: { id } })) return 'used';
      if ((await prisma.spentState.count({ where: { connection } })) >= MOST_SPENT) return 'many';
      const spent = await prisma.$executeRaw`
        INSERT INTO spent_state (id, until, connection) VALUES (${id}, ${until}, ${connection})
        ON CONFLICT (id) DO NOTHING`;
      return spent > 0 ? 'first' : 'used';
    },
  };
}

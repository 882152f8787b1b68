/** Connections and their installations: added, changed and read with their secrets sealed; every change raises a version. */
import type { Clock } from '../bot/core/ports.ts';
import { createSealer, type Sealer } from '../bot/core/seal.ts';
import { StartError } from '../bot/core/start-error.ts';
import type { PrismaClient } from './generated/client.ts';
import { type ConfiguredPlace, placeIn } from './places.ts';
import type { Tx } from './work.ts';

export interface StoredConnection {
  readonly name: string;
  readonly platform: string;
  readonly organisation: string;
  readonly appId: string;
  readonly tenant: string | null;
  /** Slack's signing secret or the Teams app's; null where there is none, or none that can be read. */
  readonly secret: string | null;
  /** Slack: what opens its sockets; null where it is heard by HTTP. */
  readonly appToken: string | null;
  /** Whether its secrets open: not where they were sealed under a secret that is configured no more. */
  readonly readable: boolean;
  /** Teams: the bot is registered for several tenants. */
  readonly multiTenant: boolean;
  readonly state: 'active' | 'removed';
  readonly secretExpiresAt: Date | null;
  readonly version: number;
}

export interface StoredInstallation {
  readonly connection: string;
  readonly externalId: string;
  /** Null: held by the environment, or unreadable. */
  readonly token: string | null;
  readonly botUserId: string;
  readonly botId: string;
  readonly name: string;
  readonly url: string;
  readonly scopes: readonly string[];
  readonly state: 'active' | 'revoked';
  /** Whether the workspace is this connection's: of two that had it, one has it now. */
  readonly owns: boolean;
}

/** What was learnt of a token when it was tried. */
export type Installing = Pick<StoredInstallation, 'externalId' | 'botUserId' | 'botId' | 'name' | 'url' | 'scopes'> & {
  readonly token: string | null;
};

export interface Adding {
  readonly name: string;
  readonly platform: 'slack' | 'teams';
  readonly organisation: string;
  readonly appId: string;
  /** Absent where Slack is heard by socket. */
  readonly secret?: string;
  readonly appToken?: string;
  readonly secretExpiresAt: Date | null;
  readonly slack?: Installing;
  readonly teams?: { readonly tenant: string; readonly multiTenant: boolean };
}

export type ConnectionStore = ReturnType<typeof createConnections>;

export function createConnections(needs: {
  prisma: PrismaClient;
  secrets: readonly Uint8Array[];
  newId: () => string;
  clock: Clock;
}) {
  const { prisma, secrets, newId, clock } = needs;
  const settings = createSealer(secrets, 'connection settings');
  const tokens = createSealer(secrets, 'installation tokens');

  const install = async (tx: Tx, connection: string, { token, ...one }: Installing): Promise<void> => {
    const sealed = token === null ? null : tokens.seal({ of: `${connection}/${one.externalId}`, token });
    const now = { ...one, scopes: [...one.scopes], token: sealed, state: 'active', givenAt: clock.now() };
    await tx.installation.upsert({
      where: { connection_externalId: { connection, externalId: one.externalId } },
      create: { connection, ...now },
      update: { ...now, version: { increment: 1 } },
    });
  };
  const raise = (
    tx: Tx,
    name: string,
    data: { settings?: Uint8Array<ArrayBuffer>; secretExpiresAt?: Date | null } = {},
  ) => tx.connection.updateMany({ where: { id: name }, data: { ...data, version: { increment: 1 } } });

  return {
    /** Another string whenever anything here has changed: one small read. */
    async stamp(): Promise<string> {
      const [row] = await prisma.$queryRaw<{ stamp: string }[]>`
        SELECT concat((SELECT string_agg(id || ':' || version, ' ' ORDER BY id) FROM connection), '|',
          (SELECT string_agg(connection || '/' || external_id || ':' || version, ' ' ORDER BY connection, external_id)
            FROM installation)) AS stamp`;
      return row?.stamp ?? '';
    },

    async all(): Promise<{ connections: readonly StoredConnection[]; installations: readonly StoredInstallation[] }> {
      const connections = await prisma.connection.findMany({ include: { organisation: true }, orderBy: { id: 'asc' } });
      const installations = await prisma.installation.findMany({
        orderBy: [{ connection: 'asc' }, { externalId: 'asc' }],
      });
      const owners = await prisma.workspace.findMany({
        where: { connection: { not: null } },
        select: { platform: true, externalId: true, connection: true },
      });
      const owned = new Set(owners.map((one) => `${one.connection}/${one.externalId}`));
      return {
        connections: connections.map((one) => {
          const opened = open(settings, one.settings, one.id);
          return {
            name: one.id,
            platform: one.platform,
            organisation: one.organisation.name,
            appId: one.appId,
            tenant: one.tenant,
            secret: typeof opened?.secret === 'string' ? opened.secret : null,
            appToken: typeof opened?.appToken === 'string' ? opened.appToken : null,
            readable: opened !== null,
            multiTenant: opened?.multiTenant === true,
            state: one.state === 'active' ? 'active' : 'removed',
            secretExpiresAt: one.secretExpiresAt,
            version: one.version,
          };
        }),
        installations: installations.map(({ token, ...one }) => {
          const opened = token && open(tokens, token, `${one.connection}/${one.externalId}`);
          return {
            ...one,
            token: opened && typeof opened.token === 'string' ? opened.token : null,
            state: one.state === 'active' ? 'active' : 'revoked',
            owns: owned.has(`${one.connection}/${one.externalId}`),
          };
        }),
      };
    },

    /** Adds a connection, or brings a removed one back. @throws StartError where its name or its workspace is taken */
    async add(adding: Adding): Promise<void> {
      const { name, platform, organisation, appId, secret, appToken, secretExpiresAt, slack, teams } = adding;
      await prisma.$transaction(async (tx) => {
        const known = await tx.connection.findUnique({ where: { id: name } });
        if (known?.state === 'active' || (known && known.platform !== platform)) {
          throw new StartError(
            known.platform === platform
              ? `There is a connection “${name}” already: give another name, or change its secret with npm run connect -- rotate ${name}.`
              : `“${name}” was a connection to the other platform: give another name.`,
          );
        }
        const externalId = slack?.externalId ?? teams?.tenant ?? '';
        const place: ConfiguredPlace = {
          platform,
          externalId,
          name: slack?.name ?? `Teams ${externalId.slice(0, 8)}`,
          organisation,
          connection: name,
          said: '--organisation',
          newId,
          now: clock.now(),
        };
        const organisationId = await placeIn(tx, place);
        const sealed = settings.seal({
          of: name,
          ...(secret !== undefined && { secret }),
          ...(appToken !== undefined && { appToken }),
          ...(teams?.multiTenant && { multiTenant: true }),
        });
        const row = { organisationId, appId, tenant: teams?.tenant ?? null, settings: sealed, secretExpiresAt };
        await tx.connection.upsert({
          where: { id: name },
          create: { id: name, platform, ...row, createdAt: clock.now() },
          update: { ...row, state: 'active', version: { increment: 1 } },
        });
        if (slack) await install(tx, name, slack);
      });
    },

    /** New secrets, a new token, or both; what is not given stays. */
    async rotate(
      { name, multiTenant }: Pick<StoredConnection, 'name' | 'multiTenant'>,
      to: { secret?: string; appToken?: string; expiresAt?: Date | null; installing?: Installing },
    ): Promise<void> {
      const { secret, appToken, expiresAt, installing } = to;
      const given = { ...(secret !== undefined && { secret }), ...(appToken !== undefined && { appToken }) };
      await prisma.$transaction(async (tx) => {
        const row = await tx.connection.findUnique({ where: { id: name } });
        const kept = (row && open(settings, row.settings, name)) ?? { of: name, ...(multiTenant && { multiTenant }) };
        await raise(tx, name, {
          ...(Object.keys(given).length > 0 && { settings: settings.seal({ ...kept, ...given }) }),
          ...(expiresAt !== undefined && { secretExpiresAt: expiresAt }),
        });
        if (installing) await install(tx, name, installing);
      });
    },

    /** Neither heard nor spoken to any more; what it was stays, and its workspaces are free. @returns whether it had any */
    async remove(name: string): Promise<boolean> {
      return prisma.$transaction(async (tx) => {
        await raise(tx, name);
        await tx.connection.updateMany({ where: { id: name }, data: { state: 'removed' } });
        await tx.installation.updateMany({ where: { connection: name }, data: { version: { increment: 1 } } });
        const freed = await tx.workspace.updateMany({ where: { connection: name }, data: { connection: null } });
        return freed.count > 0;
      });
    },

    /** The environment's token works in a workspace: kept without the token, so that its end can be told to every process. */
    met: (connection: string, installing: Installing): Promise<void> =>
      prisma.$transaction((tx) => install(tx, connection, { ...installing, token: null })),

    /** A token has ended. One that was given since then has not. @returns whether it was good until now */
    async revoke(connection: string, externalId: string, at: Date): Promise<boolean> {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.installation.updateMany({
          where: { connection, externalId, state: 'active', givenAt: { lte: at } },
          data: { state: 'revoked', version: { increment: 1 } },
        });
        if (count > 0) await raise(tx, connection);
        return count > 0;
      });
    },
  };
}

/** What was sealed for this name; null where it does not open. */
function open(sealer: Sealer, sealed: Uint8Array, of: string): Record<string, unknown> | null {
  try {
    const value = sealer.open(sealed) as Record<string, unknown>;
    return value.of === of ? value : null;
  } catch {
    return null;
  }
}

/** Connections and their installations: added, changed and read with their secrets sealed; every change raises a version. */
import { createSealer } from '../bot/core/seal.ts';
import { StartError } from '../bot/core/start-error.ts';
import { forgetDoor } from './gaps.ts';
import { Prisma } from './generated/client.ts';
import {
  createInstallations,
  createKeeping,
  type Installing,
  keep,
  type Member,
  type StoredInstallation,
} from './installations.ts';
import { endPages } from './pages.ts';
import { organisationIn, placeIn } from './places.ts';
import { open } from './sealed.ts';
import type { Tx } from './work.ts';

export type { Allowed, Installed, Installing, Member, Rotating, StoredInstallation } from './installations.ts';

/** What a Slack app installs itself with by OAuth. */
export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

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
  /** Slack: what installs the app by OAuth; null where it has one token, given by hand. */
  readonly client: Client | null;
  /** Teams: the bot is registered for several tenants. */
  readonly multiTenant: boolean;
  readonly state: 'active' | 'removed';
  readonly secretExpiresAt: Date | null;
  readonly version: number;
}

export interface Adding {
  readonly name: string;
  readonly platform: 'slack' | 'teams';
  readonly organisation: string;
  readonly appId: string;
  /** Absent where Slack is heard by socket. */
  readonly secret?: string;
  readonly appToken?: string;
  readonly secretExpiresAt: Date | null;
  readonly slack?: Installing | Client;
  readonly teams?: { readonly tenant: string; readonly multiTenant: boolean };
}

export type ConnectionStore = ReturnType<typeof createConnections>;

export function createConnections(needs: Parameters<typeof createInstallations>[0]) {
  const { prisma, secrets, newId, clock } = needs;
  const settings = createSealer(secrets, 'connection settings');
  const keeping = createKeeping(secrets);
  const install = (tx: Tx, connection: string, installing: Installing): Promise<void> =>
    keep(tx, keeping, { connection, now: clock.now() }, installing);
  const raise = (
    tx: Tx,
    name: string,
    data: { settings?: Uint8Array<ArrayBuffer>; secretExpiresAt?: Date | null } = {},
  ) => tx.connection.updateMany({ where: { id: name }, data: { ...data, version: { increment: 1 } } });

  return {
    ...createInstallations(needs),

    /** Another string whenever anything here has changed: one small read. */
    async stamp(): Promise<string> {
      const [row] = await prisma.$queryRaw<{ stamp: string }[]>`
        SELECT concat((SELECT string_agg(id || ':' || version, ' ' ORDER BY id) FROM connection), '|',
          (SELECT string_agg(connection || '/' || external_id || ':' || version, ' ' ORDER BY connection, external_id)
            FROM installation)) AS stamp`;
      return row?.stamp ?? '';
    },

    async all(): Promise<{
      connections: readonly StoredConnection[];
      installations: readonly StoredInstallation[];
      members: readonly Member[];
    }> {
      const connections = await prisma.connection.findMany({ include: { organisation: true }, orderBy: { id: 'asc' } });
      const installations = await prisma.installation.findMany({
        orderBy: [{ connection: 'asc' }, { externalId: 'asc' }],
      });
      const owners = await prisma.workspace.findMany({
        where: { OR: [{ connection: { not: null } }, { enterprise: { not: null } }] },
        select: { externalId: true, connection: true, enterprise: true },
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
            client: clientIn(opened),
            multiTenant: opened?.multiTenant === true,
            state: one.state === 'active' ? 'active' : 'removed',
            secretExpiresAt: one.secretExpiresAt,
            version: one.version,
          };
        }),
        installations: installations.map(({ token, ...one }) => ({
          ...one,
          token: keeping.open(one.connection, one.externalId, token)?.token ?? null,
          state: one.state === 'active' ? 'active' : 'revoked',
          owns: owned.has(`${one.connection}/${one.externalId}`),
        })),
        members: owners.flatMap(({ externalId: team, enterprise, connection: owner }) =>
          enterprise === null ? [] : [{ team, enterprise, owner }],
        ),
      };
    },

    /** Ids of the accounts that wrote a message that is kept, by its key. */
    async writers(platform: string, key: string): Promise<readonly string[]> {
      const rows = await prisma.$queryRaw<{ ref: string }[]>`
        SELECT i.ref FROM identity i WHERE i.id IN (
          SELECT identity_id FROM question WHERE platform = ${platform} AND source_key = ${key}
          UNION ALL SELECT identity_id FROM reply WHERE platform = ${platform} AND key = ${key})`;
      return rows.map(({ ref }) => ref);
    },

    /** Adds a connection, or brings a removed one back. @throws StartError where its name or its workspace is taken */
    async add(adding: Adding): Promise<void> {
      const { name, platform, organisation, appId, secret, appToken, secretExpiresAt, slack, teams } = adding;
      await prisma.$transaction(async (tx) => {
        const known = await tx.connection.findUnique({ where: { id: name }, include: { organisation: true } });
        // Whose people were heard through it would be heard through another's app.
        if (known?.state === 'removed' && known.organisation.name !== organisation)
          throw new StartError(`“${name}” was a connection of ${known.organisation.name}: give another name.`);
        if (known?.state === 'active' || (known && known.platform !== platform)) {
          throw new StartError(
            known.platform === platform
              ? `There is a connection “${name}” already: give another name, or change its secret with npm run connect -- rotate ${name}.`
              : `“${name}” was a connection to the other platform: give another name.`,
          );
        }
        const now = clock.now();
        const client = slack && 'clientId' in slack ? slack : null;
        const installing = slack && 'externalId' in slack ? slack : null;
        const externalId = installing?.externalId ?? teams?.tenant;
        const organisationId =
          externalId === undefined
            ? await organisationIn(tx, { name: organisation, newId, now })
            : await placeIn(tx, {
                platform,
                externalId,
                name: installing?.name ?? `Teams ${externalId.slice(0, 8)}`,
                organisation,
                connection: name,
                said: '--organisation',
                newId,
                now,
              });
        const sealed = settings.seal({
          of: name,
          ...(secret !== undefined && { secret }),
          ...(appToken !== undefined && { appToken }),
          ...client,
          ...(teams?.multiTenant && { multiTenant: true }),
        });
        const row = { organisationId, appId, tenant: teams?.tenant ?? null, settings: sealed, secretExpiresAt };
        await tx.connection.upsert({
          where: { id: name },
          create: { id: name, platform, ...row, createdAt: now },
          update: { ...row, state: 'active', version: { increment: 1 } },
        });
        if (installing) await install(tx, name, installing);
        // Not where it is removed: until every process knows, that one's door is still said to be open.
        await forgetDoor(tx, platform, name);
      });
    },

    /** New secrets, a new token, or both; what is not named stays as it is. */
    async rotate(
      { name, multiTenant = false }: Pick<StoredConnection, 'name'> & { readonly multiTenant?: boolean },
      to: {
        secret?: string;
        appToken?: string;
        clientSecret?: string;
        expiresAt?: Date | null;
        installing?: Installing;
      },
    ): Promise<void> {
      const { expiresAt, installing, ...given } = to;
      await prisma.$transaction(async (tx) => {
        const row = await tx.connection.findUniqueOrThrow({ where: { id: name } });
        const opened = open(settings, row.settings, name);
        const isNewDoor = given.appToken !== undefined && opened !== null && opened.appToken === undefined;
        if (isNewDoor) await forgetDoor(tx, row.platform, name);
        const was = opened ?? { of: name, ...(multiTenant && { multiTenant }) };
        // By socket nothing is signed: whoever has the old secret is not heard any more.
        const kept = given.appToken === undefined ? was : { ...was, secret: undefined };
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
        // Whoever adds it again says anew who may install it.
        await tx.allowedInstall.deleteMany({ where: { connection: name } });
        // Nobody stays on the pages by an account of which nothing is heard any more.
        await endPages(tx, Prisma.sql`i.workspace_id IN (SELECT id FROM workspace WHERE connection = ${name})`);
        const freed = await tx.workspace.updateMany({ where: { connection: name }, data: { connection: null } });
        return freed.count > 0;
      });
    },

    /** The environment's token works in a workspace: kept without the token, so that its end can be told to every process. */
    met: (connection: string, installing: Installing): Promise<void> =>
      prisma.$transaction((tx) => install(tx, connection, { ...installing, token: null })),
  };
}

const clientIn = (settings: Record<string, unknown> | null): Client | null => {
  const { clientId, clientSecret } = settings ?? {};
  return typeof clientId === 'string' && typeof clientSecret === 'string' ? { clientId, clientSecret } : null;
};

/** All connections of a running process: those that the environment describes, and those added by command, looked up anew every few seconds. */
import {
  type Door,
  type Installation,
  type Installations,
  type Installs,
  installedIn,
  isOrganisation,
  type OAuthClient,
  type Connections as SlackConnections,
  type SocketDoor,
} from '../../adapters/slack/index.ts';
import type { Registration, Connections as TeamsConnections } from '../../adapters/teams/index.ts';
import type { ConnectionStore, StoredInstallation } from '../../prisma/connections.ts';
import type { Door as DatabaseDoor } from '../../prisma/door.ts';
import { describe } from '../core/create-bot.ts';
import type { Clock, Log } from '../core/ports.ts';

export interface Registry {
  readonly slack: Installations & SlackConnections & Installs;
  readonly teams: TeamsConnections;
  /** How many installations and tenants there are by platform and state, for the metrics. */
  counts(): Promise<readonly { readonly platform: string; readonly state: string; readonly count: number }[]>;
}

/** How long what was looked up is good, in milliseconds. */
const FRESH_MS = 3_000;
/** A look may take so long; then what was known goes on until it is there. Slack gives up an event that is not acknowledged after 3 s. */
const PATIENCE_MS = 500;
/** The name of Slack's first connection. */
export const FIRST_SLACK = 'slack';

interface Snapshot {
  readonly stamp: string;
  readonly doors: ReadonlyMap<string, Door>;
  readonly sockets: readonly SocketDoor[];
  /** By connection: what it installs itself with. */
  readonly clients: ReadonlyMap<string, OAuthClient>;
  /** By connection that the database describes: who owns it. */
  readonly organisations: ReadonlyMap<string, string>;
  /** By workspace, and by Enterprise Grid organisation. */
  readonly installed: ReadonlyMap<string, Installation>;
  readonly active: number;
  readonly revoked: number;
  /** By workspace: the connection that has it, or had it last. */
  readonly owners: ReadonlyMap<string, string>;
  readonly several: boolean;
  readonly bots: readonly Registration[];
}

export function createRegistry(needs: {
  readonly store: ConnectionStore;
  readonly door: Pick<DatabaseDoor, 'places'>;
  /** What the environment's bot token is in its workspace. */
  readonly first: Installation | null;
  /** What the environment's connection installs itself with, where it has no bot token, and who owns what it installs. */
  readonly firstClient?: (OAuthClient & { readonly organisation: string | null }) | null;
  /** What opens the sockets of the environment's connection, where it is heard so. */
  readonly firstSocket?: string | null;
  readonly hasFirstTeams: boolean;
  readonly clock: Clock;
  readonly log: Log;
}): Registry {
  const { store, door, first, firstClient = null, firstSocket = null, hasFirstTeams, clock, log } = needs;
  let held: { readonly since: number; readonly snapshot: Snapshot; readonly until: number } | null = null;
  let looking: { readonly since: number; readonly snapshot: Promise<Snapshot>; readonly late: Promise<void> } | null =
    null;
  /** Raised by everything that this process writes: what was looked up before that is not shown after it. */
  let written = 0;

  const look = async (since: number): Promise<Snapshot> => {
    const last = held;
    // Good from before it was asked for: what is written meanwhile may not be in it.
    const until = clock.now().getTime() + FRESH_MS;
    try {
      // Without a pause: until then nobody else can renew it, and whoever tries takes it for ended. Why not was said.
      await store.keepGiven().catch(() => undefined);
      const stamp = await store.stamp();
      const snapshot = last?.snapshot.stamp === stamp ? last.snapshot : await read(stamp);
      if (since === written) held = { since, snapshot, until };
      return snapshot;
    } catch (error) {
      // What was known goes on while the database is away; without it nothing is stored or sent anyway.
      log.warn('connections.not_read', describe(error));
      if (last) return last.snapshot;
      throw error;
    }
  };
  const now = (): Promise<Snapshot> => {
    if (held && clock.now().getTime() < held.until) return Promise.resolve(held.snapshot);
    if (looking?.since !== written) looking = begin();
    const { snapshot, late } = looking;
    if (held?.since !== written) return snapshot;
    const last = held.snapshot;
    return Promise.race([snapshot, late.then(() => last)]);
  };
  const begin = () => {
    const mine = {
      since: written,
      snapshot: look(written),
      late: new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref()),
    };
    const done = (): void => {
      if (looking === mine) looking = null;
    };
    mine.snapshot.then(done, done);
    return mine;
  };
  /** What is not known may just have been added: then the look under way is waited for, however long it takes. */
  const found = async <T>(pick: (known: Snapshot) => T | undefined): Promise<T | null> => {
    const known = pick(await now());
    return known ?? (looking ? pick(await looking.snapshot) : undefined) ?? null;
  };
  const anew = <T>(value: T): T => {
    written += 1;
    if (held) held = { ...held, until: 0 };
    return value;
  };
  const read = async (stamp: string): Promise<Snapshot> => {
    const { connections, installations, members } = await store.all();
    for (const one of connections)
      if (one.state === 'active' && !one.readable) log.error('connection.unreadable', { connection: one.name });
    const active = connections.filter((one) => one.state === 'active' && one.readable);
    const names = new Set([...active.map(({ name }) => name), ...(firstClient ? [FIRST_SLACK] : [])]);
    const isFirst = (one: StoredInstallation) => one.connection === FIRST_SLACK && one.externalId === first?.teamId;
    const live = installations.filter((one) => one.state === 'active' && one.owns && names.has(one.connection));
    const firstRevoked = installations.some((one) => isFirst(one) && one.state === 'revoked');
    const own = live.flatMap(asInstallation);
    const served = new Set(own.map(({ teamId }) => teamId));
    const all = [
      ...own,
      // A workspace of an organisation that installed the app as a whole, unless it has one of its own.
      ...members.flatMap(({ team, enterprise, owner }) => {
        const whole = own.find((one) => one.enterpriseId === enterprise && one.connection === owner);
        return whole && !served.has(team) ? [{ ...whole, teamId: team }] : [];
      }),
      ...(first && !firstRevoked ? [{ ...first, connection: FIRST_SLACK }] : []),
    ];
    const bots = [...new Set(all.map(({ botUserId }) => botUserId))];
    const owners = new Map(installations.map((one) => [one.externalId, one.connection]));
    for (const one of installations) if (one.owns) owners.set(one.externalId, one.connection);
    for (const { team, enterprise, owner } of members) {
      const last = owner ?? owners.get(enterprise);
      if (last !== undefined) owners.set(team, last);
    }
    const socketed = [
      ...(firstSocket === null ? [] : [{ name: FIRST_SLACK, appToken: firstSocket }]),
      ...active.flatMap(({ name, appToken }) => (appToken === null ? [] : [{ name, appToken }])),
    ];
    return {
      stamp,
      doors: new Map(
        active.flatMap(({ name, platform, secret }) =>
          platform === 'slack' && secret !== null ? [[name, { signingSecret: secret }]] : [],
        ),
      ),
      sockets: socketed.map(({ name: connection, appToken }) => ({
        connection,
        appToken,
        workspaces: all.filter((one) => one.connection === connection).map(({ teamId }) => teamId),
      })),
      clients: new Map(active.flatMap(({ name, client }) => (client ? [[name, client]] : []))),
      organisations: new Map(connections.map(({ name, organisation }) => [name, organisation])),
      installed: new Map(
        all.map((one) => [one.teamId, { ...one, fellows: bots.filter((bot) => bot !== one.botUserId) }]),
      ),
      active: all.filter((one) => one.teamId === installedIn(one)).length,
      revoked: installations.filter((one) => one.state === 'revoked' && one.owns).length,
      owners,
      several: new Set([...owners.keys(), ...(first ? [first.teamId] : [])]).size > 1,
      bots: active.flatMap(({ name, platform, appId, secret, tenant, multiTenant }) =>
        platform === 'teams' && secret !== null && tenant !== null
          ? [{ connection: name, appId, appPassword: secret, tenantId: tenant, ...(multiTenant && { multiTenant }) }]
          : [],
      ),
    };
  };

  return {
    slack: {
      find: (team) => found(({ installed }) => installed.get(team)),
      async revoke(installation, at) {
        return anew(await store.revoke(...nameOf(installation), at));
      },
      async renew(installation, ask) {
        const [connection, externalId] = nameOf(installation);
        const client = connection === FIRST_SLACK ? firstClient : (await now()).clients.get(connection);
        if (!client || !installation.expiresAt) return installation;
        // Also after a failure: what Slack gave is kept with the next look.
        await store
          .renew(connection, externalId, installation.expiresAt, (refresh) => ask(client, refresh))
          .finally(() => anew(undefined));
        return (await now()).installed.get(installation.teamId) ?? null;
      },
      async meet(organisation, { id, name }) {
        const [connection, externalId] = nameOf(organisation);
        return anew(await store.meet(connection, externalId, id, name));
      },
      client: async (name) => (name === FIRST_SLACK ? firstClient : found(({ clients }) => clients.get(name))),
      spend: (connection, id, until) => store.spend(connection, id, until),
      async install(installation, { refresh, expiresAt, enterprise }) {
        const [connection, externalId] = nameOf(installation);
        const { token, botUserId, botId, name = externalId, url = '', scopes = [] } = installation;
        const organisation =
          (connection === FIRST_SLACK ? firstClient?.organisation : (await now()).organisations.get(connection)) ??
          null;
        const what = { externalId, token, refresh, expiresAt, botUserId, botId, name, url, scopes };
        const of = enterprise === null ? {} : { enterprise };
        return anew(await store.install(connection, { ...what, ...of, organisation }));
      },
      knows: ({ botUserId }) => store.knows(botUserId),
      door: (name) => found(({ doors }) => doors.get(name)),
      sockets: async () => (await now()).sockets,
      several: async () => (await now()).several,
      ownerOf: async (team) => (await now()).owners.get(team) ?? null,
      writers: (key) => store.writers('slack', key),
      teams: async () => [...(await now()).owners.keys()],
      places: (of) => door.places({ platform: 'slack', ...of }),
    },
    teams: {
      registrations: async ({ sure } = { sure: false }) => {
        const { bots } = await now();
        return sure && looking ? (await looking.snapshot).bots : bots;
      },
      places: (of) => door.places({ platform: 'teams', ...of }),
    },
    async counts() {
      const { active, revoked, bots } = await now();
      return [
        { platform: 'slack', state: 'active', count: active },
        { platform: 'slack', state: 'revoked', count: revoked },
        { platform: 'teams', state: 'active', count: bots.length + (hasFirstTeams ? 1 : 0) },
      ];
    },
  };
}

/** The names under which an installation is kept. */
const nameOf = (one: Installation): [string, string] => [one.connection ?? FIRST_SLACK, installedIn(one)];

function asInstallation(one: StoredInstallation): Installation[] {
  const { externalId: teamId, token, expiresAt, botUserId, botId, name, url, scopes, connection } = one;
  if (token === null) return [];
  const more = {
    ...(url && { url }),
    ...(expiresAt && { expiresAt }),
    ...(isOrganisation(teamId) && { enterpriseId: teamId }),
  };
  return [{ teamId, token, botUserId, botId, appId: '', name, scopes, connection, ...more }];
}

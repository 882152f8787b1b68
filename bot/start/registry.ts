/** All connections of a running process: those that the environment describes, and those added by command, looked up anew every few seconds. */
import type { Door, Installation, Installations, Connections as SlackConnections } from '../../adapters/slack/index.ts';
import type { Registration, Connections as TeamsConnections } from '../../adapters/teams/index.ts';
import type { ConnectionStore, StoredInstallation } from '../../prisma/connections.ts';
import type { Door as DatabaseDoor } from '../../prisma/door.ts';
import { describe } from '../core/create-bot.ts';
import type { Clock, Log } from '../core/ports.ts';

export interface Registry {
  readonly slack: Installations & SlackConnections;
  readonly teams: TeamsConnections;
  /** How many workspaces and tenants there are by platform and state, for the metrics. */
  counts(): Promise<readonly { readonly platform: string; readonly state: string; readonly count: number }[]>;
}

/** How long what was looked up is good, in milliseconds. */
const FRESH_MS = 3_000;
/** The name of Slack's first connection. */
export const FIRST_SLACK = 'slack';

interface Snapshot {
  readonly stamp: string;
  readonly doors: ReadonlyMap<string, Door>;
  /** By workspace. */
  readonly installed: ReadonlyMap<string, Installation>;
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
  readonly hasFirstTeams: boolean;
  readonly clock: Clock;
  readonly log: Log;
}): Registry {
  const { store, door, first, hasFirstTeams, clock, log } = needs;
  let held: { snapshot: Snapshot; until: number } | null = null;
  let looking: Promise<Snapshot> | null = null;

  const look = async (): Promise<Snapshot> => {
    const last = held;
    try {
      const stamp = await store.stamp();
      const snapshot = last?.snapshot.stamp === stamp ? last.snapshot : await read(stamp);
      held = { snapshot, until: clock.now().getTime() + FRESH_MS };
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
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const read = async (stamp: string): Promise<Snapshot> => {
    const { connections, installations } = await store.all();
    for (const one of connections)
      if (one.state === 'active' && one.secret === null) log.error('connection.unreadable', { connection: one.name });
    const active = connections.filter((one) => one.state === 'active' && one.secret !== null);
    const names = new Set(active.map(({ name }) => name));
    const isFirst = (one: StoredInstallation) => one.connection === FIRST_SLACK && one.externalId === first?.teamId;
    const live = installations.filter((one) => one.state === 'active' && one.owns && names.has(one.connection));
    const firstRevoked = installations.some((one) => isFirst(one) && one.state === 'revoked');
    const all = [
      ...live.flatMap(asInstallation),
      ...(first && !firstRevoked ? [{ ...first, connection: FIRST_SLACK }] : []),
    ];
    const owners = new Map(installations.map((one) => [one.externalId, one.connection]));
    for (const one of installations) if (one.owns) owners.set(one.externalId, one.connection);
    return {
      stamp,
      doors: new Map(
        active.flatMap(({ name, platform, secret }) =>
          platform === 'slack' && secret !== null ? [[name, { signingSecret: secret }]] : [],
        ),
      ),
      installed: new Map(
        all.map((one) => {
          const fellows = all
            .filter(({ connection }) => connection !== one.connection)
            .map(({ botUserId }) => botUserId);
          return [one.teamId, { ...one, fellows }];
        }),
      ),
      revoked: installations.filter((one) => one.state === 'revoked' && one.owns).length,
      owners,
      several: new Set([...owners.values(), ...(first ? [FIRST_SLACK] : [])]).size > 1,
      bots: active.flatMap(({ name, platform, appId, secret, tenant, multiTenant }) =>
        platform === 'teams' && secret !== null && tenant !== null
          ? [{ connection: name, appId, appPassword: secret, tenantId: tenant, ...(multiTenant && { multiTenant }) }]
          : [],
      ),
    };
  };

  return {
    slack: {
      find: async (team) => (await now()).installed.get(team) ?? null,
      async revoke({ connection = FIRST_SLACK, teamId }, at) {
        const revoked = await store.revoke(connection, teamId, at);
        if (held) held = { ...held, until: 0 };
        return revoked;
      },
      door: async (name) => (await now()).doors.get(name) ?? null,
      several: async () => (await now()).several,
      ownerOf: async (team) => (await now()).owners.get(team) ?? null,
      teams: async () => [...(await now()).owners.keys()],
      places: (of) => door.places({ platform: 'slack', ...of }),
    },
    teams: {
      registrations: async () => (await now()).bots,
      places: (of) => door.places({ platform: 'teams', ...of }),
    },
    async counts() {
      const { installed, revoked, bots } = await now();
      return [
        { platform: 'slack', state: 'active', count: installed.size },
        { platform: 'slack', state: 'revoked', count: revoked },
        { platform: 'teams', state: 'active', count: bots.length + (hasFirstTeams ? 1 : 0) },
      ];
    },
  };
}

function asInstallation(one: StoredInstallation): Installation[] {
  const { externalId: teamId, token, botUserId, botId, name, url, scopes, connection } = one;
  if (token === null) return [];
  return [{ teamId, token, botUserId, botId, appId: '', name, scopes, connection, ...(url && { url }) }];
}

/** The connections that are checked: those that the environment describes, and those that were added by command. */
import type { ConnectionStore } from '../../../prisma/connections.ts';
import type { Config } from '../../config.ts';

export interface SlackSubject {
  readonly platform: 'slack';
  readonly name: string;
  /** Null where it cannot be read. */
  readonly token: string | null;
  readonly isFirst: boolean;
}
export interface TeamsSubject {
  readonly platform: 'teams';
  readonly name: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly multiTenant: boolean;
  readonly secret: string | null;
  /** Undefined where the environment holds it: nobody can know. */
  readonly endsAt: Date | null | undefined;
  readonly isFirst: boolean;
}
export type Subject = SlackSubject | TeamsSubject;

/** Those of the environment: known whether the database answers or not. */
export function firstSubjects({ slack, teams }: Pick<Config, 'slack' | 'teams'>): readonly Subject[] {
  return [
    ...(slack ? [{ platform: 'slack', name: 'slack', token: slack.botToken, isFirst: true } as const] : []),
    ...(teams
      ? [
          {
            platform: 'teams',
            name: 'teams',
            appId: teams.appId,
            tenantId: teams.tenantId.toLowerCase(),
            multiTenant: false,
            secret: teams.appPassword,
            endsAt: undefined,
            isFirst: true,
          } as const,
        ]
      : []),
  ];
}

/** Those of the database. @throws when it does not answer */
export async function addedSubjects(store: ConnectionStore): Promise<readonly Subject[]> {
  const { connections, installations } = await store.all();
  return connections
    .filter(({ state }) => state === 'active')
    .flatMap((one): Subject[] => {
      const { name, platform, appId, secret, tenant, multiTenant, secretExpiresAt } = one;
      if (platform === 'teams') {
        const teams = { name, appId, tenantId: tenant ?? '', multiTenant, secret, endsAt: secretExpiresAt };
        return [{ ...teams, platform: 'teams', isFirst: false }];
      }
      const installed = installations.find((found) => found.connection === name && found.owns);
      const token = secret === null ? null : (installed?.token ?? null);
      return [{ platform: 'slack', name, token, isFirst: false }];
    });
}

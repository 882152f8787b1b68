/** The connections that are checked: those that the environment describes, and those that were added by command. */
import type { OAuthClient } from '../../../adapters/slack/index.ts';
import type { ConnectionStore, StoredInstallation } from '../../../prisma/connections.ts';
import type { Config } from '../../config.ts';
import { FIRST_SLACK } from '../registry.ts';

export interface SlackSubject {
  readonly platform: 'slack';
  readonly name: string;
  /** What it is called where it is installed: with the workspace, where an app may have several. */
  readonly where: string;
  /** What is spoken with there; null where it cannot be read. */
  readonly token: string | null;
  readonly installed: 'by token' | 'by OAuth' | 'nowhere';
  /** A token that ends is renewed when it is needed; null where it ends never. */
  readonly renewedAt: Date | null;
  /** When its signing secret, app-level token or client secret ends; null where nobody said that it does. */
  readonly endsAt: Date | null;
  /** What opens its sockets; null where it is heard by HTTP. */
  readonly appToken: string | null;
  /** What it installs itself with by OAuth; null where it does not. */
  readonly client: OAuthClient | null;
  /** Slack said that the token has ended, and nobody gave another since. */
  readonly revoked: boolean;
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

/** Those of the environment that are known whether the database answers or not. */
export function firstSubjects({ slack, teams }: Pick<Config, 'slack' | 'teams'>): readonly Subject[] {
  const first: Subject[] = [];
  if (slack?.botToken)
    first.push({
      platform: 'slack',
      name: FIRST_SLACK,
      where: FIRST_SLACK,
      token: slack.botToken,
      installed: 'by token',
      renewedAt: null,
      endsAt: null,
      appToken: slack.appToken ?? null,
      client: null,
      revoked: false,
      isFirst: true,
    });
  if (teams)
    first.push({
      platform: 'teams',
      name: 'teams',
      appId: teams.appId,
      tenantId: teams.tenantId.toLowerCase(),
      multiTenant: false,
      secret: teams.appPassword,
      endsAt: undefined,
      isFirst: true,
    });
  return first;
}

/** Those of the database, and where the environment's app was installed by OAuth. @throws when it does not answer */
export async function storedSubjects(
  store: ConnectionStore,
  { slack }: Pick<Config, 'slack'>,
): Promise<readonly Subject[]> {
  const { connections, installations } = await store.all();
  const own = (name: string) => installations.filter((one) => one.connection === name && one.owns);
  const first = slack?.client
    ? byOAuth(FIRST_SLACK, own(FIRST_SLACK), {
        appToken: slack.appToken ?? null,
        client: slack.client,
        endsAt: null,
        isFirst: true,
      })
    : [];
  const added = connections
    .filter(({ state }) => state === 'active')
    .flatMap((one): readonly Subject[] => {
      const { name, platform, appId, secret, appToken, readable, client, tenant, multiTenant, secretExpiresAt } = one;
      if (platform === 'teams') {
        const teams = { name, appId, tenantId: tenant ?? '', multiTenant, secret, endsAt: secretExpiresAt };
        return [{ ...teams, platform: 'teams', isFirst: false }];
      }
      const slackApp = { appToken, client, endsAt: secretExpiresAt, isFirst: false };
      if (client) return byOAuth(name, own(name), slackApp);
      const [installation] = own(name);
      const token = readable ? (installation?.token ?? null) : null;
      const revoked = installation?.state === 'revoked';
      const byToken = { token, revoked, installed: 'by token', renewedAt: null } as const;
      return [{ platform: 'slack', name, where: name, ...byToken, ...slackApp }];
    });
  return [...first, ...added];
}

/** One for each workspace, or Enterprise Grid organisation, in which it is installed. */
function byOAuth(
  name: string,
  installations: readonly StoredInstallation[],
  of: Pick<SlackSubject, 'appToken' | 'client' | 'endsAt' | 'isFirst'>,
): readonly SlackSubject[] {
  const base = { platform: 'slack', name, ...of } as const;
  if (installations.length === 0)
    return [{ ...base, where: name, token: null, revoked: false, installed: 'nowhere', renewedAt: null }];
  return installations.map(({ externalId, token, expiresAt, state }, at) => ({
    ...base,
    // Its sockets are the app's, and so is what installs it, wherever it is installed.
    ...(at > 0 && { appToken: null, client: null }),
    revoked: state === 'revoked',
    where: `${name} in ${externalId}`,
    token,
    installed: 'by OAuth',
    renewedAt: expiresAt,
  }));
}

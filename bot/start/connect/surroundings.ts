/** What a command for connections was started among: the database's settings, the platforms' addresses, the first connections, and what was given for it alone. */
import { type Config, type Environment, readConfig, readVariable } from '../../config.ts';

export interface Surroundings {
  readonly ground: Pick<Config, 'databaseUrl' | 'dataDir' | 'secrets'>;
  readonly addresses: Pick<Config, 'slackApiUrl' | 'teamsLoginUrl' | 'teamsOpenIdMetadataUrl'>;
  /** Null where the environment describes none; those are changed there, not by command. */
  readonly first: Pick<Config, 'slack' | 'teams'>;
  /** How the world reaches Guildhall, as far as it is configured. */
  readonly publicUrl: string | null;
  /** What the command's own environment says, `.env` left aside: that describes the first connection. */
  readonly given: Given;
}

export interface Given {
  /** @throws StartError where it does not look like one */
  secret(name: Secret): string | null;
}
export type Secret =
  | 'SLACK_SIGNING_SECRET'
  | 'SLACK_BOT_TOKEN'
  | 'SLACK_APP_TOKEN'
  | 'SLACK_CLIENT_SECRET'
  | 'TEAMS_APP_PASSWORD';

/** What a command for another connection must not take for its own affair, and need not be complete. */
const FIRST =
  /^(SLACK_(SIGNING_SECRET|BOT_TOKEN|ORGANISATION|CLIENT_ID|CLIENT_SECRET|APP_TOKEN)|TEAMS_(APP_ID|APP_PASSWORD|TENANT_ID|ORGANISATION)|PLAYGROUND|GUILDHALL_ROLE)$/;

/** @throws StartError where the database's settings will not do */
export function readSurroundings({ own, all }: { own: Environment; all: Environment }): Surroundings {
  const config = readConfig(Object.fromEntries(Object.entries(all).filter(([name]) => !FIRST.test(name))));
  const { databaseUrl, dataDir, secrets, slackApiUrl, teamsLoginUrl, teamsOpenIdMetadataUrl, publicUrl } = config;
  return {
    ground: { databaseUrl, dataDir, secrets },
    addresses: { slackApiUrl, teamsLoginUrl, teamsOpenIdMetadataUrl },
    first: firstOf(all),
    publicUrl,
    given: {
      secret(name) {
        const value = own[name]?.trim() ?? '';
        return value === '' ? null : readVariable(name, value);
      },
    },
  };
}

function firstOf(all: Environment): Surroundings['first'] {
  try {
    const { slack, teams } = readConfig(all);
    return { slack, teams };
  } catch {
    // Half of a platform is set, as for this command: no start would have it either.
    return { slack: null, teams: null };
  }
}

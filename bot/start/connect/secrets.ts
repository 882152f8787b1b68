/** The secrets of a command: from its own environment where they are set there, else typed; tried before anything is kept. */
import {
  clientRefusal,
  type Installation,
  installationFromToken,
  isRefusedToken,
  type OAuthClient,
  socketRefusal,
} from '../../../adapters/slack/index.ts';
import { tokenRefusal } from '../../../adapters/teams/index.ts';
import type { Installing } from '../../../prisma/connections.ts';
import { readVariable } from '../../config.ts';
import { StartError } from '../../core/start-error.ts';
import type { Context, Typed } from './command.ts';
import type { Secret } from './surroundings.ts';

const QUESTIONS: Readonly<Record<Secret, string>> = {
  SLACK_SIGNING_SECRET: 'Signing Secret (Basic Information of the Slack app)',
  SLACK_APP_TOKEN: 'App-level token with connections:write (Basic Information of the Slack app, begins with xapp-)',
  SLACK_BOT_TOKEN: 'Bot User OAuth Token (OAuth & Permissions, begins with xoxb-)',
  SLACK_CLIENT_SECRET: 'Client Secret (Basic Information of the Slack app)',
  TEAMS_APP_PASSWORD: 'Client secret’s value (Certificates & secrets of the app registration)',
};

/** From the command's environment, else typed; '' where nothing was typed. @throws StartError where it does not look like one */
async function told({ given, ask, say }: Context, name: Secret, question: string): Promise<string> {
  const set = given.secret(name);
  if (set !== null) {
    say(`${name} is taken from the environment of this command.`);
    return set;
  }
  const typed = await ask(question);
  return typed === '' ? '' : readVariable(name, typed);
}

/** A secret that may stay as it is: null where nothing was typed. @throws StartError where it does not look like one */
export const newSecret = async (context: Context, name: Secret): Promise<string | null> =>
  (await told(context, name, `${QUESTIONS[name]}, or nothing to keep it`)) || null;

/** A secret that must be there. @throws StartError */
export async function neededSecret(context: Context, name: Secret): Promise<string> {
  const secret = await told(context, name, QUESTIONS[name]);
  if (secret === '') throw new StartError(`Nothing was typed: type it, or set ${name} for this command alone.`);
  return secret;
}

/** What Slack says of a token. @throws StartError where it is refused */
export const tried = (token: string, { addresses }: Pick<Context, 'addresses'>): Promise<Installation> =>
  installationFromToken(token, addresses.slackApiUrl ? { apiUrl: addresses.slackApiUrl } : {});

/** Sees that Slack gives sockets for this app-level token. @throws StartError with what to change */
export async function triedSocket(appToken: string, { addresses }: Pick<Context, 'addresses'>): Promise<void> {
  const { slackApiUrl: apiUrl } = addresses;
  const code = await socketRefusal(appToken, apiUrl ? { apiUrl } : {});
  if (code !== null) throw new StartError(socketSentence(code));
}

/** docs.slack.dev/reference/methods/apps.connections.open#errors */
function socketSentence(code: string): string {
  if (isRefusedToken(code))
    return `Slack refuses the app-level token (${code}): copy it again from App-Level Tokens in Basic Information of the Slack app, or generate a new one there.`;
  switch (code) {
    case 'not_allowed_token_type':
      return 'That is no app-level token: generate one in Basic Information of the Slack app; it begins with xapp-.';
    case 'missing_scope':
      return 'The app-level token lacks the scope connections:write: generate one that has it, in Basic Information of the Slack app.';
    case 'unreachable':
    case 'timeout':
    case 'connection_lost':
      return 'Slack cannot be reached: check this machine’s network and proxy, and SLACK_API_URL if it is set.';
    case 'ratelimited':
      return 'Slack has been asked for too many sockets: try again in a minute.';
    default:
      return `Slack gives no socket (${code}): see that Socket Mode is switched on in the settings of the Slack app.`;
  }
}

/** Asks Slack whether it knows what an app installs itself with. @throws StartError where it does not */
export async function knownClient(client: OAuthClient, { addresses }: Pick<Context, 'addresses'>): Promise<void> {
  const code = await clientRefusal(client, addresses.slackApiUrl ? { apiUrl: addresses.slackApiUrl } : {});
  switch (code) {
    case null:
      return;
    case 'invalid_client_id':
      throw new StartError('Slack knows no app of this client id: copy it from Basic Information of the Slack app.');
    case 'bad_client_secret':
      throw new StartError('Slack refuses the client secret: copy it from Basic Information of the Slack app.');
    default:
      throw new StartError(
        'Slack cannot be reached: check this machine’s network and proxy, and SLACK_API_URL if it is set.',
      );
  }
}

export const asInstalling = (one: Installation): Installing => ({
  externalId: one.teamId,
  token: one.token,
  botUserId: one.botUserId,
  botId: one.botId,
  name: one.name ?? one.teamId,
  url: one.url ?? '',
  scopes: one.scopes ?? [],
});

export interface TeamsApp {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly multiTenant: boolean;
}

/** Why Microsoft gives no token for this app, as a sentence; null where it does. */
export async function refusalOf(app: TeamsApp, { addresses }: Pick<Context, 'addresses'>): Promise<string | null> {
  const code = await tokenRefusal({ ...app, loginUrl: addresses.teamsLoginUrl });
  switch (code) {
    case null:
      return null;
    case 'unreachable':
      return 'Microsoft’s token service cannot be reached: check this machine’s network and proxy, and TEAMS_LOGIN_URL if it is set.';
    // learn.microsoft.com/entra/identity-platform/reference-error-codes
    case 'AADSTS7000222':
      return 'Microsoft says that the client secret has expired: make a new one and run npm run connect -- rotate.';
    case 'AADSTS7000215':
    case 'invalid_client':
      return 'Microsoft refuses the client secret: copy its value (not its id) again from Certificates & secrets.';
    case 'AADSTS700016':
      return 'Microsoft knows no app of this id in this tenant: check both ids, or add --multi-tenant for an older registration for several tenants.';
    case 'AADSTS90002':
      return 'Microsoft knows no tenant of this id: check it.';
    default:
      return `Microsoft gives no token (${code}): check the app id, the tenant id and the client secret.`;
  }
}

/** The day on which a secret ends. @throws StartError */
export function expiryOf({ options }: Typed, now: Date): Date | null {
  const { expires } = options;
  if (expires === undefined) return null;
  const at = new Date(`${expires}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || Number.isNaN(at.getTime()) || at <= now)
    throw new StartError('--expires must be a day that is still to come, such as 2027-11-30.');
  return at;
}

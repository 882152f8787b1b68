/** The workspaces in which the app is installed: what the adapter needs to know of each, and one read from a token at start. */

import { ChatError } from '../../bot/core/chat.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { type ClientOptions, callSlack, createClient, isRefusedToken } from './client.ts';
import { type Shape, shape, string } from './shape.ts';

export interface Installation {
  readonly teamId: string;
  readonly token: string;
  /** The user and the bot that the app is in this workspace. */
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  /** The workspace's name. */
  readonly name?: string;
  /** The workspace's address, such as `https://example.slack.com/`, for links to messages. */
  readonly url?: string;
  /** What the token may do, where Slack said so. */
  readonly scopes?: readonly string[];
  /** The connection that it belongs to; the first where absent. */
  readonly connection?: string;
  /** The Enterprise Grid organisation whose installation speaks in this workspace; absent: the workspace has its own. */
  readonly enterpriseId?: string;
  /** When the token ends; absent: never by itself. */
  readonly expiresAt?: Date;
  /** The users that our apps are in other workspaces: heard in a shared channel, they are ours. */
  readonly fellows?: readonly string[];
}

/** Where it is installed: its workspace, or the Enterprise Grid organisation that speaks there. */
export const installedIn = ({ enterpriseId, teamId }: Installation): string => enterpriseId ?? teamId;

/** One string for an installation, the same in every workspace where it speaks. */
export const installationKey = (one: Installation): string => `${one.connection}/${installedIn(one)}`;

/** Whether an id is an Enterprise Grid organisation's and not a workspace's. */
export const isOrganisation = (id: string): boolean => id.startsWith('E');

export interface Installations {
  /**
   * The installation in a workspace, or of an Enterprise Grid organisation by its own id, over all connections; null where
   * there is none, or none any more.
   * @param enterpriseId the organisation that Slack says the workspace is of
   * @throws when the database does not answer
   */
  find(teamId: string, enterpriseId?: string): Promise<Installation | null>;
  /** Slack said that a token has ended; nobody keeps it where absent. @returns whether it was good until now @throws likewise */
  revoke?(installation: Installation, at: Date): Promise<boolean>;
  /**
   * Renews a token that ends, one process at a time; tokens end nowhere where absent.
   * @param ask gives what Slack gives for a refresh token; null where Slack refuses it for good
   * @returns the installation as it is now; null where it has ended @throws what `ask` throws, and likewise
   */
  renew?(
    installation: Installation,
    ask: (client: OAuthClient, refresh: string) => Promise<Rotating | null>,
  ): Promise<Installation | null>;
  /** Keeps that a workspace belongs to an organisation's installation. @returns whether it may: another connection may have it @throws likewise */
  meet?(organisation: Installation, team: { readonly id: string; readonly name: string }): Promise<boolean>;
}

/** What a Slack app installs itself with. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token as Slack gives it: one that ends comes with the single-use token that renews it. */
export interface Rotating {
  readonly token: string;
  readonly refresh: string | null;
  readonly expiresAt: Date | null;
}

/** What installing by OAuth keeps. All throw when the database does not answer. */
export interface Installs {
  /** What a connection installs itself with; null where it does not, or is not there. */
  client(connection: string): Promise<OAuthClient | null>;
  /** Whether an installation comes back from Slack for the first time; 'many' where it is one of too many of its connection. */
  spend(connection: string, id: string, until: Date): Promise<'first' | 'used' | 'many'>;
  /** Where its organisation may, a workspace may too. `not_allowed`: nobody said that it may. `taken`: another connection has the workspace. */
  install(
    installation: Installation,
    given: Rotating & { readonly enterprise: string | null },
  ): Promise<'installed' | 'not_allowed' | 'taken'>;
  /** Whether any connection knows its bot, also where it waits to be installed again. */
  knows(installation: Installation): Promise<boolean>;
}

/** A connection that is heard by Socket Mode. */
export interface SocketDoor {
  readonly connection: string;
  /** The app-level token with which its socket is opened. */
  readonly appToken: string;
  /** The workspaces that are heard through it. */
  readonly workspaces: readonly string[];
}

/** A connection besides the first that is heard by HTTP: what opens its door. */
export interface Door {
  readonly signingSecret: string;
}

/** What a deployment of several connections knows. All throw when the database does not answer. */
export interface Connections {
  /** The connection of that name; null where there is none now that is heard by HTTP. The same object as long as nothing changed. */
  door(name: string): Promise<Door | null>;
  /** Those that are heard by socket. */
  sockets(): Promise<readonly SocketDoor[]>;
  /** Whether there is or was more than one workspace, so that one message may be heard in two. */
  several(): Promise<boolean>;
  /** The connection that a workspace is or was last of; null for one that never was ours. */
  ownerOf(teamId: string): Promise<string | null>;
  /** Ids of the places where we know any of these messages (by key) or conversations (by id) from. */
  places(of: {
    readonly conversations: readonly string[];
    readonly keys: readonly string[];
  }): Promise<readonly string[]>;
  /** Ids of the accounts that wrote a message that we keep, by its key. */
  writers(key: string): Promise<readonly string[]>;
  /** Ids of all workspaces where an app of ours is. */
  teams(): Promise<readonly string[]>;
}

/**
 * The one installation that a bot token belongs to, asked of Slack (auth.test).
 * @throws StartError with a sentence for whoever starts Guildhall: the token is refused, or Slack cannot be reached
 */
export async function installationFromToken(token: string, options: ClientOptions = {}): Promise<Installation> {
  const client = createClient(token, options);
  let answer: Shape;
  try {
    answer = await callSlack(client, 'auth.test', {});
  } catch (error) {
    throw new StartError(sentence(error instanceof ChatError ? error : null, options.apiUrl));
  }
  const teamId = string(answer, 'team_id');
  const botUserId = string(answer, 'user_id');
  const botId = string(answer, 'bot_id');
  if (!teamId || !botUserId || !botId) {
    throw new StartError(
      'SLACK_BOT_TOKEN is not a bot token. Use the "Bot User OAuth Token" of your Slack app, which begins with xoxb-.',
    );
  }
  const url = string(answer, 'url');
  const name = string(answer, 'team');
  // Slack names what the token may do in a header: docs.slack.dev/authentication/installing-with-oauth#checking_scopes
  const { scopes } = shape(answer, 'response_metadata');
  return {
    teamId,
    token,
    botUserId,
    botId,
    appId: string(answer, 'app_id'),
    ...(name && { name }),
    ...(url && { url }),
    ...(Array.isArray(scopes) && { scopes: scopes.map(String) }),
  };
}

function sentence(error: ChatError | null, apiUrl: string | undefined): string {
  const code = error?.code ?? 'unknown';
  if (isRefusedToken(code))
    return `Slack refuses SLACK_BOT_TOKEN (${code}). Copy the "Bot User OAuth Token" of your Slack app again, after reinstalling the app if it was removed.`;
  switch (code) {
    case 'unreachable':
    case 'timeout':
    case 'connection_lost':
      return `Slack cannot be reached at ${apiUrl ?? 'https://slack.com/api/'}. Check this machine's network and proxy${apiUrl ? ', and SLACK_API_URL' : ''}.`;
    default:
      return `Slack did not accept the connection (${code}). Check SLACK_BOT_TOKEN${apiUrl ? ' and SLACK_API_URL' : ''}, and try again in a minute.`;
  }
}

/** What the app needs and its token may not do; null where Slack did not say what it may. */
export const scopesMissing = ({ scopes }: Installation, needed: readonly string[]): readonly string[] | null =>
  scopes ? needed.filter((scope) => !scopes.includes(scope)) : null;

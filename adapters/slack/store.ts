/** The workspaces in which the app is installed: what the adapter needs to know of each, and one read from a token at start. */

import { ChatError } from '../../bot/core/chat.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { type ClientOptions, callSlack, createClient } from './client.ts';
import { type Shape, string } from './shape.ts';

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
}

export interface Installations {
  /** The installation in a workspace; null where there is none. @throws when the database does not answer */
  find(teamId: string): Promise<Installation | null>;
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
  return {
    teamId,
    token,
    botUserId,
    botId,
    appId: string(answer, 'app_id'),
    ...(name && { name }),
    ...(url && { url }),
  };
}

function sentence(error: ChatError | null, apiUrl: string | undefined): string {
  const code = error?.code ?? 'unknown';
  switch (code) {
    case 'invalid_auth':
    case 'not_authed':
    case 'token_revoked':
    case 'token_expired':
    case 'account_inactive':
      return `Slack refuses SLACK_BOT_TOKEN (${code}). Copy the "Bot User OAuth Token" of your Slack app again, after reinstalling the app if it was removed.`;
    case 'unreachable':
    case 'timeout':
    case 'connection_lost':
      return `Slack cannot be reached at ${apiUrl ?? 'https://slack.com/api/'}. Check this machine's network and proxy${apiUrl ? ', and SLACK_API_URL' : ''}.`;
    default:
      return `Slack did not accept the connection (${code}). Check SLACK_BOT_TOKEN${apiUrl ? ' and SLACK_API_URL' : ''}, and try again in a minute.`;
  }
}

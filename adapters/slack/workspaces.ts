/** The workspaces as something to call: a client per installation, and the small facts about people and private chats that calls need. */
import type { WebClient } from '@slack/web-api';
import { type Purse, paying } from '../../bot/core/budget.ts';
import { ChatError, type Profile } from '../../bot/core/chat.ts';
import { createOwnBudgets } from '../../bot/core/own-budgets.ts';
import type { Clock } from '../../bot/core/ports.ts';
import { billOf, type Method } from './budget.ts';
import { createCache } from './cache.ts';
import { type ClientOptions, callSlack, createClient, REFUSED_PAUSE } from './client.ts';
import type { Renewer } from './renew.ts';
import { type Shape, shape, string } from './shape.ts';
import { type Installation, type Installations, installationKey } from './store.ts';

/** `waiting`: a person waits for it, so it may spend of what is kept for them. `quiet`: nothing about it is written down. */
export interface Paying {
  readonly waiting: boolean;
  readonly quiet?: true;
  /** The call is not made after this. */
  readonly until?: Date;
}
export const WAITING: Paying = { waiting: true };
/** For an answer to something private. */
export const QUIET: Paying = { waiting: true, quiet: true };
const CALM: Paying = { waiting: false };

export interface Workspaces {
  /**
   * Calls a method with a workspace's token, once its budget allows it.
   * @throws ChatError; `busy` where nothing is left, and where the app is not installed there: it may be again
   */
  call(team: string, method: Method, args: Record<string, unknown>, how?: Paying): Promise<Shape>;
  /** The private chat between the app and a person. @throws ChatError */
  privateChat(team: string, user: string, how?: Paying): Promise<string>;
  /** The app's own account in a workspace; '' where it is not installed. */
  botOf(team: string): Promise<string>;
  /** What Slack says of a person, through the eyes of a workspace that can see them. @throws ChatError */
  profile(team: string, user: string, how?: Paying): Promise<Profile>;
  /** A person's name for a mention, remembered for a while; '' where it cannot be had. Never throws. */
  nameOf(team: string, user: string, how?: Paying): Promise<string>;
  /** Remembers in which workspace a person from outside was met: their own may not have the app. */
  met(user: string, team: string): void;
}

const HOUR = 3_600_000;

/** Nothing is called before it is asked for. */
export function createWorkspaces(
  installations: Installations,
  clock: Clock,
  options: ClientOptions,
  renewer: Renewer,
  purse?: Purse,
): Workspaces {
  /** By installation: the client of a token that was replaced is dropped with it. */
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();
  const chats = createCache<string>(clock, 10_000, 24 * HOUR);
  const names = createCache<string>(clock, 10_000, HOUR);
  const seen = new Map<string, string>();
  const ownPurse = purse && { ...purse, budgets: createOwnBudgets(clock) };

  const clientOf = (installation: Installation): WebClient => {
    const { token } = installation;
    const key = installationKey(installation);
    const known = clients.get(key);
    if (known?.token === token) return known.client;
    const client = createClient(token, options);
    clients.set(key, { token, client });
    return client;
  };
  /** The person's own workspace where the app is installed there, else the one in which they were met. */
  const through = async (team: string, user: string): Promise<string> =>
    (await installations.find(team)) ? team : (seen.get(user) ?? team);

  const workspaces: Workspaces = {
    async call(team, method, args, { waiting, until, quiet = false } = CALM) {
      const installation = await installations.find(team);
      if (!installation) throw new ChatError('busy', 'not_installed', REFUSED_PAUSE);
      const good = await renewer.good(installation, { ahead: !quiet });
      // An organisation's token needs no team_id here: what all these methods are about is found by ids that are the organisation's
      // own. Those that list, search or create need one (OptionalTeamAssignable in @slack/web-api names them).
      const ask = (one: Installation) => callSlack(clientOf(one), method, args);
      const bill = { ...billOf(team, method, args, waiting), ...(until && { until }) };
      return paying(quiet ? ownPurse : purse, bill, async (inTime) => {
        try {
          return await ask(good);
        } catch (error) {
          if (!good.expiresAt || !(error instanceof ChatError) || error.code !== 'token_expired') throw error;
          const renewed = await renewer.renewed(good);
          inTime();
          return ask(renewed);
        }
      });
    },
    async privateChat(team, user, how) {
      const by = await through(team, user);
      // Another app in the same workspace has private chats of its own.
      const bot = await workspaces.botOf(by);
      return chats.get(`${by}/${bot}/${user}`, async () => {
        const answer = await workspaces.call(by, 'conversations.open', { users: user }, how);
        return string(shape(answer, 'channel'), 'id');
      });
    },
    async botOf(team) {
      return (await installations.find(team))?.botUserId ?? '';
    },
    async profile(team, user, how) {
      const by = await through(team, user);
      const answer = await workspaces.call(by, 'users.info', { user, include_locale: true }, how);
      return profileOf(shape(answer, 'user'), by);
    },
    async nameOf(team, user, how) {
      try {
        return await names.get(`${team}/${user}`, async () => (await workspaces.profile(team, user, how)).name);
      } catch {
        return '';
      }
    },
    met(user, team) {
      if (seen.size > 10_000) seen.clear();
      seen.set(user, team);
    },
  };
  return workspaces;
}

function profileOf(user: Shape, team: string): Profile {
  const profile = shape(user, 'profile');
  const filled = (key: 'given' | 'email' | 'zone' | 'locale' | 'title', value: string) =>
    value === '' ? {} : { [key]: value };
  const home = string(user, 'team_id');
  return {
    name:
      string(profile, 'real_name') ||
      string(user, 'real_name') ||
      string(profile, 'display_name') ||
      string(user, 'name'),
    ...filled('given', string(profile, 'first_name')),
    ...filled('email', string(profile, 'email')),
    ...filled('zone', string(user, 'tz')),
    ...filled('locale', string(user, 'locale')),
    ...filled('title', string(profile, 'title')),
    // Another app's account is nobody's.
    active: user.deleted !== true && user.is_bot !== true,
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
    external: user.is_stranger === true || (home.startsWith('T') && home !== team),
  };
}

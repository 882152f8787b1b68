/** Slack: the routes that hear it and the Chat that speaks on it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bot } from '../../bot/core/bot.ts';
import type { Budgets } from '../../bot/core/budget.ts';
import type { Chat } from '../../bot/core/chat.ts';
import type { Ear } from '../../bot/core/ears.ts';
import type { Clock, Ids, Log } from '../../bot/core/ports.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import { StartError } from '../../bot/core/start-error.ts';
import type { Route } from '../http/route.ts';
import { type AnswerSentences, createAnswers } from './answer.ts';
import type { ClientOptions } from './client.ts';
import { doors } from './doors.ts';
import { createGrid } from './grid.ts';
import { createInstallRoute, type InstallNeeds } from './install.ts';
import { createListener, type Listener, type ListenSentences } from './listen.ts';
import { readMissed } from './missed.ts';
import { withNames } from './names.ts';
import { readUser } from './refs.ts';
import { createRenewer } from './renew.ts';
import { requests } from './requests.ts';
import type { SocketTimes } from './socket.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { createChat, type Reader } from './speak.ts';
import type { Connections, Installations, SocketDoor } from './store.ts';
import { createWorkspaces } from './workspaces.ts';

export { isRefusedToken, REFUSED as slackRefusals } from './client.ts';
export { type InstallSentences, installPath } from './install.ts';
export { clientRefusal } from './oauth.ts';
export { socketRefusal } from './sockets.ts';
export {
  type Connections,
  type Door,
  type Installation,
  type Installations,
  type Installs,
  installationFromToken,
  installedIn,
  isOrganisation,
  type OAuthClient,
  type Rotating,
  type SocketDoor,
  scopesMissing,
} from './store.ts';

/** Every sentence that the adapter says itself, from the catalogue. */
export type SlackSentences = AnswerSentences & ListenSentences;

export interface SlackOptions extends ClientOptions {
  readonly bot: Bot;
  /** Of all connections. */
  readonly installations: Installations;
  /** The first connection's; absent where there are only others, or it is heard by socket alone. */
  readonly signingSecret?: string;
  /** Those besides the first, heard at /slack/<name>/events. */
  readonly connections?: Connections;
  /** The first connection's, where it is heard by socket. */
  readonly socket?: Omit<SocketDoor, 'connection'>;
  readonly socketTimes?: Partial<SocketTimes>;
  /** Without them, calls are made as they come. */
  readonly budgets?: Budgets;
  readonly clock: Clock;
  /** By which the platform dates what is said and edited; the machine's, but where a story is played. */
  readonly story?: Clock;
  /** Another way to wait than by the machine's own clock. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly ids: Ids;
  readonly log: Log;
  /** Seals what travels in a modal; its purpose should be its own. */
  readonly sealer: Sealer;
  readonly sentences: SlackSentences;
  /** Where the app may be installed by OAuth; absent: nowhere. */
  readonly install?: InstallNeeds;
  /** Told of what Slack says about its delivering. */
  readonly ear?: Ear;
  /** The first connection's name, on every event. */
  readonly connection?: string;
  /** Where Slack posts to for the first connection. */
  readonly path?: string;
  readonly command?: string;
}

export interface Slack {
  readonly routes: readonly Route[];
  /** Of the connections that are heard by Socket Mode. */
  readonly sockets: Sockets;
  readonly chat: Chat;
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
  /** Closes the sockets, and waits a while for what is being acted on; nothing more is heard when the server is closed. */
  close(): Promise<void>;
}

/** Nobody waits for what is read again: names may take their time. */
const NAMES_MS = 5_000;

/** Wires Slack up; nothing is called before the first request or the first message. @throws StartError on an empty signing secret */
export function createSlack(options: SlackOptions): Slack {
  const { connections, signingSecret, clock, sentences, connection = 'slack', path = '/slack/events' } = options;
  const installations: Installations = {
    ...options.installations,
    async find(team, enterprise) {
      const found = await options.installations.find(team, enterprise);
      return found && { connection, ...found };
    },
  };
  // With an empty secret anybody could sign.
  if (signingSecret?.trim() === '')
    throw new StartError(
      'SLACK_SIGNING_SECRET is empty. Copy the "Signing Secret" from your Slack app\'s Basic Information.',
    );
  const client: ClientOptions = {
    ...(options.apiUrl && { apiUrl: options.apiUrl }),
    ...(options.callMs && { callMs: options.callMs }),
    ...(options.fetch && { fetch: options.fetch }),
  };
  const { log, budgets, wait = sleep } = options;
  const renewer = createRenewer({ installations, client, clock, log });
  const workspaces = createWorkspaces(installations, clock, client, renewer, budgets && { budgets, wait });
  const findFor = createGrid({ installations, workspaces, clock });
  const answers = createAnswers({ workspaces, sealer: options.sealer, sentences, log, client });
  const read: Reader = async (team, thread) => {
    const installation = await installations.find(team);
    if (!installation) return [];
    const { sealer } = options;
    const hearing = { installation, connection, sealer, unnamed: sentences, now: clock.now(), nonce: '' };
    return Promise.all(
      readMissed(thread, hearing).map((event) => {
        const home = readUser(event.from);
        if (home.team !== team) workspaces.met(home.user, team);
        return withNames(event, workspaces, sentences.someone, NAMES_MS);
      }),
    );
  };
  const chat = createChat(workspaces, read, options.story ?? clock);
  const listeners = new Map<string, Listener>();
  const listenerOf = (name: string): Listener => {
    const known = listeners.get(name);
    if (known) return known;
    const made = createListener({
      connection: name,
      bot: options.bot,
      installations: { ...installations, find: findFor(name) },
      connections,
      workspaces,
      answers,
      ...(options.ear && { ear: options.ear }),
      command: options.command ?? '/guild',
      sentences,
      sealer: options.sealer,
      clock,
      ids: options.ids,
      log: log.with({ connection: name }),
      client,
    });
    listeners.set(name, made);
    return made;
  };
  const all = () => [...listeners.values()];
  const sockets = createSockets({
    wanted: async () => [
      ...(options.socket ? [{ connection, ...options.socket }] : []),
      ...((await connections?.sockets()) ?? []),
    ],
    hear: (name) => listenerOf(name).hear,
    client,
    clock,
    log,
    ...(options.socketTimes && { times: options.socketTimes }),
  });
  const install =
    options.install &&
    createInstallRoute({ ...options.install, first: connection, clock, ids: options.ids, log, client });
  return {
    routes: [
      ...(signingSecret === undefined
        ? []
        : [requests(path, { listener: listenerOf(connection), signingSecret, clock })]),
      ...(connections ? [doors(connections, clock, listenerOf)] : []),
      ...(install ? [install] : []),
    ],
    sockets,
    chat,
    async idle() {
      await Promise.all(all().map((one) => one.idle()));
    },
    async close() {
      await sockets.close();
      await Promise.all([...all().map((one) => one.close()), renewer.idle()]);
    },
  };
}

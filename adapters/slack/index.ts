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
import { createDoors } from './doors.ts';
import { createListener, type ListenNeeds, type ListenSentences } from './listen.ts';
import { readMissed } from './missed.ts';
import { withNames } from './names.ts';
import { readUser } from './refs.ts';
import { createChat } from './speak.ts';
import type { Connections, Installations } from './store.ts';
import { createWorkspaces } from './workspaces.ts';

export { REFUSED as slackRefusals } from './client.ts';
export {
  type Connections,
  type Door,
  type Installation,
  type Installations,
  installationFromToken,
  scopesMissing,
} from './store.ts';

/** Every sentence that the adapter says itself, from the catalogue. */
export type SlackSentences = AnswerSentences & ListenSentences;

export interface SlackOptions extends ClientOptions {
  readonly bot: Bot;
  /** Of all connections. */
  readonly installations: Installations;
  /** The first connection's; absent where there are only others. */
  readonly signingSecret?: string;
  /** Those besides the first, heard at /slack/<name>/events. */
  readonly connections?: Connections;
  /** Without them, calls are made as they come. */
  readonly budgets?: Budgets;
  readonly clock: Clock;
  /** Another way to wait than by the machine's own clock. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly ids: Ids;
  readonly log: Log;
  /** Seals what travels in a modal; its purpose should be its own. */
  readonly sealer: Sealer;
  readonly sentences: SlackSentences;
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
  readonly chat: Chat;
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
  /** Waits a while for what is being acted on; nothing more is heard when the server is closed. */
  close(): Promise<void>;
}

/** Nobody waits for what is read again: names may take their time. */
const NAMES_MS = 5_000;

/** Wires Slack up; nothing is called before the first request or the first message. @throws StartError on an empty signing secret */
export function createSlack(options: SlackOptions): Slack {
  const { connections, signingSecret, clock, sentences, connection = 'slack', path = '/slack/events' } = options;
  const installations: Installations = {
    ...options.installations,
    async find(team) {
      const found = await options.installations.find(team);
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
  const workspaces = createWorkspaces(installations, clock, client, budgets && { budgets, wait });
  const answers = createAnswers({ workspaces, sealer: options.sealer, sentences, log, client });
  const chat = createChat(workspaces, async (team, thread) => {
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
  });
  const listen = (own: Pick<ListenNeeds, 'connection' | 'path' | 'signingSecret'>) =>
    createListener({
      ...own,
      bot: options.bot,
      installations,
      connections,
      workspaces,
      answers,
      ...(options.ear && { ear: options.ear }),
      command: options.command ?? '/guild',
      sentences,
      sealer: options.sealer,
      clock,
      ids: options.ids,
      log: log.with({ connection: own.connection }),
      client,
    });
  const first = signingSecret === undefined ? [] : [listen({ connection, path, signingSecret })];
  const doors = connections && createDoors(connections, listen);
  const all = () => [...first, ...(doors?.listeners() ?? [])];
  return {
    routes: [...first.map(({ route }) => route), ...(doors ? [doors.route] : [])],
    chat,
    async idle() {
      await Promise.all(all().map((one) => one.idle()));
    },
    async close() {
      await Promise.all(all().map((one) => one.close()));
    },
  };
}

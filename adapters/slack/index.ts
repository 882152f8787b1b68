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
import { createListener, type ListenSentences } from './listen.ts';
import { readMissed } from './missed.ts';
import { withNames } from './names.ts';
import { readUser } from './refs.ts';
import { createChat } from './speak.ts';
import type { Installations } from './store.ts';
import { createWorkspaces } from './workspaces.ts';

export { type Installation, type Installations, installationFromToken } from './store.ts';

/** Every sentence that the adapter says itself, from the catalogue. */
export type SlackSentences = AnswerSentences & ListenSentences;

export interface SlackOptions extends ClientOptions {
  readonly bot: Bot;
  readonly installations: Installations;
  readonly signingSecret: string;
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
  /** The connection's name, on every event. */
  readonly connection?: string;
  /** Where Slack posts to. */
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
  const { installations, clock, sentences } = options;
  // With an empty secret anybody could sign.
  if (options.signingSecret.trim() === '')
    throw new StartError(
      'SLACK_SIGNING_SECRET is empty. Copy the "Signing Secret" from your Slack app\'s Basic Information.',
    );
  const client: ClientOptions = {
    ...(options.apiUrl && { apiUrl: options.apiUrl }),
    ...(options.callMs && { callMs: options.callMs }),
    ...(options.fetch && { fetch: options.fetch }),
  };
  const connection = options.connection ?? 'slack';
  const log = options.log.with({ connection });
  const { budgets, wait = sleep } = options;
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
  const listener = createListener({
    bot: options.bot,
    installations,
    workspaces,
    answers,
    signingSecret: options.signingSecret,
    path: options.path ?? '/slack/events',
    connection,
    ...(options.ear && { ear: options.ear }),
    command: options.command ?? '/guild',
    sentences,
    sealer: options.sealer,
    clock,
    ids: options.ids,
    log,
    client,
  });
  return { routes: [listener.route], chat, idle: () => listener.idle(), close: () => listener.close() };
}

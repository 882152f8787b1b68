/** The Teams adapter, wired: the first connection, and those besides. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bot } from '../../bot/core/bot.ts';
import type { Budgets } from '../../bot/core/budget.ts';
import type { Chat } from '../../bot/core/chat.ts';
import type { Visitor } from '../../bot/core/pages.ts';
import type { Clock, Ids, Log } from '../../bot/core/ports.ts';
import type { Route } from '../http/route.ts';
import { createKeySource } from '../http/tokens.ts';
import { chatOf } from './all.ts';
import { createLines } from './lines.ts';
import { createListening } from './listen.ts';
import { createMemory } from './memory.ts';
import type { TeamsSentences } from './sentences.ts';
import { createSignIn } from './sign-in.ts';
import type { Connections, References, Registration } from './store.ts';

export { connectorOf, reachKeys } from './doctor.ts';
export { REFUSED as teamsRefusals, tokenRefusal } from './login.ts';
export type { TeamsSentences } from './sentences.ts';
export type { Connections, References, Registration } from './store.ts';

export interface TeamsOptions {
  readonly bot: Bot;
  readonly references: References;
  /** The first connection's bot; absent where there are only others. */
  readonly appId?: string;
  readonly appPassword?: string;
  readonly tenantId?: string;
  /** Those besides the first. */
  readonly connections?: Connections;
  /** Another address for Microsoft's keys. */
  readonly openIdMetadataUrl?: string;
  /** Another address for tokens: `<loginUrl>/<tenant>/oauth2/v2.0/token`; the tenant may be part of it already. */
  readonly loginUrl?: string;
  /** Microsoft Graph may be asked of people; with another address for it. */
  readonly graph?: { readonly url?: string | undefined };
  /** Where the Connector is, whatever address was remembered: the playground's may change from one start to the next. */
  readonly serviceUrl?: string;
  /** The first connection's name. */
  readonly connection?: string;
  readonly publicUrl: string;
  /** Without them, calls are made as they come. */
  readonly budgets?: Budgets;
  readonly clock: Clock;
  /** Another way to wait than by the machine's own clock. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly ids: Ids;
  readonly log: Log;
  readonly sentences: TeamsSentences;
}

export interface Teams {
  readonly routes: readonly Route[];
  readonly chat: Chat;
  /** Whose token it is that a tab of ours was given; null for one that is not to be trusted. @throws KeysUnavailable */
  readonly signIn: (token: string) => Promise<Visitor | null>;
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
  /** Waits for what is being acted on, for a while. */
  close(): Promise<void>;
}

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
/** How long close waits, in milliseconds. */
const CLOSE_MS = 3_000;

/** @throws StartError when an address cannot be used */
export function createTeams(options: TeamsOptions): Teams {
  const { bot, serviceUrl, connections, clock, log, wait = sleep, sentences } = options;
  const references = serviceUrl === undefined ? options.references : moved(options.references, serviceUrl);
  const openIdMetadataUrl = options.openIdMetadataUrl ?? METADATA;
  const memory = createMemory(references);
  const keys = createKeySource({ metadataUrl: openIdMetadataUrl, clock });
  const { budgets, loginUrl } = options;
  const purse = budgets && { budgets, wait };
  const first = firstOf(options);
  const { graph } = options;
  const lines = createLines({
    first,
    connections,
    memory,
    sentences,
    openIdMetadataUrl,
    loginUrl,
    graph,
    purse,
    clock,
  });
  const { route, idle } = createListening({ bot, lines, connections, memory, keys, sentences, clock, wait, log });
  return {
    routes: [route],
    chat: chatOf(lines),
    signIn: createSignIn({ lines, loginUrl, clock, log }),
    idle,
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([idle(), patience]);
      clearTimeout(timer);
    },
  };
}

function firstOf({ appId, appPassword, tenantId, connection = 'teams' }: TeamsOptions): Registration | null {
  if (appId === undefined || appPassword === undefined || tenantId === undefined) return null;
  return { connection, appId, appPassword, tenantId };
}

/** The same references with the Connector at another address. */
const moved = (references: References, serviceUrl: string): References => ({
  save: (id, body) => references.save(id, body),
  async find(id) {
    const body = await references.find(id);
    return typeof body === 'object' && body !== null && 'serviceUrl' in body ? { ...body, serviceUrl } : body;
  },
});

/** The Teams adapter: one connection, wired. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bot } from '../../bot/core/bot.ts';
import type { Budgets } from '../../bot/core/budget.ts';
import type { Chat } from '../../bot/core/chat.ts';
import type { Clock, Ids, Log } from '../../bot/core/ports.ts';
import type { Route } from '../http/route.ts';
import { createKeySource } from '../http/tokens.ts';
import { createCarrier } from './again.ts';
import { paidWire } from './budget.ts';
import { createSpeaking } from './chat.ts';
import { createListening } from './listen.ts';
import { loginUrlOf } from './login.ts';
import { createMemory } from './memory.ts';
import type { TeamsSentences } from './sentences.ts';
import { createWire } from './speak.ts';
import type { References } from './store.ts';

export type { TeamsSentences } from './sentences.ts';
export type { References } from './store.ts';

export interface TeamsOptions {
  readonly bot: Bot;
  readonly references: References;
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  /** Another address for Microsoft's keys. */
  readonly openIdMetadataUrl?: string;
  /** Another address for tokens: `<loginUrl>/<tenant>/oauth2/v2.0/token`; the tenant may be part of it already. */
  readonly loginUrl?: string;
  /** Where the Connector is, whatever address was remembered: the playground's may change from one start to the next. */
  readonly serviceUrl?: string;
  /** The connection's name. */
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
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
  /** Waits for what is being acted on, for a while. */
  close(): Promise<void>;
}

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
/** How long close waits, in milliseconds. */
const CLOSE_MS = 3_000;

/** @throws StartError when an address cannot be used */
export function createTeams(options: TeamsOptions): Teams {
  const { bot, serviceUrl, appId, appPassword, clock, wait = sleep, sentences, connection = 'teams' } = options;
  const references = serviceUrl === undefined ? options.references : moved(options.references, serviceUrl);
  const tenantId = options.tenantId.toLowerCase();
  const openIdMetadataUrl = options.openIdMetadataUrl ?? METADATA;
  const log = options.log.with({ connection });
  const memory = createMemory(references);
  const account = { appId, appPassword, tenantId, openIdMetadataUrl, loginUrl: loginUrlOf(options.loginUrl, tenantId) };
  const wire = createWire(account, clock);
  const purse = options.budgets && { budgets: options.budgets, wait };
  const speaker = (waiting: boolean) =>
    createSpeaking({ wire: paidWire(wire, purse, { tenantId, appId, waiting }), memory, tenant: tenantId, sentences });
  // What is owed can wait; what a person is answered, and what must be known for it, cannot.
  const owed = speaker(false);
  const answering = speaker(true);
  const keys = createKeySource({ metadataUrl: openIdMetadataUrl, clock });
  const carrier = createCarrier(appPassword);
  const { route, idle } = createListening({
    bot,
    wire,
    speaking: answering,
    memory,
    keys,
    carrier,
    sentences,
    appId,
    tenantId,
    connection,
    clock,
    wait,
    log,
  });
  return {
    routes: [route],
    chat: { ...owed.chat, whoIs: answering.chat.whoIs, able: answering.chat.able },
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

/** The same references with the Connector at another address. */
const moved = (references: References, serviceUrl: string): References => ({
  save: (id, body) => references.save(id, body),
  async find(id) {
    const body = await references.find(id);
    return typeof body === 'object' && body !== null && 'serviceUrl' in body ? { ...body, serviceUrl } : body;
  },
});

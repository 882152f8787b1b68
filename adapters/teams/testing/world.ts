/** The Teams adapter on a real port, between a local issuer and a local Connector: signed activities in, recorded calls out. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Log, LogFields } from '../../../bot/core/ports.ts';
import { createFakeBot, type FakeBot } from '../../testing/fake-bot.ts';
import { createTeams, type Teams, type TeamsOptions } from '../index.ts';
import { type Connector, createConnector } from './connector.ts';
import { createIssuer, type Issuer, type Twist } from './issuer.ts';

export const TENANT = '00000000-0000-0000-0000-0000000000001';
export const APP_ID = '8239c8f3-ed78-4512-933e-babfd28856f1';
export const BOT = { id: `28:${APP_ID}`, name: 'Guildhall' };
export const ALEX = { id: '29:1alex', name: 'Alex Wilber', aadObjectId: '7faf8ab2-3d56-4244-b585-20c8a42ed2b8' };
export const CHANNEL = '19:0b7f32667e064dd9b25d7969801541f4@thread.tacv2';
export const TEAM = {
  id: '19:team@thread.tacv2',
  name: 'Licensing',
  aadGroupId: 'f3ec8cd2-e704-4344-8c47-9a3a21d683c0',
};

export type ActivityJson = Readonly<Record<string, unknown>>;
export interface Answered {
  readonly status: number;
  readonly text: string;
  /** The body as JSON. @throws when it is not */
  json(): Record<string, unknown>;
}

export interface World {
  readonly bot: FakeBot;
  readonly teams: Teams;
  readonly issuer: Issuer;
  readonly connector: Connector;
  readonly serviceUrl: string;
  readonly origin: string;
  readonly clock: Clock & { at: Date };
  /** How long the adapter waited, in milliseconds, each time: the clock went on by it at once. */
  readonly waits: readonly number[];
  /** Every line logged, as text. */
  readonly lines: string[];
  /** What was kept about places and people. */
  readonly kept: Map<string, unknown>;
  /** How often something was written. */
  writes(): number;
  /** Signs and delivers an activity, and waits until the adapter has done with it. */
  deliver(activity: ActivityJson, twist?: Twist): Promise<Answered>;
  /** Delivers bytes with a header. */
  raw(body: string | Buffer, authorization?: string): Promise<Answered>;
  close(): Promise<void>;
}

export const SENTENCES = {
  done: 'Done.',
  sent: 'I have sent you a message.',
  needed: 'Please fill this in.',
  tick: 'Please tick this.',
  wrong: 'needs changing',
  noDay: 'This is no date.',
  yes: 'Yes',
  typed: 'This is what you typed:',
  notAll: 'Not everything fits in this list.',
  title: 'Guildhall',
  nothingFound: 'Nothing found.',
  general: 'General',
  notHere: 'This cannot be opened from here.',
};

export async function createWorld(
  change: (options: TeamsOptions, origin: string) => TeamsOptions = (options) => options,
  /** Secrets of bots besides the first, by app id. */
  more: Readonly<Record<string, string>> = {},
): Promise<World> {
  const password = 'a-secret-that-must-never-be-seen';
  const issuer = createIssuer(APP_ID, password, more);
  const connector = createConnector((token) => issuer.issued.includes(token));
  const kept = new Map<string, unknown>();
  let writes = 0;
  const references = {
    async save(id: string, body: unknown) {
      writes++;
      kept.set(id, structuredClone(body));
    },
    find: async (id: string) => structuredClone(kept.get(id)) ?? null,
  };
  const clock = { at: new Date('2026-11-23T10:00:00.000Z'), now: () => clock.at };
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    clock.at = new Date(clock.at.getTime() + ms);
  };
  const lines: string[] = [];
  const bot = createFakeBot();
  let teams: Teams | null = null;

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      if (connector.serve(req, res, body.toString()) || issuer.serve(req, res, body.toString(), origin)) return;
      const route = teams?.routes.find((one) => one.path === req.url);
      if (!route) return void res.writeHead(404).end();
      if (body.length > route.limit) return void res.writeHead(413).end();
      route.handle(req, res, body).catch(() => res.writeHead(500).end('the handler rejected'));
    });
  });
  const origin = await listening(server);
  const serviceUrl = `${origin}/connector`;
  teams = createTeams(
    change(
      {
        bot,
        references,
        appId: APP_ID,
        appPassword: password,
        tenantId: TENANT,
        openIdMetadataUrl: `${origin}/metadata`,
        loginUrl: `${origin}/login`,
        publicUrl: origin,
        clock,
        wait,
        ids: { next: () => 'id' },
        log: logTo(lines),
        sentences: SENTENCES,
      },
      origin,
    ),
  );

  const raw = async (body: string | Buffer, authorization?: string): Promise<Answered> => {
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const response = await fetch(`${origin}/api/messages`, {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    });
    const text = await response.text();
    await teams?.idle();
    return { status: response.status, text, json: () => JSON.parse(text) as Record<string, unknown> };
  };
  const world: World = {
    bot,
    teams,
    issuer,
    connector,
    serviceUrl,
    origin,
    clock,
    waits,
    lines,
    kept,
    writes: () => writes,
    raw,
    deliver(activity, twist) {
      const told = 'serviceUrl' in activity ? activity : { ...activity, serviceUrl };
      return raw(JSON.stringify(told), `Bearer ${issuer.token(String(told.serviceUrl), clock.now(), twist)}`);
    },
    async close() {
      await teams?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return world;
}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

function logTo(lines: string[], all: LogFields = {}): Log {
  const line = (event: string, fields: LogFields = {}) => void lines.push(JSON.stringify({ event, ...all, ...fields }));
  return { info: line, warn: line, error: line, with: (fields) => logTo(lines, { ...all, ...fields }) };
}

let count = 0;
/** An id that no other activity has. */
export const freshId = (): string => String(1_795_400_000_000 + ++count);

/** What every activity carries. */
export function activity(type: string, more: ActivityJson = {}): ActivityJson {
  return {
    type,
    id: freshId(),
    timestamp: '2026-11-23T09:59:30.123Z',
    channelId: 'msteams',
    from: ALEX,
    recipient: BOT,
    conversation: { conversationType: 'personal', id: 'a:1pL6i0oY3C0K8oAj8', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    locale: 'en-GB',
    localTimezone: 'Europe/London',
    ...more,
  };
}

/** Where in a team something is: the channel, and the thread's first message. */
export const inChannel = (root: string): ActivityJson => ({
  conversation: {
    isGroup: true,
    conversationType: 'channel',
    tenantId: TENANT,
    id: `${CHANNEL};messageid=${root}`,
    name: 'Taxis',
  },
  channelData: { tenant: { id: TENANT }, team: TEAM, channel: { id: CHANNEL } },
});

/** A mention of the bot at the start of a text, as Teams writes it. */
export const mentioning = (text: string): ActivityJson => ({
  text: `<at>${BOT.name}</at> ${text}`,
  entities: [{ type: 'mention', mentioned: BOT, text: `<at>${BOT.name}</at>` }],
});

/** Several Slack apps on one bot: the real adapter on a real port, its connections in the database, Slack's Web API played. */
import { onTestFinished } from 'vitest';
import { createHttpServer } from '../../adapters/http/server.ts';
import { createSlack, type OAuthClient, type Slack, type SlackOptions } from '../../adapters/slack/index.ts';
import type { Shape } from '../../adapters/slack/shape.ts';
import { type FakeSlack, startFakeSlack } from '../../adapters/slack/testing/fake-slack.ts';
import { type SignedRequest, signed } from '../../adapters/slack/testing/sign.ts';
import { SENTENCES } from '../../adapters/slack/testing/slack-people.ts';
import { type ConnectionStore, createConnections } from '../../prisma/connections.ts';
import { systemIds } from '../clock.ts';
import type { Log } from '../core/ports.ts';
import { createSealer } from '../core/seal.ts';
import { installSentences } from '../start/install-sentences.ts';
import { createRegistry, type Registry } from '../start/registry.ts';
import { createWords } from '../words/catalogue.ts';
import type { Stage } from './stage.ts';

/** One organisation's app in its one workspace. */
export interface App {
  readonly name: string;
  readonly organisation: string;
  readonly team: string;
  readonly bot: string;
  readonly secret: string;
  readonly token: string;
  /** Where it is heard by socket: then nothing is signed. */
  readonly appToken?: string;
}

export const app = (name: string, organisation: string): App => ({
  name,
  organisation,
  team: `T0${name.toUpperCase()}`,
  bot: `U0BOT${name.toUpperCase()}`,
  secret: `signing-secret-of-${name}`,
  token: `xoxb-${name}-1`,
});

/** What somebody of an app's own workspace says to it in private. */
export const says = ({ team }: App, text: string, more: Shape = {}): Shape => ({
  type: 'message',
  channel: 'D0ASHA',
  channel_type: 'im',
  user: 'U0ASHA',
  team,
  user_team: team,
  text,
  ts: '1795424400.000100',
  ...more,
});

export interface Apps {
  readonly store: ConnectionStore;
  readonly registry: Registry;
  readonly slack: Slack;
  readonly fake: FakeSlack;
  /** Where the process listens. */
  readonly address: string;
  readonly lines: readonly string[];
  connect(one: App): Promise<void>;
  /** Sends what Slack would send to an app, at its address, signed with its secret. @returns the status */
  tell(one: App, content: Parameters<typeof signed>[1], how?: { at?: string; secret?: string }): Promise<number>;
  /** The same. @returns what Slack is answered */
  ask(one: App, content: Parameters<typeof signed>[1]): Promise<{ readonly status: number; readonly body: string }>;
  /** An event of the Events API as it reaches an app. */
  event(one: App, inner: Shape, more?: Shape): { json: Shape };
}

/** How the world reaches these processes. */
export const PUBLIC_URL = 'https://guildhall.example.org';

/** What the environment describes, and the Slack that another process speaks with already. */
export interface AppsOptions extends Pick<SlackOptions, 'ear' | 'socketTimes' | 'budgets' | 'wait'> {
  readonly fake?: FakeSlack;
  /** The first connection's, which is installed by OAuth and signed for with `secret`. */
  readonly first?: OAuthClient & { readonly organisation: string | null; readonly secret: string };
}

export async function apps(s: Stage, { fake: shared, first, ...how }: AppsOptions = {}): Promise<Apps> {
  const { prisma, door, clock } = s;
  const secrets = [new Uint8Array(32).fill(7)];
  const newId = () => systemIds.next();
  const store = createConnections({ prisma, secrets, newId, clock });
  const lines: string[] = [];
  const line = (event: string, fields = {}) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const log: Log = { info: line, warn: line, error: line, with: () => log };
  const firstClient = first ?? null;
  const registry = createRegistry({ store, door, first: null, firstClient, hasFirstTeams: false, clock, log });
  const fake = shared ?? (await startFakeSlack());
  const slack = createSlack({
    bot: s.bot,
    installations: registry.slack,
    connections: registry.slack,
    install: {
      installs: registry.slack,
      publicUrl: PUBLIC_URL,
      scopes: ['chat:write', 'users:read'],
      sealer: createSealer(secrets, 'slack installations'),
      sentences: installSentences(createWords()('en-GB', 'Europe/London')),
    },
    ...(first && { signingSecret: first.secret }),
    apiUrl: fake.apiUrl,
    clock,
    ids: systemIds,
    log,
    sealer: createSealer(secrets, 'slack forms'),
    sentences: SENTENCES,
    ...how,
  });
  const server = createHttpServer({
    routes: slack.routes,
    log,
    clock,
    ids: systemIds,
    port: 0,
    host: '127.0.0.1',
  });
  const { port } = await server.listen();
  onTestFinished(async () => {
    await server.close();
    await slack.close();
    if (!shared) await fake.close();
  });
  let counter = 0;
  const sent = async (
    one: App,
    content: Parameters<typeof signed>[1],
    how: { at?: string; secret?: string } = {},
  ): Promise<{ status: number; body: string }> => {
    const request: SignedRequest = signed(how.secret ?? one.secret, content, clock.now());
    const at = how.at ?? one.name;
    const answer = await fetch(`http://127.0.0.1:${port}${at === 'slack' ? '' : '/slack'}/${at}/events`, request);
    const body = await answer.text();
    await slack.idle();
    return { status: answer.status, body };
  };
  return {
    store,
    registry,
    slack,
    fake,
    address: `http://127.0.0.1:${port}`,
    lines,
    async connect({ name, organisation, team, bot, secret, token, appToken }) {
      const slackApp = { externalId: team, token, botUserId: bot, botId: `B${bot}`, name, url: '', scopes: [] };
      const proof = appToken === undefined ? { secret } : { appToken };
      const adding = { name, platform: 'slack', organisation, appId: '', ...proof, secretExpiresAt: null } as const;
      await store.add({ ...adding, slack: slackApp });
    },
    tell: async (one, content, how = {}) => (await sent(one, content, how)).status,
    ask: (one, content) => sent(one, content),
    event({ team, bot }, inner, more = {}) {
      counter += 1;
      const outer = {
        type: 'event_callback',
        team_id: team,
        event_id: `Ev${counter}`,
        event_time: Math.floor(clock.now().getTime() / 1000),
        authorizations: [{ enterprise_id: null, team_id: team, user_id: bot, is_bot: true }],
        is_ext_shared_channel: false,
      };
      return { json: { ...outer, event: inner, ...more } };
    },
  };
}

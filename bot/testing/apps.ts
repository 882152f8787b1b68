/** Several Slack apps on one bot: the real adapter on a real port, its connections in the database, Slack's Web API played. */
import { onTestFinished } from 'vitest';
import { createHttpServer } from '../../adapters/http/server.ts';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import type { Shape } from '../../adapters/slack/shape.ts';
import { type FakeSlack, startFakeSlack } from '../../adapters/slack/testing/fake-slack.ts';
import { type SignedRequest, signed } from '../../adapters/slack/testing/sign.ts';
import { SENTENCES } from '../../adapters/slack/testing/slack-people.ts';
import { type ConnectionStore, createConnections } from '../../prisma/connections.ts';
import { systemIds } from '../clock.ts';
import type { Log } from '../core/ports.ts';
import { createSealer } from '../core/seal.ts';
import { createRegistry, type Registry } from '../start/registry.ts';
import type { Stage } from './stage.ts';

/** One organisation's app in its one workspace. */
export interface App {
  readonly name: string;
  readonly organisation: string;
  readonly team: string;
  readonly bot: string;
  readonly secret: string;
  readonly token: string;
}

export const app = (name: string, organisation: string): App => ({
  name,
  organisation,
  team: `T0${name.toUpperCase()}`,
  bot: `U0BOT${name.toUpperCase()}`,
  secret: `signing-secret-of-${name}`,
  token: `xoxb-${name}-1`,
});

export interface Apps {
  readonly store: ConnectionStore;
  readonly registry: Registry;
  readonly slack: Slack;
  readonly fake: FakeSlack;
  readonly lines: readonly string[];
  connect(one: App): Promise<void>;
  /** Sends what Slack would send to an app, at its address, signed with its secret. @returns the status */
  tell(one: App, content: Parameters<typeof signed>[1], how?: { at?: string; secret?: string }): Promise<number>;
  /** An event of the Events API as it reaches an app. */
  event(one: App, inner: Shape, more?: Shape): { json: Shape };
}

export async function apps(s: Stage): Promise<Apps> {
  const { prisma, door, clock } = s;
  const secrets = [new Uint8Array(32).fill(7)];
  const newId = () => systemIds.next();
  const store = createConnections({ prisma, secrets, newId, clock });
  const lines: string[] = [];
  const line = (event: string, fields = {}) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const log: Log = { info: line, warn: line, error: line, with: () => log };
  const registry = createRegistry({ store, door, first: null, hasFirstTeams: false, clock, log });
  const fake = await startFakeSlack();
  const slack = createSlack({
    bot: s.bot,
    installations: registry.slack,
    connections: registry.slack,
    apiUrl: fake.apiUrl,
    clock,
    ids: systemIds,
    log,
    sealer: createSealer(secrets, 'slack forms'),
    sentences: SENTENCES,
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
    await fake.close();
  });
  let counter = 0;
  return {
    store,
    registry,
    slack,
    fake,
    lines,
    async connect({ name, organisation, team, bot, secret, token }) {
      const slackApp = { externalId: team, token, botUserId: bot, botId: `B${bot}`, name, url: '', scopes: [] };
      const how = { name, platform: 'slack', organisation, appId: '', secret, secretExpiresAt: null } as const;
      await store.add({ ...how, slack: slackApp });
    },
    async tell(one, content, how = {}) {
      const request: SignedRequest = signed(how.secret ?? one.secret, content, clock.now());
      const answer = await fetch(`http://127.0.0.1:${port}/slack/${how.at ?? one.name}/events`, request);
      await answer.arrayBuffer();
      await slack.idle();
      return answer.status;
    },
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

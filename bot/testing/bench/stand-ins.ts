/** Slack's Web API and Microsoft's services, pretended in the bench's own process: both answer at once and say what arrived. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeSlack, startFakeSlack } from '../../../adapters/slack/testing/fake-slack.ts';
import { createConnector } from '../../../adapters/teams/testing/connector.ts';
import { createIssuer } from '../../../adapters/teams/testing/issuer.ts';
import {
  APP_ID,
  APP_PASSWORD,
  createTeamsSide,
  SIGNING_SECRET,
  slackProfile,
  TENANT,
  type TeamsSide,
  teamsMember,
} from './town.ts';

export interface StandIns {
  readonly teams: TeamsSide;
  /** The variables that bring a Guildhall here. */
  readonly env: Readonly<Record<string, string>>;
  /** What a bare bot needs to verify Microsoft's tokens here. */
  readonly metadataUrl: string;
  /** When a message with these words is posted there, in milliseconds of `performance.now()`. */
  arrival(platform: 'slack' | 'teams', words: string): Promise<number>;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;

export async function openStandIns(): Promise<StandIns> {
  const waiting = new Set<{ platform: string; words: string; arrived: (at: number) => void }>();
  const posted = (platform: string, body: unknown): void => {
    if (waiting.size === 0) return;
    const at = performance.now();
    const text = JSON.stringify(body);
    for (const one of waiting) if (one.platform === platform && text.includes(one.words)) one.arrived(at);
  };

  const slack: FakeSlack = await startFakeSlack();
  let ts = 0;
  slack.on('chat.postMessage', (args) => {
    posted('slack', args);
    ts += 1;
    return { channel: args.channel, ts: `1700000900.${String(ts).padStart(6, '0')}`, message: {} };
  });
  slack.on('users.info', ({ user }) => slackProfile(String(user)));

  const issuer = createIssuer(APP_ID, APP_PASSWORD);
  const connector = createConnector((token) => issuer.issuedTo(token) !== '');
  connector.refuse = ({ method, path, body }) => {
    if (method === 'POST' && /\/activities(\/|$)/.test(path)) posted('teams', body);
    const member = /\/members\/(.+)$/.exec(path)?.[1];
    return member === undefined ? null : { status: 200, body: teamsMember(member) };
  };
  let origin = '';
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const body = Buffer.concat(parts).toString();
      if (!connector.serve(req, res, body) && !issuer.serve(req, res, body, origin)) res.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    teams: createTeamsSide(issuer, `${origin}/connector`),
    metadataUrl: `${origin}/metadata`,
    env: {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: 'xoxb-bench-1',
      SLACK_API_URL: slack.apiUrl,
      SLACK_ORGANISATION: 'Brackenford Council',
      TEAMS_APP_ID: APP_ID,
      TEAMS_APP_PASSWORD: APP_PASSWORD,
      TEAMS_TENANT_ID: TENANT,
      TEAMS_ORGANISATION: 'Ashcombe Council',
      TEAMS_OPENID_METADATA: `${origin}/metadata`,
      TEAMS_LOGIN_URL: `${origin}/login`,
    },
    arrival: (platform, words) =>
      new Promise((resolve, reject) => {
        const one = { platform, words, arrived };
        const timer = setTimeout(() => {
          waiting.delete(one);
          reject(new Error(`never posted on ${platform}: ${words}`));
        }, PATIENCE_MS);
        function arrived(at: number): void {
          clearTimeout(timer);
          waiting.delete(one);
          resolve(at);
        }
        waiting.add(one);
      }),
    async close() {
      server.closeAllConnections();
      await Promise.all([slack.close(), new Promise((resolve) => server.close(resolve))]);
    },
  };
}

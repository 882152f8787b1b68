/** The command `connect` as tests run it: in their own process or as one of its own, beside a Slack and a Microsoft that are pretended. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, onTestFinished } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../../adapters/slack/testing/fake-slack.ts';
import { createIssuer } from '../../adapters/teams/testing/issuer.ts';
import { slackManifest } from '../../manifests/read.ts';
import { withClient } from '../../prisma/connection.ts';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { freshDatabase } from '../../prisma/testing/database.ts';
import { temporaryFolder } from '../../prisma/testing/folder.ts';
import { systemClock, systemIds } from '../clock.ts';
import { StartError } from '../core/start-error.ts';
import { createClosers } from '../start/closers.ts';
import { runConnect } from '../start/connect/command.ts';
import { readSurroundings } from '../start/connect/surroundings.ts';
import { openGround } from '../start/database.ts';
import { silentProgress } from '../start/progress.ts';
import { root } from './boundaries/sources.ts';

const GUILDHALL_SECRET = Buffer.alloc(32, 7).toString('base64');
export const SIGNING = 'a-signing-secret-0123456789';
export const TOKEN = 'xoxb-ashcombe-1';
export const APP = '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e';
export const TENANT = '9d4b4b1c-4d5c-7a4a-8a1c-2d3e3f0ee9f1';
export const APP_SECRET = 'value~of.a.client.secret';
export const SLACK = { SLACK_SIGNING_SECRET: SIGNING, SLACK_BOT_TOKEN: TOKEN };

interface Ran {
  /** Everything that it wrote. */
  readonly text: string;
  readonly code: number | null;
}
interface How {
  /** The command's own environment. */
  readonly env?: Record<string, string>;
  /** Lines for its prompts. */
  readonly typed?: readonly string[];
}
/** What a test of the command stands on. */
export interface Ground {
  cwd: string;
  fake: FakeSlack;
  env: Record<string, string>;
  /** Tokens that Slack accepts, with the workspace of each. */
  tokens: Record<string, string>;
  scopes: readonly string[];
  /** What the database answers. */
  rows: (sql: string) => Promise<unknown[]>;
  /** The command within this process: as the process does it, but for loading everything each time. */
  connect: (words: string, how?: How) => Promise<Ran>;
  /** The command as an operator runs it. */
  connectProcess: (words: string, how?: How) => Promise<Ran>;
}

/**
 * For the tests of a file: before each, a database, a Slack and a Microsoft of its own.
 * @returns what each test begins with; a test may change it
 */
export function connecting(): Ground {
  const at = {} as Ground;
  beforeEach(async () => {
    const database = await freshDatabase();
    at.cwd = await temporaryFolder();
    at.fake = await startFakeSlack();
    at.tokens = { [TOKEN]: 'T0ASH', 'xoxb-ashcombe-2': 'T0ASH', 'xoxb-brackenford-1': 'T0BRA' };
    at.scopes = (slackManifest({ url: 'https://x.example' }).oauth_config as { scopes: { bot: string[] } }).scopes.bot;
    at.fake.on('auth.test', (_args, token = '') => {
      const team = at.tokens[token];
      return team === undefined
        ? { ok: false, error: 'invalid_auth' }
        : {
            team_id: team,
            team: `${team} works`,
            user_id: `U${team}`,
            bot_id: `B${team}`,
            url: `https://${team.toLowerCase()}.slack.com/`,
          };
    });
    at.fake.header('auth.test', () => ({ 'x-oauth-scopes': at.scopes.join(',') }));
    const issuer = createIssuer(APP, APP_SECRET);
    const login = createServer((req, res) => {
      const parts: Buffer[] = [];
      req.on('data', (part: Buffer) => parts.push(part));
      req.on('end', () => void issuer.serve(req, res, Buffer.concat(parts).toString(), ''));
    });
    await new Promise<void>((resolve) => login.listen(0, '127.0.0.1', resolve));
    const microsoft = `http://127.0.0.1:${(login.address() as AddressInfo).port}`;
    const addresses = { TEAMS_LOGIN_URL: `${microsoft}/login`, TEAMS_OPENID_METADATA: `${microsoft}/metadata` };
    at.env = { DATABASE_URL: database.url, GUILDHALL_SECRET, SLACK_API_URL: at.fake.apiUrl, ...addresses };
    at.rows = (sql) => withClient(database.url, async (client) => (await client.query(sql)).rows);
    onTestFinished(async () => {
      login.closeAllConnections();
      login.close();
      await at.fake.close();
      await database.drop();
    });
  }, 60_000);
  at.connect = (words, how) => connect(at, words, how);
  at.connectProcess = (words, how) => connectProcess(at, words, how);
  return at;
}

/** As a shell takes it: words in quotation marks are one. */
const wordsIn = (words: string): string[] =>
  [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

async function connect({ env }: Ground, words: string, how: How = {}): Promise<Ran> {
  const typed = [...(how.typed ?? [])];
  const lines: string[] = [];
  const closers = createClosers();
  let code = 0;
  try {
    const surroundings = readSurroundings({ own: how.env ?? {}, all: { ...env, ...how.env } });
    await runConnect(wordsIn(words), {
      ...surroundings,
      open: () => openGround(surroundings.ground, { closers, progress: silentProgress, log: silentLog, beside: true }),
      ask: async (question) => {
        lines.push(question);
        return typed.shift() ?? '';
      },
      say: (line) => void lines.push(line),
      clock: systemClock,
      newId: () => systemIds.next(),
    });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    lines.push(error.message);
    code = 1;
  } finally {
    await closers.closeAll();
  }
  return checked(words, { text: lines.join('\n'), code });
}

async function connectProcess({ cwd, env }: Ground, words: string, how: How = {}): Promise<Ran> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', tsx, join(root, 'bot/connect.ts'), ...wordsIn(words)], {
    cwd,
    env: { PATH, HOME, ...env, ...how.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end((how.typed ?? []).map((line) => `${line}\n`).join(''));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return checked(words, { text, code });
}

/** Whatever happens, no secret is ever shown. */
function checked(words: string, ran: Ran): Ran {
  const shown = ran.text.replaceAll(/begins? with (xoxb|xapp)-/g, '');
  for (const secret of [SIGNING, APP_SECRET, 'xoxb-', 'xapp-', GUILDHALL_SECRET])
    expect(shown.includes(secret), `${words} shows a secret`).toBe(false);
  return ran;
}

/** Connections as an operator adds, shows, checks, changes and ends them: the command as a process, beside a Guildhall that runs. */

import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../adapters/slack/testing/fake-slack.ts';
import { signed } from '../adapters/slack/testing/sign.ts';
import { createIssuer } from '../adapters/teams/testing/issuer.ts';
import { slackManifest } from '../manifests/read.ts';
import { withClient } from '../prisma/connection.ts';
import { silentLog } from '../prisma/embedded/temporary.ts';
import { freshDatabase } from '../prisma/testing/database.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { systemClock, systemIds } from './clock.ts';
import { StartError } from './core/start-error.ts';
import { createClosers } from './start/closers.ts';
import { runConnect } from './start/connect/command.ts';
import { readSurroundings } from './start/connect/surroundings.ts';
import { openGround } from './start/database.ts';
import { silentProgress } from './start/progress.ts';
import { root } from './testing/boundaries/sources.ts';
import { startProcess, until } from './testing/process.ts';

const GUILDHALL_SECRET = Buffer.alloc(32, 7).toString('base64');
const SIGNING = 'a-signing-secret-0123456789';
const TOKEN = 'xoxb-ashcombe-1';
const APP = '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e';
const TENANT = '9d4b4b1c-4d5c-7a4a-8a1c-2d3e3f0ee9f1';
const APP_SECRET = 'value~of.a.client.secret';
const SLACK = { SLACK_SIGNING_SECRET: SIGNING, SLACK_BOT_TOKEN: TOKEN };

let url: string;
let cwd: string;
let fake: FakeSlack;
let env: Record<string, string>;
/** Tokens that Slack accepts, with the workspace of each. */
let tokens: Record<string, string>;
let scopes: readonly string[];

beforeEach(async () => {
  const database = await freshDatabase();
  url = database.url;
  cwd = await temporaryFolder();
  fake = await startFakeSlack();
  tokens = { [TOKEN]: 'T0ASH', 'xoxb-ashcombe-2': 'T0ASH', 'xoxb-brackenford-1': 'T0BRA' };
  scopes = (slackManifest({ url: 'https://x.example' }).oauth_config as { scopes: { bot: string[] } }).scopes.bot;
  fake.on('auth.test', (_args, token = '') => {
    const team = tokens[token];
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
  fake.header('auth.test', () => ({ 'x-oauth-scopes': scopes.join(',') }));
  const issuer = createIssuer(APP, APP_SECRET);
  const login = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => void issuer.serve(req, res, Buffer.concat(parts).toString(), ''));
  });
  await new Promise<void>((resolve) => login.listen(0, '127.0.0.1', resolve));
  const microsoft = `http://127.0.0.1:${(login.address() as AddressInfo).port}`;
  const addresses = { TEAMS_LOGIN_URL: `${microsoft}/login`, TEAMS_OPENID_METADATA: `${microsoft}/metadata` };
  env = { DATABASE_URL: url, GUILDHALL_SECRET, SLACK_API_URL: fake.apiUrl, ...addresses };
  onTestFinished(async () => {
    login.closeAllConnections();
    login.close();
    await fake.close();
    await database.drop();
  });
}, 60_000);

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
/** As a shell takes it: words in quotation marks are one. */
const wordsIn = (words: string): string[] =>
  [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** The command within this process: as the process does it, but for loading everything each time. */
async function connect(words: string, how: How = {}): Promise<Ran> {
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

/** The command as an operator runs it. */
async function connectProcess(words: string, how: How = {}): Promise<Ran> {
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
const rows = (sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);

test('as a process it takes secrets from its environment or from its prompts, and .env for the first connection alone', async () => {
  // The first connection's, as a start reads them: not this command's.
  await writeFile(join(cwd, '.env'), `SLACK_SIGNING_SECRET=of-the-first-connection\nSLACK_BOT_TOKEN=xoxb-first-1\n`);
  const typed = await connectProcess('slack ashcombe --organisation "Ashcombe Council"', { typed: [SIGNING, TOKEN] });
  expect(typed).toMatchObject({
    code: 0,
    text: expect.stringContaining('Signing Secret (Basic Information of the Slack app):'),
  });
  expect(typed.text).toContain('Connected “T0ASH works” (T0ASH) of Ashcombe Council as “ashcombe”.');
  expect((await connectProcess('rotate ashcombe', { env: { SLACK_BOT_TOKEN: 'xoxb-ashcombe-2' } })).text).toContain(
    'SLACK_BOT_TOKEN is taken from the environment of this command.',
  );
  const refused = await connectProcess(`slack other --organisation Other --token=${TOKEN}`);
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('Secrets are asked for.') });
  expect(await rows('SELECT id FROM connection')).toEqual([{ id: 'ashcombe' }]);
}, 120_000);

describe('Slack', () => {
  test('is connected, shown, checked, given new secrets and removed', async () => {
    const added = await connect('slack ashcombe --organisation "Ashcombe Council" --expires 2126-11-30', {
      env: SLACK,
    });
    expect(added).toMatchObject({ code: 0 });
    expect(added.text).toContain('Connected “T0ASH works” (T0ASH) of Ashcombe Council as “ashcombe”.');
    expect(added.text).toContain('/slack/ashcombe/events');
    expect(
      await rows('SELECT id, platform, state, version, secret_expires_at::date::text AS expires FROM connection'),
    ).toEqual([{ id: 'ashcombe', platform: 'slack', state: 'active', version: 1, expires: '2126-11-30' }]);
    expect(await rows('SELECT connection, external_id FROM workspace')).toEqual([
      { connection: 'ashcombe', external_id: 'T0ASH' },
    ]);
    expect((await connect('list')).text).toContain(
      'ashcombe: Ashcombe Council, Slack, T0ASH works (T0ASH), heard at /slack/ashcombe/events, secret until 2126-11-30',
    );
    expect((await connect('check ashcombe')).text).toContain(
      'ok       scopes, ashcombe: all that the manifest asks for.\n',
    );
    scopes = scopes.filter((scope) => scope !== 'channels:history' && scope !== 'im:write');
    expect(await connect('check ashcombe')).toMatchObject({
      code: 1,
      text: expect.stringMatching(
        /^problem {2}scopes, ashcombe: missing: channels:history \(.+; im:write \(.+ Update the app /m,
      ),
    });

    // Typed this time, and only the token: the signing secret stays.
    expect((await connect('rotate ashcombe', { typed: ['', 'xoxb-brackenford-1'] })).text).toContain(
      'That token is of another workspace (T0BRA)',
    );
    await rows("UPDATE installation SET state = 'revoked'");
    expect((await connect('list')).text).toContain('revoked: waits for a new token');
    const rotated = await connect('rotate ashcombe', { typed: ['', 'xoxb-ashcombe-2'] });
    expect(rotated.text).toContain(
      '“ashcombe” has a new token, and uses it within seconds. What waited for it goes on',
    );
    expect(await rows('SELECT state, version FROM installation')).toEqual([{ state: 'active', version: 2 }]);
    expect((await connect('rotate ashcombe', { typed: ['', ''] })).text).toContain('Nothing was given');

    expect((await connect('remove ashcombe')).text).toContain('neither heard nor spoken to any more');
    expect((await connect('list')).text).toMatch(/ashcombe: .+, removed/);
    expect((await connect('rekey')).text).toContain('connection.settings: 0 sealed anew\n');
    expect((await connect('check ashcombe')).text).toContain('There is no connection “ashcombe”');
    expect(await rows('SELECT connection FROM workspace')).toEqual([{ connection: null }]);
    expect(await connect('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK })).toMatchObject({
      code: 0,
    });
  }, 240_000);

  test('is connected by socket, which Slack must give, and is told no address', async () => {
    const socket = { SLACK_APP_TOKEN: 'xapp-1-A0-1-one', SLACK_BOT_TOKEN: TOKEN };
    const words = 'slack ashcombe --organisation "Ashcombe Council" --socket';
    const refusals = [
      ['invalid_auth', 'Slack refuses the app-level token (invalid_auth)'],
      ['missing_scope', 'lacks the scope connections:write'],
      ['not_allowed_token_type', 'That is no app-level token'],
      ['forbidden_team', 'Slack gives no socket (forbidden_team): see that Socket Mode is switched on'],
    ] as const;
    for (const [code, sentence] of refusals) {
      fake.on('apps.connections.open', () => ({ ok: false, error: code }));
      expect(await connect(words, { env: socket })).toMatchObject({ code: 1, text: expect.stringContaining(sentence) });
    }
    expect(await connect(words, { env: { ...socket, SLACK_APP_TOKEN: 'xoxb-1' } })).toMatchObject({
      code: 1,
      text: expect.stringContaining('SLACK_APP_TOKEN must begin with'),
    });
    expect(await rows('SELECT id FROM connection')).toEqual([]);
    fake.on('apps.connections.open', () => ({ url: 'ws://127.0.0.1:1/link' }));
    const added = await connect(words, { typed: [socket.SLACK_APP_TOKEN, TOKEN] });
    expect(added).toMatchObject({ code: 0, text: expect.stringContaining('App-level token with connections:write') });
    expect(added.text).toContain('It is heard by socket');
    expect(added.text).not.toMatch(/Signing Secret|\/slack\/ashcombe/);
    expect((await connect('list')).text).toContain(
      'ashcombe: Ashcombe Council, Slack, T0ASH works (T0ASH), heard by socket',
    );
    expect((await connect('check ashcombe')).text).toContain('ok       socket, ashcombe: Slack gives one.\n');
    // Another app has another token.
    const other = { ...socket, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' };
    expect((await connect('slack other --organisation Other --socket', { env: other })).text).toContain(
      'That is the app-level token of “ashcombe”',
    );
    expect((await connect('rotate ashcombe', { typed: ['xapp-1-A0-1-two', ''] })).text).toContain(
      '“ashcombe” has a new app-level token, and uses it within seconds.',
    );
    expect(fake.openings.at(-1)?.token).toBe('xapp-1-A0-1-two');
    expect((await connect('rotate ashcombe', { typed: ['', 'xoxb-ashcombe-2'] })).text).toContain('has a new token');
    expect((await connect('check ashcombe')).code).toBe(0);
    // One that is heard by HTTP is given a socket.
    await connect('slack brackenford --organisation Brackenford', {
      env: { ...SLACK, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' },
    });
    await connect('rotate brackenford --socket', { typed: ['xapp-1-B0-1-one', ''] });
    expect((await connect('list')).text).toMatch(/brackenford: .+, heard by socket/);
    fake.on('apps.connections.open', () => ({ ok: false, error: 'invalid_auth' }));
    expect(await connect('check ashcombe')).toMatchObject({ code: 1 });
    expect(fake.openings.at(-1)?.token).toBe('xapp-1-A0-1-two');
  }, 240_000);

  test.each([
    ['slack slack --organisation A', SLACK, 'The name stands in an address'],
    ['slack ashcombe', SLACK, '--organisation is missing'],
    [`slack ashcombe --organisation A --token ${TOKEN}`, SLACK, 'Secrets are asked for.'],
    ['slack ashcombe --organisation A', { ...SLACK, SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'Slack refuses'],
    [
      'slack ashcombe --organisation A',
      { SLACK_SIGNING_SECRET: 'short' },
      'SLACK_SIGNING_SECRET does not look like one',
    ],
    ['slack ashcombe --organisation A', {}, 'Nothing was typed'],
    ['', {}, 'npm run connect -- slack <name>'],
  ])(
    '%s',
    async (words, given, sentence) => {
      const refused = await connect(words, { env: given });
      expect(refused.text).toContain(sentence);
      expect(refused.code).toBe(1);
      expect(await rows('SELECT id FROM connection')).toEqual([]);
    },
    60_000,
  );

  test('another’s workspace and another’s signing secret are not taken', async () => {
    await connect('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK });
    const second = await connect('slack other --organisation Other', {
      env: { SLACK_SIGNING_SECRET: 'another-secret-0123456789', SLACK_BOT_TOKEN: TOKEN },
    });
    expect(second.text).toContain('belongs to the connection “ashcombe” already');
    const same = await connect('slack other --organisation Other', {
      env: { SLACK_SIGNING_SECRET: SIGNING, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' },
    });
    expect(same.text).toContain('That is the signing secret of “ashcombe”');
    expect(await rows('SELECT id FROM connection')).toEqual([{ id: 'ashcombe' }]);
  }, 90_000);
});

test('Teams is connected once Microsoft gives its bot a token, and alarms have a channel by its link', async () => {
  const words = `teams brackenford --organisation "Brackenford Council" --app-id ${APP.toUpperCase()} --tenant-id ${TENANT}`;
  expect(await connect(words, { typed: ['not the secret'.replaceAll(' ', '-')] })).toMatchObject({
    code: 1,
    text: expect.stringContaining('Microsoft refuses the client secret'),
  });
  const added = await connect(words, { typed: [APP_SECRET] });
  expect(added.text).toContain(`Connected the tenant ${TENANT} of Brackenford Council as “brackenford”.`);
  expect(await rows('SELECT app_id, tenant FROM connection')).toEqual([{ app_id: APP, tenant: TENANT }]);
  expect((await connect('check brackenford')).text).toContain('ok       token, brackenford: Microsoft gives one.\n');
  expect((await connect('rotate brackenford', { env: { TEAMS_APP_PASSWORD: APP_SECRET } })).text).toContain(
    'has a new secret',
  );

  // A tenant belongs to one active connection.
  const again = words.replace('teams brackenford', 'teams other').replace('Brackenford Council', 'Other');
  expect(await connect(again, { typed: [APP_SECRET] })).toMatchObject({
    code: 1,
    text: expect.stringContaining(`The tenant ${TENANT} belongs to the connection “brackenford” already`),
  });
  expect(await rows('SELECT id FROM connection')).toEqual([{ id: 'brackenford' }]);

  const channel = '19:abc@thread.tacv2';
  const link = `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel)}/Alarms?groupId=g&tenantId=${TENANT}`;
  expect((await connect(`operator "${link}"`)).text).toContain(`Alarms go to teams/${TENANT}/${channel}.`);
  expect(await rows('SELECT key, value FROM setting')).toEqual([
    { key: 'operator channel', value: `teams/${TENANT}/${channel}` },
  ]);
  expect((await connect('operator "https://elsewhere.slack.com/archives/C1"')).text).toContain(
    'No connected workspace is at',
  );
  expect((await connect('operator slack/T0NONE/C1')).text).toContain('(T0NONE) is not connected');
  expect((await connect('operator off')).text).toContain('Alarms go to the log alone.');
  expect(await rows('SELECT key FROM setting')).toEqual([]);

  expect((await connect('calendar "Brackenford Council" --holidays scotland')).text).toContain(
    'Brackenford Council: zone not set (Europe/London), bank holidays scotland.',
  );
  expect((await connect('calendar "Brackenford Council" --zone Mars')).text).toContain('--zone must be the name of');
  expect((await connect('calendar "Nowhere Council"')).text).toContain('no organisation of that name');
  expect(await rows("SELECT zone, holidays FROM organisation WHERE name = 'Brackenford Council'")).toEqual([
    { zone: null, holidays: 'scotland' },
  ]);
}, 240_000);

describe('beside a Guildhall that runs', () => {
  test('which starts with connections alone, and hears one that is added while it runs', async () => {
    const settings = { ...env, PORT: '0', PUBLIC_URL: 'https://guildhall.example.org', LOG_LEVEL: 'info' };
    const without = startProcess({ cwd, env: settings });
    expect(await without.ended()).toBe(1);
    expect(without.output()).toContain('or add a connection with npm run connect.');

    await connectProcess('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK });
    const running = startProcess({ cwd, env: settings });
    const address = await running.says(/health: (http:\S+)\/readyz/);
    const knock = async (name: string, secret: string): Promise<number> => {
      const request = signed(secret, { json: { type: 'url_verification', challenge: 'c' } }, new Date());
      return (await fetch(`${address}/slack/${name}/events`, request)).status;
    };
    expect(await knock('ashcombe', SIGNING)).toBe(200);
    expect(await knock('brackenford', SIGNING)).toBe(404);
    const secret = 'another-secret-0123456789';
    await connectProcess('slack brackenford --organisation "Brackenford Council"', {
      env: { SLACK_SIGNING_SECRET: secret, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' },
    });
    await until(
      async () => ((await knock('brackenford', secret)) === 200 ? true : null),
      20_000,
      () => `it was never heard:\n${running.output()}`,
    );
    expect(await knock('brackenford', SIGNING)).toBe(401);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain(
      'guildhall_installations{platform="slack",state="active"} 2',
    );
    await connectProcess('remove ashcombe');
    await until(
      async () => ((await knock('ashcombe', SIGNING)) === 404 ? true : null),
      20_000,
      () => 'it was heard on and on',
    );
    running.child.kill('SIGTERM');
    expect(await running.ended()).toBe(0);
  }, 240_000);

  test('with the bundled database, which it shares', async () => {
    const data = join(cwd, 'data');
    const playing = startProcess({ cwd, env: { PORT: '0', GUILDHALL_DATA: data } });
    await playing.says(/Open (http:\/\/localhost:\d+)\/playground/);
    const { SLACK_API_URL = '' } = env;
    env = { GUILDHALL_DATA: data, SLACK_API_URL };
    expect((await connectProcess('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK })).text).toContain(
      'Connected “T0ASH works”',
    );
    expect((await connectProcess('list')).text).toContain('ashcombe: Ashcombe Council');
    playing.child.kill('SIGTERM');
    expect(await playing.ended()).toBe(0);
    // A real platform takes the playground's place.
    const real = startProcess({ cwd, env: { ...env, PORT: '0' } });
    await real.says(/Guildhall is ready at/);
    real.child.kill('SIGTERM');
    expect(await real.ended()).toBe(0);
    // No secret is made in place of the one that sealed what is there.
    rmSync(join(data, 'secret'));
    expect((await connectProcess('list')).text).toContain('There is no secret: set GUILDHALL_SECRET');
    expect(existsSync(join(data, 'secret'))).toBe(false);
  }, 240_000);
});

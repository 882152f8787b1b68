/** A Slack app that is installed by OAuth, as an operator adds, allows, shows, checks, changes and ends it, and as a Guildhall that runs hears of it. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { CLIENT, type FakeOAuth, playOAuth } from '../adapters/slack/testing/fake-oauth.ts';
import { type FakeSlack, startFakeSlack } from '../adapters/slack/testing/fake-slack.ts';
import { slackScopesAsked } from '../manifests/read.ts';
import { connect as openDatabase } from '../prisma/client.ts';
import { createConnections } from '../prisma/connections.ts';
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
import { administrator } from './testing/administrator.ts';
import { PUBLIC_URL } from './testing/apps.ts';
import { startProcess } from './testing/process.ts';

const SECRET = new Uint8Array(32).fill(7);
const SIGNING = 'a-signing-secret-0123456789';
const FIRST = {
  SLACK_SIGNING_SECRET: SIGNING,
  SLACK_CLIENT_ID: CLIENT.clientId,
  SLACK_CLIENT_SECRET: CLIENT.clientSecret,
};
const DOWNS = 'slack downs --organisation Downs --client-id 123.456';
const works = { team: { id: 'T0WORKS', name: 'Downs works' }, bot: 'U0WORKS' };

let env: Record<string, string>;
let fake: FakeSlack;
let oauth: FakeOAuth;
let store: ReturnType<typeof createConnections>;

beforeEach(async () => {
  const database = await freshDatabase();
  const { prisma, close } = await openDatabase(database.url, { max: 2, log: silentLog });
  store = createConnections({ prisma, secrets: [SECRET], newId: () => systemIds.next(), clock: systemClock });
  fake = await startFakeSlack();
  oauth = playOAuth(fake, systemClock);
  fake.header('auth.test', () => ({ 'x-oauth-scopes': slackScopesAsked().join(',') }));
  env = {
    DATABASE_URL: database.url,
    GUILDHALL_SECRET: Buffer.from(SECRET).toString('base64'),
    SLACK_API_URL: fake.apiUrl,
    PUBLIC_URL,
  };
  onTestFinished(async () => {
    await close();
    await fake.close();
    await database.drop();
  });
}, 60_000);

/** The command, with what is typed at its prompts. @returns everything that it said; no secret may be in it */
async function connect(words: string, typed: readonly string[] = []): Promise<string> {
  const lines: string[] = [];
  const answers = [...typed];
  const closers = createClosers();
  try {
    const surroundings = readSurroundings({ own: {}, all: env });
    await runConnect(words.split(' '), {
      ...surroundings,
      open: () => openGround(surroundings.ground, { closers, progress: silentProgress, log: silentLog, beside: true }),
      ask: async (question) => {
        lines.push(question);
        return answers.shift() ?? '';
      },
      say: (line) => void lines.push(line),
      clock: systemClock,
      newId: () => systemIds.next(),
    });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    lines.push(`refused: ${error.message}`);
  } finally {
    await closers.closeAll();
  }
  const text = lines.join('\n');
  for (const secret of [SIGNING, CLIENT.clientSecret, 'xoxb-given', 'xoxe'])
    expect(text.includes(secret), `${words} shows a secret`).toBe(false);
  return text;
}

/** What an administrator of the workspace does. */
async function installed(hours: number): Promise<void> {
  const token = oauth.grant(works);
  const { team, bot: botUserId } = works;
  const expiresAt = new Date(Date.now() + hours * 3_600_000);
  const how = { externalId: team.id, name: team.name, token, refresh: 'xoxe-1', expiresAt, botUserId, botId: 'B' };
  expect(await store.install('downs', { ...how, url: '', scopes: [], organisation: null })).toBe('installed');
}

test('is connected, allowed, shown, checked, given new secrets and removed', async () => {
  expect(await connect(DOWNS, [SIGNING, 'not-the-client-secret'])).toContain('Slack refuses the client secret');
  expect(await connect(DOWNS.replace('123.456', '1.2'), [SIGNING, CLIENT.clientSecret])).toContain(
    'Slack knows no app of this client id',
  );
  expect(await connect(DOWNS.replace('123.456', 'mine'))).toContain('SLACK_CLIENT_ID must be two numbers');
  expect((await store.all()).connections).toEqual([]);

  const added = await connect(DOWNS, [SIGNING, CLIENT.clientSecret]);
  expect(added).toContain('“downs” of Downs can be installed by OAuth.');
  expect(added).toContain(`Then its administrator opens ${PUBLIC_URL}/slack/downs/install`);
  expect(added).toContain(`its redirect URL to ${PUBLIC_URL}/slack/downs/oauth_redirect`);
  expect((await store.all()).connections).toMatchObject([{ name: 'downs', secret: SIGNING, client: CLIENT }]);
  expect(await connect('list')).toContain('downs: Downs, Slack, installed nowhere yet, heard at /slack/downs/events');
  expect(await connect('check downs')).toContain(`Install it at ${PUBLIC_URL}/slack/downs/install`);

  expect(await connect('allow downs C0CHANNEL')).toContain('refused: Give the id of a workspace (T…)');
  expect(await connect('allow cedar T0WORKS')).toContain('refused: There is no connection “cedar”');
  expect(await connect('allow downs')).toContain('npm run connect -- allow <name, or slack>');
  expect(await connect('allow downs T0WORKS --organisation=Works')).toContain(
    'The workspace T0WORKS may install “downs”, and what it installs is Works’s.',
  );
  expect(await connect('allow downs E0COUNTY')).toContain('The organisation and each of its workspaces E0COUNTY may');
  expect(await connect('list')).toContain('may be installed by E0COUNTY; T0WORKS (Works)');
  expect(await connect('allow downs E0COUNTY --remove')).toContain('E0COUNTY may not install “downs” any more.');
  expect(await connect('allow downs E0COUNTY --remove')).toContain('refused: E0COUNTY was not allowed');

  await installed(11);
  const checked = await connect('check downs');
  expect(checked).toContain('ok       token, downs in T0WORKS: Slack takes it.\n');
  expect(checked).toContain('ok       scopes, downs in T0WORKS: all that the manifest asks for.\n');
  expect(checked).toContain('ok       client, downs: Slack knows its id and its secret.\n');
  await installed(-1);
  expect(await connect('check downs')).toContain('and is renewed when it is needed next.');
  expect(await store.revoke('downs', 'T0WORKS', systemClock.now())).toBe(true);
  expect(await connect('check downs')).toContain(
    `problem  token, downs in T0WORKS: it has ended: the app was removed there, or its token withdrawn. Install it again at ${PUBLIC_URL}/slack/downs/install`,
  );
  expect(await connect('list')).toContain(
    'downs: Downs, Slack, Downs works (T0WORKS), heard at /slack/downs/events, revoked in T0WORKS: waits to be installed again (/slack/downs/install)',
  );

  expect(await connect('rotate downs', ['', ''])).toContain('Nothing was given');
  expect(await connect('rotate downs', ['', 'not-the-client-secret'])).toContain('Slack refuses the client secret');
  expect(await connect('rotate downs', ['another-secret-0123456789', ''])).toContain('has a new signing secret');
  expect(await connect('rotate downs', ['', CLIENT.clientSecret])).toContain('has a new client secret');
  expect((await store.all()).connections).toMatchObject([{ secret: 'another-secret-0123456789', client: CLIENT }]);

  await connect('remove downs');
  expect(await store.allowed()).toEqual([]);
  expect((await store.all()).installations).toMatchObject([{ externalId: 'T0WORKS', owns: false }]);
  expect(oauth.revoked).toEqual([]);
}, 120_000);

test('one whose GUILDHALL_SECRET is lost is given no new secrets, which would drop its client', async () => {
  await connect(DOWNS, [SIGNING, CLIENT.clientSecret]);
  const before = env.GUILDHALL_SECRET ?? '';
  const newest = Buffer.alloc(32, 9).toString('base64');
  const refused = async () => {
    env = { ...env, GUILDHALL_SECRET: newest };
    for (const words of ['rotate downs', 'rotate downs --socket'])
      expect(await connect(words, ['another-secret-0123456789', 'xoxb-given'])).toMatch(
        /^refused: “downs” was kept under a GUILDHALL_SECRET that is not configured, .+ remove “downs” and add it again\.$/,
      );
    env = { ...env, GUILDHALL_SECRET: `${newest},${before}` };
    expect((await store.all()).connections).toMatchObject([{ secret: SIGNING, client: CLIENT }]);
  };
  await refused();
  await connect('allow downs T0WORKS');
  await installed(11);
  await refused();
  await connect('allow downs T0WORKS --remove');
  await refused();
  // With it back, it is changed as ever.
  expect(await connect('rotate downs', ['another-secret-0123456789', ''])).toContain('has a new signing secret');
}, 60_000);

test('the app of another connection, the environment’s too, is not connected again', async () => {
  const refusal = (what: string, owner: string) => `refused: That is the ${what} of “${owner}”`;
  const other = 'slack cedar --organisation Cedar --client-id';
  env = { ...env, ...FIRST, SLACK_CLIENT_ID: '1.2', SLACK_APP_TOKEN: 'xapp-1-A0-1-one' };
  expect(await connect(DOWNS, [SIGNING])).toContain(refusal('signing secret', 'slack'));
  expect(await connect(`${DOWNS} --socket`, ['xapp-1-A0-1-one'])).toContain(refusal('app-level token', 'slack'));
  expect(await connect(`${other} 1.2`, ['another-secret-0123456789'])).toContain(refusal('client id', 'slack'));
  await connect(DOWNS, ['another-secret-0123456789', CLIENT.clientSecret]);
  expect(await connect(`${other} ${CLIENT.clientId}`, ['a-third-secret-0123456789'])).toContain(
    refusal('client id', 'downs'),
  );
  expect(await connect('rotate downs', [SIGNING])).toContain(refusal('signing secret', 'slack'));
  expect((await store.all()).connections.map(({ name }) => name)).toEqual(['downs']);
}, 60_000);

test('a connection with a token is installed by nobody', async () => {
  const slack = {
    externalId: 'T0WORKS',
    token: 'xoxb-given',
    botUserId: 'U',
    botId: 'B',
    name: 'w',
    url: '',
    scopes: [],
  };
  const how = { platform: 'slack', organisation: 'Works', appId: '', secret: SIGNING, secretExpiresAt: null } as const;
  await store.add({ ...how, name: 'works', slack });
  expect(await connect('allow works T0WORKS')).toContain('refused: “works” has a token for its one workspace');
}, 60_000);

test('the environment’s connection is installed in a running Guildhall, and spoken with by its workers', async () => {
  env = { ...env, ...FIRST };
  expect(await connect('list')).toContain('slack: from the environment, installed nowhere yet');
  expect(await connect('allow slack T0WORKS')).toContain(`Its administrator opens ${PUBLIC_URL}/slack/install`);
  const cwd = await temporaryFolder();
  const settings = { ...env, PORT: '0', LOG_LEVEL: 'info' };
  const web = startProcess({ cwd, env: { ...settings, GUILDHALL_ROLE: 'web' } });
  const worker = startProcess({ cwd, env: { ...settings, PUBLIC_URL: '', GUILDHALL_ROLE: 'worker' } });
  const address = await web.says(/health: (http:\S+)\/readyz/);
  const beside = await worker.says(/"url":"(http:[^"]+)"/);
  const admin = administrator(address);
  const state = (await admin.begin()).get('state') ?? '';
  const done = await admin.back({ state, code: oauth.confirm(works, { rotating: true }) });
  expect(done.text).toContain('It is in Downs works now.');
  expect((await fetch(`${beside}/slack/install`, { redirect: 'manual' })).status).toBe(404);
  expect(await (await fetch(`${beside}/metrics`)).text()).toContain(
    'guildhall_installations{platform="slack",state="active"} 1',
  );
  expect(await connect('check slack')).toContain('ok       token, slack in T0WORKS: Slack takes it.\n');
  expect(await connect('list')).toContain('slack: Downs works, Downs works (T0WORKS), from the environment');
  for (const one of [web, worker]) one.child.kill('SIGTERM');
  expect([await web.ended(), await worker.ended()]).toEqual([0, 0]);
  expect(web.output() + worker.output()).not.toMatch(/xox|code-\d|the-client-secret/);
}, 240_000);

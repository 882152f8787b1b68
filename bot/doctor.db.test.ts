/** The doctor as an operator runs it: beside a Guildhall, and where one thing or everything is broken. It changes nothing and tells no secret. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { refusing, startFakeModel } from '../adapters/openai/testing/fake-model.ts';
import { type FakeSlack, startFakeSlack } from '../adapters/slack/testing/fake-slack.ts';
import { createIssuer } from '../adapters/teams/testing/issuer.ts';
import { hasRedisServer, startRedis } from '../jobs/testing/redis.ts';
import { slackManifest } from '../manifests/read.ts';
import { createConnections } from '../prisma/connections.ts';
import { silentLog } from '../prisma/embedded/temporary.ts';
import { createReferences } from '../prisma/references.ts';
import { OPERATOR_CHANNEL, writeSetting } from '../prisma/settings.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { addressOf, everything } from '../prisma/testing/rows.ts';
import { systemClock, systemIds } from './clock.ts';
import { readConfig } from './config.ts';
import { yours } from './core/attention.ts';
import { ChatError } from './core/chat.ts';
import { createSealer } from './core/seal.ts';
import { createClosers } from './start/closers.ts';
import { examine } from './start/doctor/examine.ts';
import { type Finding, lineOf } from './start/doctor/finding.ts';
import { MOST_CONNECTIONS } from './start/doctor/machine.ts';
import { silentProgress } from './start/progress.ts';
import { commandsIn } from './testing/commands.ts';
import { stageSecret } from './testing/full-story.ts';
import { type Story, story } from './testing/story.ts';

const GUILDHALL_SECRET = Buffer.from(stageSecret).toString('base64');
const TENANT = '9d4b4b1c-4d5c-7a4a-8a1c-2d3e3f0ee9f1';
const APP = '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e';
const APP_SECRET = 'value~of.a.client.secret';
const SECRETS = [APP_SECRET, 'xoxb-good', 'xoxb-bad', 'a-signing-secret', GUILDHALL_SECRET];
const DAY = 24 * 3_600_000;

let told: Story;
let url: string;
let fake: FakeSlack;
let env: Record<string, string>;
let scopes: readonly string[];
/** What Microsoft's clock is ahead of ours, in milliseconds. */
let ahead: number;

const store = () =>
  createConnections({
    prisma: told.s.prisma,
    secrets: [stageSecret],
    newId: () => systemIds.next(),
    clock: systemClock,
  });
const slackApp = (team: string, token: string) => ({
  externalId: team,
  token,
  botUserId: `U${team}`,
  botId: `B${team}`,
  name: team,
  url: '',
  scopes: [],
});

beforeEach(async () => {
  told = await story();
  url = await addressOf(told.s.prisma);
  fake = await startFakeSlack();
  scopes = (slackManifest({ url: 'https://x.example' }).oauth_config as { scopes: { bot: string[] } }).scopes.bot;
  ahead = 0;
  fake.on('auth.test', (_args, token) =>
    token === 'xoxb-good'
      ? { team_id: 'T0GOOD', team: 'Good', user_id: 'UT0GOOD', bot_id: 'BT0GOOD', url: 'https://good.slack.com/' }
      : { ok: false, error: 'token_revoked' },
  );
  fake.header('auth.test', () => ({ 'x-oauth-scopes': scopes.join(',') }));
  const issuer = createIssuer(APP, APP_SECRET);
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      res.setHeader('date', new Date(Date.now() + ahead).toUTCString());
      void issuer.serve(req, res, Buffer.concat(parts).toString(), `http://127.0.0.1:${port()}`);
    });
  });
  const port = () => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const microsoft = `http://127.0.0.1:${port()}`;
  env = {
    DATABASE_URL: url,
    GUILDHALL_SECRET,
    SLACK_API_URL: fake.apiUrl,
    TEAMS_LOGIN_URL: `${microsoft}/login`,
    TEAMS_OPENID_METADATA: `${microsoft}/metadata`,
  };
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await fake.close();
  });
}, 60_000);

/** The examination within this process: as the command does it, but for loading everything each time. */
async function examined(more: Record<string, string> = {}, clock = systemClock): Promise<readonly Finding[]> {
  const closers = createClosers();
  try {
    const config = readConfig({ ...env, ...more });
    return await examine({ config, clock, log: silentLog, closers, progress: silentProgress });
  } finally {
    await closers.closeAll();
  }
}
const found = (findings: readonly Finding[], check: string, of?: string): Finding => {
  const all = findings.filter((one) => one.check === check && (of === undefined || one.of === of));
  expect(all, `${check} ${of ?? ''} among\n${findings.map(lineOf).join('\n')}`).toHaveLength(1);
  return all[0] as Finding;
};

/** One that works, and one whose token Slack refuses. */
async function goodAndBad(): Promise<void> {
  const common = { platform: 'slack', appId: '', secret: 'a-signing-secret', secretExpiresAt: null } as const;
  await store().add({ ...common, name: 'good', organisation: 'Good Council', slack: slackApp('T0GOOD', 'xoxb-good') });
  await store().add({ ...common, name: 'bad', organisation: 'Bad Council', slack: slackApp('T0BAD', 'xoxb-bad') });
}

test('as a process: one connection works and one is broken; nothing is changed, no secret shown', async () => {
  await goodAndBad();
  await told.s.prisma.delivery.deleteMany();
  const before = await everything(url);
  const doctor = commandsIn(await temporaryFolder(), env);
  const ran = await doctor('doctor');
  expect(ran.code, ran.said).toBe(1);
  expect(ran.said).toContain('ok       token, good: Slack takes it.\n');
  expect(ran.said).toContain('ok       scopes, good: all that the manifest asks for.\n');
  expect(ran.said).toMatch(
    /^problem {2}token, bad: Slack refuses its token \(token_revoked\)\. .+ Run: npm run connect -- rotate bad \(RUNBOOK\.md, section 6\)$/m,
  );
  expect(ran.said).toMatch(/^\d problems?, \d warnings?, \d+ ok\n$/m);
  expect(await doctor('doctor', '--live')).toEqual({
    code: 1,
    said: 'The walk asks at a terminal: run it in one.\n',
  });
  const json = await doctor('doctor', '--json');
  expect(json.code).toBe(1);
  const { findings } = JSON.parse(json.said) as { findings: Finding[] };
  expect(found(findings, 'token', 'bad')).toMatchObject({ state: 'problem', section: 6 });
  expect(
    findings
      .map(lineOf)
      .join('\n')
      .replaceAll(/\d+ MB|\d+ of \d+/g, ''),
  ).toBe(
    ran.said
      .trimEnd()
      .split('\n')
      .slice(0, -1)
      .join('\n')
      .replaceAll(/\d+ MB|\d+ of \d+/g, ''),
  );
  for (const secret of SECRETS) expect(`${ran.said}${json.said}`).not.toContain(secret);
  expect(await everything(url)).toEqual(before);
  expect(fake.calls.map(({ method }) => method).sort()).toEqual(
    [...Array(4).fill('api.test'), ...Array(4).fill('auth.test')].sort(),
  );
}, 120_000);

describe('a Slack connection', () => {
  test('that lacks a scope is told what does not work without it', async () => {
    await goodAndBad();
    scopes = scopes.filter((scope) => scope !== 'im:write');
    expect(lineOf(found(await examined(), 'scopes', 'good'))).toBe(
      'problem  scopes, good: missing: im:write (Open the private conversation in which a person is told of an answer). Update the app from manifests/dist/slack.yaml and install it to the workspace again.',
    );
  });

  test.each([
    [-50_000, 'ok', /as Slack’s/],
    [-90_000, 'warning', /(89|90) seconds ahead of Slack’s/],
    [290_000, 'problem', /(290|291) seconds behind Slack’s/],
  ] as const)('whose clock is %d ms ahead of ours is %s', async (ms, state, says) => {
    await goodAndBad();
    fake.header('api.test', () => ({ date: new Date(Date.now() + ms).toUTCString() }));
    const clock = found(await examined(), 'clock', 'good');
    expect(clock.state).toBe(state);
    expect(clock.says).toMatch(says);
  });

  test('that was revoked, or cannot be reached, is a problem', async () => {
    await goodAndBad();
    await store().revoke('good', 'T0GOOD', new Date());
    expect(found(await examined(), 'connection', 'good')).toMatchObject({ state: 'problem', section: 6 });
    expect(found(await examined(), 'token', 'good')).toMatchObject({ state: 'problem', section: 6 });
    const nobody = await examined({ SLACK_API_URL: 'http://127.0.0.1:1/api/' });
    expect(found(nobody, 'token', 'bad').says).toContain('Slack cannot be reached at http://127.0.0.1:1/api/');
  });

  test('that is installed by OAuth is looked at wherever it is installed, and its socket once', async () => {
    const common = { platform: 'slack', appId: '', organisation: 'Downs Partnership', secretExpiresAt: null } as const;
    const slack = { clientId: '1.2', clientSecret: 'c'.repeat(32) };
    await store().add({ ...common, name: 'downs', appToken: 'xapp-1', slack });
    const nowhere = await examined();
    expect(found(nowhere, 'token', 'downs')).toMatchObject({
      state: 'warning',
      todo: 'Install it at PUBLIC_URL/slack/downs/install',
    });
    for (const [at, team] of ['T0ONE', 'T0TWO'].entries()) {
      await store().allow({ connection: 'downs', externalId: team, organisation: null });
      await store().install('downs', {
        ...slackApp(team, `xoxb-${at === 0 ? 'good' : 'bad'}`),
        refresh: null,
        expiresAt: null,
        organisation: 'Downs Partnership',
      });
    }
    const findings = await examined();
    expect(found(findings, 'token', 'downs in T0ONE')).toMatchObject({ state: 'ok' });
    expect(found(findings, 'token', 'downs in T0TWO')).toMatchObject({
      state: 'problem',
      todo: 'Install it again at PUBLIC_URL/slack/downs/install',
    });
    expect(findings.filter(({ check }) => check === 'socket')).toHaveLength(1);
    expect(found(findings, 'client', 'downs')).toMatchObject({ state: 'ok' });
    await store().revoke('downs', 'T0ONE', new Date(Date.now() + 1_000));
    expect(found(await examined(), 'token', 'downs in T0ONE')).toMatchObject({
      state: 'problem',
      says: expect.stringContaining('it has ended'),
    });
    expect(findings.filter(({ check }) => check === 'heard')).toHaveLength(1);
  });

  test('whose secret ends is told so, and one of which nobody said that it ends is not', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
    const common = { platform: 'slack', appId: '', organisation: 'Good Council', secret: 'a-signing-secret' } as const;
    await store().add({
      ...common,
      name: 'good',
      secretExpiresAt: inDays(20.5),
      slack: slackApp('T0GOOD', 'xoxb-good'),
    });
    const other = { ...common, secret: 'another-signing-secret', organisation: 'Bad Council' };
    await store().add({ ...other, name: 'bad', secretExpiresAt: null, slack: slackApp('T0BAD', 'xoxb-bad') });
    const findings = await examined();
    expect(found(findings, 'secret', 'good')).toMatchObject({ state: 'warning', section: 6 });
    expect(found(findings, 'secret', 'good').says).toContain('it ends in 21 days');
    expect(findings.filter(({ check, of }) => check === 'secret' && of === 'bad')).toEqual([]);
  });

  test('says when it was last heard', async () => {
    await goodAndBad();
    const { prisma } = told.s;
    const row = { kind: 'message', connection: 'good', state: 'settled', dueAt: new Date() };
    await prisma.delivery.create({ data: { ...row, id: 'x', receivedAt: new Date(Date.now() - 3 * 3_600_000) } });
    const findings = await examined();
    expect(lineOf(found(findings, 'heard', 'good'))).toBe('ok       heard, good: last 3 hours ago.');
    expect(found(findings, 'heard', 'bad')).toMatchObject({ state: 'warning', section: 1 });
  });
});

describe('a Teams connection', () => {
  const teams = (secret: string, secretExpiresAt: Date | null) =>
    store().add({
      name: 'downs',
      platform: 'teams',
      organisation: 'Downs Partnership',
      appId: APP,
      secret,
      secretExpiresAt,
      teams: { tenant: TENANT, multiTenant: false },
    });

  test('is asked for its token, its keys and its Connector', async () => {
    await teams(APP_SECRET, null);
    const before = await examined();
    expect(lineOf(found(before, 'token', 'downs'))).toBe('ok       token, downs: Microsoft gives one.');
    expect(found(before, 'keys', 'downs').state).toBe('ok');
    expect(found(before, 'clock', 'downs').state).toBe('ok');
    expect(found(before, 'connector', 'downs')).toMatchObject({ state: 'warning' });
    expect(found(before, 'secret', 'downs')).toMatchObject({ state: 'warning' });
    const references = createReferences({
      prisma: told.s.prisma,
      sealer: createSealer([stageSecret], 'teams references'),
      clock: systemClock,
    });
    await references.save(`teams/door/${TENANT}`, { serviceUrl: fake.apiUrl, bot: 'b' });
    ahead = 290_000;
    const after = await examined({ TEAMS_LOGIN_URL: 'http://127.0.0.1:1/' });
    expect(found(after, 'connector', 'downs')).toMatchObject({ state: 'ok' });
    expect(found(after, 'clock', 'downs')).toMatchObject({ state: 'problem' });
    expect(found(after, 'token', 'downs').says).toContain('Microsoft’s token service cannot be reached');
    const keyless = await examined({ TEAMS_OPENID_METADATA: 'http://127.0.0.1:1/' });
    expect(found(keyless, 'keys', 'downs')).toMatchObject({ state: 'problem' });
  });

  test.each([
    [90, 'ok', 'it ends in 90 days'],
    [20, 'warning', 'it ends in 20 days'],
    [5, 'problem', 'it ends in 5 days'],
    [-2, 'problem', 'it ended on'],
  ] as const)('whose secret ends in %d days is %s', async (days, state, says) => {
    await teams('wrong', new Date(Date.now() + days * DAY - 60_000));
    const findings = await examined();
    expect(found(findings, 'secret', 'downs')).toMatchObject({ state, says: expect.stringContaining(says) });
    expect(found(findings, 'token', 'downs')).toMatchObject({ state: 'problem', section: 7 });
  });
});

test('README says how many connections a process takes', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`each process holds up to ${MOST_CONNECTIONS} connections`);
});

test.each([
  ['BotDisabledByAdmin', 'An administrator blocked the app'],
  ['ConversationBlockedByUser', 'The person blocked the bot'],
  ['MessageWritesBlocked', 'A policy of the tenant forbids writing there'],
  ['not_in_channel', 'Guildhall is not in that place'],
])('what a policy forbids (%s) is named with what to do', async (code, todo) => {
  const { s, asha } = told;
  s.teams.failNext('post', new ChatError('forbidden', code));
  await s.inbox.afterwards(s.clock.now(), (w) =>
    w.say('x:y', { to: asha.ref, attention: yours }, { summary: 'x', blocks: [] }),
  );
  await s.settle();
  await s.prisma.outgoing.updateMany({ where: { state: 'failed' }, data: { createdAt: new Date() } });
  const blocked = found(await examined(), 'blocked');
  expect(blocked).toMatchObject({
    state: 'warning',
    of: 'Teams',
    says: `1 messages in 30 days were refused with ${code}.`,
  });
  expect(blocked.todo).toContain(todo);
});

describe('what is kept', () => {
  test('a door that is shut, what waits, what was given up, what was forbidden, and who hears only mentions', async () => {
    const { s, asha, teamsChannel, slackChannel } = told;
    await s.ears('teams').beat();
    s.slack.failNext('post', new ChatError('forbidden', 'not_in_channel'));
    await s.say(asha, teamsChannel, 'Who mends kerbs?', { addressed: true });
    await s.settle();
    await s.say(asha, teamsChannel, 'And who paints lines?', { addressed: true });
    await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { hears: 'mentions' } });
    await writeSetting(s.prisma, OPERATOR_CHANNEL, 'slack/brackenford/operators', new Date());
    s.slack.failNext('post', new ChatError('forbidden', 'is_archived'));
    const to = { kind: 'conversation', platform: 'slack', id: 'brackenford/operators' } as const;
    await s.inbox.afterwards(s.clock.now(), (w) => w.say('alarm:x', { to }, { summary: 'x', blocks: [] }));
    for (const lane of ['slack/conversation/brackenford/operators']) await s.sender.send(lane);
    // The story's clock stands days before the machine's: everything has waited for long.
    const old = new Date(Date.now() - 10 * 60_000);
    await s.prisma.hearing.updateMany({ data: { heardUntil: old } });
    await s.prisma.outgoing.updateMany({ where: { state: 'owed' }, data: { createdAt: old, dueAt: old } });
    await s.prisma.outgoing.updateMany({ where: { state: 'failed' }, data: { createdAt: old } });
    const findings = await examined();
    expect(lineOf(found(findings, 'door', 'Teams'))).toBe(
      'problem  door, Teams: no process has had it open for 10 minutes. Start Guildhall, or its web process. (RUNBOOK.md, section 1)',
    );
    expect(found(findings, 'messages owed', 'Slack Brackenford Council')).toMatchObject({
      state: 'problem',
      section: 8,
    });
    expect(found(findings, 'dead letters')).toMatchObject({ state: 'problem', section: 9 });
    expect(findings.filter(({ check }) => check === 'blocked').map(({ says }) => says)).toEqual([
      '1 messages in 30 days were refused with is_archived.',
      '1 messages in 30 days were refused with not_in_channel.',
    ]);
    expect(found(findings, 'hearing').of).toBe('Slack Brackenford Council, licensing');
    expect(found(findings, 'operator channel').says).toBe(
      '1 alarms could not be brought to slack/brackenford/operators (is_archived).',
    );
    expect(findings.map(lineOf).join('\n')).not.toMatch(/kerbs|lines\?|Asha|Fay|Ben/);
  });

  test('what is sealed under another secret, migrations that are missing, a Redis that is not there', async () => {
    await goodAndBad();
    const newest = Buffer.alloc(32, 9).toString('base64');
    const both = await examined({ GUILDHALL_SECRET: `${newest},${GUILDHALL_SECRET}` });
    expect(lineOf(found(both, 'secret'))).toContain('Run: npm run rekey');
    const wrong = await examined({ GUILDHALL_SECRET: newest, REDIS_URL: 'redis://:hush@127.0.0.1:1' });
    expect(found(wrong, 'secret')).toMatchObject({ state: 'problem', section: 5 });
    expect(found(wrong, 'token', 'good').says).toContain('it cannot be read');
    expect(found(wrong, 'redis')).toMatchObject({ state: 'problem', section: 4 });
    expect(wrong.map(lineOf).join('\n')).not.toContain('hush');
    await told.s.prisma.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%alarms'`;
    expect(found(await examined(), 'migrations')).toMatchObject({ state: 'problem', todo: 'Run: npm run migrate' });
  });
});

test.skipIf(!hasRedisServer)(
  'a Redis is asked for its version and for what it may forget (needs redis-server)',
  async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    onTestFinished(() => redis.stop());
    const findings = await examined({ REDIS_URL: redis.url });
    expect(lineOf(found(findings, 'redis'))).toBe(
      'warning  redis: its maxmemory-policy is allkeys-lru, so it may forget jobs. Set maxmemory-policy to noeviction.',
    );
    expect(found(findings, 'queue')).toMatchObject({ state: 'ok', says: 'no job waits.' });
  },
);

test.each([
  [500, 'ok', /^as this machine’s\.$/],
  [-3_000, 'warning', /^(3\.0|2\.\d) seconds ahead of this machine’s\.$/],
  [9_500, 'warning', /^9\.\d seconds behind this machine’s\.$/],
  [20_000, 'problem', /^(20\.0|19\.\d) seconds behind this machine’s\.$/],
  [-20_000, 'problem', /^(20\.0|19\.\d) seconds ahead of this machine’s\.$/],
] as const)('a machine whose clock is %d ms ahead of the database’s: %s', async (ms, state, says) => {
  const findings = await examined({}, { now: () => new Date(Date.now() + ms) });
  const clock = found(findings, 'clock', 'database');
  expect(clock).toMatchObject({ state, says: expect.stringMatching(says) });
  if (state !== 'ok') expect(clock.todo).toContain('NTP');
});

test('a language model is looked for, asked nothing, and its key told to nobody else', async () => {
  expect(lineOf(found(await examined(), 'language model'))).toBe(
    'ok       language model: none is configured: reports have figures in place of a summary.',
  );
  expect(found(await examined({ OPENAI_API_KEY: 'sk-stray' }), 'language model')).toMatchObject({ state: 'warning' });
  const fakeModel = await startFakeModel();
  onTestFinished(() => fakeModel.close());
  const configured = { OPENAI_API_KEY: 'sk-secret', OPENAI_MODEL: 'made-up-1', OPENAI_BASE_URL: fakeModel.baseUrl };
  fakeModel.answers({ body: JSON.stringify({ object: 'list', data: [{ id: 'made-up-1', object: 'model' }] }) });
  const findings = await examined(configured);
  expect(found(findings, 'language model')).toMatchObject({ state: 'ok' });
  expect(fakeModel.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/models']);
  fakeModel.answers(refusing(401));
  const refused = await examined(configured);
  expect(found(refused, 'language model')).toMatchObject({
    state: 'warning',
    says: expect.stringContaining('refuses the key'),
  });
  expect([...findings, ...refused].map(lineOf).join()).not.toContain('sk-secret');
});

test('where the database is away it says so, and looks at everything else', async () => {
  const findings = await examined({
    DATABASE_URL: 'postgresql://guildhall:s3cret@127.0.0.1:1/guildhall',
    SLACK_SIGNING_SECRET: 'a-signing-secret-0123',
    SLACK_BOT_TOKEN: 'xoxb-good',
  });
  expect(findings.map(({ check, of, state }) => [check, of, state])).toEqual([
    ['database', undefined, 'problem'],
    ['disk', undefined, 'ok'],
    ['language model', undefined, 'ok'],
    ['token', 'slack', 'ok'],
    ['scopes', 'slack', 'ok'],
    ['clock', 'slack', 'ok'],
  ]);
  expect(findings[0]).toMatchObject({
    section: 2,
    says: expect.stringContaining('No Postgres answers at 127.0.0.1:1'),
  });
  expect(findings.map(lineOf).join('\n')).not.toContain('s3cret');
});

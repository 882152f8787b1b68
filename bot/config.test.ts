/** What is read from the environment, what is refused, and that no secret is in a refusal. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Environment, readConfig } from './config.ts';
import { StartError } from './core/start-error.ts';

const secret = Buffer.alloc(32, 7).toString('base64');
const slack = { SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5', SLACK_BOT_TOKEN: 'xoxb-1-2-three' };
const teams = {
  TEAMS_APP_ID: '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e',
  TEAMS_APP_PASSWORD: 'p8~something.else',
  TEAMS_TENANT_ID: '9d4b4b1c-4d5c-7a4a-8a1c-2d3e3f0ee9f1',
};

/** The problems of an environment that must be refused. */
function problems(env: Environment): string[] {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as StartError).message.split('\n');
  }
  throw new Error('it was not refused');
}

describe('an empty environment', () => {
  it('is the playground on port 3000 with the bundled database', () => {
    expect(readConfig({})).toEqual({
      role: 'all',
      port: 3000,
      publicUrl: null,
      dataDir: resolve('.guildhall'),
      databaseUrl: null,
      redisUrl: undefined,
      secrets: null,
      logLevel: 'info',
      metricsToken: undefined,
      slack: null,
      teams: null,
      teamsGraph: null,
      languageModel: null,
      playground: true,
    });
  });

  it('is the same with every variable empty, as in .env.example', () => {
    const empty = Object.fromEntries(
      ['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'SLACK_BOT_TOKEN', 'TEAMS_APP_ID', 'PLAYGROUND'].map((name) => [
        name,
        ' ',
      ]),
    );
    expect(readConfig(empty)).toEqual(readConfig({}));
  });
});

describe('what is set', () => {
  it('is read', () => {
    const config = readConfig({
      ...slack,
      ...teams,
      PORT: '8080',
      PUBLIC_URL: 'https://guildhall.example.org/',
      DATABASE_URL: 'postgresql://guildhall:secret@db.example.org/guildhall',
      REDIS_URL: 'rediss://queue.example.org:6380',
      GUILDHALL_DATA: '/srv/guildhall',
      GUILDHALL_ROLE: 'worker',
      GUILDHALL_SECRET: `${secret}, ${Buffer.alloc(48, 1).toString('base64')}`,
      LOG_LEVEL: 'warn',
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
    });
    expect(config).toMatchObject({
      role: 'worker',
      port: 8080,
      publicUrl: 'https://guildhall.example.org',
      dataDir: '/srv/guildhall',
      databaseUrl: 'postgresql://guildhall:secret@db.example.org/guildhall',
      redisUrl: 'rediss://queue.example.org:6380',
      logLevel: 'warn',
      slack: { botToken: 'xoxb-1-2-three', apiUrl: 'http://127.0.0.1:4000/api/' },
      teams: { appId: teams.TEAMS_APP_ID, loginUrl: undefined },
      playground: false,
    });
    expect(config.secrets?.map((bytes) => bytes.length)).toEqual([32, 48]);
  });

  it('has Slack by a bot token, or by what installs it', () => {
    const { SLACK_BOT_TOKEN: _, ...signed } = slack;
    const client = { SLACK_CLIENT_ID: '12.34', SLACK_CLIENT_SECRET: 'a-client-secret-0123456789' };
    expect(readConfig(slack).slack).toMatchObject({ botToken: 'xoxb-1-2-three', client: null });
    expect(readConfig({ ...signed, ...client }).slack).toMatchObject({
      botToken: null,
      client: { clientId: '12.34', clientSecret: 'a-client-secret-0123456789' },
    });
    expect(problems({ ...slack, ...client })).toEqual([expect.stringMatching(/^SLACK_BOT_TOKEN is for one workspace/)]);
    expect(problems({ ...signed, SLACK_CLIENT_ID: '12.34' })).toEqual([
      'SLACK_SIGNING_SECRET and SLACK_CLIENT_ID are set but not SLACK_CLIENT_SECRET: set all of them or none.',
    ]);
    expect(problems({ ...signed, ...client, SLACK_CLIENT_ID: 'xoxb-12' })[0]).toContain('SLACK_CLIENT_ID must be');
  });

  it('has a language model by its key and its name, and leaves a key alone that is for other programs', () => {
    const key = { OPENAI_API_KEY: 'sk-secret' };
    expect(readConfig({ ...key, OPENAI_MODEL: 'made-up-1' }).languageModel).toEqual({
      apiKey: 'sk-secret',
      baseUrl: 'https://api.openai.com/v1',
      model: 'made-up-1',
    });
    const local = { OPENAI_BASE_URL: 'http://localhost:11434/v1' };
    expect(readConfig({ ...key, ...local, OPENAI_MODEL: 'qwen3:8b' }).languageModel).toMatchObject({
      baseUrl: 'http://localhost:11434/v1',
    });
    expect(readConfig(key)).toMatchObject({ languageModel: null, hasStrayModelKey: true, playground: true });
    expect(problems({ OPENAI_MODEL: 'made-up-1' })).toEqual([
      'OPENAI_MODEL is set but not OPENAI_API_KEY: set all of them or none.',
    ]);
    expect(problems({ ...key, ...local })).toEqual([
      'OPENAI_API_KEY and OPENAI_BASE_URL are set but not OPENAI_MODEL: set all of them or none.',
    ]);
    const inside = { OPENAI_BASE_URL: 'https://me:hush@models.example.org/v1', OPENAI_MODEL: 'made-up-1' };
    expect(problems({ ...key, ...inside })).toEqual([expect.stringMatching(/may hold no name and no password/)]);
  });

  it('runs one platform alone, without a playground', () => {
    expect(readConfig(slack)).toMatchObject({ teams: null, playground: false });
    expect(readConfig({ ...teams, PLAYGROUND: 'off' })).toMatchObject({ slack: null, playground: false });
    expect(readConfig({ PLAYGROUND: 'on' })).toMatchObject({ slack: null, teams: null, playground: true });
  });
});

describe('what is refused', () => {
  it('lists every problem at once, each with what to change', () => {
    const found = problems({
      PORT: 'eighty',
      PUBLIC_URL: 'guildhall.example.org',
      DATABASE_URL: 'mysql://db',
      REDIS_URL: 'queue',
      GUILDHALL_ROLE: 'boss',
      GUILDHALL_SECRET: 'short',
      LOG_LEVEL: 'loud',
      METRICS_TOKEN: 'two words are no token',
      PLAYGROUND: 'yes',
      SLACK_BOT_TOKEN: 'xoxp-1',
      TEAMS_APP_ID: 'guildhall',
      TEAMS_LOGIN_URL: 'login',
      SLACK_CLIENT_ID: '1.2',
      SLACK_APP_TOKEN: 'xoxb-1',
    });
    for (const name of [
      'PORT must',
      'PUBLIC_URL must',
      'DATABASE_URL is not',
      'REDIS_URL is not',
      'GUILDHALL_ROLE must',
      'GUILDHALL_SECRET must',
      'LOG_LEVEL must',
      'METRICS_TOKEN must',
      'PLAYGROUND must',
      'SLACK_BOT_TOKEN must',
      'TEAMS_APP_ID must',
      'TEAMS_LOGIN_URL is not',
      'SLACK_BOT_TOKEN is for one workspace',
      'SLACK_APP_TOKEN must',
      'SLACK_APP_TOKEN and SLACK_CLIENT_ID are set but not SLACK_CLIENT_SECRET',
      'TEAMS_APP_ID is set but not TEAMS_APP_PASSWORD and TEAMS_TENANT_ID',
    ]) {
      expect(
        found.filter((problem) => problem.startsWith(name)),
        name,
      ).toHaveLength(1);
    }
    expect(found).toHaveLength(16);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'https://example.org/guildhall'],
    ['PUBLIC_URL', 'https://user:word@example.org'],
    ['PUBLIC_URL', 'http://guildhall.example.org'],
    ['DATABASE_URL', 'postgresql://guildhall:p/w@db/guildhall'],
    ['GUILDHALL_SECRET', Buffer.alloc(31).toString('base64')],
    ['GUILDHALL_SECRET', `${secret},`],
    ['SLACK_SIGNING_SECRET', 'with a space'],
  ])('%s=%s', (name, value) => {
    expect(problems({ ...slack, [name]: value })[0]).toContain(name);
  });

  it('a database of one’s own without a secret of one’s own', () => {
    expect(problems({ DATABASE_URL: 'postgresql://db/guildhall' })).toEqual([
      expect.stringMatching(/^GUILDHALL_SECRET/),
    ]);
  });

  it('a role of its own with the bundled database', () => {
    expect(problems({ ...slack, GUILDHALL_ROLE: 'web' })).toEqual([expect.stringContaining('needs DATABASE_URL')]);
  });

  it('the playground where others could reach it', () => {
    const PUBLIC_URL = 'https://guildhall.example.org';
    expect(problems({ PUBLIC_URL, PLAYGROUND: 'on' })).toEqual([
      expect.stringMatching(/^PLAYGROUND=on is for this machine/),
    ]);
    expect(readConfig({ PUBLIC_URL })).toMatchObject({
      playground: false,
      unconfigured: expect.stringMatching(/PUBLIC_URL is not/),
    });
    expect(readConfig({ PLAYGROUND: 'off' })).toMatchObject({
      unconfigured: expect.stringMatching(/^Neither Slack nor Teams/),
    });
    // Other addresses are for connections that were added by command, too.
    expect(readConfig({ SLACK_API_URL: 'http://127.0.0.1:4000/api/' })).toMatchObject({
      playground: false,
      slack: null,
      slackApiUrl: 'http://127.0.0.1:4000/api/',
      unconfigured: expect.stringMatching(/because SLACK_API_URL is set/),
    });
    expect(readConfig(slack).unconfigured).toBeUndefined();
    expect(readConfig({ PUBLIC_URL: 'http://127.0.0.1:3000' }).playground).toBe(true);
  });

  it('the playground in a configured platform’s place', () => {
    const found = problems({ ...teams, SLACK_SIGNING_SECRET: slack.SLACK_SIGNING_SECRET, PLAYGROUND: 'on' });
    expect(found).toEqual([
      expect.stringMatching(/^SLACK_SIGNING_SECRET is set but not/),
      'PLAYGROUND=on plays both Slack and Teams itself, so no real one would be served: leave PLAYGROUND out, or leave SLACK_SIGNING_SECRET, TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID out.',
    ]);
    expect(problems({ ...slack, SLACK_ORGANISATION: 'Ashcombe Council', PLAYGROUND: 'on' })).toEqual([
      expect.stringMatching(/leave SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN and SLACK_ORGANISATION out\.$/),
    ]);
  });

  it('takes Slack by socket, with or without what HTTP needs', () => {
    const socket = { SLACK_APP_TOKEN: 'xapp-1-A0-1-x', SLACK_BOT_TOKEN: slack.SLACK_BOT_TOKEN };
    expect(readConfig(socket).slack).toMatchObject({ appToken: 'xapp-1-A0-1-x', signingSecret: undefined });
    expect(readConfig({ ...socket, ...slack }).slack).toMatchObject({
      appToken: 'xapp-1-A0-1-x',
      signingSecret: slack.SLACK_SIGNING_SECRET,
    });
    expect(readConfig(slack).slack).toMatchObject({ appToken: undefined });
    expect(problems({ SLACK_APP_TOKEN: 'xapp-1-A0-1-x' })).toEqual([
      'SLACK_APP_TOKEN is set but not SLACK_BOT_TOKEN: set all of them or none.',
    ]);
    expect(problems({ SLACK_BOT_TOKEN: slack.SLACK_BOT_TOKEN })).toEqual([
      'SLACK_BOT_TOKEN is set but not SLACK_SIGNING_SECRET: set all of them or none.',
    ]);
  });

  it('never repeats a value', () => {
    const odd = 'S3CRET value of mine';
    const names = [
      ...'PORT PUBLIC_URL DATABASE_URL REDIS_URL GUILDHALL_ROLE GUILDHALL_SECRET LOG_LEVEL METRICS_TOKEN'.split(' '),
      ...'PLAYGROUND SLACK_SIGNING_SECRET SLACK_BOT_TOKEN SLACK_API_URL TEAMS_APP_ID TEAMS_APP_PASSWORD'.split(' '),
      ...'TEAMS_TENANT_ID TEAMS_OPENID_METADATA TEAMS_LOGIN_URL SLACK_CLIENT_SECRET SLACK_APP_TOKEN'.split(' '),
      ...'OPENAI_API_KEY OPENAI_MODEL OPENAI_BASE_URL'.split(' '),
    ];
    const found = problems(Object.fromEntries(names.map((name) => [name, odd])));
    expect(found.length).toBeGreaterThanOrEqual(names.length);
    expect(found.join('\n')).not.toMatch(/S3CRET|of mine/);
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  it('names every variable that is read, and no other', () => {
    const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8');
    const table = source.slice(source.indexOf('const variables'), source.indexOf('type Name'));
    const read = [...table.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(read.length).toBeGreaterThan(10);
    expect([...named].sort()).toEqual([...read].sort());
  });

  it('starts the playground as it is', () => {
    const values = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]));
    expect(readConfig(values)).toEqual(readConfig({}));
  });
});

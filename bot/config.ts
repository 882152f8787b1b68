/** The only reader of the environment: every variable, validated, with everything that is wrong listed at once. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from './core/schema.ts';
import { StartError } from './core/start-error.ts';

export type Role = 'all' | 'web' | 'worker';
export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

export interface SlackConfig {
  /** Absent where Slack is heard by socket alone. */
  readonly signingSecret: string | undefined;
  /** Opens the sockets of Socket Mode; absent where Slack is heard by HTTP alone. */
  readonly appToken: string | undefined;
  /** The token of its one workspace; null where `client` installs it in several. */
  readonly botToken: string | null;
  /** What it installs itself with by OAuth; null where it has a token. */
  readonly client: { readonly clientId: string; readonly clientSecret: string } | null;
  /** Another address for Slack's Web API. */
  readonly apiUrl: string | undefined;
  /** The organisation that owns the workspace; the workspace's own name where absent. */
  readonly organisation: string | undefined;
}

export interface TeamsConfig {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  /** Another address for Microsoft's keys. */
  readonly openIdMetadataUrl: string | undefined;
  /** Another address for Microsoft's tokens. */
  readonly loginUrl: string | undefined;
  /** The organisation that owns the tenant, as people should read it. */
  readonly organisation: string | undefined;
}

/** A language model behind OpenAI's protocol. */
export interface ModelConfig {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
}

export interface Config {
  readonly role: Role;
  /** 0 takes any free port; null: a worker, which listens only where PORT is set, for its health. */
  readonly port: number | null;
  /** How the world reaches it, without a slash at the end; null: http://localhost and the port. */
  readonly publicUrl: string | null;
  /** The folder for what is kept beside the database, absolute. */
  readonly dataDir: string;
  /** Null: the bundled Postgres in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | undefined;
  /** Newest first; null: kept in a file of `dataDir`. */
  readonly secrets: readonly Uint8Array[] | null;
  readonly logLevel: LogLevel;
  readonly metricsToken: string | undefined;
  readonly slack: SlackConfig | null;
  readonly teams: TeamsConfig | null;
  /** Other addresses of the platforms, for every connection. */
  readonly slackApiUrl: string | undefined;
  readonly teamsOpenIdMetadataUrl: string | undefined;
  readonly teamsLoginUrl: string | undefined;
  /** Microsoft Graph may be asked of people, at another address where one is given; null: it is not. */
  readonly teamsGraph: { readonly url: string | undefined } | null;
  /** What words summaries; null: nothing does, and nothing lacks. */
  readonly languageModel: ModelConfig | null;
  /** A key is set and no model: many machines have one for other programs, so it is left alone. */
  readonly hasStrayModelKey?: true;
  readonly playground: boolean;
  /** Why it cannot start unless a connection was added by command; absent where it can. */
  readonly unconfigured?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `.env` where there is one (a variable that is set already stays) and then the environment. @throws StartError */
export function loadConfig(more: Environment = {}): Config {
  return readConfig({ ...loadEnvironment().all, ...more });
}

/** What a command was started with, and that together with `.env`. @throws StartError */
export function loadEnvironment(): { readonly own: Environment; readonly all: Environment } {
  const own = { ...process.env };
  if (existsSync('.env')) {
    try {
      process.loadEnvFile('.env');
    } catch {
      throw new StartError('The file .env cannot be read: give this user the right to read it, or remove it.');
    }
  }
  return { own, all: { ...process.env } };
}

/** Whether npm started this process, through a shell of its own. */
export const isUnderNpm = (): boolean => process.env.npm_lifecycle_event !== undefined;

const SLACK = ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'] as const;
/** In place of a bot token: the app is installed by OAuth. */
const SLACK_OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] as const;
const SLACK_MORE = ['SLACK_ORGANISATION'] as const;
/** What may take the place of one of the two. */
const SLACK_OTHER = ['SLACK_APP_TOKEN', ...SLACK_OAUTH] as const;
const TEAMS = ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'] as const;
const TEAMS_MORE = ['TEAMS_ORGANISATION'] as const;
/** For all connections, those that are added by command too: they may stand alone. */
const ADDRESSES = [
  'SLACK_API_URL',
  'TEAMS_OPENID_METADATA',
  'TEAMS_LOGIN_URL',
  'TEAMS_GRAPH',
  'TEAMS_GRAPH_URL',
] as const;

const MODEL = ['OPENAI_API_KEY', 'OPENAI_MODEL'] as const;
const MODEL_URL = 'https://api.openai.com/v1';

const words = (pattern: RegExp, problem: string) => z.string().regex(pattern, problem);
const address = (schemes: readonly string[], problem: string) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), problem);
const web = (name: string) =>
  address(['http:', 'https:'], `${name} is not a web address: set it to one, or leave it out.`);
export const LONGEST_ORGANISATION = 100;
const organisation = (name: string) =>
  z.string().max(LONGEST_ORGANISATION, `${name} may have ${LONGEST_ORGANISATION} characters at most.`);
const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** One schema a variable; the message says what to change and never repeats the value, which may be a secret. */
const variables = {
  PORT: words(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535.')
    .transform(Number)
    .refine((port) => port <= 65_535, 'PORT must be a number from 0 to 65535.'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'PUBLIC_URL must be an address without a path, such as https://guildhall.example.org.'),
  DATABASE_URL: address(
    ['postgres:', 'postgresql:'],
    'DATABASE_URL is not a Postgres address: write postgresql://user:password@host:5432/database, with special characters of the password percent-encoded.',
  ),
  REDIS_URL: address(
    ['redis:', 'rediss:'],
    'REDIS_URL is not a Redis address: write redis://host:6379, or leave it out to keep the queue in Postgres.',
  ),
  GUILDHALL_DATA: words(/^[^\0]+$/, 'GUILDHALL_DATA must be the path of a folder.'),
  GUILDHALL_ROLE: z.enum(['all', 'web', 'worker'], 'GUILDHALL_ROLE must be all, web or worker.'),
  GUILDHALL_SECRET: z
    .string()
    .transform((list) => list.split(',').map((one) => decodeSecret(one.trim())))
    .refine(
      (list): list is Uint8Array[] => list.every((one) => one !== null),
      'GUILDHALL_SECRET must be 32 bytes or more in base64 (openssl rand -base64 32 makes one), or several of them with commas between, newest first.',
    ),
  LOG_LEVEL: z.enum(['info', 'warn', 'error', 'silent'], 'LOG_LEVEL must be info, warn, error or silent.'),
  METRICS_TOKEN: words(/^[\x21-\x7e]{16,}$/, 'METRICS_TOKEN must be 16 characters or more, without spaces.'),
  PLAYGROUND: z.enum(['on', 'off'], 'PLAYGROUND must be on or off.'),
  SLACK_SIGNING_SECRET: words(
    /^[\x21-\x7e]{16,}$/,
    'SLACK_SIGNING_SECRET does not look like one: copy it from Basic Information of your Slack app.',
  ),
  SLACK_BOT_TOKEN: words(
    /^xoxb-[\x21-\x7e]+$/,
    'SLACK_BOT_TOKEN must begin with xoxb-: copy the bot token from OAuth & Permissions of your Slack app.',
  ),
  SLACK_APP_TOKEN: words(
    /^xapp-[\x21-\x7e]+$/,
    'SLACK_APP_TOKEN must begin with xapp-: make an app-level token with the scope connections:write in Basic Information of your Slack app.',
  ),
  SLACK_CLIENT_ID: words(
    /^\d+\.\d+$/,
    'SLACK_CLIENT_ID must be two numbers with a dot between: copy it from Basic Information of your Slack app.',
  ),
  SLACK_CLIENT_SECRET: words(
    /^[\x21-\x7e]{16,}$/,
    'SLACK_CLIENT_SECRET does not look like one: copy it from Basic Information of your Slack app.',
  ),
  SLACK_API_URL: web('SLACK_API_URL'),
  SLACK_ORGANISATION: organisation('SLACK_ORGANISATION'),
  TEAMS_ORGANISATION: organisation('TEAMS_ORGANISATION'),
  TEAMS_APP_ID: words(guid, 'TEAMS_APP_ID must be the application (client) id of your bot, a GUID.'),
  TEAMS_APP_PASSWORD: words(
    /^[\x21-\x7e]+$/,
    'TEAMS_APP_PASSWORD must be the value of a client secret, without spaces.',
  ),
  TEAMS_TENANT_ID: words(guid, 'TEAMS_TENANT_ID must be the directory (tenant) id of your organisation, a GUID.'),
  TEAMS_OPENID_METADATA: web('TEAMS_OPENID_METADATA'),
  TEAMS_LOGIN_URL: web('TEAMS_LOGIN_URL'),
  TEAMS_GRAPH: z.enum(['on', 'off'], 'TEAMS_GRAPH must be on or off.'),
  TEAMS_GRAPH_URL: web('TEAMS_GRAPH_URL'),
  OPENAI_API_KEY: words(/^[\x21-\x7e]+$/, 'OPENAI_API_KEY must be a key, without spaces.'),
  OPENAI_BASE_URL: web('OPENAI_BASE_URL').refine(
    (value) => !URL.canParse(value) || new URL(value).username + new URL(value).password === '',
    'OPENAI_BASE_URL may hold no name and no password: put the key into OPENAI_API_KEY.',
  ),
  OPENAI_MODEL: words(/^[\x21-\x7e]{1,200}$/, 'OPENAI_MODEL must be the name of a model, without spaces.'),
};
type Name = keyof typeof variables;
type Values = { [K in Name]?: z.output<(typeof variables)[K]> };

/**
 * The configuration that an environment describes. An empty variable counts as absent.
 * @throws StartError with one line for each problem, saying what to change
 */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const values = Object.fromEntries(
    Object.entries(variables).flatMap(([name, schema]) => {
      if (!isSet(name)) return [];
      const parsed = schema.safeParse(env[name]?.trim());
      if (parsed.success) return [[name, parsed.data]];
      problems.push(parsed.error.issues[0]?.message ?? `${name} is not valid.`);
      return [];
    }),
  ) as Values;

  const byOAuth = SLACK_OAUTH.some(isSet);
  if (byOAuth && isSet('SLACK_BOT_TOKEN')) {
    problems.push(
      `SLACK_BOT_TOKEN is for one workspace, ${list(SLACK_OAUTH)} for those that install the app: leave one or the other out.`,
    );
  }
  // A socket is known by its token: nothing need be signed.
  const [heard, may] = isSet('SLACK_APP_TOKEN')
    ? ['SLACK_APP_TOKEN', ['SLACK_SIGNING_SECRET']]
    : ['SLACK_SIGNING_SECRET', []];
  const needed = [heard, ...(byOAuth ? SLACK_OAUTH : ['SLACK_BOT_TOKEN'])];
  const hasSlack = complete(needed, [...SLACK_MORE, ...may], isSet, problems);
  const hasTeams = complete(TEAMS, TEAMS_MORE, isSet, problems);

  const isStrayKey = isSet('OPENAI_API_KEY') && !isSet('OPENAI_MODEL') && !isSet('OPENAI_BASE_URL');
  const hasModel = isStrayKey ? 'no' : complete(MODEL, ['OPENAI_BASE_URL'], isSet, problems);

  const role = values.GUILDHALL_ROLE ?? 'all';
  const isBundled = !isSet('DATABASE_URL');
  if (isBundled && role !== 'all') {
    problems.push(`GUILDHALL_ROLE=${role} needs DATABASE_URL: the bundled database serves one process alone.`);
  }
  if (!isBundled && !isSet('GUILDHALL_SECRET')) {
    problems.push(
      'GUILDHALL_SECRET is missing: with DATABASE_URL set, make one with openssl rand -base64 32, set it, and keep it safe.',
    );
  }
  const publicUrl = values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL).origin;
  if (publicUrl?.startsWith('http:') && !isLoopback(publicUrl)) {
    problems.push('PUBLIC_URL must begin with https:// where others than this machine can reach it.');
  }
  const { playground, unconfigured } = wantsPlayground({
    wish: values.PLAYGROUND,
    platforms: [...SLACK, ...SLACK_OTHER, ...SLACK_MORE, ...TEAMS, ...TEAMS_MORE, ...ADDRESSES].filter(isSet),
    configured: hasSlack !== 'no' || hasTeams !== 'no',
    local: publicUrl === null || isLoopback(publicUrl),
    role,
    problems,
  });
  if (problems.length > 0) throw new StartError(problems.join('\n'));

  const given = (name: Name): string => String(values[name] ?? '');
  return {
    role,
    port: values.PORT ?? (role === 'worker' ? null : 3000),
    publicUrl,
    dataDir: resolve(values.GUILDHALL_DATA ?? '.guildhall'),
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL,
    secrets: values.GUILDHALL_SECRET ?? null,
    logLevel: values.LOG_LEVEL ?? 'info',
    metricsToken: values.METRICS_TOKEN,
    slack:
      hasSlack === 'yes'
        ? {
            signingSecret: values.SLACK_SIGNING_SECRET,
            appToken: values.SLACK_APP_TOKEN,
            botToken: values.SLACK_BOT_TOKEN ?? null,
            client: byOAuth ? { clientId: given('SLACK_CLIENT_ID'), clientSecret: given('SLACK_CLIENT_SECRET') } : null,
            apiUrl: values.SLACK_API_URL,
            organisation: values.SLACK_ORGANISATION,
          }
        : null,
    teams:
      hasTeams === 'yes'
        ? {
            appId: given('TEAMS_APP_ID'),
            appPassword: given('TEAMS_APP_PASSWORD'),
            tenantId: given('TEAMS_TENANT_ID'),
            openIdMetadataUrl: values.TEAMS_OPENID_METADATA,
            loginUrl: values.TEAMS_LOGIN_URL,
            organisation: values.TEAMS_ORGANISATION,
          }
        : null,
    slackApiUrl: values.SLACK_API_URL,
    teamsOpenIdMetadataUrl: values.TEAMS_OPENID_METADATA,
    teamsLoginUrl: values.TEAMS_LOGIN_URL,
    teamsGraph: values.TEAMS_GRAPH === 'on' ? { url: values.TEAMS_GRAPH_URL } : null,
    languageModel:
      hasModel === 'yes'
        ? {
            apiKey: given('OPENAI_API_KEY'),
            baseUrl: values.OPENAI_BASE_URL ?? MODEL_URL,
            model: given('OPENAI_MODEL'),
          }
        : null,
    ...(isStrayKey && { hasStrayModelKey: true as const }),
    playground,
    ...(unconfigured !== undefined && { unconfigured }),
  };
}

/** The value of one variable, given for a command. @throws StartError with what to change */
export function readVariable(name: Name, value: string): string {
  const parsed = variables[name].safeParse(value.trim());
  if (!parsed.success) throw new StartError(parsed.error.issues[0]?.message ?? `${name} is not valid.`);
  return String(parsed.data);
}

/** Whether a platform's variables are all there, none, or some, which is a problem. */
function complete(
  needed: readonly string[],
  more: readonly string[],
  isSet: (name: string) => boolean,
  problems: string[],
): 'yes' | 'no' | 'half' {
  const set = [...needed, ...more].filter(isSet);
  const missing = needed.filter((name) => !isSet(name));
  if (set.length === 0) return 'no';
  if (missing.length === 0) return 'yes';
  problems.push(`${list(set)} ${set.length > 1 ? 'are' : 'is'} set but not ${list(missing)}: set all of them or none.`);
  return 'half';
}

const list = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);

function wantsPlayground(how: {
  wish: 'on' | 'off' | undefined;
  /** The variables that configure a platform or say where it is. */
  platforms: readonly string[];
  /** Whether a platform itself is configured, wholly or in part. */
  configured: boolean;
  local: boolean;
  role: Role;
  problems: string[];
}): { readonly playground: boolean; readonly unconfigured?: string } {
  const { wish, platforms, configured, local, role, problems } = how;
  if (wish === 'on') {
    if (!local) {
      problems.push('PLAYGROUND=on is for this machine alone: leave PLAYGROUND out, or leave PUBLIC_URL out.');
    } else if (role !== 'all') {
      problems.push('PLAYGROUND=on needs GUILDHALL_ROLE=all: the playground lives in one process.');
    } else if (platforms.length > 0) {
      problems.push(
        `PLAYGROUND=on plays both Slack and Teams itself, so no real one would be served: leave PLAYGROUND out, or leave ${list(platforms)} out.`,
      );
    }
    return { playground: true };
  }
  if (configured) return { playground: false };
  if (platforms.length === 0 && wish !== 'off' && local && role === 'all') return { playground: true };
  const why =
    wish === 'off'
      ? 'PLAYGROUND is off'
      : !local
        ? 'PUBLIC_URL is not on this machine'
        : role !== 'all'
          ? `GUILDHALL_ROLE is ${role}`
          : `${list(platforms)} ${platforms.length > 1 ? 'are' : 'is'} set`;
  return {
    playground: false,
    unconfigured: `Neither Slack nor Teams is configured, and the playground cannot take their place because ${why}: set ${SLACK.join(' and ')}, or ${TEAMS.join(', ')}, or add a connection with npm run connect.`,
  };
}

/** Whether an address is of this machine alone. */
export function isLoopback(url: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(new URL(url).hostname);
}

function isOrigin(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { pathname, search, hash, username, password } = new URL(value);
  return pathname === '/' && [search, hash, username, password].every((part) => part === '');
}

/** A secret's bytes, or null where it is not base64 or too short. */
function decodeSecret(text: string): Uint8Array | null {
  if (!/^[A-Za-z\d+/_-]+={0,2}$/.test(text)) return null;
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  return bytes.length >= 32 ? bytes : null;
}

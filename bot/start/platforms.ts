/** The platforms that a process speaks on: the configured ones, or the playground's stand-ins behind the same adapters. */
import { createPlayground, type Playground } from '../../adapters/playground/index.ts';
import { createSlack, type Installation, installationFromToken, type Slack } from '../../adapters/slack/index.ts';
import { createTeams, type Teams } from '../../adapters/teams/index.ts';
import { slackManifest, slackScopesAsked, teamsManifest } from '../../manifests/read.ts';
import { createBudgets } from '../../prisma/budgets.ts';
import { createConnections } from '../../prisma/connections.ts';
import { forgetDoor } from '../../prisma/gaps.ts';
import { ensureWorkspace, releaseOthers } from '../../prisma/places.ts';
import { createPlaygroundStore } from '../../prisma/playground.ts';
import { createReferences } from '../../prisma/references.ts';
import type { Config, SlackConfig, TeamsConfig } from '../config.ts';
import type { Bot } from '../core/bot.ts';
import type { Chat } from '../core/chat.ts';
import type { Ear } from '../core/ears.ts';
import type { Door } from '../core/gap.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { createSealer } from '../core/seal.ts';
import type { Translate } from '../core/translate.ts';
import { slackSentences, teamsSentences } from './adapter-sentences.ts';
import type { Closers } from './closers.ts';
import type { Ground } from './database.ts';
import type { Front } from './front.ts';
import { installSentences } from './install-sentences.ts';
import { createRegistry, FIRST_SLACK, type Registry } from './registry.ts';

export interface PlatformNeeds {
  readonly config: Config;
  readonly ground: Ground;
  readonly front: Front;
  readonly publicUrl: string;
  readonly closers: Closers;
  readonly bot: Bot;
  readonly ears: (platform: string) => Ear;
  /** The machine's clock: signatures and tokens are judged by it. */
  readonly clock: Clock;
  /** The story's clock, where the playground plays: budgets go by it, and what is said and edited is dated by it. */
  readonly story: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly t: Translate;
}

export interface Platforms {
  readonly chats: ReadonlyMap<string, Chat>;
  /** Whose token it is that a tab in Teams was given. */
  readonly signIn: Teams['signIn'];
  readonly playground: Playground | null;
  /** The connections of real platforms; null where the playground plays. */
  readonly registry: Registry | null;
  /** Doors of their own that some connections are heard through, in this process. */
  doors(): readonly OwnDoor[];
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
}

/** A door that is open now, or should be. */
export interface OwnDoor extends Required<Door> {
  readonly isOpen: boolean;
}

/** What one Slack app is configured with: by the environment, or by the playground. */
type SlackAccount = Pick<SlackConfig, 'signingSecret' | 'apiUrl'> & {
  readonly appToken?: string | undefined;
  readonly installations: readonly Installation[];
};

/** What one Teams bot is configured with; only of the playground's Connector is the address known beforehand. */
type TeamsAccount = TeamsConfig & { readonly serviceUrl?: string };

/** @throws StartError with what to change */
export async function connectPlatforms(needs: PlatformNeeds): Promise<Platforms> {
  const { config } = needs;
  const playground = config.playground ? await openPlayground(needs) : null;
  const configured = playground ? null : await configuredSlack(needs);
  const registry = playground ? null : register(needs, configured?.installations[0] ?? null);
  const slack = await openSlack(needs, playground ? playedSlack(playground) : configured, registry);
  const teams = await openTeams(needs, playground ? playedTeams(playground) : config.teams, registry);
  const chats = new Map<string, Chat>();
  if (slack) chats.set('slack', slack.chat);
  if (teams) chats.set('teams', teams.chat);
  return {
    chats,
    signIn: teams?.signIn ?? (async () => null),
    playground,
    registry,
    doors: () =>
      (slack?.sockets.states() ?? []).map(({ connection: name, workspaces, isOpen }) => ({
        platform: 'slack',
        own: { name, workspaces },
        isOpen,
      })),
    async idle() {
      await Promise.all([slack?.idle(), teams?.idle()]);
    },
  };
}

async function openPlayground({ ground, front, log, story, clock, closers }: PlatformNeeds): Promise<Playground> {
  const manifests = {
    slack: slackManifest({ url: front.localUrl }),
    teams: teamsManifest({ url: front.localUrl, appId: PLAYED_ID }),
  };
  const playground = await closers.open(
    'handlers',
    () =>
      createPlayground({
        store: createPlaygroundStore(ground.database.prisma),
        clock: story,
        wall: clock,
        log,
        baseUrl: front.localUrl,
        manifests,
      }),
    (made) => made.close(),
  );
  const handle = async (...[req, res, body]: Parameters<Parameters<Front['add']>[0]['handle']>) => {
    await playground.handle(req, res, body);
  };
  for (const path of ['/playground', '/playground/*']) front.add({ path, method: 'any', limit: 4_000_000, handle });
  return playground;
}

/** Any: the manifest only tells the playground which commands there are. */
const PLAYED_ID = '00000000-0000-0000-0000-000000000000';

async function configuredSlack(needs: PlatformNeeds): Promise<SlackAccount | null> {
  const { slack } = needs.config;
  if (!slack) return null;
  const { signingSecret, appToken, apiUrl } = slack;
  if (appToken === undefined) await forgetDoor(needs.ground.database.prisma, 'slack', FIRST_SLACK);
  if (slack.botToken === null) return { signingSecret, apiUrl, installations: [] };
  const installation = await installationFromToken(slack.botToken, apiUrl ? { apiUrl } : {});
  const { teamId, name = teamId, url = '', scopes = [], botUserId, botId } = installation;
  await owned(needs, { platform: 'slack', externalId: teamId, name, organisation: slack.organisation });
  await storeOf(needs).met(FIRST_SLACK, { externalId: teamId, token: null, botUserId, botId, name, url, scopes });
  return { signingSecret, apiUrl, installations: [installation] };
}

const storeOf = ({ ground, ids, clock }: PlatformNeeds) =>
  createConnections({ prisma: ground.database.prisma, secrets: ground.secrets, newId: () => ids.next(), clock });

const register = (needs: PlatformNeeds, first: Installation | null): Registry => {
  const { ground, clock, log, config } = needs;
  const { door } = ground.database;
  const { client = null, organisation = null, appToken: firstSocket = null } = config.slack ?? {};
  const firstClient = client && { ...client, organisation };
  const hasFirstTeams = config.teams !== null;
  const store = storeOf(needs);
  return createRegistry({ store, door, first, firstClient, firstSocket, hasFirstTeams, clock, log });
};

function playedSlack({ slack }: Playground): SlackAccount {
  const installations = slack.installations.map(({ teamId, botToken, botUserId, botId }) => ({
    teamId,
    token: botToken,
    botUserId,
    botId,
    appId: slack.appId,
  }));
  return { signingSecret: slack.signingSecret, apiUrl: slack.apiUrl, installations };
}

function playedTeams({ teams }: Playground): TeamsAccount {
  const { appId, appPassword, tenantId, openIdMetadataUrl, loginUrl, serviceUrl } = teams;
  return {
    appId,
    appPassword,
    tenantId,
    openIdMetadataUrl,
    loginUrl: `${loginUrl}/${tenantId}`,
    organisation: undefined,
    serviceUrl,
  };
}

/** Hears and speaks on Slack as this app, and as all others that are connected; a worker only speaks. */
export async function openSlack(
  needs: PlatformNeeds,
  account: SlackAccount | null,
  registry: Registry | null = null,
): Promise<Slack | null> {
  if (!account && !registry) return null;
  const { bot, ears, clock, story, ids, log, closers, config, front, ground, publicUrl, t } = needs;
  const { signingSecret, apiUrl = config.slackApiUrl, installations = [] } = account ?? {};
  const slack = await closers.open(
    'handlers',
    () =>
      createSlack({
        bot,
        ear: ears('slack'),
        installations: registry?.slack ?? {
          find: async (teamId) => installations.find((one) => one.teamId === teamId) ?? null,
        },
        ...(registry && {
          connections: registry.slack,
          install: {
            installs: registry.slack,
            publicUrl,
            scopes: slackScopesAsked(),
            sealer: createSealer(ground.secrets, 'slack installations'),
            sentences: installSentences(t),
          },
        }),
        ...(signingSecret !== undefined && { signingSecret }),
        ...(apiUrl && { apiUrl }),
        budgets: createBudgets({ prisma: ground.database.prisma, clock: story }),
        clock,
        story,
        ids,
        log,
        sealer: createSealer(ground.secrets, 'slack forms'),
        sentences: slackSentences(t),
      }),
    (made) => made.close(),
  );
  if (config.role === 'worker') return slack;
  for (const route of slack.routes) front.add(route);
  await closers.open(
    'requests',
    () => slack.sockets.open(),
    () => slack.sockets.close(),
  );
  return slack;
}

/** Hears and speaks in Teams as this bot, and as all others that are connected; a worker only speaks. */
export async function openTeams(
  needs: PlatformNeeds,
  account: TeamsAccount | null,
  registry: Registry | null = null,
): Promise<Teams | null> {
  if (!account && !registry) return null;
  const { bot, clock, story, ids, log, closers, config, front, ground, publicUrl, t } = needs;
  const openIdMetadataUrl = account?.openIdMetadataUrl ?? config.teamsOpenIdMetadataUrl;
  const loginUrl = account?.loginUrl ?? config.teamsLoginUrl;
  const serviceUrl = account?.serviceUrl;
  if (account && !config.playground) {
    const { organisation, tenantId } = account;
    const name = `Teams ${tenantId.slice(0, 8)}`;
    await owned(needs, { platform: 'teams', externalId: tenantId.toLowerCase(), name, organisation });
  }
  const sealer = createSealer(ground.secrets, 'teams references');
  const teams = await closers.open(
    'handlers',
    () =>
      createTeams({
        bot,
        references: createReferences({ prisma: ground.database.prisma, sealer, clock }),
        ...(account && { appId: account.appId, appPassword: account.appPassword, tenantId: account.tenantId }),
        ...(registry && { connections: registry.teams }),
        ...(openIdMetadataUrl && { openIdMetadataUrl }),
        ...(loginUrl && { loginUrl }),
        ...(serviceUrl && { serviceUrl }),
        ...(config.teamsGraph && { graph: config.teamsGraph }),
        publicUrl,
        budgets: createBudgets({ prisma: ground.database.prisma, clock: story }),
        clock,
        ids,
        log,
        sentences: teamsSentences(t),
      }),
    (made) => made.close(),
  );
  if (config.role !== 'worker') for (const route of teams.routes) front.add(route);
  return teams;
}

/** The workspace or tenant belongs to its organisation from now on, which goes by the configured name, and to the first connection. @throws StartError */
async function owned(
  { ground, ids, clock }: PlatformNeeds,
  place: { platform: string; externalId: string; name: string; organisation: string | undefined },
): Promise<void> {
  const { platform, externalId, organisation = null } = place;
  const { prisma } = ground.database;
  await ensureWorkspace(prisma, {
    ...place,
    organisation,
    connection: platform,
    newId: () => ids.next(),
    now: clock.now(),
  });
  // What it had with another token is free for another connection.
  await releaseOthers(prisma, platform, platform, externalId);
}

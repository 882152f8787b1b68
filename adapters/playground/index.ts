/** The playground: local stand-ins for Slack and Microsoft behind one handler, and the page to use them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Clock, Log } from '../../bot/core/ports.ts';
import { createApi } from './api.ts';
import { type Cast, cast as usualCast } from './cast.ts';
import { type Ground, realTimers, type Timers } from './ground.ts';
import { guard } from './guard.ts';
import { createHooks, type Hooks } from './hooks.ts';
import { randomHex } from './ids.ts';
import { Hub } from './live.ts';
import { rollOut } from './microsoft/acts.ts';
import { createMicrosoft } from './microsoft/index.ts';
import type { TeamsSurfaces } from './microsoft/records.ts';
import { handlePage } from './page.ts';
import { secretsOf } from './secrets.ts';
import { createSlack } from './slack/index.ts';
import type { SlackSurfaces } from './slack/records.ts';
import { Keep, type PlaygroundStore } from './store.ts';
import { noSlackSurfaces, noTeamsSurfaces, slackSurfaces, teamsSurfaces } from './surfaces.ts';
import { type Call, readBody, sendJson, sendText, TooLarge } from './web.ts';
import { Wire } from './wire.ts';

export type { Cast } from './cast.ts';
export { cast } from './cast.ts';
export type { Chaos, Timers } from './ground.ts';
export type { Hooks } from './hooks.ts';
export { memoryStore, type PlaygroundStore, type StoredRow } from './store.ts';

export interface PlaygroundNeeds {
  readonly store: PlaygroundStore;
  readonly clock: Clock;
  /** The time in which requests are signed, where it differs: the seed plays the past. */
  readonly wall?: Clock;
  readonly log: Log;
  /** Where the stand-ins are reached: `http://localhost:3000`. */
  readonly baseUrl: string;
  /** Where the bot is reached; the same unless it is said. */
  readonly botUrl?: string;
  /** The app's manifests, parsed: what commands and shortcuts the platforms offer. Without one they offer none. */
  readonly manifests?: { readonly slack?: unknown; readonly teams?: unknown };
  readonly fetch?: typeof fetch;
  readonly timers?: Timers;
  /** Waits between Slack's retries are multiplied by this; 1 when absent. */
  readonly timeScale?: number;
  readonly cast?: Cast;
  /** Whether a first start tells the bot of its installations, as Teams does; true when absent. */
  readonly announceInstalls?: boolean;
  /** The folder of the built page; this module's `dist` when absent. */
  readonly pageFolder?: string;
}

export interface Playground {
  /** Answers what lies under `/playground`; false, untouched, for anything else. `body`: when the server has read it already. */
  handle(req: IncomingMessage, res: ServerResponse, body?: Buffer): Promise<boolean>;
  /** What the real Slack adapter is configured with. */
  readonly slack: {
    readonly signingSecret: string;
    readonly appId: string;
    /** For SLACK_API_URL; ends with a slash. */
    readonly apiUrl: string;
    readonly installations: readonly {
      readonly teamId: string;
      readonly teamName: string;
      readonly botToken: string;
      readonly botUserId: string;
      readonly botId: string;
    }[];
  };
  /** What the real Teams adapter is configured with. */
  readonly teams: {
    readonly appId: string;
    readonly appPassword: string;
    readonly tenantId: string;
    /** For TEAMS_OPENID_METADATA. */
    readonly openIdMetadataUrl: string;
    /** For TEAMS_LOGIN_URL; `<this>/<tenant>/oauth2/v2.0/token` issues tokens. */
    readonly loginUrl: string;
    /** What activities say as `serviceUrl`. */
    readonly serviceUrl: string;
  };
  readonly cast: Cast;
  /** Whether the store was empty: then the seed may put its history in. */
  readonly fresh: boolean;
  /** From now on the bot is called; what it did not acknowledge before goes first. */
  start(): void;
  /** Calls nobody any more, ends the live streams, waits until everything is stored. */
  close(): Promise<void>;
  /** For the seed and for tests. */
  readonly hooks: Hooks;
}

/** Reads the world from the store, or makes it. Starts nothing. */
export async function createPlayground(needs: PlaygroundNeeds): Promise<Playground> {
  const keep = await Keep.open(needs.store, needs.log);
  const fresh = keep.rows('secrets').size === 0;
  const cast = needs.cast ?? usualCast;
  const secrets = await secretsOf(keep, cast);
  const timers = needs.timers ?? realTimers;
  const hub = new Hub(randomHex(8), timers);
  const baseUrl = needs.baseUrl.replace(/\/+$/, '');
  const ground: Ground = {
    keep,
    clock: needs.clock,
    wall: needs.wall ?? needs.clock,
    log: needs.log,
    timers,
    fetch: needs.fetch ?? fetch,
    baseUrl,
    botUrl: (needs.botUrl ?? baseUrl).replace(/\/+$/, ''),
    hub,
    wire: new Wire(needs.clock, hub),
    timeScale: needs.timeScale ?? 1,
    chaos: null,
  };
  const slackOffers: SlackSurfaces =
    needs.manifests?.slack === undefined ? noSlackSurfaces : slackSurfaces(needs.manifests.slack);
  const teamsOffers: TeamsSurfaces =
    needs.manifests?.teams === undefined ? noTeamsSurfaces : teamsSurfaces(needs.manifests.teams);
  const slack = createSlack(ground, cast, secrets, slackOffers);
  const microsoft = createMicrosoft(ground, cast, secrets, teamsOffers);
  const api = createApi(ground, slack, microsoft);
  const pageFolder = needs.pageFolder ?? fileURLToPath(new URL('dist', import.meta.url));
  await keep.settled();

  async function answer(call: Call): Promise<void> {
    if (await slack.handle(call)) return;
    if (await microsoft.handle(call)) return;
    if (await api.handle(call)) return;
    if (await handlePage(pageFolder, call)) return;
    if (call.path.startsWith('/playground/files/'))
      sendText(call.res, 200, 'The playground keeps the names of files, not what is in them.');
    else sendText(call.res, 404, 'There is nothing here.');
  }

  async function handle(req: IncomingMessage, res: ServerResponse, body?: Buffer): Promise<boolean> {
    const asked = req.url ?? '/';
    if (!URL.canParse(asked, 'http://localhost')) return false;
    const url = new URL(asked, 'http://localhost');
    const path = url.pathname.replace(/\/{2,}/g, '/');
    if (path !== '/playground' && !path.startsWith('/playground/')) return false;
    const refused = guard(req);
    if (refused) {
      needs.log.warn('playground.refused', { code: refused.code });
      sendJson(res, 403, { error: { code: refused.code, message: refused.sentence } }, { connection: 'close' });
      return true;
    }
    try {
      await answer({
        req,
        res,
        method: req.method ?? 'GET',
        path,
        query: url.searchParams,
        body: body ?? (await readBody(req)),
      });
    } catch (error) {
      if (error instanceof TooLarge) sendText(res, 413, '', { connection: 'close' });
      else {
        needs.log.error('playground.failed', { kind: error instanceof Error ? error.name : 'unknown' });
        if (!res.headersSent) sendText(res, 500);
        else res.destroy();
      }
    }
    return true;
  }

  let started = false;
  return {
    handle,
    slack: {
      signingSecret: secrets.signingSecret,
      appId: cast.slackApp.appId,
      apiUrl: `${baseUrl}/playground/slack/api/`,
      installations: cast.slackTeams.map((team) => ({
        teamId: team.teamId,
        teamName: team.name,
        botToken: secrets.botTokens[team.teamId] ?? '',
        botUserId: team.botUserId,
        botId: team.botId,
      })),
    },
    teams: {
      appId: cast.tenant.appId,
      appPassword: secrets.appPassword,
      tenantId: cast.tenant.tenantId,
      openIdMetadataUrl: `${baseUrl}/playground/microsoft/botframework/.well-known/openidconfiguration`,
      loginUrl: `${baseUrl}/playground/microsoft/login`,
      serviceUrl: microsoft.world.serviceUrl,
    },
    cast,
    fresh,
    start() {
      if (started) return;
      started = true;
      slack.delivery.start();
      microsoft.delivery.start();
      const announced = keep.rows<boolean>('announced');
      if ((needs.announceInstalls ?? true) && !announced.has('teams')) {
        keep.put('announced', 'teams', true);
        rollOut(microsoft.world, (activity) => microsoft.delivery.tell(activity));
      }
    },
    async close() {
      slack.delivery.stop();
      microsoft.delivery.stop();
      hub.close();
      await keep.settled();
    },
    hooks: createHooks(ground, slack, microsoft),
  };
}

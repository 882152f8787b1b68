/** The Microsoft stand-in: its world, its tokens and keys, its Connector, its deliveries, and the acts of its people. */
import type { Cast } from '../cast.ts';
import { type Ground, Refusal } from '../ground.ts';
import type { Secrets } from '../secrets.ts';
import { type Call, sendJson } from '../web.ts';
import { Connector } from './connector.ts';
import { TeamsDelivery } from './deliver.ts';
import type { TeamsActor } from './post.ts';
import type { TeamsSurfaces } from './records.ts';
import { teamsWatcher } from './snapshot.ts';
import { handleAuthority, handleMetadata, handleToken, tabToken } from './tokens.ts';
import { MicrosoftWorld } from './world.ts';

export interface Microsoft {
  readonly world: MicrosoftWorld;
  readonly delivery: TeamsDelivery;
  readonly connector: Connector;
  /** Answers below `/playground/microsoft/`; false when the path is not ours. */
  handle(call: Call): Promise<boolean>;
  /** Somebody of the cast. Throws `Refusal`. */
  actor(tenant: string, person: string): TeamsActor;
  /** What the Teams client gives the app's tab of somebody. */
  tabToken(actor: TeamsActor): string;
}

const ROOT = '/playground/microsoft/';

export function createMicrosoft(ground: Ground, cast: Cast, secrets: Secrets, surfaces: TeamsSurfaces): Microsoft {
  const world = new MicrosoftWorld(ground, cast, secrets, surfaces);
  world.watcher = teamsWatcher(world);
  const delivery = new TeamsDelivery(world);
  const connector = new Connector(world);
  return {
    world,
    delivery,
    connector,
    actor(tenant, personId) {
      const person = tenant === cast.tenant.tenantId ? world.person(personId) : undefined;
      if (!person) throw new Refusal(404, 'person_not_found', 'There is no such person.');
      return { world, delivery, person };
    },
    tabToken: ({ person }) => tabToken(world, person),
    async handle(call) {
      if (!call.path.startsWith(ROOT)) return false;
      const path = call.path.slice(ROOT.length);
      const api = /^connector\/v3\/(.+)$/.exec(path)?.[1];
      const tenant = /^login\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path)?.[1];
      const looked = /^login\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys)$/.exec(path);
      const isAuthority = call.method === 'GET' && looked?.[1] === cast.tenant.tenantId;
      if (api) await connector.handle(call, api);
      else if (tenant && call.method === 'POST') handleToken(world, call, tenant);
      else if (isAuthority) handleAuthority(world, call, looked[2] === 'discovery/v2.0/keys');
      else if (path === 'botframework/.well-known/openidconfiguration' && call.method === 'GET')
        handleMetadata(world, call, false);
      else if (path === 'botframework/.well-known/keys' && call.method === 'GET') handleMetadata(world, call, true);
      else sendJson(call.res, 404, { error: { code: 'NotFound', message: 'The requested resource does not exist.' } });
      return true;
    },
  };
}

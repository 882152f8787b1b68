/** The Slack stand-in: its world, its Web API, its deliveries, and the acts of its people. */
import type { Cast } from '../cast.ts';
import { type Ground, Refusal } from '../ground.ts';
import type { Secrets } from '../secrets.ts';
import { type Call, sendJson } from '../web.ts';
import { SlackDelivery } from './deliver.ts';
import { SlackEvents } from './events.ts';
import type { Actor } from './interact.ts';
import type { SlackCore } from './method.ts';
import type { SlackSurfaces } from './records.ts';
import { handleResponse } from './respond.ts';
import { slackWatcher } from './snapshot.ts';
import { SlackWebApi } from './web-api.ts';
import { SlackWorld } from './world.ts';

export interface Slack extends SlackCore {
  readonly api: SlackWebApi;
  /** Answers below `/playground/slack/`; false when the path is not ours. */
  handle(call: Call): Promise<boolean>;
  /** Somebody of the cast. Throws `Refusal`. */
  actor(team: string, person: string): Actor;
}

export function createSlack(ground: Ground, cast: Cast, secrets: Secrets, surfaces: SlackSurfaces): Slack {
  const world = new SlackWorld(ground, cast, secrets, surfaces);
  world.watcher = slackWatcher(world);
  const delivery = new SlackDelivery(ground, secrets.signingSecret);
  const events = new SlackEvents(world, delivery);
  const core: SlackCore = { world, delivery, events };
  const api = new SlackWebApi(core);
  return {
    ...core,
    api,
    actor(teamId, personId) {
      const team = world.team(teamId);
      const person = team && world.person(team, personId);
      if (!team || !person) throw new Refusal(404, 'person_not_found', 'There is no such person.');
      return { ...core, team, person };
    },
    async handle(call) {
      const method = /^\/playground\/slack\/api\/([a-zA-Z.]+)$/.exec(call.path)?.[1];
      if (method) {
        await api.handle(call, method);
        return true;
      }
      const address = /^\/playground\/slack\/actions\/[A-Z0-9]+\/\d+\/([A-Za-z0-9]+)$/.exec(call.path)?.[1];
      if (address && call.method === 'POST') {
        await handleResponse(core, call, address);
        return true;
      }
      const link = /^\/playground\/slack\/([a-z0-9-]+)\/archives\/([A-Z0-9]+)(?:\/p(\d+)(\d{6}))?$/.exec(call.path);
      if (link && call.method === 'GET') {
        const team = cast.slackTeams.find((one) => one.domain === link[1]);
        const ts = link[3] ? `/${link[3]}.${link[4]}` : '';
        const thread = call.query.get('thread_ts');
        call.res
          .writeHead(302, {
            location: `/playground#slack/${team?.teamId ?? ''}/${link[2]}${ts}${thread ? `/${thread}` : ''}`,
          })
          .end();
        return true;
      }
      if (!call.path.startsWith('/playground/slack/')) return false;
      sendJson(call.res, 404, { ok: false, error: 'not_found' });
      return true;
    },
  };
}

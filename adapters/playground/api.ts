/** The page's API: snapshots, messages, acts, the list of calls, and the live stream. */
import { slackActRequest, teamsActRequest, teamsTabRequest } from './api-schema.ts';
import type { TabTokenView, WorldView } from './api-types.ts';
import { type Ground, Refusal } from './ground.ts';
import type { Viewer } from './live.ts';
import { teamsAct } from './microsoft/acts.ts';
import type { Microsoft } from './microsoft/index.ts';
import { placeOf } from './microsoft/post.ts';
import * as teamsView from './microsoft/snapshot.ts';
import { slackAct } from './slack/acts.ts';
import type { Slack } from './slack/index.ts';
import * as slackView from './slack/snapshot.ts';
import { type Call, parseJson, sendJson } from './web.ts';

const NOTICE =
  'A playground: it plays Slack and Microsoft Teams on this machine. The people are made up; nothing leaves it.';

export interface PlaygroundApi {
  /** Answers below `/playground/api/` and `/playground/live`; false when the path is not one of them. */
  handle(call: Call): Promise<boolean>;
}

export function createApi(ground: Ground, slack: Slack, microsoft: Microsoft): PlaygroundApi {
  const slackPerson = (call: Call) => slack.actor(needed(call, 'team'), needed(call, 'as'));
  const teamsPerson = (call: Call) => microsoft.actor(needed(call, 'tenant'), needed(call, 'as'));

  const world = (): WorldView => ({
    notice: NOTICE,
    slack: slack.world.cast.slackTeams.map((team) => slackView.teamView(slack.world, team)),
    teams: [teamsView.tenantView(microsoft.world)],
  });

  const slackMessages = (call: Call) => {
    const { world, team, person } = slackPerson(call);
    const channel = world.channel(team.teamId, needed(call, 'channel'));
    if (!channel || !slackView.mayOpen(channel, person.id))
      throw new Refusal(404, 'channel_not_found', 'There is no such channel.');
    return slackView.messagesView(world, team, channel, person.id, {
      ...optional(call, 'thread'),
      ...optional(call, 'before'),
      limit: limitOf(call),
    });
  };

  const teamsMessages = (call: Call) => {
    const actor = teamsPerson(call);
    const place = placeOf(actor, needed(call, 'conversation'));
    return teamsView.messagesView(actor.world, place, actor.person.id, {
      ...optional(call, 'root'),
      ...optional(call, 'before'),
      limit: limitOf(call),
    });
  };

  async function answer(call: Call, name: string): Promise<unknown> {
    switch (`${call.method} ${name}`) {
      case 'GET world':
        return world();
      case 'GET wire':
        return { calls: ground.wire.calls() };
      case 'GET slack/snapshot': {
        const { world, team, person } = slackPerson(call);
        return slackView.snapshot(world, team, person.id);
      }
      case 'GET slack/messages':
        return slackMessages(call);
      case 'POST slack/act': {
        const request = read(call, slackActRequest);
        return slackAct(slack.actor(request.team, request.as), request.act);
      }
      case 'GET teams/snapshot': {
        const { world, person } = teamsPerson(call);
        return teamsView.snapshot(world, person.id);
      }
      case 'GET teams/messages':
        return teamsMessages(call);
      case 'POST teams/act': {
        const request = read(call, teamsActRequest);
        return teamsAct(microsoft.actor(request.tenant, request.as), request.act);
      }
      case 'POST teams/tab-token': {
        const { tenant, as } = read(call, teamsTabRequest);
        return { token: microsoft.tabToken(microsoft.actor(tenant, as)) } satisfies TabTokenView;
      }
      default:
        throw new Refusal(404, 'not_found', 'There is nothing here.');
    }
  }

  /** Opens the live stream for the people that the page looks through. */
  function live(call: Call): void {
    const viewers: Viewer[] = [];
    for (const platform of ['slack', 'teams'] as const) {
      for (const pair of call.query.getAll(platform)) {
        const [home = '', ...rest] = pair.split(':');
        const person = rest.join(':');
        // Both throw for somebody who is not in the cast.
        const actor = platform === 'slack' ? slack.actor(home, person) : microsoft.actor(home, person);
        viewers.push({ platform, home, person: actor.person.id });
      }
    }
    ground.hub.open(call.req, call.res, viewers);
  }

  return {
    async handle(call) {
      const name = /^\/playground\/api\/(.+)$/.exec(call.path)?.[1];
      if (!name && call.path !== '/playground/live') return false;
      try {
        if (!name) {
          live(call);
          return true;
        }
        const body = await answer(call, name);
        await ground.keep.settled();
        sendJson(call.res, 200, body);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        sendJson(call.res, error.status, { error: { code: error.code, message: error.message } });
      }
      return true;
    },
  };
}

function needed(call: Call, name: string): string {
  const value = call.query.get(name);
  if (!value) throw new Refusal(400, 'missing_parameter', `The parameter ${name} is missing.`);
  return value;
}

function optional<N extends string>(call: Call, name: N): { [K in N]?: string } {
  const value = call.query.get(name);
  return (value ? { [name]: value } : {}) as { [K in N]?: string };
}

function limitOf(call: Call): number {
  const value = Number(call.query.get('limit') ?? 100);
  return Number.isInteger(value) ? Math.min(Math.max(value, 1), 200) : 100;
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** The body, as the schema says. Only JSON: a form posted by some page is not read. */
function read<T>(call: Call, schema: Schema<T>): T {
  if (!/^application\/json\b/i.test(call.req.headers['content-type'] ?? ''))
    throw new Refusal(415, 'not_json', 'Send JSON.');
  const parsed = schema.safeParse(parseJson(call.body.toString('utf8')));
  if (!parsed.success)
    throw new Refusal(400, 'bad_request', 'The request does not have the form that api-types.ts describes.');
  return parsed.data;
}

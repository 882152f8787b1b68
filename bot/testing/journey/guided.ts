/** The real adapters and pages before a made-up bot, with the playground on the other end: for forms that no feature has yet. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '../../../adapters/http/route.ts';
import { openStage, type Stage, silentLog } from '../../../adapters/playground/testing.ts';
import { readBody } from '../../../adapters/playground/web.ts';
import { createSlack } from '../../../adapters/slack/index.ts';
import { createTeams } from '../../../adapters/teams/index.ts';
import { createFakeBot, type FakeBot } from '../../../adapters/testing/fake-bot.ts';
import { createWeb } from '../../../adapters/web/index.ts';
import { systemClock, systemIds } from '../../clock.ts';
import type { PageAnswer, Pages } from '../../core/pages.ts';
import { createSealer } from '../../core/seal.ts';
import { slackSentences, teamsSentences } from '../../start/adapter-sentences.ts';
import { createWords } from '../../words/catalogue.ts';
import { type Kept, review } from './made-up-review.ts';

export interface Guided {
  readonly url: string;
  readonly playground: Stage['playground'];
  readonly bot: FakeBot;
  /** What the steps' handlers have kept. */
  readonly kept: Kept;
  /** A link's secret: it leads into the pages. */
  readonly link: string;
  close(): Promise<void>;
}

/** Starts it on any free port. */
export async function openGuided(): Promise<Guided> {
  const words = createWords();
  const t = words('en-GB', 'Europe/London');
  const bot = createFakeBot();
  const kept: Kept = {};
  const answer = review(kept);
  bot.reply = answer;
  let routes: readonly Route[] = [];
  const raw = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = (req.url ?? '').split('?', 1)[0] ?? '';
    const route = routes.find(
      (one) => one.path === path || (one.path.endsWith('/*') && path.startsWith(one.path.slice(0, -2))),
    );
    if (route) await route.handle(req, res, await readBody(req));
    else res.writeHead(404).end();
  };
  const stage = await openStage({}, { raw: (req, res) => void raw(req, res), start: false });
  const { playground, baseUrl } = stage;
  const shared = { bot, clock: systemClock, ids: systemIds, log: silentLog } as const;
  const slack = createSlack({
    ...shared,
    signingSecret: playground.slack.signingSecret,
    apiUrl: playground.slack.apiUrl,
    installations: {
      find: async (team) => {
        const found = playground.slack.installations.find(({ teamId }) => teamId === team);
        return found ? { ...found, token: found.botToken, appId: playground.slack.appId } : null;
      },
    },
    sealer: createSealer([new Uint8Array(32).fill(7)], 'slack forms'),
    sentences: slackSentences(t),
  });
  const met = new Map<string, unknown>();
  const { tenantId, loginUrl, ...teamsApp } = playground.teams;
  const teams = createTeams({
    ...shared,
    ...teamsApp,
    tenantId,
    loginUrl: `${loginUrl}/${tenantId}`,
    references: {
      save: async (id, body) => void met.set(id, body),
      find: async (id) => met.get(id) ?? null,
    },
    publicUrl: baseUrl,
    sentences: teamsSentences(t),
  });
  const link = 'l'.repeat(43);
  const visitor = { account: { kind: 'user', platform: 'slack', id: 'T/U' }, workspace: 'T' } as const;
  const web = createWeb({
    pages: pagesOf(answer),
    acts: { press: new Set(['communities.create', 'made.step', 'made.every']) },
    sessions: {
      ofLink: async () => ({ name: 'Asha Verma', organisation: 'Brackenford Council' }),
      open: async () => ({ token: 's'.repeat(43), endsAt: new Date('2099-01-01') }),
      of: async () => visitor,
      end: async () => undefined,
    },
    byToken: async () => null,
    words,
    publicUrl: baseUrl,
    clock: systemClock,
  });
  routes = [...slack.routes, ...teams.routes, ...web.routes];
  playground.start();
  return {
    url: baseUrl,
    playground,
    bot,
    kept,
    link,
    async close() {
      await stage.close();
      await slack.close();
      await teams.close();
    },
  };
}

/** Pages without communities, whose one act is the review: the button for a new community leads to it. */
function pagesOf(answer: ReturnType<typeof review>): Pages {
  const delivery = {
    id: 'page/1',
    connection: 'pages',
    at: '2026-11-23T10:00:00Z',
    from: { kind: 'user', platform: 'slack', id: 'T/U' },
    workspace: 'T',
    in: { kind: 'conversation', platform: 'slack', id: 'T/nowhere' },
    where: 'nowhere',
  } as const;
  const data = (of: unknown): PageAnswer => ({ answer: 'data', data: of });
  return {
    read: async (_who, name) =>
      name === 'people.me'
        ? data({ name: 'Asha Verma', organisation: 'Brackenford Council', locale: 'en-GB', zone: 'Europe/London' })
        : data({ communities: [], waiting: [], questions: [], said: '', more: null }),
    press: async (_who, { action, value, values }) => {
      const [name, at] = action === 'communities.create' ? ['made.step', '1'] : [action, value];
      const pressed = { kind: 'action', action: name, value: at, on: null, ...(values && { values }) } as const;
      return { answer: 'reply', reply: answer({ ...delivery, ...pressed }) };
    },
    submit: async (_who, { form, context, values }) => ({
      answer: 'reply',
      reply: answer({ ...delivery, kind: 'submission', form, context, values }),
    }),
  };
}

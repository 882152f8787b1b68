/** A real botbuilder CloudAdapter on the playground's stage: what its tests speak and hear with. */
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { TeamsAct, TeamsActAnswer, TeamsPostView } from '../api-types.ts';
import type { Playground } from '../index.ts';
import { openStage, until } from '../testing.ts';
import { readBody } from '../web.ts';

const manifest = {
  bots: [{ commandLists: [{ scopes: ['team', 'personal'], commands: [{ title: 'ask', description: 'Ask' }] }] }],
  composeExtensions: [
    {
      commands: [
        { id: 'find', type: 'query', title: 'Find', parameters: [{ name: 'q', title: 'What' }] },
        { id: 'ask', type: 'action', title: 'Ask the community', context: ['message'], fetchTask: true },
      ],
    },
  ],
};

export type Activity = TurnContext['activity'];

/** Asks for a bot token; `change` spoils the request. */
export function askToken(
  { teams }: Playground,
  change: Record<string, string> = {},
  tenant = teams.tenantId,
): Promise<Response> {
  return fetch(`${teams.loginUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: teams.appId,
      client_secret: teams.appPassword,
      scope: 'https://api.botframework.com/.default',
      ...change,
    }),
  });
}

/** A credentials factory over plain http: Microsoft's own insists on https. */
class LocalCredentials extends ServiceClientCredentialsFactory {
  readonly #token: () => Promise<string>;
  constructor(token: () => Promise<string>) {
    super();
    this.#token = token;
  }
  override async isValidAppId() {
    return true;
  }
  override async isAuthenticationDisabled() {
    return false;
  }
  override async createCredentials() {
    return {
      signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
        request.headers.set('authorization', `Bearer ${await this.#token()}`);
        return request;
      },
    } as never;
  }
}

export interface Scene {
  readonly playground: Playground;
  readonly adapter: CloudAdapter;
  readonly priya: string;
  readonly tom: string;
  readonly teamId: string;
  readonly licensing: string;
  /** What the bot got, in order. */
  readonly turns: Activity[];
  /** What the bot does with an activity from now on. */
  onTurn(context: TurnContext): Promise<void>;
  /** The token of the last activity. */
  lastToken(): string;
  token(): Promise<string>;
  act(what: TeamsAct, as?: string): Promise<TeamsActAnswer>;
  posts(as?: string): TeamsPostView[];
  turn(match: (activity: Activity) => boolean): Promise<Activity>;
  /** The bot speaks of its own accord. */
  speak<T>(conversation: string, doing: (context: TurnContext) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  let lastToken = '';
  const turns: Activity[] = [];
  const stage = await openStage(
    { manifests: { teams: manifest } },
    {
      raw: async (req, res) => {
        lastToken = String(req.headers.authorization).slice('Bearer '.length);
        const body = JSON.parse((await readBody(req)).toString()) as Record<string, unknown>;
        // CloudAdapter.process wants an express-like pair.
        const request = Object.assign(req, { body });
        const response = Object.assign(res, {
          header: (name: string, value: string) => res.setHeader(name, value),
          status: (code: number) => res.writeHead(code) && response,
          send: (sent?: unknown) => void res.write(JSON.stringify(sent ?? '')),
        });
        await adapter.process(request as never, response as never, async (context) => {
          turns.push(context.activity);
          await scene.onTurn(context);
        });
      },
    },
  );
  const { playground } = stage;
  const { teams } = playground;
  const token = async () => ((await (await askToken(playground)).json()) as { access_token: string }).access_token;
  // Every address is set: setting one drops the defaults of all the others.
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        ToChannelFromBotLoginUrl: teams.loginUrl,
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
        ToBotFromChannelOpenIdMetadataUrl: teams.openIdMetadataUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: 'http://localhost:1/none',
        OAuthUrl: 'http://localhost:1/none',
        CallerId: '',
        ValidateAuthority: 'false',
      } as never,
      new LocalCredentials(token),
    ),
  );
  const { tenant } = playground.cast;
  const priya = tenant.users[0]?.id ?? '';
  const licensing = tenant.teams[0]?.channels.find((one) => one.name === 'Licensing')?.id ?? '';
  const reference = (conversation: string): Partial<ConversationReference> => ({
    bot: { id: `28:${teams.appId}`, name: 'Guildhall' },
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    conversation: { id: conversation, isGroup: true, conversationType: 'channel', name: '' },
  });
  const scene: Scene = {
    playground,
    adapter,
    priya,
    tom: tenant.users[1]?.id ?? '',
    teamId: tenant.teams[0]?.id ?? '',
    licensing,
    turns,
    onTurn: async () => {},
    lastToken: () => lastToken,
    token,
    act: (what, as = priya) => playground.hooks.teamsAct(as, what),
    posts: (as = priya) => playground.hooks.teamsPosts(as, licensing),
    turn: (match) => until(() => turns.find(match), 'the activity'),
    speak: (conversation, doing) =>
      new Promise((resolve, reject) => {
        adapter
          .continueConversationAsync(teams.appId, reference(conversation), async (context) =>
            resolve(await doing(context)),
          )
          .catch(reject);
      }),
    close: () => stage.close(),
  };
  return scene;
}

/** botbuilder: its authentication is set here, and every call to the Connector leaves from here. What is said is chat.ts's affair. */
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import { ChatError } from '../../bot/core/chat.ts';
import type { Clock } from '../../bot/core/ports.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { chatErrorOf } from './errors.ts';
import type { Labels } from './generated.ts';
import { createLogin, isPrivateHost } from './login.ts';
import type { Door } from './memory.ts';
import { type AdaptiveCard, attach } from './render.ts';
import { callTargeted, type TargetedCall } from './targeted.ts';

export interface Account {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  /** Whose tokens it speaks with, where that is not its tenant's. */
  readonly tokenTenant?: string;
  readonly openIdMetadataUrl: string;
  readonly loginUrl: string;
}

/** Who our tokens are for. learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const SCOPE = 'https://api.botframework.com';
/** How long one call may take, in milliseconds. */
const DEADLINE_MS = 10_000;
const CHANNEL = 'msteams';
/** As many people as a page of a roster holds at most. learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
const PAGE = 500;

type Credentials = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
type Signer = Awaited<ReturnType<Credentials['createCredentials']>>;

/** Every address, always: botbuilder drops all its defaults as soon as one of them is set. */
export const addressesOf = (account: Account) => ({
  MicrosoftAppId: account.appId,
  MicrosoftAppTenantId: account.tenantId,
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: account.loginUrl,
  ToChannelFromBotOAuthScope: SCOPE,
  ToBotFromChannelTokenIssuer: SCOPE,
  OAuthUrl: SCOPE,
  ToBotFromChannelOpenIdMetadataUrl: account.openIdMetadataUrl,
  // Its keys would be trusted for tokens of any tenant.
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://emulator.invalid/',
  CallerId: 'urn:botframework:azure',
});

/** Microsoft's own library for tokens, or ours for a private address over plain http. @throws StartError for a public one */
function credentialsOf(account: Account, clock: Clock): Credentials {
  const { appId, appPassword, tenantId, tokenTenant = tenantId, loginUrl } = account;
  const usual = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppPassword: appPassword,
    MicrosoftAppTenantId: tokenTenant,
    MicrosoftAppType: 'SingleTenant',
  });
  const { protocol, hostname } = new URL(loginUrl);
  if (protocol === 'https:') return usual;
  if (!isPrivateHost(hostname))
    throw new StartError(
      'TEAMS_LOGIN_URL must begin with https:// unless it is an address of this machine or a private network.',
    );
  const login = createLogin({ url: loginUrl, appId, appPassword, scope: SCOPE, clock, deadlineMs: DEADLINE_MS });
  const signer: Signer = {
    async signRequest(request) {
      request.headers.set('authorization', `Bearer ${await login()}`);
      return request;
    },
  };
  usual.createCredentials = async () => signer;
  return usual;
}

/** botbuilder's authentication, whose Connector clients keep a deadline and leave trying again to us. */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  override createConnectorFactory(
    ...claims: Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>
  ) {
    const factory = super.createConnectorFactory(...claims);
    const create = factory.create.bind(factory);
    factory.create = async (...how) => tamed(await create(...how));
    return factory;
  }
}

interface Pipeline {
  removePolicy(which: { name: string }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest: (request: { timeout: number }, next: (request: unknown) => unknown) => unknown;
  }): void;
}
function tamed<T extends object>(client: T): T {
  // The library has no option that reaches this far down; a test sees to it that there is no second try.
  const { pipeline } = Reflect.get(client, 'client') as { pipeline: Pipeline };
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'deadline',
    sendRequest: (request, next) => {
      request.timeout = DEADLINE_MS;
      return next(request);
    },
  });
  return client;
}

/** botbuilder's adapter, given activities that we have verified ourselves. */
export class Adapter extends CloudAdapter {
  readonly #appId: string;
  constructor(account: Account, clock: Clock) {
    super(new Authentication(addressesOf(account), credentialsOf(account, clock)));
    this.#appId = account.appId;
  }
  /** Runs `logic` in a turn. @returns what an invoke is answered with */
  receive(activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    const claimsIdentity = this.createClaimsIdentity(this.#appId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    return this.processActivity({ audience: SCOPE, claimsIdentity, connectorFactory }, activity, logic);
  }
}

/** A message to be sent: drawn already. */
export interface Drawn {
  readonly content: AdaptiveCard;
  readonly summary: string;
  /** That its words were made by a model. */
  readonly labels?: Labels | undefined;
  /** It is not sent after this. */
  readonly until?: Date | undefined;
}

/** A message of ours. */
export interface Sent {
  readonly message: string;
  /** One person alone sees it. */
  readonly aside: boolean;
}

/** The calls that we make, each tried once, within ten seconds. All throw ChatError. Conversations may carry a thread. */
export interface Wire {
  readonly adapter: Adapter;
  /** @returns the new message's id */
  send(door: Door, conversation: string, drawn: Drawn): Promise<string>;
  /** Seen by one person alone. @param account their id for this bot */
  sendTargeted(door: Door, conversation: string, drawn: Drawn, account: string): Promise<string>;
  update(door: Door, conversation: string, message: Sent, drawn: Drawn): Promise<void>;
  remove(door: Door, conversation: string, message: Sent): Promise<void>;
  /** Makes the private chat with somebody. @returns its id */
  open(door: Door, account: string): Promise<string>;
  member(door: Door, conversation: string, account: string): Promise<object>;
  /** Some of those in a conversation, and where the next are. @param after what the last page said of it */
  members(
    door: Door,
    conversation: string,
    after: string | null,
  ): Promise<{ members: readonly object[]; next: string | null }>;
  /** A team's channels; the first has no name. */
  channels(door: Door, conversation: string, team: string): Promise<readonly { id?: string; name?: string }[]>;
}

export function createWire(account: Account, clock: Clock): Wire {
  const adapter = new Adapter(account, clock);

  /** Runs `logic` in a conversation that Microsoft is not speaking to us about just now. */
  const within = async <T>(
    door: Door,
    conversation: string,
    logic: (context: TurnContext) => Promise<T>,
  ): Promise<T> => {
    const { serviceUrl, bot } = door;
    const reference = { serviceUrl, channelId: CHANNEL, bot: party(bot), conversation: place(conversation) };
    return call(async (give) => {
      await adapter.continueConversationAsync(account.appId, reference, async (context) => give(await logic(context)));
    });
  };
  /** One call, with a deadline; whatever goes wrong comes out as a ChatError. */
  const call = async <T>(work: (give: (result: T) => void) => Promise<void>): Promise<T> => {
    const results: T[] = [];
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new ChatError('fault', 'deadline')), DEADLINE_MS);
    });
    try {
      await Promise.race([work((result) => results.push(result)), late]);
      for (const result of results) return result;
      throw new ChatError('fault', 'no_result');
    } catch (error) {
      throw chatErrorOf(error, clock.now());
    } finally {
      clearTimeout(timer);
    }
  };
  const targeted = (context: TurnContext, call: TargetedCall): Promise<unknown> => {
    const { credentials } = context.turnState.get<{ credentials: Signer }>(adapter.ConnectorClientKey);
    const sign = (headers: Headers) =>
      credentials.signRequest({ headers } as unknown as Parameters<Signer['signRequest']>[0]);
    return callTargeted(call, { sign, clock, deadlineMs: DEADLINE_MS });
  };
  const idOf = (answer: unknown): string => {
    const { id } = (answer ?? {}) as { id?: unknown };
    if (typeof id === 'string' && id !== '') return id;
    throw new ChatError('fault', 'no_id');
  };

  return {
    adapter,
    send: (door, conversation, drawn) =>
      within(door, conversation, async (context) => {
        const message = { ...messageOf(drawn), from: party(door.bot), conversation: place(conversation) };
        // Of an entity the library sends the type alone.
        if (drawn.labels)
          return idOf(await targeted(context, { method: 'POST', door, conversation, body: message, open: true }));
        const [sent] = await adapter.sendActivities(context, [message]);
        return idOf(sent);
      }),
    sendTargeted: (door, conversation, drawn, recipient) =>
      within(door, conversation, async (context) => {
        const parties = { from: party(door.bot), recipient: party(recipient), conversation: place(conversation) };
        const body = { ...messageOf(drawn), ...parties };
        return idOf(await targeted(context, { method: 'POST', door, conversation, body }));
      }),
    update: (door, conversation, { message, aside }, drawn) =>
      within(door, conversation, async (context) => {
        const body = { ...messageOf(drawn), id: message, conversation: place(conversation) };
        if (aside) await targeted(context, { method: 'PUT', door, conversation, message, body });
        else if (drawn.labels)
          await targeted(context, { method: 'PUT', door, conversation, message, body, open: true });
        else await adapter.updateActivity(context, body);
      }),
    remove: (door, conversation, { message, aside }) =>
      within(door, conversation, async (context) => {
        if (aside) await targeted(context, { method: 'DELETE', door, conversation, message });
        else await adapter.deleteActivity(context, { activityId: message, conversation: place(conversation) });
      }),
    open: (door, member) =>
      call(async (give) => {
        const { tenantId } = account;
        const chat = { isGroup: false, bot: party(door.bot), members: [party(member)], tenantId };
        // The library's type asks for more than Microsoft's own description does.
        const wanted = { ...chat, channelData: { tenant: { id: tenantId } } } as Parameters<
          Adapter['createConversationAsync']
        >[4];
        await adapter.createConversationAsync(account.appId, CHANNEL, door.serviceUrl, SCOPE, wanted, async (context) =>
          give(context.activity.conversation.id),
        );
      }),
    member: (door, conversation, id) => within(door, conversation, (context) => TeamsInfo.getMember(context, id)),
    members: (door, conversation, after) =>
      within(door, conversation, async (context) => {
        const page = await TeamsInfo.getPagedMembers(context, PAGE, after ?? undefined);
        if (!Array.isArray(page.members)) throw new ChatError('fault', 'no_members');
        return { members: page.members, next: page.continuationToken || null };
      }),
    channels: (door, conversation, team) =>
      within(door, conversation, (context) => TeamsInfo.getTeamChannels(context, team)),
  };
}

const messageOf = ({ content, summary, labels }: Drawn): Partial<Activity> => ({
  type: 'message',
  ...(summary && { summary }),
  attachments: [attach(content)],
  // The library's types know of no entity with more than a type.
  ...(labels && { entities: [...labels.entities] as Activity['entities'], channelData: labels.channelData }),
});
// The library's types ask for names and more; Microsoft's description of the Connector asks for the id alone.
const party = (id: string) => ({ id }) as Activity['from'];
const place = (id: string) => ({ id }) as Activity['conversation'];

/** The places and people of a bench, and what they do, as the platforms send it: one council on Slack, one in Teams, communities that span both. */
import * as slackRefs from '../../../adapters/slack/refs.ts';
import { signed } from '../../../adapters/slack/testing/sign.ts';
import * as teamsRefs from '../../../adapters/teams/refs.ts';
import type { Issuer } from '../../../adapters/teams/testing/issuer.ts';
import { connect } from '../../../prisma/client.ts';
import { silentLog } from '../../../prisma/embedded/temporary.ts';
import { seedCommunities } from '../../../prisma/seed.ts';
import { systemIds } from '../../clock.ts';
import type { Post } from './load.ts';

/** As the pretended Web API says who we are. */
export const TEAM = 'T0GUILD';
const SLACK_BOT = 'U0BOT';
export const TENANT = 'f3ec8cd2-e704-4344-8c47-9a3a21d68301';
export const APP_ID = '8239c8f3-ed78-4512-933e-babfd28856f1';
export const SIGNING_SECRET = 'a-signing-secret-of-the-bench';
export const APP_PASSWORD = 'a-password-of-the-bench';
const TEAMS_BOT = { id: `28:${APP_ID}`, name: 'Guildhall' };

/** Few enough to be made quickly, enough that no conversation's own limit is met: one message a second in a Slack channel. */
export const COMMUNITIES = 30;
const PEOPLE = 200;

export const slackChannel = (at: number): string => `C0BENCH${String(at % COMMUNITIES).padStart(2, '0')}`;
export const teamsChannel = (at: number): string => `19:bench${String(at % COMMUNITIES).padStart(2, '0')}@thread.tacv2`;
const slackUser = (at: number): string => `U0P${String(at % PEOPLE).padStart(3, '0')}`;
const teamsUser = (at: number) => {
  const id = `7faf8ab2-3d56-4244-b585-${String(at % PEOPLE).padStart(12, '0')}`;
  return { id: `29:${id}`, aadObjectId: id, name: `Person ${at % PEOPLE}` };
};

/** What the platforms say of a person. */
export const slackProfile = (id: string) => ({
  user: { id, team_id: TEAM, real_name: `Person ${id}`, tz: 'Europe/London', locale: 'en-GB', profile: {} },
});
export const teamsMember = (id: string) => ({
  id,
  aadObjectId: id.replace('29:', ''),
  name: `Person ${id}`,
  userPrincipalName: `${id.replace('29:', '')}@ashcombe.example`,
  tenantId: TENANT,
  userRole: 'user',
});

/** Founds the communities in a migrated database, each with a channel on both platforms. */
export async function settle(databaseUrl: string): Promise<void> {
  const database = await connect(databaseUrl, { max: 2, log: silentLog });
  const slackOrganisation = 'Brackenford Council';
  const teamsOrganisation = 'Ashcombe Council';
  const founder = slackRefs.userRef(TEAM, slackUser(0)).id;
  await seedCommunities(database.prisma, {
    workspaces: [
      {
        platform: 'slack',
        externalId: TEAM,
        organisation: slackOrganisation,
        people: [{ ref: founder, name: 'Asha' }],
      },
      { platform: 'teams', externalId: TENANT, organisation: teamsOrganisation, people: [] },
    ],
    communities: Array.from({ length: COMMUNITIES }, (_, at) => ({
      name: `Community ${at}`,
      nameKey: `community ${at}`,
      purpose: 'To be measured',
      members: [founder],
      channels: [
        {
          platform: 'slack',
          ref: slackRefs.conversationRef(TEAM, slackChannel(at)).id,
          name: `channel-${at}`,
          organisation: slackOrganisation,
        },
        {
          platform: 'teams',
          ref: teamsRefs.conversationRef(TENANT, teamsChannel(at)).id,
          name: `Channel ${at}`,
          organisation: teamsOrganisation,
        },
      ],
    })),
    at: new Date(),
    newId: () => systemIds.next(),
  });
  await database.close();
}

let count = 0;
/** A timestamp that no other message of this bench has, of about now. */
const nextTs = (): string => {
  count += 1;
  return `${Math.floor(Date.now() / 1_000)}.${String(count % 1_000_000).padStart(6, '0')}`;
};
const startedAt = Date.now();
const nextTeamsId = (): string => {
  count += 1;
  return String(startedAt + count);
};

const WORDS = 'We had the same case last spring: the licence holder moved out, and the transfer took a fortnight. ';

/** Somebody says something in a channel. @param said.thread the timestamp of the thread's first message */
export function slackMessage(said: { at: number; text?: string; thread?: string; ts?: string }): Post {
  const { at, thread, ts = nextTs(), text = WORDS.repeat(2) } = said;
  const user = slackUser(at);
  const event = {
    type: 'message',
    channel: slackChannel(at),
    channel_type: 'channel',
    user,
    text,
    ts,
    event_ts: ts,
    team: TEAM,
    client_msg_id: crypto.randomUUID(),
    blocks: [
      {
        type: 'rich_text',
        block_id: 'b',
        elements: [{ type: 'rich_text_section', elements: elementsOf(text) }],
      },
    ],
    ...(thread !== undefined && { thread_ts: thread }),
  };
  const outer = {
    token: 'unused',
    team_id: TEAM,
    api_app_id: 'A0GUILD',
    event,
    type: 'event_callback',
    event_id: `Ev${ts.replace('.', '')}`,
    event_time: Math.floor(Number(ts)),
    authorizations: [
      { enterprise_id: null, team_id: TEAM, user_id: SLACK_BOT, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${ts}`,
  };
  return signed(SIGNING_SECRET, { json: outer }, new Date());
}

const elementsOf = (text: string) => {
  const [, mention, rest = text] = /^<@(\w+)> (.*)$/s.exec(text) ?? [];
  return [...(mention ? [{ type: 'user', user_id: mention }] : []), { type: 'text', text: rest }];
};

/** Somebody asks by a mention. @returns the question's timestamp and its request */
export function slackQuestion(at: number, text: string): { id: string; post: Post } {
  const ts = nextTs();
  return { id: ts, post: slackMessage({ at, ts, text: `<@${SLACK_BOT}> ${text}` }) };
}

/** What Microsoft sends, signed by `issuer` with one token for an hour, as Microsoft does. */
export function createTeamsSide(issuer: Issuer, serviceUrl: string) {
  const authorization = `Bearer ${issuer.token(serviceUrl, new Date())}`;
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization };
  const activity = (type: string, at: number, more: object, id = nextTeamsId(), root = id): Post => ({
    headers,
    body: JSON.stringify({
      type,
      id,
      timestamp: new Date().toISOString(),
      serviceUrl,
      channelId: 'msteams',
      from: teamsUser(at),
      recipient: TEAMS_BOT,
      conversation: {
        isGroup: true,
        conversationType: 'channel',
        tenantId: TENANT,
        id: type === 'conversationUpdate' ? teamsChannel(at) : `${teamsChannel(at)};messageid=${root}`,
      },
      channelData: {
        tenant: { id: TENANT },
        teamsChannelId: teamsChannel(at),
        teamsTeamId: '19:team@thread.tacv2',
        team: { id: '19:team@thread.tacv2' },
        channel: { id: teamsChannel(at) },
      },
      locale: 'en-GB',
      localTimezone: 'Europe/London',
      ...more,
    }),
  });
  const html = (text: string) => [{ contentType: 'text/html', content: `<p>${text}</p>` }];
  return {
    /** The bot is put into a channel. */
    added: (at: number): Post => activity('conversationUpdate', at, { membersAdded: [TEAMS_BOT] }),
    /** Somebody says something in a channel. @param said.thread the id of the thread's first message */
    message({ at, thread, text = WORDS.repeat(2) }: { at: number; thread?: string; text?: string }): Post {
      const more = { text, textFormat: 'plain', attachments: html(text), entities: [] };
      return thread === undefined
        ? activity('message', at, more)
        : activity('message', at, more, nextTeamsId(), thread);
    },
    question(at: number, text: string): { id: string; post: Post } {
      const id = nextTeamsId();
      const mention = { type: 'mention', mentioned: TEAMS_BOT, text: `<at>${TEAMS_BOT.name}</at>` };
      const more = { text: `<at>${TEAMS_BOT.name}</at> ${text}`, textFormat: 'plain', entities: [mention] };
      return { id, post: activity('message', at, more, id) };
    },
  };
}
export type TeamsSide = ReturnType<typeof createTeamsSide>;

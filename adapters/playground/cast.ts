/** Who plays: two councils and a housing partner, plainly fictional, with ids that are the same in every installation. */
import { slackId, stableGuid, teamsGroupChatId, teamsThreadId, teamsUserId } from './ids.ts';

export interface CastPerson {
  readonly id: string;
  readonly name: string;
  /** The account name: Slack's `name`, the part of the e-mail before the @. */
  readonly account: string;
  readonly email: string;
  readonly title: string;
  readonly colour: string;
}

export interface CastSlackChannel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly private: boolean;
  /** People who are in it from the start. */
  readonly members: readonly string[];
  /** Whether the bot is in it from the start. */
  readonly bot: boolean;
}

export interface CastSlackTeam {
  readonly teamId: string;
  readonly name: string;
  readonly domain: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly users: readonly CastPerson[];
  readonly channels: readonly CastSlackChannel[];
}

export interface CastTeamsPerson extends CastPerson {
  readonly aadObjectId: string;
}
export interface CastTeamsChannel {
  readonly id: string;
  readonly name: string;
}
export interface CastTeam {
  /** Also the id of its General channel, as in Teams. */
  readonly id: string;
  readonly aadGroupId: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly channels: readonly CastTeamsChannel[];
  /** Whether the app is installed, and whether an owner consented to it hearing everything, from the start. */
  readonly installed: boolean;
  readonly consented: boolean;
}
export interface CastGroupChat {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly installed: boolean;
  readonly consented: boolean;
}
export interface CastTenant {
  readonly tenantId: string;
  readonly name: string;
  readonly domain: string;
  readonly appId: string;
  readonly users: readonly CastTeamsPerson[];
  readonly teams: readonly CastTeam[];
  readonly chats: readonly CastGroupChat[];
}

export interface Cast {
  /** The one Slack app, installed in each of the workspaces. */
  readonly slackApp: { readonly appId: string; readonly name: string };
  readonly slackTeams: readonly CastSlackTeam[];
  readonly tenant: CastTenant;
}

const COLOURS = ['#0b6e6e', '#7a3e9d', '#a8440f', '#1f5fa8', '#8a1c4a', '#3d6b1f'];

function people(org: string, domain: string, rows: readonly (readonly [string, string])[]): CastPerson[] {
  return rows.map(([name, title], index) => {
    const account = name.toLowerCase().replaceAll(' ', '.');
    const colour = COLOURS[index % COLOURS.length] ?? '#333333';
    return { id: slackId('U', `${org} ${account}`), name, account, email: `${account}@${domain}`, title, colour };
  });
}

function slackTeam(
  name: string,
  domain: string,
  rows: readonly (readonly [string, string])[],
  channels: readonly { name: string; topic: string; private?: boolean; members?: readonly string[]; bot?: boolean }[],
): CastSlackTeam {
  const users = people(name, `${domain}.example`, rows);
  const members = (accounts?: readonly string[]) =>
    users.filter((user) => !accounts || accounts.includes(user.account)).map((user) => user.id);
  return {
    teamId: slackId('T', name),
    name,
    domain,
    botUserId: slackId('U', `${name} bot`),
    botId: slackId('B', `${name} bot`),
    users,
    channels: channels.map((channel) => ({
      id: slackId('C', `${name} ${channel.name}`),
      name: channel.name,
      topic: channel.topic,
      private: channel.private ?? false,
      members: members(channel.members),
      bot: channel.bot ?? true,
    })),
  };
}

const brackenford = slackTeam(
  'Brackenford Council',
  'brackenford',
  [
    ['Asha Verma', 'Senior Licensing Officer'],
    ['Callum Reid', 'Housing Options Manager'],
    ['Meilin Chua', 'Elections Officer'],
    ['Ruth Adeyemi', 'Licensing Enforcement Officer'],
    ['Owen Pike', 'Digital Programme Lead'],
  ],
  [
    { name: 'general', topic: 'News for everyone at Brackenford' },
    { name: 'licensing', topic: 'Alcohol, taxis, events, animals: ask here' },
    { name: 'homelessness-prevention', topic: 'Keeping people in their homes' },
    { name: 'elections', topic: 'Registration, polling, counts' },
    {
      name: 'licensing-visits',
      topic: 'Who visits which premises',
      private: true,
      members: ['asha.verma', 'ruth.adeyemi'],
      bot: false,
    },
  ],
);

const harbourside = slackTeam(
  'Harbourside Homes',
  'harbourside',
  [
    ['Nadia Farouk', 'Tenancy Sustainment Manager'],
    ['Joe Ferris', 'Housing Officer'],
    ['Sian Hughes', 'Head of Housing Partnerships'],
    ['Marcus Bell', 'Resident Liaison Officer'],
  ],
  [
    { name: 'general', topic: 'News for everyone at Harbourside' },
    { name: 'homelessness-prevention', topic: 'With our council partners: keeping people in their homes' },
    { name: 'hmo-licensing', topic: 'Licences for shared houses' },
  ],
);

const ASHCOMBE = 'Ashcombe Council';
const ashcombePeople: CastTeamsPerson[] = people(ASHCOMBE, 'ashcombe.example', [
  ['Priya Nair', 'Principal Licensing Officer'],
  ['Tom Whitlock', 'Homelessness Prevention Lead'],
  ['Grace Oyelaran', 'Electoral Services Manager'],
  ['Dafydd Rees', 'Licensing Officer'],
  ['Helen Marsh', 'Head of Regulatory Services'],
]).map((person) => ({ ...person, id: teamsUserId(person.email), aadObjectId: stableGuid(person.email) }));

function team(name: string, channels: readonly string[]): CastTeam {
  const id = teamsThreadId(`${ASHCOMBE} ${name}`);
  return {
    id,
    aadGroupId: stableGuid(`${ASHCOMBE} ${name}`),
    name,
    members: ashcombePeople.map((person) => person.id),
    channels: [
      { id, name: 'General' },
      ...channels.map((channel) => ({ id: teamsThreadId(`${ASHCOMBE} ${name} ${channel}`), name: channel })),
    ],
    installed: true,
    consented: true,
  };
}

/** The cast that is used unless a test brings its own. */
export const cast: Cast = {
  slackApp: { appId: slackId('A', 'Guildhall'), name: 'Guildhall' },
  slackTeams: [brackenford, harbourside],
  tenant: {
    tenantId: stableGuid(`${ASHCOMBE} tenant`),
    name: ASHCOMBE,
    domain: 'ashcombe.example',
    appId: stableGuid(`${ASHCOMBE} app`),
    users: ashcombePeople,
    teams: [
      team('Regulatory Services', ['Licensing']),
      team('Housing and Communities', ['Homelessness prevention']),
      team('Democratic Services', ['Elections']),
    ],
    chats: [
      {
        id: teamsGroupChatId(`${ASHCOMBE} Duty managers`),
        name: 'Duty managers',
        members: ashcombePeople.slice(0, 3).map((person) => person.id),
        installed: true,
        consented: true,
      },
    ],
  },
};

/** Two letters to draw instead of a picture. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? '?'}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

/** The places and people of a fault test: three communities of two councils and a housing partner, from the playground's cast. */
import type { Playground } from '../../../adapters/playground/index.ts';
import * as slackRefs from '../../../adapters/slack/refs.ts';
import * as teamsRefs from '../../../adapters/teams/refs.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { seedCommunities } from '../../../prisma/seed.ts';
import { systemIds } from '../../clock.ts';
import type { UserRef } from '../../core/ref.ts';

export interface Person {
  readonly platform: 'slack' | 'teams';
  /** The workspace's or the tenant's id. */
  readonly home: string;
  readonly id: string;
  readonly name: string;
  readonly ref: UserRef;
}

export interface Channel {
  readonly platform: 'slack' | 'teams';
  readonly home: string;
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
  readonly people: readonly Person[];
}

export interface Community {
  readonly name: string;
  readonly channels: readonly Channel[];
}

export interface Town {
  readonly communities: readonly Community[];
  /** Channels that the bot is in and that are bound to nothing. */
  readonly unbound: readonly Channel[];
}

const NAMES = ['Licensing', 'Homelessness prevention', 'Elections'];

export function townOf({ cast }: Playground): Town {
  const { tenant } = cast;
  const teamsPeople = tenant.users.map((user): Person => {
    const { id, name } = user;
    return { platform: 'teams', home: tenant.tenantId, id, name, ref: teamsRefs.userRef(tenant.tenantId, user) };
  });
  const inTeams = tenant.teams.flatMap((team) =>
    team.channels.map(
      ({ id, name }): Channel => ({
        platform: 'teams',
        home: tenant.tenantId,
        organisation: tenant.name,
        id,
        name,
        people: teamsPeople.filter((person) => team.members.includes(person.id)),
      }),
    ),
  );
  const onSlack = cast.slackTeams.flatMap((team) =>
    team.channels
      .filter((channel) => channel.bot)
      .map(({ id, name, members }): Channel => {
        const people = team.users
          .filter((user) => members.includes(user.id))
          .map(
            (user): Person => ({
              platform: 'slack',
              home: team.teamId,
              id: user.id,
              name: user.name,
              ref: slackRefs.userRef(team.teamId, user.id),
            }),
          );
        return { platform: 'slack', home: team.teamId, organisation: team.name, id, name, people };
      }),
  );
  const isOf = (channel: Channel, community: string): boolean =>
    channel.name === community || channel.name.endsWith(community.toLowerCase().replaceAll(' ', '-'));
  const all = [...inTeams, ...onSlack];
  return {
    communities: NAMES.map((name) => ({ name, channels: all.filter((channel) => isOf(channel, name)) })),
    unbound: all.filter((channel) => channel.name.toLowerCase() === 'general'),
  };
}

/**
 * Puts the communities into the database, with all their channels bound. Everybody has been asked for before: whom a platform
 * could not vouch for would be told to ask again later, and nothing would be lost of what was never taken.
 */
export async function settleTown(prisma: PrismaClient, { communities }: Town, at: Date): Promise<void> {
  const channels = communities.flatMap((community) => community.channels);
  const homes = new Map(channels.map((channel) => [channel.home, channel]));
  await seedCommunities(prisma, {
    workspaces: [...homes.values()].map(({ platform, home, organisation }) => ({
      platform,
      externalId: home,
      organisation,
      people: peopleOf(channels.filter((channel) => channel.home === home)),
    })),
    communities: communities.map(({ name, channels }) => ({
      name,
      nameKey: name.toLowerCase(),
      purpose: `People who work on ${name.toLowerCase()}`,
      members: channels.flatMap(({ people }) => people.slice(0, 2).map((person) => person.ref.id)),
      channels: channels.map(({ platform, home, id, name, organisation }) => ({
        platform,
        ref: (platform === 'slack' ? slackRefs : teamsRefs).conversationRef(home, id).id,
        name,
        organisation,
      })),
    })),
    at,
    newId: () => systemIds.next(),
  });
  await prisma.identity.updateMany({ data: { checkedAt: at } });
}

function peopleOf(channels: readonly Channel[]): { ref: string; name: string }[] {
  const people = channels.flatMap((channel) => channel.people.map(({ ref, name }) => [ref.id, name] as const));
  return [...new Map(people)].map(([ref, name]) => ({ ref, name }));
}

/** A message's content key, as its adapter makes it. */
export const keyOf = ({ platform, home, id: channel }: Channel, id: string): string =>
  platform === 'slack'
    ? slackRefs.messageRef(home, channel, id).key
    : teamsRefs.messageRef(home, channel, null, id).key;

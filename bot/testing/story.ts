/** A stage with the product's story set up: one community, two councils, a Teams channel and a Slack channel. */
import { type Actor, type Place, type Stage, stage } from './stage.ts';

export interface Story {
  readonly s: Stage;
  readonly community: string;
  /** Asks, in Teams. */
  readonly asha: Actor;
  /** Facilitates, in Teams. */
  readonly fay: Actor;
  /** Answers, in Slack. */
  readonly ben: Actor;
  readonly teamsChannel: Place;
  readonly slackChannel: Place;
}

export async function story(how?: Parameters<typeof stage>[0]): Promise<Story> {
  const s = await stage(how);
  await s.workspace('teams', 'ashcombe', 'Ashcombe Council');
  await s.workspace('slack', 'brackenford', 'Brackenford Council');
  const asha = s.actor('teams', 'ashcombe', 'Asha Verma');
  const fay = s.actor('teams', 'ashcombe', 'Fay Olsen');
  const ben = s.actor('slack', 'brackenford', 'Ben Carter');
  const teamsChannel = s.channel('teams', 'ashcombe', 'Licensing');
  const slackChannel = s.channel('slack', 'brackenford', 'licensing');
  // Everybody says hello once, so that they are known.
  for (const actor of [asha, fay, ben]) await s.command(actor, s.private(actor), 'help');
  const { prisma } = s;
  const facilitator = await prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  const organisations = await prisma.organisation.findMany({ orderBy: { name: 'asc' } });
  const [ashcombe, brackenford] = organisations.map((one) => one.id);
  const community = '00000000-0000-7000-8000-000000000001';
  const now = s.clock.now();
  await prisma.community.create({
    data: {
      id: community,
      name: 'Licensing',
      nameKey: 'licensing',
      purpose: 'Licensing officers help each other',
      founderId: ashcombe ?? '',
      createdBy: facilitator.personId,
      createdAt: now,
      members: { create: { personId: facilitator.personId, role: 'lead', joinedAt: now } },
      organisations: {
        create: [ashcombe, brackenford].map((organisationId) => ({
          organisationId: organisationId ?? '',
          agreedBy: facilitator.personId,
          agreedAt: now,
        })),
      },
      channels: {
        create: [
          { platform: 'teams', ref: teamsChannel.ref.id, organisationId: ashcombe ?? '', name: 'Licensing' },
          { platform: 'slack', ref: slackChannel.ref.id, organisationId: brackenford ?? '', name: 'licensing' },
        ].map((channel, index) => ({
          ...channel,
          id: `00000000-0000-7000-8000-00000000001${index}`,
          hears: 'all',
          boundBy: facilitator.personId,
          boundAt: new Date(now.getTime() + index),
        })),
      },
    },
  });
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  return { s, community, asha, fay, ben, teamsChannel, slackChannel };
}

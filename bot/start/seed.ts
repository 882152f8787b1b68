/** Plays the playground's history: its people ask and answer through the real protocols, in a past that the story's clock gives them. */
import type { Cast, Playground } from '../../adapters/playground/index.ts';
import * as slackRefs from '../../adapters/slack/refs.ts';
import * as teamsRefs from '../../adapters/teams/refs.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { seedCommunities } from '../../prisma/seed.ts';
import { markStoryBegun, markStoryTold } from '../../prisma/story-mark.ts';
import type { Assembled } from '../assemble.ts';
import { foldName } from '../communities/name.ts';
import type { Clock, Ids } from '../core/ports.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import { type SeedQuestion, seedMembers, seedPurposes, seedQuestions } from './story.ts';

/** A clock that stands at a moment of the story until the story is told; then it is the machine's. */
export interface StoryClock extends Clock {
  stand(at: Date): void;
  run(): void;
}

export function storyClock(machine: Clock): StoryClock {
  let standing: Date | null = null;
  return {
    now: () => (standing ? new Date(standing) : machine.now()),
    stand: (at) => {
      standing = at;
    },
    run: () => {
      standing = null;
    },
  };
}

export interface SeedNeeds {
  readonly prisma: PrismaClient;
  readonly playground: Playground;
  readonly assembled: Assembled;
  readonly clock: StoryClock;
  readonly ids: Ids;
  /** When the adapters have acted on everything that reached them. */
  readonly idle: () => Promise<void>;
}

const HOUR = 3_600_000;
/** Questions are asked at this hour of their day, so that no night is worked through. */
const ASKED_AT_HOUR = 9;

/** Tells the story once: nothing where a community is there already. */
export async function seed(needs: SeedNeeds): Promise<void> {
  const { prisma, clock, ids, playground } = needs;
  if ((await prisma.community.count()) > 0) return;
  const accounts = accountsOf(playground.cast);
  const now = clock.now();
  const start = new Date(now.getTime() - 30 * 24 * HOUR);
  await markStoryBegun(prisma);
  await seedCommunities(prisma, {
    workspaces: workspacesOf(playground.cast),
    communities: communitiesOf(accounts, playground.cast),
    at: start,
    newId: () => ids.next(),
  });
  try {
    for (const question of seedQuestions) await play(needs, accounts, question, now);
    await markStoryTold(prisma);
  } finally {
    clock.run();
  }
}

interface Account {
  readonly platform: 'slack' | 'teams';
  /** The workspace's id, or the tenant's. */
  readonly workspace: string;
  readonly id: string;
  readonly ref: UserRef;
  readonly organisation: string;
}

function accountsOf(cast: Cast): ReadonlyMap<string, Account> {
  const all = new Map<string, Account>();
  for (const team of cast.slackTeams) {
    for (const { account, id } of team.users) {
      all.set(account, {
        platform: 'slack',
        workspace: team.teamId,
        id,
        ref: slackRefs.userRef(team.teamId, id),
        organisation: team.name,
      });
    }
  }
  const { tenant } = cast;
  for (const { account, id, aadObjectId } of tenant.users) {
    all.set(account, {
      platform: 'teams',
      workspace: tenant.tenantId,
      id,
      ref: teamsRefs.userRef(tenant.tenantId, { id, aadObjectId }),
      organisation: tenant.name,
    });
  }
  return all;
}

const workspacesOf = (cast: Cast) => [
  {
    platform: 'teams',
    externalId: cast.tenant.tenantId,
    organisation: cast.tenant.name,
    people: cast.tenant.users.map((user) => ({
      ref: teamsRefs.userRef(cast.tenant.tenantId, user).id,
      name: user.name,
    })),
  },
  ...cast.slackTeams.map((team) => ({
    platform: 'slack',
    externalId: team.teamId,
    organisation: team.name,
    people: team.users.map((user) => ({ ref: slackRefs.userRef(team.teamId, user.id).id, name: user.name })),
  })),
];

interface SeedChannel {
  readonly platform: 'slack' | 'teams';
  readonly workspace: string;
  readonly id: string;
  readonly ref: ConversationRef;
  readonly name: string;
  readonly organisation: string;
}

/** A community's channels: those whose names say so. */
function channelsOf(cast: Cast, community: string): readonly SeedChannel[] {
  const word = community.toLowerCase().replaceAll(' ', '-');
  const { tenant } = cast;
  const inTeams = tenant.teams
    .flatMap((team) => team.channels)
    .filter((channel) => channel.name === community)
    .map(({ id, name }) => ({
      platform: 'teams' as const,
      workspace: tenant.tenantId,
      id,
      ref: teamsRefs.conversationRef(tenant.tenantId, id),
      name,
      organisation: tenant.name,
    }));
  const inSlack = cast.slackTeams.flatMap((team) =>
    team.channels
      .filter((channel) => channel.bot && (channel.name === word || channel.name.endsWith(`-${word}`)))
      .map(({ id, name }) => ({
        platform: 'slack' as const,
        workspace: team.teamId,
        id,
        ref: slackRefs.conversationRef(team.teamId, id),
        name,
        organisation: team.name,
      })),
  );
  return [...inTeams, ...inSlack];
}

const communitiesOf = (accounts: ReadonlyMap<string, Account>, cast: Cast) =>
  Object.entries(seedPurposes).map(([name, purpose]) => ({
    name,
    nameKey: foldName(name),
    purpose,
    members: (seedMembers[name] ?? []).map((account) => accountOf(accounts, account).ref.id),
    channels: channelsOf(cast, name).map(({ ref, ...channel }) => ({ ...channel, ref: ref.id })),
  }));

function accountOf(accounts: ReadonlyMap<string, Account>, name: string): Account {
  const account = accounts.get(name);
  if (!account) throw new Error(`nobody in the cast is ${name}`);
  return account;
}

async function play(
  needs: SeedNeeds,
  accounts: ReadonlyMap<string, Account>,
  question: SeedQuestion,
  now: Date,
): Promise<void> {
  const { clock, prisma, assembled } = needs;
  const day = new Date(now.getTime() - question.daysAgo * 24 * HOUR);
  day.setUTCHours(ASKED_AT_HOUR, 12, 0, 0);
  const asker = accountOf(accounts, question.asker);
  clock.stand(day);
  await post(needs, asker, question.community, `@Guildhall ${question.text}`, null);
  await settle(needs);
  const asked = await prisma.question.findFirstOrThrow({ orderBy: { createdAt: 'desc' }, select: { id: true } });
  for (const { by, hoursLater, text } of question.replies) {
    clock.stand(new Date(day.getTime() + hoursLater * HOUR));
    await post(needs, accountOf(accounts, by), question.community, text, asked.id);
    await settle(needs);
  }
  if (question.accepted === undefined) return;
  const replies = await prisma.reply.findMany({ where: { questionId: asked.id }, orderBy: { createdAt: 'asc' } });
  const reply = replies[question.accepted];
  clock.stand(new Date(day.getTime() + 6 * HOUR));
  const event = {
    id: `seed/${asked.id}`,
    connection: 'seed',
    at: clock.now().toISOString(),
    from: asker.ref,
    workspace: asker.workspace,
    in: { ...asker.ref, kind: 'conversation' },
    where: 'private',
    kind: 'action',
    action: 'questions.useful',
    value: reply?.id ?? '',
    on: null,
  } as const;
  await assembled.bot.accept(event);
  await assembled.bot.handle(event);
  await settle(needs);
}

/** Writes in the person's own channel of the community: a new message, or a reply where the question's thread is there. */
async function post(
  needs: SeedNeeds,
  who: Account,
  community: string,
  text: string,
  question: string | null,
): Promise<void> {
  const { hooks, cast } = needs.playground;
  const channel = channelsOf(cast, community).find((one) => one.workspace === who.workspace);
  if (!channel) throw new Error(`${who.organisation} has no channel for ${community}`);
  const root = question === null ? null : await rootIn(needs, channel, question);
  if (who.platform === 'slack') {
    await hooks.slackAct(who.workspace, who.id, {
      kind: 'post',
      channel: channel.id,
      text,
      ...(root && { thread: slackRefs.readMessage(root).root }),
    });
  } else {
    const thread = root && (teamsRefs.readMessage(root).root ?? teamsRefs.readMessage(root).message);
    await hooks.teamsAct(who.id, { kind: 'post', conversation: channel.id, text, ...(thread && { root: thread }) });
  }
}

/** The root of a question's thread in a channel: what asked it there, or our card. */
async function rootIn({ prisma }: SeedNeeds, channel: SeedChannel, question: string) {
  const asked = await prisma.question.findUniqueOrThrow({ where: { id: question } });
  const thread = asked.thread as { platform: string; id: string; key: string } | null;
  if (thread && asked.place === channel.ref.id) return { kind: 'message' as const, ...thread };
  const card = await prisma.outgoing.findFirstOrThrow({
    where: { subject: `question:${question}`, lane: { endsWith: channel.ref.id } },
  });
  return { kind: 'message' as const, platform: card.platform, id: card.remoteId ?? '', key: card.remoteKey ?? '' };
}

/** How often the stand-ins are looked at, in milliseconds: they work in this very process. */
const LOOK_MS = 4;

/** What has to wait its turn gets it within so many seconds of the story's. */
const TURNS = 120;

/** Until the stand-ins, the adapters and the outbox have nothing left to do. */
async function settle(needs: SeedNeeds): Promise<void> {
  const { prisma, clock } = needs;
  await settleNow(needs);
  for (let turn = 0; turn < TURNS; turn += 1) {
    if ((await prisma.outgoing.count({ where: { state: 'owed' } })) === 0) return;
    // Its budget is earned by time, which stands still in the story.
    clock.stand(new Date(clock.now().getTime() + 1_000));
    await settleNow(needs);
  }
}

async function settleNow({ playground, assembled, clock, idle }: SeedNeeds): Promise<void> {
  const { follower, outbox, sender } = assembled;
  for (let isQuiet = false; !isQuiet; ) {
    while (!playground.hooks.idle()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    await idle();
    while (await follower.follow());
    const lanes = await outbox.due(clock.now(), 100);
    await Promise.all(
      lanes.map(async (lane) => {
        while (await sender.send(lane));
      }),
    );
    isQuiet = lanes.length === 0 && playground.hooks.idle();
  }
}

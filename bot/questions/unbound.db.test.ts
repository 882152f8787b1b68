/** A channel that was taken out of a community gets no more of it and gives no more to it, in both directions. */
import { expect, test } from 'vitest';
import type { Posted } from '../testing/fake-chat.ts';
import { type Story, story } from '../testing/story.ts';
import { toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

/** A question of Asha's from Teams (or Ben's from Slack), with a reply from either side, and then Ben's Slack channel is taken out. */
async function taken(how: { asked?: 'teams' | 'slack' } = {}) {
  const all = await story();
  const { s, asha, ben, fay, teamsChannel, slackChannel } = all;
  const inTeams = how.asked !== 'slack';
  const asked = inTeams
    ? await s.say(asha, teamsChannel, 'Who knows?', { addressed: true })
    : await s.say(ben, slackChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const inSlackThread = inTeams ? (s.slack.posted[0] ?? never()).ref : asked.message;
  const inTeamsThread = inTeams ? asked.message : (s.teams.posted[0] ?? never()).ref;
  const bens = await s.say(ben, slackChannel, 'Old words from Slack', { thread: inSlackThread });
  const fays = await s.say(fay, teamsChannel, 'Old words from Teams', { thread: inTeamsThread });
  await s.settle();
  await unbind(all);
  const { id: question } = await s.prisma.question.findFirstOrThrow();
  return { ...all, fay, asked, bens, fays, question, inSlackThread, inTeamsThread };
}

/** Ends the binding of the Slack channel, as a facilitator's command there does. */
async function unbind({ s, ben, community, slackChannel }: Story): Promise<void> {
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } });
  const role = { role: 'facilitator', joinedAt: s.clock.now() };
  await s.prisma.membership.create({ data: { communityId: community, personId, ...role } });
  expect(toldBy(await s.command(ben, slackChannel, 'unbind'))).toContain('no longer belongs to Licensing');
  await s.prisma.membership.deleteMany({ where: { communityId: community, personId } });
  await s.settle();
}

/** What stands in the Slack channel and its threads. */
const inChannel = ({ s, slackChannel, inSlackThread }: Awaited<ReturnType<typeof taken>>): readonly Posted[] =>
  s.slack.posted.filter((one) => !one.removed && [slackChannel.ref.id, inSlackThread.id].includes(one.to.id));
const wordsIn = (all: Awaited<ReturnType<typeof taken>>): string =>
  inChannel(all)
    .map((one) => wordsOf(one.card))
    .join('\n');

test('what was to stand below a question’s card that never came is owed no more, and comes with the card where it comes after all', async () => {
  const all = await story();
  const { s, asha, fay, community, teamsChannel, slackChannel } = all;
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.say(fay, teamsChannel, 'I do', { thread: asked.message });
  // Nothing was posted yet when the channel is taken out.
  await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { goneAt: s.clock.now() } });
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  expect(await s.prisma.outgoing.count({ where: { state: { in: ['owed', 'sending'] } } })).toBe(0);
  await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { goneAt: null } });
  const question = await s.prisma.question.findFirstOrThrow({ where: { communityId: community } });
  await s.inbox.afterwards(s.clock.now(), (w) => w.refresh(`question:${question.id}`));
  await s.settle();
  expect(s.slack.posted.map(({ to }) => to.kind)).toEqual(['conversation', 'message']);
});

test('nothing new comes into it: no answer, no edit, no mark, no later question', async () => {
  const all = await taken();
  const { s, asha, fay, teamsChannel, asked, fays } = all;
  const before = s.slack.posted.length;
  await s.say(fay, teamsChannel, 'New words from Teams', { thread: asked.message });
  await edit(all, 'fay', fays.message, 'Changed words from Teams');
  await s.bring(
    s.event(asha, teamsChannel, {
      kind: 'edited',
      addressed: true,
      said: saidBy(all, 'asha', asked.message, asked.message, 'Who really knows?'),
    }),
  );
  const { id } = await s.prisma.reply.findFirstOrThrow({ where: { key: fays.message.key } });
  await s.press(asha, teamsChannel, 'questions.useful', id);
  await s.say(asha, teamsChannel, 'A later question?', { addressed: true });
  await s.settle();
  expect(wordsIn(all)).not.toMatch(/New words|Changed words|really knows|later question|Answered by|This answered it/);
  expect(wordsIn(all)).toContain('This channel is no longer part of Licensing');
  // Two cards stood there and were changed: nothing is left to press on them.
  const changed = inChannel(all).filter((one) =>
    wordsOf(one.card).includes('no longer part of the community of this question'),
  );
  expect(changed).toHaveLength(2);
  expect(changed.flatMap((one) => buttonsOf(one.card))).toEqual([]);
  expect(s.slack.posted.filter((one) => one.to.kind !== 'user')).toHaveLength(before);
  // All of it is where the community still is.
  const inTeams = s.teams.posted.map((one) => wordsOf(one.card)).join('\n');
  expect(inTeams).toContain('Answered by Fay Olsen');
});

test('what was not posted there before the channel was taken out is not posted', async () => {
  const all = await story();
  const { s, asha, teamsChannel } = all;
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.prisma.channel.updateMany({ where: { platform: 'slack' }, data: { goneAt: s.clock.now() } });
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  expect(s.teams.posted).toHaveLength(1);
});

test('nothing said in it goes out: no reply, no edit; a deletion does', async () => {
  const all = await taken();
  const { s, ben, slackChannel, inSlackThread, bens, question } = all;
  const { reply } = await s.say(ben, slackChannel, 'New words from Slack', { thread: inSlackThread });
  expect(reply).toEqual({ kind: 'nothing' });
  await edit(all, 'ben', bens.message, 'Changed words from Slack');
  await s.settle();
  const inTeams = () => s.teams.posted.filter((one) => !one.removed).map((one) => wordsOf(one.card));
  expect(inTeams().join()).not.toMatch(/New words|Changed words/);
  expect(inTeams().join()).toContain('Old words from Slack');
  expect(await s.prisma.reply.count({ where: { questionId: question } })).toBe(2);

  await s.bring(
    s.event(ben, slackChannel, { kind: 'deleted', message: bens.message, thread: inSlackThread, version: '99' }),
  );
  await s.settle();
  expect(inTeams().join()).not.toContain('Old words from Slack');
});

test('who replies there is told once that it goes nowhere, and each time where they spoke to the bot', async () => {
  const all = await taken();
  const { s, ben, slackChannel, inSlackThread } = all;
  const hints = () => s.slack.posted.filter((one) => one.only?.id === ben.ref.id).map((one) => wordsOf(one.card));
  await s.say(ben, slackChannel, 'New words from Slack', { thread: inSlackThread });
  await s.say(ben, slackChannel, 'And some more', { thread: inSlackThread });
  await s.settle();
  expect(hints()).toHaveLength(1);
  expect(hints().join()).toContain('I have not passed on what you wrote');
  const { reply } = await s.say(ben, slackChannel, 'Do you hear me?', { thread: inSlackThread, addressed: true });
  expect(toldBy(reply)).toContain('I have not passed on what you wrote');
  expect(await s.prisma.question.count()).toBe(1);
});

test('a question asked in it is edited there in vain; its asker still answers in private and is told of answers', async () => {
  const all = await taken({ asked: 'slack' });
  const { s, ben, fay, slackChannel, teamsChannel, asked, inTeamsThread } = all;
  await s.bring(
    s.event(ben, slackChannel, {
      kind: 'edited',
      addressed: true,
      said: saidBy(all, 'ben', asked.message, asked.message, 'Who really knows?'),
    }),
  );
  await s.settle();
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join()).not.toContain('really knows');
  await s.say(fay, teamsChannel, 'New words from Teams', { thread: inTeamsThread });
  await s.settle();
  const notices = s.slack.posted.filter((one) => one.to.kind === 'user').map((one) => wordsOf(one.card));
  expect(notices.join()).toContain('New words from Teams');
  expect(wordsIn(all)).not.toContain('New words from Teams');
});

test('a reply in the private chat is heard, whatever became of the channels', async () => {
  const all = await story();
  const { s, asha, community, teamsChannel } = all;
  const home = s.private(asha);
  await s.submit(asha, home, 'questions.ask', '', { community, text: 'Who knows?' });
  await s.settle();
  await unbind(all);
  const own = s.teams.posted.find((one) => one.to.kind === 'user') ?? never();
  await s.say(asha, home, 'For small venues, I mean', { thread: own.ref });
  await s.settle();
  const inTeams = s.teams.posted.filter((one) => one.to.kind === 'message' || one.to.id === teamsChannel.ref.id);
  expect(inTeams.map((one) => wordsOf(one.card)).join()).toContain('For small venues');
});

test('a channel that was given to another community shows and hears nothing of the first', async () => {
  const all = await taken();
  const { s, ben, fay, slackChannel, teamsChannel, asked, inSlackThread } = all;
  const other = '00000000-0000-7000-8000-000000000002';
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  const [organisation] = await s.prisma.organisation.findMany({ where: { name: 'Brackenford Council' } });
  const agreed = { organisationId: organisation?.id ?? '', agreedBy: personId, agreedAt: s.clock.now() };
  await s.prisma.community.create({
    data: {
      id: other,
      name: 'Parking',
      nameKey: 'parking',
      purpose: 'Parking together',
      founderId: organisation?.id ?? '',
      createdBy: personId,
      createdAt: s.clock.now(),
      organisations: { create: agreed },
    },
  });
  await s.prisma.channel.updateMany({ where: { platform: 'slack' }, data: { communityId: other, goneAt: null } });
  await s.say(ben, slackChannel, 'New words from Slack', { thread: inSlackThread });
  await s.say(fay, teamsChannel, 'New words from Teams', { thread: asked.message });
  await s.settle();
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join()).not.toContain('New words from Slack');
  expect(wordsIn(all)).not.toContain('New words from Teams');
});

test('bound again, it is as it was before', async () => {
  const all = await taken();
  const { s, fay, ben, teamsChannel, slackChannel, asked, fays, inSlackThread } = all;
  await s.say(fay, teamsChannel, 'New words from Teams', { thread: asked.message });
  await edit(all, 'fay', fays.message, 'Changed words from Teams');
  await s.settle();
  s.clock.pass(60_000);
  expect(wordsIn(all)).not.toContain('Who knows?');
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } });
  const role = { role: 'facilitator', joinedAt: s.clock.now() };
  await s.prisma.membership.create({ data: { communityId: all.community, personId, ...role } });
  await s.command(ben, slackChannel, 'bind', 'licensing');
  await s.settle();
  const root = s.slack.posted[0] ?? never();
  expect(wordsOf(root.card)).toContain('Who knows?');
  expect(wordsIn(all)).toContain('Changed words from Teams');
  expect(wordsIn(all)).not.toContain('Licensing, so');
  expect(buttonsOf(root.card).map(({ action }) => action)).toContain('questions.answer');
  await s.say(ben, slackChannel, 'Newer words from Slack', { thread: inSlackThread });
  await s.settle();
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join()).toContain('Newer words from Slack');
});

type Taken = Awaited<ReturnType<typeof taken>>;

function saidBy(
  all: Taken,
  who: 'asha' | 'ben' | 'fay',
  message: Taken['asked']['message'],
  thread: typeof message,
  text: string,
) {
  return { message, thread, author: all[who].ref, text, files: [], link: '', version: '000900' };
}

async function edit(all: Taken, who: 'ben' | 'fay', message: Taken['asked']['message'], text: string) {
  const { s, slackChannel, teamsChannel, inSlackThread, inTeamsThread } = all;
  const [place, thread] = who === 'ben' ? [slackChannel, inSlackThread] : [teamsChannel, inTeamsThread];
  const said = saidBy(all, who, message, thread, text);
  await s.bring(s.event(all[who], place, { kind: 'edited', addressed: false, said }));
}

function never(): never {
  throw new Error('not there');
}

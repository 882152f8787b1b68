/** What is refused keeps its words and says what is true, to guests as well. */
import { expect, test } from 'vitest';
import type { Actor } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';
import { toldBy } from '../testing/town.ts';
import { buttonsOf } from '../testing/words-of.ts';

const WORDS = 'Who has a policy for drones, and since when?';
/** What guests cannot do, or what does not exist. */
const UNTRUE = /type create|\/guild create|take you in|facilitator|does not share/;

/** A guest of Brackenford's workspace. */
function guest({ s }: Story): Actor {
  const gil = s.actor('slack', 'brackenford', 'Gil Guest');
  s.slack.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  return gil;
}
/** Somebody of an organisation that shares nothing. */
async function stranger({ s }: Story): Promise<Actor> {
  await s.workspace('slack', 'elsewhere', 'Elsewhere Council');
  return s.actor('slack', 'elsewhere', 'Eve Stone');
}

test('without any community, the words of a command come back, and how to start one is said as it is typed', async () => {
  const all = await story();
  const eve = await stranger(all);
  const { s } = all;
  const words = toldBy(await s.command(eve, s.private(eve), 'ask', WORDS));
  expect(words).toContain(WORDS);
  expect(words).toContain('There is no community that you can ask yet');
  expect(words).toContain('/guild create');
  expect(await s.prisma.question.count()).toBe(0);
});

test('in a channel whose community is not theirs, the words of a command come back', async () => {
  const all = await story();
  const eve = await stranger(all);
  const words = toldBy(await all.s.command(eve, all.slackChannel, 'ask', WORDS));
  expect(words).toContain(WORDS);
  expect(words).toContain('The community of this channel is not open to you');
});

test('a guest reads what is true, with the words of the command, in private and in a bound channel', async () => {
  const all = await story();
  const { s, slackChannel } = all;
  const gil = guest(all);
  for (const place of [s.private(gil), slackChannel, s.channel('slack', 'brackenford', 'general')]) {
    const words = toldBy(await s.command(gil, place, 'ask', WORDS));
    expect(words).toContain(WORDS);
    expect(words).toContain('You are a guest here');
    expect(words).not.toMatch(UNTRUE);
  }
  const mentioned = toldBy((await s.say(gil, slackChannel, WORDS, { addressed: true })).reply);
  expect(mentioned).toContain('You are a guest here');
  expect(mentioned).not.toMatch(UNTRUE);
  await s.settle();
  expect(await s.prisma.question.count()).toBe(0);
});

test('a guest without a community gets no form with nothing to choose in it', async () => {
  const all = await story();
  const { s } = all;
  const gil = guest(all);
  const home = s.private(gil);
  for (const reply of [
    await s.command(gil, home, 'ask'),
    await s.press(gil, home, 'questions.start', ''),
    await s.bring(s.event(gil, home, { kind: 'shortcut', name: 'ask' })),
  ]) {
    expect(toldBy(reply)).toContain('You are a guest here');
    expect(toldBy(reply)).not.toMatch(UNTRUE);
  }
});

test('a guest who presses the buttons of a question reads what is true', async () => {
  const all = await story();
  const { s, asha, teamsChannel, slackChannel } = all;
  const gil = guest(all);
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const [{ card } = never()] = s.slack.posted;
  const question = buttonsOf(card).find(({ action }) => action === 'questions.answer')?.value ?? '';
  for (const action of ['questions.answer', 'questions.choose', 'questions.unaccept', 'questions.withdraw']) {
    const words = toldBy(await s.press(gil, slackChannel, action, question));
    expect(words).toContain('not open to guests');
    expect(words).not.toMatch(UNTRUE);
  }
  const answered = await s.submit(gil, slackChannel, 'questions.answer', question, { text: 'Me' });
  expect(answered).toMatchObject({ problems: { text: expect.stringContaining('not open to guests') } });
});

test('a guest who is in the community asks it', async () => {
  const all = await story();
  const { s, community, slackChannel } = all;
  const gil = guest(all);
  await s.command(gil, slackChannel, 'help');
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: gil.ref.id } });
  const role = { role: 'member', joinedAt: s.clock.now() };
  await s.prisma.membership.create({ data: { communityId: community, personId, ...role } });
  expect(toldBy(await s.command(gil, slackChannel, 'ask', WORDS))).toContain('Your question is in Licensing');
});

test('a draft stays where its community is closed to the asker meanwhile, and nobody says that it was posted', async () => {
  const { s, asha, community } = await story();
  const draft = await s.say(asha, s.private(asha), WORDS);
  if (draft.reply?.kind !== 'tell') throw new Error('told a card');
  const post = buttonsOf(draft.reply.card).find(({ action }) => action === 'questions.post') ?? never();
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  const words = toldBy(await s.press(asha, s.private(asha), post.action, post.value));
  expect(words).not.toContain('posted or discarded already');
  expect(await s.prisma.question.findFirst()).toMatchObject({ state: 'drafted' });
});

function never(): never {
  throw new Error('not there');
}

/** Somebody of whom their platform does not say who they are: a guest sees nothing, a colleague hears nothing false. */
import { expect, test } from 'vitest';
import type { Profile } from '../core/chat.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor, Place, Stage } from '../testing/stage.ts';
import { founded, toldBy, typesCode } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

const SENTENCE = 'I could not check who you are just now. Please try again in a moment.';

/** A town where a question stands in a community, and a channel that belongs to it. */
async function asked() {
  const all = await founded();
  const { s, fay, channel, community } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await s.say(fay, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.settle();
  const { id } = await s.prisma.question.findFirstOrThrow({ where: { communityId: community } });
  return { ...all, question: id };
}
/** Somebody new in Fay's tenant, of whom Teams says nothing. */
function somebody(s: Stage): Actor {
  const actor = s.actor('teams', 'ashcombe', 'Gus Gray');
  s.teams.profiles.delete(actor.ref.id);
  return actor;
}
const says = (s: Stage, actor: Actor, profile: Partial<Profile>): void =>
  void s.teams.profiles.set(actor.ref.id, {
    name: actor.name,
    active: true,
    guest: false,
    external: false,
    ...profile,
  });
const search = (s: Stage, who: Actor, of: string, query: string, by: 'form' | 'compose' = 'compose') =>
  s.bring(s.event(who, s.private(who), { kind: 'search', of, query, by }));
const counts = async ({ prisma }: Stage) => [
  await prisma.membership.count(),
  await prisma.community.count(),
  await prisma.channel.count(),
  await prisma.question.count(),
  await prisma.reply.count(),
];

/** Everything by which somebody might come to see a community, or a question in it. */
function ways({ s, channel, community, question }: Awaited<ReturnType<typeof asked>>, who: Actor) {
  const home = s.private(who);
  const other = s.channel('teams', 'ashcombe', 'Elsewhere');
  const form = (name: string, context: string, values: Record<string, string>) => () =>
    s.submit(who, home, name, context, values);
  const typed =
    (name: string, text = '', where: Place = home) =>
    () =>
      s.command(who, where, name, text);
  const all: Record<string, () => Promise<Reply | null>> = {
    'the list': typed('communities'),
    'the list for a word': typed('communities', 'lic'),
    'joining by name': typed('join', 'licensing'),
    'joining here': typed('join', '', channel),
    'joining by button': () => s.press(who, home, 'communities.join', community),
    'joining from a list': () => s.press(who, home, 'communities.join', `${community} list `),
    'leaving by name': typed('leave', 'licensing'),
    'creating by command': typed('create'),
    'creating by form': form('communities.create', '', { name: 'Guests', purpose: 'People who are guests here' }),
    binding: typed('bind', 'licensing', other),
    'asking in private': async () => (await s.say(who, home, 'Who licenses pedicabs?')).reply,
    'asking in the channel': async () => (await s.say(who, channel, 'Who else?', { addressed: true })).reply,
    'asking by command': typed('ask', 'Who else?', channel),
    'the form to ask': typed('ask'),
    'asking by form': form('questions.ask', '', { community, text: 'Who else?' }),
    'the form to answer': () => s.press(who, home, 'questions.answer', question),
    'answering by form': form('questions.answer', question, { text: 'We do' }),
    'the form to mark': () => s.press(who, home, 'questions.choose', question),
    'searching questions': () => search(s, who, 'questions', 'pedicabs'),
    'searching communities': () => search(s, who, 'communities', 'lic'),
    'searching in a form': () => search(s, who, 'communities', 'lic', 'form'),
  };
  return all;
}

test('whoever it may be sees nothing, changes nothing, and is told that it could not be checked', async () => {
  const town = await asked();
  const { s } = town;
  const gus = somebody(s);
  const before = await counts(s);
  for (const [way, go] of Object.entries(ways(town, gus))) {
    const reply = await go();
    expect(JSON.stringify(reply), way).not.toMatch(/Licensing|pedicabs|guest/);
    if (reply?.kind === 'invalid') expect(reply.problems, way).toEqual({ '': SENTENCE });
    else expect([way, toldBy(reply).split('\n')[0]]).toEqual([way, SENTENCE]);
  }
  expect(await counts(s)).toEqual(before);
});

test('a guest who is known as one is told that they are, as before', async () => {
  const town = await asked();
  const { s } = town;
  const gus = somebody(s);
  says(s, gus, { guest: true });
  for (const [way, go] of Object.entries(ways(town, gus))) {
    const reply = JSON.stringify(await go());
    expect(reply, way).not.toMatch(/"Licensing"|Licensing officers|license pedicabs|could not check/);
  }
});

test('a colleague, as soon as their platform says so, sees and does what a colleague may', async () => {
  const { s, community, roleIn } = await asked();
  const gus = somebody(s);
  expect(toldBy(await s.command(gus, s.private(gus), 'communities'))).toBe(`${SENTENCE}\n${SENTENCE}`);
  says(s, gus, {});
  expect(toldBy(await s.command(gus, s.private(gus), 'communities'))).toContain('Licensing');
  expect(toldBy(await s.press(gus, s.private(gus), 'communities.join', community))).toContain('Welcome to Licensing');
  expect(await roleIn(gus, community)).toBe('member');
});

test('a form that could not be taken is taken the second time, under the same id', async () => {
  const { s, community } = await asked();
  const gus = somebody(s);
  const values = { community, text: 'Who else?' };
  const event = s.event(gus, s.private(gus), { kind: 'submission', form: 'questions.ask', context: '', values });
  expect(await s.bring(event)).toEqual({ kind: 'invalid', problems: { '': SENTENCE } });
  says(s, gus, {});
  expect(toldBy(await s.bring(event))).toContain('Licensing');
  expect(await s.prisma.question.count({ where: { communityId: community } })).toBe(2);
});

test('a member whose profile cannot be had goes on in their own communities, and is shown no other', async () => {
  const { s, fay, asha, channel, community, question, create, enrol } = await asked();
  await enrol(asha, community);
  await create(fay, 'Allotments');
  // The platform said that the profile changed, and then nothing more: it may have become a guest's.
  await s.bring(s.event(asha, s.private(asha), { kind: 'person', who: asha.ref, change: 'changed' }));
  s.teams.profiles.delete(asha.ref.id);
  const home = s.private(asha);

  expect(await s.press(asha, home, 'questions.answer', question)).toMatchObject({ kind: 'ask' });
  const answered = await s.submit(asha, home, 'questions.answer', question, { text: 'We do' });
  expect(toldBy(answered)).not.toContain(SENTENCE);
  expect((await s.say(asha, channel, 'Who else?', { addressed: true })).reply).toEqual({ kind: 'nothing' });
  expect(await s.prisma.question.count()).toBe(2);
  expect(toldBy(await s.command(asha, home, 'join', 'licensing'))).toContain('You are in Licensing already.');

  for (const shown of [
    await s.command(asha, home, 'communities'),
    await s.command(asha, home, 'join', 'allotments'),
    await search(s, asha, 'communities', 'allot'),
  ]) {
    expect(toldBy(shown)).toContain(SENTENCE);
    expect(JSON.stringify(shown)).not.toContain('Allotments');
  }
  expect(toldBy(await s.command(asha, home, 'leave', 'licensing'))).toContain('You have left Licensing.');
});

test('what they say in a thread is heard, whoever they are', async () => {
  const { s, fay, channel, theirs, ben, code } = await asked();
  await typesCode(s, ben, theirs, await code());
  const { message: thread } = await s.say(fay, channel, 'Who licenses rickshaws?', { addressed: true });
  await s.settle();
  await s.say(somebody(s), channel, 'We license them', { thread });
  await s.settle();
  expect(s.slack.posted.map((one) => wordsOf(one.card)).join('\n')).toContain('Gus Gray');
});

test('help is given all the same, and the home page is drawn as for anybody', async () => {
  const { s } = await asked();
  const gus = somebody(s);
  const help = toldBy(await s.command(gus, s.private(gus), 'help'));
  expect(help).toContain('What you can do here');
  expect(help).not.toMatch(/create|bind/);
  await s.bring(s.event(gus, s.private(gus), { kind: 'home' }));
  await s.settle();
  const page = s.teams.homes.get(gus.ref.id);
  expect(page && wordsOf(page)).toContain('My communities');
  expect(JSON.stringify(page)).not.toMatch(/Licensing|communities\.create/);
});

test('what a platform says too late is there the next time, whether or not the account was kept by then', async () => {
  const { s } = await asked();
  const { recognition } = s;
  const late: Profile = { name: 'Gus Gray', email: 'gus@ashcombe.example', active: true, guest: true, external: false };
  const gus = somebody(s);
  // The first time everything was undone with the answer, and the second it was not.
  for (const go of [
    () => s.command(gus, s.private(gus), 'communities'),
    () => s.command(gus, s.private(gus), 'help'),
  ]) {
    await go();
    await s.prisma.identity.updateMany({ where: { ref: gus.ref.id }, data: { checkedAt: null } });
    await recognition.keep(gus.ref, gus.workspace, late, s.clock.now());
    expect(await recognition.known(gus.ref, gus.workspace)).toEqual({ checkedAt: s.clock.now() });
  }
  expect(await s.prisma.identity.findMany({ where: { ref: gus.ref.id } })).toMatchObject([late]);
  expect(toldBy(await s.command(gus, s.private(gus), 'create'))).toContain('You are a guest here');
});

test('the platform is asked of the place in which somebody was met', async () => {
  const { s, channel } = await asked();
  const gus = somebody(s);
  const asking: unknown[] = [];
  s.teams.whoIs = async (user, near) => {
    asking.push([user.id, near?.id]);
    return { name: 'Gus Gray', active: true, guest: false, external: false };
  };
  await s.command(gus, channel, 'help');
  await s.command(gus, channel, 'help');
  expect(asking).toEqual([[gus.ref.id, channel.ref.id]]);
});

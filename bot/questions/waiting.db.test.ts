/** A question to a community that has no channel yet is kept, says so, and is posted when a channel is bound. */
import { expect, test } from 'vitest';
import { postedTo, toldBy, town } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

/** Fay's community without a channel, with a question of Asha's. */
async function kept() {
  const all = await town();
  const { s, fay, asha } = all;
  const community = await all.create(fay, 'Licensing');
  const channel = s.channel('teams', 'ashcombe', 'Licensing');
  const ask = (text: string) => s.submit(asha, s.private(asha), 'questions.ask', '', { community, text });
  const bind = async (place = channel) => {
    await s.command(fay, place, 'bind', 'licensing');
    await s.settle();
  };
  const own = () => s.teams.posted.find((one) => one.to.id === asha.ref.id && wordsOf(one.card).includes('Who knows?'));
  return { ...all, community, channel, ask, bind, own };
}

test('its asker is told that it waits, and it is posted when a channel is bound, once', async () => {
  const { s, channel, ask, bind, own } = await kept();
  const told = toldBy(await ask('Who knows?'));
  expect(told).toContain('Licensing has no channel yet');
  expect(told).not.toContain('Your question is in');
  await s.settle();
  expect(wordsOf((own() ?? never()).card)).toContain('Licensing has no channel yet');
  expect(wordsOf((own() ?? never()).card)).not.toContain('I will tell you here when somebody answers.');

  await bind();
  expect(postedTo(s.teams, channel).join()).toContain('Who knows?');
  expect(wordsOf((own() ?? never()).card)).toContain('I will tell you here when somebody answers.');
  // Answered there, it is like any other.
  const root = s.teams.posted.find((one) => one.to.id === channel.ref.id && wordsOf(one.card).includes('Who knows?'));
  expect(buttonsOf((root ?? never()).card).map(({ action }) => action)).toContain('questions.answer');

  const later = s.channel('teams', 'ashcombe', 'Annex');
  await bind(later);
  expect(postedTo(s.teams, later).join()).not.toContain('Who knows?');
  expect(postedTo(s.teams, channel).filter((words) => words.includes('Who knows?'))).toHaveLength(1);
});

test('a draft that is put before it waits too, and what is withdrawn meanwhile is not posted', async () => {
  const { s, asha, channel, ask, bind } = await kept();
  const { reply } = await s.say(asha, s.private(asha), 'Who drafts?');
  if (reply?.kind !== 'tell') throw new Error('told a card');
  const post = buttonsOf(reply.card).find(({ action }) => action === 'questions.post') ?? never();
  expect(toldBy(await s.press(asha, s.private(asha), post.action, post.value))).toContain(
    'Licensing has no channel yet',
  );
  await ask('Who regrets?');
  const { id } = await s.prisma.question.findFirstOrThrow({ where: { sourceKey: null } });
  await s.press(asha, s.private(asha), 'questions.withdraw', id);
  await bind();
  expect(postedTo(s.teams, channel).join()).toContain('Who drafts?');
  expect(postedTo(s.teams, channel).join()).not.toContain('Who regrets?');
});

test('what its asker added meanwhile comes with it', async () => {
  const { s, asha, ask, bind, own } = await kept();
  await ask('Who knows?');
  await s.settle();
  await s.say(asha, s.private(asha), 'For small venues, I mean', { thread: (own() ?? never()).ref });
  await s.settle();
  await bind();
  const threads = s.teams.posted.filter((one) => one.to.kind === 'message').map((one) => wordsOf(one.card));
  expect(threads.join()).toContain('For small venues');
});

test('what was added comes in the order in which it was said, however it was heard, also with what is said later', async () => {
  const { s, asha, ask, bind, own } = await kept();
  await ask('Who knows?');
  await s.settle();
  const begun = s.clock.now().getTime();
  const at = (second: number) => new Date(begun + second * 1_000).toISOString();
  const adds = (text: string, second: number) =>
    s.say(asha, s.private(asha), text, { thread: (own() ?? never()).ref, said: { at: at(second) } });
  await adds('Part four', 40);
  await adds('Part two', 20);
  await bind();
  await adds('Part three', 30);
  const { id } = await s.prisma.question.findFirstOrThrow();
  const form = { kind: 'submission', form: 'questions.answer', context: id, values: { text: 'Part one' } } as const;
  s.clock.pass(60_000);
  // Sent in time, and heard when the bot was back.
  await s.bring({ ...s.event(asha, s.private(asha), form), at: at(10) });
  await s.settle();
  const added = s.teams.posted.filter((one) => one.to.kind === 'message').map((one) => wordsOf(one.card));
  expect(added.map((words) => /Part (\w+)/.exec(words)?.[1])).toEqual(['one', 'two', 'three', 'four']);
});

test('the newest fifty are posted, the oldest of them first', async () => {
  const { s, asha, community, channel, bind, personOf } = await kept();
  const { id: identityId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
  const personId = await personOf(asha);
  const at = (minutes: number) => new Date(s.clock.now().getTime() - minutes * 60_000);
  await s.prisma.question.createMany({
    data: Array.from({ length: 52 }, (_, number) => ({
      id: crypto.randomUUID(),
      communityId: community,
      personId,
      identityId,
      text: `Question ${number} ?`,
      files: [],
      state: 'open',
      createdAt: at(100 - number),
      openedAt: at(100 - number),
    })),
  });
  await bind();
  const numbers = postedTo(s.teams, channel).flatMap((words) => /^Question (\d+) \?$/m.exec(words)?.[1] ?? []);
  expect(numbers.map(Number)).toEqual(Array.from({ length: 50 }, (_, number) => number + 2));
});

test('a question that was asked while a channel was being bound is posted there', async () => {
  const { s, fay, community, channel, ask, organisationOf, personOf } = await kept();
  await ask('Who knows?');
  // The binding was not to be seen yet when it was asked, and its fact was followed before the question was there.
  await s.prisma.channel.create({
    data: {
      id: crypto.randomUUID(),
      communityId: community,
      organisationId: await organisationOf(fay),
      platform: 'teams',
      ref: channel.ref.id,
      name: 'Licensing',
      hears: 'all',
      boundBy: await personOf(fay),
      boundAt: s.clock.now(),
    },
  });
  await s.settle();
  expect(postedTo(s.teams, channel).join()).toContain('Who knows?');
});

function never(): never {
  throw new Error('not there');
}

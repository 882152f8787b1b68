/** Coming in: the five lines, how to hear, saying hello, and facilitators who are told once a day. */
import { expect, test } from 'vitest';
import { cardFor, cardOf, founded, postedTo, pressOn, toldBy, town, typesCode } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const DAY = 24 * 3_600_000;

test('one tap joins; the five lines follow, and choosing how to hear says yes to them', async () => {
  const { s, fay, asha, create, personOf } = await town();
  const community = await create(fay, 'Licensing');
  const welcome = cardOf(await s.press(asha, s.private(asha), 'communities.join', community));
  expect(wordsOf(welcome)).toContain('Name no resident');
  const membership = async () =>
    s.prisma.membership.findFirstOrThrow({ where: { communityId: community, personId: await personOf(asha) } });
  expect(await membership()).toMatchObject({ role: 'member', hears: null, agreedAt: null });
  const chosen = await pressOn(s, asha, welcome, 'The digest');
  expect(chosen?.kind).toBe('replace');
  expect(toldBy(chosen)).toContain('in its digest');
  const first = s.clock.now();
  expect(await membership()).toMatchObject({ hears: 'digest', agreedAt: first });
  s.clock.pass(DAY);
  await s.press(asha, s.private(asha), 'communities.hears', `${community} nothing`);
  expect(await membership()).toMatchObject({ hears: 'nothing', agreedAt: first });
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.hears', `${community} loudly`))).toContain(
    'not there',
  );
});

test('where a list takes the place of the welcome, the five lines come in private; nothing for who left meanwhile', async () => {
  const { s, fay, asha, create } = await town();
  const community = await create(fay, 'Licensing');
  await s.press(asha, s.private(asha), 'communities.join', `${community} list `);
  await s.settle();
  expect(wordsOf(cardFor(s, asha, 'Welcome to Licensing'))).toContain('Five lines');
  s.teams.posted.length = 0;
  await s.command(asha, s.private(asha), 'leave', 'licensing');
  await s.press(asha, s.private(asha), 'communities.join', `${community} list `);
  await s.command(asha, s.private(asha), 'leave', 'licensing');
  await s.settle();
  expect(postedTo(s.teams, asha)).toEqual([]);
});

test('hello stands in every channel until its author leaves', async () => {
  const { s, fay, asha, ben, cora, community, channel, theirs, code, enrol } = await founded();
  await s.command(fay, channel, 'bind');
  await typesCode(s, ben, theirs, await code());
  await enrol(asha, community);
  const chosen = cardOf(await s.press(asha, s.private(asha), 'communities.hears', `${community} everything`));
  expect(wordsOf(chosen)).toContain('say hello');
  expect(await pressOn(s, asha, chosen, 'Say hello')).toMatchObject({
    kind: 'ask',
    form: { form: 'communities.hello' },
  });
  const hello = (words: string) => s.submit(asha, s.private(asha), 'communities.hello', community, { words });
  expect(await hello('x')).toMatchObject({ kind: 'invalid' });
  expect(toldBy(await hello('I do taxis at Ashcombe.'))).toContain('said hello');
  await s.settle();
  for (const place of [channel, theirs]) {
    expect(wordsOf(cardFor(s, place, 'I do taxis'))).toContain('Asha Verma · Ashcombe Council');
  }
  // A second time it is the same card.
  await hello('I do taxis, and horses.');
  await s.settle();
  expect(postedTo(s.slack, theirs).filter((words) => words.includes('I do taxis'))).toHaveLength(1);
  expect(
    JSON.stringify(await s.submit(cora, s.private(cora), 'communities.hello', community, { words: 'Hello' })),
  ).toContain('not there');
  await s.command(asha, s.private(asha), 'leave', 'licensing');
  await s.settle();
  expect([...postedTo(s.slack, theirs), ...postedTo(s.teams, channel)].join()).not.toContain('taxis');
});

test('facilitators hear of new members on one card a day, which stays true', async () => {
  const { s, fay, asha, ben, cora, create, share, enrol } = await town();
  const community = await create(fay, 'Licensing');
  for (const who of [ben, cora]) await share(who, community);
  await enrol(cora, community, 'facilitator');
  await s.press(asha, s.private(asha), 'communities.join', community);
  await s.settle();
  const news = (who: typeof fay) =>
    postedTo(who.ref.platform === 'slack' ? s.slack : s.teams, who).filter((words) =>
      words.includes('new in Licensing'),
    );
  expect(news(fay)).toEqual([expect.stringContaining('1 person is new')]);
  await s.press(ben, s.private(ben), 'communities.join', community);
  await s.settle();
  for (const who of [fay, cora]) {
    expect(news(who)).toHaveLength(1);
    expect(news(who)[0]).toContain('2 people are new');
    expect(news(who)[0]).toContain('Ben Carter · Brackenford Council');
  }
  await s.command(asha, s.private(asha), 'leave', 'licensing');
  await s.settle();
  expect(news(fay)[0]).not.toContain('Asha');
  s.clock.pass(DAY);
  await s.press(asha, s.private(asha), 'communities.join', community);
  await s.settle();
  expect(news(fay)).toHaveLength(2);
  expect(buttonsOf(cardFor(s, fay, 'new in Licensing'))).toEqual([]);
});

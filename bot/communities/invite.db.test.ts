/** Inviting: nobody is put in, everybody is asked, once, by somebody who may. */
import { expect, test } from 'vitest';
import type { Actor } from '../testing/stage.ts';
import { cardFor, postedTo, pressOn, toldBy, town } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const DAY = 24 * 3_600_000;

async function hidden() {
  const all = await town();
  const { s, fay, ben } = all;
  const community = await all.create(fay, 'Mergers', 'What is not yet to be known', 'hidden');
  await all.share(ben, community);
  const invite = (by: Actor, people: readonly Actor[], as = 'member') =>
    s.submit(by, s.private(by), 'communities.invite', `${community} ${as}`, { people: people.map(({ ref }) => ref) });
  return { ...all, community, invite };
}

test('people picked in bulk are asked in private, and are in it when they say yes', async () => {
  const { s, fay, asha, ben, community, invite, roleIn, facts } = await hidden();
  expect(await s.command(fay, s.private(fay), 'invite')).toMatchObject({
    kind: 'ask',
    form: { form: 'communities.invite', context: `${community} member`, fields: [{ field: 'people', max: 30 }] },
  });
  // Herself is left out, and who is named twice is asked once.
  expect(toldBy(await invite(fay, [asha, ben, fay, asha]))).toContain('2 people are asked');
  await s.settle();
  expect(await roleIn(asha, community)).toBeNull();
  const card = cardFor(s, ben, 'invites you to join Mergers');
  expect(wordsOf(card)).toContain('Fay Olsen of Ashcombe Council');
  expect(wordsOf(card)).toContain('Only its members know');
  expect(toldBy(await pressOn(s, ben, card, 'Yes, gladly'))).toContain('You have joined Mergers');
  expect(await roleIn(ben, community)).toBe('member');
  expect(toldBy(await pressOn(s, asha, cardFor(s, asha, 'invites you'), 'No, thank you'))).toContain('That is fine');
  expect(await roleIn(asha, community)).toBeNull();
  expect(await facts('MemberJoined')).toHaveLength(2);
  await s.settle();
  // The cards tell the truth from then on, and the five lines come with the yes.
  expect(buttonsOf(cardFor(s, asha, 'You said no')).length).toBe(0);
  expect(wordsOf(cardFor(s, ben, 'You have joined'))).toContain('Five lines');
  // A no may be asked again; who is in it is left out.
  expect(toldBy(await invite(fay, [asha, ben]))).toContain('1 person is asked');
  expect(toldBy(await invite(fay, [asha]))).toContain('Nobody was invited');
});

test('an invitation is one person’s, good once, and ends after fourteen days', async () => {
  const { s, fay, asha, ben, community, invite, roleIn } = await hidden();
  await invite(fay, [asha]);
  const { id } = await s.prisma.invitation.findFirstOrThrow();
  for (const action of ['take', 'refuse']) {
    const told = toldBy(await s.press(ben, s.private(ben), `communities.${action}`, id));
    expect(told).toContain('not yours');
    expect(told).not.toContain('Mergers');
  }
  await s.press(asha, s.private(asha), 'communities.take', id);
  expect(await roleIn(asha, community)).toBe('member');
  await s.command(asha, s.private(asha), 'leave', 'mergers');
  await s.press(asha, s.private(asha), 'communities.take', id);
  expect(await roleIn(asha, community)).toBeNull();

  await invite(fay, [ben]);
  const { id: late } = await s.prisma.invitation.findFirstOrThrow({ where: { state: 'open' } });
  s.clock.pass(14 * DAY);
  expect(toldBy(await s.press(ben, s.private(ben), 'communities.take', late))).toContain('does not hold any more');
  expect(await roleIn(ben, community)).toBeNull();
  expect(toldBy(await invite(fay, [ben]))).toContain('1 person is asked');
});

test('at the press it is checked again: the inviter, the organisation, and whether they are a guest', async () => {
  const { s, fay, asha, ben, gil, cora, community, invite, enrol, roleIn, personOf } = await hidden();
  await enrol(ben, community, 'facilitator');
  await invite(ben, [asha]);
  const idOf = async (who: Actor) => (await s.prisma.invitation.findFirstOrThrow({ where: { ref: who.ref.id } })).id;
  await s.prisma.membership.updateMany({ where: { personId: await personOf(ben) }, data: { role: 'member' } });
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.take', await idOf(asha)))).toContain('does not hold');
  await invite(fay, [gil, cora]);
  await s.settle();
  for (const who of [gil, cora]) {
    const closed = cardFor(s, who, 'invites you to a community');
    expect([wordsOf(closed), toldBy(await pressOn(s, who, closed, 'See which'))].join()).not.toContain('Mergers');
  }
  expect(toldBy(await s.press(gil, s.private(gil), 'communities.take', await idOf(gil)))).toContain('guest');
  expect(toldBy(await s.press(cora, s.private(cora), 'communities.take', await idOf(cora)))).toBe(
    'This invitation does not hold any more.\nThis invitation does not hold any more.',
  );
  for (const who of [asha, gil, cora]) expect(await roleIn(who, community)).toBeNull();
});

test('any member invites to an open community, only facilitators to another', async () => {
  const { s, fay, asha, ben, community, create, enrol, share } = await hidden();
  const open = await create(fay, 'Licensing');
  await share(ben, open);
  await enrol(asha, open);
  await enrol(asha, community);
  const into = (which: string) =>
    s.submit(asha, s.private(asha), 'communities.invite', `${which} member`, { people: [ben.ref] });
  expect(toldBy(await into(open))).toContain('1 person is asked');
  expect(JSON.stringify(await into(community))).toContain('Only a facilitator of Mergers');
  for (const as of ['facilitator', 'deputy', 'lead']) {
    const reply = await s.submit(asha, s.private(asha), 'communities.invite', `${open} ${as}`, { people: [ben.ref] });
    expect(JSON.stringify(reply)).toContain('Only the lead');
  }
  expect(
    JSON.stringify(await s.submit(ben, s.private(ben), 'communities.invite', `${open} member`, { people: [fay.ref] })),
  ).toContain('Only members of Licensing');
});

test('thirty a day, codes among them, and nothing of a list that is too long', async () => {
  const { s, fay, community, invite } = await hidden();
  const people = Array.from({ length: 31 }, (_, at) => s.actor('teams', 'ashcombe', `Person ${at}`));
  expect(await invite(fay, people)).toMatchObject({
    kind: 'invalid',
    problems: { people: expect.stringContaining('at most 30') },
  });
  expect(toldBy(await invite(fay, people.slice(0, 29)))).toContain('29 people');
  expect(toldBy(await s.command(fay, s.private(fay), 'code', 'mergers'))).toContain('A code for Mergers');
  expect(await invite(fay, people.slice(29, 30))).toMatchObject({
    kind: 'invalid',
    problems: { people: expect.stringContaining('nobody else today') },
  });
  expect(toldBy(await s.command(fay, s.private(fay), 'code', 'mergers'))).toContain('the most for one day');
  expect(await s.prisma.invitation.count({ where: { communityId: community } })).toBe(29);
  s.clock.pass(DAY);
  expect(toldBy(await invite(fay, people.slice(29, 30)))).toContain('1 person');
});

test('somebody whom nobody has met yet is asked all the same', async () => {
  const { s, fay, community, invite, roleIn } = await hidden();
  const nia = s.actor('teams', 'ashcombe', 'Nia Price');
  expect(toldBy(await invite(fay, [nia]))).toContain('1 person');
  await s.settle();
  // It may be a guest or somebody from outside: until they press, the card names no community.
  const closed = cardFor(s, nia, 'invites you to a community');
  expect(wordsOf(closed)).not.toMatch(/Mergers|not yet to be known/);
  const opened = await pressOn(s, nia, closed, 'See which');
  expect(toldBy(opened)).toContain('invites you to join Mergers');
  await s.settle();
  await pressOn(s, nia, cardFor(s, nia, 'Fay Olsen'), 'Yes, gladly');
  expect(await roleIn(nia, community)).toBe('member');
  await s.settle();
  // Of those who are new on one day, one card, which stays true.
  expect(postedTo(s.teams, fay).filter((words) => words.includes('new in Mergers'))).toHaveLength(1);
});

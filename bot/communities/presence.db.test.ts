/** Whether a community is looked after: three steps of a time travel, and what ends them. */
import { expect, test } from 'vitest';
import type { Actor } from '../testing/stage.ts';
import { cardFor, founded, postedTo, pressOn, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const HOUR = 3_600_000;

/** Fay leads Licensing, Asha is its deputy, Gwen is Ashcombe's admin; each is told what is due, day by day. */
async function quiet() {
  const all = await founded();
  const { s, asha, community, channel, fay, enrol, personOf, organisationOf } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await enrol(asha, community, 'facilitator');
  await s.prisma.membership.updateMany({ where: { personId: await personOf(asha) }, data: { deputy: true } });
  const gwen = s.actor('teams', 'ashcombe', 'Gwen Admin');
  await s.command(gwen, s.private(gwen), 'help');
  await s.prisma.organisationAdmin.create({
    data: { organisationId: await organisationOf(gwen), personId: await personOf(gwen), addedAt: s.clock.now() },
  });
  await s.presence.look();
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  return {
    ...all,
    gwen,
    /** Days pass, eight hours at a time, and whatever is due is told. */
    async pass(days: number) {
      for (let hour = 0; hour < days * 24; hour += 8) {
        s.clock.pass(8 * HOUR);
        await s.presence.look();
        await s.settle();
      }
    },
    noted: (who: Actor) =>
      postedTo(s.teams, who).filter((words) => /quiet from your side|Nobody (who )?(has )?look/.test(words)),
  };
}

test('after 5, 10 and 15 working days the lead, the deputy and an admin hear of it, each once', async () => {
  const { s, fay, asha, gwen, pass, noted } = await quiet();
  await pass(6);
  expect([noted(fay), noted(asha), noted(gwen)].map((all) => all.length)).toEqual([0, 0, 0]);
  await pass(3);
  expect([noted(fay), noted(asha), noted(gwen)].map((all) => all.length)).toEqual([1, 0, 0]);
  const [note = ''] = noted(fay);
  expect(note).toContain('That happens to everybody who has other work');
  expect(note).toContain('What took you longest last month');
  expect(note).toContain('and for no person');
  await pass(7);
  expect([noted(fay), noted(asha), noted(gwen)].map((all) => all.length)).toEqual([1, 1, 0]);
  expect(noted(asha)[0]).toContain('Could you look in?');
  await pass(7);
  expect([noted(fay), noted(asha), noted(gwen)].map((all) => all.length)).toEqual([1, 1, 1]);
  expect(noted(gwen)[0]).toContain('fifteen working days');
  // How often anybody does anything is shown to nobody.
  expect(noted(gwen)[0]).not.toMatch(/Fay|Asha/);
  await pass(30);
  expect([noted(fay), noted(asha), noted(gwen)].map((all) => all.length)).toEqual([1, 1, 1]);
  expect(await s.prisma.presence.findFirst()).toMatchObject({ stage: 3, dueAt: null });
});

test('whatever one who looks after it does begins it anew; what a member does, does not', async () => {
  const { s, fay, asha, ben, channel, community, enrol, pass, noted } = await quiet();
  const member = s.actor('teams', 'ashcombe', 'Mia Member');
  await s.command(member, s.private(member), 'help');
  await enrol(member, community);
  await pass(4);
  await s.say(asha, channel, 'Who weighs lorries?', { addressed: true });
  await pass(5);
  expect(noted(fay)).toEqual([]);
  await s.say(member, channel, 'Who weighs trains?', { addressed: true });
  await pass(4);
  expect(noted(fay)).toHaveLength(1);
  // Its button ends it too.
  const card = cardFor(s, fay, 'quiet from your side');
  expect(toldBy(await pressOn(s, fay, card, 'I am here'))).toContain('Thank you for looking after Licensing');
  expect(toldBy(await s.press(ben, s.private(ben), 'communities.here', community))).toContain('not there');
  await pass(4);
  expect(noted(asha)).toEqual([]);
  expect(await s.prisma.presence.findFirst()).toMatchObject({ stage: 0 });
});

test('what is to be done is named: who waits, who has no answer, who is new', async () => {
  const { s, fay, asha, channel, community, pass } = await quiet();
  const member = s.actor('teams', 'ashcombe', 'Mia Member');
  await s.command(member, s.private(member), 'join', 'licensing');
  await s.say(member, channel, 'Who weighs trains?', { addressed: true });
  const { id: identityId, personId } = await s.prisma.identity.findFirstOrThrow({
    where: { ref: { contains: 'Gil' } },
  });
  await s.prisma.joinRequest.create({
    data: {
      id: crypto.randomUUID(),
      communityId: community,
      personId,
      identityId,
      why: 'x',
      state: 'open',
      createdAt: s.clock.now(),
    },
  });
  await pass(9);
  const card = cardFor(s, fay, 'quiet from your side');
  expect(wordsOf(card)).toContain('1 person waits to be let in');
  expect(wordsOf(card)).toContain('1 question has had no answer');
  expect(wordsOf(card)).toContain('1 person has joined lately');
  expect(buttonsOf(card).map(({ label }) => label)).toEqual(
    expect.arrayContaining(['I am here', 'I am away', 'Hand over the lead']),
  );
  expect(postedTo(s.teams, asha).filter((words) => words.includes('quiet'))).toEqual([]);
});

test('a lead who is away is left alone: the deputy hears, and an admin who may not know of a hidden one does not', async () => {
  const { s, fay, asha, gwen, community, pass, noted, personOf } = await quiet();
  const until = new Date(s.clock.now().getTime() + 90 * 24 * HOUR);
  await s.prisma.preference.create({
    data: { personId: await personOf(fay), pausedUntil: until, updatedAt: s.clock.now() },
  });
  await s.prisma.channel.deleteMany();
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  await pass(9);
  expect(noted(fay)).toEqual([]);
  expect(noted(asha)).toHaveLength(1);
  await pass(16);
  expect(noted(asha)).toHaveLength(2);
  expect(noted(gwen)).toEqual([]);
  expect(await s.prisma.presence.findFirst()).toMatchObject({ stage: 3 });
});

test('who does something between the note and its delivery gets none', async () => {
  const { s, fay, channel, pass, noted } = await quiet();
  await pass(6);
  s.clock.pass(3 * 24 * HOUR);
  await s.presence.look();
  await s.say(fay, channel, 'Who weighs lorries?', { addressed: true });
  await pass(1);
  expect(noted(fay)).toEqual([]);
});

test('two who look at once tell once', async () => {
  const { s, fay, pass, noted } = await quiet();
  await pass(6);
  s.clock.pass(3 * 24 * HOUR);
  await Promise.all([s.presence.look(), s.presence.look()]);
  await pass(1);
  expect(noted(fay)).toHaveLength(1);
});

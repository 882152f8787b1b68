/** Reviews: whoever vetted is asked once for all of theirs, one tap is enough, and what nobody looks at says so after a month. */
import { expect, test } from 'vitest';
import { wordsOf } from '../testing/words-of.ts';
import { type Answered, answered, named, vetting } from './testing/answered.ts';

const DAY_MS = 86_400_000;

async function vetted(days = 60): Promise<Answered> {
  const all = await answered();
  const { s, cleo, answer } = all;
  await named(all, cleo);
  const form = await s.press(cleo, s.private(cleo), 'standing.vet', answer);
  if (form?.kind !== 'ask') throw new Error('no form');
  const day = new Date(s.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
  await all.submit(cleo, 'standing.vet', form.form.context, vetting(day));
  await s.settle();
  return all;
}
const pass = async ({ s }: Answered, days: number) => {
  for (let day = 0; day < days; day += 1) {
    s.clock.pass(DAY_MS);
    await s.reviews.look();
  }
  await s.settle();
};
const asked = ({ told }: Answered, who: Answered['cleo']) =>
  told(who).filter((words) => words.includes('is to be reviewed')).length;

test('it is asked for on its day, once; one tap puts it off for ninety days', async () => {
  const all = await vetted();
  const { s, cleo, fay, press, card } = all;
  await pass(all, 59);
  expect(asked(all, cleo)).toBe(0);
  expect(wordsOf(await press(cleo, 'standing.queue', ''))).toContain('1 answer is to be reviewed');
  await pass(all, 5);
  expect(asked(all, cleo)).toBe(1);
  expect(asked(all, fay)).toBe(0);
  expect(wordsOf(await press(cleo, 'standing.still-right'))).toContain('It is to be reviewed again by');
  await s.settle();
  await pass(all, 60);
  // No more than the one that was answered.
  expect(asked(all, cleo)).toBe(1);
  expect(card()).not.toContain('Past its review date');
  expect(wordsOf(await press(cleo, 'standing.queue', ''))).toContain('Nothing is to be reviewed');
});

test('a month later it says on the answer that nobody looked at it again, and is never taken away', async () => {
  const all = await vetted();
  await pass(all, 60 + 29);
  expect(all.card()).not.toContain('Past its review date');
  await pass(all, 3);
  expect(all.card()).toContain('Past its review date · Vetted by Cleo Marsh');
  await all.press(all.fay, 'standing.still-right');
  await all.s.settle();
  expect(all.card()).not.toContain('Past its review date');
});

test('where whoever vetted it is no member any more, those who look after the community are asked', async () => {
  const all = await vetted();
  const { s, cleo, fay, community } = all;
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: cleo.ref.id } });
  await s.prisma.membership.delete({ where: { communityId_personId: { communityId: community, personId } } });
  await pass(all, 64);
  expect(asked(all, cleo)).toBe(0);
  expect(asked(all, fay)).toBe(1);
});

test('who is named may say that it is not for them, and who looks after the community may end it', async () => {
  const all = await answered();
  const { s, cleo, eve, fay, community, press } = all;
  await named(all, cleo);
  await named(all, eve, 'Trading standards');
  expect(wordsOf(await press(fay, 'standing.validators', community))).toContain(
    'Cleo Marsh · Brackenford Council · Licensing officer',
  );
  expect(wordsOf(await press(cleo, 'standing.validators', community))).toContain('Only a facilitator of Licensing');
  expect(wordsOf(await press(cleo, 'standing.resign', community))).toContain('You do not vet in Licensing any more');
  const [left] = await s.prisma.validator.findMany();
  expect(wordsOf(await press(fay, 'standing.unname', `${community}/${left?.identityId}`))).toContain(
    'may not vet any more',
  );
  expect(await s.prisma.validator.count()).toBe(0);
  const hal = s.actor('teams', 'ashcombe', 'Hal Reed');
  await s.command(hal, s.private(hal), 'help');
  expect(
    await s.submit(fay, s.private(fay), 'standing.name', community, { person: [hal.ref], role: 'Officer' }),
  ).toMatchObject({
    kind: 'invalid',
    problems: { person: 'They are not a member of this community, or cannot read it.' },
  });
});

test('a review of somebody who does not vet any more is asked of those who look after the community', async () => {
  const all = await vetted();
  const { cleo, fay, community, press } = all;
  await press(cleo, 'standing.resign', community);
  await pass(all, 64);
  expect(asked(all, cleo)).toBe(0);
  expect(asked(all, fay)).toBe(1);
  expect(wordsOf(await press(cleo, 'standing.queue', ''))).toContain('Nothing is to be reviewed');
});

test('of a question that was taken back nothing is to be reviewed', async () => {
  const all = await vetted();
  const { s, asha, cleo, question, press } = all;
  await pass(all, 64);
  await s.press(asha, s.private(asha), 'questions.withdraw', question);
  await s.settle();
  expect(wordsOf(await press(cleo, 'standing.queue', ''))).toContain('Nothing is to be reviewed');
});

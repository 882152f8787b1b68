/** A dispute: its reason is read by all and who made it by nobody; it lowers the answer until a person answers; who relied on it hears. */
import { expect, test } from 'vitest';
import { wordsOf } from '../testing/words-of.ts';
import { answered, cardOf, named, pressable, QUESTION, vetting } from './testing/answered.ts';

const REASON = 'The byelaws changed in May.';
const DAY_MS = 86_400_000;

test('whoever wrote, marked, vetted, used or looks after it is told once; who disputed it is shown to nobody', async () => {
  const all = await answered();
  const { s, asha, ben, fay, cleo, dan, eve, press, submit, answer, question, card, told } = all;
  await named(all, cleo);
  const form = await s.press(cleo, s.private(cleo), 'standing.vet', answer);
  if (form?.kind !== 'ask') throw new Error('no form');
  const day = new Date(s.clock.now().getTime() + 60 * DAY_MS).toISOString().slice(0, 10);
  await submit(cleo, 'standing.vet', form.form.context, vetting(day));
  const personOf = async (ref: string) => (await s.prisma.identity.findFirstOrThrow({ where: { ref } })).personId;
  const gil = s.actor('teams', 'ashcombe', 'Gil Snow');
  await s.command(gil, s.private(gil), 'help');
  for (const [who, days] of [
    [eve, 80],
    [gil, 100],
  ] as const)
    await s.prisma.answerUse.create({
      data: {
        questionId: question,
        personId: await personOf(who.ref.id),
        usedAt: new Date(s.clock.now().getTime() - days * DAY_MS),
      },
    });
  await s.settle();
  for (const chat of [s.slack, s.teams])
    for (const one of chat.posted) if (one.to.kind === 'user') expect(wordsOf(one.card)).not.toContain(REASON);
  expect(wordsOf(cardOf(await submit(dan, 'standing.dispute', answer, { reason: REASON })))).toContain(
    'shown as disputed',
  );
  expect(await submit(dan, 'standing.dispute', answer, { reason: 'Again.' })).toMatchObject({ kind: 'invalid' });
  s.clock.pass(3 * DAY_MS);
  await s.settle();
  // Vetted counts for no more than suggested while it is open.
  expect(card()).toContain('Disputed · Suggested answer: not checked');
  const heard = (who: typeof asha) => told(who).filter((words) => words.includes(REASON)).length;
  for (const who of [asha, ben, fay, cleo, eve]) expect(heard(who), who.name).toBe(1);
  for (const who of [dan, gil]) expect(heard(who), who.name).toBe(0);
  expect(told(ben).join('\n')).toContain(`Your answer to “${QUESTION}” is disputed`);
  expect(told(eve).join('\n')).toContain('An answer that you used');
  const everything = JSON.stringify(
    [...s.slack.posted, ...s.teams.posted].filter(({ to }) => !(to.kind === 'user' && to.id === dan.ref.id)),
  );
  expect(everything).not.toContain('Dan Hill');
  for (const who of [ben, fay, cleo, eve]) expect(wordsOf(await press(who, 'standing.about'))).not.toContain('Dan');
});

test('whoever wrote it, may vet or looks after it answers, never who disputed it; then it stands as before, or is obsolete', async () => {
  const all = await answered();
  const { s, ben, fay, dan, eve, press, submit, answer, card, told } = all;
  expect(pressable(await press(ben, 'standing.about'))).not.toContain('dispute');
  expect(await submit(ben, 'standing.dispute', answer, { reason: REASON })).toMatchObject({ kind: 'invalid' });
  await submit(fay, 'standing.dispute', answer, { reason: REASON });
  const { id } = await s.prisma.standingDispute.findFirstOrThrow();
  expect(pressable(await press(fay, 'standing.about'))).toContain('take-back');
  expect(pressable(await press(fay, 'standing.about'))).not.toContain('settle');
  const words = { answer: 'That was another market.', verdict: 'stands' };
  expect(await submit(fay, 'standing.settle', id, words)).toMatchObject({ kind: 'invalid' });
  expect(await submit(eve, 'standing.settle', id, words)).toMatchObject({ kind: 'invalid' });
  expect(await submit(ben, 'standing.settle', id, { answer: '', verdict: 'stands' })).toMatchObject({
    kind: 'invalid',
  });
  expect(await submit(ben, 'standing.settle', id, { answer: 'Yes.', verdict: 'x' })).toMatchObject({ kind: 'invalid' });
  expect((await submit(ben, 'standing.settle', id, words))?.kind).toBe('tell');
  expect(await submit(ben, 'standing.settle', id, words)).toMatchObject({ kind: 'invalid' });
  s.clock.pass(3 * DAY_MS);
  await s.settle();
  expect(card()).not.toContain('Disputed');
  expect(told(fay).join('\n')).toContain('That was another market.');
  const about = wordsOf(await press(eve, 'standing.about'));
  expect(about).toContain(`“${REASON}”`);
  expect(about).toContain('by Ben Carter, Brackenford Council: “That was another market.”');
  // Another, which was right.
  await submit(dan, 'standing.dispute', answer, { reason: 'Saturdays are not dearer any more.' });
  const second = await s.prisma.standingDispute.findFirstOrThrow({ where: { settledAt: null } });
  await submit(fay, 'standing.settle', second.id, { answer: 'You are right.', verdict: 'wrong' });
  await s.settle();
  expect(card()).toContain('Withdrawn: no longer right');
});

test('a dispute is taken back by whoever made it alone, with its words', async () => {
  const all = await answered();
  const { s, ben, dan, press, submit, answer, card, told } = all;
  await submit(dan, 'standing.dispute', answer, { reason: REASON });
  await s.settle();
  const { id } = await s.prisma.standingDispute.findFirstOrThrow();
  expect(wordsOf(await press(ben, 'standing.take-back', id))).toContain('This dispute is over');
  expect(wordsOf(await press(dan, 'standing.take-back', id))).toContain('Your dispute is taken back.');
  await s.settle();
  expect(card()).toContain('Suggested answer: not checked');
  expect(card()).not.toContain('Disputed');
  expect(told(ben).join('\n')).not.toContain(REASON);
  expect((await s.prisma.standingDispute.findFirstOrThrow()).reason).toBe('');
});

test('what is disputed is not vetted, nor said to be still right, until somebody has answered', async () => {
  const all = await answered();
  const { s, cleo, dan, submit, answer, press } = all;
  await named(all, cleo);
  const form = await s.press(cleo, s.private(cleo), 'standing.vet', answer);
  if (form?.kind !== 'ask') throw new Error('no form');
  await submit(dan, 'standing.dispute', answer, { reason: REASON });
  const day = new Date(s.clock.now().getTime() + 60 * DAY_MS).toISOString().slice(0, 10);
  expect(await submit(cleo, 'standing.vet', form.form.context, vetting(day))).toMatchObject({
    kind: 'invalid',
    problems: { '': 'This answer is disputed. Answer the dispute first.' },
  });
  expect(wordsOf(await press(cleo, 'standing.vet'))).toContain('Answer the dispute first');
});

test('what is settled as wrong is no good news to its author; and what they delete is quoted to nobody any more', async () => {
  const all = await answered();
  const { s, asha, ben, fay, cleo, dan, eve, press, submit, answer, told, slackChannel, reply } = all;
  for (const who of [cleo, dan, eve]) await press(who, 'standing.back');
  await s.settle();
  await submit(dan, 'standing.dispute', answer, { reason: REASON });
  s.clock.pass(3 * DAY_MS);
  await s.settle();
  expect(told(asha).join('\n')).toContain('By the metre and by the day');
  expect(told(asha).join('\n')).toContain(REASON);
  const { id } = await s.prisma.standingDispute.findFirstOrThrow();
  const before = told(ben).length;
  await submit(fay, 'standing.settle', id, { answer: 'Quite so.', verdict: 'wrong' });
  s.clock.pass(3 * DAY_MS);
  await s.settle();
  expect(told(ben)).toHaveLength(before);
  const version = s.clock.now().toISOString();
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', ...reply, version }));
  await s.settle();
  for (const who of [asha, dan, fay]) {
    expect(told(who).join('\n'), who.name).not.toContain('By the metre and by the day');
    expect(told(who).join('\n'), who.name).not.toContain(REASON);
  }
});

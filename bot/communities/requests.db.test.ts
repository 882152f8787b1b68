/** Being let in: asked for with a reason, decided once, never forgotten. */
import { expect, test } from 'vitest';
import type { Stage } from '../testing/stage.ts';
import { cardFor, cardOf, postedTo, pressOn, toldBy, town } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const DAY = 24 * 3_600_000;

/** Legal, on request: Fay leads it, Ben facilitates it in Slack; Asha asks to be let in. */
async function asked() {
  const all = await town();
  const { s, fay, asha, ben } = all;
  const community = await all.create(fay, 'Legal', 'Lawyers of the council talk', 'request');
  await all.share(ben, community);
  await all.enrol(ben, community, 'facilitator');
  const form = await s.press(asha, s.private(asha), 'communities.request', community);
  if (form?.kind !== 'ask') throw new Error('no form');
  const ask = (why: string) => s.submit(asha, s.private(asha), 'communities.request', community, { why });
  return { ...all, community, ask, form: form.form };
}

const decideCard = (s: Stage, who: Parameters<typeof cardFor>[1]) => cardFor(s, who, 'would like to join Legal');

test('a sentence why goes to each facilitator in private; whoever presses first decides, and the asker hears it', async () => {
  const { s, fay, asha, ben, community, ask, form, roleIn, facts } = await asked();
  expect(form).toMatchObject({ context: community, fields: [{ name: 'why' }] });
  expect(await ask('no')).toMatchObject({ kind: 'invalid', problems: { why: expect.stringContaining('5 to 500') } });
  expect(toldBy(await ask('I advise on planning law'))).toContain('within 3 working days');
  expect(toldBy(await ask('I advise on planning law'))).toContain('already');
  await s.settle();
  for (const who of [fay, ben]) {
    const card = decideCard(s, who);
    expect(wordsOf(card)).toContain('I advise on planning law');
    expect(wordsOf(card)).toContain('Asha Verma · Ashcombe Council');
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Let in', 'Ask more', 'Decline']);
  }
  s.clock.pass(1_000);
  expect(toldBy(await s.command(asha, s.private(asha), 'communities'))).toContain('you have asked to join');

  expect(toldBy(await pressOn(s, ben, decideCard(s, ben), 'Let in'))).toContain('Ben Carter let Asha Verma in.');
  expect(await roleIn(asha, community)).toBe('member');
  // Fay was later: nothing changes, and she sees why.
  const { value } = buttonsOf(decideCard(s, fay))[0] ?? { value: '' };
  expect(
    JSON.stringify(await s.submit(fay, s.private(fay), 'communities.decline', value, { words: 'No, thank you' })),
  ).toContain('Ben Carter let Asha Verma in.');
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.accept', value))).toContain('Ben Carter let');
  await s.settle();
  expect(wordsOf(decideCard(s, fay))).toContain('Ben Carter let Asha Verma in.');
  expect(buttonsOf(decideCard(s, fay))).toEqual([]);
  const told = cardFor(s, asha, 'welcome to Legal');
  expect(wordsOf(told)).toContain('Five lines');
  expect(buttonsOf(told)).toHaveLength(3);
  expect(postedTo(s.teams, asha).filter((words) => words.includes('Legal'))).toHaveLength(1);
  expect(await facts('MemberJoined')).toHaveLength(2);
});

test('more is asked with ready words, answered, and asked again; then it is declined with ready words', async () => {
  const { s, fay, asha, ask, community, roleIn } = await asked();
  await ask('I would like to read along');
  await s.settle();
  const more = await pressOn(s, fay, decideCard(s, fay), 'Ask more');
  if (more?.kind !== 'ask') throw new Error('no form');
  const field = more.form.fields[0];
  const ready = field?.field === 'paragraph' ? (field.value ?? '') : '';
  expect(ready).toContain('tell us a little about your work');
  const id = more.form.context;
  await s.submit(fay, s.private(fay), 'communities.ask-more', id, { words: ready });
  await s.settle();
  expect(wordsOf(decideCard(s, fay))).toContain(ready);
  // Nobody asks twice before there is an answer.
  expect(buttonsOf(decideCard(s, fay)).map(({ label }) => label)).toEqual(['Let in', 'Decline']);
  expect(await s.press(fay, s.private(fay), 'communities.ask-more', id)).toMatchObject({ kind: 'tell' });

  const asking = cardFor(s, asha, 'would like to know more');
  expect(await pressOn(s, asha, asking, 'Answer')).toMatchObject({ kind: 'ask', form: { intro: ready } });
  // It is hers alone.
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.answer-more', id))).toContain('Nobody waits');
  expect(
    toldBy(await s.submit(asha, s.private(asha), 'communities.answer-more', id, { words: 'I write the minutes' })),
  ).toContain('have your answer');
  await s.settle();
  expect(wordsOf(decideCard(s, fay))).toContain('I write the minutes');
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.answer-more', id))).toContain('Nobody waits');
  // A second round is told of again.
  await s.submit(fay, s.private(fay), 'communities.ask-more', id, { words: 'For whom do you write them?' });
  await s.settle();
  expect(wordsOf(cardFor(s, asha, 'For whom do you write them?'))).toContain('Legal');

  const no = await pressOn(s, fay, decideCard(s, fay), 'Decline');
  expect(no).toMatchObject({
    kind: 'ask',
    form: { fields: [{ value: expect.stringContaining('welcome to ask again') }] },
  });
  await s.submit(fay, s.private(fay), 'communities.decline', id, { words: 'This is for lawyers, sorry.' });
  await s.settle();
  expect(wordsOf(cardFor(s, asha, 'was declined'))).toContain('This is for lawyers, sorry.');
  expect(await roleIn(asha, community)).toBeNull();
  // She may ask again; what was pressed on before means nothing then.
  expect(toldBy(await ask('I have become a lawyer'))).toContain('have your request');
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.accept', id))).toContain('for the facilitators');
  expect(await roleIn(asha, community)).toBeNull();
});

test('only facilitators answer, and only for who can still be let in', async () => {
  const { s, fay, asha, cora, ben, ask, community, roleIn, organisationOf } = await asked();
  await ask('I advise on planning law');
  const { id } = await s.prisma.joinRequest.findFirstOrThrow();
  for (const who of [asha, cora]) {
    for (const action of ['accept', 'ask-more', 'decline']) {
      expect(toldBy(await s.press(who, s.private(who), `communities.${action}`, id))).toContain('for the facilitators');
    }
  }
  // Somebody who was one when the card came is none when they press.
  await s.prisma.membership.updateMany({ where: { role: 'facilitator' }, data: { role: 'member' } });
  expect(toldBy(await s.press(ben, s.private(ben), 'communities.accept', id))).toContain('for the facilitators');
  await s.settle();
  expect(postedTo(s.slack, ben)).toEqual([]);
  await s.prisma.communityOrganisation.deleteMany({ where: { organisationId: await organisationOf(asha) } });
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.accept', id))).toContain('does not share');
  expect(await roleIn(asha, community)).toBeNull();
});

test('after three working days the deputy is asked, after three more the admins, who may decide then', async () => {
  const { s, fay, ben, asha, cora, community, ask, enrol, personOf, organisationOf, roleIn, share } = await asked();
  await share(cora, community);
  await enrol(cora, community);
  await s.prisma.organisationAdmin.create({
    data: { organisationId: await organisationOf(fay), personId: await personOf(cora), addedAt: s.clock.now() },
  });
  await s.prisma.membership.updateMany({
    where: { communityId: community, personId: await personOf(ben) },
    data: { deputy: true },
  });
  // A Thursday afternoon: three working days later it is Tuesday.
  const thursday = new Date('2026-11-26T14:00:00Z');
  s.clock.pass(thursday.getTime() - s.clock.now().getTime());
  await ask('I advise on planning law');
  await s.settle();
  const { id } = await s.prisma.joinRequest.findFirstOrThrow();
  const count = (who: typeof ben) =>
    postedTo(s.slack, who).filter((words) => words.includes('would like to join')).length;
  const pass = async (ms: number) => {
    s.clock.pass(ms);
    await s.requests.askNext();
    await s.settle();
  };
  await pass(5 * DAY - 1);
  expect([count(ben), count(cora)]).toEqual([1, 0]);
  await pass(1);
  expect([count(ben), count(cora)]).toEqual([2, 0]);
  expect(wordsOf(decideCard(s, ben))).toContain('waited for 3 working days');
  expect(toldBy(await s.press(cora, s.private(cora), 'communities.accept', id))).toContain('for the facilitators');
  // Tuesday to Friday; twice is once.
  await pass(3 * DAY);
  await pass(0);
  expect([count(ben), count(cora)]).toEqual([2, 1]);
  await pass(30 * DAY);
  expect([count(ben), count(cora)]).toEqual([2, 1]);
  expect(toldBy(await pressOn(s, cora, decideCard(s, cora), 'Let in'))).toContain('Cora Lind let');
  expect(await roleIn(asha, community)).toBe('member');
  await pass(DAY);
  expect(wordsOf(cardFor(s, fay, 'Cora Lind let Asha Verma in.'))).toContain('Legal');
});

test('where there is neither deputy nor admin, the facilitators are asked again', async () => {
  const { s, fay, ask } = await asked();
  await ask('I advise on planning law');
  await s.settle();
  s.clock.pass(7 * DAY);
  await s.requests.askNext();
  await s.settle();
  expect(postedTo(s.teams, fay).filter((words) => words.includes('would like to join'))).toHaveLength(2);
});

test('who comes in another way, or leaves for good, waits no more', async () => {
  const { s, fay, asha, community, ask, roleIn } = await asked();
  await ask('I advise on planning law');
  await s.settle();
  await s.submit(fay, s.private(fay), 'communities.access', community, { access: 'open' });
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.join', community))).toContain('Welcome to Legal');
  expect(await roleIn(asha, community)).toBe('member');
  await s.settle();
  expect(postedTo(s.teams, fay).join()).not.toContain('would like to join');
  expect(await s.prisma.joinRequest.findFirst()).toMatchObject({ state: 'withdrawn', dueAt: null });
  expect(cardOf(await s.command(asha, s.private(asha), 'join', 'legal')).summary).toContain('already');
});

test('three working days are those of the community: bank holidays do not count', async () => {
  const { s, ask } = await asked();
  s.clock.pass(Date.parse('2026-12-24T10:00:00Z') - s.clock.now().getTime());
  await ask('I advise on planning law');
  const { dueAt } = await s.prisma.joinRequest.findFirstOrThrow();
  expect(dueAt?.toISOString().slice(0, 10)).toBe('2026-12-31');
});

test('a deputy who is away is not waited for', async () => {
  const { s, ben, ask, community, personOf } = await asked();
  const personId = await personOf(ben);
  const pausedUntil = new Date(s.clock.now().getTime() + 60 * DAY);
  await s.prisma.membership.updateMany({ where: { personId, communityId: community }, data: { deputy: true } });
  await s.prisma.preference.create({ data: { personId, pausedUntil, updatedAt: s.clock.now() } });
  await ask('I advise on planning law');
  s.clock.pass(6 * DAY);
  await s.requests.askNext();
  expect(await s.prisma.joinRequest.findFirstOrThrow()).toMatchObject({ stage: 2 });
});

test('who is shown to others by first name alone is so to a facilitator elsewhere, and by both names at home', async () => {
  const { s, fay, asha, ben, ask, personOf } = await asked();
  await s.prisma.preference.create({ data: { personId: await personOf(asha), brief: true, updatedAt: s.clock.now() } });
  await ask('I advise on planning law');
  await s.settle();
  expect(wordsOf(decideCard(s, fay))).toContain('Asha Verma');
  const there = wordsOf(decideCard(s, ben));
  expect(there).toContain('Asha · Ashcombe Council');
  expect(there).not.toContain('Verma');
});

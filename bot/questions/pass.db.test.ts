/** A question passed to one person who may know: by whom, to whom, once, and true until it is over. */
import { expect, test } from 'vitest';
import type { Reply } from '../core/reply.ts';
import type { Actor, Stage } from '../testing/stage.ts';
import { story } from '../testing/story.ts';
import { toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const DAY = 24 * 3_600_000;
const never = (): never => {
  throw new Error('not there');
};

/** Asha asks in Licensing, which is open and shared; Fay leads it, Ben and Cole are colleagues. */
async function asked() {
  const all = await story();
  const { s, asha, fay, ben, community } = all;
  const cole = s.actor('teams', 'ashcombe', 'Cole Marsh');
  const ruth = s.actor('slack', 'brackenford', 'Ruth Adeyemi');
  for (const who of [cole, ruth]) await s.command(who, s.private(who), 'help');
  await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: 'Who licenses street pianos?' });
  await s.settle();
  const { id } = await s.prisma.question.findFirstOrThrow();
  const pass = (by: Actor, to: readonly Actor[], line = '') =>
    s.submit(by, s.private(by), 'questions.pass', id, { person: to.map(({ ref }) => ref), line });
  const identityOf = (who: Actor) => s.prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id } });
  return { ...all, cole, ruth, id, pass, identityOf, fay, ben };
}

const cardsOf = (s: Stage, who: Actor) =>
  [...s.slack.posted, ...s.teams.posted]
    .filter(
      ({ to, removed, card }) =>
        !removed &&
        to.id === who.ref.id &&
        /passed to you|street pianos|Thank you for|That is fine/.test(wordsOf(card)),
    )
    .map(({ card }) => card);
const passedTo = (s: Stage, who: Actor): string => cardsOf(s, who).map(wordsOf).join('\n');
const problems = (reply: Reply | null): string =>
  reply?.kind === 'invalid' ? Object.values(reply.problems).join() : `no problem: ${reply?.kind}`;

test('whoever reads it passes it to one person, who gets it in private and answers it', async () => {
  const { s, asha, fay, cole, id, pass, teamsChannel } = await asked();
  const root = s.teams.posted.find(({ to, card }) => to.id === teamsChannel.ref.id && /pianos/.test(wordsOf(card)));
  const button = buttonsOf((root ?? never()).card).find(({ action }) => action === 'questions.pass') ?? never();
  const form = await s.press(fay, teamsChannel, button.action, button.value);
  expect(form).toMatchObject({
    kind: 'ask',
    form: { form: 'questions.pass', context: id, fields: [{ field: 'people', max: 1 }, { optional: true }] },
  });
  expect(toldBy(await pass(fay, [cole], 'You did the bandstand.'))).toContain('Passed on. Cole Marsh gets it');
  await s.settle();
  const [card] = cardsOf(s, cole);
  const words = wordsOf(card ?? never());
  expect(words).toContain('Fay Olsen of Ashcombe Council thinks that you may know: “Who licenses street pianos?”');
  expect(words).toContain('You did the bandstand.');
  expect(words).toContain('Asked in Licensing by Asha Verma, Ashcombe Council.');
  expect(buttonsOf(card ?? never()).map(({ label }) => label)).toEqual(['Answer', 'Not for me']);
  const row = await s.prisma.outgoing.findFirstOrThrow({ where: { subject: `pass:${id}` } });
  expect(row).toMatchObject({ attention: 'ask', rank: 'referral' });
  await s.submit(cole, s.private(cole), 'questions.answer', id, { text: 'We do, as a public entertainment' });
  await s.settle();
  expect(passedTo(s, cole)).toContain('Thank you for your answer to “Who licenses street pianos?”');
  expect(buttonsOf(cardsOf(s, cole)[0] ?? never())).toEqual([]);
  const told = s.teams.posted.filter(({ to }) => to.id === asha.ref.id).map(({ card: one }) => wordsOf(one));
  expect(told.join()).toContain('public entertainment');
});

test('nothing is passed on from an archived community, nor shown of what was', async () => {
  const { s, fay, cole, ruth, community, id, pass } = await asked();
  await pass(fay, [cole]);
  // Before it has been brought to anybody.
  await s.prisma.community.update({ where: { id: community }, data: { stage: 'archived' } });
  await s.settle();
  expect(passedTo(s, cole)).toBe('');
  expect(toldBy(await s.press(fay, s.private(fay), 'questions.pass', id))).toContain('is archived');
  expect(problems(await pass(fay, [ruth]))).toContain('is archived');
  expect(await s.prisma.questionPass.count()).toBe(1);
});

test('"Not for me" is answered kindly, and told to nobody', async () => {
  const { s, fay, cole, id, pass } = await asked();
  await pass(fay, [cole]);
  await s.settle();
  const before = s.teams.posted.length;
  expect(toldBy(await s.press(fay, s.private(fay), 'questions.not-for-me', id))).toContain('not passed to you');
  expect(toldBy(await s.press(cole, s.private(cole), 'questions.not-for-me', id))).toContain('That is fine');
  await s.settle();
  expect(s.teams.posted.length).toBe(before);
  expect(passedTo(s, cole)).toContain('That is fine, and nobody is told.');
  // It was passed to them, and is so once.
  expect(problems(await pass(fay, [cole]))).toContain('have it already');
});

test('one person is passed it once, whoever passes it, and whichever of their accounts is chosen', async () => {
  const { s, fay, ben, cole, ruth, id, pass, identityOf } = await asked();
  await Promise.all([pass(fay, [cole]), pass(fay, [cole])]);
  expect(await s.prisma.questionPass.count()).toBe(1);
  const { personId } = await identityOf(cole);
  await s.prisma.identity.updateMany({ where: { ref: ruth.ref.id }, data: { personId } });
  expect(problems(await pass(ben, [ruth]))).toContain('have it already');
  await s.settle();
  expect(await s.prisma.outgoing.count({ where: { subject: `pass:${id}` } })).toBe(1);
});

test('nobody passes it to themselves, to who asked it, or to more than one', async () => {
  const { s, asha, fay, ben, cole, pass, identityOf } = await asked();
  expect(problems(await pass(fay, [fay]))).toContain('That is you');
  expect(problems(await pass(fay, [asha]))).toContain('They asked it themselves');
  expect(problems(await pass(fay, []))).toContain('choose somebody');
  expect(problems(await pass(fay, [cole, ben]))).toContain('one person');
  expect(problems(await pass(fay, [cole], 'x'.repeat(201)))).toContain('at most 200');
  // Another account of theirs: that it is theirs is not said of somebody else's.
  const { personId } = await identityOf(asha);
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { personId } });
  expect(problems(await pass(fay, [ben]))).toContain('I cannot pass this question to them');
  expect(await s.prisma.questionPass.count()).toBe(0);
});

test('who may not read it, has paused or left, is a guest or unknown: one sentence, which tells nothing', async () => {
  const { s, fay, asha, cole, ruth, ben, pass, identityOf, community } = await asked();
  const told = new Set<string>();
  const gil = s.actor('teams', 'ashcombe', 'Gil Guest');
  s.teams.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  await s.command(gil, s.private(gil), 'help');
  const { personId: guest } = await identityOf(gil);
  await s.prisma.membership.create({
    data: { communityId: community, personId: guest, role: 'member', joinedAt: s.clock.now() },
  });
  const stranger = s.actor('teams', 'ashcombe', 'Nobody Yet');
  for (const who of [gil, stranger]) told.add(problems(await pass(fay, [who])));
  await s.prisma.preference.create({
    data: {
      personId: (await identityOf(cole)).personId,
      pausedUntil: new Date(s.clock.now().getTime() + DAY),
      updatedAt: s.clock.now(),
    },
  });
  told.add(problems(await pass(fay, [cole])));
  await s.bring(s.event(ruth, s.private(ruth), { kind: 'person', who: ruth.ref, change: 'deactivated' }));
  told.add(problems(await pass(fay, [ruth])));
  // It is closed now: its members read it, and nobody learns who they are.
  await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
  told.add(problems(await pass(fay, [ben])));
  expect([...told]).toEqual([expect.stringContaining('I cannot pass this question to them')]);
  const form = await s.press(ben, s.private(ben), 'questions.pass', (await s.prisma.question.findFirstOrThrow()).id);
  expect(toldBy(form)).toContain('not there');
  expect(problems(await pass(ben, [asha]))).toContain('not there');
  await s.prisma.membership.create({
    data: {
      communityId: community,
      personId: (await identityOf(ben)).personId,
      role: 'member',
      joinedAt: s.clock.now(),
    },
  });
  expect(toldBy(await pass(fay, [ben]))).toContain('Passed on');
});

test('thirty a day, invitations among them', async () => {
  const { s, fay, cole, community, pass } = await asked();
  const people = Array.from({ length: 29 }, (_, at) => s.actor('teams', 'ashcombe', `Person ${at}`).ref);
  await s.submit(fay, s.private(fay), 'communities.invite', `${community} member`, { people });
  expect(toldBy(await pass(fay, [cole]))).toContain('Passed on');
  const more = s.actor('teams', 'ashcombe', 'One More');
  await s.command(more, s.private(more), 'help');
  expect(problems(await pass(fay, [more]))).toContain('30 a day');
  const invited = await s.submit(fay, s.private(fay), 'communities.invite', `${community} member`, {
    people: [more.ref],
  });
  expect(problems(invited)).toContain('nobody else today');
  s.clock.pass(DAY);
  expect(toldBy(await pass(fay, [more]))).toContain('Passed on');
});

test('once it is over the message says so: answered, taken back, closed to them', async () => {
  const { s, asha, fay, ben, cole, ruth, id, pass, community, identityOf } = await asked();
  await pass(fay, [cole], 'You did the bandstand.');
  await pass(ben, [ruth]);
  await s.settle();
  await s.submit(ben, s.private(ben), 'questions.answer', id, { text: 'We do' });
  const { id: reply } = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, s.private(asha), 'questions.useful', reply);
  await s.settle();
  for (const who of [cole, ruth]) expect(passedTo(s, who)).toContain('“Who licenses street pianos?” has been answered');
  expect(toldBy(await s.press(fay, s.private(fay), 'questions.pass', id))).toContain('answered already');
  await s.press(asha, s.private(asha), 'questions.unaccept', id);
  await s.settle();
  expect(passedTo(s, cole)).toContain('thinks that you may know');

  // Its organisation withdraws: nothing of it is left with its people.
  const { workspaceId } = await identityOf(ruth);
  const { organisationId } = await s.prisma.workspace.findFirstOrThrow({ where: { id: workspaceId } });
  await s.prisma.communityOrganisation.deleteMany({ where: { communityId: community, organisationId } });
  await s.inbox.afterwards(s.clock.now(), (w) =>
    w.fact({ fact: 'OrganisationWithdrew', community, organisation: organisationId }),
  );
  await s.settle();
  expect(passedTo(s, ruth)).toContain('is not there for you any more');
  expect(passedTo(s, ruth)).not.toContain('pianos');

  await s.press(asha, s.private(asha), 'questions.withdraw', id);
  await s.settle();
  expect(passedTo(s, cole)).toContain('has been taken back since');
  expect(passedTo(s, cole)).not.toMatch(/pianos|bandstand/);
  expect(await s.prisma.questionPass.count({ where: { line: { not: '' } } })).toBe(0);
});

test('who leaves a closed community, or turns out to be the asker, is asked nothing any more', async () => {
  const { s, asha, fay, cole, ruth, ben, pass, community, identityOf } = await asked();
  for (const who of [cole, ruth]) {
    const { personId } = await identityOf(who);
    await s.prisma.membership.create({
      data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
    });
  }
  await pass(fay, [cole]);
  await pass(ben, [ruth]);
  await s.settle();
  await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
  await s.press(cole, s.private(cole), 'communities.leave', community);
  await s.settle();
  expect(passedTo(s, cole)).toContain('is not there for you any more');
  expect(passedTo(s, ruth)).toContain('Ben Carter of Brackenford Council thinks');
  const [one, other] = [await identityOf(asha), await identityOf(ruth)];
  await s.inbox.afterwards(s.clock.now(), async (w) => {
    const joined = await w.people.join({ one: one.id, other: other.id, how: 'code' });
    if (joined) await w.fact({ fact: 'PeopleJoined', person: joined.person, other: joined.other });
  });
  await s.settle();
  expect(passedTo(s, ruth)).toContain('is not there for you any more');
});

test('who passed it on is named as they are by now; what is over before it was seen is not sent', async () => {
  const { s, asha, fay, cole, id, pass, ben } = await asked();
  await pass(fay, [cole]);
  await s.settle();
  await s.bring(s.event(fay, s.private(fay), { kind: 'person', who: fay.ref, change: 'deactivated' }));
  await s.settle();
  expect(passedTo(s, cole)).toContain('Former member of Ashcombe Council thinks');
  // At night nobody is asked, and by the morning it is answered.
  s.clock.pass(Date.parse('2026-11-23T22:00:00Z') - s.clock.now().getTime());
  const dora = s.actor('slack', 'brackenford', 'Dora Night');
  await s.command(dora, s.private(dora), 'help');
  await pass(ben, [dora]);
  await s.settle();
  expect(passedTo(s, dora)).toBe('');
  await s.press(asha, s.private(asha), 'questions.withdraw', id);
  s.clock.pass(12 * 3_600_000);
  await s.settle();
  expect(passedTo(s, dora)).toBe('');
});

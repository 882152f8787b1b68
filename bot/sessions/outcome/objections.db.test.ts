/** Objections to a draft: who may, what whoever leads can do with one, and that none that is open is passed over. */
import { expect, test } from 'vitest';
import { HOUR_MS } from '../../words/zone.ts';
import { type Agreed, agreed, cardOf, formOf, labelsOf, problemsIn, wordsIn } from './testing/agreed.ts';

/** With a draft that is being checked. */
async function checked(
  how: Parameters<typeof agreed>[0] = {},
): Promise<Agreed & { objections(): Promise<readonly { id: string; state: string }[]> }> {
  const one = await agreed(how);
  await one.lesson(one.priya);
  await one.draft();
  return { ...one, objections: () => one.run((w) => w.sessions.outcome.objectionsOf(one.session)) };
}

test('those who take part and the sponsor object, in a form, under their name; whoever leads hears of it in time', async () => {
  const { press, submit, session, priya, tom, dev, other, objections, told, record, run, s } = await checked();
  for (const who of [tom, other]) expect((await press(who, 'sessions.objection-add', session))?.kind).toBe('tell');
  const form = formOf(await press(priya, 'sessions.objection-add', session));
  expect(JSON.stringify(form.intro)).toContain('always carry your name');
  expect(problemsIn(await submit(priya, 'sessions.objection-write', session, { text: ' ' }))).toHaveProperty('text');
  // Tom was told of something today already, and the time is nearly up.
  const { closesAt } = await record();
  await submit(priya, 'sessions.objection-write', session, { text: 'It was the third box, not the second' });
  await submit(dev, 'sessions.objection-write', session, { text: 'The budget is another' });
  expect(await objections()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  const before = new Date((closesAt?.getTime() ?? 0) - 7 * HOUR_MS);
  s.clock.pass(before.getTime() - s.clock.now().getTime());
  await s.settle();
  expect((await told(tom)).join()).toContain('Priya Nair objects to the draft');
  expect((await told(tom)).join()).toContain('It was the third box, not the second');
  expect(await run((w) => w.sessions.outcome.objectionsOf(session))).toHaveLength(2);
});

test('an open one holds publishing up, by time too; answered, printed or taken back, it does not', async () => {
  const { press, submit, session, priya, people, tom, objections, act, told, s } = await checked();
  const [, , third, fourth] = people;
  if (!third || !fourth) throw new Error('too few');
  for (const [at, who] of [priya, third, fourth].entries())
    await submit(who, 'sessions.objection-write', session, { text: `Box ${at} was counted twice` });
  const [first, second, last] = await objections();
  if (!first || !second || !last) throw new Error('too few objections');
  const stuck = () => act({ event: 'next' });
  expect(await stuck()).toMatchObject({ kind: 'refused', guards: ['objections-settled'] });
  expect(wordsIn(await press(third, 'sessions.objection-settle', first.id))).toContain('Only whoever leads');
  formOf(await press(tom, 'sessions.objection-settle', first.id));
  const settle = (id: string, values: Record<string, string>) => submit(tom, 'sessions.objection-settle', id, values);
  expect(problemsIn(await settle(first.id, { how: 'settled', answer: '' }))).toHaveProperty('answer');
  expect(problemsIn(await settle(first.id, { how: 'accepted', answer: 'Yes' }))).toHaveProperty('how');
  await settle(first.id, { how: 'settled', answer: 'The log says the second' });
  await settle(second.id, { how: 'printed', answer: 'We could not agree' });
  expect(problemsIn(await settle(second.id, { how: 'settled', answer: 'Again' }))).toHaveProperty('');
  expect(await stuck()).toMatchObject({ guards: ['objections-settled'] });
  expect(wordsIn(await press(priya, 'sessions.objection-withdraw', last.id))).toContain('Only who said it');
  // Time does not pass one over.
  expect(await act({ event: 'due' }, 'time')).toMatchObject({ kind: 'stays', session: { state: 'checking' } });
  await press(fourth, 'sessions.objection-withdraw', last.id);
  expect((await objections()).map(({ state }) => state)).toEqual(['settled', 'printed', 'withdrawn']);
  // Whoever objected hears what became of it.
  await s.settle();
  expect((await told(priya)).join()).toContain('The log says the second');
  expect((await told(third)).join()).toContain('Printed in the report, as disputed');
  expect(await stuck()).toMatchObject({ kind: 'moved', session: { state: 'published' } });
  expect(wordsIn(await press(priya, 'sessions.objection-add', session))).toContain('not being checked any more');
});

test('accepted, it leads back to where things are agreed on, with another version, once', async () => {
  const { press, submit, session, priya, asha, tom, objections, record, lesson, lessons } = await checked();
  await submit(priya, 'sessions.objection-write', session, { text: 'One lesson is missing' });
  const [one] = await objections();
  const before = await record();
  await press(asha, 'sessions.objection-accept', one?.id ?? '');
  const after = await record();
  expect(after.state).toBe('agreeing');
  expect(after.version).toBe(before.version + 1);
  expect(wordsIn(await press(tom, 'sessions.objection-accept', one?.id ?? ''))).toContain('decided already');
  expect((await record()).version).toBe(after.version);
  await lesson(priya, { when: 'something else is learned' });
  expect(await lessons()).toHaveLength(2);
});

test('Person named in a text: an observer who is named may object, others who only watch may not', async () => {
  const one = await agreed();
  const { run, session, personOf, other, lesson, priya, draft, press, submit, s } = one;
  const ida = one.s.actor('slack', 'brackenford', 'Ida Moss');
  await s.command(ida, s.private(ida), 'help');
  for (const who of [other, ida])
    await run(async (w) => w.sessions.setup.give(session, await personOf(who), 'observer'));
  const form = formOf(await lesson(priya, { because: 'Olu Bello had the key' }));
  await lesson(priya, { because: 'Olu Bello had the key' }, form.context);
  await draft();
  expect(wordsIn(await press(ida, 'sessions.objection-add', session))).toContain('whoever is named');
  formOf(await press(other, 'sessions.objection-add', session));
  expect((await submit(other, 'sessions.objection-write', session, { text: 'I did not' }))?.kind).toBe('tell');
});

test('in one that nobody leads, who began it decides; those who take part read each under its name', async () => {
  const { press, submit, session, priya, people, objections, run, personOf } = await (async () => {
    const one = await agreed({ isSelfLed: true });
    await one.lesson(one.priya);
    await one.act({ event: 'next' }, one.priya);
    await one.act({ event: 'next' }, one.people[2]);
    return { ...one, objections: () => one.run((w) => w.sessions.outcome.objectionsOf(one.session)) };
  })();
  const [, , third] = people;
  if (!third) throw new Error('too few');
  await submit(third, 'sessions.objection-write', session, { text: 'No' });
  const [one] = await objections();
  expect(labelsOf(cardOf(await press(priya, 'sessions.objection', one?.id ?? '')))).toEqual([
    'Accept it',
    'Answer it, or print it',
  ]);
  expect(labelsOf(cardOf(await press(third, 'sessions.objection', one?.id ?? '')))).toEqual(['Take it back']);
  expect(wordsIn(await press(people[3] ?? third, 'sessions.objection', one?.id ?? ''))).toContain(
    `${third.name} objects`,
  );
  await submit(priya, 'sessions.objection-settle', one?.id ?? '', { how: 'printed', answer: 'As it is' });
  expect(await run(async (w) => (await w.sessions.outcome.objectionsOf(session))[0]?.decidedBy?.person)).toBe(
    await personOf(priya),
  );
});

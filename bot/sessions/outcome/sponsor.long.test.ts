/** Recommendations and the sponsor: what each needs, the sponsor's answers, and what happens where there is none. */
import { expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { type Agreed, agreed, formOf, problemsIn, wordsIn } from './testing/agreed.ts';

const value = ({ id, version }: { id: string; version: number }) => `${id}/${version}`;

/** With a lesson and so many recommendations that are put to the sponsor. */
async function referred(count: number, how: Parameters<typeof agreed>[0] = {}): Promise<Agreed> {
  const one = await agreed(how);
  await one.lesson(one.priya);
  for (let made = 0; made < count; made += 1) {
    const recommendation = await one.recommend(one.priya, { text: `Recommendation ${made + 1}` });
    await one.press(one.tom, 'sessions.recommendation-refer', value(recommendation));
  }
  return one;
}

test('each recommendation needs an action, to be put to the sponsor, or a reason; a body is asked, not a person', async () => {
  const one = await agreed();
  const { lesson, recommend, submit, press, act, priya, asha, tom, session, proposed, recommendations } = one;
  await lesson(priya);
  const form = formOf(await press(priya, 'sessions.recommendation-add', session));
  expect(form.fields.map(({ name }) => name)).toEqual(['text', 'to']);
  const send = (values: Record<string, string>, context = form.context) =>
    submit(priya, 'sessions.recommendation-write', context, values);
  expect(problemsIn(await send({ text: '', to: '' }))).toEqual({ text: expect.any(String), to: expect.any(String) });
  const asked = formOf(await send({ text: 'Buy boxes', to: 'Tom Reed' }));
  expect(JSON.stringify(asked.intro)).toContain('This names Tom Reed');
  expect(await recommendations()).toEqual([]);
  const [first, second, third] = [
    await recommend(priya),
    await recommend(priya, { text: 'Rent a second hall' }),
    await recommend(priya, { text: 'Move polling day' }),
  ];
  const stuck = async () => act({ event: 'next' });
  expect(await stuck()).toMatchObject({ guards: ['recommendations-answered'] });
  await proposed(priya, asha, { recommendation: first.id });
  expect(await stuck()).toMatchObject({ guards: ['recommendations-answered'] });
  expect(wordsIn(await press(priya, 'sessions.recommendation-refer', value(second)))).toContain('Only whoever leads');
  await press(tom, 'sessions.recommendation-refer', value(second));
  expect(await stuck()).toMatchObject({ guards: ['recommendations-answered'] });
  formOf(await press(tom, 'sessions.recommendation-leave', value(third)));
  expect(problemsIn(await submit(tom, 'sessions.recommendation-leave', value(third), { why: '' }))).toHaveProperty(
    'why',
  );
  await submit(tom, 'sessions.recommendation-leave', value(third), { why: 'The law says when it is' });
  expect(await stuck()).toMatchObject({ kind: 'moved' });
  expect(await recommendations()).toMatchObject([
    { actions: 1, referral: false, noAction: null },
    { actions: 0, referral: true, noAction: null },
    { actions: 0, referral: false, noAction: 'The law says when it is' },
  ]);
});

test('while it is on hold no recommendation is taken back', async () => {
  const { recommend, press, priya, session, s, recommendations } = await agreed();
  const one = await recommend(priya);
  const remove = async () => wordsIn(await press(priya, 'sessions.recommendation-remove', value(one)));
  await s.prisma.session.update({ where: { id: session }, data: { held: true } });
  expect(await remove()).toContain('This review is on hold');
  expect(await recommendations()).toHaveLength(1);
  await s.prisma.session.update({ where: { id: session }, data: { held: false } });
  await remove();
  expect(await recommendations()).toEqual([]);
});

test('when the draft goes out the sponsor is asked in private, and answers each with a reason where it is not a yes', async () => {
  const { draft, told, dev, tom, priya, press, submit, recommendations, mornings } = await referred(3);
  await draft();
  await mornings(1);
  const [card] = (await told(dev)).filter((words) => words.includes('Your answers to the recommendations'));
  for (const said of ['Recommendation 1', 'Recommendation 3', '3 of 3 have no answer yet', 'Please answer before'])
    expect(card).toContain(said);
  const [first, second, third] = await recommendations();
  if (!first || !second || !third) throw new Error('no recommendations');
  expect(wordsIn(await press(priya, 'sessions.recommendation-answer', value(first)))).toContain('Only the sponsor');
  formOf(await press(dev, 'sessions.recommendation-answer', value(first)));
  const send = (who: Actor, one: typeof first, values: Record<string, string>) =>
    submit(who, 'sessions.recommendation-answer', value(one), values);
  expect(problemsIn(await send(dev, first, {}))).toHaveProperty('answer');
  await send(dev, first, { answer: 'accept' });
  // Of two at once the second is told.
  expect(problemsIn(await send(tom, first, { answer: 'accept' }))).toHaveProperty('');
  for (const answer of ['part', 'reject'])
    expect(problemsIn(await send(dev, second, { answer }))).toHaveProperty('why');
  await send(dev, second, { answer: 'part', why: 'The hall, not the staff' });
  // Whoever leads writes down what the sponsor said: that stands there.
  formOf(await press(tom, 'sessions.recommendation-answer', value(third)));
  expect(wordsIn(await send(tom, third, { answer: 'reject', why: 'Too dear' }))).toContain(
    'Recorded by Tom Reed for the sponsor',
  );
  expect(await recommendations()).toMatchObject([
    {
      answer: 'accept',
      answerWhy: null,
      answeredBy: { name: 'Dev Shah' },
      recorded: false,
      answeredAt: expect.any(Date),
    },
    { answer: 'part', answerWhy: 'The hall, not the staff', recorded: false },
    { answer: 'reject', answerWhy: 'Too dear', answeredBy: { name: 'Tom Reed' }, recorded: true },
  ]);
  expect((await told(dev)).find((words) => words.includes('Your answers'))).toContain('You have answered all of them');
});

test('a sponsor who does not answer holds it up until the time is up, and then counts as having let it pass', async () => {
  const { draft, act, record, run, session, recommendations, dev, s } = await referred(2);
  await draft();
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['sponsor-answered'] });
  const closes = (await record()).closesAt;
  if (!closes) throw new Error('never closes');
  await run((w) => w.sessions.setup.save(session, { closesAt: new Date(s.clock.now().getTime() + HOUR_MS) }));
  await run((w) => w.sessions.setup.timer(session, 'due', new Date(s.clock.now().getTime() + HOUR_MS), 0));
  const { version } = await record();
  await run((w) => w.sessions.setup.timer(session, 'due', new Date(s.clock.now().getTime() + HOUR_MS), version));
  s.clock.pass(HOUR_MS);
  await s.sessionTimers.look();
  await s.settle();
  expect((await record()).state).toBe('published');
  expect(await recommendations()).toMatchObject([
    { answer: 'none', answeredAt: s.clock.now(), answeredBy: null },
    { answer: 'none' },
  ]);
  expect(dev.name).toBe('Dev Shah');
});

test('an answer was to the words that a recommendation had: changed after an objection, it is asked anew', async () => {
  const { draft, press, submit, recommendations, dev, priya, tom, act, run, session, personOf, told, mornings } =
    await referred(2);
  await draft();
  for (const one of await recommendations())
    await submit(dev, 'sessions.recommendation-answer', value(one), { answer: 'accept' });
  const id = await run(async (w) => w.sessions.outcome.object({ session, by: await personOf(priya), text: 'Not two' }));
  await press(tom, 'sessions.objection-accept', id);
  const [first] = await recommendations();
  if (!first) throw new Error('no recommendation');
  await submit(priya, 'sessions.recommendation-write', `${session}/${first.id}/${first.version}/`, {
    text: 'Another one',
    to: 'The board',
  });
  expect((await recommendations()).map(({ answer }) => answer)).toEqual([null, 'accept']);
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'moved' });
  await mornings(2);
  expect((await told(dev)).filter((words) => words.includes('1 of 2 has no answer yet'))).not.toEqual([]);
});

test('an accepted referral becomes an action even after the draft went out, by whoever leads, and is put to its owner at once', async () => {
  const { draft, submit, press, recommendations, dev, tom, priya, asha, actBy, personOf, actions, session } =
    await referred(1);
  await draft();
  const [one] = await recommendations();
  if (!one) throw new Error('no recommendation');
  const add = { owner: await personOf(asha), recommendation: one.id };
  expect(wordsIn(await press(priya, 'sessions.action-add', `${session}/${one.id}`))).toContain('at the moment');
  await submit(dev, 'sessions.recommendation-answer', value(one), { answer: 'accept' });
  expect(problemsIn(await actBy(priya, add))).toHaveProperty('');
  formOf(await press(tom, 'sessions.action-add', `${session}/${one.id}`));
  await actBy(tom, add);
  expect(await actions()).toMatchObject([{ state: 'offered', recommendation: one.id }]);
});

test('Sponsor leaves: recommendations stay open, nobody is waited for, and an admin names another, who is asked', async () => {
  const {
    draft,
    leaves,
    act,
    dev,
    priya,
    asha,
    tom,
    told,
    press,
    submit,
    s,
    recommendations,
    personOf,
    mornings,
    run,
    session,
  } = await referred(2);
  const [other] = await s.prisma.workspace.findMany({ where: { externalId: 'brackenford' } });
  const admin = { organisationId: other?.organisationId ?? '', personId: await personOf(priya) };
  await s.prisma.organisationAdmin.create({ data: { ...admin, addedBy: await personOf(tom), addedAt: s.clock.now() } });
  await draft();
  await leaves(dev);
  await mornings(1);
  const asked = async () =>
    (await told(priya)).filter((words) => words.includes('The sponsor of the review “By-election count” has left'));
  expect(await asked()).toHaveLength(1);
  // Those who are no admins are not asked, and cannot name one.
  expect((await told(tom)).join()).not.toContain('Name another sponsor');
  expect(wordsIn(await press(tom, 'sessions.sponsor-name', session))).toContain('not yours to see');
  expect((await recommendations()).map(({ answer }) => answer)).toEqual([null, null]);
  expect(
    (await run(async (w) => w.sessions.setup.people(session))).filter(
      ({ parts, left }) => parts.includes('sponsor') && left,
    ),
  ).toHaveLength(1);
  formOf(await press(priya, 'sessions.sponsor-name', session));
  const found = await s.bring(
    s.event(priya, s.private(priya), { kind: 'search', of: 'sessions.sponsor', query: 'ash', by: 'form' }),
  );
  expect(found).toMatchObject({ results: [{ title: 'Asha Verma' }] });
  s.clock.pass(2_000);
  expect(
    await s.bring(s.event(tom, s.private(tom), { kind: 'search', of: 'sessions.sponsor', query: 'ash', by: 'form' })),
  ).toMatchObject({ results: [] });
  await submit(priya, 'sessions.sponsor-name', session, { person: await personOf(asha) });
  await mornings(1);
  expect((await told(asha)).join()).toContain('Your answers to the recommendations');
  expect(await asked()).toEqual([]);
  expect(
    problemsIn(await submit(priya, 'sessions.sponsor-name', session, { person: await personOf(tom) })),
  ).toHaveProperty('');
  // There is a sponsor again, who is waited for.
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['sponsor-answered'] });
});

test('Sponsor leaves and none is named: it is published, and recommendations have no answer', async () => {
  const { draft, leaves, act, dev, recommendations } = await referred(2);
  await draft();
  await leaves(dev);
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'published' } });
  expect((await recommendations()).map(({ answer }) => answer)).toEqual(['none', 'none']);
});

test('more than one card holds are paged, and none is left out', async () => {
  const { draft, press, dev, session, other } = await referred(10);
  await draft();
  const [first, rest] = [
    wordsIn(await press(dev, 'sessions.recommendations', `${session}/0`)),
    wordsIn(await press(dev, 'sessions.recommendations', `${session}/8`)),
  ];
  expect(first).toContain('2 more');
  for (let number = 1; number <= 10; number += 1) expect(`${first}\n${rest}`).toContain(`Recommendation ${number}\n`);
  expect(wordsIn(await press(other, 'sessions.recommendations', `${session}/0`))).toContain('not yours to see');
});

test('closing with what is open: the sponsor alone, with a reason for each; they stay as they are, listed as not done', async () => {
  const one = await agreed();
  const { lesson, proposed, published, on, press, submit, act, priya, asha, tom, dev, session, record, action, s } =
    one;
  await lesson(priya);
  const first = await proposed(priya, asha);
  const second = await proposed(priya, tom, { text: 'Write a checklist for the count' });
  await published();
  await on(asha, 'accept', first.id);
  expect(wordsIn(await press(tom, 'sessions.outcome-close', session))).toContain('Only the sponsor');
  const form = formOf(await press(dev, 'sessions.outcome-close', session));
  expect(form.fields.map(({ name }) => name)).toEqual(['why', first.id, second.id]);
  const send = (values: Record<string, string>) => submit(dev, 'sessions.outcome-close', form.context, values);
  expect(problemsIn(await send({ why: 'We move on', [first.id]: 'Later' }))).toEqual({
    [second.id]: 'Please say why.',
  });
  expect((await record()).state).toBe('published');
  await send({ why: 'We move on', [first.id]: 'Later', [second.id]: 'Others do it' });
  expect((await record()).state).toBe('closed');
  expect([(await action(first.id)).state, (await action(second.id)).state]).toEqual(['accepted', 'offered']);
  const left = await s.prisma.actionEvent.findMany({ where: { event: 'left-open' }, orderBy: { why: 'asc' } });
  expect(left.map(({ why }) => why)).toEqual(['Later', 'Others do it']);
  expect(await act({ event: 'close', reason: 'Again' }, dev)).toMatchObject({ kind: 'refused' });
});

/** Actions: the gate at their form, what can only be put to the sponsor, who accepts, and what becomes of one. */
import { expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { agreed, cardOf, formOf, labelsOf, problemsIn, wordsIn } from './testing/agreed.ts';

const typedIn = (form: ReturnType<typeof formOf>) =>
  Object.fromEntries(
    form.fields.map((field) => [
      field.name,
      field.field === 'search' ? field.value?.value : field.field === 'people' ? undefined : field.value,
    ]),
  );

test('the form suggests a day thirty days from now and says so, and an action that says who, when and how one knows is saved', async () => {
  const { press, actBy, session, priya, people, personOf, actions, told } = await agreed();
  const form = formOf(await press(priya, 'sessions.action-add', session));
  expect(typedIn(form)).toMatchObject({ due: '2026-12-30', strength: 'medium' });
  expect(form.fields.find(({ name }) => name === 'due')?.hint).toContain('only a suggestion');
  const [, , owner] = people;
  const reply = await actBy(priya, {
    owner: await personOf(owner as Actor),
    due: '15/1/2027',
    ticket: 'https://tickets.example/1',
  });
  expect(wordsIn(reply)).toContain('Order spare ballot boxes');
  const [action] = await actions();
  expect(action).toMatchObject({
    state: 'proposed',
    dueOn: '2027-01-15',
    measure: 'Ten boxes are in the store',
    strength: 'medium',
    ticket: 'https://tickets.example/1',
    owner: { name: (owner as Actor).name },
    proposedBy: { name: 'Priya Nair' },
  });
  // Nobody is asked before it is offered.
  expect((await told(owner as Actor)).join()).not.toContain('asked to take on an action');
});

test.each<[Record<string, string>, string]>([
  [{}, 'owner'],
  [{ owner: 'the elections team' }, 'owner'],
  [{ owner: 'somebody', due: 'ASAP' }, 'due'],
  [{ owner: 'somebody', due: '' }, 'due'],
  [{ owner: 'somebody', due: '2026-11-26' }, 'due'],
  [{ owner: 'somebody', measure: '' }, 'measure'],
  [{ owner: 'somebody', measure: 'when done' }, 'measure'],
])(
  'without %j it is no action: the form says so at %s, keeps what was typed, and it can be put to the sponsor',
  async (changed, field) => {
    const { actBy, asha, tom, personOf, actions, recommendations, session } = await agreed();
    const owner = changed.owner === 'somebody' ? await personOf(tom) : (changed.owner ?? '');
    const typed = { whenWill: 'When the polls close, we will phone', ...changed, owner };
    const form = formOf(await actBy(asha, typed));
    expect(form.fields.find(({ name }) => name === field)?.hint).toMatch(/^(Owner|Day|Done when): /);
    const { due = '2027-01-15', measure = 'Ten boxes are in the store' } = changed;
    expect(typedIn(form)).toMatchObject({
      decision: 'save',
      text: 'Order spare ballot boxes',
      whenWill: 'When the polls close, we will phone',
      ...(due !== '' && { due }),
      ...(measure !== '' && { measure }),
      ...(changed.owner === 'somebody' && { owner }),
    });
    expect([await actions(), await recommendations()]).toEqual([[], []]);
    // Sent again as it is, it is still none.
    expect((await actBy(asha, { ...typed, decision: 'save' }))?.kind).toBe('ask');
    expect(wordsIn(await actBy(asha, { ...typed, decision: 'refer' }, form.context))).toContain('put to the sponsor');
    expect(await actions()).toEqual([]);
    const [referral] = await recommendations();
    expect(referral).toMatchObject({ referral: true, addressedTo: '', session });
    for (const said of ['Order spare ballot boxes', 'When the polls close, we will phone', measure])
      expect(referral?.text).toContain(said);
  },
);

test('without words there is nothing to put to anybody', async () => {
  const { actBy, priya } = await agreed();
  expect(problemsIn(await actBy(priya, { text: ' ', decision: 'refer' }))).toEqual({
    text: 'Please say what will be done.',
  });
});

test('who does not take part adds nothing, and nobody does once it is not being agreed on', async () => {
  const { press, actBy, session, other, dev, priya, act } = await agreed();
  expect(wordsIn(await press(other, 'sessions.action-add', session))).toContain('not yours to see');
  expect(wordsIn(await press(dev, 'sessions.action-add', session))).toContain('Those who take part');
  await act({ event: 'pause', reason: 'A formal question', holds: false });
  expect(wordsIn(await press(priya, 'sessions.action-add', session))).toContain('at the moment');
  expect(problemsIn(await actBy(priya))).toHaveProperty('');
});

test('an owner is one person of the review or its community, whatever somebody sends', async () => {
  const { actBy, priya, other, personOf, actions, s } = await agreed();
  // Of the community, though in no session.
  expect((await actBy(priya, { owner: await personOf(other) }))?.kind).toBe('tell');
  const cora = s.actor('slack', 'corvale', 'Cora Lind');
  expect(
    formOf(await actBy(priya, { owner: await personOf(cora), text: 'Something else altogether' })).fields[0],
  ).toMatchObject({
    name: 'decision',
  });
  expect(await actions()).toHaveLength(1);
});

test('who types a name is shown those of their own reviews, and told what a team is', async () => {
  const { s, priya, other } = await agreed();
  const search = (who: Actor, query: string) =>
    s.bring(s.event(who, s.private(who), { kind: 'search', of: 'sessions.owner', query, by: 'form' }));
  expect(await search(priya, 'ree')).toMatchObject({ results: [{ title: 'Tom Reed', text: 'Ashcombe Council' }] });
  s.clock.pass(2_000);
  expect(await search(priya, 'the team')).toMatchObject({ results: [], said: expect.stringContaining('one person') });
  s.clock.pass(2_000);
  // In no review: nobody.
  expect(await search(other, 'ree')).toMatchObject({ results: [] });
});

test('what resembles an open action can be made one with it; its lessons are that one’s too', async () => {
  const { actBy, lesson, lessons, priya, asha, tom, personOf, actions, session } = await agreed();
  await lesson(priya);
  const [learned] = await lessons();
  const owner = await personOf(tom);
  await actBy(priya, { owner });
  const [first] = await actions();
  const form = formOf(
    await actBy(asha, { owner, text: 'Order more spare boxes for ballots', lessons: [learned?.id ?? ''] }),
  );
  const decision = form.fields[0];
  if (decision?.field !== 'choice') throw new Error('no choice');
  expect(decision.options.map(({ value }) => value)).toEqual(['save', `same:${first?.id}`]);
  expect(decision.options[1]?.label).toContain('Tom Reed');
  const values = { owner, text: 'Order more spare boxes for ballots', lessons: [learned?.id ?? ''] };
  // One that is not among those that were offered is none.
  expect((await actBy(asha, { ...values, decision: `same:${crypto.randomUUID()}` }, form.context))?.kind).toBe(
    'invalid',
  );
  await actBy(asha, { ...values, decision: `same:${first?.id}` }, form.context);
  const [kept, merged] = await actions();
  expect(kept).toMatchObject({ state: 'proposed', lessons: [learned?.id] });
  expect(merged).toMatchObject({ state: 'merged', mergedInto: kept?.id, endedAt: expect.any(Date) });
  // Saved as another all the same.
  await actBy(asha, { ...values, decision: 'save' }, form.context);
  expect((await actions()).map(({ state }) => state)).toEqual(['proposed', 'merged', 'proposed']);
  expect(session).toBe(kept?.session);
});

test('put to its owner by whoever leads, it is accepted by its owner alone; and by another account of theirs', async () => {
  const { proposed, on, priya, asha, tom, action, told, s, personOf, now } = await agreed();
  const { id } = await proposed(priya, asha);
  expect(wordsIn(await on(priya, 'offer', id))).toContain('somebody else to do');
  await on(tom, 'offer', id);
  expect((await action(id)).state).toBe('offered');
  expect((await told(asha)).join()).toContain('asked to take on an action');
  for (const who of [tom, priya]) {
    expect(wordsIn(await on(who, 'accept', id))).toContain('somebody else to do');
    expect((await action(id)).state).toBe('offered');
  }
  // Asha has an account in Slack too.
  const second = s.actor('slack', 'brackenford', 'Asha V');
  await s.command(second, s.private(second), 'help');
  const [one, two] = [
    await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } }),
    await s.prisma.identity.findFirstOrThrow({ where: { ref: second.ref.id } }),
  ];
  expect(one.personId).not.toBe(two.personId);
  await s.prisma.identity.update({ where: { id: two.id }, data: { personId: one.personId, ownId: two.personId } });
  const seen = await now(id);
  expect(wordsIn(await s.press(second, s.private(second), 'sessions.action-accept', seen))).toContain('It is yours');
  expect(await action(id)).toMatchObject({ state: 'accepted', owner: { person: await personOf(asha) } });
  // The same press again, from the other account: it has moved on.
  expect(wordsIn(await s.press(asha, s.private(asha), 'sessions.action-accept', seen))).toContain('moved on');
  const history = await s.prisma.actionEvent.findMany({ where: { actionId: id }, orderBy: { seq: 'asc' } });
  expect(history.map(({ event }) => event)).toEqual(['offer', 'accept']);
});

test('all are put to their owners when the draft goes out, with the reason why they get it', async () => {
  const { proposed, lesson, priya, asha, dev, draft, actions, told } = await agreed();
  await lesson(priya);
  await proposed(priya, asha);
  await proposed(priya, dev, { text: 'Write a checklist for the count' });
  await draft();
  expect((await actions()).map(({ state }) => state)).toEqual(['offered', 'offered']);
  for (const who of [asha, dev]) expect((await told(who)).join()).toContain('because somebody named you for it');
});

test('declined, it is back with whoever leads, who names another; and keeps the review from its draft until then', async () => {
  const { proposed, lesson, on, say, act, priya, asha, tom, dev, personOf, action, told, submit, now, mornings } =
    await agreed();
  await lesson(priya);
  const { id } = await proposed(priya, asha);
  await on(tom, 'offer', id);
  expect(problemsIn(await say(asha, 'decline', id, { why: '' }))).toEqual({ why: 'Please say why.' });
  await say(asha, 'decline', id, { why: 'I change teams' });
  expect(await action(id)).toMatchObject({ state: 'declined', why: 'I change teams' });
  await mornings(1);
  expect((await told(tom)).join()).toContain('Asha Verma does not take this on: “I change teams”');
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['actions-clear'] });
  const named = { owner: await personOf(dev), due: '2027-02-01' };
  expect(
    problemsIn(await submit(tom, 'sessions.action-owner', await now(id), { ...named, owner: 'the team' })),
  ).toHaveProperty('owner');
  expect(
    problemsIn(await submit(tom, 'sessions.action-owner', await now(id), { ...named, due: 'soon' })),
  ).toHaveProperty('due');
  await submit(tom, 'sessions.action-owner', await now(id), named);
  expect(await action(id)).toMatchObject({
    state: 'offered',
    owner: { name: 'Dev Shah' },
    dueOn: '2027-02-01',
    why: null,
  });
  await on(dev, 'accept', id);
  expect((await action(id)).state).toBe('accepted');
  // What Asha has says that it is not hers.
  await on(asha, 'done', id);
  expect((await told(asha)).at(-1)).not.toContain('Accept\n');
});

test('what nobody takes on can be put to the sponsor, or dropped with a reason', async () => {
  const { proposed, on, say, priya, tom, people, actions, recommendations } = await agreed();
  const [, , owner] = people as [Actor, Actor, Actor];
  const first = await proposed(priya, owner);
  const second = await proposed(priya, owner, { text: 'Write a checklist for the count' });
  for (const { id } of [first, second]) {
    await on(tom, 'offer', id);
    await say(owner, 'decline', id);
  }
  expect(wordsIn(await on(owner, 'to-sponsor', first.id))).toContain('somebody else to do');
  expect(wordsIn(await on(priya, 'drop', second.id))).toContain('somebody else to do');
  await on(tom, 'to-sponsor', first.id);
  expect(problemsIn(await say(tom, 'drop', second.id, { why: ' ' }))).toHaveProperty('why');
  await say(tom, 'drop', second.id, { why: 'The software does it now' });
  expect((await actions()).map(({ state, why }) => [state, why])).toEqual([
    ['dropped', 'put to the sponsor'],
    ['dropped', 'The software does it now'],
  ]);
  expect(await recommendations()).toMatchObject([
    { referral: true, text: expect.stringContaining('Order spare ballot boxes') },
  ]);
});

test('blocked, longer, done, not done yet, confirmed: each with its words, and nobody confirms their own', async () => {
  const { proposed, on, say, priya, asha, tom, action, told, mornings, published, lesson } = await agreed();
  await lesson(priya);
  const { id } = await proposed(priya, asha);
  await published();
  await on(asha, 'accept', id);
  await on(asha, 'begin', id);
  expect(problemsIn(await say(asha, 'block', id, { why: 'No budget', who: '' }))).toHaveProperty('who');
  await say(asha, 'block', id, { why: 'No budget', who: 'The board, on 3 February' });
  expect(await action(id)).toMatchObject({ state: 'blocked', why: 'No budget', unblocks: 'The board, on 3 February' });
  await mornings(3);
  expect((await told(tom)).join()).toContain('The board, on 3 February');
  await on(asha, 'unblock', id);
  expect(problemsIn(await say(asha, 'longer', id, { why: 'Late delivery', due: '2027-01-10' }))).toEqual({
    due: 'Please give a later day than now.',
  });
  await say(asha, 'longer', id, { why: 'Late delivery', due: '2027-01-29' });
  expect(await action(id)).toMatchObject({ state: 'doing', dueOn: '2027-01-29' });
  await mornings(3);
  expect((await told(tom)).join('\n')).toMatch(
    /Asha Verma needs longer: 2027-01-29\S* instead of 2027-01-15\S*, because “Late delivery”/,
  );
  await say(asha, 'done', id, { why: 'Delivery note 12' });
  expect(await action(id)).toMatchObject({ state: 'said_done', evidence: 'Delivery note 12' });
  // Asha is deputy too; what she did is not hers to confirm.
  expect(wordsIn(await on(asha, 'confirm', id))).toContain('somebody else to do');
  await say(tom, 'not-done', id, { why: 'Two boxes are missing' });
  expect((await action(id)).state).toBe('doing');
  await mornings(3);
  expect((await told(asha)).join()).toContain('Two boxes are missing');
  await say(asha, 'done', id, { why: '' });
  const form = formOf(await on(tom, 'confirm', id));
  expect(form.fields).toHaveLength(1);
  await say(tom, 'confirm', id, { why: 'Counted them' });
  expect(await action(id)).toMatchObject({
    state: 'confirmed',
    evidence: 'Counted them',
    byWord: false,
    endedAt: null,
  });
});

test('an action is proposed by anybody who takes part, and changed or taken back by who proposed it or leads', async () => {
  const { proposed, on, press, submit, priya, asha, tom, people, now, action, personOf } = await agreed();
  const [, , someone] = people as [Actor, Actor, Actor];
  const { id } = await proposed(someone, asha);
  expect(wordsIn(await on(priya, 'edit', id))).toContain('Only who proposed it');
  const form = formOf(await on(someone, 'edit', id));
  const values = {
    text: 'Order ten spare ballot boxes',
    owner: await personOf(priya),
    due: '2027-01-20',
    measure: 'They are there',
    strength: 'strong',
  };
  await submit(someone, 'sessions.action-write', form.context, values);
  expect(await action(id)).toMatchObject({
    text: 'Order ten spare ballot boxes',
    strength: 'strong',
    owner: { name: 'Priya Nair' },
  });
  // Of two who change it at once, the second is told.
  expect(problemsIn(await submit(tom, 'sessions.action-write', form.context, values))).toHaveProperty('');
  const card = cardOf(await press(someone, 'sessions.action', id));
  expect(labelsOf(card)).toEqual(['Change', 'Take it back']);
  expect(labelsOf(cardOf(await press(tom, 'sessions.action', id)))).toEqual([
    'Put it to its owner',
    'Change',
    'Drop it',
  ]);
  expect(labelsOf(cardOf(await press(asha, 'sessions.action', id)))).toEqual([
    'Put it to its owner',
    'Change',
    'Drop it',
  ]);
  expect(labelsOf(cardOf(await press(priya, 'sessions.action', id)))).toEqual([]);
  expect(await now(id)).toContain(id);
});

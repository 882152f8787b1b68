/** Grouping in a review: what is suggested, what people select, and each step undone. */
import { describe, expect, test } from 'vitest';
import { buttonsOf, stringsOfForm, wordsOf } from '../../testing/words-of.ts';
import { carried, sensing, wordsIn } from '../testing/sense.ts';

describe('when points are shown', () => {
  test('what happened becomes facts, in the order of its times, and nobody is named', async () => {
    const { s, session } = await sensing({ named: true });
    const facts = await s.prisma.sessionFact.findMany({ where: { sessionId: session }, orderBy: { place: 'asc' } });
    expect(facts.map(({ when, statement, status, proposedBy }) => [when, statement, status, proposedBy])).toEqual([
      ['03:10', 'The result was declared', 'proposed', null],
      ['22:40', 'The first ballot boxes arrived', 'proposed', null],
    ]);
  });

  test('topics are suggested by likeness, what went well apart, and none counts until somebody accepts it', async () => {
    const { s, session, run, record, press, priya, tom, words, topic } = await sensing();
    const suggested = await s.prisma.topic.findMany({ where: { sessionId: session }, orderBy: { place: 'asc' } });
    expect(suggested.map(({ title, kind, state }) => [title, kind, state])).toEqual([
      ['Tally, sheets', 'keep', 'suggested'],
      ['Ballot, boxes, north', 'change', 'suggested'],
    ]);
    const { unplaced } = await run(async (w) => w.sessions.sense.counts((await record()).id));
    // Two facts and what was expected have their place; all else has none yet.
    expect(unplaced).toBe(6);
    // Whoever leads sees what comes first: not to go on.
    const leads = await press(tom, 'sessions.steer', session);
    const standsOut = leads?.kind === 'tell' ? buttonsOf(leads.card).filter((one) => 'style' in one && one.style) : [];
    expect(standsOut.map(({ label }) => label)).toEqual(['Group points']);
    const ballot = await topic('Ballot, boxes, north');
    expect(await words(priya, 'sessions.topic', ballot.id)).toContain(
      'Suggested because these points share words: arrived, ballot, boxes, north.',
    );
    expect(wordsIn(await press(priya, 'sessions.topic-accept', ballot.id))).toContain('Ballot, boxes, north');
    expect(await topic('Ballot, boxes, north')).toMatchObject({ state: 'accepted', priority: true });
    expect((await run((w) => w.sessions.sense.counts(session))).unplaced).toBe(3);
  });

  test('twice, it makes nothing twice', async () => {
    const { s, session, run, record } = await sensing();
    const { takeUp } = await import('./index.ts');
    const before = await s.prisma.topic.count();
    await run(async (w) => takeUp(w, await record()));
    expect(await s.prisma.sessionFact.count({ where: { sessionId: session } })).toBe(2);
    expect(await s.prisma.topic.count()).toBe(before);
  });
});

describe('the form', () => {
  test('shows points by number in full and by their first words, and where they can go', async () => {
    const { priya, press, session, points, topic } = await sensing();
    const reply = await press(priya, 'sessions.topic-group', `${session}/-/0/-`);
    if (reply?.kind !== 'ask') throw new Error(wordsIn(reply));
    const said = stringsOfForm(reply.form).join('\n');
    expect(said).toContain('8. It was too dark to read in the hall');
    expect(said).toContain('suggested for “Ballot, boxes, north”');
    const [choices, into] = reply.form.fields;
    expect(choices).toMatchObject({ field: 'choices', name: 'points' });
    expect(choices?.field === 'choices' && choices.options.map(({ value }) => value)).toEqual(points.slice(3));
    expect(into?.field === 'choice' && into.options.map(({ value }) => value)).toEqual([
      'new',
      'alone',
      (await topic('Tally, sheets')).id,
      (await topic('Ballot, boxes, north')).id,
    ]);
  });

  test('is paged by twenty, and goes back to its beginning where a page is gone', async () => {
    const written = Array.from({ length: 45 }, (_, at) => ['harder', `Something else, number ${at}`] as const);
    const { priya, press, session } = await sensing({ written });
    const values = async (from: number) => {
      const reply = await press(priya, 'sessions.topic-group', `${session}/-/${from}/-`);
      if (reply?.kind !== 'ask') throw new Error(wordsIn(reply));
      const [field] = reply.form.fields;
      return { count: field?.field === 'choices' ? field.options.length : 0, form: reply.form };
    };
    const first = await values(0);
    expect(first.count).toBe(20);
    expect(first.form.rows?.at(20)).toMatchObject({ button: { value: `${session}/-/20/-` } });
    expect((await values(40)).count).toBe(5);
    expect((await values(60)).count).toBe(20);
  });

  test('with something missing, too long or gone is given back with the reason', async () => {
    const { priya, submit, session, points } = await sensing();
    const nobody = '00000000-0000-4000-8000-000000000000';
    const one = [points[5] ?? ''];
    const rows: [Parameters<typeof submit>[3], string][] = [
      [{ into: 'new', title: 'X' }, 'Please choose at least one point.'],
      [{ points: one }, 'Please choose where they belong.'],
      [{ points: one, into: 'new', title: 'x'.repeat(101) }, 'at most 100'],
      [{ points: one, into: nobody }, 'changed or taken away'],
      [{ points: [nobody], into: 'new' }, 'changed or taken away'],
      [{ points: [points[7] ?? ''], into: 'out' }, 'would change nothing'],
    ];
    for (const [values, said] of rows)
      expect(wordsIn(await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, values))).toContain(said);
  });

  test('makes a topic of what is chosen; without a title it has the words of who wrote it, and the kind of its points', async () => {
    const { priya, submit, session, points, topic } = await sensing();
    const values = { points: [points[7] ?? ''], into: 'new' };
    const reply = await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, values);
    expect(wordsIn(reply)).toContain('made “It was too dark to read in the hall” of 1 point');
    expect(await topic('It was too dark to read in the hall')).toMatchObject({ kind: 'change', state: 'accepted' });
  });

  test('asks kindly where a title blames somebody, and keeps it all the same', async () => {
    const { priya, submit, session, points, topic } = await sensing();
    const values = { points: [points[7] ?? ''], into: 'new', title: 'They failed to bring lamps' };
    const reply = await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, values);
    expect(wordsIn(reply)).toContain('what made that likely?');
    expect(await topic('They failed to bring lamps')).toMatchObject({ state: 'accepted' });
  });

  test('facts can be in a topic as what shows it, and stay facts', async () => {
    const { priya, press, submit, session, points, topic, s } = await sensing();
    const ballot = await topic('Ballot, boxes, north');
    expect((await press(priya, 'sessions.topic-group', `${session}/f/0/-`))?.kind).toBe('ask');
    await submit(priya, 'sessions.topic-group', `${session}/f/0/-`, { points: [points[1] ?? ''], into: ballot.id });
    expect(await s.prisma.contribution.findUnique({ where: { id: points[1] } })).toMatchObject({ topicId: ballot.id });
    expect(await s.prisma.sessionFact.count({ where: { contributionId: points[1] } })).toBe(1);
  });
});

describe('a step', () => {
  test('is undone by anybody, and it says what it undoes and whose it was', async () => {
    const { asha, priya, press, session, points, group, words, s } = await sensing();
    await group(asha, [points[7] ?? ''], 'Light');
    const reply = await press(priya, 'sessions.topics', session);
    if (reply?.kind !== 'tell') throw new Error(wordsIn(reply));
    const undo = buttonsOf(reply.card).find(({ action }) => action === 'sessions.topic-undo');
    expect(undo?.label).toBe('Undo: Asha Verma made “Light” of 1 point');
    expect(await words(priya, 'sessions.topic-undo', undo?.value ?? '')).toContain(
      'Undone: Asha Verma made “Light” of 1 point.',
    );
    expect(await s.prisma.topic.count({ where: { title: 'Light' } })).toBe(0);
    expect(await s.prisma.contribution.findUnique({ where: { id: points[7] } })).toMatchObject({ topicId: null });
    // Pressed twice, it says so.
    expect(await words(asha, 'sessions.topic-undo', undo?.value ?? '')).toContain('undone already');
  });

  test('is not undone over what came later, until that is', async () => {
    const { asha, priya, card, words, session, points, group, submit, topic } = await sensing();
    await group(asha, [points[7] ?? ''], 'Light');
    const first = carried(await card(priya, 'sessions.topics', session), 'sessions.topic-undo');
    const ballot = await topic('Ballot, boxes, north');
    const from = `${session}/${(await topic('Light')).id}/0/-`;
    await submit(priya, 'sessions.topic-group', from, { points: [points[7] ?? ''], into: ballot.id });
    const second = carried(await card(priya, 'sessions.topics', session), 'sessions.topic-undo');
    expect(await words(asha, 'sessions.topic-undo', first)).toContain('Somebody has changed the same since');
    expect(await words(asha, 'sessions.topic-undo', second)).toContain('Undone: Priya Nair');
    expect(await words(asha, 'sessions.topic-undo', first)).toContain('Undone: Asha Verma');
  });

  test('of accepting all is one, and undone as one', async () => {
    const { priya, card, press, words, session, s } = await sensing();
    expect(wordsIn(await press(priya, 'sessions.topic-accept-all', session))).toContain('2 topics');
    const states = () => s.prisma.topic.findMany({ select: { state: true }, where: { sessionId: session } });
    expect(await states()).toEqual([{ state: 'accepted' }, { state: 'accepted' }]);
    const undo = carried(await card(priya, 'sessions.topics', session), 'sessions.topic-undo');
    await words(priya, 'sessions.topic-undo', undo);
    expect(await states()).toEqual([{ state: 'suggested' }, { state: 'suggested' }]);
  });

  test('that takes a suggestion apart leaves its points in no topic, and nothing is lost', async () => {
    const { priya, words, run, session, topic } = await sensing();
    const ballot = await topic('Ballot, boxes, north');
    expect(await words(priya, 'sessions.topic-dismiss', ballot.id)).toContain('took “Ballot, boxes, north” apart');
    expect(await run((w) => w.sessions.sense.counts(session))).toMatchObject({ points: 9, unplaced: 6 });
    expect(await words(priya, 'sessions.topic', ballot.id)).toContain('not there any more');
  });

  test('that sets points alone on purpose gives them their place', async () => {
    const { priya, submit, run, session, points } = await sensing();
    await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, { points: [points[7] ?? ''], into: 'alone' });
    expect(await run((w) => w.sessions.sense.counts(session))).toMatchObject({ unplaced: 5, alone: 1 });
  });

  test('that splits a topic moves some of its points into a new one', async () => {
    const { priya, group, submit, session, points, topic, run } = await sensing();
    const all = await group(priya, [points[5] ?? '', points[6] ?? '', points[7] ?? ''], 'The hall and the boxes');
    await submit(priya, 'sessions.topic-group', `${session}/${all}/0/-`, {
      points: [points[7] ?? ''],
      into: 'new',
      title: 'The hall',
    });
    const { rows } = await run(async (w) =>
      w.sessions.sense.points(session, { topic: (await topic('The hall')).id }, { from: 0, most: 10 }),
    );
    expect(rows.map(({ id }) => id)).toEqual([points[7]]);
  });

  test('that merges takes along what was said, and undone brings it back', async () => {
    const { priya, group, submit, card, words, session, points, run } = await sensing();
    const [light, boxes] = [
      await group(priya, [points[7] ?? ''], 'Light'),
      await group(priya, [points[5] ?? ''], 'Boxes'),
    ];
    await submit(priya, 'sessions.topic-why', light, { statement: 'Half the lamps were in store', category: 'tools' });
    await submit(priya, 'sessions.topic-merge', light, { into: boxes });
    expect(await words(priya, 'sessions.topic', boxes)).toContain('Half the lamps were in store');
    // Whoever still has its card before them comes to the one that it is part of.
    expect(await words(priya, 'sessions.topic', light)).toContain('Topic: Boxes');
    const undo = carried(await card(priya, 'sessions.topics', session), 'sessions.topic-undo');
    await words(priya, 'sessions.topic-undo', undo);
    expect(await words(priya, 'sessions.topic', light)).toContain('Half the lamps were in store');
    expect((await run((w) => w.sessions.sense.factors(boxes))).length).toBe(0);
  });

  test('of changing the wording stays in the history, and an earlier wording is taken again with a press', async () => {
    const { priya, asha, group, submit, card, words, points, topic } = await sensing();
    const light = await group(priya, [points[7] ?? ''], 'Light');
    await submit(asha, 'sessions.topic-name', light, { title: 'The caretaker’s lamps', kind: 'change' });
    const past = await card(priya, 'sessions.topic-past', `${light}/0`);
    expect(wordsOf(past)).toContain('Asha Verma called “Light” “The caretaker’s lamps”');
    expect(wordsOf(past)).toContain('Call it “Light” again');
    await words(priya, 'sessions.topic-renamed', carried(past, 'sessions.topic-renamed'));
    expect(await topic('Light')).toMatchObject({ id: light });
  });

  test('cannot be of a topic that was talked about, where that would lose what was said', async () => {
    const { priya, group, submit, words, points } = await sensing();
    const light = await group(priya, [points[7] ?? ''], 'Light');
    await submit(priya, 'sessions.topic-say', light, { text: 'I brought a torch.' });
    expect(await words(priya, 'sessions.topic-dismiss', light)).toContain('It has been talked about');
  });
});

describe('whoever', () => {
  test('has no part in it is told so, and who only watches reads', async () => {
    const { dev, other, words, session } = await sensing();
    for (const action of ['topics', 'sense-points', 'facts', 'catch-up'])
      expect(await words(other, `sessions.${action}`, session)).toContain('for those who take part');
    expect(await words(dev, 'sessions.topic-group', `${session}/-/0/-`)).toContain(
      'Only those who take part in this review can do this.',
    );
    expect(await words(dev, 'sessions.topics', session)).toContain('2 suggestions');
  });

  test('has no part sends a form all the same, and nothing changes', async () => {
    const { other, dev, submit, session, points, s } = await sensing();
    for (const who of [other, dev])
      expect(
        (await submit(who, 'sessions.topic-group', `${session}/-/0/-`, { points: [points[5] ?? ''], into: 'new' }))
          ?.kind,
      ).toBe('invalid');
    expect(await s.prisma.groupingStep.count()).toBe(0);
  });

  test('comes once the topics are locked reads them, and changes nothing', async () => {
    const { s, session, priya, words, submit, points } = await sensing();
    await s.prisma.session.update({ where: { id: session }, data: { state: 'agreeing', since: new Date(0) } });
    expect(await words(priya, 'sessions.topics', session)).toContain('2 suggestions');
    expect(await words(priya, 'sessions.topic-group', `${session}/-/0/-`)).toContain('The topics are locked now');
    const sent = await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, {
      points: [points[5] ?? ''],
      into: 'alone',
    });
    expect(wordsIn(sent)).toContain('The topics are locked now');
  });
});

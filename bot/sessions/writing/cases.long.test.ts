/** Rows of the table of edge cases that touch writing, each as a test. */
import { describe, expect, test } from 'vitest';
import type { Form } from '../../core/card.ts';
import type { Actor } from '../../testing/stage.ts';
import { toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../words/zone.ts';
import { type Scene, scene } from '../testing/scene.ts';
import { cardsFor, close, formOf, inChannels, pressed, said, submitted, writers } from '../testing/writers.ts';

const texts = async (all: Scene): Promise<readonly string[]> =>
  (await all.run((w) => w.sessions.writing.contributions(all.session))).map(({ text }) => text);
const everybodyWrites = async (all: Scene): Promise<void> => {
  for (const [at, who] of all.people.entries()) await writers(all).write(who, { worked: `Good ${at}` });
};
const asked = (reply: Awaited<ReturnType<Scene['s']['press']>>): Form => {
  if (reply?.kind !== 'ask') throw new Error(`no form but ${reply?.kind}`);
  return reply.form;
};

test('Late joiner, collecting: the form is open until closing, in full length', async () => {
  const all = await scene({ people: 4 });
  expect(said(await pressed(all.s, all.other, 'sessions.write', all.session))).toContain('do not take part');
  await all.run(async (w) => w.sessions.setup.give(all.session, await all.personOf(all.other), 'participant'));
  await everybodyWrites(all);
  expect(await writers(all).write(all.other, { worked: 'Late but in time', next: 'When, we will' })).toContain(
    'handed in',
  );
  await close(all);
  expect(await texts(all)).toContain('Late but in time');
});

test('Late joiner, after reveal: they read all, and add under their name, marked; from checking on nothing is added (15)', async () => {
  const all = await scene({ people: 4, method: 'hot_debrief' });
  const wide = await scene({ people: 4 });
  for (const one of [all, wide]) {
    await everybodyWrites(one);
    await close(one);
    await one.run(async (w) => w.sessions.setup.give(one.session, await one.personOf(one.other), 'participant'));
  }
  const { other, s, session } = wide;
  const { own } = await cardsFor(wide, await wide.personOf(other));
  expect(buttonsOf(own).map(({ action }) => action)).toEqual(['sessions.points', 'sessions.write-add']);
  expect(toldBy(await s.press(other, s.private(other), 'sessions.points', session))).toContain('Good 3');
  const form = asked(await s.press(other, s.private(other), 'sessions.write-add', session));
  await s.submit(other, s.private(other), form.form, form.context, {
    question: 'harder',
    text: 'The rota\nhttps://example.org/rota',
  });
  const added = (await wide.run((w) => w.sessions.writing.contributions(session))).filter(({ late }) => late);
  expect(added.map(({ author, text, evidence }) => [author?.name, text, evidence])).toEqual(
    expect.arrayContaining([
      ['Olu Bello', 'The rota', []],
      ['Olu Bello', 'https://example.org/rota', ['https://example.org/rota']],
    ]),
  );
  expect(toldBy(await s.press(other, s.private(other), 'sessions.points', session))).toContain('Added after reveal');
  // A hot debrief is being checked as soon as it is shown.
  const { own: over } = await cardsFor(all, await all.personOf(all.other));
  expect(buttonsOf(over).map(({ action }) => action)).toEqual(['sessions.points']);
  expect(await all.s.press(all.other, all.s.private(all.other), 'sessions.write-add', all.session)).toMatchObject({
    kind: 'tell',
    card: { summary: expect.stringContaining('Nothing more is added') },
  });
}, 300_000);

describe.each(['unattributed', 'named'] as const)('Late input after closing, %s', (attribution) => {
  test('within ten minutes it is just in time, and shown with what else came; nobody’s form is closed', async () => {
    const all = await scene({ attribution, people: 6 });
    await inChannels(all);
    const { open, send, write } = writers(all);
    const [slow, other, ...rest] = all.people as [Actor, Actor, ...Actor[]];
    for (const who of rest) await write(who, { worked: `Good ${who.name}` });
    await write(other, { worked: 'In before' });
    // One is on the second step as it closes, one has opened the form again with all that was handed in.
    const second = formOf(await send(slow, await open(slow), { expected: 'Typed before it closed' }));
    const again = await open(other);
    await close(all);
    expect(await texts(all)).toHaveLength(5);
    all.s.clock.pass(3 * MINUTE_MS);
    const third = formOf(await send(slow, second, { worked: 'Typed as it closed' }));
    expect(said(await send(slow, third, { next: 'Typed after' }))).toContain('taken all the same');
    const two = formOf(await send(other, again));
    const three = formOf(await send(other, two));
    expect(said(await send(other, three, { next: 'One more' }))).toContain('taken all the same');
    // Hidden still, and together.
    await all.s.sessionTimers.look();
    expect(await texts(all)).toHaveLength(5);
    expect(
      (await all.s.prisma.stagedInput.findMany()).every(
        ({ mark, personId, late }) => late && mark === null && (personId === null) === (attribution === 'unattributed'),
      ),
    ).toBe(true);
    all.s.clock.pass(8 * MINUTE_MS);
    await all.s.sessionTimers.look();
    await all.s.settle();
    const late = (await all.run((w) => w.sessions.writing.contributions(all.session))).filter((one) => one.late);
    expect(late.map(({ text }) => text).sort()).toEqual([
      'One more',
      'Typed after',
      'Typed as it closed',
      'Typed before it closed',
    ]);
    expect(late.every(({ author }) => (author === null) === (attribution === 'unattributed'))).toBe(true);
    expect(
      all.s.slack.posted.map(({ card }) => wordsOf(card)).filter((words) => words.includes('Added after reveal')),
    ).toHaveLength(4);
  }, 300_000);

  test('later it is kept as a late addition, shown within the hour; once checking began it is refused and the words stay', async () => {
    const all = await scene({ attribution, people: 4 });
    const { open, send } = writers(all);
    await everybodyWrites(all);
    const [early, last] = [await open(all.priya), await open(all.priya)];
    const toTheEnd = async (form: Form, typed: Record<string, string>) => {
      const two = formOf(await send(all.priya, form, typed));
      return send(all.priya, formOf(await send(all.priya, two, typed)), typed);
    };
    await close(all);
    await all.pass(2 * HOUR_MS);
    expect(said(await toTheEnd(early, { harder: 'After all' }))).toContain('within the hour');
    await all.s.sessionTimers.look();
    expect(await texts(all)).not.toContain('After all');
    await all.pass(HOUR_MS);
    expect(await texts(all)).toContain('After all');
    await all.run((w) => w.sessions.setup.save(all.session, { state: 'checking' }));
    const refused = await send(all.priya, last, { harder: 'Too late' });
    expect(refused.kind).toBe('invalid');
    expect(said(refused)).toMatch(/Your words stay.*objection/s);
    await all.pass(HOUR_MS);
    expect(await texts(all)).not.toContain('Too late');
  }, 300_000);
});

test('Participant leaves the organisation: what is named stays, as of a former member; without names it cannot be linked', async () => {
  for (const attribution of ['named', 'unattributed'] as const) {
    const all = await scene({ attribution, people: 4 });
    await everybodyWrites(all);
    await close(all);
    const { person } = { person: await all.personOf(all.people[3] as Actor) };
    await all.s.prisma.person.update({ where: { id: person }, data: { leftAt: all.s.clock.now() } });
    const list = toldBy(await all.s.press(all.priya, all.s.private(all.priya), 'sessions.points', all.session));
    expect(list).toContain('Good 3');
    expect(list.includes('Former member')).toBe(attribution === 'named');
    expect(list).not.toContain((all.people[3] as Actor).name);
  }
}, 300_000);

test('Participant asks to withdraw: after it was shown, what is named is withdrawn wherever it stands; others’ is not', async () => {
  const all = await scene({ attribution: 'named', people: 4 });
  await inChannels(all);
  await everybodyWrites(all);
  await close(all);
  const own = (await all.run((w) => w.sessions.writing.contributions(all.session))).find(
    ({ text }) => text === 'Good 0',
  );
  const press = (who: Actor) => all.s.press(who, all.s.private(who), 'sessions.withdraw-point', own?.id ?? '');
  expect(toldBy(await press(all.asha))).toContain('not yours');
  expect(toldBy(await press(all.tom))).toContain('not yours');
  expect(toldBy(await press(all.priya))).toContain('withdrawn');
  await all.s.settle();
  for (const chat of [all.s.slack, all.s.teams]) {
    const there = chat.posted.filter(({ removed }) => !removed).map(({ card }) => wordsOf(card));
    expect(there.filter((words) => words.includes('Good 0'))).toEqual([]);
    expect(there.some((words) => words.includes('1 item withdrawn'))).toBe(true);
  }
  expect(await texts(all)).not.toContain('Good 0');
  expect(wordsOf((await cardsFor(all, await all.personOf(all.dev))).own)).toContain('1 item withdrawn');
}, 300_000);

test('Participant asks to withdraw: without names any point can be asked about, within the hour, and nothing says who asks', async () => {
  const all = await scene({ people: 6 });
  await everybodyWrites(all);
  await close(all);
  const [point] = await all.run((w) => w.sessions.writing.contributions(all.session));
  expect(said(await pressed(all.s, all.other, 'sessions.challenge', point?.id ?? ''))).toContain('not shown any more');
  const form = formOf(await pressed(all.s, all.priya, 'sessions.challenge', point?.id ?? ''));
  expect(said(await submitted(all.s, all.priya, form, { why: '' }))).toContain('Please say why');
  await submitted(all.s, all.priya, form, { why: 'It says who was on the door' });
  const { leading: before } = await cardsFor(all, await all.personOf(all.tom));
  expect(wordsOf(before)).not.toContain('It says who was on the door');
  await all.pass(HOUR_MS);
  expect(wordsOf((await cardsFor(all, await all.personOf(all.tom))).leading)).toContain('It says who was on the door');
  expect(
    all.s.teams.posted.filter(
      ({ to, card }) => to.id === all.tom.ref.id && card.summary.includes('asks you to look at a point'),
    ),
  ).toHaveLength(1);
  const row = await all.s.prisma.contributionChallenge.findFirstOrThrow();
  expect(Object.values(row)).not.toContain(await all.personOf(all.priya));
  expect(toldBy(await all.s.press(all.priya, all.s.private(all.priya), 'sessions.challenge-leave', row.id))).toContain(
    'Only whoever leads',
  );
  expect(toldBy(await all.s.press(all.tom, all.s.private(all.tom), 'sessions.challenge-leave', row.id))).toContain(
    'stays as it is',
  );
  expect(toldBy(await all.s.press(all.tom, all.s.private(all.tom), 'sessions.challenge-leave', row.id))).toContain(
    'settled already',
  );
}, 300_000);

test('Person named in a text: whoever wrote it is nudged, after handing in, and may leave it; whoever looks it through sees a hint', async () => {
  const all = await scene({ people: 4, screens: true });
  const { write } = writers(all);
  const done = await write(all.priya, { harder: 'Asha should have told us\nThe radio was silent' });
  expect(done).toMatch(/You may want to look at this again.*may name somebody.*should have been/s);
  // None of their words is in it.
  expect(done).not.toContain('told us');
  expect(await write(all.asha, { harder: 'The radio was silent in the tunnel' })).not.toContain('look at this again');
  for (const who of all.people.slice(2)) await write(who, { worked: 'Well' });
  await close(all);
  const { leading } = await cardsFor(all, await all.personOf(all.tom));
  const row = leading.blocks.find(
    (block) => block.block === 'row' && JSON.stringify(block.text).includes('Asha should'),
  );
  expect(JSON.stringify(row)).toContain('May name somebody');
  expect(JSON.stringify(leading).match(/May name somebody/g)).toHaveLength(1);
});

test('Cancelled: the text is as it was, hidden, for thirty days, nobody’s by then; nothing more is taken', async () => {
  for (const attribution of ['unattributed', 'named'] as const) {
    const all = await scene({ attribution, people: 4 });
    const { open, send } = writers(all);
    await everybodyWrites(all);
    const form = await open(all.priya);
    const before = await all.s.prisma.stagedInput.findMany({ orderBy: { id: 'asc' } });
    await all.act({ event: 'cancel', reason: 'A formal inquiry begins' });
    await all.s.sessionTimers.look();
    expect(await all.s.prisma.stagedInput.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
    for (const table of ['sessionKey', 'doneMark', 'sessionDraft'] as const)
      if (attribution === 'unattributed' || table === 'sessionKey')
        expect(await (all.s.prisma[table] as { count(): Promise<number> }).count(), table).toBe(0);
    const refused = await send(all.priya, form, { expected: 'More' });
    expect([refused.kind, said(refused)]).toEqual(['invalid', expect.stringContaining('cancelled')]);
    expect(await texts(all)).toEqual([]);
    await all.away(29 * DAY_MS);
    expect(await all.s.prisma.stagedInput.count()).toBe(4);
    await all.away(2 * DAY_MS);
    expect(await all.s.prisma.stagedInput.count()).toBe(0);
    expect((await all.s.prisma.session.findUniqueOrThrow({ where: { id: all.session } })).clearedAt).not.toBeNull();
  }
}, 300_000);

test('What is on hold is not deleted, and goes when it is not any more', async () => {
  const all = await scene({ people: 4 });
  await everybodyWrites(all);
  await close(all);
  await all.act({ event: 'cancel', reason: 'No time' });
  await all.run((w) => w.sessions.setup.save(all.session, { held: true }));
  await all.away(40 * DAY_MS);
  expect(await all.s.prisma.contribution.count()).toBe(4);
  await all.run((w) => w.sessions.setup.save(all.session, { held: false }));
  await all.away(8 * DAY_MS);
  expect(await all.s.prisma.contribution.count()).toBe(0);
}, 300_000);

test('Raw input goes ninety days after it was published, also where it was shown; what goes on again is left', async () => {
  const all = await scene({ people: 4 });
  await inChannels(all);
  await everybodyWrites(all);
  await close(all);
  await all.run((w) => w.sessions.setup.save(all.session, { state: 'agreeing', noLesson: 'Nothing went wrong' }));
  await all.act({ event: 'next' });
  await all.act({ event: 'next' });
  expect(await all.record()).toMatchObject({ state: 'published' });
  await all.away(80 * DAY_MS);
  await all.act({ event: 'reopen', reason: 'Something was left out' });
  await all.away(11 * DAY_MS);
  expect(await all.s.prisma.contribution.count()).toBe(4);
  await all.run((w) => w.sessions.setup.save(all.session, { state: 'published' }));
  await all.away(8 * DAY_MS);
  await all.s.settle();
  expect(await all.s.prisma.contribution.count()).toBe(0);
  expect(all.s.slack.posted.filter(({ card, removed }) => !removed && wordsOf(card).includes('Good'))).toEqual([]);
}, 300_000);

test('Reopened and asked again: what is new is hidden as before, with a new key, and nothing earlier is deleted', async () => {
  const all = await scene({ people: 6 });
  await everybodyWrites(all);
  await close(all);
  const first = await texts(all);
  await all.act({ event: 'ask-again', question: 'What would have helped at the door?' });
  expect(await all.s.prisma.sessionKey.findMany()).toMatchObject([{ what: 'round:2' }]);
  const { open, write } = writers(all);
  const form = await open(all.priya);
  expect(form.fields.map(({ name, label }) => [name, label])).toEqual([
    ['again', 'What would have helped at the door?'],
  ]);
  expect(form.submit).toBe('Hand in');
  for (const who of all.people) await write(who, { again: `Help ${who.name.at(-1)}` });
  expect([...(await texts(all))].sort()).toEqual([...first].sort());
  await close(all);
  const both = await all.run((w) => w.sessions.writing.contributions(all.session));
  expect(both).toHaveLength(12);
  expect(both.slice(0, 6).map(({ text }) => text)).toEqual(first);
  expect(both.slice(6).every(({ round, question }) => round === 2 && question === 'again')).toBe(true);
  expect(toldBy(await all.s.press(all.tom, all.s.private(all.tom), 'sessions.points', `${all.session}/6`))).toContain(
    'What would have helped at the door?',
  );
}, 300_000);

test('Paused: nothing is taken, what is hidden stays hidden, and it goes on where it was', async () => {
  const all = await scene({ people: 4 });
  const { open, send, write, read } = writers(all);
  await write(all.priya, { worked: 'Before' });
  const form = await open(all.priya);
  await all.act({ event: 'pause', reason: 'An investigation', holds: false });
  const refused = await send(all.priya, form, { expected: 'Meanwhile' });
  expect([refused.kind, said(refused)]).toEqual(['invalid', expect.stringContaining('paused')]);
  await all.pass(3 * HOUR_MS);
  expect(await texts(all)).toEqual([]);
  await all.act({ event: 'resume' });
  expect(await read(all.priya)).toMatchObject({ worked: 'Before' });
  expect(await write(all.priya, { harder: 'After' })).toContain('handed in');
});

test('FOI or subject access mid-way: what is hidden is exported as hidden, of nobody where names are not kept', async () => {
  const all = await scene({ people: 4 });
  const named = await scene({ people: 4, attribution: 'named' });
  await writers(all).write(all.priya, { worked: 'Well' });
  await writers(named).write(named.priya, { worked: 'Well' });
  const day = '2026-11-27';
  expect(await all.run((w) => w.sessions.writing.forRecords(all.session))).toEqual([
    { question: 'worked', text: 'Well', round: 1, day, person: null },
  ]);
  expect(await named.run((w) => w.sessions.writing.forRecords(named.session))).toEqual([
    { question: 'worked', text: 'Well', round: 1, day, person: await named.personOf(named.priya) },
  ]);
});

test('Very small: two or three are too few for words without names', async () => {
  const all = await scene({ people: 3, state: 'draft', k: 3 });
  expect(await all.act({ event: 'schedule' }, all.priya)).toMatchObject({ kind: 'moved' });
  const two = await scene({ people: 2, state: 'draft', k: 2 });
  expect(await two.act({ event: 'schedule' }, two.priya)).toMatchObject({
    kind: 'refused',
    guards: ['enough-invited'],
  });
});

test('Participant in Teams, others in Slack: same session, same state; what is shown is in both channels, in one order', async () => {
  const all = await scene({ people: 6 });
  await inChannels(all);
  await everybodyWrites(all);
  await close(all);
  const order = (chat: typeof all.s.slack) =>
    chat.posted.map(({ card }) => /Good \d/.exec(wordsOf(card))?.[0]).filter((one) => one !== undefined);
  expect(order(all.s.teams)).toHaveLength(6);
  expect(order(all.s.slack)).toEqual(order(all.s.teams));
});

test('in private nothing is posted anywhere, and all is read from the own card', async () => {
  const all = await scene({ people: 4, place: 'private' });
  await inChannels(all);
  await everybodyWrites(all);
  await close(all);
  for (const chat of [all.s.slack, all.s.teams])
    expect(chat.posted.filter(({ card }) => wordsOf(card).includes('Good'))).toEqual([]);
  expect(toldBy(await all.s.press(all.dev, all.s.private(all.dev), 'sessions.points', all.session))).toContain(
    'Good 0',
  );
  expect(toldBy(await all.s.press(all.other, all.s.private(all.other), 'sessions.points', all.session))).toContain(
    'cannot read',
  );
});

test('an account that was joined since: what it wrote is found and changed by the one person that they are now', async () => {
  const all = await scene({ people: 6 });
  const { write, read } = writers(all);
  const [one, other] = [all.people[2] as Actor, all.people[3] as Actor];
  await write(one, { worked: 'By the one' });
  const [mine, theirs] = [await all.personOf(one), await all.personOf(other)];
  // As joining.ts does it.
  await all.s.prisma.$executeRaw`
    UPDATE identity SET own_id = COALESCE(own_id, person_id), person_id = ${theirs}::uuid WHERE person_id IN (${mine}::uuid, ${theirs}::uuid)`;
  expect(await read(other)).toMatchObject({ worked: 'By the one' });
  await write(other, { worked: 'By both' });
  expect(await all.s.prisma.stagedInput.count()).toBe(1);
  expect(await all.s.prisma.doneMark.count()).toBe(1);
});

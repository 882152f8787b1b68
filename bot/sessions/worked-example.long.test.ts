/** A review from its first press to its embedded lessons, by people in Slack and in Teams who press what they are shown: the worked example of the method, day by day. */
import { expect, test } from 'vitest';
import { KINDS } from '../../prisma/records/kinds.ts';
import { readRecords } from '../../prisma/records/read.ts';
import { addressOf } from '../../prisma/testing/rows.ts';
import { stageSecret } from '../testing/full-story.ts';
import { expectShown } from '../testing/judging.ts';
import { type Hand, handOf, type Shown } from './testing/hand.ts';
import { playing, scene } from './testing/scene.ts';

const London = (day: string, time: string): Date => new Date(`2026-${day}T${time}:00Z`);

/** What each of nine wrote, by the boxes of the form. */
const WROTE: readonly Readonly<Record<string, string>>[] = [
  {
    expected: 'The declaration by two in the morning',
    clear: 'yes',
    happened: '22:40: The first ballot boxes arrived\n03:10: The result was declared',
    harder: 'Two ballot boxes arrived late from the north',
    next: 'When the polls close, we will send two vans to the north',
  },
  {
    worked: 'The new tally sheets were quick to fill in',
    harder: 'Ballot boxes from the north came without their paper accounts',
  },
  {
    expected: 'All ballot boxes checked in by half past ten',
    clear: 'partly',
    harder: 'The hall was too dark to read numbers\nGary from the agency mixed up two trays',
  },
  {
    worked: 'Tally sheets made mistakes easy to see\nHot food at midnight kept people going',
    next: 'Put lamps on every table of the hall',
  },
  {
    happened: '23:15: A queue of six vans at the gate',
    harder: 'Vans queued at the gate because one person checked every pass\nThe radios did not reach the gate',
  },
  {
    clear: 'no',
    harder: 'Nobody knew who decides on doubtful papers\nDoubtful papers waited until the deputy came back',
    next: 'When papers are doubtful, let the table decide the clear ones',
  },
  {
    worked: 'The runners between tables knew each other',
    harder: 'Radios failed in the car park by the gate',
    next: 'Test the radios before the polls close',
  },
  {
    happened: '01:30: Twelve counters went home at the end of their shift',
    harder:
      'Counters on the late shift were tired and counted two boxes twice\nThe late shift began with people who had worked all day',
  },
  {
    worked: 'Hot food arrived for the late shift',
    harder: 'Light in the hall was poor',
    next: 'Have a second team of counters ready from eleven\nCheck passes before the day, not at the gate',
  },
];

/** Lessons from which they come. */
const LESSONS: Readonly<Record<number, string>> = { 4: 'radios', 7: 'second team' };

/** What came of it, by the place of who does it. */
const ACTIONS: Readonly<Record<number, string>> = {
  3: 'Write down what is clear',
  4: 'Test the radios',
  5: 'Order lamps',
  6: 'Print the tally sheets',
  7: 'Write the rota of the second team',
  8: 'Check passes before the day',
};

test('by-election count, 12 November', async () => {
  const laid = await scene({ state: 'draft', people: 11 });
  const { s, community, channel, theirs, people, personOf } = laid;
  const shown: Shown = { cards: [], forms: [] };
  const at = (who: (typeof people)[number]) => handOf(s, who, [who.ref.platform === 'slack' ? theirs : channel], shown);
  const [priya, tom, asha, dev] = [laid.priya, laid.tom, laid.asha, laid.dev].map(at) as [
    ReturnType<typeof at>,
    ReturnType<typeof at>,
    ReturnType<typeof at>,
    ReturnType<typeof at>,
  ];

  /** The choices of a field that say this. */
  const option = (who: Hand, name: string, words: string | undefined): readonly string[] =>
    who
      .form()
      .fields.flatMap((field) => (field.name === name && 'options' in field ? field.options : []))
      .flatMap(({ label, value }) => (words !== undefined && label.includes(words) ? [value] : []));
  /** Goes through all steps of the form. */
  async function writes(who: Hand, words: Readonly<Record<string, string>>): Promise<void> {
    await who.presses('Write, or change what you wrote');
    for (let last = false; !last; ) {
      const form = who.form();
      last = form.submit === 'Hand in';
      await who.fills(
        Object.fromEntries(Object.entries(words).filter(([name]) => form.fields.some((field) => field.name === name))),
      );
    }
    expect(who.answer()).toContain('Thank you, it is handed in');
  }

  // Thursday, 9:00.
  await priya.types('review');
  await priya.fills({ community, title: 'By-election count', event: 'The count of 12 November', starts: '2026-11-12' });
  await priya.fills({
    purpose: 'To count faster and without mistakes in May',
    in: 'From the close of the polls to the declaration',
    tags: 'count',
  });
  await priya.fills({
    participants: await Promise.all(people.map(personOf)),
    facilitator: await personOf(laid.tom),
    deputy: await personOf(laid.asha),
    sponsor: await personOf(laid.dev),
  });
  await priya.fills({ opens: '2026-11-27', time: '09:00', boundary: 'yes' });
  expect(priya.answer()).toContain('Everything is there');
  expect(await priya.presses('Schedule it')).toContain('11 people are invited now');
  const { id: session } = await s.prisma.session.findFirstOrThrow({
    where: { title: 'By-election count', state: 'scheduled' },
  });
  const story = playing(s, { ...laid, session });
  const writers = people.map(at);
  await story.to(London('11-27', '09:00'));
  // Friday: the form is open, and says what it costs and who will read it.
  for (const who of writers) expect(who.reading('please write down what you saw')).toContain('about 8 minutes');
  expect(tom.reads().join()).not.toContain('please write down what you saw');
  for (const [who, words] of writers.slice(0, 7).map((one, number) => [one, WROTE[number] ?? {}] as const))
    await writes(who, words);
  await story.to(London('11-30', '13:00'));
  // Those who are not done are asked once more, and nobody else.
  const reminded = writers.map(
    (who) => who.reads().filter((words) => words.includes('closes 2026-12-01T17:00')).length,
  );
  expect(reminded).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  expect(tom.reading('Close writing now')).toContain('7 of 11 were done');
  for (const [number, who] of writers.slice(7, 9).entries()) await writes(who, WROTE[7 + number] ?? {});
  await story.to(London('12-01', '17:00'));
  // Tuesday, 17:00: writing is over and the key is gone; whoever leads looks through it, and reads no name.
  expect(await s.prisma.sessionKey.count({ where: { sessionId: session } })).toBe(0);
  // Shuffled: it may stand on the first page or a later one.
  for (let more = 21; ![tom.answer(), ...tom.reads()].join().includes('Gary from the agency'); more -= 8)
    await tom.presses(`Show the others (${more})`);
  await tom.presses('Hold back', 'Gary from the agency');
  await tom.fills({ for: 'Personal data' });
  expect(tom.answer()).toContain('It is held back');
  await tom.presses('Show everything now');
  await story.to(London('12-02', '10:00'));
  expect(tom.reading('1 point is held back')).toContain('28 points, from 9 people');
  expect(priya.reads().join()).not.toContain('Gary');
  // Wednesday, 10:00: topics are suggested; people accept them and merge two pairs.
  await priya.presses('See the topics');
  await priya.presses('Accept all suggestions (9)');
  const merge = async (who: Hand, topic: string, into: string) => {
    await who.presses('See the topics');
    await who.presses('Open', topic);
    await who.presses('Merge with another');
    await who.fills({
      into:
        who
          .form()
          .fields.flatMap((f) => ('options' in f ? f.options : []))
          .find(({ label }) => label.startsWith(into))?.value ?? '',
    });
  };
  await merge(priya, 'Check, gate, pass', 'Radios, gate');
  await merge(asha, 'Polls, close', 'Radios, gate');
  const group = async (who: Hand, point: string, into: string) => {
    await who.presses('See the topics');
    await who.presses('Group points');
    await who.fills({ points: option(who, 'points', point), into: option(who, 'into', into)[0] ?? '' });
  };
  await group(asha, 'The late shift began', 'Counters, counted');
  await group(asha, 'The runners', 'On their own');
  // Three votes each.
  await tom.presses('Open voting');
  for (const [who, one, two] of [
    [priya, 'Doubtful', 'Radios'],
    [asha, 'Radios', 'Counters'],
    [writers[3], 'Tally', 'Doubtful'],
    [writers[4], 'Radios', 'Hall'],
  ] as const) {
    await who?.presses('Vote');
    const of = (words: string) =>
      who
        ?.form()
        .fields.flatMap((field) => (field.name === 'one' && 'options' in field ? field.options : []))
        .find(({ label }) => label.includes(words))?.value ?? '';
    await who?.fills({ one: [of(one), of(two)], two: [of(one)] });
    expect(who?.answer()).toContain('Your votes are in');
  }
  await tom.presses('Close voting');
  // Cards are dealt, four topics are talked about.
  for (const [number, what] of [
    ['to change', 'One radio for the whole gate'],
    ['to change', 'The deputy was at the gate'],
    ['to keep', 'Sheets show a total at the foot'],
    ['to change', 'Nobody had slept'],
  ].entries()) {
    await tom.presses('Deal the next topic');
    const who = [priya, asha, writers[3], writers[4]][number] as Hand;
    await who.presses('See the present topic');
    await who.presses('Add why');
    await who.fills({ statement: what[1] ?? '', category: 'The plan' });
    await who.presses('See the present topic');
    await who.presses('What becomes of it?');
    await who.fills({ outcome: what[0] ?? '', why: 'All agreed' });
  }
  // One topic has no time, and says why; the other points are seen in the coverage round, so that none is lost.
  await tom.presses('See the topics');
  await tom.presses('Open', 'Counters, counted');
  await tom.presses('Not discussed');
  await tom.fills({ why: 'The call was over' });
  await tom.presses(/^Show what was not talked about/);
  for (let seen = 0; seen < 6 && !tom.answer().includes('All points'); seen += 1) await tom.presses('All seen');
  expect(tom.answer()).toContain('All points have been seen or talked about');
  // One fact is agreed by two; another stays disputed, with the reason and without a name.
  for (const who of [priya, asha]) {
    await who.presses('See the facts');
    await who.presses(/^Agree with/, 'The result was declared');
  }
  const fourth = writers[4] as Hand;
  await fourth.presses('See the facts');
  await fourth.presses(/^Dispute/, 'A queue of six vans');
  await fourth.fills({ reason: 'It was three vans and three cars' });
  await story.to(London('12-03', '09:00'));
  await tom.presses('Go on to agreeing');

  // Thursday and Friday: five lessons, recommendations, and actions with an owner, a day and a measure.
  for (const [who, when, what, because] of [
    [priya, 'polls close', 'test the radios at the gate first', 'radios failed in the car park'],
    [asha, 'papers are doubtful', 'let the table decide the clear ones', 'all of them waited for the deputy'],
    [writers[3], 'votes are counted', 'use the sheets with a total at the foot', 'mistakes were seen at once'],
    [writers[4], 'a hall is chosen', 'look at its light in the evening', 'numbers could not be read'],
    [
      writers[5],
      'a count runs past midnight',
      'have a second team ready from eleven',
      'tired people counted two boxes twice',
    ],
  ] as const) {
    await who?.presses('Add a lesson');
    await who?.fills({ when, do: what, because });
    expect(who?.answer()).toContain('Saved. It is a draft');
  }
  for (const [text, to] of [
    ['Buy radios that reach the gate', 'The elections board'],
    ['Keep the new tally sheets', 'The elections board'],
    ['Pay a second team for the night', 'The finance committee'],
    ['Rent another hall', 'The elections board'],
    ['Let tables decide clear papers', 'The returning officer'],
  ] as const) {
    await tom.presses('Add a recommendation');
    await tom.fills({ text, to });
  }
  // Four are put to the sponsor; of the last comes an action.
  for (const text of ['Buy radios', 'Keep the new tally', 'Pay a second team', 'Rent another hall']) {
    await tom.presses('See 5 recommendations');
    await tom.presses('Open', text);
    await tom.presses('Put it to the sponsor');
  }
  await tom.presses('See 5 recommendations');
  await tom.presses('Open', 'Let tables decide');
  const owner = async (number: number) => tom.finds('sessions.owner', laid.people[number]?.name ?? '');
  const measure = 'Anybody can see it in the log';
  await tom.presses('Add an action');
  await tom.fills({ text: ACTIONS[3] ?? '', owner: await owner(3), measure });
  // One without a day is sent back, and becomes something for the sponsor.
  await priya.presses('Add an action');
  await priya.fills({ text: 'Ask the council for a bigger car park', owner: await owner(4), measure, due: '' });
  await priya.fills({ decision: 'Put it to the sponsor as it is' });
  for (const number of [4, 5, 6, 7, 8]) {
    await asha.presses('Add an action');
    await asha.fills({
      text: ACTIONS[number] ?? '',
      lessons: option(asha, 'lessons', LESSONS[number]),
      owner: await owner(number),
      measure,
      strength: 'Strong',
    });
  }
  await tom.presses(/^Put all \d to their owners now/);
  await story.to(London('12-04', '10:00'));
  for (const number of [3, 4, 5, 6, 7, 8]) {
    const who = writers[number] as Hand;
    expect(who.reading('You are asked to take on an action')).toContain('declining needs one line');
    await who.presses(number === 6 ? 'Decline' : 'Accept');
    if (number === 6) await who.fills({ why: 'I am leaving the team' });
    expect(who.answer()).toContain(number === 6 ? 'Whoever leads is told' : 'It is yours');
  }

  // Tom is on leave: two working days after it was due Asha leads, and nobody had to ask.
  await story.to(London('12-08', '18:00'));
  await story.to(London('12-09', '10:00'));
  expect(priya.reading('leads “By-election count” from now on')).toContain('Asha Verma');
  await asha.presses('Name another owner');
  await asha.fills({ owner: await asha.finds('sessions.owner', writers[9]?.who.name ?? '') });
  await asha.presses('Send the draft to be checked');
  expect(asha.answer()).toContain('Nothing in the report says who somebody is');
  expect(asha.answer()).toContain('(9 of 11)');
  expect(asha.answer()).toContain('Yes: Everything that was put in was placed');
  await story.to(London('12-10', '10:00'));
  await writers[9]?.presses('Accept');
  // One objection is accepted: it is agreed anew; another draft goes out.
  expect(priya.reading('The draft report of “By-election count” is there')).toContain(
    'Reading it takes about ten minutes',
  );
  await priya.presses('Object to the draft');
  await priya.fills({ text: 'The second team is wanted from ten, not from eleven' });
  await asha.presses(/objection/);
  await asha.presses('Open', 'wanted from ten');
  expect(await asha.presses('Accept it')).toContain('it is agreed on anew');
  expect((await story.record()).state).toBe('agreeing');
  await asha.presses('See 5 lessons');
  await asha.presses('Open', 'second team');
  await asha.presses('Change');
  await asha.fills({ do: 'have a second team ready from ten' });
  await asha.presses('Send the draft to be checked');
  expect((await story.record()).state).toBe('checking');

  // The sponsor answers, each with a reason where it is not a plain yes; it is published.
  await story.to(London('12-11', '10:00'));
  for (const [text, answer, why] of [
    ['Buy radios', 'Accept: it is done', ''],
    ['Keep the new tally', 'Accept: it is done', ''],
    ['Let tables decide', 'Accept: it is done', ''],
    ['Pay a second team', 'Accept in part', 'For parliamentary elections alone'],
    ['Rent another hall', 'Reject', 'The hall is rented until 2030'],
    ['a bigger car park', 'Reject', 'There is no land for it'],
  ] as const) {
    await dev.presses('Answer', text);
    await dev.fills({ answer, why });
    expect(dev.answer()).toContain('Thank you. Your answer is printed');
  }
  await asha.presses('Publish');
  expect((await story.record()).state).toBe('published');
  await story.to(London('12-14', '10:00'));
  expect(priya.reading('The report of “By-election count” is published')).toContain('Read it here');
  const report: string[] = [await priya.presses('Read it here')];
  while (report.at(-1)?.includes('Next part')) report.push(await priya.presses('Next part'));
  const whole = report.join('\n');
  expect(whole).toContain('9 of 11 people who were asked put something in');
  expect(whole).toContain('Disputed, because: It was three vans and three cars');
  for (const said of WROTE.flatMap((one) => Object.entries(one)).flatMap(([box, words]) =>
    box === 'clear' ? [] : words.split('\n'),
  ))
    if (!said.includes('Gary')) expect(whole).toContain(said.replace(/^\d\d:\d\d: /, ''));
  expect(whole).not.toContain('Gary');
  expect(whole).toContain('have a second team ready from ten');

  // Five are done and looked at; one is late: its owner is asked, then whoever leads, then the sponsor.
  await story.to(London('12-21', '10:00'));
  for (const number of [3, 4, 5, 7, 8]) {
    const who = writers[number] as Hand;
    await who.types('home');
    await who.presses('Open', ACTIONS[number] ?? '');
    await who.presses('Done');
    await who.fills({ why: 'It stands in the log' });
    expect(who.answer()).toContain('Whoever leads has a look at it');
  }
  await story.to(London('12-22', '10:00'));
  for (let left = 5; left > 0; left -= 1) {
    await asha.presses('Confirm');
    if (asha.answer().includes('Confirm that it is done')) await asha.fills();
    expect(asha.answer()).toContain('In ninety days I ask');
  }
  await story.to(new Date('2027-01-20T10:00:00Z'));
  expect(asha.reading('more than 14 days late')).toContain('Print the tally sheets');
  expect(dev.reads().join()).not.toContain('more than 28 days late');
  await story.to(new Date('2027-02-03T10:00:00Z'));
  expect(dev.reading('more than 28 days late')).toContain('Print the tally sheets');

  // Ninety days after they were done: three made a difference, for one it is too early.
  await story.to(new Date('2027-03-24T10:00:00Z'));
  for (const [number, effect, why] of [
    [3, 'Yes', 'Doubtful papers took ten minutes'],
    [4, 'Yes', 'No radio failed'],
    [7, 'Yes', 'Nobody worked longer than six hours'],
    [5, 'Too early to say', ''],
  ] as const) {
    const who = writers[number] as Hand;
    await who.presses('Say what it brought', ACTIONS[number]);
    await who.fills({ effect, why });
    expect(who.answer()).toMatch(effect === 'Yes' ? /Thank you/ : /I ask again in ninety days/);
  }
  await story.to(new Date('2027-03-26T10:00:00Z'));
  // It is a person who says that a lesson is part of how people work.
  for (const evidence of ['Nobody worked longer', 'No radio failed']) {
    expect(asha.reading(evidence)).toContain('Is the lesson part of how people work by now?');
    await asha.presses('Yes, it is', evidence);
  }
  expect(await s.prisma.lesson.count({ where: { sessionId: session, lifecycle: 'embedded' } })).toBe(2);

  // A records officer is given every row of it.
  const held = await readRecords(await addressOf(s.prisma), session, { secrets: [stageSecret], at: s.clock.now() });
  for (const { table, where } of KINDS) {
    const [row] = await s.prisma.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table} x WHERE ${where.replaceAll('$1', `'${session}'`)}`,
    );
    expect([table, held?.records.find((one) => one.table === table)?.rows.length]).toEqual([table, row?.count]);
  }
  // What people put in went ninety days after it was published; the rest did not happen here.
  expect(held?.records.filter(({ rows }) => rows.length === 0).map(({ table }) => table)).toEqual([
    'session_timer',
    'staged_input',
    'receipt',
    'contribution',
    'contribution_challenge',
    'remark',
    'lesson_link',
    'report_finding',
    'report_summary',
    'session_benefit',
    'digest_entry',
  ]);

  // Whoever sets up the next review of such work reads what was learned, and what is still open.
  await priya.types('review');
  await priya.fills({ community, title: 'Count in May', event: 'The count of 6 May', starts: '2027-03-25' });
  await priya.fills({ purpose: 'To be as good', in: 'The night', tags: 'count' });
  await priya.fills({ participants: await Promise.all(people.map(personOf)) });
  await priya.fills({ opens: '2027-03-30', time: '09:00', boundary: 'yes' });
  expect(priya.answer()).toContain('have a second team ready from ten');
  expect(priya.answer()).toContain('Print the tally sheets');

  // Both platforms take every card and form of all this, as it was answered and as it stands, and no button is lost.
  const standing = [...s.slack.posted, ...s.teams.posted].filter(({ removed }) => !removed).map(({ card }) => card);
  expect([shown.cards.length > 50, shown.forms.length > 50, standing.length > 100]).toEqual([true, true, true]);
  await expectShown({ cards: [...shown.cards, ...standing], forms: shown.forms });
}, 900_000);

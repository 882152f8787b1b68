/** A made-up review's report with something in every part of it; nobody and nothing in it is real. */
import type { Reading } from '../reading.ts';
import { narrowed } from '../reading.ts';
import { type Report, reportShape } from '../report.ts';
import { mapTexts } from '../texts.ts';

const point = (
  id: string,
  question: string,
  text: string,
  more: Partial<Report['points'][number]> = {},
): Report['points'][number] => ({
  id,
  question,
  text,
  evidence: [],
  topic: null,
  discussed: true,
  late: false,
  ...more,
});

const base: Report = {
  schema: 1,
  session: '01900000-0000-7000-8000-000000000001',
  reference: 'AAR-2026-0042',
  method: 'aar',
  edition: 2,
  reason: 'The second count was left out',
  madeAt: '2026-12-09T10:00:00.000Z',
  byTime: false,
  zone: 'Europe/London',
  status: 'unvalidated',
  title: 'By-election count',
  event: 'The count of 19 November',
  startsOn: '2026-11-19',
  endsOn: '2026-11-20',
  purpose: 'To count faster and without mistakes in May',
  scopeIn: 'From the close of the polls to the declaration',
  scopeOut: 'Registration',
  level: 'team',
  question: 'What did the second count teach us?',
  noLesson: '',
  community: { id: '01900000-0000-7000-8000-0000000000c1', name: 'Elections' },
  sponsor: { person: 'dev' },
  facilitator: { person: 'tom' },
  deputies: [{ person: 'asha' }],
  readers: 'community',
  label: 'members',
  attribution: 'unattributed',
  points: [
    point('e1', 'expected', 'We expected to declare at two in the morning', { topic: 't1' }),
    point('e2', 'expected', 'The aim was clear to the tables'),
    point('h1', 'happened', 'The first boxes came at half past ten', {
      evidence: ['https://minutes.ashcombe.example/19'],
    }),
    point('w1', 'worked', 'The new table plan made the flow easy', { topic: 't1' }),
    point('w2', 'worked', 'Tea at midnight kept people going'),
    point('d1', 'harder', 'Two trays were counted twice', { topic: 't2', evidence: ['Tally sheet 4, in the safe'] }),
    point('d2', 'harder', 'The hall was too dark for small print', { topic: 't2', late: true }),
    point('n1', 'next', 'When a tray is done we will turn its card'),
    point('a1', 'again', 'The second count was calmer'),
    point('u1', 'urgent', 'The fire door stuck', { topic: 't3', discussed: false }),
    point('x1', 'harder', 'Parking was full', { discussed: false }),
  ],
  topics: [
    {
      id: 't1',
      title: 'The table plan',
      kind: 'keep',
      priority: true,
      votes: 5,
      discussed: true,
      outcome: 'keep',
      why: 'It can be printed for every hall',
      undiscussed: '',
      factors: [
        { id: 'f1', statement: 'The plan was walked through the day before', category: 'plan', depth: 1, under: null },
        { id: 'f2', statement: 'Somebody had measured the hall', category: 'information', depth: 2, under: 'f1' },
      ],
    },
    {
      id: 't2',
      title: 'Trays counted twice',
      kind: 'change',
      priority: true,
      votes: 7,
      discussed: true,
      outcome: 'change',
      why: 'Nobody could see which tray was done',
      undiscussed: '',
      factors: [{ id: 'f3', statement: 'Trays look the same on both sides', category: 'tools', depth: 3, under: null }],
    },
    {
      id: 't3',
      title: 'Doors',
      kind: 'change',
      priority: false,
      votes: 0,
      discussed: false,
      outcome: null,
      why: '',
      undiscussed: 'It was passed to the building’s manager',
      factors: [],
    },
  ],
  facts: [
    {
      id: 'fa1',
      when: '22:30',
      statement: 'The first boxes arrived',
      evidence: ['https://minutes.ashcombe.example/19', 'Photo of the clock'],
      status: 'agreed',
      reasons: [],
    },
    { id: 'fa2', when: '02:10', statement: 'The first count ended', evidence: [], status: 'agreed', reasons: [] },
    {
      id: 'fa3',
      when: '',
      statement: 'The doors were opened late',
      evidence: [],
      status: 'disputed',
      reasons: ['The porter’s book says ten to seven'],
    },
    { id: 'fa4', when: '03:00', statement: 'The lights failed once', evidence: [], status: 'proposed', reasons: [] },
  ],
  lessons: [
    {
      id: 'l1',
      when: 'a tray is counted',
      do: 'turn its card to red',
      because: 'nobody can see it otherwise',
      context: 'A hall with 24 tables',
      appliesTo: 'All counts',
      lifecycle: 'being-implemented',
      lifecycleWhy: 'The cards are being printed',
      seenBefore: 2,
    },
    {
      id: 'l2',
      when: 'a hall is new',
      do: 'walk through the plan the day before',
      because: 'paper does not show doors',
      context: '',
      appliesTo: '',
      lifecycle: 'identified',
      lifecycleWhy: '',
      seenBefore: 0,
    },
  ],
  recommendations: [
    {
      id: 'r1',
      text: 'Buy cards with two colours',
      addressedTo: 'Elections team',
      referral: false,
      noAction: '',
      answer: 'accept',
      answerWhy: 'Within this year’s money',
      answeredOn: '2026-12-08',
    },
    {
      id: 'r2',
      text: 'Rent brighter lamps',
      addressedTo: 'Facilities',
      referral: true,
      noAction: '',
      answer: null,
      answerWhy: '',
      answeredOn: null,
    },
    {
      id: 'r3',
      text: 'Move to the sports hall',
      addressedTo: 'Returning officer',
      referral: false,
      noAction: 'It is let until June',
      answer: 'reject',
      answerWhy: 'The rent is too high',
      answeredOn: '2026-12-08',
    },
  ],
  actions: [
    {
      id: 'ac1',
      text: 'Order 60 cards',
      whenWill: 'When the order is placed we will test ten',
      measure: 'They are in the store',
      owner: { person: 'asha' },
      dueOn: '2026-12-20',
      strength: 'medium',
      ticket: 'https://tickets.ashcombe.example/81',
      state: 'offered',
      why: '',
      evidence: '',
      effect: null,
      effectWhy: '',
      recommendation: 'r1',
      lessons: ['l1'],
    },
    {
      id: 'ac2',
      text: 'Measure the light at each table',
      whenWill: '',
      measure: 'A list of 24 values',
      owner: { person: 'gone' },
      dueOn: '2026-12-01',
      strength: 'strong',
      ticket: '',
      state: 'blocked',
      why: 'The meter is lent out',
      evidence: 'https://minutes.ashcombe.example/light',
      effect: 'early',
      effectWhy: 'There was no count since',
      recommendation: null,
      lessons: [],
    },
  ],
  objections: [
    {
      id: 'o1',
      text: 'The second tray was found before the recount',
      state: 'printed',
      answer: 'Two people say otherwise',
    },
  ],
  settled: 1,
  held: 1,
  withdrawn: 2,
  waiting: 0,
  heard: {
    invited: 18,
    heard: 12,
    organisations: 2,
    byOrganisation: [
      { organisation: 'Ashcombe Council', heard: 6, notHeard: null },
      { organisation: 'Brackenford Council', heard: 6, notHeard: null },
    ],
    byPart: [{ part: 'observer', people: null }],
    managers: true,
  },
  checklist: Array.from({ length: 10 }, (_, at) => ({
    item: at + 1,
    met: at % 3 !== 0,
    some: at % 2 === 0 ? null : at,
    of: at % 2 === 0 ? null : 10,
  })),
  summary: null,
  went: [
    { state: 'scheduled', on: '2026-11-26' },
    { state: 'collecting', on: '2026-11-27' },
    { state: 'making_sense', on: '2026-12-01' },
    { state: 'agreeing', on: '2026-12-03' },
    { state: 'checking', on: '2026-12-07' },
    { state: 'published', on: '2026-12-09' },
  ],
  earlier: [{ edition: 1, on: '2026-12-08', reason: '' }],
  leftOut: 1,
};

/** @param changed what is other than usual */
export function madeUp(changed: Partial<Report> = {}, breadth: Reading['breadth'] = 'whole'): Reading {
  const report = narrowed(reportShape.parse({ ...base, ...changed }), breadth, true);
  return {
    report,
    breadth,
    people: new Map([
      ['dev', { name: 'Dev Shah', organisation: 'Brackenford Council' }],
      ['tom', { name: 'Tom Reed', organisation: 'Ashcombe Council' }],
      ['asha', { name: 'Asha Verma', organisation: 'Ashcombe Council' }],
    ]),
    since: {
      on: '2026-12-15',
      actions: new Map([
        ['ac1', { state: 'accepted', dueOn: '2026-12-22', owner: { person: 'asha' } }],
        ['ac2', { state: 'blocked', dueOn: '2026-12-01', owner: { person: 'gone' } }],
      ]),
      closedOn: null,
      underReview: false,
      latest: report.edition,
      held: false,
      benefit: { by: { person: 'dev' }, applied: 'The plan for May has a second team', realised: '' },
    },
  };
}

/** Of how many ways there are to write something that could become markup, most. */
export const NASTY = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</style></table>&lt;b&gt;',
  '**bold** _it_ ~~no~~ `code` [a](https://evil.example) ![i](https://evil.example/i.png)',
  '# heading',
  '> quote',
  '- item\n1. item\n\n    code\n***\n===\n| a | b |\n| - | - |',
  '=HYPERLINK("https://evil.example")',
  '+1 @cmd -2 \t=3',
  '{count, plural, one {#}} {title} <b>x</b>',
  'مرحبا بكم في المجلس \u202e gnp.exe',
  'e\u0301 😀 \u0007\u0000 ]]> <!-- --> &amp; "quoted" \'single\'',
  'https://evil.example/?a=1&b=<2> www.evil.example someone@evil.example',
];

/** Every text is its own mark and something nasty; gives the marks. */
export function nasty(): { readonly reading: Reading; readonly marks: readonly string[] } {
  const reading = madeUp();
  const marks: string[] = [];
  const report = mapTexts(reading.report, (text, { part }) => {
    const mark = `Mark${marks.length}x`;
    marks.push(mark);
    // An address that can be pressed has to stay one.
    if (/^https:/.test(text)) return `https://minutes.ashcombe.example/${mark}?a=1&b='2'`;
    const bad = NASTY[marks.length % NASTY.length] ?? '';
    return part === 'title' ? `${mark} ${bad}`.replaceAll('\n', ' ') : `${bad} ${mark}`;
  });
  return { reading: { ...reading, report }, marks };
}

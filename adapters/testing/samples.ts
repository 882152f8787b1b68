/** Cards and forms of every kind, at their edges and beyond: what every platform must draw. */
import type { Block, Button, Card, Field, Form, Value } from '../../bot/core/card.ts';
import type { UserRef } from '../../bot/core/ref.ts';
import type { Run, Text } from '../../bot/core/text.ts';

/** One run of every kind; a new kind does not compile until it is here. */
const RUNS: { readonly [K in Run['run']]: readonly Extract<Run, { run: K }>[] } = {
  text: [
    { run: 'text', text: 'plain words ' },
    { run: 'text', text: 'bold words ', style: { bold: true } },
    { run: 'text', text: 'italic words ', style: { italic: true } },
    { run: 'text', text: 'struck words ', style: { strike: true } },
    { run: 'text', text: 'code words', style: { code: true } },
    { run: 'text', text: ' both words ', style: { bold: true, italic: true } },
  ],
  link: [
    { run: 'link', url: 'https://guildhall.example/a?b=1&c=2', text: 'the page' },
    { run: 'link', url: 'https://guildhall.example/bare', text: '' },
    { run: 'link', url: 'https://guildhall.example/bold', text: 'bold page', style: { bold: true } },
  ],
  person: [{ run: 'person', name: 'Asha Patel' }],
  time: [
    { run: 'time', at: '2026-03-02T09:30:00Z', zone: 'Europe/London', style: 'minute' },
    { run: 'time', at: '2026-03-02T09:30:00Z', zone: 'Europe/London', style: 'day' },
  ],
  code: [{ run: 'code', text: 'const a = 1;\n  const b = 2;' }],
  quote: [{ run: 'quote', of: [{ run: 'text', text: 'said before' }] }],
  list: [
    {
      run: 'list',
      ordered: false,
      items: [[{ run: 'text', text: 'first point' }], [{ run: 'text', text: 'second point' }]],
    },
    { run: 'list', ordered: true, items: [[{ run: 'text', text: 'step one' }], [{ run: 'text', text: 'step two' }]] },
  ],
};
/** Every kind of run in one text. */
export const EVERY_RUN: Text = Object.values(RUNS).flat();

/** One button of every kind and look. */
export const BUTTONS: { readonly [K in Button['button']]: readonly Extract<Button, { button: K }>[] } = {
  action: [
    { button: 'action', action: 'contract.plain', value: 'q-1', label: 'Press me' },
    { button: 'action', action: 'contract.primary', value: '', label: 'Main one', style: 'primary' },
    { button: 'action', action: 'contract.opens', value: 'q-2', label: 'Open form', opens: true },
    {
      button: 'action',
      action: 'contract.danger',
      value: 'v'.repeat(255),
      label: 'Leave now',
      style: 'danger',
      confirm: { title: 'Leave?', text: 'You can come back.', yes: 'Leave', no: 'Stay' },
    },
  ],
  link: [{ button: 'link', url: 'https://guildhall.example/open', label: 'Read more' }],
};
const EVERY_BUTTON: readonly Button[] = Object.values(BUTTONS).flat();

/** One block of every kind. */
const BLOCKS: { readonly [K in Block['block']]: readonly Extract<Block, { block: K }>[] } = {
  text: [
    { block: 'text', as: 'heading', text: 'A heading here' },
    { block: 'text', as: 'body', text: 'A body here' },
    { block: 'text', as: 'note', text: 'A note here' },
    { block: 'text', as: 'quote', text: 'A quote here' },
    { block: 'text', as: 'body', text: EVERY_RUN },
    { block: 'text', as: 'note', text: EVERY_RUN },
    { block: 'text', as: 'quote', text: EVERY_RUN },
    { block: 'text', as: 'heading', text: EVERY_RUN },
  ],
  facts: [
    {
      block: 'facts',
      facts: [
        { label: 'Community', value: 'Licensing' },
        { label: 'Answers', value: EVERY_RUN },
      ],
    },
  ],
  row: [
    { block: 'row', text: 'Row alone' },
    {
      block: 'row',
      text: 'Row with all',
      note: 'its note',
      button: { button: 'action', action: 'contract.row', value: 'r', label: 'Row press' },
    },
    {
      block: 'row',
      text: EVERY_RUN,
      button: { button: 'link', url: 'https://guildhall.example/row', label: 'Row link' },
    },
  ],
  buttons: [{ block: 'buttons', buttons: EVERY_BUTTON }],
  divider: [{ block: 'divider' }],
};

/** A card for every kind of block, by name. */
export const CARDS: readonly (readonly [name: string, card: Card])[] = Object.entries(BLOCKS).flatMap(
  ([kind, blocks]) =>
    blocks.map((block, at): readonly [string, Card] => [
      `${kind} ${at + 1}`,
      { summary: 'A summary', blocks: [block] },
    ]),
);

/** Words of a model, with what they rest on; longer than any platform's names for it. */
export const GENERATED: Card = {
  summary: 'A draft',
  blocks: [{ block: 'text', as: 'body', text: 'Pitches are priced by the metre. [1] [2]' }],
  generated: {
    sources: [
      { number: 1, title: 'How do you price pitches?', words: 'By the metre.', link: 'https://guildhall.example/1' },
      { number: 2, title: 'A title '.repeat(40), words: 'Words of it '.repeat(60), link: null },
      { number: 3, title: '<at>x</at> [a](b)', words: '<!channel> & more', link: 'javascript:alert(1)' },
    ],
    feedback: { useful: 'This was useful', not: 'This was not useful' },
  },
};

const words = (length: number): string =>
  'word '
    .repeat(Math.ceil(length / 5))
    .slice(0, length)
    .trim();

/** More words than any platform takes, and below them what a reader needs all the same. */
export const LONG_BODY: Card = {
  summary: 'A long body',
  blocks: [
    { block: 'text', as: 'heading', text: 'A heading here' },
    { block: 'text', as: 'body', text: words(20_000) },
    {
      block: 'row',
      text: 'A row here',
      button: { button: 'action', action: 'contract.row', value: 'r', label: 'Row press' },
    },
    { block: 'text', as: 'note', text: 'A note here' },
    { block: 'buttons', buttons: EVERY_BUTTON },
  ],
};

/** Cards at and beyond the edges: they must still be accepted, and what is too long must say so. */
export const EDGES: readonly (readonly [name: string, card: Card])[] = [
  ['no blocks at all', { summary: 'Only a summary', blocks: [] }],
  [
    'empty texts',
    {
      summary: '',
      blocks: [
        { block: 'text', as: 'body', text: '' },
        { block: 'row', text: '', note: '' },
      ],
    },
  ],
  [
    'no buttons',
    {
      summary: 's',
      blocks: [
        { block: 'buttons', buttons: [] },
        { block: 'facts', facts: [] },
      ],
    },
  ],
  [
    'blank texts',
    {
      summary: ' ',
      blocks: [
        { block: 'text', as: 'heading', text: '  ' },
        { block: 'text', as: 'quote', text: '\n' },
      ],
    },
  ],
  [
    'a body of 20,000 characters',
    { summary: words(5_000), blocks: [{ block: 'text', as: 'body', text: words(20_000) }] },
  ],
  ['a body of 20,000 characters with a row, a note and buttons below it', LONG_BODY],
  [
    'a long heading, note, quote',
    {
      summary: 's',
      blocks: (['heading', 'note', 'quote'] as const).map((as) => ({ block: 'text', as, text: words(5_000) })),
    },
  ],
  [
    '30 facts, long ones',
    {
      summary: 's',
      blocks: [
        {
          block: 'facts',
          facts: Array.from({ length: 30 }, (_, at) => ({ label: `${at} ${words(200)}`, value: words(3_000) })),
        },
      ],
    },
  ],
  [
    '60 rows with buttons',
    {
      summary: 's',
      blocks: Array.from({ length: 60 }, (_, at) => ({
        block: 'row' as const,
        text: words(4_000),
        note: `note ${at}`,
        button: { button: 'action' as const, action: 'contract.row', value: `${at}`, label: words(200) },
      })),
    },
  ],
  [
    '40 buttons with the same action',
    {
      summary: 's',
      blocks: [
        {
          block: 'buttons',
          buttons: Array.from({ length: 40 }, (_, at) => ({
            button: 'action' as const,
            action: 'contract.same',
            value: `${at}`,
            label: `Button ${at}`,
          })),
        },
      ],
    },
  ],
];

/** One field of every kind, with what a person fills in and what must come back. */
export const fields = (
  person: UserRef,
): {
  readonly [K in Field['field']]: readonly {
    readonly field: Field & { readonly field: K };
    readonly fill: Value | undefined;
  }[];
} => ({
  line: [
    {
      field: { field: 'line', name: 'title', label: 'Title', hint: 'Short', placeholder: 'Type here', max: 80 },
      fill: 'A <title> & more',
    },
    { field: { field: 'line', name: 'started', label: 'Started', value: 'words kept' }, fill: 'words kept' },
  ],
  paragraph: [
    {
      field: { field: 'paragraph', name: 'body', label: 'Question', max: 3_000 },
      fill: 'Line one\nline *two* <!channel>',
    },
    { field: { field: 'paragraph', name: 'left', label: 'Left empty', optional: true }, fill: undefined },
  ],
  choice: [
    {
      field: {
        field: 'choice',
        name: 'where',
        label: 'Community',
        options: [
          { value: 'c-1', label: 'Licensing', note: 'Pubs and taxis' },
          { value: 'c-2', label: 'Elections' },
        ],
        value: 'c-2',
      },
      fill: 'c-1',
    },
  ],
  choices: [
    {
      field: {
        field: 'choices',
        name: 'topics',
        label: 'Topics',
        options: ['a', 'b', 'c'].map((value) => ({ value, label: `Topic ${value}` })),
        value: ['a'],
      },
      fill: ['a', 'c'],
    },
  ],
  search: [
    {
      field: {
        field: 'search',
        name: 'found',
        label: 'Find',
        search: 'contract.find',
        placeholder: 'Type to find',
        value: { value: 's-1', label: 'Found before' },
      },
      fill: 's-1',
    },
  ],
  people: [{ field: { field: 'people', name: 'who', label: 'People', value: [person], max: 3 }, fill: [person] }],
  date: [
    { field: { field: 'date', name: 'when', label: 'Date', hint: 'The day itself' }, fill: '2026-11-12' },
    {
      field: { field: 'date', name: 'until', label: 'Until', value: '2028-02-29', optional: true },
      fill: '2027-01-31',
    },
    { field: { field: 'date', name: 'never', label: 'No date', optional: true }, fill: undefined },
  ],
  tick: [
    {
      field: {
        field: 'tick',
        name: 'agreed',
        label: 'This is help, not review',
        hint: 'It stays with us',
        value: true,
      },
      fill: 'yes',
    },
    { field: { field: 'tick', name: 'also', label: 'Tell the sponsor', optional: true }, fill: 'yes' },
    { field: { field: 'tick', name: 'not', label: 'Tell nobody', optional: true }, fill: undefined },
  ],
});

/** A form with every kind of field. */
export function everyField(person: UserRef): { form: Form; filled: Record<string, Value> } {
  const all = Object.values(fields(person)).flat();
  const filled = all.flatMap(({ field, fill }) => (fill === undefined ? [] : [[field.name, fill] as const]));
  return {
    form: {
      form: 'contract.form',
      context: 'question:q-1',
      title: 'Every kind of field there is',
      intro: EVERY_RUN,
      fields: all.map(({ field }) => field),
      submit: 'Send',
      cancel: 'Cancel',
    },
    filled: Object.fromEntries(filled),
  };
}

/** Forms at and beyond the edges. */
export const FORM_EDGES: readonly (readonly [name: string, form: Form])[] = [
  [
    'no fields',
    {
      form: 'contract.empty',
      context: '',
      title: 'Sure?',
      intro: 'Only words',
      fields: [],
      submit: 'Yes',
      cancel: 'No',
    },
  ],
  [
    'long everything',
    {
      form: 'contract.long',
      context: words(500),
      title: words(100),
      intro: words(5_000),
      submit: words(100),
      cancel: words(100),
      fields: [
        {
          field: 'line',
          name: 'line',
          label: words(3_000),
          hint: words(3_000),
          placeholder: words(500),
          max: 5_000,
          value: words(4_000),
        },
        {
          field: 'choice',
          name: 'many',
          label: 'Many',
          options: Array.from({ length: 150 }, (_, at) => ({
            value: `v${at}`,
            label: `${at} ${words(200)}`,
            note: words(200),
          })),
          value: 'v149',
        },
        {
          field: 'choices',
          name: 'tick',
          label: 'Tick',
          options: Array.from({ length: 30 }, (_, at) => ({ value: `v${at}`, label: `${at}` })),
          value: ['v29'],
        },
        { field: 'choice', name: 'none', label: 'None', options: [] },
        { field: 'date', name: 'day', label: words(3_000), hint: words(3_000), value: '2026-12-31' },
        { field: 'tick', name: 'one', label: words(3_000), hint: words(3_000), value: true },
      ],
      step: { said: words(3_000), opens: { action: 'contract.opens', value: 'v'.repeat(255) } },
    },
  ],
  [
    'what is no date at first',
    {
      form: 'contract.dates',
      context: 'c',
      title: 'Dates',
      submit: 'Send',
      cancel: 'Cancel',
      fields: ['', 'soon', '2026-02-30', '12/11/2026', '2026-1-2', '0026-01-02'].map((value, at) => ({
        field: 'date' as const,
        name: `day${at}`,
        label: `Day ${at}`,
        value,
        optional: true,
      })),
    },
  ],
];

/** The first of two steps: both have fields of one name, each with its own first value, and the second has a way back. */
export const STEPS: readonly [first: Form, second: Form] = [
  {
    form: 'contract.first',
    context: 'session:1',
    title: 'What it is about',
    step: { said: 'Step 1 of 2', opens: { action: 'contract.step', value: '1' } },
    fields: [
      { field: 'line', name: 'title', label: 'Event', value: 'By-election' },
      { field: 'date', name: 'when', label: 'Day of the event', value: '2026-11-12' },
      { field: 'tick', name: 'agreed', label: 'It is help', value: true },
    ],
    submit: 'Go on',
    cancel: 'Cancel',
  },
  {
    form: 'contract.second',
    context: 'session:1',
    title: 'Who takes part',
    step: { said: 'Step 2 of 2', opens: { action: 'contract.step', value: '2' } },
    rows: [
      {
        block: 'row',
        text: 'By-election, 12 November',
        button: { button: 'action', action: 'contract.step', value: '1', label: 'Back' },
      },
    ],
    fields: [
      { field: 'line', name: 'title', label: 'Facilitator' },
      {
        field: 'choices',
        name: 'topics',
        label: 'Topics',
        options: ['a', 'b', 'c'].map((value) => ({ value, label: `Topic ${value}` })),
        optional: true,
      },
      { field: 'date', name: 'when', label: 'Day of the talk' },
      { field: 'tick', name: 'agreed', label: 'They were asked' },
    ],
    submit: 'Start',
    cancel: 'Cancel',
  },
];

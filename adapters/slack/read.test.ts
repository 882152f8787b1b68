/** What people write, as runs: from rich text, from marked-up text, and back again from what we draw ourselves. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain, type Run, type Style, type Text } from '../../bot/core/text.ts';
import { escapeMarkup } from './literal.ts';
import { mentions, named, nameless, readFiles, readText, withoutMention } from './read.ts';
import { userRef } from './refs.ts';
import { richText } from './rich.ts';
import type { Shape } from './shape.ts';

const unnamed = { group: '@group', channel: '#channel' };
const read = (text: string, elements?: unknown[]): Text =>
  readText({ text, ...(elements && { blocks: [{ type: 'rich_text', elements }] }) }, 'T1', unnamed);
const who = (user: string) => userRef('T1', user);

describe('marked-up text', () => {
  test.each<[string, Text]>([
    ['plain', [{ run: 'text', text: 'plain' }]],
    ['', []],
    ['a &lt;b&gt; &amp;amp; c', [{ run: 'text', text: 'a <b> &amp; c' }]],
    [
      '*bold* and _it_ ~no~ `c*d*`',
      [
        { run: 'text', text: 'bold', style: { bold: true } },
        { run: 'text', text: ' and ' },
        { run: 'text', text: 'it', style: { italic: true } },
        { run: 'text', text: ' ' },
        { run: 'text', text: 'no', style: { strike: true } },
        { run: 'text', text: ' ' },
        { run: 'text', text: 'c*d*', style: { code: true } },
      ],
    ],
    [
      '*both _here_*',
      [
        { run: 'text', text: 'both ', style: { bold: true } },
        { run: 'text', text: 'here', style: { bold: true, italic: true } },
      ],
    ],
    ['2*3*4 snake_case_name ~ * x *', [{ run: 'text', text: '2*3*4 snake_case_name ~ * x *' }]],
    [
      '<https://a.example/?x=1&amp;y=2|the *page*>',
      [{ run: 'link', url: 'https://a.example/?x=1&y=2', text: 'the *page*' }],
    ],
    ['<https://a.example>', [{ run: 'link', url: 'https://a.example', text: '' }]],
    ['<mailto:a@b.example|a@b.example>', [{ run: 'link', url: 'mailto:a@b.example', text: 'a@b.example' }]],
    [
      '<@U1> <@U2|bran>',
      [
        { run: 'person', name: '', who: who('U1') },
        { run: 'text', text: ' ' },
        { run: 'person', name: 'bran', who: who('U2') },
      ],
    ],
    ['<#C1|taxis> <#C2> <#C3|>', [{ run: 'text', text: '#taxis #channel #channel' }]],
    [
      '<!here> <!channel|channel> <!subteam^S1|@team> <!subteam^S2>',
      [{ run: 'text', text: '@here channel @team @group' }],
    ],
    ['<!date^1772443800^{date}|2 March>', [{ run: 'text', text: '2 March' }]],
    [
      'before\n&gt; one\n&gt;two\nafter',
      [
        { run: 'text', text: 'before\n' },
        { run: 'quote', of: [{ run: 'text', text: 'one\ntwo' }] },
        { run: 'text', text: 'after' },
      ],
    ],
    [
      'a\n```\nx &lt; *y*\n```',
      [
        { run: 'text', text: 'a\n' },
        { run: 'code', text: 'x < *y*' },
      ],
    ],
  ])('%j', (text, runs) => {
    expect(read(text)).toEqual(runs);
  });

  test('no text that anybody can type makes it fail or lose words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const text = plain(read(escapeMarkup(typed)));
        const letters = (all: string) => all.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(text)).toBe(letters(typed));
      }),
    );
  });
});

describe('rich text', () => {
  const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
  const text = (words: string) => ({ type: 'text', text: words });

  test('entities are undone where Slack escaped them and kept where somebody typed them', () => {
    expect(plain(read('Q &amp; A', [section(text('Q & A'))]))).toBe('Q & A');
    expect(plain(read('Q &amp; A', [section(text('Q &amp; A'))]))).toBe('Q & A');
    expect(plain(read('type &amp;lt; here', [section(text('type &lt; here'))]))).toBe('type &lt; here');
    expect(plain(read('type &amp;lt; here', [section(text('type &amp;lt; here'))]))).toBe('type &lt; here');
  });

  test('names that only the marked-up text holds', () => {
    const mention = [
      section(
        { type: 'user', user_id: 'U2' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'usergroup', usergroup_id: 'S1' },
      ),
    ];
    expect(plain(read('<@U2|bran><#C1|taxis><!subteam^S1|@team>', mention))).toBe('bran#taxis@team');
  });

  test.each(['here', 'channel', 'everyone'])('@%s is words', (range) => {
    expect(read('', [section({ type: 'broadcast', range })])).toEqual([{ run: 'text', text: `@${range}` }]);
  });

  test('emoji: from their code points, with their skin; an own one by its name', () => {
    expect(plain(read('', [section({ type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' })]))).toBe('👋🏽');
    expect(plain(read('', [section({ type: 'emoji', name: 'council', unicode: undefined })]))).toBe(':council:');
    expect(plain(read('', [section({ type: 'emoji', name: 'x', unicode: 'zzz' })]))).toBe(':x:');
  });

  test('what is new to us keeps its words', () => {
    expect(
      plain(read('', [section({ type: 'sparkle', text: 'shine' }), { type: 'rich_text_future', elements: [] }])),
    ).toBe('shine');
  });

  test('lists: outer ones go on after inner ones, other kinds begin anew', () => {
    const list = (style: string, indent: number, ...items: string[]) => ({
      type: 'rich_text_list',
      style,
      indent,
      elements: items.map((item) => section(text(item))),
    });
    expect(
      read('', [
        list('bullet', 0, 'a'),
        list('ordered', 1, 'b'),
        list('bullet', 2, 'c'),
        list('bullet', 0, 'd'),
        list('ordered', 0, 'e'),
      ]),
    ).toEqual([
      {
        run: 'list',
        ordered: false,
        items: [
          [
            { run: 'text', text: 'a' },
            {
              run: 'list',
              ordered: true,
              items: [
                [
                  { run: 'text', text: 'b' },
                  { run: 'list', ordered: false, items: [[{ run: 'text', text: 'c' }]] },
                ],
              ],
            },
          ],
          [{ run: 'text', text: 'd' }],
        ],
      },
      { run: 'list', ordered: true, items: [[{ run: 'text', text: 'e' }]] },
    ]);
  });

  test('a table is a line a row, alone and in an attachment too; what is no table is left out', () => {
    const raw = (words: string) => ({ type: 'raw_text', text: words });
    const rows = [
      [raw('a'), raw('b')],
      [null, raw('c'), { type: 'raw_number', value: 5 }],
      'x',
      [{ type: 'rich_text' }],
    ];
    const table = { type: 'table', rows };
    const shown = (message: object) => plain(readText(message as Shape, 'T1', unnamed));
    expect(shown({ text: '', blocks: [table] })).toBe('a | b\nc | 5');
    expect(shown({ text: '', blocks: [{ type: 'data_table', rows }] })).toBe('a | b\nc | 5');
    expect(shown({ text: 'see', attachments: [{ blocks: [table] }] })).toContain('a | b');
    expect(shown({ text: 'see', attachments: [{ blocks: [table], from_url: 'https://x.example' }] })).toBe('see');
    expect(shown({ text: 'see', blocks: [{ type: 'table', rows: 5 }] })).toBe('see');
  });

  test('without rich text, or with nothing in it, the marked-up text is read', () => {
    expect(plain(read('*words*'))).toBe('words');
    expect(plain(read('*words*', []))).toBe('words');
  });

  test('what we draw reads back as what it was', () => {
    fc.assert(
      fc.property(anyText, (runs) => {
        const blocks = richText(runs);
        const back = readText({ text: escapeMarkup(flat(runs)), blocks }, 'T1', unnamed);
        expect(back).toEqual(runs);
      }),
      { numRuns: 300 },
    );
  });
});

describe('mentions', () => {
  test('are found at any depth, and the one that addressed the bot goes away with its comma', () => {
    const bot: Run = { run: 'person', name: '', who: who('UBOT') };
    expect(mentions([{ run: 'quote', of: [bot] }], 'UBOT')).toBe(true);
    expect(mentions([{ run: 'list', ordered: true, items: [[bot]] }], 'UBOT')).toBe(true);
    expect(mentions([{ run: 'person', name: '', who: who('U1') }], 'UBOT')).toBe(false);
    expect(plain(withoutMention([bot, { run: 'text', text: ', how do  others?' }], 'UBOT'))).toBe('how do others?');
    expect(plain(withoutMention([{ run: 'text', text: 'hey ' }, bot, { run: 'text', text: ' you' }], 'UBOT'))).toBe(
      'hey you',
    );
    expect(withoutMention([bot, { run: 'text', text: ' ' }], 'UBOT')).toEqual([]);
  });

  test('get names where there are any', () => {
    const text: Run[] = [
      { run: 'quote', of: [{ run: 'person', name: '', who: who('U1') }] },
      { run: 'person', name: 'known', who: who('U2') },
      { run: 'person', name: '', who: who('U3') },
    ];
    expect(nameless(text)).toEqual(['U1', 'U3']);
    expect(plain(named(text, new Map([['U1', 'Asha']]), '@someone'))).toBe('Asha\nknown@someone');
  });
});

test('files: named and linked, without those that were taken away', () => {
  const files = [
    { id: 'F1', name: 'a.pdf', mimetype: 'application/pdf', size: 5, permalink: 'https://x/a' },
    { id: 'F2', mode: 'tombstone' },
    { id: 'F3', file_access: 'check_file_info' },
  ];
  expect(readFiles({ files })).toEqual([
    { name: 'a.pdf', type: 'application/pdf', bytes: 5, link: 'https://x/a' },
    { name: 'F3', type: '', link: '' },
  ]);
});

/** Everything that the core can say, in the form in which the reader gives it. */
const style: fc.Arbitrary<{ style?: Style }> = fc.constantFrom(
  {},
  { style: { bold: true } },
  { style: { italic: true, strike: true } },
  { style: { code: true } },
);
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => `w${text.replace(/[\n\r]/g, '')}`);
const inline: fc.Arbitrary<Run> = fc.oneof(
  fc.record({ text: word, style }).map(({ text, style: one }): Run => ({ run: 'text', text, ...one })),
  fc
    .record({ text: word, style })
    .map(({ text, style: one }): Run => ({ run: 'link', url: 'https://guildhall.example/a', text, ...one })),
);
const line = fc.array(inline, { minLength: 1, maxLength: 4 }).map(tidy);
const block: fc.Arbitrary<Run> = fc.oneof(
  word.map((text): Run => ({ run: 'code', text })),
  line.map((of): Run => ({ run: 'quote', of })),
  fc
    .record({ ordered: fc.boolean(), items: fc.array(line, { minLength: 1, maxLength: 3 }) })
    .map(({ ordered, items }): Run => ({ run: 'list', ordered, items })),
);
const anyText: fc.Arbitrary<Run[]> = fc
  .array(
    fc.oneof(
      line,
      block.map((one) => [one]),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => tidy(parts.flat()));

/** Neighbours of one kind are one, as a reader sees them. */
function tidy(all: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of all) {
    const last = out.at(-1);
    if (run.run === 'text' && last?.run === 'text' && JSON.stringify(run.style) === JSON.stringify(last.style))
      out.splice(-1, 1, { ...last, text: last.text + run.text });
    else if (run.run === 'list' && last?.run === 'list' && run.ordered === last.ordered)
      out.splice(-1, 1, { ...last, items: [...last.items, ...run.items] });
    else out.push(run);
  }
  return out;
}

/** All words, as they stand in a message's text. */
const flat = (all: readonly Run[]): string =>
  all
    .map((run) =>
      run.run === 'quote'
        ? flat(run.of)
        : run.run === 'list'
          ? run.items.map(flat).join('\n')
          : plain([run]) || ('text' in run ? run.text : ''),
    )
    .join('\n');

/** Teams' HTML as runs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain, type Run } from '../../bot/core/text.ts';
import { readHtml } from './html.ts';

const read = (html: string): readonly Run[] => readHtml(html, new Set(['Guildhall'])).runs;
const text = (words: string, style?: object): Run => ({ run: 'text', text: words, ...(style && { style }) });

const CASES: readonly (readonly [string, string, readonly Run[]])[] = [
  ['words', 'Hello', [text('Hello')]],
  ['entities', '<p>a &amp; b &lt;c&gt; &nbsp;d&#39;</p>', [text("a & b <c>  d'")]],
  ['paragraphs', '<p>one</p><p>two</p>', [text('one\ntwo')]],
  ['an empty paragraph between', '<p>one</p><p>&nbsp;</p><p>two</p>', [text('one\n\ntwo')]],
  ['divisions in divisions', '<div><div>one</div><div>two</div></div>', [text('one\ntwo')]],
  ['line breaks', 'one<br>two<br/>three', [text('one\ntwo\nthree')]],
  ['white space', '<p>  one \n  two  </p>\n', [text('one two')]],
  [
    'bold, italic, struck',
    '<b>a</b><i>b</i><s>c</s><del>d</del>',
    [text('a', { bold: true }), text('b', { italic: true }), text('cd', { strike: true })],
  ],
  [
    'nested styles',
    '<strong>a<em>b</em></strong>',
    [text('a', { bold: true }), text('b', { bold: true, italic: true })],
  ],
  ['inline code', 'run <code>npm</code> now', [text('run '), text('npm', { code: true }), text(' now')]],
  ['a code block', '<p>see</p><pre>a  =  1\n  b</pre>', [text('see\n'), { run: 'code', text: 'a  =  1\n  b' }]],
  [
    'a code block of Teams',
    '<codeblock class="Python"><code>a = 1<br>b = 2</code></codeblock>',
    [{ run: 'code', text: 'a = 1\nb = 2' }],
  ],
  [
    'a link',
    '<a href="https://x.example/?a=1&amp;b=2" title="x">page</a>',
    [{ run: 'link', url: 'https://x.example/?a=1&b=2', text: 'page' }],
  ],
  ['a link that runs a script', '<a href="javascript:alert(1)">page</a>', [text('page')]],
  [
    'a bold link',
    '<b><a href="https://x.example/">page</a></b>',
    [{ run: 'link', url: 'https://x.example/', text: 'page', style: { bold: true } }],
  ],
  [
    'lists',
    '<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>',
    [
      {
        run: 'list',
        ordered: true,
        items: [[text('a')], [text('b'), { run: 'list', ordered: false, items: [[text('c')]] }]],
      },
    ],
  ],
  ['a quote', '<blockquote>said</blockquote>so', [{ run: 'quote', of: [text('said')] }, text('so')]],
  ['a mention of the bot', '<p><at id="0">Guildhall</at>&nbsp;hi</p>', [text('hi')]],
  [
    'a mention of a person',
    'ask <at id="1">Olo</at> now',
    [text('ask '), { run: 'person', name: 'Olo' }, text(' now')],
  ],
  [
    'an emoji',
    'good <img alt="🙂" itemtype="http://schema.skype.com/Emoji"> <emoji alt="👍" title="x"></emoji>',
    [text('good 🙂 👍')],
  ],
  ['scripts and attachments', 'a<script>x</script><attachment id="1">y</attachment><style>z</style>b', [text('ab')]],
  ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', [text('a b \nc')]],
  ['nothing', '', []],
];
test.each(CASES)('%s', (_name, html, runs) => {
  expect(read(html)).toEqual(runs);
});

describe('what a reader of it must survive', () => {
  test('nesting without end: the words are kept', () => {
    for (const tag of ['b', 'div', 'blockquote', 'ul', 'span', 'p']) {
      const html = `${`<${tag}>`.repeat(8_000)}deep${`</${tag}>`.repeat(8_000)}`;
      expect(plain(read(html))).toContain('deep');
    }
  });
  test('anything', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<ul><li>',
        '</ul>',
        '<b',
        '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1">',
        '<at>',
        '<a href="',
        '<!--',
        '&#x0;',
        '<![CDATA[',
      ),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(() => plain(read(parts.join('')))).not.toThrow();
      }),
    );
  });
});

test('the copy of a quoted message is left out, and named; pasted pictures are named', () => {
  const html =
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="170"><p>before</p></blockquote><p>mine <img itemtype="http://schema.skype.com/AMSImage" alt="image" src="https://x"></p>';
  expect(readHtml(html, new Set())).toEqual({
    runs: [text('mine')],
    quotes: '170',
    pictures: ['image'],
    attachments: 0,
  });
});

test('a file in a channel, of which only its place is told, is counted', () => {
  const html = '<p>see</p><attachment id="8f1"></attachment><attachment id="8f2"></attachment>';
  expect(readHtml(html, new Set())).toEqual({ runs: [text('see')], quotes: null, pictures: [], attachments: 2 });
});

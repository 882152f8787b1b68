/** What people type becomes what Slack would store: literal text stays literal, mentions are mentions, formatting is rich text. */
import { describe, expect, it } from 'vitest';
import { richText } from './rich-text.ts';
import { normaliseAppText, wireText } from './text.ts';

const who = {
  people: [
    { id: 'U01', name: 'Asha Verma' },
    { id: 'U02', name: 'Guildhall' },
  ],
  channels: [{ id: 'C01', name: 'licensing' }],
};
const elements = (typed: string) => richText(wireText(typed, who)).elements;

describe('wire text', () => {
  it('keeps what looks like markup literal', () => {
    expect(wireText('<!channel> <@U01> a & b', who)).toBe('&lt;!channel&gt; &lt;@U01&gt; a &amp; b');
    expect(wireText('&lt;!channel&gt;', who)).toBe('&amp;lt;!channel&amp;gt;');
  });
  it('makes names, channels, broadcasts and addresses tokens', () => {
    expect(wireText('@Guildhall ask @Asha Verma in #licensing, @channel', who)).toBe(
      '<@U02> ask <@U01> in <#C01|licensing>, <!channel>',
    );
    expect(wireText('see https://a.example/x?a=1&b=2.', who)).toBe('see <https://a.example/x?a=1&amp;b=2>.');
    expect(wireText('@Guildhalls x@Guildhall', who)).toBe('@Guildhalls x@Guildhall');
  });
  it('leaves mentions inside code alone', () => {
    expect(wireText('`@Guildhall <b>`', who)).toBe('`@Guildhall &lt;b&gt;`');
  });
  it('names emoji', () => {
    expect(wireText('👍 done', who)).toBe(':+1: done');
  });
  it('escapes what an app sent loosely, once', () => {
    expect(normaliseAppText('a & b &amp; <c> <@U01> <https://x.example|x>')).toBe(
      'a &amp; b &amp; &lt;c&gt; <@U01> <https://x.example|x>',
    );
  });
});

describe('rich text', () => {
  it('has a user element for a mention and text as typed', () => {
    expect(elements('@Guildhall who <!channel> knows?')).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'user', user_id: 'U02' },
          { type: 'text', text: ' who <!channel> knows?' },
        ],
      },
    ]);
  });
  it('styles words', () => {
    expect(elements('*bold* _it_ ~no~ `a*b*` snake_case_name 2*3*4')).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'text', text: ' ' },
          { type: 'text', text: 'it', style: { italic: true } },
          { type: 'text', text: ' ' },
          { type: 'text', text: 'no', style: { strike: true } },
          { type: 'text', text: ' ' },
          { type: 'text', text: 'a*b*', style: { code: true } },
          { type: 'text', text: ' snake_case_name 2*3*4' },
        ],
      },
    ]);
  });
  it('makes lists, quotes and code blocks', () => {
    const made = elements('one\n- a\n- b\n> said\n```\nx < y\n```\n1. first');
    expect(made.map((element) => element.type)).toEqual([
      'rich_text_section',
      'rich_text_list',
      'rich_text_quote',
      'rich_text_preformatted',
      'rich_text_list',
    ]);
    expect(made[3]).toMatchObject({ elements: [{ type: 'text', text: 'x < y' }] });
    expect(made[1]).toMatchObject({
      style: 'bullet',
      elements: [{ elements: [{ text: 'a' }] }, { elements: [{ text: 'b' }] }],
    });
  });
  it('has emoji, links and broadcasts', () => {
    expect(elements('@here :wave: https://a.example/?q=1&r=2')).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'broadcast', range: 'here' },
          { type: 'text', text: ' ' },
          { type: 'emoji', name: 'wave', unicode: '1f44b' },
          { type: 'text', text: ' ' },
          { type: 'link', url: 'https://a.example/?q=1&r=2' },
        ],
      },
    ]);
  });
});

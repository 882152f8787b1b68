/** Slack's mrkdwn as the page reads it. */
import { describe, expect, it } from 'vitest';
import { inline, mrkdwn } from './mrkdwn.ts';

describe('inline', () => {
  it('reads bold, italic, strike and code', () => {
    expect(inline('*a* _b_ ~c~ `d`')).toEqual([
      { kind: 'bold', of: [{ kind: 'text', text: 'a' }] },
      { kind: 'text', text: ' ' },
      { kind: 'italic', of: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'strike', of: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
    ]);
  });

  it('leaves marks alone inside words and around spaces', () => {
    for (const text of ['snake_case_name', '2 * 3 * 4', 'a*b*c', '**']) {
      expect(inline(text)).toEqual([{ kind: 'text', text }]);
    }
  });

  it('shows escaped characters as characters, never as markup', () => {
    expect(inline('&lt;!channel&gt; &amp;amp;')).toEqual([{ kind: 'text', text: '<!channel> &amp;' }]);
  });

  it('reads mentions, links, broadcasts and dates', () => {
    expect(inline('<@U1>')).toEqual([{ kind: 'user', id: 'U1', text: '' }]);
    expect(inline('<#C1|licensing>')).toEqual([{ kind: 'channel', id: 'C1', text: 'licensing' }]);
    expect(inline('<!here>')).toEqual([{ kind: 'broadcast', range: 'here' }]);
    expect(inline('<https://a.example/?a=1&amp;b=2|a &amp; b>')).toEqual([
      { kind: 'link', url: 'https://a.example/?a=1&b=2', text: 'a & b' },
    ]);
    expect(inline('<!date^1700000000^{date_short} at {time}|then>')).toEqual([
      { kind: 'date', seconds: 1700000000, format: '{date_short} at {time}', fallback: 'then', url: '' },
    ]);
  });
});

describe('mrkdwn', () => {
  it('sets quotations and fences apart', () => {
    expect(mrkdwn('one\n> two\n> three\nfour```\nfive```')).toEqual([
      { kind: 'lines', of: [{ kind: 'text', text: 'one' }] },
      { kind: 'quote', of: [{ kind: 'text', text: 'two\nthree' }] },
      { kind: 'lines', of: [{ kind: 'text', text: 'four' }] },
      { kind: 'pre', text: 'five' },
    ]);
  });
});

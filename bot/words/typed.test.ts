/** Addresses in words that were typed become links, and links become addresses where words alone can be typed. */
import { expect, test } from 'vitest';
import type { Run } from '../core/text.ts';
import { fromTyped, toTyped } from './typed.ts';

const said = (text: string): Run => ({ run: 'text', text });
const link = (url: string): Run => ({ run: 'link', url, text: url });

test.each<[string, unknown]>([
  ['No address here: http is a word', 'No address here: http is a word'],
  ['', ''],
  ['https://example.org/a', [link('https://example.org/a')]],
  [
    'See https://example.org/a, or HTTP://example.org/b?c=d#e.',
    [said('See '), link('https://example.org/a'), said(', or '), link('HTTP://example.org/b?c=d#e'), said('.')],
  ],
  ['the guide (https://example.org/a)', [said('the guide ('), link('https://example.org/a'), said(')')]],
  [
    'https://example.org/a_(b) and “https://example.org/c”!',
    [link('https://example.org/a_(b)'), said(' and “'), link('https://example.org/c'), said('”!')],
  ],
  ['javascript:alert(1) and https:// and http://', 'javascript:alert(1) and https:// and http://'],
  ['one\nhttps://example.org\ntwo', [said('one\n'), link('https://example.org'), said('\ntwo')]],
])('%j', (typed, text) => expect(fromTyped(typed)).toEqual(text));

test('links are typed with their addresses, once, however deep they stand', () => {
  const guide: Run = { run: 'link', url: 'https://example.org/guide', text: 'the guide' };
  const bare = link('https://example.org/bare');
  expect(toTyped([said('See '), guide, said(' and '), bare])).toBe(
    'See the guide (https://example.org/guide) and https://example.org/bare',
  );
  expect(toTyped([{ run: 'list', ordered: false, items: [[guide], [{ run: 'quote', of: [guide] }]] }])).toBe(
    '• the guide (https://example.org/guide)\n• the guide (https://example.org/guide)',
  );
  expect(toTyped([{ run: 'link', url: 'https://example.org/x', text: '' }])).toBe('https://example.org/x');
  expect(toTyped('as it is')).toBe('as it is');
});

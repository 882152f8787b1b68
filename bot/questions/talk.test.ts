/** Words after a command's name that are how a sentence goes on, and words that can only be a name. */
import { expect, test } from 'vitest';
import { withoutAsk } from './ask-word.ts';
import { soundsLikeTalk } from './talk.ts';

test.each([
  'entitlement for term-time staff',
  'it to the county, they know',
  'two tables in one report',
  'policy: what is yours like',
  'on the table is 40 days',
])('%j is talk', (rest) => expect(soundsLikeTalk(rest)).toBe(true));

test.each([
  'licencing',
  'the licensing community',
  'street trading officers',
  'housing allocations and homelessness',
  'ABCDE FGHJK',
  'ABCDE-FGHJK',
  'it',
])('%j may be a name', (rest) => expect(soundsLikeTalk(rest)).toBe(false));

test.each([
  ['ask Who still has a horse trough?', 'Who still has a horse trough?'],
  ['ask who still has a horse trough?', 'who still has a horse trough?'],
  ['ask  14 days or 28?', '14 days or 28?'],
  ['ask "Late" means what?', '"Late" means what?'],
  ['ask: your county has one?', 'your county has one?'],
  ['Ask: Who knows?', 'Who knows?'],
  ['Ask your county for the form, or is that wrong?', 'Ask your county for the form, or is that wrong?'],
  ['ask your county for the form, or is that wrong?', 'ask your county for the form, or is that wrong?'],
  ['Ask Ashcombe, they know. Or not?', 'Ask Ashcombe, they know. Or not?'],
  ['asking for a friend: who knows?', 'asking for a friend: who knows?'],
  ['ask', 'ask'],
])('%j is asked as %j', (typed, asked) => {
  expect(withoutAsk([{ run: 'text', text: typed }])).toEqual([{ run: 'text', text: asked }]);
});

test('the word stands alone before what is formatted', () => {
  const who = { run: 'text', text: 'Who', style: { bold: true } } as const;
  expect(withoutAsk([{ run: 'text', text: 'ask ' }, who])).toEqual([who]);
  const your = { ...who, text: 'your' };
  expect(withoutAsk([{ run: 'text', text: 'ask ' }, your])).toEqual([{ run: 'text', text: 'ask ' }, your]);
});

/** What looks like a question to colleagues. */
import { expect, test } from 'vitest';
import { looksLikeQuestion } from './question-like.ts';

test.each([
  'Does anyone have a policy for late applications?',
  'Hi all, has anybody dealt with a pop-up bar licence before',
  'What do you charge for a pavement licence? We are reviewing ours.',
  'We got “is a hall exempt?” from a resident, who knows?',
])('“%s” does', (line) => {
  expect(looksLikeQuestion(line)).toBe(true);
});

test.each([
  'Really?',
  'Thanks, that is what I needed.',
  'The form is at https://example.org/form?id=12 as of now',
  'Who is coming along to lunch at twelve?',
  'The rate is 12?5 per week now',
  '',
  'word '.repeat(200).concat('?'),
])('“%s” does not', (line) => {
  expect(looksLikeQuestion(line)).toBe(false);
});

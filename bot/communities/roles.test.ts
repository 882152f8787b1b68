/** Who may do what, as a table: one row an act, one column a part. */
import { expect, test } from 'vitest';
import { type Act, inviting, may, PARTS, ROLES } from './roles.ts';

/** In the order of PARTS: stranger, member, facilitator, deputy, lead, admin, partner. */
const TABLE: Readonly<Record<Act, string>> = {
  'read-open': 'xxxxxxx',
  'read-closed': '.xxxx..',
  leave: '.xxxx..',
  hello: '.xxxx..',
  'invite-open': '.xxxx..',
  'invite-closed': '..xxx..',
  bind: '..xxx..',
  mode: '..xxx..',
  mark: '..xxx..',
  decide: '..xxx..',
  'decide-late': '..xxxx.',
  manage: '..xxx..',
  digest: '..xxx..',
  access: '...xx..',
  label: '...xx..',
  keeping: '...xx..',
  'name-facilitator': '...xx..',
  'name-deputy': '....x..',
  'hand-over': '....x..',
  'end-facilitator': '....x..',
  govern: '.....x.',
  sharing: '..xxxxx',
  'ask-share': '...xxx.',
  share: '.....x.',
  'share-alone': '...xx..',
};

test.each(Object.entries(TABLE))('%s is for %s', (act, row) => {
  expect(PARTS.map((part) => (may([part], act as Act) ? 'x' : '.')).join('')).toBe(row);
});

test('every act is in the table', () => {
  expect(Object.keys(ROLES).sort()).toEqual(Object.keys(TABLE).sort());
});

test('of several parts, one is enough; of none, none', () => {
  expect(may(['member', 'admin'], 'decide-late')).toBe(true);
  expect(may([], 'read-open')).toBe(false);
});

test('inviting is another act by what the invited is to be, and by access', () => {
  expect(inviting('member', 'open')).toBe('invite-open');
  expect(inviting('member', 'request')).toBe('invite-closed');
  expect(inviting('member', 'hidden')).toBe('invite-closed');
  expect(['facilitator', 'deputy', 'lead'].map((as) => inviting(as as 'lead', 'open'))).toEqual([
    'name-facilitator',
    'name-deputy',
    'hand-over',
  ]);
});

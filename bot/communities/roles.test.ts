/** Who may do what, as a table: one row an act, one column a part. */
import { expect, test } from 'vitest';
import { type Act, inviting, may, needsLife, PARTS, ROLES } from './roles.ts';

/** In the order of PARTS: stranger, member, facilitator, deputy, lead, admin, partner. */
const TABLE: Readonly<Record<Act, string>> = {
  'read-open': 'xxxxxxx',
  'read-closed': '.xxxx..',
  leave: '.xxxx..',
  hello: '.xxxx..',
  'invite-open': '.xxxx..',
  'invite-closed': '..xxx..',
  bind: '..xxx..',
  unbind: '..xxx..',
  mode: '..xxx..',
  mark: '..xxx..',
  decide: '..xxx..',
  'decide-late': '..xxxx.',
  manage: '..xxx..',
  digest: '..xxx..',
  access: '...xx..',
  label: '...xx..',
  drafting: '...xx..',
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
  close: '....x..',
  keep: '.xxxx..',
};

test.each(Object.entries(TABLE))('%s is for %s', (act, row) => {
  expect(PARTS.map((part) => (may([part], act as Act) ? 'x' : '.')).join('')).toBe(row);
});

test('every act is in the table', () => {
  expect(Object.keys(ROLES).sort()).toEqual(Object.keys(TABLE).sort());
});

test('an archived community is read and left, brought back and seen by fewer; nothing new comes into it', () => {
  const acts = Object.keys(ROLES) as Act[];
  expect(acts.filter(needsLife).sort()).toEqual([
    'ask-share',
    'bind',
    'decide',
    'decide-late',
    'digest',
    'hand-over',
    'hello',
    'invite-closed',
    'invite-open',
    'keeping',
    'name-deputy',
    'name-facilitator',
  ]);
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

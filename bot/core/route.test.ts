/** Which words are a command and which are talk; and that names collide before anything starts. */
import { expect, test } from 'vitest';
import type { Feature } from './feature.ts';
import { nothing } from './reply.ts';
import { typedCommand } from './route.ts';
import { createTables } from './tables.ts';

const handle = async () => nothing;
const feature = (more: Partial<Feature>): Feature => ({ name: 'one', ...more });
const tables = createTables([
  feature({ commands: { help: { handle }, bind: { handle, typed: (rest) => /^[A-Z0-9-]+$/.test(rest) } } }),
]);

test.each([
  ['help', { name: 'help', rest: '' }],
  ['  Help ', { name: 'help', rest: '' }],
  ['/help', { name: 'help', rest: '' }],
  ['help me with pavement licences', null],
  ['bind AB12-CD34', { name: 'bind', rest: 'AB12-CD34' }],
  ['bind our hands behind our backs?', null],
  ['How do others help?', null],
  ['', null],
  ['constructor', null],
])('%j', (text, expected) => {
  expect(typedCommand(tables, text)).toEqual(expected);
});

test('two features of one name, or with one command, action, form or view of one name, do not start', () => {
  expect(() => createTables([feature({}), feature({})])).toThrow('two features of one name');
  const clash = { name: 'two', commands: { help: { handle } } };
  expect(() => createTables([feature({ commands: { help: { handle } } }), clash])).toThrow('claim commands "help"');
  const action = { actions: { go: handle } };
  expect(() => createTables([feature(action), { name: 'two', ...action }])).toThrow('claim actions "go"');
});

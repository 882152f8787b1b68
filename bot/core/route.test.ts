/** Which words are a command and which are talk; and that names collide before anything starts. */
import { expect, test } from 'vitest';
import type { Feature } from './feature.ts';
import { nothing, type Reply } from './reply.ts';
import { route, typedCommand } from './route.ts';
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

test('a message is offered as a reply before it may be a command, and to the other listeners last', async () => {
  const asked: string[] = [];
  const hearing =
    <R extends Reply | null>(what: string, answer: R) =>
    async () => {
      asked.push(what);
      return answer;
    };
  const routed = async (text: string, how: { isReply?: boolean; isTalk?: boolean; addressed?: boolean }) => {
    asked.length = 0;
    const listening = createTables([
      feature({
        reply: hearing('reply', how.isReply ? nothing : null),
        message: hearing('message', nothing),
        isTalk: async (_turn, { rest }) => {
          asked.push(`talk ${rest}`);
          return how.isTalk ?? false;
        },
      }),
      {
        name: 'two',
        commands: {
          leave: { handle: hearing('leave', nothing), typed: () => true },
          help: { handle: hearing('help', nothing) },
        },
      },
    ]);
    const event = { kind: 'message', addressed: how.addressed ?? true, said: { text } };
    await route(listening, { event } as unknown as Parameters<typeof route>[1]);
    return [...asked];
  };
  expect(await routed('leave it to us', { isReply: true })).toEqual(['reply']);
  expect(await routed('leave it to us', {})).toEqual(['reply', 'talk it to us', 'leave']);
  expect(await routed('leave it to us', { isTalk: true })).toEqual(['reply', 'talk it to us', 'message']);
  expect(await routed('leave', { isTalk: true })).toEqual(['reply', 'leave']);
  expect(await routed('Who knows?', {})).toEqual(['reply', 'message']);
  expect(await routed('leave it to us', { addressed: false })).toEqual(['reply', 'message']);
});

test('two features of one name, or with one command, action, form or view of one name, do not start', () => {
  expect(() => createTables([feature({}), feature({})])).toThrow('two features of one name');
  const clash = { name: 'two', commands: { help: { handle } } };
  expect(() => createTables([feature({ commands: { help: { handle } } }), clash])).toThrow('claim commands "help"');
  const action = { actions: { go: handle } };
  expect(() => createTables([feature(action), { name: 'two', ...action }])).toThrow('claim actions "go"');
});

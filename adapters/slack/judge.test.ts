/** The judges judged: what Slack takes they accept, and each thing that it would refuse they refuse. */
import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from './testing/judge.ts';
import { schemas } from './testing/schemas.ts';

beforeAll(() => void schemas(), 180_000);

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const post = (...blocks: unknown[]) => ({ what: 'chat.postMessage', body: { channel: 'C1', text: 'x', blocks } });
const open = (view: object) => ({
  what: 'views.open',
  body: { trigger_id: '1', view: { type: 'modal', title: plain('Title'), blocks: [{ type: 'divider' }], ...view } },
});
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'b',
  label: plain('Label'),
  element,
  ...more,
});
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const option = (value: string, text = 'One') => ({ value, text: plain(text) });

test('limits were found in the doc comments of Slack’s types', () => {
  expect(schemas().limits).toBeGreaterThan(100);
});

describe('accepted', () => {
  test.each<[string, Parameters<typeof judge>[0]]>([
    ['a header', post({ type: 'header', text: plain('x'.repeat(150)) })],
    [
      'rich text',
      post({
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] }],
      }),
    ],
    [
      'an ordered list that begins later',
      post({
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'ordered',
            offset: 2,
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
          },
        ],
      }),
    ],
    [
      'a modal',
      open({
        submit: plain('Send'),
        blocks: [input({ type: 'plain_text_input', action_id: 'v', initial_value: 'x' })],
      }),
    ],
  ])('%s', (_name, native) => {
    expect(judge(native)).toEqual([]);
  });
});

describe('refused', () => {
  test.each<[string, Parameters<typeof judge>[0]]>([
    ['a header that is too long', post({ type: 'header', text: plain('x'.repeat(151)) })],
    ['a header with markup', post({ type: 'header', text: { type: 'mrkdwn', text: 'x' } })],
    ['a kind of block that is none', post({ type: 'headline', text: plain('x') })],
    ['a key that is none', post({ type: 'divider', colour: 'red' })],
    ['an empty text', post({ type: 'section', text: plain('') })],
    ['a blank text', post({ type: 'section', text: plain('  ') })],
    ['a section with neither text nor fields', post({ type: 'section' })],
    ['a section of 3,001 characters', post({ type: 'section', text: plain('x'.repeat(3_001)) })],
    ['11 fields', post({ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) })],
    ['a field of 2,001 characters', post({ type: 'section', fields: [plain('x'.repeat(2_001))] })],
    ['51 blocks', post(...Array.from({ length: 51 }, () => ({ type: 'divider' })))],
    ['duplicate block ids', post({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' })],
    ['duplicate action ids', post({ type: 'actions', elements: [button(), button()] })],
    [
      '26 buttons',
      post({ type: 'actions', elements: Array.from({ length: 26 }, (_, at) => button({ action_id: `${at}` })) }),
    ],
    ['no buttons', post({ type: 'actions', elements: [] })],
    ['a label of 76 characters', post({ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] })],
    ['a button of an unknown style', post({ type: 'actions', elements: [button({ style: 'quiet' })] })],
    ['an empty value', post({ type: 'actions', elements: [button({ value: '' })] })],
    [
      'a confirmation of 301 characters',
      post({
        type: 'actions',
        elements: [
          button({
            confirm: { title: plain('x'), text: plain('x'.repeat(301)), confirm: plain('y'), deny: plain('n') },
          }),
        ],
      }),
    ],
    ['an empty rich text', post({ type: 'rich_text', elements: [] })],
    [
      'rich text with an empty word',
      post({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] }),
    ],
    [
      'a mention without user',
      post({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user' }] }] }),
    ],
    ['an input in a message', post(input({ type: 'plain_text_input', action_id: 'v' }))],
    ['a message without text', { what: 'chat.postMessage', body: { channel: 'C1', blocks: [{ type: 'divider' }] } }],
    ['a message to nobody', { what: 'chat.postMessage', body: { text: 'x' } }],
    [
      'more text than a message holds',
      post(...Array.from({ length: 4 }, () => ({ type: 'section', text: plain('x'.repeat(3_000)) }))),
    ],
    ['a title of 25 characters', open({ title: plain('x'.repeat(25)) })],
    ['an input without submit', open({ blocks: [input({ type: 'plain_text_input', action_id: 'v' })] })],
    ['metadata of 3,001 characters', open({ private_metadata: 'x'.repeat(3_001) })],
    ['101 blocks in a view', open({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) })],
    ['a view without blocks', open({ blocks: [] })],
    [
      '101 options',
      open({
        submit: plain('s'),
        blocks: [
          input({
            type: 'static_select',
            action_id: 'v',
            options: Array.from({ length: 101 }, (_, at) => option(`${at}`)),
          }),
        ],
      }),
    ],
    [
      'no options',
      open({ submit: plain('s'), blocks: [input({ type: 'static_select', action_id: 'v', options: [] })] }),
    ],
    [
      '11 checkboxes',
      open({
        submit: plain('s'),
        blocks: [
          input({
            type: 'checkboxes',
            action_id: 'v',
            options: Array.from({ length: 11 }, (_, at) => option(`${at}`)),
          }),
        ],
      }),
    ],
    [
      'an option of 76 characters',
      open({
        submit: plain('s'),
        blocks: [input({ type: 'static_select', action_id: 'v', options: [option('v', 'x'.repeat(76))] })],
      }),
    ],
    [
      'a value longer than its field',
      open({
        submit: plain('s'),
        blocks: [input({ type: 'plain_text_input', action_id: 'v', max_length: 5, initial_value: '123456' })],
      }),
    ],
    [
      'a placeholder of 151 characters',
      open({
        submit: plain('s'),
        blocks: [input({ type: 'plain_text_input', action_id: 'v', placeholder: plain('x'.repeat(151)) })],
      }),
    ],
    ['an error for no field', { what: 'answer', body: { response_action: 'errors', errors: {} } }],
    [
      'a home with an input',
      {
        what: 'views.publish',
        body: { user_id: 'U1', view: { type: 'home', blocks: [input({ type: 'plain_text_input', action_id: 'v' })] } },
      },
    ],
    ['an update of nothing', { what: 'chat.update', body: { text: 'x' } }],
  ])('%s', (_name, native) => {
    expect(judge(native)).not.toEqual([]);
  });
});

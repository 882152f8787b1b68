/** Adaptive Cards as Teams needs them: what the shared contract cannot see. */
import { describe, expect, test } from 'vitest';
import type { Block, Button, Card, Form } from '../../bot/core/card.ts';
import { createCarrier } from './again.ts';
import { renderForm } from './form.ts';
import { LIMITS } from './limits.ts';
import { renderCard } from './render.ts';
import { cardProblems, nodesOf } from './testing/judges.ts';
import { readNative } from './testing/reading.ts';
import { SENTENCES } from './testing/world.ts';

type Json = Record<string, unknown>;
const json = (card: object): Json => JSON.parse(JSON.stringify(card)) as Json;
const drawn = (...blocks: Block[]): Json => json(renderCard({ summary: 'A summary', blocks }));
const first = (card: Json, type: string): Json | undefined => [...nodesOf(card)].find((node) => node.type === type);
const button = (more: Partial<Extract<Button, { button: 'action' }>> = {}): Block => ({
  block: 'buttons',
  buttons: [{ button: 'action', action: 'questions.answer', value: 'q-1', label: 'Answer', ...more }],
});

describe('buttons', () => {
  test('are answered in place, and by a message from clients that know no better', () => {
    const data = { action: 'questions.answer', value: 'q-1' };
    expect(first(drawn(button()), 'Action.Execute')).toEqual({
      type: 'Action.Execute',
      title: 'Answer',
      verb: 'action',
      data,
      fallback: { type: 'Action.Submit', title: 'Answer', data },
    });
  });
  test('that open a dialog say so before they are pressed', () => {
    expect(first(drawn(button({ opens: true })), 'Action.Submit')).toMatchObject({
      data: { action: 'questions.answer', msteams: { type: 'task/fetch' } },
    });
  });
  test('that must be confirmed show the question first; only yes counts', () => {
    const card = drawn(
      button({ style: 'danger', confirm: { title: 'Leave?', text: 'You can come back.', yes: 'Leave', no: 'Stay' } }),
    );
    const box = [...nodesOf(card)].find((node) => node.isVisible === false);
    expect(readNative({ ...card, body: [box] }).text).toContain('You can come back.');
    expect([...nodesOf(card)].filter((node) => node.type === 'Action.Execute').map((node) => node.title)).toEqual([
      'Leave',
    ]);
    expect(
      [...nodesOf(card)].filter((node) => node.type === 'Action.ToggleVisibility').map((node) => node.title),
    ).toEqual(['Answer', 'Stay']);
  });
  test('in a dialog submit it', () => {
    const card = json(renderCard({ summary: 's', blocks: [button({ opens: true }), button()] }, 'dialog'));
    expect(
      [...nodesOf(card)]
        .filter((node) => String(node.type).startsWith('Action.'))
        .map((node) => [node.type, (node.data as Json).msteams]),
    ).toEqual([
      ['Action.Submit', undefined],
      ['Action.Submit', undefined],
    ]);
  });
});

describe('addresses', () => {
  const BAD = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'ms-word:ofe|u|https://evil.example/x.docm',
    'ms-settings:privacy',
    'file:///etc/passwd',
    '\\\\evil.example\\share',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'tel:+441234',
    'search-ms:query=x',
    'blob:https://evil.example/1',
    'https:',
    '//evil.example',
    '/path',
    '',
  ];
  const LONG = `https://long.example/${'x'.repeat(3_000)}`;
  test.each([...BAD.map((url) => [url, url]), ['longer than any', LONG]])(
    '%j cannot be pressed, and is written out',
    (_name, url) => {
      const link = { run: 'link', url, text: 'the policy' } as const;
      const card = drawn(
        { block: 'text', as: 'body', text: [link] },
        { block: 'text', as: 'heading', text: [{ ...link, text: '' }] },
        { block: 'text', as: 'quote', text: [{ run: 'quote', of: [link] }] },
        { block: 'text', as: 'note', text: [{ run: 'list', ordered: false, items: [[link]] }] },
        { block: 'facts', facts: [{ label: 'Where', value: [link] }] },
        { block: 'row', text: [link], button: { button: 'link', label: 'Open', url } },
        { block: 'buttons', buttons: [{ button: 'link', label: 'Open it', url }] },
      );
      const { links, text } = readNative(card);
      expect(links).toEqual([]);
      expect([...nodesOf(card)].filter((node) => node.type === 'Action.OpenUrl')).toEqual([]);
      expect(cardProblems(card)).toEqual([]);
      expect(text).toContain('the policy');
      expect(text).toContain('Open it');
      const line = url.trim().split('\n')[0]?.slice(0, 100) ?? '';
      expect(text.split(line).length).toBeGreaterThan(url ? 6 : 0);
    },
  );
  test.each(['https://x.example/a?b=c#d', 'http://x.example', 'HTTPS://X.EXAMPLE/', 'mailto:a@x.example'])(
    '%j can',
    (url) => {
      const card = drawn(
        { block: 'text', as: 'body', text: [{ run: 'link', url, text: 'the policy' }] },
        { block: 'buttons', buttons: [{ button: 'link', label: 'Open it', url }] },
      );
      expect(readNative(card).links).toEqual([url]);
      expect(first(card, 'ActionSet')).toMatchObject({ actions: [{ type: 'Action.OpenUrl', url }] });
      expect(cardProblems(card)).toEqual([]);
    },
  );
});

describe('what is read aloud', () => {
  test('a heading is a heading; one with markup in it is words', () => {
    expect(
      first(drawn({ block: 'text', as: 'heading', text: 'How do others license taxis?' }), 'TextBlock'),
    ).toMatchObject({ style: 'heading' });
    for (const text of [
      '*How*',
      'see www.example.org',
      '1. first',
      '# one',
      'a_b',
      '[x](y)',
      '{{DATE(2026)}}',
      '<at>x</at>',
      '---',
    ])
      expect(first(drawn({ block: 'text', as: 'heading', text }), 'TextBlock')).toBeUndefined();
  });
  test('the summary is spoken and stands in for the card, as words', () => {
    const card = renderCard({ summary: 'A <b> & [c](d)', blocks: [] });
    expect(card.speak).toBe('A &lt;b&gt; &amp; [c](d)');
    expect(card.fallbackText).not.toMatch(/[<>[\]*_]/);
  });
});

test('code keeps its indentation, lists nest, an instant names its zone', () => {
  const text = readNative(
    drawn({
      block: 'text',
      as: 'body',
      text: [
        { run: 'code', text: 'if x:\n\treturn' },
        {
          run: 'list',
          ordered: true,
          items: [
            [
              { run: 'text', text: 'one' },
              { run: 'list', ordered: false, items: [[{ run: 'text', text: 'in it' }]] },
            ],
            [{ run: 'text', text: 'two' }],
          ],
        },
        { run: 'time', at: '2026-07-02T09:30:00Z', zone: 'Europe/London', style: 'minute' },
      ],
    }),
  ).text.replaceAll('\u00a0', ' ');
  expect(text.split('\n')).toEqual([
    'if x:',
    '    return',
    '1. one',
    '\u2003• in it',
    '2. two',
    'Thu, 2 Jul 2026, 10:30 BST',
  ]);
});

describe('size', () => {
  const row = (at: number): Block => ({
    block: 'row',
    text: `${at} ${'word '.repeat(100)}`,
    button: { button: 'action', action: 'a', value: `${at}`, label: 'Open' },
  });
  test('a card that is too long loses words first, then rows from the end, never its buttons, and says so', () => {
    const card: Card = {
      summary: 's',
      blocks: [
        { block: 'text', as: 'heading', text: 'Communities' },
        ...Array.from({ length: 90 }, (_, at) => row(at)),
        button({ label: 'Next page' }),
      ],
    };
    const made = json(renderCard(card));
    expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThanOrEqual(LIMITS.cardBytes);
    expect(cardProblems(made)).toEqual([]);
    const { text } = readNative(made);
    for (const words of ['Communities', '0 word', 'Next page', '…']) expect(text).toContain(words);
  });
  test('words of several bytes are counted as bytes', () => {
    const made = json(renderCard({ summary: 's', blocks: [{ block: 'text', as: 'body', text: '🙂 '.repeat(9_000) }] }));
    expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThanOrEqual(LIMITS.cardBytes);
  });
  test('a list that is too long keeps what was chosen and says that not all is there', () => {
    const options = Array.from({ length: 150 }, (_, at) => ({ value: `v${at}`, label: `Option ${at}` }));
    const form = {
      form: 'f',
      context: '',
      title: 'T',
      fields: [{ field: 'choice', name: 'c', label: 'Which', options, value: 'v149' } as const],
      submit: 'Send',
      cancel: 'Cancel',
    };
    const made = json(renderForm(form, { surface: 'dialog', carrier: createCarrier('secret'), sentences: SENTENCES }));
    const list = first(made, 'Input.ChoiceSet');
    expect(list?.value).toBe('v149');
    expect(((list?.choices ?? []) as Json[]).map((choice) => choice.value)).toContain('v149');
    expect(list?.choices).toHaveLength(LIMITS.options);
    expect(readNative(made).text).toContain(SENTENCES.notAll);
  });
});

test('what can be pressed in a form stands above its fields, and what is filled in comes with the press', () => {
  const form: Form = {
    form: 'f',
    context: '',
    title: 'T',
    rows: [
      {
        block: 'row',
        text: 'Licensing',
        note: 'Pubs and taxis',
        button: { button: 'action', action: 'a', value: 'c-1', label: 'Join' },
      },
    ],
    fields: [{ field: 'line', name: 'name', label: 'Name', value: 'Typed' }],
    submit: 'Send',
    cancel: 'Cancel',
  };
  const made = json(renderForm(form, { surface: 'dialog', carrier: createCarrier('secret'), sentences: SENTENCES }));
  expect(cardProblems(made)).toEqual([]);
  const body = JSON.stringify(made.body);
  expect(body.indexOf('Licensing')).toBeLessThan(body.indexOf('Input.Text'));
  expect(body).toContain('Pubs and taxis');
  // A press of this kind brings the card's inputs along.
  expect(first(made, 'Action.Submit')).toMatchObject({ title: 'Join', data: { action: 'a', value: 'c-1' } });
});

test('a value with a comma comes back whole', () => {
  const options = ['a,b', 'c%2C', 'd'].map((value) => ({ value, label: value }));
  const form = {
    form: 'f',
    context: '',
    title: 'T',
    fields: [{ field: 'choices', name: 'c', label: 'Which', options, value: ['a,b', 'c%2C'] } as const],
    submit: 'Send',
    cancel: 'Cancel',
  };
  const list = first(
    json(renderForm(form, { surface: 'dialog', carrier: createCarrier('secret'), sentences: SENTENCES })),
    'Input.ChoiceSet',
  );
  expect(list?.value).toBe('a%2Cb,c%252C');
});

test('a form carried in its own button opens for the connection that packed it alone', () => {
  const form = { form: 'f', context: 'c', title: 'T', fields: [], submit: 'Send', cancel: 'Cancel' };
  const packed = createCarrier('one').pack(form);
  expect(createCarrier('one').unpack(packed)).toEqual(form);
  expect(createCarrier('two').unpack(packed)).toBeNull();
  for (const wrong of [null, 5, '', 'x', 'A'.repeat(9_000)]) expect(createCarrier('one').unpack(wrong)).toBeNull();
});

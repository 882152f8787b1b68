/** What is private in Teams: answered in the response, with nothing learnt, nothing called and nothing sent. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Form } from '../../bot/core/card.ts';
import { nodesOf } from './testing/judges.ts';
import { activity, createWorld, inChannel, type World } from './testing/world.ts';

const form: Form = {
  form: 'box',
  context: 'c',
  title: 'A note',
  submit: 'Keep',
  cancel: 'Cancel',
  fields: [
    { field: 'paragraph', name: 'text', label: 'Note', max: 2_000 },
    { field: 'paragraph', name: 'more', label: 'More', max: 2_000, optional: true },
  ],
};
const card = { summary: 'It is kept', blocks: [{ block: 'text', as: 'body', text: 'It is kept' }] } as const;

let world: World;
beforeEach(async () => {
  world = await createWorld();
  world.bot.privates.add('open').add('box');
});
afterEach(() => world.close());

const invoke = (name: string, data: object) =>
  activity('invoke', { name, value: { data }, ...inChannel('1795'), replyToId: '1795' });
const execute = () =>
  activity('invoke', {
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: 'action', data: { action: 'open', value: '' } } },
    ...inChannel('1795'),
    replyToId: '1795',
  });

/** Nothing was asked, kept, learnt, called or said. */
function untouched(): void {
  const { bot, kept, connector, lines } = world;
  expect([bot.asked, bot.stored, [...kept], connector.calls, lines]).toEqual([[], [], [], [], []]);
  expect(world.writes()).toBe(0);
}

test('nothing is learnt of who, where and how they are reached, in a process that never heard of them', async () => {
  world.bot.whisper = ({ kind }) => (kind === 'action' ? { kind: 'ask', form } : { kind: 'tell', card });
  const opened = await world.deliver(
    invoke('task/fetch', { action: 'open', value: '', msteams: { type: 'task/fetch' } }),
  );
  expect(opened.json()).toMatchObject({ task: { type: 'continue', value: { title: 'A note' } } });
  const sent = await world.deliver(invoke('task/submit', { form: 'box', context: 'c', f_text: 'Words' }));
  expect(sent.json()).toEqual({ task: { type: 'message', value: 'It is kept' } });
  untouched();
  // What is ordinary is learnt of as ever.
  await world.deliver(invoke('task/fetch', { action: 'other', value: '' }));
  expect([world.writes() > 0, world.bot.stored.length]).toEqual([true, 1]);
});

test('a button that opens no dialog is answered with words, and sends no card', async () => {
  for (const reply of [
    { kind: 'ask', form },
    { kind: 'tell', card },
    { kind: 'tell', card: { ...card, blocks: [{ ...card.blocks[0], text: 'At length. '.repeat(60) }] } },
    { kind: 'invalid', problems: { '': 'No' } },
    { kind: 'nothing' },
  ] as const) {
    world.bot.whisper = () => reply;
    const { status, text, json } = await world.deliver(execute());
    expect(status).toBe(200);
    expect(json()).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    expect(text).toMatch(/cannot be opened from here|It is kept|"No"|Done\./);
  }
  untouched();
});

test('what comes as a message has no answer, so nothing is done', async () => {
  for (const value of [
    { action: 'open', value: '' },
    { form: 'box', context: '', f_text: 'Words' },
  ])
    expect((await world.deliver(activity('message', { value }))).status).toBe(200);
  expect(world.bot.quiet).toEqual([]);
  untouched();
});

test('a form with long words in it is there again when it is refused', async () => {
  // As hard to pack as words get.
  const long = (seed: string) =>
    Array.from({ length: 24 }, (_, at) => createHash('sha512').update(`${seed}${at}`).digest('base64'))
      .join('')
      .slice(0, 2_000);
  const [one, two] = [long('one'), long('two')];
  const fields = form.fields.map((field, at) => ({ ...field, value: at === 0 ? one : two })) as Form['fields'];
  world.bot.whisper = () => ({ kind: 'ask', form: { ...form, fields } });
  const opened = await world.deliver(invoke('task/fetch', { action: 'open', value: '' }));
  const inputs = (body: unknown) =>
    [...nodesOf(body)].filter(({ type }) => type === 'Input.Text').map(({ value }) => value);
  expect(inputs(opened.json())).toEqual([one, two]);
  const button = [...nodesOf(opened.json())].find(({ type }) => type === 'Action.Submit');
  world.bot.whisper = () => ({ kind: 'invalid', problems: { '': 'Not now' } });
  const typed = { f_text: long('three'), f_more: long('four') };
  const refused = await world.deliver(invoke('task/submit', { ...(button?.data as object), ...typed }));
  expect(inputs(refused.json())).toEqual([typed.f_text, typed.f_more]);
  expect(refused.text).toContain('Not now');
  untouched();
});

/** What happens to people and places, and what people press and type, as the core's events: one fixture, one line of what it means. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../bot/core/inbound.ts';
import { nothing } from '../../bot/core/reply.ts';
import { slackManifest } from '../../manifests/read.ts';
import { shape, string } from './shape.ts';
import { asSent, fixture, fixtures } from './testing/fixture.ts';
import { type SlackHarness, slackHarness } from './testing/harness.ts';

let it: SlackHarness;
beforeEach(async () => {
  it = await slackHarness();
});
afterEach(() => it.close());

/** Everything that the bot acted on after a fixture was delivered. */
async function heard(
  name: string,
  change: (payload: Record<string, unknown>) => object = (payload) => payload,
): Promise<readonly Inbound[]> {
  const answer = await it.send(it.sign(asSent(change(fixture(name)) as ReturnType<typeof fixture>)));
  expect(answer.status).toBe(200);
  return it.bot.effects;
}
const one = async (name: string, change?: Parameters<typeof heard>[1]): Promise<Inbound> => {
  const [event, ...more] = await heard(name, change);
  if (!event || more.length > 0) throw new Error(`${name} is ${more.length + (event ? 1 : 0)} events`);
  return event;
};
const ref = (kind: string, id: string) => ({ kind, platform: 'slack', id });
const channel = { in: ref('conversation', 'T0GUILD/C0LICENCE'), where: 'channel' };
const asha = { from: ref('user', 'T0GUILD/U0ASHA'), workspace: 'T0GUILD', connection: 'slack' };
const inMessage = (ts: string, root?: string) => ({
  ...ref('message', `T0GUILD/C0LICENCE/${ts}${root ? `/${root}` : ''}`),
  key: `C0LICENCE/${ts}`,
});

describe('fixtures', () => {
  test('there is one for every event that the manifest subscribes to, and for every interaction', () => {
    const { settings } = slackManifest({ url: 'https://guildhall.example' }) as {
      settings: { event_subscriptions: { bot_events: readonly string[] } };
    };
    const kinds = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' } as Record<string, string>;
    const here = fixtures().flatMap(([, payload]) => {
      const event = shape(payload, 'event');
      return [`${event.type}`, `message.${kinds[string(event, 'channel_type')]}`, `${payload.type}`];
    });
    const { bot_events } = settings.event_subscriptions;
    const interactions = [
      'block_actions',
      'block_suggestion',
      'message_action',
      'shortcut',
      'view_closed',
      'view_submission',
    ];
    expect([...bot_events, ...interactions].filter((name) => !here.includes(name))).toEqual([]);
  });
});

describe('people and places', () => {
  const EVENT = 'Ev0FIXTURE';
  test.each<[string, object]>([
    [
      'app-home-opened',
      { ...asha, id: `slack/home/${EVENT}`, kind: 'home', where: 'private', in: ref('conversation', 'T0GUILD/D0ASHA') },
    ],
    [
      'member-joined-channel',
      { ...asha, ...channel, id: `slack/member/${EVENT}`, kind: 'member', who: asha.from, change: 'joined' },
    ],
    ['member-left-channel', { ...asha, kind: 'member', who: asha.from, change: 'left' }],
    ['bot-added', { ...asha, ...channel, id: `slack/place/${EVENT}`, kind: 'place', change: 'added' }],
    ['channel-left', { ...channel, kind: 'place', change: 'gone' }],
    [
      'user-change',
      { ...asha, id: `slack/person/${EVENT}`, kind: 'person', who: asha.from, change: 'changed', where: 'nowhere' },
    ],
    ['user-change-deactivated', { kind: 'person', who: asha.from, change: 'deactivated' }],
    ['channel-rename', { ...channel, kind: 'place', change: 'renamed', name: 'licensing-all' }],
    ['channel-archive', { ...asha, ...channel, kind: 'place', change: 'archived' }],
    ['channel-deleted', { ...channel, kind: 'place', change: 'gone' }],
  ])('%s', async (name, expected) => {
    expect(await one(name)).toMatchObject(expected);
  });

  const leads = { in: ref('conversation', 'T0GUILD/G0LEADS'), where: 'channel', kind: 'place' };
  test.each<[string, object]>([
    ['group-rename', { ...leads, id: `slack/place/${EVENT}`, change: 'renamed', name: 'licensing-leads-all' }],
    ['group-archive', { ...leads, ...asha, change: 'archived' }],
    ['group-deleted', { ...leads, ...asha, change: 'gone' }],
    ['group-left', { ...leads, ...asha, change: 'gone' }],
  ])('a private channel: %s', async (name, expected) => {
    expect(await one(name)).toMatchObject(expected);
  });

  test('a channel that gets another id has moved, and its messages with it', async () => {
    expect(await one('channel-id-changed')).toMatchObject({
      id: `slack/place/${EVENT}`,
      kind: 'place',
      change: 'moved',
      in: ref('conversation', 'T0GUILD/G0OLD'),
      to: ref('conversation', 'T0GUILD/C0NEW'),
      ids: { from: 'T0GUILD/G0OLD/', to: 'T0GUILD/C0NEW/' },
      keys: { from: 'G0OLD/', to: 'C0NEW/' },
    });
  });

  test.each([
    'app-home-opened-messages',
    'message-channel-join',
    'app-rate-limited',
    'view-closed',
    'block-actions-link',
  ])('%s concerns nobody', async (name) => {
    expect(await heard(name)).toEqual([]);
  });
});

describe('interactions', () => {
  test('a press of a button in a thread', async () => {
    expect(await one('block-actions')).toMatchObject({
      ...asha,
      ...channel,
      id: 'slack/action/111.222.action',
      called: 'asha',
      kind: 'action',
      action: 'question.accept',
      value: 'q-1/r-2',
      on: inMessage('1700000900.000001', '1700000001.000100'),
    });
  });

  test('a press on what only one person sees is on nothing; a button without value has an empty one', async () => {
    expect(await one('block-actions-ephemeral')).toMatchObject({ kind: 'action', value: '', on: null });
  });

  test('a press in the home', async () => {
    expect(await one('block-actions-home')).toMatchObject({
      kind: 'action',
      action: 'home.ask',
      on: null,
      where: 'private',
      in: ref('conversation', 'T0GUILD/U0ASHA'),
    });
  });

  test('inputs beside a button come with it', async () => {
    const values = {
      b1: { value: { type: 'static_select', selected_option: { value: 'c-1' } } },
      b2: { value: { type: 'plain_text_input', value: null } },
    };
    expect(await one('block-actions', (payload) => ({ ...payload, state: { values } }))).toMatchObject({
      values: { b1: 'c-1' },
    });
  });

  test('shortcuts: from anywhere, and about a message', async () => {
    expect(await one('shortcut')).toMatchObject({
      ...asha,
      id: 'slack/shortcut/111.222.shortcut',
      kind: 'shortcut',
      name: 'ask',
      where: 'nowhere',
    });
    const [, about] = await heard('message-action');
    expect(about).toMatchObject({
      ...channel,
      kind: 'shortcut',
      name: 'ask-about',
      on: {
        message: inMessage('1700000001.000100'),
        author: ref('user', 'T0GUILD/U0BRAN'),
        text: [
          { run: 'text', text: 'Does anyone know ' },
          { run: 'text', text: 'this', style: { bold: true } },
          { run: 'text', text: '?' },
        ],
      },
    });
  });

  test.each([
    ['Find  Taxi &amp; fees', 'find', 'Taxi & fees'],
    ['ask', 'ask', ''],
    ['', 'help', ''],
    ['   ', 'help', ''],
    ['  Create   Two Words\nand a line ', 'create', 'Two Words\nand a line'],
    ['ASK How do *others* do it? <b>', 'ask', 'How do *others* do it? <b>'],
  ])('/guild %s', async (text, name, rest) => {
    expect(await one('slash-command', (payload) => ({ ...payload, text }))).toMatchObject({
      ...asha,
      ...channel,
      id: 'slack/command/111.222.command',
      kind: 'command',
      name,
      text: rest,
    });
  });

  test('a typeahead', async () => {
    expect(await one('block-suggestion')).toMatchObject({
      ...asha,
      kind: 'search',
      of: 'communities',
      query: 'lic',
      by: 'form',
    });
  });

  test('a form that was opened by a command is sent from the channel where it was typed', async () => {
    const form = {
      form: 'ask',
      context: 'draft:d-1',
      title: 'Ask',
      submit: 'Send',
      cancel: 'Cancel',
      fields: [{ field: 'line' as const, name: 'title', label: 'Title' }],
    };
    it.bot.reply = () => ({ kind: 'ask', form });
    await it.send(it.sign(asSent(fixture('slash-command'))));
    const view = it.fake.calls.at(-1)?.args.view as { private_metadata: string };
    const submission = fixture('view-submission');
    it.bot.reply = () => nothing;
    // What we sealed into the modal is the one thing that no fixture can hold.
    const sent = { ...(submission.view as object), private_metadata: view.private_metadata };
    const answer = await it.send(it.sign({ payload: { ...submission, view: sent } }));
    expect([answer.status, answer.body]).toEqual([200, '']);
    expect(it.bot.last('submission')).toMatchObject({
      ...asha,
      ...channel,
      id: 'slack/submission/V0FORM/1.b',
      called: 'asha',
      form: 'ask',
      context: 'draft:d-1',
    });
    expect(it.bot.last('submission').values).toEqual({ title: 'How do others do it?', where: 'c-1' });
    expect(JSON.stringify(view)).not.toContain('draft:d-1');
  });
});

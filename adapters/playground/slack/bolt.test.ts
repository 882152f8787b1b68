/** Real Bolt behind the Slack stand-in: signed events, presses, modals, commands, and what becomes of them. */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, until } from '../testing.ts';

const manifest = {
  features: {
    slash_commands: [{ command: '/guild', description: 'Guildhall', usage_hint: 'ask …' }],
    shortcuts: [
      { name: 'Ask a community', type: 'global', callback_id: 'ask', description: 'Ask' },
      { name: 'Ask about this', type: 'message', callback_id: 'ask_about', description: 'Ask' },
    ],
  },
};
const plain = (text: string) => ({ type: 'plain_text' as const, text });

let stage: Stage;
let team: string;
let asha: string;
let channel: string;
const seen: { kind: string; body: unknown }[] = [];
const kinds = () => seen.map((one) => one.kind);

beforeAll(async () => {
  let listener: ((req: never, res: never) => void) | undefined;
  stage = await openStage(
    { manifests: { slack: manifest } },
    { start: false, raw: (req, res) => listener?.(req as never, res as never) },
  );
  const { playground } = stage;
  const first = playground.cast.slackTeams[0];
  team = first?.teamId ?? '';
  asha = first?.users[0]?.id ?? '';
  channel = first?.channels.find((one) => one.name === 'licensing')?.id ?? '';

  const receiver = new HTTPReceiver({
    signingSecret: playground.slack.signingSecret,
    endpoints: '/slack/events',
    logLevel: LogLevel.ERROR,
  });
  listener = receiver.requestListener as never;
  const app = new App({
    receiver,
    clientOptions: { slackApiUrl: playground.slack.apiUrl },
    logLevel: LogLevel.ERROR,
    authorize: async ({ teamId }) => {
      const found = playground.slack.installations.find((one) => one.teamId === teamId);
      if (!found) throw new Error('unknown workspace');
      return { botToken: found.botToken, botUserId: found.botUserId, botId: found.botId, teamId: found.teamId };
    },
  });
  app.event(/.*/ as never, async ({ event, body }) => {
    const { type, subtype } = event as { type: string; subtype?: string };
    seen.push({ kind: subtype ? `${type} ${subtype}` : type, body });
  });
  app.command('/guild', async ({ ack, body, client }) => {
    seen.push({ kind: `command ${body.text}`, body });
    if (body.text === 'quick') return ack('Here you are');
    if (body.text === 'never') return;
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form('first') });
  });
  app.action('press', async ({ ack, body, respond }) => {
    await ack();
    seen.push({ kind: 'press', body });
    await respond({ replace_original: true, text: 'pressed' });
  });
  app.options('who', async ({ ack, options }) => ack({ options: [{ text: plain(`${options.value}!`), value: 'x' }] }));
  app.view('first', async ({ ack, view, body }) => {
    seen.push({ kind: 'submit', body });
    const typed = view.state.values.q?.text?.value;
    if (typed === 'bad') return ack({ response_action: 'errors', errors: { q: 'Too short' } });
    if (typed === 'next') return ack({ response_action: 'push', view: form('second') });
    if (typed === 'wrong') return ack({ response_action: 'errors', errors: { nowhere: 'x' } });
    await ack();
  });
  app.view('second', async ({ ack }) => ack({ response_action: 'clear' }));
  app.view({ callback_id: 'first', type: 'view_closed' }, async ({ ack }) => {
    seen.push({ kind: 'closed', body: null });
    await ack();
  });
  app.shortcut('ask', async ({ ack, body }) => {
    seen.push({ kind: 'shortcut', body });
    await ack();
  });
  app.shortcut('ask_about', async ({ ack, body }) => {
    seen.push({ kind: 'message shortcut', body });
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: plain('Welcome') }] },
    });
  });
  playground.start();
});
afterAll(() => stage.close());

function form(callback: string): import('@slack/types').ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    notify_on_close: true,
    private_metadata: 'kept',
    title: plain('Ask'),
    submit: plain('Send'),
    blocks: [
      {
        type: 'input',
        block_id: 'q',
        label: plain('Question'),
        element: { type: 'plain_text_input', action_id: 'text', min_length: 2 },
      },
      {
        type: 'input',
        block_id: 'c',
        optional: true,
        label: plain('Community'),
        element: { type: 'external_select', action_id: 'who', min_query_length: 0 },
      },
    ],
  };
}

const act = (what: Parameters<Stage['playground']['hooks']['slackAct']>[2]) =>
  stage.playground.hooks.slackAct(team, asha, what);
const snapshot = async () =>
  (await (
    await fetch(`${stage.baseUrl}/playground/api/slack/snapshot?team=${team}&as=${asha}`)
  ).json()) as import('../api-types.ts').SlackSnapshot;
const typed = (value: string) => ({ q: { text: { type: 'plain_text_input', value } } });

describe('events', () => {
  it('a mention comes as a message and as an app_mention, with different ids', async () => {
    await act({ kind: 'post', channel, text: '@Guildhall who knows?' });
    await until(() => kinds().includes('app_mention') && kinds().includes('message'), 'both events');
    const bodies = seen.map(
      (one) =>
        one.body as {
          event_id: string;
          team_id: string;
          event: { text: string; blocks: unknown[]; channel_type?: string };
        },
    );
    expect(new Set(bodies.map((body) => body.event_id)).size).toBe(2);
    expect(bodies[0]?.event.text).toMatch(/^<@U\w+> who knows\?$/);
    expect(bodies.find((body) => body.event.channel_type)?.event.channel_type).toBe('channel');
    expect(
      stage.playground.hooks
        .wire()
        .filter((call) => call.direction === 'out')
        .every((call) => call.status === 200),
    ).toBe(true);
  });

  it('edits and deletions follow, a root with replies leaves a tombstone', async () => {
    const { ts = '' } = await act({ kind: 'post', channel, text: 'first' });
    await act({ kind: 'post', channel, thread: ts, text: 'reply' });
    await act({ kind: 'edit', channel, ts, text: 'second' });
    await act({ kind: 'delete', channel, ts });
    await until(() => kinds().filter((kind) => kind === 'message message_changed').length === 2, 'two changes');
    const changes = seen
      .filter((one) => one.kind === 'message message_changed')
      .map(
        (one) =>
          (
            one.body as {
              event: {
                message: { text: string; subtype?: string; edited?: unknown };
                previous_message: { text: string };
              };
            }
          ).event,
      );
    const edit = changes.find((change) => change.message.text === 'second');
    expect(edit?.previous_message.text).toBe('first');
    expect(edit?.message.edited).toBeTruthy();
    expect(changes.some((change) => change.message.subtype === 'tombstone')).toBe(true);
  });

  it('App Home opens and is published', async () => {
    await act({ kind: 'openHome', tab: 'home' });
    const shown = await until(async () => (await snapshot()).home, 'a home');
    expect(shown.blocks).toHaveLength(1);
  });
});

describe('modals', () => {
  it('open by a command, keep what was typed, show errors by field, close', async () => {
    expect(await act({ kind: 'command', channel, command: '/guild', text: 'ask' })).toEqual({ ok: true });
    const view = await until(async () => (await snapshot()).modals[0], 'a modal');
    expect(await act({ kind: 'submit', view: view.id, values: {} })).toMatchObject({
      view: 'errors',
      errors: { q: 'Please complete this required field.' },
    });
    expect(await act({ kind: 'submit', view: view.id, values: typed('bad') })).toMatchObject({
      view: 'errors',
      errors: { q: 'Too short' },
    });
    expect((await snapshot()).modals[0]).toMatchObject({
      id: view.id,
      errors: { q: 'Too short' },
      values: typed('bad'),
    });
    expect(await act({ kind: 'submit', view: view.id, values: typed('wrong') })).toMatchObject({ view: 'failed' });
    expect(
      await act({ kind: 'suggest', on: { in: 'view', view: view.id }, blockId: 'c', actionId: 'who', query: 'lic' }),
    ).toMatchObject({ options: [{ text: { text: 'lic!' } }] });
    expect(await act({ kind: 'submit', view: view.id, values: typed('next') })).toMatchObject({ view: 'pushed' });
    const second = (await snapshot()).modals[1];
    expect(await act({ kind: 'submit', view: second?.id ?? '', values: typed('done') })).toMatchObject({
      view: 'cleared',
    });
    expect((await snapshot()).modals).toHaveLength(0);
    expect(seen.find((one) => one.kind === 'submit')?.body).toMatchObject({
      view: {
        private_metadata: 'kept',
        state: {
          values: {
            q: { text: { type: 'plain_text_input', value: 'bad' } },
            c: { who: { type: 'external_select', selected_option: null } },
          },
        },
      },
    });
  });

  it('tell of being closed where the app asked for it', async () => {
    await act({ kind: 'command', channel, command: '/guild', text: 'ask' });
    const view = await until(async () => (await snapshot()).modals[0], 'a modal');
    await act({ kind: 'close', view: view.id });
    expect(kinds()).toContain('closed');
  });

  it('open with a trigger once, and within three seconds', async () => {
    await act({ kind: 'globalShortcut', callbackId: 'ask' });
    const body = await until(() => seen.find((one) => one.kind === 'shortcut')?.body, 'the shortcut');
    const { trigger_id: trigger } = body as { trigger_id: string };
    const open = async () => {
      const res = await fetch(`${stage.playground.slack.apiUrl}views.open`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${stage.playground.slack.installations[0]?.botToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ trigger_id: trigger, view: form('first') }),
      });
      return ((await res.json()) as { error?: string }).error;
    };
    expect(await open()).toBeUndefined();
    expect(await open()).toBe('exchanged_trigger_id');
  });
});

describe('presses and commands', () => {
  it('a button reaches the bot with its value and message; respond replaces it', async () => {
    const { botToken } = stage.playground.slack.installations[0] ?? { botToken: '' };
    const client = new (await import('@slack/web-api')).WebClient(botToken, {
      slackApiUrl: stage.playground.slack.apiUrl,
    });
    const blocks = [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'press', value: 'v1', text: plain('Press') }],
      },
    ];
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'card', blocks });
    await act({
      kind: 'press',
      on: { in: 'message', channel, ts },
      blockId: 'b',
      element: { type: 'button', action_id: 'press', value: 'forged' },
    });
    const body = await until(() => seen.find((one) => one.kind === 'press')?.body, 'the press');
    expect(body).toMatchObject({
      actions: [{ type: 'button', value: 'v1', block_id: 'b' }],
      message: { ts },
      container: { message_ts: ts, is_ephemeral: false },
      channel: { id: channel, name: 'licensing' },
    });
    await until(
      () =>
        stage.playground.hooks.slackMessages(team, asha, channel).find((message) => message.ts === ts)?.text ===
        'pressed',
      'the replacement',
    );
  });

  it('an immediate answer is ephemeral; an unknown command and one that is not acknowledged fail as in Slack', async () => {
    await act({ kind: 'post', channel, text: '/guild quick' });
    expect(stage.playground.hooks.slackMessages(team, asha, channel).at(-1)).toMatchObject({
      text: 'Here you are',
      ephemeral: true,
    });
    await expect(act({ kind: 'command', channel, command: '/nope', text: '' })).rejects.toThrow(
      '/nope is not a valid command.',
    );
    const failed = await act({ kind: 'command', channel, command: '/guild', text: 'never' });
    expect(failed.failed).toBe('/guild failed with the error "operation_timeout"');
  });

  it('a message shortcut brings the message', async () => {
    const { ts = '' } = await act({ kind: 'post', channel, text: 'look at this' });
    await act({ kind: 'messageShortcut', callbackId: 'ask_about', channel, ts });
    expect(seen.find((one) => one.kind === 'message shortcut')?.body).toMatchObject({
      message: { ts, text: 'look at this' },
      channel: { id: channel },
    });
  });
});

/** The Slack adapter behind a real server, with Slack played on the other end: for the contract and for its own tests. */
import { randomBytes } from 'node:crypto';
import type { Value } from '../../../bot/core/card.ts';
import type { Clock, Log, LogFields } from '../../../bot/core/ports.ts';
import { ask, nothing } from '../../../bot/core/reply.ts';
import { createSealer } from '../../../bot/core/seal.ts';
import { createHttpServer } from '../../http/server.ts';
import { createFakeBot, type FakeBot } from '../../testing/fake-bot.ts';
import type { ChatHarness, Delivered, Incoming, Native } from '../../testing/harness.ts';
import { FORM, parsed } from '../door.ts';
import { createSlack, type Slack, type SlackOptions } from '../index.ts';
import { conversationRef, readMessage, userRef } from '../refs.ts';
import { isShape, type Shape, string } from '../shape.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { type FakeSocket, startFakeSocket } from './fake-socket.ts';
import { fill } from './fill.ts';
import { judge } from './judge.ts';
import { seen } from './seen.ts';
import { type SignedRequest, signed } from './sign.ts';
import { APP_TOKEN, ASHA, BOT_USER, CHANNEL, DIRECT, INSTALLATION, SECRET, SENTENCES, TEAM } from './slack-people.ts';

export interface SlackHarness extends ChatHarness {
  readonly slack: Slack;
  readonly fake: FakeSlack;
  readonly url: string;
  /** Moves the adapter's clock; requests are signed by it. */
  readonly clock: { at: Date } & Clock;
  readonly lines: readonly { event: string; fields: LogFields }[];
  /** Slack's end of the socket, where that is the door. */
  readonly socket: FakeSocket | null;
  /** Sends a request, or the same content in an envelope, and gives the answer: 503 where it is not acknowledged. */
  knock(request: SignedRequest): Promise<{ status: number; body: string }>;
  /** The same, and waits until the adapter has done with it. */
  send(request: SignedRequest): Promise<Delivered>;
  sign(content: Parameters<typeof signed>[1], headers?: Record<string, string>): SignedRequest;
  /** An event of the Events API around its inner event. */
  event(inner: Shape, more?: Shape): SignedRequest;
}

const CONTENT = [
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.update',
  'views.open',
  'views.push',
  'views.update',
  'views.publish',
  'respond',
];

/** Slack brings everything by one of these, and both lead to the same. */
export type Door = 'http' | 'socket';
export const DOORS: readonly Door[] = ['http', 'socket'];
/** Each says that a delivery is not acknowledged. */
const UNTAKEN = ['slack.not_taken', 'slack.late'];

/** A fresh adapter, server and Slack. `judged`: closing fails when the judges refuse any call that was made. */
export async function slackHarness(
  more: Partial<SlackOptions> = {},
  how: { judged?: boolean; door?: Door } = {},
): Promise<SlackHarness> {
  const fake = await startFakeSlack();
  const bot: FakeBot = createFakeBot();
  const clock = { at: new Date(), now: () => clock.at };
  const lines: { event: string; fields: LogFields }[] = [];
  let untaken: (() => void) | null = null;
  const note = (event: string, fields: LogFields = {}): void => {
    // That a socket opens is no part of what these tests look at.
    if (event === 'slack.socket_open') return;
    lines.push({ event, fields });
    if (UNTAKEN.includes(event)) untaken?.();
  };
  const log: Log = { info: note, warn: note, error: note, with: () => log };
  const ids = { next: () => 'id-1' };
  const isSocket = how.door === 'socket';
  const socket = isSocket ? await startFakeSocket(fake) : null;
  const slack = createSlack({
    bot,
    installations: { find: async (team) => (team === TEAM ? INSTALLATION : null) },
    ...(isSocket ? { socket: { appToken: APP_TOKEN, workspaces: [TEAM] } } : { signingSecret: SECRET }),
    apiUrl: fake.apiUrl,
    clock,
    ids,
    log,
    sealer: createSealer([randomBytes(32)], 'slack form'),
    sentences: SENTENCES,
    ...more,
  });
  const server = createHttpServer({ routes: slack.routes, log, clock, ids, port: 0, host: '127.0.0.1' });
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}/slack/events`;
  if (socket) {
    slack.sockets.open();
    await socket.opened(1);
  }
  const answers: { after: number; native: Native }[] = [];
  let counter = 0;
  let last = '1700000001.000100';
  const next = (): string => String(++counter).padStart(6, '0');

  const sign: SlackHarness['sign'] = (content, headers) => signed(SECRET, content, clock.at, headers);
  const event: SlackHarness['event'] = (inner, outer = {}) =>
    sign({
      json: {
        type: 'event_callback',
        team_id: TEAM,
        api_app_id: 'A0APP',
        event_id: `Ev${next()}`,
        event_time: 1700000001,
        authorizations: [{ team_id: TEAM, user_id: BOT_USER, is_bot: true }],
        event: inner,
        ...outer,
      },
    });
  const byHttp = async (request: SignedRequest) => {
    const answer = await fetch(url, request);
    return { status: answer.status, body: await answer.text() };
  };
  /** A repeated request is a repeated envelope: the signature stands for its id. */
  const bySocket = async ({ headers, body }: SignedRequest, through: FakeSocket) => {
    const content = parsed(body, headers['content-type']?.startsWith(FORM) === true);
    const refused = new Promise<null>((resolve) => {
      untaken = () => resolve(null);
    });
    const ack = await Promise.race([through.deliver(content, { id: headers['x-slack-signature'] ?? '' }), refused]);
    if (!ack) return { status: 503, body: '' };
    return { status: 200, body: ack.payload === undefined ? '' : JSON.stringify(ack.payload) };
  };
  const knock = (request: SignedRequest) => (socket ? bySocket(request, socket) : byHttp(request));
  const send = async (request: SignedRequest): Promise<Delivered> => {
    const { status, body } = await knock(request);
    if (body.startsWith('{') && !body.includes('challenge'))
      answers.push({ after: fake.calls.length, native: { what: 'answer', body: JSON.parse(body) as unknown } });
    await slack.idle();
    return { status, body, again: () => send(request) };
  };
  /** Several requests that the platform sends for one thing. */
  const sendAll = async (requests: readonly SignedRequest[]): Promise<Delivered> => {
    const all: Delivered[] = [];
    for (const request of requests) all.push(await send(request));
    return {
      status: Math.max(...all.map((one) => one.status)),
      body: all.map((one) => one.body).join(''),
      again: () => sendAll(requests),
    };
  };
  const user = { id: ASHA, name: 'asha', username: 'asha', team_id: TEAM };
  const interaction = (payload: Shape): SignedRequest =>
    sign({
      payload: {
        team: { id: TEAM, domain: 'example' },
        user,
        api_app_id: 'A0APP',
        token: 'x',
        trigger_id: `trigger-${next()}`,
        ...payload,
      },
    });
  const inChannel = (): Shape => ({ channel: { id: CHANNEL, name: 'licensing' }, response_url: fake.respondUrl });
  const press = (action: Shape, ts: string): SignedRequest =>
    interaction({
      type: 'block_actions',
      ...inChannel(),
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      message: { ts, team: TEAM },
      actions: [{ type: 'button', block_id: 'b', ...action }],
    });

  /** Forms by what shows them. `state`: what was filled in last. */
  const views = new WeakMap<object, Open>();
  const replaced = new WeakMap<Native, Native>();
  const openAs = (native: Native): Open => {
    const open = views.get(native);
    if (!open) throw new Error('this form is not open');
    return open;
  };
  /** Slack shows the new view under the same id; what was typed stays where block and element have the same ids. */
  const replace = (native: Native, what: string, body: Shape, state: Shape): void => {
    const { view } = body;
    if (!isShape(view)) return;
    const next: Native = { what, body };
    replaced.set(native, next);
    views.set(next, { id: openAs(native).id, view, state });
    // Whoever holds the old one sees what stands there now.
    views.set(native, { id: openAs(native).id, view, state });
  };
  const asSent = ({ id, view }: Open, state: Shape): Shape => ({
    ...view,
    id,
    hash: `hash-${next()}`,
    team_id: TEAM,
    app_id: 'A0APP',
    state,
  });
  const harness: SlackHarness = {
    platform: 'slack',
    bot,
    slack,
    fake,
    url,
    clock,
    lines,
    chat: slack.chat,
    channel: conversationRef(TEAM, CHANNEL),
    person: userRef(TEAM, ASHA),
    shown() {
      const calls = fake.calls.map((call, at) => ({ after: at, native: { what: call.method, body: call.args } }));
      return [...calls.filter(({ native }) => CONTENT.includes(native.what)), ...answers]
        .sort((a, b) => a.after - b.after)
        .map(({ native }) => native);
    },
    judge,
    seen,
    citesNatively: false,
    marksGenerated({ body }) {
      const blocks = isShape(body) && Array.isArray(body.blocks) ? body.blocks.filter(isShape) : [];
      const asks = blocks.some(({ type }) => type === 'context_actions');
      return asks ? { sources: [], feedback: true } : null;
    },
    socket,
    knock,
    send,
    sign,
    event,
    async deliver(incoming: Incoming) {
      switch (incoming.event) {
        case 'message':
        case 'mention':
        case 'private':
        case 'own':
        case 'other bot': {
          last = `1700000001.${next()}`;
          const isPrivate = incoming.event === 'private';
          const channel = isPrivate ? DIRECT : CHANNEL;
          const text = incoming.event === 'mention' ? `<@${BOT_USER}> ${incoming.text}` : incoming.text;
          const thread = incoming.thread ? { thread_ts: readMessage(incoming.thread).root } : {};
          const by =
            incoming.event === 'own'
              ? { user: BOT_USER, bot_id: 'B0BOT' }
              : incoming.event === 'other bot'
                ? { subtype: 'bot_message', bot_id: 'B0OTHER' }
                : { user: ASHA };
          const said = { text, ts: last, team: TEAM, channel, event_ts: last, ...thread, ...by };
          const message = event({ type: 'message', channel_type: isPrivate ? 'im' : 'channel', ...said });
          // A mention is told twice, in either order.
          return sendAll(incoming.event === 'mention' ? [event({ type: 'app_mention', ...said }), message] : [message]);
        }
        case 'edited':
          return send(
            event({
              type: 'message',
              subtype: 'message_changed',
              hidden: true,
              channel: CHANNEL,
              channel_type: 'channel',
              ts: '1700000002.000200',
              event_ts: '1700000002.000200',
              message: {
                type: 'message',
                user: ASHA,
                team: TEAM,
                text: incoming.text,
                ts: last,
                edited: { user: ASHA, ts: '1700000002.000000' },
              },
              previous_message: { type: 'message', user: ASHA, team: TEAM, text: 'before', ts: last },
            }),
          );
        case 'deleted':
          return send(
            event({
              type: 'message',
              subtype: 'message_deleted',
              hidden: true,
              channel: CHANNEL,
              channel_type: 'channel',
              ts: '1700000003.000300',
              event_ts: '1700000003.000300',
              deleted_ts: last,
              previous_message: { type: 'message', user: ASHA, team: TEAM, text: 'before', ts: last },
            }),
          );
        case 'command':
          return send(
            sign({
              form: {
                command: '/guild',
                text: incoming.text,
                team_id: TEAM,
                team_domain: 'example',
                channel_id: CHANNEL,
                channel_name: 'licensing',
                user_id: ASHA,
                user_name: 'asha',
                api_app_id: 'A0APP',
                response_url: fake.respondUrl,
                trigger_id: `trigger-${next()}`,
                token: 'x',
                is_enterprise_install: 'false',
              },
            }),
          );
        case 'action':
          return send(
            press({ action_id: `${incoming.action}#0`, ...(incoming.value && { value: incoming.value }) }, last),
          );
        case 'feedback':
          return send(
            press(
              {
                type: 'feedback_buttons',
                action_id: 'guildhall.feedback',
                value: incoming.useful ? 'useful' : 'not',
                text: { type: 'plain_text', text: 'beside it' },
              },
              last,
            ),
          );
        case 'shortcut':
          return send(interaction({ type: 'shortcut', callback_id: incoming.name, action_ts: '1700000001.1' }));
        case 'search':
          return send(
            interaction({
              type: 'block_suggestion',
              trigger_id: undefined,
              action_id: `search:${incoming.of}`,
              block_id: 'found',
              value: incoming.query,
              container: { type: 'view', view_id: 'V1' },
              view: { id: 'V1', type: 'modal', private_metadata: '', callback_id: 'x' },
            }),
          );
      }
    },
    async press(native, label) {
      const button = buttonsIn(native.body).find((one) => isShape(one.text) && one.text.text === label);
      const call = fake.calls.find((one) => one.args === native.body);
      if (!button || !call) throw new Error(`nothing shown has a button ${label}`);
      return send(
        press(
          { action_id: button.action_id, value: button.value, text: button.text },
          string(call.answer, 'ts') || string(call.args, 'ts'),
        ),
      );
    },
    async ask(form) {
      bot.reply = () => ask(form);
      await harness.deliver({ event: 'action', action: 'contract.opens', value: '' });
      bot.reply = () => nothing;
      const opened = fake.calls.at(-1);
      if (opened?.method !== 'views.open' || !isShape(opened.args.view)) throw new Error('no form was opened');
      const native = { what: 'views.open', body: opened.args };
      views.set(native, { id: `V${next()}`, view: opened.args.view, state: {} });
      return native;
    },
    async submit(native, values: Readonly<Record<string, Value>>) {
      const open = openAs(native);
      const state = fill(open.view, values, open.state);
      views.set(native, { ...open, state });
      const delivered = await send(interaction({ type: 'view_submission', view: asSent(open, state) }));
      const answer: unknown = delivered.body === '' ? {} : JSON.parse(delivered.body);
      if (isShape(answer) && answer.response_action === 'update') replace(native, 'answer', answer, state);
      return delivered;
    },
    async pressIn(native, label, values) {
      const open = openAs(native);
      const state = fill(open.view, values, open.state);
      const button = buttonsIn(open.view).find((one) => isShape(one.text) && one.text.text === label);
      if (!button) throw new Error(`the form has no button ${label}`);
      const before = fake.calls.length;
      const { action_id, value, text } = button;
      const delivered = await send(
        interaction({
          type: 'block_actions',
          container: { type: 'view', view_id: open.id },
          view: asSent(open, state),
          actions: [{ type: 'button', block_id: 'b', action_id, value, text }],
        }),
      );
      for (const { method, args } of fake.calls.slice(before))
        if (method === 'views.update' && args.view_id === open.id) replace(native, method, args, state);
      return delivered;
    },
    now: (native) => replaced.get(native) ?? native,
    fail: fake.fail,
    recover: fake.recover,
    async close() {
      await server.close();
      await slack.close();
      await socket?.close();
      await fake.close();
      const refused = how.judged ? fake.calls.flatMap((call) => judge({ what: call.method, body: call.args })) : [];
      if (refused.length > 0) throw new Error(`Slack would refuse: ${refused.join('; ')}`);
    },
  };
  return harness;
}

interface Open {
  readonly id: string;
  readonly view: Shape;
  readonly state: Shape;
}

/** Every button in something shown. */
function buttonsIn(value: unknown): Shape[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (!isShape(value)) return [];
  return value.type === 'button' ? [value] : Object.values(value).flatMap(buttonsIn);
}

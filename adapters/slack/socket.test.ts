/** Slack's socket: opened again whenever it ends, in time and never in a hurry, with nothing lost on the way. */
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Log, LogFields } from '../../bot/core/ports.ts';
import type { Acknowledgement } from './listen.ts';
import { createSocket, type SocketNeeds } from './socket.ts';
import { socketAddress } from './sockets.ts';
import { type FakeSlack, startFakeSlack } from './testing/fake-slack.ts';
import { type FakeSocket, startFakeSocket } from './testing/fake-socket.ts';
import { fixture } from './testing/fixture.ts';
import { type SlackHarness, slackHarness } from './testing/harness.ts';
import { APP_TOKEN } from './testing/slack-people.ts';

/** What it is held to. */
const BACK_MS = 5_000;

let slack: FakeSlack;
let fake: FakeSocket;
beforeEach(async () => {
  slack = await startFakeSlack();
  fake = await startFakeSocket(slack);
});
afterEach(async () => {
  await fake.close();
  await slack.close();
});

interface Played {
  readonly socket: ReturnType<typeof createSocket>;
  readonly heard: [type: unknown, nonce: string][];
  readonly lines: { event: string; fields: LogFields }[];
  /** The pauses that it made between tries, in milliseconds. */
  readonly pauses: number[];
}

/** A socket on the played Slack. Its pauses are noted, and last a moment, unless they are `real`. */
function play(more: Partial<SocketNeeds> = {}, how: { real?: boolean } = {}): Played {
  const heard: Played['heard'] = [];
  const lines: Played['lines'] = [];
  const pauses: number[] = [];
  const note = (event: string, fields: LogFields = {}): void => void lines.push({ event, fields });
  const log: Log = { info: note, warn: note, error: note, with: () => log };
  const socket = createSocket({
    address: () => socketAddress(APP_TOKEN, { apiUrl: slack.apiUrl }),
    hear: async (content, nonce): Promise<Acknowledgement> => {
      heard.push([content.type, nonce]);
      return { taken: true };
    },
    clock: { now: () => new Date() },
    log,
    pause: async (ms) => {
      pauses.push(ms);
      await new Promise((resolve) => setTimeout(resolve, how.real ? ms : 5));
    },
    ...more,
  });
  onTestFinished(() => socket.close());
  return { socket, heard, lines, pauses };
}
const events = ({ lines }: Played) => lines.map(({ event }) => event);
const content = { type: 'event_callback', event: { type: 'message' } };

describe('is open again within five seconds', () => {
  const real = () => play({}, { real: true });
  const back = async (end: () => void, count = 2): Promise<number> => {
    await fake.opened(1);
    const at = performance.now();
    end();
    await expect.poll(() => fake.count >= count && fake.open.length > 0, { timeout: BACK_MS, interval: 10 }).toBe(true);
    return performance.now() - at;
  };

  test.each<[string, () => void]>([
    ['the connection is cut', () => fake.open[0]?.terminate()],
    ['Slack closes it', () => fake.open[0]?.close(1001, 'going away')],
    ['Slack closes it with a fault', () => fake.open[0]?.close(1011)],
    ['a frame that is too large ends it', () => fake.raw('x'.repeat(1_100_000))],
    ['the link is disabled', () => fake.disconnect('link_disabled')],
    ['there are too many', () => fake.disconnect('too_many_websockets')],
  ])('after %s', async (_name, end) => {
    const played = real();
    expect(await back(end)).toBeLessThan(BACK_MS);
    await expect.poll(() => events(played)).toEqual(['slack.socket_open', 'slack.socket_lost', 'slack.socket_open']);
    expect((await fake.deliver(content)).envelope_id).toBe('envelope-1');
  });

  test.each(['warning', 'refresh_requested', 'something new'])(
    'after %s: before the old one has ended, which goes on until Slack hangs up',
    async (reason) => {
      const played = real();
      expect(await back(() => fake.disconnect(reason))).toBeLessThan(BACK_MS);
      const [old, fresh] = fake.open;
      expect((await fake.deliver(content, { through: old })).envelope_id).toBe('envelope-1');
      expect((await fake.deliver(content, { through: fresh })).envelope_id).toBe('envelope-2');
      old?.close(1000);
      await expect.poll(() => fake.open.length).toBe(1);
      expect((await fake.deliver(content)).envelope_id).toBe('envelope-3');
      expect(played.socket.isOpen()).toBe(true);
      // It was open all the time.
      expect(events(played)).toEqual(['slack.socket_open']);
    },
  );

  test('an old one on which Slack never hangs up is closed after a while', async () => {
    play({ times: { retire: 30 } });
    await fake.opened(1);
    fake.disconnect('warning');
    await expect.poll(() => [fake.count, fake.open.length]).toEqual([2, 1]);
  });

  test('after an outage in which nothing of Slack answers', async () => {
    const played = real();
    await fake.opened(1);
    slack.fail('unreachable');
    fake.open[0]?.terminate();
    // Long enough for the pauses to have grown to their longest.
    await expect.poll(() => played.pauses.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(7);
    expect(played.socket.isOpen()).toBe(false);
    const at = performance.now();
    slack.recover();
    await fake.opened(1);
    expect(performance.now() - at).toBeLessThan(BACK_MS);
    await expect.poll(() => events(played).at(-1)).toBe('slack.socket_open');
    // One line for the trouble, however often it was tried.
    expect(events(played)).toEqual([
      'slack.socket_open',
      'slack.socket_lost',
      'slack.socket_refused',
      'slack.socket_open',
    ]);
    expect(played.lines.at(-1)?.fields.lostMs).toBeGreaterThan(1_000);
  }, 40_000);
});

describe('is given up as dead', () => {
  test('when nothing comes any more, not even an answer to a ping', async () => {
    const played = play({ times: { ping: 20, silence: 150 } });
    await fake.opened(1);
    fake.answersPings = false;
    await expect.poll(() => fake.count).toBeGreaterThan(1);
    expect(played.lines.find(({ event }) => event === 'slack.socket_lost')?.fields).toEqual({ why: 'silent' });
  });

  test('but not while pings are answered, nor while Slack pings', async () => {
    const played = play({ times: { ping: 20, silence: 150 } });
    await fake.opened(1);
    const [ws] = fake.open;
    let pongs = 0;
    ws?.on('ping', () => (pongs += 1));
    await expect.poll(() => pongs).toBeGreaterThan(20);
    fake.answersPings = false;
    let pings = 0;
    const timer = setInterval(() => {
      pings += 1;
      ws?.ping();
    }, 30);
    onTestFinished(() => clearInterval(timer));
    await expect.poll(() => pings, { timeout: 3_000 }).toBeGreaterThan(20);
    expect([fake.count, played.socket.isOpen()]).toEqual([1, true]);
  });

  test('when it is never greeted, and tried again with growing pauses', async () => {
    fake.greets = false;
    const played = play({ times: { hello: 20 } });
    await expect.poll(() => fake.count).toBeGreaterThan(6);
    expect(played.socket.isOpen()).toBe(false);
    expect(played.lines).toEqual([{ event: 'slack.socket_refused', fields: { code: 'no_hello' } }]);
    expect(played.pauses[0]).toBe(0);
    for (const [at, ms] of played.pauses.slice(1, 6).entries()) {
      const longest = Math.min(2_000, 250 * 2 ** at);
      expect(ms).toBeLessThanOrEqual(longest);
      expect(ms).toBeGreaterThanOrEqual(longest / 2);
    }
  });
});

describe('is never opened in a tight loop', () => {
  test.each<['busy' | 'unreachable' | 'broken', string, number, number]>([
    // A 429 with Retry-After: 7.
    ['busy', 'ratelimited', 7_000, 7_000],
    ['unreachable', 'connection_lost', 0, 2_000],
    ['broken', 'http_503', 0, 2_000],
  ])('%s: %s', async (how, code, least, most) => {
    slack.fail(how);
    const played = play();
    await expect.poll(() => played.pauses.length).toBeGreaterThan(8);
    for (const ms of played.pauses) {
      expect(ms).toBeGreaterThanOrEqual(least);
      expect(ms).toBeLessThanOrEqual(most);
    }
    if (least === 0) expect(Math.min(...played.pauses.slice(5))).toBeGreaterThanOrEqual(1_000);
    expect(played.lines).toEqual([{ event: 'slack.socket_refused', fields: { code } }]);
  });

  test.each(['invalid_auth', 'not_allowed_token_type', 'missing_scope', 'forbidden_team'])(
    '%s: a minute, said once, without the token',
    async (code) => {
      slack.on('apps.connections.open', () => ({ ok: false, error: code }));
      const played = play();
      await expect.poll(() => played.pauses.length).toBeGreaterThan(3);
      expect(new Set(played.pauses)).toEqual(new Set([60_000]));
      expect(played.lines).toEqual([{ event: 'slack.socket_refused', fields: { code } }]);
      expect(slack.openings[0]?.token).toBe(APP_TOKEN);
    },
  );

  test('an address that is none, or in the clear where Slack’s is not', async () => {
    for (const url of ['', 'not an address', 'https://127.0.0.1:1/', 'file:///etc/passwd']) {
      slack.on('apps.connections.open', () => ({ url }));
      await expect(socketAddress(APP_TOKEN, { apiUrl: slack.apiUrl })).rejects.toMatchObject({ code: 'no_address' });
    }
    const answers = async () => new Response(JSON.stringify({ ok: true, url: 'ws://slack.example/link' }));
    await expect(socketAddress(APP_TOKEN, { fetch: answers })).rejects.toMatchObject({ code: 'no_address' });
  });

  test('a link that is disabled again and again is left alone for up to a minute', async () => {
    const played = play();
    for (let turn = 1; turn < 12; turn += 1) {
      await expect.poll(() => fake.count >= turn && fake.open.length === 1).toBe(true);
      fake.disconnect('link_disabled');
      await expect.poll(() => played.pauses.length).toBeGreaterThanOrEqual(turn);
    }
    expect(played.pauses[0]).toBe(0);
    expect(Math.max(...played.pauses)).toBeGreaterThan(25_000);
    expect(Math.max(...played.pauses)).toBeLessThanOrEqual(60_000);
  });
});

describe('frames', () => {
  test('what is no envelope is left alone, and an envelope without content is acknowledged', async () => {
    const played = play();
    await fake.opened(1);
    const odd = [
      '',
      'null',
      '5',
      '"x"',
      '[]',
      '{',
      '{}',
      '{"envelope_id":5}',
      '{"type":"hello"}',
      '{"envelope_id":""}',
      '\u0000',
    ];
    for (const frame of odd) fake.raw(frame);
    fake.raw(Buffer.from(JSON.stringify({ envelope_id: 'binary', payload: content })));
    for (const payload of [null, 5, 'x', [], undefined]) await fake.deliver(payload);
    expect((await fake.deliver(content)).envelope_id).toBe('envelope-6');
    expect(played.heard).toEqual([['event_callback', 'envelope-6']]);
    expect([fake.count, fake.acks.length]).toEqual([1, 6]);
  });

  test('an answer goes where one is expected', async () => {
    play({ hear: async () => ({ taken: true, said: { options: [] } }) });
    await fake.opened(1);
    expect(await fake.deliver({ type: 'block_suggestion' })).toEqual({
      envelope_id: 'envelope-1',
      payload: { options: [] },
    });
    expect(await fake.deliver(content)).toEqual({ envelope_id: 'envelope-2' });
  });

  test('what was not taken is not acknowledged', async () => {
    play({ hear: async (_content, nonce) => ({ taken: nonce === 'third' }) });
    await fake.opened(1);
    void fake.deliver(content, { id: 'first' });
    void fake.deliver(content, { id: 'second' });
    await fake.deliver(content, { id: 'third' });
    expect(fake.acks).toEqual([{ envelope_id: 'third' }]);
  });
});

test('a close takes nothing more, answers what is in hand, and does not come back', async () => {
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const taken: string[] = [];
  const played = play({
    hear: async (_content, nonce) => {
      taken.push(nonce);
      await held;
      return { taken: true };
    },
  });
  await fake.opened(1);
  const answer = fake.deliver(content, { id: 'in hand' });
  await expect.poll(() => taken).toEqual(['in hand']);
  const closed = played.socket.close();
  void fake.deliver(content, { id: 'too late' });
  finish();
  expect(await answer).toEqual({ envelope_id: 'in hand' });
  await closed;
  expect([taken, fake.count, played.socket.isOpen(), events(played)]).toEqual([
    ['in hand'],
    1,
    false,
    ['slack.socket_open'],
  ]);
});

test('a close while it is being opened ends it', async () => {
  fake.greets = false;
  const played = play();
  await expect.poll(() => fake.count).toBe(1);
  await played.socket.close();
  await expect.poll(() => played.pauses.length).toBe(1);
  expect(fake.count).toBe(1);
});

describe('in the adapter', () => {
  let it: SlackHarness;
  beforeEach(async () => {
    it = await slackHarness({}, { door: 'socket' });
  });
  afterEach(() => it.close());

  test('an event that is brought again in another envelope has one effect', async () => {
    for (const attempt of [0, 1, 2]) await it.socket?.deliver(fixture('message'), { attempt });
    await it.slack.idle();
    expect([it.bot.effects.length, it.socket?.acks.length]).toEqual([1, 3]);
  });

  test('through two sockets at once too', async () => {
    it.socket?.disconnect('warning');
    await it.socket?.opened(2);
    await Promise.all(it.socket?.open.map((through) => it.socket?.deliver(fixture('message'), { through })) ?? []);
    await it.slack.idle();
    expect(it.bot.effects).toHaveLength(1);
  });

  test('neither the token nor the ticket is ever in the log', async () => {
    it.socket?.open[0]?.terminate();
    await it.socket?.opened(1);
    it.fail('unreachable');
    it.socket?.open[0]?.terminate();
    await expect.poll(() => it.lines.map(({ event }) => event)).toContain('slack.socket_refused');
    expect(JSON.stringify(it.lines)).not.toMatch(/xapp-|ticket/);
  });
});

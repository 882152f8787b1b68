/** The door: signatures, the five minutes around now, and bodies that neither end nor hang the process. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartError } from '../../bot/core/start-error.ts';
import { createSlack } from './index.ts';
import { asSent, filled, fixture, fixtures, published } from './testing/fixture.ts';
import { DOORS, type SlackHarness, slackHarness } from './testing/harness.ts';
import { sign, signed } from './testing/sign.ts';
import { ASHA, INSTALLATION, SECRET, SENTENCES, TEAM } from './testing/slack-people.ts';

let it: SlackHarness;
beforeEach(async () => {
  it = await slackHarness();
});
afterEach(() => it.close());

const message = () => fixture('message');

describe('signatures', () => {
  test('a signed request comes in', async () => {
    expect((await it.send(it.sign({ json: message() }))).status).toBe(200);
    expect(it.bot.effects).toHaveLength(1);
  });

  const spoilt: [string, (h: SlackHarness) => ReturnType<typeof signed>][] = [
    ['no signature', (h) => strip(h.sign({ json: message() }), 'x-slack-signature')],
    ['no timestamp', (h) => strip(h.sign({ json: message() }), 'x-slack-request-timestamp')],
    ['another secret', (h) => signed('another-secret', { json: message() }, h.clock.at)],
    ['an empty secret', (h) => signed('', { json: message() }, h.clock.at)],
    [
      'a body that was tampered with',
      (h) => ({ ...h.sign({ json: message() }), body: JSON.stringify({ ...message(), team_id: 'T1' }) }),
    ],
    [
      'another version',
      (h) => replaceHeader(h.sign({ json: message() }), 'x-slack-signature', (old) => old.replace('v0=', 'v1=')),
    ],
    ['a signature of nothing', (h) => replaceHeader(h.sign({ json: message() }), 'x-slack-signature', () => 'v0=')],
    [
      'a timestamp that is no number',
      (h) => replaceHeader(h.sign({ json: message() }), 'x-slack-request-timestamp', () => 'NaN'),
    ],
    [
      'a new timestamp on an old signature',
      (h) => replaceHeader(h.sign({ json: message() }), 'x-slack-request-timestamp', (old) => String(Number(old) + 1)),
    ],
  ];
  test.each(spoilt)('%s: 401 and nothing else', async (_name, spoil) => {
    const answer = await it.send(spoil(it));
    expect([answer.status, answer.body]).toEqual([401, '']);
    expect(it.bot.asked).toEqual([]);
  });

  test.each([
    [-301, 401],
    [-3600, 401],
    [-299, 200],
    [299, 200],
    [301, 401],
    [3600, 401],
  ])('a request dated %d s from now: %d', async (seconds, status) => {
    const at = new Date(it.clock.at.getTime() + seconds * 1000);
    expect((await it.send(signed(SECRET, { json: message() }, at))).status).toBe(status);
    expect(it.bot.effects).toHaveLength(status === 200 ? 1 : 0);
  });

  test('a request that was good is refused when it is replayed later, and has no second effect when it is replayed at once', async () => {
    const request = it.sign({ json: message() });
    await it.send(request);
    expect((await it.send(request)).status).toBe(200);
    expect(it.bot.effects).toHaveLength(1);
    it.clock.at = new Date(it.clock.at.getTime() + 301_000);
    expect((await it.send(request)).status).toBe(401);
  });

  test('an adapter with an empty secret does not start', () => {
    const options = {
      bot: it.bot,
      installations: { find: async () => INSTALLATION },
      signingSecret: ' ',
      clock: it.clock,
      ids: { next: () => 'i' },
      sentences: SENTENCES,
    };
    const sealer = { seal: () => new Uint8Array(), open: () => null };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => log };
    expect(() => createSlack({ ...options, sealer, log })).toThrow(StartError);
  });
});

describe('what Slack asks first', () => {
  test('the address is ours: url_verification', async () => {
    const answer = await it.send(it.sign({ json: fixture('url-verification') }));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { challenge: '3eZbrw1aB10FEMAGAZd4FyFQ' }]);
    expect((await it.send(signed('wrong', { json: fixture('url-verification') }, it.clock.at))).status).toBe(401);
  });

  test('the certificate: ssl_check, unsigned, and nothing can be smuggled in with it', async () => {
    const smuggled = {
      ssl_check: '1',
      command: '/guild',
      text: 'find x',
      team_id: TEAM,
      user_id: 'U1',
      trigger_id: '1',
    };
    const answer = await fetch(it.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(smuggled).toString(),
    });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(it.bot.asked).toEqual([]);
  });

  test('another method than POST is not for us', async () => {
    expect((await fetch(it.url)).status).toBe(405);
  });
});

describe('bodies', () => {
  const JSON_TYPE = 'application/json';
  const FORM_TYPE = 'application/x-www-form-urlencoded';
  const junk: [string, { raw: string; type: string }, number][] = [
    ['null', { raw: 'null', type: JSON_TYPE }, 400],
    ['a number', { raw: '5', type: JSON_TYPE }, 400],
    ['a string', { raw: '"x"', type: JSON_TYPE }, 400],
    ['a list', { raw: '[]', type: JSON_TYPE }, 400],
    ['nothing', { raw: '', type: JSON_TYPE }, 400],
    ['half of an object', { raw: '{"type":', type: JSON_TYPE }, 400],
    ['an empty object', { raw: '{}', type: JSON_TYPE }, 200],
    ['an event that is null', { raw: '{"event":null,"type":"event_callback"}', type: JSON_TYPE }, 200],
    ['an event that is a string', { raw: '{"event":"message","type":"event_callback"}', type: JSON_TYPE }, 200],
    ['an event without type', { raw: '{"event":{},"type":"event_callback"}', type: JSON_TYPE }, 200],
    ['a payload that is null', { raw: 'payload=null', type: FORM_TYPE }, 400],
    ['a payload that is no JSON', { raw: 'payload=%7B', type: FORM_TYPE }, 400],
    ['an empty form', { raw: '', type: FORM_TYPE }, 200],
    ['two payloads', { raw: 'payload=%7B%7D&payload=%7B%7D', type: FORM_TYPE }, 200],
    [
      'an action without user',
      { raw: `payload=${encodeURIComponent('{"type":"block_actions"}')}`, type: FORM_TYPE },
      200,
    ],
    [
      'a submission without view',
      { raw: `payload=${encodeURIComponent('{"type":"view_submission","user":{}}')}`, type: FORM_TYPE },
      200,
    ],
    [
      'a kind that nobody knows',
      { raw: `payload=${encodeURIComponent('{"type":"quantum","user":{}}')}`, type: FORM_TYPE },
      200,
    ],
    [
      'something with __proto__',
      {
        raw: '{"__proto__":{"event":{"type":"message"}},"event":{"type":"message","channel":{"__proto__":1}}}',
        type: JSON_TYPE,
      },
      200,
    ],
    ['no known content type', { raw: '{"event":{"type":5}}', type: 'text/plain' }, 200],
  ];
  test.each(junk)('%s, signed, is answered and forgotten', async (_name, body, status) => {
    const answer = await it.send(it.sign(body));
    expect([answer.status, answer.body]).toEqual([status, '']);
    expect([it.bot.stored, it.lines.filter((line) => line.event === 'slack.not_read')]).toEqual([[], []]);
    expect((await it.send(it.sign({ json: message() }))).status).toBe(200);
    expect(it.bot.effects).toHaveLength(1);
  });

  test('10 MB are refused before they are read', async () => {
    const answer = await it.send(it.sign({ raw: `{"x":"${'x'.repeat(10_000_000)}"}`, type: JSON_TYPE }));
    expect([answer.status, answer.body]).toEqual([413, '']);
  });

  test('a content type with a character set is understood', async () => {
    const request = it.sign(asSent(fixture('slash-command')));
    request.headers['content-type'] += '; charset=UTF-8';
    expect((await it.send(request)).status).toBe(200);
    expect(it.bot.last('command').name).toBe('find');
  });

  test.each(DOORS)(
    'what Slack publishes and what we wrote down neither crashes nor hangs us, with and without content, by %s',
    async (door) => {
      await it.close();
      it = await slackHarness({}, { door });
      it.bot.wants = () => true;
      for (const [name, payload] of [...published(), ...fixtures()]) {
        for (const body of [payload, filled(payload, { team: TEAM, user: ASHA })]) {
          const answer = await it.send(it.sign(asSent(body)));
          // What hung would be a 503, as soon as our patience ends.
          expect([name, answer.status]).toEqual([name, 200]);
        }
      }
      expect(
        it.lines.filter((line) =>
          ['slack.late', 'slack.not_taken', 'slack.not_read', 'slack.failed', 'http.failed'].includes(line.event),
        ),
      ).toEqual([]);
      expect(published()).toHaveLength(105);
    },
    60_000,
  );

  test('fixtures with any one value missing or of another kind neither crash nor hang us', async () => {
    const odd: unknown[] = [null, 5, '', [], {}, true, undefined];
    let turn = 0;
    for (const [name, payload] of fixtures()) {
      for (const change of variants(payload, () => odd[turn++ % odd.length])) {
        const answer = await it.send(it.sign(asSent(change as typeof payload)));
        expect([name, answer.status < 500], JSON.stringify(change)).toEqual([name, true]);
      }
    }
  }, 120_000);
});

test('the signature of the documentation’s own example', () => {
  // docs.slack.dev/authentication/verifying-requests-from-slack
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  expect(sign('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

const strip = (request: ReturnType<typeof signed>, name: string) => {
  const { [name]: _, ...headers } = request.headers;
  return { ...request, headers };
};
const replaceHeader = (request: ReturnType<typeof signed>, name: string, change: (old: string) => string) => ({
  ...request,
  headers: { ...request.headers, [name]: change(request.headers[name] ?? '') },
});

/** The payload with one leaf or branch at a time replaced, to a depth where Slack's shape still matters. */
function* variants(payload: object, odd: () => unknown, depth = 3): Generator<object> {
  for (const [key, value] of Object.entries(payload)) {
    yield { ...payload, [key]: odd() };
    if (depth > 0 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const inner of variants(value, odd, depth - 1)) yield { ...payload, [key]: inner };
    }
  }
}

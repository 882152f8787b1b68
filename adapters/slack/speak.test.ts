/** What the Chat asks of Slack, call by call, and what it makes of the answers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card } from '../../bot/core/card.ts';
import { ChatError } from '../../bot/core/chat.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { conversationRef, messageRef, userRef } from './refs.ts';
import type { Shape } from './shape.ts';
import { installationFromToken } from './store.ts';
import { startFakeSlack } from './testing/fake-slack.ts';
import { type SlackHarness, slackHarness } from './testing/harness.ts';

let it: SlackHarness;
beforeEach(async () => {
  it = await slackHarness();
});
afterEach(() => it.close());

const card: Card = { summary: 'A <b> & c', blocks: [{ block: 'text', as: 'body', text: 'Words' }] };
const channel = conversationRef('T0GUILD', 'C0LICENCE');
const asha = userRef('T0GUILD', 'U0ASHA');
const calls = (): Shape[] => it.fake.calls.map((call) => ({ method: call.method, ...call.args }));
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('posting', () => {
  test('a message carries its row, rings nobody by accident and unfurls nothing', async () => {
    const ref = await it.chat.post(channel, card, { row: 'row-7' });
    expect(calls()).toMatchObject([
      {
        method: 'chat.postMessage',
        channel: 'C0LICENCE',
        text: 'A &lt;b&gt; &amp; c',
        mrkdwn: false,
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: 'guildhall', event_payload: { row: 'row-7' } },
      },
    ]);
    expect(it.fake.calls[0]?.token).toBe('xoxb-test');
    expect(ref).toEqual(messageRef('T0GUILD', 'C0LICENCE', '1700000900.000001'));
  });

  test('a reply goes under the root, also when it answers a reply', async () => {
    const root = messageRef('T0GUILD', 'C0LICENCE', '1.000001');
    const reply = await it.chat.post(root, card, { row: 'r' });
    await it.chat.post(reply, card, { row: 'r' });
    expect(calls()).toMatchObject([{ thread_ts: '1.000001' }, { thread_ts: '1.000001' }]);
    expect(reply.id).toBe('T0GUILD/C0LICENCE/1700000900.000001/1.000001');
  });

  test('to a person: the private chat, opened once', async () => {
    await it.chat.post(asha, card, { row: 'r' });
    await it.chat.post(asha, card, { row: 'r' });
    await it.chat.post(conversationRef('T0GUILD', 'U0ASHA'), card, { row: 'r' });
    expect(calls().map((call) => [call.method, call.channel ?? call.users])).toEqual([
      ['conversations.open', 'U0ASHA'],
      ['chat.postMessage', 'DU0ASHA'],
      ['chat.postMessage', 'DU0ASHA'],
      ['chat.postMessage', 'DU0ASHA'],
    ]);
  });

  test('for one person’s eyes only', async () => {
    await it.chat.post(channel, card, { row: 'r', only: asha });
    await it.chat.post(messageRef('T0GUILD', 'C0LICENCE', '1.000001'), card, { row: 'r', only: asha });
    await it.chat.post(asha, card, { row: 'r', only: asha });
    expect(calls()).toMatchObject([
      { method: 'chat.postEphemeral', channel: 'C0LICENCE', user: 'U0ASHA' },
      { method: 'chat.postEphemeral', thread_ts: '1.000001' },
      { method: 'conversations.open' },
      { method: 'chat.postMessage' },
    ]);
  });

  test('update, remove, home', async () => {
    const ref = messageRef('T0GUILD', 'C0LICENCE', '5.000005', '1.000001');
    await it.chat.update(ref, card);
    await it.chat.remove(ref);
    await it.chat.home(asha, card);
    expect(calls()).toMatchObject([
      { method: 'chat.update', channel: 'C0LICENCE', ts: '5.000005' },
      { method: 'chat.delete', channel: 'C0LICENCE', ts: '5.000005' },
      { method: 'views.publish', user_id: 'U0ASHA', view: { type: 'home' } },
    ]);
  });
});

describe('knowing', () => {
  test('who somebody is', async () => {
    expect(await it.chat.whoIs(asha)).toEqual({
      name: 'Asha Patel',
      email: 'asha@example.gov.uk',
      zone: 'Europe/London',
      locale: 'en-GB',
      title: 'Licensing officer',
      active: true,
      guest: false,
      external: false,
    });
    it.fake.on('users.info', () => ({
      user: { id: 'U1', team_id: 'T0OTHER', deleted: true, is_ultra_restricted: true, name: 'bran', profile: {} },
    }));
    expect(await it.chat.whoIs(userRef('T0GUILD', 'U1'))).toEqual({
      name: 'bran',
      active: false,
      guest: true,
      external: true,
    });
  });

  test('somebody of a workspace without the app is asked about where they were met', async () => {
    expect(await failure(it.chat.whoIs(userRef('T0OTHER', 'U0CERI')))).toMatchObject({
      reason: 'busy',
      code: 'not_installed',
      retryAfterMs: 60_000,
    });
    await it.send(
      it.event({
        type: 'message',
        channel: 'C0LICENCE',
        channel_type: 'channel',
        user: 'U0CERI',
        team: 'T0OTHER',
        ts: '1700000001.1',
        text: 'Hi',
      }),
    );
    expect((await it.chat.whoIs(userRef('T0OTHER', 'U0CERI'))).name).toBe('Asha Patel');
  });

  test.each([
    [
      { is_channel: true, is_member: true },
      { opens: 'workspace', hears: 'all', present: true },
    ],
    [
      { is_channel: true, is_member: false },
      { opens: 'workspace', hears: 'mentions', present: false },
    ],
    [
      { is_channel: true, is_member: true, is_private: true },
      { opens: 'members', present: true },
    ],
    [
      { is_channel: true, is_member: true, is_ext_shared: true },
      { opens: 'several', present: true },
    ],
    [{ is_channel: true, is_member: true, is_private: true, is_shared: true }, { opens: 'several' }],
    [{ is_channel: true, is_member: true, is_pending_ext_shared: true }, { opens: 'several' }],
    [{ is_channel: true, is_member: true, is_org_shared: true }, { opens: 'several' }],
    [{ is_im: true }, { opens: 'members', present: true }],
    [
      { is_mpim: true, is_private: true },
      { opens: 'members', present: true },
    ],
    [{ is_channel: true, is_member: true, is_archived: true }, { present: false }],
    [{}, { opens: 'nobody', present: false }],
  ])('a place %j', async (place, expected) => {
    it.fake.on('conversations.info', () => ({ channel: { id: 'C0LICENCE', name: 'licensing', ...place } }));
    expect(await it.chat.able(channel)).toMatchObject({ name: 'licensing', threads: true, ...expected });
  });
});

describe('mending', () => {
  const own = (row: string, ts: string) => ({
    type: 'message',
    bot_id: 'B0BOT',
    user: 'U0BOT',
    ts,
    metadata: { event_type: 'guildhall', event_payload: { row } },
  });

  test('a row is found by the metadata of its message, page after page', async () => {
    let page = 0;
    it.fake.on('conversations.history', () =>
      page++ === 0
        ? { messages: [own('other', '9.1')], response_metadata: { next_cursor: 'next' } }
        : { messages: [own('row-7', '8.1')] },
    );
    expect(await it.chat.find('row-7', channel, new Date(0))).toEqual(messageRef('T0GUILD', 'C0LICENCE', '8.1'));
    expect(calls()).toMatchObject([{ include_all_metadata: true, oldest: '0.000000' }, { cursor: 'next' }]);
  });

  test('a row that is found is read no further for, however long the history is', async () => {
    it.fake.on('conversations.history', () => ({
      messages: [own('other', '9.2'), own('row-7', '9.1')],
      response_metadata: { next_cursor: 'more' },
    }));
    expect(await it.chat.find('row-7', channel, new Date(0))).toEqual(messageRef('T0GUILD', 'C0LICENCE', '9.1'));
    expect(it.fake.calls).toHaveLength(1);
    it.fake.on('conversations.replies', () => ({
      messages: [own('row-8', '9.3')],
      response_metadata: { next_cursor: 'more' },
    }));
    expect(await it.chat.find('row-8', messageRef('T0GUILD', 'C0LICENCE', '1.1'), new Date(0))).toMatchObject({
      key: 'C0LICENCE/9.3',
    });
    expect(it.fake.calls).toHaveLength(2);
  });

  test('in a thread, and in private', async () => {
    it.fake.on('conversations.replies', () => ({ messages: [{ ...own('row-7', '5.1'), thread_ts: '1.1' }] }));
    expect(await it.chat.find('row-7', messageRef('T0GUILD', 'C0LICENCE', '1.1'), new Date(0))).toEqual(
      messageRef('T0GUILD', 'C0LICENCE', '5.1', '1.1'),
    );
    expect(await it.chat.find('row-7', asha, new Date(0))).toBe('absent');
    expect(calls().at(-1)).toMatchObject({ method: 'conversations.history', channel: 'DU0ASHA' });
  });

  test('absent, where all was read; cannot, where it may not be read or is endless', async () => {
    expect(await it.chat.find('row-7', channel, new Date())).toBe('absent');
    it.fake.on('conversations.history', () => ({ messages: [], response_metadata: { next_cursor: 'more' } }));
    expect(await it.chat.find('row-7', channel, new Date())).toBe('cannot');
    it.fake.on('conversations.history', () => ({ ok: false, error: 'missing_scope' }));
    expect(await it.chat.find('row-7', channel, new Date())).toBe('cannot');
    it.fake.on('conversations.history', () => ({ ok: false, error: 'token_revoked' }));
    expect(await failure(it.chat.find('row-7', channel, new Date()))).toMatchObject({ reason: 'busy' });
    it.fail('forbidden');
    expect(await it.chat.find('row-7', channel, new Date())).toBe('cannot');
    it.fail('busy');
    expect(await failure(it.chat.find('row-7', channel, new Date()))).toMatchObject({
      reason: 'busy',
      retryAfterMs: 7_000,
    });
  });

  test('what was said in a thread since: as it would have been heard', async () => {
    it.fake.on('conversations.replies', () => ({
      messages: [
        root,
        {
          type: 'message',
          user: 'U0BRAN',
          team: 'T0GUILD',
          ts: '1700000200.000100',
          thread_ts: root.ts,
          text: 'An answer by <@U0ASHA>',
        },
        own('row', '1700000300.000100'),
      ],
    }));
    const missed = await it.chat.since(thread, after);
    expect(missed).toMatchObject([
      {
        id: 'slack/message/C0LICENCE/1700000200.000100',
        kind: 'message',
        at: new Date(1700000200_000).toISOString(),
        connection: 'slack',
        workspace: 'T0GUILD',
        from: userRef('T0GUILD', 'U0BRAN'),
        in: channel,
        where: 'channel',
        addressed: false,
        said: {
          author: userRef('T0GUILD', 'U0BRAN'),
          text: [{ text: 'An answer by ' }, { run: 'person', name: 'Asha Patel' }],
          thread: { key: 'C0LICENCE/1700000001.000100' },
          version: '1700000200.000100',
        },
      },
    ]);
    // The same as the one that is heard, but for the instant at which Slack says that it told of it.
    const [before] = missed === 'cannot' ? [] : missed;
    await it.send(
      it.event({
        type: 'message',
        channel: 'C0LICENCE',
        channel_type: 'channel',
        user: 'U0BRAN',
        team: 'T0GUILD',
        ts: '1700000200.000100',
        event_ts: '1700000200.000100',
        thread_ts: root.ts,
        text: 'An answer by <@U0ASHA>',
      }),
    );
    expect(it.bot.last('message')).toEqual(before);
    it.fail('forbidden');
    expect(await it.chat.since(messageRef('T0GUILD', 'C0LICENCE', '1.1'), new Date())).toBe('cannot');
  });

  test('what was edited and deleted in a thread since: of older messages, those alone that are known', async () => {
    const edited = (ts: string, at: string) => ({
      type: 'message',
      user: 'U0BRAN',
      ts,
      thread_ts: root.ts,
      text: `as of ${at}`,
      edited: { user: 'U0BRAN', ts: at },
    });
    it.fake.on('conversations.replies', () => ({
      messages: [
        root,
        edited('1700000050.000100', '1700000060.000000'),
        edited('1700000051.000100', '1700000210.000000'),
        edited('1700000052.000100', '1700000220.000000'),
        edited('1700000230.000100', '1700000240.000000'),
      ],
    }));
    const key = (ts: string) => `C0LICENCE/${ts}`;
    const old = `${1700000000 - 100 * 24 * 3600}.000100`;
    const known = ['1700000050.000100', '1700000051.000100', '1700000053.000100', old].map(key);
    const missed = await it.chat.since(thread, after, known);
    expect(missed).toMatchObject([
      { kind: 'edited', id: `slack/edited/${key('1700000051.000100')}/1700000210.000000` },
      { kind: 'message', id: `slack/message/${key('1700000230.000100')}` },
      { kind: 'edited', id: `slack/edited/${key('1700000230.000100')}/1700000240.000000` },
      // Gone; one from before the ninety days that a workspace may hide is not said to be.
      { kind: 'deleted', id: `slack/deleted/${key('1700000053.000100')}`, message: { key: key('1700000053.000100') } },
    ]);
    expect(missed).toHaveLength(4);
    // A question whose message was deleted leaves a tombstone with its replies.
    it.fake.on('conversations.replies', () => ({ messages: [{ ...root, subtype: 'tombstone', user: 'USLACKBOT' }] }));
    expect(await it.chat.since(thread, after, [key(root.ts)])).toMatchObject([
      { kind: 'deleted', message: { key: key(root.ts) } },
    ]);
  });

  test('a thread too long to be read whole is read from the instant on, and says nothing of deletions', async () => {
    const asked: unknown[] = [];
    it.fake.on('conversations.replies', (args) => {
      asked.push(args.oldest);
      const ts = args.oldest === undefined ? `1700000002.00000${asked.length}` : '1700000200.000100';
      return {
        messages: [root, { type: 'message', user: 'U0BRAN', ts, thread_ts: root.ts, text: ts }],
        ...(args.oldest === undefined && { response_metadata: { next_cursor: 'more' } }),
      };
    });
    expect(await it.chat.since(thread, after, ['C0LICENCE/1700000150.000100'])).toMatchObject([
      { kind: 'message', id: 'slack/message/C0LICENCE/1700000200.000100' },
    ]);
    expect(asked).toEqual([undefined, undefined, undefined, undefined, undefined, '1700000040.000000']);
  });
});

const root = {
  type: 'message',
  user: 'U0ASHA',
  ts: '1700000001.000100',
  thread_ts: '1700000001.000100',
  text: 'The old root',
};
const thread = messageRef('T0GUILD', 'C0LICENCE', root.ts);
const after = new Date(1700000100_000);

describe('failures', () => {
  const post = () => failure(it.chat.post(channel, card, { row: 'r' }));
  test.each([
    ['channel_not_found', 'gone'],
    ['is_archived', 'gone'],
    ['user_disabled', 'gone'],
    ['not_in_channel', 'forbidden'],
    ['restricted_action_read_only_channel', 'forbidden'],
    ['ratelimited', 'busy'],
    ['invalid_blocks', 'fault'],
    ['internal_error', 'fault'],
    ['Something with words and spaces', 'fault'],
  ])('%s is %s', async (code, reason) => {
    it.fake.on('chat.postMessage', () => ({ ok: false, error: code }));
    const error = await post();
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ reason, code: code.includes(' ') ? 'unknown' : code });
  });

  test.each([
    'account_inactive',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'invalid_auth',
    'messages_tab_disabled',
    'missing_scope',
    'not_allowed_token_type',
    'not_authed',
    'org_login_required',
    'team_access_not_granted',
    'team_added_to_org',
    'token_expired',
    'token_revoked',
  ])('%s is about our token or app, and waits until an administrator has put it right', async (code) => {
    for (const method of ['chat.postMessage', 'chat.update', 'users.info'])
      it.fake.on(method, () => ({ ok: false, error: code }));
    const waits = { reason: 'busy', code, retryAfterMs: 60_000, perhaps: false };
    expect(await post()).toMatchObject(waits);
    expect(await failure(it.chat.update(messageRef('T0GUILD', 'C0LICENCE', '1.1'), card))).toMatchObject(waits);
    expect(await failure(it.chat.whoIs(asha))).toMatchObject(waits);
  });

  test('a workspace without the app waits for it to be installed again', async () => {
    const elsewhere = conversationRef('T0OTHER', 'C0LICENCE');
    expect(await failure(it.chat.post(elsewhere, card, { row: 'r' }))).toMatchObject({
      reason: 'busy',
      code: 'not_installed',
      retryAfterMs: 60_000,
    });
  });

  test('a limit says how long to wait', async () => {
    it.fail('busy');
    expect(await post()).toMatchObject({ reason: 'busy', code: 'ratelimited', retryAfterMs: 7_000 });
    expect(it.fake.calls).toHaveLength(1);
  });

  test('no answer in time: it may have been done, and is not tried again here', async () => {
    await it.close();
    it = await slackHarness({ callMs: 100 });
    it.fake.delay(1_000);
    expect(await post()).toMatchObject({ reason: 'fault', code: 'timeout' });
    expect(it.fake.calls).toHaveLength(1);
  });

  test('nobody there: it cannot have been done', async () => {
    await it.fake.close();
    expect(await post()).toMatchObject({ reason: 'busy', code: 'unreachable' });
  });
});

describe('at start', () => {
  test('a token says whose it is', async () => {
    const installation = await installationFromToken('xoxb-1', { apiUrl: it.fake.apiUrl });
    expect(installation).toMatchObject({
      teamId: 'T0GUILD',
      botUserId: 'U0BOT',
      botId: 'B0BOT',
      token: 'xoxb-1',
      url: 'https://example.slack.com/',
    });
    expect(it.fake.calls[0]).toMatchObject({ method: 'auth.test', token: 'xoxb-1' });
  });

  test.each([
    ['invalid_auth', 'SLACK_BOT_TOKEN'],
    ['account_inactive', 'SLACK_BOT_TOKEN'],
    ['something_else', 'something_else'],
  ])('%s is a sentence that says %s', async (code, word) => {
    it.fake.on('auth.test', () => ({ ok: false, error: code }));
    const error = await failure(installationFromToken('xoxb-secret-token', { apiUrl: it.fake.apiUrl }));
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain(word);
    expect(String(error)).not.toContain('xoxb-secret-token');
  });

  test('a person’s token is not a bot’s, and an address where nobody is says so', async () => {
    it.fake.on('auth.test', () => ({ team_id: 'T0GUILD', user_id: 'U0ASHA' }));
    expect(String(await failure(installationFromToken('xoxp-1', { apiUrl: it.fake.apiUrl })))).toContain(
      'not a bot token',
    );
    const gone = await startFakeSlack();
    await gone.close();
    expect(String(await failure(installationFromToken('xoxb-1', { apiUrl: gone.apiUrl })))).toContain('SLACK_API_URL');
  });
});

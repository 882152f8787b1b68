/** What the Chat asks of Slack, call by call, and what it makes of the answers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card } from '../../bot/core/card.ts';
import { ChatError } from '../../bot/core/chat.ts';
import { conversationRef, messageRef, userRef } from './refs.ts';
import type { Shape } from './shape.ts';
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
describe('who is in a channel', () => {
  test('everybody but the app itself, page after page', async () => {
    const pages: Readonly<Record<string, Shape>> = {
      '': { members: ['U0ASHA', 'U0BOT'], response_metadata: { next_cursor: 'more' } },
      more: { members: ['U0CERI'], response_metadata: { next_cursor: '' } },
    };
    it.fake.on('conversations.members', (args) => pages[String(args.cursor ?? '')] ?? {});
    expect(await it.chat.roster(channel)).toEqual([asha, userRef('T0GUILD', 'U0CERI')]);
    it.fake.on('conversations.members', () => ({ ok: false, error: 'not_in_channel' }));
    expect(await it.chat.roster(channel)).toBe('cannot');
  });

  test('somebody is brought in and taken out; what is so already is so, and what the app may not do it cannot', async () => {
    expect(await it.chat.bring(asha, channel)).toBe('done');
    expect(await it.chat.takeOut(asha, channel)).toBe('done');
    expect(calls()).toMatchObject([
      { method: 'conversations.invite', channel: 'C0LICENCE', users: 'U0ASHA' },
      { method: 'conversations.kick', channel: 'C0LICENCE', user: 'U0ASHA' },
    ]);
    const says = (error: string) => {
      for (const method of ['conversations.invite', 'conversations.kick'] as const)
        it.fake.on(method, () => ({ ok: false, error }));
    };
    says('already_in_channel');
    expect(await it.chat.bring(asha, channel)).toBe('done');
    says('not_in_channel');
    expect([await it.chat.bring(asha, channel), await it.chat.takeOut(asha, channel)]).toEqual(['cannot', 'done']);
    for (const error of ['missing_scope', 'restricted_action', 'user_is_restricted', 'cant_kick_from_general']) {
      says(error);
      expect([await it.chat.bring(asha, channel), await it.chat.takeOut(asha, channel)]).toEqual(['cannot', 'cannot']);
    }
    says('internal_error');
    expect(await failure(it.chat.bring(asha, channel))).toMatchObject({ reason: 'fault', perhaps: true });
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
    // Long enough for the call to arrive on a busy machine, and never for its answer.
    it = await slackHarness({ callMs: 500 });
    it.fake.delay(60_000);
    expect(await post()).toMatchObject({ reason: 'fault', code: 'timeout' });
    expect(it.fake.calls).toHaveLength(1);
  });

  test('nobody there: it cannot have been done', async () => {
    await it.fake.close();
    expect(await post()).toMatchObject({ reason: 'busy', code: 'unreachable' });
  });
});

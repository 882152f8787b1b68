/** The Slack stand-in's Web API, as Slack's own client sees it. */
import { ErrorCode, type WebAPIPlatformError, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../testing.ts';

let stage: Stage;
let client: WebClient;
let team: string;
let bot: string;
let asha: string;
let channel: string;
const quiet = {
  retryConfig: { retries: 0 },
  logger: {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    getLevel: () => 'error',
    setName() {},
  } as never,
};

beforeAll(async () => {
  stage = await openStage();
  const { apiUrl, installations } = stage.playground.slack;
  client = new WebClient(installations[0]?.botToken, { slackApiUrl: apiUrl, ...quiet });
  const first = stage.playground.cast.slackTeams[0];
  team = first?.teamId ?? '';
  bot = first?.botUserId ?? '';
  asha = first?.users[0]?.id ?? '';
  channel = first?.channels.find((one) => one.name === 'licensing')?.id ?? '';
});
afterAll(() => stage.close());

async function refused(doing: Promise<unknown>): Promise<WebAPIPlatformError['data']> {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason as WebAPIPlatformError,
  );
  if (!error) throw new Error('was not refused');
  expect(error.code).toBe(ErrorCode.PlatformError);
  return error.data;
}

describe('who calls', () => {
  it('says whose token it is, by workspace', async () => {
    const me = await client.auth.test();
    expect(me).toMatchObject({ ok: true, team_id: team, user_id: bot, is_enterprise_install: false });
    const other = new WebClient(stage.playground.slack.installations[1]?.botToken, {
      slackApiUrl: stage.playground.slack.apiUrl,
      ...quiet,
    });
    expect((await other.auth.test()).team_id).toBe(stage.playground.cast.slackTeams[1]?.teamId);
    expect((await refused(other.chat.postMessage({ channel, text: 'x' }))).error).toBe('channel_not_found');
  });

  it('refuses a wrong token and none', async () => {
    const forged = new WebClient('xoxb-wrong', { slackApiUrl: stage.playground.slack.apiUrl, ...quiet });
    expect((await refused(forged.auth.test())).error).toBe('invalid_auth');
    const nobody = new WebClient(undefined, { slackApiUrl: stage.playground.slack.apiUrl, ...quiet });
    expect((await refused(nobody.auth.test())).error).toBe('not_authed');
    expect((await refused(client.apiCall('no.such.method'))).error).toBe('unknown_method');
  });

  it('takes JSON bodies as well as forms', async () => {
    const res = await fetch(`${stage.playground.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${stage.playground.slack.installations[0]?.botToken}`,
      },
      body: JSON.stringify({ channel, text: 'as JSON' }),
    });
    expect(await res.json()).toMatchObject({ ok: true, channel });
  });
});

describe('messages', () => {
  it('are posted, answered, found by metadata, updated and deleted', async () => {
    const metadata = { event_type: 'guildhall', event_payload: { row: '17' } };
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Who *knows*?' } }];
    const root = await client.chat.postMessage({ channel, text: 'a & b <c> <@U1>', blocks, metadata });
    const ts = root.ts ?? '';
    expect(root.message).toMatchObject({
      text: 'a &amp; b &lt;c&gt; &lt;@U1&gt;'.replace('&lt;@U1&gt;', '<@U1>'),
      user: bot,
      blocks: [{ block_id: expect.stringMatching(/^.{5}$/) }],
    });
    const reply = await client.chat.postMessage({ channel, thread_ts: ts, text: 'a reply' });

    const thread = await client.conversations.replies({ channel, ts, include_all_metadata: true });
    expect(thread.messages).toMatchObject([
      { ts, reply_count: 1, metadata },
      { ts: reply.ts, thread_ts: ts, parent_user_id: bot },
    ]);
    const plain = await client.conversations.history({ channel, oldest: String(Number(ts) - 1) });
    expect(plain.messages?.[0]).toMatchObject({ ts });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    expect(plain.messages?.some((message) => message.ts === reply.ts)).toBe(false);

    await client.chat.update({ channel, ts, text: 'changed' });
    const after = await client.conversations.history({
      channel,
      latest: ts,
      inclusive: true,
      limit: 1,
      include_all_metadata: true,
    });
    expect(after.messages?.[0]).toMatchObject({ text: 'changed', edited: { user: bot }, metadata });

    await client.chat.delete({ channel, ts });
    const gone = await client.conversations.history({ channel, latest: ts, inclusive: true, limit: 1 });
    expect(gone.messages?.[0]).toMatchObject({ subtype: 'tombstone', text: 'This message was deleted.' });
    await client.chat.delete({ channel, ts: reply.ts ?? '' });
    const empty = await client.conversations.history({ channel, latest: ts, inclusive: true, limit: 1 });
    expect(empty.messages?.[0]?.ts).not.toBe(ts);
  });

  it('refuse what Slack refuses', async () => {
    const post = (args: Record<string, unknown>) =>
      refused(client.apiCall('chat.postMessage', args)).then((data) => data.error);
    expect(await post({ channel: 'C0NOWHERE', text: 'x' })).toBe('channel_not_found');
    expect(await post({ channel })).toBe('no_text');
    expect(await post({ channel, text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await post({ channel, text: 'x', thread_ts: '1.000001' })).toBe('thread_not_found');
    expect(await post({ channel, text: 'x', metadata: { event_type: 'a' } })).toBe('invalid_metadata_format');
    const mine = await stage.playground.hooks.slackAct(team, asha, { kind: 'post', channel, text: 'mine' });
    expect((await refused(client.chat.update({ channel, ts: mine.ts ?? '', text: 'x' }))).error).toBe(
      'cant_update_message',
    );
    expect((await refused(client.chat.delete({ channel, ts: mine.ts ?? '' }))).error).toBe('cant_delete_message');
    expect((await refused(client.chat.update({ channel, ts: '1.000001', text: 'x' }))).error).toBe('message_not_found');
    const hidden = stage.playground.cast.slackTeams[0]?.channels.find((one) => one.private)?.id ?? '';
    expect(await post({ channel: hidden, text: 'x' })).toBe('channel_not_found');
  });

  it.each([
    ['an empty text', [{ type: 'section', text: { type: 'mrkdwn', text: '' } }]],
    ['a text of 3,001 characters', [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }]],
    ['a section with nothing', [{ type: 'section' }]],
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['an unknown block', [{ type: 'sparkle' }]],
    [
      'two blocks of one id',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    [
      'a button text of 76 characters',
      [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'x'.repeat(76) } }],
        },
      ],
    ],
    [
      'a button with mrkdwn',
      [{ type: 'actions', elements: [{ type: 'button', action_id: 'a', text: { type: 'mrkdwn', text: 'x' } }] }],
    ],
    [
      '26 buttons',
      [
        {
          type: 'actions',
          elements: Array.from({ length: 26 }, (_, i) => ({
            type: 'button',
            action_id: `a${i}`,
            text: { type: 'plain_text', text: 'x' },
          })),
        },
      ],
    ],
    ['a header of 151 characters', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]],
    ['emoji in mrkdwn', [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'x', emoji: true }] }]],
    [
      'an initial option that is none of the options',
      [
        {
          type: 'actions',
          elements: [
            {
              type: 'static_select',
              action_id: 'a',
              options: [{ text: { type: 'plain_text', text: 'x' }, value: 'x' }],
              initial_option: { text: { type: 'plain_text', text: 'y' }, value: 'y' },
            },
          ],
        },
      ],
    ],
    ...['2026-02-30', '12/11/2026', ''].map((initial_date): [string, unknown[]] => [
      `a first date that is none (${initial_date})`,
      [{ type: 'actions', elements: [{ type: 'datepicker', action_id: 'a', initial_date }] }],
    ]),
  ])('refuse %s', async (_what, blocks) => {
    const data = await refused(client.apiCall('chat.postMessage', { channel, text: 'x', blocks }));
    expect(data.error).toBe('invalid_blocks');
    expect(data.response_metadata?.messages?.[0]).toMatch(/^\[ERROR\] .+ \[json-pointer:\/blocks/);
  });

  it('to a person open the direct message; ephemeral ones are nowhere but before their eyes', async () => {
    const direct = await client.chat.postMessage({ channel: asha, text: 'hello' });
    expect(direct.channel).toMatch(/^D/);
    expect((await client.conversations.open({ users: asha })).channel?.id).toBe(direct.channel);
    expect((await client.conversations.info({ channel: direct.channel ?? '' })).channel).toMatchObject({
      is_im: true,
      user: asha,
    });

    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel, user: asha, text: 'only you' });
    const { hooks, cast } = stage.playground;
    expect(hooks.slackMessages(team, asha, channel).at(-1)).toMatchObject({ ts, ephemeral: true });
    const other = cast.slackTeams[0]?.users[1]?.id ?? '';
    expect(hooks.slackMessages(team, other, channel).some((message) => message.ts === ts)).toBe(false);
    expect((await refused(client.chat.update({ channel, ts, text: 'x' }))).error).toBe('message_not_found');
    expect((await client.conversations.history({ channel })).messages?.some((message) => message.ts === ts)).toBe(
      false,
    );
  });

  it('have a permalink on this machine', async () => {
    const root = await client.chat.postMessage({ channel, text: 'link me' });
    const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: root.ts ?? '' });
    expect(permalink.startsWith(stage.baseUrl)).toBe(true);
    const res = await fetch(permalink, { redirect: 'manual' });
    expect(res.headers.get('location')).toBe(`/playground#slack/${team}/${channel}/${root.ts}`);
  });
});

describe('people and channels', () => {
  it('are listed in pages, and found', async () => {
    const first = await client.users.list({ limit: 2 });
    expect(first.members).toHaveLength(2);
    const second = await client.users.list({ limit: 100, cursor: first.response_metadata?.next_cursor });
    expect([...(first.members ?? []), ...(second.members ?? [])].map((one) => one.id)).toContain(asha);
    expect((await client.users.info({ user: asha })).user).toMatchObject({
      tz: 'Europe/London',
      profile: { email: 'asha.verma@brackenford.example' },
    });
    expect((await client.users.lookupByEmail({ email: 'Asha.Verma@brackenford.example' })).user?.id).toBe(asha);
    expect((await refused(client.users.lookupByEmail({ email: 'nobody@brackenford.example' }))).error).toBe(
      'users_not_found',
    );
    const all = await client.conversations.list({ types: 'public_channel,private_channel' });
    expect(all.channels?.map((one) => one.name)).toEqual([
      'general',
      'licensing',
      'homelessness-prevention',
      'elections',
    ]);
    expect((await client.conversations.members({ channel })).members).toContain(bot);
    expect((await refused(client.apiCall('apps.connections.open'))).error).toBe('not_allowed_token_type');
  });
});

describe('faults', () => {
  it('come when asked for: rate limits, errors, lost answers', async () => {
    stage.playground.hooks.slackFault({
      method: 'chat.postMessage',
      how: 'ratelimited',
      retryAfterSeconds: 1,
      times: 1,
    });
    const patient = new WebClient(stage.playground.slack.installations[0]?.botToken, {
      slackApiUrl: stage.playground.slack.apiUrl,
      ...quiet,
      rejectRateLimitedCalls: true,
    });
    await expect(patient.chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject({
      code: ErrorCode.RateLimitedError,
      retryAfter: 1,
    });
    stage.playground.hooks.slackFault({ method: '*', how: 'lost', times: 1 });
    await expect(client.chat.postMessage({ channel, text: 'was it sent?' })).rejects.toMatchObject({
      code: ErrorCode.RequestError,
    });
    expect((await client.conversations.history({ channel, limit: 1 })).messages?.[0]?.text).toBe('was it sent?');
  });
});

/** What the Chat reads of Slack's history to mend a gap: whether a row was sent, and what was said meanwhile. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { conversationRef, messageRef, userRef } from './refs.ts';
import type { Shape } from './shape.ts';
import { type SlackHarness, slackHarness } from './testing/harness.ts';

let it: SlackHarness;
beforeEach(async () => {
  it = await slackHarness();
});
afterEach(() => it.close());

const channel = conversationRef('T0GUILD', 'C0LICENCE');
const asha = userRef('T0GUILD', 'U0ASHA');
const calls = (): Shape[] => it.fake.calls.map((call) => ({ method: call.method, ...call.args }));
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

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

  test('a thread in which something was just edited is read later: it may be edited again in the same second', async () => {
    const begun = new Date(1700000210_400);
    it.clock.at = begun;
    const edited = { user: 'U0BRAN', ts: '1700000210.000000' };
    const answer = { type: 'message', user: 'U0BRAN', ts: '1700000200.000100', thread_ts: root.ts, text: 'x', edited };
    let tookMs = 0;
    it.fake.on('conversations.replies', () => {
      it.clock.at = new Date(it.clock.at.getTime() + tookMs);
      return { messages: [root, answer] };
    });
    const early = { reason: 'busy', code: 'just_edited', retryAfterMs: 5_600 };
    expect(await failure(it.chat.since(thread, after))).toMatchObject(early);
    // What counts is when it was read, not when that arrived.
    tookMs = 9_000;
    expect(await failure(it.chat.since(thread, after))).toMatchObject(early);
    it.clock.at = new Date(begun.getTime() + early.retryAfterMs);
    expect(await it.chat.since(thread, after)).toMatchObject([{ kind: 'message' }, { kind: 'edited' }]);
    // What is not told of is not waited for.
    it.clock.at = begun;
    expect(await it.chat.since(thread, new Date(1700000300_000))).toEqual([]);
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

/** Messages of Slack as the core's events: one fixture, one line of what it means. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../bot/core/inbound.ts';
import { plain } from '../../bot/core/text.ts';
import { asSent, fixture } from './testing/fixture.ts';
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

describe('messages', () => {
  test('an ordinary one, with its link, its name and its entities', async () => {
    expect(await one('message')).toMatchObject({
      ...asha,
      ...channel,
      id: 'slack/message/C0LICENCE/1700000001.000100',
      at: '2023-11-14T22:13:21.000Z',
      kind: 'message',
      addressed: false,
      said: {
        message: inMessage('1700000001.000100'),
        thread: inMessage('1700000001.000100'),
        author: asha.from,
        text: [
          { run: 'text', text: 'How do others handle ' },
          { run: 'link', url: 'https://www.gov.uk/taxis', text: 'taxi licences' },
          { run: 'text', text: ' & fees? cc ' },
          { run: 'person', name: 'Asha Patel', who: ref('user', 'T0GUILD/U0BRAN') },
        ],
        files: [],
        version: '1700000001.000100',
        link: 'https://example.slack.com/archives/C0LICENCE/p1700000001000100',
      },
    });
  });

  test('a reply knows its thread', async () => {
    expect(await one('message-reply')).toMatchObject({
      kind: 'message',
      said: {
        message: inMessage('1700000005.000500', '1700000001.000100'),
        thread: inMessage('1700000001.000100'),
        link: 'https://example.slack.com/archives/C0LICENCE/p1700000005000500?thread_ts=1700000001.000100&cid=C0LICENCE',
      },
    });
  });

  test('formatting, lists in lists, quotes, code, emoji, and mentions of everybody as words', async () => {
    const event = await one('message-rich');
    expect('said' in event && event.said.text).toEqual([
      { run: 'text', text: 'Bold', style: { bold: true } },
      { run: 'text', text: ' ' },
      { run: 'text', text: 'it', style: { italic: true } },
      { run: 'text', text: ' ' },
      { run: 'text', text: 'out', style: { strike: true } },
      { run: 'text', text: ' ' },
      { run: 'text', text: 'code', style: { code: true } },
      { run: 'text', text: ' 🎉\n' },
      {
        run: 'list',
        ordered: false,
        items: [
          [
            { run: 'text', text: 'one' },
            { run: 'list', ordered: false, items: [[{ run: 'text', text: 'inner' }]] },
          ],
          [{ run: 'text', text: 'two' }],
        ],
      },
      { run: 'quote', of: [{ run: 'text', text: 'said' }] },
      { run: 'code', text: 'let a = 1 < 2;' },
      { run: 'text', text: '@channel #channel @group ' },
      { run: 'time', at: '2026-03-02T09:30:00.000Z', zone: 'UTC', style: 'minute' },
    ]);
  });

  test('in private everything is said to the bot; in a group only what mentions it', async () => {
    expect(await one('message-direct')).toMatchObject({
      where: 'private',
      addressed: true,
      in: ref('conversation', 'T0GUILD/D0ASHA'),
    });
    expect((await heard('message-group'))[1]).toMatchObject({ where: 'group', addressed: false });
  });

  test.each(['app-mention', 'message-mention'])('%s: the mention is taken away', async (name) => {
    const event = await one(name);
    expect(event).toMatchObject({ id: 'slack/message/C0LICENCE/1700000001.000100', kind: 'message', addressed: true });
    expect('said' in event && plain(event.said.text)).toBe('how do others do it?');
  });

  test('a file alone is a message', async () => {
    const event = await one('message-file-share');
    expect(event).toMatchObject({
      kind: 'message',
      said: {
        files: [
          {
            name: 'Licence-policy.pdf',
            type: 'application/pdf',
            bytes: 2_097_152,
            link: 'https://example.slack.com/files/U0ASHA/F0FILE/licence-policy.pdf',
          },
        ],
      },
    });
  });

  test('a reply that is also shown in the channel is a reply', async () => {
    expect(await one('message-thread-broadcast')).toMatchObject({ said: { thread: inMessage('1700000001.000100') } });
  });

  test('somebody of another workspace is of that workspace, heard in ours', async () => {
    expect(await one('message-connect')).toMatchObject({
      from: ref('user', 'T0OTHER/U0CERI'),
      workspace: 'T0OTHER',
      called: 'Ceri Howells',
      ...channel,
    });
  });

  test('an edit', async () => {
    expect(await one('message-changed')).toMatchObject({
      ...asha,
      id: 'slack/edited/C0LICENCE/1700000001.000100/1700000010.000000/1700000010.001000',
      kind: 'edited',
      said: {
        message: inMessage('1700000001.000100'),
        version: '1700000010.999999/1700000010.001000',
        text: [{ run: 'text', text: 'Better words' }],
      },
    });
  });

  test('edits within one second, that of the message itself, are told apart and in order', async () => {
    const ts = '1700000010.000100';
    const message = { type: 'message', user: 'U0ASHA', team: 'T0GUILD', channel: 'C0LICENCE', ts };
    const edited = { user: 'U0ASHA', ts: '1700000010.000000' };
    const texts = ['said', 'better', 'best', 'best'];
    const stored = texts.map((text, edits) => ({ ...message, text, ...(edits > 0 && { edited }) }));
    const changes = texts.slice(1).map((_, before) => ({
      ...message,
      subtype: 'message_changed',
      message: stored[before + 1],
      previous_message: stored[before],
      event_ts: `1700000010.00${before + 2}000`,
    }));
    for (const event of [stored[0], ...changes]) await it.send(it.event({ ...event }));
    const said = it.bot.effects.map((one) => ('said' in one ? one.said : null));
    // The last changed nothing that was said: a preview, or a reply counted.
    expect(said.map((one) => one && plain(one.text))).toEqual(['said', 'better', 'best']);
    expect(new Set(it.bot.effects.map((one) => one.id)).size).toBe(3);
    const versions = said.map((one) => one?.version ?? '');
    expect(versions).toEqual([...new Set(versions)].sort());
  });

  test('deletions: of a reply, and of a root that becomes a tombstone', async () => {
    expect(await one('message-deleted')).toMatchObject({
      ...asha,
      id: 'slack/deleted/C0LICENCE/1700000005.000500',
      kind: 'deleted',
      message: inMessage('1700000005.000500', '1700000001.000100'),
      thread: inMessage('1700000001.000100'),
      version: '1700000013.001300',
    });
    expect((await heard('message-changed-tombstone'))[1]).toMatchObject({
      ...asha,
      id: 'slack/deleted/C0LICENCE/1700000001.000100',
      kind: 'deleted',
      message: inMessage('1700000001.000100'),
    });
  });

  test.each(['message-deleted', 'message-changed-tombstone'])('%s without what was there before', async (name) => {
    const ts = name === 'message-deleted' ? '1700000005.000500' : '1700000001.000100';
    const bare = (payload: Record<string, unknown>) => {
      const { previous_message: _, ...event } = payload.event as Record<string, unknown>;
      return { ...payload, event };
    };
    expect(await one(name, bare)).toMatchObject({
      ...channel,
      id: `slack/deleted/C0LICENCE/${ts}`,
      kind: 'deleted',
      workspace: 'T0GUILD',
      message: inMessage(ts),
    });
  });

  test('a deletion as Slack’s reference has it', async () => {
    expect(await one('message-deleted-bare')).toMatchObject({
      id: 'slack/deleted/C0LICENCE/1700000005.000500',
      kind: 'deleted',
      version: '1700000013.001300',
      addressed: false,
    });
  });

  test('what is forwarded is a quote with a link to it, and does not call the bot', async () => {
    const event = await one('message-shared');
    expect(event).toMatchObject({ kind: 'message', addressed: false });
    expect('said' in event && event.said.text).toEqual([
      {
        run: 'quote',
        of: [
          { run: 'text', text: 'We use a ' },
          { run: 'link', url: 'https://forms.example.gov.uk/taxis', text: 'form' },
          { run: 'text', text: ' & a checklist. Ask ' },
          expect.objectContaining({ run: 'person' }),
        ],
      },
      { run: 'link', url: 'https://example.slack.com/archives/C0OTHER/p1690000000000100', text: 'Bran Hughes' },
    ]);
  });

  /** The forwarded message, with something else in its place. */
  const forwarding = (message: object, attachment: object) => (payload: Record<string, unknown>) => {
    const event = payload.event as { attachments: object[] };
    const attachments = event.attachments.map((one) => ({ ...one, ...attachment }));
    return { ...payload, event: { ...event, attachments, ...message } };
  };

  test('what is forwarded with words stands below them; a preview of a link in them is nobody’s words', async () => {
    const words = { text: '<@U0BOT> look at this' };
    const comment = await one('message-shared', forwarding(words, { message_blocks: [] }));
    expect(comment).toMatchObject({ addressed: true });
    expect('said' in comment && plain(comment.said.text)).toMatch(/^look at this.*We use a form/s);
    const preview = forwarding({ ...words, ts: '1700000006.000601' }, { is_share: false });
    const [, previewed] = await heard('message-shared', preview);
    expect(previewed && 'said' in previewed && plain(previewed.said.text)).toBe('look at this');
  });

  test.each<[string, object]>([
    ['a message that only its text describes', { message_blocks: undefined }],
    ['a message that only its link describes', { message_blocks: [], text: '' }],
    ['a preview alone', { is_share: undefined, message_unfurl: true }],
    ['what has only a title', { message_blocks: [], text: '', from_url: undefined, title: 'A page' }],
    ['what has only a fallback', { message_blocks: [], text: '', from_url: undefined }],
    ['a picture', { message_blocks: [], text: '', from_url: undefined, original_url: 'https://a.example/x.png' }],
  ])('%s, forwarded, is not empty', async (_name, attachment) => {
    const event = await one('message-shared', forwarding({}, attachment));
    expect('said' in event && plain(event.said.text)).not.toBe('');
  });

  test('files of a forwarded message are files of this one', async () => {
    const files = [{ id: 'F1', name: 'fees.pdf', mimetype: 'application/pdf', size: 5, permalink: 'https://x/fees' }];
    const event = await one('message-shared', forwarding({}, { message_blocks: [], text: '', from_url: '', files }));
    expect('said' in event && event.said.files).toMatchObject([{ name: 'fees.pdf', link: 'https://x/fees' }]);
  });

  test('a table keeps its rows', async () => {
    const event = await one('message-table');
    const rows = 'Our fees\nLicence | Fee\nDriver & vehicle | £95\nOperator | see the list';
    expect('said' in event && plain(event.said.text)).toBe(rows);
    expect('said' in event && event.said.text).toContainEqual({
      run: 'link',
      url: 'https://www.gov.uk/fees',
      text: 'the list',
    });
  });

  test('a private channel is a channel', async () => {
    expect(await one('message-private-channel')).toMatchObject({
      kind: 'message',
      where: 'channel',
      in: ref('conversation', 'T0GUILD/G0LEADS'),
    });
  });

  test('a name that cannot be had is someone, and does not hold anything up', async () => {
    it.fake.on('users.info', () => ({ ok: false, error: 'user_not_found' }));
    const event = await one('message');
    expect('said' in event && plain(event.said.text)).toContain('cc @someone');
  });

  test('a name that takes too long is someone', async () => {
    // Whoever waited for it would have the name.
    it.fake.delay(10_000);
    const event = await one('message');
    expect('said' in event && plain(event.said.text)).toContain('cc @someone');
  });

  test('nobody is looked up for a message that is not wanted', async () => {
    it.bot.wants = () => false;
    await it.send(it.sign({ json: fixture('message') }));
    expect(it.fake.calls).toEqual([]);
  });
});

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
      id: 'slack/edited/C0LICENCE/1700000001.000100/1700000010.000000',
      kind: 'edited',
      said: {
        message: inMessage('1700000001.000100'),
        version: '1700000010.000000',
        text: [{ run: 'text', text: 'Better words' }],
      },
    });
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

  test('a name that cannot be had is someone, and does not hold anything up', async () => {
    it.fake.on('users.info', () => ({ ok: false, error: 'user_not_found' }));
    const event = await one('message');
    expect('said' in event && plain(event.said.text)).toContain('cc @someone');
  });

  test('a name that takes too long is someone', async () => {
    it.fake.delay(5_000);
    const started = Date.now();
    const event = await one('message');
    expect('said' in event && plain(event.said.text)).toContain('cc @someone');
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test('nobody is looked up for a message that is not wanted', async () => {
    it.bot.wants = () => false;
    await it.send(it.sign({ json: fixture('message') }));
    expect(it.fake.calls).toEqual([]);
  });
});

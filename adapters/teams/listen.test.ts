/** What happens in Teams, as events of the core: over HTTP, from documented activities. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../bot/core/inbound.ts';
import { plain } from '../../bot/core/text.ts';
import { documented } from './testing/fixtures.ts';
import {
  type ActivityJson,
  ALEX,
  activity,
  CHANNEL,
  createWorld,
  inChannel,
  mentioning,
  TEAM,
  TENANT,
  type World,
} from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** Delivers a documented event and gives what the bot was told. */
const tell = async (name: string, more: ActivityJson = {}): Promise<readonly Inbound[]> => {
  const before = world.bot.effects.length;
  const answered = await world.deliver(documented(name, world.serviceUrl, more));
  expect(answered.status).toBe(200);
  return world.bot.effects.slice(before);
};
const channelRef = (id = CHANNEL) => ({ kind: 'conversation', platform: 'teams', id: `${TENANT}/${id}` });
const alex = { kind: 'user', platform: 'teams', id: `${TENANT}/${ALEX.aadObjectId}` };
const OLO = { kind: 'user', platform: 'teams', id: `${TENANT}/b130c271-d2eb-45f9-83ab-9eb3fe3788bc` };
const message = (id: string, root = id) => ({
  kind: 'message',
  platform: 'teams',
  id: `${TENANT}/${CHANNEL};messageid=${root}/${id}`,
  key: `${CHANNEL}/${id}`,
});

describe('messages', () => {
  test('a formatted mention: the bot is left out of the words, other people are names, formatting is kept', async () => {
    const [heard] = await tell('message-formatted');
    expect(heard).toMatchObject({
      kind: 'message',
      id: `teams/message/${CHANNEL}/1795410728980`,
      connection: 'teams',
      workspace: TENANT,
      called: 'Alex Wilber',
      from: alex,
      in: channelRef(),
      where: 'channel',
      addressed: true,
      at: '2026-11-23T09:59:30.123Z',
      said: {
        message: message('1795410728980'),
        thread: message('1795410728980'),
        author: alex,
        version: '2026-11-23T09:59:30.1234567Z',
        files: [],
        text: [
          { run: 'text', text: 'How do ' },
          { run: 'text', text: 'others', style: { bold: true } },
          { run: 'text', text: ' license ' },
          { run: 'text', text: 'pedicabs', style: { italic: true } },
          { run: 'text', text: '?\n' },
          { run: 'list', ordered: false, items: [[{ run: 'text', text: 'fees' }], [{ run: 'text', text: 'tests' }]] },
          { run: 'text', text: 'Ask ' },
          { run: 'person', name: 'Olo Brockhouse' },
          { run: 'text', text: ' 🙂' },
        ],
      },
    });
  });

  test('a link to where it was said', async () => {
    const [heard] = await tell('message-formatted');
    const link = new URL(heard?.kind === 'message' ? heard.said.link : '');
    expect([link.host, decodeURIComponent(link.pathname)]).toEqual([
      'teams.microsoft.com',
      `/l/message/${CHANNEL}/1795410728980`,
    ]);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      tenantId: TENANT,
      groupId: TEAM.aadGroupId,
      parentMessageId: '1795410728980',
    });
  });

  test('a file is named and linked by its page, never by the address that opens it for anybody', async () => {
    const [heard] = await tell('message-with-file');
    expect(heard).toMatchObject({ where: 'private', addressed: true });
    const files = heard?.kind === 'message' ? heard.said.files : [];
    expect(files).toEqual([
      {
        name: 'Licence-policy.pdf',
        type: 'pdf',
        link: 'https://council.sharepoint.example/personal/alex/Documents/Licence-policy.pdf',
      },
    ]);
    expect(JSON.stringify(heard)).not.toContain('a-secret');
  });

  test('in a chat, quoting a message is answering in its thread, and the quoted copy is left out', async () => {
    const heard = (await tell('message-quoting')).find((event) => event.kind === 'message');
    expect(heard).toMatchObject({ where: 'group', addressed: false });
    if (heard?.kind !== 'message') return;
    expect(plain(heard.said.text)).toBe('We do');
    expect(heard.said.thread.key).toBe('19:d77be72390a1416e9644261e9064fa00@thread.v2/1795410728900');
    expect(heard.said.message.key).toBe('19:d77be72390a1416e9644261e9064fa00@thread.v2/1795410728982');
  });

  test('a reply in a channel names its root; commands of the manifest are plain messages', async () => {
    await world.deliver(
      activity('message', { ...mentioning('bind XYZ'), ...inChannel('1795410728900'), id: '1795410728901' }),
    );
    const { said, addressed } = world.bot.last('message');
    expect([plain(said.text), addressed]).toEqual(['bind XYZ', true]);
    expect([said.message, said.thread]).toEqual([message('1795410728901', '1795410728900'), message('1795410728900')]);
  });

  test('words that look like markup are words', async () => {
    const text = '<at>Everyone</at> *x* &amp; <b>y</b> [a](b)';
    await world.deliver(activity('message', { text }));
    expect(world.bot.last('message').said.text).toEqual([{ run: 'text', text }]);
  });

  test('an edit is newer than what it edits; an undeleted message stays deleted; a reaction is nothing', async () => {
    const [edited] = await tell('message-update', { timestamp: '2026-11-23T10:00:00.2Z' });
    expect(edited).toMatchObject({
      kind: 'edited',
      addressed: false,
      said: { message: message('1795410728964'), version: '2026-11-23T10:00:00.2000000Z' },
    });
    const [deleted] = await tell('message-delete');
    expect(deleted).toMatchObject({
      kind: 'deleted',
      message: message('1795410728964', '1795410728900'),
      thread: message('1795410728900'),
    });
    expect(await tell('message-undelete')).toEqual([]);
    expect(await tell('message-reaction')).toEqual([]);
    expect(await tell('query-link')).toEqual([]);
  });

  test('two edits of one message are two deliveries, the same edit twice is one', async () => {
    const first = documented('message-update', world.serviceUrl);
    const second = { ...first, timestamp: '2026-11-23T10:05:00Z' };
    for (const edit of [first, first, second]) await world.deliver(edit);
    expect(world.bot.effects).toHaveLength(2);
  });
});

describe('what reaches us without being addressed', () => {
  const talk = () => activity('message', { text: 'just talking', ...inChannel('1795') });
  test('shows that the team consented: said as an event of its own, before the message', async () => {
    await world.deliver(talk());
    expect(world.bot.effects.map((event) => [event.kind, event.in])).toEqual([
      ['place', channelRef()],
      ['message', channelRef()],
    ]);
    expect(world.bot.last('place')).toMatchObject({ change: 'hears', hears: 'all' });
    expect((await world.teams.chat.able(channelRef() as never)).hears).toBe('all');
  });
  test('a mention shows nothing of the kind', async () => {
    await world.deliver(activity('message', { ...mentioning('hello'), ...inChannel('1795') }));
    expect(world.bot.effects.map((event) => event.kind)).toEqual(['message']);
    expect((await world.teams.chat.able(channelRef() as never)).hears).toBe('mentions');
  });
  test('installed again, a place is learnt afresh, in every channel of the team', async () => {
    await world.deliver(talk());
    await world.deliver(
      activity('message', {
        text: 'elsewhere',
        ...inChannel('1'),
        conversation: { id: '19:other@thread.tacv2;messageid=1', conversationType: 'channel', tenantId: TENANT },
        channelData: { tenant: { id: TENANT }, team: { id: '19:3f8c1d5e7a904b2c8e6d5f4a3b2c1d0e@thread.tacv2' } },
      }),
    );
    await world.deliver(documented('message-formatted', world.serviceUrl));
    const heard = await tell('installation-upgrade');
    expect(
      heard.map((event) => [
        event.kind === 'place' && event.change === 'hears' && event.hears,
        event.in.id.split('/')[1],
      ]),
    ).toEqual([
      ['mentions', CHANNEL],
      ['mentions', '19:other@thread.tacv2'],
    ]);
    expect((await world.teams.chat.able(channelRef() as never)).hears).toBe('mentions');
  });
  test('a thousand lines in a channel that nobody wants recorded leave nothing', async () => {
    world.bot.wants = () => false;
    const bearer = `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`;
    for (let line = 0; line < 1_000; line += 50) {
      const lines = Array.from({ length: 50 }, () => JSON.stringify({ ...talk(), serviceUrl: world.serviceUrl }));
      const answers = await Promise.all(lines.map((body) => world.raw(body, bearer)));
      for (const { status } of answers) expect(status).toBe(200);
    }
    expect(world.bot.asked).toHaveLength(2_000);
    expect([world.kept.size, world.writes(), world.bot.stored.length]).toEqual([0, 0, 0]);
    expect(world.lines.join('')).not.toContain('just talking');
  });
  test('a hundred lines that are wanted are written down as places and people once', async () => {
    await world.deliver(talk());
    const writes = world.writes();
    for (let line = 0; line < 100; line++) await world.deliver(talk());
    expect(world.writes()).toBe(writes);
  });
});

describe('presses, forms and searches', () => {
  test('a button that opens a dialog', async () => {
    const [heard] = await tell('task-fetch');
    expect(heard).toMatchObject({
      kind: 'action',
      action: 'questions.answer',
      value: 'q-1',
      on: message('1795410728964'),
      from: alex,
      in: channelRef(),
    });
    expect(world.bot.limits).toEqual([5_000]);
  });
  test('a dialog that was sent: empty fields are absent, lists and people are taken apart', async () => {
    const [heard] = await tell('task-submit');
    expect(heard).toMatchObject({ kind: 'submission', form: 'questions.answer', context: 'question:q-1' });
    expect(heard?.kind === 'submission' && heard.values).toEqual({
      body: 'We ask for two forms.\nSee the policy.',
      topics: ['a', 'c'],
      who: [alex],
    });
  });
  test('a press that came as a message, from a client that knows no better', async () => {
    const [heard] = await tell('action-submit-fallback');
    expect(heard).toMatchObject({
      kind: 'action',
      action: 'questions.accept',
      value: 'a-1',
      on: { key: `${CHANNEL}/1795410728964` },
    });
  });
  test('a message action brings what somebody else wrote', async () => {
    const [heard] = await tell('message-action');
    expect(heard).toMatchObject({
      kind: 'shortcut',
      name: 'ask',
      on: {
        author: OLO,
        message: message('1795410728964'),
        version: '2026-11-23T09:52:24.8330000Z',
        text: [
          { run: 'text', text: 'Has anyone ' },
          { run: 'text', text: 'licensed', style: { bold: true } },
          { run: 'text', text: ' a pedicab?' },
        ],
        files: [{ name: 'Pedicabs.docx', type: 'docx', link: 'https://council.sharepoint.example/Pedicabs.docx' }],
      },
    });
    expect(await tell('message-action-submit')).toMatchObject([
      { kind: 'submission', form: 'questions.ask', values: { title: 'Pedicabs' } },
    ]);
  });
  test('searches: as an extension, before anything was typed, and in a form', async () => {
    expect(await tell('search-extension')).toMatchObject([
      { kind: 'search', of: 'find', query: 'taxi', by: 'compose' },
    ]);
    expect(await tell('search-extension-first')).toMatchObject([
      { kind: 'search', of: 'find', query: '', by: 'compose' },
    ]);
    expect(await tell('typeahead')).toMatchObject([
      { kind: 'search', of: 'communities.find', query: 'lic', by: 'form' },
    ]);
  });
  test('an invoke that is not ours is answered as Microsoft wants it, and reaches nothing', async () => {
    for (const name of ['config/fetch', 'fileConsent/invoke', 'adaptiveCard/action', 'task/fetch', ''])
      expect(
        (await world.deliver(activity('invoke', { name, value: { action: { data: { verb: 'vote' } } } }))).status,
      ).toBe(501);
    expect(world.bot.asked).toEqual([]);
  });
});

describe('places and people', () => {
  test('the bot comes into a team, into a private chat; and goes', async () => {
    expect(await tell('bot-added-to-team')).toMatchObject([
      { kind: 'place', change: 'added', name: 'Taxis', in: channelRef(), where: 'channel' },
    ]);
    expect(await world.teams.chat.able(channelRef() as never)).toEqual({
      name: 'Taxis',
      hears: 'mentions',
      threads: true,
      opens: 'members',
      present: true,
    });
    expect(await tell('bot-added-in-private')).toMatchObject([{ kind: 'place', change: 'added', where: 'private' }]);
    expect(await tell('bot-removed-from-team')).toMatchObject([{ kind: 'place', change: 'gone', in: channelRef() }]);
    expect((await world.teams.chat.able(channelRef() as never)).present).toBe(false);
    expect((await tell('bot-added-to-team', { id: 'again' }))[0]).toMatchObject({ change: 'added' });
    expect((await world.teams.chat.able(channelRef() as never)).present).toBe(true);
    expect(await tell('installation-removed')).toMatchObject([{ kind: 'place', change: 'gone' }]);
  });
  test('a place is never called after a person', async () => {
    for (const name of ['bot-added-in-private', 'installation-upgrade', 'team-archived', 'bot-removed-from-team'])
      for (const event of await tell(name)) expect(event).not.toHaveProperty('name');
    expect(await tell('message-action')).toMatchObject([{ kind: 'shortcut', name: 'ask' }]);
  });
  test('a place that nobody knows can be opened by nobody', async () => {
    expect(await world.teams.chat.able(channelRef('19:unknown@thread.tacv2') as never)).toMatchObject({
      opens: 'nobody',
      present: false,
      hears: 'mentions',
    });
  });
  test('a shared channel is opened by several organisations', async () => {
    await world.deliver(
      activity('message', {
        ...mentioning('hi'),
        ...inChannel('1'),
        channelData: { tenant: { id: TENANT }, team: TEAM, channel: { id: CHANNEL, type: 'shared' } },
      }),
    );
    expect((await world.teams.chat.able(channelRef() as never)).opens).toBe('several');
  });
  test('people come and go', async () => {
    expect(await tell('member-added')).toMatchObject([
      { kind: 'member', who: OLO, change: 'joined', in: channelRef() },
    ]);
    expect(await tell('member-removed')).toMatchObject([{ kind: 'member', who: OLO, change: 'left' }]);
  });
  test('a channel is renamed, deleted; a team is archived with every channel that we know of', async () => {
    await tell('bot-added-to-team');
    expect(await tell('channel-renamed')).toMatchObject([
      { kind: 'place', change: 'renamed', name: 'Taxis and private hire', in: channelRef() },
    ]);
    expect((await world.teams.chat.able(channelRef() as never)).name).toBe('Taxis and private hire');
    const archived = await tell('team-archived');
    expect(archived.map((event) => [event.kind === 'place' && event.change, event.in.id])).toContainEqual([
      'archived',
      channelRef().id,
    ]);
    expect(new Set(archived.map((event) => event.id)).size).toBe(archived.length);
    expect(await tell('channel-deleted')).toMatchObject([{ kind: 'place', change: 'gone', in: channelRef() }]);
  });
});

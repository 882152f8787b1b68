/** Speaking without being spoken to: over HTTP, every call held against Microsoft's description of the Connector. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card } from '../../bot/core/card.ts';
import { ChatError } from '../../bot/core/chat.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import { chatErrorOf } from './errors.ts';
import { callProblems } from './testing/judges.ts';
import { readNative } from './testing/reading.ts';
import { ALEX, activity, CHANNEL, createWorld, inChannel, mentioning, TENANT, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.deliver(activity('message', { ...mentioning('hello'), ...inChannel('1795') }));
});
afterEach(async () => {
  for (const call of world.connector.calls) expect(callProblems(call)).toEqual([]);
  await world.close();
});

const card: Card = { summary: 'A summary', blocks: [{ block: 'text', as: 'body', text: 'A body' }] };
const channel: ConversationRef = { kind: 'conversation', platform: 'teams', id: `${TENANT}/${CHANNEL}` };
const alex: UserRef = { kind: 'user', platform: 'teams', id: `${TENANT}/${ALEX.aadObjectId}` };
const stranger: UserRef = { kind: 'user', platform: 'teams', id: `${TENANT}/b130c271-d2eb-45f9-83ab-9eb3fe3788bc` };
const reply: MessageRef = {
  kind: 'message',
  platform: 'teams',
  id: `${TENANT}/${CHANNEL};messageid=1795/1799`,
  key: `${CHANNEL}/1799`,
};
const calls = () => world.connector.calls.map((call) => `${call.method} ${call.path}`);
const how = { row: 'row-1' };

describe('where a message goes', () => {
  test('to a channel: a new thread, whose root is the message', async () => {
    const ref = await world.teams.chat.post(channel, card, how);
    expect(calls()).toEqual([`POST /v3/conversations/${CHANNEL}/activities`]);
    expect(ref).toMatchObject({
      id: `${TENANT}/${CHANNEL};messageid=${ref.key.split('/')[1]}/${ref.key.split('/')[1]}`,
    });
    await world.teams.chat.post(ref, card, how);
    expect(calls()[1]).toBe(`POST /v3/conversations/${CHANNEL};messageid=${ref.key.split('/')[1]}/activities`);
  });
  test('to a message: its thread, also where the message is not the first', async () => {
    const ref = await world.teams.chat.post(reply, card, how);
    expect(calls()).toEqual([`POST /v3/conversations/${CHANNEL};messageid=1795/activities`]);
    expect(ref.id).toContain(`${CHANNEL};messageid=1795/`);
  });
  test('to a person: their private chat, made when there is none, kept when there is', async () => {
    await world.teams.chat.post(alex, card, how);
    await world.teams.chat.post(alex, card, how);
    expect(calls()).toEqual([
      'POST /v3/conversations',
      expect.stringMatching(/a:made/),
      expect.stringMatching(/a:made/),
    ]);
    await world.deliver(activity('message', { text: 'hi' }));
    await world.teams.chat.post(alex, card, how);
    expect(calls().at(-1)).toBe('POST /v3/conversations/a:1pL6i0oY3C0K8oAj8/activities');
  });
  test('to somebody who was only ever named: by their directory id', async () => {
    await world.teams.chat.post(stranger, card, how);
    expect(world.connector.calls[0]?.body).toMatchObject({
      members: [{ id: stranger.id.split('/')[1] }],
      tenantId: TENANT,
    });
  });
  test('a card is sent without text beside it, which Microsoft would make two messages of', async () => {
    await world.teams.chat.post(channel, card, how);
    expect(Object.keys(world.connector.calls[0]?.body ?? {}).sort()).toEqual(
      expect.not.arrayContaining(['text', 'replyToId']),
    );
    expect(world.connector.calls[0]?.body).toMatchObject({
      type: 'message',
      summary: 'A summary',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }],
    });
  });
  test('to a place, for one person: targeted', async () => {
    await world.teams.chat.post(reply, card, { ...how, only: alex });
    expect(world.connector.calls[0]?.query.get('isTargetedActivity')).toBe('true');
    expect(world.connector.calls[0]?.body).toMatchObject({ recipient: { id: ALEX.id } });
  });
  test('a busy service is no reason to go elsewhere', async () => {
    world.connector.refuse = () => ({ status: 429, headers: { 'retry-after': '7' } });
    const failed = world.teams.chat.post(reply, card, { ...how, only: alex });
    await expect(failed).rejects.toMatchObject({ reason: 'busy', retryAfterMs: 7_000 });
    expect(calls()).toHaveLength(1);
  });
  test.each([['hang up'], [{ status: 500 }], [{ status: 504 }]] as const)(
    'nor is a call whose answer was lost (%o): the person may see it already',
    async (refusal) => {
      world.connector.refuse = () => refusal;
      await expect(world.teams.chat.post(reply, card, { ...how, only: alex })).rejects.toMatchObject({ perhaps: true });
      expect(calls()).toHaveLength(1);
    },
  );
  test('nobody and nowhere can be spoken to before Microsoft said where it is', async () => {
    world.kept.clear();
    await expect(world.teams.chat.post(alex, card, how)).rejects.toMatchObject({ reason: 'gone' });
    await expect(world.teams.chat.post(channel, card, how)).rejects.toMatchObject({ reason: 'gone' });
    expect(calls()).toEqual([]);
  });
});

test('a message is drawn again, and removed, where it stands', async () => {
  await world.teams.chat.update(reply, { ...card, blocks: [{ block: 'text', as: 'body', text: 'Better' }] });
  await world.teams.chat.remove(reply);
  const at = `/v3/conversations/${CHANNEL};messageid=1795/activities/1799`;
  expect(calls()).toEqual([`PUT ${at}`, `DELETE ${at}`]);
  expect(readNative(world.connector.calls[0]?.body).text).toBe('Better');
});

test('who somebody is: from the roster of a place that both are in, with the zone and language that they wrote in', async () => {
  expect(await world.teams.chat.whoIs(alex)).toEqual({
    name: 'Alex Wilber',
    given: 'Alex',
    email: 'alex.wilber@council.example',
    zone: 'Europe/London',
    locale: 'en-GB',
    active: true,
    guest: false,
    external: false,
  });
  expect(calls()).toEqual([`GET /v3/conversations/${CHANNEL}/members/${ALEX.aadObjectId}`]);
});

describe('who is in a place', () => {
  const at = `GET /v3/conversations/${CHANNEL}/pagedmembers`;
  const page = (ids: readonly string[], next?: string) => ({
    status: 200,
    body: {
      members: ids.map((id) => ({ id: `29:${id}`, aadObjectId: id.toUpperCase(), name: id })),
      ...(next && { continuationToken: next }),
    },
  });

  test('is read to the last page', async () => {
    world.connector.refuse = ({ query }) => (query.get('continuationToken') ? page(['b']) : page(['a'], 'more'));
    expect((await world.teams.chat.roster(channel)) as readonly UserRef[]).toEqual(
      ['a', 'b'].map((id) => ({ kind: 'user', platform: 'teams', id: `${TENANT}/${id}` })),
    );
    expect(calls()).toEqual([at, at]);
  });
  test.each([
    ['fails', () => ({ status: 500 })],
    ['has no members', () => ({ status: 200, body: {} })],
    ['comes again and again', () => page(['a'], 'more')],
  ] as const)('is not known where a later page %s', async (_what, later) => {
    world.connector.refuse = ({ query }) => (query.get('continuationToken') ? later() : page(['a'], 'more'));
    await expect(world.teams.chat.roster(channel)).rejects.toBeInstanceOf(ChatError);
  });
  test('is not known of a place that was never met', async () => {
    const nowhere: ConversationRef = { ...channel, id: `${TENANT}/19:nowhere@thread.tacv2` };
    await expect(world.teams.chat.roster(nowhere)).rejects.toMatchObject({ reason: 'gone' });
  });

  const says =
    (code: string, status = 404) =>
    () => ({ status, body: { error: { code, message: 'no' } } });
  test('an account is there where a place that it was met in has it', async () => {
    expect(await world.teams.chat.isThere(alex)).toBe(true);
    world.connector.refuse = says('MemberNotFoundInConversation');
    expect(await world.teams.chat.isThere(alex)).toBe(false);
  });
  test.each([
    ['ConversationNotFound', 404],
    ['BotNotInConversationRoster', 403],
    ['Forbidden', 403],
  ])('%s says nothing of an account', async (code, status) => {
    world.connector.refuse = says(code, status);
    expect(await world.teams.chat.isThere(alex)).toBe('cannot');
  });
  test('nor can anything be said of somebody who was never met, or by a service that is broken', async () => {
    expect(await world.teams.chat.isThere(stranger)).toBe('cannot');
    world.connector.refuse = () => ({ status: 500 });
    await expect(world.teams.chat.isThere(alex)).rejects.toMatchObject({ reason: 'fault' });
  });
});

describe('who somebody is, where they were met', () => {
  const at = (id: string): ConversationRef => ({ kind: 'conversation', platform: 'teams', id: `${TENANT}/${id}` });
  const asked = (id: string, who: UserRef) => `GET /v3/conversations/${id}/members/${who.id.split('/')[1]}`;

  test('is asked of the conversation that the event came in', async () => {
    await world.deliver(activity('message', { text: 'hi' }));
    expect((await world.teams.chat.whoIs(alex, channel)).name).toBe('Alex Wilber');
    expect((await world.teams.chat.whoIs(stranger, channel)).name).not.toBe('');
    expect(calls()).toEqual([asked(CHANNEL, alex), asked(CHANNEL, stranger)]);
  });
  test('of somebody never met, nowhere, it cannot be said: nobody is spoken to for it', async () => {
    for (const near of [undefined, at('nowhere')])
      await expect(world.teams.chat.whoIs(stranger, near)).rejects.toMatchObject({ reason: 'gone' });
    expect(calls()).toEqual([]);
  });
  test('somebody who searches from where the bot is not is asked for where they were met before', async () => {
    await world.teams.chat.whoIs(alex, at('19:elsewhere@thread.v2'));
    expect(calls()).toEqual([asked(CHANNEL, alex)]);
  });
  test('somebody who was met nowhere else is asked for there: it may be a channel of a team with the bot', async () => {
    await world.teams.chat.whoIs(stranger, at('19:elsewhere@thread.tacv2'));
    expect(calls()).toEqual([asked('19:elsewhere@thread.tacv2', stranger)]);
  });
  test('where they are no longer in one place, another is asked', async () => {
    await world.deliver(activity('message', { text: 'hi' }));
    world.connector.refuse = (call) =>
      call.path.includes(CHANNEL) ? { status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } } : null;
    expect((await world.teams.chat.whoIs(alex, channel)).name).toBe('Alex Wilber');
    expect(calls()).toEqual([asked(CHANNEL, alex), asked('a:1pL6i0oY3C0K8oAj8', alex)]);
  });
  test('a busy service is asked once', async () => {
    await world.deliver(activity('message', { text: 'hi' }));
    world.connector.refuse = () => ({ status: 429 });
    await expect(world.teams.chat.whoIs(alex, channel)).rejects.toMatchObject({ reason: 'busy' });
    expect(calls()).toHaveLength(1);
  });
});

test('a channel whose name no activity said is asked for once; the first of a team has none of its own', async () => {
  const named = async (id: string): Promise<string> => {
    const place = {
      conversation: { id: `${id};messageid=1`, conversationType: 'channel', tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: '19:team@thread.tacv2' } },
    };
    await world.deliver(activity('message', { ...mentioning('hi'), ...place }));
    return (await world.teams.chat.able({ kind: 'conversation', platform: 'teams', id: `${TENANT}/${id}` })).name;
  };
  expect(await named('19:nameless@thread.tacv2')).toBe('Private hire');
  expect(await named('19:nameless@thread.tacv2')).toBe('Private hire');
  expect(calls()).toEqual(['GET /v3/teams/19:team@thread.tacv2/conversations']);
  expect(await named('19:team@thread.tacv2')).toBe('General');
  world.connector.refuse = () => ({ status: 403 });
  expect(await named('19:hidden@thread.tacv2')).toBe('');
});

test('what Teams cannot say is said to be so', async () => {
  expect(await world.teams.chat.since(reply, world.clock.now())).toBe('cannot');
  expect(await world.teams.chat.find('row-1', channel, world.clock.now())).toBe('cannot');
  await world.teams.chat.home(alex, card);
  expect(calls()).toEqual([]);
});

describe('failures', () => {
  const CASES: readonly (readonly [number, string, string, number])[] = [
    // How long to wait it does not say: the sender decides.
    [412, 'PreconditionFailed', 'busy', 0],
    [429, 'Throttled', 'busy', 0],
    [502, 'BadGateway', 'busy', 0],
    [503, 'ServiceUnavailable', 'busy', 0],
    [504, 'GatewayTimeout', 'busy', 0],
    [404, 'ConversationNotFound', 'gone', 0],
    [403, 'ForbiddenOperationException', 'forbidden', 0],
    [403, 'BotNotInConversationRoster', 'forbidden', 0],
    [400, 'BotDisabledByAdmin', 'forbidden', 0],
    [403, 'ConversationBlockedByUser', 'forbidden', 0],
    [403, 'MessageWritesBlocked', 'forbidden', 0],
    [400, 'BadSyntax', 'fault', 0],
    [500, 'ServiceError', 'fault', 0],
  ];
  test.each(CASES)(
    '%i %s is %s, tried once, without the words of the service',
    async (status, code, reason, retryAfterMs) => {
      world.connector.refuse = () => ({
        status,
        body: { error: { code, message: 'Asha blocked it, says a sentence' } },
      });
      for (const call of [
        () => world.teams.chat.post(channel, card, how),
        () => world.teams.chat.update(reply, card),
        () => world.teams.chat.whoIs(alex),
      ]) {
        world.connector.calls.length = 0;
        const error: unknown = await call().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ChatError);
        expect(error).toMatchObject({ reason, retryAfterMs });
        expect(String(error)).toContain(code);
        expect(String(error)).not.toMatch(/Asha|sentence/);
        expect(world.connector.calls).toHaveLength(1);
      }
    },
  );
  test('a date to wait until', async () => {
    const until = new Date(world.clock.now().getTime() + 30_000).toUTCString();
    world.connector.refuse = () => ({ status: 503, headers: { 'retry-after': until } });
    await expect(world.teams.chat.post(channel, card, how)).rejects.toMatchObject({
      reason: 'busy',
      retryAfterMs: 30_000,
    });
  });
  test('a connection that breaks is busy, and tried once; it may have been done', async () => {
    world.connector.refuse = () => 'hang up';
    await expect(world.teams.chat.post(channel, card, how)).rejects.toMatchObject({ reason: 'busy', perhaps: true });
    expect(calls()).toHaveLength(1);
  });
  test.each([
    [400, false],
    [412, false],
    [429, false],
    [500, true],
    [501, false],
    [502, true],
    [504, true],
  ])('after %i it may have been done: %s', async (status, perhaps) => {
    world.connector.refuse = () => ({ status });
    await expect(world.teams.chat.post(channel, card, how)).rejects.toMatchObject({ perhaps });
  });
  test('what could not be reached was not done', () => {
    expect(chatErrorOf({ code: 'ECONNREFUSED' }, world.clock.now())).toMatchObject({ reason: 'busy', perhaps: false });
  });
  test('a code that is a sentence is not repeated', async () => {
    world.connector.refuse = () => ({ status: 400, body: { error: { code: 'Asha Patel blocked it', message: '' } } });
    await expect(world.teams.chat.post(channel, card, how)).rejects.toThrow('chat: fault (http_400)');
  });
  test('while our secret is refused, everything waits', async () => {
    await world.close();
    world = await createWorld((options) => ({ ...options, appPassword: 'wrong' }));
    await world.deliver(activity('message', { ...mentioning('hello'), ...inChannel('1795') }));
    await expect(world.teams.chat.post(channel, card, how)).rejects.toMatchObject({
      reason: 'busy',
      retryAfterMs: 60_000,
    });
  });
  test('so does a token of ours that is refused, and a library that was given none', async () => {
    world.connector.refuse = () => ({ status: 401 });
    await expect(world.teams.chat.post(channel, card, how)).rejects.toMatchObject({
      reason: 'busy',
      retryAfterMs: 60_000,
    });
    expect(
      chatErrorOf(
        { errorCode: 'invalid_client', errorMessage: 'AADSTS7000222: the secret of Asha' },
        world.clock.now(),
      ),
    ).toMatchObject({ reason: 'busy', message: 'chat: busy (token)' });
  });
});

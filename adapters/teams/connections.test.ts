/** Several Teams bots side by side: the token's audience says whose an activity is, the tenant must be that bot's, and each speaks as itself. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { MessageRef } from '../../bot/core/ref.ts';
import { nothing } from '../../bot/core/reply.ts';
import type { Registration } from './store.ts';
import { ALEX, APP_ID, activity, BOT, CHANNEL, createWorld, inChannel, TENANT, type World } from './testing/world.ts';

const OTHER: Registration = {
  connection: 'brackenford',
  appId: '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e',
  appPassword: 'the-secret-of-brackenford',
  tenantId: '9d4b4b1c-4d5c-7a4a-8a1c-2d3e3f0ee9f1',
};
/** A bot that was registered for several tenants, in one of them. */
const SEVERAL: Registration = {
  connection: 'cedar',
  appId: '0a7f1111-2222-4333-8444-555566667777',
  appPassword: 'the-secret-of-cedar',
  tenantId: 'c1111111-2222-4333-8444-555566667777',
  multiTenant: true,
};
const SISTER: Registration = { ...SEVERAL, connection: 'cedar-2', tenantId: 'c2222222-2222-4333-8444-555566667777' };

let world: World;
let registered: Registration[];
let places: string[];
beforeEach(async () => {
  registered = [OTHER, SEVERAL, SISTER];
  places = [];
  const connections = { registrations: async () => registered, places: async () => places };
  world = await createWorld((options) => ({ ...options, connections }), {
    [OTHER.appId]: OTHER.appPassword,
    [SEVERAL.appId]: SEVERAL.appPassword,
  });
  onTestFinished(() => world.close());
  world.bot.reply = () => ({ kind: 'tell', card: { summary: 's', blocks: [] } });
});

/** Something said in private to a bot in a tenant. */
const said = (tenant: string, more = {}) =>
  activity('message', {
    text: 'hello',
    conversation: { conversationType: 'personal', id: `a:${tenant}`, tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    ...more,
  });
const deliver = (audience: string, what: ReturnType<typeof said>) => world.deliver(what, { claims: { aud: audience } });
/** Whose token each call went out with. */
const speakers = () => world.connector.calls.map(({ token }) => world.issuer.issuedTo(token));

test('each activity is the connection’s whose bot and tenant it names, and is answered as that bot', async () => {
  for (const [appId, tenant] of [
    [APP_ID, TENANT],
    [OTHER.appId, OTHER.tenantId],
    [SEVERAL.appId, SEVERAL.tenantId],
    [SISTER.appId, SISTER.tenantId],
  ] as const) {
    expect((await deliver(appId, said(tenant))).status).toBe(200);
    const heard = world.bot.last('message');
    expect([heard.workspace, heard.in.id]).toEqual([tenant, `${tenant}/a:${tenant}`]);
  }
  expect(world.bot.effects.map(({ connection }) => connection)).toEqual(['teams', 'brackenford', 'cedar', 'cedar-2']);
  expect(speakers()).toEqual([APP_ID, OTHER.appId, SEVERAL.appId, SEVERAL.appId]);
});

test('a bot for several tenants gets its tokens where Microsoft hands those out', async () => {
  await deliver(SEVERAL.appId, said(SEVERAL.tenantId));
  await deliver(OTHER.appId, said(OTHER.tenantId));
  expect(world.issuer.askedAt.map((path) => path.split('/')[2])).toEqual(['botframework.com', OTHER.tenantId]);
});

describe('refused with 401 and nothing said', () => {
  test.each([
    ['a bot that is none of ours', 'ffffffff-0000-4000-8000-000000000000', OTHER.tenantId],
    ['one of our bots in another’s tenant', OTHER.appId, TENANT],
    ['the first bot in another’s tenant', APP_ID, OTHER.tenantId],
    ['a bot for several tenants in one that it is not connected to', SEVERAL.appId, OTHER.tenantId],
  ])('%s', async (_what, audience, tenant) => {
    expect(await deliver(audience, said(tenant))).toMatchObject({ status: 401, text: '' });
    expect(world.bot.asked).toEqual([]);
  });
  test('an activity that names two tenants, each of them ours', async () => {
    const both = said(OTHER.tenantId, { channelData: { tenant: { id: TENANT } } });
    expect((await deliver(OTHER.appId, both)).status).toBe(401);
  });
});

test('connections come, change and go while it runs', async () => {
  registered = [];
  expect((await deliver(OTHER.appId, said(OTHER.tenantId))).status).toBe(401);
  const place = { kind: 'conversation', platform: 'teams', id: `${OTHER.tenantId}/a:${OTHER.tenantId}` } as const;
  const post = () => world.teams.chat.post(place, { summary: 's', blocks: [] }, { row: 'r' });
  await expect(post()).rejects.toMatchObject({ reason: 'busy', code: 'not_connected' });
  registered = [{ ...OTHER, appPassword: 'an old one' }];
  expect((await deliver(OTHER.appId, said(OTHER.tenantId))).status).toBe(200);
  // A secret that Microsoft refuses: what is owed waits, until there is a new one.
  await expect(post()).rejects.toMatchObject({ reason: 'busy', code: 'token' });
  registered = [OTHER];
  await post();
  expect(speakers()).toEqual([OTHER.appId]);
  registered = [];
  await expect(post()).rejects.toMatchObject({ reason: 'busy', code: 'not_connected' });
});

test('where another bot serves the tenant now, people are met anew: their chats were the old one’s', async () => {
  const person = { kind: 'user', platform: 'teams', id: `${OTHER.tenantId}/${ALEX.aadObjectId}` } as const;
  const former = { ...OTHER, appId: '11111111-7a4a-4d5c-9d4b-3f0e8a1c2d3e', connection: 'former' };
  registered = [former];
  const recipient = { id: `28:${former.appId}`, name: 'Guildhall' };
  await deliver(former.appId, said(OTHER.tenantId, { recipient }));
  world.connector.calls.length = 0;
  registered = [OTHER];
  for (const row of ['one', 'two']) await world.teams.chat.post(person, { summary: 's', blocks: [] }, { row });
  const [made, ...sent] = world.connector.calls;
  expect(made).toMatchObject({
    path: '/v3/conversations',
    body: { bot: { id: `28:${OTHER.appId}` }, members: [{ id: ALEX.aadObjectId }] },
  });
  expect(sent.map(({ path }) => path.includes('a:made-'))).toEqual([true, true]);
  expect(BOT.id).not.toBe(recipient.id);
});

test('who runs one bot’s registration says nothing of messages that are known from another tenant', async () => {
  const theirs = {
    conversation: { ...(inChannel('1').conversation as object), tenantId: OTHER.tenantId },
    channelData: { tenant: { id: OTHER.tenantId } },
  };
  const deletion = activity('messageDelete', {
    ...inChannel('1'),
    ...theirs,
    channelData: { ...theirs.channelData, eventType: 'softDeleteMessage' },
  });
  places = [`${TENANT}/${CHANNEL}`];
  expect((await deliver(OTHER.appId, deletion)).status).toBe(200);
  expect(world.bot.stored).toEqual([]);
  places = [`${OTHER.tenantId}/${CHANNEL}`];
  await deliver(OTHER.appId, { ...deletion, id: `${String(deletion.id)}0` });
  const { message }: { message: MessageRef } = world.bot.last('deleted');
  expect(message.key).toContain(CHANNEL);
});

test('nor where place and person are known, and all is asked and stored at once', async () => {
  const said = (root: string) =>
    activity('message', {
      ...inChannel(root),
      conversation: { ...(inChannel(root).conversation as object), tenantId: OTHER.tenantId },
      channelData: { tenant: { id: OTHER.tenantId } },
      text: 'As I said.',
    });
  world.bot.reply = () => nothing;
  const stored = () => world.bot.stored.filter(({ kind }) => kind === 'message').length;
  await deliver(OTHER.appId, said('1'));
  expect(stored()).toBe(1);
  world.bot.knownFrom = [`${TENANT}/${CHANNEL}`];
  expect((await deliver(OTHER.appId, said('2'))).status).toBe(200);
  expect(stored()).toBe(1);
  expect(world.lines.join('')).toContain('teams.not_theirs');
  world.bot.knownFrom = [...world.bot.knownFrom, `${OTHER.tenantId}/${CHANNEL}`];
  await deliver(OTHER.appId, said('3'));
  expect(stored()).toBe(2);
});

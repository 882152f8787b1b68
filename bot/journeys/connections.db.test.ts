/** Several organisations' Slack apps side by side: each heard at its own door, spoken with by its own token, added and ended while running. */
import { expect, test } from 'vitest';
import { app, apps, says } from '../testing/apps.ts';
import { stage } from '../testing/stage.ts';

const ashcombe = app('ashcombe', 'Ashcombe Council');
const brackenford = app('brackenford', 'Brackenford Council');
const card = { summary: 'Who weighs lorries?', blocks: [] };
/** Longer than what was looked up is good. */
const SECONDS = 3_001;

async function both() {
  const s = await stage();
  const all = await apps(s);
  await all.connect(ashcombe);
  await all.connect(brackenford);
  return { s, ...all };
}

test('each app is heard at its own address, with its own secret, for its own workspace', async () => {
  const { s, tell, event, lines } = await both();
  s.actor('slack', ashcombe.team, 'U0ASHA');
  expect(await tell(ashcombe, event(ashcombe, says(ashcombe, 'help')))).toBe(200);
  const [heard] = await s.prisma.delivery.findMany();
  expect(heard).toMatchObject({ connection: 'ashcombe', state: 'settled' });
  // Another's secret, another's door, and a name that nobody has.
  const again = event(ashcombe, says(ashcombe, 'help', { ts: '1795424400.000200' }));
  expect(await tell(ashcombe, again, { secret: brackenford.secret })).toBe(401);
  expect(await tell(ashcombe, again, { at: 'brackenford' })).toBe(401);
  expect(await tell(ashcombe, again, { at: 'cedar' })).toBe(404);
  // Signed by the one, said to be of the other's workspace: as unknown as any.
  expect(await tell(brackenford, again)).toBe(200);
  expect(lines.some((line) => line.startsWith('slack.unknown_workspace'))).toBe(true);
  expect(await s.prisma.delivery.count()).toBe(1);
  expect(await tell(brackenford, { json: { type: 'url_verification', challenge: 'c' } })).toBe(200);
});

test('each workspace is spoken to with its own token', async () => {
  const { slack, fake } = await both();
  for (const { team } of [ashcombe, brackenford, ashcombe])
    await slack.chat.post({ kind: 'conversation', platform: 'slack', id: `${team}/C1` }, card, { row: 'r' });
  expect(fake.calls.map(({ token }) => token)).toEqual([ashcombe.token, brackenford.token, ashcombe.token]);
});

test('a connection is added, gets new secrets and ends while everything runs', async () => {
  const { s, tell, event, connect, store, slack, fake } = await both();
  const cedar = app('cedar', 'Cedar Housing');
  const to = { kind: 'conversation', platform: 'slack', id: `${cedar.team}/C9` } as const;
  const post = () => slack.chat.post(to, card, { row: 'r' }).then(() => fake.calls.at(-1)?.token);
  const hello = () => tell(cedar, event(cedar, says(cedar, 'help')));
  expect(await hello()).toBe(404);
  await expect(post()).rejects.toMatchObject({ reason: 'busy', code: 'not_installed' });
  await connect(cedar);
  s.clock.pass(SECONDS);
  expect(await hello()).toBe(200);
  expect(await post()).toBe(cedar.token);
  // A new signing secret and a new token.
  const fresh = { ...cedar, secret: 'another-signing-secret', token: 'xoxb-cedar-2' };
  const { team: externalId, bot: botUserId, token } = fresh;
  const installing = { externalId, token, botUserId, botId: 'B', name: 'cedar', url: '', scopes: [] };
  await store.rotate({ name: 'cedar' }, { secret: fresh.secret, installing });
  s.clock.pass(SECONDS);
  expect(await hello()).toBe(401);
  expect(await tell(fresh, event(fresh, says(fresh, 'help')))).toBe(200);
  expect(await post()).toBe('xoxb-cedar-2');
  // Its end: neither heard nor spoken to, and its workspace is free for another connection, while its rows stay.
  await store.remove('cedar');
  s.clock.pass(SECONDS);
  expect(await tell(fresh, event(fresh, says(fresh, 'help')))).toBe(404);
  await expect(post()).rejects.toMatchObject({ reason: 'busy' });
  expect(await s.prisma.installation.count({ where: { connection: 'cedar' } })).toBe(1);
  await connect({ ...cedar, name: 'cedar-2' });
  s.clock.pass(SECONDS);
  expect(await tell({ ...cedar, name: 'cedar-2' }, event(cedar, says(cedar, 'help')))).toBe(200);
});

test('a workspace belongs to one active connection, whoever asks first', async () => {
  const { connect, store } = await both();
  await expect(connect({ ...ashcombe, name: 'other' })).rejects.toThrow(
    'The workspace “other” belongs to the connection “ashcombe” already: give another, or first run npm run connect -- remove ashcombe.',
  );
  expect((await store.all()).connections.map(({ name }) => name)).toEqual(['ashcombe', 'brackenford']);
  const cedar = app('cedar', 'Cedar Housing');
  const raced = await Promise.allSettled([connect(cedar), connect({ ...cedar, name: 'cedar-2' })]);
  expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a name that was one organisation’s connection is no other’s, and may be its own again', async () => {
  const { connect, store } = await both();
  await store.remove('ashcombe');
  const cedar = app('cedar', 'Cedar Housing');
  await expect(connect({ ...cedar, name: 'ashcombe' })).rejects.toThrow(
    '“ashcombe” was a connection of Ashcombe Council: give another name.',
  );
  await connect(ashcombe);
});

test('one that is heard by socket from now on takes nothing more that is signed with its old secret', async () => {
  const { s, store, tell, event } = await both();
  expect(await tell(ashcombe, event(ashcombe, says(ashcombe, 'help')))).toBe(200);
  await store.rotate({ name: 'ashcombe' }, { appToken: 'xapp-1' });
  s.clock.pass(SECONDS);
  expect(await tell(ashcombe, event(ashcombe, says(ashcombe, 'help', { ts: '1795424400.000200' })))).toBe(404);
});

test('what is kept cannot be read without the secret, nor moved to another connection', async () => {
  const { s, store } = await both();
  const [one, other] = await s.prisma.connection.findMany({ orderBy: { id: 'asc' } });
  const raw = JSON.stringify([one, await s.prisma.installation.findMany()], (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  expect(raw).not.toMatch(/signing-secret|xoxb/);
  await s.prisma.connection.update({
    where: { id: 'brackenford' },
    data: { settings: new Uint8Array(one?.settings ?? []) },
  });
  expect((await store.all()).connections.map(({ secret }) => secret)).toEqual([ashcombe.secret, null]);
  expect(other?.version).toBe(1);
});

test('while the database is away, what was known of connections goes on', async () => {
  const { s, registry, store } = await both();
  expect(await registry.slack.door('ashcombe')).toEqual({ signingSecret: ashcombe.secret });
  const { stamp } = store;
  store.stamp = () => Promise.reject(new Error('away'));
  s.clock.pass(SECONDS);
  expect(await registry.slack.door('ashcombe')).toEqual({ signingSecret: ashcombe.secret });
  store.stamp = stamp;
  await store.remove('ashcombe');
  s.clock.pass(SECONDS);
  expect(await registry.slack.door('ashcombe')).toBeNull();
});

/** A Slack app that is installed by OAuth: who may, what is believed of what comes back, what is kept and what is given back. */
import { expect, test } from 'vitest';
import { CLIENT, type FakeOAuth, type Place, playOAuth } from '../../adapters/slack/testing/fake-oauth.ts';
import { ensureWorkspace } from '../../prisma/places.ts';
import { systemIds } from '../clock.ts';
import { type Administrator, administrator } from '../testing/administrator.ts';
import { type Apps, type AppsOptions, app, apps, PUBLIC_URL } from '../testing/apps.ts';
import { stage } from '../testing/stage.ts';

const MINUTE = 60_000;
const SECRET = 'the-signing-secret-of-the-first';
const first = { ...CLIENT, organisation: 'Ashcombe Council', secret: SECRET };
const works: Place = { team: { id: 'T0WORKS', name: 'Ashcombe works' }, bot: 'U0WORKS' };
const other: Place = { team: { id: 'T0OTHER', name: 'Brackenford works' }, bot: 'U0OTHER' };

async function running(options: AppsOptions = { first }) {
  const s = await stage();
  const all = await apps(s, options);
  const oauth = playOAuth(all.fake, s.clock);
  return { s, ...all, oauth, admin: administrator(all.address) };
}

/** From the first page to the last. */
async function installs(
  admin: Administrator,
  oauth: FakeOAuth,
  place: Place,
  { connection = 'slack', rotating = false } = {},
) {
  const asked = await admin.begin(connection);
  return admin.back({ state: asked.get('state') ?? '', code: oauth.confirm(place, { rotating }) }, connection);
}
const post = ({ slack }: Apps) =>
  slack.chat.post(
    { kind: 'conversation', platform: 'slack', id: 'T0WORKS/C1' },
    { summary: 'Hello', blocks: [] },
    { row: 'r' },
  );
const allow = (externalId: string, organisation: string | null = null, connection = 'slack') => ({
  connection,
  externalId,
  organisation,
});

test('an allowed workspace installs the first connection’s app, and is spoken with', async () => {
  const { s, store, oauth, admin, slack, fake, lines } = await running();
  await store.allow(allow('T0WORKS'));
  const asked = await admin.begin();
  expect(Object.fromEntries(asked)).toMatchObject({ client_id: CLIENT.clientId, scope: 'chat:write,users:read' });
  const done = await admin.back({ state: asked.get('state') ?? '', code: oauth.confirm(works) });
  expect(done.status).toBe(200);
  expect(done.text).toContain('It is in Ashcombe works now.');
  const kept = { connection: 'slack', externalId: 'T0WORKS', state: 'active', botUserId: 'U0WORKS', botId: 'B0APP' };
  expect(await s.prisma.installation.findMany()).toMatchObject([{ ...kept, name: 'Ashcombe works', expiresAt: null }]);
  expect(await s.prisma.workspace.findMany({ include: { organisation: true } })).toMatchObject([
    { externalId: 'T0WORKS', connection: 'slack', organisation: { name: 'Ashcombe Council' } },
  ]);
  const to = { kind: 'conversation', platform: 'slack', id: 'T0WORKS/C1' } as const;
  await slack.chat.post(to, { summary: 'Hello', blocks: [] }, { row: 'r' });
  expect(fake.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', token: expect.stringMatching(/^xoxb-given/) });
  expect(oauth.revoked).toEqual([]);
  expect(lines.join('\n')).not.toMatch(/xoxb|code-|the-client-secret/);
});

test('who owns what is installed: the allow-list says, else the connection', async () => {
  const { s, store, oauth, admin, registry } = await running();
  await store.allow(allow('T0WORKS'));
  await store.allow(allow('T0OTHER', 'Brackenford Council'));
  await installs(admin, oauth, works);
  await installs(admin, oauth, other);
  const found = await s.prisma.workspace.findMany({ include: { organisation: true }, orderBy: { externalId: 'asc' } });
  expect(found.map(({ externalId, organisation }) => [externalId, organisation.name])).toEqual([
    ['T0OTHER', 'Brackenford Council'],
    ['T0WORKS', 'Ashcombe Council'],
  ]);
  // What the app says in the one is its own word in the other, where they share a channel.
  expect(await registry.slack.find('T0WORKS')).toMatchObject({ botUserId: 'U0WORKS', fellows: ['U0OTHER'] });
});

test('a workspace of which nobody said whose it is joins no organisation by calling itself like one', async () => {
  const { s, store, oauth, admin, connect } = await running({ first: { ...first, organisation: null } });
  await connect(app('ashcombe', 'Ashcombe Council'));
  await store.allow(allow('T0OTHER'));
  await installs(admin, oauth, { team: { id: 'T0OTHER', name: 'Ashcombe Council' }, bot: 'U0OTHER' });
  const found = await s.prisma.workspace.findMany({ include: { organisation: true }, orderBy: { externalId: 'asc' } });
  expect(found.map(({ externalId, organisation }) => [externalId, organisation.name])).toEqual([
    ['T0ASHCOMBE', 'Ashcombe Council'],
    ['T0OTHER', 'Ashcombe Council (T0OTHER)'],
  ]);
});

test('who is not allowed gets a page with the id, and the token is given back at once', async () => {
  const { s, store, oauth, admin, lines } = await running();
  await store.allow(allow('T0WORKS'));
  const refused = await installs(admin, oauth, { ...other, team: { id: 'T0OTHER', name: '<b>Brackenford</b>' } });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('npm run connect -- allow slack T0OTHER');
  expect(refused.text).toContain('&lt;b&gt;Brackenford&lt;/b&gt;');
  expect(oauth.revoked).toEqual([expect.stringMatching(/^xoxb-given/)]);
  expect(await s.prisma.installation.count()).toBe(0);
  expect(await s.prisma.workspace.count({ where: { externalId: 'T0OTHER' } })).toBe(0);
  expect(lines).toContain(`slack.not_installed ${JSON.stringify({ workspace: 'T0OTHER', why: 'not_allowed' })}`);
});

test('where the app is installed and allowed no more, its working token is not given back', async () => {
  const { s, store, oauth, admin, fake } = await running();
  await store.allow(allow('T0WORKS'));
  await installs(admin, oauth, works);
  await store.disallow('slack', 'T0WORKS');
  // Slack gives an app that does not rotate its tokens the same one again.
  const token = fake.calls.find(({ method }) => method === 'auth.test')?.token;
  fake.on('oauth.v2.access', () => ({ access_token: token, bot_user_id: works.bot, team: works.team, scope: '' }));
  expect((await installs(admin, oauth, works)).status).toBe(403);
  expect(oauth.revoked).toEqual([]);
  expect(await s.prisma.installation.count({ where: { state: 'active' } })).toBe(1);
});

test('giving a token back ends the bot: where it is at work, whoever may install it no more changes nothing', async () => {
  const all = await running();
  const { s, store, oauth, admin } = all;
  await store.allow(allow('T0WORKS'));
  await installs(admin, oauth, works, { rotating: true });
  await store.disallow('slack', 'T0WORKS');
  expect((await installs(admin, oauth, works, { rotating: true })).status).toBe(403);
  expect(oauth.revoked).toEqual([]);
  await post(all);
  // One that waits to be installed again keeps its channels.
  await store.revoke('slack', 'T0WORKS', s.clock.now());
  expect((await installs(admin, oauth, works, { rotating: true })).status).toBe(403);
  expect(oauth.revoked).toEqual([]);
});

test('the same app under a second connection: the bot of the first goes on, also of the environment’s token', async () => {
  const { s, store, oauth, admin } = await running();
  const how = { platform: 'slack', appId: '', secret: 'a-secret-of-its-own', secretExpiresAt: null } as const;
  await store.add({ ...how, name: 'downs', organisation: 'Downs Partnership', slack: CLIENT });
  await store.allow(allow('T0WORKS', null, 'downs'));
  // What a start with SLACK_BOT_TOKEN keeps.
  const bare = { externalId: 'T0WORKS', name: 'Ashcombe works' };
  const ours = { organisation: 'Ashcombe Council', connection: 'slack', newId: () => systemIds.next() };
  await ensureWorkspace(s.prisma, { ...bare, ...ours, platform: 'slack', now: s.clock.now() });
  await store.met('slack', { ...bare, token: null, botUserId: works.bot, botId: 'B0APP', url: '', scopes: [] });
  expect((await installs(admin, oauth, works, { connection: 'downs' })).status).toBe(409);
  expect(oauth.revoked).toEqual([]);
});

test('a fault that passes while the app is installed again: tried once more, and nothing is given back', async () => {
  const all = await running();
  const { s, store, oauth, admin, fake, lines } = all;
  await store.allow(allow('T0WORKS'));
  await installs(admin, oauth, works, { rotating: true });
  const { install } = store;
  let faults = 1;
  store.install = (...how) => {
    faults -= 1;
    return faults >= 0 ? Promise.reject(new Error('away')) : install(...how);
  };
  expect((await installs(admin, oauth, works, { rotating: true })).status).toBe(200);
  faults = 2;
  expect((await installs(admin, oauth, works, { rotating: true })).status).toBe(503);
  store.install = install;
  fake.on('auth.test', () => ({ ok: false, error: 'service_unavailable' }));
  const answer = await installs(admin, oauth, works, { rotating: true });
  expect([answer.status, answer.text.includes('then start again')]).toEqual([503, true]);
  expect(oauth.revoked).toEqual([]);
  await post(all);
  expect(await s.prisma.installation.count({ where: { state: 'active' } })).toBe(1);
  expect(lines.join('\n')).not.toMatch(/xoxb|code-/);
});

test('a workspace of another connection is refused, and its own goes on', async () => {
  const { s, store, oauth, admin, connect, registry } = await running();
  const ashcombe = app('ashcombe', 'Ashcombe Council');
  await connect(ashcombe);
  await store.allow(allow(ashcombe.team));
  const refused = await installs(admin, oauth, { team: { id: ashcombe.team, name: 'Theirs' }, bot: 'U0X' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('belongs to another connection');
  expect(oauth.revoked).toHaveLength(1);
  expect(await s.prisma.installation.findMany()).toMatchObject([{ connection: 'ashcombe' }]);
  expect((await registry.slack.find(ashcombe.team))?.token).toBe(ashcombe.token);
});

test('an added connection has addresses of its own; one with a token, a removed one and an unknown one have none', async () => {
  const { s, store, oauth, admin, connect, address } = await running();
  const how = { platform: 'slack', appId: '', secret: 'a-secret-of-its-own', secretExpiresAt: null } as const;
  await store.add({ ...how, name: 'downs', organisation: 'Downs Partnership', slack: CLIENT });
  await connect(app('ashcombe', 'Ashcombe Council'));
  await store.allow(allow('T0WORKS', null, 'downs'));
  expect((await installs(admin, oauth, works, { connection: 'downs' })).status).toBe(200);
  expect(await s.prisma.installation.findMany({ where: { connection: 'downs' } })).toMatchObject([
    { externalId: 'T0WORKS' },
  ]);
  await store.remove('downs');
  s.clock.pass(MINUTE);
  const status = async (path: string, method = 'GET') =>
    (await fetch(`${address}${path}`, { method, redirect: 'manual' })).status;
  for (const path of [
    '/slack/ashcombe/install',
    '/slack/downs/install',
    '/slack/cedar/install',
    '/slack/slack/install',
  ])
    expect([path, await status(path)]).toEqual([path, 404]);
  // Nor by any other method: a link that is looked at beforehand begins nothing.
  expect(await status('/slack/install', 'HEAD')).toBe(405);
  expect(await status('/slack/oauth_redirect', 'HEAD')).toBe(405);
  expect(await status('/slack/install', 'POST')).toBe(404);
  expect(await status('/slack/install')).toBe(302);
  // Whoever adds it again says anew who may.
  expect(await store.allowed()).toEqual([]);
});

test('nobody installs a connection that has a token', async () => {
  const { address } = await running({});
  for (const path of ['/slack/install', '/slack/oauth_redirect?code=x&state=y'])
    expect((await fetch(`${address}${path}`, { redirect: 'manual' })).status).toBe(404);
});

test('what comes back is believed once, within ten minutes, in the browser and for the connection where it began', async () => {
  const { s, store, oauth, admin, address } = await running();
  const how = { platform: 'slack', appId: '', secret: 'a-secret-of-its-own', secretExpiresAt: null } as const;
  await store.add({ ...how, name: 'downs', organisation: 'Downs Partnership', slack: CLIENT });
  await store.allow(allow('T0WORKS'));
  await store.allow(allow('T0WORKS', null, 'downs'));
  const state = async (by = admin, connection = 'slack') => (await by.begin(connection)).get('state') ?? '';
  const back = (query: Record<string, string>, by = admin, connection = 'slack') =>
    by.back({ code: oauth.confirm(works), ...query }, connection);
  const good = await state();
  const changed = `${good.slice(0, -2)}${good.endsWith('AA') ? 'BB' : 'AA'}`;
  const foreign = 'It was not started here, in this browser.';
  for (const [what, answer] of [
    ['none', await back({})],
    ['forged', await back({ state: 'AAAA' })],
    ['changed', await back({ state: changed })],
    ['another browser', await back({ state: good }, administrator(address))],
    ['another browser that began one itself', await back({ state: await state(administrator(address)) })],
    ['another connection', await back({ state: await state(admin, 'downs') })],
    ['at another connection’s address', await back({ state: good }, admin, 'downs')],
  ] as const) {
    expect([what, answer.status]).toEqual([what, 400]);
    expect(answer.text).toContain(foreign);
    expect(answer.text).toContain('>Start again</a>');
  }
  const late = await state();
  s.clock.pass(10 * MINUTE);
  expect((await back({ state: late })).text).toContain('More than ten minutes have passed');
  expect(oauth.revoked).toEqual([]);
  expect(await s.prisma.installation.count()).toBe(0);
  // Used once: the second time nothing is asked of Slack.
  const used = await state();
  expect((await back({ state: used })).status).toBe(200);
  expect((await back({ state: used })).text).toContain('This attempt has been used already');
  expect(await s.prisma.installation.count()).toBe(1);
});

test('of two tabs each comes to its end, and what is too late to come back is forgotten', async () => {
  const { s, store, oauth, admin } = await running();
  await store.allow(allow('T0WORKS'));
  await store.allow(allow('T0OTHER'));
  const one = (await admin.begin()).get('state') ?? '';
  const two = (await admin.begin()).get('state') ?? '';
  expect((await admin.back({ state: one, code: oauth.confirm(works) })).status).toBe(200);
  expect((await admin.back({ state: two, code: oauth.confirm(other) })).status).toBe(200);
  expect(await s.prisma.spentState.count()).toBe(2);
  s.clock.pass(11 * MINUTE);
  const three = (await admin.begin()).get('state') ?? '';
  await admin.back({ state: three, code: 'made-up' });
  expect(await s.prisma.spentState.count()).toBe(1);
});

test('more than people can have begun are turned away, without asking Slack', async () => {
  const { s, store, oauth, admin, fake } = await running();
  await store.allow(allow('T0WORKS'));
  const until = new Date(s.clock.now().getTime() + 10 * MINUTE);
  const data = Array.from({ length: 200 }, (_, at) => ({ id: String(at), until, connection: 'slack' }));
  await s.prisma.spentState.createMany({ data });
  expect((await installs(admin, oauth, works)).status).toBe(503);
  expect(fake.calls).toEqual([]);
  // Those of another connection are not turned away with them.
  const how = { platform: 'slack', appId: '', secret: 'a-secret-of-its-own', secretExpiresAt: null } as const;
  await store.add({ ...how, name: 'downs', organisation: 'Downs Partnership', slack: CLIENT });
  await store.allow(allow('T0OTHER', null, 'downs'));
  s.clock.pass(MINUTE);
  expect((await installs(admin, oauth, other, { connection: 'downs' })).status).toBe(200);
  s.clock.pass(11 * MINUTE);
  expect((await installs(admin, oauth, works)).status).toBe(200);
});

test('who comes back without a code uses up nothing of what people may begin', async () => {
  const { s, admin, fake } = await running();
  const queries: Record<string, string>[] = [{ error: 'access_denied' }, { error: 'x', code: 'y' }, { code: '' }, {}];
  for (const query of queries) await admin.back({ state: (await admin.begin()).get('state') ?? '', ...query });
  expect(await s.prisma.spentState.count()).toBe(0);
  const answer = await admin.back({ state: (await admin.begin()).get('state') ?? '' });
  expect([answer.status, answer.text.includes('Nothing was kept.')]).toEqual([400, true]);
  expect(fake.calls).toEqual([]);
});

test('another process than the one that began it takes what comes back', async () => {
  const it = await running();
  const { address } = await apps(it.s, { first, fake: it.fake });
  await it.store.allow(allow('T0WORKS'));
  const places = [it.address, address, address];
  const admin = administrator(() => places.shift() ?? '');
  const state = (await admin.begin()).get('state') ?? '';
  expect((await admin.back({ state, code: it.oauth.confirm(works) })).status).toBe(200);
  expect((await admin.back({ state, code: it.oauth.confirm(works) })).text).toContain('used already');
});

test('somebody who changes their mind, a code that Slack does not know, and a Slack that is away', async () => {
  const { s, store, oauth, admin, fake } = await running();
  await store.allow(allow('T0WORKS'));
  const state = async () => (await admin.begin()).get('state') ?? '';
  const cancelled = await admin.back({ state: await state(), error: 'access_denied', code: '' });
  expect([cancelled.status, cancelled.text.includes('You did not confirm it in Slack.')]).toEqual([200, true]);
  const unknown = await admin.back({ state: await state(), code: 'made-up' });
  expect([unknown.status, unknown.text.includes('(invalid_code)')]).toEqual([400, true]);
  fake.fail('busy');
  expect((await admin.back({ state: await state(), code: oauth.confirm(works) })).status).toBe(503);
  fake.recover();
  // Given, and then not to be kept: the bot may be at work, so it stays.
  const { install } = store;
  store.install = () => Promise.reject(new Error('away'));
  expect((await installs(admin, oauth, works)).status).toBe(503);
  expect(oauth.revoked).toEqual([]);
  store.install = install;
  expect(await s.prisma.installation.count()).toBe(0);
  expect((await installs(admin, oauth, works)).status).toBe(200);
});

test('no page is kept, framed, or loads anything, and none leads elsewhere than to Slack', async () => {
  const { admin, address, fake } = await running();
  const begun = await fetch(`${address}/slack/install?next=https://evil.example`, {
    redirect: 'manual',
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  });
  const location = new URL(begun.headers.get('location') ?? '');
  expect(location.origin).toBe(new URL(fake.apiUrl).origin);
  expect(location.pathname).toBe('/oauth/v2/authorize');
  expect(location.searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}/slack/oauth_redirect`);
  expect(begun.headers.get('set-cookie')).toMatch(
    /^__Host-guildhall-install=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
  );
  const page = await admin.back({ state: 'x', code: 'y', error: '<script>' });
  for (const { headers } of [begun, page]) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; .*frame-ancestors 'none'$/,
    );
  }
  expect(page.text).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
  expect(page.text).not.toMatch(/script/);
});

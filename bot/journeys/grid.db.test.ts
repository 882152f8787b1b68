/** Enterprise Grid: an app that is installed for a whole organisation, heard and spoken with in its workspaces as they are met. */
import { expect, test } from 'vitest';
import type { Shape } from '../../adapters/slack/shape.ts';
import { CLIENT, type Place, playOAuth } from '../../adapters/slack/testing/fake-oauth.ts';
import { administrator } from '../testing/administrator.ts';
import { type App, type Apps, app, apps } from '../testing/apps.ts';
import { stage } from '../testing/stage.ts';

const MINUTE = 60_000;
const BOT = 'U0GRID';
const first = { ...CLIENT, organisation: null, secret: 'the-signing-secret-of-the-first' };
const enterprise = { id: 'E0COUNTY', name: 'The County' };
const whole: Place = { enterprise, whole: true, bot: BOT };
const roads = { id: 'T0ROADS', name: 'Roads' };
const parks = { id: 'T0PARKS', name: 'Parks' };
const appIn = (team: string): App => ({
  name: 'slack',
  organisation: '',
  team,
  bot: BOT,
  secret: first.secret,
  token: '',
});

/** What Slack says beside an event for an app that is installed for the whole organisation. */
const forWhole = (team: string | null): Shape => ({
  team_id: team,
  enterprise_id: enterprise.id,
  context_team_id: team,
  context_enterprise_id: enterprise.id,
  authorizations: [
    { enterprise_id: enterprise.id, team_id: null, user_id: BOT, is_bot: true, is_enterprise_install: true },
  ],
});

async function running() {
  const s = await stage();
  const all = await apps(s, { first });
  const oauth = playOAuth(all.fake, s.clock);
  oauth.teams.push(roads, parks);
  const admin = administrator(all.address);
  await all.store.allow({ connection: 'slack', externalId: enterprise.id, organisation: 'The County Council' });
  const install = async (place: Place = whole) => {
    const state = (await admin.begin()).get('state') ?? '';
    return admin.back({ state, code: oauth.confirm(place, { rotating: true }) });
  };
  expect((await install()).text).toContain('It is in The County now.');
  s.slack.post = (to, card, how) => all.slack.chat.post(to, card, how);
  let channels = 0;
  /** The bot is invited to a channel of a workspace, and owes it a word. */
  const invited = (team: string, by: Apps = all) => {
    channels += 1;
    const inner = { type: 'member_joined_channel', user: BOT, channel: `C${channels}`, channel_type: 'C', team };
    return by.tell(appIn(team), by.event(appIn(team), inner, forWhole(team)));
  };
  const posted = () =>
    all.fake.calls.filter(({ method }) => method === 'chat.postMessage').map(({ args }) => args.channel);
  const listed = () => all.fake.calls.filter(({ method }) => method === 'auth.teams.list').length;
  const workspaces = async () =>
    (await s.prisma.workspace.findMany({ include: { organisation: true }, orderBy: { externalId: 'asc' } })).map(
      ({ externalId, name, connection, organisation }) => [externalId, name, connection, organisation.name],
    );
  return { s, ...all, oauth, install, invited, posted, listed, workspaces };
}

test('two workspaces of one organisation are met as they speak, belong to it, and are spoken with by its token', async () => {
  const it = await running();
  const { s, invited, posted, listed, workspaces, registry, fake } = it;
  expect(await workspaces()).toEqual([['E0COUNTY', 'The County', 'slack', 'The County Council']]);
  for (const { id } of [roads, parks, roads, parks]) expect(await invited(id)).toBe(200);
  await s.settle();
  expect(posted()).toEqual(['C1', 'C2', 'C3', 'C4']);
  expect(await workspaces()).toEqual([
    ['E0COUNTY', 'The County', 'slack', 'The County Council'],
    ['T0PARKS', 'Parks', 'slack', 'The County Council'],
    ['T0ROADS', 'Roads', 'slack', 'The County Council'],
  ]);
  // Each was asked about once.
  expect(listed()).toBe(2);
  const deliveries = await s.prisma.delivery.findMany();
  expect(deliveries.map(({ connection }) => connection)).toEqual(['slack', 'slack', 'slack', 'slack']);
  // One that has heard nothing of it speaks there too.
  const other = await apps(s, { first, fake });
  const to = { kind: 'conversation', platform: 'slack', id: 'T0PARKS/C7' } as const;
  await other.slack.chat.post(to, { summary: 'Hello', blocks: [] }, { row: 'r' });
  expect(new Set(fake.calls.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token)).size).toBe(
    1,
  );
  expect(await registry.counts()).toContainEqual({ platform: 'slack', state: 'active', count: 1 });
});

test('somebody of another workspace of the organisation is no stranger, though nothing was heard of theirs', async () => {
  const { s, tell, event, workspaces, listed } = await running();
  const direct = {
    type: 'message',
    channel: 'D1',
    channel_type: 'im',
    user: 'U0ASHA',
    text: 'help',
    ts: '1795424400.000100',
  };
  const told = event(appIn(roads.id), { ...direct, team: parks.id, user_team: parks.id }, forWhole(roads.id));
  expect(await tell(appIn(roads.id), told)).toBe(200);
  expect((await workspaces()).map(([id]) => id)).toEqual([enterprise.id, parks.id, roads.id]);
  expect(await s.prisma.identity.findMany({ include: { workspace: true } })).toMatchObject([
    { ref: `${parks.id}/U0ASHA`, workspace: { externalId: parks.id } },
  ]);
  // A guest from outside is one: Slack is asked about their workspace, and does not list it.
  const stranger = { ...direct, ts: '1795424400.000200', user: 'U0FAY', team: 'T0CEDAR', user_team: 'T0CEDAR' };
  expect(await tell(appIn(roads.id), event(appIn(roads.id), stranger, forWhole(roads.id)))).toBe(200);
  expect((await workspaces()).map(([id]) => id)).not.toContain('T0CEDAR');
  expect(listed()).toBe(3);
});

test('a channel of two workspaces: what Slack tells of it in the one counts as said where it is known from', async () => {
  const { s, tell, event, invited } = await running();
  await invited(roads.id);
  const known = { platform: 'slack', subject: 'question:1', conversation: `${roads.id}/C0SHARED` };
  await s.prisma.thread.create({ data: { ...known, key: 'C0SHARED/1795424400.000100', createdAt: s.clock.now() } });
  const places: string[] = [];
  const { take } = s.bot;
  s.bot.take = (one, within) => {
    places.push(one.in.id);
    return take(one, within);
  };
  const inner = {
    type: 'message',
    channel: 'C0SHARED',
    channel_type: 'channel',
    user: 'U0ASHA',
    team: parks.id,
    user_team: parks.id,
    text: 'Forty tonnes.',
    ts: '1795424400.000300',
    thread_ts: '1795424400.000100',
  };
  expect(await tell(appIn(parks.id), event(appIn(parks.id), inner, forWhole(parks.id)))).toBe(200);
  expect(places).toEqual([`${roads.id}/C0SHARED`]);
});

test('a command in a workspace that was not met yet is heard', async () => {
  const { s, address, tell, workspaces } = await running();
  s.actor('slack', roads.id, 'U0ASHA');
  const form = {
    command: '/guild',
    text: 'help',
    team_id: roads.id,
    enterprise_id: enterprise.id,
    is_enterprise_install: 'true',
    user_id: 'U0ASHA',
    user_name: 'asha',
    channel_id: 'C1',
    channel_name: 'roads',
    trigger_id: 't1',
    response_url: `${address}/nowhere`,
  };
  expect(await tell(appIn(roads.id), { form })).toBe(200);
  expect(await s.prisma.delivery.count()).toBe(1);
  expect((await workspaces()).map(([id]) => id)).toContain(roads.id);
});

test('a shortcut for which Slack names no workspace but the person’s is heard there', async () => {
  const { s, tell } = await running();
  s.actor('slack', parks.id, 'U0ASHA');
  const payload = {
    type: 'shortcut',
    callback_id: 'ask',
    trigger_id: 't2',
    team: null,
    enterprise: enterprise,
    is_enterprise_install: true,
    user: { id: 'U0ASHA', username: 'asha', team_id: parks.id },
  };
  expect(await tell(appIn(parks.id), { payload })).toBe(200);
  expect(await s.prisma.delivery.count()).toBe(1);
});

test('what Slack does not list is not the organisation’s, whatever an event says, and neither is another connection’s', async () => {
  const { s, invited, connect, oauth, workspaces, lines, listed, registry } = await running();
  const ashcombe = app('ashcombe', 'Ashcombe Council');
  await connect(ashcombe);
  const before = await workspaces();
  expect(await invited('T0STRANGER')).toBe(200);
  expect(await invited('T0STRANGER')).toBe(200);
  // Asked once a minute at most.
  expect(listed()).toBe(1);
  oauth.teams.push({ id: ashcombe.team, name: 'Taken' });
  expect(await invited(ashcombe.team)).toBe(200);
  s.clock.pass(MINUTE);
  expect(await workspaces()).toEqual(before);
  expect(await s.prisma.delivery.count()).toBe(0);
  expect(lines.filter((line) => line.startsWith('slack.unknown_workspace'))).toHaveLength(3);
  expect((await registry.slack.find(ashcombe.team))?.token).toBe(ashcombe.token);
  // One that no connection has, and that the organisation says is another organisation's.
  expect(await registry.slack.find('T0STRANGER')).toBeNull();
});

test('another connection’s signature spends nothing of the organisation’s token, and claims nothing for it', async () => {
  const { s, tell, event, connect, oauth, workspaces, listed } = await running();
  const ashcombe = app('ashcombe', 'Ashcombe Council');
  await connect(ashcombe);
  oauth.teams.push({ id: 'T0CLAIMED', name: 'Claimed' });
  const before = await workspaces();
  const inner = { type: 'member_joined_channel', user: BOT, channel: 'C1', channel_type: 'C' };
  for (const team of [roads.id, 'T0CLAIMED', 'T0STRANGER'])
    expect(await tell(ashcombe, event(ashcombe, { ...inner, team }, forWhole(team)))).toBe(200);
  expect([listed(), await workspaces(), await s.prisma.delivery.count()]).toEqual([0, before, 0]);
});

test('an event that names workspaces without end costs Slack a handful of questions', async () => {
  const { tell, event, listed } = await running();
  const authorizations = Array.from({ length: 50 }, (_, at) => ({
    enterprise_id: enterprise.id,
    team_id: `T0NOBODY${at}`,
    is_enterprise_install: false,
  }));
  const inner = { type: 'member_joined_channel', user: BOT, channel: 'C1', channel_type: 'C' };
  const outer = { ...forWhole('T0STRANGER'), authorizations };
  expect(await tell(appIn('T0STRANGER'), event(appIn('T0STRANGER'), inner, outer))).toBe(200);
  expect(listed()).toBeGreaterThan(0);
  expect(listed()).toBeLessThanOrEqual(6);
});

for (const [why, inner] of [
  ['app_uninstalled', { type: 'app_uninstalled' }],
  ['tokens_revoked', { type: 'tokens_revoked', tokens: { bot: [BOT] } }],
] as const)
  for (const [how, outer] of [
    ['with its authorisation', forWhole(roads.id)],
    ['under its own id', { team_id: enterprise.id, enterprise_id: enterprise.id, authorizations: [] }],
    ['with no workspace', { team_id: null, enterprise_id: enterprise.id, authorizations: undefined }],
  ] as const)
    test(`${why}, told ${how}: every workspace of the organisation waits, and goes on when it is installed again`, async () => {
      const { s, tell, event, invited, posted, install, lines, registry } = await running();
      await invited(roads.id);
      await invited(parks.id);
      s.clock.pass(MINUTE);
      expect(await tell(appIn(roads.id), event(appIn(roads.id), inner, outer))).toBe(200);
      expect(lines.filter((line) => line.startsWith('slack.revoked'))).toEqual([
        `slack.revoked ${JSON.stringify({ workspace: enterprise.id, why })}`,
      ]);
      await s.settle();
      expect(posted()).toEqual([]);
      expect(await registry.counts()).toContainEqual({ platform: 'slack', state: 'revoked', count: 1 });
      s.clock.pass(MINUTE);
      expect((await install()).status).toBe(200);
      s.clock.pass(MINUTE);
      await s.settle();
      expect(posted().sort()).toEqual(['C1', 'C2']);
    });

test('news of a workspace’s own end is not the organisation’s', async () => {
  const { s, tell, event, invited, posted, lines } = await running();
  await invited(roads.id);
  s.clock.pass(MINUTE);
  const own = {
    enterprise_id: enterprise.id,
    team_id: roads.id,
    user_id: BOT,
    is_bot: true,
    is_enterprise_install: false,
  };
  const outer = { team_id: roads.id, enterprise_id: enterprise.id, authorizations: [own] };
  expect(await tell(appIn(roads.id), event(appIn(roads.id), { type: 'app_uninstalled' }, outer))).toBe(200);
  await s.settle();
  expect(posted()).toEqual(['C1']);
  expect(lines.filter((line) => line.startsWith('slack.revoked'))).toEqual([]);
});

test('a workspace of an allowed organisation may install it for itself, and then speaks with its own token', async () => {
  const { s, install, invited, registry } = await running();
  await invited(roads.id);
  const whole = (await registry.slack.find(roads.id))?.token;
  expect((await install({ team: roads, enterprise, bot: 'U0ROADS' })).status).toBe(200);
  s.clock.pass(MINUTE);
  const own = await registry.slack.find(roads.id);
  expect(own).toMatchObject({ botUserId: 'U0ROADS' });
  expect(own?.token).not.toBe(whole);
  expect(own).not.toHaveProperty('enterpriseId');
  await invited(parks.id);
  expect((await registry.slack.find(parks.id))?.token).toBe(whole);
});

test('its token is renewed once for all its workspaces', async () => {
  const { s, invited, posted, oauth } = await running();
  await invited(roads.id);
  await invited(parks.id);
  s.clock.pass(13 * 60 * MINUTE);
  await s.settle();
  expect(posted().sort()).toEqual(['C1', 'C2']);
  expect(oauth.refreshed).toHaveLength(1);
});

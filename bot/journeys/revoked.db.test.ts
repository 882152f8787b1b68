/** An app that was uninstalled, or whose token was withdrawn: nothing more is sent, nothing is lost, and a new token makes it go on. */
import { expect, test } from 'vitest';
import { ensureWorkspace } from '../../prisma/places.ts';
import { systemIds } from '../clock.ts';
import type { Log } from '../core/ports.ts';
import { createRegistry, type Registry } from '../start/registry.ts';
import { app, apps } from '../testing/apps.ts';
import { stage } from '../testing/stage.ts';

const ashcombe = app('ashcombe', 'Ashcombe Council');
const brackenford = app('brackenford', 'Brackenford Council');
const MINUTE = 60_000;

async function running() {
  const s = await stage();
  const all = await apps(s);
  await all.connect(ashcombe);
  await all.connect(brackenford);
  // What is owed leaves by the real adapter.
  s.slack.post = (to, card, how) => all.slack.chat.post(to, card, how);
  s.actor('slack', ashcombe.team, 'U0ASHA');
  let welcomes = 0;
  /** The bot is invited to a channel, and owes it a word. */
  const invited = (one: typeof ashcombe) => {
    welcomes += 1;
    const channel = `C${welcomes}`;
    const inner = { type: 'member_joined_channel', user: one.bot, channel, channel_type: 'C', team: one.team };
    return all.tell(one, all.event(one, inner));
  };
  const posted = () => all.fake.calls.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token);
  const installing = (token: string) => {
    const { team: externalId, bot: botUserId } = ashcombe;
    return { externalId, token, botUserId, botId: 'B', name: 'ashcombe', url: '', scopes: [] };
  };
  const connection = { name: 'ashcombe' };
  return {
    s,
    ...all,
    invited,
    posted,
    renew: (token: string) => all.store.rotate(connection, { installing: installing(token) }),
  };
}

for (const [why, inner] of [
  ['app_uninstalled', { type: 'app_uninstalled' }],
  ['tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: ['U0ASHA'], bot: [ashcombe.bot] } }],
] as const) {
  test(`${why}: what is owed waits, and a new token makes it go on`, async () => {
    const { s, tell, event, invited, posted, renew, lines, registry } = await running();
    await invited(ashcombe);
    s.clock.pass(MINUTE);
    expect(await tell(ashcombe, event(ashcombe, inner))).toBe(200);
    await s.settle();
    expect(posted()).toEqual([]);
    expect(lines.filter((line) => line.startsWith('slack.revoked'))).toEqual([
      `slack.revoked ${JSON.stringify({ workspace: ashcombe.team, why })}`,
    ]);
    expect(await registry.counts()).toContainEqual({ platform: 'slack', state: 'revoked', count: 1 });
    // It waits as long as it takes; others are not held up.
    await invited(brackenford);
    for (let day = 0; day < 3; day += 1) {
      s.clock.pass(24 * 60 * MINUTE);
      await s.settle();
    }
    expect(posted()).toEqual([brackenford.token]);
    expect(await s.prisma.outgoing.findMany({ where: { state: { not: 'shown' } } })).toMatchObject([
      { state: 'owed', problem: 'busy' },
    ]);
    // Slack brings news of the end once more: nothing new.
    await tell(ashcombe, event(ashcombe, inner));
    expect(lines.filter((line) => line.startsWith('slack.revoked'))).toHaveLength(1);
    await renew('xoxb-ashcombe-2');
    s.clock.pass(MINUTE);
    await s.settle();
    expect(posted()).toEqual([brackenford.token, 'xoxb-ashcombe-2']);
    expect(await registry.counts()).toContainEqual({ platform: 'slack', state: 'revoked', count: 0 });
  });
}

test('late news of an older token’s end does not end the new one', async () => {
  const { s, tell, event, invited, posted, renew } = await running();
  const late = event(ashcombe, { type: 'app_uninstalled' });
  s.clock.pass(MINUTE);
  await renew('xoxb-ashcombe-2');
  s.clock.pass(MINUTE);
  expect(await tell(ashcombe, late)).toBe(200);
  await invited(ashcombe);
  await s.settle();
  expect(posted()).toEqual(['xoxb-ashcombe-2']);
});

test('a person’s own token, and another app’s word for it, end nothing', async () => {
  const { s, tell, event, invited, posted } = await running();
  s.clock.pass(MINUTE);
  await tell(ashcombe, event(ashcombe, { type: 'tokens_revoked', tokens: { oauth: ['U0ASHA'], bot: [] } }));
  const theirs = event(ashcombe, { type: 'app_uninstalled' });
  expect(await tell(brackenford, theirs)).toBe(200);
  await invited(ashcombe);
  await s.settle();
  expect(posted()).toEqual([ashcombe.token]);
});

test('the database is away when the end is told: Slack is asked to say it again', async () => {
  const { s, tell, event, store } = await running();
  s.clock.pass(MINUTE);
  const { revoke } = store;
  store.revoke = () => Promise.reject(new Error('away'));
  const news = event(ashcombe, { type: 'app_uninstalled' });
  expect(await tell(ashcombe, news)).toBe(503);
  store.revoke = revoke;
  expect(await tell(ashcombe, news)).toBe(200);
  expect(await s.prisma.installation.count({ where: { state: 'revoked' } })).toBe(1);
});

test('the environment’s own connection ends likewise, in every process, until its next start with a good token', async () => {
  const { s, store } = await running();
  const cedar = { teamId: 'T0CEDAR', token: 'xoxb-cedar-1', botUserId: 'U0CEDAR', botId: 'B', appId: '' };
  const log: Log = { info() {}, warn() {}, error() {}, with: () => log };
  const needs = { store, door: s.door, first: cedar, hasFirstTeams: false, clock: s.clock, log };
  const { teamId: externalId, token, botUserId, botId } = cedar;
  const place = { platform: 'slack', externalId, name: 'cedar', organisation: 'Cedar Housing', connection: 'slack' };
  await ensureWorkspace(s.prisma, { ...place, newId: () => systemIds.next(), now: s.clock.now() });
  const met = () => store.met('slack', { externalId, token, botUserId, botId, name: 'cedar', url: '', scopes: [] });
  await met();
  const [web, worker] = [createRegistry(needs), createRegistry(needs)];
  const found = async (one: Registry) => (await one.slack.find(externalId))?.token ?? null;
  expect([await found(web), await found(worker)]).toEqual([token, token]);
  // The token itself is the environment's affair.
  expect(await s.prisma.installation.findFirst({ where: { externalId } })).toMatchObject({ token: null });
  s.clock.pass(MINUTE);
  expect(await web.slack.revoke?.({ ...cedar, connection: 'slack' }, s.clock.now())).toBe(true);
  expect(await found(web)).toBeNull();
  s.clock.pass(MINUTE);
  expect(await found(worker)).toBeNull();
  await met();
  s.clock.pass(MINUTE);
  expect([await found(web), await found(worker)]).toEqual([token, token]);
  expect(await web.slack.ownerOf(externalId)).toBe('slack');
});

/** Tokens that end after twelve hours: renewed ahead of their end, once over all processes, and what happens where they cannot be. */
import { expect, test } from 'vitest';
import { CLIENT, type Place, playOAuth } from '../../adapters/slack/testing/fake-oauth.ts';
import { createConnections, type Rotating } from '../../prisma/connections.ts';
import { systemIds } from '../clock.ts';
import { administrator } from '../testing/administrator.ts';
import { apps } from '../testing/apps.ts';
import { stage } from '../testing/stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const first = { ...CLIENT, organisation: 'Ashcombe Council', secret: 'the-signing-secret-of-the-first' };
const works: Place = { team: { id: 'T0WORKS', name: 'Ashcombe works' }, bot: 'U0WORKS' };
const slackApp = { name: 'slack', organisation: '', team: 'T0WORKS', bot: 'U0WORKS', secret: first.secret, token: '' };
const channel = { kind: 'conversation', platform: 'slack', id: 'T0WORKS/C1' } as const;

async function running() {
  const s = await stage();
  const all = await apps(s, { first });
  const oauth = playOAuth(all.fake, s.clock);
  const admin = administrator(all.address);
  await all.store.allow({ connection: 'slack', externalId: 'T0WORKS', organisation: null });
  const install = async () => {
    const state = (await admin.begin()).get('state') ?? '';
    const { status } = await admin.back({ state, code: oauth.confirm(works, { rotating: true }) });
    expect(status).toBe(200);
  };
  await install();
  const post = async ({ slack } = all) =>
    void (await slack.chat.post(channel, { summary: 'Hello', blocks: [] }, { row: 'r' }));
  /** The tokens with which something was posted. */
  const posted = () =>
    all.fake.calls
      .filter(({ method, answer }) => method === 'chat.postMessage' && answer.ok !== false)
      .map(({ token }) => token);
  const logged = (event: string) => all.lines.filter((line) => line.startsWith(`${event} `));
  /** When nothing is being renewed any more. */
  const idle = () => all.slack.close();
  const row = () => s.prisma.installation.findFirstOrThrow({ where: { externalId: 'T0WORKS' } });
  return { s, ...all, oauth, install, post, posted, logged, idle, row };
}

test('a token is renewed two hours before its end, beside the calls, and kept sealed with what renews it', async () => {
  const { s, post, posted, idle, oauth, row, fake } = await running();
  const begun = await row();
  expect(begun.expiresAt).toEqual(new Date(s.clock.now().getTime() + 12 * HOUR));
  expect(Buffer.from(begun.token ?? []).toString('latin1')).not.toMatch(/xox/);
  s.clock.pass(10 * HOUR - MINUTE);
  await post();
  await idle();
  expect(oauth.refreshed).toEqual([]);
  s.clock.pass(2 * MINUTE);
  await post();
  await idle();
  expect(oauth.refreshed).toHaveLength(1);
  await post();
  const [old, , renewed] = posted();
  expect(posted()).toEqual([old, old, renewed]);
  expect(renewed).not.toBe(old);
  expect((await row()).expiresAt).toEqual(new Date(s.clock.now().getTime() + 12 * HOUR));
  expect(fake.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(2);
  // Days without a word: the next one renews it first.
  s.clock.pass(72 * HOUR);
  await post();
  expect(oauth.refreshed).toHaveLength(2);
  expect(new Set(posted()).size).toBe(3);
});

test('two processes that find it ended at once renew it once', async () => {
  const it = await running();
  const other = await apps(it.s, { first, fake: it.fake });
  // Both know the token as it was.
  await it.post();
  await it.post(other);
  it.s.clock.pass(13 * HOUR);
  // Slack answers the first when the second waits for it: seen in the database, not guessed by time.
  it.oauth.holdUntil(async () => {
    for (;;) {
      const [found] = await it.s.prisma.$queryRaw<{ waits: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
          AND wait_event = 'advisory') AS waits`;
      if (found?.waits) return;
    }
  });
  await Promise.all([it, other, it, other, it, other].map((one) => it.post(one)));
  expect(it.oauth.refreshed).toHaveLength(1);
  const tokens = it.posted();
  expect(tokens).toHaveLength(8);
  expect(new Set(tokens.slice(2)).size).toBe(1);
  expect([...it.lines, ...other.lines].filter((line) => line.startsWith('slack.token_renewed'))).toHaveLength(1);
  expect([...it.lines, ...other.lines].join('\n')).not.toMatch(/xox|the-client-secret/);
});

test('Slack says that it has ended before our clock does: renewed, and the call is made again', async () => {
  const { post, posted, oauth, fake } = await running();
  await post();
  oauth.expire(posted()[0] ?? '');
  await post();
  expect(oauth.refreshed).toHaveLength(1);
  expect(posted()).toHaveLength(2);
  expect(fake.calls.filter(({ answer }) => answer.error === 'token_expired')).toHaveLength(1);
});

test('Slack is away: while the token is good it is used and a minute is waited, after that calls wait, and nothing is lost', async () => {
  const { s, post, posted, logged, idle, oauth, fake, row } = await running();
  s.clock.pass(11 * HOUR);
  fake.on('oauth.v2.access', () => ({ ok: false, error: 'service_unavailable' }));
  for (let turn = 0; turn < 3; turn += 1) {
    await post();
    await idle();
  }
  expect(posted()).toHaveLength(3);
  expect(logged('slack.token_not_renewed')).toEqual([
    'slack.token_not_renewed {"workspace":"T0WORKS","code":"service_unavailable"}',
  ]);
  s.clock.pass(HOUR);
  await expect(post()).rejects.toMatchObject({ reason: 'busy', code: 'token_expired' });
  expect(await row()).toMatchObject({ state: 'active' });
  playOAuthAgain();
  await post();
  expect(posted()).toHaveLength(4);

  function playOAuthAgain() {
    fake.on('oauth.v2.access', () => ({
      access_token: oauth.grant(works),
      refresh_token: 'xoxe-refresh-anew',
      expires_in: 43_200,
    }));
  }
});

test('a refused refresh ends the installation: what is owed waits, and installing it again makes it go on', async () => {
  const { s, slack, tell, event, posted, logged, oauth, install, registry } = await running();
  s.slack.post = (to, card, how) => slack.chat.post(to, card, how);
  const inner = { type: 'member_joined_channel', user: 'U0WORKS', channel: 'C9', channel_type: 'C', team: 'T0WORKS' };
  oauth.forgetRefreshTokens();
  s.clock.pass(13 * HOUR);
  expect(await tell(slackApp, event(slackApp, inner))).toBe(200);
  await s.settle();
  expect(posted()).toEqual([]);
  expect(logged('slack.revoked')).toEqual(['slack.revoked {"workspace":"T0WORKS","why":"invalid_refresh_token"}']);
  expect(await registry.counts()).toContainEqual({ platform: 'slack', state: 'revoked', count: 1 });
  s.clock.pass(24 * HOUR);
  await s.settle();
  expect(await s.prisma.outgoing.findMany({ where: { state: { not: 'shown' } } })).toMatchObject([
    { state: 'owed', problem: 'busy' },
  ]);
  await install();
  s.clock.pass(MINUTE);
  await s.settle();
  expect(posted()).toHaveLength(1);
  expect(await registry.counts()).toContainEqual({ platform: 'slack', state: 'revoked', count: 0 });
});

test('what Slack gave and the database did not take is kept and stored by the next call, without asking Slack again', async () => {
  const { s, post, posted, logged, oauth } = await running();
  s.clock.pass(13 * HOUR);
  await s.prisma.$executeRaw`ALTER TABLE installation ADD CONSTRAINT away CHECK (false) NOT VALID`;
  await expect(post()).rejects.toMatchObject({ reason: 'busy', code: 'token_expired' });
  expect(logged('slack.token_not_renewed')).toHaveLength(1);
  await s.prisma.$executeRaw`ALTER TABLE installation DROP CONSTRAINT away`;
  await post();
  expect(oauth.refreshed).toHaveLength(1);
  expect(posted()).toHaveLength(1);
});

test('what one process could not store goes on, though another asked with the spent token and took it for ended', async () => {
  const it = await running();
  const other = await apps(it.s, { first, fake: it.fake });
  await it.post(other);
  it.s.clock.pass(13 * HOUR);
  // What the first was given is not taken; that it has ended is.
  await it.s.prisma.$executeRaw`ALTER TABLE installation ADD CONSTRAINT away CHECK (state <> 'active') NOT VALID`;
  await expect(it.post()).rejects.toMatchObject({ reason: 'busy', code: 'token_expired' });
  await expect(it.post(other)).rejects.toMatchObject({ reason: 'busy' });
  expect(await it.row()).toMatchObject({ state: 'revoked' });
  await it.s.prisma.$executeRaw`ALTER TABLE installation DROP CONSTRAINT away`;
  it.s.clock.pass(4_000);
  await it.post();
  it.s.clock.pass(4_000);
  await it.post(other);
  expect(await it.row()).toMatchObject({ state: 'active' });
  expect(it.oauth.refreshed).toHaveLength(1);
  expect(it.posted()).toHaveLength(3);
});

test('while the old token is good, what the database did not take is kept with the next call, not a minute later', async () => {
  const { s, post, idle, oauth, row } = await running();
  s.clock.pass(11 * HOUR);
  await s.prisma.$executeRaw`ALTER TABLE installation ADD CONSTRAINT away CHECK (false) NOT VALID`;
  await post();
  await idle();
  await s.prisma.$executeRaw`ALTER TABLE installation DROP CONSTRAINT away`;
  await post();
  expect((await row()).expiresAt).toEqual(new Date(s.clock.now().getTime() + 12 * HOUR));
  expect(oauth.refreshed).toHaveLength(1);
});

test('a commit that fails once is made again at once', async () => {
  const { s, post, posted, oauth, logged } = await running();
  s.clock.pass(13 * HOUR);
  await s.prisma.$executeRaw`CREATE SEQUENCE commits`;
  await s.prisma.$executeRaw`
    CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF nextval('commits') = 1 THEN RAISE EXCEPTION 'away'; END IF; RETURN NULL; END $$`;
  await s.prisma.$executeRaw`
    CREATE CONSTRAINT TRIGGER away AFTER UPDATE ON installation DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fail_once()`;
  await post();
  expect(oauth.refreshed).toHaveLength(1);
  expect(posted()).toHaveLength(1);
  expect(logged('slack.token_not_renewed')).toEqual([]);
});

test('Slack is not asked for a token when too little time is left to keep it', async () => {
  const { s, row } = await running();
  const needs = { prisma: s.prisma, secrets: [new Uint8Array(32).fill(7)], newId: systemIds.next, clock: s.clock };
  const store = createConnections({ ...needs, renewalMs: 12_100 });
  const expiring = (await row()).expiresAt ?? new Date();
  const asked: string[] = [];
  const renewed = () =>
    store.renew('slack', 'T0WORKS', expiring, async (refresh) => {
      asked.push(refresh);
      return { token: 'xoxe.xoxb-next', refresh: 'xoxe-next', expiresAt: null };
    });
  await s.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('slack token slack/T0WORKS', 0))`;
    await expect(renewed()).rejects.toThrow('lock timeout');
  });
  expect(asked).toEqual([]);
  expect(await renewed()).toBe('renewed');
  expect(asked).toHaveLength(1);
}, 8_000);

test('a refused renewal ends what it was asked for, not what was installed meanwhile', async () => {
  const { s, store, install, row } = await running();
  s.clock.pass(13 * HOUR);
  const renewed = await store.renew('slack', 'T0WORKS', (await row()).expiresAt ?? new Date(), async () => {
    await install();
    return null;
  });
  expect(renewed).toBe('gone');
  expect(await row()).toMatchObject({ state: 'active' });
});

test('an installation that comes while a token is renewed stays, and its end is not held up by that', async () => {
  const { s, store, registry, install, row } = await running();
  s.clock.pass(13 * HOUR);
  const { expiresAt } = await row();
  const late: Rotating = {
    token: 'xoxe.xoxb-late',
    refresh: 'xoxe-late',
    expiresAt: new Date(s.clock.now().getTime() + HOUR),
  };
  const renewed = await store.renew('slack', 'T0WORKS', expiresAt ?? new Date(), async () => {
    expect(await store.revoke('slack', 'T0WORKS', s.clock.now())).toBe(true);
    s.clock.pass(1);
    await install();
    return late;
  });
  expect(renewed).toBe('renewed');
  s.clock.pass(4_000);
  expect((await registry.slack.find('T0WORKS'))?.token).toMatch(/^xoxe\.xoxb-given/);
});

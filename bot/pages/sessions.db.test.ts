/** Coming to the pages by a link, and the session that it opens, over real sockets. */
import { describe, expect, test } from 'vitest';
import { readLink } from '../../adapters/web/places.ts';
import { createConnections } from '../../prisma/connections.ts';
import { systemIds } from '../clock.ts';
import { linkIn, served } from '../testing/pages.ts';
import { town } from '../testing/town.ts';
import { cardIn, type Visitor } from '../testing/visitor.ts';
import { wordsOf } from '../testing/words-of.ts';
import { digestOf } from './sessions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a link', () => {
  test('is told in private on both platforms, is kept as a digest alone, and is good once', async () => {
    const { s, ben, fay } = await town();
    const web = await served(s);
    for (const who of [ben, fay]) {
      const url = await web.link(who);
      expect(url).toMatch(/^http:\/\/localhost\/pages\/in#[\w-]{43}$/);
      const secret = url.split('#')[1] ?? '';
      expect(await s.prisma.pageLink.findMany()).toEqual([expect.objectContaining({ digest: digestOf(secret) })]);
      const visitor = web.visitor();
      // Whoever looks at it, a program for instance, does not use it up.
      for (let time = 0; time < 2; time += 1) {
        const { status, body } = await visitor.post('link', { link: secret });
        expect([status, body]).toEqual([200, { name: who.name, organisation: expect.stringContaining('Council') }]);
      }
      expect((await visitor.enters(url)).status).toBe(200);
      expect((await visitor.hello()).body.me?.name).toBe(who.name);
      const other = await web.visitor().enters(url);
      expect([other.status, other.body.said]).toEqual([410, expect.stringContaining('used already')]);
      expect(await s.prisma.pageLink.count()).toBe(0);
    }
    // What is kept cannot be used for what was given.
    const [session] = await s.prisma.pageSession.findMany();
    const thief = web.visitor();
    thief.cookie = `guildhall_pages=${session?.digest}`;
    expect((await thief.hello()).body.me).toBeNull();
  });

  test('ends after ten minutes, with the next one, and with the account', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const enter = async (link: string) => (await web.visitor().enters(link)).status;
    const late = await web.link(ben);
    s.clock.pass(10 * MINUTE);
    expect(await enter(late)).toBe(410);
    const first = await web.link(ben);
    const second = await web.link(ben);
    expect(await enter(first)).toBe(410);
    expect(await enter(second)).toBe(200);
    const third = await web.link(ben);
    await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
    expect(await enter(third)).toBe(410);
    for (const made of ['', 'x', `${'a'.repeat(43)}`, `${'a'.repeat(42)}'`]) expect(await enter(made)).toBe(410);
    expect((await web.visitor().post('enter', 'null')).status).toBe(410);
  });

  test('used by two at once lets one in', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const link = await web.link(ben);
    const all = await Promise.all(Array.from({ length: 4 }, () => web.visitor().enters(link)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    expect(await s.prisma.pageSession.count()).toBe(1);
  });

  test('is given by the button at home too', async () => {
    const { s, ben } = await town();
    expect(linkIn(await s.press(ben, s.private(ben), 'pages.open', ''))).toContain('/pages/in#');
  });

  test('leads to a report where a button says so, behind its secret, and nowhere else', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const opened = async (value: string) => linkIn(await s.press(ben, s.private(ben), 'pages.open', value));
    const session = '01900000-0000-7000-8000-000000000001';
    for (const [value, edition] of [
      [`reports/${session}`, null],
      [`reports/${session}/0`, 0],
      [`reports/${session}/12`, 12],
    ] as const) {
      const { pathname, hash } = new URL(await opened(value));
      expect(pathname).toBe('/pages/in');
      // As the page reads it.
      expect(readLink(hash)?.to).toEqual({ at: 'report', session, edition });
      expect(readLink(hash)?.link).toMatch(/^[\w-]{43}$/);
    }
    expect((await web.visitor().enters(await opened(`reports/${session}`))).status).toBe(200);
    for (const value of [
      'reports',
      `reports/${session}/x`,
      `reports/${session}/1/2`,
      '/../playground',
      '//evil.example',
    ])
      expect(await opened(value)).toMatch(/#[\w-]{43}$/);
  });
});

describe('a session', () => {
  test('is a cookie that scripts cannot read, other sites cannot send, and that goes nowhere else', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const { headers } = await web.visitor().enters(await web.link(ben));
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^guildhall_pages=[\w-]{43}; /);
    const flags = cookie.split('; ').slice(1);
    expect(flags.sort()).toEqual(['HttpOnly', 'Max-Age=28800', 'Path=/pages', 'SameSite=Lax', 'Secure']);
    expect(headers.get('cache-control')).toBe('no-store');
    // On this machine alone there is no https.
    const local = await served(s, { publicUrl: 'http://localhost:3000' });
    const [plain = ''] = (await local.visitor().enters(await local.link(ben))).headers.getSetCookie();
    expect(plain).not.toContain('Secure');
  });

  test('ends with the day, by its owner, and when the account is closed', async () => {
    const { s, ben, fay } = await town();
    const web = await served(s);
    const here = await web.signedIn(ben);
    const there = await web.signedIn(ben);
    const isIn = async (visitor: Visitor) => (await visitor.post('read/communities.mine', {})).status === 200;
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    const left = await there.post('leave', {});
    expect(left.headers.getSetCookie()[0]).toMatch(/^guildhall_pages=; Max-Age=0; /);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    s.clock.pass(8 * HOUR);
    const after = await here.post<{ said: string }>('read/communities.mine', {});
    expect([after.status, after.body.said]).toEqual([401, expect.stringContaining('Your visit has ended')]);
    const again = await web.signedIn(ben);
    const other = await web.signedIn(fay);
    await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
    expect([await isIn(again), await isIn(other)]).toEqual([false, true]);
    // Should they come back, they come in anew.
    await s.command(ben, s.private(ben), 'help');
    expect(await isIn(again)).toBe(false);
  });

  test('ends where nothing is heard of the workspace any more', async () => {
    const { s, ben, fay } = await town();
    const web = await served(s);
    const [here, elsewhere] = [await web.signedIn(ben), await web.signedIn(fay)];
    const waiting = await web.link(ben);
    // As one that the environment describes: only its workspaces say whose they are.
    await s.prisma.workspace.updateMany({ where: { externalId: 'brackenford' }, data: { connection: 'brackenford' } });
    const { prisma, clock } = s;
    const newId = () => systemIds.next();
    await createConnections({ prisma, clock, newId, secrets: [new Uint8Array(32).fill(7)] }).remove('brackenford');
    expect((await here.hello()).body.me).toBe(null);
    expect((await web.visitor().enters(waiting)).status).toBe(410);
    expect((await elsewhere.hello()).body.me).not.toBe(null);
  });

  test('ends where accounts are joined, and where they are taken apart', async () => {
    const { s, ben, asha } = await town();
    const web = await served(s);
    const join = async () => {
      const told = wordsOf(cardIn((await s.command(ben, s.private(ben), 'link')) ?? undefined));
      const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(told)?.[0] ?? '';
      await s.command(asha, s.private(asha), 'link', code);
      const { id } = await s.prisma.linkCode.findFirstOrThrow({ where: { state: 'typed' } });
      await s.press(ben, s.private(ben), 'people.join', id);
      await s.settle();
    };
    const isIn = async (visitor: Visitor) => (await visitor.hello()).body.me !== null;
    const before = [await web.signedIn(ben), await web.signedIn(asha)];
    await join();
    for (const visitor of before) expect(await isIn(visitor)).toBe(false);
    const together = [await web.signedIn(ben), await web.signedIn(asha)];
    for (const visitor of together) expect(await isIn(visitor)).toBe(true);
    const { id } = await s.prisma.joining.findFirstOrThrow();
    await s.press(asha, s.private(asha), 'people.part', id);
    for (const visitor of together) expect(await isIn(visitor)).toBe(false);
  });

  test('does nothing without the word that only our own page knows', async () => {
    const { s, ben, fay } = await town();
    const web = await served(s);
    const visitor = await web.signedIn(ben);
    const other = await web.signedIn(fay);
    const { csrf } = visitor;
    const status = async (more: Record<string, string> = {}) =>
      (await visitor.post('press/communities.create', { id: crypto.randomUUID(), value: '' }, more)).status;
    expect(await status()).toBe(200);
    visitor.csrf = '';
    expect(await status()).toBe(403);
    visitor.csrf = other.csrf;
    expect(await status()).toBe(403);
    visitor.csrf = csrf;
    // Nor where another site made the browser send it.
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ 'content-type': 'text/plain' })).toBe(415);
    expect(await status({ origin: 'https://guild.ashcombe.example', 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status({ origin: web.url })).toBe(200);
    // It is told to our own page after a reload.
    expect((await visitor.hello()).body.csrf).toBe(csrf);
    expect((await visitor.post('hello', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });
});

test('what is over is forgotten', async () => {
  const { s, ben, fay } = await town();
  const web = await served(s);
  await web.signedIn(ben);
  await web.link(fay);
  expect(await s.forgetPages(10)).toBe(0);
  s.clock.pass(8 * HOUR);
  expect(await s.forgetPages(10)).toBe(1);
  expect([await s.prisma.pageLink.count(), await s.prisma.pageSession.count()]).toEqual([0, 0]);
});

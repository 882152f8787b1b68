/** The way to the pages, and what may be read and done on them, over real sockets. */
import { describe, expect, test } from 'vitest';
import { KeysUnavailable } from '../../adapters/http/tokens.ts';
import { createPages } from '../core/pages.ts';
import { createTables } from '../core/tables.ts';
import { linkIn, served } from '../testing/pages.ts';
import { founded, town } from '../testing/town.ts';
import { cardIn, formIn, saidIn, type Visitor } from '../testing/visitor.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';
import { createWords } from '../words/catalogue.ts';
import type { FoundCommunities, MyCommunities, Waiting } from '../words/pages.ts';
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

describe('what is asked', () => {
  test('that is not there, or is not what it takes, gets a sentence', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const visitor = await web.signedIn(ben);
    const ask = async (path: string, body: unknown = {}) => {
      const { status, body: got } = await visitor.post<{ said?: string }>(path, body);
      return [status, got.said !== undefined && got.said.length > 20];
    };
    const id = crypto.randomUUID();
    for (const path of [
      'read/nothing',
      'read/communities.join',
      'x',
      'read/a/b',
      'press/Communities',
      'read/__proto__',
    ])
      expect(await ask(path)).toEqual([404, true]);
    // What chat can do is not all open to pages.
    expect(await ask('press/communities.bind', { id, value: '' })).toEqual([404, true]);
    expect(await ask('press/communities.organisation', { id, value: '' })).toEqual([404, true]);
    expect(await ask('submit/people.profile', { id, context: '', values: {} })).toEqual([404, true]);
    expect(await ask('read/communities.found', { words: 3 })).toEqual([400, true]);
    expect(await ask('read/communities.found', { words: 'x', most: 1_000 })).toEqual([400, true]);
    expect(await ask('press/communities.join', { id: 'x', value: '' })).toEqual([400, true]);
    expect(await ask('press/communities.join', { id, value: 'x'.repeat(300) })).toEqual([400, true]);
    expect(await ask('submit/communities.create', { id, context: '', values: { name: { a: 1 } } })).toEqual([
      400,
      true,
    ]);
    const got = await fetch(`${web.url}/pages/api/read/communities.mine`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${web.url}/pages/elsewhere`)).status).toBe(404);
    expect((await fetch(`${web.url}/pages/assets/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${web.url}/pages`, { method: 'POST' })).status).toBe(405);
  });

  test('in whatever shape ends nothing', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const { cookie, csrf } = await web.signedIn(ben);
    const headers = { 'content-type': 'application/json', cookie, 'x-guildhall-csrf': csrf };
    const status = async (path: string, body: string) =>
      (await fetch(`${web.url}/pages/api/${path}`, { method: 'POST', headers, body })).status;
    for (const body of ['', '{', '[]', 'null', '"x"', '7', '{"id":{}}', '{"__proto__":{"id":1}}', '\u0000']) {
      expect(await status('enter', body)).toBe(410);
      expect(await status('link', body)).toBe(410);
      expect(await status('press/communities.join', body)).toBe(400);
      expect(await status('submit/communities.create', body)).toBe(400);
      expect([200, 400]).toContain(await status('read/communities.mine', body));
    }
    expect(await status('press/communities.join', 'x'.repeat(100_000))).toBe(413);
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(await status('read/communities.mine', deep)).toBeGreaterThanOrEqual(400);
    expect(await status('hello', '{}')).toBe(200);
  });

  test('by nobody gets words to come in by, and nothing else', async () => {
    const { s } = await town();
    const web = await served(s);
    const visitor = web.visitor();
    const { body } = await visitor.hello();
    expect([body.me, body.csrf, body.words['page.out-slack']]).toEqual([null, null, '/guild pages']);
    for (const path of ['read/communities.mine', 'press/communities.create', 'submit/communities.create', 'leave'])
      expect((await visitor.post(path, {})).status).toBe(401);
  });

  test('and answered says what browsers may do with it: keep nothing, frame nothing, run nothing', async () => {
    const { s, ben } = await town();
    const web = await served(s);
    const visitor = await web.signedIn(ben);
    for (const { headers } of [
      await visitor.hello(),
      await visitor.post('read/x', {}),
      await web.visitor().post('leave', {}),
    ]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('that fails on our side gets a sentence with the id of the line in the log', async () => {
    const { s, ben } = await town();
    const broken = createPages({
      tables: createTables([
        { name: 'it', reads: { 'it.broken': () => Promise.reject(new Error('Ben Carter has a secret')) } },
      ]),
      bot: s.bot,
      run: async () => Promise.reject(new Error('Ben Carter has a secret')),
      recognition: s.recognition,
      chats: new Map(),
      words: createWords(),
      clock: s.clock,
      ids: { next: () => '0123456789abcdef' },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (event, fields) => void s.faults.push(`${event} ${JSON.stringify(fields)}`),
        with: () => {
          throw new Error('not asked');
        },
      },
    });
    const web = await served(s, { pages: broken });
    const visitor = await web.signedIn(ben);
    const { status, body } = await visitor.post<{ said: string }>('read/it.broken', {});
    expect([status, body.said]).toEqual([500, expect.stringContaining('456789abcdef')]);
    const [line = ''] = s.faults.splice(0);
    expect(line).toContain('456789abcdef');
    expect(line).not.toContain('secret');
  });
});

describe('Teams', () => {
  test('vouches for whose tab it is, with no cookie and no other word', async () => {
    const { s, fay } = await town();
    const web = await served(s, {
      byToken: async (token) => {
        if (token === 'a.b.away') throw new KeysUnavailable();
        return token === 'a.b.fay' ? { account: fay.ref, workspace: fay.workspace, called: fay.name } : null;
      },
    });
    const visitor = web.visitor();
    visitor.token = 'a.b.fay';
    const { body } = await visitor.hello();
    expect([body.me?.name, body.csrf]).toEqual([fay.name, null]);
    expect((await visitor.press('communities.create', '')).status).toBe(200);
    visitor.token = 'a.b.other';
    const refused = await visitor.press('communities.create', '');
    expect([refused.status, refused.body.said]).toEqual([401, expect.stringContaining('Teams')]);
    expect((await visitor.hello()).status).toBe(401);
    visitor.token = 'a.b.away';
    expect((await visitor.hello()).status).toBe(503);
    visitor.token = 'nonsense';
    expect((await visitor.hello()).status).toBe(401);
    // A token does not make up for a session that is somebody else's.
    const signedIn = await web.signedIn(fay);
    signedIn.token = 'a.b.other';
    expect((await signedIn.hello()).status).toBe(401);
  });

  test('may have met somebody whom nobody could check yet: nothing false is said to them', async () => {
    const { s } = await town();
    const nia = s.actor('teams', 'ashcombe', 'Nia Rees');
    s.teams.profiles.delete(nia.ref.id);
    const web = await served(s, {
      byToken: async () => ({ account: nia.ref, workspace: nia.workspace, called: nia.name }),
    });
    const visitor = web.visitor();
    visitor.token = 'a.b.nia';
    expect((await visitor.hello()).body.me?.name).toBe('Nia Rees');
    const refused = await visitor.press('communities.create', '');
    expect([refused.status, refused.body.said]).toEqual([409, expect.stringContaining('could not check who you are')]);
  });
});

describe('communities on pages', () => {
  test('are created in four fields, with look-alikes first, once', async () => {
    const { s, fay, asha } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(fay);
    const form = formIn((await visitor.press('communities.create', '')).body.reply);
    expect(form.fields.map(({ name }) => name)).toEqual(['name', 'purpose', 'access', 'kind']);
    const wrong = await visitor.submit(form.form, form.context, {
      name: 'x',
      purpose: 'y',
      access: 'open',
      kind: 'helping',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.reply).toMatchObject({ kind: 'invalid', problems: { name: expect.stringContaining('3 to 60') } });
    const values = {
      name: 'Licensing clerks',
      purpose: 'Licensing clerks help each other',
      access: 'open',
      kind: 'helping',
    };
    const like = await visitor.submit(form.form, form.context, values);
    const again = formIn(like.body.reply);
    expect([again.context, again.fields[0]]).toEqual([
      'anyway',
      expect.objectContaining({ value: 'Licensing clerks' }),
    ]);
    const id = crypto.randomUUID();
    const [one, two] = await Promise.all([
      visitor.submit(again.form, again.context, values, id),
      visitor.submit(again.form, again.context, values, id),
    ]);
    expect([one.body.known, two.body.known].filter(Boolean)).toHaveLength(1);
    expect((await visitor.submit(again.form, again.context, values, id)).body.known).toBe(true);
    expect(await s.prisma.community.count({ where: { name: 'Licensing clerks' } })).toBe(1);
    const taken = await visitor.submit(again.form, again.context, values);
    expect([taken.status, taken.body.reply]).toEqual([422, expect.objectContaining({ kind: 'invalid' })]);
    // Chat knows it at once.
    expect(
      wordsOf(cardIn((await s.command(asha, s.private(asha), 'join', 'licensing clerks')) ?? undefined)),
    ).toContain('Welcome to Licensing clerks');
  });

  test('are found, looked into, joined and left, as in chat', async () => {
    const { s, asha, community, roleIn } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(asha);
    const found = await visitor.reads<FoundCommunities>('communities.found', { words: 'licens' });
    expect(found.communities.map(({ name }) => name)).toEqual(['Licensing']);
    expect(found.communities[0]?.buttons.map((one) => one.label)).toEqual(['Join', 'Look inside']);
    const look = cardIn((await visitor.press('communities.look', community)).body.reply);
    expect(wordsOf(look)).toContain('Licensing officers help each other');
    expect(buttonsOf(look).map(({ action }) => action)).toContain('communities.join');
    const joined = cardIn((await visitor.press('communities.join', community)).body.reply);
    expect(wordsOf(joined)).toContain('Welcome to Licensing');
    expect(saidIn((await visitor.press('communities.hears', `${community} digest`)).body.reply)).toContain('Licensing');
    expect(await roleIn(asha, community)).toBe('member');
    const mine = await visitor.reads<MyCommunities>('communities.mine');
    expect(mine.communities.map(({ name, standing }) => [name, standing])).toEqual([['Licensing', 'You are in it']]);
    expect(saidIn((await visitor.press('communities.leave', community)).body.reply)).toContain('You have left');
    expect((await visitor.reads<MyCommunities>('communities.mine')).communities).toEqual([]);
  });

  test('are searched twice a second at most, and whoever is faster keeps their words', async () => {
    const { s, asha } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(asha);
    const search = () => visitor.post<{ said: string }>('read/communities.found', { words: 'taxi' });
    expect([(await search()).status, (await search()).status]).toEqual([200, 200]);
    const third = await search();
    expect([third.status, third.body.said]).toEqual([409, expect.stringContaining('You search very fast')]);
    s.clock.pass(500);
    expect((await search()).status).toBe(200);
  });

  test('that are hidden are not there for anybody else, by whatever name or id', async () => {
    const { s, fay, asha, ben, create, share } = await town();
    const hidden = await create(fay, 'Quiet restructure', 'Who goes where in the restructure', 'hidden');
    await share(ben, hidden);
    const web = await served(s);
    const none = crypto.randomUUID();
    for (const who of [asha, ben]) {
      const visitor = await web.signedIn(who);
      const answers = async (id: string) => {
        const all = [
          await visitor.press('communities.look', id),
          await visitor.press('communities.like', id),
          await visitor.press('communities.members', id),
          await visitor.press('communities.join', id),
          await visitor.press('communities.leave', id),
          await visitor.press('communities.request', id),
          await visitor.press('communities.hello', id),
          await visitor.press('communities.hears', `${id} digest`),
          await visitor.submit('communities.request', id, { why: 'Because I would like to know' }),
          await visitor.submit('communities.hello', id, { words: 'Hello to everybody' }),
        ];
        return all.map(({ status, body }) => [status, JSON.stringify(body)]);
      };
      const asked = await answers(hidden);
      expect(asked).toEqual(await answers(none));
      expect(JSON.stringify(asked)).not.toContain('restructure');
      for (const words of ['Quiet restructure', 'who goes where', 'restructur']) {
        s.clock.pass(2_000);
        const found = await visitor.reads<FoundCommunities>('communities.found', { words });
        expect(found.communities).toEqual([]);
      }
      expect((await visitor.reads<FoundCommunities>('communities.recommended')).communities).toEqual([]);
      expect((await visitor.reads<{ waiting: unknown[] }>('communities.waiting')).waiting).toEqual([]);
      expect((await visitor.reads<MyCommunities>('communities.mine')).communities).toEqual([]);
    }
    // Its own members have it.
    const own = await web.signedIn(fay);
    expect((await own.reads<MyCommunities>('communities.mine')).communities.map(({ name }) => name)).toEqual([
      'Quiet restructure',
    ]);
  });

  test('are not open to guests', async () => {
    const { s, gil, community } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(gil);
    for (const act of [
      await visitor.press('communities.create', ''),
      await visitor.press('communities.join', community),
      await visitor.press('communities.request', community),
    ]) {
      expect([act.status, act.body.said]).toEqual([409, expect.stringContaining('guest')]);
    }
    expect((await visitor.reads<FoundCommunities>('communities.found', { words: 'licensing' })).communities).toEqual(
      [],
    );
  });
});

describe('what waits', () => {
  test('for a facilitator is answered by them, and by nobody else', async () => {
    const { s, fay, asha, ben, create, share, roleIn } = await town();
    const closed = await create(fay, 'Night economy', 'People who look after the night economy', 'request');
    await share(ben, closed);
    const web = await served(s);
    const asker = await web.signedIn(asha);
    const facilitator = await web.signedIn(fay);
    const stranger = await web.signedIn(ben);
    const form = formIn((await asker.press('communities.request', closed)).body.reply);
    const sent = await asker.submit(form.form, form.context, { why: 'I license the bars' });
    expect(saidIn(sent.body.reply)).toContain('Night economy');
    const waiting = async (visitor: Visitor) =>
      (await visitor.reads<{ waiting: readonly Waiting[] }>('communities.waiting')).waiting;
    expect(await waiting(stranger)).toEqual([]);
    const [one] = await waiting(facilitator);
    expect(wordsOf(one?.card ?? cardIn(undefined))).toContain('I license the bars');
    const refused = await stranger.press('communities.accept', one?.id ?? '');
    expect([refused.status, refused.body.said?.length]).toEqual([409, expect.any(Number)]);
    expect(await roleIn(asha, closed)).toBeNull();
    // More is asked first, with words that stand there already.
    const more = formIn((await facilitator.press('communities.ask-more', one?.id ?? '')).body.reply);
    await facilitator.submit(more.form, more.context, { words: 'Which bars would that be?' });
    expect(await waiting(facilitator)).toEqual([]);
    const [asked] = await waiting(asker);
    expect(wordsOf(asked?.card ?? cardIn(undefined))).toContain('Which bars');
    const answer = formIn((await asker.press('communities.answer-more', asked?.id ?? '')).body.reply);
    await asker.submit(answer.form, answer.context, { words: 'Those of the old town' });
    expect(await waiting(asker)).toEqual([]);
    const accepted = await facilitator.press('communities.accept', one?.id ?? '');
    expect(accepted.status).toBe(200);
    expect(await roleIn(asha, closed)).toBe('member');
    expect(await waiting(facilitator)).toEqual([]);
    await s.settle();
  });

  test('for who is invited is theirs to take, on whatever account of theirs', async () => {
    const { s, fay, asha, ben, create, share, roleIn } = await town();
    const hidden = await create(fay, 'Quiet restructure', 'Who goes where in the restructure', 'hidden');
    await share(ben, hidden);
    await s.submit(fay, s.private(fay), 'communities.invite', `${hidden} member`, { people: [ben.ref] });
    const web = await served(s);
    const invited = await web.signedIn(ben);
    const other = await web.signedIn(asha);
    const { waiting } = await invited.reads<{ waiting: readonly Waiting[] }>('communities.waiting');
    expect(waiting).toHaveLength(1);
    const id = waiting[0]?.id ?? '';
    expect((await other.reads<{ waiting: readonly Waiting[] }>('communities.waiting')).waiting).toEqual([]);
    expect((await other.press('communities.take', id)).status).toBe(409);
    expect(saidIn((await invited.press('communities.take', id)).body.reply)).toContain('Quiet restructure');
    expect(await roleIn(ben, hidden)).toBe('member');
    expect((await invited.reads<{ waiting: readonly Waiting[] }>('communities.waiting')).waiting).toEqual([]);
  });

  test('is a question that has answers, until its asker says which one it was', async () => {
    const { s, fay, asha, community, channel, enrol } = await founded();
    await s.command(fay, channel, 'bind');
    await enrol(asha, community);
    await s.say(asha, channel, 'Who licenses a circus?', { addressed: true });
    await s.settle();
    const web = await served(s);
    const visitor = await web.signedIn(asha);
    type Mine = { questions: { id: string; text: string; state: string }[] };
    const mine = await visitor.reads<Mine>('questions.mine');
    expect(mine.questions.map(({ text }) => text)).toEqual(['Who licenses a circus?']);
    const { id } = mine.questions[0] ?? { id: '' };
    expect((await visitor.reads<{ waiting: unknown[] }>('questions.waiting')).waiting).toEqual([]);
    await s.submit(fay, s.private(fay), 'questions.answer', id, { text: 'We do, as a public entertainment' });
    await s.settle();
    const { waiting } = await visitor.reads<{ waiting: readonly Waiting[] }>('questions.waiting');
    expect(waiting.map((one) => one.id)).toEqual([id]);
    const form = formIn((await visitor.press('questions.choose', id)).body.reply);
    const [field] = form.fields;
    const option = field?.field === 'choice' ? field.options[0]?.value : undefined;
    expect(
      saidIn((await visitor.submit(form.form, form.context, { reply: option ?? '' })).body.reply).length,
    ).toBeGreaterThan(5);
    expect((await visitor.reads<{ waiting: unknown[] }>('questions.waiting')).waiting).toEqual([]);
    await s.settle();
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

test('pages are open to handlers that are there, and to none whose form holds what a page cannot offer', async () => {
  expect(() => createTables([{ name: 'it', acts: { press: ['it.gone'], submit: [] } }])).toThrow(/it\.gone/);
  const { s } = await town();
  // People are picked in chat: a platform's own picker knows who is there.
  for (const form of ['communities.invite', 'communities.add-admin'])
    expect(s.tables.acts.submit.has(form)).toBe(false);
  for (const name of s.tables.acts.submit) expect(s.tables.forms.has(name)).toBe(true);
});

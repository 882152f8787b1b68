/** What the pages' server takes and answers, whoever asks, over real sockets. */
import { describe, expect, test } from 'vitest';
import { KeysUnavailable } from '../../adapters/http/tokens.ts';
import { createPages } from '../core/pages.ts';
import { createTables } from '../core/tables.ts';
import { served } from '../testing/pages.ts';
import { town } from '../testing/town.ts';
import { createWords } from '../words/catalogue.ts';

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

test('pages are open to handlers that are there, and to none whose form holds what a page cannot offer', async () => {
  expect(() => createTables([{ name: 'it', acts: { press: ['it.gone'], submit: [] } }])).toThrow(/it\.gone/);
  const { s } = await town();
  // People are picked in chat: a platform's own picker knows who is there.
  for (const form of ['communities.invite', 'communities.add-admin'])
    expect(s.tables.acts.submit.has(form)).toBe(false);
  for (const name of s.tables.acts.submit) expect(s.tables.forms.has(name)).toBe(true);
});

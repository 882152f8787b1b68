/** The playground refuses whoever is not on this machine, and pages of other sites. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './testing.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function ask(
  headers: Record<string, string | string[]>,
  method = 'GET',
  path = '/playground/api/world',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(stage.baseUrl);
    const req = request({ host: '127.0.0.1', port, path, method, headers, setHost: false }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    });
    req.on('error', reject);
    req.end();
  });
}

describe('the guard', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:3000', 'LOCALHOST:1'])(
    'lets the Host %s pass',
    async (host) => {
      expect(await ask({ host })).toBe(200);
    },
  );

  it.each([
    'guildhall.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '0.0.0.0',
    '[::ffff:1.2.3.4]',
    'localhost:3000.evil.example',
    '',
  ])('refuses the Host "%s"', async (host) => {
    expect(await ask({ host })).toBe(403);
  });

  it.each([
    'x-forwarded-for',
    'X-Forwarded-Host',
    'forwarded',
    'via',
    'cf-connecting-ip',
    'CF-Ray',
    'x-real-ip',
    'true-client-ip',
  ])('refuses the header %s', async (name) => {
    expect(await ask({ host: 'localhost', [name]: '127.0.0.1' })).toBe(403);
  });

  it('refuses what a browser asks for another site', async () => {
    const host = 'localhost:3000';
    expect(await ask({ host, origin: 'http://evil.example' }, 'POST', '/playground/api/slack/act')).toBe(403);
    expect(await ask({ host, origin: 'null' }, 'POST', '/playground/api/slack/act')).toBe(403);
    expect(await ask({ host, origin: 'http://localhost:4000' }, 'POST', '/playground/api/slack/act')).toBe(403);
    expect(await ask({ host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
    expect(await ask({ host, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' })).toBe(403);
  });

  it('lets its own page pass, and a link to it from anywhere', async () => {
    const host = 'localhost:3000';
    expect(await ask({ host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe(200);
    const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await ask(link, 'GET', '/playground')).not.toBe(403);
    expect(await ask({ ...link, 'sec-fetch-dest': 'iframe' }, 'GET', '/playground')).toBe(403);
  });
});

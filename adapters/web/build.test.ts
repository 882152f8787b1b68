/** The built pages: how much comes first, that nothing is inline or from elsewhere, and how they are served. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get as ask, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Log } from '../../bot/core/ports.ts';
import { createWords } from '../../bot/words/catalogue.ts';
import { createHttpServer, type HttpServer } from '../http/server.ts';
import { type Built, buildPages } from './build.ts';
import { createWeb } from './index.ts';

/** What may come before anything is seen, packed, in bytes: three seconds over a slow mobile line. */
const FIRST = 180_000;

let out = '';
let built: Built;
let document = '';
let server: HttpServer;
let port = 0;

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => silent };

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'guildhall-pages-'));
  built = await buildPages(out);
  document = await readFile(join(out, 'index.html'), 'utf8');
  const nobody = async () => null;
  const answer = async () => ({ answer: 'unknown' as const });
  const clock = { now: () => new Date() };
  const web = createWeb({
    pages: { read: answer, press: answer, submit: answer },
    acts: { press: new Set() },
    sessions: { ofLink: nobody, open: nobody, of: nobody, end: async () => undefined },
    byToken: nobody,
    words: createWords(),
    publicUrl: 'https://guild.ashcombe.example',
    folder: out,
    clock,
  });
  const ids = { next: () => 'id-1' };
  server = createHttpServer({ routes: web.routes, log: silent, clock, ids, port: 0, host: '127.0.0.1' });
  ({ port } = await server.listen());
}, 240_000);
afterAll(async () => {
  await server?.close();
  await rm(out, { recursive: true, force: true });
});

/** Asks as it stands: nothing is unpacked, no path is put in order. */
const asked = (path: string, encoding = '', method = 'GET') =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    ask({ host: '127.0.0.1', port, path, method, headers: { 'accept-encoding': encoding } }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });

const firstOnes = (): readonly string[] =>
  [...document.matchAll(/(?:src|href)="\/pages\/assets\/([\w.-]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');

test('what comes first is little, and Teams’ library and the dialogs are not in it', () => {
  const first = built.files.filter(({ name }) => firstOnes().includes(name));
  expect(first.length).toBeGreaterThan(1);
  expect(first.reduce((sum, { packed }) => sum + packed, 0)).toBeLessThan(FIRST);
  for (const part of ['teams', 'reply-dialog']) {
    expect(built.files.some(({ name }) => name.startsWith(part))).toBe(true);
    expect(first.some(({ name }) => name.startsWith(part))).toBe(false);
  }
});

test('the document holds nothing to run or to draw by, and asks nobody else', () => {
  expect(document).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/);
  expect(document.match(/https?:/)).toBeNull();
  expect(document).toContain('nonce="{nonce}"');
});

test('the document is new each time, with a word of its own, and kept nowhere', async () => {
  const [one, two] = [await asked('/pages'), await asked('/pages')];
  const word = ({ body }: { body: Buffer }) => /nonce="([^"]+)"/.exec(body.toString('utf8'))?.[1] ?? '';
  expect(word(one)).toMatch(/^[\w+/=]{24}$/);
  expect(one.headers['content-security-policy']).toContain(`'nonce-${word(one)}'`);
  expect(word(one)).not.toBe(word(two));
  expect([one.status, one.headers['cache-control'], one.headers['x-content-type-options']]).toEqual([
    200,
    'no-store',
    'nosniff',
  ]);
  const report = '/pages/reports/01900000-0000-7000-8000-000000000001';
  for (const path of [
    '/pages/',
    '/pages/in',
    '/pages/communities',
    '/pages/tab',
    '/pages/reports',
    report,
    `${report}/2`,
  ])
    expect((await asked(path)).status).toBe(200);
  for (const path of ['/pages/reports/x', `${report}/2/3`, '/pages/reportsx', '/pages/in/reports'])
    expect((await asked(path)).status).toBe(404);
  expect((await asked('/pages', '', 'HEAD')).body).toHaveLength(0);
  const { headers } = await asked('/pages/tab');
  expect([headers['x-frame-options'], headers['cross-origin-resource-policy']]).toEqual([undefined, undefined]);
  expect(headers['content-security-policy']).not.toContain("'self' 'self'");
});

test('a script comes as the browser takes it, for ever, and nothing else comes', async () => {
  const name = firstOnes().find((one) => one.endsWith('.js')) ?? '';
  const plain = await asked(`/pages/assets/${name}`);
  const br = await asked(`/pages/assets/${name}`, 'gzip, deflate, br');
  const gz = await asked(`/pages/assets/${name}`, 'gzip');
  expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect([br.headers['content-encoding'], gz.headers['content-encoding']]).toEqual(['br', 'gzip']);
  expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
  expect(gunzipSync(gz.body).equals(plain.body)).toBe(true);
  for (const path of ['index.html', '..', '../index.html', '%2e%2e%2findex.html', `${name}.br`, `${name}/x`, 'none.js'])
    expect((await asked(`/pages/assets/${path}`)).status).toBe(404);
});

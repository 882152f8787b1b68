/** Serves the built page: the document, its script, style and icon, under a policy that lets nothing in from elsewhere. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Call, sendText } from './web.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.json': 'application/json',
};

/** Inline styles are allowed (both card libraries set them); scripts only from here; nothing from any other address. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers `/playground` and the files beside it; false for what is not a file of the page. */
export async function handlePage(folder: string, call: Call): Promise<boolean> {
  const name = /^\/playground(?:\/([A-Za-z0-9][A-Za-z0-9._-]*)?)?$/.exec(call.path);
  if (!name) return false;
  if (call.method !== 'GET' && call.method !== 'HEAD') {
    sendText(call.res, 405, 'Only GET.', { allow: 'GET, HEAD' });
    return true;
  }
  const file = name[1] ?? 'index.html';
  const type = TYPES[extname(file)];
  const content = type ? await readFile(join(folder, file)).catch(() => null) : null;
  if (!content || !type) {
    const sentence =
      file === 'index.html' ? 'The page is not built yet. Run: npm run prepare' : 'There is nothing here.';
    sendText(call.res, file === 'index.html' ? 503 : 404, sentence, HEADERS);
    return true;
  }
  // The document names the others with a hash of their content, so they may be kept.
  const caching = call.query.has('v') ? 'public, max-age=31536000, immutable' : 'no-cache';
  call.res.writeHead(200, {
    ...HEADERS,
    'content-type': type,
    'content-length': content.length,
    'cache-control': caching,
  });
  call.res.end(call.method === 'HEAD' ? undefined : content);
  return true;
}

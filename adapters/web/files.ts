/** The built page: its one document, and its scripts, each named by its content and kept packed. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { assetHeaders, documentHeaders, type Kind, newNonce, plainHeaders } from './policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** In the document, where its nonce goes. */
const NONCE = '{nonce}';
/** What the build leaves beside each file, the smallest first. */
const PACKED = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

export interface Files {
  document(req: IncomingMessage, res: ServerResponse, kind: Kind): Promise<void>;
  /** @param name without any folder */
  asset(req: IncomingMessage, res: ServerResponse, name: string): Promise<void>;
}

/** @param how.framedBy who may show the tab in a frame besides Teams */
export function createFiles(folder: string, { framedBy }: { framedBy: readonly string[] }): Files {
  const send = (req: IncomingMessage, res: ServerResponse, content: Buffer | string): void =>
    void res.end(req.method === 'HEAD' ? undefined : content);
  return {
    async document(req, res, kind) {
      const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
      if (page === null) {
        res.writeHead(503, { ...plainHeaders, 'content-type': 'text/plain; charset=utf-8' });
        return send(req, res, 'The pages are not built yet. Run: npm run prepare\n');
      }
      const nonce = newNonce();
      res.writeHead(200, { ...documentHeaders(kind, nonce, framedBy), 'content-type': 'text/html; charset=utf-8' });
      send(req, res, page.replaceAll(NONCE, nonce));
    },
    async asset(req, res, name) {
      const type = TYPES[extname(name)];
      const taken = String(req.headers['accept-encoding'] ?? '');
      for (const { encoding, ending } of type ? [...PACKED, { encoding: null, ending: '' }] : []) {
        if (encoding !== null && !taken.includes(encoding)) continue;
        const content = await readFile(join(folder, 'assets', `${name}${ending}`)).catch(() => null);
        if (content === null) continue;
        res.writeHead(200, {
          ...assetHeaders,
          'content-type': type,
          'content-length': content.length,
          vary: 'accept-encoding',
          ...(encoding !== null && { 'content-encoding': encoding }),
        });
        return send(req, res, content);
      }
      res.writeHead(404, plainHeaders).end();
    },
  };
}

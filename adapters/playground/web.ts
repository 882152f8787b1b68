/** Small HTTP needs of the stand-ins: reading a body within a limit, reading a form, writing JSON. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Largest body taken from the bot or the page, in bytes. */
export const BODY_LIMIT = 2 * 1024 * 1024;

/** The body is over the limit. */
export class TooLarge extends Error {}

/** A request with its address taken apart and its body read. */
export interface Call {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly method: string;
  /** The path, still percent-encoded, with doubled slashes made single. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** Reads the whole body. Throws `TooLarge`. */
export async function readBody(req: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Answers with JSON. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  res.end(text);
}

/** Answers with plain text, or with nothing. */
export function sendText(res: ServerResponse, status: number, text = '', headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers });
  res.end(text);
}

/** Parses JSON; `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

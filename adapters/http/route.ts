/** What an adapter hands to the one HTTP server: where it listens and what it does with a request. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Route {
  /** Exact path ('/slack/events'), or a prefix that ends in '/*'. */
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'any';
  /** Largest body in bytes; a larger one is answered 413 and never reaches the handler. */
  readonly limit: number;
  /** Rejections are answered 500 with an empty body and logged with an id. */
  handle(req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void>;
}

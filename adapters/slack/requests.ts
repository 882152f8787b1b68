/** Slack's requests to one address: who may come in, what came, and the listener's acknowledgement as the response. */
import type { ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { Clock } from '../../bot/core/ports.ts';
import type { Route } from '../http/route.ts';
import { BODY, FORM, isSigned, parsed } from './door.ts';
import type { Listener } from './listen.ts';
import { isShape } from './shape.ts';

export interface RequestsNeeds {
  readonly listener: Listener;
  readonly signingSecret: string;
  readonly clock: Clock;
}

/** Where Slack posts to, for a connection that is heard by HTTP. */
export const requests = (path: string, needs: RequestsNeeds): Route => ({
  path,
  method: 'POST',
  limit: BODY,
  handle: handler(needs),
});

/** Answers one request. */
export function handler({ listener, ...needs }: RequestsNeeds): Route['handle'] {
  return async (req, res, body) => {
    const [type = ''] = (req.headers['content-type'] ?? '').split(';', 1);
    const isForm = type.trim().toLowerCase() === FORM;
    const text = body.toString('utf8');
    // Slack's check of our certificate is not signed and says nothing.
    if (isForm && parse(text).ssl_check === '1') return answer(res, 200);
    if (!isSigned(req.headers, text, needs)) return answer(res, 401);
    const content = parsed(text, isForm);
    if (!isShape(content)) return answer(res, 400);
    if (content.type === 'url_verification') return answer(res, 200, { challenge: content.challenge });
    // No two requests have the same signature; a repeated one has.
    const heard = await listener.hear(content, String(req.headers['x-slack-signature'] ?? ''));
    return heard.taken ? answer(res, 200, heard.said) : answer(res, 503);
  };
}

function answer(res: ServerResponse, status: number, said?: unknown): void {
  if (said === undefined) res.writeHead(status).end();
  else res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
}

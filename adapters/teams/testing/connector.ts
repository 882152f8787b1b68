/** A local stand-in for Microsoft's Connector, for tests: records every call, gives out ids, fails when told to. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A call as it arrived. */
export interface Call {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string;
  readonly body: Record<string, unknown>;
  /** The id that the answer gave it; '' where it gave none. */
  gave: string;
}
/** An answer in place of the usual one. */
export interface Refusal {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Connector {
  readonly calls: Call[];
  /** Answers instead, where it gives an answer. 'hang up': closes the socket. */
  refuse: (call: Call) => Refusal | 'hang up' | null;
  serve(req: IncomingMessage, res: ServerResponse, body: string): boolean;
}

const ROOT = '/connector/v3/';

export function createConnector(allowed: (token: string) => boolean): Connector {
  let next = 1_700_000_000_000;
  /** Messages that one person alone sees: without the flag there are no such messages, with it no others. */
  const targeted = new Set<string>();
  const connector: Connector = {
    calls: [],
    refuse: () => null,
    serve(req, res, body) {
      const url = new URL(req.url ?? '', 'http://local');
      if (!url.pathname.startsWith(ROOT)) return false;
      const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
      const path = decodeURIComponent(url.pathname.slice('/connector'.length));
      const call: Call = {
        method: req.method ?? '',
        path,
        query: url.searchParams,
        token,
        body: body ? JSON.parse(body) : {},
        gave: '',
      };
      connector.calls.push(call);
      const json = (status: number, value: unknown, headers = {}): true => {
        res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
        return true;
      };
      const refusal = connector.refuse(call);
      if (refusal === 'hang up') {
        res.socket?.destroy();
        return true;
      }
      if (refusal)
        return json(
          refusal.status,
          refusal.body ?? { error: { code: 'Refused', message: 'a sentence with a secret' } },
          refusal.headers,
        );
      if (!allowed(token)) return json(401, { error: { code: 'Unauthorized', message: 'no' } });
      const id = String(next++);
      if (path === '/v3/conversations') return json(201, { id: `a:made-${id}` });
      if (path.startsWith('/v3/teams/'))
        return json(200, {
          conversations: [{ id: path.split('/')[3] }, { id: '19:nameless@thread.tacv2', name: 'Private hire' }],
        });
      const member = /\/members\/([^/]+)$/.exec(path)?.[1];
      if (member) return json(200, memberOf(member));
      const flagged = call.query.get('isTargetedActivity') === 'true';
      const last = path.split('/').at(-1) ?? '';
      if (call.method !== 'POST' && targeted.has(last) !== flagged)
        return json(404, { error: { code: 'ActivityNotFoundInConversation', message: 'no such message' } });
      if (call.method === 'DELETE') return json(200, {});
      call.gave = call.method === 'PUT' ? last : id;
      if (call.method === 'POST' && flagged) targeted.add(id);
      return json(200, { id: call.gave });
    },
  };
  return connector;
}

const memberOf = (id: string) => ({
  id: `29:${id}`,
  aadObjectId: id,
  name: 'Alex Wilber',
  givenName: 'Alex',
  surname: 'Wilber',
  email: 'alex.wilber@council.example',
  userPrincipalName: 'alex.wilber@council.example',
  tenantId: '00000000-0000-0000-0000-0000000000001',
  userRole: 'user',
});

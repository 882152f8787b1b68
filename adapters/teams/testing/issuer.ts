/** A local stand-in for Microsoft's key set and token service, for tests: signs what reaches the bot, hands out what it sends with. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Claims {
  readonly [claim: string]: unknown;
}
/** What tokens are handed out for: calls to the Connector, and to Graph. */
const SCOPES = ['https://api.botframework.com/.default', 'https://graph.microsoft.com/.default'];

/** How a token is made wrong. */
export interface Twist {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Claims;
  /** Signed with a key that nobody published. */
  readonly stranger?: boolean;
}

export interface Issuer {
  readonly appId: string;
  /** A token as Microsoft signs it: RS256, an hour long. Claims set to undefined are left out. */
  token(serviceUrl: string, now: Date, twist?: Twist): string;
  /** Signs anything with the published key. */
  signed(header: object, claims: object, key?: KeyObject): string;
  readonly publicKey: KeyObject;
  /** New keys from now on; the old are no longer published. */
  rotate(): void;
  /** Tokens handed out for the Connector, newest last. */
  readonly issued: readonly string[];
  /** The app that a token was handed out to; '' for none of ours. */
  issuedTo(token: string): string;
  /** The paths at which tokens were asked for. */
  readonly askedAt: readonly string[];
  /** How often the key set was asked for. */
  asked(): number;
  /** Whether it answers at all. */
  down: boolean;
  /** Answers its own paths. @returns whether the request was for it */
  serve(req: IncomingMessage, res: ServerResponse, body: string, origin: string): boolean;
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Making keys is slow: every issuer begins with the same two. */
const first = pair();
const strange = pair();
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param more secrets of other apps, by id */
export function createIssuer(appId: string, password: string, more: Readonly<Record<string, string>> = {}): Issuer {
  const passwords: Readonly<Record<string, string>> = { ...more, [appId]: password };
  const owners = new Map<string, string>();
  const askedAt: string[] = [];
  let keys = { id: randomUUID(), ...first };
  const issued: string[] = [];
  let asked = 0;
  const signed = (header: object, claims: object, key: KeyObject = keys.privateKey): string => {
    const said = `${encoded(header)}.${encoded(claims)}`;
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`;
  };
  const issuer: Issuer = {
    appId,
    signed,
    issued,
    askedAt,
    issuedTo: (token) => owners.get(token) ?? '',
    down: false,
    get publicKey() {
      return keys.publicKey;
    },
    asked: () => asked,
    token(serviceUrl, now, twist = {}) {
      const at = Math.floor(now.getTime() / 1000);
      const claims = {
        iss: 'https://api.botframework.com',
        aud: appId,
        serviceurl: serviceUrl,
        nbf: at - 300,
        exp: at + 3600,
      };
      const header = { alg: 'RS256', typ: 'JWT', kid: keys.id, ...twist.header };
      return signed(header, { ...claims, ...twist.claims }, twist.stranger ? strange.privateKey : keys.privateKey);
    },
    rotate() {
      keys = { id: randomUUID(), ...pair() };
    },
    serve(req, res, body, origin) {
      const json = (status: number, value: unknown): true => {
        res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
        return true;
      };
      if (!/^\/(keys|metadata|login)/.test(req.url ?? '')) return false;
      if (issuer.down) return json(503, { error: 'away' });
      if (req.url === '/metadata') {
        asked++;
        return json(200, {
          issuer: 'https://api.botframework.com',
          jwks_uri: `${origin}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
        });
      }
      if (req.url === '/keys') {
        const jwk = keys.publicKey.export({ format: 'jwk' });
        return json(200, { keys: [{ ...jwk, use: 'sig', kid: keys.id, endorsements: ['msteams'] }] });
      }
      const asking = new URLSearchParams(body);
      const client = asking.get('client_id') ?? '';
      askedAt.push(req.url ?? '');
      if (!(client in passwords) || asking.get('client_secret') !== passwords[client])
        return json(401, { error: 'invalid_client' });
      if (!SCOPES.includes(asking.get('scope') ?? '')) return json(400, { error: 'invalid_scope' });
      const token = `out-${randomUUID()}`;
      issued.push(token);
      owners.set(token, client);
      return json(200, { token_type: 'Bearer', expires_in: 3600, access_token: token });
    },
  };
  return issuer;
}

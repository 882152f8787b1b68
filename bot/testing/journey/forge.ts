/** Requests as the two platforms sign them, and as somebody else would: for journeys of those who are not invited. */
import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { request } from 'node:http';
import { cast } from '../../../adapters/playground/cast.ts';
import type { Product } from './product.ts';

export interface Answered {
  readonly status: number;
  readonly body: string;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request with exactly these headers, `Host` included; a connection that is cut answers 0. */
export function sends(
  product: Product,
  path: string,
  { method = 'POST', headers = {}, body = '' }: Sent,
): Promise<Answered> {
  const { hostname, port } = new URL(product.url);
  return new Promise((resolve) => {
    const outgoing = request(
      { hostname, port, path, method, headers: { connection: 'close', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
        answer.on('error', () => resolve({ status: answer.statusCode ?? 0, body: text }));
      },
    );
    outgoing.on('error', () => resolve({ status: 0, body: '' }));
    outgoing.end(body);
  });
}

/** A request to Slack's door. @param how.at when it says that it was signed, in seconds from now */
export function sendsAsSlack(
  product: Product,
  body: string,
  how: {
    at?: number;
    secret?: string;
    type?: string;
    signed?: string;
    headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answered> {
  const stamp = Math.floor(Date.now() / 1000) + (how.at ?? 0);
  const secret = how.secret ?? product.playground.slack.signingSecret;
  const signature = createHmac('sha256', secret)
    .update(`v0:${stamp}:${how.signed ?? body}`)
    .digest('hex');
  return sends(product, '/slack/events', {
    body,
    headers: {
      'content-type': how.type ?? 'application/json',
      'x-slack-request-timestamp': String(stamp),
      'x-slack-signature': `v0=${signature}`,
      ...how.headers,
    },
  });
}

/** An envelope of Slack's for one event. */
export const envelope = (team: string, id: string, event: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    type: 'event_callback',
    team_id: team,
    api_app_id: cast.slackApp.appId,
    event_id: id,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: team, is_bot: true, is_enterprise_install: false, enterprise_id: null, user_id: 'U0' }],
    event,
  });

/** A request to Teams' door with a token that the stand-in’s own key signs. @param claims in place of the right ones */
export async function sendsAsTeams(
  product: Product,
  body: string,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<Answered> {
  const { serviceUrl, appId } = product.playground.teams;
  const kept = await product.prisma.playgroundRecord.findFirstOrThrow({ where: { kind: 'secrets' } });
  const { privateKey, keyId } = JSON.parse(kept.body) as { privateKey: string; keyId: string };
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    serviceurl: serviceUrl,
    nbf: now - 300,
    exp: now + 3600,
    iss: 'https://api.botframework.com',
    aud: appId,
  };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${part({ ...usual, ...claims })}`;
  const signature = sign('RSA-SHA256', Buffer.from(signed), createPrivateKey(privateKey)).toString('base64url');
  return sends(product, '/api/messages', {
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${signed}.${signature}` },
  });
}

/** A message in Teams' channel Licensing, mentioning the bot. */
export function activity(product: Product, text: string, more: Readonly<Record<string, unknown>> = {}): string {
  const { tenant } = cast;
  const [user] = tenant.users;
  const place = tenant.teams.flatMap((team) => team.channels).find(({ name }) => name === 'Licensing');
  return JSON.stringify({
    type: 'message',
    id: String(Date.now()),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: product.playground.teams.serviceUrl,
    from: { id: user?.id, aadObjectId: user?.aadObjectId, name: user?.name },
    recipient: { id: `28:${tenant.appId}`, name: 'Guildhall' },
    conversation: { id: place?.id, conversationType: 'channel', isGroup: true, tenantId: tenant.tenantId },
    channelData: { tenant: { id: tenant.tenantId }, channel: { id: place?.id }, team: { id: place?.id } },
    entities: [
      { type: 'mention', mentioned: { id: `28:${tenant.appId}`, name: 'Guildhall' }, text: '<at>Guildhall</at>' },
    ],
    text: `<at>Guildhall</at> ${text}`,
    ...more,
  });
}

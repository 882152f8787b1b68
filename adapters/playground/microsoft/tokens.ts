/** Microsoft's token service and key addresses: who may call, and with what the bot may check who calls it. */
import { type Call, sendJson } from '../web.ts';
import type { MicrosoftWorld } from './world.ts';

const AUDIENCE = 'https://api.botframework.com';
/** What real tokens of both kinds last. */
const LIFE_SECONDS = 3600;

/** The token that comes with every activity to the bot (learn.microsoft.com, Bot Connector authentication). */
export function channelToken(world: MicrosoftWorld): string {
  const now = Math.floor(world.ground.wall.now().getTime() / 1000);
  return world.signer.sign({
    serviceurl: world.serviceUrl,
    nbf: now - 300,
    exp: now + LIFE_SECONDS,
    iss: AUDIENCE,
    aud: world.cast.tenant.appId,
  });
}

/** Where this tenant's people get tokens: what a tab is given says that it comes from here. */
const authority = (world: MicrosoftWorld): string =>
  `${world.ground.baseUrl}/playground/microsoft/login/${world.cast.tenant.tenantId}`;

/** Whose tab it is, for the app that the tab is of (learn.microsoft.com, access tokens of version 2.0). */
export function tabToken(world: MicrosoftWorld, person: { aadObjectId: string; name: string; email: string }): string {
  const now = Math.floor(world.ground.wall.now().getTime() / 1000);
  const { appId, tenantId } = world.cast.tenant;
  return world.signer.sign({
    aud: appId,
    iss: `${authority(world)}/v2.0`,
    iat: now,
    nbf: now - 300,
    exp: now + LIFE_SECONDS,
    azp: TEAMS_CLIENT,
    name: person.name,
    oid: person.aadObjectId,
    preferred_username: person.email,
    scp: 'access_as_user',
    sub: person.aadObjectId,
    tid: tenantId,
    ver: '2.0',
  });
}
/** Teams in a browser, as an application of Microsoft's directory. */
const TEAMS_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

/** `GET …/login/<tenant>/v2.0/.well-known/openid-configuration` and `…/discovery/v2.0/keys`. */
export function handleAuthority(world: MicrosoftWorld, call: Call, keys: boolean): void {
  if (keys) return void sendJson(call.res, 200, world.signer.keySet());
  sendJson(call.res, 200, {
    issuer: `${authority(world)}/v2.0`,
    jwks_uri: `${authority(world)}/discovery/v2.0/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  });
}

/** Whether the request carries a token that this service issued to the bot. */
export function authorised(world: MicrosoftWorld, call: Call): boolean {
  const token = /^Bearer\s+(\S+)$/i.exec(call.req.headers.authorization ?? '')?.[1];
  const claims = token ? world.signer.verify(token, world.ground.wall.now().getTime()) : null;
  return (
    claims?.aud === AUDIENCE && claims.appid === world.cast.tenant.appId && claims.tid === world.cast.tenant.tenantId
  );
}

/** `GET …/botframework/.well-known/openidconfiguration` and `…/keys`. */
export function handleMetadata(world: MicrosoftWorld, call: Call, keys: boolean): void {
  const base = `${world.ground.baseUrl}/playground/microsoft/botframework`;
  if (keys) return void sendJson(call.res, 200, world.signer.keySet());
  sendJson(call.res, 200, {
    issuer: AUDIENCE,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${base}/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  });
}

/** `POST …/login/<tenant>/oauth2/v2.0/token` with client credentials. Refusals carry Microsoft's codes. */
export function handleToken(world: MicrosoftWorld, call: Call, tenant: string): void {
  const started = performance.now();
  const form = new URLSearchParams(call.body.toString('utf8'));
  const refusal = refuse(world, tenant, form);
  const status = refusal ? refusal.status : 200;
  const ms = Math.round(performance.now() - started);
  world.ground.wire.note({
    platform: 'teams',
    direction: 'in',
    what: 'token',
    status,
    ms,
    attempt: 1,
    ...(refusal ? { error: refusal.error } : {}),
  });
  if (refusal) {
    const { error, code, text } = refusal;
    return void sendJson(call.res, status, {
      error,
      error_description: `AADSTS${code}: ${text}`,
      error_codes: [code],
      timestamp: world.ground.clock.now().toISOString(),
    });
  }
  const now = Math.floor(world.ground.wall.now().getTime() / 1000);
  const { appId, tenantId } = world.cast.tenant;
  const token = world.signer.sign({
    aud: AUDIENCE,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: now,
    nbf: now - 300,
    exp: now + LIFE_SECONDS,
    appid: appId,
    appidacr: '1',
    idp: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    ver: '1.0',
  });
  sendJson(call.res, 200, {
    token_type: 'Bearer',
    expires_in: LIFE_SECONDS - 1,
    ext_expires_in: LIFE_SECONDS - 1,
    access_token: token,
  });
}

interface Refused {
  status: number;
  error: string;
  code: number;
  text: string;
}

function refuse(world: MicrosoftWorld, tenant: string, form: URLSearchParams): Refused | null {
  const { appId, tenantId, domain } = world.cast.tenant;
  if (tenant.toLowerCase() !== tenantId && tenant.toLowerCase() !== domain) {
    return { status: 400, error: 'invalid_request', code: 90002, text: 'Tenant not found.' };
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return {
      status: 400,
      error: 'unsupported_grant_type',
      code: 70003,
      text: 'The app requested an unsupported grant type.',
    };
  }
  if (form.get('client_id')?.toLowerCase() !== appId) {
    return {
      status: 400,
      error: 'unauthorized_client',
      code: 700016,
      text: 'Application was not found in the directory.',
    };
  }
  if (form.get('client_secret') !== world.secrets.appPassword) {
    return { status: 401, error: 'invalid_client', code: 7000215, text: 'Invalid client secret provided.' };
  }
  if (form.get('scope') !== `${AUDIENCE}/.default`) {
    return {
      status: 400,
      error: 'invalid_scope',
      code: 70011,
      text: 'The provided value for the input parameter scope is not valid.',
    };
  }
  return null;
}

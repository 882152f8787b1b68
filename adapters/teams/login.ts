/** Tokens for the Connector from a private address over plain http, which Microsoft's own library refuses. */
import { ChatError } from '../../bot/core/chat.ts';
import type { Clock } from '../../bot/core/ports.ts';
import { z } from '../../bot/core/schema.ts';

const answerShape = z.looseObject({ access_token: z.string(), expires_in: z.coerce.number() });

const refusalShape = z.looseObject({
  error: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  error_codes: z.array(z.number().int()).optional(),
});
/** How long a trial may take, in milliseconds. */
const TRIAL_MS = 10_000;

/** How long before its end a token is no longer used, in seconds. */
const MARGIN_S = 300;

/** What is said of ourselves where no token is given, or the one that was is refused. */
export const REFUSED: readonly string[] = ['token', 'http_401', 'Unauthorized'];

/** How long to wait where no token is given. */
const REFUSED_WAIT_MS = 60_000;

/** A function that gives a token for `scope`, kept until shortly before it ends. @throws ChatError from the function */
export function createLogin(options: {
  readonly url: string;
  readonly appId: string;
  readonly appPassword: string;
  readonly scope: string;
  readonly clock: Clock;
  readonly deadlineMs: number;
}): () => Promise<string> {
  const { url, appId, appPassword, scope, clock, deadlineMs } = options;
  const asked = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: appPassword,
    scope: `${scope}/.default`,
  };
  let held: { token: string; until: number } | null = null;
  return async () => {
    const now = clock.now().getTime();
    if (held && held.until > now) return held.token;
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await fetch(`${url}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(asked),
      signal,
    });
    const answer = answerShape.safeParse(await response.json().catch(() => null));
    if (!response.ok || !answer.success)
      // A secret that expired, or an outage there: nothing is lost, everything waits until somebody has put it right.
      throw new ChatError('busy', 'token', REFUSED_WAIT_MS);
    held = { token: answer.data.access_token, until: now + (answer.data.expires_in - MARGIN_S) * 1000 };
    return held.token;
  };
}

/**
 * Asks for a token once, to see whether an app's secret is good.
 * @returns null where it is, else Microsoft's short code, such as AADSTS7000222 (learn.microsoft.com/entra/identity-platform/reference-error-codes),
 * or `unreachable`
 */
export async function tokenRefusal(one: {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly multiTenant?: boolean;
  readonly loginUrl?: string | undefined;
}): Promise<string | null> {
  const { appId, appPassword, multiTenant } = one;
  const url = loginUrlOf(one.loginUrl, multiTenant ? MULTI_TENANT : one.tenantId.toLowerCase());
  const scope = 'https://api.botframework.com/.default';
  const asked = { grant_type: 'client_credentials', client_id: appId, client_secret: appPassword, scope };
  try {
    const response = await fetch(`${url}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(asked),
      signal: AbortSignal.timeout(TRIAL_MS),
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && answerShape.safeParse(body).success) return null;
    const { error, error_codes: codes = [] } = refusalShape.safeParse(body).data ?? {};
    return codes[0] !== undefined ? `AADSTS${codes[0]}` : (error ?? `http_${response.status}`);
  } catch {
    return 'unreachable';
  }
}

/** Whether an address is one that no stranger can stand at: this machine, a private network, a name without a dot. */
export const isPrivateHost = (host: string): boolean =>
  /^(localhost|[^.:]+|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|\[::1\]|\[f[cd].*\]|.*\.localhost)$/.test(
    host,
  );

/** Where bots that are registered for several tenants get their tokens: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const MULTI_TENANT = 'botframework.com';

/**
 * The authority that hands out tokens: the tenant is the last part of its path, as Microsoft's is; it is added where it is
 * not, in place of another connection's.
 */
export function loginUrlOf(given: string | undefined, tenant: string): string {
  const url = new URL(given ?? 'https://login.microsoftonline.com/');
  const path = url.pathname.replace(/\/+$/, '');
  const isOwn = path.toLowerCase().endsWith(`/${tenant}`);
  const base = `${url.origin}${isOwn ? path : path.replace(/\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, '')}`;
  return base.toLowerCase().endsWith(`/${tenant}`) ? base : `${base}/${tenant}`;
}

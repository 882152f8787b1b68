/** Who somebody at a tab is: the token that Teams gives a tab, judged by the keys of the tenant that it is for. */
import type { Visitor } from '../../bot/core/pages.ts';
import type { Clock, Log } from '../../bot/core/ports.ts';
import { z } from '../../bot/core/schema.ts';
import { audiencesOf, createKeySource, createVerifier, TokenRefused } from '../http/tokens.ts';
import type { Lines } from './lines.ts';
import { loginUrlOf } from './login.ts';
import { userRef } from './refs.ts';

/** An access token of version 2.0: learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const claimsShape = z.looseObject({
  tid: z.guid().transform((id) => id.toLowerCase()),
  oid: z.guid().transform((id) => id.toLowerCase()),
  ver: z.literal('2.0'),
  name: z.string().optional(),
  /** What a tab may do with it. A token that an application got for itself has none, and is nobody's. */
  scp: z.string().refine((scopes) => scopes.split(' ').includes('access_as_user')),
});

/** @returns null for a token that is not to be trusted. The function throws KeysUnavailable, and what `lines` throws. */
export function createSignIn(needs: {
  readonly lines: Lines;
  readonly loginUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}): (token: string) => Promise<Visitor | null> {
  const { lines, loginUrl, clock, log } = needs;
  /** By tenant: there are as many as there are connections. */
  const verifiers = new Map<string, { verify: ReturnType<typeof createVerifier>; issuer: string }>();
  const verifierOf = (tenant: string) => {
    const authority = `${loginUrlOf(loginUrl, tenant)}/v2.0`;
    const known = verifiers.get(tenant);
    if (known) return known;
    const keys = createKeySource({ metadataUrl: `${authority}/.well-known/openid-configuration`, clock });
    const made = { verify: createVerifier(keys, clock), issuer: authority };
    verifiers.set(tenant, made);
    return made;
  };
  return async (token) => {
    for (const { appId, tenantId } of await lines.heardBy(audiencesOf(token))) {
      const { verify, issuer } = verifierOf(tenantId);
      try {
        const { claims } = await verify(token, { issuer, audience: appId });
        const said = claimsShape.safeParse(claims);
        if (!said.success || said.data.tid !== tenantId) throw new TokenRefused('claims');
        const { oid, name } = said.data;
        const account = userRef(tenantId, { id: oid, aadObjectId: oid });
        return { account, workspace: tenantId, ...(name ? { called: name } : {}) };
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        // Of a bot that serves several tenants, the issuer tells which of them it is.
        if (error.code !== 'issuer') {
          log.warn('teams.tab_refused', { code: error.code });
          return null;
        }
      }
    }
    log.warn('teams.tab_refused', { code: 'nobody' });
    return null;
  };
}

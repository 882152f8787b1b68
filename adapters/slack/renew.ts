/** Tokens that end are renewed before they do: beside a call while there is time, ahead of it where there is none. */
import { ChatError } from '../../bot/core/chat.ts';
import type { Clock, Log } from '../../bot/core/ports.ts';
import { faultOf } from '../http/server.ts';
import { type ClientOptions, REFUSED_PAUSE } from './client.ts';
import { refresh } from './oauth.ts';
import { type Installation, type Installations, installationKey, installedIn } from './store.ts';

/** How long before its end a token is renewed, in milliseconds: a refresh that fails is tried again for two hours. */
const AHEAD_MS = 2 * 3_600_000;
/** A call may take this long: a token that ends sooner is not begun with. */
const CALL_MS = 60_000;
/** How long a renewal that failed is left alone while the token is still good. */
const PAUSE_MS = 60_000;

/** Slack knows the refresh token no more, or the app is gone: only installing it again helps. docs.slack.dev/reference/methods/oauth.v2.access#errors */
const ENDED: readonly string[] = ['invalid_refresh_token', 'invalid_grant', 'token_revoked', 'account_inactive'];

export interface Renewer {
  /**
   * The installation with a token that a call may be made with. @throws ChatError `busy` where there is none now
   * @param how.ahead false where nothing is to be written down as long as the call can be made: another renews it
   */
  good(installation: Installation, how?: { readonly ahead: boolean }): Promise<Installation>;
  /** The same after Slack said that the token has ended. @throws ChatError likewise */
  renewed(installation: Installation): Promise<Installation>;
  /** When nothing is being renewed: what Slack gives must be kept. */
  idle(): Promise<void>;
}

export function createRenewer(needs: {
  readonly installations: Installations;
  readonly client: ClientOptions;
  readonly clock: Clock;
  readonly log: Log;
}): Renewer {
  const { installations, clock, log } = needs;
  const running = new Map<string, Promise<Installation | null>>();
  const failed = new Map<string, number>();
  const calling = { ...needs.client, clock };

  const renew = (installation: Installation): Promise<Installation | null> => {
    const key = installationKey(installation);
    const workspace = installedIn(installation);
    const known = running.get(key);
    if (known) return known;
    const ask: Parameters<NonNullable<Installations['renew']>>[1] = async (client, token) => {
      try {
        const given = await refresh(calling, client, token);
        log.info('slack.token_renewed', { workspace });
        return given;
      } catch (error) {
        const code = error instanceof ChatError ? (error.code ?? '') : '';
        if (!ENDED.includes(code)) throw error;
        log.warn('slack.revoked', { workspace, why: code });
        return null;
      }
    };
    const renewal = (async () => (await installations.renew?.(installation, ask)) ?? null)()
      .catch((error: unknown) => {
        failed.set(key, clock.now().getTime());
        const why = error instanceof ChatError ? { code: error.code ?? error.reason } : faultOf(error);
        log.warn('slack.token_not_renewed', { workspace, ...why });
        throw error;
      })
      .finally(() => running.delete(key));
    running.set(key, renewal);
    return renewal;
  };
  const renewed = async (installation: Installation): Promise<Installation> => {
    const now = await renew(installation).catch(() => null);
    if (!now || (now.expiresAt && now.expiresAt <= clock.now()))
      throw new ChatError('busy', 'token_expired', REFUSED_PAUSE);
    return now;
  };

  return {
    async good(installation, { ahead } = { ahead: true }) {
      const { expiresAt } = installation;
      if (!expiresAt || !installations.renew) return installation;
      const left = expiresAt.getTime() - clock.now().getTime();
      if (left > AHEAD_MS) return installation;
      if (left <= CALL_MS) return renewed(installation);
      if (!ahead) return installation;
      const last = failed.get(installationKey(installation)) ?? 0;
      if (clock.now().getTime() - last >= PAUSE_MS) renew(installation).catch(() => undefined);
      return installation;
    },
    renewed,
    async idle() {
      await Promise.allSettled(running.values());
    },
  };
}

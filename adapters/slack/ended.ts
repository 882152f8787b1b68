/** News that an app was uninstalled or its token withdrawn: kept, so that nothing more is sent there until a new one is given. */
import type { Log } from '../../bot/core/ports.ts';
import { type Shape, shape, string } from './shape.ts';
import type { Installation, Installations } from './store.ts';
import { wholeIn } from './whose.ts';

interface Needs {
  /** The installation of this connection in a workspace. */
  readonly find: Installations['find'];
  readonly installations: Installations;
  readonly log: Log;
  readonly now: Date;
}

/**
 * Keeps the end of an installation where the event tells of one; does nothing with any other.
 * docs.slack.dev/reference/events/app_uninstalled, docs.slack.dev/reference/events/tokens_revoked
 * @throws when the database does not answer: it must come again
 */
export async function endedBy(body: Shape, { find, installations, log, now }: Needs): Promise<void> {
  const event = shape(body, 'event');
  switch (event.type) {
    case 'app_uninstalled':
    case 'tokens_revoked': {
      const whole = wholeIn(body);
      const installation = await find(whole || string(body, 'team_id'));
      // That a workspace's own ended says nothing of the organisation's, which speaks there instead.
      if (!installation || (whole === '' && installation.enterpriseId)) return;
      if (event.type === 'tokens_revoked' && !isOurs(event, installation)) return;
      // Slack counts whole seconds: an end in the second of a beginning is left to Slack's own refusals.
      const at = typeof body.event_time === 'number' ? new Date(body.event_time * 1000) : now;
      if (await installations.revoke?.(installation, at))
        log.warn('slack.revoked', { workspace: installation.teamId, why: event.type });
    }
  }
}

/** People may withdraw tokens of their own, of which we have none. */
const isOurs = (event: Shape, { botUserId }: Installation): boolean => {
  const { bot } = shape(event, 'tokens');
  return Array.isArray(bot) && bot.includes(botUserId);
};

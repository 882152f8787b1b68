/** Slack's word that it does not deliver for a minute, since more happens in a workspace than it delivers to one app. */
import { type Shape, string } from './shape.ts';

/** It has no inner event; docs.slack.dev/reference/events/app_rate_limited. */
export const isLimited = (content: Shape): boolean => content.type === 'app_rate_limited';

/** The workspace, and the minute from which on; null where it does not say. */
export function limitedIn(content: Shape): { team: string; from: Date } | null {
  const team = string(content, 'team_id');
  const minute = content.minute_rate_limited;
  if (team === '' || typeof minute !== 'number') return null;
  const from = new Date(minute * 1000);
  return Number.isFinite(from.getTime()) ? { team, from } : null;
}

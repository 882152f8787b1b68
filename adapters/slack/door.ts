/** Who may come in, and what came: signatures by our clock in both directions, and bodies that can be read at all. */
import { parse } from 'node:querystring';
import { isValidSlackRequest } from '@slack/bolt';
import type { Clock } from '../../bot/core/ports.ts';
import { isShape, type Shape, string } from './shape.ts';

/** A request that is older or newer than this is not Slack's; docs.slack.dev/authentication/verifying-requests-from-slack. */
const WINDOW_S = 300;

/** Slack's own largest bodies stay well below this, in bytes. */
export const BODY = 1024 * 1024;

export const FORM = 'application/x-www-form-urlencoded';

/** Whether Slack signed exactly these bytes within five minutes of now, past or future. */
export function isSigned(
  headers: NodeJS.Dict<string | string[]>,
  body: string,
  { signingSecret, clock }: { signingSecret: string; clock: Clock },
): boolean {
  const signature = headers['x-slack-signature'];
  const stamp = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof stamp !== 'string' || !/^\d{1,12}$/.test(stamp)) return false;
  const now = clock.now().getTime();
  if (Math.abs(now / 1000 - Number(stamp)) > WINDOW_S) return false;
  const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(stamp) };
  return isValidSlackRequest({ signingSecret, body, headers: signed, nowMilliseconds: now });
}

/** The content of a body; undefined where it is none. */
export function parsed(text: string, isForm: boolean): unknown {
  try {
    if (!isForm) return JSON.parse(text);
    const fields = parse(text);
    return typeof fields.payload === 'string' ? JSON.parse(fields.payload) : { ...fields };
  } catch {
    return undefined;
  }
}

const INTERACTIONS = [
  'block_actions',
  'shortcut',
  'message_action',
  'view_submission',
  'view_closed',
  'block_suggestion',
];

/** Whether Bolt can make sense of it; on anything else it would throw, or never answer. */
export const isKnown = (body: Shape): boolean =>
  (isShape(body.event) && typeof body.event.type === 'string') ||
  (typeof body.command === 'string' && typeof body.team_id === 'string') ||
  (INTERACTIONS.includes(string(body, 'type')) &&
    isShape(body.user) &&
    (body.type !== 'block_actions' || Array.isArray(body.actions)) &&
    (!string(body, 'type').startsWith('view_') || isShape(body.view)));

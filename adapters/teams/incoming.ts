/** What must be known of an activity before it is acted on: whether it can be read, who wrote it, whose it is, where an answer goes. */
import type { Inbound } from '../../bot/core/inbound.ts';
import type { Log } from '../../bot/core/ports.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import type { TeamsActivity } from './activity.ts';
import { readRef } from './refs.ts';
import type { Connections } from './store.ts';

/**
 * Whether what is said of a message may come from here: who runs a bot's registration can have Microsoft sign for it, and
 * then say what they like of their own tenant, but not of a message that we know from another.
 * @throws when the database does not answer
 */
export async function isTheirs(
  event: Inbound,
  tenantId: string,
  { connections, log }: { connections: Connections | undefined; log: Log },
): Promise<boolean> {
  if (!connections || !(event.kind === 'edited' || event.kind === 'deleted' || event.kind === 'message')) return true;
  const { message, thread } = event.kind === 'deleted' ? event : event.said;
  const places = await connections.places({ conversations: [], keys: [message.key, thread.key] });
  const tenants = places.map((place) => readRef({ ...event.in, id: place }).tenant);
  if (tenants.length === 0 || tenants.includes(tenantId)) return true;
  log.warn('teams.not_theirs', { kind: event.kind });
  return false;
}

/** Where a reply to the person goes: beside what they said or pressed; in private where they are nowhere. */
export function spotOf(event: Inbound, on: MessageRef | null): ConversationRef | MessageRef | UserRef {
  if (event.where === 'nowhere') return event.from;
  if (event.where === 'channel' && (event.kind === 'message' || event.kind === 'edited')) return event.said.thread;
  return event.where === 'channel' && on ? on : event.in;
}

/** What we or another bot said: never answered, so that no two bots talk to each other for ever. */
export const isBot = ({ from, recipient }: TeamsActivity): boolean =>
  from.id === recipient.id || from.id.startsWith('28:') || from.role === 'bot' || from.role === 'skill';

/** A body as an object; null where it is none. */
export function parsed(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What every event from Teams carries: its id, who, where and when. */
import type { Inbound, InboundBody } from '../../bot/core/inbound.ts';
import type { ConversationRef } from '../../bot/core/ref.ts';
import { type TeamsActivity, whereOf } from './activity.ts';
import { conversationRef, NOWHERE, PLATFORM, splitThread, userRef } from './refs.ts';

export interface Receiving {
  readonly tenant: string;
  readonly appId: string;
  readonly connection: string;
  /** For an activity that does not say when it happened. */
  readonly now: Date;
}

/**
 * Delivery ids by kind. Microsoft gives each invoke and each update its own id; a message is known by its place and id,
 * an edit also by its time; what one activity says of several people or places is told apart by them.
 */
export const DELIVERY_IDS = {
  message: (base: string, id: string) => `${PLATFORM}/message/${base}/${id}`,
  edited: (base: string, id: string, version: string) => `${PLATFORM}/edited/${base}/${id}/${version}`,
  deleted: (base: string, id: string) => `${PLATFORM}/deleted/${base}/${id}`,
  /** A press that came as a message. */
  pressed: (base: string, id: string) => `${PLATFORM}/pressed/${base}/${id}`,
  invoke: (name: string, base: string, id: string) => `${PLATFORM}/${name}/${base}/${id}`,
  member: (base: string, id: string, who: string) => `${PLATFORM}/member/${base}/${id}/${who}`,
  place: (change: string, base: string, id: string) => `${PLATFORM}/place/${change}/${base}/${id}`,
} as const;

/** Where something happened. An invoke from nowhere (a search bar) has a place without a name. */
export const placeOf = (activity: TeamsActivity): string => splitThread(activity.conversation?.id ?? NOWHERE).base;

export function event(activity: TeamsActivity, to: Receiving, id: string, body: InboundBody, place?: string): Inbound {
  const where = place === undefined ? whereOf(activity) : 'channel';
  return {
    id,
    connection: to.connection,
    at: whenOf(activity, to).toISOString(),
    from: userRef(to.tenant, activity.from),
    workspace: to.tenant,
    ...(activity.from.name && { called: activity.from.name }),
    in: conversationRef(to.tenant, place ?? placeOf(activity)),
    where,
    ...body,
  };
}

function whenOf(activity: TeamsActivity, to: Receiving): Date {
  const at = new Date(activity.timestamp ?? '');
  return Number.isNaN(at.getTime()) ? to.now : at;
}

/** A time that sorts as a string, whatever the number of digits that Microsoft gives its seconds. */
export function versionOf(timestamp: string | null | undefined, now: Date): string {
  const at = new Date(timestamp ?? '');
  if (Number.isNaN(at.getTime())) return `${now.toISOString().slice(0, -1)}0000Z`;
  const fraction = /:\d\d\.(\d+)/.exec(timestamp ?? '')?.[1] ?? '';
  return `${at.toISOString().slice(0, 19)}.${fraction.slice(0, 7).padEnd(7, '0')}Z`;
}

/** The same event said of another place of the team. */
export function alsoIn(one: Inbound, place: ConversationRef): Inbound {
  return { ...one, id: `${one.id}/${place.id}`, in: place };
}

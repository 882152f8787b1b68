/** Activities as events: what somebody did in Teams, in the words of the core. Nothing is sent, stored or decided here. */
import type { Inbound, InboundBody, Said } from '../../bot/core/inbound.ts';
import type { MessageRef } from '../../bot/core/ref.ts';
import { type MessagePayload, payloadShape, type TeamsActivity, whereOf } from './activity.ts';
import { DELIVERY_IDS, event, placeOf, type Receiving, versionOf } from './event.ts';
import { installed, type PlaceNews, updated } from './places.ts';
import { mentionsBot, readMessageText, readPayload } from './read.ts';
import { messageRef, NOWHERE, splitThread, userRef } from './refs.ts';
import { ASIDE } from './targeted.ts';
import { readValues } from './values.ts';

/** How an invoke wants to be answered. */
export type Invoke = 'press' | 'dialog' | 'submit' | 'extension' | 'compose' | 'typeahead' | 'feedback';

export type Heard =
  /** Nothing for us: acknowledged. */
  | { readonly as: 'nothing' }
  /** An invoke that we do not know. */
  | { readonly as: 'unknown' }
  /** What happened, and whether a reply goes to who did it. `team`: for every channel of the team that we know. */
  | {
      readonly as: 'events';
      readonly events: readonly Inbound[];
      readonly typed: boolean;
      readonly team?: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** `data` is what our own button carried, `on` the message that holds the button. */
  | {
      readonly as: 'invoke';
      readonly invoke: Invoke;
      readonly event: Inbound;
      readonly data: Readonly<Record<string, unknown>>;
      readonly on: MessageRef | null;
    };

const nothing: Heard = { as: 'nothing' };
const news = (said: PlaceNews | null): Heard => (said ? { as: 'events', ...said } : nothing);

/** @returns what an activity means; never throws for one that has the shape of an activity */
export function translate(activity: TeamsActivity, to: Receiving): Heard {
  switch (activity.type) {
    case 'message':
      return typed(activity, to);
    case 'messageUpdate':
      // What is undeleted stays deleted for us: a deletion is final.
      return activity.channelData?.eventType === 'editMessage' ? said(activity, to, 'edited') : nothing;
    case 'messageDelete':
      return removed(activity, to);
    case 'conversationUpdate':
      return news(updated(activity, to));
    case 'installationUpdate':
      return news(installed(activity, to));
    case 'invoke':
      return invoked(activity, to);
    default:
      return nothing;
  }
}

// -------------------------------------------------------------------------------------------------------- messages

function typed(activity: TeamsActivity, to: Receiving): Heard {
  const data = record(activity.value);
  if ('action' in data || 'form' in data) {
    const body = pressBody(data, onOf(activity, to, data), to);
    if (!body) return nothing;
    const id = DELIVERY_IDS.pressed(placeOf(activity), activity.id);
    return { as: 'events', typed: true, events: [event(activity, to, id, body)], data };
  }
  return said(activity, to, 'message');
}

function said(activity: TeamsActivity, to: Receiving, kind: 'message' | 'edited'): Heard {
  const where = whereOf(activity);
  const base = placeOf(activity);
  const version = versionOf(activity.timestamp, to.now);
  const link = linkTo(activity, to, activity.id);
  const { text, files, quotes } = readMessageText(activity, link);
  const { message, thread } = messageOf(activity, to, activity.id, quotes);
  const author = userRef(to.tenant, activity.from);
  const addressed = where === 'private' || mentionsBot(activity);
  const id =
    kind === 'message' ? DELIVERY_IDS.message(base, activity.id) : DELIVERY_IDS.edited(base, activity.id, version);
  const words: Inbound = event(activity, to, id, {
    kind,
    addressed,
    said: { message, thread, author, text, files, version, link, ...saidAt(activity.id) },
  });
  if (kind === 'edited' || addressed) return { as: 'events', typed: true, events: [words] };
  // Nobody spoke to us and yet it reached us: the owner of this team or chat consented to our hearing everything.
  const hears = event(activity, to, DELIVERY_IDS.place('all', base, activity.id), {
    kind: 'place',
    change: 'hears',
    hears: 'all',
  });
  return { as: 'events', typed: true, events: [hears, words] };
}

/** Teams names a message of a channel by the millisecond in which it was sent; an edit says when it was edited. */
const saidAt = (id: string): Pick<Said, 'at'> =>
  /^\d{13}$/.test(id) ? { at: new Date(Number(id)).toISOString() } : {};

function removed(activity: TeamsActivity, to: Receiving): Heard {
  const { message, thread } = messageOf(activity, to, activity.id, null);
  const version = versionOf(activity.timestamp, to.now);
  const id = DELIVERY_IDS.deleted(placeOf(activity), activity.id);
  return {
    as: 'events',
    typed: false,
    events: [event(activity, to, id, { kind: 'deleted', message, thread, version })],
  };
}

/** A message and the root of its thread. Chats have no threads: there, quoting a message counts as answering in its thread. */
function messageOf(
  activity: TeamsActivity,
  to: Receiving,
  id: string,
  quotes: string | null,
  aside = false,
): { message: MessageRef; thread: MessageRef } {
  const { base, root } = splitThread(activity.conversation?.id ?? NOWHERE);
  if (whereOf(activity) === 'channel') {
    const first = root ?? id;
    const message = messageRef(to.tenant, base, first, id, aside);
    return { message, thread: messageRef(to.tenant, base, first, first) };
  }
  const message = messageRef(to.tenant, base, null, id, aside);
  return { message, thread: messageRef(to.tenant, base, null, quotes ?? id) };
}

/** The message whose button was pressed. @param data what the button carried */
function onOf(activity: TeamsActivity, to: Receiving, data: Record<string, unknown>): MessageRef | null {
  return activity.replyToId ? messageOf(activity, to, activity.replyToId, null, data[ASIDE] === true).message : null;
}

/** Where a message can be seen. learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
function linkTo(activity: TeamsActivity, to: Receiving, message: string): string {
  const { base, root } = splitThread(activity.conversation?.id ?? '');
  const at = `https://teams.microsoft.com/l/message/${encodeURIComponent(base)}/${encodeURIComponent(message)}`;
  switch (whereOf(activity)) {
    case 'channel': {
      const group = activity.channelData?.team?.aadGroupId;
      const query = new URLSearchParams({
        tenantId: to.tenant,
        ...(group && { groupId: group }),
        parentMessageId: root ?? message,
      });
      return `${at}?${query}`;
    }
    case 'group':
      return `${at}?context=${encodeURIComponent('{"contextType":"chat"}')}`;
    default:
      return `https://teams.microsoft.com/l/chat/0/0?users=28:${to.appId}`;
  }
}

// --------------------------------------------------------------------------------------------------------- invokes

function invoked(activity: TeamsActivity, to: Receiving): Heard {
  const value = record(activity.value);
  const name = activity.name ?? '';
  const heard = (invoke: Invoke, body: InboundBody | null, data: Record<string, unknown> = {}): Heard =>
    body
      ? {
          as: 'invoke',
          invoke,
          event: event(activity, to, DELIVERY_IDS.invoke(name, placeOf(activity), activity.id), body),
          data,
          on: onOf(activity, to, data),
        }
      : { as: 'unknown' };
  switch (name) {
    case 'adaptiveCard/action': {
      const data = record(record(value.action).data);
      return heard('press', pressBody(data, onOf(activity, to, data), to), data);
    }
    case 'task/fetch': {
      const data = record(value.data);
      return heard('dialog', pressBody(data, onOf(activity, to, data), to), data);
    }
    case 'task/submit': {
      const data = record(value.data);
      return heard('submit', pressBody(data, onOf(activity, to, data), to), data);
    }
    case 'composeExtension/fetchTask':
      return heard('extension', shortcutBody(activity, value, to));
    case 'composeExtension/submitAction': {
      const data = record(value.data);
      return heard('submit', pressBody(data, null, to), data);
    }
    case 'composeExtension/query': {
      const [first] = Array.isArray(value.parameters) ? value.parameters.map(record) : [];
      const query = first?.name === 'initialRun' ? '' : words(first?.value);
      return heard('compose', { kind: 'search', of: words(value.commandId), query, by: 'compose' });
    }
    case 'application/search':
      return heard('typeahead', {
        kind: 'search',
        of: words(value.dataset),
        query: words(value.queryText),
        by: 'form',
      });
    case 'composeExtension/queryLink':
    case 'composeExtension/anonymousQueryLink':
      return nothing;
    case 'message/submitAction': {
      const on = onOf(activity, to, {});
      const { reaction } = record(value.actionValue);
      // What was written in Teams' own form is not taken in.
      return on && value.actionName === 'feedback' && (reaction === 'like' || reaction === 'dislike')
        ? heard('feedback', { kind: 'feedback', on, useful: reaction === 'like' })
        : nothing;
    }
    default:
      return { as: 'unknown' };
  }
}

/** What our own button or form carried; null when it carried neither. */
function pressBody(data: Record<string, unknown>, on: MessageRef | null, to: Receiving): InboundBody | null {
  if (typeof data.form === 'string')
    return { kind: 'submission', form: data.form, context: words(data.context), values: readValues(data, to.tenant) };
  if (typeof data.action !== 'string') return null;
  const values = readValues(data, to.tenant);
  return {
    kind: 'action',
    action: data.action,
    value: words(data.value),
    on,
    ...((typeof data.inside === 'string' || Object.keys(values).length > 0) && { values }),
  };
}

function shortcutBody(activity: TeamsActivity, value: Record<string, unknown>, to: Receiving): InboundBody {
  const payload = payloadShape.safeParse(value.messagePayload);
  return {
    kind: 'shortcut',
    name: words(value.commandId),
    ...(payload.success && { on: saidOf(payload.data, activity, to) }),
  };
}

/** A message that somebody else wrote, as Microsoft copies it into a message action. */
function saidOf(payload: MessagePayload, activity: TeamsActivity, to: Receiving): Said {
  const { base, root } = splitThread(activity.conversation?.id ?? NOWHERE);
  const link = payload.linkToMessage ?? linkTo(activity, to, payload.id);
  const { text, files, quotes } = readPayload(payload, link);
  const channel = whereOf(activity) === 'channel';
  const first = channel ? (payload.replyToId ?? root ?? payload.id) : null;
  const user = payload.from?.user?.id;
  return {
    message: messageRef(to.tenant, base, first, payload.id),
    thread: messageRef(to.tenant, base, first, first ?? quotes ?? payload.id),
    author: user ? userRef(to.tenant, { id: user, aadObjectId: user }) : 'bot',
    text,
    files,
    version: versionOf(payload.lastModifiedDateTime ?? payload.createdDateTime, to.now),
    link,
  };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

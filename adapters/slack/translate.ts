/** What people do on Slack with buttons, commands, shortcuts and forms, as the core's events. */
import type { Delivery, Inbound } from '../../bot/core/inbound.ts';
import type { MessageRef } from '../../bot/core/ref.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import { type Carried, unseal } from './carry.ts';
import { type SentView, searchOf } from './form.ts';
import { unescapeMarkup } from './literal.ts';
import { conversationRef, messageRef, userRef } from './refs.ts';
import { actionOf, FEEDBACK_ACTION, LINK_ACTION, USEFUL } from './render.ts';
import { readSaid, type SaidBy, threadOf } from './said.ts';
import { type Shape, shape, shapes, string } from './shape.ts';
import { readValues, unreadDays } from './values.ts';

/*
 * Delivery.id by kind; the first two parts keep kinds apart.
 *
 *   message     slack/message/<channel>/<ts>            the same for app_mention, and for every workspace that hears it
 *   edited      slack/edited/<channel>/<ts>/<edit's ts>
 *   deleted     slack/deleted/<channel>/<ts>
 *   command, action, shortcut, feedback    slack/<kind>/<trigger_id>
 *   submission  slack/submission/<view id>/<view hash>  unchanged while a refused form is corrected
 *   search      slack/search/<view id>/<signature>      it has no id of its own: the same words may be typed twice
 *   home, member, person, place  slack/<kind>/<event_id>
 */

/** How an answer can reach the person, as far as the event says. */
export interface Way {
  /** The workspace in which we heard it. */
  readonly team: string;
  readonly user: string;
  /** '' where there is none. */
  readonly channel: string;
  readonly where: Delivery['where'];
  /** The root of the thread it happened in; absent at a root itself: what is said below it would not be seen beside it. */
  readonly thread?: string;
  readonly responseUrl?: string;
  /** The address can put something in place of the card whose button was pressed. */
  readonly replaces?: boolean;
  /** Opens a view within three seconds. */
  readonly trigger?: string;
  /** The view it happened in. `hash`: other for each that took its place. `step`: it is one of several that do. */
  readonly view?: {
    readonly id: string;
    readonly hash: string;
    readonly type: 'modal' | 'home';
    readonly step: boolean;
    readonly sent: SentView;
  };
  /** The message whose button it was, or whose button opened the form. */
  readonly on?: MessageRef;
}

export interface Heard {
  readonly event: Inbound;
  readonly way: Way;
  /** Fields of a submission that cannot be what they should: days that no calendar has. */
  readonly unread?: readonly string[];
}

export interface Hearing extends SaidBy {
  readonly connection: string;
  readonly sealer: Sealer;
  readonly now: Date;
  /**
   * What tells two deliveries apart where nothing in them does, as in a typeahead: by HTTP the request's signature, by socket the
   * envelope's id. No two have the same; one that is repeated has.
   */
  readonly nonce: string;
}

/** An interaction or a command as an event; null for what concerns nobody. 'unreadable': a form whose seal does not open. */
export function readInteraction(body: Shape, hearing: Hearing): Heard | null | 'unreadable' {
  if (typeof body.command === 'string') return command(body, hearing);
  switch (body.type) {
    case 'block_actions':
      return action(body, hearing);
    case 'shortcut':
    case 'message_action':
      return shortcut(body, hearing);
    case 'view_submission':
      return submission(body, hearing);
    case 'block_suggestion':
      return search(body, hearing);
    default:
      return null;
  }
}

/** What all interactions share. */
function delivery(body: Shape, hearing: Hearing, kind: string, key: string, at: Place): Delivery {
  const user = shape(body, 'user');
  const home = string(user, 'team_id').startsWith('T') ? string(user, 'team_id') : hearing.installation.teamId;
  const name = string(user, 'name') || string(user, 'username');
  return {
    id: `slack/${kind}/${key}`,
    connection: hearing.connection,
    at: hearing.now.toISOString(),
    from: userRef(home, string(user, 'id')),
    workspace: home,
    ...(name && { called: name }),
    in: conversationRef(hearing.installation.teamId, at.channel || string(user, 'id')),
    where: at.where,
  };
}

interface Place {
  readonly channel: string;
  readonly where: Delivery['where'];
  readonly thread?: string;
}

/** What kind of place a channel's id and name say it is: Slack sends no kind with interactions. */
function placeOf(channel: Shape, thread: string): Place {
  const id = string(channel, 'id');
  const name = string(channel, 'name');
  const where =
    id === ''
      ? 'nowhere'
      : id.startsWith('D') || name === 'directmessage'
        ? 'private'
        : name.startsWith('mpdm-')
          ? 'group'
          : 'channel';
  return { channel: id, where, ...(thread && { thread }) };
}

const wayOf = (body: Shape, hearing: Hearing, at: Place): Way => {
  const responseUrl = string(body, 'response_url');
  const trigger = string(body, 'trigger_id');
  return {
    team: hearing.installation.teamId,
    user: string(shape(body, 'user'), 'id'),
    ...at,
    ...(responseUrl && { responseUrl }),
    ...(trigger && { trigger }),
  };
};

function command(body: Shape, hearing: Hearing): Heard | null {
  const user = { id: string(body, 'user_id'), name: string(body, 'user_name'), team_id: string(body, 'team_id') };
  const trigger = string(body, 'trigger_id');
  if (user.id === '' || trigger === '') return null;
  const as = { ...body, user };
  const place = placeOf({ id: string(body, 'channel_id'), name: string(body, 'channel_name') }, '');
  const [, name = '', text = ''] = /^(\S*)\s*([\s\S]*)$/.exec(unescapeMarkup(string(body, 'text')).trim()) ?? [];
  return {
    event: {
      ...delivery(as, hearing, 'command', trigger, place),
      kind: 'command',
      name: name.toLowerCase() || 'help',
      text,
    },
    way: wayOf(as, hearing, place),
  };
}

function action(body: Shape, hearing: Hearing): Heard | null {
  const [pressed] = shapes(body, 'actions');
  const trigger = string(body, 'trigger_id');
  if (pressed?.type === 'feedback_buttons') return feedback(body, pressed, hearing);
  if (pressed?.type !== 'button' || trigger === '' || string(shape(body, 'user'), 'id') === '') return null;
  const name = actionOf(string(pressed, 'action_id'));
  if (name === '' || name === LINK_ACTION) return null;
  const team = hearing.installation.teamId;
  const container = shape(body, 'container');
  const message = shape(body, 'message');
  const ts = string(container, 'message_ts') || string(message, 'ts');
  const thread = threadOf({ ts, thread_ts: string(container, 'thread_ts') || string(message, 'thread_ts') });
  const channel = {
    id: string(shape(body, 'channel'), 'id') || string(container, 'channel_id'),
    name: string(shape(body, 'channel'), 'name'),
  };
  const view = viewOf(body, hearing);
  const carried = view?.carried ?? null;
  const place: Place = carried ? placeIn(carried) : view ? { channel: '', where: 'private' } : placeOf(channel, thread);
  // What only one person sees cannot be found again to be drawn anew.
  const on =
    ts !== '' && channel.id !== '' && container.is_ephemeral !== true ? messageRef(team, channel.id, ts, thread) : null;
  const values = readValues(view ? shape(body, 'view') : body, team);
  return {
    event: {
      ...delivery(body, hearing, 'action', trigger, place),
      kind: 'action',
      action: name,
      value: string(pressed, 'value'),
      on,
      ...((carried || Object.keys(values).length > 0) && { values }),
    },
    way: { ...wayOf(body, hearing, place), replaces: true, ...(view && { view: view.at }), ...(on && { on }) },
  };
}

/** Whether words of a model were useful: docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
function feedback(body: Shape, pressed: Shape, hearing: Hearing): Heard | null {
  const trigger = string(body, 'trigger_id');
  const container = shape(body, 'container');
  const message = shape(body, 'message');
  const ts = string(container, 'message_ts') || string(message, 'ts');
  const channel = {
    id: string(shape(body, 'channel'), 'id') || string(container, 'channel_id'),
    name: string(shape(body, 'channel'), 'name'),
  };
  const isOurs = string(pressed, 'action_id') === FEEDBACK_ACTION && container.is_ephemeral !== true;
  if (!isOurs || trigger === '' || ts === '' || channel.id === '' || string(shape(body, 'user'), 'id') === '')
    return null;
  const thread = threadOf({ ts, thread_ts: string(container, 'thread_ts') || string(message, 'thread_ts') });
  const place = placeOf(channel, thread);
  const on = messageRef(hearing.installation.teamId, channel.id, ts, thread);
  return {
    event: {
      ...delivery(body, hearing, 'feedback', trigger, place),
      kind: 'feedback',
      on,
      useful: string(pressed, 'value') === USEFUL,
    },
    way: wayOf(body, hearing, place),
  };
}

function shortcut(body: Shape, hearing: Hearing): Heard | null {
  const name = string(body, 'callback_id');
  const trigger = string(body, 'trigger_id');
  if (name === '' || trigger === '' || string(shape(body, 'user'), 'id') === '') return null;
  const message = shape(body, 'message');
  const place = placeOf(shape(body, 'channel'), threadOf(message));
  const said = body.type === 'message_action' ? readSaid(message, place.channel, hearing) : null;
  return {
    event: {
      ...delivery(body, hearing, 'shortcut', trigger, place),
      kind: 'shortcut',
      name,
      ...(said && { on: said }),
    },
    way: wayOf(body, hearing, place),
  };
}

function submission(body: Shape, hearing: Hearing): Heard | null | 'unreadable' {
  const view = viewOf(body, hearing);
  if (!view || string(shape(body, 'user'), 'id') === '') return null;
  const { at, carried } = view;
  if (!carried) return 'unreadable';
  const place = placeIn(carried);
  const on = carried.on ? onOf(carried.on) : null;
  const holder = shape(body, 'view');
  return {
    event: {
      ...delivery(body, hearing, 'submission', `${at.id}/${at.hash}`, place),
      kind: 'submission',
      form: at.sent.callback_id,
      context: carried.context,
      values: readValues(holder, hearing.installation.teamId),
    },
    way: { ...wayOf(body, hearing, place), view: at, ...(on && { on }) },
    unread: unreadDays(holder),
  };
}

function search(body: Shape, hearing: Hearing): Heard | null {
  const of = searchOf(string(body, 'action_id'));
  if (of === null || string(shape(body, 'user'), 'id') === '') return null;
  const view = viewOf(body, hearing);
  const carried = view?.carried;
  const place: Place = carried ? placeIn(carried) : { channel: '', where: 'nowhere' };
  return {
    event: {
      ...delivery(body, hearing, 'search', `${view?.at.id ?? ''}/${hearing.nonce}`, place),
      kind: 'search',
      of,
      query: string(body, 'value'),
      by: 'form',
    },
    way: { ...wayOf(body, hearing, place), ...(view && { view: view.at }) },
  };
}

const placeIn = ({ channel, where, thread }: Carried): Place => ({
  channel: channel.startsWith('U') || channel.startsWith('W') ? '' : channel,
  where,
  ...(thread && { thread }),
});

/** The message reference that travelled as its id. */
const onOf = (id: string): MessageRef => {
  const [team = '', channel = '', ts = '', root] = id.split('/');
  return messageRef(team, channel, ts, root);
};

/** The view, and what travelled in it, where that opens. */
function viewOf(body: Shape, { sealer }: Hearing): { at: NonNullable<Way['view']>; carried: Carried | null } | null {
  const view = shape(body, 'view');
  const id = string(view, 'id');
  const type = view.type === 'home' ? 'home' : 'modal';
  if (id === '') return null;
  const carried = type === 'modal' ? unseal(sealer, string(view, 'private_metadata')) : null;
  const text = (key: string) => {
    const words = string(shape(view, key), 'text');
    return words === '' ? {} : { [key]: { type: 'plain_text' as const, text: unescapeMarkup(words), emoji: false } };
  };
  const at = {
    id,
    hash: string(view, 'hash'),
    type,
    step: carried?.step ?? false,
    sent: {
      title: { type: 'plain_text', text: unescapeMarkup(string(shape(view, 'title'), 'text')) || '…', emoji: false },
      ...text('submit'),
      ...text('close'),
      blocks: shapes(view, 'blocks').map((block) => ({
        ...block,
        type: string(block, 'type'),
        ...(string(block, 'block_id') && { block_id: string(block, 'block_id') }),
      })),
      callback_id: string(view, 'callback_id'),
      private_metadata: string(view, 'private_metadata'),
    },
  } as const;
  return { at, carried };
}

/** What happens on Slack without a button: messages, people and places, as the core's events. */
import { isDeepStrictEqual } from 'node:util';
import type { Delivery, Inbound, Said } from '../../bot/core/inbound.ts';
import { mentions, readText } from './read.ts';
import { conversationRef, messageRef, userRef } from './refs.ts';
import { homeOf, instantOf, isAutomatic, isWritten, readSaid, threadOf } from './said.ts';
import { isShape, type Shape, shape, string } from './shape.ts';
import type { Heard, Hearing } from './translate.ts';

/** An event of the Events API as the core's events; none for what concerns nobody. */
export function readEvent(body: Shape, hearing: Hearing): Heard[] {
  const event = shape(body, 'event');
  const envelope = {
    id: string(body, 'event_id'),
    at: typeof body.event_time === 'number' ? String(body.event_time) : '',
  };
  const { botUserId, teamId } = hearing.installation;
  const channel = string(event, 'channel') || string(shape(event, 'channel'), 'id');

  /** Something about a place or a person, not said by anybody. */
  const about = (kind: Inbound['kind'], place: string, user: string, home: string): Delivery => ({
    id: `slack/${kind}/${envelope.id}`,
    connection: hearing.connection,
    at: instantOf(envelope.at, hearing.now),
    from: userRef(home, user || botUserId),
    workspace: home,
    in: conversationRef(teamId, place || user),
    where: place === '' ? 'nowhere' : place.startsWith('D') ? 'private' : 'channel',
  });
  const heard = (one: Inbound): Heard => ({
    event: one,
    way: {
      team: teamId,
      user: string(event, 'user'),
      channel: one.where === 'nowhere' ? '' : channel,
      where: one.where,
    },
  });
  const place = (change: 'archived' | 'gone' | 'added', at: string, user: string): Heard =>
    heard({ ...about('place', at, user, teamId), kind: 'place', change });

  switch (event.type) {
    case 'message':
    case 'app_mention':
      return message(event, channel, hearing);
    case 'app_home_opened':
      if (event.tab !== 'home' || string(event, 'user') === '') return [];
      return [heard({ ...about('home', channel, string(event, 'user'), teamId), where: 'private', kind: 'home' })];
    case 'member_joined_channel':
    case 'member_left_channel': {
      const user = string(event, 'user');
      const joined = event.type === 'member_joined_channel';
      if (user === '' || channel === '') return [];
      if (user === botUserId) return [place(joined ? 'added' : 'gone', channel, string(event, 'inviter'))];
      const home = homeOf(event, hearing.installation);
      return [
        heard({
          ...about('member', channel, user, home),
          kind: 'member',
          who: userRef(home, user),
          change: joined ? 'joined' : 'left',
          // docs.slack.dev/reference/events/member_joined_channel: there is an inviter unless they came by themselves.
          ...(joined && string(event, 'inviter') === '' && { alone: true as const }),
        }),
      ];
    }
    case 'user_change': {
      const user = shape(event, 'user');
      const id = string(user, 'id');
      if (id === '' || user.is_bot === true) return [];
      const home = string(user, 'team_id').startsWith('T') ? string(user, 'team_id') : teamId;
      const change = user.deleted === true ? 'deactivated' : 'changed';
      return [heard({ ...about('person', '', id, home), kind: 'person', who: userRef(home, id), change })];
    }
    case 'channel_rename':
    case 'group_rename': {
      const name = string(shape(event, 'channel'), 'name');
      if (channel === '') return [];
      return [
        heard({ ...about('place', channel, '', teamId), kind: 'place', change: 'renamed', ...(name && { name }) }),
      ];
    }
    case 'channel_archive':
    case 'group_archive':
      return channel === '' ? [] : [place('archived', channel, string(event, 'user'))];
    case 'channel_deleted':
    case 'group_deleted':
    case 'channel_left':
    case 'group_left':
      return channel === '' ? [] : [place('gone', channel, string(event, 'actor_id'))];
    case 'channel_id_changed': {
      const before = string(event, 'old_channel_id');
      const now = string(event, 'new_channel_id');
      if (before === '' || now === '') return [];
      return [
        heard({
          ...about('place', before, '', teamId),
          kind: 'place',
          change: 'moved',
          to: conversationRef(teamId, now),
          ids: { from: `${teamId}/${before}/`, to: `${teamId}/${now}/` },
          keys: { from: `${before}/`, to: `${now}/` },
        }),
      ];
    }
    default:
      return [];
  }
}

/**
 * A message as Slack stores it, as the events by which it would have been heard: that it was said, that it was edited.
 * docs.slack.dev/reference/methods/conversations.replies
 */
export function readStored(stored: Shape, channel: string, hearing: Hearing): { said: Inbound[]; edited: Inbound[] } {
  const edit = { type: 'message', subtype: 'message_changed', message: stored, previous_message: {} };
  return {
    said: message({ ...stored, type: 'message' }, channel, hearing).map((heard) => heard.event),
    edited: message(edit, channel, hearing).map((heard) => heard.event),
  };
}

/** That a message which is known by its timestamp stands there no more. */
export function readGone(ts: string, channel: string, hearing: Hearing): Inbound[] {
  const at = (hearing.now.getTime() / 1000).toFixed(6);
  const gone = { type: 'message', subtype: 'message_deleted', deleted_ts: ts, event_ts: at };
  return message(gone, channel, hearing).map((heard) => heard.event);
}

/** A message, its edit or its deletion. */
function message(event: Shape, channel: string, hearing: Hearing): Heard[] {
  const { installation } = hearing;
  const kind = string(event, 'channel_type');
  const where: Delivery['where'] =
    kind === 'im' || kind === 'app_home'
      ? 'private'
      : kind === 'mpim'
        ? 'group'
        : kind === '' && channel.startsWith('D')
          ? 'private'
          : 'channel';
  const by = (one: Shape, id: string, at: string): Delivery => {
    const home = homeOf(one, installation);
    const name = string(shape(one, 'user_profile'), 'real_name');
    return {
      id,
      connection: hearing.connection,
      at: instantOf(at, hearing.now),
      from: userRef(home, string(one, 'user') || installation.botUserId),
      workspace: home,
      ...(name && { called: name }),
      in: conversationRef(installation.teamId, channel),
      where,
    };
  };
  const heard = (one: Inbound, from: Shape): Heard => {
    const thread = threadOf(from);
    return {
      event: one,
      way: { team: installation.teamId, user: string(from, 'user'), channel, where, ...(thread && { thread }) },
    };
  };
  const addressed = (one: Shape): boolean =>
    where === 'private' ||
    event.type === 'app_mention' ||
    mentions(readText(one, installation.teamId, hearing.unnamed), installation.botUserId);

  if (event.subtype === 'message_deleted' || shape(event, 'message').subtype === 'tombstone') {
    // A root with replies is not deleted but turned into a tombstone; the one who wrote it stands in what it was before.
    const before = shape(event, 'previous_message');
    // Slack may leave that out: then nobody knows whose it was, and the core knows by its timestamp whether it was anything of ours.
    const isTold = isShape(event.previous_message);
    const ts = string(event, 'deleted_ts') || string(before, 'ts') || string(shape(event, 'message'), 'ts');
    if (ts === '' || (isTold && isAutomatic(before, installation))) return [];
    const root = string(before, 'thread_ts') || ts;
    const version = string(event, 'event_ts') || string(event, 'ts');
    const deleted: Inbound = {
      ...by(before, `slack/deleted/${channel}/${ts}`, version),
      kind: 'deleted',
      message: messageRef(installation.teamId, channel, ts, root),
      thread: messageRef(installation.teamId, channel, root),
      version,
      addressed: addressed(before),
    };
    return [heard(deleted, before)];
  }

  if (event.subtype === 'message_changed') {
    const now = shape(event, 'message');
    const edited = string(shape(now, 'edited'), 'ts');
    if (edited === '' || isAutomatic(now, installation) || !isWritten(now)) return [];
    const said = readSaid(now, channel, hearing);
    if (!said || isUntouched(said, shape(event, 'previous_message'))) return [];
    const told = string(event, 'event_ts');
    const id = `slack/edited/${channel}/${string(now, 'ts')}/${edited}${isWhole(edited) && told ? `/${told}` : ''}`;
    const version = editVersion(edited, told);
    return [
      heard({ ...by(now, id, edited), kind: 'edited', said: { ...said, version }, addressed: addressed(now) }, now),
    ];
  }

  /** Link previews, reply counts and pins change a message too, but nobody edited it. Of two edits in one second the words tell. */
  function isUntouched(said: Said, before: Shape): boolean {
    if (string(shape(before, 'edited'), 'ts') !== said.version) return false;
    const was = readSaid(before, channel, hearing);
    return was !== null && isDeepStrictEqual([was.text, was.files], [said.text, said.files]);
  }

  if (!isWritten(event) || event.hidden === true || isAutomatic(event, installation)) return [];
  const said = readSaid(event, channel, hearing);
  if (!said) return [];
  const ts = string(event, 'ts');
  return [
    heard(
      { ...by(event, `slack/message/${channel}/${ts}`, ts), kind: 'message', said, addressed: addressed(event) },
      event,
    ),
  ];
}

/**
 * Slack counts edits in whole seconds, and two may be made in one, or one in the second of the message itself. So such an
 * edit counts as of its second's end, and those of one second go by when they were told of; what is read again in a thread
 * has all of them. Compared as text.
 */
const editVersion = (edited: string, told: string): string =>
  isWhole(edited) ? `${edited.split('.')[0]}.999999/${told || 'read'}` : edited;
const isWhole = (ts: string): boolean => Number.isInteger(Number(ts));

/** The border between connections: what one organisation's app may bring us of another's people and messages, and as what. */
import { ChatError } from '../../bot/core/chat.ts';
import type { Inbound, InboundOf } from '../../bot/core/inbound.ts';
import type { Clock, Log } from '../../bot/core/ports.ts';
import type { MessageRef } from '../../bot/core/ref.ts';
import { createCache } from './cache.ts';
import { conversationRef, messageRef, readConversation, readMessage, readUser } from './refs.ts';
import { isShape, type Shape, shape, shapes } from './shape.ts';
import type { Connections } from './store.ts';
import { WAITING, type Workspaces } from './workspaces.ts';

/*
 * A channel that two organisations share is heard by the apps of both, so the same message comes twice, and each
 * organisation's administrators could sign anything for their own app. Therefore:
 * - What a person does with their rights (a command, a press, a form, a word to the bot) counts where their own organisation's app hears it.
 * - What is said in a channel counts from any app that is in that channel, once, as said where the channel is known from.
 * - What concerns a message of another organisation is believed only where Slack says that the app is in that channel, and
 *   never as said, changed or taken back by somebody whose own app hears them, or by anybody but its writer.
 */

export interface Border {
  /** The event as it is to be acted on; null for what is another connection's affair. @throws when it cannot be said now */
  admit(
    event: Inbound,
    team: string,
    body: Shape,
    wanted: (event: Inbound) => Promise<boolean>,
  ): Promise<Inbound | null>;
}

interface Needs {
  /** Absent: there is one connection alone, and nothing to tell apart. */
  readonly connections: Connections | undefined;
  readonly connection: string;
  readonly workspaces: Pick<Workspaces, 'call'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long it is believed that an app is in a channel, in milliseconds. */
const INSIDE_MS = 3_600_000;

type Content = InboundOf<'message' | 'edited' | 'deleted'>;
const isContent = (event: Inbound): event is Content =>
  event.kind === 'message' || event.kind === 'edited' || event.kind === 'deleted';
const messagesOf = (event: Content): readonly [MessageRef, MessageRef] =>
  event.kind === 'deleted' ? [event.message, event.thread] : [event.said.message, event.said.thread];

export function createBorder({ connections, connection, workspaces, clock, log }: Needs): Border {
  const visible = createCache<boolean>(clock, 10_000, INSIDE_MS);

  /** Whether Slack shows this channel to the app in this workspace. */
  const isInside = (team: string, channel: string): Promise<boolean> =>
    visible.get(`${team}/${channel}`, async () => {
      try {
        // Slack waits to be told that the event was kept.
        await workspaces.call(team, 'conversations.info', { channel }, WAITING);
        return true;
      } catch (error) {
        if (error instanceof ChatError && error.reason === 'busy' && error.code !== 'missing_scope') throw error;
        return false;
      }
    });

  /** Somebody of a workspace that is or was another connection's. */
  const isOthers = async (among: Connections, event: Inbound, team: string): Promise<boolean> => {
    const home = readUser(event.from).team;
    const owner = home === team ? null : await among.ownerOf(home);
    return owner !== null && owner !== connection;
  };

  /** Whether whoever changes or takes back a message wrote it, as far as we know it. */
  const isWriter = async (among: Connections, event: Content, body: Shape): Promise<boolean> => {
    if (event.kind === 'message') return true;
    // Slack left out whose it was.
    if (event.kind === 'deleted' && !isShape(shape(body, 'event').previous_message)) return false;
    const writers = await among.writers(messagesOf(event)[0].key);
    return writers.length === 0 || writers.includes(event.from.id);
  };

  return {
    async admit(event, team, body, wanted) {
      if (!connections || !(await connections.several())) return event;
      const refuse = (): null => {
        log.info('slack.not_theirs', { kind: event.kind });
        return null;
      };
      if (!isContent(event)) return (await isOthers(connections, event, team)) ? refuse() : event;
      if (event.addressed && (await isOthers(connections, event, team))) return refuse();
      // Most of what is said concerns nobody: one read says so.
      if (!isShared(body) && !(await wanted(event))) return null;
      const { channel } = readConversation(event.in);
      const others = (await connections.teams()).filter((one) => one !== team);
      const conversations = [event.in, ...others.map((one) => conversationRef(one, channel))].map(({ id }) => id);
      const places = await connections.places({ conversations, keys: messagesOf(event).map(({ key }) => key) });
      const known = places.map((place) => readConversation({ ...event.in, id: place }).team);
      const [first] = known;
      if (first === undefined || known.includes(team)) return event;
      // Their own app hears them there, so nobody else's has to say what they said, changed or took back.
      if ((await isOthers(connections, event, team)) || !(await isWriter(connections, event, body))) return refuse();
      return (await isInside(team, channel)) ? heardIn(event, first) : refuse();
    },
  };
}

/** Whether the channel may be heard by apps of other organisations: Slack Connect, or within an Enterprise Grid. */
const isShared = (body: Shape): boolean =>
  body.is_ext_shared_channel !== false ||
  shapes(body, 'authorizations').some((one) => typeof one.enterprise_id === 'string');

/** The same event as the app in another workspace hears it. */
function heardIn(event: Content, team: string): Content {
  const place = conversationRef(team, readConversation(event.in).channel);
  const there = (message: MessageRef): MessageRef => {
    const { channel, ts, root } = readMessage(message);
    return messageRef(team, channel, ts, root);
  };
  if (event.kind === 'deleted')
    return { ...event, in: place, message: there(event.message), thread: there(event.thread) };
  const { said } = event;
  return { ...event, in: place, said: { ...said, message: there(said.message), thread: there(said.thread) } };
}

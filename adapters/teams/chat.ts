/** The core's Chat over Microsoft's calls: which conversation a message goes to, and what is known of people and places. */
import { type Chat, ChatError } from '../../bot/core/chat.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import { drawnCard } from './drawn.ts';
import { type Graph, together } from './graph.ts';
import type { Door, Memory, Person, Place } from './memory.ts';
import { abilitiesOf, profileOf } from './profile.ts';
import { conversationRef, messageRef, NOWHERE, readMessage, readRef, userRef } from './refs.ts';
import type { TeamsSentences } from './sentences.ts';
import type { Drawn, Wire } from './speak.ts';
import { aside } from './targeted.ts';

export interface Speaking {
  readonly chat: Chat;
  /** As `chat.post`, for a card that is drawn already. @throws ChatError */
  send(to: ConversationRef | MessageRef | UserRef, drawn: Drawn, only?: UserRef): Promise<MessageRef>;
  /** As `chat.update`, for a card that is drawn already. @throws ChatError */
  redraw(message: MessageRef, drawn: Drawn): Promise<void>;
}

/** Where a message goes: a conversation of Microsoft's, a thread included. */
interface Spot {
  readonly door: Door;
  readonly conversation: string;
  readonly base: string;
  readonly root: string | null;
  readonly kind: 'channel' | 'group' | 'private';
}

export function createSpeaking(needs: {
  readonly wire: Wire;
  readonly memory: Memory;
  readonly tenant: string;
  readonly appId: string;
  readonly sentences: TeamsSentences;
  /** Absent: it is not to be asked. */
  readonly graph?: Graph | undefined;
}): Speaking {
  const { wire, memory, tenant, sentences, graph } = needs;
  const ourselves = `28:${needs.appId}`;
  /** Whether this bot met them, and not one that served the tenant before: people and private chats have other ids for each. */
  const isOwn = ({ bot }: Door): boolean =>
    bot.toLowerCase() === ourselves.toLowerCase() || !/^28:[\da-f-]{36}$/i.test(bot);

  const doorOf = async (known: Door | null): Promise<Door> => {
    const door = known ?? (await memory.door(tenant));
    if (!door) throw new ChatError('gone', 'never_met');
    return isOwn(door) ? door : { serviceUrl: door.serviceUrl, bot: ourselves };
  };
  const spotOf = async (to: ConversationRef | MessageRef): Promise<Spot> => {
    const { base, root } = to.kind === 'message' ? readMessage(to) : { base: readRef(to).id, root: null };
    const known = await memory.place(conversationRef(tenant, base));
    const kind = known?.kind ?? kindOf(base);
    return {
      door: await doorOf(known),
      base,
      root,
      kind,
      conversation: root === null ? base : `${base};messageid=${root}`,
    };
  };
  /** The private chat with somebody; made where there is none yet. */
  const chatWith = async (user: UserRef): Promise<Spot> => {
    const met = await memory.person(user);
    const known = met && isOwn(met) ? met : null;
    const door = await doorOf(met);
    const spot = (base: string): Spot => ({ door, base, root: null, kind: 'private', conversation: base });
    if (known?.chat) return spot(known.chat);
    const account = known?.account ?? readRef(user).id;
    const chat = await wire.open(door, account);
    await memory.savePerson(user, { ...met, account, serviceUrl: door.serviceUrl, bot: door.bot, chat });
    return spot(chat);
  };
  const sentAs = ({ base, root, kind }: Spot, id: string, alone = false): MessageRef =>
    messageRef(tenant, base, kind === 'channel' ? (root ?? id) : null, id, alone);
  const sendTo = async (spot: Spot, drawn: Drawn): Promise<MessageRef> =>
    sentAs(spot, await wire.send(spot.door, spot.conversation, drawn));

  const send: Speaking['send'] = async (to, drawn, only) => {
    if (to.kind === 'user') return sendTo(await chatWith(to), drawn);
    const spot = await spotOf(to);
    if (!only || spot.kind === 'private') return sendTo(spot, drawn);
    const person = await memory.person(only);
    if (!person || !isOwn(person)) return sendTo(await chatWith(only), drawn);
    try {
      const alone = { ...drawn, content: aside(drawn.content) };
      return sentAs(spot, await wire.sendTargeted(spot.door, spot.conversation, alone, person.account), true);
    } catch (error) {
      // What may be there already is not said a second time elsewhere.
      if (!(error instanceof ChatError) || error.reason === 'busy' || error.perhaps) throw error;
      // Refused, or not offered here: the private chat reaches the person too.
      return sendTo(await chatWith(only), drawn);
    }
  };

  const redraw: Speaking['redraw'] = async (message, drawn) => {
    const { door, conversation } = await spotOf(message);
    const sent = readMessage(message);
    await wire.update(door, conversation, sent, sent.aside ? { ...drawn, content: aside(drawn.content) } : drawn);
  };

  /**
   * Where a person's entry in the roster may be had, the likeliest first. No private chat is made for it: nobody asked to
   * be spoken to.
   */
  const meetingPlaces = async (known: Person | null, near: ConversationRef | undefined): Promise<readonly string[]> => {
    const here = near === undefined || readRef(near).id === NOWHERE ? null : near;
    const at = here && (await memory.place(here));
    // A message extension is used anywhere, also where the bot is not.
    const [first, last] = at && !at.gone ? [at.conversation, null] : [null, here && readRef(here).id];
    return [...new Set([first, known?.chat, known?.seen, last].flatMap((place) => place ?? []))];
  };

  /** A member as people are referred to. */
  const accountOf = (member: object): readonly UserRef[] => {
    const { aadObjectId, objectId, id } = member as { aadObjectId?: unknown; objectId?: unknown; id?: unknown };
    const own = [aadObjectId, objectId].find((one) => typeof one === 'string' && one !== '') as string | undefined;
    if (typeof id !== 'string') return [];
    return [userRef(tenant, { id, ...(own !== undefined && { aadObjectId: own }) })];
  };

  /** A channel's name, asked for once: activities seldom carry it. '' where it cannot be had. */
  const nameOf = async (at: ConversationRef, { team, conversation, serviceUrl, bot }: Place): Promise<string> => {
    if (!team) return '';
    try {
      const channels = await wire.channels({ serviceUrl, bot }, conversation, team);
      const found = channels.find((channel) => channel.id === conversation);
      const name = found?.name || (conversation === team ? sentences.general : '');
      if (name) await memory.name(at, name);
      return name;
    } catch (error) {
      if (error instanceof ChatError && error.reason !== 'busy') return '';
      throw error;
    }
  };

  const chat: Chat = {
    post: (to, card, { only, until }) => send(to, { ...drawnCard(card), until }, only),
    update: (message, card) => redraw(message, drawnCard(card)),
    async remove(message) {
      const { door, conversation } = await spotOf(message);
      try {
        await wire.remove(door, conversation, readMessage(message));
      } catch (error) {
        if (!(error instanceof ChatError && error.reason === 'gone')) throw error;
      }
    },
    async home() {
      // Teams has no page of ours to publish: people ask for it.
    },
    async whoIs(user, near) {
      const known = await memory.person(user);
      const door = await doorOf(known);
      const besides = graph?.about(readRef(user).id) ?? null;
      let refused = new ChatError('gone', 'never_met');
      for (const place of await meetingPlaces(known, near)) {
        try {
          const profile = profileOf(await wire.member(door, place, readRef(user).id), tenant, known);
          return together(profile, await besides);
        } catch (error) {
          // Somebody left, or we did: another place may know.
          if (!(error instanceof ChatError) || (error.reason !== 'gone' && error.reason !== 'forbidden')) throw error;
          refused = error;
        }
      }
      throw refused;
    },
    saysWhoLeft: false,
    async roster(place) {
      const known = await memory.place(place);
      if (!known || known.gone) throw new ChatError('gone', 'never_met');
      const door = await doorOf(known);
      const people: UserRef[] = [];
      const seen = new Set<string>();
      for (let after: string | null = null; ; ) {
        const page = await wire.members(door, known.conversation, after);
        people.push(...page.members.flatMap((member) => accountOf(member)));
        if (page.next === null) return people;
        // The same page for ever is not the whole.
        if (seen.has(page.next)) throw new ChatError('fault', 'same_page');
        seen.add(page.next);
        after = page.next;
      }
    },
    // A bot adds nobody to a team or a channel: its owners do.
    bring: async () => 'cannot',
    takeOut: async () => 'cannot',
    async isThere(user) {
      const said = (await graph?.about(readRef(user).id)) ?? null;
      if (said !== null) return said !== 'absent' && said.enabled;
      const known = await memory.person(user);
      const door = await doorOf(known);
      let isUnsure = true;
      for (const place of await meetingPlaces(known, undefined)) {
        try {
          await wire.member(door, place, readRef(user).id);
          return true;
        } catch (error) {
          if (!(error instanceof ChatError) || (error.reason !== 'gone' && error.reason !== 'forbidden')) throw error;
          // That it has no such member is an answer; that we are not in it any more is none.
          if (error.code !== NO_MEMBER) return 'cannot';
          isUnsure = false;
        }
      }
      return isUnsure ? 'cannot' : false;
    },
    async able(at) {
      const known = await memory.heardAt(at);
      const abilities = abilitiesOf(known);
      return known && !abilities.name ? { ...abilities, name: await nameOf(at, known) } : abilities;
    },
    since: async () => 'cannot',
    find: async () => 'cannot',
  };
  return { chat, send, redraw };
}

/** What Microsoft says of a conversation that has no such member. */
const NO_MEMBER = 'MemberNotFoundInConversation';

/** Ids say what kind of place they name, for one that no activity came from. */
const kindOf = (base: string): Spot['kind'] =>
  /@thread\.(tacv2|skype)$/.test(base) ? 'channel' : base.startsWith('19:') ? 'group' : 'private';

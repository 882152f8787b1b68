/** The tenant as one person sees it: what the page draws, and what its live stream sends. */
import type {
  ChatView,
  DialogView,
  TeamsMessagesView,
  TeamsMessageView,
  TeamsSnapshot,
  TeamView,
  TenantView,
} from '../api-types.ts';
import { initials } from '../cast.ts';
import { isRecord } from '../ground.ts';
import type { Dialog, TeamsMessage } from './records.ts';
import type { MicrosoftWorld, Place, TeamsWatcher } from './world.ts';

export function tenantView(world: MicrosoftWorld): TenantView {
  const { tenant } = world.cast;
  const { commands, tabs, searches, actions } = world.surfaces;
  return {
    id: tenant.tenantId,
    name: tenant.name,
    people: tenant.users.map((user) => ({
      id: user.id,
      name: user.name,
      handle: user.name,
      title: user.title,
      email: user.email,
      initials: initials(user.name),
      colour: user.colour,
      bot: false,
    })),
    bot: {
      id: world.botId,
      name: world.botName,
      handle: world.botName,
      title: 'App',
      email: '',
      initials: initials(world.botName),
      colour: '#1f5d4c',
      bot: true,
    },
    commands: commands.map((one) => ({ ...one, scopes: [...one.scopes] })),
    tabs: tabs.map((one) => ({ ...one })),
    searches: searches.map((one) => ({ ...one })),
    actions: actions.map((one) => ({ ...one, contexts: [...one.contexts] })),
  };
}

export const maySee = (world: MicrosoftWorld, place: Place, message: TeamsMessage, person: string): boolean =>
  world.members(place).some((one) => one.id === person) && (message.to === undefined || message.to === person);

function unread(world: MicrosoftWorld, place: Place, as: string): { unread: number; mentions: number } {
  const read = Number(world.read(place.base, as));
  const fresh = world
    .messages(place.base)
    .filter((one) => Number(one.id) > read && one.from !== as && !one.deleted && maySee(world, place, one, as));
  const mine = fresh.filter((one) => place.kind !== 'channel' || one.mentions.some((mention) => mention.id === as));
  return { unread: fresh.length, mentions: mine.length };
}

export function lists(world: MicrosoftWorld, as: string): { teams: TeamView[]; chats: ChatView[] } {
  const { tenant } = world.cast;
  const count = (id: string) => {
    const place = world.place(id);
    return place ? unread(world, place, as) : { unread: 0, mentions: 0 };
  };
  const teams = tenant.teams
    .filter((team) => team.members.includes(as))
    .map((team): TeamView => {
      const { installed, consented } = world.install(team.id);
      return {
        id: team.id,
        name: team.name,
        installed,
        consented,
        channels: team.channels.map(({ id, name }) => ({ id, name, ...count(id) })),
      };
    });
  const groups = tenant.chats
    .filter((chat) => chat.members.includes(as))
    .map((chat): ChatView => {
      const { installed, consented } = world.install(chat.id);
      return {
        id: chat.id,
        kind: 'group',
        name: chat.name,
        members: [...chat.members],
        installed,
        consented,
        ...count(chat.id),
      };
    });
  const person = world.person(as);
  if (!person) return { teams, chats: groups };
  const own = world.personalId(person);
  const bot: ChatView = {
    id: own,
    kind: 'bot',
    name: world.botName,
    members: [as],
    installed: world.install(as).installed,
    consented: true,
    ...count(own),
  };
  return { teams, chats: [bot, ...groups] };
}

export function dialogView(dialog: Dialog): DialogView {
  const { id, title, height, width, card, url, message } = dialog;
  return {
    id,
    title,
    height,
    width,
    ...(card === undefined ? {} : { card }),
    ...(url === undefined ? {} : { url }),
    ...(message === undefined ? {} : { message }),
  };
}

export function messageView(message: TeamsMessage, as: string): TeamsMessageView {
  const attachments = message.own?.[as] ?? message.attachments;
  const gone = message.deleted ?? false;
  return {
    conversation: message.conversation,
    id: message.id,
    ...(message.root ? { root: message.root } : {}),
    from: message.from,
    html: gone ? '' : message.html,
    text: gone ? '' : message.typed,
    summary: gone ? '' : (message.summary ?? ''),
    attachments: gone
      ? []
      : attachments.map(({ contentType, content, name }) => ({ contentType, content, ...(name ? { name } : {}) })),
    carousel: message.carousel ?? false,
    files: gone ? [] : [...message.files],
    time: message.at,
    edited: message.editedAt !== undefined && !gone,
    deleted: gone,
    targeted: message.to !== undefined,
    aiGenerated: message.ai ?? false,
    suggestedActions: gone ? [] : [...(message.suggested ?? [])],
    reactions: (message.reactions ?? []).map((one) => ({ type: one.type, users: [...one.users] })),
    refresh:
      !gone && message.own?.[as] === undefined && message.attachments.some((one) => wantsRefresh(one.content, as)),
  };
}

/** A card's `refresh` is for the people it lists. */
function wantsRefresh(card: unknown, as: string): boolean {
  if (!isRecord(card) || !isRecord(card.refresh) || !isRecord(card.refresh.action)) return false;
  return Array.isArray(card.refresh.userIds) && card.refresh.userIds.includes(as);
}

export function snapshot(world: MicrosoftWorld, as: string): TeamsSnapshot {
  const dialog = world.dialog(as);
  return { tenant: world.cast.tenant.tenantId, as, ...lists(world, as), dialog: dialog ? dialogView(dialog) : null };
}

/** Posts of a channel with their replies, or a chat's messages; oldest first. */
export function messagesView(
  world: MicrosoftWorld,
  place: Place,
  as: string,
  how: { root?: string; before?: string; limit: number },
): TeamsMessagesView {
  const all = world.messages(place.base).filter((message) => maySee(world, place, message, as));
  const before = how.before;
  const posts = all.filter(
    (message) =>
      message.root === undefined &&
      (how.root === undefined || message.id === how.root) &&
      (before === undefined || Number(message.id) < Number(before)),
  );
  const page = posts.slice(-how.limit);
  return {
    posts: page.map((message) => ({
      message: messageView(message, as),
      replies: all.filter((reply) => reply.root === message.id).map((reply) => messageView(reply, as)),
    })),
    more: page.length < posts.length,
  };
}

/** Tells the live stream of every change, each viewer only what they may see. */
export function teamsWatcher(world: MicrosoftWorld): TeamsWatcher {
  const { hub } = world.ground;
  const tenant = world.cast.tenant.tenantId;
  const listsChanged = () =>
    hub.to('teams', tenant, (as) => ({ type: 'teams.lists', tenant, as, ...lists(world, as) }));
  return {
    message(message) {
      const place = world.place(message.conversation);
      if (!place) return;
      hub.to('teams', tenant, (as) =>
        maySee(world, place, message, as)
          ? { type: 'teams.message', tenant, as, message: messageView(message, as) }
          : null,
      );
      listsChanged();
    },
    removed(message) {
      const place = world.place(message.conversation);
      if (!place) return;
      const root = message.root ? { root: message.root } : {};
      hub.to('teams', tenant, (as) =>
        maySee(world, place, message, as)
          ? { type: 'teams.removed', tenant, as, conversation: message.conversation, id: message.id, ...root }
          : null,
      );
      listsChanged();
    },
    lists: listsChanged,
    dialog(user) {
      const dialog = world.dialog(user);
      hub.to('teams', tenant, (as) =>
        as === user ? { type: 'teams.dialog', tenant, as, dialog: dialog ? dialogView(dialog) : null } : null,
      );
    },
  };
}

/** What the adapter knows of places and people, written only when it changed. */
import type { Inbound } from '../../bot/core/inbound.ts';
import type { ConversationRef, UserRef } from '../../bot/core/ref.ts';
import { refKey } from '../../bot/core/ref.ts';
import { z } from '../../bot/core/schema.ts';
import { type TeamsActivity, whereOf } from './activity.ts';
import { conversationRef, PLATFORM, readRef, splitThread, userRef } from './refs.ts';
import type { References } from './store.ts';

const place = z.object({
  serviceUrl: z.string(),
  conversation: z.string(),
  kind: z.enum(['channel', 'group', 'private']),
  bot: z.string(),
  name: z.string().optional(),
  team: z.string().optional(),
  shared: z.boolean().optional(),
  hears: z.enum(['all', 'mentions']).optional(),
  gone: z.boolean().optional(),
});
const person = z.object({
  serviceUrl: z.string(),
  /** Their id for this bot (`29:...`). */
  account: z.string(),
  bot: z.string(),
  /** The private chat with them. */
  chat: z.string().optional(),
  /** A place that they and the bot are both in: whoIs needs one. */
  seen: z.string().optional(),
  zone: z.string().optional(),
  locale: z.string().optional(),
});
/** How this tenant is reached: for somebody who was only ever named. */
const door = z.object({ serviceUrl: z.string(), bot: z.string() });
const team = z.object({ channels: z.array(z.string()) });
/** What reaches the bot in a whole team: its owner consents for all of its channels at once. */
const hearing = z.object({ hears: z.enum(['all', 'mentions']) });

export type Place = z.infer<typeof place>;
export type Person = z.infer<typeof person>;
export type Door = z.infer<typeof door>;

export interface Memory {
  /**
   * Keeps what a wanted activity says of its place and its person.
   * @param inside whether it shows that the bot is in the place: a message extension is used anywhere
   */
  learn(activity: TeamsActivity, tenant: string, inside: boolean): Promise<void>;
  /** Whether this process knows already that `learn` would write nothing. */
  knows(activity: TeamsActivity, tenant: string, inside: boolean): boolean;
  /** Keeps what an accepted event says of a place; what is heard there, of its whole team. */
  follow(event: Inbound): Promise<void>;
  place(ref: ConversationRef): Promise<Place | null>;
  /** A place with what is heard in its team, for whoever asks what can be done there. */
  heardAt(ref: ConversationRef): Promise<Place | null>;
  person(ref: UserRef): Promise<Person | null>;
  door(tenant: string): Promise<Door | null>;
  savePerson(ref: UserRef, body: Person): Promise<void>;
  /** Keeps what a place is called. */
  name(ref: ConversationRef, name: string): Promise<void>;
  /** The channels of a team that were learnt, as references. */
  channelsOf(tenant: string, team: string): Promise<ConversationRef[]>;
}

/** A body by its id, as it was saved and as that text. */
interface Held {
  readonly body: unknown;
  readonly json: string;
}

/** What becomes of a body. */
interface Learnt {
  readonly id: string;
  readonly shape: z.ZodType<unknown>;
  readonly change: (was: unknown) => unknown;
}
/** @param change is only given what its shape has read */
const learnt = <T>(id: string, shape: z.ZodType<T>, change: (was: T | null) => T): Learnt => ({
  id,
  shape,
  change: (was) => change(was as T | null),
});

/** Something that happened to a place: another process may know of it what this one does not. */
const isNews = ({ type }: TeamsActivity): boolean => type !== 'message' && type !== 'invoke';

/** How many bodies are remembered in this process. */
const ROOM = 2_000;

export function createMemory(references: References): Memory {
  /** What this process saved or read last, oldest first: so that a message costs neither a read nor a write. */
  const held = new Map<string, Held>();
  const hold = (id: string, one: Held): void => {
    held.delete(id);
    held.set(id, one);
    for (const oldest of held.keys()) {
      if (held.size <= ROOM) break;
      held.delete(oldest);
    }
  };
  /** Whether a change makes nothing else of what is held. */
  const isHeld = ({ id, change }: Learnt): boolean => {
    const last = held.get(id);
    if (!last || JSON.stringify(change(last.body)) !== last.json) return false;
    hold(id, last);
    return true;
  };
  const find = async <T>(id: string, shape: z.ZodType<T>): Promise<T | null> => {
    const read = shape.safeParse(await references.find(id));
    return read.success ? read.data : null;
  };
  /** @param fresh another process may have written since: look again */
  const save = async <T>(id: string, shape: z.ZodType<T>, change: (was: T | null) => T, fresh = false): Promise<void> =>
    keep(learnt(id, shape, change), fresh);
  const keep = async (one: Learnt, fresh: boolean): Promise<void> => {
    if (!fresh && isHeld(one)) return;
    const { id, shape, change } = one;
    const was = (fresh ? undefined : held.get(id)?.body) ?? (await find(id, shape));
    // A key without a value is no key in JSON, and the shape gives their order: the same body is the same text.
    const json = JSON.stringify(shape.parse(change(was)));
    const body: unknown = JSON.parse(json);
    if (was === null || JSON.stringify(was) !== json) await references.save(id, body);
    hold(id, { body, json });
  };
  const teamId = (tenant: string, id: string): string => `${PLATFORM}/team/${tenant}/${id}`;
  const hearingId = (tenant: string, id: string): string => `${PLATFORM}/hearing/${tenant}/${id}`;
  const doorId = (tenant: string): string => `${PLATFORM}/door/${tenant}`;

  /** What a wanted activity says of its place and its person. */
  const saidBy = (activity: TeamsActivity, tenant: string, inside: boolean): readonly Learnt[] => {
    const { serviceUrl } = activity;
    const bot = activity.recipient.id;
    const kind = whereOf(activity);
    const conversation = splitThread(activity.conversation?.id ?? '').base;
    const met = (was: Person | null): Person => ({
      serviceUrl,
      account: activity.from.id,
      bot,
      chat: inside && kind === 'private' ? conversation : was?.chat,
      // Any place will do: the first is kept, so that moving about writes nothing.
      seen: was?.seen ?? (inside && kind !== 'nowhere' ? conversation : undefined),
      zone: activity.localTimezone ?? was?.zone,
      locale: activity.locale ?? was?.locale,
    });
    const always = [
      learnt(doorId(tenant), door, () => ({ serviceUrl, bot })),
      learnt(refKey(userRef(tenant, activity.from)), person, met),
    ];
    if (!inside || kind === 'nowhere') return always;
    const data = activity.channelData;
    // An activity about a team may name another channel than the one it is about.
    const here = !data?.channel?.id || data.channel.id === conversation;
    const name =
      kind === 'private'
        ? undefined
        : ((here ? data?.channel?.name : null) ?? activity.conversation?.name ?? undefined);
    const inTeam = data?.team?.id ?? undefined;
    const placed = (was: Place | null): Place => ({
      serviceUrl,
      conversation,
      kind,
      bot,
      name: name ?? was?.name,
      team: inTeam ?? was?.team,
      shared: data?.channel?.type ? data.channel.type === 'shared' : was?.shared,
      hears: was?.hears,
    });
    const joined = (was: z.infer<typeof team> | null) => ({
      channels: [...new Set([...(was?.channels ?? []), conversation])].sort(),
    });
    return [
      ...always,
      learnt(refKey(conversationRef(tenant, conversation)), place, placed),
      ...(inTeam && kind === 'channel' ? [learnt(teamId(tenant, inTeam), team, joined)] : []),
    ];
  };

  return {
    async learn(activity, tenant, inside) {
      for (const one of saidBy(activity, tenant, inside)) await keep(one, isNews(activity));
    },
    knows: (activity, tenant, inside) => !isNews(activity) && saidBy(activity, tenant, inside).every(isHeld),
    async follow(event) {
      if (event.kind !== 'place') return;
      const id = refKey(event.in);
      const known = await find(id, place);
      if (!known) return;
      if (event.change === 'hears' && known.team) {
        const { hears } = event;
        return save(hearingId(readRef(event.in).tenant, known.team), hearing, () => ({ hears }), true);
      }
      const followed = (): Place => {
        switch (event.change) {
          case 'hears':
            return { ...known, hears: event.hears };
          case 'gone':
            return { ...known, gone: true };
          case 'renamed':
            return { ...known, name: event.name ?? known.name };
          // Nothing moves in Teams.
          case 'moved':
          case 'added':
          case 'archived':
            return known;
        }
      };
      await save(id, place, followed, true);
    },
    place: (ref) => find(refKey(ref), place),
    async heardAt(ref) {
      const known = await find(refKey(ref), place);
      const heard = known?.team ? await find(hearingId(readRef(ref).tenant, known.team), hearing) : null;
      return known && heard ? { ...known, hears: heard.hears } : known;
    },
    person: (ref) => find(refKey(ref), person),
    door: (tenant) => find(doorId(tenant), door),
    savePerson: (ref, body) => save(refKey(ref), person, () => body, true),
    async name(ref, name) {
      const known = await find(refKey(ref), place);
      if (known) await save(refKey(ref), place, () => ({ ...known, name }), true);
    },
    async channelsOf(tenant, id) {
      const known = await find(teamId(tenant, id), team);
      return (known?.channels ?? []).map((channel) => conversationRef(tenant, channel));
    },
  };
}

/** The Slack stand-in's state: who is where and what was said, with every change kept and shown at once. */
import type { Cast, CastPerson, CastSlackTeam } from '../cast.ts';
import type { Ground } from '../ground.ts';
import { randomSlackId, randomText, slackId } from '../ids.ts';
import type { Secrets } from '../secrets.ts';
import type { ResponseAddress, SlackChannel, SlackMessage, SlackSurfaces, SlackView, Trigger } from './records.ts';
import type { Mentionable } from './text.ts';

/** How long a trigger may open a view. Slack: 3 seconds. */
export const TRIGGER_MS = 3000;
const RESPONSE_MS = 30 * 60_000;
const RESPONSE_USES = 5;

/** Told of every change, after it is in memory. The page's stream listens. */
export interface SlackWatcher {
  message(message: SlackMessage): void;
  removed(message: SlackMessage): void;
  channel(channel: SlackChannel): void;
  modals(team: string, user: string): void;
  home(view: SlackView): void;
}

export class SlackWorld {
  readonly ground: Ground;
  readonly cast: Cast;
  readonly secrets: Secrets;
  readonly surfaces: SlackSurfaces;
  watcher: SlackWatcher | null = null;
  readonly triggers = new Map<string, Trigger>();
  readonly #messages: Map<string, SlackMessage>;
  /** Messages of a channel by ts, in the order of their ts. */
  readonly #byChannel = new Map<string, Map<string, SlackMessage>>();
  readonly #channels: Map<string, SlackChannel>;
  readonly #views: Map<string, SlackView>;
  readonly #reads: Map<string, string>;
  readonly #responses: Map<string, ResponseAddress>;
  #lastTs = 0;

  constructor(ground: Ground, cast: Cast, secrets: Secrets, surfaces: SlackSurfaces) {
    this.ground = ground;
    this.cast = cast;
    this.secrets = secrets;
    this.surfaces = surfaces;
    this.#messages = ground.keep.rows('slack.message');
    this.#channels = ground.keep.rows('slack.channel');
    this.#views = ground.keep.rows('slack.view');
    this.#reads = ground.keep.rows('slack.read');
    this.#responses = ground.keep.rows('slack.response');
    for (const message of [...this.#messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1))) this.#index(message);
    for (const team of cast.slackTeams) this.#seedChannels(team);
  }

  #seedChannels(team: CastSlackTeam): void {
    for (const channel of team.channels) {
      if (this.#channels.has(channel.id)) continue;
      const members = channel.bot ? [...channel.members, team.botUserId] : channel.members;
      const creator = channel.members[0] ?? team.botUserId;
      const created = Math.floor(this.now() / 1000);
      const kind = channel.private ? 'private' : 'channel';
      this.putChannel({
        team: team.teamId,
        id: channel.id,
        kind,
        name: channel.name,
        topic: channel.topic,
        created,
        creator,
        archived: false,
        members,
      });
    }
  }

  now(): number {
    return this.ground.clock.now().getTime();
  }

  /** A new `ts`: the time in seconds with six digits, later than any before. `at` for history. */
  ts(at?: Date): string {
    const wanted = (at?.getTime() ?? this.now()) * 1000;
    let micros = wanted;
    if (at) {
      while (this.#taken(micros)) micros += 1;
    } else {
      micros = Math.max(wanted, this.#lastTs + 1);
      this.#lastTs = micros;
    }
    return formatTs(micros);
  }

  #taken(micros: number): boolean {
    const ts = formatTs(micros);
    return [...this.#byChannel.values()].some((messages) => messages.has(ts));
  }

  team(id: string): CastSlackTeam | undefined {
    return this.cast.slackTeams.find((team) => team.teamId === id);
  }
  teamByToken(token: string): CastSlackTeam | undefined {
    return this.cast.slackTeams.find((team) => this.secrets.botTokens[team.teamId] === token);
  }
  person(team: CastSlackTeam, id: string): CastPerson | undefined {
    return team.users.find((user) => user.id === id);
  }
  /** What was changed of a person's profile since the cast was made (a name, `deleted`). */
  profile(user: string): Readonly<Record<string, unknown>> {
    return this.ground.keep.rows<Record<string, unknown>>('slack.user').get(user) ?? {};
  }
  /** Everyone and everything that can be mentioned by typing its name. */
  mentionable(team: CastSlackTeam): Mentionable {
    const bot = { id: team.botUserId, name: this.cast.slackApp.name };
    return {
      people: [bot, ...team.users],
      channels: this.channels(team.teamId).filter((channel) => channel.kind !== 'im'),
    };
  }

  channels(team: string): SlackChannel[] {
    return [...this.#channels.values()].filter((channel) => channel.team === team);
  }
  channel(team: string, id: string): SlackChannel | undefined {
    const channel = this.#channels.get(id);
    return channel?.team === team ? channel : undefined;
  }
  putChannel(channel: SlackChannel): SlackChannel {
    this.ground.keep.put('slack.channel', channel.id, channel);
    this.watcher?.channel(channel);
    return channel;
  }
  /** The direct message between two, made when it is not there. */
  im(team: CastSlackTeam, a: string, b: string): SlackChannel {
    const members = [a, b].sort();
    const id = slackId('D', `${team.teamId} ${members.join(' ')}`);
    const created = Math.floor(this.now() / 1000);
    return (
      this.#channels.get(id) ??
      this.putChannel({
        team: team.teamId,
        id,
        kind: 'im',
        name: '',
        topic: '',
        created,
        creator: a,
        archived: false,
        members,
      })
    );
  }

  #index(message: SlackMessage): void {
    const key = message.channel;
    let messages = this.#byChannel.get(key);
    if (!messages) {
      messages = new Map();
      this.#byChannel.set(key, messages);
    }
    const last = [...messages.keys()].at(-1);
    messages.set(message.ts, message);
    // History is put in after the fact: the map is kept in the order of ts.
    if (last !== undefined && message.ts < last) {
      this.#byChannel.set(key, new Map([...messages.entries()].sort(([x], [y]) => (x < y ? -1 : 1))));
    }
    this.#lastTs = Math.max(this.#lastTs, microsOf(message.ts));
  }
  message(channel: string, ts: string): SlackMessage | undefined {
    return this.#byChannel.get(channel)?.get(ts);
  }
  putMessage(message: SlackMessage): SlackMessage {
    this.ground.keep.put('slack.message', `${message.channel}/${message.ts}`, message);
    this.#index(message);
    this.watcher?.message(message);
    const root = message.thread ? this.message(message.channel, message.thread) : undefined;
    if (root) this.watcher?.message(root);
    return message;
  }
  removeMessage(message: SlackMessage): void {
    this.ground.keep.remove('slack.message', `${message.channel}/${message.ts}`);
    this.#byChannel.get(message.channel)?.delete(message.ts);
    this.watcher?.removed(message);
    const root = message.thread ? this.message(message.channel, message.thread) : undefined;
    if (root) this.watcher?.message(root);
  }
  /** Oldest first; ephemeral ones among them. */
  messages(channel: string): SlackMessage[] {
    return [...(this.#byChannel.get(channel)?.values() ?? [])];
  }
  /** Replies that everyone sees, oldest first. */
  replies(channel: string, root: string): SlackMessage[] {
    return this.messages(channel).filter((message) => message.thread === root && message.to === undefined);
  }

  read(channel: string, user: string): string {
    return this.#reads.get(`${channel}/${user}`) ?? '0';
  }
  putRead(channel: SlackChannel, user: string, ts: string): void {
    this.ground.keep.put('slack.read', `${channel.id}/${user}`, ts);
    this.watcher?.channel(channel);
  }

  view(id: string): SlackView | undefined {
    return this.#views.get(id);
  }
  viewByExternalId(team: string, externalId: string): SlackView | undefined {
    return [...this.#views.values()].find((view) => view.team === team && view.view.external_id === externalId);
  }
  /** The person's open modals, the lowest first. */
  modals(team: string, user: string): SlackView[] {
    const mine = [...this.#views.values()].filter(
      (view) => view.type === 'modal' && view.team === team && view.user === user,
    );
    return mine.sort((a, b) => a.order - b.order);
  }
  home(team: string, user: string): SlackView | undefined {
    return [...this.#views.values()].find((view) => view.type === 'home' && view.team === team && view.user === user);
  }
  putView(view: SlackView): SlackView {
    this.ground.keep.put('slack.view', view.id, view);
    if (view.type === 'home') this.watcher?.home(view);
    else this.watcher?.modals(view.team, view.user);
    return view;
  }
  removeViews(views: readonly SlackView[]): void {
    for (const view of views) this.ground.keep.remove('slack.view', view.id);
    const first = views[0];
    if (first) this.watcher?.modals(first.team, first.user);
  }

  /** A trigger for one view, good for three seconds. */
  trigger(team: string, user: string, view?: string): string {
    for (const [id, old] of this.triggers) if (this.now() - old.made > 60_000) this.triggers.delete(id);
    const id = `${randomDigits(13)}.${randomDigits(13)}.${randomText(32).toLowerCase()}`;
    this.triggers.set(id, { id, team, user, made: this.now(), view, used: false });
    return id;
  }

  /** A new `response_url`. */
  responseUrl(of: Omit<ResponseAddress, 'id' | 'uses' | 'made'>): string {
    for (const old of [...this.#responses.values()]) {
      if (this.now() - old.made > 2 * RESPONSE_MS) this.ground.keep.remove('slack.response', old.id);
    }
    const id = randomText(24);
    this.ground.keep.put('slack.response', id, { ...of, id, uses: 0, made: this.now() });
    return `${this.ground.baseUrl}/playground/slack/actions/${of.team}/${randomDigits(13)}/${id}`;
  }
  /** Uses the address once, or says why it cannot be used. */
  takeResponse(id: string): ResponseAddress | 'expired_url' | 'used_url' {
    const address = this.#responses.get(id);
    if (!address || this.now() - address.made > RESPONSE_MS) return 'expired_url';
    if (address.uses >= RESPONSE_USES) return 'used_url';
    this.ground.keep.put('slack.response', id, { ...address, uses: address.uses + 1 });
    return address;
  }

  /** What Slack would call `https://<domain>.slack.com/`, kept on this machine; ends with a slash. */
  teamUrl(team: CastSlackTeam): string {
    return `${this.ground.baseUrl}/playground/slack/${team.domain}/`;
  }
  permalink(team: CastSlackTeam, message: Pick<SlackMessage, 'channel' | 'ts' | 'thread'>): string {
    const path = `${this.teamUrl(team)}archives/${message.channel}/p${message.ts.replace('.', '')}`;
    return message.thread ? `${path}?thread_ts=${message.thread}&cid=${message.channel}` : path;
  }
  newViewId(): string {
    return randomSlackId('V');
  }
  newHash(): string {
    return `${Math.floor(this.now() / 1000)}.${randomText(8)}`;
  }
}

/** A `ts` from microseconds since 1970. */
function formatTs(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}
const microsOf = (ts: string): number => Number(ts.replace('.', ''));
const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

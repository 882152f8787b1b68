/** The Microsoft stand-in's state: teams, chats, where the app is, what was said, with every change kept and shown at once. */
import type { Cast, CastGroupChat, CastTeam, CastTeamsChannel, CastTeamsPerson } from '../cast.ts';
import type { Ground } from '../ground.ts';
import { teamsPersonalId } from '../ids.ts';
import type { Secrets } from '../secrets.ts';
import { Signer } from './jwt.ts';
import type { Dialog, Install, TeamsMessage, TeamsSurfaces } from './records.ts';

/** A conversation by its id, taken apart. */
export type Place = { readonly base: string; readonly root?: string } & (
  | { readonly kind: 'channel'; readonly team: CastTeam; readonly channel: CastTeamsChannel }
  | { readonly kind: 'group'; readonly chat: CastGroupChat }
  | { readonly kind: 'personal'; readonly person: CastTeamsPerson }
);

/** Told of every change, after it is in memory. The page's stream listens. */
export interface TeamsWatcher {
  message(message: TeamsMessage): void;
  removed(message: TeamsMessage): void;
  lists(): void;
  dialog(user: string): void;
}

export class MicrosoftWorld {
  readonly ground: Ground;
  readonly cast: Cast;
  readonly secrets: Secrets;
  readonly surfaces: TeamsSurfaces;
  readonly signer: Signer;
  watcher: TeamsWatcher | null = null;
  readonly #messages: Map<string, TeamsMessage>;
  readonly #byPlace = new Map<string, Map<string, TeamsMessage>>();
  readonly #installs: Map<string, Install>;
  readonly #reads: Map<string, string>;
  readonly #dialogs: Map<string, Dialog>;
  #lastId = 0;

  constructor(ground: Ground, cast: Cast, secrets: Secrets, surfaces: TeamsSurfaces) {
    this.ground = ground;
    this.cast = cast;
    this.secrets = secrets;
    this.surfaces = surfaces;
    this.signer = new Signer(secrets);
    this.#messages = ground.keep.rows('teams.message');
    this.#installs = ground.keep.rows('teams.install');
    this.#reads = ground.keep.rows('teams.read');
    this.#dialogs = ground.keep.rows('teams.dialog');
    for (const message of [...this.#messages.values()].sort((a, b) => Number(a.id) - Number(b.id)))
      this.#index(message);
  }

  now(): number {
    return this.ground.clock.now().getTime();
  }

  /** The bot's id as Teams writes it. */
  get botId(): string {
    return `28:${this.cast.tenant.appId}`;
  }
  get botName(): string {
    return this.cast.slackApp.name;
  }
  /** Where the bot calls the Connector; ends with a slash, as the real one does. */
  get serviceUrl(): string {
    return `${this.ground.baseUrl}/playground/microsoft/connector/`;
  }

  /** A new message id: the time in milliseconds, later than any before. `at` for history. */
  newId(at?: Date): string {
    let id = at ? at.getTime() : Math.max(this.now(), this.#lastId + 1);
    while (this.#taken(String(id))) id += 1;
    if (!at) this.#lastId = id;
    return String(id);
  }
  #taken(id: string): boolean {
    return [...this.#byPlace.values()].some((messages) => messages.has(id));
  }

  /** By Teams id or by directory id. */
  person(id: string): CastTeamsPerson | undefined {
    return this.cast.tenant.users.find((user) => user.id === id || user.aadObjectId === id);
  }
  nameOf(id: string): string {
    return id === this.botId ? this.botName : (this.person(id)?.name ?? '');
  }
  personalId(person: CastTeamsPerson): string {
    return teamsPersonalId(person.id, this.cast.tenant.appId);
  }
  team(id: string): CastTeam | undefined {
    return this.cast.tenant.teams.find((team) => team.id === id);
  }

  /** Where an id leads: a channel (with or without `;messageid=`), a group chat, a personal chat. */
  place(id: string): Place | undefined {
    const [base = '', message] = id.split(';messageid=', 2);
    const root = message ? { root: message } : {};
    for (const team of this.cast.tenant.teams) {
      const channel = team.channels.find((one) => one.id === base);
      if (channel) return { kind: 'channel', base, team, channel, ...root };
    }
    const chat = this.cast.tenant.chats.find((one) => one.id === base);
    if (chat) return { kind: 'group', base, chat };
    const person = this.cast.tenant.users.find((one) => this.personalId(one) === base);
    return person ? { kind: 'personal', base, person } : undefined;
  }

  /** The id of a place in activities: a channel's with the thread it is about. */
  conversationId(place: Place, root?: string): string {
    return place.kind === 'channel' && root ? `${place.base};messageid=${root}` : place.base;
  }
  /** What the app is installed in, for a place: the team, the chat, the person. */
  installOf(place: Place): string {
    return place.kind === 'channel' ? place.team.id : place.kind === 'group' ? place.chat.id : place.person.id;
  }
  members(place: Place): CastTeamsPerson[] {
    const ids =
      place.kind === 'channel' ? place.team.members : place.kind === 'group' ? place.chat.members : [place.person.id];
    return ids.flatMap((id) => this.person(id) ?? []);
  }

  install(id: string): Install {
    const known = this.#installs.get(id);
    if (known) return known;
    const born = this.team(id) ?? this.cast.tenant.chats.find((chat) => chat.id === id);
    return { id, installed: born?.installed ?? true, consented: born?.consented ?? true };
  }
  putInstall(install: Install): void {
    this.ground.keep.put('teams.install', install.id, install);
    this.watcher?.lists();
  }

  #index(message: TeamsMessage): void {
    let messages = this.#byPlace.get(message.conversation);
    if (!messages) {
      messages = new Map();
      this.#byPlace.set(message.conversation, messages);
    }
    const last = [...messages.keys()].at(-1);
    messages.set(message.id, message);
    if (last !== undefined && Number(message.id) < Number(last)) {
      this.#byPlace.set(
        message.conversation,
        new Map([...messages.entries()].sort(([a], [b]) => Number(a) - Number(b))),
      );
    }
    this.#lastId = Math.max(this.#lastId, Number(message.id));
  }
  message(conversation: string, id: string): TeamsMessage | undefined {
    return this.#byPlace.get(conversation)?.get(id);
  }
  /** Oldest first, targeted and deleted ones among them. */
  messages(conversation: string): TeamsMessage[] {
    return [...(this.#byPlace.get(conversation)?.values() ?? [])];
  }
  putMessage(message: TeamsMessage): TeamsMessage {
    this.ground.keep.put('teams.message', `${message.conversation}/${message.id}`, message);
    this.#index(message);
    this.watcher?.message(message);
    return message;
  }
  /** Takes a message away without a trace (a targeted one). */
  dropMessage(message: TeamsMessage): void {
    this.ground.keep.remove('teams.message', `${message.conversation}/${message.id}`);
    this.#byPlace.get(message.conversation)?.delete(message.id);
    this.watcher?.removed(message);
  }

  read(conversation: string, user: string): string {
    return this.#reads.get(`${conversation}/${user}`) ?? '0';
  }
  putRead(conversation: string, user: string, id: string): void {
    this.ground.keep.put('teams.read', `${conversation}/${user}`, id);
    this.watcher?.lists();
  }

  dialog(user: string): Dialog | undefined {
    return this.#dialogs.get(user);
  }
  /** Opens the person's dialog, or with `null` closes it. */
  putDialog(user: string, dialog: Dialog | null): void {
    if (dialog) this.ground.keep.put('teams.dialog', user, dialog);
    else this.ground.keep.remove('teams.dialog', user);
    this.watcher?.dialog(user);
  }
}

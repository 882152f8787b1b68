/** The Slack-like window's doings: whose eyes it has, what is open, what is fetched, and what its person does. */
import type { LiveEvent, SlackAct, SlackActAnswer, SlackTeamView } from '../../api-types.ts';
import { api, type SlackEyes, sentenceOf } from '../api/client.ts';
import type { Said } from '../ui/notice.tsx';
import { beginsHere, recall, remember } from './memory.ts';
import {
  applySlack,
  emptySlack,
  listKey,
  merge,
  type SlackPlace,
  type SlackState,
  withSnapshot,
} from './slack-state.ts';
import { Store } from './store.ts';

export class SlackSession {
  readonly teams: readonly SlackTeamView[];
  readonly state: Store<SlackState>;
  /** Told of every act before it is sent: the guide follows along. */
  acted: (act: SlackAct) => void = () => {};
  #fetched = '';

  constructor(teams: readonly SlackTeamView[]) {
    this.teams = teams;
    const team = teams.find(({ id }) => id === recall('slack.team')) ?? teams[0];
    this.state = new Store(emptySlack(team?.id ?? '', this.#lastIn(team)));
  }

  get eyes(): SlackEyes {
    const { team, as } = this.state.get();
    return { team, as };
  }

  get team(): SlackTeamView | undefined {
    return this.teams.find(({ id }) => id === this.state.get().team);
  }

  #lastIn(team: SlackTeamView | undefined): string {
    const last = recall(`slack.as.${team?.id}`);
    return (team?.people.find(({ id }) => id === last) ?? team?.people[0])?.id ?? '';
  }

  /** Acts as somebody else, of this workspace or another. What was typed is kept as a draft. */
  become(team: string, as?: string): void {
    const view = this.teams.find(({ id }) => id === team);
    const next = as ?? this.#lastIn(view);
    const now = this.state.get();
    if (now.team === team && now.as === next) return;
    remember('slack.team', team);
    remember(`slack.as.${team}`, next);
    const place = now.team === team && now.place?.tab === 'messages' ? now.place : null;
    this.state.set({ ...emptySlack(team, next), place });
  }

  /** The live stream stands: fetches what is shown unless these eyes have it already; `again` after a loss: in any case. */
  hello(again: boolean): void {
    const eyes = `${this.eyes.team}:${this.eyes.as}`;
    if (!again && eyes === this.#fetched) return;
    this.#fetched = eyes;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const eyes = this.eyes;
    try {
      const snapshot = await api.slackSnapshot(eyes);
      if (!this.#still(eyes)) return;
      this.state.change((state) => withSnapshot({ ...state, lists: {} }, snapshot));
      const { place, conversations } = this.state.get();
      const open = conversations.find(({ id }) => id === (place?.conversation ?? recall(`slack.place.${eyes.team}`)));
      const channels = conversations.filter(({ kind, member }) => kind === 'channel' && member);
      const talked = channels.toSorted((a, b) => Number(b.latest ?? 0) - Number(a.latest ?? 0));
      const first = channels.find(({ name }) => beginsHere.test(name)) ?? talked[0] ?? conversations[0];
      const target = open ?? first;
      if (target) this.open({ tab: 'messages', ...(open && place ? place : {}), conversation: target.id });
    } catch (error) {
      if (this.#still(eyes)) this.complain(sentenceOf(error));
    }
  }

  #still(eyes: SlackEyes): boolean {
    const now = this.state.get();
    return now.team === eyes.team && now.as === eyes.as;
  }

  open(place: SlackPlace): void {
    this.state.change((state) => ({
      ...state,
      place,
      said: state.place?.conversation === place.conversation ? state.said : null,
    }));
    remember(`slack.place.${this.state.get().team}`, place.conversation);
    const row = this.state.get().conversations.find(({ id }) => id === place.conversation);
    if (row?.kind === 'app' && place.tab !== 'about') {
      void this.act({ kind: 'openHome', tab: place.tab });
    }
    if (place.tab !== 'messages') return;
    if (!this.state.get().lists[listKey(place.conversation)]) void this.load(place.conversation);
    if (place.thread && !this.state.get().lists[listKey(place.conversation, place.thread)]) {
      void this.load(place.conversation, place.thread);
    }
    this.markRead();
  }

  /** Tells the server that the open conversation is read, when there is anything unread in it. */
  markRead(): void {
    const { place, conversations } = this.state.get();
    const row = conversations.find(({ id }) => id === place?.conversation);
    if (row && row.unread > 0 && place?.tab === 'messages') void this.act({ kind: 'read', channel: row.id });
  }

  /** Fetches a conversation or a thread; with `before` the page of older ones. */
  async load(channel: string, thread?: string, before?: string): Promise<void> {
    const eyes = this.eyes;
    const key = listKey(channel, thread);
    const was = this.state.get().lists[key];
    this.#setList(key, { state: 'loading', messages: was?.messages ?? [], more: false });
    try {
      const page = await api.slackMessages(eyes, {
        channel,
        limit: 60,
        ...(thread && { thread }),
        ...(before && { before }),
      });
      if (!this.#still(eyes)) return;
      const heard = this.state.get().lists[key]?.messages ?? [];
      this.#setList(key, { state: 'ready', messages: merge(page.messages, heard), more: page.more });
    } catch (error) {
      if (!this.#still(eyes)) return;
      this.#setList(key, { state: 'failed', messages: was?.messages ?? [], more: false });
      this.complain(sentenceOf(error));
    }
  }

  #setList(key: string, list: SlackState['lists'][string]): void {
    this.state.change((state) => ({ ...state, lists: { ...state.lists, [key]: list } }));
  }

  /** Does something as the person; null when it was refused, which is then said in the window. */
  async act(act: SlackAct): Promise<SlackActAnswer | null> {
    this.acted(act);
    const eyes = this.eyes;
    try {
      const answer = await api.slackAct(eyes, act);
      if (answer.failed && act.kind !== 'submit') this.complain(answer.failed);
      return answer;
    } catch (error) {
      this.complain(sentenceOf(error));
      return null;
    }
  }

  /** Shows a sentence over the window; none with null. */
  say = (said: Said | null): void => this.state.change((state) => ({ ...state, said }));
  complain = (text: string): void => this.say({ kind: 'problem', text });
  quiet = (): void => this.say(null);

  hear(event: LiveEvent): void {
    this.state.change((state) => applySlack(state, event));
    if (event.type === 'slack.conversation' && document.visibilityState === 'visible') this.markRead();
    if (event.type === 'typing') setTimeout(() => this.#stopTyping(listKey(event.conversation, event.thread)), 8000);
  }

  #stopTyping(key: string): void {
    this.state.change((state) => {
      const { [key]: _, ...typing } = state.typing;
      return { ...state, typing };
    });
  }
}

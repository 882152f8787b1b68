/** The Teams-like window's doings: whose eyes it has, what is open, what is fetched, and what its person does. */
import type { LiveEvent, TeamsAct, TeamsActAnswer, TenantView } from '../../api-types.ts';
import { api, sentenceOf, type TeamsEyes } from '../api/client.ts';
import type { Said } from '../ui/notice.tsx';
import { beginsHere, recall, remember } from './memory.ts';
import { Store } from './store.ts';
import { applyTeams, emptyTeams, mergePosts, rowsOf, type TeamsState, withSnapshot } from './teams-state.ts';

export class TeamsSession {
  readonly tenants: readonly TenantView[];
  readonly state: Store<TeamsState>;
  /** Told of every act before it is sent: the guide follows along. */
  acted: (act: TeamsAct) => void = () => {};
  #fetched = '';
  #refreshed = new Set<string>();

  constructor(tenants: readonly TenantView[]) {
    this.tenants = tenants;
    const tenant = tenants[0];
    const last = recall(`teams.as.${tenant?.id}`);
    const as = tenant?.people.find(({ id }) => id === last) ?? tenant?.people[0];
    this.state = new Store(emptyTeams(tenant?.id ?? '', as?.id ?? ''));
  }

  get eyes(): TeamsEyes {
    const { tenant, as } = this.state.get();
    return { tenant, as };
  }

  get tenant(): TenantView | undefined {
    return this.tenants.find(({ id }) => id === this.state.get().tenant);
  }

  /** Acts as somebody else. What was typed is kept as a draft. */
  become(as: string): void {
    const now = this.state.get();
    if (now.as === as) return;
    remember(`teams.as.${now.tenant}`, as);
    this.state.set({ ...emptyTeams(now.tenant, as), place: now.place });
  }

  /** The live stream stands: fetches what is shown unless these eyes have it already; `again` after a loss: in any case. */
  hello(again: boolean): void {
    const eyes = `${this.eyes.tenant}:${this.eyes.as}`;
    if (!again && eyes === this.#fetched) return;
    this.#fetched = eyes;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    this.#refreshed.clear();
    const eyes = this.eyes;
    try {
      const snapshot = await api.teamsSnapshot(eyes);
      if (!this.#still(eyes)) return;
      this.state.change((state) => withSnapshot({ ...state, lists: {} }, snapshot));
      const state = this.state.get();
      const rows = rowsOf(state);
      const wanted = state.place ?? recall(`teams.place.${eyes.tenant}`);
      const channels = rows.filter(({ team }) => team);
      const target =
        rows.find(({ id }) => id === wanted) ??
        channels.find(({ name }) => beginsHere.test(name)) ??
        channels[0] ??
        rows[0];
      if (target) this.open(target.id);
    } catch (error) {
      if (this.#still(eyes)) this.complain(sentenceOf(error));
    }
  }

  #still(eyes: TeamsEyes): boolean {
    const now = this.state.get();
    return now.tenant === eyes.tenant && now.as === eyes.as;
  }

  open(place: string): void {
    this.state.change((state) => ({ ...state, place, said: state.place === place ? state.said : null }));
    remember(`teams.place.${this.state.get().tenant}`, place);
    if (!this.state.get().lists[place]) void this.load(place);
    this.markRead();
  }

  /** Tells the server that the open conversation is read, when there is anything unread in it. */
  markRead(): void {
    const state = this.state.get();
    const row = rowsOf(state).find(({ id }) => id === state.place);
    if (row && row.unread > 0) void this.act({ kind: 'read', conversation: row.id });
  }

  /** Fetches a conversation; with `before` the page of older posts. */
  async load(conversation: string, before?: string): Promise<void> {
    const eyes = this.eyes;
    const was = this.state.get().lists[conversation];
    this.#setList(conversation, { state: 'loading', posts: was?.posts ?? [], more: false });
    try {
      const page = await api.teamsMessages(eyes, { conversation, limit: 40, ...(before && { before }) });
      if (!this.#still(eyes)) return;
      const heard = this.state.get().lists[conversation]?.posts ?? [];
      this.#setList(conversation, { state: 'ready', posts: mergePosts(page.posts, heard), more: page.more });
    } catch (error) {
      if (!this.#still(eyes)) return;
      this.#setList(conversation, { state: 'failed', posts: was?.posts ?? [], more: false });
      this.complain(sentenceOf(error));
    }
  }

  #setList(key: string, list: TeamsState['lists'][string]): void {
    this.state.change((state) => ({ ...state, lists: { ...state.lists, [key]: list } }));
  }

  /** Does something as the person; null when it was refused, which is then said in the window. */
  async act(act: TeamsAct): Promise<TeamsActAnswer | null> {
    this.acted(act);
    const eyes = this.eyes;
    try {
      const answer = await api.teamsAct(eyes, act);
      if (answer.dialog !== undefined && this.#still(eyes)) {
        const { dialog } = answer;
        this.state.change((state) => ({ ...state, dialog }));
      }
      if (answer.failed && act.kind !== 'dialogSubmit') this.complain(answer.failed);
      return answer;
    } catch (error) {
      this.complain(sentenceOf(error));
      return null;
    }
  }

  /** A card that asks to be made anew for its reader comes into view: once for each. */
  seen(conversation: string, id: string): void {
    const key = `${conversation}/${id}`;
    if (this.#refreshed.has(key)) return;
    this.#refreshed.add(key);
    void this.act({ kind: 'refreshCard', conversation, id });
  }

  /** Shows a sentence over the window; none with null. */
  say = (said: Said | null): void => this.state.change((state) => ({ ...state, said }));
  complain = (text: string): void => this.say({ kind: 'problem', text });
  quiet = (): void => this.say(null);

  hear(event: LiveEvent): void {
    this.state.change((state) => applyTeams(state, event));
    if (event.type === 'teams.lists' && document.visibilityState === 'visible') this.markRead();
    if (event.type === 'typing') setTimeout(() => this.#stopTyping(event.conversation), 8000);
  }

  #stopTyping(key: string): void {
    this.state.change((state) => {
      const { [key]: _, ...typing } = state.typing;
      return { ...state, typing };
    });
  }
}

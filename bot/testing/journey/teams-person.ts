/** A person at the Teams window: writes, presses, fills in, and sees what the stand-in would draw. */
import type {
  DialogView,
  SearchResultView,
  TeamsAct,
  TeamsActAnswer,
  TeamsMessageView,
  TeamsSnapshot,
} from '../../../adapters/playground/api-types.ts';
import type { CastTeamsPerson, CastTenant } from '../../../adapters/playground/cast.ts';
import { buttonOf, type Drawn, fieldOf, string } from './drawn.ts';
import { drawnCard, together } from './drawn-teams.ts';
import type { Product } from './product.ts';
import { eventually, until } from './until.ts';

export interface TeamsSeen extends Drawn {
  readonly id: string;
  readonly conversation: string;
  readonly from: string;
  /** Only this person sees it. */
  readonly only: boolean;
  /** The post that it replies to. */
  readonly root: string | undefined;
  readonly raw: TeamsMessageView;
}

export interface TeamsDialog extends Drawn {
  readonly id: string;
  readonly title: string;
  /** Words in place of a form. */
  readonly message: string | undefined;
  readonly raw: DialogView;
}

type FileTyped = { name: string; mimetype?: string; size?: number };

/** How long somebody who was told to search less fast goes on trying, in milliseconds. */
const SEARCH_MS = 10_000;

export class TeamsPerson {
  readonly id: string;
  readonly name: string;
  readonly #tenant: CastTenant;
  readonly #product: Pick<Product, 'playground' | 'get'>;
  readonly #places = new Map<string, string>();

  constructor(product: Pick<Product, 'playground' | 'get'>, tenant: CastTenant, person: CastTeamsPerson) {
    this.#product = product;
    this.#tenant = tenant;
    this.id = person.id;
    this.name = person.name;
  }

  act(act: TeamsAct): Promise<TeamsActAnswer> {
    return this.#product.playground.hooks.teamsAct(this.id, act);
  }

  /** A channel's or chat's id by its name (`Team/Channel` where the name alone is not enough); `Guildhall` is the chat with the bot. */
  async place(name: string): Promise<string> {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const { teams, chats } = await this.snapshot();
    const channels = teams.flatMap((team) =>
      team.channels.map((channel) => ({ id: channel.id, names: [channel.name, `${team.name}/${channel.name}`] })),
    );
    const found = [...chats.map((chat) => ({ id: chat.id, names: [chat.name] })), ...channels].find((one) =>
      one.names.includes(name),
    );
    if (!found) throw new Error(`${this.name} sees no ${name}`);
    this.#places.set(name, found.id);
    return found.id;
  }

  /** Writes a post, or a reply to one. @returns the message's id */
  async says(place: string, text: string, how: { root?: string; files?: FileTyped[] } = {}): Promise<string> {
    const sent = await this.act({ kind: 'post', conversation: await this.place(place), text, ...how });
    return sent.id ?? '';
  }

  async edits(place: string, id: string, text: string): Promise<void> {
    await this.act({ kind: 'edit', conversation: await this.place(place), id, text });
  }

  async deletes(place: string, id: string): Promise<void> {
    await this.act({ kind: 'delete', conversation: await this.place(place), id });
  }

  /** The switch of a team or group chat. */
  async consents(team: string, granted: boolean): Promise<void> {
    const of = this.#tenant.teams.find((one) => one.name === team)?.id ?? (await this.place(team));
    await this.act({ kind: 'consent', of, granted });
  }

  /** What is there now: posts (or chat messages), or one post's thread with the post first. */
  async sees(place: string, root?: string): Promise<TeamsSeen[]> {
    const posts = this.#product.playground.hooks.teamsPosts(this.id, await this.place(place));
    if (root === undefined) return posts.map((post) => this.#drawn(post.message));
    const thread = posts.find((post) => post.message.id === root);
    return thread ? [thread.message, ...thread.replies].map((raw) => this.#drawn(raw)) : [];
  }

  /** Waits for a message whose words fit, the newest first. */
  async finds(place: string, words: string | RegExp, root?: string): Promise<TeamsSeen> {
    return eventually(async () => {
      const all = await this.sees(place, root);
      const found = all.findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
      if (!found) {
        const shown = all.map(({ from, text }) => `${from}: ${text}`).join('\n--\n');
        throw new Error(`${this.name} does not see ${words} in ${place}:\n${shown}`);
      }
      return found;
    });
  }

  /** Waits for what is told to this person alone: there, or in the chat with the bot. */
  async isTold(place: string, words: string): Promise<TeamsSeen> {
    return until(async () => {
      const all = [...(await this.sees(place)), ...(await this.sees('Guildhall'))];
      const threads = this.#product.playground.hooks.teamsPosts(this.id, await this.place(place));
      const replies = threads.flatMap((post) => post.replies).map((raw) => this.#drawn(raw));
      return [...all, ...replies].findLast(({ text }) => text.includes(words));
    }, `${this.name} to be told ${words}`);
  }

  /** The same message as it is now. */
  async again(seen: TeamsSeen): Promise<TeamsSeen> {
    const posts = this.#product.playground.hooks.teamsPosts(this.id, seen.conversation);
    const raw = posts.flatMap((post) => [post.message, ...post.replies]).find((one) => one.id === seen.id);
    if (!raw) throw new Error(`gone: ${seen.text}`);
    return this.#drawn(raw);
  }

  /** Presses a button of a card, as Teams would by the button's kind. @param inputs the card's own fields, by label */
  presses(on: TeamsSeen, label: string, inputs: Readonly<Record<string, string>> = {}): Promise<TeamsActAnswer> {
    const { native } = buttonOf(on, label);
    const at = { conversation: on.conversation, id: on.id, inputs: filled(on, inputs) };
    if (native.type === 'Action.Execute') {
      const action = { verb: string(native.verb), data: native.data, title: string(native.title) };
      return this.act({ kind: 'execute', ...at, action });
    }
    return this.act({ kind: 'submit', ...at, data: native.data });
  }

  snapshot(): Promise<TeamsSnapshot> {
    const as = encodeURIComponent(this.id);
    return this.#product.get<TeamsSnapshot>(`teams/snapshot?tenant=${this.#tenant.tenantId}&as=${as}`);
  }

  /** Waits for the open dialog. @param title waits until it has this title */
  dialog(title?: string): Promise<TeamsDialog> {
    return until(
      async () => {
        const { dialog } = await this.snapshot();
        if (!dialog || (title !== undefined && dialog.title !== title)) return null;
        const { id, message } = dialog;
        return { ...drawnCard(dialog.card), id, title: dialog.title, message, raw: dialog };
      },
      `the dialog ${title ?? ''}`,
    );
  }

  async hasNoDialog(): Promise<boolean> {
    return (await this.snapshot()).dialog === null;
  }

  /** Fills in the dialog by label (an option by its own label) and presses its button; what is not named stays as it is. */
  submits(dialog: TeamsDialog, button: string, typed: Readonly<Record<string, string>>): Promise<TeamsActAnswer> {
    const { native } = buttonOf(dialog, button);
    const verb = string(native.verb);
    const inputs = filled(dialog, typed);
    return this.act({ kind: 'dialogSubmit', dialog: dialog.id, data: native.data, inputs, ...(verb && { verb }) });
  }

  /** What the search command of the composer offers for words; who hears that they were too fast tries again. */
  async searches(place: string, query: string): Promise<readonly SearchResultView[]> {
    const conversation = await this.place(place);
    for (const deadline = Date.now() + SEARCH_MS; ; ) {
      const answer = await this.act({
        kind: 'search',
        conversation,
        commandId: 'questions',
        parameter: 'query',
        query,
      });
      const isTooFast = answer.message?.includes('very fast') ?? false;
      if (!isTooFast || Date.now() > deadline) return answer.results ?? [];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  #drawn(raw: TeamsMessageView): TeamsSeen {
    const tenant = this.#tenant;
    const from = tenant.users.find((user) => user.id === raw.from)?.name ?? 'Guildhall';
    const words = { text: raw.deleted ? '(deleted)' : raw.text, buttons: [], fields: [] };
    const cards = raw.deleted ? [] : raw.attachments.map((one) => drawnCard(one.content));
    return {
      ...together(words, ...cards),
      id: raw.id,
      conversation: raw.conversation,
      from,
      only: raw.targeted,
      root: raw.root,
      raw,
    };
  }
}

function filled(on: Drawn, typed: Readonly<Record<string, string>>): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const { id, value } of on.fields) if (value !== '') inputs[id] = value;
  for (const [label, words] of Object.entries(typed)) {
    const field = fieldOf(on, label);
    // An option's note stands behind its label.
    const option = field.options.find(({ label: shown }) => shown === words || shown.startsWith(`${words} – `));
    if (field.options.length > 0 && !option) throw new Error(`no option ${words} for ${label}`);
    inputs[field.id] = option?.value ?? words;
  }
  return inputs;
}

/** A person at Slack's window: writes, presses, fills in, and sees what the stand-in would draw. */
import type {
  SlackAct,
  SlackActAnswer,
  SlackMessageView,
  SlackSnapshot,
  SlackValues,
  SlackViewView,
  WorldView,
} from '../../../adapters/playground/api-types.ts';
import type { CastPerson, CastSlackTeam } from '../../../adapters/playground/cast.ts';
import { buttonOf, type Drawn, type DrawnField, fieldOf, type Json } from './drawn.ts';
import { drawnBlocks } from './drawn-slack.ts';
import type { Product } from './product.ts';
import { eventually, until } from './until.ts';

export interface SlackSeen extends Drawn {
  readonly id: string;
  readonly channel: string;
  /** The name of who wrote it. */
  readonly from: string;
  /** Only this person sees it. */
  readonly only: boolean;
  readonly replies: number;
  readonly raw: SlackMessageView;
}

export interface SlackForm extends Drawn {
  readonly id: string;
  readonly title: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly raw: SlackViewView;
}

type FileTyped = { name: string; mimetype?: string; size?: number };

export class SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly team: CastSlackTeam;
  readonly #product: Pick<Product, 'playground' | 'get'>;
  readonly #channels = new Map<string, string>();

  constructor(product: Pick<Product, 'playground' | 'get'>, team: CastSlackTeam, person: CastPerson) {
    this.#product = product;
    this.team = team;
    this.id = person.id;
    this.name = person.name;
  }

  act(act: SlackAct): Promise<SlackActAnswer> {
    return this.#product.playground.hooks.slackAct(this.team.teamId, this.id, act);
  }

  /** A channel's id by its name; `Guildhall` is the chat with the bot. */
  async channel(name: string): Promise<string> {
    const id = this.#channels.get(name) ?? (await this.#look(name));
    this.#channels.set(name, id);
    return id;
  }

  async #look(name: string): Promise<string> {
    if (name === 'Guildhall') return (await this.act({ kind: 'openIm', user: this.team.botUserId })).channel ?? '';
    const { conversations } = await this.snapshot();
    const found = conversations.find((one) => one.name === name);
    if (!found) throw new Error(`${this.name} sees no channel ${name}`);
    return found.id;
  }

  /** Writes in a channel, or in a thread of it. @returns the message's ts */
  async says(channel: string, text: string, how: { thread?: string; files?: FileTyped[] } = {}): Promise<string> {
    const sent = await this.act({ kind: 'post', channel: await this.channel(channel), text, ...how });
    return sent.ts ?? '';
  }

  async edits(channel: string, ts: string, text: string): Promise<void> {
    await this.act({ kind: 'edit', channel: await this.channel(channel), ts, text });
  }

  async deletes(channel: string, ts: string): Promise<void> {
    await this.act({ kind: 'delete', channel: await this.channel(channel), ts });
  }

  /** What is there now: the top level, or one thread with its root first. */
  async sees(channel: string, thread?: string): Promise<SlackSeen[]> {
    const { hooks } = this.#product.playground;
    const messages = hooks.slackMessages(this.team.teamId, this.id, await this.channel(channel), thread);
    return messages.map((raw) => this.#drawn(raw));
  }

  /** Waits for a message whose words fit, the newest first. */
  async finds(channel: string, words: string | RegExp, thread?: string): Promise<SlackSeen> {
    return eventually(async () => {
      const all = await this.sees(channel, thread);
      const found = all.findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
      if (!found) {
        const shown = all.map(({ from, text }) => `${from}: ${text}`).join('\n--\n');
        throw new Error(`${this.name} does not see ${words} in ${channel}:\n${shown}`);
      }
      return found;
    });
  }

  /** The same message as it is now. */
  async again(seen: SlackSeen): Promise<SlackSeen> {
    const { hooks } = this.#product.playground;
    const { team, id } = this;
    const raw = hooks.slackMessages(team.teamId, id, seen.channel, seen.raw.thread).find((one) => one.ts === seen.id);
    if (!raw) throw new Error(`gone: ${seen.text}`);
    return this.#drawn(raw);
  }

  /** `/guild <words>`, typed in a channel. */
  async commands(channel: string, text: string): Promise<SlackActAnswer> {
    return this.act({ kind: 'command', channel: await this.channel(channel), command: '/guild', text });
  }

  /** Uses a shortcut by its name: of the message, where one is given. */
  async shortcut(name: string, on?: { channel: string; ts: string }): Promise<SlackActAnswer> {
    const { slack } = await this.#product.get<WorldView>('world');
    const team = slack.find(({ id }) => id === this.team.teamId);
    const known = (on ? team?.messageShortcuts : team?.globalShortcuts)?.find((one) => one.name === name);
    if (!known) throw new Error(`no shortcut ${name}`);
    const { callbackId } = known;
    if (!on) return this.act({ kind: 'globalShortcut', callbackId });
    return this.act({ kind: 'messageShortcut', callbackId, channel: await this.channel(on.channel), ts: on.ts });
  }

  presses(on: SlackSeen | SlackForm, label: string): Promise<SlackActAnswer> {
    const { native, block } = buttonOf(on, label);
    const surface =
      'channel' in on
        ? ({ in: 'message', channel: on.channel, ts: on.id } as const)
        : ({ in: 'view', view: on.id } as const);
    const element = { ...native, type: 'button', action_id: String(native.action_id) };
    return this.act({ kind: 'press', on: surface, blockId: block, element });
  }

  snapshot(): Promise<SlackSnapshot> {
    return this.#product.get<SlackSnapshot>(`slack/snapshot?team=${this.team.teamId}&as=${this.id}`);
  }

  /** Waits for the open modal. @param title waits until it has this title */
  form(title?: string): Promise<SlackForm> {
    return until(
      async () => {
        const { modals } = await this.snapshot();
        const raw = modals.at(-1);
        const form = raw && readForm(raw);
        return form && (title === undefined || form.title === title) ? form : null;
      },
      `the form ${title ?? ''}`,
    );
  }

  /** Whether no modal is open. */
  async hasNoForm(): Promise<boolean> {
    return (await this.snapshot()).modals.length === 0;
  }

  /**
   * Fills in by label (an option by its own label, people by their ids with commas between, a day as YYYY-MM-DD, a lone box by
   * 'yes' or '') and submits; what is not named stays as it is.
   */
  submits(form: SlackForm, typed: Readonly<Record<string, string>>): Promise<SlackActAnswer> {
    return this.act({ kind: 'submit', view: form.id, values: valuesOf(form, typed) });
  }

  /** Fills in in the same way, and presses a button in the form. */
  pressesIn(form: SlackForm, label: string, typed: Readonly<Record<string, string>>): Promise<SlackActAnswer> {
    const { native, block } = buttonOf(form, label);
    const element = { ...native, type: 'button', action_id: String(native.action_id) };
    const on = { in: 'view', view: form.id } as const;
    return this.act({ kind: 'press', on, blockId: block, element, values: valuesOf(form, typed) });
  }

  /** The home page, once its words fit. */
  async home(words: string | RegExp): Promise<SlackForm> {
    return eventually(async () => {
      const { home } = await this.snapshot();
      const page = home && readForm(home);
      if (!page?.text.match(words)) throw new Error(`no home page with ${words} but ${page?.text ?? 'none'}`);
      return page;
    });
  }

  #drawn(raw: SlackMessageView): SlackSeen {
    const { team } = this;
    const from =
      team.users.find((user) => user.id === raw.user)?.name ?? (raw.user === team.botUserId ? 'Guildhall' : raw.user);
    const drawn = raw.blocks ? drawnBlocks(raw.blocks) : { text: raw.text, buttons: [], fields: [] };
    return {
      ...drawn,
      id: raw.ts,
      channel: raw.channel,
      from,
      only: raw.ephemeral,
      replies: raw.replyCount,
      raw,
    };
  }
}

function readForm(raw: SlackViewView): SlackForm {
  const title = raw.title as { text?: string } | undefined;
  return { ...drawnBlocks(raw.blocks), id: raw.id, title: title?.text ?? '', errors: raw.errors, raw };
}

function valuesOf(form: SlackForm, typed: Readonly<Record<string, string>>): SlackValues {
  const values: SlackValues = {};
  for (const [label, words] of Object.entries(typed)) {
    const field = fieldOf(form, label);
    const type = String(field.native.type);
    values[field.id] = { [String(field.native.action_id)]: { type, ...held(field, words) } };
  }
  return values;
}

/** What an element holds once it was filled in, as Slack keeps it. @throws where nobody could choose that */
function held({ label, native, options }: DrawnField, words: string): Json {
  const raw = (option: { label: string; value: string }) => ({
    text: { type: 'plain_text', text: option.label },
    value: option.value,
  });
  switch (native.type) {
    case 'multi_users_select':
      return { selected_users: words.split(',') };
    case 'datepicker':
      return { selected_date: words || null };
    case 'checkboxes':
      return { selected_options: options.filter(({ value }) => value === words).map(raw) };
    default: {
      const option = options.find((one) => one.label === words);
      if (native.type === 'static_select' && !option) throw new Error(`no option ${words} for ${label}`);
      return option ? { selected_option: raw(option) } : { value: words };
    }
  }
}

/** A bot for adapter tests: keeps what it is given, once per delivery id, and answers what the test tells it to. */
import type { Bot } from '../../bot/core/bot.ts';
import type { Inbound, InboundKind, InboundOf } from '../../bot/core/inbound.ts';
import type { PrivateInbound, PrivateReply } from '../../bot/core/private.ts';
import { nothing, type Reply } from '../../bot/core/reply.ts';

export interface FakeBot extends Bot {
  /** Everything asked of `wanted`, in order, repeats included. */
  readonly asked: readonly Inbound[];
  /** Everything stored, once per id. */
  readonly stored: readonly Inbound[];
  /** What was acted on: as in the real bot, once per id. */
  readonly effects: readonly Inbound[];
  /** How long `handle` was given, per call that came with a limit. */
  readonly limits: readonly number[];
  /** Names of actions and forms that are private; none at first. */
  readonly privates: Set<string>;
  /** What was given to `privately`, in order, repeats included. */
  readonly quiet: readonly PrivateInbound[];
  /** What `privately` answers; `nothing` at first. */
  whisper: (event: PrivateInbound) => PrivateReply | Promise<PrivateReply>;
  /** What `handle` answers; `nothing` at first. */
  reply: (event: Inbound) => Reply | Promise<Reply>;
  /** What `wanted` answers; true at first. Throw to play a database that is away. */
  wants: (event: Inbound) => boolean | Promise<boolean>;
  /** Ids of the places where the messages are known from, for whoever asks with `within`. */
  knownFrom: readonly string[];
  /** Runs before a delivery is stored. Throw to play a database that is away. */
  storing: (event: Inbound) => void | Promise<void>;
  /** The newest effect of a kind. @throws when there was none */
  last<K extends InboundKind>(kind: K): InboundOf<K>;
}

/** A new one, wanting everything and answering nothing. */
export function createFakeBot(): FakeBot {
  const asked: Inbound[] = [];
  const stored: Inbound[] = [];
  const effects: Inbound[] = [];
  const limits: number[] = [];
  const quiet: PrivateInbound[] = [];
  const waiting = new Set<string>();
  const settled = new Set<string>();
  const bot: FakeBot = {
    asked,
    stored,
    effects,
    limits,
    privates: new Set(),
    quiet,
    whisper: () => ({ kind: 'nothing' }),
    isPrivate: (_kind, name) => bot.privates.has(name),
    async privately(event, how = {}) {
      if (how.withinMs !== undefined) limits.push(how.withinMs);
      quiet.push(event);
      return bot.whisper(event);
    },
    reply: () => nothing,
    wants: () => true,
    knownFrom: [],
    storing: () => undefined,
    async wanted(event) {
      asked.push(event);
      return bot.wants(event);
    },
    async accept(event) {
      await bot.storing(event);
      if (waiting.has(event.id) || settled.has(event.id)) return;
      waiting.add(event.id);
      stored.push(event);
    },
    async take(event, within) {
      if (!(await bot.wanted(event))) return 'unwanted';
      const isHere = within === undefined || bot.knownFrom.length === 0;
      if (!isHere && !bot.knownFrom.some((place) => place.startsWith(within))) return 'elsewhere';
      await bot.accept(event);
      return 'stored';
    },
    async handle(event, how = {}) {
      if (how.withinMs !== undefined) limits.push(how.withinMs);
      // As in the core: settled already, or being handled, gives nothing.
      if (!waiting.delete(event.id)) return nothing;
      settled.add(event.id);
      effects.push(event);
      const reply = await bot.reply(event);
      // As in the core: a form that was refused may be sent again under the same id.
      if (reply.kind === 'invalid') settled.delete(event.id);
      return reply;
    },
    last(kind) {
      const found = effects.findLast((event): event is InboundOf<typeof kind> => event.kind === kind);
      if (!found)
        throw new Error(
          `no ${kind} was handled; handled: ${effects.map((event) => event.kind).join(', ') || 'nothing'}`,
        );
      return found;
    },
  };
  return bot;
}

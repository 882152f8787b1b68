/** The bot as an adapter sees it: asked whether it wants an event, given it to keep, then to act on. */
import type { Inbound } from './inbound.ts';
import type { PrivateInbound, PrivateReply } from './private.ts';
import type { Reply } from './reply.ts';

/** `stored`: ours, and kept. Not ours: `unwanted`; or `elsewhere`, about messages that are known from other places alone. Then nothing was stored. */
export type Taken = 'stored' | 'unwanted' | 'elsewhere';

/**
 * The order is the promise (decided, then stored, then acknowledged):
 * `wanted` first; what is not wanted is acknowledged and forgotten. `accept` stores it; then the platform may be told
 * that it arrived; then `handle` acts. Where the acknowledgement is the answer (forms, typeahead, invokes) `handle` comes before it.
 */
export interface Bot {
  /** Whether this concerns us: one indexed read, nothing written. @throws when the database does not answer: do not acknowledge. */
  wanted(event: Inbound): Promise<boolean>;
  /** Stores it, encrypted; storing it again changes nothing. @throws when it could not be stored: do not acknowledge. */
  accept(event: Inbound): Promise<void>;
  /**
   * Both at once, where nothing has to be asked or learnt between them: one way to the database instead of two.
   * @param within the beginning of the ids of the places whose messages this event may be about
   * @throws when the database does not answer or it could not be stored: do not acknowledge
   */
  take(event: Inbound, within?: string): Promise<Taken>;
  /**
   * Acts on an accepted event and says what the person should see. Never throws: a fault becomes a sentence with an id.
   * An event already settled, being handled elsewhere, or left to the worker because more comes than can be acted on, gives `nothing`. With `withinMs`, gives a "still working" `tell`
   * when the time is up and brings the result to the person's private chat later.
   */
  handle(event: Inbound, how?: { withinMs?: number }): Promise<Reply>;
  /**
   * Whether an action or a form of this name is private: known without asking anybody. What is goes to `privately` alone, before
   * anything is looked up of who did it, and whoever brings it writes nothing down of that: no line, no row, no count under a name.
   */
  isPrivate(kind: PrivateInbound['kind'], name: string): boolean;
  /**
   * Acts on a private delivery. Never throws. The answer is all that there will ever be: with `withinMs`, a sentence when the
   * time is up, and nothing is brought later. It is given within the request, as a form or as words that nobody keeps.
   */
  privately(event: PrivateInbound, how?: { withinMs?: number }): Promise<PrivateReply>;
}

/** Keeps an event, finds its handler, and makes sure that it has one effect and that a person gets an answer. */
import { createAcquaintance, named } from './acquaintance.ts';
import { yours } from './attention.ts';
import type { Bot } from './bot.ts';
import type { Card } from './card.ts';
import type { Abilities, Chat } from './chat.ts';
import { clean, oneLine } from './clean.ts';
import { createPrivately, type Privately } from './create-private.ts';
import { describe } from './describe.ts';
import { NotYet, Refusal } from './feature.ts';
import { createGate } from './gate.ts';
import type { Inbound } from './inbound.ts';
import { interestOf, isLikely } from './interest.ts';
import { Unchecked } from './me.ts';
import type { Clock, Ids, Log } from './ports.ts';
import { nothing, type Reply, tell } from './reply.ts';
import { handlerName, latePrivate, notice, route } from './route.ts';
import type { Ended, Inbox, PrivateDesk, Recognition } from './stores.ts';
import type { Tables } from './tables.ts';
import { plain, type Text } from './text.ts';
import type { Translate } from './translate.ts';
import { within } from './within.ts';
import type { Work } from './work.ts';

export { describe } from './describe.ts';

/** How long a delivery is left to the process that accepted it before the sweep takes it up. */
const HOLD_MS = 30_000;
/** What came too early is looked at again after this. */
const NOT_YET_MS = 15_000;
/** Tries before a delivery is a dead letter: an hour in all. */
const TRIES = 12;

export interface BotNeeds {
  readonly tables: Tables;
  readonly inbox: Inbox;
  readonly desk: PrivateDesk;
  readonly recognition: Recognition;
  readonly chats: ReadonlyMap<string, Pick<Chat, 'whoIs' | 'able'>>;
  /** The catalogue in a language and zone. */
  readonly words: (locale: string, zone: string) => Translate;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** A bot that can also take up what another process left. */
export interface ResumingBot extends Bot {
  /** Acts on a stored event whose handler died or failed; its answer goes to the person's private chat. */
  resume(id: string): Promise<void>;
  /** `handle` for whoever has to know how it ended, and not only what to say. */
  act(event: Inbound): Promise<Outcome>;
  /** `privately` likewise. */
  readonly actPrivately: Privately['act'];
}

/**
 * `done`: acted on, or a form that cannot be taken. `refused`: they should know something instead, and nothing changed.
 * `fault`: it failed on our side. `known`: it was acted on before, is being acted on, or is left for later.
 */
export interface Outcome {
  readonly end: 'done' | 'refused' | 'fault' | 'known';
  readonly reply: Reply;
}

/**
 * What is said, acted on at once in one process: the rest of its connections and of its time is for acknowledging, and
 * for people who press and type. Beyond the line, the sweep finds what is stored.
 */
const GATE = { most: 2, room: 100, crowd: 2 };

type Attempt = { late: boolean };

export function createBot(needs: BotNeeds): ResumingBot {
  const { tables, inbox, recognition, clock, log } = needs;
  const plainWords = needs.words('en-GB', 'Europe/London');
  const gate = createGate(GATE);
  const acquaintance = createAcquaintance(needs);
  const privately = createPrivately(needs);

  /** @throws for what must not be kept: whoever brought it here did not ask whether it is private */
  function keepable(event: Inbound): Inbound {
    const isPrivate =
      (event.kind === 'action' && privately.isPrivate('action', event.action)) ||
      (event.kind === 'submission' && privately.isPrivate('submission', event.form));
    if (isPrivate) throw new Error('a private delivery is never kept');
    return event;
  }

  /** Fit to be kept, and not in the future: what happened then would be too early to be acted on until it comes. */
  function arrived(raw: Inbound): Inbound {
    const event = clean(raw);
    const now = clock.now();
    return new Date(event.at) <= now ? event : { ...event, at: now.toISOString() };
  }

  async function decide(event: Inbound, attempt: Attempt): Promise<Outcome> {
    const profile = await freshProfile(event);
    const place = await look(event);
    const reply = await inbox.work(event, clock.now(), async (w): Promise<Ended<Reply>> => {
      if (event.kind === 'deleted') {
        await w.bury(event.message);
        await w.fact({ fact: 'MessageDeleted', platform: event.message.platform, key: event.message.key });
        return { end: 'settle', result: nothing };
      }
      if (event.kind === 'member' || event.kind === 'person' || event.kind === 'place') {
        await notice(tables, w, event);
        return { end: 'settle', result: nothing };
      }
      const { from: user, workspace, called } = event;
      const me = await recognition.recognise(w, {
        user,
        workspace,
        profile: profile && named(profile),
        name: called === undefined ? undefined : oneLine(called),
      });
      // What a search finds is all that it says: nobody would see that something is missing.
      if (me.unchecked && event.kind === 'search') throw new Unchecked();
      const t = needs.words(me.locale, me.zone);
      const result = await route(tables, { w, event, me, t, place });
      // Who opened it would be written down.
      if (result.kind === 'ask' && privately.isPrivate('submission', result.form.form))
        throw new Error('a private form is asked by what is not private');
      if (event.kind === 'action' && event.on) await w.pressed(event.on);
      if (attempt.late) {
        await bringLate(w, event, result, t);
        return { end: 'settle', result: nothing };
      }
      return { end: result.kind === 'invalid' ? 'release' : 'settle', result };
    });
    return reply === null ? known : { end: 'done', reply };
  }

  /** What the person is told where the handler stopped for a reason that they should know. */
  function insteadOf(event: Inbound, error: unknown): Card | null {
    if (error instanceof Refusal) return error.card;
    if (!(error instanceof Unchecked && isAwaited(event))) return null;
    return sentence(plainWords('core.unchecked'));
  }

  /** The sentence and the state after something that was not to be. */
  async function mishap(event: Inbound, error: unknown, attempt: Attempt): Promise<Outcome> {
    const now = clock.now();
    const isForm = event.kind === 'submission';
    const instead = insteadOf(event, error);
    if (instead) {
      const answer: Reply = isForm ? { kind: 'invalid', problems: { '': instead.summary } } : tell(instead);
      if (attempt.late) {
        await inbox.work(event, now, async (w) => {
          await bringLate(w, event, answer, plainWords);
          return { end: 'settle', result: null };
        });
        return known;
      }
      if (isForm) await inbox.work(event, now, async () => ({ end: 'release', result: null }));
      else await inbox.settle(event.id, now);
      return { end: 'refused', reply: answer };
    }
    if (error instanceof NotYet) {
      await inbox.postpone(event.id, new Date(now.getTime() + NOT_YET_MS));
      return known;
    }
    const id = needs.ids.next().slice(-12);
    log.error('handler failed', { fault: id, kind: event.kind, platform: event.in.platform, ...describe(error) });
    if (isForm && !attempt.late) {
      await inbox.work(event, now, async () => ({ end: 'release', result: null }));
      return fault({ kind: 'invalid', problems: { '': plain(plainWords('core.fault-form', { id })) } });
    }
    await inbox.failed(event.id, { id, dueAt: later(now, attempt), tries: TRIES });
    if (attempt.late || !isSpokenTo(event)) return fault(nothing);
    return fault(tell(sentence(plainWords('core.fault', { id }))));
  }

  async function attemptOnce(event: Inbound, attempt: Attempt): Promise<Outcome> {
    try {
      return await decide(event, attempt);
    } catch (error) {
      try {
        return await mishap(event, error, attempt);
      } catch (second) {
        const id = needs.ids.next().slice(-12);
        log.error('handler failed and its failure could not be written', { fault: id, ...describe(second) });
        const text = plain(plainWords(event.kind === 'submission' ? 'core.fault-form' : 'core.fault', { id }));
        if (event.kind === 'submission') return fault({ kind: 'invalid', problems: { '': text } });
        return fault(isSpokenTo(event) ? tell(sentence(text)) : nothing);
      }
    }
  }

  async function bringLate(w: Work, event: Inbound, reply: Reply, t: Translate): Promise<void> {
    const card = latePrivate(reply, event, t);
    if (card) await w.say(`delivery:${event.id}`, { to: event.from, attention: yours, exactly: true }, card);
  }

  async function freshProfile(event: Inbound) {
    if (event.kind === 'deleted' || event.kind === 'member' || event.kind === 'person' || event.kind === 'place')
      return null;
    return acquaintance.fresh(event);
  }

  async function look(event: Inbound): Promise<Abilities | null> {
    const name = handlerName(tables, event);
    return name !== null && tables.looks(name) ? acquaintance.able(event.in) : null;
  }

  return {
    wanted: (event) => gate.ahead(() => inbox.concerns(interestOf(clean(event)))),
    accept: (event) => gate.ahead(async () => inbox.store(arrived(keepable(event)), clock.now(), HOLD_MS)),
    take: (raw, within) =>
      gate.ahead(async () => {
        const event = arrived(keepable(raw));
        const interest = interestOf(event);
        // What is hardly ever ours is asked about first: its words, though sealed, go nowhere.
        if (!isLikely(interest) && !(await inbox.concerns(interest))) return 'unwanted';
        return inbox.take(event, interest, clock.now(), { holdMs: HOLD_MS, within: within ?? null });
      }),
    async handle(raw, how = {}) {
      const event = arrived(raw);
      if (how.withinMs === undefined && isSaid(event))
        return (await gate.pass(() => attemptOnce(event, { late: false })))?.reply ?? nothing;
      const attempt: Attempt = { late: false };
      const decision = attemptOnce(event, attempt).then(({ reply }) => reply);
      if (how.withinMs === undefined) return decision;
      const late = Symbol('late');
      const first = await within<Reply | typeof late>(decision, how.withinMs, late);
      if (first !== late) return first;
      attempt.late = true;
      decision.then((reply) => bringAfterwards(event, reply)).catch(() => undefined);
      const text = plainWords('core.still-working');
      return event.kind === 'search' ? { kind: 'results', results: [] } : tell(sentence(text));
    },
    isPrivate: privately.isPrivate,
    privately: (event, how = {}) => privately.answer(event, how),
    actPrivately: privately.act,
    act: (raw) => attemptOnce(arrived(raw), { late: false }),
    async resume(id) {
      const event = await inbox.read(id);
      if (event) await attemptOnce(event, { late: true });
    },
  };

  /** The time ran out while the decision was being committed: its answer is brought by itself. */
  async function bringAfterwards(event: Inbound, reply: Reply): Promise<void> {
    if (reply.kind === 'nothing') return;
    await inbox.afterwards(clock.now(), (w) => bringLate(w, event, reply, plainWords));
  }
}

const known: Outcome = { end: 'known', reply: nothing };
const fault = (reply: Reply): Outcome => ({ end: 'fault', reply });

const sentence = (text: Text): Card => ({ summary: plain(text), blocks: [{ block: 'text', as: 'body', text }] });

const later = (now: Date, attempt: Attempt): Date => new Date(now.getTime() + (attempt.late ? 300_000 : 5_000));

/** Whether a person did this and waits to see something. */
const isSpokenTo = (event: Inbound): boolean =>
  event.kind === 'command' ||
  event.kind === 'action' ||
  event.kind === 'shortcut' ||
  (event.kind === 'message' && event.addressed);

/**
 * What is said, in any number: nobody sits before a form or a button meanwhile. What happens to places and people is rare
 * and has no version: what is left of it to the sweep would undo what came after it.
 */
const isSaid = ({ kind }: Inbound): boolean => kind === 'message' || kind === 'edited' || kind === 'deleted';

/** Whether a person sees what is answered. */
const isAwaited = (event: Inbound): boolean =>
  isSpokenTo(event) || event.kind === 'submission' || event.kind === 'search';

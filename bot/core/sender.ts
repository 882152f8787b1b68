/** Brings what is owed to its platform: one sender a lane, oldest first (cards that are only drawn again let what is new pass), each row once as far as the platform lets us see. */
import { BUDGET, PAYING_MS } from './budget.ts';
import type { Card } from './card.ts';
import { type Chat, ChatError } from './chat.ts';
import { describe } from './create-bot.ts';
import type { Clock, Ids, Log } from './ports.ts';
import type { MessageRef } from './ref.ts';
import type { Outbox, Outcome, Owed, Reads } from './stores.ts';
import type { Tables } from './tables.ts';
import type { Translate } from './translate.ts';
import type { Work } from './work.ts';
import { isView } from './work.ts';

/** A sender holds its lane and its row this long; a call to a platform has 10 s. */
const LEASE_MS = 60_000;
const CALL_MS = 10_000;
/** A message that may be there already is looked for no sooner than this: the platform may still be writing it. */
const SETTLING_MS = 10_000;
/** So many tries at a fault hold the lane, in order; then the row alone waits and the next ones pass. */
const HELD_TRIES = 6;
/** A row whose fault lasts longer than this is given up: by then it is not the platform's outage but ours. */
const GIVE_UP_MS = 24 * 3_600_000;
/** Tries at what does not pass come further and further apart; a platform that is merely busy is asked at least this often. */
const FURTHEST_MS = 300_000;
const FURTHEST_BUSY_MS = 30_000;
/** A lane held for less than a sweep's pace is taken up again by itself, a little after its time. */
const SOON_MS = 5_000;
const MARGIN_MS = 20;
/** For so long it is looked whether what is gone is explained: Slack's last try to bring a deletion comes six minutes after its first. */
const GONE_MS = 10 * 60_000;
/** An answer that cannot be written down is held in hand, and tried again after so long, until the row's lease ends. */
const WRITE_AGAIN_MS = 500;
/** Rows sent in one go before another lane gets its turn. */
const TURN = 50;

export interface SenderNeeds {
  readonly outbox: Outbox;
  readonly reads: Reads;
  readonly tables: Tables;
  readonly chats: ReadonlyMap<string, Chat>;
  /** The language and zone of a reader: the person's, or the community's of a channel. */
  readonly translatorFor: (w: Work, to: Owed['to']) => Promise<Translate>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** From 0 up to 1, so that lanes which were told to wait together do not come back together; without it waits are as they are said. */
  readonly random?: () => number;
  /** Told that a lane is worth sending in again after so many milliseconds; the sweep would find it later. */
  readonly later?: (lane: string, ms: number) => void;
}

export interface Sender {
  /** Sends what is due in a lane. @returns true when more may be waiting */
  send(lane: string): Promise<boolean>;
  /** Begins no more: what is being sent is finished, so that a stop leaves no message half sent for a lease to run out. */
  stop(): void;
}

export function createSender(needs: SenderNeeds): Sender {
  const { outbox, clock, log, random = () => 0 } = needs;
  const until = (ms: number): Date => new Date(clock.now().getTime() + ms);
  let stopped = false;

  async function draw({ to, what, together }: Owed, there: boolean): Promise<Card | null> {
    if (together === null) return drawOne(to, what, there);
    const cards: Card[] = [];
    for (const one of together) {
      const card = await drawOne(to, one, there);
      if (card) cards.push(card);
    }
    if (cards.length < 2) return cards[0] ?? null;
    const t = await needs.reads.read((w) => needs.translatorFor(w, to));
    return oneOf(cards, t);
  }

  async function drawOne(to: Owed['to'], what: Owed['what'], there: boolean): Promise<Card | null> {
    if (what === null) throw new ChatError('forbidden', 'unreadable');
    if (!isView(what)) return what;
    const drawer = needs.tables.draws.get(what.view);
    if (!drawer) throw new Error(`no view ${what.view}`);
    return needs.reads.read(async (w) => drawer({ w, id: what.id, to, t: await needs.translatorFor(w, to), there }));
  }

  async function bring(row: Owed, chat: Chat): Promise<Outcome> {
    if (row.groundless) return { done: 'removed' };
    const remote = row.remote ?? (await findDoubtful(row, chat));
    const card = await draw(row, remote !== null);
    // Held up for so long that another may take it while we speak: it is theirs.
    if (clock.now().getTime() + PAYING_MS + CALL_MS > row.leaseUntil.getTime())
      throw new ChatError('busy', 'held_up', 1_000);
    if (!card) {
      if (remote && !row.home) await chat.remove(remote);
      return { done: 'removed' };
    }
    if (row.home) {
      if (row.to.kind === 'user') await chat.home({ ...row.to, kind: 'user' }, card);
      return { done: 'shown', remote: row.remote ?? homeRef(row) };
    }
    if (remote) {
      await chat.update(remote, card, { waiting: row.pressed });
      return { done: 'shown', remote };
    }
    const how = {
      row: row.id,
      until: new Date(row.leaseUntil.getTime() - CALL_MS),
      ...(row.only && { only: row.only }),
    };
    return { done: 'shown', remote: await chat.post(row.thread ?? (row.to as Parameters<Chat['post']>[0]), card, how) };
  }

  /** A sender before us may have posted it and died before writing so. */
  async function findDoubtful(row: Owed, chat: Chat): Promise<MessageRef | null> {
    if (!row.doubtful || row.only || row.home) return null;
    const near = row.thread ?? (row.to as Parameters<Chat['find']>[1]);
    const found = await chat.find(row.id, near, row.createdAt).catch((error: unknown) => {
      // What is gone holds no message of ours any more.
      if (error instanceof ChatError && error.reason === 'gone') return 'absent' as const;
      throw error;
    });
    if (found === 'cannot') log.warn('a message may be sent twice', { row: row.id, platform: row.to.platform });
    return typeof found === 'string' ? null : found;
  }

  function afterError(row: Owed, error: unknown): Outcome {
    const known = error instanceof ChatError ? error : null;
    const problem = known?.reason ?? 'fault';
    // Waiting for one's turn is no mishap.
    if (known?.code !== BUDGET)
      log.warn('not sent', { row: row.id, reason: problem, attempts: row.attempts, ...describe(error) });
    const failingMs = clock.now().getTime() - (row.failingSince ?? clock.now()).getTime();
    // A thread or a message, not the place: its author may have deleted it, and nothing is owed there any more.
    const isExplained = row.what !== null && isView(row.what) && (row.thread !== null || row.remote !== null);
    const isOver =
      problem === 'forbidden' ||
      (problem === 'gone' && (!isExplained || failingMs > GONE_MS)) ||
      (problem === 'fault' && failingMs > GIVE_UP_MS);
    const said = known ? { problem, code: known.code } : { problem };
    if (isOver) return { done: 'failed', ...said };
    const untried = known?.code === BUDGET;
    const unsure = row.remote === null && (row.doubtful || known?.perhaps === true);
    const furthest = problem === 'busy' ? FURTHEST_BUSY_MS : FURTHEST_MS;
    const growing = Math.min(furthest, 1_000 * 2 ** Math.min(row.attempts, 9));
    const asked = Math.max(known?.retryAfterMs || growing, unsure ? SETTLING_MS : 0);
    // Never sooner than asked, up to half as long again; a budget gives each its own moment.
    const wait = untried ? asked : asked * (1 + random() / 2);
    // To be drawn again is paid for by itself, and there is far less of it: what is new does not wait for that.
    const alone = untried && row.remote !== null;
    const hold = (problem === 'busy' && !alone) || (problem === 'fault' && row.attempts < HELD_TRIES);
    return { done: 'again', at: until(wait), hold, unsure, failing: problem !== 'busy', ...said, untried };
  }

  /** Its next try may be sooner than anybody would look. */
  function hintAt(lane: string, outcome: Outcome): void {
    if (outcome.done !== 'again') return;
    const ms = outcome.at.getTime() - clock.now().getTime();
    if (ms < SOON_MS) needs.later?.(lane, Math.max(0, ms) + MARGIN_MS);
  }

  /** A database that is away for a moment must not make us forget what the platform said: in Teams it would be said twice. */
  async function written(row: Owed, outcome: Outcome): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await outbox.end(row, outcome, clock.now());
      } catch (error) {
        if (stopped || tries * WRITE_AGAIN_MS > LEASE_MS || clock.now() > row.leaseUntil) throw error;
        log.warn('not written yet', { row: row.id, ...describe(error) });
        await new Promise((resolve) => setTimeout(resolve, WRITE_AGAIN_MS));
      }
    }
  }

  async function takeTurn(lane: string, holder: string): Promise<void> {
    for (let sent = 0; sent < TURN && !stopped; sent += 1) {
      if (!(await outbox.take(lane, holder, clock.now(), LEASE_MS))) return;
      const row = await outbox.next(lane, clock.now(), until(LEASE_MS));
      if (!row) return;
      const chat = needs.chats.get(row.to.platform);
      let outcome: Outcome;
      try {
        outcome = chat
          ? await bring(row, chat)
          : {
              done: 'again',
              at: until(60_000),
              hold: true,
              unsure: row.doubtful,
              failing: false,
              problem: 'no adapter',
              untried: false,
            };
      } catch (error) {
        outcome = afterError(row, error);
      }
      if (await written(row, outcome)) hintAt(lane, outcome);
      else log.warn('sent too late', { row: row.id });
    }
  }

  return {
    async send(lane) {
      await outbox.admit(lane, clock.now());
      const holder = needs.ids.next();
      try {
        await takeTurn(lane, holder);
      } catch (error) {
        // Nobody else would have the lane before our lease ends. What we may be sending in it keeps its own.
        await outbox.release(lane, holder, clock.now()).catch(() => undefined);
        throw error;
      }
      return outbox.release(lane, holder, clock.now());
    },
    stop() {
      stopped = true;
    },
  };
}

/** Several cards as one message. */
const oneOf = (cards: readonly Card[], t: Translate): Card => ({
  summary: t.plain('core.together', { count: cards.length }),
  blocks: [
    { block: 'text', as: 'heading', text: t('core.together', { count: cards.length }) },
    ...cards.flatMap((card): Card['blocks'] => [{ block: 'divider' }, ...card.blocks]),
  ],
});

const homeRef = (row: Owed): MessageRef => ({
  kind: 'message',
  platform: row.to.platform,
  id: `home/${row.to.id}`,
  key: `home/${row.to.id}`,
});

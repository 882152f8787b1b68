/** Sends the bot what Slack sends it: signed, within three seconds, and events again when they were not acknowledged. */
import { createHmac } from 'node:crypto';
import type { Ground } from '../ground.ts';
import { randomSlackId } from '../ids.ts';
import type { OwedEvent } from './records.ts';

/** How long the bot may take to answer. */
export const ACK_MS = 3000;
/** After the first try: nearly at once, after a minute, after five minutes (docs.slack.dev/apis/events-api#retries). */
const RETRY_MS = [0, 60_000, 300_000];
const KIND = 'slack.owed';

/** What came back: `status` 0 when nothing did. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly noRetry: boolean;
  readonly reason?: OwedEvent['reason'];
}

/** `v0=` and the HMAC of the request (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function slackSignature(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

export class SlackDelivery {
  readonly #ground: Ground;
  readonly #secret: string;
  readonly #owed: Map<string, OwedEvent>;
  readonly #waiting = new Map<string, () => void>();
  #open = false;
  #busy = 0;

  constructor(ground: Ground, signingSecret: string) {
    this.#ground = ground;
    this.#secret = signingSecret;
    this.#owed = ground.keep.rows(KIND);
  }

  /** From now on the bot is called; what is still owed from before goes first. */
  start(): void {
    this.#open = true;
    for (const event of this.#owed.values()) this.#schedule(event);
  }

  /** Calls nobody any more. What is owed stays owed. */
  stop(): void {
    this.#open = false;
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  /** Whether everything was acknowledged or given up and no call is under way. */
  idle(): boolean {
    return this.#owed.size === 0 && this.#busy === 0;
  }

  /** Owes the bot an event; returns its id. */
  event(what: string, body: Record<string, unknown>): string {
    const id = randomSlackId('Ev');
    const event: OwedEvent = {
      id,
      body: { ...body, event_id: id },
      what,
      tries: 0,
      due: this.#ground.clock.now().getTime(),
    };
    this.#ground.keep.put(KIND, id, event);
    if (this.#open) this.#schedule(event);
    return id;
  }

  #schedule(event: OwedEvent): void {
    const { chaos, clock, timers } = this.#ground;
    const jitter = chaos && event.tries === 0 ? chaos.random() * chaos.delayMs : 0;
    const wait = Math.max(0, event.due - clock.now().getTime()) + jitter;
    const cancel = timers.after(wait, () => {
      this.#waiting.delete(event.id);
      void this.#try(event);
    });
    this.#waiting.set(event.id, cancel);
  }

  async #try(event: OwedEvent): Promise<void> {
    this.#busy += 1;
    try {
      // Stored before it is sent: a crash between the two sends it again, never loses it.
      await this.#ground.keep.settled();
      const headers: Record<string, string> =
        event.tries === 0
          ? {}
          : { 'x-slack-retry-num': String(event.tries), 'x-slack-retry-reason': event.reason ?? 'http_error' };
      const answer = await this.#post(
        'application/json',
        JSON.stringify(event.body),
        headers,
        `event ${event.what}`,
        event.tries + 1,
      );
      const { chaos } = this.#ground;
      const good = answer.status >= 200 && answer.status < 300;
      if (good && chaos && chaos.random() < chaos.repeat && event.tries === 0) {
        this.#again({ ...event, reason: 'http_timeout' }, 0);
      } else if (good || answer.noRetry || event.tries >= RETRY_MS.length) {
        this.#ground.keep.remove(KIND, event.id);
      } else {
        this.#again({ ...event, reason: answer.reason ?? 'http_error' }, RETRY_MS[event.tries] ?? 0);
      }
    } catch {
      this.#ground.log.error('playground.slack.delivery_failed');
    } finally {
      this.#busy -= 1;
    }
  }

  #again(event: OwedEvent, waitMs: number): void {
    const due = this.#ground.clock.now().getTime() + waitMs * this.#ground.timeScale;
    const next: OwedEvent = { ...event, tries: event.tries + 1, due };
    this.#ground.keep.put(KIND, event.id, next);
    if (this.#open) this.#schedule(next);
  }

  /** An interaction or a command: sent once, its answer handed back. Before `start` nobody answers. */
  async form(what: string, fields: Record<string, string>): Promise<Answer> {
    if (!this.#open) return { status: 0, body: '', contentType: '', noRetry: false, reason: 'connection_failed' };
    this.#busy += 1;
    try {
      await this.#ground.keep.settled();
      return await this.#post('application/x-www-form-urlencoded', new URLSearchParams(fields).toString(), {}, what, 1);
    } finally {
      this.#busy -= 1;
    }
  }

  async #post(
    contentType: string,
    body: string,
    extra: Record<string, string>,
    what: string,
    attempt: number,
  ): Promise<Answer> {
    const { ground } = this;
    const timestamp = Math.floor(ground.wall.now().getTime() / 1000);
    const started = performance.now();
    const stop = new AbortController();
    let timedOut = false;
    const cancel = ground.timers.after(ACK_MS, () => {
      timedOut = true;
      stop.abort();
    });
    let answer: Answer;
    try {
      const res = await ground.fetch(`${ground.botUrl}/slack/events`, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          accept: '*/*',
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': String(timestamp),
          'x-slack-signature': slackSignature(this.#secret, timestamp, body),
          ...extra,
        },
        body,
        signal: stop.signal,
        redirect: 'manual',
      });
      const text = await res.text();
      const good = res.status >= 200 && res.status < 300;
      const noRetry = res.headers.get('x-slack-no-retry') === '1';
      answer = {
        status: res.status,
        body: text,
        contentType: res.headers.get('content-type') ?? '',
        noRetry,
        ...(good ? {} : { reason: 'http_error' as const }),
      };
    } catch {
      answer = {
        status: 0,
        body: '',
        contentType: '',
        noRetry: false,
        reason: timedOut ? 'http_timeout' : 'connection_failed',
      };
    } finally {
      cancel();
    }
    const ms = Math.round(performance.now() - started);
    ground.wire.note({
      platform: 'slack',
      direction: 'out',
      what,
      status: answer.status,
      ms,
      attempt,
      ...(answer.reason ? { error: answer.reason } : {}),
    });
    return answer;
  }

  get ground(): Ground {
    return this.#ground;
  }
}

/** Sends the bot what Teams sends it: activities with a signed token. Teams does not try again. */
import { isRecord } from '../ground.ts';
import { parseJson } from '../web.ts';
import type { Outgoing } from './activities.ts';
import { channelToken } from './tokens.ts';
import type { MicrosoftWorld } from './world.ts';

/** How long Teams waits: 15 s for a message, about 10 s for an invoke (learn.microsoft.com, Teams rate and time limits). */
const MESSAGE_MS = 15_000;
const INVOKE_MS = 10_000;

/** What came back of an activity. `status` 0: nothing. */
export interface Reply {
  readonly status: number;
  /** The parsed body; `undefined` when it was empty or no JSON. */
  readonly body: unknown;
}

export class TeamsDelivery {
  readonly #world: MicrosoftWorld;
  #open = false;
  #busy = 0;

  constructor(world: MicrosoftWorld) {
    this.#world = world;
  }

  start(): void {
    this.#open = true;
  }
  stop(): void {
    this.#open = false;
  }
  /** Whether no call is under way. */
  idle(): boolean {
    return this.#busy === 0;
  }

  /** Sends an activity that nobody waits for. */
  tell(activity: Outgoing): void {
    const { chaos, timers } = this.#world.ground;
    const once = () => void this.send(activity);
    if (!chaos) {
      once();
      return;
    }
    this.#busy += 1;
    timers.after(chaos.random() * chaos.delayMs, () => {
      this.#busy -= 1;
      once();
      // Real Teams does not repeat by design; its senders were seen to, and bots are told to bear it.
      if (chaos.random() < chaos.repeat) once();
    });
  }

  /** Sends an activity and hands back the answer. */
  async send(activity: Outgoing): Promise<Reply> {
    if (!this.#open) return { status: 0, body: undefined };
    const { ground } = this.#world;
    this.#busy += 1;
    const started = performance.now();
    const stop = new AbortController();
    const cancel = ground.timers.after(activity.type === 'invoke' ? INVOKE_MS : MESSAGE_MS, () => stop.abort());
    let reply: Reply = { status: 0, body: undefined };
    try {
      await ground.keep.settled();
      const res = await ground.fetch(`${ground.botUrl}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: `Bearer ${channelToken(this.#world)}`,
          'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
          'x-ms-tenant-id': this.#world.cast.tenant.tenantId,
        },
        body: JSON.stringify(activity),
        signal: stop.signal,
        redirect: 'manual',
      });
      reply = { status: res.status, body: parseJson(await res.text()) };
    } catch {
      reply = { status: 0, body: undefined };
    } finally {
      cancel();
      this.#busy -= 1;
    }
    const what = typeof activity.name === 'string' ? `invoke ${activity.name}` : `activity ${activity.type}`;
    ground.wire.note({
      platform: 'teams',
      direction: 'out',
      what,
      status: reply.status,
      ms: Math.round(performance.now() - started),
      attempt: 1,
    });
    return reply;
  }

  /** Sends an invoke. `null` when the bot did not answer with a 2xx: then Teams says that it could not reach the app. */
  async invoke(activity: Outgoing): Promise<Record<string, unknown> | null> {
    const reply = await this.send(activity);
    if (reply.status < 200 || reply.status > 299) return null;
    return isRecord(reply.body) ? reply.body : {};
  }
}

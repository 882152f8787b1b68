/** The last calls between the stand-ins and the bot, for the page to show: what, when, how it ended. Never a body. */
import type { Clock } from '../../bot/core/ports.ts';
import type { WireCall } from './api-types.ts';
import type { Hub } from './live.ts';

const KEPT = 200;

export class Wire {
  readonly #clock: Clock;
  readonly #hub: Hub;
  #seq = 0;
  #calls: WireCall[] = [];

  constructor(clock: Clock, hub: Hub) {
    this.#clock = clock;
    this.#hub = hub;
  }

  /** Notes one call and tells whoever watches. */
  note(call: Omit<WireCall, 'seq' | 'time'>): void {
    this.#seq += 1;
    const noted: WireCall = { seq: this.#seq, time: this.#clock.now().toISOString(), ...call };
    this.#calls.unshift(noted);
    this.#calls.length = Math.min(this.#calls.length, KEPT);
    this.#hub.each(() => ({ type: 'wire', call: noted }));
  }

  /** Newest first. */
  calls(): WireCall[] {
    return [...this.#calls];
  }
}

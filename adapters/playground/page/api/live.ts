/** The live stream: one connection for both windows, opened anew when somebody else is acted as. */
import type { LiveEvent } from '../../api-types.ts';
import { Store } from '../state/store.ts';
import type { SlackEyes, TeamsEyes } from './client.ts';

export type LiveState = 'connecting' | 'live' | 'lost';

interface Ears {
  heard(event: LiveEvent): void;
  /** The stream stands: whoever has not fetched with these eyes does so now; `again` after a loss: everybody. */
  hello(again: boolean): void;
}

/** Hears what happens and hands it on; the browser reconnects by itself. */
export class Live {
  readonly state = new Store<LiveState>('connecting');
  #source: EventSource | undefined;
  #address = '';
  #ears: Ears;

  constructor(ears: Ears) {
    this.#ears = ears;
  }

  /** Listens with these eyes; does nothing when it does so already. */
  watch(slack: SlackEyes | null, teams: TeamsEyes | null): void {
    const search = new URLSearchParams();
    if (slack) search.append('slack', `${slack.team}:${slack.as}`);
    if (teams) search.append('teams', `${teams.tenant}:${teams.as}`);
    const address = `/playground/live?${search}`;
    if (address === this.#address) return;
    this.#address = address;
    this.#open(address, this.#source, false);
  }

  /** The former connection is closed only when the new one stands, so that the other window misses nothing. */
  #open(address: string, former: EventSource | undefined, again: boolean): void {
    const source = new EventSource(address);
    this.#source = source;
    let greeted = again;
    source.onopen = () => {
      if (source === this.#source) this.state.set('live');
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as LiveEvent;
      if (event.type !== 'hello') {
        this.#ears.heard(event);
        return;
      }
      former?.close();
      if (source === this.#source) this.#ears.hello(greeted);
      greeted = true;
    };
    source.onerror = () => {
      former?.close();
      if (source !== this.#source) {
        source.close();
        return;
      }
      this.state.set('lost');
      // The browser gives up after an answer that is not a stream (a restart in progress): begin again ourselves.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          if (source === this.#source) this.#open(address, undefined, true);
        }, 1500);
      }
    };
  }
}

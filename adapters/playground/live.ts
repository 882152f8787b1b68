/** The live stream: one server-sent event connection per open page, each sent only what its people may see. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveEvent } from './api-types.ts';
import type { Timers } from './ground.ts';

/** One person whose eyes a page looks through. `home` is the Slack team or the Microsoft tenant. */
export interface Viewer {
  readonly platform: 'slack' | 'teams';
  readonly home: string;
  readonly person: string;
}

interface Page {
  readonly viewers: readonly Viewer[];
  readonly res: ServerResponse;
}

const KEEP_ALIVE_MS = 15_000;
/** A page that does not read is dropped once this many bytes wait for it; it reconnects and fetches the snapshots. */
const WAITING_LIMIT = 4 * 1024 * 1024;

export class Hub {
  readonly #run: string;
  readonly #timers: Timers;
  readonly #pages = new Set<Page>();
  #cancel: (() => void) | null = null;

  constructor(run: string, timers: Timers) {
    this.#run = run;
    this.#timers = timers;
  }

  /** Opens a stream. The caller has checked that the viewers exist. */
  open(req: IncomingMessage, res: ServerResponse, viewers: readonly Viewer[]): void {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const page: Page = { viewers, res };
    this.#pages.add(page);
    const gone = () => {
      this.#pages.delete(page);
      if (this.#pages.size === 0) this.#stopTicking();
    };
    req.on('close', gone);
    res.on('close', gone);
    res.on('error', gone);
    this.#write(page, { type: 'hello', run: this.#run });
    if (!this.#cancel) this.#tick();
  }

  #tick(): void {
    this.#cancel = this.#timers.after(KEEP_ALIVE_MS, () => {
      for (const page of this.#pages) page.res.write(': still here\n\n');
      this.#tick();
    });
  }

  #stopTicking(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #write(page: Page, event: LiveEvent): void {
    if (page.res.writableLength > WAITING_LIMIT) {
      page.res.destroy();
      return;
    }
    page.res.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  /** Sends every page the event, once. */
  each(event: () => LiveEvent): void {
    if (this.#pages.size === 0) return;
    const made = event();
    for (const page of this.#pages) this.#write(page, made);
  }

  /** For each viewer of a team or tenant: what `see` makes for them; `null` is nothing. */
  to(platform: Viewer['platform'], home: string, see: (person: string) => LiveEvent | null): void {
    for (const page of this.#pages) {
      for (const viewer of page.viewers) {
        if (viewer.platform !== platform || viewer.home !== home) continue;
        const event = see(viewer.person);
        if (event) this.#write(page, event);
      }
    }
  }

  /** Ends every stream. */
  close(): void {
    this.#stopTicking();
    for (const page of this.#pages) page.res.end();
    this.#pages.clear();
  }
}

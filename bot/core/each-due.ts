/** Works off everything that is due, one after the other, so that a stop or a fault of one leaves the others. */
import { describe } from './describe.ts';
import type { Clock } from './ports.ts';
import type { Work } from './work.ts';

/** As many in one run; the next goes on. */
const MOST = 2_000;

export interface Due {
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly clock: Clock;
  /** Ids of what is due now, some of them. */
  readonly next: (w: Work) => Promise<readonly string[]>;
  /** Does what is to be done about one. @returns whether there is more at once, in another transaction */
  readonly advance: (w: Work, id: string) => Promise<boolean>;
  /** One that failed is looked at again so much later. */
  readonly againMs: number;
  readonly lookAt: (w: Work, id: string, at: Date) => Promise<void>;
  /** Says in the log that one failed. @param why what may be said of the error */
  readonly failed: (id: string, why: ReturnType<typeof describe>) => void;
}

/** Safe to run twice and by several at once; what is left is done by the next. */
export async function eachDue({ run, clock, next, advance, againMs, lookAt, failed }: Due): Promise<void> {
  const seen = new Set<string>();
  while (seen.size < MOST) {
    const anew = (await run(clock.now(), next)).filter((id) => !seen.has(id));
    // What is still due is in another's hands.
    if (anew.length === 0) return;
    for (const id of anew) {
      seen.add(id);
      try {
        while (await run(clock.now(), (w) => advance(w, id)));
      } catch (error) {
        failed(id, describe(error));
        const at = new Date(clock.now().getTime() + againMs);
        await run(clock.now(), (w) => lookAt(w, id, at));
      }
    }
  }
}

/** What a person sees while Guildhall starts: one line a step, with the time it took. */

/** Back to the line's beginning, and nothing after it: ECMA-48. */
const CLEAR = '\r\u001b[K';

export interface Progress {
  /** Shows what is being done, until the next step or line. */
  doing(what: string): void;
  /** Ends the step that is being shown, if one is. */
  done(): void;
  /** Ends it without success. */
  failed(): void;
  /** A line of its own. */
  say(line: string): void;
  /** Prints what somebody else writes to the same terminal above the step's line. */
  aside(print: () => void): void;
}

/**
 * @param how.live the line can be completed in place, as on a terminal; without it a step is one line, once it is done
 * @param how.nowMs a steady time in milliseconds
 */
export function createProgress(how: { write: (text: string) => void; live: boolean; nowMs: () => number }): Progress {
  const { write, live, nowMs } = how;
  let step: { what: string; since: number } | null = null;

  const progress: Progress = {
    doing(what) {
      progress.done();
      step = { what, since: nowMs() };
      if (live) write(`${what}... `);
    },
    done() {
      if (!step) return;
      const took = `done in ${((nowMs() - step.since) / 1_000).toFixed(1)} s\n`;
      write(live ? took : `${step.what}... ${took}`);
      step = null;
    },
    failed() {
      if (step) write(live ? 'failed\n' : `${step.what}... failed\n`);
      step = null;
    },
    say(line) {
      progress.done();
      write(`${line}\n`);
    },
    aside(print) {
      const isShown = step && live;
      if (isShown) write(CLEAR);
      print();
      if (isShown) write(`${step?.what}... `);
    },
  };
  return progress;
}

/** Shows nothing: for tests and for processes that nobody watches. */
export const silentProgress: Progress = { doing() {}, done() {}, failed() {}, say() {}, aside: (print) => print() };

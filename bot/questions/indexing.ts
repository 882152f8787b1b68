/** Keeps what questions are found by in step with what they say. */
import type { Clock } from '../core/ports.ts';
import type { Work } from '../core/work.ts';

export interface IndexingNeeds {
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly clock: Clock;
}

/** In one go so many transactions of questions, and so many parts that are put in order; the next goes on. */
const BATCHES = 1_000;
const PARTS = 64;

/** Works off all that changed, in many small transactions. Safe to run twice and by several at once: the second leaves it to the first. */
export function createIndexing({ run, clock }: IndexingNeeds) {
  let word = '';
  return {
    async next(): Promise<void> {
      let batch = 0;
      while (batch < BATCHES && (await run(clock.now(), (w) => w.questions.index()))) batch += 1;
      let part = 0;
      while (part < PARTS && (await run(clock.now(), (w) => w.questions.tidyIndex()))) part += 1;
      const after = word;
      word = await run(clock.now(), (w) => w.questions.forgetWords(after));
    },
  };
}

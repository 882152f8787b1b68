/** Reviews whose day has come: whoever vetted is asked once for all of theirs, others where they have left; later it is said on the answer. */
import { duty } from '../core/attention.ts';
import type { Clock } from '../core/ports.ts';
import type { UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Needs } from './needs.ts';
import { dayAfter } from './vet.ts';

/** It is said that it is past its day so long after. */
const PAST_DAYS = 30;
const BATCH = 50;

export interface Reviews {
  /** Looks at everything that is due. */
  look(): Promise<void>;
}

export function createReviews(how: {
  needs: Needs;
  /** Steps of other features, each as long as it says that there may be more. */
  others?: readonly ((w: Work) => Promise<boolean>)[];
  run: (now: Date, run: (w: Work) => Promise<boolean>) => Promise<boolean>;
  clock: Clock;
}): Reviews {
  const { needs, others = [], run, clock } = how;
  const steps = [(w: Work) => askNext(w, needs), (w: Work) => saysPast(w, needs), ...others];
  return {
    async look() {
      for (const step of steps) while (await run(clock.now(), step));
    },
  };
}

/** @returns whether there may be more */
async function askNext(w: Work, needs: Needs): Promise<boolean> {
  const next = await w.standing.nextAsked(dayAfter(w.now, 0));
  if (next === null) return false;
  const day = dayAfter(w.now, 0);
  // One message a day for each, whatever is in it.
  const tell = (person: string, to: UserRef) =>
    w.say(`review-due:${person}/${day}`, { to, attention: duty }, { view: 'standing.due', id: person });
  if (next.validator) await tell(next.validator.person, next.validator.ref);
  for (const community of next.communities)
    for (const { person, ref } of await needs.facilitatorsOf(w, community)) await tell(person, ref);
  return true;
}

async function saysPast(w: Work, needs: Needs): Promise<boolean> {
  const past = await w.standing.pastReview(dayAfter(w.now, -PAST_DAYS), BATCH);
  for (const of of past) {
    const one = await needs.judged(w, of);
    if (!one) continue;
    await w.refresh(one.subjects);
    await needs.rejudged(w, one);
  }
  return past.length > 0;
}

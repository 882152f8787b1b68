/** What becomes of a community as time passes. Each look reads anew how things are, and does nothing where they moved on. */
import type { Work } from '../core/work.ts';
import { DAY_MS } from '../words/zone.ts';
import { lookAlone } from './alone.ts';
import { askNext } from './asking.ts';
import type { Lifecycle } from './lifecycle.ts';
import { isBelow, isGrown, isUsual, type Measured, usualOf } from './measures.ts';
import { happen } from './moving.ts';
import type { Needs } from './needs.ts';
import type { Event } from './stages.ts';
import { tellLead } from './telling.ts';
import { decided } from './voting.ts';

/** Without a contribution for so long, members are asked whether to keep it. */
const SILENT_DAYS = 60;
/** Dormant for so long, it is archived. */
const DORMANT_DAYS = 90;
/** Until it was active for so long, it cannot have been below its usual for two weeks of that. */
const SETTLED_DAYS = 14;

/** One due community: whatever is to be done about its life now. @returns whether there is more at once, in another transaction */
export async function advance(w: Work, needs: Needs, community: string): Promise<boolean> {
  const one = await w.lifecycle.take(community);
  const measured = one && (await w.lifecycle.measure(community));
  if (!one || !measured) return false;
  const event = await eventOf(w, one, measured);
  if (event !== null) await happen(w, needs, one, event, usualOf(measured, w.now));
  else {
    await tellLead(w, needs, one);
    await lookAlone(w, needs, one, measured);
  }
  const more = await askNext(w, community);
  const isOver = (await w.lifecycle.get(community))?.stage === 'archived';
  const tomorrow = new Date(w.now.getTime() + DAY_MS);
  await w.lifecycle.lookAt(community, isOver ? null : more ? w.now : tomorrow);
  return more;
}

/** What has happened to it since; null: nothing. */
async function eventOf({ now, lifecycle }: Work, one: Lifecycle, measured: Measured): Promise<Event | null> {
  const isAfter = (from: Date, days: number): boolean => now.getTime() >= from.getTime() + days * DAY_MS;
  const { lastAt } = measured;
  switch (one.stage) {
    case 'forming':
      return isGrown(measured) ? 'grew' : null;
    case 'active':
      return isAfter(one.clock, SETTLED_DAYS) && isBelow(measured, now) ? 'fell' : null;
    case 'quiet': {
      if (isUsual(measured, one.usual ?? 1)) return 'recovered';
      return isAfter(lastAt && lastAt > one.clock ? lastAt : one.clock, SILENT_DAYS) ? 'silent' : null;
    }
    case 'dormant': {
      if (lastAt && lastAt > one.since) return 'spoke';
      const outcome = decided(await lifecycle.votes(one.community));
      return outcome ?? (isAfter(one.since, DORMANT_DAYS) ? 'ended' : null);
    }
    case 'archived':
      return null;
  }
}

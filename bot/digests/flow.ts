/** A week's digest on its way: planned, shown to its facilitators, sent or skipped. Each step re-reads where it is, and is nobody's twice. */
import { duty, dutyBy } from '../core/attention.ts';
import type { Subject } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import { addWorkingHours, type Calendar, OFFICE } from '../words/working-time.ts';
import { DAY_MS, HOUR_MS } from '../words/zone.ts';
import { type Digest, isMain, type Ref, type Rule, type Why } from './digest.ts';
import type { Needs } from './needs.ts';
import { tellReaders } from './own.ts';
import { EVENTS } from './states.ts';
import { nextWeek, PREVIEW_HOURS, timesOf, weekAfter } from './times.ts';

export const subjectOfDigest = (id: string): Subject => `digest:${id}`;
export const subjectOfPreview = (id: string): Subject => `digest-preview:${id}`;

/** Entries of a block. */
export const EACH = 3;
/** People who are thanked or welcomed, together. */
const PEOPLE = 3;
/** A zone or a holiday calendar may be another by then. */
const ANEW_MS = HOUR_MS;
/** What happened since the last digest is told: it may have gone early, or a holiday moved one. After a week without, that week is over. */
const WEEK_MS = 7 * DAY_MS;
const LATEST_MS = 13 * DAY_MS;
/** More than any digest needs at once. */
const STEPS = 6;

/** One due community: whatever is to be done for its digest now. @returns whether there is more at once, in another transaction */
export async function advance(w: Work, needs: Needs, community: string): Promise<boolean> {
  const rule = await w.digests.take(community);
  if (!rule) return false;
  const calendar = (await needs.calendarOf(w, community)) ?? OFFICE;
  const archived = await needs.isArchived(w, community);
  // One that was shown already does not go.
  const shown = archived ? await w.digests.current(community) : null;
  if (shown) await (shown.state === 'planned' ? w.digests.unplan(shown.id) : skip(w, shown, { why: 'off' }));
  let next: Date | null = w.now;
  for (let steps = 0; steps < STEPS && next !== null && next <= w.now; steps += 1) {
    next = rule.off || archived ? null : await step(w, needs, community, { rule, calendar });
  }
  const more = await tellReaders(w, community);
  const anew = new Date(w.now.getTime() + ANEW_MS);
  await w.digests.lookAt(community, more ? w.now : next && next < anew ? next : anew);
  return more;
}

/** @returns when there is something to do next; not later than now where that is at once */
async function step(w: Work, needs: Needs, community: string, how: { rule: Rule; calendar: Calendar }): Promise<Date> {
  const digest = await upcoming(w, community, how);
  const { previewAt, sendsAt, state } = digest;
  if (state === 'planned') {
    if (previewAt > w.now) return previewAt;
    await preview(w, needs, digest, how);
    return w.now;
  }
  if (sendsAt > w.now) return sendsAt;
  if (!how.rule.approve || state === 'approved') {
    await post(w, needs, digest, {});
    return w.now;
  }
  // It waits until the next week's is to be looked at.
  const week = weekAfter(digest.week);
  const following = timesOf(week, how.rule, how.calendar);
  if (following.previewAt > w.now) return following.previewAt;
  await skip(w, digest, { why: 'unapproved' });
  await w.digests.plan(community, week, following);
  return w.now;
}

/** The digest that is to come, with its times as they are now; planned where none is. */
export async function upcoming(
  w: Work,
  community: string,
  { rule, calendar }: { rule: Rule; calendar: Calendar },
): Promise<Digest> {
  const current = await w.digests.current(community);
  if (current) {
    const times = timesOf(current.week, rule, calendar, current.notBefore);
    const isAsItWas =
      times.sendsAt.getTime() === current.sendsAt.getTime() &&
      times.previewAt.getTime() === current.previewAt.getTime() &&
      times.zone === current.zone;
    if (isAsItWas) return current;
    await w.digests.retime(current.id, { ...times, notBefore: current.notBefore });
    await w.refresh(subjectOfPreview(current.id));
    return { ...current, ...times };
  }
  const { week: last } = await w.digests.last(community);
  const { week, times } = nextWeek(rule, calendar, w.now, last);
  const planned = await w.digests.plan(community, week, times);
  if (!planned) throw new Error('a week has a digest already');
  return planned;
}

/** What it would tell if it went now; null where there is nothing that anybody waits for, was answered or learned. */
export async function found(w: Work, digest: Digest): Promise<readonly Ref[] | null> {
  const refs = await w.digests.candidates(digest.community, {
    since: await since(w, digest),
    leftOut: digest.leftOut,
    each: EACH,
  });
  const of = (...blocks: readonly Ref['block'][]) => refs.filter(({ block }) => blocks.includes(block));
  const main = refs.filter(isMain);
  if (main.length === 0) return null;
  // Nobody is thanked in place of all who are new, nor the other way round.
  const [thanks, welcome] = [of('thanks'), of('welcome')];
  const thanked = Math.max(PEOPLE - welcome.length, Math.ceil(PEOPLE / 2));
  const people = [...thanks.slice(0, thanked), ...welcome].slice(0, PEOPLE);
  return [...main, ...people];
}

/** Since when what happened is told. */
export async function since(w: Work, { community, sendsAt }: Digest): Promise<Date> {
  const { postedAt } = await w.digests.last(community);
  const until = Math.min(sendsAt.getTime(), w.now.getTime());
  const isLately = postedAt !== null && until - postedAt.getTime() <= LATEST_MS;
  return isLately ? postedAt : new Date(until - WEEK_MS);
}

/** Its facilitators get to see it; where that is late, it goes as many working hours later. */
async function preview(w: Work, needs: Needs, digest: Digest, how: { rule: Rule; calendar: Calendar }): Promise<void> {
  if (!(await w.digests.hasChannel(digest.community))) {
    await skip(w, digest, { why: 'no-channel' });
    return;
  }
  let { sendsAt } = digest;
  if (sendsAt <= w.now) {
    const notBefore = addWorkingHours(w.now, PREVIEW_HOURS, how.calendar);
    const times = timesOf(digest.week, how.rule, how.calendar, notBefore);
    await w.digests.retime(digest.id, { ...times, notBefore });
    sendsAt = times.sendsAt;
  }
  const wasEmpty = (await found(w, digest)) === null;
  if (!(await w.digests.move(digest.id, EVENTS.preview, { wasEmpty }))) return;
  for (const { ref } of await needs.facilitatorsOf(w, digest.community)) {
    const view = { view: 'digests.preview', id: digest.id };
    await w.show(subjectOfPreview(digest.id), { to: ref, attention: dutyBy(sendsAt) }, view);
  }
}

/**
 * It goes now, to every channel of the community; where there is nothing to tell, it is skipped and its facilitators hear so.
 * @param how.by who pressed; nobody where its time has come
 */
export async function post(
  w: Work,
  needs: Needs,
  digest: Digest,
  how: { by?: string },
): Promise<'posted' | 'empty' | 'no-channel' | 'over'> {
  const hasChannel = await w.digests.hasChannel(digest.community);
  const refs = hasChannel ? await found(w, digest) : null;
  if (refs === null) {
    const why = hasChannel ? 'empty' : 'no-channel';
    // Whoever sends it by hand hears so at once, and it may have something to tell at its time.
    if (how.by !== undefined) return why;
    if (!(await skip(w, digest, { why }))) return 'over';
    if (hasChannel && !digest.wasEmpty) await tellOfEmpty(w, needs, digest);
    return why;
  }
  if (!(await w.digests.move(digest.id, EVENTS.post, how))) return 'over';
  await w.digests.fix(digest.id, refs);
  // Where the bot is off, nothing is said.
  const channels = (await needs.channelsOf(w, digest.community)).filter(({ mode }) => mode !== 'off');
  for (const { ref } of channels) {
    await w.show(subjectOfDigest(digest.id), { to: ref }, { view: 'digests.weekly', id: digest.id });
  }
  await w.refresh(subjectOfPreview(digest.id));
  return 'posted';
}

/** Whoever was shown something that is gone by now. Who was shown that there is nothing knows. */
async function tellOfEmpty(w: Work, needs: Needs, { id, community }: Digest): Promise<void> {
  for (const { ref } of await needs.facilitatorsOf(w, community))
    await w.say(`digest-empty:${id}`, { to: ref, attention: duty }, { view: 'digests.empty', id });
}

/** It does not go: by somebody's decision, or by itself. @returns false where it was over already */
export async function skip(w: Work, digest: Digest, how: { by: string } | { why: Why }): Promise<boolean> {
  if (!(await w.digests.move(digest.id, EVENTS.skip, how))) return false;
  await w.refresh(subjectOfPreview(digest.id));
  return true;
}

/** After a change of its rule, which the caller holds: one that it would have sent by now is not sent in a hurry. */
export async function replan(w: Work, needs: Needs, community: string, rule: Rule): Promise<void> {
  await w.digests.change(community, rule);
  const current = await w.digests.current(community);
  const calendar = (await needs.calendarOf(w, community)) ?? OFFICE;
  const isLate =
    current && current.sendsAt > w.now && timesOf(current.week, rule, calendar, current.notBefore).sendsAt <= w.now;
  if (current && (rule.off || isLate)) {
    if (current.state === 'planned') await w.digests.unplan(current.id);
    else await skip(w, current, { why: 'off' });
  }
  await w.digests.lookAt(community, w.now);
}

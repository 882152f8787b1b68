/** What people are told of an answer's standing in private, drawn as it is when they read it. */
import type { Drawer } from '../core/feature.ts';
import type { UserRef } from '../core/ref.ts';
import { plain, shorten } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, note, quote, sentence } from '../words/fragments.ts';
import { aboutButton, type Judged, standingText } from '../words/standing.ts';
import { disputeBlocks, titleOf } from './about.ts';
import type { Needs } from './needs.ts';
import { isGood, standingOfOne } from './open.ts';

/** Of an answer so much. */
const SHOWN = 600;

/** The answer, for an account that may still read it; null for any other. */
async function readableBy(w: Work, needs: Needs, id: string, to: UserRef): Promise<Judged | null> {
  const one = await needs.judged(w, id);
  return one && (await needs.mayStillRead(w, to, one.community, one.place)) ? one : null;
}

/** A dispute as it stands, with who it is told to in mind. */
export const disputedView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const ref = { ...to, kind: 'user' } as const;
    const dispute = await w.standing.oneDispute(id);
    const one = dispute ? await readableBy(w, needs, dispute.of, ref) : null;
    if (!dispute || !one || dispute.settled?.answer === null)
      return there ? sentence(t, 'standing.dispute-gone') : null;
    const person = await needs.personAt(w, ref);
    const organisation = (await needs.readerAt(w, ref)) ?? '';
    const part = {
      isAuthor: one.author.person === person,
      isMember: await needs.isMember(w, ref, one.community),
      isFacilitator: person !== null && (await needs.isFacilitator(w, person, one.community)),
      role: person === null ? null : await w.standing.roleOf(one.community, person),
    };
    const isAlive = !(await needs.isArchived(w, one.community));
    return {
      summary: t.plain('standing.dispute-summary'),
      blocks: [
        body(await whyTold(w, needs, t, { one, ref, person, ...part })),
        quote(shorten(one.words, SHOWN)),
        ...disputeBlocks(t, dispute, { person: person ?? '', organisation }, part, isAlive),
        ...buttons(aboutButton(t, one.id)),
      ],
    };
  };

async function whyTold(
  w: Work,
  needs: Needs,
  t: Translate,
  who: {
    one: Judged;
    ref: UserRef;
    person: string | null;
    isAuthor: boolean;
    isFacilitator: boolean;
    role: string | null;
  },
) {
  const { one } = who;
  const question = titleOf(one);
  if (who.isAuthor) return t('standing.dispute-author', { question });
  if ((await needs.personAt(w, one.asker)) === who.person) return t('standing.dispute-asker', { question });
  if (one.marker && (await needs.personAt(w, one.marker)) === who.person)
    return t('standing.dispute-marker', { question });
  if (who.isFacilitator || who.role !== null)
    return t('standing.dispute-keeper', { question, community: await needs.communityName(w, one.community) });
  return t('standing.dispute-user', { question });
}

/** Told to whoever disputed it: what somebody answered. */
export const settledView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const dispute = await w.standing.oneDispute(id);
    const one = dispute ? await readableBy(w, needs, dispute.of, { ...to, kind: 'user' }) : null;
    const settled = dispute?.settled;
    if (!dispute || !one || !settled?.by) return there ? sentence(t, 'standing.dispute-gone') : null;
    const { name, organisation } = shownTo(t, settled.by, await needs.readerAt(w, to));
    return {
      summary: t.plain('standing.settled-summary'),
      blocks: [
        body(t('standing.settled-told', { question: titleOf(one), name, organisation })),
        quote(settled.answer ?? ''),
        note(standingText(t, await standingOfOne(w, one.id), await needs.readerAt(w, to))),
        ...buttons(aboutButton(t, one.id)),
      ],
    };
  };

/** Told to whoever wrote it: it is trusted more, as far as it is so. */
export const raisedView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const one = await readableBy(w, needs, id, { ...to, kind: 'user' });
    if (!one) return there ? sentence(t, 'standing.nothing') : null;
    const now = await standingOfOne(w, one.id);
    // It may have fallen again before it was told.
    if (!there && !isGood(now)) return null;
    const standing = standingText(t, now, await needs.readerAt(w, to));
    return {
      summary: t.plain('standing.raised-summary'),
      blocks: [body(t('standing.raised', { question: titleOf(one), standing })), ...buttons(aboutButton(t, one.id))],
    };
  };

/** Told to whoever marked it: its author changed its words. */
export const changedView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const one = await readableBy(w, needs, id, { ...to, kind: 'user' });
    if (!one || plain(one.words) === '') return there ? sentence(t, 'standing.nothing') : null;
    const isAsker = (await needs.personAt(w, one.asker)) === (await needs.personAt(w, { ...to, kind: 'user' }));
    return {
      summary: t.plain('standing.changed-summary'),
      blocks: [
        body(t(isAsker ? 'standing.changed-asker' : 'standing.changed-marker', { question: titleOf(one) })),
        quote(shorten(one.words, SHOWN)),
        note(standingText(t, await standingOfOne(w, one.id), await needs.readerAt(w, to))),
        ...buttons(aboutButton(t, one.id)),
      ],
    };
  };

/** How a point is shown once it is not hidden any more. */
import type { Block, Card } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import { sameRef } from '../../core/ref.ts';
import { plain, shorten } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { aboutOf } from './box.ts';
import type { Contribution, Round } from './store.ts';

/** Words quoted where the whole stands elsewhere. */
export const QUOTED = 140;

/** Above a point: what it is about, and by whom where names are kept. */
export function headOf(
  t: Translate,
  session: Pick<SessionRecord, 'method'>,
  rounds: readonly Round[],
  one: Contribution,
  reader: string | null,
): string {
  const about = aboutOf(t, session, rounds, one);
  if (!one.author) return t.plain('review.writing.point-about', { about });
  const { name, organisation } = shownTo(t, one.author, reader);
  return t.plain('review.writing.point-by', { about, name, organisation });
}

/** What stands in place of words that are not to be read. */
export function insteadOf(t: Translate, one: Contribution): string | null {
  if (one.status === 'withdrawn') return t.plain('review.writing.point-withdrawn');
  if (one.status !== 'held') return null;
  return t.plain('review.writing.point-held', {
    why: t.plain(`review.writing.held-${one.heldFor ?? 'other'}`).toLocaleLowerCase(t.locale),
  });
}

/** A point in the thread of its session's card: nothing where the channel is not the community's any more. */
export const inputView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const one = await w.sessions.writing.contribution(id);
    const session = one && (await w.sessions.setup.get(one.session));
    if (!one || !session) return null;
    if (to.kind === 'conversation' && !(await isToldIn(w, needs, session, to))) return null;
    if (to.kind === 'user') return null;
    const instead = insteadOf(t, one);
    if (instead !== null) return there ? { summary: instead, blocks: [note(instead)] } : null;
    const reader = await needs.readerAt(w, to);
    return pointCard(t, session, await w.sessions.writing.rounds(session.id), one, reader);
  };

async function isToldIn(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  to: Parameters<Drawer>[0]['to'],
): Promise<boolean> {
  if (session.place !== 'channels') return false;
  return (await needs.channelsOf(w, session.community)).some(({ ref }) => sameRef(ref, to));
}

function pointCard(
  t: Translate,
  session: SessionRecord,
  rounds: readonly Round[],
  one: Contribution,
  reader: string | null,
): Card {
  return {
    summary: t.plain('review.writing.point-summary', {
      about: aboutOf(t, session, rounds, one),
      text: plain(shorten(one.text, QUOTED)),
    }),
    blocks: [note(headOf(t, session, rounds, one, reader)), body(one.text), ...besides(t, one)],
  };
}

/** What is said of a point below its words. */
export const besides = (t: Translate, { evidence, late }: Contribution): readonly Block[] => [
  ...evidence.map((url) => note(t('review.writing.evidence', { link: [{ run: 'link', url, text: url }] }))),
  ...(late ? [note(t('review.writing.added-late'))] : []),
];

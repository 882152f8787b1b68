/** What somebody is to review: answers whose day has come, and those that are disputed, each with one tap. */
import type { Block, Card } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import { aboutButton, dayOf, UNJUDGED } from '../words/standing.ts';
import { button, titleOf, withdrawButton } from './about.ts';
import type { Needs } from './needs.ts';
import { standingsOf } from './open.ts';
import { dayAfter } from './vet.ts';

/** On one card; the rest comes once these are done. */
const LISTED = 8;
/** So long before its day something can be reviewed. */
const EARLY_DAYS = 7;

/** "To review". */
export const queue = async (turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> =>
  tell((await queueCard(turn, needs)) ?? sentence(turn.t, 'standing.due-none'));

/** Null where there is nothing. Of what they may read alone. */
export async function queueCard(
  { w, t, me }: { w: Work; t: Translate; me: Pick<Me, 'person' | 'organisation'> & { readonly ref: Me['ref'] } },
  needs: Needs,
): Promise<Card | null> {
  const { due, count } = await w.standing.dueFor(me.person, dayAfter(w.now, EARLY_DAYS), LISTED);
  const standings = await standingsOf(
    w,
    due.map(({ of }) => of),
  );
  const blocks: Block[] = [];
  for (const { of, reviewBy, by, reason } of due) {
    const one = await needs.judged(w, of);
    if (!one || !(await needs.mayStillRead(w, me.ref, one.community, one.place))) continue;
    const { disputed, vetted } = standings.get(of) ?? UNJUDGED;
    blocks.push(
      { block: 'divider' },
      body(titleOf(one)),
      ...(by !== null && reviewBy !== null
        ? [note(t('standing.due-by', { name: shownTo(t, by, me.organisation).name, day: dayOf(t, reviewBy) }))]
        : []),
      ...(reason === null ? [] : [note(t('standing.due-disputed', { reason }))]),
      ...buttons(
        !disputed && vetted !== null && button(t, 'still-right', of),
        aboutButton(t, of),
        withdrawButton(t, of),
      ),
    );
  }
  if (blocks.length === 0) return null;
  const more = count - due.length;
  return {
    summary: t.plain('standing.due-summary', { count }),
    blocks: [
      heading(t('standing.due-title', { count })),
      ...blocks,
      ...(more > 0 ? [note(t('standing.due-more', { more }))] : []),
    ],
  };
}

/** On their home page, where there is anything. */
export async function homeSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const { count } = await w.standing.dueFor(me.person, dayAfter(w.now, EARLY_DAYS), 1);
  if (count === 0) return [];
  return [
    heading(t('standing.due')),
    body(t('standing.due-title', { count })),
    ...buttons({ button: 'action', action: 'standing.queue', value: '', label: t.plain('standing.due') }),
  ];
}

/** What somebody is reminded of: as it is when it is sent. */
export const dueView =
  (needs: Needs): Drawer =>
  async ({ w, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const ref = { ...to, kind: 'user' } as const;
    const person = await needs.personAt(w, ref);
    const organisation = await needs.readerAt(w, ref);
    const card =
      person !== null && organisation !== null
        ? await queueCard({ w, t, me: { person, organisation, ref } }, needs)
        : null;
    return card ?? (there ? sentence(t, 'standing.due-none') : null);
  };

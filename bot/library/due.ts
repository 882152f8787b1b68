/** Items whose day has come: whoever keeps them is asked once for all of theirs; where they have left, those who look after the community. */
import { duty } from '../core/attention.ts';
import type { Block, Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import type { UserRef } from '../core/ref.ts';
import { bold, shorten } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import type { Item } from './item.ts';
import type { Needs } from './needs.ts';
import { dayOf } from './review-day.ts';
import { dayText } from './views.ts';

/** In one message; the rest is asked for once these are done. */
const LISTED = 8;
const TITLE = 140;

type DueNeeds = Pick<Needs, 'facilitatorsOf' | 'personAt' | 'mayStillRead' | 'communityName'>;

/** Asks the next. @returns whether there may be more */
export async function askNextOwner(w: Work, needs: DueNeeds): Promise<boolean> {
  const day = dayOf(w.now);
  const next = await w.library.nextAsked(day);
  if (next === null) return false;
  // One message a day for each, whatever is in it.
  const tell = (person: string, to: UserRef) =>
    w.say(`library-due:${person}/${day}`, { to, attention: duty }, { view: 'library.due', id: person });
  if (next.owner) await tell(next.owner.person, next.owner.ref);
  for (const community of next.communities)
    for (const { person, ref } of await needs.facilitatorsOf(w, community)) await tell(person, ref);
  return true;
}

/** What is due when it is sent, of what its reader may read then. */
export const dueView =
  (needs: DueNeeds): Drawer =>
  async ({ w, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const ref = { ...to, kind: 'user' } as const;
    const person = await needs.personAt(w, ref);
    const { items, count } =
      person === null ? { items: [], count: 0 } : await w.library.due(person, dayOf(w.now), LISTED);
    const blocks: Block[] = [];
    for (const item of items)
      if (await needs.mayStillRead(w, ref, item.community, null))
        blocks.push(...dueBlocks(t, item, await needs.communityName(w, item.community)));
    if (blocks.length === 0) return there ? sentence(t, 'library.due-none') : null;
    return dueCard(t, blocks, { count, more: count - items.length });
  };

const dueCard = (t: Translate, blocks: readonly Block[], { count, more }: { count: number; more: number }): Card => ({
  summary: t.plain('library.due-title', { count }),
  blocks: [
    heading(t('library.due-title', { count })),
    note(t('library.due-why')),
    ...blocks,
    ...(more > 0 ? [note(t('library.due-more', { more }))] : []),
  ],
});

const dueBlocks = (t: Translate, item: Item, community: string): readonly Block[] => [
  { block: 'divider' },
  body(bold(shorten(item.title, TITLE))),
  note(t('library.due-by', { community, day: dayText(t, item.reviewBy) })),
  ...buttons(
    { button: 'action', action: 'library.confirm', value: item.id, label: t.plain('library.confirm') },
    { button: 'action', action: 'library.edit', value: item.id, label: t.plain('library.edit'), opens: true },
    { button: 'action', action: 'library.retire', value: item.id, label: t.plain('library.retire') },
  ),
];

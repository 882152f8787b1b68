/** Every message that is there, drawn as it would be now: what names a community or says its label is known to do so. */
import { namingCommunity } from '../../../prisma/naming-community.ts';
import type { ConversationRef, UserRef } from '../../core/ref.ts';
import { createWords } from '../../words/catalogue.ts';
import { LABELS, labelName } from '../../words/handling.ts';
import { seenOn } from './seen.ts';
import { KEYS, type Key, type World, wordOf } from './world.ts';

/** Messages drawn in one transaction. */
const AT_ONCE = 100;

/** @returns subjects of messages that show a community, and would not be drawn again where what they show of it changes */
export async function unknownToName({ s, ids }: World): Promise<readonly string[]> {
  const t = createWords()('en-GB', 'Europe/London');
  const known = new Map<Key, ReadonlySet<string>>();
  for (const key of KEYS) {
    const rows = await s.prisma.$queryRaw<{ id: string }[]>`${namingCommunity(ids[key])}`;
    known.set(key, new Set(rows.map(({ id }) => id)));
  }
  const labels = LABELS.map((label) => labelName(t, label));
  const wrong: string[] = [];
  let seen = 0;
  const all = await s.prisma.outgoing.findMany({ where: { home: false, view: { not: null } } });
  // A transaction has its time.
  for (let from = 0; from < all.length; from += AT_ONCE)
    await s.inbox.afterwards(s.clock.now(), async (w) => {
      for (const { id, view, viewId, subject, to } of all.slice(from, from + AT_ONCE)) {
        const there = to as unknown as ConversationRef | UserRef;
        const card = await s.tables.draws.get(view ?? '')?.({ w, id: viewId ?? '', to: there, t, there: true });
        const words = card ? seenOn(card).join('\n') : '';
        for (const key of KEYS.filter((one) => words.includes(wordOf('name', one)))) {
          seen += 1;
          if (!known.get(key)?.has(id)) wrong.push(subject);
        }
        const isOfNone = KEYS.every((key) => !known.get(key)?.has(id));
        if (isOfNone && labels.some((label) => words.includes(`${label}: `))) wrong.push(subject);
      }
    });
  return seen < 50 ? [...wrong, `only ${seen} messages name a community`] : wrong;
}

/** Said where words are typed: who reads them, under what name, and how they are handled. */
import type { Turn } from '../../core/feature.ts';
import type { Key } from '../../core/translate.ts';
import { hintWith } from '../../words/handling.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';

/** @param key what is to be written there */
export async function whoReads({ w, t }: Turn, needs: Needs, session: SessionRecord, key: Key): Promise<string> {
  const readers = t.plain(
    session.place === 'channels' ? 'review.sense.read-in-channels' : 'review.sense.read-in-private',
  );
  const label = session.label ?? (await needs.labelIn(w, session.community));
  return hintWith(t, t.plain('review.sense.hint', { hint: t.plain(key), readers }), label);
}

/** Questions with their marked answers, drawn as a digest draws them, for another feature's card in a channel. */
import type { Block } from '../core/card.ts';
import type { ConversationRef } from '../core/ref.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { entriesOf } from './entries.ts';
import type { Needs } from './needs.ts';
import { answeredRows } from './weekly.ts';

/** Those of them that are resolved, as everybody who can open the channel may read them. */
export async function answeredIn(
  w: Work,
  t: Translate,
  community: string,
  questions: readonly string[],
  channel: { readonly ref: ConversationRef; readonly organisation: string },
  needs: Pick<Needs, 'standingsOf'>,
): Promise<readonly Block[]> {
  const refs = questions.map((ref) => ({ block: 'answered' as const, ref }));
  const entries = await entriesOf(w, needs, { community, refs, audience: { place: channel.ref } });
  return answeredRows(t, entries, channel.organisation);
}

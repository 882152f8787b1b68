/** What a digest tells, with how far each answer may be trusted as it is drawn. */
import type { Work } from '../core/work.ts';
import { UNJUDGED } from '../words/standing.ts';
import type { Audience, Entry, Ref } from './digest.ts';
import type { Needs } from './needs.ts';

export async function entriesOf(
  w: Work,
  needs: Pick<Needs, 'standingsOf'>,
  {
    community,
    refs,
    audience,
  }: { readonly community: string; readonly refs: readonly Ref[]; readonly audience: Audience },
): Promise<readonly Entry[]> {
  const entries = await w.digests.entries(community, refs, audience);
  const standings = await needs.standingsOf(
    w,
    entries.flatMap((entry) => (entry.block === 'answered' && entry.accepted ? [entry.accepted.id] : [])),
  );
  return entries.map((entry) =>
    entry.block === 'answered' && entry.accepted
      ? { ...entry, accepted: { ...entry.accepted, standing: standings.get(entry.accepted.id) ?? UNJUDGED } }
      : entry,
  );
}

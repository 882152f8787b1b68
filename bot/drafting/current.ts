/** What of a draft still stands: its sources as they are now, for whoever reads it now. */
import type { ConversationRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Drafted, Numbered, Pick, Sentence } from './drafted.ts';
import type { Needs, Reader, SourceNow } from './needs.ts';

export type NumberedNow = SourceNow & { readonly number: number };

export interface Current {
  /** Those that the reader may read, that may be drafted from, and of which no word is another. */
  readonly sources: readonly NumberedNow[];
  /** Sentences that rest on those alone. */
  readonly sentences: readonly Sentence[];
  /** How many sources are not among them. */
  readonly lost: number;
}

/** For one person, whichever of their accounts may read it. */
export async function currentFor(
  w: Work,
  needs: Needs,
  drafted: Rests,
  { me, readers }: { readonly me: { readonly organisation: string }; readonly readers: readonly Reader[] },
): Promise<Current> {
  return current(drafted, await usable(w, needs, me.organisation, await needs.sourcesFor(w, readers, drafted.sources)));
}

/** For a channel of a community: everybody who can open it. */
export async function currentIn(
  w: Work,
  needs: Needs,
  drafted: Rests,
  place: ConversationRef,
  { community, organisation }: { readonly community: string; readonly organisation: string },
): Promise<Current> {
  const tells = await w.drafting.tells(place, community);
  const sources = tells ? await needs.sourcesIn(w, community, drafted.sources) : [];
  return current(drafted, await usable(w, needs, organisation, sources));
}

type Rests = Readonly<{ sources: Drafted['sources']; sentences: Drafted['sentences'] }>;

/** Those from which may be drafted for an organisation's people. */
export async function usable<S extends { readonly community: string | null }>(
  w: Work,
  needs: Needs,
  organisation: string,
  sources: readonly S[],
): Promise<readonly S[]> {
  if (!needs.isConfigured) return [];
  const communities = [...new Set(sources.flatMap(({ community }) => community ?? []))];
  if (communities.length === 0) return [];
  const open = await w.drafting.open(organisation, communities);
  return sources.filter(({ community }) => community !== null && open.has(community));
}

function current({ sources, sentences }: Rests, now: readonly SourceNow[]): Current {
  const there = numbered(sources, now).filter(
    ({ number, mark }) => sources.find((one) => one.number === number)?.mark === mark,
  );
  const stands = (number: number): boolean => there.some((one) => one.number === number);
  return {
    sources: there,
    sentences: sentences.filter(({ on }) => on.every(stands)),
    lost: sources.length - there.length,
  };
}

/** Sources as they are now, under the numbers that they have in the draft. */
export const numbered = (sources: readonly Numbered[], now: readonly SourceNow[]): readonly NumberedNow[] =>
  sources.flatMap(({ number, ...pick }) => {
    const one = now.find((other) => isSame(other, pick));
    return one ? [{ ...one, number }] : [];
  });

const isSame = (a: Pick, b: Pick): boolean => a.question === b.question && a.reply === b.reply;

/** Suggests which of some contributions are about the same thing, with the words that say so. People join and part them as they like. */
import { differentIn, groupTexts } from './grouping.ts';
import { LITTLE } from './likeness.ts';
import { isSmall, saysLittle, type Token } from './tokens.ts';

export interface SuggestedTopic {
  /** Places of its texts among those that were handed in, two or more. */
  readonly members: readonly number[];
  /** The words that mark it, those that most of its texts share, as most write them and in the order in which they are read. */
  readonly title: readonly string[];
  /** Every word that two of its texts or more share: why they are suggested together. */
  readonly why: readonly string[];
}

const TITLE = 3;
const WHY = 6;
/** A word may be part of a longer one, sand of sandbags, where it has this many letters. */
const PART = 4;

/** The largest first. What is like nothing else is in none, nor is what shares no word that tells anything. */
export function suggestTopics(texts: readonly string[]): readonly SuggestedTopic[] {
  const groups = new Map<number, number[]>();
  groupTexts(texts).forEach((label, at) => {
    const members = groups.get(label);
    if (members) members.push(at);
    else groups.set(label, [at]);
  });
  const { texts: tokens, of } = differentIn(texts);
  const told = tokens.map((text) => text.filter(({ word }) => !isSmall(word)));
  const having = new Map<string, number>();
  for (const text of told)
    for (const stem of new Set(text.map(({ stem }) => stem))) having.set(stem, (having.get(stem) ?? 0) + 1);
  const rarityOf = (stem: string): number => Math.log((told.length + 1) / (having.get(stem) ?? 1));
  const textAt = (at: number): readonly Token[] => told[of[at] ?? -1] ?? [];
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({ members, ...marksOf(members.map(textAt), rarityOf) }))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0));
}

/** The words that two of some texts or more share: by how many of them do, and how few of all texts. */
function marksOf(group: readonly (readonly Token[])[], rarityOf: (stem: string) => number) {
  const stems = [...new Set(group.flatMap((text) => text.map(({ stem }) => stem)))];
  const marks = stems
    .map((stem) => {
      const having = group.filter((text) => has(text, stem)).length;
      const worth = having * rarityOf(stem) * (saysLittle(stem) ? LITTLE : 1);
      return { stem, having, worth };
    })
    .filter(({ having }) => having > 1)
    .sort((a, b) => b.worth - a.worth || (a.stem < b.stem ? -1 : 1))
    .map(({ stem, having }) => ({ stem, word: asWritten(group, stem), having }));
  const title = [...marks].sort((a, b) => b.having - a.having).slice(0, TITLE);
  const read = title.map(({ stem, word }) => ({ word, at: placeIn(group, stem) }));
  return {
    title: read.sort((a, b) => a.at - b.at).map(({ word }) => word),
    why: marks.slice(0, WHY).map(({ word }) => word),
  };
}

/** Where it mostly stands among the words of the texts that have it. */
function placeIn(group: readonly (readonly Token[])[], stem: string): number {
  const places = group.map((text) => text.findIndex((token) => token.stem === stem)).filter((at) => at >= 0);
  return places.reduce((sum, at) => sum + at, 0) / places.length;
}

function has(text: readonly Token[], stem: string): boolean {
  if (text.some((token) => token.stem === stem)) return true;
  return stem.length >= PART && text.some((token, at) => `${token.stem}${text[at + 1]?.stem ?? ''}`.includes(stem));
}

/** The form that most of them use; of equals the shortest. */
function asWritten(group: readonly (readonly Token[])[], stem: string): string {
  const forms = new Map<string, number>();
  for (const text of group)
    for (const token of text) if (token.stem === stem) forms.set(token.word, (forms.get(token.word) ?? 0) + 1);
  const [first] = [...forms].sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1));
  return first?.[0] ?? stem;
}

/** What people want of an assistant, in 150 kinds: CLINC150. One constant was chosen on its training part, so that is not in the figures. */
import { type GroupFigures, type Labelled, measureGroups } from './groups.ts';
import { filesOf, rowsOf } from './reading.ts';

interface Utterance extends Labelled {
  readonly split?: string;
}

export interface IntentFigures extends GroupFigures {
  /** Each part by itself, the training part too. */
  readonly parts: Readonly<Record<string, GroupFigures>>;
}

/** All parts that are not for training together; where there is none, the training part. */
export function measureIntents(folder: string, say: (line: string) => void): { readonly clinc: IntentFigures } {
  const rows = filesOf(folder, 'intents').flatMap((file) => rowsOf<Utterance>(folder, 'intents', file));
  const parts = [...new Set(rows.map(({ split }) => split ?? 'all'))].sort();
  const measured: Record<string, GroupFigures> = {};
  for (const part of parts) {
    const its = rows.filter(({ split }) => (split ?? 'all') === part);
    say(`intents: ${part}, ${its.length} texts`);
    measured[part] = measureGroups(its);
  }
  const held = rows.filter(({ split }) => split !== 'train');
  const [only] = parts.length === 1 ? Object.values(measured) : [];
  if (!only) say(`intents: all that are not for training, ${held.length} texts`);
  return { clinc: { ...(only ?? measureGroups(held)), parts: measured } };
}

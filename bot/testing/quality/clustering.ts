/** The sets of short texts that people put under labels: titles of questions, tweets, headlines. */
import { type GroupFigures, type Labelled, measureGroups } from './groups.ts';
import { filesOf, rowsOf } from './reading.ts';

/** What each set is called in the figures, by how the names of its files begin. */
const SETS = { stackoverflow: 'stackoverflow', tweet: 'tweet', 'googlenews-t': 'googlenews' } as const;

/** Files of one set are one set; a file that is of none of them stands for itself. */
export function measureClustering(folder: string, say: (line: string) => void): Record<string, GroupFigures> {
  const bySet = new Map<string, Labelled[]>();
  for (const file of filesOf(folder, 'clustering')) {
    const [set] = Object.entries(SETS).find(([, beginning]) => file.startsWith(beginning)) ?? [file];
    bySet.set(set, [...(bySet.get(set) ?? []), ...rowsOf<Labelled>(folder, 'clustering', file)]);
  }
  const figures: Record<string, GroupFigures> = {};
  for (const [set, rows] of bySet) {
    say(`clustering: ${set}, ${rows.length} texts`);
    figures[set] = measureGroups(rows);
  }
  return figures;
}

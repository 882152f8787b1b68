/** Joins the two most alike again and again, by the mean likeness of all pairs between them (average link). */
import type { Likeness } from './likeness.ts';

/** Less is the error of a sum and no difference: the order of addition decides nothing. */
const ERROR = 1e-9;

/**
 * @param groups joined until there are no more than so many
 * @param least where it is given, nothing less alike is joined
 * @returns a label for each, from 0 on in the order of their first
 */
export function joinAlike(likeness: Likeness, groups: number, least = Number.NEGATIVE_INFINITY): readonly number[] {
  const all = likeness.map((row, at) => ({ at, sums: Float64Array.from(row), members: [at], nearest: -1, alike: 0 }));
  type Group = (typeof all)[number];
  let live = all;
  const alike = (a: Group, b: Group): number => (a.sums[b.at] as number) / (a.members.length * b.members.length);
  /** Of those after it, the most alike; of equals the first. */
  const look = (group: Group): void => {
    group.nearest = -1;
    group.alike = Number.NEGATIVE_INFINITY;
    for (const other of live) {
      if (other.at <= group.at) continue;
      const near = alike(group, other);
      if (near > group.alike + ERROR) {
        group.nearest = other.at;
        group.alike = near;
      }
    }
  };
  for (const group of live) look(group);
  while (live.length > Math.max(1, groups)) {
    const into = live.reduce((best, one) => (one.alike > best.alike + ERROR ? one : best));
    const from = all[into.nearest];
    if (!from || into.alike < least) break;
    into.members.push(...from.members);
    live = live.filter((one) => one !== from);
    for (const other of live) {
      (into.sums[other.at] as number) += from.sums[other.at] as number;
      other.sums[into.at] = into.sums[other.at] as number;
    }
    for (const other of live) {
      if (other === into || other.nearest === into.at || other.nearest === from.at) look(other);
      else if (other.at < into.at && alike(other, into) > other.alike + ERROR) look(other);
    }
  }
  const labels: number[] = likeness.map(() => 0);
  live.forEach(({ members }, label) => {
    for (const member of members) labels[member] = label;
  });
  return labels;
}

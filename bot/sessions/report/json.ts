/**
 * A report as JSON: the shape of report.ts, with names in place of who somebody is, as this reader sees them, and beside it
 * (`since`) what has become of it. What is not for the reader is not there.
 */
import { keptUntil, type Reading } from './reading.ts';
import type { Who } from './report.ts';

export function toJson({ report, breadth, people, since }: Reading): string {
  const named = <T>(one: Who | T): { name: string; organisation: string } | { former: true } | T => {
    if (!isWho(one)) return one;
    const known = people.get(one.person);
    return known ? { name: known.name, organisation: known.organisation } : { former: true };
  };
  const { points, ...rest } = report;
  const shown = {
    ...rest,
    breadth,
    sponsor: named(report.sponsor),
    facilitator: named(report.facilitator),
    deputies: report.deputies.map(named),
    actions: report.actions.map((one) => ({ ...one, owner: named(one.owner) })),
    ...(breadth === 'whole' ? { points } : { points: points.map(({ text, evidence, ...counted }) => counted) }),
    since: {
      on: since.on,
      actions: [...since.actions].map(([id, { state, dueOn, owner }]) => ({ id, state, dueOn, owner: named(owner) })),
      closedOn: since.closedOn,
      keptUntil: since.closedOn && keptUntil(since.closedOn),
      underReview: since.underReview,
      latestEdition: since.latest,
      onHold: since.held,
      benefit: since.benefit && {
        by: named(since.benefit.by),
        applied: since.benefit.applied,
        realised: since.benefit.realised,
      },
    },
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

const isWho = (one: unknown): one is Who => typeof one === 'object' && one !== null && 'person' in one;

/** A report as one reader has it: what they may see of it, under which names, and what has become of it since. */
import { dateOf, dateText, partsOf } from '../../words/zone.ts';
import type { Report, Who } from './report.ts';

/** whole: for those who take part. wider: for anybody else it is open to; without what people put in, in their own words. */
export type Breadth = 'whole' | 'wider';

export interface Person {
  readonly name: string;
  readonly organisation: string;
}

/** What has become of it since it was made. */
export interface Since {
  /** The day on which it is read. */
  readonly on: string;
  readonly actions: ReadonlyMap<
    string,
    { readonly state: string; readonly dueOn: string | null; readonly owner: Who | null }
  >;
  readonly closedOn: string | null;
  /** It is open again: another edition will follow. */
  readonly underReview: boolean;
  /** The newest edition. */
  readonly latest: number;
  /** Nothing of it may be deleted. */
  readonly held: boolean;
  /** What it brought, as its sponsor lets it be read. */
  readonly benefit: { readonly by: Who; readonly applied: string; readonly realised: string } | null;
}

export interface Reading {
  readonly report: Report;
  readonly breadth: Breadth;
  /** By the ids that stand in the report; who is in here by no name has left. */
  readonly people: ReadonlyMap<string, Person>;
  readonly since: Since;
}

/** Years after closing for which it is kept. */
export const KEPT_YEARS = 6;

/** The last day on which it is kept. @param closed the day on which it was closed */
export function keptUntil(closed: string): string {
  const [year = 0, month = 1, day = 1] = closed.split('-').map(Number);
  const until = partsOf(dateOf(year + KEPT_YEARS, month, day));
  // Of 29 February, where there is none: the day before the next.
  return dateText(dateOf(until.year, until.month, until.month === month ? until.day : 0));
}

/** What one reader may see of it. @param knowsCommunity whether they may know of the community that it is of */
export function narrowed(report: Report, breadth: Breadth, knowsCommunity: boolean): Report {
  const community = knowsCommunity ? report.community : null;
  if (breadth === 'whole') return { ...report, community };
  return {
    ...report,
    community,
    // How many there are is no secret; what they say is for those who were there.
    points: report.points.map((one) => ({ ...one, text: '', evidence: [] })),
    facts: report.facts.filter(({ status }) => status !== 'proposed'),
  };
}

/** Everybody whose name stands in it. */
export const peopleIn = ({ sponsor, facilitator, deputies, actions }: Report): readonly string[] => [
  ...[sponsor, facilitator, ...deputies, ...actions.map(({ owner }) => owner)].flatMap((one) =>
    one !== null && typeof one === 'object' ? [one.person] : [],
  ),
];

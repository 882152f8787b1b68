/** Records of a report by number, so that one can be named wherever there is no link: "Lesson 2". */
import type { Translate } from '../../core/translate.ts';
import type { Span } from './document.ts';
import type { Reading } from './reading.ts';
import type { Report } from './report.ts';

export interface Refs {
  /** The n-th fact, topic ... Its id within the document is `fact-1`. Null for what is not in the report. */
  of(kind: RefKind, id: string): { readonly anchor: string; readonly name: string } | null;
  /** The same as something that leads there. */
  to(kind: RefKind, id: string): Span | null;
  /** The number of a piece of evidence. */
  evidence(address: string): Span;
  /** All evidence, in the order in which it first stands in the report. */
  readonly addresses: readonly string[];
}
export const REF_KINDS = ['fact', 'topic', 'factor', 'lesson', 'recommendation', 'action', 'point'] as const;
export type RefKind = (typeof REF_KINDS)[number];

/** What every section is made from. */
export interface At {
  readonly reading: Reading;
  readonly report: Report;
  readonly t: Translate;
  readonly refs: Refs;
}

export function numbered({ report, breadth }: Pick<Reading, 'report' | 'breadth'>, t: Translate): Refs {
  const ids: Readonly<Record<RefKind, readonly string[]>> = {
    fact: report.facts.map(({ id }) => id),
    topic: report.topics.map(({ id }) => id),
    factor: report.topics.flatMap(({ factors }) => factors.map(({ id }) => id)),
    lesson: report.lessons.map(({ id }) => id),
    recommendation: report.recommendations.map(({ id }) => id),
    action: report.actions.map(({ id }) => id),
    point: report.points.map(({ id }) => id),
  };
  const numbers = new Map(
    Object.entries(ids).flatMap(([kind, all]) => all.map((id, at) => [`${kind}:${id}`, at + 1] as const)),
  );
  const addresses = [
    ...new Set([
      ...report.facts.flatMap(({ evidence }) => evidence),
      ...report.points.flatMap(({ evidence }) => evidence),
      ...report.actions.flatMap(({ evidence }) => (evidence === '' ? [] : [evidence])),
    ]),
  ];
  const of: Refs['of'] = (kind, id) => {
    const number = numbers.get(`${kind}:${id}`);
    return number === undefined
      ? null
      : { anchor: `${kind}-${number}`, name: t.plain(`review.report.ref-${kind}`, { number }) };
  };
  return {
    of,
    to(kind, id) {
      const found = of(kind, id);
      // What people put in stands nowhere for whoever took no part: it has a number, and no place to lead to.
      if (found && kind === 'point' && breadth === 'wider') return { span: 'ours', text: found.name };
      return found && { span: 'ref', to: found.anchor, text: found.name };
    },
    evidence(address) {
      const number = addresses.indexOf(address) + 1;
      return { span: 'ref', to: `evidence-${number}`, text: t.plain('review.report.ref-evidence', { number }) };
    },
    addresses,
  };
}

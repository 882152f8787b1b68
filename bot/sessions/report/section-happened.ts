/** What happened: facts that were agreed, disputed or left open, apart from why; and what people told besides. */
import { type Line, line, ours, type Part, type Section, theirs } from './document.ts';
import type { At } from './numbers.ts';
import type { Fact } from './report.ts';
import { pointItems } from './section-points.ts';

export function happenedSection(at: At): Section {
  const { report, t } = at;
  const told = report.points.filter(({ question, topic }) => question === 'happened' && topic === null);
  const sections = [
    factsOf(at, 'agreed'),
    factsOf(at, 'disputed'),
    factsOf(at, 'proposed'),
    told.length === 0
      ? null
      : {
          id: 'happened-told',
          title: line(t, 'review.report.happened-told'),
          parts: pointItems(at, told),
        },
  ].filter((one) => one !== null);
  return {
    id: 'happened',
    title: line(t, 'review.report.happened'),
    parts: sections.length === 0 ? [{ part: 'words', line: line(t, 'review.report.happened-none') }] : [],
    sections,
  };
}

function factsOf(at: At, status: Fact['status']): Section | null {
  const { report, t } = at;
  const facts = report.facts.filter((one) => one.status === status);
  if (facts.length === 0) return null;
  const table: Part = {
    part: 'table',
    caption: t.plain('review.report.facts-caption', { kind: t.plain(`review.report.facts-${status}`) }),
    head: [t.plain('review.report.fact'), t.plain('review.report.fact-when'), t.plain('review.report.fact-evidence')],
    rows: facts.map((one) => ({
      ...anchored(at, one),
      cells: [
        factLines(at, one),
        [one.when === '' ? line(t, 'review.report.fact-when-none') : theirs(one.when)],
        [evidenceLine(at, one.evidence)],
      ],
    })),
  };
  return { id: `facts-${status}`, title: line(t, `review.report.facts-${status}`), parts: [table] };
}

const anchored = ({ refs }: At, { id }: Fact): { id?: string } => {
  const found = refs.of('fact', id);
  return found ? { id: found.anchor } : {};
};

function factLines({ refs, t }: At, { id, statement, reasons }: Fact): readonly Line[] {
  const name = refs.of('fact', id)?.name ?? '';
  return [
    [...ours(`${name}. `), ...theirs(statement)],
    ...reasons.map((one) => [...line(t, 'review.report.fact-disputed'), ...ours(' '), ...theirs(one)]),
  ];
}

const evidenceLine = ({ refs, t }: At, evidence: readonly string[]): Line =>
  evidence.length === 0
    ? line(t, 'review.report.fact-evidence-none')
    : evidence.flatMap((one, at): Line => (at === 0 ? [refs.evidence(one)] : [...ours(', '), refs.evidence(one)]));

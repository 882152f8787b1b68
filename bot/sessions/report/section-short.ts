/** What a report says first and shortest: a summary with the records of each sentence, or figures; and what stays disputed. */
import { type Line, line, list, ours, quiet, type Section, type Span, theirs } from './document.ts';
import { type At, REF_KINDS, type RefKind } from './numbers.ts';

export function shortSection(at: At): Section {
  const { report, t } = at;
  const { summary } = report;
  const worded = summary !== null && (summary.checked || report.edition === 0);
  // Of what this reader is given nothing, or what is not there any more, nothing is said in other words either.
  const sentences = (worded ? summary.sentences : []).flatMap(({ text, records }) => {
    const from = sources(at, records);
    return from.length === 0 ? [] : [{ line: [...theirs(text), ...from] }];
  });
  return {
    id: 'short',
    title: line(t, 'review.report.short'),
    parts:
      worded && sentences.length > 0
        ? [
            ...list(sentences),
            quiet(line(t, 'review.report.worded', { model: summary.model, prompt: summary.prompt })),
            ...(summary.checked ? [] : [quiet(line(t, 'review.report.worded-unchecked'))]),
          ]
        : [...list(figures(at).map((one) => ({ line: one }))), quiet(line(t, 'review.report.not-worded'))],
  };
}

/** "(Lesson 1, Fact 2)", each leading there. */
function sources({ refs }: At, records: readonly string[]): Line {
  const spans = records.flatMap((record): readonly Span[] => {
    const [kind = '', id = ''] = record.split(':');
    const to = (REF_KINDS as readonly string[]).includes(kind) ? refs.to(kind as RefKind, id) : null;
    return to ? [to] : [];
  });
  return spans.length === 0
    ? []
    : [...ours(' ('), ...spans.flatMap((span, at): Line => (at === 0 ? [span] : [...ours(', '), span])), ...ours(')')];
}

/** What can be said of any report without a word of anybody. */
export function figures({ report, t }: Pick<At, 'report' | 't'>): readonly Line[] {
  const { heard, facts, lessons, recommendations, actions } = report;
  const facts_ = (status: string): number => facts.filter((one) => one.status === status).length;
  const answers = (answer: string | null): number => recommendations.filter((one) => one.answer === answer).length;
  return [
    line(t, 'review.report.figure-heard', { heard: heard.heard, invited: heard.invited }),
    line(t, 'review.report.figure-facts', { agreed: facts_('agreed'), disputed: facts_('disputed') }),
    line(t, 'review.report.figure-learned', { lessons: lessons.length, actions: actions.length }),
    ...(recommendations.length === 0
      ? []
      : [
          line(t, 'review.report.figure-answers', {
            recommendations: recommendations.length,
            accept: answers('accept'),
            part: answers('part'),
            reject: answers('reject'),
            none: answers(null),
          }),
        ]),
  ];
}

export function disputedSection({ report, t }: At): Section | null {
  if (report.objections.length === 0) return null;
  return {
    id: 'disputed',
    title: line(t, 'review.report.disputed'),
    parts: [
      { part: 'words', line: line(t, 'review.report.disputed-note') },
      ...list(
        report.objections.map(({ text, state, answer }) => ({
          line: theirs(text),
          under: [
            line(t, state === 'open' ? 'review.report.objection-open' : 'review.report.objection-printed'),
            ...(answer === '' ? [] : [[...line(t, 'review.report.objection-answer'), ...ours(' '), ...theirs(answer)]]),
          ],
        })),
      ),
    ],
  };
}

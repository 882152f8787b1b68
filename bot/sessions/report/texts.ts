/** Every word of a report that people wrote, by the record and the part that it stands in: one walk for all that looks at them or changes them. */
import type { Report } from './report.ts';

/** Where a text stands: a record as `kind:id`, and a part of it. */
export interface Place {
  readonly record: string;
  readonly part: string;
}

export type Change = (text: string, at: Place) => string;

/**
 * Whoever leads may word these anew: they are the session's own. All else are somebody's own words, or addresses, of
 * which something can only be left out.
 */
const OURS: Readonly<Record<string, readonly string[]>> = {
  session: ['title', 'event', 'purpose', 'scopeIn', 'scopeOut', 'question', 'noLesson'],
  topic: ['title', 'why', 'undiscussed'],
  factor: ['statement'],
  fact: ['when', 'statement'],
  lesson: ['when', 'do', 'because', 'context', 'appliesTo', 'lifecycleWhy'],
  recommendation: ['text', 'addressedTo', 'noAction'],
  action: ['text', 'whenWill', 'measure'],
  objection: ['answer'],
};

export const kindOf = ({ record }: Pick<Place, 'record'>): string => record.slice(0, record.indexOf(':'));

export const canReword = (at: Place): boolean => (OURS[kindOf(at)] ?? []).includes(at.part);

/** The report with every text changed. What is empty stays so. */
export function mapTexts(report: Report, change: Change): Report {
  const of =
    (kind: string, id: string) =>
    (text: string, part: string): string =>
      text === '' ? text : change(text, { record: `${kind}:${id}`, part });
  const session = of('session', report.session);
  const each = (all: readonly string[], part: string, one: (text: string, part: string) => string): string[] =>
    all.map((text) => one(text, part));
  return {
    ...report,
    title: session(report.title, 'title'),
    event: session(report.event, 'event'),
    purpose: session(report.purpose, 'purpose'),
    scopeIn: session(report.scopeIn, 'scopeIn'),
    scopeOut: session(report.scopeOut, 'scopeOut'),
    question: session(report.question, 'question'),
    noLesson: session(report.noLesson, 'noLesson'),
    // A draft is of the edition that comes next: what is decided about its reason holds when it is published.
    reason: of('edition', String(report.edition || (report.earlier.at(-1)?.edition ?? 0) + 1))(report.reason, 'reason'),
    points: report.points.map((one) => {
      const its = of('point', one.id);
      return { ...one, text: its(one.text, 'text'), evidence: each(one.evidence, 'evidence', its) };
    }),
    topics: report.topics.map((one) => {
      const its = of('topic', one.id);
      return {
        ...one,
        title: its(one.title, 'title'),
        why: its(one.why, 'why'),
        undiscussed: its(one.undiscussed, 'undiscussed'),
        factors: one.factors.map((factor) => ({
          ...factor,
          statement: of('factor', factor.id)(factor.statement, 'statement'),
        })),
      };
    }),
    facts: report.facts.map((one) => {
      const its = of('fact', one.id);
      return {
        ...one,
        when: its(one.when, 'when'),
        statement: its(one.statement, 'statement'),
        evidence: each(one.evidence, 'evidence', its),
        reasons: each(one.reasons, 'reasons', its),
      };
    }),
    lessons: report.lessons.map((one) => {
      const its = of('lesson', one.id);
      return {
        ...one,
        when: its(one.when, 'when'),
        do: its(one.do, 'do'),
        because: its(one.because, 'because'),
        context: its(one.context, 'context'),
        appliesTo: its(one.appliesTo, 'appliesTo'),
        lifecycleWhy: its(one.lifecycleWhy, 'lifecycleWhy'),
      };
    }),
    recommendations: report.recommendations.map((one) => {
      const its = of('recommendation', one.id);
      return {
        ...one,
        text: its(one.text, 'text'),
        addressedTo: its(one.addressedTo, 'addressedTo'),
        noAction: its(one.noAction, 'noAction'),
        answerWhy: its(one.answerWhy, 'answerWhy'),
      };
    }),
    actions: report.actions.map((one) => {
      const its = of('action', one.id);
      return {
        ...one,
        text: its(one.text, 'text'),
        whenWill: its(one.whenWill, 'whenWill'),
        measure: its(one.measure, 'measure'),
        ticket: its(one.ticket, 'ticket'),
        why: its(one.why, 'why'),
        evidence: its(one.evidence, 'evidence'),
        effectWhy: its(one.effectWhy, 'effectWhy'),
      };
    }),
    objections: report.objections.map((one) => {
      const its = of('objection', one.id);
      return { ...one, text: its(one.text, 'text'), answer: its(one.answer, 'answer') };
    }),
  };
}

/** Each of them with its place, in the order in which they are printed. */
export function textsOf(report: Report): readonly (Place & { readonly text: string })[] {
  const all: (Place & { text: string })[] = [];
  mapTexts(report, (text, at) => {
    all.push({ ...at, text });
    return text;
  });
  return all;
}

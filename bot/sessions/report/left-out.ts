/** What a report may say of who somebody is: what is found, what was decided about it, and the words that are left out for it. */
import { createHash } from 'node:crypto';
import { folded } from '../../text/folded.ts';
import type { Detector, Found } from '../../text/private-data.ts';
import type { Report } from './report.ts';
import type { Finding } from './store.ts';
import { mapTexts, type Place, textsOf } from './texts.ts';

/** Stands where words were left out: the same in every language. */
export const LEFT_OUT = '[…]';

/** Something to be decided about. */
export interface ToDecide extends Place, Found {
  readonly mark: string;
  /** All that stands there. */
  readonly whole: string;
}

const wordOf = (text: string): string => folded(text).text.toLowerCase().replace(/\s+/g, ' ').trim();

/** The same thing in the same part of a record has one mark, however often it stands there. */
const markOf = ({ record, part }: Place, { kind, text }: Pick<Found, 'kind' | 'text'>): string =>
  createHash('sha256')
    .update(`${record}/${part}/${kind}/${wordOf(text)}`, 'utf8')
    .digest('base64url');

/** What was found and not decided about yet, in the order in which it is printed. */
export function toDecide(report: Report, detector: Detector, findings: readonly Finding[]): readonly ToDecide[] {
  const seen = new Set(findings.map(({ mark }) => mark));
  return textsOf(report).flatMap(({ record, part, text }) =>
    detector(text).flatMap((found) => {
      const mark = markOf({ record, part }, found);
      if (seen.has(mark)) return [];
      seen.add(mark);
      return [{ ...found, record, part, mark, whole: text }];
    }),
  );
}

/** The report without what is to be left out, and how many places that are. */
export function withoutLeftOut(report: Report, findings: readonly Finding[]): Report {
  const out = findings.filter(({ decision }) => decision === 'left-out');
  if (out.length === 0) return report;
  let leftOut = 0;
  const changed = mapTexts(report, (text, { record, part }) =>
    out
      .filter((one) => one.record === record && one.part === part)
      .reduce((words, { found }) => {
        const parts = words.split(found);
        leftOut += parts.length - 1;
        return parts.join(LEFT_OUT);
      }, text),
  );
  return { ...changed, leftOut };
}

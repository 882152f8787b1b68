/** The actions of a report as comma-separated values (RFC 4180): for whoever follows them in a spreadsheet, where no word of theirs is a formula. */

import { isEmpty } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { dayText, printable } from './document.ts';
import { numbered } from './numbers.ts';
import type { Reading } from './reading.ts';
import { actionNow, isOverdue, stateText } from './section-agreed.ts';

/** Says to Excel that it is UTF-8. */
const MARK = '\ufeff';
const LINE = '\r\n';

export function toCsv(reading: Reading, t: Translate): string {
  const { report, since } = reading;
  const refs = numbered(reading, t);
  const rows = report.actions.map((one) => {
    const now = actionNow({ reading }, one);
    const owner = now.owner && reading.people.get(now.owner.person);
    const recommendation = one.recommendation === null ? null : refs.of('recommendation', one.recommendation);
    return [
      refs.of('action', one.id)?.name ?? '',
      one.text,
      one.whenWill,
      one.measure,
      now.owner === null ? '' : (owner?.name ?? t.plain('words.former-member')),
      owner?.organisation ?? '',
      now.dueOn ?? '',
      stateText(t, now.state),
      isOverdue(now, since.on) ? t.plain('review.report.yes') : t.plain('review.report.no'),
      one.strength,
      one.ticket,
      recommendation?.name ?? '',
      one.lessons.flatMap((id) => refs.of('lesson', id)?.name ?? []).join(', '),
      report.reference,
      String(report.edition),
      dayText(t, since.on),
    ];
  });
  const head = (
    [
      'number',
      'action',
      'when',
      'measure',
      'owner',
      'organisation',
      'due',
      'state',
      'overdue',
      'strength',
      'ticket',
      'recommendation',
      'lessons',
      'reference',
      'edition',
      'as-on',
    ] as const
  ).map((one) => t.plain(`review.report.csv-${one}`));
  return MARK + [head, ...rows].map((row) => row.map(cell).join(',') + LINE).join('');
}

/** What a spreadsheet takes for a formula where it stands first, wide letters too. */
const FORMULA = /^[\s\u200b-\u200f\ufeff]*[=+\-@\t\r\n＝＋－＠|]/u;

/** A value of a row. */
export function cell(text: string): string {
  const shown = printable(text);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return isEmpty(safe) ? '' : `"${safe.replaceAll('"', '""')}"`;
}

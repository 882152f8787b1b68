/** The head of a report: how far it is to be trusted, what it is about, who stands for it. */
import { labelled } from '../../words/handling.ts';
import { dayAt } from '../days.ts';
import { dayText, joined, type Line, line, ours, quoted, type Section, theirs } from './document.ts';
import type { At } from './numbers.ts';
import type { Report, Who } from './report.ts';

export const titleLine = ({ report }: At): Line => theirs(report.title);

export function statusLines({ report, reading, t }: At): readonly Line[] {
  const { since } = reading;
  return [
    ...(report.edition === 0 ? [line(t, 'review.report.draft')] : []),
    line(t, 'review.report.unvalidated'),
    ...(since.underReview && report.edition > 0 ? [line(t, 'review.report.under-review')] : []),
    ...(report.edition > 0 && since.latest > report.edition
      ? [line(t, 'review.report.not-latest', { edition: report.edition, latest: since.latest })]
      : []),
  ];
}

export function aboutSection(at: At): Section {
  const { report, reading, t } = at;
  const day = (of: string) => dayText(t, of);
  const fact = (label: Parameters<typeof t.plain>[0], value: Line | null) =>
    value === null ? [] : [{ label: t.plain(label), value }];
  const some = (text: string): Line | null => (text === '' ? null : theirs(text));
  const made = day(dayAt(new Date(report.madeAt), report.zone));
  return {
    id: 'about',
    title: line(t, 'review.report.about'),
    parts: [
      {
        part: 'facts',
        facts: [
          ...fact('review.report.reference', some(report.reference)),
          ...fact('review.report.event', some(report.event)),
          ...fact(
            'review.report.when',
            ours(
              report.endsOn === null || report.endsOn === report.startsOn
                ? day(report.startsOn)
                : t.plain('review.report.from-to', { from: day(report.startsOn), to: day(report.endsOn) }),
            ),
          ),
          ...fact('review.report.purpose', some(report.purpose)),
          ...fact('review.report.scope-in', some(report.scopeIn)),
          ...fact('review.report.scope-out', some(report.scopeOut)),
          ...fact('review.report.again', some(report.question)),
          ...fact('review.report.community', report.community && theirs(report.community.name)),
          ...fact('review.report.sponsor', sponsorLine(at)),
          ...fact('review.report.facilitator', facilitatorLine(at)),
          ...fact(
            'review.report.deputies',
            report.deputies.length === 0 ? null : joined(report.deputies.map((one) => whoLine(at, one))),
          ),
          ...fact(
            'review.report.edition',
            line(t, report.edition === 0 ? 'review.report.edition-draft' : 'review.report.edition-of', {
              edition: report.edition,
              day: made,
            }),
          ),
          ...fact('review.report.reason', some(report.reason)),
          ...fact('review.report.readers', line(t, `review.report.readers-${report.readers}`)),
          ...fact('review.report.handling', report.label && ours(plainLabel(at, report.label))),
        ],
      },
      ...(reading.breadth === 'wider' ? [{ part: 'words' as const, line: line(t, 'review.report.wider') }] : []),
    ],
  };
}

const plainLabel = ({ t }: At, label: NonNullable<Report['label']>): string =>
  t.plain('review.report.as-is', { text: labelled(t, label) });

function sponsorLine(at: At): Line | null {
  const { sponsor } = at.report;
  if (sponsor === 'none') return null;
  return sponsor === 'vacant' ? line(at.t, 'review.report.sponsor-vacant') : whoLine(at, sponsor);
}

function facilitatorLine(at: At): Line {
  const { facilitator } = at.report;
  if (facilitator === 'self-led') return line(at.t, 'review.report.self-led');
  return facilitator === 'vacant' ? line(at.t, 'review.report.facilitator-vacant') : whoLine(at, facilitator);
}

/** Somebody in a field of their own, by the name that this reader sees. */
export function whoLine({ reading, t }: At, { person }: Who): Line {
  const known = reading.people.get(person);
  return known
    ? line(t, 'review.report.who', { name: quoted(known.name), organisation: quoted(known.organisation) })
    : line(t, 'words.former-member');
}

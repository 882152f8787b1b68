/** The end of a report: who was heard, what shows it, how it was made, what was looked at, its editions, and how long it is kept. */
import type { Key } from '../../core/translate.ts';
import { addressLine, dayText, line, list, ours, type Section, theirs, words } from './document.ts';
import { FEWEST_SHOWN } from './heard.ts';
import type { At } from './numbers.ts';
import { KEPT_YEARS, keptUntil } from './reading.ts';

export function heardSection({ report, t }: At): Section {
  const { heard } = report;
  const cell = (people: number | null): string =>
    people === null ? t.plain('review.report.heard-few', { fewest: FEWEST_SHOWN }) : String(people);
  return {
    id: 'heard',
    title: line(t, 'review.report.heard'),
    parts: [
      words(line(t, 'review.report.heard-all', { heard: heard.heard, invited: heard.invited })),
      ...(heard.invited > heard.heard
        ? [words(line(t, 'review.report.heard-not', { count: heard.invited - heard.heard }))]
        : []),
      // Without a table some are known to nobody: then which organisations they come from is not known either.
      ...(heard.byOrganisation.length === 0
        ? []
        : [
            words(line(t, 'review.report.heard-organisations', { count: heard.organisations })),
            {
              part: 'table' as const,
              caption: t.plain('review.report.heard-caption', { fewest: FEWEST_SHOWN }),
              head: [
                t.plain('review.report.heard-organisation'),
                t.plain('review.report.heard-yes'),
                t.plain('review.report.heard-no'),
              ],
              rows: heard.byOrganisation.map((one) => ({
                cells: [[theirs(one.organisation)], [ours(cell(one.heard))], [ours(cell(one.notHeard))]],
              })),
            },
          ]),
      ...heard.byPart.map(({ part, people }) =>
        words(
          people === null
            ? line(t, part === 'observer' ? 'review.report.observers-few' : 'review.report.note-takers-few', {
                fewest: FEWEST_SHOWN,
              })
            : line(t, part === 'observer' ? 'review.report.observers' : 'review.report.note-takers', { count: people }),
        ),
      ),
      ...(heard.managers ? [words(line(t, 'review.report.managers'))] : []),
    ],
  };
}

export function evidenceSection({ refs, t }: At): Section {
  return {
    id: 'evidence',
    title: line(t, 'review.report.evidence'),
    parts:
      refs.addresses.length === 0
        ? [words(line(t, 'review.report.evidence-none'))]
        : [
            words(line(t, 'review.report.evidence-note')),
            ...list(
              refs.addresses.map((address, at) => ({
                id: `evidence-${at + 1}`,
                line: [
                  ...ours(`${t.plain('review.report.ref-evidence', { number: at + 1 })}. `),
                  ...addressLine(address),
                ],
              })),
            ),
          ],
  };
}

const METHODS = ['aar', 'aar_written', 'aar_live', 'hot_debrief'] as const;
const WENT = ['scheduled', 'collecting', 'making_sense', 'agreeing', 'checking', 'published', 'closed'] as const;

export function madeSection({ report, t }: At): Section {
  const method = METHODS.find((one) => one === report.method);
  const { summary } = report;
  const key: Key =
    summary?.checked || (summary && report.edition === 0) ? 'review.report.made-worded' : 'review.report.made-unworded';
  return {
    id: 'made',
    title: line(t, 'review.report.made'),
    parts: [
      words(line(t, method ? `review.report.method-${method}` : 'review.report.method-other')),
      words(line(t, `review.report.attribution-${report.attribution}`)),
      ...list(
        report.went.flatMap(({ state, on }) => {
          const known = WENT.find((one) => one === state);
          return known ? [{ line: line(t, `review.report.went-${known}`, { day: dayText(t, on) }) }] : [];
        }),
      ),
      words(line(t, key, { model: summary?.model ?? '', prompt: summary?.prompt ?? '' })),
      words(line(t, report.edition === 0 ? 'review.report.checked-now' : 'review.report.checked-by')),
      ...(report.edition === 0
        ? []
        : [words(line(t, report.byTime ? 'review.report.published-time' : 'review.report.published-person'))]),
      ...(report.settled === 0 ? [] : [words(line(t, 'review.report.settled', { count: report.settled }))]),
      ...(report.leftOut === 0 ? [] : [words(line(t, 'review.report.left-out', { count: report.leftOut }))]),
    ],
  };
}

const ITEMS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export function checklistSection({ report, t }: At): Section {
  return {
    id: 'checklist',
    title: line(t, 'review.report.checklist'),
    parts: [
      words(line(t, 'review.report.checklist-note')),
      {
        part: 'table',
        caption: t.plain('review.report.checklist-caption'),
        head: [
          t.plain('review.report.checklist-what'),
          t.plain('review.report.checklist-so'),
          t.plain('review.report.checklist-figures'),
        ],
        rows: report.checklist.map(({ item, met, some, of }) => ({
          cells: [
            [line(t, itemKey(item))],
            [line(t, met ? 'review.report.yes' : 'review.report.no')],
            [
              some === null || of === null
                ? line(t, 'review.report.no-figure')
                : line(t, 'review.report.some-of', { some, of }),
            ],
          ],
        })),
      },
    ],
  };
}

export const itemKey = (item: number): Key => `review.report.check-${ITEMS.find((one) => one === item) ?? 1}`;

export function editionsSection({ report, reading, t }: At): Section | null {
  if (report.earlier.length === 0 && reading.since.latest <= report.edition) return null;
  return {
    id: 'editions',
    title: line(t, 'review.report.editions'),
    parts: [
      ...list(
        report.earlier.map(({ edition, on, reason }) => ({
          line: line(t, 'review.report.edition-of', { edition, day: dayText(t, on) }),
          ...(reason === ''
            ? {}
            : { under: [[...line(t, 'review.report.edition-why'), ...ours(' '), ...theirs(reason)]] }),
        })),
      ),
      words(line(t, 'review.report.editions-kept')),
    ],
  };
}

export function keepingSection({ reading, t }: At): Section {
  const { closedOn, held } = reading.since;
  return {
    id: 'keeping',
    title: line(t, 'review.report.keeping'),
    parts: [
      words(
        closedOn === null
          ? line(t, 'review.report.kept', { years: KEPT_YEARS })
          : line(t, 'review.report.kept-until', { years: KEPT_YEARS, day: dayText(t, keptUntil(closedOn)) }),
      ),
      ...(held ? [words(line(t, 'review.report.on-hold'))] : []),
      words(line(t, 'review.report.disclosure')),
    ],
  };
}

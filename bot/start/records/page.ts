/** What is held of a session as a document to read, to mark and to print: every record under what it is, nothing left out but what is empty. */

import type { HeldRecords, Rows, Somebody } from '../../../prisma/records/read.ts';
import {
  type Doc,
  type Line,
  ours,
  type Part,
  quiet,
  type Section,
  theirs,
  words,
} from '../../sessions/report/document.ts';

const said = (text: string): Part => words(ours(text));

export function pageOf(held: HeldRecords): Doc {
  const { session, records, without } = held;
  const some = records.filter(({ rows }) => rows.length > 0);
  const none = records.filter(({ rows }) => rows.length === 0);
  return {
    lang: 'en-GB',
    title: [
      ...ours(`Records held of ${session.reference ?? 'a review without a reference'}: `),
      ...theirs(session.title),
    ],
    status: [
      ours(`Read at ${timeOf(held.at)} from Guildhall’s database, for its records officer.`),
      ours('Look for what concerns third parties before any of it is given to others.'),
      ours(held.onHold ? 'It is on hold.' : 'It is not on hold.'),
    ],
    contents: 'What is in it',
    sections: [
      {
        id: 'whose',
        title: ours('Whose it is'),
        parts: [
          {
            part: 'facts',
            facts: [
              { label: 'Organisation', value: theirs(held.organisation) },
              { label: 'Community', value: theirs(held.community) },
            ],
          },
          said(
            'Each organisation answers for what its people wrote. Beside a name stands the organisation of the account that they have used longest. Times are in UTC.',
          ),
        ],
      },
      ...some.map(sectionOf),
      {
        id: 'without',
        title: ours('What is not here, and why'),
        parts: [
          {
            part: 'list',
            items: without.map(({ table, counted, why }) => ({
              line: ours(`${labelOf(table)}: ${counted ? `${counted.count} (${counted.what}); ` : ''}${why}.`),
            })),
          },
          said(
            'Messages that were sent say what these records say and are not repeated. What was written without names cannot be linked to anybody: a request for somebody’s own data is answered so.',
          ),
          ...(none.length === 0
            ? []
            : [said(`Nothing is held of: ${none.map(({ title }) => title.toLowerCase()).join('; ')}.`)]),
          ...(held.unreadable === 0
            ? []
            : [said(`${held.unreadable} that were handed in open with no secret that is configured here.`)]),
        ],
      },
    ],
  };
}

function sectionOf({ table, title, about, rows }: Rows): Section {
  const before: readonly Part[] = about === null ? [] : [quiet(ours(about))];
  const records = rows.map((row, at) => ({ at: at + 1, facts: factsOf(row) }));
  const [only] = records;
  return {
    id: table.replaceAll('_', '-'),
    title: ours(rows.length === 1 ? title : `${title} (${rows.length})`),
    parts: only && records.length === 1 ? [...before, { part: 'facts', facts: only.facts }] : before,
    ...(records.length > 1
      ? {
          sections: records.map(({ at, facts }) => ({
            id: `${table.replaceAll('_', '-')}-${at}`,
            title: ours(`${at} of ${rows.length}`),
            parts: [{ part: 'facts' as const, facts }],
          })),
        }
      : {}),
  };
}

/** What is empty is not repeated for every record. */
const factsOf = (row: Readonly<Record<string, unknown>>): readonly { label: string; value: Line }[] =>
  Object.entries(row).flatMap(([name, value]) =>
    linesOf(value).length === 0 ? [] : [{ label: labelOf(name), value: theirs(linesOf(value).join('\n')) }],
  );

/** `held_for` or `heldFor`: Held for */
function labelOf(name: string): string {
  const words = name
    .replace(/_(id|ids)$/, '')
    .replaceAll('_', ' ')
    .replace(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const timeOf = (at: Date): string =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

/** A value as lines: what is within another is said with where it stands. */
function linesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  if (value instanceof Date) return [timeOf(value)];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  if (isSomebody(value)) return [nameOf(value)];
  if (typeof value !== 'object') return [String(value)];
  if (Array.isArray(value)) {
    const apart = value.some((one) => typeof one === 'object');
    return value.flatMap((one, at) => linesOf(one).map((line) => (apart ? `${at + 1}. ${line}` : line)));
  }
  return Object.entries(value).flatMap(([name, one]) => linesOf(one).map((line) => `${labelOf(name)}: ${line}`));
}

const nameOf = ({ id, name, organisation, former }: Somebody): string =>
  name === null
    ? `somebody of whom nothing is known any more (${id})`
    : `${name}, ${organisation}${former ? ', a former member' : ''}`;

const isSomebody = (value: unknown): value is Somebody =>
  typeof value === 'object' && value !== null && 'former' in value;

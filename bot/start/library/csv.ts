/** A table of questions and answers, or of pages, as many keep one: a CSV file with a line of column names. */
import { CsvError, parse } from 'csv-parse/sync';
import { StartError } from '../../core/start-error.ts';
import { kindOf } from '../../library/item.ts';
import { fromTyped } from '../../words/typed.ts';
import { draftOf, folded, type Skipped, type Source, sorted } from './draft.ts';

/** What columns are called by those who keep such tables. */
const COLUMNS = {
  key: ['key', 'id', 'reference', 'ref', 'number'],
  kind: ['kind', 'type'],
  question: ['question', 'query'],
  title: ['title', 'name', 'subject', 'heading', 'topic'],
  text: ['answer', 'text', 'body', 'content', 'description', 'details', 'response'],
  link: ['link', 'url', 'address', 'web page', 'webpage'],
  official: ['official', 'official page', 'policy'],
  tags: ['tags', 'tag', 'keywords', 'category', 'categories'],
  review: ['review', 'review by', 'review date', 'expires', 'next review'],
} as const;
type Column = keyof typeof COLUMNS;

/** @throws StartError where it is no such table */
export function readCsv(name: string, contents: string): Source {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    // With `info` each row comes with where it ends.
    rows = parse(contents, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      delimiter: delimiterOf(contents),
    }) as unknown as typeof rows;
  } catch (error) {
    if (error instanceof CsvError)
      throw new StartError(
        `${name} is no CSV file from line ${error.lines ?? '?'} on: a quotation mark is missing there, or one too many.`,
      );
    throw error;
  }
  const [head, ...rest] = rows;
  if (!head) throw new StartError(`${name} is empty.`);
  const places = placesOf(head.record);
  if (places.title === undefined && places.question === undefined)
    throw new StartError(
      `${name} has no column for titles: name one question or title. Its columns are ${head.record.join(', ')}.`,
    );
  let line = head.info.lines;
  const found = rest.map(({ record, info }) => {
    const at = `line ${line + 1}`;
    line = info.lines;
    const cell = (column: Column): string => {
      const place = places[column];
      return place === undefined ? '' : (record[place] ?? '').trim();
    };
    if (record.length > head.record.length && record.slice(head.record.length).some((one) => one.trim() !== ''))
      return {
        at,
        why: `it has ${record.length} cells and the first line ${head.record.length}: a cell with commas needs quotation marks`,
      } satisfies Skipped;
    const title = cell('question') || cell('title');
    const kind = kindOf(cell('kind').toLowerCase()) ?? (cell('question') !== '' ? 'faq' : null);
    return draftOf({
      key: cell('key') || folded(title),
      at,
      kind,
      title,
      text: fromTyped(cell('text')),
      link: cell('link'),
      official: cell('official'),
      tags: cell('tags'),
      review: cell('review'),
    });
  });
  const used = new Set(Object.values(places));
  const left = head.record.filter((_, at) => !used.has(at));
  const understood = (Object.keys(places) as Column[]).map(
    (column) => `${head.record[places[column] ?? 0]} is the ${column}`,
  );
  return {
    name,
    ...sorted(found),
    understood: [...understood, ...(left.length > 0 ? [`not used: ${left.join(', ')}`] : [])],
  };
}

/** Excel in half of Europe writes semicolons; what is copied out of a sheet has tabs. */
function delimiterOf(contents: string): string {
  const first = contents.split('\n', 1)[0] ?? '';
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function placesOf(head: readonly string[]): Partial<Record<Column, number>> {
  const places: Partial<Record<Column, number>> = {};
  head.forEach((name, at) => {
    const column = (Object.keys(COLUMNS) as Column[]).find((one) =>
      (COLUMNS[one] as readonly string[]).includes(folded(name)),
    );
    if (column !== undefined && places[column] === undefined) places[column] = at;
  });
  return places;
}

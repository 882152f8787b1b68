/** A report as a document, before it is Markdown, HTML, a Word file, a page or cards: headings, lines, lists and tables, each word ours or somebody's. */
import { plain, type Run, runs, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Doc, Item, Line, Part, Section, Span } from '../../words/document.ts';
import '../../words/keys.ts';

export {
  type Doc,
  type Item,
  type Line,
  lineText,
  type Part,
  type Row,
  type Section,
  type Span,
} from '../../words/document.ts';

/** What no file may hold, and what would turn round the words after it. Line breaks stay. */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '')
    .toWellFormed();

export const theirs = (text: string): Line => [{ span: 'theirs', text: printable(text) }];
export const ours = (text: string): Line => [{ span: 'ours', text }];

/** Somebody's words within a sentence of ours: they stay theirs. */
export const quoted = (text: string): Text => [{ run: 'quote', of: [{ run: 'text', text }] }];

/** A sentence of the catalogue. What was given by `quoted` is somebody's. */
export function line(t: Translate, key: Key, args?: Parameters<Translate>[1]): Line {
  return runs(t(key, args)).map((run: Run): Span => {
    if (run.run === 'quote') return { span: 'theirs', text: printable(plain(run.of)) };
    return { span: 'ours', text: run.run === 'text' ? run.text : plain([run]) };
  });
}

export const words = (of: Line): Part => ({ part: 'words', line: of });
export const quiet = (of: Line): Part => ({ part: 'words', line: of, quiet: true });
export const list = (items: readonly Item[]): readonly Part[] => (items.length === 0 ? [] : [{ part: 'list', items }]);

/** Several lines as one, with something of ours between them. */
export const joined = (lines: readonly Line[], between = ', '): Line =>
  lines.flatMap((one, at): Line => (at === 0 ? one : [...ours(between), ...one]));

/** Whether an address may be one that can be pressed. */
export const isWeb = (text: string): boolean => /^https?:\/\/[^\s\p{C}"<>]+$/iu.test(text) && URL.canParse(text);

export const addressLine = (text: string): Line => (isWeb(text) ? [{ span: 'link', url: text }] : theirs(text));

/** A day such as 2026-11-19 as it is written out. */
export function dayText(t: Translate, day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(at.getTime())
    ? day
    : new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** All of its lines, in order: for whoever looks that none is lost. */
export function linesOf({ title, status, sections }: Doc): readonly Line[] {
  const ofSection = (section: Section): readonly Line[] => [
    section.title,
    ...section.parts.flatMap(ofPart),
    ...(section.sections ?? []).flatMap(ofSection),
  ];
  return [title, ...status, ...sections.flatMap(ofSection)];
}

function ofPart(part: Part): readonly Line[] {
  switch (part.part) {
    case 'words':
      return [part.line];
    case 'list':
      return part.items.flatMap(({ line: its, under = [] }) => [its, ...under]);
    case 'facts':
      return part.facts.flatMap(({ label, value }) => [ours(label), value]);
    case 'table':
      return [ours(part.caption), ...part.head.map(ours), ...part.rows.flatMap(({ cells }) => cells.flat())];
  }
}

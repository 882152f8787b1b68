/** A report as Markdown (GitHub's, for its tables). What people wrote is escaped: no word of it is markup. */
import type { Translate } from '../../core/translate.ts';
import type { Doc, Line, Part, Section, Span } from './document.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';

export const toMarkdown = (reading: Reading, t: Translate): string => markdownOf(documentOf(reading, t));

function markdownOf({ title, status, sections }: Doc): string {
  const blocks = [
    `# ${oneLine(title)}`,
    status.map((line) => `> ${oneLine(line)}`).join('\n>\n'),
    ...sections.flatMap((one) => ofSection(one, 2)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const ofSection = ({ title, parts, sections = [] }: Section, level: number): readonly string[] => [
  `${'#'.repeat(level)} ${oneLine(title)}`,
  ...parts.map(ofPart),
  ...sections.flatMap((one) => ofSection(one, level + 1)),
];

function ofPart(part: Part): string {
  switch (part.part) {
    case 'words':
      return paragraph(part.line);
    case 'list':
      return part.items
        .map(({ line, under = [] }) =>
          [`- ${indented(line)}`, ...under.map((one) => `  - ${indented(one, '    ')}`)].join('\n'),
        )
        .join('\n');
    case 'facts':
      return part.facts.map(({ label, value }) => `- **${escaped(label)}:** ${indented(value)}`).join('\n');
    case 'table': {
      const cells = (all: readonly string[]): string => `| ${all.join(' | ')} |`;
      return [
        `**${escaped(part.caption)}**`,
        '',
        cells(part.head.map(escaped)),
        cells(part.head.map(() => '---')),
        ...part.rows.map((row) => cells(row.cells.map((lines) => lines.map(inCell).join('<br>')))),
      ].join('\n');
    }
  }
}

/** Everything that means something in Markdown anywhere, and at the beginning of a line. */
export const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&$^=:@'"]/g, '\\$&')
    // Spaces at the end of a line, and four at its beginning, mean something.
    .replace(/[ \t]+$/gm, '')
    .replace(/^[ \t]+/gm, '');

function ofSpan(span: Span): string {
  switch (span.span) {
    case 'ours':
    case 'ref':
      return ours(span.text);
    case 'theirs':
      return escaped(span.text);
    case 'link':
      return `<${span.url}>`;
  }
}

/** Sentences of the catalogue hold no markup of ours; what may be put into one is somebody's name, or a number. */
const ours = (text: string): string => text.replace(/[\\`*_[\]<>|~#]/g, '\\$&');

const inline = (line: Line, broken: string): string =>
  line
    .map(ofSpan)
    .join('')
    .replace(/\n+/g, (lines) => broken.repeat(lines.length));

/** A line that begins with a number or a dash of ours is no list. */
const paragraph = (line: Line): string => inline(line, '\\\n').replace(/^(\d+)([.)])/gm, '$1\\$2');
const oneLine = (line: Line): string => inline(line, ' ');
const indented = (line: Line, by = '  '): string => inline(line, `\\\n${by}`);
const inCell = (line: Line): string => inline(line, '<br>');

/** A report as a Word file: real headings, lists and tables with header rows, its language and its title said where programs look for them. */
import type { FileChild, ParagraphChild } from 'docx';
import type { Translate } from '../../core/translate.ts';
import { type Doc, isWeb, type Line, lineText, ours, type Part, type Section, type Span } from './document.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';

type Library = typeof import('docx');

/** @returns the file's bytes */
export async function toDocx(reading: Reading, t: Translate): Promise<Uint8Array> {
  // Nobody needs it before somebody asks for such a file.
  const library = await import('docx');
  const doc = documentOf(reading, t);
  const { report } = reading;
  const file = fileOf(library, doc, { reference: report.reference, creator: t.plain('page.name') });
  const about = { title: lineText(doc.title), creator: t.plain('page.name'), lang: doc.lang, at: report.madeAt };
  // The library would write the machine's own clock into it.
  return library.Packer.pack(file, 'uint8array', undefined, [{ path: 'docProps/core.xml', data: coreOf(about) }]);
}

function fileOf(library: Library, doc: Doc, about: { reference: string; creator: string }) {
  const { Document, Footer, Header, HeadingLevel, PageNumber, Paragraph, TextRun } = library;
  const title = lineText(doc.title);
  return new Document({
    title,
    creator: about.creator,
    features: { updateFields: false },
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, language: { value: doc.lang, bidirectional: 'ar-SA' } },
          paragraph: { spacing: { after: 120, line: 276 } },
        },
        title: { run: { size: 44, bold: true, color: '0E404A' } },
        heading1: {
          run: { size: 32, bold: true, color: '0E404A' },
          paragraph: { spacing: { before: 360, after: 120 } },
        },
        heading2: {
          run: { size: 26, bold: true, color: '1B1B1B' },
          paragraph: { spacing: { before: 240, after: 80 } },
        },
        heading3: {
          run: { size: 23, bold: true, color: '1B1B1B' },
          paragraph: { spacing: { before: 200, after: 60 } },
        },
      },
    },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph({ children: [new TextRun(about.reference)] })] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
              }),
            ],
          }),
        },
        children: [
          paragraphOf(library, doc.title, { heading: HeadingLevel.TITLE }),
          ...doc.status.map((line) => paragraphOf(library, line, { bold: true, boxed: true })),
          ...doc.sections.flatMap((one) => ofSection(library, one, 1)),
        ],
      },
    ],
  });
}

function ofSection(library: Library, section: Section, level: 1 | 2 | 3): FileChild[] {
  const { HeadingLevel } = library;
  const heading = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][level - 1];
  return [
    paragraphOf(library, section.title, { ...(heading && { heading }), id: section.id }),
    ...section.parts.flatMap((part) => ofPart(library, part)),
    ...(section.sections ?? []).flatMap((one) => ofSection(library, one, level === 1 ? 2 : 3)),
  ];
}

function ofPart(library: Library, part: Part): FileChild[] {
  const { Table, TableCell, TableRow, WidthType } = library;
  switch (part.part) {
    case 'words':
      return [paragraphOf(library, part.line)];
    case 'list':
      return part.items.flatMap(({ id, line, under = [] }) => [
        paragraphOf(library, line, { bullet: 0, ...(id !== undefined && { id }) }),
        ...under.map((one) => paragraphOf(library, one, { bullet: 1 })),
      ]);
    case 'facts':
      return part.facts.map(({ label, value }) => paragraphOf(library, value, { label }));
    case 'table': {
      const width = Math.floor(100 / part.head.length);
      const cell = (lines: readonly Line[], how: { bold?: boolean; id?: string } = {}) =>
        new TableCell({
          width: { size: width, type: WidthType.PERCENTAGE },
          margins: { top: 60, bottom: 60, left: 100, right: 100 },
          children: (lines.length === 0 ? [ours('')] : lines).map((line, at) =>
            paragraphOf(library, line, { ...how, ...(at > 0 && { id: undefined }) }),
          ),
          ...(how.bold && { shading: { fill: 'E6EEEF' } }),
        });
      return [
        paragraphOf(library, ours(part.caption), { caption: true }),
        new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
          rows: [
            new TableRow({
              tableHeader: true,
              cantSplit: true,
              children: part.head.map((one) => cell([ours(one)], { bold: true })),
            }),
            ...part.rows.map(
              ({ id, cells }) =>
                new TableRow({
                  children: cells.map((lines, at) => cell(lines, { ...(at === 0 && id !== undefined && { id }) })),
                }),
            ),
          ],
        }),
        // Two tables without anything between them would be one.
        paragraphOf(library, ours('')),
      ];
    }
  }
}

interface How {
  readonly heading?: Library['HeadingLevel'][keyof Library['HeadingLevel']];
  readonly bold?: boolean;
  readonly boxed?: boolean;
  readonly bullet?: number;
  /** Before the words, in bold. */
  readonly label?: string;
  readonly caption?: boolean;
  /** Known by this within the file. */
  readonly id?: string | undefined;
}

function paragraphOf(library: Library, line: Line, how: How = {}) {
  const { Bookmark, BorderStyle, Paragraph, TextRun } = library;
  const bold = how.bold === true;
  const children = [
    ...(how.label === undefined ? [] : [new TextRun({ text: `${how.label}: `, bold: true })]),
    ...line.flatMap((span) => ofSpan(library, span, bold)),
  ];
  const border = { style: BorderStyle.SINGLE, size: 6, space: 6, color: '5B6B6E' };
  return new Paragraph({
    children: how.id === undefined ? children : [new Bookmark({ id: anchorOf(how.id), children })],
    ...(how.heading && { heading: how.heading }),
    ...(how.bullet !== undefined && { bullet: { level: how.bullet } }),
    ...(how.caption && { style: 'Caption', keepNext: true }),
    ...(how.boxed && { border: { left: { ...border, size: 24 } } }),
    ...(isAlone(line) && isRightToLeft(lineText(line)) && { bidirectional: true }),
  });
}

/** What Word takes as the name of a place: letters, digits and underscores. */
const anchorOf = (id: string): string => id.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 40);

const isAlone = (line: Line): boolean => line.length === 1 && line[0]?.span === 'theirs';

/** Whether the first letter that has a direction is one of those that are read from the right. */
const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);

function ofSpan(library: Library, span: Span, bold: boolean): ParagraphChild[] {
  const { ExternalHyperlink, InternalHyperlink, TextRun } = library;
  switch (span.span) {
    case 'ours':
      return [new TextRun({ text: span.text, bold })];
    case 'theirs': {
      const rightToLeft = isRightToLeft(span.text);
      return span.text
        .split('\n')
        .map(
          (text, at) => new TextRun({ text, bold, ...(rightToLeft && { rightToLeft }), ...(at > 0 && { break: 1 }) }),
        );
    }
    case 'link': {
      const shown = new TextRun({ text: span.url, style: 'Hyperlink' });
      return [isWeb(span.url) ? new ExternalHyperlink({ link: span.url, children: [shown] }) : shown];
    }
    case 'ref':
      return [
        new InternalHyperlink({
          anchor: anchorOf(span.to),
          children: [new TextRun({ text: span.text, style: 'Hyperlink' })],
        }),
      ];
  }
}

/** What programs are told of the file. */
const coreOf = ({ title, creator, lang, at }: Record<'title' | 'creator' | 'lang' | 'at', string>): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${inXml(title)}</dc:title><dc:creator>${inXml(creator)}</dc:creator><dc:language>${inXml(lang)}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;

const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The files in which a report can be had. */
import type { Translate } from '../../core/translate.ts';
import { toCsv } from './csv.ts';
import { toDocx } from './docx.ts';
import { toHtml } from './html.ts';
import { toJson } from './json.ts';
import { toMarkdown } from './markdown.ts';
import type { Reading } from './reading.ts';

export const FORMATS = ['html', 'docx', 'md', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface ReportFile {
  /** Of its reference and edition: no word of anybody. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<Format, string>> = {
  html: 'text/html;charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  md: 'text/markdown;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
  json: 'application/json;charset=utf-8',
};

export async function fileOf(reading: Reading, t: Translate, format: Format): Promise<ReportFile> {
  const { reference, edition } = reading.report;
  const what = [
    reference || 'report',
    edition === 0 ? 'draft' : `edition-${edition}`,
    ...(format === 'csv' ? ['actions'] : []),
  ];
  return { name: `${what.join('-')}.${format}`, type: TYPES[format], bytes: await bytesOf(reading, t, format) };
}

async function bytesOf(reading: Reading, t: Translate, format: Format): Promise<Uint8Array> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  switch (format) {
    case 'html':
      return encode(toHtml(reading, t));
    case 'docx':
      return toDocx(reading, t);
    case 'md':
      return encode(toMarkdown(reading, t));
    case 'csv':
      return encode(toCsv(reading, t));
    case 'json':
      return encode(toJson(reading));
  }
}

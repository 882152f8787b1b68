/** A report in every form: all of it is there, no word of anybody is markup or a formula, and programs find headings, tables and language. */
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { plainEnglish } from '../../testing/plain-english.ts';
import { createWords } from '../../words/catalogue.ts';
import { pseudo } from '../../words/pseudo.ts';
import { cell } from './csv.ts';
import { linesOf } from './document.ts';
import { FORMATS, type Format, fileOf } from './files.ts';
import { escaped } from './markdown.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';
import { madeUp, NASTY, nasty } from './testing/made-up.ts';
import { textsOf } from './texts.ts';

const t = createWords()('en-GB', 'Europe/London');
const text = async (reading: Reading, format: Format): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode((await fileOf(reading, t, format)).bytes);
const wordOf = async (reading: Reading): Promise<Record<string, string>> => {
  const files = unzipSync((await fileOf(reading, t, 'docx')).bytes);
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
};

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&amp;': '&',
};
const unescaped = (html: string): string => html.replace(/&(lt|gt|quot|#39|apos|amp);/g, (one) => ENTITIES[one] ?? one);
/** What is read of some HTML or XML, its lines apart. */
const read = (html: string): string =>
  unescaped(
    html
      .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
      .replace(/<(?:br|w:br)\b[^>]*>/g, '\n')
      .replace(/<[^>]+>/g, ' '),
  );
const tagsOf = (html: string): string[] =>
  [...new Set([...html.matchAll(/<\/?([a-z!][\w:-]*)/gi)].map(([, tag]) => tag ?? ''))].sort();

/** Every element is closed in its order. @returns what is wrong */
function broken(xml: string): string | null {
  const open: string[] = [];
  for (const [tag, name = ''] of xml.matchAll(/<(\/?[\w:]+)(?:\s[^<>]*)?>/g)) {
    if (tag.endsWith('/>')) continue;
    if (!name.startsWith('/')) open.push(name);
    else if (open.pop() !== name.slice(1)) return `${name} closes nothing`;
  }
  return open.length === 0 ? null : `open: ${open.join(' ')}`;
}

/** RFC 4180, read strictly. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = pattern.exec(csv); match && match.index < csv.length; match = pattern.exec(csv)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('in every form', () => {
  test('all of it is there, word for word', async () => {
    const reading = madeUp();
    const word = await wordOf(reading);
    const forms: Record<string, string> = {
      html: read(await text(reading, 'html')),
      md: read(marked.parse(await text(reading, 'md'), { async: false })),
      json: await text(reading, 'json'),
      docx: read(word['word/document.xml'] ?? ''),
    };
    for (const [form, words] of Object.entries(forms))
      for (const one of textsOf(reading.report))
        expect(words, `${form}: ${one.record} ${one.part}`).toContain(one.text);
    for (const form of ['html', 'md', 'docx'])
      for (const line of linesOf(documentOf(reading, t)))
        for (const span of line)
          if (span.span !== 'link' && span.text.trim() !== '')
            expect(forms[form]?.replace(/\s+/g, ' '), form).toContain(span.text.trim().replace(/\s+/g, ' '));
  });

  test('no word of anybody becomes markup, whatever it is', async () => {
    const { reading, marks } = nasty();
    const html = await text(reading, 'html');
    expect(tagsOf(html.replace(/<style>[\s\S]*?<\/style>/, ''))).toEqual(
      '!doctype a bdi body br caption dd div dl dt h1 h2 h3 head html li main meta nav ol p section style table tbody td th thead title tr ul'
        .split(' ')
        .filter((tag) => tag !== 'style'),
    );
    expect(html).not.toMatch(/<[^>]+\son\w+=/i);
    for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(
        /^(#[\w-]+|https:\/\/(minutes|tickets)\.ashcombe\.example\/Mark\d+x\?a=1&amp;b=&#39;2&#39;)$/,
      );
    const md = marked.parse(await text(reading, 'md'), { async: false });
    expect(tagsOf(md)).toEqual('a blockquote br h1 h2 h3 li p strong table tbody td th thead tr ul'.split(' '));
    for (const [, href = ''] of md.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^https:\/\/(minutes|tickets)\.ashcombe\.example\/Mark/);
    const { sections } = documentOf(reading, t);
    expect(md.match(/<h1>/g)).toHaveLength(1);
    expect(md.match(/<h2>/g)).toHaveLength(sections.length);
    const word = await wordOf(reading);
    for (const [name, xml] of Object.entries(word))
      if (/\.(xml|rels)$/.test(name)) expect(broken(xml), name).toBeNull();
    for (const words of [read(html), read(md), await text(reading, 'json'), read(word['word/document.xml'] ?? '')])
      for (const mark of marks) expect(words).toContain(mark);
    // Nor do they turn round what follows, or hold what no file may.
    for (const words of [html, md, word['word/document.xml'] ?? ''])
      expect(words).not.toMatch(/[\u202a-\u202e]|(?![\n\t])\p{Cc}/u);
  });

  test('in Markdown what is escaped reads as it was', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.constantFrom(...NASTY),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(words, (given) => {
        const line = given.replace(/[\s\p{C}]+/gu, ' ').trim();
        if (line === '') return;
        const html = marked.parse(`Before ${escaped(line)} after`, { async: false });
        expect(tagsOf(html)).toEqual(['p']);
        expect(read(html).trim()).toBe(`Before ${line} after`);
        // In a list it stands at the beginning.
        const first = marked.parse(`- ${escaped(line)} after`, { async: false });
        expect(tagsOf(first)).toEqual(['li', 'ul']);
        expect(read(first).trim()).toBe(`${line} after`);
      }),
    );
  });

  test('whoever took no part is given the same without what people put in', async () => {
    const whole = madeUp();
    const wider = madeUp({}, 'wider');
    const word = await wordOf(wider);
    const forms = [
      await text(wider, 'html'),
      await text(wider, 'md'),
      await text(wider, 'json'),
      word['word/document.xml'] ?? '',
    ];
    for (const words of forms) {
      for (const { text: own } of whole.report.points) expect(words).not.toContain(own);
      expect(words).not.toContain('Tally sheet 4');
      expect(words).not.toContain('The lights failed once');
      expect(words).toContain('turn its card to red');
      expect(words).toContain('Order 60 cards');
    }
    expect(read(forms[0] ?? '')).toContain('2 points. Those who took part can read them.');
    expect(JSON.parse(forms[2] ?? '').points).toHaveLength(whole.report.points.length);
  });

  test('no name stands in it but of who owns, sponsors or leads, and none of who has left', async () => {
    for (const format of FORMATS.filter((one) => one !== 'docx')) {
      const words = await text(madeUp(), format);
      expect(words).toMatch(/Asha Verma/);
      expect(words).not.toContain('gone');
      expect(words).not.toMatch(/"person"/);
    }
    expect(read(await text(madeUp(), 'html'))).toContain('Former member');
  });

  test('in another language every sentence is another', () => {
    const other = createWords({}, pseudo)('en-GB', 'Europe/London');
    const days = /\b\d{1,2} (November|December) 2026\b/g;
    const ours = linesOf(documentOf(madeUp(), other)).flatMap((line) =>
      line.flatMap((span) => (span.span === 'ours' || span.span === 'ref' ? [span.text.replace(days, '')] : [])),
    );
    expect(ours.length).toBeGreaterThan(150);
    expect([...new Set(ours.flatMap(plainEnglish))]).toEqual([]);
  });

  test('a file is called by its reference and edition', async () => {
    expect((await fileOf(madeUp(), t, 'html')).name).toBe('AAR-2026-0042-edition-2.html');
    expect((await fileOf(madeUp({ edition: 0 }), t, 'csv')).name).toBe('AAR-2026-0042-draft-actions.csv');
  });
});

test('a Word file has headings, tables with header rows, its language, its title, and the day of the report', async () => {
  const reading = madeUp();
  const doc = documentOf(reading, t);
  const word = await wordOf(reading);
  const xml = word['word/document.xml'] ?? '';
  const styled = (style: string) => xml.split(`<w:pStyle w:val="${style}"/>`).length - 1;
  expect(styled('Title')).toBe(1);
  expect(styled('Heading1')).toBe(doc.sections.length);
  expect(styled('Heading2')).toBe(doc.sections.flatMap(({ sections = [] }) => sections).length);
  const parts = doc.sections.flatMap(({ parts, sections = [] }) => [...parts, ...sections.flatMap((one) => one.parts)]);
  const tables = parts.filter(({ part }) => part === 'table').length;
  expect(tables).toBeGreaterThan(5);
  expect(xml.split('<w:tbl>').length - 1).toBe(tables);
  expect(xml.split('<w:tblHeader/>').length - 1).toBe(tables);
  expect(xml.split('<w:tblLook ').length - 1).toBe(tables);
  expect(word['word/styles.xml']).toContain('<w:lang w:val="en-GB"');
  expect(word['docProps/core.xml']).toContain('<dc:title>By-election count</dc:title>');
  expect(word['docProps/core.xml']).toContain('>2026-12-09T10:00:00.000Z</dcterms:created>');
  // What leads somewhere in the file leads to something.
  const names = new Set([...xml.matchAll(/<w:bookmarkStart w:name="([^"]+)"/g)].map(([, name]) => name));
  const anchors = [...xml.matchAll(/w:anchor="([^"]+)"/g)].map(([, anchor]) => anchor);
  expect(anchors.length).toBeGreaterThan(5);
  expect(anchors.filter((anchor) => !names.has(anchor))).toEqual([]);
  const arabic = await wordOf(madeUp({ purpose: 'مرحبا بكم' }));
  expect(arabic['word/document.xml']).toContain('<w:rtl/>');
});

test('in the web page every heading follows its own, every table has its heads, and what leads somewhere leads to one thing', async () => {
  const html = await text(madeUp(), 'html');
  const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, to] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to);
  expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
  for (const [table] of html.matchAll(/<table\b[\s\S]*?<\/table>/g)) {
    expect(table).toContain('<caption');
    expect(table).toContain('<th scope="col">');
    expect(table).toContain('<th scope="row">');
  }
});

describe('actions for a spreadsheet', () => {
  test('each stands in a row as it is by now, with its words whole', async () => {
    const csv = await text(madeUp(), 'csv');
    expect(csv.startsWith('\ufeff"Number","Action"')).toBe(true);
    const [head = [], ...rows] = rowsOf(csv.slice(1));
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => head.length));
    const first = Object.fromEntries(head.map((name, at) => [name, rows[0]?.[at]]));
    expect(first).toMatchObject({
      Action: 'Order 60 cards',
      Owner: 'Asha Verma',
      Due: '2026-12-22',
      State: 'Accepted',
      Overdue: 'No',
      Recommendation: 'Recommendation 1',
      Lessons: 'Lesson 1',
      Review: 'AAR-2026-0042',
    });
    expect(rows[1]).toContain('Former member');
    expect(rows[1]).toContain('Yes');
  });

  test('whatever it says, a value is read as words', () => {
    for (const bad of ['=1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '|x', '\u200b=1'])
      expect(rowsOf(`${cell(bad)}\r\n`)[0]?.[0]?.startsWith("'"), JSON.stringify(bad)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (values) => {
        const [row = []] = rowsOf(`${values.map(cell).join(',')}\r\n`);
        expect(row).toHaveLength(values.length);
        for (const value of row) expect(value).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

test('a sentence of a summary of whose records none is there is not printed, and figures stand in place of a whole one', () => {
  const summaryOf = (...records: readonly string[]): string => {
    const reading = madeUp({
      summary: {
        sentences: records.map((record) => ({ text: `Said of ${record}.`, records: [record] })),
        model: 'm',
        prompt: 'p',
        checked: true,
      },
    });
    const [short] = documentOf(reading, t).sections.filter(({ id }) => id === 'short');
    return JSON.stringify(short);
  };
  const [lesson] = madeUp().report.lessons;
  const there = `lesson:${lesson?.id}`;
  expect(summaryOf(there, 'lesson:gone')).toContain(`Said of ${there}.`);
  expect(summaryOf(there, 'lesson:gone')).not.toContain('Said of lesson:gone.');
  expect(summaryOf('lesson:gone')).not.toContain('Said of');
  expect(summaryOf('lesson:gone')).toContain('There is no generated text here');
});

/** What is read of tables and Markdown that others keep, and what is said of what cannot be. */
import { describe, expect, it } from 'vitest';
import { StartError } from '../../core/start-error.ts';
import { plain } from '../../core/text.ts';
import { readCsv } from './csv.ts';
import { readExported } from './exported.ts';
import { readMarkdown } from './markdown.ts';

describe('a table', () => {
  it('is read by what its columns are called, with cells of several lines', () => {
    const { drafts, skipped, understood } = readCsv(
      'faq.csv',
      '\uFEFFRef,Question,Answer,Category,Owner\n1,"What, then?","One\ntwo ""three""","Fees; Bees",Ann\n2,Who?,Us: https://example.org/us,,Ann\n',
    );
    expect(skipped).toEqual([]);
    expect(drafts.map(({ key, at, kind, title, tags }) => [key, at, kind, title, tags])).toEqual([
      ['1', 'line 2', 'faq', 'What, then?', ['fees', 'bees']],
      ['2', 'line 4', 'faq', 'Who?', []],
    ]);
    expect(drafts[0]?.text).toBe('One\ntwo "three"');
    expect(drafts[1]?.text).toContainEqual({
      run: 'link',
      url: 'https://example.org/us',
      text: 'https://example.org/us',
    });
    expect(understood.join()).toContain('not used: Owner');
  });

  it('with semicolons or tabs is one too, and links are links', () => {
    for (const sign of [';', '\t']) {
      const { drafts } = readCsv(
        'a.csv',
        `Title${sign}URL${sign}Review by\r\nGuide${sign}https://example.org${sign}31/01/2027\r\n`,
      );
      expect(drafts).toMatchObject([
        { kind: 'link', link: 'https://example.org', reviewBy: '2027-01-31', key: 'guide' },
      ]);
    }
  });

  it.each([
    ['Who?,', 'line 3: the question has no answer'],
    [',Us', 'line 3: it has no title'],
    ['What?,Else', 'line 3: it is the same as line 2: “What?”'],
    ['Who?,Us,we', 'line 3: it has 3 cells'],
    [`Who?,${'a '.repeat(2_000)}`, 'line 3: its text has 3999 characters'],
  ])('%s is left out with its line and why', (row, why) => {
    const { drafts, skipped } = readCsv('faq.csv', `question,answer\nWhat?,That\n${row}\n`);
    expect(drafts).toHaveLength(1);
    expect(skipped.map((one) => `${one.at}: ${one.why}`)).toEqual([expect.stringContaining(why)]);
  });

  it('that is none is said to be none', () => {
    expect(() => readCsv('a.csv', '')).toThrow('a.csv is empty.');
    expect(() => readCsv('a.csv', 'one,two\n1,2\n')).toThrow('has no column for titles');
    expect(() => readCsv('a.csv', 'title,text\na,"b\n')).toThrow('is no CSV file from line');
  });

  it('keeps no address that is not safe, and no date that is none', () => {
    const { skipped } = readCsv(
      'a.csv',
      'title,link,review\nA,javascript:alert(1),\nB,http://b.example,\nC,https://c.example,30/02/2027\n',
    );
    expect(skipped.map(({ at }) => at)).toEqual(['line 2', 'line 3', 'line 4']);
  });
});

describe('a folder of Markdown', () => {
  it('has a question with its answer for each heading that is one', () => {
    const contents =
      '---\ntags: [Fees, Bees]\nreview: 2027-01-31\n---\n# Fees\n\nAll about them.\n\n## What does it **cost**?\n\nAt most [£500](https://example.org).\n\n### In detail\n\n- one\n- two\n\n## Who decides?\n\nWe do.\n';
    const { drafts, skipped } = readMarkdown('faq', [{ path: 'fees.md', contents }]);
    expect(drafts).toMatchObject([
      {
        key: 'fees.md#what does it cost',
        at: 'fees.md, line 9',
        kind: 'faq',
        tags: ['fees', 'bees'],
        reviewBy: '2027-01-31',
      },
      { key: 'fees.md#who decides', title: 'Who decides?', text: [{ run: 'text', text: 'We do.' }] },
    ]);
    expect(plain(drafts[0]?.text ?? '')).toBe('At most £500.\n\nIn detail\n\n• one\n• two');
    expect(skipped).toEqual([{ at: 'fees.md, line 5', why: expect.stringContaining('no answer to a question') }]);
  });

  it('has a note for any other file, called by its title, its heading or its name', () => {
    const { drafts } = readMarkdown('notes', [
      { path: 'a.md', contents: '---\ntitle: By title\n---\n# By heading\n\nWords.' },
      { path: 'b.md', contents: '# By heading\r\n\r\nWords.\r\n' },
      { path: 'in/by-name.md', contents: 'Words.' },
      { path: 'c.md', contents: 'Words.\n\n[x](javascript:alert(1)) <script>alert(1)</script>' },
    ]);
    expect(drafts.map(({ kind, title }) => [kind, title])).toEqual([
      ['note', 'By title'],
      ['note', 'By heading'],
      ['note', 'by name'],
      ['note', 'c'],
    ]);
    expect(JSON.stringify(drafts[3]?.text)).not.toContain('javascript:');
  });

  it('of which one cannot be read is read but for that one', () => {
    const { drafts, skipped } = readMarkdown('notes', [
      { path: 'a.md', contents: '---\n: [\n---\nWords.' },
      { path: 'b.md', contents: '# Empty\n' },
      { path: 'c.md', contents: '# Good\n\nWords.' },
    ]);
    expect(drafts.map(({ title }) => title)).toEqual(['Good']);
    expect(skipped.map(({ at }) => at)).toEqual(['a.md, line 1', 'b.md']);
  });
});

describe('an export', () => {
  const item = {
    id: '1',
    kind: 'note',
    state: 'kept',
    title: 'Fees',
    text: 'By\u0000 the metre.',
    link: null,
    official: null,
    tags: [],
    reviewBy: '2027-01-04',
    by: 'Asha Verma, Ashcombe Council',
  };
  const file = (text: unknown) =>
    JSON.stringify({
      format: 'guildhall-community-1',
      community: { id: 'c', name: 'Licensing' },
      items: [{ ...item, text }],
    });

  it('is read without signs that the database keeps nowhere', () => {
    const { drafts } = readExported(file(item.text));
    expect(JSON.stringify(drafts)).not.toContain('\\u0000');
    expect(JSON.stringify(drafts)).toContain('By the metre.');
  });

  it.each([
    ['a day that is none', [{ run: 'time', at: 'soon', zone: 'Europe/London', style: 'day' }]],
    ['a zone that is none', [{ run: 'time', at: '2026-11-28T10:00:00Z', zone: 'Nowhere', style: 'day' }]],
    ['an address that is no page', [{ run: 'link', url: 'javascript:alert(1)', text: 'Fees' }]],
  ])('with %s is refused', (_, text) => {
    expect(() => readExported(file(text))).toThrow(StartError);
  });

  it('that is nested without end is refused with a sentence', () => {
    const deep = `${'[{"run":"quote","of":'.repeat(20_000)}[]${'}]'.repeat(20_000)}`;
    expect(() => readExported(file('DEEP').replace('"DEEP"', deep))).toThrow(StartError);
  });
});

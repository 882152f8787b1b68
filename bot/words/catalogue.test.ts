/** The catalogue of sentences: all of them sound and used, plurals in Welsh, values that stay literal, and a language that shows what is missing. */
import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { plain } from '../core/text.ts';
import type { Key } from '../core/translate.ts';
import { parse } from '../testing/boundaries/imports.ts';
import { isTest, readSources } from '../testing/boundaries/sources.ts';
import { createWords, english } from './catalogue.ts';
import { pseudo } from './pseudo.ts';

const keys = Object.keys(english) as Key[];
const t = createWords()('en-GB', 'Europe/London');

type Part = ReturnType<IntlMessageFormat['getAst']>[number];
/** A message's parts, the inner ones of plurals and tags too. */
function partsOf(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => {
    if ('options' in part) return [part, ...Object.values(part.options).flatMap((option) => partsOf(option.value))];
    return 'children' in part ? [part, ...partsOf(part.children)] : [part];
  });
}
const LITERAL = 0;
const POUND = 7;
const TAG = 8;

describe('every sentence', () => {
  it.each(keys)('%s is sound', (key) => {
    const message = english[key];
    expect(message).toBe(message.trim().replace(/ {2,}/g, ' '));
    expect(message).not.toBe('');
    const parts = partsOf(new IntlMessageFormat(message, 'en-GB').getAst());
    for (const part of parts) {
      if (part.type === TAG) expect('value' in part && part.value).toBe('b');
      if (part.type !== LITERAL && part.type !== POUND) expect('value' in part && part.value).toMatch(/^[a-z]\w*$/);
    }
  });

  it('is used', () => {
    const said = new Set<string>();
    const patterns: RegExp[] = [];
    for (const [path, text] of readSources()) {
      if (isTest(path) || path.startsWith('bot/words/en-GB')) continue;
      const visit = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node)) said.add(node.text);
        if (ts.isTemplateExpression(node) && /^[a-z-]+\.[a-z.-]*$/.test(node.head.text)) {
          const tails = node.templateSpans.map((span) => `[a-z0-9_-]+${escaped(span.literal.text)}`);
          patterns.push(new RegExp(`^${escaped(node.head.text)}${tails.join('')}$`));
        }
        ts.forEachChild(node, visit);
      };
      visit(parse(path, text));
    }
    const unused = keys.filter((key) => !said.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  }, 30_000);
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('a plural', () => {
  it('follows English', () => {
    const said = [0, 1, 2].map((members) => t.plain('communities.members', { members }));
    expect(said).toEqual(['No members yet', '1 member', '2 members']);
  });

  it('has six forms in Welsh', () => {
    const welsh =
      '{members, plural, zero {dim aelodau} one {un aelod} two {dau aelod} few {tri aelod} many {chwe aelod} other {# aelod}}';
    const cy = createWords({ cy: { 'communities.members': welsh } })('cy', 'Europe/London');
    const said = [0, 1, 2, 3, 6, 4, 11].map((members) => cy.plain('communities.members', { members }));
    expect(said).toEqual(['dim aelodau', 'un aelod', 'dau aelod', 'tri aelod', 'chwe aelod', '4 aelod', '11 aelod']);
    expect(cy.plain('words.cancel')).toBe('Cancel');
  });

  it('is found for a reader of the same language elsewhere, and English for all others', () => {
    const words = createWords({ cy: { 'words.cancel': 'Canslo' } });
    expect(words('cy-GB', 'UTC').plain('words.cancel')).toBe('Canslo');
    expect(words('de-DE', 'UTC').plain('words.cancel')).toBe('Cancel');
    expect(words('', 'UTC').plain('words.cancel')).toBe('Cancel');
    expect(words('__proto__', 'UTC').plain('words.cancel')).toBe('Cancel');
    expect(words('constructor', 'UTC').plain('words.cancel')).toBe('Cancel');
  });
});

describe('a value', () => {
  const names = [
    '<b>Asha</b>',
    '{organisation}',
    "O'Neil '{'x'}'",
    '<script>',
    '# {0, plural, other {#}}',
    '</b>',
    '&lt;',
    '',
  ];

  it.each(names)('%s stays as it was typed', (name) => {
    const said = t('words.byline', { name, organisation: 'Ashcombe', platform: 'Slack' });
    expect(said).toEqual([
      ...(name === '' ? [] : [{ run: 'text', text: name, style: { bold: true } }]),
      { run: 'text', text: ' · Ashcombe · Slack' },
    ]);
  });

  it('of several runs keeps them', () => {
    const link = { run: 'link' as const, url: 'https://example.org', text: 'Policy.pdf' };
    const said = t('words.file', { author: 'Asha', file: [link], platform: 'Slack' });
    expect(said).toContainEqual(link);
    expect(plain(said)).toBe('Asha attached Policy.pdf in Slack.');
  });
});

describe('the pretended language', () => {
  const strange = createWords({}, pseudo)('en-GB', 'Europe/London');

  it('leaves no letter of English, in any sentence', () => {
    for (const key of keys) expect(pseudo(english[key]).replace(/[^A-Za-z]/g, ''), key).toBe('');
  });

  it('is a third to a half longer', () => {
    const letters = (text: string): number => [...text.replace(/[{<][^}>]*[}>]/g, '')].length;
    const all = keys.map((key) => english[key]).join(' ');
    const ratio = letters(pseudo(all)) / letters(all);
    expect(ratio).toBeGreaterThan(1.25);
    expect(ratio).toBeLessThan(1.5);
  });

  it('disguises what the catalogue says, bold and plural too, and nothing that a person said', () => {
    expect(strange('words.byline', { name: 'Asha', organisation: 'Ashcombe', platform: 'Slack' })).toEqual([
      { run: 'text', text: 'Asha', style: { bold: true } },
      { run: 'text', text: ' · Ashcombe · Slack' },
    ]);
    expect(strange.plain('communities.members', { members: 2 })).toBe('2 ɱééɱƀééřš');
    expect(strange.plain('words.cancel')).toBe('Çááńçééĺ');
  });
});

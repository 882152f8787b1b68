/** The runbook tells the truth: every sentence and log line that it quotes is in the sources, and so is everything that it says to do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse } from './testing/boundaries/imports.ts';
import { isTest, readSources, root } from './testing/boundaries/sources.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const runbook = read('RUNBOOK.md');

/** Sections by their heading, as their lines. */
const sections = runbook
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const [title = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
    return { title, lines };
  });

/** Every text that a source could show, `…` in place of what is inserted into it. */
function textsIn(path: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text.replaceAll(/\{\w+\}/g, '…'));
    else if (ts.isTemplateExpression(node)) {
      found.push([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…'));
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(path, text));
  return found;
}

const texts = [...readSources()].filter(([path]) => !isTest(path)).flatMap(([path, text]) => textsIn(path, text));
const whole = new Set(texts);
const long = texts.filter((text) => text.length >= 30);

/** A word or an event must be a text of its own; a sentence may stand in a longer one; what ends in `…` goes on there. */
const isShown = (quote: string): boolean => {
  const begun = quote.replace(/…$/, '');
  return whole.has(quote) || (begun.length >= 30 && long.some((text) => text.includes(begun)));
};

/** Quotes that a source puts together from words that it has. */
const composed: Readonly<Record<string, readonly string[]>> = {
  'chat: busy (token)': ['chat: … (…)', 'busy', 'token'],
};

/** Names of fields of a log line. */
const fields = ['row', 'attempts', 'error', 'at', 'fault'];

const quotesIn = (line: string): readonly string[] => [...line.matchAll(/`([^`]+)`/g)].map(([, quote = '']) => quote);
const isCommand = (quote: string): boolean => quote.startsWith('npm run ');

describe('the runbook', () => {
  it('has ten failures of three lines each, and is short', () => {
    expect(sections.map(({ title }) => title.split('.')[0])).toEqual([...Array(10).keys()].map((at) => `${at + 1}`));
    for (const { title, lines } of sections) {
      const begins = lines.map((line) => /^- \*\*(\w+)\*\* /.exec(line)?.[1]);
      expect(begins, title).toEqual(['Shown', 'Means', 'Do']);
    }
    expect(runbook.split('\n').length).toBeLessThan(90);
  });

  it.each(sections.map(({ title, lines }) => [title, lines] as const))('quotes what is shown: %s', (_title, lines) => {
    const quotes = quotesIn(lines[0] ?? '').filter((quote) => !isCommand(quote) && !fields.includes(quote));
    expect(quotes.length).toBeGreaterThan(0);
    const missing = quotes.filter((quote) => !(composed[quote] ?? [quote]).every(isShown));
    expect(missing).toEqual([]);
  });

  it('names commands and variables that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const variables = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
    const quotes = quotesIn(runbook);
    const commands = quotes.filter(isCommand).map((quote) => quote.split(' ')[2] ?? '');
    expect(commands).toEqual(expect.arrayContaining(['restore', 'rekey', 'jobs']));
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    const named = quotes.flatMap((quote) => quote.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !variables.has(name))).toEqual([]);
  });
});

describe('a quote that is not so', () => {
  it.each([
    'Port … is used by another program. Stop that program',
    'slack.not_heard',
    'Something went wrong on their side (reference …). Nothing you wrote is lost',
    'is taken by another',
  ])('stands out: %s', (quote) => {
    expect(isShown(quote)).toBe(false);
  });
});

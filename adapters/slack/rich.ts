/** Text as Slack's rich text: literal by construction, since no character in it is ever read as markup. */
import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextLink,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { plain, type Run, runs, type Style, type Text } from '../../bot/core/text.ts';
import { cut, LIMITS, split } from './limits.ts';
import { instant, isSafeUrl } from './literal.ts';
import { readUser } from './refs.ts';

/** A text as rich text blocks, none longer than Slack takes; `quoted` sets all of it off as somebody's words. */
export function richText(text: Text, quoted = false): RichTextBlock[] {
  const elements = elementsOf(runs(text), quoted).flatMap(fitted);
  const blocks: RichTextBlock[] = [];
  let size = 0;
  for (const element of elements) {
    const open = blocks.at(-1);
    const more = sizeOf(element);
    if (open && size + more <= LIMITS.richText) open.elements.push(element);
    else blocks.push({ type: 'rich_text', elements: [element] });
    size = blocks.at(-1) === open ? size + more : more;
  }
  return blocks;
}

/** Runs in the order of reading, gathered into what Slack draws as a block each. */
function elementsOf(all: readonly Run[], quoted: boolean): RichTextBlockElement[] {
  const out: RichTextBlockElement[] = [];
  let line: RichTextElement[] = [];
  const flush = (last: boolean): void => {
    // A block has its own line breaks: one at its edge would show as an empty line.
    const elements = trimmed(line, out.length > 0, !last);
    if (elements.some((element) => element.type !== 'text' || element.text.trim() !== '')) {
      out.push({ type: quoted ? 'rich_text_quote' : 'rich_text_section', elements });
    }
    line = [];
  };
  const border = quoted ? ({ border: 1 } as const) : {};
  for (const run of all) {
    switch (run.run) {
      case 'text':
      case 'link':
      case 'person':
      case 'time':
        line.push(...inline(run));
        break;
      case 'code':
        flush(false);
        if (run.text.trim() !== '')
          out.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: run.text }], ...border });
        break;
      case 'quote':
        flush(false);
        out.push(...elementsOf(run.of, true));
        break;
      case 'list':
        flush(false);
        out.push(...lists(run, 0, quoted));
        break;
    }
  }
  flush(true);
  return out;
}

/** One run inside a line; what is a block elsewhere is written out as words here. */
function inline(run: Run): RichTextElement[] {
  switch (run.run) {
    case 'text':
      return run.text === '' ? [] : [words(run.text, run.style)];
    case 'link': {
      if (!isSafeUrl(run.url)) return [words(run.text ? `${run.text} (${run.url})` : run.url, run.style)];
      const link: RichTextLink = { type: 'link', url: run.url, ...styleOf(run.style) };
      return [run.text.trim() === '' ? link : { ...link, text: run.text }];
    }
    case 'person':
      if (run.ring && run.who) return [{ type: 'user', user_id: readUser(run.who).user }];
      return run.name === '' ? [] : [words(run.name)];
    case 'time': {
      const { seconds, format, fallback } = instant(run);
      return [{ type: 'date', timestamp: seconds, format, fallback }];
    }
    case 'code':
      return run.text === '' ? [] : [words(run.text, { code: true })];
    case 'quote':
      return run.of.flatMap(inline);
    case 'list':
      return [words(`\n${plain([run])}\n`)];
  }
}

const words = (text: string, style?: Style): RichTextText => ({ type: 'text', text, ...styleOf(style) });

function styleOf(style: Style = {}): { style?: { bold?: true; italic?: true; strike?: true; code?: true } } {
  const on = Object.entries(style).filter(([, value]) => value);
  return on.length > 0 ? { style: Object.fromEntries(on.map(([name]) => [name, true])) } : {};
}

/** A list and the lists inside it: Slack draws nesting as a row of lists with growing indents. */
function lists(list: Extract<Run, { run: 'list' }>, indent: number, quoted: boolean): RichTextBlockElement[] {
  const out: RichTextBlockElement[] = [];
  let items: RichTextSection[] = [];
  let numbered = 0;
  const flush = (): void => {
    if (items.length === 0) return;
    const offset = list.ordered && numbered > items.length ? { offset: numbered - items.length } : {};
    out.push({
      type: 'rich_text_list',
      style: list.ordered ? 'ordered' : 'bullet',
      elements: items,
      ...(indent > 0 && { indent: Math.min(indent, LIMITS.listIndent) }),
      ...offset,
      ...(quoted && { border: 1 }),
    });
    items = [];
  };
  for (const item of list.items) {
    const elements = trimmed(item.filter((run) => run.run !== 'list').flatMap(inline), true, true);
    if (elements.length > 0) {
      items.push({ type: 'rich_text_section', elements });
      numbered += 1;
    }
    for (const inner of item) {
      if (inner.run !== 'list') continue;
      flush();
      out.push(...lists(inner, indent + 1, quoted));
    }
  }
  flush();
  return out;
}

/** Without the line breaks at its edges that a neighbouring block makes already, and without what is empty then. */
function trimmed(line: readonly RichTextElement[], atStart: boolean, atEnd: boolean): RichTextElement[] {
  const out = [...line];
  const edge = (at: number, how: (text: string) => string): void => {
    const element = out.at(at);
    if (element?.type === 'text') out[at < 0 ? out.length + at : at] = { ...element, text: how(element.text) };
  };
  if (atStart) edge(0, (text) => text.replace(/^\n/, ''));
  if (atEnd) edge(-1, (text) => text.replace(/\n$/, ''));
  return out.filter((element) => element.type !== 'text' || element.text !== '');
}

const lengthOf = (element: RichTextElement): number =>
  'text' in element && element.text
    ? element.text.length
    : 'fallback' in element && element.fallback
      ? element.fallback.length
      : 20;

function sizeOf(element: RichTextBlockElement): number {
  if (element.type !== 'rich_text_list') return sum(element.elements.map(lengthOf));
  return sum(element.elements.map((item) => sum(item.elements.map(lengthOf))));
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** One element as several where it is too long for a block; nothing is left out, but for the end of an endless list item. */
function fitted(element: RichTextBlockElement): RichTextBlockElement[] {
  if (sizeOf(element) <= LIMITS.richText) return [element];
  switch (element.type) {
    case 'rich_text_list': {
      const items = element.elements.map((item) => ({
        ...item,
        elements: item.elements.map((piece) => shorter(piece)),
      }));
      return packed(items, (item) => sum(item.elements.map(lengthOf))).map((elements) => ({ ...element, elements }));
    }
    case 'rich_text_preformatted':
      return packed(element.elements.flatMap(pieces), lengthOf).map((elements) => ({ ...element, elements }));
    case 'rich_text_quote':
    case 'rich_text_section':
      return packed(element.elements.flatMap(pieces), lengthOf).map((elements) => ({ ...element, elements }));
  }
}

const pieces = <E extends RichTextElement>(element: E): E[] =>
  element.type === 'text' ? split(element.text, LIMITS.richText).map((text) => ({ ...element, text })) : [element];
const shorter = (element: RichTextElement): RichTextElement =>
  element.type === 'text' ? { ...element, text: cut(element.text, 1_000) } : element;

/** Neighbours put together as long as they fit a block. */
function packed<E>(all: readonly E[], size: (one: E) => number): E[][] {
  const out: E[][] = [];
  let room = 0;
  for (const one of all) {
    const open = out.at(-1);
    if (open && size(one) <= room) open.push(one);
    else out.push([one]);
    room = (open === out.at(-1) ? room : LIMITS.richText) - size(one);
  }
  return out;
}

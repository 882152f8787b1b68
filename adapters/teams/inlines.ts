/** Text as elements of an Adaptive Card: rich text blocks, one to a line, in which nothing is read as markup. */
import type { Run, Style, Text } from '../../bot/core/text.ts';
import { isEmpty, runs, shorten } from '../../bot/core/text.ts';
import { isPressable, pieces, spelt } from './literal.ts';
import { readRef } from './refs.ts';

/** A piece of a card, as JSON. */
export type Element = { readonly type: string; readonly [key: string]: unknown };

export interface Look {
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly color?: 'Attention';
}

/** What a card collects while it is drawn. */
export interface Drawing {
  /** Longest text, in characters. */
  readonly limit: number;
  /** People to ring: they go into the card's `msteams` part. */
  readonly mentions: { type: 'mention'; text: string; mentioned: { id: string; name: string } }[];
  /** For ids that are unique in the card. */
  next: number;
  /** What every button brings back besides its own. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** No elements where there is nothing to read. */
export function drawText(text: Text, look: Look, drawing: Drawing): Element[] {
  if (isEmpty(text)) return [];
  const lines = new Lines(look);
  drawRuns(runs(shorten(written(runs(text)), drawing.limit)), {}, lines, drawing, 0);
  return lines.done();
}

/** A small line at the end of what was shortened. */
export const ellipsis: Element = { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '…' }] };

/** Addresses that must not be pressed are words like others, before they are counted. */
const written = (all: readonly Run[]): readonly Run[] => all.map(inWords);
function inWords(run: Run): Run {
  switch (run.run) {
    case 'link': {
      const { url, text, style } = run;
      return isPressable(url) ? run : { run: 'text', text: spelt(text, url), ...(style && { style }) };
    }
    case 'quote':
      return { ...run, of: written(run.of) };
    case 'list':
      return { ...run, items: run.items.map(written) };
    case 'text':
    case 'person':
    case 'time':
    case 'code':
      return run;
  }
}

function drawRuns(all: readonly Run[], style: Style, lines: Lines, drawing: Drawing, depth: number): void {
  for (const run of all) {
    switch (run.run) {
      case 'text':
        lines.words(run.text, { ...style, ...run.style });
        break;
      case 'link':
        // A link that went on in another line would be two.
        lines.words((run.text || run.url).replaceAll('\n', ' '), { ...style, ...run.style }, run.url);
        break;
      case 'person':
        lines.words(run.name, style);
        if (run.ring && run.who) lines.element(ring(run.name, readRef(run.who).id, drawing));
        break;
      case 'time':
        lines.words(timeOf(run.at, run.zone, run.style), style);
        break;
      case 'code':
        lines.box(inside(lines.look, (inner) => inner.words(indented(run.text), { code: true })));
        break;
      case 'quote':
        lines.box(inside(lines.look, (inner) => drawRuns(run.of, style, inner, drawing, depth)));
        break;
      case 'list':
        run.items.forEach((item, at) => {
          lines.end();
          lines.words(`${'\u2003'.repeat(depth)}${run.ordered ? `${at + 1}.` : '•'}\u00a0`, style);
          drawRuns(item, style, lines, drawing, depth + 1);
        });
        lines.end();
        break;
    }
  }
}

/** Code keeps its spaces: clients fold ordinary ones. */
const indented = (code: string): string =>
  code.replaceAll('\t', '    ').replace(/^ +|(?<= ) +/gm, (spaces) => '\u00a0'.repeat(spaces.length));

function inside(look: Look, draw: (lines: Lines) => void): Element[] {
  const inner = new Lines(look);
  draw(inner);
  return inner.done();
}

/** A ring needs an element that reads `<at>`; the name in it is made harmless. */
function ring(name: string, id: string, drawing: Drawing): Element {
  const safe = name.replace(/[^\p{L}\p{N} .'’-]/gu, '').trim() || id;
  const text = `<at>${safe}</at>`;
  drawing.mentions.push({ type: 'mention', text, mentioned: { id, name: safe } });
  return { type: 'TextBlock', text, size: 'Small', isSubtle: true, wrap: true, spacing: 'None' };
}

/** An instant in its own zone, named: a card cannot know its reader's. */
export function timeOf(at: string, zone: string, style: 'day' | 'minute'): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const minute = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...day, ...(style === 'minute' && minute) });
  return format.format(new Date(at));
}

/** Lines in the making: every line of a text is a block of its own, since a run does not break lines everywhere. */
class Lines {
  readonly look: Look;
  readonly #elements: Element[] = [];
  #inlines: Element[] = [];
  #gap = false;
  constructor(look: Look) {
    this.look = look;
  }
  words(words: string, style: Style, url?: string): void {
    words.split('\n').forEach((line, at) => {
      if (at > 0) this.#break();
      for (const text of pieces(line)) if (text) this.#inlines.push(this.#run(text, style, url));
    });
  }
  /** Begins a new line, unless one is new already. */
  end(): void {
    if (this.#inlines.length > 0) this.#break();
  }
  element(element: Element): void {
    this.end();
    this.#elements.push(element);
  }
  box(items: Element[]): void {
    if (items.length > 0) this.element({ type: 'Container', style: 'emphasis', spacing: 'Small', items });
  }
  done(): Element[] {
    this.end();
    return this.#elements;
  }
  #break(): void {
    const blank = this.#inlines.every((run) => String(run.text).trim() === '');
    if (!blank) {
      const spacing = this.#elements.length === 0 ? {} : { spacing: this.#gap ? 'Medium' : 'None' };
      this.#elements.push({ type: 'RichTextBlock', inlines: this.#inlines, ...spacing });
    }
    this.#gap = blank;
    this.#inlines = [];
  }
  #run(text: string, style: Style, url?: string): Element {
    return {
      type: 'TextRun',
      text,
      ...this.look,
      ...(style.bold && { weight: 'Bolder' }),
      ...(style.italic && { italic: true }),
      ...(style.strike && { strikethrough: true }),
      ...(style.code && { fontType: 'Monospace' }),
      ...(url && { selectAction: { type: 'Action.OpenUrl', url } }),
    };
  }
}

/** Teams' HTML as runs: what a person formatted, without the mention that addressed the bot and without quoted copies. */
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Run, Style } from '../../bot/core/text.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];

export interface ReadHtml {
  readonly runs: readonly Run[];
  /** The message that this one quotes, in a chat. */
  readonly quotes: string | null;
  /** Pictures pasted into the message: their names. */
  readonly pictures: readonly string[];
  /** Places of attachments, of which a channel's message says no more to a bot. */
  readonly attachments: number;
}

/** Deeper than any person nests; below it only words are kept. */
const DEEPEST = 60;
/** More than any message may hold: a post has some 28 KB. learn.microsoft.com/microsoftteams/limits-specifications-teams */
const LONGEST = 100_000;
/** What a chat's messages are called: numbers. */
const MESSAGE_ID = /^\d{1,30}$/;
const BLOCKS = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'tr', 'section', 'hr']);
const DROPPED = new Set(['script', 'style', 'title', 'head', 'attachment', 'template', 'noscript']);
const STYLES: Readonly<Record<string, Style>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  s: { strike: true },
  strike: { strike: true },
  del: { strike: true },
  code: { code: true },
};

/** @param bot names under which the bot is mentioned: such a mention is left out */
export function readHtml(html: string, bot: ReadonlySet<string>): ReadHtml {
  const found = { quotes: null as string | null, pictures: [] as string[], attachments: 0 };

  const walk = (nodes: readonly Node[], style: Style, depth: number): Run[] => {
    const line = new Line();
    for (const node of nodes) {
      if (DomUtils.isText(node)) line.words(node.data, style);
      else if (DomUtils.isTag(node)) {
        const inner = (): Run[] =>
          depth < DEEPEST ? walk(node.children, style, depth + 1) : [{ run: 'text', text: wordsOf(node.children) }];
        const name = node.name.toLowerCase();
        const kind = node.attribs.itemtype ?? '';
        const added = Object.hasOwn(STYLES, name) ? STYLES[name] : undefined;
        if (name === 'attachment') found.attachments += 1;
        if (DROPPED.has(name)) continue;
        if (name === 'br') line.end();
        else if (name === 'pre' || name === 'codeblock') line.run({ run: 'code', text: wordsOf(node.children).trim() });
        else if (name === 'at' || kind.endsWith('/Mention')) {
          const person = wordsOf(node.children).trim();
          if (!bot.has(person)) line.run({ run: 'person', name: person });
        } else if (name === 'img' || name === 'emoji') {
          const alt = node.attribs.alt ?? '';
          if (name === 'emoji' || kind.endsWith('/Emoji') || /^\p{Extended_Pictographic}/u.test(alt))
            line.words(alt, style);
          else found.pictures.push(alt && alt !== 'image' ? alt : 'image');
        } else if (name === 'blockquote' && kind.endsWith('/Reply')) {
          const quoted = node.attribs.itemid ?? '';
          if (MESSAGE_ID.test(quoted)) found.quotes ??= quoted;
        } else if (name === 'blockquote') line.run({ run: 'quote', of: inner() });
        else if ((name === 'ul' || name === 'ol') && depth < DEEPEST) {
          const items = node.children.filter(DomUtils.isTag).map((item) => walk([item], style, depth + 1));
          line.run({ run: 'list', ordered: name === 'ol', items: items.filter((item) => item.length > 0) });
        } else if (name === 'a' && /^(https?|mailto):/i.test(node.attribs.href ?? '')) {
          const text = wordsOf(node.children).trim();
          line.run({ run: 'link', url: node.attribs.href ?? '', text, ...(hasStyle(style) && { style }) });
        } else if (added && depth < DEEPEST) line.runs(walk(node.children, { ...style, ...added }, depth + 1));
        else if (BLOCKS.has(name)) line.paragraph(inner());
        else {
          line.runs(inner());
          if (name === 'td' || name === 'th') line.words(' ', style);
        }
      }
    }
    return line.all;
  };

  const runs = trimmed(walk(parseDocument(html.slice(0, LONGEST)).children, {}, 0));
  return { runs: html.length > LONGEST ? [...runs, { run: 'text', text: '…' }] : runs, ...found };
}

/** The words of some nodes, without recursion: what people paste can be nested without end. */
function wordsOf(nodes: readonly Node[]): string {
  const rest: Node[] = [...nodes].reverse();
  let words = '';
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (DomUtils.isText(node)) words += node.data;
    else if (DomUtils.isTag(node)) {
      if (node.name === 'br') words += '\n';
      for (let at = node.children.length - 1; at >= 0; at--) {
        const child = node.children[at];
        if (child) rest.push(child);
      }
    }
  }
  return words.replaceAll('\u00a0', ' ');
}

const hasStyle = (style: Style): boolean => Object.keys(style).length > 0;
const sameStyle = (a: Style = {}, b: Style = {}): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.code === b.code;

/** Runs in the making: white space folds as in HTML, paragraphs begin on a new line. */
class Line {
  readonly all: Run[] = [];
  /** Whether nothing stands on the current line yet. Kept, since looking at a text that grows takes ever longer. */
  #fresh = true;
  words(words: string, style: Style): void {
    const folded = words.replace(/[ \t\r\n\f]+/g, ' ').replaceAll('\u00a0', ' ');
    const text = this.#fresh ? folded.replace(/^ (?=\S|$)/, '') : folded;
    if (text) this.#text(text, style);
  }
  /** A code, quote or list stands on its own lines wherever it is drawn. */
  run(run: Run): void {
    this.all.push(run);
    this.#fresh = run.run === 'code' || run.run === 'quote' || run.run === 'list';
  }
  runs(runs: readonly Run[]): void {
    for (const run of runs) {
      if (run.run === 'text') this.#text(run.text, run.style ?? {});
      else this.run(run);
    }
  }
  end(): void {
    this.#text('\n', {});
  }
  paragraph(runs: readonly Run[]): void {
    if (!this.#fresh) this.end();
    this.runs(runs);
    if (!this.#fresh || runs.length === 0) this.end();
  }
  #text(text: string, style: Style): void {
    if (!text) return;
    const last = this.all.at(-1);
    if (last?.run === 'text' && (sameStyle(last.style, style) || text === '\n'))
      this.all[this.all.length - 1] = { ...last, text: last.text + text };
    else this.all.push({ run: 'text', text, ...(hasStyle(style) && { style }) });
    this.#fresh = text.endsWith('\n');
  }
}

/** The same runs without white space at either end. */
export function trimmed(runs: readonly Run[]): Run[] {
  const all = [...runs];
  for (let first = all[0]; first?.run === 'text'; first = all[0]) {
    const text = first.text.trimStart();
    if (text) {
      all[0] = { ...first, text };
      break;
    }
    all.shift();
  }
  for (let last = all.at(-1); last?.run === 'text'; last = all.at(-1)) {
    const text = last.text.trimEnd();
    if (text) {
      all[all.length - 1] = { ...last, text };
      break;
    }
    all.pop();
  }
  return all;
}

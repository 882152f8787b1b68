/** Makes Slack's `rich_text` block from wire text, as Slack does for what people type. */
import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextSection } from '@slack/types';
import { randomText } from '../ids.ts';
import { emojiChar, emojiUnicode } from './emoji.ts';
import { TOKEN, unescapeText } from './text.ts';

interface Style {
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
}
type Kind =
  | { kind: 'line' | 'quote'; text: string }
  | { kind: 'item'; text: string; style: 'bullet' | 'ordered'; indent: number }
  | { kind: 'code'; text: string };

/** One `rich_text` block with a fresh block id. */
export function richText(wire: string): RichTextBlock {
  const elements: RichTextBlockElement[] = [];
  for (const part of wire.split(/(```[\s\S]*?```)/)) {
    if (part.startsWith('```') && part.endsWith('```') && part.length >= 6) {
      const code = unescapeText(part.slice(3, -3).replace(/^\n|\n$/g, ''));
      elements.push({ type: 'rich_text_preformatted', border: 0, elements: [{ type: 'text', text: code }] });
    } else if (part !== '') {
      elements.push(
        ...group(
          part
            .replace(/^\n|\n$/g, '')
            .split('\n')
            .map(lineKind),
        ),
      );
    }
  }
  return { type: 'rich_text', block_id: randomText(5), elements };
}

function lineKind(line: string): Kind {
  const quote = /^&gt; ?(.*)$/.exec(line);
  if (quote) return { kind: 'quote', text: quote[1] ?? '' };
  const bullet = /^( *)(?:•|◦|▪) ?(.*)$/u.exec(line);
  if (bullet)
    return { kind: 'item', style: 'bullet', indent: Math.floor((bullet[1] ?? '').length / 4), text: bullet[2] ?? '' };
  const ordered = /^( *)\d{1,3}\. (.*)$/.exec(line);
  if (ordered)
    return {
      kind: 'item',
      style: 'ordered',
      indent: Math.floor((ordered[1] ?? '').length / 4),
      text: ordered[2] ?? '',
    };
  return { kind: 'line', text: line };
}

/** Neighbouring lines of one kind are one element. */
function group(lines: Kind[]): RichTextBlockElement[] {
  const out: RichTextBlockElement[] = [];
  let index = 0;
  while (index < lines.length) {
    const first = lines[index];
    if (!first) break;
    const same = [first];
    for (let next = lines[index + 1]; next && alike(first, next); next = lines[index + same.length]) same.push(next);
    index += same.length;
    if (first.kind === 'item') {
      const elements: RichTextSection[] = same.map((line) => ({
        type: 'rich_text_section',
        elements: inline(line.text),
      }));
      out.push({ type: 'rich_text_list', style: first.style, indent: first.indent, border: 0, elements });
    } else {
      const elements = inline(
        same.map((line) => line.text).join('\n') + (first.kind === 'line' && index < lines.length ? '\n' : ''),
      );
      if (first.kind === 'quote') out.push({ type: 'rich_text_quote', elements });
      else if (elements.length > 0) out.push({ type: 'rich_text_section', elements });
    }
  }
  return out;
}

const alike = (a: Kind, b: Kind): boolean =>
  a.kind === b.kind && (a.kind !== 'item' || (b.kind === 'item' && a.style === b.style && a.indent === b.indent));

const MARKS: readonly (readonly [string, keyof Style])[] = [
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
];

/** The elements of a run of wire text. */
export function inline(text: string, style: Style = {}): RichTextElement[] {
  const out: RichTextElement[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') out.push(styled({ type: 'text', text: unescapeText(plain) }, style));
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const before = text[at - 1] ?? ' ';
    const special = token(rest, style) ?? code(rest, style) ?? emoji(rest, before) ?? marked(rest, before, style);
    if (special) {
      flush();
      out.push(...special.elements);
      at += special.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

interface Found {
  elements: RichTextElement[];
  length: number;
}

function styled<E extends RichTextElement>(element: E, style: Style): E {
  return Object.keys(style).length > 0 ? { ...element, style } : element;
}

function token(rest: string, style: Style): Found | null {
  const match = new RegExp(`^${TOKEN.source}`).exec(rest);
  const inner = match?.[1];
  if (!match || inner === undefined) return null;
  const [body = '', label] = inner.split('|', 2);
  const found = (element: RichTextElement): Found => ({ elements: [element], length: match[0].length });
  if (body.startsWith('@')) return found(styled({ type: 'user', user_id: body.slice(1) }, style));
  if (body.startsWith('#')) return found(styled({ type: 'channel', channel_id: body.slice(1) }, style));
  const broadcast = /^!(channel|here|everyone)$/.exec(body)?.[1];
  if (broadcast === 'channel' || broadcast === 'here' || broadcast === 'everyone')
    return found({ type: 'broadcast', range: broadcast });
  if (body.startsWith('!')) return found(styled({ type: 'text', text: unescapeText(label ?? body) }, style));
  const url = unescapeText(body);
  return found(
    styled(label === undefined ? { type: 'link', url } : { type: 'link', url, text: unescapeText(label) }, style),
  );
}

function code(rest: string, style: Style): Found | null {
  const match = /^`([^`\n]+)`/.exec(rest);
  if (!match?.[1]) return null;
  return {
    elements: [{ type: 'text', text: unescapeText(match[1]), style: { ...style, code: true } }],
    length: match[0].length,
  };
}

function emoji(rest: string, before: string): Found | null {
  const match = /^:([a-z0-9_+-]+):/.exec(rest);
  const char = match?.[1] === undefined ? undefined : emojiChar(match[1]);
  if (!match?.[1] || !char || /[\p{L}\p{N}]/u.test(before)) return null;
  return { elements: [{ type: 'emoji', name: match[1], unicode: emojiUnicode(char) }], length: match[0].length };
}

/** `*bold*` and its like: opens at a word's start, closes at a word's end, on one line. */
function marked(rest: string, before: string, style: Style): Found | null {
  for (const [mark, name] of MARKS) {
    if (rest[0] !== mark || style[name] || /[\p{L}\p{N}]/u.test(before)) continue;
    const match = new RegExp(`^[${mark}](?=\\S)([^\\n]*?\\S)[${mark}](?![\\p{L}\\p{N}])`, 'u').exec(rest);
    if (match?.[1]) return { elements: inline(match[1], { ...style, [name]: true }), length: match[0].length };
  }
  return null;
}

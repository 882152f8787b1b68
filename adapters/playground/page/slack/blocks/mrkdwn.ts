/** Slack's mrkdwn read into a tree of plain pieces: what Slack's own client would make of it, for what bots send. Pure. */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; of: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; text: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; seconds: number; format: string; fallback: string; url: string }
  | { kind: 'emoji'; name: string };

export type Chunk = { kind: 'lines'; of: Inline[] } | { kind: 'quote'; of: Inline[] } | { kind: 'pre'; text: string };

/** Slack escapes these three characters and no others. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const marks: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' };

/** `<…>`: a mention, a date or a link. */
function angle(inside: string): Inline {
  const bar = inside.indexOf('|');
  const head = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(inside.slice(bar + 1));
  if (head.startsWith('@')) return { kind: 'user', id: head.slice(1), text: label };
  if (head.startsWith('#')) return { kind: 'channel', id: head.slice(1), text: label };
  if (head.startsWith('!subteam^')) return { kind: 'group', id: head.slice(9), text: label };
  if (head.startsWith('!date^')) {
    const [, seconds = '', format = '', url = ''] = head.split('^');
    return { kind: 'date', seconds: Number(seconds), format: unescaped(format), fallback: label, url: unescaped(url) };
  }
  if (head.startsWith('!')) return { kind: 'broadcast', range: head.slice(1) };
  const url = unescaped(head);
  return { kind: 'link', url, text: label || url.replace(/^mailto:/, '') };
}

/** Where the mark at `from` ends, or -1: it must hug its words on both sides and stay in its line. */
function closing(text: string, from: number, mark: string): number {
  if (/[\p{L}\p{N}]/u.test(text[from - 1] ?? '') || /\s/.test(text[from + 1] ?? ' ') || text[from + 1] === mark)
    return -1;
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] !== mark || /\s/.test(text[at - 1] ?? '')) continue;
    if (!/[\p{L}\p{N}]/u.test(text[at + 1] ?? '')) return at;
  }
  return -1;
}

/** The inline pieces of a text in which no block quotation or fence is left. */
export function inline(text: string): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain) out.push({ kind: 'text', text: unescaped(plain) });
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    const rest = text.slice(at);
    const piece = pieceAt(text, at, char, rest);
    if (piece) {
      flush();
      out.push(piece.of);
      at += piece.length;
    } else {
      plain += char;
      at += 1;
    }
  }
  flush();
  return out;
}

function pieceAt(text: string, at: number, char: string, rest: string): { of: Inline; length: number } | null {
  if (char === '<') {
    const found = /^<([^<>\n]+)>/.exec(rest);
    return found ? { of: angle(found[1] ?? ''), length: found[0].length } : null;
  }
  if (char === '`') {
    const found = /^`([^`\n]+)`/.exec(rest);
    return found ? { of: { kind: 'code', text: unescaped(found[1] ?? '') }, length: found[0].length } : null;
  }
  if (char === ':') {
    const found = /^:([a-z0-9_+'-]+):/.exec(rest);
    return found ? { of: { kind: 'emoji', name: found[1] ?? '' }, length: found[0].length } : null;
  }
  const kind = marks[char];
  const end = kind ? closing(text, at, char) : -1;
  return kind && end > 0 ? { of: { kind, of: inline(text.slice(at + 1, end)) }, length: end - at + 1 } : null;
}

/** A whole text: fences and quotations, and the lines between them. */
export function mrkdwn(text: string): Chunk[] {
  const out: Chunk[] = [];
  for (const [index, part] of text.split('```').entries()) {
    if (index % 2 === 1) out.push({ kind: 'pre', text: unescaped(part).replace(/^\n|\n$/g, '') });
    else out.push(...lines(part));
  }
  return out;
}

function lines(text: string): Chunk[] {
  const out: { quoted: boolean; text: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    const last = out.at(-1);
    if (last && last.quoted === (quote !== null)) last.text.push(quote?.[1] ?? line);
    else out.push({ quoted: quote !== null, text: [quote?.[1] ?? line] });
  }
  return out
    .map(({ quoted, text: of }): Chunk => ({ kind: quoted ? 'quote' : 'lines', of: inline(of.join('\n')) }))
    .filter((chunk) => chunk.kind === 'pre' || chunk.of.length > 0);
}

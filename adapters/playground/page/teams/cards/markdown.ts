/** The markdown that Teams draws in cards (bold, italic, links, lists), read into a tree of plain pieces. Pure. */

export type Mark =
  | { mark: 'text'; text: string }
  | { mark: 'break' }
  | { mark: 'strong' | 'em'; of: Mark[] }
  | { mark: 'link'; url: string; of: Mark[] };

export type Part = { part: 'paragraph'; of: Mark[] } | { part: 'list'; start: number | null; items: Mark[][] };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const punctuation = /[!-/:-@[-`{-~]/;
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const isPunctuation = (char: string | undefined): boolean => char !== undefined && /[\p{P}\p{S}]/u.test(char);

type Token =
  | { token: 'text'; text: string }
  | { token: 'break' }
  | { token: 'run'; char: string; length: number; opens: boolean; closes: boolean }
  | { token: 'link'; url: string; of: Mark[] };

function entityAt(text: string): { text: string; length: number } | null {
  const found = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/i.exec(text);
  if (!found) return null;
  const [whole, decimal, hex, name] = found;
  const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
  const char =
    point === undefined
      ? entities[name?.toLowerCase() ?? '']
      : point > 0 && point <= 0x10ffff
        ? String.fromCodePoint(point)
        : '\ufffd';
  return char === undefined ? null : { text: char, length: whole.length };
}

/** A run of `*` or `_`, and whether it can open or close emphasis: CommonMark's flanking rules. */
function runAt(text: string, at: number): Token & { token: 'run' } {
  const char = text[at] ?? '';
  let length = 1;
  while (text[at + length] === char) length += 1;
  const before = text[at - 1];
  const after = text[at + length];
  const left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  const inWord = char === '_';
  return {
    token: 'run',
    char,
    length,
    opens: left && (!inWord || !right || isPunctuation(before)),
    closes: right && (!inWord || !left || isPunctuation(after)),
  };
}

/** `[text](address)` at the beginning of `text`; brackets and escapes inside the text are followed. */
function linkAt(text: string): { of: Mark[]; url: string; length: number } | null {
  let depth = 0;
  let end = -1;
  for (let at = 0; at < text.length && end < 0; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') depth += 1;
    else if (text[at] === ']') {
      depth -= 1;
      if (depth === 0) end = at;
    }
  }
  if (end < 0) return null;
  const found = /^\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+"[^"]*")?\s*\)/.exec(
    text.slice(end + 1),
  );
  if (!found) return null;
  const url = (found[1] ?? found[2] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&');
  return { of: inline(text.slice(1, end)), url, length: end + 1 + found[0].length };
}

function tokens(text: string): Token[] {
  const out: Token[] = [];
  let plain = '';
  const push = (token: Token): void => {
    if (plain) out.push({ token: 'text', text: plain });
    plain = '';
    out.push(token);
  };
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (char === '\\' && punctuation.test(next)) {
      plain += next;
      at += 2;
      continue;
    }
    const entity = char === '&' ? entityAt(text.slice(at)) : null;
    const link = char === '[' ? linkAt(text.slice(at)) : null;
    if (entity) {
      plain += entity.text;
      at += entity.length;
    } else if (link) {
      push({ token: 'link', url: link.url, of: link.of });
      at += link.length;
    } else if (char === '*' || char === '_') {
      const run = runAt(text, at);
      push(run);
      at += run.length;
    } else if (char === '\n') {
      push({ token: 'break' });
      at += 1;
    } else {
      plain += char;
      at += 1;
    }
  }
  if (plain) out.push({ token: 'text', text: plain });
  return out;
}

const leaf = (token: Token): Mark =>
  token.token === 'text'
    ? { mark: 'text', text: token.text }
    : token.token === 'break'
      ? { mark: 'break' }
      : token.token === 'link'
        ? { mark: 'link', url: token.url, of: token.of }
        : { mark: 'text', text: token.char.repeat(token.length) };

/** Pairs the runs, innermost first; what has no partner stays as it was typed. */
function paired(list: readonly Token[]): Mark[] {
  const stack: { mark: Mark; run?: Token & { token: 'run' } }[] = [];
  for (const token of list) {
    if (token.token !== 'run') {
      stack.push({ mark: leaf(token) });
      continue;
    }
    let left = token.length;
    while (token.closes && left > 0) {
      const at = stack.findLastIndex(({ run }) => run?.char === token.char && run.opens && run.length > 0);
      const opener = stack[at]?.run;
      if (!opener) break;
      const width = left >= 2 && opener.length >= 2 ? 2 : 1;
      const of = stack.splice(at + 1).map(({ mark }) => mark);
      stack.pop();
      if (opener.length > width) {
        const run = { ...opener, length: opener.length - width };
        stack.push({ mark: leaf(run), run });
      }
      stack.push({ mark: { mark: width === 2 ? 'strong' : 'em', of } });
      left -= width;
    }
    if (left > 0) {
      const run = { ...token, length: left };
      stack.push({ mark: leaf(run), run });
    }
  }
  return stack.map(({ mark }) => mark);
}

/** One paragraph's words. */
export const inline = (text: string): Mark[] => paired(tokens(text));

const bullet = /^ {0,3}[-*+] +(.*)$/;
const numbered = /^ {0,3}(\d{1,9})[.)] +(.*)$/;

/** A whole text: paragraphs and lists. */
export function markdown(text: string): Part[] {
  const out: Part[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    const words = lines.join('\n').trim();
    if (words) out.push({ part: 'paragraph', of: inline(words) });
    lines = [];
  };
  let list: (Part & { part: 'list' }) | undefined;
  for (const line of text.replaceAll('\r', '').split('\n')) {
    const number = numbered.exec(line);
    const item = bullet.exec(line)?.[1] ?? number?.[2];
    if (item === undefined) {
      list = undefined;
      if (line.trim() === '') flush();
      else lines.push(line);
      continue;
    }
    const ordered = number !== null;
    if (!list || (list.start !== null) !== ordered) {
      flush();
      list = { part: 'list', start: ordered ? Number(number[1]) : null, items: [] };
      out.push(list);
    }
    list.items.push(inline(item));
  }
  flush();
  return out;
}

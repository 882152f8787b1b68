/** The little markdown of Teams: what people type and bots send, as blocks and runs, and those as HTML or plain text. */

export type Run =
  | { t: 'text'; v: string }
  | { t: 'b' | 'i' | 's' | 'u'; c: Run[] }
  | { t: 'code'; v: string }
  | { t: 'a'; href: string; c: Run[] }
  | { t: 'at'; index: number };
export type Block =
  | { t: 'p' | 'quote' | 'h'; c: Run[][] }
  | { t: 'ul' | 'ol'; c: Run[][] }
  | { t: 'pre'; v: string }
  | { t: 'hr' };

/** A mention: the text that stands for it, and the name to show. */
export interface Marker {
  readonly text: string;
  readonly name: string;
}

export interface ParseHow {
  readonly markers: readonly Marker[];
  /** A bot's text: backslash escapes, entities and a few tags count. What people type is literal but for the marks. */
  readonly bot: boolean;
}

/** Blocks of a text. */
export function parse(text: string, how: ParseHow): Block[] {
  const blocks: Block[] = [];
  for (const part of text.replaceAll('\r\n', '\n').split(/(```[^\n]*\n?[\s\S]*?```)/)) {
    if (part.startsWith('```') && part.length >= 6) {
      blocks.push({ t: 'pre', v: part.replace(/^```[a-z]*\n?/i, '').replace(/\n?```$/, '') });
    } else {
      for (const line of (how.bot ? untag(part) : part).split('\n')) addLine(blocks, line, how);
    }
  }
  return blocks;
}

/** Block tags in a bot's text become lines; Teams shows them so. */
function untag(text: string): string {
  return text
    .replace(/<br\s*\/?>|<\/(p|div|li|h[1-6])>/gi, '\n')
    .replace(/<li[^>]*>/gi, '- ')
    .replace(/<\/?(p|div|ul|ol|h[1-6]|span)(\s[^>]*)?>/gi, '');
}

function addLine(blocks: Block[], line: string, how: ParseHow): void {
  const last = blocks.at(-1);
  const add = (t: 'p' | 'quote' | 'h' | 'ul' | 'ol', runs: Run[]) => {
    if (last && last.t === t) last.c.push(runs);
    else blocks.push({ t, c: [runs] });
  };
  if (line.trim() === '') {
    if (last?.t === 'p') blocks.push({ t: 'p', c: [] });
    return;
  }
  const quote = /^> ?(.*)$/.exec(line);
  const bullet = /^\s*[-*•] (.+)$/.exec(line);
  const number = /^\s*\d{1,3}[.)] (.+)$/.exec(line);
  const heading = how.bot ? /^#{1,6} (.+)$/.exec(line) : null;
  if (how.bot && /^(-{3,}|\*{3,}|_{3,})$/.test(line.trim())) blocks.push({ t: 'hr' });
  else if (quote) add('quote', runs(quote[1] ?? '', how));
  else if (bullet) add('ul', runs(bullet[1] ?? '', how));
  else if (number) add('ol', runs(number[1] ?? '', how));
  else if (heading) add('h', runs(heading[1] ?? '', how));
  else if (last?.t === 'p' && last.c.length === 0) last.c.push(runs(line, how));
  else add('p', runs(line, how));
}

const MARKS: readonly (readonly [string, 'b' | 'i' | 's'])[] = [
  ['**', 'b'],
  ['__', 'b'],
  ['~~', 's'],
  ['*', 'i'],
  ['_', 'i'],
];
const TAGS: Readonly<Record<string, 'b' | 'i' | 's' | 'u'>> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  s: 's',
  strike: 's',
  del: 's',
  u: 'u',
};
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};
const SAFE_URL = /^(https?:\/\/|mailto:)/i;

/** Runs of one line. */
export function runs(text: string, how: ParseHow): Run[] {
  const out: Run[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') out.push({ t: 'text', v: plain });
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const before = text[at - 1] ?? ' ';
    const literal = how.bot ? escaped(rest) : null;
    const found = literal
      ? null
      : (mention(rest, how) ??
        code(rest) ??
        link(rest, before, how) ??
        (how.bot ? tag(rest, how) : null) ??
        marked(rest, before, how));
    if (literal) {
      plain += literal.v;
      at += literal.length;
    } else if (found) {
      flush();
      out.push(...found.runs);
      at += found.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function escaped(rest: string): { v: string; length: number } | null {
  const slash = /^\\([\\`*_{}[\]()#+\-.!~>|<&])/.exec(rest);
  if (slash?.[1]) return { v: slash[1], length: 2 };
  const entity = /^&(amp|lt|gt|quot|#39|nbsp);/.exec(rest);
  return entity ? { v: ENTITIES[entity[0]] ?? '', length: entity[0].length } : null;
}

interface Found {
  runs: Run[];
  length: number;
}

function mention(rest: string, how: ParseHow): Found | null {
  let best = -1;
  how.markers.forEach((marker, index) => {
    const longer = best === -1 || marker.text.length > (how.markers[best]?.text.length ?? 0);
    if (rest.startsWith(marker.text) && longer) best = index;
  });
  const marker = how.markers[best];
  if (!marker || (!how.bot && /[\p{L}\p{N}_]/u.test(rest[marker.text.length] ?? ' '))) return null;
  return { runs: [{ t: 'at', index: best }], length: marker.text.length };
}

function code(rest: string): Found | null {
  const match = /^`([^`\n]+)`/.exec(rest);
  return match?.[1] ? { runs: [{ t: 'code', v: match[1] }], length: match[0].length } : null;
}

function link(rest: string, before: string, how: ParseHow): Found | null {
  const named = /^\[([^\]\n]+)\]\(([^)\s]+)\)/.exec(rest);
  if (how.bot && named?.[1] && named[2] && SAFE_URL.test(named[2]))
    return { runs: [{ t: 'a', href: named[2], c: runs(named[1], how) }], length: named[0].length };
  const bare = /^https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]]/.exec(rest);
  if (bare && !/[\p{L}\p{N}]/u.test(before))
    return { runs: [{ t: 'a', href: bare[0], c: [{ t: 'text', v: bare[0] }] }], length: bare[0].length };
  return null;
}

/** The few tags that Teams lets a bot use; others vanish, what is in them stays. */
function tag(rest: string, how: ParseHow): Found | null {
  const anchor = /^<a\s[^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/i.exec(rest);
  if (anchor?.[1] && SAFE_URL.test(anchor[1]))
    return { runs: [{ t: 'a', href: anchor[1], c: runs(anchor[2] ?? '', how) }], length: anchor[0].length };
  const open = /^<([a-z]+)>/i.exec(rest);
  const name = open?.[1]?.toLowerCase() ?? '';
  const kind = TAGS[name];
  if (open && (kind || name === 'code')) {
    const end = rest.toLowerCase().indexOf(`</${name}>`);
    const inner = end === -1 ? '' : rest.slice(open[0].length, end);
    if (end !== -1)
      return {
        runs: kind ? [{ t: kind, c: runs(inner, how) }] : [{ t: 'code', v: inner }],
        length: end + name.length + 3,
      };
  }
  const other = /^<\/?[a-z][^<>]*>/i.exec(rest);
  return other ? { runs: [], length: other[0].length } : null;
}

function marked(rest: string, before: string, how: ParseHow): Found | null {
  for (const [mark, t] of MARKS) {
    if (!rest.startsWith(mark) || /[\p{L}\p{N}]/u.test(before)) continue;
    const quoted = mark.replaceAll('*', '\\*');
    const match = new RegExp(`^${quoted}(?=\\S)(.*?\\S)${quoted}(?![\\p{L}\\p{N}])`, 'u').exec(rest);
    if (match?.[1] && match[1] !== mark) return { runs: [{ t, c: runs(match[1], how) }], length: match[0].length };
  }
  return null;
}

/** Slack's marked-up text ("mrkdwn") as runs: for messages that have no rich text, and for the names that only it holds. */
import type { Run, Style } from '../../bot/core/text.ts';
import { unescapeMarkup } from './literal.ts';
import { userRef } from './refs.ts';

/** What stands for a group or a channel whose name did not come with the message. */
export interface Unnamed {
  readonly group: string;
  readonly channel: string;
}

/** Names that came with a message, by id. */
export interface Labels {
  readonly users: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

const TOKEN = /<([^<>\n]+)>/g;

/** The names in `<@U1|asha>`, `<#C1|general>` and `<!subteam^S1|@team>`. */
export function labelsIn(text: string): Labels {
  const users = new Map<string, string>();
  const channels = new Map<string, string>();
  const groups = new Map<string, string>();
  for (const [, inside = ''] of text.matchAll(TOKEN)) {
    const bar = inside.indexOf('|');
    const label = bar < 0 ? '' : unescapeMarkup(inside.slice(bar + 1));
    const id = bar < 0 ? inside : inside.slice(0, bar);
    if (label === '') continue;
    if (id.startsWith('@')) users.set(id.slice(1), label);
    else if (id.startsWith('#')) channels.set(id.slice(1), label.startsWith('#') ? label : `#${label}`);
    else if (id.startsWith('!subteam^'))
      groups.set(id.slice('!subteam^'.length), label.startsWith('@') ? label : `@${label}`);
  }
  return { users, channels, groups };
}

/** docs.slack.dev/messaging/formatting-message-text, read as a client would draw it. */
export function readMarkup(text: string, team: string, unnamed: Unnamed): Run[] {
  const out: Run[] = [];
  for (const [at, part] of text.split('```').entries()) {
    // Odd parts stand between fences, unless the last fence was never closed.
    if (at % 2 === 1) {
      if (part.trim() !== '') out.push({ run: 'code', text: unescapeMarkup(part.replace(/^\n|\n$/g, '')) });
    } else out.push(...lines(part, team, unnamed));
  }
  return out;
}

/** Lines that begin with an escaped > are a quote; neighbouring ones are one quote. */
function lines(text: string, team: string, unnamed: Unnamed): Run[] {
  const out: Run[] = [];
  for (const match of text.matchAll(/(?:^&gt; ?[^\n]*(?:\n|$))+|(?:(?!^&gt;)[^\n]*(?:\n|$))/gm)) {
    const [part] = match;
    if (part === '') continue;
    if (part.startsWith('&gt;')) {
      out.push({ run: 'quote', of: inline(part.replace(/^&gt; ?/gm, '').replace(/\n$/, ''), team, unnamed) });
    } else out.push(...inline(part, team, unnamed));
  }
  return joined(out);
}

const INLINE =
  /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/u;

function inline(text: string, team: string, unnamed: Unnamed, style: Style = {}): Run[] {
  const out: Run[] = [];
  const styled = Object.keys(style).length > 0 ? { style } : {};
  let rest = text;
  while (rest !== '') {
    const match = INLINE.exec(rest);
    const before = match ? rest.slice(0, match.index) : rest;
    if (before !== '') out.push({ run: 'text', text: unescapeMarkup(before), ...styled });
    if (!match) break;
    const [all, token, code, bold, italic, strike] = match;
    if (token !== undefined) out.push(...one(token, team, unnamed, style));
    else if (code !== undefined) out.push({ run: 'text', text: unescapeMarkup(code), style: { ...style, code: true } });
    else if (bold !== undefined) out.push(...inline(bold, team, unnamed, { ...style, bold: true }));
    else if (italic !== undefined) out.push(...inline(italic, team, unnamed, { ...style, italic: true }));
    else if (strike !== undefined) out.push(...inline(strike, team, unnamed, { ...style, strike: true }));
    rest = rest.slice(match.index + all.length);
  }
  return out;
}

/** What stands between < and >. */
function one(token: string, team: string, unnamed: Unnamed, style: Style): Run[] {
  const bar = token.indexOf('|');
  const id = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : unescapeMarkup(token.slice(bar + 1));
  const styled = Object.keys(style).length > 0 ? { style } : {};
  const text = (words: string): Run[] => [{ run: 'text', text: words, ...styled }];
  if (id.startsWith('@')) return [{ run: 'person', name: label, who: userRef(team, id.slice(1)) }];
  if (id.startsWith('#')) return text(label === '' ? unnamed.channel : label.startsWith('#') ? label : `#${label}`);
  if (id.startsWith('!subteam^'))
    return text(label === '' ? unnamed.group : label.startsWith('@') ? label : `@${label}`);
  if (id.startsWith('!date^')) return text(label || id);
  if (id.startsWith('!')) return text(label || `@${id.slice(1)}`);
  const url = unescapeMarkup(id);
  return [{ run: 'link', url, text: label === url ? '' : label, ...styled }];
}

/** Neighbouring plain texts as one. */
function joined(all: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of all) {
    const last = out.at(-1);
    if (run.run === 'text' && !run.style && last?.run === 'text' && !last.style)
      out.splice(-1, 1, { run: 'text', text: last.text + run.text });
    else out.push(run);
  }
  return out;
}

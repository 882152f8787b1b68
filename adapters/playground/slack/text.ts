/** Slack's text on the wire: escaping, and what the composer makes of what a person typed. */
import { nameEmoji } from './emoji.ts';

/** `&`, `<`, `>` as Slack stores them. Nothing else is escaped. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A run in angle brackets that Slack understands: a mention, a broadcast, a channel, a date, a link. */
export const TOKEN =
  /<(@[UW][A-Z0-9]+(?:\|[^<>]*)?|#C[A-Z0-9]+(?:\|[^<>]*)?|![a-z]+(?:\^[^<>]*)?(?:\|[^<>]*)?|(?:https?:\/\/|mailto:|tel:)[^<>|\s]+(?:\|[^<>]*)?)>/;

/**
 * What Slack stores of a text that an app sent: a lone `&`, `<` or `>` becomes its entity, what is already an entity or a
 * well-formed token stays.
 */
export function normaliseAppText(text: string): string {
  const tokens = new RegExp(TOKEN.source, 'g');
  let out = '';
  let last = 0;
  for (const match of text.matchAll(tokens)) {
    out += loose(text.slice(last, match.index)) + match[0];
    last = match.index + match[0].length;
  }
  return nameEmoji(out + loose(text.slice(last)));
}

function loose(text: string): string {
  return text
    .replace(/&(?!amp;|lt;|gt;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Who and what can be mentioned in a workspace, by what one types. */
export interface Mentionable {
  /** Display names of people and the bot. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

const URL_TYPED = /\bhttps?:\/\/[^\s<>"'`|]+[^\s<>"'`|.,;:!?)\]]/g;

/**
 * The wire text of what was typed: everything literal is escaped, then `@Name`, `@channel`, `#channel` and addresses become tokens.
 * Somebody who types `<!channel>` therefore gets `&lt;!channel&gt;`, as in Slack.
 */
export function wireText(typed: string, mentionable: Mentionable): string {
  return nameEmoji(
    outsideCode(typed.replaceAll('\r\n', '\n'), (text) => {
      const found = findTokens(text, mentionable);
      let out = '';
      let last = 0;
      for (const { from, to, token } of found) {
        out += escapeText(text.slice(last, from)) + token;
        last = to;
      }
      return bullets(out + escapeText(text.slice(last)));
    }),
  );
}

/** Applies `change` outside code; code is only escaped. */
function outsideCode(text: string, change: (text: string) => string): string {
  const parts = text.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  return parts.map((part, index) => (index % 2 === 1 ? escapeText(part) : change(part))).join('');
}

/** The composer turns `- item` into a bullet. */
const bullets = (text: string): string => text.replace(/^[-*] (?=\S)/gm, '• ');

function findTokens(text: string, mentionable: Mentionable): { from: number; to: number; token: string }[] {
  const found: { from: number; to: number; token: string }[] = [];
  const free = (from: number, to: number) => found.every((other) => to <= other.from || from >= other.to);
  for (const match of text.matchAll(URL_TYPED)) {
    found.push({
      from: match.index,
      to: match.index + match[0].length,
      token: `<${match[0].replaceAll('&', '&amp;')}>`,
    });
  }
  const words = [
    ...mentionable.people.map((person) => ({ word: `@${person.name}`, token: `<@${person.id}>` })),
    ...['channel', 'here', 'everyone'].map((word) => ({ word: `@${word}`, token: `<!${word}>` })),
    ...mentionable.channels.map((channel) => ({ word: `#${channel.name}`, token: `<#${channel.id}|${channel.name}>` })),
  ].sort((a, b) => b.word.length - a.word.length);
  for (const { word, token } of words) {
    for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + 1)) {
      const to = from + word.length;
      const alone = !/[\p{L}\p{N}_]/u.test(text[to] ?? ' ') && !/[\p{L}\p{N}_]/u.test(text[from - 1] ?? ' ');
      if (alone && free(from, to)) found.push({ from, to, token });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/** What a person would see to edit: tokens become `@Name`, `#channel` and addresses again, bullets stay. */
export function typedText(wire: string, mentionable: Mentionable): string {
  const plain = wire.replace(new RegExp(TOKEN.source, 'g'), (_all, inner: string) => {
    const [body = '', label] = inner.split('|', 2);
    if (body.startsWith('@'))
      return `@${mentionable.people.find((person) => person.id === body.slice(1))?.name ?? body.slice(1)}`;
    if (body.startsWith('#'))
      return `#${mentionable.channels.find((channel) => channel.id === body.slice(1))?.name ?? body.slice(1)}`;
    if (body.startsWith('!')) return `@${body.slice(1)}`;
    return label ?? body;
  });
  return unescapeText(plain);
}

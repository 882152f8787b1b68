/** What a reader sees of blocks, by Slack's rules as its documentation tells them; written apart from the renderer. */
import type { Native, Seen } from '../../testing/harness.ts';
import { isShape, type Shape } from '../shape.ts';

interface Found {
  text: string[];
  rings: string[];
  links: string[];
  marked: string[];
}

/** The words, rings, links and accidental formatting of a message, a view, an answer or options. */
export function seen(native: Native): Seen {
  const found: Found = { text: [], rings: [], links: [], marked: [] };
  const body = isShape(native.body) ? native.body : {};
  // The fallback is read by notifications: it may ring, but nobody reads it in the channel.
  if (typeof body.text === 'string') tokens(body.text, found);
  walk(body, found);
  return { ...found, text: found.text.join('\n') };
}

function walk(value: unknown, found: Found): void {
  if (Array.isArray(value)) for (const one of value) walk(one, found);
  if (!isShape(value)) return;
  if (typeof value.type === 'string' && value.type.startsWith('rich_text_')) {
    rich(value, found);
    return;
  }
  if (value.type === 'plain_text' || value.type === 'mrkdwn') {
    textObject(value, found);
    return;
  }
  if (value.type === 'button' && typeof value.url === 'string') found.links.push(value.url);
  if (typeof value.initial_value === 'string') found.text.push(value.initial_value);
  if (isShape(value.errors)) found.text.push(...Object.values(value.errors).map(String));
  for (const [key, inner] of Object.entries(value))
    if (!['metadata', 'private_metadata', 'errors'].includes(key)) walk(inner, found);
}

function textObject(text: Shape, found: Found): void {
  const words = String(text.text);
  if (text.type === 'plain_text') {
    if (text.emoji !== false) found.marked.push(...(words.match(/:[^\s:]+:/g) ?? []));
    found.text.push(words);
    return;
  }
  const { plain, tokensOut } = tokens(words, found);
  found.links.push(...tokensOut.links);
  found.marked.push(...(plain.match(/\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|`[^`\n]+`|:[^\s:]+:|^\s*&gt;.*/gm) ?? []));
  if (text.verbatim !== true) found.links.push(...(plain.match(/https?:\/\/\S+/g) ?? []));
  found.text.push(decode(tokensOut.words));
}

/** Takes `<...>` apart: mentions ring, addresses are links, dates are words. */
function tokens(text: string, found: Found): { plain: string; tokensOut: { words: string; links: string[] } } {
  const links: string[] = [];
  const label = (inside: string): string => inside.split('|')[1] ?? inside;
  const read = (replace: (inside: string) => string): string =>
    text.replace(/<([^<>]*)>/g, (_, inside: string) => replace(inside));
  const words = read((inside) => {
    if (/^[@#]|^!(?:here|channel|everyone|subteam)/.test(inside)) {
      found.rings.push(inside);
      return '';
    }
    if (!inside.startsWith('!')) links.push(decode(inside.split('|')[0] ?? ''));
    return label(inside);
  });
  const boldLabels = /^\*[^*]+\*$/.test(text) ? text.slice(1, -1) : null;
  return { plain: boldLabels ?? read(() => ' '), tokensOut: { words: boldLabels ?? words, links } };
}

function rich(element: Shape, found: Found): void {
  const children = Array.isArray(element.elements) ? element.elements.filter(isShape) : [];
  if (children.some((child) => typeof child.type === 'string' && child.type.startsWith('rich_text_'))) {
    for (const child of children) rich(child, found);
    return;
  }
  const line = children.map((child) => {
    switch (child.type) {
      case 'text':
        return String(child.text);
      case 'link':
        found.links.push(String(child.url));
        return String(child.text ?? child.url);
      case 'date':
        return String(child.fallback);
      case 'user':
        found.rings.push(String(child.user_id));
        return '';
      case 'usergroup':
      case 'broadcast':
        found.rings.push(String(child.range ?? child.usergroup_id));
        return '';
      default:
        found.marked.push(String(child.type));
        return '';
    }
  });
  found.text.push(line.join(''));
}

const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

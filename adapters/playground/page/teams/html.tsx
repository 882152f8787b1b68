/** A Teams message's HTML as elements: parsed apart from the page, and only what is on the list is made anew. */
import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import { SafeLink } from '../ui/safe-link.tsx';

const kept = new Set([
  'p',
  'div',
  'br',
  'strong',
  'b',
  'em',
  'i',
  's',
  'u',
  'code',
  'pre',
  'ul',
  'ol',
  'li',
  'blockquote',
]);

function made(node: Node, key: number, mine: string): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
  if (!(node instanceof HTMLElement)) return null;
  const tag = node.tagName.toLowerCase();
  if (tag === 'script' || tag === 'style') return null;
  const inside = [...node.childNodes].map((child, index) => made(child, index, mine));
  if (tag === 'a')
    return (
      <SafeLink key={key} url={node.getAttribute('href') ?? ''}>
        {inside}
      </SafeLink>
    );
  if (tag === 'at' || (tag === 'span' && node.classList.contains('at'))) {
    return (
      <span key={key} className={node.textContent?.replace(/^@/, '') === mine ? 'mention mention-me' : 'mention'}>
        {inside}
      </span>
    );
  }
  if (tag === 'br') return <br key={key} />;
  if (!kept.has(tag)) return <Fragment key={key}>{inside}</Fragment>;
  const start = tag === 'ol' ? Number(node.getAttribute('start')) || undefined : undefined;
  return createElement(tag, { key, ...(start && { start }) }, ...inside);
}

/** `mine` is the reader's own name: a mention of it stands out. */
export function Html({ html, mine }: { html: string; mine: string }) {
  return useMemo(() => {
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    return <div className="html">{[...body.childNodes].map((child, index) => made(child, index, mine))}</div>;
  }, [html, mine]);
}

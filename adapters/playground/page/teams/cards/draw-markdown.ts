/** Gives the card library its markdown: elements are made with text nodes, so no text of anybody becomes markup. */
import { AdaptiveCard, type IMarkdownProcessingResult } from 'adaptivecards';
import { safeUrl } from '../../ui/safe-link.tsx';
import { type Mark, markdown, type Part } from './markdown.ts';

function into(parent: HTMLElement, marks: readonly Mark[]): HTMLElement {
  for (const mark of marks) {
    if (mark.mark === 'text') parent.append(document.createTextNode(mark.text));
    else if (mark.mark === 'break') parent.append(document.createElement('br'));
    else if (mark.mark === 'link') {
      const href = safeUrl(mark.url);
      const link = document.createElement(href ? 'a' : 'span');
      if (href) {
        link.setAttribute('href', href);
        link.setAttribute('target', '_blank');
        link.setAttribute('rel', 'noopener noreferrer');
      }
      parent.append(into(link, mark.of));
    } else parent.append(into(document.createElement(mark.mark), mark.of));
  }
  return parent;
}

function drawn(part: Part): HTMLElement {
  if (part.part === 'paragraph') return into(document.createElement('p'), part.of);
  const list = document.createElement(part.start === null ? 'ul' : 'ol');
  if (part.start !== null) list.setAttribute('start', String(part.start));
  for (const item of part.items) list.append(into(document.createElement('li'), item));
  return list;
}

/** Called once, before the first card: the library takes the serialised elements, whose text is escaped by the browser. */
export function teachMarkdown(): void {
  AdaptiveCard.onProcessMarkdown = (text: string, result: IMarkdownProcessingResult) => {
    const box = document.createElement('div');
    box.append(...markdown(text).map(drawn));
    result.outputHtml = box.innerHTML;
    result.didProcess = true;
  };
}

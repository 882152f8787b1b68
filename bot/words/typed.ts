/** Between words as they are typed in a form or after a command, which have no formatting, and text that has links. */
import { plain, type Run, runs, type Text } from '../core/text.ts';

const ADDRESS = /https?:\/\/[^\s<>"“”]+/gi;

/** Words that somebody typed, the addresses of the web in them as links. */
export function fromTyped(typed: string): Text {
  const found: Run[] = [];
  let done = 0;
  for (const { 0: rough, index } of typed.matchAll(ADDRESS)) {
    const url = withoutEnd(rough);
    if (!isWeb(url)) continue;
    if (index > done) found.push({ run: 'text', text: typed.slice(done, index) });
    found.push({ run: 'link', url, text: url });
    done = index + url.length;
  }
  if (done === 0) return typed;
  return done < typed.length ? [...found, { run: 'text', text: typed.slice(done) }] : found;
}

/** An address without what ends the sentence around it; a bracket belongs to it where it was opened in it. */
function withoutEnd(rough: string): string {
  const last = rough.at(-1) ?? '';
  const opening = { ')': '(', ']': '[' }[last];
  const isEnd = opening ? rough.split(opening).length < rough.split(last).length : /[.,;:!?'’»…]/.test(last);
  return isEnd ? withoutEnd(rough.slice(0, -1)) : rough;
}

/** Whether an address is one of the web: no other is made a link. */
export const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/** A text as somebody could have typed it: its links with their addresses. */
export const toTyped = (text: Text): string => plain(runs(text).map(typedRun));

function typedRun(run: Run): Run {
  switch (run.run) {
    case 'link':
      return { run: 'text', text: run.text === '' || run.text === run.url ? run.url : `${run.text} (${run.url})` };
    case 'quote':
      return { ...run, of: run.of.map(typedRun) };
    case 'list':
      return { ...run, items: run.items.map((item) => item.map(typedRun)) };
    case 'text':
    case 'person':
    case 'time':
    case 'code':
      return run;
  }
}

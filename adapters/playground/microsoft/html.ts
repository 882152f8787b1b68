/** Draws parsed Teams text: safe HTML for the page, Teams' own HTML for the bot, plain text for the bot. */
import { type Block, type Marker, parse, type Run } from './markdown.ts';

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const ELEMENT = { b: 'strong', i: 'em', s: 's', u: 'u' } as const;

type At = (index: number) => string;

function runHtml(run: Run, at: At): string {
  switch (run.t) {
    case 'text':
      return escapeHtml(run.v);
    case 'code':
      return `<code>${escapeHtml(run.v)}</code>`;
    case 'a':
      return `<a href="${escapeHtml(run.href)}" rel="noreferrer noopener" target="_blank">${run.c.map((one) => runHtml(one, at)).join('')}</a>`;
    case 'at':
      return at(run.index);
    default:
      return `<${ELEMENT[run.t]}>${run.c.map((one) => runHtml(one, at)).join('')}</${ELEMENT[run.t]}>`;
  }
}

function blockHtml(block: Block, at: At): string {
  if (block.t === 'hr') return '<hr>';
  if (block.t === 'pre') return `<pre><code>${escapeHtml(block.v)}</code></pre>`;
  const lines = block.c.map((line) => line.map((run) => runHtml(run, at)).join(''));
  if (block.t === 'ul' || block.t === 'ol')
    return `<${block.t}>${lines.map((line) => `<li>${line}</li>`).join('')}</${block.t}>`;
  if (block.t === 'quote') return `<blockquote>${lines.join('<br>')}</blockquote>`;
  if (block.t === 'h') return lines.map((line) => `<p><strong>${line}</strong></p>`).join('');
  return lines.length === 0 ? '' : `<p>${lines.join('<br>')}</p>`;
}

/** HTML that is safe to put into the page as it is. */
export function pageHtml(blocks: readonly Block[], markers: readonly Marker[]): string {
  return blocks
    .map((block) => blockHtml(block, (index) => `<span class="at">${escapeHtml(markers[index]?.name ?? '')}</span>`))
    .join('');
}

/** The `text/html` attachment that Teams puts beside the text of a person's message. */
export function teamsHtml(blocks: readonly Block[], markers: readonly Marker[]): string {
  let item = -1;
  const at = (index: number) => {
    item += 1;
    return `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${item}">${escapeHtml(markers[index]?.name ?? '')}</span>`;
  };
  return blocks.map((block) => blockHtml(block, at).replaceAll('</span> ', '</span>&nbsp;')).join('\n');
}

function runText(run: Run, markers: readonly Marker[]): string {
  if (run.t === 'text' || run.t === 'code') return run.v;
  if (run.t === 'at') return `<at>${markers[run.index]?.name ?? ''}</at>`;
  return run.c.map((one) => runText(one, markers)).join('');
}

/** The text as the bot gets it: formatting is gone, mentions are `<at>name</at>`, everything else is as it was typed. */
export function botText(blocks: readonly Block[], markers: readonly Marker[]): string {
  return blocks
    .map((block) => {
      if (block.t === 'hr') return '';
      if (block.t === 'pre') return block.v;
      return block.c.map((line) => line.map((run) => runText(run, markers)).join('')).join('\n');
    })
    .join('\n');
}

/** Which markers occur, in order, one entry for each occurrence. */
export function mentioned(blocks: readonly Block[]): number[] {
  const inRuns = (list: readonly Run[]): number[] =>
    list.flatMap((run) => (run.t === 'at' ? [run.index] : 'c' in run ? inRuns(run.c) : []));
  return blocks.flatMap((block) => ('c' in block ? block.c.flatMap(inRuns) : []));
}

/** What the bot sent, as safe HTML. `format` as in the activity: markdown unless it says otherwise. */
export function botHtml(text: string, format: string, mentions: readonly Marker[]): string {
  if (format === 'plain') return text === '' ? '' : `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  return pageHtml(parse(text, { markers: mentions, bot: true }), mentions);
}

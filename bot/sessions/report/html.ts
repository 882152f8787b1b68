/** A report as one HTML document that needs nothing else: headings in order, real tables, nothing said by colour alone, fit for paper. */
import type { Translate } from '../../core/translate.ts';
import { type Doc, isWeb, type Line, lineText, type Part, type Section, type Span } from './document.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';

export const toHtml = (reading: Reading, t: Translate): string => htmlOf(documentOf(reading, t));

/** Dark on light, and wide enough for anybody: no line longer than is read with ease, nothing wider than a telephone but tables, which scroll. */
const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 50rem; background: #fff; color: #1b1b1b;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 2px solid #114c57; font-size: 1.35rem; line-height: 1.3; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; line-height: 1.35; }
p { margin: .6rem 0; }
ul { margin: .6rem 0; padding-inline-start: 1.4rem; }
li { margin: .45rem 0; }
li > p { margin: .15rem 0; }
.status { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 1px solid #5b6b6e; border-inline-start-width: .4rem; background: #f3f6f6; }
.status p { margin: .3rem 0; font-weight: 600; }
.quiet, .under { color: #454f51; }
dl { display: grid; grid-template-columns: minmax(9rem, 13rem) 1fr; gap: .35rem 1.25rem; margin: .75rem 0; }
dt { font-weight: 600; }
dd { margin: 0; }
nav ol { columns: 2; column-gap: 2rem; margin: .5rem 0; padding-inline-start: 1.6rem; }
nav li { margin: .2rem 0; }
a { color: #0e5563; }
a:focus-visible, .wide:focus-visible { outline: 3px solid #0e5563; outline-offset: 2px; }
.wide { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; min-width: 26rem; font-size: .95rem; overflow-wrap: break-word; }
table.many { min-width: 34rem; }
caption { max-width: calc(100vw - 2rem); padding: 0 0 .5rem; text-align: start; font-weight: 600; }
th, td { padding: .5rem .65rem; border: 1px solid #76858a; text-align: start; vertical-align: top; }
thead th { background: #e6eeef; }
tbody th { font-weight: 400; width: 45%; }
td p, th p { margin: 0 0 .3rem; }
@media (max-width: 36rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
  nav ol { columns: 1; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  .wide { overflow: visible; }
  table, table.many { min-width: 0; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid-page; }
  h2, h3 { break-after: avoid-page; }
  a { color: inherit; }
}
`.trim();

export function htmlOf(doc: Doc): string {
  const name = escaped(lineText(doc.title));
  return `<!doctype html>
<html lang="${escaped(doc.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1${dir(doc.title)}>${inline(doc.title)}</h1>
<div class="status">
${doc.status.map((line) => `<p>${inline(line)}</p>`).join('\n')}
</div>
<nav aria-label="${escaped(doc.contents)}">
<ol>
${doc.sections.map(({ id, title }) => `<li><a href="#${id}">${inline(title)}</a></li>`).join('\n')}
</ol>
</nav>
${doc.sections.map((one) => ofSection(one, 2)).join('\n')}
</main>
</body>
</html>
`;
}

const ofSection = ({ id, title, parts, sections = [] }: Section, level: number): string =>
  `<section>
<h${level} id="${id}"${dir(title)}>${inline(title)}</h${level}>
${[...parts.map((part, at) => ofPart(part, `${id}-${at}`)), ...sections.map((one) => ofSection(one, level + 1))].join('\n')}
</section>`;

/** @param id not used by anything else */
function ofPart(part: Part, id: string): string {
  switch (part.part) {
    case 'words':
      return `<p${part.quiet ? ' class="quiet"' : ''}${dir(part.line)}>${inline(part.line)}</p>`;
    case 'list':
      return `<ul>\n${part.items
        .map(
          ({ id: known, line, under = [] }) =>
            `<li${idOf(known)}><p${dir(line)}>${inline(line)}</p>${under
              .map((one) => `<p class="under"${dir(one)}>${inline(one)}</p>`)
              .join('')}</li>`,
        )
        .join('\n')}\n</ul>`;
    case 'facts':
      return `<dl>\n${part.facts
        .map(({ label, value }) => `<dt>${escaped(label)}</dt><dd${dir(value)}>${inline(value)}</dd>`)
        .join('\n')}\n</dl>`;
    case 'table': {
      const head = part.head.map((one) => `<th scope="col">${escaped(one)}</th>`).join('');
      const rows = part.rows.map(({ id: known, cells }) => {
        const [first = [], ...others] = cells;
        return `<tr${idOf(known)}><th scope="row">${lines(first)}</th>${others.map((one) => `<td>${lines(one)}</td>`).join('')}</tr>`;
      });
      // Where it is wider than the window it scrolls, by keys too.
      return `<div class="wide" role="region" tabindex="0" aria-labelledby="${id}">
<table${part.head.length > 3 ? ' class="many"' : ''}>
<caption id="${id}">${escaped(part.caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>`;
    }
  }
}

const idOf = (id: string | undefined): string => (id === undefined ? '' : ` id="${id}"`);
const lines = (all: readonly Line[]): string => all.map((line) => `<p${dir(line)}>${inline(line)}</p>`).join('');

/** What is somebody's alone is written in the direction in which it reads; within a sentence it is set apart. */
const dir = (line: Line): string => (line.length === 1 && line[0]?.span === 'theirs' ? ' dir="auto"' : '');

const inline = (line: Line): string =>
  line.map((span) => (line.length === 1 && span.span === 'theirs' ? broken(span.text) : ofSpan(span))).join('');

function ofSpan(span: Span): string {
  switch (span.span) {
    case 'ours':
      return escaped(span.text);
    case 'theirs':
      return `<bdi>${broken(span.text)}</bdi>`;
    case 'link':
      return isWeb(span.url)
        ? `<a href="${escaped(span.url)}" rel="noopener noreferrer nofollow">${escaped(span.url)}</a>`
        : escaped(span.url);
    case 'ref':
      return `<a href="#${escaped(span.to)}">${escaped(span.text)}</a>`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
const broken = (text: string): string => escaped(text).replaceAll('\n', '<br>');

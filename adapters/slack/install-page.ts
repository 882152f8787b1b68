/** The pages that a person sees who installs the app: one heading, a few sentences, one link. Nothing is loaded, nothing may be kept. */
import { createHash } from 'node:crypto';

export interface Page {
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly link?: { readonly to: string; readonly text: string };
}

const STYLE = `:root{color-scheme:light dark}
body{margin:0;background:#ece8e0;color:#22271f;font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
main{max-width:34rem;margin:12vh auto 2rem;padding:2rem;background:#f8f6f1;border:1px solid #d5cfc3;border-radius:8px;overflow-wrap:anywhere}
h1{margin:0 0 1rem;font:600 1.5rem/1.25 ui-serif,Charter,Georgia,serif}
p{margin:.75rem 0 0}
a{color:#1f5d4c}
@media (prefers-color-scheme:dark){body{background:#181b17;color:#eceae4}main{background:#22261f;border-color:#3a4037}a{color:#8fd0b6}}`;

/** On every answer, those that only lead on to Slack too: the address of an answer holds a code that no other site may learn. */
export const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function html({ heading, sentences, link }: Page): string {
  const paragraphs = sentences.map((one) => `<p>${escaped(one)}</p>`);
  if (link) paragraphs.push(`<p><a href="${escaped(link.to)}">${escaped(link.text)}</a></p>`);
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(heading)}</h1>${paragraphs.join('')}</main></body>
</html>
`;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => NAMED[char] ?? char);

/** Text as data. A bare string is literal: only a platform's renderer makes markup, so nobody can type any. */
import type { UserRef } from './ref.ts';

export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

/** Inline runs, and blocks that hold runs. A line break inside a run's text is '\n'. */
export type Run =
  | { readonly run: 'text'; readonly text: string; readonly style?: Style }
  | { readonly run: 'link'; readonly url: string; readonly text: string; readonly style?: Style }
  /** Drawn as a plain name unless `ring` is set: only the bot's own sentences may ring somebody. */
  | { readonly run: 'person'; readonly name: string; readonly who?: UserRef; readonly ring?: boolean }
  /** An instant: drawn in the reader's zone where the platform can, else in `zone` with its name. */
  | { readonly run: 'time'; readonly at: string; readonly zone: string; readonly style: 'day' | 'minute' }
  | { readonly run: 'code'; readonly text: string }
  | { readonly run: 'quote'; readonly of: readonly Run[] }
  | { readonly run: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] };

export type Text = string | readonly Run[];

/** Any text as runs. */
export const runs = (text: Text): readonly Run[] =>
  typeof text === 'string' ? (text === '' ? [] : [{ run: 'text', text }]) : text;

/** Several texts as one. */
export const join = (...texts: readonly Text[]): Text => texts.flatMap((text) => runs(text));

/** The same words in a style: `bold('Asha')`. */
export const styled = (text: Text, style: Style): Text =>
  runs(text).map((run) =>
    run.run === 'text' || run.run === 'link' ? { ...run, style: { ...run.style, ...style } } : run,
  );
export const bold = (text: Text): Text => styled(text, { bold: true });

/** A text as words alone: for search, notification previews, limits and places that take no formatting. */
export const plain = (text: Text): string => runs(text).map(plainRun).join('').trim();

function plainRun(run: Run): string {
  switch (run.run) {
    case 'text':
    case 'code':
      return run.text;
    case 'link':
      return run.text || run.url;
    case 'person':
      return run.name;
    case 'time':
      return run.at;
    case 'quote':
      return `${plain(run.of)}\n`;
    case 'list':
      return `${run.items.map((item) => `• ${plain(item)}`).join('\n')}\n`;
  }
}

/** A text shortened to `limit` characters at a word's end, with an ellipsis; formatting is given up only when shortened. */
export function shorten(text: Text, limit: number): Text {
  const words = plain(text);
  if (words.length <= limit) return text;
  const cut = words.slice(0, limit - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > limit * 0.5 ? space : undefined).trimEnd()}…`;
}

/** Whether there is nothing to read in it. */
export const isEmpty = (text: Text): boolean => plain(text) === '';

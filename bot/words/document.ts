/** A longer text as data: headings, lines, lists and tables, each word ours or somebody's. Files, pages and cards draw it. */

/** `theirs`: people wrote it; it is never markup, and may be written from right to left. */
export type Span =
  | { readonly span: 'ours'; readonly text: string }
  | { readonly span: 'theirs'; readonly text: string }
  /** An address of the web. */
  | { readonly span: 'link'; readonly url: string }
  /** Leads to what has this id. */
  | { readonly span: 'ref'; readonly to: string; readonly text: string };
export type Line = readonly Span[];

/** A line without anything but its words. */
export const lineText = (of: Line): string => of.map((span) => (span.span === 'link' ? span.url : span.text)).join('');

export interface Item {
  readonly line: Line;
  /** Known by this within the document. */
  readonly id?: string;
  /** Said of it, each on a line of its own. */
  readonly under?: readonly Line[];
}

export interface Row {
  readonly id?: string;
  /** The first says what the row is about. Each cell has lines. */
  readonly cells: readonly (readonly Line[])[];
}

export type Part =
  | { readonly part: 'words'; readonly line: Line; readonly quiet?: true }
  | { readonly part: 'list'; readonly items: readonly Item[] }
  | { readonly part: 'facts'; readonly facts: readonly { readonly label: string; readonly value: Line }[] }
  | {
      readonly part: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly Row[];
    };

export interface Section {
  readonly id: string;
  readonly title: Line;
  readonly parts: readonly Part[];
  readonly sections?: readonly Section[];
}

export interface Doc {
  /** Of what is ours. */
  readonly lang: string;
  readonly title: Line;
  /** Said before all else: how far to trust it, whether it is a draft or under review. */
  readonly status: readonly Line[];
  /** What the list of its sections is called. */
  readonly contents: string;
  readonly sections: readonly Section[];
}

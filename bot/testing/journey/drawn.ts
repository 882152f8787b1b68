/** What people see, as text: Slack's blocks and Microsoft's cards read into words with their formatting, buttons and fields. */

/** A button as it is drawn, with what its press needs. */
export interface DrawnButton {
  readonly label: string;
  readonly native: Json;
  /** The block that holds it, on Slack. */
  readonly block: string;
}

export interface DrawnField {
  readonly label: string;
  /** The id under which its value is sent: the block's on Slack, the input's in Teams. */
  readonly id: string;
  readonly native: Json;
  /** What stands in it before anybody types. */
  readonly value: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface Drawn {
  /** Lines of words: `**bold**`, `_italic_`, `~~struck~~`, `` `code` ``, `[words](address)`, `- item`, `> quoted`, `# heading`. */
  readonly text: string;
  readonly buttons: readonly DrawnButton[];
  readonly fields: readonly DrawnField[];
}

export type Json = { readonly [key: string]: unknown };
export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(record) : []);
export const string = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Marks {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

export function marked(text: string, { bold, italic, strike, code }: Marks, url = ''): string {
  if (text.trim() === '') return text;
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  let shown = words;
  if (code) shown = `\`${shown}\``;
  if (strike) shown = `~~${shown}~~`;
  if (italic) shown = `_${shown}_`;
  if (bold) shown = `**${shown}**`;
  return `${before}${url ? `[${shown}](${url})` : shown}${after}`;
}

/** Collects while a native drawing is walked. */
export class Collector {
  readonly lines: string[] = [];
  readonly buttons: DrawnButton[] = [];
  readonly fields: DrawnField[] = [];
  line(text: string): void {
    if (text !== '') this.lines.push(text);
  }
  done(): Drawn {
    return { text: this.lines.join('\n'), buttons: this.buttons, fields: this.fields };
  }
}

/** The button of that label. @throws where there is none, with those that there are */
export function buttonOf({ buttons, text }: Drawn, label: string): DrawnButton {
  const found = buttons.find((button) => button.label === label);
  if (!found)
    throw new Error(`no button “${label}” but ${JSON.stringify(buttons.map((one) => one.label))} on:\n${text}`);
  return found;
}

/** The field of that label. @throws where there is none */
export function fieldOf({ fields }: Drawn, label: string): DrawnField {
  const found = fields.find((field) => field.label === label);
  if (!found) throw new Error(`no field “${label}” but ${JSON.stringify(fields.map((one) => one.label))}`);
  return found;
}

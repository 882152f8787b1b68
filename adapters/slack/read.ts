/** What people write on Slack as text in runs: from rich text where a message has it, else from its marked-up text. */
import type { FileNote } from '../../bot/core/inbound.ts';
import { plain, type Run, runs, type Style, type Text } from '../../bot/core/text.ts';
import { escapeMarkup, unescapeMarkup } from './literal.ts';
import { type Labels, labelsIn, readMarkup, type Unnamed } from './read-markup.ts';
import { readUser, userRef } from './refs.ts';
import { isShape, type Shape, shape, shapes, string } from './shape.ts';

/**
 * The words that its author wrote in a message; what it forwards is in shared.ts. People who are mentioned have no name
 * yet unless the message brought it: see `named`.
 * @param team the workspace that mentioned people are taken to belong to
 */
export function readText(message: Shape, team: string, unnamed: Unnamed): Text {
  const text = string(message, 'text');
  // A table that was pasted stands beside the rich text, or in an attachment that comes from nowhere else.
  const attached = shapes(message, 'attachments').filter((one) => string(one, 'from_url') === '' && !one.is_share);
  const rich = [
    ...shapes(message, 'blocks').filter((block) => block.type === 'rich_text' || isTable(block)),
    ...attached.flatMap((one) => shapes(one, 'blocks')).filter(isTable),
  ];
  const found = rich.length > 0 ? new RichReader(text, team, unnamed).read(rich) : [];
  return found.length > 0 ? found : readMarkup(text, team, unnamed);
}

const isTable = (block: Shape): boolean => block.type === 'table' || block.type === 'data_table';

/** Rich text into runs. What is unknown in it is left out; the rest is kept. */
class RichReader {
  private readonly source: string;
  private readonly team: string;
  private readonly unnamed: Unnamed;
  private readonly labels: Labels;
  constructor(source: string, team: string, unnamed: Unnamed) {
    this.source = source;
    this.team = team;
    this.unnamed = unnamed;
    // Names of groups and channels stand in the marked-up text alone.
    this.labels = labelsIn(source);
  }

  read(blocks: readonly Shape[]): Run[] {
    const out: Run[] = [];
    let afterLine = false;
    for (const element of blocks.flatMap((block) => (isTable(block) ? [block] : shapes(block, 'elements')))) {
      if (element.type === 'rich_text_list') {
        this.list(element, out);
        afterLine = false;
        continue;
      }
      const inside = isTable(element)
        ? this.table(element)
        : shapes(element, 'elements').flatMap((one) => this.inline(one));
      if (element.type === 'rich_text_section' || isTable(element)) {
        if (afterLine && inside.length > 0) out.push({ run: 'text', text: '\n' });
        out.push(...inside);
        const last = inside.at(-1);
        afterLine = !(last?.run === 'text' && last.text.endsWith('\n'));
      } else if (element.type === 'rich_text_quote') {
        out.push({ run: 'quote', of: merged(inside) });
        afterLine = false;
      } else if (element.type === 'rich_text_preformatted') {
        out.push({ run: 'code', text: inside.map((run) => ('text' in run ? run.text : plain([run]))).join('') });
        afterLine = false;
      }
    }
    return merged(out);
  }

  /** Slack writes a list in a list as a list of its own with a greater indent, after the item that holds it. */
  private list(element: Shape, out: Run[]): void {
    const ordered = element.style === 'ordered';
    const items = shapes(element, 'elements').map((item) =>
      merged(shapes(item, 'elements').flatMap((one) => this.inline(one))),
    );
    let indent = typeof element.indent === 'number' ? element.indent : 0;
    let into = out;
    for (;;) {
      const last = into.at(-1);
      if (last?.run !== 'list') break;
      if (indent === 0) {
        // The outer list goes on after an inner one.
        if (last.ordered === ordered) into.splice(-1, 1, { ...last, items: [...last.items, ...items] });
        else into.push({ run: 'list', ordered, items });
        return;
      }
      const deeper = [...(last.items.at(-1) ?? [])];
      into.splice(-1, 1, { ...last, items: [...last.items.slice(0, -1), deeper] });
      into = deeper;
      indent -= 1;
    }
    into.push({ run: 'list', ordered, items });
  }

  /** A table as lines, a row each: no run is one. */
  private table(element: Shape): Run[] {
    const rows = Array.isArray(element.rows) ? element.rows.filter(Array.isArray) : [];
    return rows.flatMap((row, at) => {
      const cells = row.filter(isShape).map((cell) => this.cell(cell));
      const line = cells.flatMap((cell, place) =>
        place > 0 ? [{ run: 'text', text: ' | ' } as const, ...cell] : cell,
      );
      return at > 0 ? [{ run: 'text', text: '\n' } as const, ...line] : line;
    });
  }

  private cell(cell: Shape): Run[] {
    if (cell.type === 'rich_text') return this.read([cell]);
    const text = string(cell, 'text') || (typeof cell.value === 'number' ? String(cell.value) : '');
    return text === '' ? [] : [{ run: 'text', text: this.words(text) }];
  }

  private inline(one: Shape): Run[] {
    const style = styleOf(shape(one, 'style'));
    const text = (words: string): Run[] =>
      words === '' ? [] : [{ run: 'text', text: words, ...(style && { style }) }];
    switch (one.type) {
      case 'text':
        return text(this.words(string(one, 'text')));
      case 'link': {
        const url = this.words(string(one, 'url'));
        return url === '' ? [] : [{ run: 'link', url, text: this.words(string(one, 'text')), ...(style && { style }) }];
      }
      case 'user': {
        const user = string(one, 'user_id');
        return user === ''
          ? []
          : [{ run: 'person', name: this.labels.users.get(user) ?? '', who: userRef(this.team, user) }];
      }
      case 'emoji':
        return text(emoji(string(one, 'unicode')) || `:${string(one, 'name')}:`);
      case 'channel':
        return text(this.labels.channels.get(string(one, 'channel_id')) ?? this.unnamed.channel);
      case 'usergroup':
        return text(this.labels.groups.get(string(one, 'usergroup_id')) ?? this.unnamed.group);
      case 'broadcast':
        return text(`@${string(one, 'range') || 'channel'}`);
      case 'date':
        return typeof one.timestamp === 'number' && Number.isFinite(new Date(one.timestamp * 1000).getTime())
          ? [{ run: 'time', at: new Date(one.timestamp * 1000).toISOString(), zone: 'UTC', style: 'minute' }]
          : text(string(one, 'fallback'));
      case 'color':
        return text(string(one, 'value'));
      default:
        return text(string(one, 'text'));
    }
  }

  /**
   * An element's words as they were typed. In `text` Slack always escapes its three special characters; whether it does so
   * in rich text is not documented, so the two are compared: words whose escaped form stands in `text` are not escaped themselves.
   */
  private words(text: string): string {
    return /&(?:amp|lt|gt);/.test(text) && !this.source.includes(escapeMarkup(text)) ? unescapeMarkup(text) : text;
  }
}

/** A style, or undefined where nothing is switched on that the core knows. */
function styleOf(from: Shape): Style | undefined {
  const style: Style = {
    ...(from.bold === true && { bold: true }),
    ...(from.italic === true && { italic: true }),
    ...(from.strike === true && { strike: true }),
    ...(from.code === true && { code: true }),
  };
  return Object.keys(style).length > 0 ? style : undefined;
}

/** Code points in hexadecimal, joined by hyphens, as the character they make; '' where they make none. */
function emoji(unicode: string): string {
  const points = unicode.split('-').map((point) => Number.parseInt(point, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
}

/** Neighbouring texts of one style as one. */
function merged(all: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of all) {
    const last = out.at(-1);
    if (run.run === 'text' && last?.run === 'text' && JSON.stringify(run.style) === JSON.stringify(last.style)) {
      out.splice(-1, 1, { ...last, text: last.text + run.text });
    } else out.push(run);
  }
  return out;
}

/** Whether a text mentions a person, at any depth. */
export const mentions = (text: Text, user: string): boolean =>
  runs(text).some((run) => anyIn(run, (one) => isUser(one, user)));

const isUser = (run: Run, user: string): boolean =>
  run.run === 'person' && run.who !== undefined && readUser(run.who).user === user;
const anyIn = (run: Run, test: (run: Run) => boolean): boolean =>
  test(run) ||
  (run.run === 'quote' && run.of.some((inner) => anyIn(inner, test))) ||
  (run.run === 'list' && run.items.some((item) => item.some((inner) => anyIn(inner, test))));

/** A text with each run replaced by what `change` makes of it, at any depth. */
const mapped = (all: readonly Run[], change: (run: Run) => readonly Run[]): Run[] =>
  all.flatMap((run): readonly Run[] => {
    if (run.run === 'quote') return [{ ...run, of: mapped(run.of, change) }];
    if (run.run === 'list') return [{ ...run, items: run.items.map((item) => mapped(item, change)) }];
    return change(run);
  });

/** A text without the mention that addressed the bot, and without the comma or space that it leaves behind. */
export function withoutMention(text: Text, user: string): Text {
  const left = merged(mapped(runs(text), (run) => (isUser(run, user) ? [] : [run])));
  const [first, ...rest] = left;
  if (first?.run !== 'text') return left;
  const words = first.text.replace(/^[\s,:;–-]+/, '').replace(/ {2,}/g, ' ');
  return words === '' ? rest : [{ ...first, text: words }, ...rest];
}

/** The ids of people in a text who have no name yet. */
export function nameless(text: Text): string[] {
  const found: string[] = [];
  mapped(runs(text), (run) => {
    if (run.run === 'person' && run.name === '' && run.who) found.push(readUser(run.who).user);
    return [run];
  });
  return [...new Set(found)];
}

/** The same text with names put in; `someone` where there is none. */
export const named = (text: Text, names: ReadonlyMap<string, string>, someone: string): Text =>
  mapped(runs(text), (run) =>
    run.run === 'person' && run.name === ''
      ? [{ ...run, name: (run.who && names.get(readUser(run.who).user)) || someone }]
      : [run],
  );

/** Files, named and linked. */
export const readFiles = (message: Shape): FileNote[] =>
  shapes(message, 'files')
    .filter((file) => file.mode !== 'tombstone')
    .map((file) => ({
      name: string(file, 'name') || string(file, 'title') || string(file, 'id'),
      type: string(file, 'mimetype') || string(file, 'filetype'),
      ...(typeof file.size === 'number' && { bytes: file.size }),
      link: string(file, 'permalink') || string(file, 'url_private'),
    }));

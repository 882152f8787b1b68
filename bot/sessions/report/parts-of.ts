/** A report in a chat: the document as blocks of cards, in as many cards as it takes. Nothing is left out, and nothing is too long for either platform. */
import type { Block } from '../../core/card.ts';
import { bold, type Run } from '../../core/text.ts';
import { body, heading, note } from '../../words/fragments.ts';
import { type Doc, type Line, lineText, ours, type Part, type Section, type Span } from './document.ts';

/**
 * One card, with room for its buttons: Slack takes 50 blocks and some 9,000 characters, Teams 28 kB with everything around
 * it. Counted as they are in JSON.
 */
const MOST = { blocks: 40, characters: 7_000, bytes: 18_000 } as const;
/** What stands around each text in JSON, around each further line of it, which Teams has as an element of its own, and around each piece. */
const AROUND = 260;
const AROUND_LINE = 130;
const AROUND_PIECE = 60;
/** One text of it, in characters and lines. */
const MOST_TEXT = 1_800;
const MOST_LINES = 40;
/** A heading is one short line. */
const MOST_HEADING = 140;

type Piece = Span & { readonly bold?: true };

interface Atom {
  readonly as: 'heading' | 'body' | 'note';
  readonly pieces: readonly Piece[];
}

/** The blocks of each card, one card after the other. */
export function partsOf(doc: Doc): readonly (readonly Block[])[] {
  const cards: Block[][] = [];
  let last: Block[] = [];
  let room = { ...MOST } as { -readonly [K in keyof typeof MOST]: number };
  for (const atom of atomsOf(doc).flatMap(fitting)) {
    const text = lineText(atom.pieces);
    const bytes = AROUND + breaksIn(text) * AROUND_LINE + (atom.pieces.length - 1) * AROUND_PIECE + bytesOf(text);
    // A heading does not stand alone at a card's end, nor with the one below it.
    const [more, blocks] = atom.as === 'heading' ? [1_500, 4] : [0, 1];
    if (
      last.length > 0 &&
      (room.blocks < blocks || room.characters < text.length + more || room.bytes < bytes + more)
    ) {
      cards.push(last);
      last = [];
      room = { ...MOST };
    }
    last.push(blockOf(atom));
    room = { blocks: room.blocks - 1, characters: room.characters - text.length, bytes: room.bytes - bytes };
  }
  return last.length === 0 ? cards : [...cards, last];
}

function blockOf({ as, pieces }: Atom): Block {
  const runs = pieces.flatMap((piece): readonly Run[] => {
    const run: Run =
      piece.span === 'link' ? { run: 'link', url: piece.url, text: piece.url } : { run: 'text', text: piece.text };
    return piece.bold ? (bold([run]) as readonly Run[]) : [run];
  });
  if (as === 'note') return note(runs);
  if (as === 'body') return body(runs);
  const text = lineText(pieces);
  return text.length <= MOST_HEADING && !text.includes('\n') ? heading(runs) : body(bold(runs));
}

const strong = (line: Line): readonly Piece[] => line.map((span) => ({ ...span, bold: true }));
const DOT = '• ';

/** Lines one below the other. */
const below = (lines: readonly (readonly Piece[])[]): readonly Piece[] =>
  lines
    .filter((one) => lineText(one) !== '')
    .flatMap((one, at): readonly Piece[] => (at === 0 ? one : [...ours('\n'), ...one]));

function atomsOf(doc: Doc): readonly Atom[] {
  const ofSection = (section: Section): readonly Atom[] => [
    { as: 'heading', pieces: section.title },
    ...section.parts.flatMap(ofPart),
    ...(section.sections ?? []).flatMap(ofSection),
  ];
  return [
    { as: 'heading', pieces: doc.title },
    { as: 'body', pieces: below(doc.status.map(strong)) },
    ...doc.sections.flatMap(ofSection),
  ];
}

function ofPart(part: Part): readonly Atom[] {
  switch (part.part) {
    case 'words':
      return [{ as: part.quiet ? 'note' : 'body', pieces: part.line }];
    case 'list':
      return part.items.map(({ line, under = [] }) => ({
        as: 'body',
        pieces: below([[...ours(DOT), ...line], ...under]),
      }));
    case 'facts':
      return [
        {
          as: 'body',
          pieces: below(part.facts.map(({ label, value }) => [...strong(ours(`${label}: `)), ...value])),
        },
      ];
    case 'table':
      return [
        { as: 'note', pieces: ours(part.caption) },
        ...part.rows.map(({ cells }): Atom => {
          const [first = [], ...others] = cells;
          return {
            as: 'body',
            pieces: below([
              ...first.map((line, at) => (at === 0 ? [...ours(DOT), ...line] : line)),
              // Beside each value what its column is called.
              ...others.flatMap((lines, at) =>
                lines.map((line, of) => (of === 0 ? [...strong(ours(`${part.head[at + 1] ?? ''}: `)), ...line] : line)),
              ),
            ]),
          };
        }),
      ];
  }
}

/** A text in pieces that each fit, broken between words where there are any. */
function fitting(atom: Atom): readonly Atom[] {
  if (lineText(atom.pieces).trim() === '') return [];
  const all: Piece[][] = [[]];
  let room = MOST_TEXT;
  let lines = MOST_LINES;
  const next = (): void => {
    all.push([]);
    room = MOST_TEXT;
    lines = MOST_LINES;
  };
  for (const piece of atom.pieces) {
    if (piece.span === 'link') {
      if (piece.url.length > room && room < MOST_TEXT) next();
      all.at(-1)?.push(piece);
      room -= piece.url.length;
      continue;
    }
    for (let rest = piece.text; rest !== ''; ) {
      if (room <= 0 || lines <= 0) next();
      const taken = firstLines(rest.length <= room ? rest : head(rest, room, room === MOST_TEXT), lines);
      if (taken === '') {
        next();
        continue;
      }
      all.at(-1)?.push({ ...piece, text: taken });
      rest = rest.slice(taken.length);
      room -= taken.length;
      lines -= breaksIn(taken);
    }
  }
  return all.filter((pieces) => lineText(pieces).trim() !== '').map((pieces) => ({ ...atom, pieces }));
}

const breaksIn = (text: string): number => text.split('\n').length - 1;

/** So many lines of a text at most, each with the end of its line. */
function firstLines(text: string, most: number): string {
  const lines = text.split('\n');
  return lines.length <= most ? text : `${lines.slice(0, most).join('\n')}\n`;
}

/** At most so many characters of a text, to a word's end; never half of a character. @param must whether something must be taken */
function head(text: string, most: number, must: boolean): string {
  const cut = text.slice(0, most);
  const space = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'));
  if (space > 0) return cut.slice(0, space + 1);
  return must ? cut.replace(/[\ud800-\udbff]$/, '') : '';
}

/** As it is in JSON: what has to be escaped there takes twice the room, or more. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) bytes += 6;
    else if (code < 0x80) bytes += /[\w ]/.test(character) ? 1 : 3;
    else bytes += code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

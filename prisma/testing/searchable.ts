/** Something to search for words, ids and bytes, in whatever way they may have been written down. */

export interface Searchable {
  /** The names of its parts. */
  readonly parts: readonly string[];
  /** How much there is, in bytes. */
  readonly bytes: number;
  /**
   * Where something stands, as `part at byte`, once a part; nowhere: an empty list. Words are looked for as UTF-8, as JSON and
   * rows have them, in hex and in base64; an id as its sixteen bytes too; bytes as they are, in hex and in base64.
   */
  find(what: string | Uint8Array): readonly string[];
}

/** @param parts by name; words or bytes */
export function searchable(parts: Readonly<Record<string, string | Uint8Array>>): Searchable {
  const all = Object.entries(parts).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  return {
    parts: all.map(({ name }) => name),
    bytes: all.reduce((sum, { bytes }) => sum + bytes.length, 0),
    find(what) {
      const forms = formsOf(what);
      return all.flatMap(({ name, bytes }) => {
        const [at] = forms.map((form) => bytes.indexOf(form)).filter((index) => index >= 0);
        return at === undefined ? [] : [`${name} at ${at}`];
      });
    },
  };
}

/** Several in one: where each finds it. */
export const together = (all: readonly Searchable[]): Searchable => ({
  parts: all.flatMap(({ parts }) => parts),
  bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  find: (what) => all.flatMap((one) => one.find(what)),
});

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** What is shorter stands anywhere by chance. */
const LEAST = 4;

/** Every way in which it may stand there. @throws for what is too short to be looked for */
function formsOf(what: string | Uint8Array): readonly Buffer[] {
  const plain = Buffer.from(what);
  if (plain.length < LEAST) throw new Error(`too short to be looked for: ${String(what)}`);
  const words: Buffer[] = [];
  if (typeof what === 'string') {
    words.push(Buffer.from(JSON.stringify(what).slice(1, -1)));
    // In a row as Postgres writes one.
    words.push(Buffer.from(what.replaceAll('\\', '\\\\').replaceAll('"', '""')));
    if (UUID.test(what)) {
      const bare = what.replaceAll('-', '').toLowerCase();
      words.push(Buffer.from(bare), Buffer.from(bare, 'hex'));
    }
  }
  const hex = plain.toString('hex');
  return [plain, ...words, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...inBase64(plain)];
}

/** As it stands in the base64 of something longer, wherever in a group of three bytes it begins: without what shares a letter with its neighbours. */
function inBase64(plain: Buffer): readonly Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((before * 4) / 3);
    const to = Math.floor(((before + plain.length) * 4) / 3);
    const sure = encoded.slice(from, to);
    if (sure.length < LEAST * 2) return [];
    return [Buffer.from(sure), Buffer.from(sure.replaceAll('+', '-').replaceAll('/', '_'))];
  });
}

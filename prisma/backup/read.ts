/** Reads a backup, line by line in little memory, and vouches for it: the last line's digest must fit all the others. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { StartError } from '../../bot/core/start-error.ts';
import { codeOf } from '../errors.ts';
import { digestOf, FORMAT, type Header, headerOf, type Part, partOf, Torn, tornError } from './format.ts';

export interface Reading {
  readonly header: Header;
  /** Throws at its end where the file is not whole: what was made of it before must be undone then. */
  readonly parts: AsyncIterable<Part>;
}

/** Reads the whole file once. @throws StartError where it cannot be had or is not whole */
export async function verify(file: string): Promise<Header> {
  return reading(file, async ({ header, parts }) => {
    const counts = new Map<string, number>();
    let table = '';
    for await (const part of parts) {
      if ('table' in part) table = part.table;
      else if ('row' in part) counts.set(table, (counts.get(table) ?? 0) + 1);
    }
    if (header.tables.some(({ name, rows }) => rows !== (counts.get(name) ?? 0))) throw new Torn();
    return header;
  });
}

/** Reads a file, from its header to its digest, for as long as `work` asks for parts. @throws StartError */
export async function reading<R>(file: string, work: (reading: Reading) => Promise<R>): Promise<R> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  const lines = whole(linesOf(source.pipe(unzipped)));
  try {
    const first = await lines.next();
    if (first.done === true) throw new Torn();
    const header = headerOf(first.value);
    if (header.format > FORMAT) {
      throw new StartError(
        `The backup ${file} was written by Guildhall ${header.release} in a way that this release does not know: restore it with that release or a newer one.`,
      );
    }
    return await work({ header, parts: partsOf(lines) });
  } catch (error) {
    throw explain(error, file);
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

async function* partsOf(lines: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  for await (const line of lines) yield partOf(line);
}

/** Every line before the last, whose digest must be theirs. @throws Torn */
async function* whole(lines: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  let found: string | null = null;
  for await (const line of lines) {
    if (found !== null) throw new Torn();
    found = digestOf(line);
    if (found !== null) continue;
    digest.update(line).update('\n');
    yield line;
  }
  if (found !== digest.digest('hex')) throw new Torn();
}

/** Lines end with a line feed and with nothing else: what people wrote may hold other breaks. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, at)]);
      begun = [];
      from = at + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
  if (begun.length > 0) throw new Torn();
}

function explain(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (error instanceof Torn || /^Z_/.test(code) || code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END')
    return tornError(file);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new StartError(`There is no file ${file}.`);
  if (code === 'EISDIR') return new StartError(`${file} is a folder: name the backup's file.`);
  if (code === 'EACCES' || code === 'EPERM') {
    return new StartError(`The file ${file} may not be read by this user: run this as the user who wrote it.`);
  }
  return error;
}

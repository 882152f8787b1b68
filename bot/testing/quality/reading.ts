/** Reads a set of the quality bench: every file of gzipped JSON lines in its folder, whatever they are called. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ENDING = '.jsonl.gz';

/** The names of a set's files, without their ending, in the alphabet's order. */
export const filesOf = (folder: string, set: string): readonly string[] => {
  const path = join(folder, set);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
};

export const rowsOf = <Row>(folder: string, set: string, file: string): readonly Row[] =>
  gunzipSync(readFileSync(join(folder, set, `${file}${ENDING}`)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);

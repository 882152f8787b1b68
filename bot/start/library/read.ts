/** What is to be imported: a CSV file, a folder of Markdown, or a folder that was exported from another Guildhall. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { StartError } from '../../core/start-error.ts';
import { readCsv } from './csv.ts';
import type { Source } from './draft.ts';
import { EXPORTED, readExported } from './exported.ts';
import { readMarkdown } from './markdown.ts';

/** In all. */
const MOST_BYTES = 64 * 1024 * 1024;

/** @throws StartError with what to change */
export async function readSource(path: string): Promise<Source> {
  const whole = resolve(path);
  const name = basename(whole);
  const found = await stat(whole).catch(() => {
    throw new StartError(`${path} is not there.`);
  });
  if (!found.isDirectory()) {
    if (!/\.csv$/i.test(name)) throw new StartError(`${path} is no CSV file and no folder.`);
    if (found.size > MOST_BYTES) throw new StartError(`${path} is larger than 64 MB: make several of it.`);
    return readCsv(name, await contentsOf(whole));
  }
  const entries = await readdir(whole, { recursive: true, withFileTypes: true });
  const exported = entries.find((one) => one.name === EXPORTED && one.parentPath === whole);
  if (exported) {
    if (!exported.isFile()) throw new StartError(`${EXPORTED} in ${path} is no file.`);
    if ((await stat(join(whole, EXPORTED))).size > MOST_BYTES)
      throw new StartError(`${EXPORTED} in ${path} is larger than 64 MB.`);
    return readExported(await contentsOf(join(whole, EXPORTED)));
  }
  const paths = entries
    .filter((one) => one.isFile() && /\.(md|markdown)$/i.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .sort();
  if (paths.length === 0) throw new StartError(`${path} holds no Markdown file, and is no export.`);
  let left = MOST_BYTES;
  const files: { path: string; contents: string }[] = [];
  for (const file of paths) {
    left -= (await stat(file)).size;
    if (left < 0) throw new StartError(`${path} holds more than 64 MB: make several of it.`);
    files.push({ path: relative(whole, file).split(sep).join('/'), contents: await contentsOf(file) });
  }
  return readMarkdown(name, files);
}

/** @throws StartError where it is not in UTF-8 */
async function contentsOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\u0000', '');
  } catch {
    throw new StartError(`${path} is not in UTF-8: save it as CSV UTF-8, or convert it.`);
  }
}

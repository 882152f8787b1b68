/** A folder that a command writes whole: only this user may read what is in it; all of it is there, or nothing. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../core/start-error.ts';

/** @param files by name. @throws StartError where the folder is there already, or cannot be written */
export async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  try {
    // Made by itself: where it is there already, what is in it stays as it is.
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw new StartError(
      codeOf(error) === 'EEXIST'
        ? `${folder} is there already: name a folder that is not there yet.`
        : `${folder} cannot be made: name a folder in one that is there and in which you may write.`,
    );
  }
  let draft: string | undefined;
  try {
    draft = await mkdtemp(`${folder.replace(/[/\\]+$/, '')}.part-`);
    for (const [file, text] of Object.entries(files))
      await writeFile(join(draft, file), text, { mode: 0o600, flag: 'wx' });
    // Over the empty one.
    await rename(draft, folder);
  } catch (error) {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    throw new StartError(
      codeOf(error) === 'ENOSPC'
        ? `There is no room for ${folder}: nothing was written.`
        : `${folder} could not be written: nothing of it is there.`,
    );
  }
}

const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;

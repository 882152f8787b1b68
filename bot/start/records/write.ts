/** What is held of a session, as two files in a folder of their own: to read, and for machines. Only this user may read them; both are there, or neither. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeldRecords } from '../../../prisma/records/read.ts';
import { StartError } from '../../core/start-error.ts';
import { htmlOf } from '../../sessions/report/html.ts';
import { pageOf } from './page.ts';

/** @returns the names of the files. @throws StartError where the folder is there already, or cannot be written */
export async function writeRecords(folder: string, held: HeldRecords): Promise<readonly string[]> {
  const name = held.session.reference ?? held.session.id;
  const files = { [`${name}.html`]: htmlOf(pageOf(held)), [`${name}.json`]: jsonOf(held) };
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
  return Object.keys(files);
}

const jsonOf = ({ at, session, community, organisation, onHold, records, without, unreadable }: HeldRecords): string =>
  `${JSON.stringify(
    {
      guildhall: 'records of a session',
      at,
      session,
      community,
      organisation,
      onHold,
      records: Object.fromEntries(records.map(({ table, rows }) => [table, rows])),
      without,
      unreadable,
    },
    null,
    2,
  )}\n`;

const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;

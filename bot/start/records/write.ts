/** What is held of a session, as two files in a folder of their own: to read, and for machines. Only this user may read them; both are there, or neither. */
import type { HeldRecords } from '../../../prisma/records/read.ts';
import { htmlOf } from '../../sessions/report/html.ts';
import { writeFolder } from '../folder.ts';
import { pageOf } from './page.ts';

/** @returns the names of the files. @throws StartError where the folder is there already, or cannot be written */
export async function writeRecords(folder: string, held: HeldRecords): Promise<readonly string[]> {
  const name = held.session.reference ?? held.session.id;
  const files = { [`${name}.html`]: htmlOf(pageOf(held)), [`${name}.json`]: jsonOf(held) };
  await writeFolder(folder, files);
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

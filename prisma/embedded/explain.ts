/** Says in one sentence why the bundled database's folder or server cannot be had. */
import { join } from 'node:path';
import { StartError } from '../../bot/core/start-error.ts';
import { codeOf, wordsOf } from '../errors.ts';

/** What a person can do about it. @param dir the data folder */
export function explain(error: unknown, dir: string): StartError {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StartError(
      `The folder ${dir} cannot be read and written by this user (${code}): change its owner or permissions, or set GUILDHALL_DATA to a folder that can.`,
    );
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartError(
      `The disk of ${dir} is full: free about 100 MB, or set GUILDHALL_DATA to a folder with room.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartError(`${dir} is not a folder: set GUILDHALL_DATA to one.`);
  }
  if (code === '28P01') {
    return new StartError(
      `The bundled database does not accept the password in ${join(dir, 'postgres.password')}: put that file back from a backup.`,
    );
  }
  return new StartError(`The bundled database in ${dir} could not be started: ${wordsOf(error)}.`);
}

/** Folders that a test may fill and that go when the file's tests are done (after-file.ts). */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

export async function removeFolders(): Promise<void> {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Open to other users by default: as root, the bundled Postgres runs as one of them. */
export async function temporaryFolder(mode = 0o755): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-folder-'));
  made.push(dir);
  await chmod(dir, mode);
  return dir;
}

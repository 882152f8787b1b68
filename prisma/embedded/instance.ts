/** One Guildhall per data folder: a lock file that holds who has it and that a dead holder cannot keep. */
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../bot/core/schema.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { codeOf } from '../errors.ts';
import { beganAt, until } from './process.ts';

export interface Instance {
  release(): Promise<void>;
}

/** How long a killed process may take to be gone, in milliseconds. */
const dyingMs = 1_000;

const holderSchema = z.object({ pid: z.number().int().positive(), began: z.string(), mark: z.string() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Takes the folder for this process.
 * @throws StartError where another living process has it
 */
export async function takeInstance(dir: string): Promise<Instance> {
  const file = join(dir, 'lock');
  const mine: Holder = { pid: process.pid, began: await beganAt(process.pid), mark: crypto.randomUUID() };
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await create(file, JSON.stringify(mine))) {
      // After a takeover, a third process may just have put another's lock back over ours: the file decides.
      if (attempt > 0) await until(() => false, 50);
      if (attempt > 0 && (await read(file))?.mark !== mine.mark) continue;
      return {
        // Only our own: it may have been taken over while this process was stopped.
        release: async () => {
          if ((await read(file))?.mark === mine.mark) await rm(file, { force: true });
        },
      };
    }
    // Between its making and its writing the file is empty for a moment; empty for a second, its maker died.
    await until(async () => (await read(file)) !== undefined || !(await exists(file)), 1_000);
    const holder = await read(file);
    // One that was just killed takes a moment to be gone.
    if (holder !== undefined && !(await until(async () => !(await lives(holder)), dyingMs))) {
      throw new StartError(
        `Another Guildhall (process ${holder.pid}) is already using ${dir}: stop it first, or set GUILDHALL_DATA to another folder.`,
      );
    }
    await discard(file, holder);
  }
  throw new StartError(`The lock ${file} could not be taken: if no other Guildhall runs, delete that file.`);
}

/** The living process that has the folder, by its id; undefined where none has. */
export async function holderOf(dir: string): Promise<number | undefined> {
  const holder = await read(join(dir, 'lock'));
  return holder !== undefined && (await lives(holder)) ? holder.pid : undefined;
}

async function lives(holder: Holder): Promise<boolean> {
  const began = await beganAt(holder.pid);
  return began !== '' && began === holder.began;
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's lock away; where two do so at once, the second finds a living one and puts it back. */
async function discard(file: string, dead: Holder | undefined): Promise<void> {
  const aside = `${file}.${crypto.randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await read(aside);
  if (moved !== undefined && moved.mark !== dead?.mark) await rename(aside, file);
  else await rm(aside, { force: true });
}

async function read(file: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

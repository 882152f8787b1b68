/** What a process tree takes of the machine: memory and processor time, as Linux counts them. */
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';

/** In bytes. */
export interface Memory {
  /** What each process has for itself, with its share of what several have together: sums are right. */
  readonly pss: number;
  /** What the process sees: of shared memory each counts all. */
  readonly rss: number;
}

const none: Memory = { pss: 0, rss: 0 };

/** A process and all that it began. */
export async function treeOf(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const tree = [pid];
  for (const one of tree) for (const [child, parent] of parents) if (parent === one) tree.push(child);
  return tree;
}

export async function memoryOf(pids: readonly number[]): Promise<Memory> {
  const all = await Promise.all(pids.map(memoryOfOne));
  return all.reduce((sum, one) => ({ pss: sum.pss + one.pss, rss: sum.rss + one.rss }), none);
}

async function memoryOfOne(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;
  return { pss: bytes('Pss'), rss: bytes('Rss') };
}

/** Processor time of a process so far, in milliseconds. */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // In hundredths of a second, whatever the kernel's own tick: man 5 proc.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** How busy the machine is: the load of the last minute beside its cores. */
export const busy = (): { readonly cores: number; readonly load: number } => ({
  cores: availableParallelism(),
  load: loadavg()[0] ?? 0,
});

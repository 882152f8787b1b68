/** `npm start` until it is ready: on an empty folder, and on one that it has used before. */
import { startChild } from './child.ts';
import { openFolder } from './guildhall.ts';

export interface Starts {
  /** Seconds until /readyz says yes. */
  readonly empty: number;
  readonly existing: number;
}

export async function measureStarts(): Promise<Starts> {
  const folder = await openFolder();
  try {
    return { empty: await once(folder.path), existing: await once(folder.path) };
  } finally {
    await folder.remove();
  }
}

async function once(folder: string): Promise<number> {
  const began = performance.now();
  const child = startChild('npm start', { cwd: folder, env: { PORT: '0', GUILDHALL_DATA: folder, LOG_LEVEL: 'warn' } });
  const page = await child.says(/Open (http:\/\/\S+)\/playground/);
  const { status } = await fetch(`${page}/readyz`);
  const seconds = (performance.now() - began) / 1_000;
  await child.end();
  if (status !== 200) throw new Error(`/readyz answered ${status}`);
  return seconds;
}

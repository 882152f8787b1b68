/** The sources of a process as one file: a process that is killed again and again should not be read anew each time. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Bundle {
  readonly file: string;
  remove(): Promise<void>;
}

export async function bundleProcess(): Promise<Bundle> {
  // Where packages are found from.
  const file = fileURLToPath(
    new URL(`../../../node_modules/.cache/faults-${crypto.randomUUID()}.mjs`, import.meta.url),
  );
  await build({
    entryPoints: [fileURLToPath(new URL('./process.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return { file, remove: () => rm(file, { force: true }) };
}

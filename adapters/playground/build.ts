/** Bundles the playground's page into `dist`: one script, one stylesheet, one document and the icon, and prints one line. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const page = join(here, 'page');

/**
 * Writes `index.html`, `page.js`, `page.css` and `icon.svg` into `out` and returns the size of all of them in bytes.
 * The document asks for the script and the stylesheet with a hash of their content, so that no browser shows an old one.
 * @throws esbuild's own error, which names the file and the line, when the page does not compile.
 */
export async function buildPage(out: string): Promise<number> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build({
    entryPoints: { page: join(page, 'main.tsx') },
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const files = await Promise.all(['page.js', 'page.css'].map((name) => readFile(join(out, name))));
  const hash = createHash('sha256');
  for (const file of files) hash.update(file);
  const document = await readFile(join(page, 'index.html'), 'utf8');
  await writeFile(join(out, 'index.html'), document.replaceAll('{hash}', hash.digest('hex').slice(0, 12)));
  await copyFile(join(page, 'icon.svg'), join(out, 'icon.svg'));
  return files.reduce((sum, file) => sum + file.byteLength, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  try {
    const bytes = await buildPage(join(here, 'dist'));
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`The playground's page is built: ${Math.round(bytes / 1024)} kB in ${seconds} s.`);
  } catch (error) {
    console.error(
      `The playground's page could not be built: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  }
}

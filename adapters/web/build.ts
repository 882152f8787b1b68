/** Bundles the pages into `dist`: one document, scripts that are named by their content, each packed as well, and prints one line. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const pack = { br: promisify(brotliCompress), gz: promisify(gzip) };

/**
 * Teams' library asks an address of Microsoft's, as soon as it is loaded, which hosts it may trust, and has a list of its own
 * for when it hears nothing. A page of ours asks no address but its own: it is made to hear nothing.
 * @throws where the library is no longer written so
 */
const askNobody: Plugin = {
  name: 'ask-nobody',
  transform(code, id) {
    if (!/teams-js.*[\\/]internal[\\/]validOrigins\.js/.test(id)) return null;
    const silent = code.replace(/fetch\(\w+,\{signal:\w+\.signal\}\)/, 'Promise.reject(new Error("not asked"))');
    if (silent === code) throw new Error('Teams’ library asks for its hosts in another way than before');
    return { code: silent, map: null };
  },
};

export interface Built {
  /** Of each file by its name, in bytes: as it is, and packed. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly packed: number }[];
}

/** @throws the builder's own error, which names the file and the line, when a page does not compile */
export async function buildPages(out: string): Promise<Built> {
  await build({
    configFile: false,
    root: join(here, 'page'),
    base: '/pages/',
    logLevel: 'error',
    publicDir: false,
    plugins: [askNobody],
    build: {
      outDir: out,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: ['chrome111', 'firefox114', 'safari16.4'],
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
    },
  });
  const folder = join(out, 'assets');
  const files = [];
  for (const name of (await readdir(folder)).sort()) {
    const content = await readFile(join(folder, name));
    const [br, gz] = await Promise.all([pack.br(content), pack.gz(content, { level: 9 })]);
    await Promise.all([writeFile(join(folder, `${name}.br`), br), writeFile(join(folder, `${name}.gz`), gz)]);
    files.push({ name, bytes: content.byteLength, packed: br.byteLength });
  }
  return { files };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  try {
    const { files } = await buildPages(join(here, 'dist'));
    const kilobytes = (of: 'bytes' | 'packed') => Math.round(files.reduce((sum, one) => sum + one[of], 0) / 1024);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`The pages are built: ${kilobytes('bytes')} kB, ${kilobytes('packed')} kB packed, in ${seconds} s.`);
  } catch (error) {
    console.error(`The pages could not be built: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

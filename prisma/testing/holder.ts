/** A process that holds a bundled Postgres until it is killed: `holder.ts <folder>`. Says the address, or why not. */

import { silentLog } from '../embedded/temporary.ts';
import { startEmbedded } from '../embedded.ts';

const [dir = ''] = process.argv.slice(2);
try {
  const { url, pid } = await startEmbedded({ dir, log: silentLog });
  process.stdout.write(`${JSON.stringify({ url, pid })}\n`);
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
}

/** A process that migrates, to be killed while it does: `migrator.ts <address> <folder>`. */
import { silentLog } from '../embedded/temporary.ts';
import { migrate } from '../migrate.ts';

const [url = '', folder = ''] = process.argv.slice(2);
await migrate(url, { log: silentLog, folder });

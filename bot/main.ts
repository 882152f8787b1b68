/** The command that starts Guildhall: everything in one process, or the part that GUILDHALL_ROLE names. */
import { loadConfig } from './config.ts';
import { run } from './start/run.ts';

await run(() => loadConfig());

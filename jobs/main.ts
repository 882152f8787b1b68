/** The command that starts a worker alone: what GUILDHALL_ROLE=worker makes of bot/main. */
import { loadConfig } from '../bot/config.ts';
import { run } from '../bot/start/run.ts';

await run(() => loadConfig({ GUILDHALL_ROLE: 'worker' }));

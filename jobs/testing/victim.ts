/** A worker in a process of its own that takes one job and never ends it: for a test to kill. */
import { z } from '../../bot/core/schema.ts';
import { openBackend } from '../backend.ts';
import { startWorker, work } from '../worker.ts';
import { heardLog } from './log.ts';
import { clock, shortTimes } from './stage.ts';

const told = z.object({ databaseUrl: z.string(), redisUrl: z.string().optional(), prefix: z.string() });
const { prefix, ...where } = told.parse(JSON.parse(process.argv[2] ?? '{}'));
const log = heardLog();
const backend = await openBackend({ ...where, workers: 1, log });

const definition = { name: 'post', schema: z.object({ row: z.string() }), attempts: 3, backoffMs: 50 };
const endless = work(definition, async ({ row }) => {
  process.stdout.write(`taken ${row}\n`);
  await new Promise<never>(() => {});
});
startWorker({ backend, works: [endless], concurrency: 1, clock, log, prefix, times: shortTimes });

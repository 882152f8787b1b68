/** One process of Guildhall for fault tests, a web process or a worker: the sources of a real one on a fast clock, to be killed at any moment. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openBackend } from '../../../jobs/backend.ts';
import { openQueue } from '../../../jobs/queue.ts';
import { keepSchedules } from '../../../jobs/schedules.ts';
import { startWorker } from '../../../jobs/worker.ts';
import { allSchedules, allWorks } from '../../../jobs/works.ts';
import { connect, healthy } from '../../../prisma/client.ts';
import { assemble } from '../../assemble.ts';
import { systemClock, systemIds } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import type { Chat } from '../../core/chat.ts';
import { BEAT_MS } from '../../core/ears.ts';
import type { Jobs } from '../../core/ports.ts';
import { createLog } from '../../log.ts';
import { createClosers } from '../../start/closers.ts';
import { openFront } from '../../start/front.ts';
import { keepHearing } from '../../start/hearing.ts';
import { openSlack, openTeams } from '../../start/platforms.ts';
import { createWords } from '../../words/catalogue.ts';
import { fastClock } from './fast-clock.ts';
import { LOADED, READY, toldShape } from './told.ts';

/** Fewer than a process usually has: several of them share a database that allows 100. */
const CONNECTIONS = 8;
/** As startService has it. */
const CONCURRENCY = 10;
/** The queue counts in the machine's time: a job whose worker was killed is taken up after some seconds, not half a minute. */
const TIMES = { lockDuration: 4_000, stalledInterval: 1_000, runRetryDelay: 200 };
/** As keepSchedules has it: after so long a queue that forgot them is told of the schedules again. */
const KEEP_MS = 60_000;
/** What comes regularly comes no closer together than this. */
const SOONEST_MS = 300;

const say = (word: string) => process.stdout.write(`${word}\n`);

const input = createInterface({ input: process.stdin });
// Whoever started us is gone.
input.on('close', () => process.exit(1));
say(LOADED);
const [line] = (await once(input, 'line')) as [string];
const told = toldShape.parse(JSON.parse(line));

const log = createLog({
  level: 'info',
  clock: systemClock,
  readable: false,
  write: (text) => void process.stderr.write(text),
});
const closers = createClosers();
const config = {
  ...readConfig({ DATABASE_URL: told.databaseUrl, GUILDHALL_SECRET: told.secret, PLAYGROUND: 'on' }),
  role: told.role,
  port: told.role === 'web' ? told.port : null,
};
const secrets = config.secrets ?? [];
const fast = fastClock(told.pace);
const machine = { clock: systemClock, ids: systemIds, log, closers };

const front = await openFront(config, machine);
const database = await connect(told.databaseUrl, { max: CONNECTIONS, log });
const backend = await openBackend({
  databaseUrl: told.databaseUrl,
  redisUrl: told.redisUrl ?? undefined,
  workers: told.role === 'worker' ? 1 : 0,
  log,
});
const queue = openQueue(backend, { clock: systemClock, log });
const words = createWords();
const chats = new Map<string, Chat>();
const { prisma } = database;
// What is said to be due later is said in the fast clock's time.
const jobs: Jobs = {
  hint: (job, data, { delayMs = 0 } = {}) => queue.hint(job, data, { delayMs: delayMs / told.pace.speed }),
};
const assembled = assemble({
  prisma,
  door: database.door,
  secrets,
  chats,
  words,
  clock: fast,
  ids: systemIds,
  log,
  jobs,
  random: Math.random,
  questionsADay: 10_000,
});
const needs = {
  ...machine,
  config,
  ground: { url: told.databaseUrl, database, secrets },
  front,
  publicUrl: front.localUrl,
  bot: assembled.bot,
  ears: assembled.ears,
  story: fast,
  t: words('en-GB', 'Europe/London'),
};
const slack = await openSlack(needs, told.slack);
const teams = await openTeams(needs, { ...told.teams, organisation: undefined });
if (slack) chats.set('slack', slack.chat);
if (teams) chats.set('teams', teams.chat);
/** What comes regularly comes at the pace of the clock. */
const soon = (everyMs: number) => Math.max(SOONEST_MS, Math.round(everyMs / told.pace.speed));
if (told.role === 'web')
  await keepHearing({ ears: assembled.ears, platforms: chats.keys(), closers, log, everyMs: soon(BEAT_MS) });
if (told.role === 'worker') {
  keepSchedules(
    queue,
    allSchedules.map(({ definition, everyMs }) => ({ definition, everyMs: soon(everyMs) })),
    { log, everyMs: soon(KEEP_MS) },
  );
  const works = allWorks({ ...assembled, queue, clock: fast });
  startWorker({ backend, works, concurrency: CONCURRENCY, clock: systemClock, log, times: TIMES });
}
front.ready({ database: () => healthy(database), queue: () => queue.healthy() });
say(READY);

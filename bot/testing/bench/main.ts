/** `npm run bench`: what Guildhall promises of its speed and size, measured in one run beside what it stands on. Loopback only. */
import { parseArgs } from 'node:util';
import { measureAcknowledgements } from './acknowledgement.ts';
import { measureCommunities, reportCommunities, SIZES } from './communities.ts';
import { databaseOf, openFolder, startAll, startPostgres, startWeb } from './guildhall.ts';
import { busy } from './machine.ts';
import { enter, measureMirrors } from './questions.ts';
import { measureQueues } from './queues.ts';
import { aimsOf, type Measured, report } from './report.ts';
import { measureGrowth, sizeAtRest } from './sizes.ts';
import { openStandIns } from './stand-ins.ts';
import { measureStarts } from './starts.ts';
import { COMMUNITIES, settle } from './town.ts';

const USAGE = `npm run bench -- [--quick] [--json] [--only <words>] [--communities]
  --quick        under a minute: one round, no start-up, no 100,000 events
  --json         figures for machines
  --only <words> of the acknowledgements, those whose name has these words, and nothing else
  --communities  finding, joining and reading communities at two sizes, and nothing else; with --quick the smaller alone
`;

const options = {
  quick: { type: 'boolean' },
  json: { type: 'boolean' },
  only: { type: 'string' },
  communities: { type: 'boolean' },
} as const;
const { quick = false, json = false, only, communities = false } = read();
const say = (line: string): void => void process.stderr.write(`${line}\n`);

if (communities) {
  const sized = await measureCommunities(say, quick ? SIZES.slice(0, 1) : SIZES);
  process.stdout.write(json ? `${JSON.stringify(sized, null, 2)}\n` : reportCommunities(sized));
  process.exit(0);
}

const machine = busy();
const folder = await openFolder();
const standIns = await openStandIns();
try {
  const measured = await measure();
  process.stdout.write(
    json ? `${JSON.stringify({ ...measured, aims: aimsOf(measured) }, null, 2)}\n` : report(measured),
  );
} finally {
  await standIns.close();
  await folder.remove();
}

async function measure(): Promise<Measured> {
  const whole = !quick && only === undefined;
  if (whole) say('start-up');
  const starts = whole ? await measureStarts() : undefined;

  say('everything in one process');
  let all = await startAll(folder.path, standIns.env);
  await settle(await databaseOf(folder.path));
  const atRest = only === undefined ? await sizeAtRest(all) : undefined;
  say('questions');
  await enter(all, standIns);
  const { threads, ...mirrors } = await measureMirrors(all, standIns, COMMUNITIES);
  await all.child.end();

  const postgres = await startPostgres(folder.path);
  const queues = only === undefined ? await queuesOn(postgres.url) : undefined;
  const web = await startWeb(folder.path, postgres.url, standIns.env);
  const acknowledgements = await measureAcknowledgements({
    standIns,
    web,
    databaseUrl: postgres.url,
    folder: folder.path,
    threads,
    rounds: quick ? 1 : 3,
    seconds: quick ? 2 : 3,
    only,
    say,
  });
  await web.child.end();
  await postgres.stop();
  if (!whole) return { machine, acknowledgements, ...(only === undefined && { mirrors, queues, atRest }) };

  say('100,000 events');
  all = await startAll(folder.path, standIns.env, { collects: true });
  const growth = await measureGrowth(all, standIns, threads, 100_000);
  await all.child.end();
  return { machine, acknowledgements, mirrors, queues, starts, atRest, growth };
}

function queuesOn(databaseUrl: string) {
  say('the queue');
  return measureQueues(databaseUrl, quick ? 500 : 2_000);
}

function read() {
  try {
    return parseArgs({ options }).values;
  } catch {
    process.stderr.write(USAGE);
    return process.exit(2);
  }
}

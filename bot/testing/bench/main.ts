/** `npm run bench`: everything that Guildhall promises of its speed and size, measured in one run, as ratios. */
import { parseArgs } from 'node:util';
import { measureAcknowledgements } from './acknowledgement.ts';
import { databaseOf, openFolder, startAll, startPostgres, startWeb } from './guildhall.ts';
import { enter, measureMirrors } from './questions.ts';
import { openStandIns } from './stand-ins.ts';
import { settle } from './town.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    prof: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const folder = await openFolder();
const standIns = await openStandIns();
try {
  say('starting');
  const all = await startAll(folder.path, standIns.env);
  await settle(await databaseOf(folder.path));
  await enter(all, standIns);
  const mirrors = await measureMirrors(all, standIns, 30);
  say(JSON.stringify(mirrors, (key, v) => (key === 'threads' ? undefined : v)));
  await all.child.end();
  const postgres = await startPostgres(folder.path);
  const web = await startWeb(
    folder.path,
    postgres.url,
    standIns.env,
    values.prof ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [],
  );
  const result = await measureAcknowledgements({
    standIns,
    web,
    databaseUrl: postgres.url,
    folder: folder.path,
    threads: mirrors.threads,
    rounds: values.quick ? 1 : 3,
    seconds: 4,
    ...(values.only && { only: new RegExp(values.only) }),
    say,
  });
  console.log(JSON.stringify(result, null, 1));
  await web.child.end();
  say(web.child.output().slice(0, 3000));
  await postgres.stop();
} finally {
  await standIns.close();
  await folder.remove();
}

/** One run: people talk over the real adapters while Guildhall's processes are killed again and again; then everything is looked at. */
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../../prisma/client.ts';
import { freshDatabase } from '../../../prisma/testing/database.ts';
import type { Log } from '../../core/ports.ts';
import { fastClock } from './fast-clock.ts';
import { type Judgement, judge } from './judge.ts';
import { type Asked, chatter, livesOf, WORD } from './lives.ts';
import { lookAt } from './look.ts';
import { createPart, type Part } from './part.ts';
import { random } from './random.ts';
import { countRows, findWord, jobsWaiting, whatIsOwed } from './rows.ts';
import { openStandIns, type Sent, type StandIns } from './stand-ins.ts';
import type { Told } from './told.ts';
import { settleTown, townOf } from './town.ts';

export interface RunSize {
  readonly seed: number;
  /** Questions asked before the first kill, without any disorder: what is measured is measured on them. */
  readonly calm: number;
  /** Questions asked while processes die. */
  readonly stormy: number;
  /** How often the worker is killed while they are asked, and the web part. */
  readonly kills: number;
  readonly webKills: number;
  /** Lines said in channels that are not bound, and how often each part is killed meanwhile. */
  readonly lines: number;
  readonly linesKills: number;
  /** How many times faster than the machine's the core's clock runs. */
  readonly speed: number;
}

export interface RunReport extends Judgement {
  /** The bot's own tables before and after the lines in channels that are not bound. */
  readonly rowsBefore: Record<string, number>;
  readonly rowsAfter: Record<string, number>;
  /** Columns in which their word stands, and one of the questions' words, which must be found somewhere. */
  readonly linesFound: readonly string[];
  readonly questionsFound: readonly string[];
  /** Lines of the log that hold a word of either. */
  readonly logged: readonly string[];
  readonly errors: readonly string[];
  /** What is left at the end, by state. */
  readonly outgoing: Record<string, number>;
  /** Rows that were given up: what, where and why, without a word of anybody's. */
  readonly givenUp: readonly string[];
  readonly deliveries: Record<string, number>;
  readonly bodies: number;
  readonly debts: number;
  /** Calls to the bot that Teams got no 2xx for; events that Slack gave up. */
  readonly refusedTeams: number;
  readonly workerKills: number;
  readonly webKills: number;
  readonly seconds: Record<string, number>;
  readonly figures: Record<string, string>;
}

/** The word that is said in channels that are not bound. */
const LINES_WORD = 'thistledown';
const SECRET = Buffer.alloc(32, 9).toString('base64');
/** How long a busy machine may take for anything. */
const PATIENCE_MS = 240_000;

export async function faultRun(size: RunSize): Promise<RunReport> {
  const dice = random(size.seed);
  const pace = { base: Date.now(), speed: size.speed };
  const clock = fastClock(pace);
  const began = performance.now();
  const seconds: Record<string, number> = {};
  const noted = (what: string, from: number) => {
    seconds[what] = Math.round((performance.now() - from) / 100) / 10;
  };
  const ownLines: string[] = [];
  const log: Log = {
    info: (event, fields) => void ownLines.push(`${event} ${JSON.stringify(fields)}`),
    warn: (event, fields) => void ownLines.push(`${event} ${JSON.stringify(fields)}`),
    error: (event, fields) => void ownLines.push(`error ${event} ${JSON.stringify(fields)}`),
    with: () => log,
  };
  const closing: (() => Promise<unknown>)[] = [];
  let explain = async (): Promise<string> => '';
  try {
    const database = await freshDatabase();
    closing.push(() => database.drop());
    const { prisma, pool, close } = await connect(database.url, { max: 4, log });
    closing.push(close);
    const port = await freePort();
    const standIns = await openStandIns({ pace, botUrl: `http://127.0.0.1:${port}`, log });
    closing.push(() => standIns.close());
    const { playground } = standIns;
    const town = townOf(playground);
    await settleTown(prisma, town, clock.now());
    const told = toldOf(standIns, { databaseUrl: database.url, port, pace });
    const web = createPart({ ...told, role: 'web' }, size.linesKills + size.webKills);
    closing.push(() => web.end());
    const worker = createPart({ ...told, role: 'worker' }, size.linesKills + size.kills);
    closing.push(() => worker.end());
    await Promise.all([web.start(), worker.start()]);
    noted('start', began);
    explain = async () => {
      const heard = [...web.lines.slice(-15), ...worker.lines.slice(-30)].join('\n');
      return `kills: ${worker.killed} and ${web.killed}\n${await whatIsOwed(pool, clock.now())}\n--\n${heard}`;
    };

    let mostWaiting = 0;
    const counting = setInterval(() => {
      jobsWaiting(pool).then(
        (count) => {
          mostWaiting = Math.max(mostWaiting, count);
        },
        () => undefined,
      );
    }, 500);
    closing.push(async () => clearInterval(counting));
    const isQuiet = async (): Promise<boolean> => {
      if (!playground.hooks.idle()) return false;
      const [row] = await prisma.$queryRaw<{ owed: number }[]>`
        SELECT ((SELECT count(*) FROM outgoing WHERE state IN ('owed', 'sending')) + (SELECT count(*) FROM fact_follow)
          + (SELECT count(*) FROM delivery WHERE state = 'stored'))::int AS owed`;
      return row?.owed === 0;
    };
    const quiet = async (): Promise<boolean> => {
      const deadline = performance.now() + PATIENCE_MS;
      let still = 0;
      while (still < 3 && performance.now() < deadline) {
        still = (await isQuiet()) ? still + 1 : 0;
        await pause(100);
      }
      return still >= 3;
    };
    const restart = async (part: Part): Promise<void> => {
      await part.kill();
      await part.start();
    };
    const restartWeb = async (): Promise<void> => {
      await standIns.holdTeams();
      await restart(web);
      standIns.releaseTeams();
    };
    /** At a random moment, or as soon as the next message has reached its platform: whatever was to be written then is not. */
    const killWorker = async (): Promise<void> => {
      await pause(dice.between(300, 6_000));
      if (dice.chance(0.6)) {
        let killing: Promise<void> | null = null;
        const takeBack = standIns.atNextPost(() => {
          killing = worker.kill();
        });
        const deadline = performance.now() + 5_000;
        while (worker.running && performance.now() < deadline) await pause(5);
        takeBack();
        await (killing ?? worker.kill());
      } else await worker.kill();
      await worker.start();
    };
    const chaos = { repeat: 0.2, delayMs: 400, random: () => dice.next() };
    const look = lookAt(playground);
    const asked: Asked[] = [];
    const lives = { town, look, random: dice, now: () => clock.now().getTime(), patienceMs: PATIENCE_MS };

    // What is not ours leaves no row, not even while everything dies and everything is delivered twice.
    playground.start();
    await quiet();
    let from = performance.now();
    const rowsBefore = await countRows(pool);
    playground.hooks.setChaos(chaos);
    await Promise.all([
      chatter({
        ...lives,
        changing: true,
        channels: town.unbound,
        word: LINES_WORD,
        lines: size.lines,
        atOnce: 40,
        idle: () => playground.hooks.idle(),
      }),
      repeated(size.linesKills, async () => {
        await pause(dice.between(300, 1_500));
        await restart(worker);
        await restartWeb();
      }),
    ]);
    await quiet();
    const rowsAfter = await countRows(pool);
    noted('lines', from);

    from = performance.now();
    playground.hooks.setChaos(null);
    const calmFrom = { at: clock.now().getTime(), sent: standIns.sent.length };
    const calmLife = livesOf({ ...lives, changing: false });
    const calm = Array.from({ length: size.calm }, async (_, number) => {
      await pause(number * 400);
      await calmLife(number, asked);
    });
    await Promise.all(calm);
    await quiet();
    const calmTo = { at: clock.now().getTime(), sent: standIns.sent.length };
    noted('calm', from);

    from = performance.now();
    playground.hooks.setChaos(chaos);
    const life = livesOf({ ...lives, changing: true });
    const living: Promise<void>[] = [];
    let next = size.calm;
    const last = size.calm + size.stormy;
    const webAt = new Set(
      Array.from({ length: size.webKills }, (_, at) => Math.floor(((at + 0.5) * size.kills) / size.webKills)),
    );
    for (let kill = 0; kill < size.kills; kill += 1) {
      const until = size.calm + Math.ceil(((kill + 1) * size.stormy) / size.kills);
      for (; next < Math.min(until, last); next += 1) {
        const number = next;
        const done = pause(dice.between(0, 5_000)).then(() => life(number, asked));
        // Heard of below; until then it is no unhandled rejection.
        done.catch(() => undefined);
        living.push(done);
      }
      await Promise.all([killWorker(), ...(webAt.has(kill) ? [pause(dice.between(0, 3_000)).then(restartWeb)] : [])]);
    }
    await Promise.all(living);
    noted('storm', from);

    from = performance.now();
    await quiet();
    noted('settling', from);
    const doubtful = doubtfulRows(worker.lines);
    const judged = await judge({ prisma, look, town, asked, doubtful });
    const lines = [...web.lines, ...worker.lines, ...ownLines];
    const states = async (table: 'outgoing' | 'delivery') =>
      Object.fromEntries(
        (
          await pool.query<{ state: string; count: number }>(
            `SELECT state, count(*)::int FROM ${table} GROUP BY 1 ORDER BY 1`,
          )
        ).rows.map(({ state, count }) => [state, count]),
      );
    const report: RunReport = {
      ...judged,
      rowsBefore,
      rowsAfter,
      linesFound: await findWord(pool, LINES_WORD),
      questionsFound: await findWord(pool, WORD),
      logged: lines.filter((line) => line.includes(WORD) || line.includes(LINES_WORD)),
      errors: lines.filter((line) => line.startsWith('error ') || line.includes('"level":"error"')),
      outgoing: await states('outgoing'),
      givenUp: (await prisma.outgoing.findMany({ where: { state: 'failed' } })).map(
        ({ subject, platform, problem, attempts }) => `${platform} ${subject} ${problem} ${attempts}`,
      ),
      deliveries: await states('delivery'),
      bodies: await prisma.delivery.count({ where: { body: { not: null } } }),
      debts: await prisma.factFollow.count(),
      refusedTeams: standIns.sent.filter((one) => one.platform === 'teams' && !isGood(one)).length,
      workerKills: worker.killed,
      webKills: web.killed,
      seconds,
      figures: figures({
        standIns,
        judged,
        calmFrom,
        calmTo,
        speed: size.speed,
        doubtful: doubtful.length,
        mostWaiting,
      }),
    };
    noted('all', began);
    return report;
  } catch (error) {
    const owed = await explain().catch(() => 'nothing more can be said');
    throw new Error(`${error instanceof Error ? error.message : 'failed'} (TEST_SEED=${size.seed})\n${owed}`, {
      cause: error,
    });
  } finally {
    for (const end of closing.reverse()) await end();
  }
}

const isGood = ({ status }: Sent): boolean => status >= 200 && status < 300;

async function repeated(times: number, run: () => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time += 1) await run();
}

/** Rows of which a sender said that they may be sent twice, since nobody can look whether they were. */
const doubtfulRows = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => line.includes('a message may be sent twice'))
    .map((line) => String((JSON.parse(line) as { row?: unknown }).row));

function toldOf({ playground }: StandIns, more: Pick<Told, 'databaseUrl' | 'port' | 'pace'>): Omit<Told, 'role'> {
  const { slack, teams } = playground;
  return {
    ...more,
    secret: SECRET,
    slack: {
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
      installations: slack.installations.map(({ teamId, botToken, botUserId, botId }) => ({
        teamId,
        token: botToken,
        botUserId,
        botId,
        appId: slack.appId,
      })),
    },
    teams: {
      appId: teams.appId,
      appPassword: teams.appPassword,
      tenantId: teams.tenantId,
      openIdMetadataUrl: teams.openIdMetadataUrl,
      loginUrl: `${teams.loginUrl}/${teams.tenantId}`,
    },
  };
}

/** A port that is free now; the web part takes it again after each kill. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Half of them are below the first, one in twenty is above the second, the third is the greatest. */
function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms (${sorted.length})`;
}

function figures(how: {
  standIns: StandIns;
  judged: Judgement;
  calmFrom: { at: number; sent: number };
  calmTo: { at: number; sent: number };
  speed: number;
  doubtful: number;
  mostWaiting: number;
}): Record<string, string> {
  const { standIns, judged, calmFrom, calmTo, speed } = how;
  const calm = standIns.sent.slice(calmFrom.sent, calmTo.sent);
  const inCalm = judged.mirrored.filter(({ at }) => at >= calmFrom.at && at < calmTo.at);
  const machine = (all: readonly { ms: number }[]): number[] => all.map(({ ms }) => ms / speed);
  const acknowledged = (all: readonly Sent[], platform: Sent['platform']) =>
    spread(all.filter((one) => one.platform === platform && isGood(one)).map(({ ms }) => ms));
  return {
    'acknowledged to Slack, calm': acknowledged(calm, 'slack'),
    'acknowledged to Teams, calm': acknowledged(calm, 'teams'),
    'acknowledged to Slack, all': acknowledged(standIns.sent, 'slack'),
    'acknowledged to Teams, all': acknowledged(standIns.sent, 'teams'),
    'not acknowledged at once to Slack': String(
      standIns.sent.filter((one) => one.platform === 'slack' && !isGood(one)).length,
    ),
    'reply to mirror, calm': spread(machine(inCalm)),
    'reply to mirror, all': spread(machine(judged.mirrored)),
    'jobs waiting, most': String(how.mostWaiting),
    'rows in doubt in Teams': String(how.doubtful),
    'sent twice in Teams': String(judged.doubled.length),
    'answers under such a second card': String(judged.unheard.length),
  };
}

/** One run: people talk over the real adapters while everything is broken again and again; then everything is looked at. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../core/ports.ts';
import { faultsNamed } from './classes/index.ts';
import { killWeb } from './classes/kill-web.ts';
import { killWorker } from './classes/kill-worker.ts';
import { fastClock } from './fast-clock.ts';
import type { Fault, World } from './fault.ts';
import { figures } from './figures.ts';
import { type Judgement, judge } from './judge.ts';
import { type Asked, chatter, type Doings, type Given, type LivesNeeds, livesOf, WORD } from './lives.ts';
import { doubtfulRows, eventsIn, type Hit, referencesIn, unexplained } from './logged.ts';
import { lookAt } from './look.ts';
import { createPeople } from './people.ts';
import { type Plan, planOf } from './plan.ts';
import { random, randomOf } from './random.ts';
import { countRows, findWord, rowsAbout, whatIsOwed } from './rows.ts';
import { storm } from './storm.ts';
import { keyOf, settleTown, townOf } from './town.ts';
import { type Ground, openGround } from './world.ts';

export interface RunSize {
  readonly seed: number;
  /** Questions asked before the first fault, without any disorder: what is measured is measured on them. */
  readonly calm: number;
  /** Questions asked while faults are injected, each with three answers. */
  readonly stormy: number;
  /** Classes of faults by name, separated by commas; all where it is absent. Those that need what is not there are left out. */
  readonly faults?: string | undefined;
  /** Of the faults that 1,000 questions and answers have. */
  readonly share: number;
  /** Times that a class of faults comes at least, by name, however small the share is. */
  readonly least?: Readonly<Record<string, number>>;
  /** Lines said in channels that are not bound, and whether a worker and a web process are killed meanwhile. */
  readonly lines: number;
  readonly linesKilled: boolean;
  readonly webs: number;
  readonly workers: number;
  readonly queue: 'postgres' | 'redis';
  /** Whether the database is one that can be restarted. */
  readonly ownDatabase: boolean;
  /** How many times faster than the machine's the core's clock runs. */
  readonly speed: number;
}

export interface RunReport extends Judgement, Doings {
  /** What was injected, by class, and what was to be. */
  readonly faults: Record<string, number>;
  readonly planned: Record<string, number>;
  readonly injected: number;
  /** The bot's own tables before and after the lines in channels that are not bound. */
  readonly rowsBefore: Record<string, number>;
  readonly rowsAfter: Record<string, number>;
  /** Columns in which their word stands, and one of the questions' words, which must be found somewhere. */
  readonly linesFound: readonly string[];
  readonly questionsFound: readonly string[];
  /** Lines of the log that hold a word of either. */
  readonly logged: readonly string[];
  /** Events logged as errors and as warnings, and how often; and errors that no hit on database or Redis explains. */
  readonly errors: Record<string, number>;
  readonly unexplained: Record<string, number>;
  readonly warnings: Record<string, number>;
  /** What is left at the end, by state. */
  readonly outgoing: Record<string, number>;
  /** Rows that were given up: what, where and why, without a word of anybody's. */
  readonly givenUp: readonly string[];
  readonly deliveries: Record<string, number>;
  readonly bodies: number;
  readonly debts: number;
  /** What Teams brought and got no 2xx for, but for what nobody could hear. */
  readonly refusedTeams: number;
  readonly seconds: Record<string, number>;
  readonly figures: Record<string, string>;
}

/** The word that is said in channels that are not bound. */
const LINES_WORD = 'thistledown';
/** How long a busy machine may take for anything. */
const PATIENCE_MS = 180_000;

export async function faultRun(size: RunSize): Promise<RunReport> {
  const { seed, speed } = size;
  const chosen = faultsNamed(size.faults).filter((fault) => isPossible(fault, size));
  const plan = planOf(seed, chosen, size);
  const pace = { base: Date.now(), speed };
  const clock = fastClock(pace);
  const now = () => clock.now().getTime();
  const began = performance.now();
  const seconds: Record<string, number> = {};
  const noted = (what: string, from: number) => {
    seconds[what] = Math.round((performance.now() - from) / 100) / 10;
  };
  const ownLines: string[] = [];
  const log = ownLog(ownLines);
  const faults: Record<string, number> = {};
  const count = (fault: string) => {
    faults[fault] = (faults[fault] ?? 0) + 1;
  };
  const ground = await openGround({ ...size, pace, log, count });
  const { prisma, pool, standIns } = ground;
  const asked: Asked[] = [];
  const refused = () => standIns.gates.sent.filter(({ platform, status }) => platform === 'teams' && !isGood(status));
  try {
    const { playground } = standIns;
    const town = townOf(playground);
    await settleTown(prisma, town, clock.now());
    await ground.start();
    noted('start', began);

    const isQuiet = async (): Promise<boolean> => {
      if (!standIns.idle()) return false;
      const [row] = await prisma.$queryRaw<{ owed: number }[]>`
        SELECT ((SELECT count(*) FROM outgoing WHERE state IN ('owed', 'sending')) + (SELECT count(*) FROM fact_follow)
          + (SELECT count(*) FROM delivery WHERE state = 'stored')
          + (SELECT count(*) FROM gap WHERE done_at IS NULL))::int AS owed`;
      return row?.owed === 0;
    };
    const quiet = async (): Promise<void> => {
      const deadline = performance.now() + PATIENCE_MS;
      for (let still = 0; still < 3; ) {
        still = (await isQuiet()) ? still + 1 : 0;
        if (performance.now() > deadline) throw new Error(`something is left after ${Object.keys(seconds).at(-1)}`);
        await pause(200);
      }
    };
    const look = lookAt(playground);
    const doings: Doings = { edits: 0, deletions: 0, atOnce: { questions: 0, answers: 0 } };
    const some = { look, seed, now };
    const people = createPeople({ standIns, asked, lives: some, patienceMs: PATIENCE_MS });
    const { mayAsk, mayDo, isAcknowledged } = people;
    const lives: Omit<LivesNeeds, 'changing'> = {
      ...some,
      ...{ town, speed, patienceMs: PATIENCE_MS, mayAsk, mayDo, isAcknowledged, doings },
    };
    const wait = (clockMs: number) => pause(clockMs / speed);
    const hits: Hit[] = [];
    const world: World = { ...noting(ground, hits), people: people.inWorld, wait, count };

    // What is not ours leaves no row, not even while it is brought twice and in another order.
    playground.start();
    await quiet();
    let from = performance.now();
    const rowsBefore = await countRows(pool);
    const dice = random(seed);
    standIns.deliveries.add(
      Array.from({ length: size.lines }, () => ({
        fault: 'lines',
        afterMs: dice.between(0, 400),
        times: dice.chance(0.2) ? 2 : 1,
      })),
    );
    const { lines } = size;
    const idle = () => standIns.idle();
    const said = { channels: town.unbound, word: LINES_WORD, lines, atOnce: 40, idle, patienceMs: PATIENCE_MS };
    const killed = size.linesKilled ? [killWorker, killWeb] : [];
    await Promise.all([
      chatter({ ...some, ...said }),
      ...killed.map((fault) => fault.inject(world, randomOf(seed, `lines ${fault.name}`))),
    ]);
    standIns.deliveries.clear();
    await quiet();
    const rowsAfter = await countRows(pool);
    for (const name of Object.keys(faults)) delete faults[name];
    noted('lines', from);

    from = performance.now();
    const calmFrom = { at: now(), sent: standIns.gates.sent.length };
    const calmLife = livesOf({ ...lives, changing: false });
    await Promise.all(
      Array.from({ length: size.calm }, async (_, number) => {
        await pause(number * 400);
        await calmLife(number, asked);
      }),
    );
    await quiet();
    const calmTo = { at: now(), sent: standIns.gates.sent.length };
    noted('calm', from);

    from = performance.now();
    const life = livesOf({ ...lives, changing: true });
    const live = (number: number) => life(size.calm + number, asked);
    await storm({ seed, plan, world, lives: size.stormy, live });
    noted('storm', from);

    from = performance.now();
    await quiet();
    noted('settling', from);
    const logged = [...ground.lines(), ...ownLines];
    const doubtful = doubtfulRows(logged);
    /** The machine's time as the clock of the run. */
    const inStory = (at: number) => new Date(pace.base + (at - pace.base) * speed).toISOString();
    const story = async ({ channel, id, ...said }: Asked | Given): Promise<string> => {
      const key = keyOf(channel, id);
      const tries = standIns.gates.sent.filter((one) => one.about === (channel.platform === 'slack' ? key : id));
      const deliveries = await prisma.delivery.findMany({
        where: { id: { contains: key } },
        orderBy: { receivedAt: 'asc' },
      });
      const reply = await prisma.reply.findFirst({ where: { key } });
      const root = 'root' in said ? said.root : null;
      const kept = root === null ? null : await prisma.thread.findFirst({ where: { key: keyOf(channel, root) } });
      return JSON.stringify({
        channel: `${channel.platform} ${channel.name}`,
        tries: tries.map(({ at, status }) => `${status} at ${inStory(at)}`),
        deliveries: deliveries.map(
          (one) => `${one.id.replace(key, '')} ${one.state} at ${one.receivedAt.toISOString()} ${one.fault ?? ''}`,
        ),
        version: reply?.version,
        thread: kept && `${kept.subject} since ${kept.createdAt.toISOString()}`,
        said: 'at' in said ? new Date(said.at).toISOString() : null,
        away: people.quiet.map((one) => `${inStory(one.from)} to ${inStory(one.to)}`),
      });
    };
    const judged = await judge({ prisma, look, town, asked, doubtful, story, references: referencesIn(logged) });
    const states = async (table: 'outgoing' | 'delivery') =>
      Object.fromEntries(
        (
          await pool.query<{ state: string; count: number }>(
            `SELECT state, count(*)::int FROM ${table} GROUP BY 1 ORDER BY 1`,
          )
        ).rows.map(({ state, count: rows }) => [state, rows]),
      );
    const isUnheard = (at: number) => people.quiet.some((one) => at >= one.from && at <= one.to);
    const report: RunReport = {
      ...judged,
      ...doings,
      faults,
      planned: timesOf(plan),
      injected: Object.values(faults).reduce((sum, times) => sum + times, 0),
      rowsBefore,
      rowsAfter,
      linesFound: await findWord(pool, LINES_WORD),
      questionsFound: await findWord(pool, WORD),
      logged: logged.filter((line) => line.includes(WORD) || line.includes(LINES_WORD)),
      errors: eventsIn(logged, 'error'),
      unexplained: { ...unexplained(ground.lines(), hits), ...ownErrors(ownLines) },
      warnings: eventsIn(logged, 'warn'),
      outgoing: await states('outgoing'),
      givenUp: (await prisma.outgoing.findMany({ where: { state: 'failed' } })).map(
        ({ subject, platform, problem, attempts }) => `${platform} ${subject} ${problem} ${attempts}`,
      ),
      deliveries: await states('delivery'),
      bodies: await prisma.delivery.count({ where: { body: { not: null } } }),
      debts: await prisma.factFollow.count(),
      refusedTeams: refused().filter(({ at }) => !isUnheard(at)).length,
      seconds,
      figures: figures({
        sent: standIns.gates.sent,
        judged,
        calmFrom,
        calmTo,
        speed,
        doubtful: doubtful.length,
      }),
    };
    noted('all', began);
    return report;
  } catch (error) {
    const owed = await whatIsOwed(pool, clock.now()).catch(() => 'nothing more can be said');
    const why = error instanceof Error ? error.message : 'failed';
    const missed = asked.find(({ token }) => why.includes(token));
    const missing = missed && (await rowsAbout(pool, clock.now(), keyOf(missed.channel, missed.id)).catch(() => '?'));
    const { FAULT_LOG } = process.env;
    if (FAULT_LOG) await writeFile(FAULT_LOG, [...ground.lines(), ...ownLines].join('\n'));
    const heard = ground.lines().slice(-40).join('\n');
    const { acknowledged } = standIns.gates;
    const unheard = asked.filter(
      ({ channel, id }) => !acknowledged(channel.platform === 'slack' ? `${channel.id}/${id}` : id),
    );
    const known = await prisma.question.findMany({ select: { sourceKey: true } }).catch(() => []);
    const keys = new Set(known.map(({ sourceKey }) => sourceKey));
    const about = {
      seed,
      notKept: asked.filter(({ channel, id }) => !keys.has(keyOf(channel, id))).map(({ token }) => token),
      seconds,
      faults,
      questions: asked.length,
      notAcknowledged: unheard.map(({ token, channel }) => `${token} in ${channel.platform} ${channel.name}`),
      refusedTeams: refused().map(
        ({ status, ms, at }) => `${status} after ${Math.round(ms)} ms at ${new Date(at).toISOString()}`,
      ),
    };
    throw new Error(`${why}\n${missing ?? ''}\n${JSON.stringify(about, null, 2)}\n${owed}\n--\n${heard}`, {
      cause: error,
    });
  } finally {
    await ground.close();
  }
}

const isPossible = ({ needs }: Fault, { queue, ownDatabase }: RunSize): boolean =>
  needs === 'redis' ? queue === 'redis' : needs === 'own-database' ? ownDatabase : true;

/** The same, with a note of when what everything stands on was broken. */
function noting(ground: Ground, hits: Hit[]): Ground {
  const { database, redis } = ground;
  const noted =
    <A extends readonly unknown[]>(of: Hit['of'], hit: (...how: A) => Promise<void>) =>
    async (...how: A): Promise<void> => {
      const from = Date.now();
      await hit(...how);
      hits.push({ of, from, to: Date.now() });
    };
  const { restart } = database;
  return {
    ...ground,
    database: { cut: noted('database', database.cut), ...(restart && { restart: noted('database', restart) }) },
    redis: redis && { ...redis, flush: noted('redis', redis.flush), restart: noted('redis', redis.restart) },
  };
}

/** How often each class is planned. */
function timesOf({ storm, beside }: Plan): Record<string, number> {
  const times: Record<string, number> = {};
  for (const { name, each = 1 } of [...storm, ...beside]) times[name] = (times[name] ?? 0) + each;
  return times;
}

function ownLog(lines: string[]): Log {
  const log: Log = {
    info: (event, fields) => void lines.push(`${event} ${JSON.stringify(fields)}`),
    warn: (event, fields) => void lines.push(`${event} ${JSON.stringify(fields)}`),
    error: (event, fields) => void lines.push(`error ${event} ${JSON.stringify(fields)}`),
    with: () => log,
  };
  return log;
}

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** What the stand-ins themselves could not do. */
const ownErrors = (lines: readonly string[]): Record<string, number> =>
  Object.fromEntries(lines.filter((line) => line.startsWith('error ')).map((line) => [line, 1]));

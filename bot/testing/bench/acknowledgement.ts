/** How long an event waits for its acknowledgement: ours, stored first, beside bare apps that store nothing and beside a commit alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startChild } from './child.ts';
import { median, type Waits, waitsOf } from './figures.ts';
import type { Guildhall } from './guildhall.ts';
import { type Asked, flatOut, httpTarget, paced, type Target } from './load.ts';
import { cpuOf } from './machine.ts';
import type { StandIns } from './stand-ins.ts';
import { COMMUNITIES, slackMessage } from './town.ts';

/** Who is compared with whom. */
export const NAMES = {
  commit: 'INSERT; COMMIT alone',
  bareSlack: 'Slack: bare Bolt',
  slack: 'Slack: Guildhall, stored',
  slackUnwanted: 'Slack: Guildhall, not wanted',
  bareTeams: 'Teams: bare botbuilder',
  teams: 'Teams: Guildhall, stored',
  teamsUnwanted: 'Teams: Guildhall, not wanted',
} as const;
export type Name = keyof typeof NAMES;

export interface AtRate extends Waits {
  readonly errors: number;
}
export interface AtMost {
  /** Answered requests a second, by how many connections asked. */
  readonly rates: Readonly<Record<number, number>>;
  /** The highest at which p99 stayed below a second and nothing failed. */
  readonly highest: number;
  readonly waits: Readonly<Record<number, Waits>>;
  readonly errors: number;
  /** Of the server's process, for each answered request, in milliseconds; null for a commit. */
  readonly cpuMs: number | null;
}
export interface Acknowledgements {
  readonly synchronousCommit: string;
  readonly rate: number;
  /** Of those that were asked for. */
  readonly of: Readonly<Partial<Record<Name, { readonly paced: AtRate; readonly most: AtMost }>>>;
}

export interface AcknowledgementNeeds {
  readonly standIns: StandIns;
  readonly web: Guildhall;
  readonly databaseUrl: string;
  readonly folder: string;
  /** Threads that Guildhall keeps, by community. */
  readonly threads: { readonly slack: readonly string[]; readonly teams: readonly string[] };
  readonly rounds: number;
  /** Of one measurement, in seconds. */
  readonly seconds: number;
  /** Only those whose name has this in it. */
  readonly only: string | undefined;
  readonly say: (line: string) => void;
}

const RATE = 200;
const CONNECTIONS = [10, 50];
/** Guildhall is at rest again when it uses next to no processor time for so long; it is not waited for for ever. */
const CALM_MS = 300;
const CALM_TRIES = 15;

export async function measureAcknowledgements(needs: AcknowledgementNeeds): Promise<Acknowledgements> {
  const { standIns, web, databaseUrl, folder, threads, rounds, seconds, say, only } = needs;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 50 });
  const bolt = startChild('adapters/slack/testing/bare.ts', { env: standIns.env, cwd: folder });
  const botbuilder = startChild('adapters/teams/testing/bare.ts', { env: standIns.env, cwd: folder });
  try {
    const [boltPort, botbuilderPort] = await Promise.all([bolt, botbuilder].map((one) => one.says(/on (\d+)\./)));
    await pool.query('CREATE TABLE IF NOT EXISTS bench_commit (id uuid PRIMARY KEY, body bytea NOT NULL)');
    const shown = await pool.query<{ synchronous_commit: string }>('SHOW synchronous_commit');
    const slackUrl = `${web.url}/slack/events`;
    const teamsUrl = `${web.url}/api/messages`;
    const { teams } = standIns;
    const pids: Partial<Record<Name, number>> = {
      bareSlack: bolt.pid,
      bareTeams: botbuilder.pid,
      slack: web.child.pid,
      slackUnwanted: web.child.pid,
      teams: web.child.pid,
      teamsUnwanted: web.child.pid,
    };
    let at = 0;
    const next = (): number => {
      at += 1;
      return at;
    };
    const inThread = () => {
      const one = next();
      return { at: one, community: one % COMMUNITIES };
    };
    const slackReply = () => {
      const { at, community } = inThread();
      return slackMessage({ at, thread: threads.slack[community] ?? '' });
    };
    const teamsReply = () => {
      const { at, community } = inThread();
      return teams.message({ at, thread: threads.teams[community] ?? '' });
    };
    const slackTalk = () => slackMessage({ at: next() });
    const teamsTalk = () => teams.message({ at: next() });
    const body = Buffer.alloc(1_000, 7);
    const targets: Record<Name, Target> = {
      commit: {
        name: 'commit',
        async ask() {
          await pool.query({
            name: 'commit',
            text: 'INSERT INTO bench_commit VALUES ($1, $2)',
            values: [crypto.randomUUID(), body],
          });
        },
      },
      bareSlack: httpTarget('bareSlack', `http://127.0.0.1:${boltPort}/slack/events`, slackReply),
      slack: httpTarget('slack', slackUrl, slackReply),
      slackUnwanted: httpTarget('slackUnwanted', slackUrl, slackTalk),
      bareTeams: httpTarget('bareTeams', `http://127.0.0.1:${botbuilderPort}/api/messages`, teamsReply),
      teams: httpTarget('teams', teamsUrl, teamsReply),
      teamsUnwanted: httpTarget('teamsUnwanted', teamsUrl, teamsTalk),
    };
    const names = (Object.keys(targets) as Name[]).filter((name) => only === undefined || NAMES[name].includes(only));

    /** What was stored and not acted on yet is given up, so that one round is not measured in the wake of another. */
    const calm = async (): Promise<void> => {
      await pool.query(
        `UPDATE delivery SET state = 'settled', body = NULL, key = NULL, settled_at = now() WHERE state = 'stored'`,
      );
      for (let tries = 0; tries < CALM_TRIES; tries += 1) {
        const before = await cpuOf(web.child.pid);
        await sleep(CALM_MS);
        if ((await cpuOf(web.child.pid)) - before <= CALM_MS / 20) return;
      }
    };

    say('warming up');
    for (const name of names) {
      await flatOut(targets[name], 10, 1);
      await calm();
    }
    const slow: Record<string, Asked[]> = {};
    const fast: Record<string, Record<number, Hurried[]>> = {};
    for (let round = 1; round <= rounds; round += 1) {
      for (const name of names) {
        say(`round ${round} of ${rounds}: ${NAMES[name]}`);
        const asked = await paced(targets[name], RATE, seconds);
        slow[name] = [...(slow[name] ?? []), asked];
        await calm();
        for (const connections of CONNECTIONS) {
          const pid = pids[name];
          const before = pid === undefined ? 0 : await cpuOf(pid);
          const most = await flatOut(targets[name], connections, seconds / 2);
          const cpuMs = pid === undefined ? null : (await cpuOf(pid)) - before;
          fast[name] ??= {};
          fast[name][connections] = [...(fast[name][connections] ?? []), { ...most, cpuMs }];
          await calm();
        }
      }
    }
    return {
      synchronousCommit: shown.rows[0]?.synchronous_commit ?? '',
      rate: RATE,
      of: Object.fromEntries(
        names.map((name) => [name, { paced: atRate(slow[name] ?? []), most: atMost(fast[name] ?? {}) }]),
      ),
    };
  } finally {
    await Promise.all([bolt.end(), botbuilder.end(), pool.end()]);
  }
}

/** The middle of the rounds: one that something else disturbed does not count for all. */
function atRate(rounds: readonly Asked[]): AtRate {
  const all = rounds.map(({ waits }) => waitsOf(waits));
  const middle = (of: (one: Waits) => number) => median(all.map(of));
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    p50: middle(({ p50 }) => p50),
    p95: middle(({ p95 }) => p95),
    p99: middle(({ p99 }) => p99),
    max: Math.max(...all.map(({ max }) => max)),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
  };
}

type Hurried = Asked & { readonly cpuMs: number | null };

function atMost(byConnections: Readonly<Record<number, readonly Hurried[]>>): AtMost {
  const rates: Record<number, number> = {};
  const waits: Record<number, Waits> = {};
  let errors = 0;
  for (const [connections, rounds] of Object.entries(byConnections)) {
    rates[Number(connections)] = median(rounds.map((one) => one.waits.length / one.seconds));
    waits[Number(connections)] = atRate(rounds);
    errors += rounds.reduce((sum, one) => sum + one.errors, 0);
  }
  const sustained = CONNECTIONS.filter((one) => (waits[one]?.p99 ?? Number.POSITIVE_INFINITY) < 1_000);
  const all = Object.values(byConnections).flat();
  const cpuMs = all.every((one) => one.cpuMs !== null)
    ? median(all.map((one) => (one.cpuMs ?? 0) / Math.max(1, one.waits.length)))
    : null;
  return { rates, waits, errors, cpuMs, highest: Math.max(0, ...sustained.map((one) => rates[one] ?? 0)) };
}

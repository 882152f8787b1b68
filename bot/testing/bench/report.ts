/** What was measured, for people: tables, and whether each aim was met. */
import { type Acknowledgements, type AtRate, NAMES, type Name } from './acknowledgement.ts';
import { mb, short, table } from './figures.ts';
import type { Mirrors } from './questions.ts';
import type { QueueFigures } from './queues.ts';
import type { Growth, Size } from './sizes.ts';
import type { Starts } from './starts.ts';

export interface Measured {
  readonly machine: { readonly cores: number; readonly load: number };
  readonly acknowledgements?: Acknowledgements;
  readonly mirrors?: Omit<Mirrors, 'threads'>;
  readonly queues?: { readonly postgres: QueueFigures; readonly redis: QueueFigures | null };
  readonly starts?: Starts;
  readonly atRest?: Size;
  readonly growth?: Growth;
}

export interface Aim {
  readonly aim: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Code that is compiled and caches that fill are kept as well, and are no leak. */
const GROWTH_NOISE = 0.1;

export function aimsOf({ acknowledgements: ack, mirrors, atRest, growth }: Measured): readonly Aim[] {
  const aims: Aim[] = [];
  const aim = (words: string, measured: string, met: boolean) => void aims.push({ aim: words, measured, met });
  const { commit, slack, bareSlack, teams, bareTeams } = ack?.of ?? {};
  const within = (name: string, mine: AtRate, theirs: AtRate, alone: AtRate) => {
    const middle = theirs.p50 + 2 * alone.p50;
    const late = 2 * theirs.p99 + 4 * alone.p99;
    const at = `${name}, stored, ${ack?.rate} a second`;
    aim(`${at}: p50 within bare + 2 commits`, `${short(mine.p50)} of ${short(middle)} ms`, mine.p50 <= middle);
    aim(`${at}: p99 within 2 x bare + 4 commits`, `${short(mine.p99)} of ${short(late)} ms`, mine.p99 <= late);
  };
  if (slack && bareSlack && commit) within('Slack', slack.paced, bareSlack.paced, commit.paced);
  if (teams && bareTeams && commit) within('Teams', teams.paced, bareTeams.paced, commit.paced);
  if (teams && bareTeams) {
    const [ours, bare] = [teams.most.highest, bareTeams.most.highest];
    const rates = `${short(ours)} of ${short(bare)} a second`;
    aim('Teams, stored: faster than bare botbuilder at its highest rate', rates, ours > bare);
  }
  if (mirrors) {
    const p95 = Math.max(mirrors.fromSlack.p95, mirrors.fromTeams.p95);
    aim('A question to its mirrored card: p95 under 2 s', `${short(p95)} ms`, p95 < 2_000);
  }
  if (atRest) {
    const node = mb(atRest.node.pss);
    const all = node + mb(atRest.postgres.pss);
    aim('At rest, with the bundled database: under 350 MB', `${short(all)} MB`, all < 350);
    aim('At rest, without it: under 220 MB', `${short(node)} MB`, node < 220);
  }
  if (growth) {
    const [first, last] = [growth.sizes.at(0), growth.sizes.at(-1)];
    const grown = (last?.kept ?? 0) / (first?.kept ?? 1) - 1;
    const [kept, pss] = [
      [first?.kept, last?.kept],
      [first?.size.node.pss, last?.size.node.pss],
    ].map((both) => both.map((bytes) => short(mb(bytes ?? 0))).join(' to '));
    const words = `kept ${kept} MB (PSS ${pss} MB)`;
    aim(`After ${growth.events} events: no growth of what is kept`, words, grown < GROWTH_NOISE);
  }
  return aims;
}

export function report(measured: Measured): string {
  const { machine, acknowledgements: ack, mirrors, queues, starts, atRest, growth } = measured;
  const parts = [`${machine.cores} cores, load ${short(machine.load)} before the run.`];
  if (ack) parts.push(acknowledged(ack));
  if (mirrors) {
    const row = (name: string, { p50, p95, max }: { p50: number; p95: number; max: number }) => [
      name,
      ...[p50, p95, max].map(short),
    ];
    const rows = [row('Slack to Teams', mirrors.fromSlack), row('Teams to Slack', mirrors.fromTeams)];
    parts.push(table(['From acknowledgement to mirrored card, ms', 'p50', 'p95', 'max'], rows));
  }
  if (queues) {
    const row = (name: string, one: QueueFigures | null) =>
      one
        ? [name, short(one.jobsASecond), short(one.start.p50), short(one.start.p99)]
        : [name, 'left out: no redis-server here', '', ''];
    const head = ['The queue', 'jobs/s', 'add to start p50, ms', 'p99'];
    parts.push(table(head, [row('Postgres', queues.postgres), row('Redis', queues.redis)]));
  }
  if (starts) {
    const rows = [
      ['on an empty folder', short(starts.empty)],
      ['on one that was used', short(starts.existing)],
    ];
    parts.push(table(['npm start until ready, s', ''], rows));
  }
  if (atRest || growth) {
    const row = (name: string, { node, postgres }: Size, kept?: number) => [
      name,
      kept === undefined ? '' : short(mb(kept)),
      ...[node.pss, node.rss, postgres.pss, postgres.rss].map((bytes) => short(mb(bytes))),
    ];
    const rows = [
      ...(atRest ? [row('at rest', atRest)] : []),
      ...(growth?.sizes.map(({ after, size, kept }) => row(`after ${after} events`, size, kept)) ?? []),
    ];
    const head = ['Memory, MB', 'Guildhall kept', 'PSS', 'RSS', 'its Postgres PSS', 'RSS summed'];
    parts.push(table(head, rows));
  }
  const aims = aimsOf(measured).map(({ aim, measured: words, met }) => [aim, words, met ? 'met' : 'not met']);
  if (aims.length > 0) parts.push(table(['Aim', 'measured', ''], aims));
  return `${parts.join('\n\n')}\n`;
}

function acknowledged({ of, rate, synchronousCommit }: Acknowledgements): string {
  const bareOf: Partial<Record<Name, Name>> = {
    slack: 'bareSlack',
    slackUnwanted: 'bareSlack',
    teams: 'bareTeams',
    teamsUnwanted: 'bareTeams',
  };
  const rows = (Object.keys(NAMES) as Name[]).flatMap((name) => {
    const mine = of[name];
    if (!mine) return [];
    const { paced, most } = mine;
    const beside = bareOf[name];
    const bare = beside && of[beside];
    const times = (value: number, other: number | undefined) => (other === undefined ? '' : `${short(value / other)}x`);
    return [
      [
        NAMES[name],
        short(paced.p50),
        times(paced.p50, bare?.paced.p50),
        short(paced.p99),
        times(paced.p99, bare?.paced.p99),
        ...Object.values(most.rates).map(short),
        times(most.highest, bare?.most.highest),
        most.cpuMs === null ? '' : short(most.cpuMs),
        String(paced.errors + most.errors),
      ],
    ];
  });
  const head = [
    `Acknowledged at ${rate} a second, ms`,
    'p50',
    'of bare',
    'p99',
    'of bare',
    '/s of 10',
    '/s of 50',
    'of bare',
    'CPU ms',
    'errors',
  ];
  return `${table(head, rows)}\nsynchronous_commit is ${synchronousCommit}. "/s of 10" is what 10 connections got answered in a second; "CPU ms" is the server's own processor time for one.`;
}

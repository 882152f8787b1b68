/** A review without names on a server of which all that it ever wrote can be read, and what an adversary finds there who has all of it. */
import { onTestFinished } from 'vitest';
import { createSealer } from '../../../bot/core/seal.ts';
import { type HeldRecords, readRecords } from '../../../prisma/records/read.ts';
import { createInputSeal, doneMark, draftMark, INPUT_PURPOSE } from '../../../prisma/sessions/input.ts';
import type { OwnServer } from '../../../prisma/testing/own-server.ts';
import { everyRow } from '../../../prisma/testing/rows.ts';
import type { Searchable } from '../../../prisma/testing/searchable.ts';
import { readWal, startLegible, unpack, walPosition } from '../../../prisma/testing/written.ts';
import { stageSecret } from '../../testing/full-story.ts';
import { type Actor, type Stage, stage } from '../../testing/stage.ts';
import { collectTraces, type Traces } from '../../testing/traces.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { playing, type Scene, setScene } from './scene.ts';
import { type Writers, writers } from './writers.ts';

/** One doing of somebody, and what the log of changes has of it. */
export interface Doing {
  readonly who: Actor;
  readonly person: string;
  readonly wal: Searchable;
  /** Tables of which a row came, went or was written anew, as it was too: the log of changes has no id where a row is noted in place. */
  readonly tables: readonly string[];
  /** Lines that were logged meanwhile. */
  readonly lines: readonly string[];
  /** Messages that came to be owed by it. */
  readonly owed: number;
}

export interface Unattributed extends Scene {
  readonly server: OwnServer;
  /** The key of the round, as it is while people write. */
  readonly key: Uint8Array;
  /** The same as it is kept: sealed. */
  readonly sealed: Uint8Array;
  readonly doings: Doing[];
  /** What somebody does, watched. */
  watch(who: Actor, run: (how: Writers) => Promise<unknown>): Promise<void>;
  traces(): Promise<Traces>;
  /** What a records officer is given of it now, or so much later. */
  exported(laterMs?: number): Promise<HeldRecords>;
}

/** It is open, and nobody has written yet. */
export async function opened(people: number): Promise<Unattributed> {
  const { s: before, made } = await setScene({ people, state: 'scheduled' });
  const server = await startLegible();
  onTestFinished(() => server.stop());
  const s: Stage = await stage({
    from: await before.kept(),
    database: { url: server.url, drop: async () => undefined },
  });
  await unpack(server.url);
  const all = playing(s, made);
  for (let hours = 0; (await all.record()).state !== 'collecting'; hours += 1) {
    if (hours > 72) throw new Error('it does not open');
    await all.away(HOUR_MS);
  }
  const { key: sealed } = await s.prisma.sessionKey.findFirstOrThrow();
  const key = createInputSeal(createSealer([stageSecret], INPUT_PURPOSE)).openKey(sealed);
  const doings: Doing[] = [];
  const hands = writers(all);
  return {
    ...all,
    server,
    key,
    sealed,
    doings,
    async watch(who, run) {
      const person = await all.personOf(who);
      const before = await everyRow(server.url, { versions: true });
      const [from, lines, owed] = [await walPosition(server.url), s.lines.length, await s.prisma.outgoing.count()];
      await run(hands);
      const wal = await readWal(server, { from, to: await walPosition(server.url) });
      const after = await everyRow(server.url, { versions: true });
      const tables = Object.keys(after).filter((table) => `${after[table]}` !== `${before[table]}`);
      doings.push({
        who,
        person,
        wal,
        tables,
        lines: s.lines.slice(lines),
        owed: (await s.prisma.outgoing.count()) - owed,
      });
    },
    async exported(laterMs = 0) {
      const at = { secrets: [stageSecret], at: new Date(s.clock.now().getTime() + laterMs) };
      const held = await readRecords(server.url, made.session, at);
      if (!held) throw new Error('there is no such session');
      return held;
    },
    traces: () =>
      collectTraces({
        server,
        secrets: [stageSecret],
        clock: s.clock,
        log: s.lines,
        platforms: { slack: s.slack.posted, teams: s.teams.posted },
      }),
  };
}

/** What a submission may write: none of these has a column for who. */
const WRITTEN = ['private_claim', 'staged_input', 'session_draft', 'done_mark'].map((table) => `public.${table}`);

/** What says, while people write, who does: in what the doing itself wrote, logged or owed. */
export const toldByDoing = ({ doings }: Pick<Unattributed, 'doings'>): readonly string[] =>
  doings.flatMap(({ who, person, wal, tables, lines, owed }, at) => [
    ...tables.filter((table) => !WRITTEN.includes(table)).map((table) => `doing ${at} changes ${table}`),
    ...[person, who.ref.id, who.name].flatMap((of) => wal.find(of).map((where) => `doing ${at} writes ${of} ${where}`)),
    ...lines
      .filter((line) => [person, who.ref.id, who.name].some((of) => line.includes(of)))
      .map(() => `doing ${at} is logged with its author`),
    ...(owed === 0 ? [] : [`doing ${at} owes ${owed} messages`]),
  ]);

/** Where the key of the round is left, once it is closed: whoever has it links every point to its author. */
export const keysLeft = ({ key, sealed }: Pick<Unattributed, 'key' | 'sealed'>, traces: Traces): readonly string[] => [
  ...traces.find(key),
  ...traces.find(Buffer.from(key).toString('base64')),
  ...traces.find(sealed),
];

/** By the key, were it there: marks that stand anywhere in what was written, with whose they are. */
export const linkedBy = (key: Uint8Array, people: readonly string[], traces: Traces): readonly string[] =>
  people.filter((person) => [doneMark(key, person), draftMark(key, person)].some((one) => traces.find(one).length > 0));

/** What in a records officer's export stands beside a point and says whose it is, or in which order points came. */
export async function toldByExport(
  { s, key, session }: Pick<Unattributed, 's' | 'key' | 'session'>,
  held: HeldRecords,
): Promise<readonly string[]> {
  const whole = JSON.stringify(held);
  const staged = await s.prisma.stagedInput.findMany({ where: { sessionId: session } });
  const bytes = [key, ...staged.flatMap(({ mark }) => mark ?? [])].map((one) => Buffer.from(one));
  const secret = [
    ...staged.map(({ id }) => id),
    ...bytes.flatMap((one) => [one.toString('hex'), one.toString('base64'), JSON.stringify([...one])]),
  ];
  const rowsOf = (table: string) => held.records.find((one) => one.table === table)?.rows ?? [];
  const hidden = rowsOf('staged_input').map(({ round, question, text }) => JSON.stringify([round, question, text]));
  return [
    ...secret.filter((one) => whole.includes(one)).map(() => 'what the key finds is in it'),
    ...[...rowsOf('staged_input'), ...rowsOf('contribution')]
      .filter(({ person_id }) => person_id !== null)
      .map(({ text }) => `whose ${text} is`),
    ...rowsOf('receipt').map(() => 'who is done'),
    ...(`${hidden}` === `${[...hidden].sort()}` ? [] : ['in which order points came']),
  ];
}

/** Tries every surface by everybody, puts what they saw beside what the rules say, and prints both as one matrix. */
import { digestsAt, standingAt } from './seen.ts';
import { allowed, inRoom, type Right, rightOf, type Surface } from './surface.ts';
import {
  ASKING,
  type Bound,
  boundTo,
  homeOf,
  KEPT,
  KEYS,
  type Key,
  KNOWN,
  READ,
  type Row,
  SAID,
  type Said,
  type World,
  wordOf,
} from './world.ts';

/** One person, one surface, one community. */
export interface Cell {
  readonly row: string;
  readonly surface: string;
  readonly key: Key;
  readonly seen: readonly Said[];
  /** What was to be seen and was not. */
  readonly missing: readonly Said[];
  /** What was seen and was not to be. */
  readonly leaked: readonly Said[];
}

export interface Matrix {
  readonly cells: readonly Cell[];
  /** Words of no community that somebody saw who may not. */
  readonly strays: readonly string[];
}

/** So many people at once: as many as there are connections for. */
const AT_ONCE = 3;

export async function tryAll(world: World, all: readonly Surface[]): Promise<Matrix> {
  const cells: Cell[] = [];
  const strays: string[] = [];
  for (const surface of all) {
    const rows = world.rows.filter(({ key }) => !surface.by || surface.by.includes(key));
    // Whoever has two accounts does one thing after the other.
    const waiting = [...new Set(rows.map(({ person }) => person))];
    const next = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
        for (const row of rows.filter(({ person }) => person === one)) {
          const words = (await surface.run(world, row)).join('\n');
          for (const key of KEYS) cells.push(judged(world, surface, row, key, words));
          strays.push(...straysIn(world, surface, row, words));
        }
    };
    await Promise.all(Array.from({ length: surface.sends ? 1 : AT_ONCE }, next));
  }
  for (const room of world.rooms) for (const key of KEYS) cells.push(...judgedRoom(world, room, key));
  return { cells, strays };
}

const saidIn = (words: string, key: Key): readonly Said[] => SAID.filter((said) => words.includes(wordOf(said, key)));

function judged(world: World, surface: Surface, row: Row, key: Key, words: string): Cell {
  const group = world.groups[key];
  const rights = (surface.isPrivate ? row.accounts : [row]).map((one) => rightOf(one, group));
  const right: Right = {
    knows: rights.some(({ knows }) => knows),
    reads: rights.some(({ reads }) => reads),
    keeps: rights.some(({ keeps }) => keeps),
  };
  const organisations = (surface.isPrivate ? row.accounts : [row]).map(({ organisation }) => organisation);
  const theirs = allowed(right, organisations.includes(homeOf(key)));
  const has = (keys: readonly Key[] | undefined, ...said: readonly Said[]) => (keys?.includes(key) ? said : []);
  const personal = [
    ...has(row.invited, ...KNOWN),
    ...has(row.waits, 'name'),
    // Who had a part in it is told what ended, as long as it is not hidden.
    ...(group.access === 'hidden' ? [] : has(row.ended, 'name')),
    ...has(row.late, ...ASKING),
  ];
  const governed = [...has(row.decides, ...KNOWN), ...has(row.agreed, 'name')];
  const own = SAID.filter((said) => row.own?.includes(wordOf(said, key)));
  const most = surface.may ? surface.may(key, group) : SAID;
  const put = [...(surface.isPersonal ? personal : []), ...(surface.isGoverning ? governed : [])];
  const may = [...theirs, ...put].filter((said) => most.includes(said)).concat(own, surface.also?.(key, row) ?? []);
  const seen = saidIn(words, key);
  const must = surface.must?.(right, key, row) ?? [];
  return {
    row: row.key,
    surface: surface.name,
    key,
    seen,
    missing: must.filter((said) => !seen.includes(said)),
    leaked: seen.filter((said) => !may.includes(said)),
  };
}

function judgedRoom(world: World, room: Bound, key: Key): readonly Cell[] {
  const group = world.groups[key];
  const isBound = boundTo(world, room) === key;
  // What it was part of is said there when it ends; but of nothing that is hidden.
  const was: readonly Said[] = room.isOut && room.tried === key && group.access !== 'hidden' ? ['name'] : [];
  const may = isBound ? inRoom(room, key) : was;
  const judge = (surface: string, words: readonly string[], must: readonly Said[]): Cell => {
    const seen = saidIn(words.join('\n'), key);
    return {
      row: room.key,
      surface,
      key,
      seen,
      missing: isBound ? must.filter((said) => !seen.includes(said)) : [],
      leaked: seen.filter((said) => !may.includes(said)),
    };
  };
  return [
    judge(STANDS, standingAt(world.s, room.place), ['name', ...READ]),
    judge(DIGEST, digestsAt(world.s, room.place), ['name', 'question', 'answer', 'greeter']),
  ];
}

const STANDS = 'what stands in the channel';
const DIGEST = 'its weekly digest';
const IN_CHANNELS: readonly string[] = [STANDS, DIGEST];

const straysIn = ({ extras }: World, surface: Surface, { key }: Row, words: string): readonly string[] =>
  extras
    .filter(({ word, may }) => words.includes(word) && !may.includes(key))
    .map(({ word }) => `${key} × ${surface.name}: ${word}`);

/** Each wrong cell in words. */
export const wrong = ({ cells, strays }: Matrix): readonly string[] => [
  ...cells.flatMap(({ row, surface, key, missing, leaked }) => [
    ...(leaked.length > 0 ? [`${key} × ${row} × ${surface}: was shown ${leaked.join(', ')}`] : []),
    ...(missing.length > 0 ? [`${key} × ${row} × ${surface}: was not shown ${missing.join(', ')}`] : []),
  ]),
  ...strays.map((stray) => `${stray} was shown`),
];

/** What was seen, in a few signs: `k` that it is there, `r` what is said in it, `s` a surname, `f` what is for who looks after it. */
function signs({ seen, missing, leaked }: Cell): string {
  const has = (some: readonly Said[]) => seen.some((said) => some.includes(said));
  const level = `${has(KNOWN) ? 'k' : ''}${has([...READ, 'question2', 'answer2', 'item']) ? 'r' : ''}${has(['surname']) ? 's' : ''}${has(KEPT) ? 'f' : ''}`;
  return `${level || '·'}${leaked.length + missing.length > 0 ? '!' : ''}`;
}

/** One table for each community: people down, surfaces across; then the channels. */
export function drawn({ cells }: Matrix, all: readonly Surface[]): string {
  const rows = [...new Set(cells.filter(({ surface }) => !IN_CHANNELS.includes(surface)).map(({ row }) => row))];
  const rooms = [...new Set(cells.filter(({ surface }) => IN_CHANNELS.includes(surface)).map(({ row }) => row))];
  const width = Math.max(...[...rows, ...rooms].map(({ length }) => length));
  const at = (row: string, surface: string, key: Key): string => {
    const cell = cells.find((one) => one.row === row && one.surface === surface && one.key === key);
    return cell ? signs(cell) : '';
  };
  const tables = KEYS.map((key) =>
    [
      `${key.padEnd(width)} ${all.map(({ short }) => short.padEnd(4)).join(' ')}`,
      ...rows.map((row) => `${row.padEnd(width)} ${all.map(({ name }) => at(row, name, key).padEnd(4)).join(' ')}`),
    ].join('\n'),
  );
  const places = IN_CHANNELS.map((surface) =>
    [
      surface,
      `${'channel'.padEnd(width)} ${KEYS.map((key) => key.padEnd(7)).join(' ')}`,
      ...rooms.map((row) => `${row.padEnd(width)} ${KEYS.map((key) => at(row, surface, key).padEnd(7)).join(' ')}`),
    ].join('\n'),
  );
  const legend = all.map(({ short, name }) => `${short} ${name}`).join('; ');
  return [
    ...tables,
    ...places,
    `k it is there, r what is said in it, s a whole name, f for who looks after it, ! wrong`,
    legend,
  ].join('\n\n');
}

/** The leak suite for the end of communities: what is asked of members, what is left in channels, and what everybody sees of archived ones. */
import { expect, test } from 'vitest';
import { leakyWorld } from './testing/leaks/bringing.ts';
import { archivedWorld, leaderlessWorld, ofArchived, sleepingWorld } from './testing/leaks/ending.ts';
import { drawn, tryAll, wrong } from './testing/leaks/matrix.ts';
import type { Surface } from './testing/leaks/surface.ts';
import { surfaces } from './testing/leaks/surfaces.ts';
import { told } from './testing/leaks/told.ts';

test('of what sleeps, of what nobody leads and of what is archived everybody sees what they may and nothing else', async () => {
  const world = await leakyWorld();
  const { must: _, ...toldOfEnd } = told;
  const tried = async (all: readonly Surface[]) => {
    const matrix = await tryAll(world, all);
    console.log(drawn(matrix, all));
    expect.soft(wrong(matrix)).toEqual([]);
  };
  await sleepingWorld(world);
  expect(await world.s.prisma.community.count({ where: { stage: 'dormant' } })).toBeGreaterThanOrEqual(4);
  await tried([toldOfEnd]);
  await leaderlessWorld(world);
  await tried([toldOfEnd]);
  await archivedWorld(world);
  expect(await world.s.prisma.community.count({ where: { stage: 'archived' } })).toBe(4);
  const looks = surfaces(world, []).filter(({ by, name }) => by === undefined && name !== told.name);
  await tried([...ofArchived(looks), toldOfEnd]);
  const sent = await world.s.prisma.outgoing.groupBy({ by: ['view'], where: { view: { startsWith: 'lifecycle.' } } });
  expect(sent.map(({ view }) => view).sort()).toEqual([
    'lifecycle.lead',
    'lifecycle.lead-one',
    'lifecycle.learned',
    'lifecycle.quiet',
    'lifecycle.vote',
  ]);
}, 300_000);

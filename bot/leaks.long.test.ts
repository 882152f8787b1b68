/** The leak suite, whole: every surface tried by every kind of person, of every kind of community and channel, before and after everything has changed; one wrong cell fails it, whichever way. */
import { expect, test } from 'vitest';
import { leakyWorld } from './testing/leaks/bringing.ts';
import { changedWorld, LOST, quietWorld } from './testing/leaks/changes.ts';
import { drawn, tryAll, wrong } from './testing/leaks/matrix.ts';
import { STRANGERS } from './testing/leaks/strangers.ts';
import type { Surface } from './testing/leaks/surface.ts';
import { surfaces } from './testing/leaks/surfaces.ts';
import { told } from './testing/leaks/told.ts';
import type { World } from './testing/leaks/world.ts';

test('everybody sees what they may and nothing else, also once everything has changed', async () => {
  const tried = async (world: World, all: readonly Surface[]) => {
    const matrix = await tryAll(world, all);
    console.log(drawn(matrix, all));
    expect.soft(wrong(matrix)).toEqual([]);
  };
  // What is only looked at first: what is pressed and sent by strangers changes nothing that follows.
  const before = await leakyWorld();
  await tried(before, surfaces(before, STRANGERS));
  const after = await changedWorld(before);
  // Then what is pressed and sent by an id that somebody still has; what is typed finds no more than the lists do.
  const again = surfaces(after, LOST).filter(({ by, sendsIds }) => by === undefined || sendsIds);
  await tried(after, again);
  const { quiet, toldOfQuiet } = await quietWorld(after);
  await tried(quiet, [told, toldOfQuiet]);
}, 1_800_000);

/** The leak suite: every surface tried by every kind of person, of every kind of community and channel; one wrong cell fails it, whichever way. */
import { expect, test } from 'vitest';
import { changedWorld } from './testing/leaks/changes.ts';
import { drawn, tryAll, wrong } from './testing/leaks/matrix.ts';
import { surfaces } from './testing/leaks/surfaces.ts';
import { leakyWorld } from './testing/leaks/world.ts';

test('everybody sees what they may and nothing else, also once everything has changed', async () => {
  const before = await leakyWorld();
  // What is only looked at first: what is pressed and sent by strangers changes nothing that follows.
  const looks = surfaces(before);
  const matrix = await tryAll(before, looks);
  console.log(drawn(matrix, looks));
  expect.soft(wrong(matrix)).toEqual([]);

  const after = await changedWorld(before);
  const again = surfaces(after).filter(({ by }) => by === undefined);
  const changed = await tryAll(after, again);
  console.log(drawn(changed, again));
  expect(wrong(changed)).toEqual([]);
}, 900_000);

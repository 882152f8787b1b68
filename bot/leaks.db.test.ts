/** The leak suite, as far as people look: every surface that shows something, by every kind of person. What strangers press and send, and how it is once everything has changed, is leaks.long.test.ts. */
import { expect, test } from 'vitest';
import { leakyWorld } from './testing/leaks/bringing.ts';
import { untried } from './testing/leaks/carried.ts';
import { drawn, tryAll, wrong } from './testing/leaks/matrix.ts';
import { unknownToName } from './testing/leaks/naming.ts';
import { surfaces } from './testing/leaks/surfaces.ts';

test('everybody sees what they may and nothing else', async () => {
  const world = await leakyWorld();
  // It is here that whoever adds a button or a form hears that it is to be tried.
  expect(untried(world)).toEqual([]);
  const looks = surfaces(world, []).filter(({ by }) => by === undefined);
  const matrix = await tryAll(world, looks);
  console.log(drawn(matrix, looks));
  expect(wrong(matrix)).toEqual([]);
  // What shows a community's name or label is drawn again where those change.
  expect(await unknownToName(world)).toEqual([]);
}, 300_000);

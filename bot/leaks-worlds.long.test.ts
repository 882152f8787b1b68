/** The leak suite in worlds that are made up: whatever happens, in whatever order, nobody sees what they may not, and everybody what they must. */
import { test } from 'vitest';
import { liveWorlds } from './testing/leaks/worlds.ts';

test('in none of many worlds does anybody see what they may not', () => liveWorlds(20), 900_000);

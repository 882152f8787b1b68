/** The leak suite in many worlds that are made up: the same as leaks-worlds.db.test.ts, for longer. */
import { test } from 'vitest';
import { liveWorlds } from './testing/leaks/worlds.ts';

test('in none of many worlds does anybody see what they may not', () => liveWorlds(40), 900_000);

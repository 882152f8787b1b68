/** Statements shared by many: who goes with whom, in what order they hear, and whose fault stays whose. */
import { expect, test } from 'vitest';
import { inBatches, ROOM } from './batch.ts';

/** A statement that waits to be ended, and what it was asked. */
function statements(how: { atOnce?: number; keyOf?: (item: string) => string } = {}) {
  const { atOnce = 1, ...more } = how;
  const asked: (readonly string[])[] = [];
  const ends: ((error?: unknown) => void)[] = [];
  const ask = inBatches<string, string>({
    ...more,
    atOnce,
    run: (items) =>
      new Promise((done, failed) => {
        asked.push(items);
        ends.push((error) => (error === undefined ? done(items.map((item) => `${item}!`)) : failed(error)));
      }),
  });
  const turn = () => new Promise(setImmediate);
  return {
    ask,
    asked,
    /** Ends the oldest statement under way. */
    async end(error?: unknown) {
      ends.shift()?.(error);
      await turn();
      await turn();
    },
    turn,
  };
}
const coded = (code: string) => Object.assign(new Error('no'), { code });

test('the first goes alone at once, those that come meanwhile go together, and each hears its own', async () => {
  const { ask, asked, end, turn } = statements();
  const first = ask('a');
  await turn();
  const others = ['b', 'c', 'd'].map(ask);
  await turn();
  expect(asked).toEqual([['a']]);
  await end();
  expect(asked).toEqual([['a'], ['b', 'c', 'd']]);
  await end();
  expect(await Promise.all([first, ...others])).toEqual(['a!', 'b!', 'c!', 'd!']);
});

test('as many statements as may be are under way at once', async () => {
  const { ask, asked, end, turn } = statements({ atOnce: 2 });
  const all = [ask('a')];
  await turn();
  all.push(ask('b'));
  await turn();
  all.push(ask('c'));
  await turn();
  expect(asked).toEqual([['a'], ['b']]);
  for (let ended = 0; ended < 3; ended += 1) await end();
  expect(await Promise.all(all)).toEqual(['a!', 'b!', 'c!']);
});

test('no statement takes more than a hundred', async () => {
  const { ask, asked, end, turn } = statements();
  const all = Array.from({ length: 250 }, (_, at) => ask(String(at)));
  await turn();
  for (let ended = 0; ended < 3; ended += 1) await end();
  expect(await Promise.all(all)).toEqual(Array.from({ length: 250 }, (_, at) => `${at}!`));
  expect(asked.map((items) => items.length)).toEqual([100, 100, 50]);
});

test('more than there is room for is refused at once, and what waits is served', async () => {
  const { ask, asked, end, turn } = statements();
  const all = Array.from({ length: ROOM }, (_, at) => ask(String(at)));
  await expect(ask('too many')).rejects.toThrow('too many wait');
  await turn();
  expect(asked.map((items) => items.length)).toEqual([100]);
  all.push(ask('there is room again'));
  for (let ended = 0; ended <= ROOM / 100; ended += 1) await end();
  expect((await Promise.all(all)).at(-1)).toBe('there is room again!');
});

test('two of the same key go one after the other', async () => {
  const { ask, asked, end, turn } = statements({ keyOf: (item) => item[0] ?? '' });
  const all = ['a1', 'b1', 'a2', 'a3'].map(ask);
  await turn();
  for (let ended = 0; ended < 3; ended += 1) await end();
  await Promise.all(all);
  expect(asked).toEqual([['a1', 'b1'], ['a2'], ['a3']]);
});

test.each(['22021', '23502', '54000', '40P01'])('%s: one is to blame, so each is asked alone', async (code) => {
  const { ask, asked, end, turn } = statements();
  const all = Promise.allSettled(['a', 'b', 'c'].map(ask));
  await turn();
  await end(coded(code));
  await end();
  await end(coded(code));
  await end();
  expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(['a!', 'failed', 'c!']);
  expect(asked).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
});

test.each(['57P01', 'ECONNREFUSED', ''])('%s: the database is away, so all fail at once', async (code) => {
  const { ask, asked, end, turn } = statements();
  const all = Promise.allSettled(['a', 'b'].map(ask));
  await turn();
  await end(coded(code));
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toEqual([['a', 'b']]);
  const next = ask('c');
  await turn();
  await end();
  expect(await next).toBe('c!');
});

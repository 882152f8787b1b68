/** Handling that makes way: how much at once, how much in line, and how little while somebody waits to be acknowledged. */
import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

/** Works that end when they are told to, and which of them have begun. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((done, failed) => {
      begun.push(name);
      ends.set(name, (error) => (error ? failed(error) : done(name)));
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise(setImmediate);
  };
  return { begun, work, end };
}

test('so many at once, the others in the order in which they came', async () => {
  const { begun, work, end } = works();
  const gate = createGate({ most: 2, room: 10, crowd: 1 });
  const all = ['a', 'b', 'c', 'd'].map((name) => gate.pass(work(name)));
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const name of ['a', 'c', 'd']) await end(name);
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

test('what finds the line full is left alone, and told so at once', async () => {
  const { begun, work, end } = works();
  const gate = createGate({ most: 1, room: 1, crowd: 1 });
  const first = gate.pass(work('a'));
  const second = gate.pass(work('b'));
  expect(await gate.pass(work('c'))).toBeNull();
  await end('a');
  await end('b');
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  expect(begun).toEqual(['a', 'b']);
});

test('one that fails gives its place to the next', async () => {
  const { begun, work, end } = works();
  const gate = createGate({ most: 1, room: 1, crowd: 1 });
  const first = gate.pass(work('a'));
  void gate.pass(work('b'));
  const failure = expect(first).rejects.toThrow('no');
  await end('a', new Error('no'));
  await failure;
  expect(begun).toEqual(['a', 'b']);
});

test('a line that grows beyond half of its room leaves one at work, so that the rest is left to the worker sooner', async () => {
  const { begun, work, end } = works();
  const gate = createGate({ most: 2, room: 4, crowd: 9 });
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) void gate.pass(work(name));
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('while a crowd waits ahead one is at work, and as soon as it is gone as many as may be', async () => {
  const { begun, work, end } = works();
  const gate = createGate({ most: 3, room: 10, crowd: 2 });
  void gate.ahead(work('first'));
  void gate.ahead(work('second'));
  for (const name of ['a', 'b', 'c']) void gate.pass(work(name));
  expect(begun).toEqual(['first', 'second', 'a']);
  await end('a');
  expect(begun.slice(3)).toEqual(['b']);
  await end('first');
  expect(begun.slice(4)).toEqual(['c']);
});

/** A fault run is the same from the same seed, and its classes can be named. */
import { expect, test } from 'vitest';
import { allFaults, faultsNamed } from './classes/index.ts';
import { planOf } from './plan.ts';

const names = (seed: number, share = 1) => {
  const { storm, beside } = planOf(seed, allFaults, { share });
  return [storm, beside].map((faults) => faults.map(({ name }) => name));
};

test('the same seed gives the same plan, another one another', () => {
  expect(names(1)).toEqual(names(1));
  expect(names(2)).not.toEqual(names(1));
});

test('a whole run has 500 faults, with Redis or without, and each class comes in the smallest', () => {
  const without = allFaults.filter(({ needs }) => needs !== 'redis');
  const { storm, beside } = planOf(1, without, { share: 1 });
  const count = [...storm, ...beside].reduce((sum, { each = 1 }) => sum + each, 0);
  expect(count).toBeGreaterThanOrEqual(500);
  expect(new Set(names(1, 0.01).flat())).toEqual(new Set(allFaults.map(({ name }) => name)));
});

test('a class comes as often as it must, however small the run is', () => {
  const { storm } = planOf(1, allFaults, { share: 0.01, least: { 'kill-worker': 8 } });
  expect(storm.filter(({ name }) => name === 'kill-worker')).toHaveLength(8);
});

test('classes by name; for one that is none, a sentence says which there are', () => {
  expect(faultsNamed('kill-web, postgres-cut').map(({ name }) => name)).toEqual(['kill-web', 'postgres-cut']);
  expect(faultsNamed(undefined)).toBe(allFaults);
  expect(() => faultsNamed('kill-web,earthquake')).toThrow('There is no fault “earthquake”: kill-worker, kill-web, ');
});

/** One signal stops, a second one kills, and an echo of the first is no second one. */
import { expect, it } from 'vitest';
import { signalHandler } from './signals.ts';

it('stops at the first, and kills at a later one', () => {
  const said: string[] = [];
  let now = 1_000;
  const hear = signalHandler({ stop: (why) => said.push(why), kill: () => said.push('killed') }, () => now);
  hear('SIGINT');
  now += 20;
  hear('SIGINT');
  expect(said).toEqual(['SIGINT']);
  now += 1_000;
  hear('SIGTERM');
  expect(said).toEqual(['SIGINT', 'killed']);
});

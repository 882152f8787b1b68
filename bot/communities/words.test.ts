/** What somebody looks for, out of the words in which they say it. */
import { expect, test } from 'vitest';
import { alike, distanceOf, keysOf, soughtIn } from './words.ts';

const typed = (said: string) => soughtIn(said).map((one) => one.typed);

test('what says nothing is left out, what is said twice counts once', () => {
  expect(typed('Who deals with taxi licences for the taxi drivers?')).toEqual(['taxi', 'licences', 'drivers']);
  expect(typed('can anybody please help')).toEqual([]);
  expect(typed('see https://a.example/x?taxi')).toEqual([]);
});

test('what councils call it is looked for beside the word itself, and weighs less', () => {
  const [bins] = soughtIn('bins');
  expect(bins?.ways.map(({ word }) => word)).toEqual(['bins', 'waste', 'refuse', 'collections']);
  expect(bins?.ways.slice(1).every(({ weight }) => weight < 1)).toBe(true);
  expect(typed('no place in a care home')).toContain('care home');
});

test('a very long text is cut', () => {
  expect(soughtIn(Array.from({ length: 500 }, (_, at) => `subject${at}`).join(' ')).length).toBeLessThanOrEqual(24);
});

test('a slip leads to the word that was meant', () => {
  expect(keysOf('bin')).toEqual(['bin', 'in', 'bn', 'bi']);
  expect(distanceOf('alotment', 'allotment')).toBe(1);
  expect(distanceOf('lisencing', 'licensing')).toBe(2);
  expect(distanceOf('taix', 'taxi')).toBe(1);
  expect(alike('taix', ['taxi', 'tax', 'table']).map(({ word }) => word)).toEqual(['taxi', 'tax']);
  expect(alike('lisencing', ['licensing', 'listening']).map(({ word }) => word)[0]).toBe('licensing');
});

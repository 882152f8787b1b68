/** Addresses of the pages: each place has one, and nothing else leads anywhere. */
import { expect, test } from 'vitest';
import { type Place, pathOf, placeAt, readLink } from './places.ts';

const session = '01900000-0000-7000-8000-000000000001';
const places: readonly Place[] = [
  { at: 'home' },
  { at: 'communities' },
  { at: 'reports' },
  { at: 'report', session, edition: null },
  { at: 'report', session, edition: 0 },
  { at: 'report', session, edition: 12 },
];

test('each place is found again by its address', () => {
  for (const place of places) expect(placeAt(pathOf(place))).toEqual(place);
  expect(new Set(places.map(pathOf)).size).toBe(places.length);
  for (const path of [
    '/pages/reports/x',
    `/pages/reports/${session}/x`,
    `/pages/reports/${session}/1/2`,
    '/pagesx',
    '/',
  ])
    expect(placeAt(path)).toBeNull();
});

test('a link has its secret first, and leads to a place of ours or to the beginning', () => {
  expect(readLink('#secret')).toEqual({ link: 'secret', to: { at: 'home' } });
  expect(readLink(`#secret/reports/${session}/2`)).toEqual({
    link: 'secret',
    to: { at: 'report', session, edition: 2 },
  });
  for (const place of ['/../playground', '//evil.example/reports', '/reports/none', '/in', '/'])
    expect(readLink(`#secret${place}`)).toEqual({ link: 'secret', to: { at: 'home' } });
  for (const hash of ['', '#', `#/reports/${session}`]) expect(readLink(hash)).toBeNull();
});

/** Numbers of people: none below five but the sums, and none that could be worked out from others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attending, Part } from '../record.ts';
import { countHeard, FEWEST_SHOWN, suppressed } from './heard.ts';

const someone = (
  at: number,
  organisation: string,
  parts: readonly Part[] = ['participant'],
  manages = false,
): Attending => ({
  person: `p${at}`,
  ref: { kind: 'user', platform: 'slack', id: `u${at}` },
  name: `Name ${at}`,
  organisation,
  organisationId: organisation,
  platform: 'slack',
  given: null,
  brief: false,
  left: false,
  parts,
  manages,
  reachable: true,
});

test('a number below five is left out, and another with it where the sum would give it away', () => {
  expect(suppressed([7, 9, 3])).toEqual([null, 9, null]);
  expect(suppressed([7, 9])).toEqual([7, 9]);
  expect(suppressed([2, 3, 8])).toEqual([null, null, 8]);
  expect(suppressed([1, 1, 8, 6])).toEqual([null, null, 8, null]);
  expect(suppressed([0, 12])).toEqual([null, null]);
});

test('whoever knows the sum and all that is shown can work out no number below five', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), (cells) => {
      const shown = suppressed(cells);
      for (const one of shown) if (one !== null) expect(one).toBeGreaterThanOrEqual(FEWEST_SHOWN);
      const hidden = cells.filter((_, at) => shown[at] === null);
      // One alone is what is missing from the sum. Of several, their sum says nothing of each.
      if (cells.length > 1) expect(hidden.length).not.toBe(1);
      if (hidden.length > 0 && hidden.length < cells.length)
        expect(hidden.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(FEWEST_SHOWN);
    }),
  );
});

test('who was heard is counted by organisation, without a name', () => {
  const people = [
    ...Array.from({ length: 9 }, (_, at) => someone(at, 'Ashcombe Council')),
    ...Array.from({ length: 8 }, (_, at) => someone(20 + at, 'Brackenford Council')),
    someone(40, 'Corvale Homes'),
    someone(50, 'Ashcombe Council', ['observer'], true),
  ];
  const done = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p20', 'p21', 'p22', 'p23', 'p24', 'p40', 'p50'];
  const heard = countHeard(people, { done, contributors: 12 });
  expect(heard).toEqual({
    invited: 18,
    heard: 12,
    organisations: 3,
    byOrganisation: [
      { organisation: 'Ashcombe Council', heard: null, notHeard: null },
      { organisation: 'Brackenford Council', heard: null, notHeard: null },
      { organisation: 'Corvale Homes', heard: null, notHeard: null },
    ],
    byPart: [{ part: 'observer', people: null }],
    managers: true,
  });
  expect(JSON.stringify(heard)).not.toContain('Name');
  // The last who handed in are written down for nobody: all count, and no organisation's number is said.
  expect(countHeard(people, { done: done.slice(1), contributors: 12 })).toMatchObject({
    heard: 12,
    byOrganisation: [],
  });
});

test('who knows how many of an organisation take part can work out no number below five', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { minLength: 2, maxLength: 5 }), (sizes) => {
      const people = sizes.flatMap(([heard, not], of) =>
        Array.from({ length: heard + not }, (_, at) => someone(of * 100 + at, `Council ${of}`)),
      );
      const done = sizes.flatMap(([heard], of) => Array.from({ length: heard }, (_, at) => `p${of * 100 + at}`));
      const { byOrganisation } = countHeard(people, { done, contributors: done.length });
      for (const { heard, notHeard } of byOrganisation) {
        expect(heard === null).toBe(notHeard === null);
        if (heard !== null) expect(Math.min(heard, notHeard ?? 0)).toBeGreaterThanOrEqual(FEWEST_SHOWN);
      }
      // One row alone that is left out is what is missing from the sums of all.
      expect(byOrganisation.filter(({ heard }) => heard === null)).not.toHaveLength(1);
    }),
  );
});

test('in one organisation the numbers of all say everything', () => {
  const two = [someone(1, 'Ashcombe Council'), someone(2, 'Ashcombe Council')];
  expect(countHeard(two, { done: ['p1'], contributors: 1 }).byOrganisation).toEqual([]);
});

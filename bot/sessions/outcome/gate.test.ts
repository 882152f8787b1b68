/** The gate of actions, as a table: what passes, and what each thing that does not pass lacks. */
import { describe, expect, test } from 'vitest';
import { dayOf } from '../days.ts';
import { type Lack, lacking, type Typed } from './gate.ts';

const GOOD: Typed = {
  text: 'Order spare ballot boxes',
  owner: 'somebody',
  due: '2026-12-24',
  measure: 'Ten boxes are in the store',
};
const TODAY = '2026-11-26';

const of = (changed: Partial<Typed>, isOne = true): readonly Lack[] =>
  lacking({ ...GOOD, ...changed }, { today: TODAY, isOne });

describe('what passes', () => {
  test.each<Partial<Typed>>([
    {},
    { due: '24/12/2026' },
    { due: '24.12.2026' },
    { due: ' 2026-11-27 ' },
    { due: '2028-02-29' },
    { measure: '100 % of presiding officers have signed the list' },
    { measure: 'Done when all 12 stations report by 22:30' },
    { measure: 'It is ready for use in the store room' },
    { measure: 'None of the boxes is damaged' },
  ])('%j', (changed) => {
    expect(of(changed)).toEqual([]);
  });
});

describe('what does not', () => {
  test.each<[Partial<Typed>, boolean, readonly Lack[]]>([
    [{ owner: '' }, true, ['owner-missing']],
    [{ owner: 'the team' }, false, ['owner-not-one']],
    [{ owner: '-' }, false, ['owner-not-one']],
    [{ due: '' }, true, ['due-missing']],
    [{ due: 'ASAP' }, true, ['due-no-day']],
    [{ due: 'as soon as possible' }, true, ['due-no-day']],
    [{ due: 'before the next election' }, true, ['due-no-day']],
    [{ due: '2026-11-31' }, true, ['due-no-day']],
    [{ due: '2027-02-29' }, true, ['due-no-day']],
    [{ due: '2026-13-01' }, true, ['due-no-day']],
    [{ due: '12/24/2026' }, true, ['due-no-day']],
    [{ due: '2026-11-26' }, true, ['due-past']],
    [{ due: '2026-11-25' }, true, ['due-past']],
    [{ due: '2062-12-24' }, true, ['due-far']],
    [{ measure: '' }, true, ['measure-missing']],
    [{ measure: '  . ' }, true, ['measure-missing']],
    [{ measure: '-' }, true, ['measure-empty']],
    [{ measure: 'ASAP' }, true, ['measure-empty']],
    [{ measure: 'When it’s done.' }, true, ['measure-empty']],
    [{ measure: 'when done' }, true, ['measure-empty']],
    [{ measure: 'Implemented' }, true, ['measure-empty']],
    [{ measure: 'to be agreed' }, true, ['measure-empty']],
    [{ measure: 'N/A' }, true, ['measure-empty']],
    [{ owner: '', due: 'soon', measure: 'tbc' }, true, ['owner-missing', 'due-no-day', 'measure-empty']],
  ])('%j', (changed, isOne, expected) => {
    expect(of(changed, isOne)).toEqual(expected);
  });
});

test('a day is kept in one way, however it is typed, and what is none is none', () => {
  expect(['2026-1-5', '5/1/2026', '05.01.2026'].map(dayOf)).toEqual(['2026-01-05', '2026-01-05', '2026-01-05']);
  expect(['', 'tomorrow', '0000-00-00', '2026-02-30', '31/11/2026', '2026'].map(dayOf)).toEqual(Array(6).fill(null));
});

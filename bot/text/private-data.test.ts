/** What says who somebody is, and what only looks like it: a table of both. Everybody and every number here is made up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KnownName } from './names.ts';
import { createDetector, isNhsNumber } from './private-data.ts';

const inSession = (...names: string[]): KnownName[] => names.map((name) => ({ name, takesPart: true }));
const members = (...names: string[]): KnownName[] => names.map((name) => ({ name, takesPart: false }));
const find = createDetector([
  ...inSession(
    'Asha Verma',
    'Reed, Tom (Elections)',
    'Dr Zoë Brontë-Hughes',
    'Will Young',
    'May Green',
    'Siân O’Brien',
    'ليلى حداد',
  ),
  ...members('Olu Bello', 'Maria del Carmen Ortega', 'Person 01', 'Cher'),
]);
const found = (text: string) => find(text).map((one) => `${one.kind}: ${one.text}`);

test.each([
  // Names
  ['Asha Verma forgot the key', ['name: Asha Verma']],
  ['asha verma forgot the key', ['name: asha verma']],
  ['ASHA had the key', ['name: ASHA']],
  ['asha had the key', ['name: asha']],
  ['Ask Verma, Asha about it', ['name: Verma, Asha']],
  ['A. Verma signed it', ['name: A. Verma']],
  ["It was Asha’s key, not Verma's", ['name: Asha', 'name: Verma']],
  ['A\u00adsha V\u200berma was there', ['name: A\u00adsha V\u200berma']],
  ['Tom Reed opened late', ['name: Tom Reed']],
  ['Reed was late', []],
  ['We asked Reed twice', ['name: Reed']],
  ['Zoe Bronte-Hughes and Zoe\u0308', ['name: Zoe Bronte-Hughes', 'name: Zoe\u0308']],
  ['we told Hughes', ['name: Hughes']],
  ['Sian OBrien', ['name: Sian OBrien']],
  ["then Siân O'Brien came", ["name: Siân O'Brien"]],
  ['so Will said it, and Young agreed', ['name: Will', 'name: Young']],
  ['Will Young said it', ['name: Will Young']],
  ['قالت ليلى ذلك', ['name: ليلى']],
  ['Olu Bello was told', ['name: Olu Bello']],
  ['Maria Ortega was told', ['name: Maria Ortega']],
  ['see sites/asha_verma/minutes', ['name: asha_verma']],
  // Addresses and numbers
  ['write to j.smith+x@ashcombe.gov.uk now', ['email: j.smith+x@ashcombe.gov.uk']],
  ['j.smith (at) ashcombe.gov.uk', ['email: j.smith (at) ashcombe.gov.uk']],
  ['call 020 7946 0123', ['phone: 020 7946 0123']],
  ['call 07700 900123.', ['phone: 07700 900123']],
  ['call +44 (0)1632 960 123', ['phone: +44 (0)1632 960 123']],
  ['call 00441632960123', ['phone: 00441632960123']],
  ['call (01632) 960123', ['phone: (01632) 960123']],
  ['0800-111-2222 rang', ['phone: 0800-111-2222']],
  ['+33 1 23 45 67 89', ['phone: +33 1 23 45 67 89']],
  ['NI number AB 12 34 56 C', ['insurance: AB 12 34 56 C']],
  ['ab123456c', ['insurance: ab123456c']],
  ['NHS 943 476 5919', ['nhs: 943 476 5919']],
  ['9434765919', ['nhs: 9434765919']],
  ['sent to BS1 4TR twice', ['postcode: BS1 4TR']],
  ['sent to ec1a1bb', ['postcode: ec1a1bb']],
  ['She lives at 12 High Street, Ashcombe BS1 4TR now', ['address: 12 High Street, Ashcombe BS1 4TR']],
  ['Flat 3, 7a Church Road, London, SW1A 1AA', ['address: Flat 3, 7a Church Road, London, SW1A 1AA']],
  ['asha.verma@ashcombe.gov.uk', ['email: asha.verma@ashcombe.gov.uk']],
] as const)('%s', (text, wanted) => {
  expect(found(text)).toEqual(wanted);
});

test.each([
  'Will we count faster in May? May I ask. Young voters came.',
  'The green boxes were in the reed beds',
  'Bello was there, and so was Maria',
  'Everybody in the person hall had a cherry',
  'AAR-2026-0042 of 2026-11-19, at 10:30 on 19.11.2026 12:45',
  'We counted 12,345 votes in 31 boxes, 07.11.2026 12',
  'Invoice 1234567890, order 9434765918, 0000000000',
  'By the M1 1st junction, on the A40 2nd lane',
  'room B12, form GB123456C and BG 12 34 56 A, QQ123456C',
  'Reference AB123456 has no letter at its end, AB123456E has a wrong one',
  'https://minutes.ashcombe.example/2026/11/19',
  'Section 4(1) and para 3.2.1',
  'the plan said 9 to 5, 020 is a code',
  'a@b, @channel and someone@ are none',
])('nothing in: %s', (text) => {
  expect(found(text)).toEqual([]);
});

describe('in general', () => {
  test('the tenth digit of an NHS number checks the nine before it: of ten numbers that differ there, one at most is right', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8}$/), (nine) => {
        const right = Array.from({ length: 10 }, (_, last) => `${nine}${last}`).filter(isNhsNumber);
        return right.length <= 1;
      }),
    );
  });

  test('what is found is what stands there, in order, and nothing twice', () => {
    const pieces = fc.constantFrom(
      'Asha Verma',
      'a@b.example',
      '07700 900123',
      'BS1 4TR',
      ' and ',
      '😀',
      'e\u0301',
      '\u202e',
      '. ',
      'ﬁ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (all) => {
        const text = all.join('');
        let end = 0;
        for (const one of find(text)) {
          expect(one.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(one.start, one.end)).toBe(one.text);
          end = one.end;
        }
      }),
    );
  });

  test('nobody’s text makes it slow', () => {
    const began = performance.now();
    for (const text of [
      'a'.repeat(20_000),
      '1 '.repeat(10_000),
      '9 A '.repeat(5_000),
      'a.'.repeat(10_000),
      'Asha '.repeat(4_000),
      `${'1 Aa '.repeat(3_000)}BS1 4TR`,
    ])
      find(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

/** What is written before it is shown, sealed: of one length, and opened by nothing but what it takes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSealer } from '../../bot/core/seal.ts';
import { linesOf, POINT } from '../../bot/sessions/writing/points.ts';
import { createInputSeal, INPUT_PURPOSE, newKey, shuffled } from './input.ts';

const secret = new Uint8Array(32).fill(7);
const input = createInputSeal(createSealer([secret], INPUT_PURPOSE));

describe('a point', () => {
  test('has one length whatever it says, and opens again', () => {
    const lengths = new Set<number>();
    const texts = [
      '',
      'x',
      '"'.repeat(POINT),
      '\\'.repeat(POINT),
      'ü'.repeat(POINT),
      '漢'.repeat(POINT),
      '😀'.repeat(POINT / 2),
    ];
    for (const text of texts) {
      const sealed = input.point({ question: 'happened', text });
      lengths.add(sealed.length);
      expect(input.openPoint(sealed)).toEqual({ question: 'happened', text });
    }
    expect(lengths.size).toBe(1);
  });

  test('whatever somebody types fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (box) => {
        for (const text of linesOf(box.toWellFormed()))
          if (text.length <= POINT) input.point({ question: 'happened', text });
      }),
    );
  });

  test('does not open under another secret', () => {
    const other = createInputSeal(createSealer([new Uint8Array(32).fill(8)], INPUT_PURPOSE));
    expect(() => other.openPoint(input.point({ question: 'worked', text: 'x' }))).toThrow();
  });
});

describe('a draft', () => {
  test('opens under its key alone, and not with the secret', () => {
    const key = newKey();
    const sealed = input.draft({ worked: 'The new forms' }, key);
    expect(input.openDraft(sealed, key)).toEqual({ worked: 'The new forms' });
    expect(input.openDraft(sealed, newKey())).toBeNull();
    expect(input.openDraft(sealed, null)).toBeNull();
    expect(JSON.stringify(createSealer([secret], INPUT_PURPOSE).open(sealed))).not.toContain('forms');
  });

  test('says nothing of how much was typed, within steps', () => {
    expect(input.draft({ a: '' }, null).length).toBe(input.draft({ a: 'x'.repeat(3_000) }, null).length);
  });
});

test('chance has no favourite place', () => {
  const first = Array.from({ length: 3_000 }, () => shuffled([1, 2, 3])[0]);
  for (const one of [1, 2, 3]) expect(first.filter((it) => it === one).length / 3_000).toBeCloseTo(1 / 3, 1);
});

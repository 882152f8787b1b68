/** What may be shown of what a writer gave, with one that misbehaves in every way. */
import { describe, expect, test } from 'vitest';
import type { Worded } from '../../core/writer.ts';
import { createDetector } from '../../text/private-data.ts';
import { checkedSummary, materialOf, SUMMARY_WORDS } from './summary.ts';
import { madeUp } from './testing/made-up.ts';

const { report } = madeUp({
  points: [
    {
      id: 'p1',
      question: 'harder',
      text: 'Two trays were counted twice because nobody could see which of them was done already',
      evidence: [],
      topic: null,
      discussed: true,
      late: false,
    },
  ],
});
const material = materialOf(report);
const refOf = (record: string): string => material.find((one) => one.record === record)?.ref ?? '';
const detector = createDetector([{ name: 'Asha Verma', takesPart: true }]);
const kept = (...worded: readonly Worded[]) => checkedSummary(worded, material, detector);
const lesson = [refOf('lesson:l1')];

describe('what a writer is given', () => {
  test('is every record under a number that says nothing, without a name or an id', () => {
    expect(new Set(material.map(({ ref }) => ref)).size).toBe(material.length);
    expect(material.every(({ ref }) => /^r\d+$/.test(ref))).toBe(true);
    expect(material.filter(({ kind }) => kind === 'point')).toMatchObject([{ quotable: false }]);
    const given = JSON.stringify(material.map(({ record, ...one }) => one));
    for (const id of ['asha', 'tom', 'dev', 'l1', 'fa1']) expect(given).not.toContain(`"${id}"`);
  });
});

describe('of what it gives', () => {
  test('a sentence that rests on records is kept, with them', () => {
    expect(kept({ text: ' Trays  get a card. ', refs: [...lesson, ...lesson, refOf('fact:fa1')] })).toEqual([
      { text: 'Trays get a card.', records: ['lesson:l1', 'fact:fa1'] },
    ]);
  });

  test('one that rests on nothing, or on what it was not given, is not', () => {
    expect(
      kept({ text: 'All went well.', refs: [] }, { text: 'All went well.', refs: ['r999', 'lesson:l1', ''] }),
    ).toEqual([]);
  });

  test.each([
    ['as it is', 'It was said that nobody could see which of them was done already.'],
    ['in other letters', 'NOBODY, could see – which of “them” was done!'],
    ['with what nobody sees', 'no\u200bbody could s\u00adee which of them was done'],
    ['with accents', 'nóbody cóuld see which of thém was done'],
  ])('one with eight words in a row that somebody wrote is not: %s', (_, text) => {
    expect(kept({ text, refs: lesson })).toEqual([]);
  });

  test('seven words in a row are nobody’s, and what may be quoted may be', () => {
    expect(kept({ text: 'Here nobody could see which of them was.', refs: lesson })).toHaveLength(1);
    const may = material.map((one) => ({ ...one, quotable: true }));
    const text = 'It was said that nobody could see which of them was done already.';
    expect(checkedSummary([{ text, refs: lesson }], may, detector)).toHaveLength(1);
  });

  test('nor are two that only together quote somebody', () => {
    expect(
      kept(
        { text: 'Because nobody could see which.', refs: lesson },
        { text: 'Of them was done already.', refs: lesson },
        { text: 'Cards help.', refs: lesson },
      ),
    ).toEqual([{ text: 'Cards help.', records: ['lesson:l1'] }]);
  });

  test('one that says who somebody is is not', () => {
    expect(
      kept({ text: 'Asha turned the card.', refs: lesson }, { text: 'Ring 07700 900123 for cards.', refs: lesson }),
    ).toEqual([]);
  });

  test('150 words are all, and none is cut short', () => {
    const all = kept(
      ...Array.from({ length: 40 }, (_, at) => ({ text: `Sentence ${at} has seven words in it.`, refs: lesson })),
    );
    const words = all.flatMap(({ text }) => text.split(' '));
    expect(words.length).toBeLessThanOrEqual(SUMMARY_WORDS);
    expect(words.length).toBeGreaterThan(SUMMARY_WORDS - 7);
    for (const { text } of all) expect(text).toMatch(/ it\.$/);
    expect(kept({ text: 'word '.repeat(200), refs: lesson }, { text: 'Short one.', refs: lesson })).toHaveLength(1);
  });
});

/** Topics that are suggested: of what people would put together, with the words that say why; the same whatever comes first. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupTexts } from './grouping.ts';
import { suggestTopics } from './topics.ts';

const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

test('texts about the same are one topic, called by the words that they share', () => {
  const found = suggestTopics([
    'Two ballot boxes arrived late at the count',
    'The hall was dark',
    'Late again: a ballot box was missing its account',
    'We need better light in the hall',
    'Ballot boxes without papers',
  ]);
  expect(found.map(({ members }) => members)).toEqual([
    [0, 2, 4],
    [1, 3],
  ]);
  expect(found[0]?.title).toContain('ballot');
  expect(found[1]?.title).toContain('hall');
});

test('what shares no word that tells anything stands alone', () => {
  expect(suggestTopics([])).toEqual([]);
  expect(suggestTopics(['', '…', 'one'])).toEqual([]);
  expect(suggestTopics(['It was very good.', 'They did it as they should have.'])).toEqual([]);
  expect(suggestTopics(['The hall was dark', 'Somebody lost the keys', 'Rain stopped the buses'])).toEqual([]);
});

test('the same words in another order of texts, or twice, are grouped alike', () => {
  const texts = [
    'Ballot boxes came late',
    'Light in the hall failed',
    'The ballot boxes were late',
    'No light in the hall',
  ];
  const together = (order: readonly number[]) =>
    suggestTopics(order.map((at) => texts[at] ?? ''))
      .map(({ members, title }) => ({ members: members.map((at) => order[at]).sort(), title }))
      .sort((a, b) => (a.members[0] ?? 0) - (b.members[0] ?? 0));
  const [first] = [together([0, 1, 2, 3])];
  expect(first).toHaveLength(2);
  for (const order of [
    [3, 2, 1, 0],
    [1, 3, 0, 2],
    [2, 0, 3, 1],
  ])
    expect(together(order)).toEqual(first);
});

describe('of whatever texts', () => {
  const words = ['ballot', 'boxes', 'hall', 'light', 'tally', 'sheets', 'north', 'rain', 'staff', 'rota', 'the', 'was'];
  const texts = fc.array(
    fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((some) => some.join(' ')),
    { maxLength: 40 },
  );

  test('none is in two topics, no topic has one, and each word that is given as a reason is in two of them', () => {
    fc.assert(
      fc.property(texts, (some) => {
        const topics = suggestTopics(some);
        const members = topics.flatMap((topic) => topic.members);
        expect(new Set(members).size).toBe(members.length);
        for (const topic of topics) {
          expect(topic.members.length).toBeGreaterThan(1);
          expect(topic.title.length).toBeGreaterThan(0);
          for (const word of topic.title)
            expect(topic.members.some((at) => wordsIn(some[at] ?? '').includes(word))).toBe(true);
          // A form of it, since words are known by their stems.
          for (const word of topic.why)
            expect(
              topic.members.filter((at) => wordsIn(some[at] ?? '').some((own) => own.slice(0, 3) === word.slice(0, 3)))
                .length,
            ).toBeGreaterThan(1);
        }
      }),
    );
  });

  test('each has one label, from 0 on without gaps, and as many as were asked for at most', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 6 }), (some, groups) => {
        for (const labels of [groupTexts(some), groupTexts(some, { groups })]) {
          expect(labels).toHaveLength(some.length);
          const known = [...new Set(labels)];
          expect(known).toEqual([...known.keys()]);
        }
        expect(new Set(groupTexts(some, { groups })).size).toBeLessThanOrEqual(groups);
      }),
    );
  });
});

test('of reviews that were grouped by hand, more pairs are put together rightly than wrongly', () => {
  const { reviews } = JSON.parse(
    readFileSync(new URL('../sessions/testing/review-inputs-development.json', import.meta.url), 'utf8'),
  ) as { reviews: readonly { readonly inputs: readonly { readonly text: string; readonly theme: string }[] }[] };
  let right = 0;
  let wrong = 0;
  for (const { inputs } of reviews)
    for (const { members } of suggestTopics(inputs.map(({ text }) => text)))
      for (const [at, one] of members.entries())
        for (const other of members.slice(at + 1))
          if (inputs[one]?.theme === inputs[other]?.theme) right += 1;
          else wrong += 1;
  expect(right).toBeGreaterThan(wrong);
});

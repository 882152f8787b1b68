/** A report in a chat: nothing is lost between its cards, and none is too long for either platform, whatever people wrote. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardBlocks } from '../../../adapters/slack/render.ts';
import { seen } from '../../../adapters/slack/testing/seen.ts';
import { LIMITS } from '../../../adapters/teams/limits.ts';
import { renderCard } from '../../../adapters/teams/render.ts';
import { cardProblems } from '../../../adapters/teams/testing/judges.ts';
import type { Card } from '../../core/card.ts';
import { plain } from '../../core/text.ts';
import { stringsOf, wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { MOST_WORDS, publishedCard } from './cards.ts';
import { linesOf, lineText } from './document.ts';
import { partsOf } from './parts-of.ts';
import { partCard } from './read-here.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';
import { madeUp, NASTY, nasty } from './testing/made-up.ts';
import { mapTexts } from './texts.ts';

const t = createWords()('en-GB', 'Europe/London');
const SESSION = '01900000-0000-7000-8000-000000000001';

/** Every card of it, by its own buttons. */
function cards(reading: Reading): Card[] {
  const all = [partCard(t, SESSION, reading, 1)];
  const parts = partsOf(documentOf(reading, t)).length;
  for (let part = 2; part <= parts; part += 1) all.push(partCard(t, SESSION, reading, part));
  return all;
}
const squeezed = (text: string): string => text.replace(/[\s•]+/g, '');

function fitsBoth(all: readonly Card[]): void {
  for (const card of all) {
    const blocks = cardBlocks(card);
    expect(blocks.length).toBeLessThanOrEqual(50);
    const native = seen({ what: 'chat.postMessage', body: { text: card.summary, channel: 'C1', blocks } });
    const words = squeezed(stringsOf({ ...card, summary: '' }).join(''));
    // Buttons are read by their labels; all else stands in the message, whole.
    for (const block of card.blocks)
      if (block.block === 'text') expect(squeezed(native.text)).toContain(squeezed(plain(block.text)));
    expect(words.length).toBeGreaterThan(0);
    const teams = renderCard(card);
    const drawn = JSON.stringify(teams);
    expect(new TextEncoder().encode(drawn).length).toBeLessThanOrEqual(LIMITS.cardBytes);
    expect(cardProblems(teams as never)).toEqual([]);
    // Neither shortens anything.
    const dots = (words: string): number => words.match(/…/g)?.length ?? 0;
    expect(dots(JSON.stringify(teams.body))).toBe(dots(JSON.stringify(card.blocks)));
  }
}

/** Everything that the document says is in the cards. */
function nothingLost(reading: Reading, all: readonly Card[]): void {
  const said = squeezed(
    all.flatMap(({ blocks }) => blocks.flatMap((one) => (one.block === 'text' ? [plain(one.text)] : []))).join(' '),
  );
  // What a table's rows are about is said by its caption.
  const firsts = documentOf(reading, t).sections.flatMap(({ parts, sections = [] }) =>
    [...parts, ...sections.flatMap((one) => one.parts)].flatMap((part) =>
      part.part === 'table' ? part.head.slice(0, 1) : [],
    ),
  );
  for (const line of linesOf(documentOf(reading, t)))
    if (!firsts.includes(lineText(line))) expect(said).toContain(squeezed(lineText(line)));
  for (const { text } of reading.report.points) expect(said).toContain(squeezed(text).slice(-40));
}

describe('read in a chat', () => {
  test('an ordinary report takes a few cards', () => {
    const reading = madeUp();
    const all = cards(reading);
    expect(all.length).toBeGreaterThan(1);
    expect(all.length).toBeLessThan(6);
    fitsBoth(all);
    nothingLost(reading, all);
    expect(wordsOf(all[0] as Card)).toContain(`Part 1 of ${all.length}`);
  });

  test('message too long for the platform: 400 points and very long texts are in more cards, and none is cut', () => {
    const reading = madeUp();
    const long = 'A long word after a long word, so that it goes on and on. '.repeat(34).trim();
    const points = Array.from({ length: 400 }, (_, at) => ({
      ...(reading.report.points[0] as Reading['report']['points'][number]),
      id: `p${at}`,
      topic: at % 3 === 0 ? null : 't2',
      question: 'harder',
      text: `${at % 40 === 0 ? `${long} ` : ''}Point number ${at} of them all`,
    }));
    const big = { ...reading, report: { ...reading.report, points } };
    const all = cards(big);
    fitsBoth(all);
    const said = all.map(wordsOf).join('\n');
    for (let at = 0; at < 400; at += 1) expect(said).toContain(`Point number ${at} of them all`);
    nothingLost(big, all);
  }, 60_000);

  test('many short lines and lists are in more cards too, and none is cut: each line has what stands around it', () => {
    const reading = madeUp();
    for (const lines of [
      '- item\n1. item\n\n    code\n***\n===\n| a | b |\n| - | - |',
      'a\n'.repeat(60),
      '\n'.repeat(400),
    ]) {
      let at = 0;
      const report = mapTexts(reading.report, (text) => {
        at += 1;
        return /^https:/.test(text) ? text : `${lines} ${at}`;
      });
      fitsBoth(cards({ ...reading, report }));
    }
  }, 60_000);

  test('whatever is in them: no spaces, four bytes a letter, from right to left, what looks like markup', () => {
    const { reading } = nasty();
    fitsBoth(cards(reading));
    const pieces = fc.oneof(
      fc.constantFrom(...NASTY),
      fc.constantFrom(
        'x'.repeat(2_000),
        '😀'.repeat(900),
        'مرحبا '.repeat(300),
        '漢'.repeat(2_000),
        '"\\'.repeat(1_000),
        '\n'.repeat(50),
      ),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 8 }), (all) => {
        let at = 0;
        const made = madeUp();
        const report = mapTexts(made.report, (text) => {
          at += 1;
          return /^https:/.test(text) ? text : `${all[at % all.length]} ${at}`;
        });
        fitsBoth(cards({ ...made, report }));
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

describe('the card of a published report', () => {
  const session = { id: SESSION, state: 'published', edition: 2 };
  const count = (card: Card): number =>
    stringsOf({ ...card, summary: '' })
      .join(' ')
      .split(/\s+/)
      .filter((word) => word !== '').length;

  test('has at most 120 words, with as many lessons as there is room for, and leads to the whole', () => {
    const { report } = madeUp();
    const many = {
      ...report,
      lessons: Array.from({ length: 30 }, () => ({
        ...(report.lessons[0] as (typeof report.lessons)[number]),
        because: 'word '.repeat(100),
      })),
    };
    const long = { ...many, title: 'word '.repeat(40) };
    for (const one of [report, many, long])
      for (const state of ['published', 'making_sense'])
        for (const edition of [2, 3])
          for (const label of [
            null,
            'Members: stays within the organisations that share this community, and with nobody else at all.',
          ])
            expect(count(publishedCard(t, one, { ...session, state, edition }, label))).toBeLessThanOrEqual(MOST_WORDS);
    const card = publishedCard(t, many, session, null);
    expect(wordsOf(card).match(/Lesson:/g)?.length).toBeGreaterThanOrEqual(2);
    expect(wordsOf(card)).toContain('Unvalidated community learning');
    expect(wordsOf(card)).toContain('Read it here');
    expect(wordsOf(card)).toContain('Read it in a browser');
  });

  test('names nobody and quotes nobody', () => {
    const { report } = madeUp();
    const words = JSON.stringify(publishedCard(t, report, session, null));
    for (const name of ['Dev', 'Tom', 'Asha', 'Verma']) expect(words).not.toContain(name);
    for (const { text } of report.points) expect(words).not.toContain(text);
  });

  test('says where it is under review, and where another edition follows it', () => {
    const { report } = madeUp();
    expect(wordsOf(publishedCard(t, report, { ...session, state: 'making_sense' }, null))).toContain('Under review');
    const old = publishedCard(t, report, { ...session, edition: 3 }, null);
    expect(wordsOf(old)).toContain('There is a later one: edition 3');
    // It still leads to itself.
    expect(JSON.stringify(old)).toContain(`${SESSION} 2 1`);
    expect(JSON.stringify(old)).toContain(`reports/${SESSION}/2"`);
  });
});

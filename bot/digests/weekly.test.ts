/** The digest as a card: short, with links and words of standing, and names as their readers may see them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Text } from '../core/text.ts';
import { wordsOf } from '../testing/words-of.ts';
import type { Author } from '../words/author.ts';
import { createWords } from '../words/catalogue.ts';
import type { Entry } from './digest.ts';
import { type Drawn, MOST_WORDS, sectionBlocks, weeklyCard, wordsIn } from './weekly.ts';

const t = createWords()('en-GB', 'Europe/London');

const author = (name: string, more: Partial<Author> = {}): Author => ({
  person: name,
  ref: { kind: 'user', platform: 'slack', id: name },
  name,
  organisation: 'Brackenford Council',
  organisationId: 'brackenford',
  platform: 'slack',
  given: null,
  brief: false,
  left: false,
  ...more,
});
const asked = (text: Text, link: string | null = null) => ({
  ref: 'q',
  text,
  asker: author('Ben Carter'),
  link,
  isOpen: true,
});
const drawn = (entries: readonly Entry[], more: Partial<Drawn> = {}): Drawn => ({
  community: 'Licensing',
  intro: null,
  entries,
  reader: 'brackenford',
  posted: {
    id: 'd',
    rule: { day: 2, minute: 600, approve: false, off: false },
    zone: 'Europe/London',
    platform: 'slack',
  },
  ...more,
});

describe('a digest', () => {
  it('says what waits, what was answered and how far to trust it, whom to thank, and why one sees it', () => {
    const card = weeklyCard(
      t,
      drawn([
        { block: 'help', ...asked('Who has a policy on scrap?', 'https://chat.example/1') },
        {
          block: 'answered',
          ...asked('How long?'),
          accepted: { id: 'a', text: 'Eight weeks', author: author('Asha Verma') },
        },
        { block: 'answered', ...asked('And then?'), accepted: null },
        { block: 'thanks', ref: 'r', author: author('Asha Verma'), text: 'How long?' },
        { block: 'welcome', ref: 'p', author: author('Owen Pike') },
      ]),
    );
    const words = wordsOf(card);
    expect(words).toContain('Can you help?');
    expect(words).toContain('Asha Verma, Brackenford Council: “Eight weeks” · Suggested answer: not checked');
    expect(words).toContain('Conversation: unofficial');
    expect(words).toContain('Thank you, Asha Verma (Brackenford Council), for the answer to “How long?”.');
    expect(words).toContain('Welcome, Owen Pike');
    expect(words).toContain(
      'It comes weekly: Tuesday 10:00, London time. Its facilitators change that with /guild digest.',
    );
    expect(words).toContain('Unofficial; built without AI.');
    expect(card.blocks.find(({ block }) => block === 'row')).toMatchObject({
      text: [{ run: 'link', url: 'https://chat.example/1', text: 'Who has a policy on scrap?' }],
    });
    expect(card.blocks.find(({ block }) => block === 'buttons')).toMatchObject({
      buttons: [
        { action: 'questions.answer', value: 'q', opens: true },
        { action: 'questions.pass', value: 'q', label: 'Pass to someone', opens: true },
      ],
    });
  });

  it('names people as they want to be named, and nobody who has left', () => {
    const entries: readonly Entry[] = [
      { block: 'help', ...asked('Who?'), asker: author('Gone Person', { left: true }) },
      { block: 'welcome', ref: 'p', author: author('Owen Pike', { brief: true }) },
    ];
    expect(wordsOf(weeklyCard(t, drawn(entries)))).toContain('Owen Pike');
    const elsewhere = wordsOf(weeklyCard(t, drawn(entries, { reader: 'ashcombe' })));
    expect(elsewhere).toContain('Welcome, Owen (Brackenford Council).');
    expect(elsewhere).not.toContain('Pike');
    expect(elsewhere).toContain('Former member');
    expect(elsewhere).not.toContain('Gone Person');
  });

  it('says of a question that was answered since that it was, and asks for no more', () => {
    const card = weeklyCard(t, drawn([{ block: 'help', ...asked('Who?'), isOpen: false }]));
    expect(wordsOf(card)).toContain('answered since');
    expect(card.blocks.find(({ block }) => block === 'row')).not.toHaveProperty('button');
  });

  it('offers no report to read where it stands with an account that cannot read it', () => {
    const review: Entry = {
      block: 'review',
      ref: 'r',
      title: 'The count',
      edition: 1,
      lessons: 1,
      lesson: { when: 'it rains', do: 'go by van' },
      underReview: false,
      label: null,
    };
    const rowOf = (canRead: boolean) =>
      sectionBlocks(t, { entries: [review], reader: null, canAnswer: canRead, canRead }, { quoted: 100, each: 3 }).find(
        ({ block }) => block === 'row',
      );
    expect(rowOf(true)).toMatchObject({ button: { action: 'sessions.report-here', value: 'r newest 1' } });
    expect(rowOf(false)).not.toHaveProperty('button');
  });

  it('has no more than 250 words, whatever people wrote', () => {
    const text = fc.oneof(fc.string({ maxLength: 400 }), fc.constant('a '.repeat(300)), fc.lorem({ maxCount: 80 }));
    const name = fc.constantFrom('Asha', 'Asha Maria Anna van der Verma of the Old Town Hall', 'X');
    fc.assert(
      fc.property(fc.array(text, { minLength: 12, maxLength: 12 }), name, (texts, called) => {
        const at = (index: number): string => texts[index] ?? '';
        const by = author(called, { organisation: 'The Royal Borough of Somewhere and Elsewhere Council' });
        const one = (index: number) => ({ ...asked(at(index)), asker: by });
        const card = weeklyCard(
          t,
          drawn(
            [
              ...[0, 1, 2].map((index): Entry => ({ block: 'help', ...one(index) })),
              ...[3, 4, 5].map(
                (index): Entry => ({
                  block: 'answered',
                  ...one(index),
                  accepted: { id: 'a', text: at(index), author: by },
                }),
              ),
              ...[6, 7, 8].map((index): Entry => ({ block: 'thanks', ref: 'r', author: by, text: at(index) })),
              ...[9, 10, 11].map(
                (index): Entry => ({
                  block: 'review',
                  ref: 'r',
                  title: at(index),
                  edition: 2,
                  lessons: 12,
                  lesson: { when: at(index), do: at(index - 1) },
                  underReview: true,
                  label: 'closed',
                }),
              ),
            ],
            { intro: { words: 'word '.repeat(50).trim(), author: by } },
          ),
        );
        expect(wordsIn(card)).toBeLessThanOrEqual(MOST_WORDS);
      }),
      { numRuns: 50 },
    );
  });
});

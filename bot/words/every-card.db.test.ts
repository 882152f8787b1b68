/** Every card and form that the bot can show, in the pretended language: whatever stays plain English is not from the catalogue. */
import { expect, test } from 'vitest';
import { everyCard } from '../testing/every-card.ts';
import { stringsOf, stringsOfForm } from '../testing/words-of.ts';
import { createWords } from './catalogue.ts';
import { pseudo } from './pseudo.ts';

/** What people and organisations are called, and what they wrote: never translated. */
const THEIRS = [
  'Licensing officers help each other',
  'Growing things together',
  'Keeping bees on roofs',
  'Bees',
  'no-such-command',
  'Brackenford Council',
  'Ashcombe Council',
  'Asha Verma',
  'Ben Carter',
  'Ben',
  'Asha',
  'Fay Olsen',
  'Allotments',
  'Europe/London',
  'Licensing',
  'licensing',
  'London',
];
/** Commands are typed as they are in every language. */
const TYPED =
  /\/guild [a-z-]+|\b(ask|bind|unbind|calendar|code|digest|create|join|leave|invite|lead|share|mode|communities|questions|home|help|link|unlink|profile|preferences|pages)\b|[A-Z2-9]{5}-[A-Z2-9]{5}/g;

/** The whole story, on a busy machine. */
const WALK_MS = 120_000;

const english = (text: string): string[] => {
  const left = THEIRS.reduce((rest, theirs) => rest.replaceAll(theirs, ''), text).replace(TYPED, '');
  return left.match(/[A-Za-z]{3,}/g) ?? [];
};

test(
  'nothing that the bot says is outside the catalogue',
  async () => {
    const { cards, homes, forms, refusals } = await everyCard({ words: createWords({}, pseudo) });
    const seen = [
      ...[...cards, ...homes].flatMap(stringsOf),
      ...forms.flatMap(stringsOfForm),
      ...refusals.flatMap(({ problems }) => Object.values(problems)),
    ];
    expect(seen.length).toBeGreaterThan(200);
    expect([...new Set(seen.flatMap(english))]).toEqual([]);
  },
  WALK_MS,
);

test('an English sentence among them would be found', () => {
  expect(english('Press the button')).toEqual(['Press', 'the', 'button']);
  expect(english(pseudo('Press the button'))).toEqual([]);
});
